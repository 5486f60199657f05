"""Histories: the life of the claims on a place, and what became of each claimant's claims.

A history adds nothing to the records and settles nothing. It puts what is said of one place in order and names what
each record is in the life of a claim: a stage. What a record says of holding, in whose voice, and what each
perspective has there afterwards come from `sayings` and `ledger`; own rules, written out at `history`, tell the
stages apart. Claimants get counts and days, never a score: how a count comes about is for the reader to judge, and
each count leads back to the rows of its places.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from ..errors import InputError
from .announced import is_announcement
from .ledger import Holding
from .sayings import OPPONENT, VOICES, Saying, holding_side, rows, saying_of, voices_of

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from .timeline import Timeline

#: Stages in the life of a claim, in the order in which those of one day are told.
STAGES: Final[tuple[str, ...]] = (
    "announced", "entered", "claimed", "contested", "assessed", "denied", "retracted", "left", "conceded",
)  # fmt: skip
#: What may become of a claim, by precedence: the first that applies is told.
OUTCOMES: Final[tuple[str, ...]] = ("conceded", "assessed", "retracted", "contradicted", "open")
#: Columns of a history; `side` is whose hold or move the record is about, `voice` the perspective it speaks in
#: ("other" for channels, unnamed sources and third parties), `according_to_*` the side that each perspective has there
#: at the end of `day`, or null.
HISTORY_COLUMNS: Final[tuple[str, ...]] = (
    "day", "known_on", "stage", "side", "voice", "claimed_by", "claimant_side", "status", "event_type", "delay_days",
    "according_to_RU", "according_to_UA", "according_to_assessed", "event_id", "publisher", "url", "quote", "note",
)  # fmt: skip
#: Columns of the claimants' table: counts of claims, and days.
CLAIMANT_COLUMNS: Final[tuple[str, ...]] = (
    "claimed_by", "claimant_side", "claims", *OUTCOMES, "median_delay_days", "longest_open_days",
)  # fmt: skip

_CLAIMS: Final = frozenset({"claimed", "contested"})
_ANSWERS: Final = frozenset({"assessed", "denied", "retracted", "left", "conceded"})
_MOVES: Final = frozenset({"advance", "incursion"})

_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Turn:
    """One record's turn in the life of the claims on a place. `saying` is None for an intention or a move."""

    day: date
    stage: str
    side: str
    voice: str
    row: _Row
    saying: Saying | None
    state: Mapping[str, Holding]

    @property
    def order(self) -> tuple[date, date, int, str]:
        """Sorts turns: by day, telling, stage and event_id."""
        return self.day, self.row["known_on"], STAGES.index(self.stage), self.row["event_id"]


def history(timeline: Timeline, place_id: str, *, clock: str = "known", day: date | None = None) -> pd.DataFrame:
    """Return the life of the claims on a place: one row a record, HISTORY_COLUMNS, in order of days.

    Rejected and undated records are left out, so are strikes, clashes and whatever else says nothing of the place.
    Stages, own rules:

    - announced: a planned capture, advance or incursion, or a zone that its own side announces;
    - entered: an advance or incursion to the place, which is not holding it;
    - assessed: a capture told by monitors or media; conceded: one that the losing side's officials confirm, or a
      withdrawal of their own that they confirm while the other side, or an assessment, has the place;
    - claimed: a capture told by anyone else, the side's officials above all; contested: one claimed by a side's
      officials while the other side has the place for itself in its own ledger;
    - retracted: a denial by somebody who claimed that hold himself, if nobody of his perspective stands by it
      afterwards; denied: any other denial;
    - left: any other withdrawal.

    Of a region only the announced, the entered and the denials of that are told: a capture in a region is not one of
    it.

    Parameters
    ----------
    clock : {"known", "happened"}
        Tells the `day` from which a record counts: see `clock`.
    day : date, optional
        Leaves out what does not count by then; None keeps all.

    Returns
    -------
    DataFrame
        `day` and `known_on` are dates. `delay_days` is null for a record that answers no claim, otherwise the days
        since the newest claim (claimed or contested) of the same side's hold on or before its day. Nothing to tell
        gives an empty table with all columns.

    Raises
    ------
    InputError
        If no record names the place, or the clock is unknown.
    """
    import pandas as pd

    events = timeline.events[timeline.events["place_id"].eq(place_id).fillna(value=False).astype(bool)]
    if events.empty:
        raise InputError(
            f"place_id is {place_id!r}; no record of this timeline names that place. "
            "Take one from the column place_id of timeline.events."
        )
    turns = _turns(timeline, events, clock, day)
    printed = events.set_index("event_id")[["publisher", "url", "quote"]].astype(object)
    told = printed.where(printed.notna(), None).to_dict("index")
    table = pd.DataFrame([_told(turn, turns, told[turn.row["event_id"]]) for turn in turns], columns=HISTORY_COLUMNS)
    table = table.astype(object).where(table.notna(), None)
    return table.astype({"delay_days": "Int64"})


def claimants(timeline: Timeline, *, clock: str = "known", day: date | None = None) -> pd.DataFrame:
    """Return what became of each claimant's claims: one row a claimant, CLAIMANT_COLUMNS, most claims first, then by name.

    A claim is a claimant's word that a side took a settlement, monitors' and channels' too; what the losing side's
    officials concede is none. Told again it is the same claim: each claimant, place and side counts once, from the
    first telling. Every claim has one outcome, the first that applies, so that the outcomes add up to `claims`:

    - conceded: the losing side's officials concede the place, on the day of the claim or later;
    - assessed: monitors or media, other than the claimant, give it to that side on that day or later;
    - retracted: the claimant denies it himself, and has not claimed it again since;
    - contradicted: on that day or later anyone else denies it or gives the place to the other side. That is not to say
      that it was wrong: ground that changes hands is contradicted too;
    - open: none of these.

    Parameters
    ----------
    clock : {"known", "happened"}
        Tells the day from which a record counts; days are compared and counted under it.
    day : date, optional
        Leaves out what does not count by then; None means the last day of the record.

    Returns
    -------
    DataFrame
        `median_delay_days` are the days from the claim to the first concession or assessment, null where none came;
        `longest_open_days` those of the open claim that waits longest, up to `day` or the day on which the side is
        said to have left, null where none is open. No claims give an empty table with all columns.

    Raises
    ------
    InputError
        If the clock is unknown.
    """
    import pandas as pd

    lives: dict[str, list[_Turn]] = defaultdict(list)
    for turn in _turns(timeline, timeline.events, clock, day):
        if turn.saying is not None:
            lives[turn.saying.place_id].append(turn)
    fates: dict[tuple[str, str], list[_Fate]] = defaultdict(list)
    for life in lives.values():
        for claimant, own in _claims(life):
            fates[claimant].append(_fate(own, life, day or timeline.last))
    in_turn = sorted(fates, key=lambda claimant: (-len(fates[claimant]), claimant))
    table = pd.DataFrame([_counted(claimant, fates[claimant]) for claimant in in_turn], columns=CLAIMANT_COLUMNS)
    whole = {name: "int64" for name in ("claims", *OUTCOMES)}
    return table.astype({**whole, "median_delay_days": "Float64", "longest_open_days": "Int64"})


def _turns(timeline: Timeline, events: gpd.GeoDataFrame, clock: str, until: date | None) -> list[_Turn]:
    """Turns of some of a timeline's records that count by a day, in order."""
    counted = dict(zip(timeline.events["event_id"], timeline.counted_on(clock), strict=True))
    turns = []
    for row in rows(events):
        day = counted[row["event_id"]]
        if day is None or row["place_id"] is None or (until is not None and day > until):
            continue
        saying = saying_of(row)
        state = _state(timeline, clock, row["place_id"], day)
        told = _intent(row) if saying is None else _stage(saying, row, timeline.book.sayings[saying.place_id], state)
        if told is not None:
            turns.append(_Turn(day, *told, _voice(voices_of(row)), row, saying, state))
    return sorted(turns, key=lambda turn: turn.order)


def _state(timeline: Timeline, clock: str, place_id: str, day: date) -> Mapping[str, Holding]:
    if place_id not in timeline.book.sayings:
        return {}
    steps = timeline.book.steps(clock, place_id)
    at = bisect_right(steps, day, key=lambda step: step[0]) - 1
    return steps[at][1] if at >= 0 else {}


def _voice(voices: frozenset[str]) -> str:
    return min(voices, key=VOICES.index, default="other")


def _intent(row: _Row) -> tuple[str, str] | None:
    """Stage and side of a record that says nothing of holding: a plan, a move, the denial of a move into a region."""
    side = holding_side(row["actor_side"])
    here = "at" if row["precision"] == "populated_place" else "within"
    if side is None or row["review"] == "rejected" or (row["relation"] or here) not in {"at", here}:
        return None
    planned = row["status"] == "planned" and row["event_type"] in _MOVES | {"capture"}
    if planned or is_announcement(row):
        return "announced", side
    if row["event_type"] in _MOVES:
        return "denied" if row["status"] == "denied" else "entered", side
    return None


def _stage(
    saying: Saying, row: _Row, said: Sequence[Saying], state: Mapping[str, Holding]
) -> tuple[str, str]:
    """Stage and side of a record that says who holds its place; `state` is the ledger's at the end of its day."""
    voice, other = _voice(saying.voices), OPPONENT[saying.side]
    concedes = voice in OPPONENT and "assessed" in saying.voices
    if saying.bearing == "deny":
        return "retracted" if _retracts(saying, row, said, state) else "denied", saying.side
    if saying.bearing == "leave":
        taken = any(_has(state, name, other) for name in (other, "assessed"))
        return ("conceded", other) if concedes and taken else ("left", saying.side)
    if concedes or voice == "assessed":
        return "conceded" if concedes else "assessed", saying.side
    return "contested" if voice == saying.side and _has(state, other, other) else "claimed", saying.side


def _has(state: Mapping[str, Holding], voice: str, side: str) -> bool:
    return voice in state and state[voice].held_by == side


def _retracts(saying: Saying, row: _Row, said: Sequence[Saying], state: Mapping[str, Holding]) -> bool:
    own = any(
        one.bearing == "take"
        and (one.side, one.claimed_by) == (saying.side, saying.claimed_by)
        and one.effective_on <= saying.effective_on
        and one.known_on <= row["known_on"]
        for one in said
    )
    stands = state.get(_voice(saying.voices))
    return own and (stands is None or (stands.held_by != saying.side and stands.outcome != "disputed"))


def _told(turn: _Turn, turns: Sequence[_Turn], printed: Mapping[str, Any]) -> dict[str, Any]:
    claims = [one.day for one in turns if one.stage in _CLAIMS and one.side == turn.side and one.day <= turn.day]
    delay = (turn.day - max(claims)).days if claims and turn.stage in _ANSWERS else None
    held = {f"according_to_{name}": turn.state[name].held_by if name in turn.state else None for name in VOICES}
    same = ("known_on", "claimed_by", "claimant_side", "status", "event_type", "event_id", "note")
    own = {"day": turn.day, "stage": turn.stage, "side": turn.side, "voice": turn.voice, "delay_days": delay}
    return {**own, **held, **{name: turn.row[name] for name in same}, **printed}


@dataclass(frozen=True, slots=True)
class _Fate:
    """What became of one claim; `delay` and `open_days` in days, None where they do not apply."""

    outcome: str
    delay: int | None
    open_days: int | None


def _claims(life: Sequence[_Turn]) -> Iterator[tuple[tuple[str, str], list[tuple[_Turn, Saying]]]]:
    raise NotImplementedError
