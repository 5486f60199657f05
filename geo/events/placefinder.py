"""A record's place name -> the one place it means, the places it may mean, or none.

Only what the record itself says is asked here: its names, qualifiers, region, country and precision. Where that
leaves several places, company.py asks the records it stands with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ..crs import distance_km
from ..places.names import normal_key
from ..records import Candidate, Event, Place
from .placenames import Named, district_key, names_district, take_apart

if TYPE_CHECKING:
    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer

#: Two entries of one name this near each other are one settlement listed twice, km.
SAME_KM: Final = 3.0
#: How near its other name, or its district's middle, a settlement must lie, km.
_BESIDE_KM: Final = 5.0
_DISTRICT_KM: Final = 45.0
#: From which likeness of 100 a name is proposed for one that the gazetteer does not have.
_ALIKE: Final = 80.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a record's name gave: the chosen place, candidates that fit, or those refused and the reason."""

    place: Place | None
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""

    @property
    def ambiguous(self) -> bool:
        """Whether several places fit and none was chosen."""
        return self.place is None and not self.reason and len(self.candidates) > 1


class PlaceFinder:
    """Finds the place a record names, each distinct name once."""

    def __init__(self, gazetteer: Gazetteer, boundaries: Boundaries) -> None:
        self._gazetteer = gazetteer
        self._boundaries = boundaries
        self._regions: dict[Point, str | None] = {}
        self._region_names: dict[tuple[str, str | None], str] = {}
        self._found: dict[tuple[str | None, ...], Finding] = {}

    def region_at(self, lon: float, lat: float) -> Place | None:
        """Return the first-level region that holds a point, or None; each point is asked for once."""
        point = (round(lon, 5), round(lat, 5))
        if point not in self._regions:
            self._regions[point] = self._boundaries.admin1_at(lon, lat)
        place_id = self._regions[point]
        return None if place_id is None else self._gazetteer.get(place_id)

    def region_name(self, written: str, country: str | None) -> str:
        """Return the gazetteer's name of a region as a record writes it, or what it writes where that is open."""
        key = (written, country)
        if key not in self._region_names:
            regions = [place for place in self._regions_named(written) if country in {None, place.country}]
            so_called = [place for place in regions if normal_key(place.name) == normal_key(written)] or regions
            self._region_names[key] = so_called[0].name if len(so_called) == 1 else written
        return self._region_names[key]

    def find(self, event: Event) -> Finding:
        """Return what the record alone says, its company not yet asked."""
        if event.place_id and (known := self._gazetteer.get(event.place_id)) is not None:
            return Finding(known, reason="place_id of the record")
        key = (event.place_name, event.place_native, event.admin1, event.country, event.precision)
        if key not in self._found:
            self._found[key] = self._search(event)
        return self._found[key]

    def _search(self, event: Event) -> Finding:
        named = [take_apart(text) for text in (event.place_name, event.place_native) if text]
        if not named:
            return Finding(None, reason="the record names no place")
        spelled = self._spelled(named)
        wanted = f"called {event.place_name or event.place_native!r}"
        if not spelled:
            return self._spelled_alike(named, event, f"the gazetteer has no place {wanted}")
        places = _of_level(spelled, event)
        if not places:
            reason = f"no place {wanted} is a {event.precision}"
            return Finding(None, _ranked(spelled, reason), reason)
        inside = self._contained(places, event)
        if not inside:
            reason = f"no place {wanted} in {', '.join(filter(None, (event.admin1, event.country)))}"
            return Finding(None, _ranked(places, reason), reason)
        for one in named:
            inside = self._qualified(inside, one)
        kept = _merged(inside)
        if len(kept) == 1:
            return Finding(kept[0], _ranked(kept, "fits the record"), "the only one that fits the record")
        return Finding(None, _ranked(kept, "fits the record"))

    def _spelled(self, named: Sequence[Named]) -> tuple[Place, ...]:
        """Return the places that bear all given names, or else any of them.

        The local name tells homonyms of the English one apart, and the other way round; a name as written
        goes before the name without its qualifiers.
        """
        by_name: list[tuple[Place, ...]] = []
        for one in named:
            spellings = dict.fromkeys((one.whole, one.name))
            found = next((places for text in spellings if (places := self._gazetteer.lookup(text))), ())
            if found:
                by_name.append(found)
        if not by_name:
            return ()
        shared = set.intersection(*({place.place_id for place in places} for places in by_name))
        both = tuple(place for place in by_name[0] if place.place_id in shared)
        return both or tuple({place.place_id: place for places in by_name for place in places}.values())

    def _spelled_alike(self, named: Sequence[Named], event: Event, reason: str) -> Finding:
        """Return what is spelled much like a name that nothing bears, to propose and never to choose."""
        from rapidfuzz import fuzz, process

        near: dict[str, Candidate] = {}
        for one in named:
            found = process.extract(
                normal_key(one.name), self._names[0], scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=20
            )
            for name, score, at in found:
                place = self._names[1][at]
                near.setdefault(place.place_id, Candidate(place, round(score / 100, 3), (f"spelled alike: {name}",)))
        kept = {place.place_id for place in self._contained(tuple(one.place for one in near.values()), event)}
        return Finding(None, tuple(one for key, one in near.items() if key in kept)[:5], reason)

    @cached_property
    def _names(self) -> tuple[list[str], list[Place]]:
        named = [
            (normal_key(name), place)
            for place in self._gazetteer
            for name in dict.fromkeys((place.name, place.name_uk, place.name_ru))
            if name
        ]
        return [name for name, _ in named], [place for _, place in named]

    def _contained(self, places: tuple[Place, ...], event: Event) -> tuple[Place, ...]:
        """Keep the places in the region that the record states, or else in its country.

        A region that the gazetteer does not know cannot speak against a place; a region's own record is not
        held against itself.
        """
        regions = self._regions_named(event.admin1) if event.admin1 else ()
        below = tuple(place for place in places if place.level not in {"admin1", "country"})
        if regions and below:
            return tuple(place for place in below if self._in_region(place, regions))
        if event.country:
            return tuple(place for place in places if place.country in {event.country, ""})
        return places

    def _regions_named(self, name: str) -> tuple[Place, ...]:
        return tuple(place for place in self._gazetteer.lookup(name) if place.level == "admin1")

    def _in_region(self, place: Place, regions: Sequence[Place]) -> bool:
        if place.admin1:
            names = {normal_key(region.name) for region in regions}
            return normal_key(place.admin1) in names and place.country in {region.country for region in regions}
        region = self.region_at(place.lon, place.lat)
        return region is not None and region.place_id in {one.place_id for one in regions}

    def _qualified(self, places: tuple[Place, ...], named: Named) -> tuple[Place, ...]:
        """Keep the places that the qualifiers allow; a qualifier that none of them meets is a remark."""
        for qualifier in named.qualifiers:
            for rule in (self._by_district, self._by_region, self._by_other_name):
                kept = rule(places, qualifier)
                if kept:
                    places = kept
                    break
        if named.town is not None and len(places) > 1:
            places = _by_kind(places, town=named.town)
        return places

    def _by_district(self, places: tuple[Place, ...], qualifier: str) -> tuple[Place, ...]:
        if not names_district(qualifier):
            return ()
        key = district_key(qualifier)
        kept = tuple(place for place in places if place.admin2 and district_key(place.admin2) == key)
        if kept:
            return kept
        middles = (
            place
            for text in (qualifier, f"{qualifier} District", f"{qualifier} район")
            for place in self._gazetteer.lookup(text)
            if place.level == "district"
        )
        return _near(places, middles, _DISTRICT_KM)

    def _by_region(self, places: tuple[Place, ...], qualifier: str) -> tuple[Place, ...]:
        regions = self._regions_named(qualifier)
        return tuple(place for place in places if self._in_region(place, regions)) if regions else ()

    def _by_other_name(self, places: tuple[Place, ...], qualifier: str) -> tuple[Place, ...]:
        others = (place for place in self._gazetteer.lookup(qualifier) if place.level == "populated_place")
        return _near(places, others, _BESIDE_KM)


def _of_level(places: tuple[Place, ...], event: Event) -> tuple[Place, ...]:
    """Keep the places of the record's level; where it states none, settlements go before areas."""
    if event.precision is not None:
        return tuple(place for place in places if place.level == event.precision)
    return tuple(place for place in places if place.level == "populated_place") or places


def _near(places: tuple[Place, ...], others: Iterable[Place], reach_km: float) -> tuple[Place, ...]:
    others = tuple(others)
    return tuple(
        place
        for place in places
        if any(distance_km(place.lon, place.lat, other.lon, other.lat) <= reach_km for other in others)
    )


def _by_kind(places: tuple[Place, ...], *, town: bool) -> tuple[Place, ...]:
    """Keep the town (the most populous) or leave it out: own rule, as the gazetteer keeps no type."""
    largest = max(places, key=lambda place: place.population or 0)
    if not largest.population:
        return places
    return (largest,) if town else tuple(place for place in places if place is not largest)


def _merged(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Leave out entries within SAME_KM of an earlier one of their level: one settlement listed twice."""
    kept: list[Place] = []
    for place in places:
        twins = (
            place.level == other.level and distance_km(place.lon, place.lat, other.lon, other.lat) <= SAME_KM
            for other in kept
        )
        if not any(twins):
            kept.append(place)
    return tuple(kept)


def _ranked(places: Sequence[Place], reason: str) -> tuple[Candidate, ...]:
    """Return candidates in the gazetteer's order, best known first, each with an equal share."""
    return tuple(Candidate(place, round(1 / len(places), 3), (reason,)) for place in places)
