"""Thousands of reports read in the background: progress, cancel, what was found, and what could not be read.

intake = Intake(given, crew).start()
intake.progress()   # at any time, from any thread
intake.cancel()     # stops at once; what was read is kept
intake.result()
"""

from __future__ import annotations

import hashlib
import threading
import time
import weakref
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Final, Literal

from ..records import Event, Reject
from ..sources.bundle import Given, Piece, pieces
from .crew import Crew
from .reader import Here, Read, Reader

#: Most reports of one intake, most events kept of them, and most rejects listed; more rejects are counted.
MOST_REPORTS: Final = 100_000
MOST_EVENTS: Final = 200_000
MOST_LISTED: Final = 10_000
#: Files of fewer bytes than this in all are read in this process: starting another would take longer.
SMALL_BYTES: Final = 30_000
#: The rate is that of so many reports back.
_RATE_OVER: Final = 100

State = Literal["not started", "counting", "reading", "done", "cancelled"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an intake is.

    Attributes
    ----------
    state : str
        "done" and "cancelled" are final.
    done, total : int
        Reports read, refused or repeated, and reports in all; the total is 0 until it is counted.
    reports, events, repeated, rejected : int
        Reports read, what they said, reports that had been read before, and records that could not be used.
    per_second, seconds_left : float or None
        None until they can be told.
    """

    state: State
    done: int
    total: int
    reports: int
    events: int
    repeated: int
    rejected: int
    per_second: float | None = None
    seconds_left: float | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in {"done", "cancelled"}


@dataclass(frozen=True, slots=True)
class Result:
    """What was read: in = reads + rejected + unlisted + repeated.

    `unlisted` counts the records that could not be used beyond the first MOST_LISTED of `rejected`.
    """

    reads: tuple[Read, ...]
    rejected: tuple[Reject, ...]
    unlisted: int
    repeated: int

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event, each once, in the order of the files."""
        return tuple({event.event_id: event for read in self.reads for event in read.events}.values())


class Intake:
    """A reading of many files in threads and processes of its own; it ends with whoever holds it.

    Parameters
    ----------
    given
        Files: .jsonl, .ndjson, .txt, .html, .pdf, or .zip of them.
    crew
        Who reads.
    published
        Day of publication of reports that state none, neither within nor at the head of the file's name.
    once
        Whether a report that comes twice is read once.
    """

    def __init__(self, given: Sequence[Given], crew: Crew, *, published: date | None = None, once: bool = True) -> None:
        self._run = _Run(tuple(given), crew, published, once)
        self._left = weakref.finalize(self, self._run.cancel)

    def start(self) -> Intake:
        """Begin, in the background."""
        self._run.start()
        return self

    def progress(self) -> Progress:
        """Return how far it is."""
        return self._run.progress()

    def cancel(self) -> None:
        """Stop, at once and for good; what was read is kept. Does nothing where it is over."""
        self._run.cancel()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until it is over; return whether it is."""
        return self._run.over.wait(seconds)

    def result(self) -> Result:
        """Return what was read so far."""
        return self._run.result()


class _Run:
    """The work of an intake. It does not hold the intake, so that one that nobody holds any more is cancelled."""

    def __init__(self, given: tuple[Given, ...], crew: Crew, published: date | None, once: bool) -> None:
        self.over = threading.Event()
        self._given, self._crew, self._published, self._once = given, crew, published, once
        self._small = sum(file.size for file in given) < SMALL_BYTES and not any(
            file.name.lower().endswith((".zip", ".pdf")) for file in given
        )
        self._lock, self._source = threading.Lock(), threading.Lock()
        self._stop = threading.Event()
        self._state: State = "not started"
        self._total = self._taken = self._unlisted = self._repeated = self._events = 0
        self._reads: dict[int, Read] = {}
        self._rejected: dict[int, Reject] = {}
        self._seen: set[str] = set()
        self._busy: set[Reader] = set()
        self._ends: deque[float] = deque(maxlen=_RATE_OVER)

    def start(self) -> None:
        with self._lock:
            if self._state != "not started":
                return
            self._state = "counting"
        threading.Thread(target=self._all, name="intake", daemon=True).start()

    def _all(self) -> None:
        total = sum(1 for _ in takewhile(lambda _: not self._stop.is_set(), self._pieces()))
        with self._lock:
            self._total = total
            if self._state == "counting":
                self._state = "reading"
        self._ends.append(time.monotonic())
        source = enumerate(self._pieces())
        with self._crew.at_work():
            others = [
                threading.Thread(target=self._work, args=(source,), name="intake", daemon=True)
                for _ in range(0 if self._small else self._crew.size - 1)
            ]
            for other in others:
                other.start()
            self._work(source)
            for other in others:
                other.join()
        self._finish("done")

    def _pieces(self) -> Iterator[Piece | Reject]:
        for number, piece in enumerate(pieces(self._given)):
            if number == MOST_REPORTS:
                reason = f"at most {MOST_REPORTS:,} reports are read at once; give what follows by itself."
                yield Reject("all files", reason, {"file": self._given[-1].name})
                return
            yield piece

    def _work(self, source: Iterator[tuple[int, Piece | Reject]]) -> None:
        here = Here(self._crew.settings) if self._small else None
        while (taken := self._next(source)) is not None:
            number, piece = taken
            if isinstance(piece, Reject):
                self._note(number, piece)
            elif self._known(piece):
                self._note(number, None)
            elif here is not None:
                self._note(number, here.read(piece, self._published), _mark(piece))
            else:
                self._lend(number, piece)

    def _next(self, source: Iterator[tuple[int, Piece | Reject]]) -> tuple[int, Piece | Reject] | None:
        if self._events >= MOST_EVENTS:
            reason = f"more than {MOST_EVENTS:,} events; the reading ended there. Give what follows by itself."
            self._note(-1, Reject("all files", reason))
            self._stop.set()
        with self._source:
            return None if self._stop.is_set() else next(source, None)

    def _known(self, piece: Piece) -> bool:
        """Whether just these bytes were read before."""
        with self._lock:
            return self._once and _mark(piece) in self._seen

    def _lend(self, number: int, piece: Piece) -> None:
        reader = self._crew.take(self._stop)
        if reader is None:
            return
        try:
            with self._lock:
                self._busy.add(reader)
            if not self._stop.is_set():
                self._note(number, reader.read(piece, self._published), _mark(piece))
        finally:
            with self._lock:
                self._busy.discard(reader)
            self._crew.give_back(reader)

    def _note(self, number: int, found: Read | Reject | None, mark: str = "") -> None:
        """Take over what a piece gave, None for a repetition; what comes after a stop is left."""
        with self._lock:
            if self._stop.is_set():
                return
            self._taken += 1
            self._ends.append(time.monotonic())
            if isinstance(found, Reject):
                self._reject(number, found)
            elif found is None or (self._once and found.key in self._seen):
                self._repeated += 1
            else:
                self._seen.update((found.key, mark))
                self._reads[number] = found
                self._events += len(found.events)

    def _reject(self, number: int, reject: Reject) -> None:
        if len(self._rejected) < MOST_LISTED:
            self._rejected[number] = reject
        else:
            self._unlisted += 1

    def _finish(self, state: State) -> None:
        with self._lock:
            if self._state not in {"done", "cancelled"}:
                self._state = state
        self.over.set()

    def cancel(self) -> None:
        with self._lock:
            if self._state in {"done", "cancelled"}:
                return
            self._state = "cancelled"
            self._stop.set()
            busy = list(self._busy)
        for reader in busy:
            reader.end()
        self.over.set()

    def progress(self) -> Progress:
        with self._lock:
            rate = _rate(self._ends)
            left = max(0, self._total - self._taken)
            over = self._state in {"done", "cancelled"}
            return Progress(
                self._state, self._taken, self._total, len(self._reads), self._events, self._repeated,
                len(self._rejected) + self._unlisted, None if over else rate,
                left / rate if rate and not over else None,
            )  # fmt: skip

    def result(self) -> Result:
        with self._lock:
            reads = tuple(self._reads[number] for number in sorted(self._reads))
            rejected = tuple(self._rejected[number] for number in sorted(self._rejected))
            return Result(reads, rejected, self._unlisted, self._repeated)


def _mark(piece: Piece) -> str:
    return hashlib.blake2b(piece.content, digest_size=16, person=b"row" if piece.row else b"file").hexdigest()


def _rate(ends: deque[float]) -> float | None:
    """Reports a second, from the ends of the last ones to now; None before the first."""
    passed = time.monotonic() - ends[0] if ends else 0.0
    return (len(ends) - 1) / passed if len(ends) > 1 and passed > 0 else None
