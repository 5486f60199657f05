"""Text to events: what a report says happened, where, when, by whom and according to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from ..records import Event, Mention, Report, content_id
from ..terms import Precision
from .drafts import Draft
from .grounds import all_grounds
from .merging import merged
from .reading import Reading
from .telling import read_report

#: characters read at once; a longer text is read in stretches
_BLOCK = 12_000
#: opens the note of a record whose place is known only by the region that holds it
UNLISTED: Final = "Place not listed: "
_PRECISION: dict[str, Precision] = {
    "populated_place": "populated_place", "facility": "populated_place", "district": "district", "admin1": "admin1",
    "country": "country", "area": "area", "water": "area", "other": "area",
}  # fmt: skip


def extract_events(report: Report, mentions: Sequence[Mention]) -> tuple[Event, ...]:
    """Return the events of a report, in the order of their quotes.

    One happening in several places gives one record a place; they share `event_key` and quote. A denial has
    a record of its own and shares the key of what it denies. Own rules, over the word lists of `data/`.

    Parameters
    ----------
    report : Report
        The text and its publication day, against which relative dates are resolved.
    mentions : sequence of Mention
        Toponyms of the text. Events are placed at literal ones; an ambiguous mention leaves the record
        without coordinates, its candidates in the note.

    Returns
    -------
    tuple of Event
        Empty where nothing is said to happen. Quotes are exact substrings of the text; records at an area
        (region, country, sea) have no longitude and latitude, only `place_id` and `precision`.
    """
    return tuple(explained_events(report, mentions))


def explained_events(report: Report, mentions: Sequence[Mention]) -> dict[Event, tuple[str, ...]]:
    """Return what `extract_events` does, each event with the grounds of its type, actor, claimant, status and date."""
    ordered = tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end)))
    drafts = merged(
        [draft for first, last in _blocks(report.text) for draft in _block_drafts(report, ordered, first, last)]
    )
    keys = {id(draft): content_id("hp", report.report_id, draft.event_type, draft.start, draft.end) for draft in drafts}
    events: dict[Event, tuple[str, ...]] = {}
    for draft in drafts:
        key = keys.get(id(draft.source), keys[id(draft)])
        places: list[Mention | None] = [*draft.mentions] or [None]
        for mention in places:
            events.setdefault(_event(report, draft, mention, key), tuple(all_grounds(report.text, draft)))
    return events


def _blocks(text: str) -> list[tuple[int, int]]:
    """Stretches of at most _BLOCK characters, cut at line breaks, else at blanks; reading time grows steeply within."""
    blocks, start = [], 0
    while len(text) - start > _BLOCK:
        cut = max(text.rfind("\n", start, start + _BLOCK), 0) or text.rfind(" ", start, start + _BLOCK)
        cut = cut if cut > start else start + _BLOCK
        blocks.append((start, cut))
        start = cut
    return [*blocks, (start, len(text))]


def _block_drafts(report: Report, mentions: Sequence[Mention], first: int, last: int) -> list[Draft]:
    if (first, last) == (0, len(report.text)):
        return read_report(Reading.of(report, tuple(mentions)))
    part = report.model_copy(update={"text": report.text[first:last]})
    inside = tuple(
        replace(one, start=one.start - first, end=one.end - first)
        for one in mentions
        if first <= one.start and one.end <= last
    )
    drafts = read_report(Reading.of(part, inside))
    for draft in drafts:
        draft.start, draft.end, draft.index = draft.start + first, draft.end + first, draft.index + first
    return drafts


def _event(report: Report, draft: Draft, mention: Mention | None, key: str) -> Event:
    saying = draft.saying
    claimed_by = saying.claimed_by if saying is not None else None
    fields: dict[str, Any] = {
        "event_key": key,
        "event_type": draft.event_type,
        "actor_side": draft.actor,
        "from_place": ", ".join(dict.fromkeys(one.phrase for one in draft.from_mentions)) or None,
        "date_start": draft.first,
        "date_end": draft.last,
        "date_precision": draft.precision,
        "known_from": report.published,
        "claimed_by": claimed_by,
        "claimant_side": draft.side,
        "status": draft.status,
        "report_id": report.report_id,
        "publisher": report.publisher,
        "url": report.url,
        "published": report.published,
        "quote": report.text[draft.start : draft.end],
        "quote_start": draft.start,
        "quote_end": draft.end,
        "confidence": _confidence(draft, mention),
        "geocoded_by": "gazetteer" if mention is not None and mention.place is not None else None,
    }
    return Event(**fields, **_place_fields(mention))


def _place_fields(mention: Mention | None) -> dict[str, Any]:
    if mention is None:
        return {}
    fields: dict[str, Any] = {
        "precision": _PRECISION[mention.level],
        "relation": mention.relation,
        "bearing_deg": mention.bearing_deg,
        "distance_km": mention.distance_km,
        "uncertainty_km": mention.uncertainty_km,
    }
    place = mention.place
    if place is None:
        names = [
            f"{one.place.name} ({one.place.admin1 or one.place.country}, {one.place.place_id})"
            for one in mention.candidates
        ]
        note = f"Ambiguous place: {'; '.join(names)}." if names else None
        return {**fields, "place_name": mention.phrase, "note": note}
    point = _PRECISION[mention.level] == "populated_place"
    if point and _PRECISION[place.level] != "populated_place":  # unlisted: only the region that holds it is known
        point = False
        fields |= {"precision": _PRECISION[place.level], "relation": "within", "bearing_deg": None, "distance_km": None,
                   "note": f"{UNLISTED}{mention.phrase}, in {place.name}."}  # fmt: skip
    return {
        **fields,
        "place_id": place.place_id,
        "place_name": place.name,
        "place_native": place.name_ru if place.country == "RU" else place.name_uk,
        "admin1": place.admin1 or (place.name if place.level == "admin1" else None),
        "country": place.country,
        "lon": place.lon if point else None,
        "lat": place.lat if point else None,
    }


def _confidence(draft: Draft, mention: Mention | None) -> float:
    """How sure the reading is, in [0, 1]; own rule: a start, less a step for every weak ground."""
    steps = (
        (draft.carried, 0.15), (draft.weak, 0.1), (draft.guessed_actor, 0.05), (draft.side is None, 0.05),
        (not draft.dated, 0.05), (mention is None, 0.2), (mention is not None and mention.place is None, 0.25),
    )  # fmt: skip
    return round(0.9 - sum(step for holds, step in steps if holds), 2)
