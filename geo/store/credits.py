"""Decisions in words: who did what and when, for cards, the history and the notes of events on the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..records import Event
from ..terms import LABELS
from .journal import Decision

_DONE: Final = {
    "accept": "Accepted", "edit": "Corrected", "reject": "Rejected", "choose": "Place chosen", "keep": "Kept",
    "drop": "Taken off the map", "undo": "Undone",
}  # fmt: skip
_FIELDS: Final = {
    "event_type": "type", "actor_side": "acting side", "place_name": "place", "date_start": "from", "date_end": "to",
    "date_precision": "precise to", "claimed_by": "claimant", "claimant_side": "claimant's side", "status": "status",
    "lon": "longitude", "lat": "latitude",
}  # fmt: skip
_LABELLED: Final = {
    "event_type": "event_type",
    "actor_side": "side",
    "claimant_side": "claimant_side",
    "status": "status",
}


def told(made: Decision, *, day_only: bool = False) -> str:
    """Say who did what and when: "Corrected by Ada, 12 March 2026 14:05 UTC"."""
    moment = f"{made.decided_at.day} {made.decided_at:%B %Y}" + ("" if day_only else f" {made.decided_at:%H:%M} UTC")
    return f"{_DONE[made.action]} by {made.who}, {moment}"


def changed(made: Decision, before: Event | None = None) -> str:
    """Say what a correction or a choice changes, with what was there before where that is given; else an empty text."""
    fields: Mapping[str, Any] = made.changes.get("place", {}) if made.action == "choose" else made.changes
    parts = []
    for name, words in _FIELDS.items():
        if name not in fields or (name in {"lon", "lat"} and fields.get("place_id")):
            continue
        now = _value(name, fields[name])
        was = _value(name, getattr(before, name)) if before is not None else ""
        if name == "place_name":
            now, was = _where(fields), _where(before.model_dump()) if before is not None else ""
        parts.append(f"{words} {was} → {now}" if was else f"{words} {now}")
    return "; ".join(parts)


def credited(event: Event, decisions: Sequence[Decision]) -> Event:
    """Return an event whose note names who corrected, placed or accepted it; one nobody decided on as it is.

    `decisions` are those that stand on it, in order; of each action the last is told.
    """
    last = {one.action: one for one in decisions if one.action in {"choose", "edit", "accept"}}
    if not last:
        return event
    words = [event.note, *(f"{told(one, day_only=True)}." for one in last.values())]
    return event.model_copy(update={"note": " ".join(filter(None, words))})


def _where(fields: Mapping[str, Any]) -> str:
    """Name a place with its region; without either id or coordinates it is open."""
    named = ", ".join(dict.fromkeys(str(part) for part in (fields.get("place_name"), fields.get("admin1")) if part))
    placed = fields.get("place_id") is not None or fields.get("lon") is not None
    return named if placed else f"{named} (open)" if named else "none"


def _value(name: str, value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, float):
        return f"{value:.4f}"
    return LABELS[_LABELLED[name]].get(str(value), str(value)) if name in _LABELLED else str(value)
