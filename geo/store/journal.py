"""The journal of human decisions: appended to, never changed, and applied over events when they are read.

What was read stays as it was read. A decision names who took it and when; "undo" takes back the last
decision on that event that still stands, and is itself an entry. Replaying the journal over the same
events always gives the same result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final, Literal

from pydantic import ValidationError

from ..errors import InputError
from ..records import Event

Action = Literal["accept", "edit", "reject", "undo"]
ACTIONS: Final[tuple[str, ...]] = ("accept", "edit", "reject", "undo")

#: What an edit may not touch: identity, the link back to the sentence, and the mark that decisions set.
FIXED: Final = frozenset({"event_id", "report_id", "quote", "quote_start", "quote_end", "review"})
_REVIEW: Final = MappingProxyType({"accept": "accepted", "edit": "edited", "reject": "rejected"})


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the journal.

    Attributes
    ----------
    event_id : str
        The event it is about.
    action : str
        One of ACTIONS.
    who : str
        Who decided.
    decided_at : datetime
        When, aware UTC.
    changes : mapping
        Field -> new value, for an edit; empty otherwise.
    note : str
        Why, in the words of who decided.
    number : int
        Place in the journal, from 1; 0 while not yet written.
    """

    event_id: str
    action: Action
    who: str
    decided_at: datetime
    changes: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    number: int = 0


def decision(
    event: Event,
    action: str,
    who: str,
    *,
    before: Sequence[Decision] = (),
    changes: Mapping[str, Any] | None = None,
    note: str = "",
    decided_at: datetime | None = None,
) -> Decision:
    """Return a checked decision on an event; `before` are the decisions already taken on it, in order.

    Raises
    ------
    InputError
        If the action is unknown, nobody is named, the time has no zone, an edit changes nothing, a fixed or
        unknown field, or makes the event invalid, or there is nothing to undo.
    """
    where = f"decision on {event.event_id}"
    if action not in ACTIONS:
        raise InputError(f"{where}: action is {action!r}; expected one of {', '.join(ACTIONS)}.")
    if not who.strip():
        raise InputError(f"{where}: nobody is named; say who decides.")
    moment = datetime.now(UTC) if decided_at is None else decided_at
    if moment.tzinfo is None:
        raise InputError(f"{where}: the time {moment.isoformat()} has no zone; give an aware time, such as UTC.")
    changes = dict(changes or {})
    if (action == "edit") != bool(changes):
        raise InputError(f"{where}: an edit names the fields it changes, and only an edit does.")
    unknown = sorted(set(changes) - (set(Event.model_fields) - FIXED))
    if unknown:
        accepted = ", ".join(name for name in Event.model_fields if name not in FIXED)
        raise InputError(f"{where}: cannot change {', '.join(unknown)}; expected fields among {accepted}.")
    if action == "undo" and not standing(before):
        raise InputError(f"{where}: nothing to undo; no decision on it stands.")
    made = Decision(event.event_id, action, who.strip(), moment.astimezone(UTC), changes, note)  # type: ignore[arg-type]
    applied(event, [*before, made])
    return made


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions on one event, given in order, that no later undo takes back."""
    kept: list[Decision] = []
    for one in decisions:
        if one.action != "undo":
            kept.append(one)
        elif kept:
            kept.pop()
    return tuple(kept)


def applied(event: Event, decisions: Iterable[Decision]) -> Event:
    """Return an event as the decisions on it, given in order, leave it; none leave it as it was read.

    An accept or a reject keeps what earlier edits changed.

    Raises
    ------
    InputError
        If an edit no longer makes a valid event.
    """
    kept = standing(decisions)
    if not kept:
        return event
    values: dict[str, Any] = event.model_dump()
    for one in kept:
        values |= one.changes
    values["review"] = _REVIEW[kept[-1].action]
    try:
        return Event.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"])) or "record"
        raise InputError(
            f"decision on {event.event_id}: {name} is {first['input']!r}; {first['msg']}. Undo or correct the edit."
        ) from error
