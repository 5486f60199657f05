"""Who holds which place from day to day, as the browser is told: zones are made there, of the places held on a day.

A zone of a day is the ground of the places that one side holds in one perspective. What the payload tells is each
place's turns, so that it grows with the changes and not with the days times the places. The reading is that of
front.zones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from ..front.sayings import OPPONENT, VOICES
from ..terms import CLOCKS
from .encoding import NEVER, day_number, smallest

if TYPE_CHECKING:
    from datetime import date

    from ..front.ledger import Holding, Ledger

HELD: Final = 0
#: A place that the side held and holds no more: its records still bear on the zone.
LOST: Final = 1


class Turn(NamedTuple):
    """One state of a place for one side, from the first of `days` until the second, or on if that is None."""

    place_id: str
    days: tuple[date, date | None]
    state: int
    holding: Holding


class _Log:
    """Rows of records one after another, so that a list which another one begins with is told by where it ends."""

    def __init__(self, rows: Mapping[str, int]) -> None:
        self.rows: list[int] = []
        self._row_of = rows
        self._last: tuple[int, list[int]] = (0, [])

    def add(self, event_ids: Iterable[str]) -> tuple[int, int]:
        told = [self._row_of[event_id] for event_id in event_ids if event_id in self._row_of]
        start, last = self._last
        if start + len(last) != len(self.rows) or told[: len(last)] != last:
            start, last = len(self.rows), []
        self.rows += told[len(last) :]
        self._last = start, told
        return start, len(self.rows)


def turns(ledger: Ledger, voice: str, clock: str, side: str) -> Iterator[Turn]:
    """Yield the turns of every place that a side ever holds in a perspective, by place and day."""
    for place_id in ledger.sayings:
        begun: tuple[date, int, Holding] | None = None
        for day, state in ledger.steps(clock, place_id):
            if voice not in state:
                continue
            holding = state[voice]
            kind = HELD if holding.held_by == side else LOST
            if begun is None and kind == LOST:
                continue
            if begun is not None:
                if kind == HELD == begun[1] and begun[2] == holding:
                    continue
                yield Turn(place_id, (begun[0], day), begun[1], begun[2])
            begun = day, kind, holding
        if begun is not None:
            yield Turn(place_id, (begun[0], None), begun[1], begun[2])


def holdings_json(
    books: Sequence[tuple[Ledger, Sequence[str]]], rows: Mapping[str, int], cells: Mapping[str, int]
) -> dict[str, Any]:
    """Return the turns of all places as columns, and the groups they stand in.

    Parameters
    ----------
    books
        Ledgers, each with the perspectives it is read in.
    rows
        event_id -> row of the record.
    cells
        place_id -> number of its place; places beyond it are counted and have no ground.

    Keys: groups (perspective, clock, side and the turn that each begins with), place, from, to, state, denied, and
    the slices of `log` that hold the records in support (s0, s1) and against (a0, a1).
    """
    support, against = _Log(rows), _Log(rows)
    groups: list[dict[str, Any]] = []
    told: list[tuple[int, ...]] = []
    for ledger, voices in books:
        for voice in voices:
            for clock in CLOCKS:
                for side in OPPONENT:
                    groups.append({"perspective": voice, "clock": clock, "side": side, "begins": len(told)})
                    told += (_row(turn, support, against, cells) for turn in turns(ledger, voice, clock, side))
    table = np.array(told, dtype=np.int64).reshape(-1, 9)
    names = ("place", "from", "to", "state", "denied", "s0", "s1", "a0", "a1")
    return {
        "groups": groups,
        **{name: smallest(table[:, number]) for number, name in enumerate(names)},
        "support": smallest(np.array(support.rows, dtype=np.int64)),
        "against": smallest(np.array(against.rows, dtype=np.int64)),
    }


def _row(turn: Turn, support: _Log, against: _Log, cells: Mapping[str, int]) -> tuple[int, ...]:
    begins, ends = turn.days
    until = day_number(ends)
    return (
        cells[turn.place_id],
        day_number(begins) or 0,
        NEVER if until is None else until,
        turn.state,
        int(bool(turn.holding.denials)),
        *support.add(one.event_id for one in turn.holding.support),
        *against.add(one.event_id for one in turn.holding.against),
    )


def books_of(timeline: Any, chosen: Iterable[Any]) -> list[tuple[Ledger, Sequence[str]]]:
    """Return a timeline's ledgers with their perspectives, those of chosen claimants last."""
    return [(timeline.book, VOICES), *((one.book, (one.perspective,)) for one in chosen)]


def places_of(books: Iterable[tuple[Ledger, Sequence[str]]]) -> list[str]:
    """Return the places that any ledger has a word on, sorted."""
    return sorted({place_id for ledger, _ in books for place_id in ledger.sayings})
