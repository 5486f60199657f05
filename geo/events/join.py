"""Events x places x areas: every record gets its place, region and distance to the border, or says why not.

    record has                      becomes
    coordinates, a settlement       placed: it keeps them; place_id of the settlement of that name beside them
    a settlement's name             placed: coordinates of the one settlement it means
    a region's, district's name     area: place_id of the area, no coordinates, no geometry; views ask
                                    Boundaries.area(place_id) for its outline, and no centroid ever stands for it
    a name with several places      ambiguous: candidates, no place
    a name with none, or no name    unplaced: what was tried

Regions and border distances are found once a place and taken by its id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from ..crs import area_km2, distance_km
from ..places.names import normal_key
from ..records import Event, Place, Reject, content_id
from ..schema import events_table
from .company import ask_company
from .joined import Joined, Unresolved, each_once, together
from .placefinder import Finding, PlaceFinder, Point
from .placenames import take_apart

if TYPE_CHECKING:
    import geopandas as gpd

    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer

#: Places that are a point on the map; everything else is an area and never a dot.
_POINT_LEVELS: Final = frozenset({"populated_place", "facility"})
#: How far a record's own coordinates may lie from the gazetteer's for a settlement of that name, km.
NAMESAKE_KM: Final = 5.0
#: Population from which a settlement reaches so far from its point, km: own rule, for the radius within
#: which "in X" lies.
_REACH_KM: Final = ((500_000, 10.0), (50_000, 5.0), (5_000, 2.0), (500, 1.5), (0, 1.0))
_AREA_LEVELS: Final = frozenset({"admin1", "country", "district", "area"})
#: What a relation adds to that radius where the record states no distance, km: own rule.
_RELATION_KM: Final = {"at": 0.0, "near": 5.0, "bearing": 10.0, "along_border": 10.0, "within": 0.0, "between": 10.0}


def join_events(
    events: Iterable[Event], gazetteer: Gazetteer, boundaries: Boundaries, *, beside: Sequence[Joined] = ()
) -> Joined:
    """Join event records to the gazetteer, the regions and the border.

    A name is looked up with its native name, qualifiers, region and country. Where several places remain, the
    places of the same event_key decide, then those of all records, then size beyond comparison (see
    company.py, own rules); a place chosen so is marked in `geocoded_by` ("gazetteer, by company",
    "gazetteer, by size"). What is still open stays ambiguous, and so does a name that the reader of a report left
    so. A stated region gets the gazetteer's name for it; an empty region or country is filled from the place or by
    point in region. No events give an empty table.

    `beside` are records joined before: they come first in the table and are not joined anew, an event of theirs that
    comes again is linked, and their places are company.
    """
    joining = _Joining(gazetteer, boundaries)
    seen, linked = each_once(tuple(events), beside)
    rejected: dict[str, Reject] = {}
    findings: dict[str, tuple[Finding, str]] = {}
    for key, event in seen.items():
        reason = joining.contradiction(event)
        if reason:
            rejected[key] = Reject(event.event_id, reason, event.model_dump())
        elif not joining.has_point(event):
            findings[key] = (joining.finder.find(event), "gazetteer")
    kept = {key: event for key, event in seen.items() if key not in rejected}
    ask_company(kept, findings, [part.table for part in beside])
    rows: list[tuple[Event, float | None]] = []
    outcome: dict[str, list[Any]] = defaultdict(list)
    for key, event in kept.items():
        kind, row = joining.finish(event, *findings.get(key, (None, "record")))
        rows.append(row)
        found = findings.get(key)
        outcome[kind].append(_unresolved(event, found[0]) if found and kind in {"unplaced", "ambiguous"} else event)
    new = Joined(
        _table(rows),
        placed=len(outcome["placed"]),
        area=len(outcome["area"]),
        unplaced=tuple(outcome["unplaced"]),
        ambiguous=tuple(outcome["ambiguous"]),
        rejected=tuple(rejected.values()),
        linked=tuple(linked),
    )
    return together([*beside, new]) if beside else new


def uncertainty_km(place: Place | None, relation: str = "at", distance: float | None = None) -> float:
    """Radius in km within which a happening lies, from the settlement's size and how it lies to it (own rule).

    "In X" is X's own reach: 1 km for a village, 10 km for a city. "Near X" adds 5 km; a bearing adds half the
    stated distance, or 10 km where none is stated.
    """
    people = (place.population if place is not None else None) or 0
    reach = next(km for least, km in _REACH_KM if people >= least)
    if distance is not None and relation != "at":
        return reach + distance / 2
    return reach + _RELATION_KM.get(relation, 0.0)


class _Joining:
    """One run: what is known of each place is found once."""

    def __init__(self, gazetteer: Gazetteer, boundaries: Boundaries) -> None:
        self.finder = PlaceFinder(gazetteer, boundaries)
        self._gazetteer = gazetteer
        self._boundaries = boundaries
        self._border_km: dict[Point, float] = {}
        self._reach_km: dict[str, float | None] = {}
        self._namesakes: dict[str, tuple[Place, ...]] = {}

    def has_point(self, event: Event) -> bool:
        """Whether a record's own coordinates are used; those given for an area are a centroid and are not."""
        if event.lon is None or event.lat is None:
            return False
        if event.precision is not None:
            return event.precision == "populated_place"
        place = self.finder.find(event).place
        return place is None or place.level in _POINT_LEVELS

    def contradiction(self, event: Event) -> str:
        """Say what in a record contradicts itself: coordinates that fit its name only when exchanged."""
        if event.lon is None or event.lat is None or abs(event.lon) > 90:
            return ""
        if self.namesake(event, event.lon, event.lat, 4 * NAMESAKE_KM) is not None:
            return ""
        place = self.namesake(event, event.lat, event.lon, 4 * NAMESAKE_KM)
        if place is None:
            return ""
        return (
            f"latitude is {event.lat:g} and longitude is {event.lon:g}, but {event.place_name} lies at latitude "
            f"{place.lat:g}, longitude {place.lon:g}. The columns are swapped."
        )

    def namesake(self, event: Event, lon: float, lat: float, reach_km: float) -> Place | None:
        """Return the nearest settlement or facility of the record's name within a distance of a point, or None."""
        near = [
            (away, index, place)
            for index, place in enumerate(self._bearing_name(event))
            if (away := distance_km(place.lon, place.lat, lon, lat)) <= reach_km
        ]
        return min(near)[2] if near else None

    def _bearing_name(self, event: Event) -> tuple[Place, ...]:
        places: dict[str, Place] = {}
        for text in filter(None, (event.place_name, event.place_native)):
            if text not in self._namesakes:
                named = take_apart(text)
                found = (*self._gazetteer.lookup(named.whole), *self._gazetteer.lookup(named.name))
                self._namesakes[text] = tuple(place for place in found if place.level in _POINT_LEVELS)
            places |= {place.place_id: place for place in self._namesakes[text]}
        return tuple(places.values())

    def finish(self, event: Event, finding: Finding | None, by: str) -> tuple[str, tuple[Event, float | None]]:
        """Return what became of a record, and its row with the border distance."""
        if finding is None:
            return "placed", self._at_own_point(event)
        if finding.place is None:
            row = event.model_copy(update={"place_id": None, "lon": None, "lat": None})
            return ("ambiguous" if finding.ambiguous else "unplaced"), (row, None)
        if finding.place.level in _POINT_LEVELS:
            return "placed", self._at_place(event, finding.place, by)
        return "area", (self._in_area(event, finding.place), None)

    def _at_own_point(self, event: Event) -> tuple[Event, float | None]:
        lon, lat = float(event.lon or 0.0), float(event.lat or 0.0)
        known = self._gazetteer.get(event.place_id) if event.place_id else None
        place = known or self.namesake(event, lon, lat, NAMESAKE_KM)
        update = {
            "place_id": event.place_id or (place.place_id if place else _own_id(event, lon, lat)),
            "precision": event.precision or "populated_place",
            "geocoded_by": event.geocoded_by or "record",
        }
        return event.model_copy(update=update | self._around(event, place, lon, lat)), self._border(lon, lat)

    def _at_place(self, event: Event, place: Place, by: str) -> tuple[Event, float | None]:
        update = {
            "place_id": place.place_id,
            "place_name": event.place_name or place.name,
            "lon": place.lon,
            "lat": place.lat,
            "precision": "populated_place",
            "geocoded_by": by,
        }
        row = event.model_copy(update=update | self._around(event, place, place.lon, place.lat))
        return row, self._border(place.lon, place.lat)

    def _around(self, event: Event, place: Place | None, lon: float, lat: float) -> dict[str, Any]:
        country = (place.country if place else None) or event.country
        admin1 = self.finder.region_name(event.admin1, country) if event.admin1 else place.admin1 if place else None
        region = self.finder.region_at(lon, lat) if not (admin1 and country) else None
        own = uncertainty_km(place, event.relation, event.distance_km)
        return {
            "admin1": admin1 or (region.name if region else None),
            "country": country or (region.country if region else None),
            "uncertainty_km": own if event.uncertainty_km is None else event.uncertainty_km,
        }

    def _in_area(self, event: Event, place: Place) -> Event:
        update = {
            "place_id": place.place_id,
            "place_name": event.place_name or place.name,
            "lon": None,
            "lat": None,
            "admin1": place.name if place.level == "admin1" else event.admin1 or place.admin1,
            "country": place.country or event.country,
            "precision": event.precision or (place.level if place.level in _AREA_LEVELS else "area"),
            "relation": "within" if event.relation == "at" else event.relation,
            "uncertainty_km": self._area_reach(place) if event.uncertainty_km is None else event.uncertainty_km,
            "geocoded_by": "gazetteer",
        }
        return event.model_copy(update=update)

    def _area_reach(self, place: Place) -> float | None:
        """Radius of the circle that is as large as the area, km; None where the gazetteer has no outline."""
        if place.place_id not in self._reach_km:
            outline = self._boundaries.area(place.place_id)
            reach = None if outline is None else round((area_km2(outline) / 3.14159265) ** 0.5, 1)
            self._reach_km[place.place_id] = reach
        return self._reach_km[place.place_id]

    def _border(self, lon: float, lat: float) -> float:
        point = (round(lon, 5), round(lat, 5))
        if point not in self._border_km:
            self._border_km[point] = round(self._boundaries.border_distance_km(lon, lat), 2)
        return self._border_km[point]


def _own_id(event: Event, lon: float, lat: float) -> str | None:
    """Return an id for a place that a record alone knows, so that a claim on it still counts; None without a name."""
    name = event.place_name or event.place_native
    return content_id("own:", normal_key(name), f"{lon:.3f}", f"{lat:.3f}") if name else None


def _unresolved(event: Event, finding: Finding) -> Unresolved:
    reason = finding.reason or f"{len(finding.candidates)} places fit; name a region, a native name or coordinates"
    return Unresolved(event, reason, finding.candidates)


def _table(rows: list[tuple[Event, float | None]]) -> gpd.GeoDataFrame:
    import pandas as pd

    table = events_table(event for event, _ in rows)
    border = pd.array([km for _, km in rows], dtype="Float64")
    table.insert(len(table.columns) - 1, "border_km", border)
    return table
