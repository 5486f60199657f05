"""Why a report was read as it was: a text for people, a line for each ground."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..events.extract import explained_events
from ..records import Candidate, Event, Mention, Place, Report
from ..terms import label

#: Candidates shown of a mention, the best first.
_SHOWN = 4


def explained(report: Report, mentions: Sequence[Mention], events: Sequence[Event]) -> str:
    """Return why each mention has its kind and place, and what each event's type, claimant and date rest on.

    In the order of the text. A mention tells its reasons and those of its candidates with their scores; an event
    its sentence, the words that its type, actor, claimant, status and date rest on, its note and its confidence.
    Nothing found gives a line that says so.
    """
    published = f", published {report.published}" if report.published else ", day of publication not stated"
    lines = [f"{report.report_id}{published}"]
    for mention in sorted(mentions, key=lambda one: one.start):
        lines += _mention(mention)
    grounds = explained_events(report, mentions) if events else {}
    for event in events:
        lines += _event(event, grounds.get(event, ()))
    if not mentions and not events:
        lines.append("  nothing found: no name of the gazetteer, no word for a happening")
    return "\n".join(lines)


def _mention(mention: Mention) -> Iterator[str]:
    yield f"  {mention.start}-{mention.end} {mention.phrase!r}: {mention.kind}, {mention.level}"
    if mention.reasons:
        yield f"    because {'; '.join(mention.reasons)}"
    if mention.place is not None:
        yield f"    is {_told(mention.place)}"
    elif mention.candidates:
        yield "    ambiguous: no candidate leads clearly"
    else:
        yield "    no place of that name is known"
    for candidate in mention.candidates[:_SHOWN]:
        yield f"      {_scored(candidate)}"
    if len(mention.candidates) > _SHOWN:
        yield f"      and {len(mention.candidates) - _SHOWN} more"
    if mention.relation != "at":
        yield f"    lies {_lies(mention)}"


def _scored(candidate: Candidate) -> str:
    why = f": {'; '.join(candidate.reasons)}" if candidate.reasons else ""
    return f"{candidate.score:.2f} {_told(candidate.place)}{why}"


def _told(place: Place) -> str:
    parts = _joined((place.name, place.admin2, place.admin1, place.country))
    return f"{parts} ({place.place_id}, {place.lat:.3f} {place.lon:.3f}; {place.origin or 'origin not stated'})"


def _lies(mention: Mention) -> str:
    parts = [mention.relation.replace("_", " ")]
    if mention.distance_km is not None:
        parts.append(f"{mention.distance_km:g} km off")
    if mention.bearing_deg is not None:
        parts.append(f"towards {mention.bearing_deg:g}°")
    if mention.uncertainty_km is not None:
        parts.append(f"within {mention.uncertainty_km:g} km")
    return ", ".join(parts)


def _event(event: Event, grounds: Sequence[str]) -> Iterator[str]:
    actor = f" by {label('side', event.actor_side)}" if event.actor_side else ", no acting side told"
    yield f"  event {event.event_id}: {event.event_type}{actor}, {event.status}"
    if event.quote:
        yield f"    said in {event.quote_start}-{event.quote_end}: {_plain(event.quote)}"
    yield from (f"    {ground}" for ground in grounds)
    vouches = event.claimed_by or "nobody named"
    side = label("claimant_side", event.claimant_side) if event.claimant_side else "side not told"
    yield f"    according to {vouches} ({side}); printed by {event.publisher or 'not stated'}"
    yield f"    when: {_when(event)}"
    where = _joined((event.place_name, event.admin1, event.country)) or "not stated"
    yield f"    where: {where}" + (f", by {event.geocoded_by}" if event.geocoded_by else "")
    if event.note:
        yield f"    note: {event.note}"
    if event.confidence is not None:
        yield f"    confidence {event.confidence:g}"


def _when(event: Event) -> str:
    days = " to ".join(dict.fromkeys(str(day) for day in (event.date_start, event.date_end) if day is not None))
    if not days:
        return "not told"
    told = f"{days}, precise to the {event.date_precision}" if event.date_precision != "by" else f"by {days}"
    return told + (f"; known from {event.known_from}" if event.known_from else "")


def _plain(text: str) -> str:
    """One line of what a terminal shows as text: a report may hold its control characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _joined(parts: Iterable[str | None]) -> str:
    return ", ".join(dict.fromkeys(part for part in parts if part))
