"""What needs a person, worst first: places that are open, sayings that contradict, readings that are unsure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ..records import Event

#: Weight of each reason: own rule. A saying at no place is not on the map at all; a contradiction is there and
#: seen; a low confidence may still be right.
WEIGHTS: Final = {"place": 3.0, "contradiction": 2.0, "unsure": 1.0}
#: From which confidence a reading passes without a look: own rule.
SURE: Final = 0.6
#: Happenings that need no place on the map.
_PLACELESS: Final = frozenset({"diplomacy", "other"})


@dataclass(frozen=True, slots=True)
class Case:
    """An event that waits for a person: why, how urgently, and the sayings that it contradicts."""

    event: Event
    reasons: tuple[str, ...]
    urgency: float
    against: tuple[Event, ...] = ()


def review_queue(events: Iterable[Event]) -> tuple[Case, ...]:
    """Return what waits for a person among events with decisions applied, the most urgent first.

    Only events on which nobody decided are in it ("proposed"); those a person rejected contradict nothing. Reasons
    add up: "place" (named or needed, and not placed), "contradiction" (the same event_key with another status),
    "unsure" (confidence under SURE; the lower, the more urgent). Of equal urgency the later report goes first.
    """
    kept = [event for event in events if event.review != "rejected"]
    by_key: dict[str, list[Event]] = defaultdict(list)
    for event in kept:
        by_key[event.event_key].append(event)
    cases = []
    for event in kept:
        if event.review != "proposed":
            continue
        against = tuple(one for one in by_key[event.event_key] if one.status != event.status)
        reasons = _reasons(event, against)
        if reasons:
            urgency = sum(WEIGHTS[reason] for reason in reasons)
            cases.append(Case(event, reasons, urgency + _doubt(event), against))
    return tuple(sorted(cases, key=_order))


def _reasons(event: Event, against: tuple[Event, ...]) -> tuple[str, ...]:
    placed = event.place_id is not None or event.lon is not None
    open_place = not placed and (event.place_name is not None or event.event_type not in _PLACELESS)
    unsure = event.confidence is not None and event.confidence < SURE
    held = {"place": open_place, "contradiction": bool(against), "unsure": unsure}
    return tuple(reason for reason, holds in held.items() if holds)


def _doubt(event: Event) -> float:
    return 0.0 if event.confidence is None else round((1 - event.confidence) / 2, 3)


def _order(case: Case) -> tuple[float, int, str]:
    told = case.event.known_from
    return -case.urgency, -told.toordinal() if told is not None else 0, case.event.event_id
