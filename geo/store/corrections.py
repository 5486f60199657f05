"""What a person's choice of a place makes of an event: the fields to change, and the places to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from ..events.extract import UNLISTED
from ..places.names import normal_key
from ..records import Candidate, Event, Mention, Place

if TYPE_CHECKING:
    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer

#: How precisely a person points at a small map, km: own rule.
POINTING_KM: Final = 1.0
_POINTS: Final = frozenset({"populated_place", "facility"})
_AREAS: Final = frozenset({"district", "admin1", "country"})
#: Opens the note that a reading leaves on an event whose name may mean several places.
AMBIGUOUS: Final = "Ambiguous place: "
_OPEN_NOTES: Final = (AMBIGUOUS, UNLISTED)


def place_fields(event: Event, place: Place) -> dict[str, Any]:
    """Return the fields of an event that change where its place is this one.

    A settlement gives coordinates, an area none. How the happening lies to the place stays as the sentence says;
    the radius is left to be found anew.
    """
    point = place.level in _POINTS
    precision = "populated_place" if point else place.level if place.level in _AREAS else "area"
    return {
        "place_id": place.place_id,
        "place_name": place.name,
        "place_native": place.name_ru if place.country == "RU" else place.name_uk,
        "admin1": place.name if place.level == "admin1" else place.admin1,
        "country": place.country or None,
        "lon": place.lon if point else None,
        "lat": place.lat if point else None,
        "precision": precision,
        "uncertainty_km": None,
        "relation": "at" if point and event.relation == "within" else event.relation,
        "geocoded_by": "a person",
        "note": None if (event.note or "").startswith(_OPEN_NOTES) else event.note,
    }


def spot_fields(
    event: Event, lon: float, lat: float, name: str, gazetteer: Gazetteer, boundaries: Boundaries
) -> dict[str, Any]:
    """Return the fields of an event that change where it happened at a spot, degrees, that bears this name.

    Region and country are those of the ground.
    """
    region_id = boundaries.admin1_at(lon, lat)
    region = gazetteer.get(region_id) if region_id is not None else None
    spot = Place("", name.strip() or f"{lat:.4f}, {lon:.4f}", "populated_place", "", lon, lat)
    return {
        **place_fields(event, spot),
        "place_id": None,
        "admin1": region.name if region is not None else None,
        "country": region.country if region is not None else None,
        "uncertainty_km": POINTING_KM,
        "relation": "at",
        "bearing_deg": None,
        "distance_km": None,
    }


def no_place_fields(event: Event) -> dict[str, Any]:
    """Return the fields of an event that change where its place is not known after all."""
    cleared = ("place_id", "place_name", "place_native", "admin1", "country", "lon", "lat", "precision",
               "uncertainty_km", "bearing_deg", "distance_km", "geocoded_by")  # fmt: skip
    note = None if (event.note or "").startswith(_OPEN_NOTES) else event.note
    return {**dict.fromkeys(cleared), "relation": "at", "note": note}


def differing(event: Event, fields: dict[str, Any]) -> dict[str, Any]:
    """Return those of some fields whose value an event does not have."""
    return {name: value for name, value in fields.items() if getattr(event, name) != value}


def mention_of(event: Event, mentions: Iterable[Mention]) -> Mention | None:
    """Return the mention that an event as read has its place from: in its quote, before it, else after it."""
    told = [one for one in mentions if _names(event, one)]
    start, end = event.quote_start, event.quote_end
    if start is None or end is None or not told:
        return told[0] if told else None
    inside = [one for one in told if start <= one.start < end]
    before = [one for one in told if one.start < start]
    return (inside or before[-1:] or told)[0]


def _names(event: Event, mention: Mention) -> bool:
    if mention.place is not None:
        return mention.place.place_id == event.place_id
    return event.place_id is None and mention.phrase == event.place_name


def spellings_meant(mention: Mention, place_id: str, mentions: Sequence[Mention]) -> list[str]:
    """Return the spellings a choice is about: the mention's own, then other open ones that may mean the place."""
    others = (one for one in mentions if one.ambiguous and place_id in {each.place.place_id for each in one.candidates})
    return list({normal_key(one.phrase): one.phrase for one in (mention, *others)}.values())


def places_named(query: str, gazetteer: Gazetteer, *, most: int = 8) -> tuple[Candidate, ...]:
    """Return places of a name in any spelling, the best known first; where none has it, those spelled alike.

    "lat, lon" in degrees gives the settlements nearest to that point.
    """
    from rapidfuzz import fuzz, process

    wanted = " ".join(query.split())
    if not wanted:
        return ()
    point = _coordinates(wanted)
    if point is not None:
        near = gazetteer.nearest(*point, count=most)
        return tuple(Candidate(place, 1.0, (f"{km:.1f} km from the point",)) for place, km in near)
    found = gazetteer.lookup(wanted)
    if found:
        return tuple(Candidate(place, 1.0, ("so called",)) for place in found[:most])
    key = normal_key(wanted)
    places = list(gazetteer)
    names = [normal_key(place.name) for place in places]
    alike = process.extract(key, names, scorer=fuzz.ratio, score_cutoff=70.0, limit=most)
    return tuple(Candidate(places[at], round(score / 100, 2), ("spelled alike",)) for _, score, at in alike)


def _coordinates(text: str) -> tuple[float, float] | None:
    """Read "51.19, 35.27" (latitude first, as people write) as (lon, lat); None where it is none."""
    parts = text.replace(",", " ").split()
    if len(parts) != 2:
        return None
    try:
        lat, lon = (float(part) for part in parts)
    except ValueError:
        return None
    return (lon, lat) if abs(lat) <= 90 and abs(lon) <= 180 else None
