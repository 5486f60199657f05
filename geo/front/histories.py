"""Histories: the life of the claims on a place, and what became of each claimant's claims.

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

A claim is a claimant's word that a side took a settlement: each claimant, place and side counts once, from the first
telling. Monitors and channels claim too; what the losing side concedes is no claim. Of its outcomes the first that
applies is told, so that each claim has one:

- conceded: the losing side's officials concede the place, on the day of the claim or later;
- assessed: monitors or media, other than the claimant, give it to that side on that day or later;
- retracted: the claimant denies it later than he last claimed it;
- contradicted: on the day of the claim or later anybody denies it or gives the place to the other side. It need not
  have been wrong: ground that changes hands is contradicted too;
- open: none of these.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
#: What may become of a claim, by precedence.
OUTCOMES: Final[tuple[str, ...]] = ("conceded", "assessed", "retracted", "contradicted", "open")
#: Columns of a history; `side` is whose hold or move the record is about, `voice` the perspective it speaks in ("other"
#: for channels, unnamed sources and third parties), `according_to_*` the side that each perspective has there at the
#: end of `day`, or null; `quote` is the sentence, `note` what is said in this project's words, each null if not kept.
HISTORY_COLUMNS: Final[tuple[str, ...]] = (
    "day", "known_on", "stage", "side", "voice", "claimed_by", "claimant_side", "status", "event_type", "delay_days",
    "according_to_RU", "according_to_UA", "according_to_assessed", "event_id", "publisher", "url", "quote", "note",
)  # fmt: skip
#: Columns of the claimants' table: numbers of claims, then days.
CLAIMANT_COLUMNS: Final[tuple[str, ...]] = (
    "claimed_by", "claimant_side", "claims", *OUTCOMES, "median_delay_days", "longest_open_days",
)  # fmt: skip

_CLAIMS: Final = frozenset({"claimed", "contested"})
_ANSWERS: Final = frozenset({"assessed", "denied", "retracted", "left", "conceded"})
_MOVES: Final = frozenset({"advance", "incursion"})
_AS_READ: Final = ("known_on", "claimed_by", "claimant_side", "status", "event_type", "event_id", "note")

_Row = Mapping[str, Any]
_State = Mapping[str, Holding]


@dataclass(frozen=True, slots=True)
class _Turn:
    """One record's turn in the life of a place; `saying` is None for plans and moves, `state` the ledger's that day."""

    day: date
    stage: str
    side: str
    voice: str
    row: _Row
    saying: Saying | None
    state: _State


def history(timeline: Timeline, place_id: str, *, clock: str = "known", day: date | None = None) -> pd.DataFrame:
    """Return the life of the claims on a place: one row a record, HISTORY_COLUMNS, in order of days.

    Parameters
    ----------
    clock : {"known", "happened"}
        Tells the day from which a record counts, and so the column `day`.
    day : date, optional
        Leaves out what does not count by then; None keeps all.

    Returns
    -------
    DataFrame
        `day` and `known_on` are dates. `delay_days` are the days since the claim that a record answers, the newest
        that the same side has the place (claimed or contested, not later than the answer); null where there is none
        and where the record is no answer. Rejected and undated records are left out, and so is what says nothing of
        the place, such as strikes. Nothing to tell gives an empty table with all columns.

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
            "Take one from the column place_id of its events."
        )
    turns = _turns(timeline, events, clock, day)
    kept = events.set_index("event_id")[["publisher", "url", "quote"]].astype(object)
    printed = kept.where(kept.notna(), None).to_dict("index")
    told = [{**_told(turn, turns), **printed[turn.row["event_id"]]} for turn in turns]
    table = pd.DataFrame(told, columns=list(HISTORY_COLUMNS), dtype=object)
    return table.astype({"delay_days": "Int64"})


def claimants(timeline: Timeline, *, clock: str = "known", day: date | None = None) -> pd.DataFrame:
    """Return what became of each claimant's claims: one row a claimant, most claims first, then by name.

    CLAIMANT_COLUMNS; the numbers of the outcomes add up to `claims`, and there is no score.

    Parameters
    ----------
    clock : {"known", "happened"}
        Tells the day from which a record counts; days are compared and counted under it.
    day : date, optional
        Leaves out what does not count by then; None means the last day of the record.

    Returns
    -------
    DataFrame
        `median_delay_days` are the days from a claim to the first concession or assessment, null where none came;
        `longest_open_days` those of the open claim that has waited longest, up to `day` or to the day on which its
        side is said to have left, null where none is open. No claims give an empty table with all columns.

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
    fates: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for life in lives.values():
        for (name, side, claimed_for), days in _claims(life).items():
            fates[name, side].append(_fate(name, claimed_for, days, life, day or timeline.last))
    order = sorted(fates, key=lambda claimant: (-len(fates[claimant]), claimant))
    table = pd.DataFrame(
        [(*claimant, *_counted(fates[claimant])) for claimant in order], columns=list(CLAIMANT_COLUMNS)
    )
    numbers = dict.fromkeys(("claims", *OUTCOMES), "int64")
    return table.astype({**numbers, "median_delay_days": "Float64", "longest_open_days": "Int64"})


def _turns(timeline: Timeline, events: gpd.GeoDataFrame, clock: str, until: date | None) -> list[_Turn]:
    """Turns of some of a timeline's records that count by a day, in order of days."""
    counted = dict(zip(timeline.events["event_id"], timeline.counted_on(clock), strict=True))
    turns = []
    for row in rows(events):
        day, place_id = counted[row["event_id"]], row["place_id"]
        if day is None or place_id is None or (until is not None and day > until):
            continue
        saying = saying_of(row)
        said = [one for one in timeline.book.sayings.get(place_id, ()) if one.counts_on(clock) <= day]
        state = _state(timeline, clock, place_id, day) if said else {}
        told = _intent(row) if saying is None else _stage(saying, said, state)
        if told is not None:
            turns.append(_Turn(day, *told, _voice(voices_of(row)), row, saying, state))
    return sorted(
        turns, key=lambda turn: (turn.day, turn.row["known_on"], STAGES.index(turn.stage), turn.row["event_id"])
    )


def _state(timeline: Timeline, clock: str, place_id: str, day: date) -> _State:
    """The ledger's state of a place at the end of a day on or after its first."""
    steps = timeline.book.steps(clock, place_id)
    return steps[bisect_right(steps, day, key=lambda step: step[0]) - 1][1]


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
    """Whether a denial takes back its claimant's own claim; `after` is what his perspective has that day."""
    if after is not None and (after.held_by == denial.side or after.outcome == "disputed"):
        return False
    own = (denial.claimed_by, denial.side)
    return any(one.bearing == "take" and (one.claimed_by, one.side) == own for one in said)


def _told(turn: _Turn, turns: Iterable[_Turn]) -> dict[str, Any]:
    """One row of a history, less what is printed where."""
    claims = [one.day for one in turns if one.stage in _CLAIMS and one.side == turn.side and one.day <= turn.day]
    return {
        **{name: turn.row[name] for name in _AS_READ},
        **{f"according_to_{voice}": turn.state[voice].held_by if voice in turn.state else None for voice in VOICES},
        "day": turn.day,
        "stage": turn.stage,
        "side": turn.side,
        "voice": turn.voice,
        "delay_days": (turn.day - max(claims)).days if claims and turn.stage in _ANSWERS else None,
    }


def _claims(life: Iterable[_Turn]) -> dict[tuple[str, str, str], list[date]]:
    """Days of each claim on a place, in order, by claimant, his side and the side he has there."""
    claims: dict[tuple[str, str, str], list[date]] = defaultdict(list)
    for turn in life:
        if turn.saying is not None and turn.stage in {*_CLAIMS, "assessed"}:
            claims[turn.saying.claimed_by, turn.saying.claimant_side, turn.side].append(turn.day)
    return claims


def _fate(name: str, side: str, days: Sequence[date], life: Iterable[_Turn], until: date) -> tuple[str, int]:
    """Outcome of a claim made on some days that `side` took a place, and days to what bore it out, else to its end."""
    true: dict[str, list[date]] = {"conceded": [], "assessed": []}
    denials: list[date] = []
    ends = [until]
    contradicted = False
    for turn in life:
        if turn.saying is None or turn.day < days[0]:
            continue
        own, bearing = turn.saying.claimed_by == name, turn.saying.bearing
        if turn.side == side and (turn.stage == "conceded" or (turn.stage == "assessed" and not own)):
            true[turn.stage].append(turn.day)
        elif turn.side == side and turn.stage == "left":
            ends.append(turn.day)
        elif turn.side == side and bearing == "deny":
            contradicted = True
            denials += [turn.day] if own else []
        elif turn.side != side and bearing == "take":
            contradicted = True
    borne_out = [*true["conceded"], *true["assessed"]]
    if borne_out:
        return "conceded" if true["conceded"] else "assessed", (min(borne_out) - days[0]).days
    retracted = bool(denials) and max(denials) > days[-1]
    return "retracted" if retracted else "contradicted" if contradicted else "open", (min(ends) - days[0]).days


def _counted(fates: Sequence[tuple[str, int]]) -> tuple[Any, ...]:
    """Numbers and days of one claimant's claims: CLAIMANT_COLUMNS from `claims` on."""
    told = [outcome for outcome, _ in fates]
    delays = [days for outcome, days in fates if outcome in {"conceded", "assessed"}]
    waits = [days for outcome, days in fates if outcome == "open"]
    numbers = (told.count(outcome) for outcome in OUTCOMES)
    return len(fates), *numbers, float(median(delays)) if delays else None, max(waits, default=None)
