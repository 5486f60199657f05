"""The readers that all sessions of a server share: as many processes as the machine has to spare, and no more."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from ..settings import Settings
from .reader import Apart, Here, MakeReader, Reader

_LOOK_S: Final = 0.2


def spare_cores() -> int:
    """Return how many processes may read: one core is left for the pages, and four are enough."""
    return max(1, min(4, (os.cpu_count() or 1) - 1))


class Crew:
    """Readers lent out one piece at a time, so that two who read a thousand reports each take turns.

    Processes start when the first is wanted and end when nobody reads any more.

    Attributes
    ----------
    settings : Settings
        Whose places are used.
    size : int
        Most readers at work at once.
    """

    def __init__(self, settings: Settings, *, size: int | None = None, make: MakeReader = Apart) -> None:
        self.settings = settings
        self.size = size or spare_cores()
        self._make = make
        self._free: list[Reader] = []
        self._lent = 0
        self._users = 0
        self._turn = threading.Condition()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Keep the readers for as long as somebody reads; the last one to leave ends them."""
        with self._turn:
            self._users += 1
        try:
            yield
        finally:
            with self._turn:
                self._users -= 1
                idle = self._free if self._users == 0 else []
                self._free = [] if self._users == 0 else self._free
            for reader in idle:
                _close(reader)

    def take(self, until: threading.Event) -> Reader | None:
        """Return a reader, waiting for one; None once `until` is set."""
        with self._turn:
            while self._lent >= self.size and not until.is_set():
                self._turn.wait(_LOOK_S)
            if until.is_set():
                return None
            self._lent += 1
            if self._free:
                return self._free.pop()
        try:
            return self._make(self.settings)
        except OSError:  # no process can be started here
            return Here(self.settings)

    def give_back(self, reader: Reader) -> None:
        """Take a reader back; one that ended is replaced when the next is wanted."""
        with self._turn:
            self._lent -= 1
            keep = reader.alive and self._users > 0
            if keep:
                self._free.append(reader)
            self._turn.notify()
        if not keep:
            _close(reader)


def _close(reader: Reader) -> None:
    if isinstance(reader, Apart):
        reader.close()
    else:
        reader.end()
