"""Regions, countries, state borders and the basemap's land, lakes and rivers.

The policy is that of internationally recognised borders: Crimea and Sevastopol are Ukraine. Regions cover
the ground without gaps, so that neighbours share their edge. Each layer is a GeoJSON file of the data
folder, read when it is first asked for; questions about one point need no GeoPandas.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..crs import WGS84
from ..errors import DataMissing, InputError
from ..settings import Settings

if TYPE_CHECKING:
    import geopandas as gpd
    from pyproj import Geod
    from shapely import Point, STRtree
    from shapely.geometry.base import BaseGeometry

#: A point this near to a region and in none, in km, is on its shore, a bank or a pier: it counts as inside.
SHORE_KM: Final = 5.0
#: Beyond this distance, in km, a plane is no longer good enough to find the nearest point of a line in.
FAR_KM: Final = 100.0
#: Degrees within which a point is on the edge that two regions share (about 1 m).
_ON_EDGE: Final = 1e-5
#: How a layer file begins, and what stands before a feature's parts, as the build writes them.
_HEAD: Final = '{"type":"FeatureCollection","features":['
_PROPERTIES: Final = '"properties":'
_GEOMETRY: Final = ',"geometry":'
_DECODER: Final = json.JSONDecoder()
_KM_PER_DEGREE: Final = 111.195
#: `SHORE_KM` is never more than this, degrees.
_NEAR_DEG: Final = 3 * SHORE_KM / _KM_PER_DEGREE


class Boundaries:
    """The area layers of a data folder, EPSG:4326. Make one with `bundled_boundaries`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def admin1(self) -> gpd.GeoDataFrame:
        """First-level regions: place_id, name, name_uk, name_ru, country, geometry (Polygon or MultiPolygon)."""
        return self._layer("regions")

    @cached_property
    def countries(self) -> gpd.GeoDataFrame:
        """Countries, cut at the edge of the mapped window: country (ISO 3166-1), name, geometry."""
        return self._layer("countries")

    @cached_property
    def borders(self) -> gpd.GeoDataFrame:
        """State borders on land: country_a, country_b in alphabetical order, geometry (lines)."""
        return self._layer("borders")

    @cached_property
    def land(self) -> gpd.GeoDataFrame:
        """Land: extent ("window": fits the regions; "world": the rest, coarse), geometry."""
        return self._layer("land")

    @cached_property
    def lakes(self) -> gpd.GeoDataFrame:
        """Lakes and reservoirs of the window: name, name_uk, name_ru, geometry."""
        return self._layer("lakes")

    @cached_property
    def rivers(self) -> gpd.GeoDataFrame:
        """Rivers of the window: level (1 the largest), geometry (lines)."""
        return self._layer("rivers")

    @cached_property
    def roads(self) -> gpd.GeoDataFrame | None:
        """Main roads: level (1 the largest), geometry (lines); None where the folder has no roads, as the bundled one.

        Who adds a file of them sees to its credit: in a map's note or a house style's credit.
        """
        return self._layer("roads") if (self._folder / "roads.geojson.gz").is_file() else None

    def admin1_at(self, lon: float, lat: float) -> str | None:
        """Return the place_id of the region at a point in degrees, None where no region is near.

        On an edge that regions share, the first by place_id is taken, so that a point is in one region only
        (own rule). A point in no region and no country counts to the nearest region within `SHORE_KM`.
        """
        from shapely import Point

        point = Point(lon, lat)
        ids, geometries = self._regions
        on: list[str] = sorted(ids[i] for i in self._tree.query(point, predicate="dwithin", distance=_ON_EDGE))
        if on:
            return on[0]
        if self._elsewhere.query(point, predicate="intersects").size:
            return None
        near = self._tree.query(point.buffer(_NEAR_DEG))
        far: list[tuple[float, str]] = sorted((_km(point, geometries[i]), ids[i]) for i in near)
        return far[0][1] if far and far[0][0] <= SHORE_KM else None

    def regions_at(self, lon: Sequence[float], lat: Sequence[float]) -> list[str | None]:
        """Return what `admin1_at` says of each of many points, in their order; the inner ones all at once."""
        from shapely import points

        at = points(lon, lat)
        ids = self._regions[0]
        found: dict[int, str | None] = {}
        for n, region in self._tree.query(at, predicate="dwithin", distance=_ON_EDGE).T.tolist():
            found[n] = min(found.get(n) or ids[region], ids[region])
        # Only what is near a region but in none can be on a shore.
        for n in set(self._tree.query(at, predicate="dwithin", distance=_NEAR_DEG)[0].tolist()) - found.keys():
            found[n] = self.admin1_at(lon[n], lat[n])
        return [found.get(n) for n in range(len(lon))]

    def border_distance_km(self, lon: float, lat: float) -> float:
        """Return how far a point in degrees is from the border of Russia and Ukraine, in km.

        Measured on the WGS 84 ellipsoid to the nearest point of the border. 0 on it; no sign for the side.
        """
        from shapely import Point

        return _km(Point(lon, lat), self.border("RU", "UA"))

    def border(self, country_a: str, country_b: str) -> BaseGeometry:
        """Return the border of two countries as lines.

        Raises
        ------
        InputError
            If they share none in the mapped window.
        """
        pair = tuple(sorted((country_a, country_b)))
        found = self._lines.get((pair[0], pair[1]))
        if found is None:
            raise InputError(f"countries {country_a} and {country_b} share no border in the mapped window.")
        return found

    def border_of(self, admin1_id: str) -> BaseGeometry | None:
        """Return the stretch of state border that a region has, with whichever countries; None for an inner one.

        For a region of Russia or Ukraine that touches their common border, that border alone.

        Raises
        ------
        InputError
            If there is no such region.
        """
        from shapely import union_all

        edge = self._region(admin1_id).boundary
        front = self._shared(edge, self.border("RU", "UA"))
        if front is not None:
            return front
        found = [shared for line in self._lines.values() if (shared := self._shared(edge, line)) is not None]
        return union_all(found) if found else None

    def area(self, place_id: str) -> BaseGeometry | None:
        """Return the polygon of a region (`adm1:UA-59`) or country (`country:UA`), None where none is kept."""
        kind, _, code = place_id.partition(":")
        if kind == "adm1":
            return self._area_of.get(place_id)
        if kind == "country":
            return next((shape for shape, _ in self._read("countries", where=("country", code))), None)
        return None

    def _region(self, admin1_id: str) -> BaseGeometry:
        found = self._area_of.get(admin1_id)
        if found is None:
            raise InputError(f"region is {admin1_id!r}; expected an id such as adm1:UA-59 of a region on the map.")
        return found

    @staticmethod
    def _shared(edge: BaseGeometry, line: BaseGeometry) -> BaseGeometry | None:
        from shapely import get_parts, line_merge, multilinestrings

        met = get_parts(edge.intersection(line))
        parts = [part for part in met if part.geom_type == "LineString" and not part.is_empty]
        return line_merge(multilinestrings(parts)) if parts else None

    @cached_property
    def _regions(self) -> tuple[list[str], list[BaseGeometry]]:
        read = self._read("regions")
        return [properties["place_id"] for _, properties in read], [geometry for geometry, _ in read]

    @cached_property
    def _area_of(self) -> dict[str, BaseGeometry]:
        return dict(zip(*self._regions, strict=True))

    @cached_property
    def _tree(self) -> STRtree:
        from shapely import STRtree

        return STRtree(self._regions[1])

    @cached_property
    def _elsewhere(self) -> STRtree:
        """The countries of the window that are drawn whole: ground in no region, but not a shore either."""
        from shapely import STRtree

        drawn = {properties["country"] for _, properties in self._read("regions")}
        rest = [geometry for geometry, about in self._read("countries") if about["country"] not in drawn]
        return STRtree(rest)

    @cached_property
    def _lines(self) -> dict[tuple[str, str], BaseGeometry]:
        return {
            (properties["country_a"], properties["country_b"]): geometry
            for geometry, properties in self._read("borders")
        }

    def _features(self, layer: str) -> list[tuple[str, dict[str, Any]]]:
        """Each feature's geometry as GeoJSON text, which GEOS reads faster than Python does, and its properties."""
        path = self._folder / f"{layer}.geojson.gz"
        try:
            text = gzip.decompress(path.read_bytes()).decode("utf-8")
        except FileNotFoundError as err:
            raise DataMissing(f"{path} is not there; `python data/build/build.py` makes it.") from err
        head, *lines = text.splitlines()
        if head != _HEAD:  # not as the build writes it: a feature a line, geometry last
            return [(json.dumps(one["geometry"]), one["properties"]) for one in json.loads(text)["features"]]
        features = []
        for line in lines[:-1]:
            properties, end = _DECODER.raw_decode(line, line.index(_PROPERTIES) + len(_PROPERTIES))
            features.append((line[end:].removeprefix(_GEOMETRY).removesuffix(",").removesuffix("}"), properties))
        return features

    def _read(self, layer: str, where: tuple[str, str] | None = None) -> list[tuple[BaseGeometry, dict[str, Any]]]:
        import shapely

        kept = [
            (text, properties)
            for text, properties in self._features(layer)
            if where is None or properties[where[0]] == where[1]
        ]
        shapes = shapely.from_geojson([text for text, _ in kept])
        return [(geometry, properties) for geometry, (_, properties) in zip(shapes, kept, strict=True)]

    def _layer(self, layer: str) -> gpd.GeoDataFrame:
        import geopandas as gpd

        shapes, properties = zip(*self._read(layer), strict=True)
        return gpd.GeoDataFrame(list(properties), geometry=list(shapes), crs=WGS84)


def _km(point: Point, geometry: BaseGeometry) -> float:
    """Geodesic distance in km from a point to the nearest of a geometry's points, 0 inside it.

    The nearest point is sought with longitudes shrunk by the cosine of the latitude halfway to it, which
    takes two rounds to settle. Far off, where that picks the wrong point, every vertex is measured instead:
    there they are as good as the lines between them.
    """
    from shapely import get_coordinates, transform
    from shapely.ops import nearest_points

    latitude, nearest = point.y, point
    for _ in range(2):
        shrink = np.array([max(math.cos(math.radians(latitude)), 0.01), 1.0])
        flat = transform(geometry, lambda xy, by=shrink: xy * by)
        found = nearest_points(flat, transform(point, lambda xy, by=shrink: xy * by))[0]
        nearest = transform(found, lambda xy, by=shrink: xy / by)
        latitude = (point.y + nearest.y) / 2
    km = float(_ellipsoid().inv(point.x, point.y, nearest.x, nearest.y)[2]) / 1000
    if km <= FAR_KM:
        return km
    lon, lat = get_coordinates(geometry).T
    metres = _ellipsoid().inv(np.full_like(lon, point.x), np.full_like(lat, point.y), lon, lat)[2]
    return min(km, float(np.min(metres)) / 1000)


@lru_cache(maxsize=1)
def _ellipsoid() -> Geod:
    from pyproj import Geod

    return Geod(ellps="WGS84")


@lru_cache(maxsize=4)
def _loaded(folder: Path) -> Boundaries:
    return Boundaries(folder)


def bundled_boundaries(settings: Settings | None = None) -> Boundaries:
    """Return the boundaries that ship with the project, or those of `settings.data_dir`; one object for each."""
    return _loaded((settings or Settings.from_environment()).data_dir)
