"""Answers: claims that somebody denied, took back, conceded or assessed, with the days that this took.

Own rules, on the stages of `histories`: an answer answers the newest claim that the same side has the place, not
later than itself. Each claim has one answer of each kind, the first; saying it again is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from .histories import history

if TYPE_CHECKING:
    from .timeline import Timeline

#: Kinds of answers, in the words of `stages.STAGES`.
ANSWERS: Final[tuple[str, ...]] = ("denied", "retracted", "conceded", "assessed")
_CLAIMS: Final = frozenset({"claimed", "contested"})


@dataclass(frozen=True, slots=True)
class Answer:
    """A claim that `side` has a place, and what was said to it; `kind` is one of ANSWERS.

    `claimed_by` are those who claimed it on `claimed_on`, `answered_by` those who gave the answer on `answered_on`.
    """

    place_id: str
    place_name: str
    side: str
    kind: str
    claimed_on: date
    claimed_by: tuple[str, ...]
    answered_on: date
    answered_by: tuple[str, ...]
    claim_ids: tuple[str, ...]
    answer_ids: tuple[str, ...]

    @property
    def delay_days(self) -> int:
        """Days from the claim to its answer."""
        return (self.answered_on - self.claimed_on).days


def answers_between(timeline: Timeline, clock: str, first: date, last: date) -> tuple[Answer, ...]:
    """Return the answers that count from a day after `first` and not after `last`, by day, name and place_id."""
    found: list[Answer] = []
    for place_id, said in timeline.book.sayings.items():
        if any(first < one.counts_on(clock) <= last for one in said):
            life = history(timeline, place_id, clock=clock, day=last).to_dict("records")
            found += _answered(place_id, timeline.book.places[place_id].place_name, life, first)
    found.sort(key=lambda one: (one.answered_on, one.place_name, one.place_id, one.side, one.kind))
    return tuple(found)


def _answered(place_id: str, place_name: str, life: Sequence[dict[str, Any]], first: date) -> Iterator[Answer]:
    """First answers of each kind to each claim in the life of a place, those after a day."""
    import pandas as pd

    answers = [row for row in life if row["stage"] in ANSWERS and pd.notna(row["delay_days"])]
    claim_of = {row["event_id"]: row["day"] - timedelta(days=int(row["delay_days"])) for row in answers}

    def key(row: dict[str, Any]) -> tuple[str, str, date]:
        return row["side"], row["stage"], claim_of[row["event_id"]]

    for (side, kind, claimed_on), group in groupby(sorted(answers, key=key), key=key):
        rows = list(group)
        answered_on = min(row["day"] for row in rows)
        if answered_on <= first:
            continue
        told = [row for row in rows if row["day"] == answered_on]
        own = {row["claimed_by"] for row in told} if kind == "retracted" else None
        claims = [
            row
            for row in life
            if row["stage"] in _CLAIMS
            and (row["side"], row["day"]) == (side, claimed_on)
            and (own is None or row["claimed_by"] in own)
        ]
        yield Answer(
            place_id, place_name, side, kind, claimed_on, _column(claims, "claimed_by"), answered_on,
            _column(told, "claimed_by"), _column(claims, "event_id"), _column(told, "event_id"),
        )  # fmt: skip


def _column(rows: Iterable[dict[str, Any]], name: str) -> tuple[str, ...]:
    return tuple(sorted({row[name] or "not stated" for row in rows}))
