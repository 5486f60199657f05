"""Stated extents: the ground that an announcement names, by a depth along the border or by a list of places.

Own rules. A listed settlement is its cell. A listed district is what of its region is nearer to it, by its own point
and its settlements, than to another district: no outlines of districts are kept, so its ground is schematic, as zones
are. A list with a depth is what of its ground lies within the depth of the border. A place of which no ground is
known adds none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from ..crs import WGS84, area_km2, utm_crs
from .sayings import PlaceFacts

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer
    from .cells import Cells

#: Outlines get vertices at this spacing before they are projected, degrees: a long straight side would bend away.
_SPACING_DEG: Final = 0.02
#: Share of the depth by which the border may be smoothed before the strip is drawn.
_SLACK: Final = 0.01
_LISTED: Final = frozenset({"populated_place", "district"})
_NO_EXTENT: Final = "announced without an extent that can be drawn: a note on its stretch of border"

_Row = Mapping[str, Any]


def is_listed(row: _Row) -> bool:
    """Say whether a record names a district or a settlement, so that a list of such records has an extent."""
    return row["precision"] in _LISTED


def listed_settlements(rows: Iterable[_Row]) -> dict[str, PlaceFacts]:
    """Return the settlements that some records list, by place_id."""
    return {
        row["place_id"]: PlaceFacts(
            row["place_name"] or row["place_id"], row["admin1"], row["country"], row["lon"], row["lat"]
        )
        for row in rows
        if row["precision"] == "populated_place"
    }


class Extents:
    """Draws stated extents, each once."""

    def __init__(self, boundaries: Boundaries, cells: Cells, gazetteer: Gazetteer) -> None:
        self._boundaries, self._cells, self._gazetteer = boundaries, cells, gazetteer
        self._strips: dict[tuple[str, float], BaseGeometry | None] = {}
        self._districts: dict[tuple[str, str], BaseGeometry | None] = {}
        self._areas: dict[bytes, float] = {}

    def region_of(self, row: _Row) -> str:
        """Return the place_id of the region in which a listed place lies, else its own."""
        return self._regions.get((row["country"], row["admin1"])) or str(row["place_id"])

    @cached_property
    def _regions(self) -> dict[tuple[str, str], str]:
        table = self._boundaries.admin1
        return dict(zip(zip(table["country"], table["name"], strict=True), table["place_id"], strict=True))

    def ground(self, rows: Iterable[_Row], region: str) -> tuple[BaseGeometry | None, str]:
        """Return the ground of an announcement in EPSG:4326, None without an extent, and how it is drawn."""
        rows = list(rows)
        depths = sorted({row["depth_km"] for row in rows if row["depth_km"] is not None})
        if not is_listed(rows[0]):
            strip = self._strip(region, depths[0]) if depths else None
            return strip, _NO_EXTENT if strip is None else f"the region's ground within {_deep(depths)}"
        listed = self._listed(rows, region)
        if listed is None or listed.is_empty:
            return None, _NO_EXTENT
        how = "schematic: the cells of the settlements listed; of a district the ground nearest to its settlements"
        return listed, f"{how}, within {_deep(depths)}" if depths else how

    def has_ground(self, row: _Row) -> bool:
        """Say whether the ground of a listed place is known."""
        return self._ground_of(row, self.region_of(row)) is not None

    def area_km2(self, geometry: BaseGeometry) -> float:
        """Return the area of a stated extent in km² (EPSG:3035)."""
        key = bytes(geometry.wkb)
        if key not in self._areas:
            self._areas[key] = area_km2(geometry)
        return self._areas[key]

    def _listed(self, rows: Iterable[_Row], region: str) -> BaseGeometry | None:
        import shapely

        parts = []
        for row in rows:
            ground = self._ground_of(row, region)
            strip = None if row["depth_km"] is None else self._strip(region, row["depth_km"])
            if ground is not None:
                parts.append(ground if strip is None else ground.intersection(strip))
        return shapely.union_all(parts) if parts else None

    def _ground_of(self, row: _Row, region: str) -> BaseGeometry | None:
        if row["precision"] == "populated_place":
            return self._cells.geometry.get(row["place_id"])
        place = self._gazetteer.get(row["place_id"])
        name = (row["place_name"] if place is None else place.name) or ""
        if (region, name) not in self._districts:
            self._districts[region, name] = district_ground(self._boundaries, self._gazetteer, region, name)
        return self._districts[region, name]

    def _strip(self, region: str, depth_km: float) -> BaseGeometry | None:
        key = (region, depth_km)
        if key not in self._strips:
            self._strips[key] = border_strip(self._boundaries, region, depth_km)
        return self._strips[key]


def _deep(depths_km: Sequence[float]) -> str:
    return f"the stated {' or '.join(f'{depth:g}' for depth in depths_km)} km of the state border"


def district_ground(boundaries: Boundaries, gazetteer: Gazetteer, region_id: str, district: str) -> BaseGeometry | None:
    """Return a region's ground that is nearer to a district than to another, EPSG:4326.

    A district is its own point and its settlements; those whose district the gazetteer does not know take no part.
    None where the region has no polygon, or the gazetteer knows nothing of the district or of no other.
    """
    import geopandas as gpd
    import pandas as pd
    import shapely

    region = boundaries.area(region_id)
    if region is None:
        return None
    points = gazetteer.districts(region.bounds)
    both = pd.concat([gazetteer.settlements(region.bounds), points.assign(admin2=points["name"])], ignore_index=True)
    table = both[both["admin2"].notna() & both.within(region)]
    if district not in set(table["admin2"]) or table["admin2"].nunique() < 2:
        return None
    centre = region.representative_point()
    crs = utm_crs(centre.x, centre.y)
    ground = gpd.GeoSeries([region], crs=WGS84).segmentize(_SPACING_DEG).to_crs(crs).iloc[0]
    sites = table.to_crs(crs).geometry.to_numpy()
    nearest = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(sites), extend_to=ground))
    inside = sites[(table["admin2"] == district).to_numpy()]
    own = nearest[sorted(set(shapely.STRtree(nearest).query(inside, predicate="intersects")[1].tolist()))]
    return gpd.GeoSeries([shapely.intersection(shapely.union_all(own), ground)], crs=crs).to_crs(WGS84).iloc[0]


def border_strip(boundaries: Boundaries, region_id: str, depth_km: float) -> BaseGeometry | None:
    """Return the ground of a region within `depth_km` of the border between Russia and Ukraine, EPSG:4326.

    The inner edge is right to 1 % of the depth. None where the region has no polygon or does not reach that near
    to the border.
    """
    import geopandas as gpd
    import shapely

    region = boundaries.area(region_id)
    borders = boundaries.borders
    pair = borders[borders["country_a"].isin(["RU", "UA"]) & borders["country_b"].isin(["RU", "UA"])]
    if region is None or region.geom_type not in {"Polygon", "MultiPolygon"} or pair.empty:
        return None
    centre = region.representative_point()
    crs = utm_crs(centre.x, centre.y)
    ground = gpd.GeoSeries([region], crs=WGS84).segmentize(_SPACING_DEG).to_crs(crs).iloc[0]
    depth_m = depth_km * 1000
    line = gpd.GeoSeries([pair.geometry.union_all()], crs=WGS84).to_crs(crs).iloc[0]
    near = shapely.clip_by_rect(line, *ground.envelope.buffer(depth_m).bounds)
    bare = shapely.simplify(near, depth_m * _SLACK)  # bends far smaller than the depth only cost time
    strip = shapely.intersection(shapely.buffer(bare, depth_m), ground)
    if strip.is_empty:
        return None
    return gpd.GeoSeries([strip], crs=crs).to_crs(WGS84).iloc[0]
