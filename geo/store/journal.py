"""The journal of human decisions: appended to, never changed, and applied over events when they are read.

What was read stays as it was read. A decision names who took it and when; "undo" takes back the last decision
on the same subject that still stands, and is itself an entry. Replaying the journal over the same events
always gives the same result. Four things are decided on:

    subject                  decisions               subject_id
    an event                 accept, edit, reject    its event_id
    a name in a report       choose                  name:<report_id>:<key of the name>
    a report                 keep, drop              report:<report_id>
    a named view             save, remove            view:<key of the name>

A choice is remembered as: in this report, these spellings of the name mean this place. It fills in the place
of every event of the report that names one of them and was read without a place; an edit goes before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final, Literal

from pydantic import ValidationError

from ..errors import InputError
from ..places.names import normal_key
from ..records import Event

Action = Literal["accept", "edit", "reject", "choose", "keep", "drop", "save", "remove", "undo"]
#: What may be decided on an event.
ACTIONS: Final[tuple[str, ...]] = ("accept", "edit", "reject", "undo")

#: What an edit may not touch: identity, the link back to the sentence, and the mark that decisions set.
FIXED: Final = frozenset({"event_id", "report_id", "quote", "quote_start", "quote_end", "review"})
_REVIEW: Final = MappingProxyType({"accept": "accepted", "edit": "edited", "reject": "rejected"})


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the journal.

    Attributes
    ----------
    subject_id : str
        What it is about; see the head of this module.
    action : str
        accept, edit, reject, choose, keep, drop, save, remove or undo.
    who : str
        Who decided.
    decided_at : datetime
        When, aware UTC.
    changes : mapping
        Field -> new value, for an edit; report_id, names and place for a choice; name and view for a saved view;
        empty otherwise.
    note : str
        Why, in the words of who decided.
    number : int
        Place in the journal, from 1; 0 while not yet written.
    """

    subject_id: str
    action: Action
    who: str
    decided_at: datetime
    changes: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    number: int = 0


def name_subject(report_id: str, name: str) -> str:
    """Return the subject_id of a name in a report."""
    return f"name:{report_id}:{normal_key(name)}"


def report_subject(report_id: str) -> str:
    """Return the subject_id of a report."""
    return f"report:{report_id}"


def decision(
    event: Event,
    action: str,
    who: str,
    *,
    before: Sequence[Decision] = (),
    choices: Sequence[Decision] = (),
    changes: Mapping[str, Any] | None = None,
    note: str = "",
    decided_at: datetime | None = None,
) -> Decision:
    """Return a checked decision on an event.

    `before` are the decisions already taken on it, `choices` those on names of its report, both in order.

    Raises
    ------
    InputError
        If the action is unknown, nobody is named, the time has no zone, an edit changes nothing, a fixed or
        unknown field, or makes the event invalid, or there is nothing to undo.
    """
    where = f"decision on {event.event_id}"
    if action not in ACTIONS:
        raise InputError(f"{where}: action is {action!r}; expected one of {', '.join(ACTIONS)}.")
    made = signed(event.event_id, action, who, before=before, changes=changes, note=note, decided_at=decided_at)
    if (action == "edit") != bool(made.changes):
        raise InputError(f"{where}: an edit names the fields it changes, and only an edit does.")
    unknown = sorted(set(made.changes) - (set(Event.model_fields) - FIXED))
    if unknown:
        accepted = ", ".join(name for name in Event.model_fields if name not in FIXED)
        raise InputError(f"{where}: cannot change {', '.join(unknown)}; expected fields among {accepted}.")
    applied(event, [*before, made], choices)
    return made


def choice(
    report_id: str, names: Sequence[str], place: Mapping[str, Any], who: str, *, decided_at: datetime | None = None
) -> Decision:
    """Return the decision that names of a report, its spellings of one name, mean a place.

    `place` holds the event fields that say where: place_id, place_name, lon, lat and the like.

    Raises
    ------
    InputError
        If no name is given, the place has neither an id nor coordinates or is no valid place, or nobody is named.
    """
    keys = list(dict.fromkeys(normal_key(name) for name in names))
    where = f"choice in report {report_id}"
    if not any(keys):
        raise InputError(f"{where}: no name is given.")
    if place.get("place_id") is None and place.get("lon") is None:
        raise InputError(f"{where}: no place is given; expected a place_id or coordinates.")
    changes = {"report_id": report_id, "names": keys, "place": dict(place)}
    made = signed(name_subject(report_id, names[0]), "choose", who, changes=changes, decided_at=decided_at)
    _with_changes(Event(event_type="other", status="reported"), dict(place), where)
    return made


def signed(
    subject_id: str,
    action: str,
    who: str,
    *,
    before: Sequence[Decision] = (),
    changes: Mapping[str, Any] | None = None,
    note: str = "",
    decided_at: datetime | None = None,
) -> Decision:
    """Return a decision with its name and time checked; for an undo, also that something stands.

    Raises
    ------
    InputError
        If nobody is named, the time has no zone, or there is nothing to undo.
    """
    where = f"decision on {subject_id}"
    if not who.strip():
        raise InputError(f"{where}: nobody is named; say who decides.")
    moment = datetime.now(UTC) if decided_at is None else decided_at
    if moment.tzinfo is None:
        raise InputError(f"{where}: the time {moment.isoformat()} has no zone; give an aware time, such as UTC.")
    if action == "undo" and not standing(before):
        raise InputError(f"{where}: nothing to undo; no decision on it stands.")
    return Decision(subject_id, action, who.strip(), moment.astimezone(UTC), dict(changes or {}), note)  # type: ignore[arg-type]


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions on one subject, given in order, that no later undo takes back."""
    kept: list[Decision] = []
    for one in decisions:
        if one.action != "undo":
            kept.append(one)
        elif kept:
            kept.pop()
    return tuple(kept)


def nothing_new(before: Sequence[Decision], seen: int | None) -> None:
    """Check that who undoes has seen the last decision on a subject: number `seen`, None to take it as it is.

    Raises
    ------
    InputError
        If somebody decided since.
    """
    if seen is not None and before and before[-1].number > seen:
        last = before[-1]
        raise InputError(
            f"{last.who} decided here meanwhile ({last.action}, {last.decided_at:%d %B %Y %H:%M} UTC), so nothing "
            "was undone. Look at it again, then undo if it should go."
        )


def chosen_for(event: Event, choices: Iterable[Decision]) -> Decision | None:
    """Return the last of the standing choices that gives this event its place; None where it has one of its own."""
    if event.place_id is not None or event.lon is not None or not event.place_name:
        return None
    key, found = normal_key(event.place_name), None
    for one in choices:
        if one.changes["report_id"] == event.report_id and key in one.changes["names"]:
            found = one
    return found


def applied(event: Event, decisions: Iterable[Decision], choices: Iterable[Decision] = ()) -> Event:
    """Return an event as decisions leave it; none leave it as it was read.

    An accept or a reject keeps what earlier edits changed. An event that only got its place by a choice counts
    as edited.

    Parameters
    ----------
    decisions
        Those on this event, in order; undone ones are left out here.
    choices
        Standing choices, in order; those that are not about this event are passed over.

    Raises
    ------
    InputError
        If an edit no longer makes a valid event.
    """
    kept, choice_made = standing(decisions), chosen_for(event, choices)
    if not kept and choice_made is None:
        return event
    changes: dict[str, Any] = dict(choice_made.changes["place"]) if choice_made is not None else {}
    for one in kept:
        changes |= one.changes
    changes["review"] = _REVIEW[kept[-1].action] if kept else "edited"
    return _with_changes(event, changes, f"decision on {event.event_id}")


def _with_changes(event: Event, changes: dict[str, Any], where: str) -> Event:
    try:
        return Event.model_validate(event.model_dump() | changes)
    except ValidationError as error:
        first = error.errors()[0]
        says = first["msg"].removeprefix("Value error, ")
        came = f"{'.'.join(map(str, first['loc']))} is {first['input']!r}; " if first["loc"] else ""
        raise InputError(f"{where}: {came}{says}. Undo or correct the edit.") from error
