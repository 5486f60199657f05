"""Which sayings of a new reading are ones that a person has decided on already, though they read otherwise now.

The id of an event is made from what was read. When the rules improve, the same sentence may give an event with
another place or date, and so another id: beside the decided one it would be the same saying twice, and one that
was rejected would be back on the map.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ..places.names import normal_key
from ..records import Event

#: Part of the shorter quote that two quotes must share to be one saying.
_SHARED: Final = 0.5
_TELLING: Final = ("event_type", "status", "actor_side", "claimed_by", "date_start", "date_end", "place_id")


@dataclass(frozen=True, slots=True)
class Change:
    """What a new reading makes of the events held of a report.

    Attributes
    ----------
    kept : mapping of str to Event
        Events of the new reading that are held from now on.
    new : tuple of Event
        Those of them that were not held, or otherwise.
    gone : tuple of str
        event_ids no longer held.
    """

    kept: Mapping[str, Event]
    new: tuple[Event, ...]
    gone: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.gone)


def reread(former: Mapping[str, Event], decided: Collection[str], rows: Mapping[str, Event]) -> Change:
    """Return what the events `rows` of a new reading make of the former ones, by event_id.

    Those with a decision that stands stay, whether or not they were read again, and what tells them anew does
    not come beside them.
    """
    orphans = [former[key] for key in sorted(decided) if key in former and key not in rows]
    same = retold(orphans, [event for key, event in rows.items() if key not in former])
    kept = {key: event for key, event in rows.items() if key not in same}
    new = tuple(event for key, event in kept.items() if former.get(key) != event)
    return Change(kept, new, tuple(key for key in former if key not in kept and key not in decided))


def retold(decided: Iterable[Event], fresh: Iterable[Event]) -> dict[str, str]:
    """Return fresh event_id -> decided event_id, for the fresh events that tell a decided saying anew.

    Own rule: of one report, quotes that share half of the shorter, and the same type or the same place name. Each
    event has one partner at most, the likest first; ties go by id.

    Parameters
    ----------
    decided
        Events as formerly read on which a decision stands, and which were not read again.
    fresh
        Events of the new reading that the former did not have.
    """
    new = list(fresh)
    pairs = sorted(
        (-_likeness(old, one), old.event_id, one.event_id) for old in decided for one in new if _one_saying(old, one)
    )
    partners: dict[str, str] = {}
    taken: set[str] = set()
    for _, old_id, new_id in pairs:
        if old_id not in taken and new_id not in partners:
            partners[new_id] = old_id
            taken.add(old_id)
    return partners


def _one_saying(old: Event, new: Event) -> bool:
    if old.report_id != new.report_id or None in {old.quote_start, old.quote_end, new.quote_start, new.quote_end}:
        return False
    spans = [(int(one.quote_start or 0), int(one.quote_end or 0)) for one in (old, new)]
    shared = min(end for _, end in spans) - max(start for start, _ in spans)
    shortest = max(1, min(end - start for start, end in spans))
    return shared >= _SHARED * shortest and (old.event_type == new.event_type or _place(old) == _place(new))


def _likeness(old: Event, new: Event) -> int:
    alike = sum(1 for name in _TELLING if getattr(old, name) == getattr(new, name))
    return alike + 3 * (_place(old) == _place(new))


def _place(event: Event) -> str:
    return normal_key(event.place_name or "")
