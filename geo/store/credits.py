"""Decisions in words: who did what and when, for cards, the history and the notes of events on the map."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..records import Event
from ..terms import LABELS
from .journal import Decision


@dataclass(frozen=True, slots=True)
class Wording:
    """The words in which decisions are told, with their {blanks}; `labels` are those of codes, by field."""

    done: Mapping[str, str]
    fields: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]
    months: tuple[str, ...]
    by: str = "{done} by {who}, {when}"
    open: str = "{place} (open)"
    none: str = "none"


ENGLISH: Final = Wording(
    done={
        "accept": "Accepted", "edit": "Corrected", "reject": "Rejected", "choose": "Place chosen", "keep": "Kept",
        "drop": "Taken off the map", "save": "Saved", "remove": "Removed", "undo": "Undone",
    },
    fields={
        "event_type": "type", "actor_side": "acting side", "place_name": "place", "date_start": "from",
        "date_end": "to", "date_precision": "precise to", "claimed_by": "claimant",
        "claimant_side": "claimant's side", "status": "status", "lon": "longitude", "lat": "latitude",
    },
    labels={
        "event_type": LABELS["event_type"], "actor_side": LABELS["side"], "claimant_side": LABELS["claimant_side"],
        "status": LABELS["status"],
    },
    months=tuple(month_name)[1:],
)  # fmt: skip


def told(made: Decision, *, day_only: bool = False, words: Wording = ENGLISH) -> str:
    """Say who did what and when: "Corrected by Ada, 12 March 2026 14:05 UTC"."""
    at = made.decided_at
    day = f"{at.day} {words.months[at.month - 1]} {at.year}"
    when = day if day_only else f"{day} {at:%H:%M} UTC"
    return words.by.format(done=words.done[made.action], who=made.who, when=when)


def changed(made: Decision, before: Event | None = None, *, words: Wording = ENGLISH) -> str:
    """Say what a correction or a choice changes, with what was there before where that is given; else an empty text."""
    fields: Mapping[str, Any] = made.changes.get("place", {}) if made.action == "choose" else made.changes
    parts = []
    for name, head in words.fields.items():
        if name not in fields or (name in {"lon", "lat"} and fields.get("place_id")):
            continue
        now = _value(name, fields[name], words)
        was = _value(name, getattr(before, name), words) if before is not None else ""
        if name == "place_name":
            now, was = _where(fields, words), _where(before.model_dump(), words) if before is not None else ""
        parts.append(f"{head} {was} → {now}" if was else f"{head} {now}")
    return "; ".join(parts)


def credited(event: Event, decisions: Sequence[Decision]) -> Event:
    """Return an event whose note names who corrected, placed or accepted it; one nobody decided on as it is.

    `decisions` are those that stand on it, in order; of each action the last is told.
    """
    last = {one.action: one for one in decisions if one.action in {"choose", "edit", "accept"}}
    if not last:
        return event
    notes = [event.note, *(f"{told(one, day_only=True)}." for one in last.values())]
    return event.model_copy(update={"note": " ".join(filter(None, notes))})


def _where(fields: Mapping[str, Any], words: Wording) -> str:
    """Name a place with its region; without either id or coordinates it is open."""
    named = ", ".join(dict.fromkeys(str(part) for part in (fields.get("place_name"), fields.get("admin1")) if part))
    placed = fields.get("place_id") is not None or fields.get("lon") is not None
    return named if placed else words.open.format(place=named) if named else words.none


def _value(name: str, value: object, words: Wording) -> str:
    if value is None:
        return words.none
    if isinstance(value, float):
        return f"{value:.4f}"
    return words.labels[name].get(str(value), str(value)) if name in words.labels else str(value)
