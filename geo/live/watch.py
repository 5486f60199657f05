"""A folder of reports that is watched: what comes into it is read, what leaves it leaves the map.

One watch serves every session of a server: it looks every two seconds, and its events are told by a number that
goes up when they change.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ..errors import DataMissing
from ..records import Event, Reject
from ..sources.folder import MOST_FILES, Folder
from .crew import Crew
from .intake import Intake
from .reader import Read

EVERY_S: Final = 2.0


@dataclass(frozen=True, slots=True)
class Watched:
    """What a watched folder holds.

    Attributes
    ----------
    version : int
        Goes up whenever the events change.
    looked_at : datetime or None
        Last look, aware UTC; None before the first.
    reads : tuple of Read
        What each report said, each report once, in the order of the files' names.
    events : tuple of Event
        Each once, in that order.
    rejected : tuple of Reject
        What could not be read; the file is under "file" of its `raw`.
    waiting : tuple of str
        Files that are still being written.
    reading : int
        Files that are being read now.
    trouble : str
        Why the folder cannot be looked at; empty where it can.
    """

    version: int = 0
    looked_at: datetime | None = None
    reads: tuple[Read, ...] = ()
    events: tuple[Event, ...] = ()
    rejected: tuple[Reject, ...] = ()
    waiting: tuple[str, ...] = ()
    reading: int = 0
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class FileRead:
    """What one file of the folder gave; `gone` where it has left the folder."""

    name: str
    reads: tuple[Read, ...] = ()
    rejected: tuple[Reject, ...] = ()
    gone: bool = False


class Watch:
    """A watched folder.

    Parameters
    ----------
    folder
        May be made later; until then `state().trouble` says that it is missing.
    crew
        Who reads.
    every_s
        Seconds between two looks.
    tell
        Called with each file once it was read or has gone, in the thread that looks.
    """

    def __init__(
        self, folder: Path, crew: Crew, *, every_s: float = EVERY_S, tell: Callable[[FileRead], None] | None = None
    ) -> None:
        self.folder = folder
        self._seen = Folder(folder)
        self._crew, self._every_s, self._tell = crew, every_s, tell
        self._files: dict[str, FileRead] = {}
        self._state = Watched()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> Watch:
        """Begin to look, in a thread of its own; does nothing where it has begun."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._go_on, name="watch", daemon=True)
            self._thread.start()
        return self

    def stop(self) -> None:
        """Look no more; a reading that goes on ends at once."""
        self._stop.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=5)

    def state(self) -> Watched:
        """Return what the folder held at the last look."""
        return self._state

    def _go_on(self) -> None:
        while not self._stop.is_set():
            self.look()
            self._stop.wait(self._every_s)

    def look(self) -> Watched:
        """Look once and read what is new; what changed while it was read is read again at the next looks."""
        try:
            seen = self._seen.look()
        except DataMissing as error:
            return self._publish(looked_at=datetime.now(UTC), trouble=str(error))
        for name in seen.gone:
            if self._files.pop(name, None) is not None and self._tell is not None:
                self._tell(FileRead(name, gone=True))
        if seen.ready:
            self._publish(reading=len(seen.ready), waiting=seen.waiting)
            self._read(seen.ready)
        more = f"the folder holds more than {MOST_FILES:,} report files; the others are not read." if seen.more else ""
        return self._publish(looked_at=datetime.now(UTC), waiting=seen.waiting, trouble=more)

    def _read(self, names: Iterable[str]) -> None:
        intake = Intake([self._seen.given(name) for name in names], self._crew, once=False).start()
        while not intake.wait(0.1):
            if self._stop.is_set():
                intake.cancel()
        if self._stop.is_set():
            return
        result = intake.result()
        for name in names:
            reads = tuple(read for read in result.reads if read.source == name)
            rejected = tuple(reject for reject in result.rejected if reject.raw.get("file") == name)
            self._files[name] = FileRead(name, reads, rejected)
            if self._tell is not None:
                self._tell(self._files[name])

    def _publish(
        self, *, looked_at: datetime | None = None, waiting: tuple[str, ...] = (), reading: int = 0, trouble: str = ""
    ) -> Watched:
        before = self._state
        files = [self._files[name] for name in sorted(self._files)]
        last_to_first = {read.key: read for file in reversed(files) for read in reversed(file.reads)}
        reads = tuple(reversed(last_to_first.values()))
        events = tuple({event.event_id: event for read in reads for event in read.events}.values())
        changed = events != before.events
        self._state = Watched(
            before.version + changed,
            looked_at or before.looked_at,
            reads,
            events if changed else before.events,
            tuple(reject for file in files for reject in file.rejected),
            waiting,
            reading,
            trouble,
        )
        return self._state
