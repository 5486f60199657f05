"""Histories: the life of the claims on a place, and what became of each claimant's claims.

Nothing is added to the records and nothing is settled; `stages` tells what turn each record has in a life.

Own rules. A claim is a claimant's word that a side took a settlement: each claimant, place and side counts once, from
the first telling. Monitors and channels claim too; what the losing side concedes is no claim. Of its outcomes the first
that applies is told, so that each claim has one:

- conceded: the losing side's officials concede the place, on the day of the claim or later;
- assessed: monitors or media, other than the claimant, give it to that side on that day or later. What one of these
  two said before, and what the assessed perspective still rests on that day, counts from that day;
- retracted: the claimant denies it later than he last claimed it;
- contradicted: on the day of the claim or later anybody denies it, or says or concedes that the other side has the
  place. It need not have been wrong: ground that changes hands is contradicted too;
- open: none of these.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from ..errors import InputError
from .sayings import OPPONENT, VOICES
from .stages import CLAIMS, TAKES, Turn, turns

if TYPE_CHECKING:
    import pandas as pd

    from .timeline import Timeline

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

#: Columns of the places' table.
PLACE_COLUMNS: Final[tuple[str, ...]] = ("place_id", "place_name", "admin1", "country", "records")

_ANSWERS: Final = frozenset({"assessed", "denied", "retracted", "left", "conceded"})
_AS_READ: Final = ("known_on", "claimed_by", "claimant_side", "status", "event_type", "event_id", "note")


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
        that the same side has the place (claimed or contested, not later than the answer; for a retraction the
        claimant's own); null where there is none
        and where the record is no answer. Rejected and undated records are left out, and so is what says nothing of
        the place, such as strikes. Nothing to tell gives an empty table with all columns.

    Raises
    ------
    InputError
        If no record names the place, or the clock is unknown.
    """
    import pandas as pd

    events = timeline.about(place_id)
    if events.empty:
        raise InputError(
            f"place_id is {place_id!r}; no record of this timeline names that place. "
            "Take one from the column place_id of its events."
        )
    life = turns(timeline, events, clock, day)
    kept = events.set_index("event_id")[["publisher", "url", "quote"]].astype(object)
    printed = kept.where(kept.notna(), None).to_dict("index")
    told = [{**_told(turn, life), **printed[turn.row["event_id"]]} for turn in life]
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

    lives: dict[str, list[Turn]] = defaultdict(list)
    for turn in turns(timeline, timeline.events, clock, day):
        lives[turn.row["place_id"]].append(turn)
    fates: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for life in lives.values():
        for (claimant, _), told in _claims(life).items():
            fates[claimant].append(_fate(told, life, day or timeline.last))
    order = sorted(fates, key=lambda claimant: (-len(fates[claimant]), claimant))
    table = pd.DataFrame(
        [(*claimant, *_counted(fates[claimant])) for claimant in order], columns=list(CLAIMANT_COLUMNS)
    )
    numbers = dict.fromkeys(("claims", *OUTCOMES), "int64")
    return table.astype({**numbers, "median_delay_days": "Float64", "longest_open_days": "Int64"})


def recorded_places(timeline: Timeline, *, clock: str = "known", day: date | None = None) -> pd.DataFrame:
    """Return the places that have a history: one row a place, PLACE_COLUMNS, most records first, then by name.

    `records` are the rows of its `history` under that clock and by that day, as the parameters there; the name, the
    region (`admin1`) and the country are those of its first record. None gives an empty table with all columns.

    Raises
    ------
    InputError
        If the clock is unknown.
    """
    import pandas as pd

    numbers: Counter[str] = Counter()
    facts: dict[str, tuple[str | None, ...]] = {}
    for turn in turns(timeline, timeline.events, clock, day):
        place_id = turn.row["place_id"]
        numbers[place_id] += 1
        name = turn.row["place_name"] or place_id
        facts.setdefault(place_id, (place_id, name, turn.row["admin1"], turn.row["country"]))
    order = sorted(facts, key=lambda place_id: (-numbers[place_id], facts[place_id][1] or "", place_id))
    table = [(*facts[place_id], numbers[place_id]) for place_id in order]
    return pd.DataFrame(table, columns=list(PLACE_COLUMNS)).astype({"records": "int64"})


def _told(turn: Turn, life: Iterable[Turn]) -> dict[str, Any]:
    """One row of a history, less what is printed where."""
    claims = [
        one.day
        for one in life
        if one.stage in CLAIMS
        and one.side == turn.side
        and one.day <= turn.day
        and (turn.stage != "retracted" or one.claimant == turn.claimant)
    ]
    return {
        **{name: turn.row[name] for name in _AS_READ},
        **{f"according_to_{voice}": turn.state[voice].held_by if voice in turn.state else None for voice in VOICES},
        "day": turn.day,
        "stage": turn.stage,
        "side": turn.side,
        "voice": turn.voice,
        "delay_days": (turn.day - max(claims)).days if claims and turn.stage in _ANSWERS else None,
    }


def _claims(life: Iterable[Turn]) -> dict[tuple[tuple[str, str], str], list[Turn]]:
    """Tellings of each claim on a place, in order of days, by claimant and the side he has there."""
    claims: dict[tuple[tuple[str, str], str], list[Turn]] = defaultdict(list)
    for turn in life:
        if turn.stage in TAKES:
            claims[turn.claimant, turn.side].append(turn)
    return claims


def _fate(told: Sequence[Turn], life: Iterable[Turn], until: date) -> tuple[str, int]:
    """Outcome of a claim told in some turns, and the days to what bore it out, else to its end."""
    claim, side = told[0], told[0].side
    later = [turn for turn in life if turn.day >= claim.day]
    true = dict.fromkeys(_standing(claim), claim.day)
    for turn in later:
        own = turn.claimant == claim.claimant
        if turn.side == side and (turn.stage == "conceded" or (turn.stage == "assessed" and not own)):
            true.setdefault(turn.stage, turn.day)
    if true:
        return min(true, key=OUTCOMES.index), (min(true.values()) - claim.day).days
    denials = [turn for turn in later if turn.side == side and turn.stage in {"denied", "retracted"}]
    taken = any(turn.side != side and turn.stage in TAKES | {"conceded"} for turn in later)
    end = min([until, *(turn.day for turn in later if turn.side == side and turn.stage == "left")])
    named = claim.row["claimed_by"] is not None  # two whom nobody names need not be one
    retracted = named and any(turn.claimant == claim.claimant and turn.day > told[-1].day for turn in denials)
    return "retracted" if retracted else "contradicted" if denials or taken else "open", (end - claim.day).days


def _standing(claim: Turn) -> Iterator[str]:
    """What others had conceded or assessed by the day of a claim, as far as the assessed perspective rests on it."""
    holding = claim.state.get("assessed")
    for one in holding.support if holding is not None and holding.held_by == claim.side else ():
        if one.bearing == "take" and (one.claimed_by, one.claimant_side) != claim.claimant:
            yield "conceded" if one.claimant_side in OPPONENT else "assessed"


def _counted(fates: Sequence[tuple[str, int]]) -> tuple[Any, ...]:
    """Numbers and days of one claimant's claims: CLAIMANT_COLUMNS from `claims` on."""
    told = [outcome for outcome, _ in fates]
    delays = [days for outcome, days in fates if outcome in {"conceded", "assessed"}]
    waits = [days for outcome, days in fates if outcome == "open"]
    numbers = (told.count(outcome) for outcome in OUTCOMES)
    return len(fates), *numbers, float(median(delays)) if delays else None, max(waits, default=None)
