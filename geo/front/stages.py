"""Stages: the turn that each record has in the life of the claims on a place.

Nothing is added to the records and nothing is settled. What a record says of holding, in whose voice, and what each
perspective has at a place afterwards come from `sayings` and `ledger`. Own rules give each record its stage:

- announced: a planned capture, advance or incursion, or a zone that its own side announces;
- entered: an advance or incursion to the place, which is not holding it;
- claimed: a capture told by its side's officials, or by anyone who neither assesses nor concedes;
- contested: a capture claimed by its side's officials while the other side has the place for itself in its own ledger;
- assessed: a capture told by monitors or media;
- denied: a denial; retracted: one by somebody who claimed that hold himself, if nobody of his perspective stands by it
  afterwards;
- left: a withdrawal;
- conceded: a capture that the losing side's officials confirm, or their confirmed withdrawal while the other side, or
  an assessment, has the place.

Of a region only announcements, moves into it and denials of these are told: a capture in a region is not one of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from .announced import is_announcement
from .ledger import Holding
from .sayings import NOT_STATED, OPPONENT, VOICES, Saying, bearing, holding_side, rows, saying_of, voices_of

if TYPE_CHECKING:
    import geopandas as gpd

    from .timeline import Timeline

#: Stages in the life of a claim, in the order in which those of one day are told.
STAGES: Final[tuple[str, ...]] = (
    "announced", "entered", "claimed", "contested", "assessed", "denied", "retracted", "left", "conceded",
)  # fmt: skip
#: Stages in which somebody says that a side took the place: as its own claim, or as what he finds.
CLAIMS: Final = frozenset({"claimed", "contested"})
TAKES: Final = CLAIMS | {"assessed"}

_MOVES: Final = frozenset({"advance", "incursion"})

_Row = Mapping[str, Any]
_State = Mapping[str, Holding]


@dataclass(frozen=True, slots=True)
class Turn:
    """One record's turn in the life of a place.

    `side` is whose hold or move it is about, `voice` the perspective it speaks in or "other", `row` the record as
    `sayings.rows` yields it, `state` what the ledger has of the place at the end of `day`.
    """

    day: date
    stage: str
    side: str
    voice: str
    row: _Row
    state: _State

    @property
    def claimant(self) -> tuple[str, str]:
        """Name and side of whoever says it, as `saying_of` has them."""
        side = self.row["claimant_side"] or "other"
        return self.row["claimed_by"] or NOT_STATED, side


def turns(timeline: Timeline, events: gpd.GeoDataFrame, clock: str, until: date | None) -> list[Turn]:
    """Return the turns of some of a timeline's records that count by a day (None for all of them), in order of days.

    Undated and rejected records, and those that say nothing of holding their place or moving there, have none.

    Raises
    ------
    InputError
        If the clock is unknown.
    """
    told_by_day = _ToldByDay(timeline, clock)
    found = []
    telling = list(rows(bearing(events)))
    days = timeline.days_of([row["event_id"] for row in telling], clock)
    for row, day in zip(telling, days, strict=True):
        place_id = row["place_id"]
        if day is None or place_id is None or (until is not None and day > until):
            continue
        saying = saying_of(row)
        said = told_by_day.of(place_id, day)
        state = timeline.book.state(clock, place_id, day) if said else {}
        told = _intent(row) if saying is None else _stage(saying, said, state)
        if told is not None:
            found.append(Turn(day, *told, _voice(voices_of(row)), row, state))
    return sorted(
        found, key=lambda turn: (turn.day, turn.row["known_on"], STAGES.index(turn.stage), turn.row["event_id"])
    )


class _ToldByDay:
    """The sayings of a place that count by a day."""

    def __init__(self, timeline: Timeline, clock: str) -> None:
        self._sayings, self._clock = timeline.book.sayings, clock
        self._in_turn: dict[str, tuple[list[date], list[Saying]]] = {}

    def of(self, place_id: str, day: date) -> Sequence[Saying]:
        if place_id not in self._in_turn:
            said = sorted(self._sayings.get(place_id, ()), key=lambda one: one.counts_on(self._clock))
            self._in_turn[place_id] = [one.counts_on(self._clock) for one in said], said
        days, said = self._in_turn[place_id]
        return said[: bisect_right(days, day)]


def _voice(voices: Iterable[str]) -> str:
    """The one lane in which a record speaks: a concession is told by its own side."""
    return min(voices, key=VOICES.index, default="other")


def _intent(row: _Row) -> tuple[str, str] | None:
    """Stage and side of a record that says nothing of holding, or None where it has no part in a history."""
    side = holding_side(row["actor_side"])
    here = "at" if row["precision"] == "populated_place" else "within"
    if side is None or row["review"] == "rejected" or (row["relation"] or here) not in {"at", here}:
        return None
    if is_announcement(row) or (row["status"] == "planned" and row["event_type"] in {*_MOVES, "capture"}):
        return "announced", side
    if row["event_type"] in _MOVES:
        return "denied" if row["status"] == "denied" else "entered", side
    return None


def _stage(saying: Saying, said: Iterable[Saying], state: _State) -> tuple[str, str]:
    """Stage and side of a record that says who has its place; `said` counts by its day, `state` is that day's."""
    voice, other = _voice(saying.voices), OPPONENT[saying.side]
    concedes = voice in OPPONENT and "assessed" in saying.voices
    if saying.bearing == "deny":
        return "retracted" if _retracts(saying, said, state.get(voice)) else "denied", saying.side
    if saying.bearing == "leave":
        taken = _has(state, other, other) or _has(state, "assessed", other)
        return ("conceded", other) if concedes and taken else ("left", saying.side)
    if concedes or voice == "assessed":
        return "conceded" if concedes else "assessed", saying.side
    return "contested" if voice == saying.side and _has(state, other, other) else "claimed", saying.side


def _has(state: _State, voice: str, side: str) -> bool:
    return voice in state and state[voice].held_by == side


def _retracts(denial: Saying, said: Iterable[Saying], after: Holding | None) -> bool:
    """Whether a denial takes back its claimant's own claim; `after` is what his perspective has that day.

    Two whom nobody names need not be one: an unnamed claimant retracts nothing.
    """
    if denial.claimed_by == NOT_STATED:
        return False
    if after is not None and (after.held_by == denial.side or after.outcome == "disputed"):
        return False
    own = (denial.claimed_by, denial.side)
    return any(one.bearing == "take" and (one.claimed_by, one.side) == own for one in said)
