"""A report's mentions and events in the form that the evaluation reads: one object, one event with all its places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ..records import Event, Mention, Report
from .extract import UNLISTED

#: levels that are drawn as points
_POINTS: Final = frozenset({"populated_place", "facility"})


def prediction(report: Report, mentions: Sequence[Mention], events: Sequence[Event]) -> dict[str, Any]:
    """Return what was read in a report as one JSON-ready object.

    Parameters
    ----------
    report : Report
    mentions : sequence of Mention
        Every mention, any kind; latitude and longitude are null while unresolved, a label point for areas.
    events : sequence of Event
        Records of that report; those of one happening (same key, quote and status) become one event with
        several places.

    Returns
    -------
    dict
        `id`, `published`, `publisher`, `url`, `mentions` and `events`; dates are ISO days or null. A report in
        which nothing was found has two empty lists.
    """
    places = {mention.place.place_id: mention.place for mention in mentions if mention.place is not None}
    told: dict[tuple[Any, ...], dict[str, Any]] = {}
    for event in events:
        key = (event.event_key, event.quote_start, event.quote_end, event.event_type, event.status)
        if key not in told:
            told[key] = _event_object(event)
        if event.place_name is not None:
            unlisted = (event.note or "").startswith(UNLISTED)  # the point of its region is not its own
            place = None if unlisted else places.get(event.place_id or "")
            told[key]["places"].append(
                {
                    "lat": place.lat if place is not None else event.lat,
                    "lon": place.lon if place is not None else event.lon,
                    "place_id": event.place_id,
                    "name": event.place_name,
                    "precision": event.precision,
                    "relation": event.relation,
                }
            )
    return {
        "id": report.report_id,
        "published": _day(report.published),
        "publisher": report.publisher,
        "url": report.url,
        "mentions": [_mention_object(mention) for mention in mentions],
        "events": list(told.values()),
    }


def _mention_object(mention: Mention) -> dict[str, Any]:
    place = mention.place
    return {
        "start": mention.start,
        "end": mention.end,
        "phrase": mention.phrase,
        "kind": mention.kind,
        "level": mention.level if place is None or place.level in _POINTS else place.level,
        "lat": place.lat if place is not None else None,
        "lon": place.lon if place is not None else None,
        "place_id": place.place_id if place is not None else None,
        "name": place.name if place is not None else None,
        "candidates": [one.place.place_id for one in mention.candidates] if mention.ambiguous else [],
    }


def _event_object(event: Event) -> dict[str, Any]:
    return {
        "event_key": event.event_key,
        "quote": event.quote,
        "quote_start": event.quote_start,
        "quote_end": event.quote_end,
        "type": event.event_type,
        "actor": event.actor_side,
        "places": [],
        "from_place": event.from_place,
        "date_start": _day(event.date_start),
        "date_end": _day(event.date_end),
        "date_precision": event.date_precision,
        "claimed_by": event.claimed_by,
        "claimant_side": event.claimant_side,
        "status": event.status,
        "confidence": event.confidence,
    }


def _day(value: Any) -> str | None:
    return value.isoformat() if value is not None else None
