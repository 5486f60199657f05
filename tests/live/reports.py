"""Reports to read many of, and a reader that takes its time."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import date

from geo.live.reader import Here, Read
from geo.records import Reject
from geo.settings import Settings
from geo.sources.bundle import Piece

TOWNS = ("Sudzha", "Basivka", "Novenke", "Zhuravka", "Guyevo", "Sverdlikovo", "Sumy", "Yunakivka")


def rows(count: int, *, first: int = 0) -> bytes:
    """A JSON Lines file of short reports, each of its own text, with an event or two each."""
    made = (
        {
            "id": f"r{number}",
            "published": "2025-03-12",
            "publisher": "Agency",
            "text": f"Russian forces captured {TOWNS[number % 8]}, the Defence Ministry said, dispatch {number}.",
        }
        for number in range(first, first + count)
    )
    return "".join(f"{json.dumps(row)}\n" for row in made).encode()


class Slow(Here):
    """Waits at every row, or at one, until it is let go or ended; may break off at a row."""

    def __init__(self, go: threading.Event, breaks: str = "", waits: str = "") -> None:
        super().__init__(Settings())
        self._go, self._breaks, self._waits, self._ended = go, breaks, waits, threading.Event()
        self.started = threading.Event()

    def read(self, piece: Piece, published: date | None) -> Read | Reject:
        if self._waits in piece.where:
            self.started.set()
        while self._waits in piece.where and not self._go.is_set() and not self._ended.is_set():
            self._ended.wait(0.01)
        if self._breaks and self._breaks in piece.where:
            self.end()
            return Reject(piece.where, "broke off", {"file": piece.source})
        return Read(piece.source, piece.where, piece.where, ())

    def end(self) -> None:
        super().end()
        self._ended.set()


def maker(made: list[Slow], go: threading.Event, breaks: str = "", waits: str = "") -> Callable[[Settings], Slow]:
    """Make slow readers, and list them."""

    def make(_: Settings) -> Slow:
        made.append(Slow(go, breaks, waits))
        return made[-1]

    return make
