"""A small front for tests: two square countries that meet at 35° E, villages on a grid, records made by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import geopandas as gpd
import shapely

from geo.front.timeline import Timeline, build_timeline
from geo.records import Event
from geo.schema import events_table

WGS84 = "EPSG:4326"
DAY_ONE = date(2025, 3, 1)


class ToyGazetteer:
    """Villages v<column><row>: columns 0-3 in UA (34.85 to 34.97), 4-7 in RU (35.03 to 35.15); rows 0-5.

    Each column is a district: "District 2".
    """

    def __init__(self) -> None:
        lon = (34.79, 34.85, 34.91, 34.97, 35.03, 35.09, 35.15, 35.21)
        points = {f"v{i}{j}": (lon[i], 51.0 + 0.05 * j) for i in range(8) for j in range(6)}
        self.points = points
        self._villages = gpd.GeoDataFrame(
            {
                "place_id": list(points),
                "name": [key.upper() for key in points],
                "country": ["UA" if at[0] < 35 else "RU" for at in points.values()],
                "admin1": ["Sumy Oblast" if at[0] < 35 else "Kursk Oblast" for at in points.values()],
                "admin2": [f"District {key[1]}" for key in points],
            },
            geometry=shapely.points(list(points.values())),
            crs=WGS84,
        )

    def get(self, place_id: str) -> None:
        """No place: the toy knows villages only."""

    def districts(self, bbox: tuple[float, float, float, float]) -> gpd.GeoDataFrame:
        """No district has a point of its own."""
        return self._villages.iloc[:0]

    def settlements(self, bbox: tuple[float, float, float, float] = (34, 50, 36, 53)) -> gpd.GeoDataFrame:
        """Villages inside a bbox."""
        west, south, east, north = bbox
        return self._villages.cx[west:east, south:north]


class ToyBoundaries:
    """One region a country, the border along 35° E."""

    def __init__(self) -> None:
        self.regions = {"adm1:UA-59": shapely.box(34, 50.5, 35, 52), "adm1:RU-KRS": shapely.box(35, 50.5, 36, 52)}
        self.admin1 = gpd.GeoDataFrame(
            {"place_id": list(self.regions), "name": ["Sumy Oblast", "Kursk Oblast"], "country": ["UA", "RU"]},
            geometry=list(self.regions.values()),
            crs=WGS84,
        )
        self.countries = gpd.GeoDataFrame({"country": ["UA", "RU"]}, geometry=list(self.regions.values()), crs=WGS84)
        border = shapely.LineString([(35, 50.5), (35, 52)])
        self.borders = gpd.GeoDataFrame({"country_a": ["RU"], "country_b": ["UA"]}, geometry=[border], crs=WGS84)

    def area(self, place_id: str) -> Any:
        """Polygon of a region, or None."""
        return self.regions.get(place_id)


GAZETTEER = ToyGazetteer()
BOUNDARIES = ToyBoundaries()


def record(place_id: str | None, day: date, **fields: Any) -> Event:
    """A capture by RU claimed by RU's ministry on the day it happened, unless `fields` say otherwise."""
    lon, lat = GAZETTEER.points.get(place_id or "", (None, None))
    region = place_id is not None and place_id.startswith("adm1:")
    values: dict[str, Any] = {
        "event_type": "capture",
        "actor_side": "RU",
        "place_id": place_id,
        "place_name": (place_id or "").upper() or None,
        "country": None if lon is None else ("UA" if lon < 35 else "RU"),
        "lon": lon,
        "lat": lat,
        "precision": "admin1" if region else "populated_place",
        "date_start": day,
        "date_end": day,
        "known_from": day,
        "claimant_side": "RU",
        "status": "claimed",
    }
    values |= fields
    values.setdefault(
        "claimed_by", {"RU": "Russian ministry", "UA": "Ukrainian staff"}.get(values["claimant_side"], "ISW")
    )
    return Event.model_validate(values)


def timeline(events: Iterable[Event], **options: Any) -> Timeline:
    """The timeline of some records on the toy front."""
    return build_timeline(events_table(events), GAZETTEER, BOUNDARIES, **options)  # type: ignore[arg-type]
