"""The ground that goes with each settlement: Voronoi cells, capped at a reach, cut at the state border.

Own method on Voronoi (1908). Every settlement of the gazetteer takes part, claimed or not and on either side of the
border, so that a place nobody claimed bounds its neighbours. A cell stays in its settlement's country: ground
across the border that lies nearest to it belongs to no cell, for a claim to a village says nothing about the
other state's soil. That leaves a seam along the border where the nearest village is a foreign one.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ..crs import EARTH_RADIUS_KM, EQUAL_AREA, WGS84, BBox, require_wgs84
from ..errors import InputError
from ..places.names import normal_key
from .sayings import PlaceFacts

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from ..places.gazetteer import Gazetteer

#: World Mercator: conformal, so that half-way lines stay half-way (within metres over a reach), and the same for every
#: record, so that a claim far away does not move a cell.
_CONFORMAL: Final = "EPSG:3395"
#: First eccentricity of the WGS 84 ellipsoid.
_ECCENTRICITY: Final = 0.0818191908426
#: Segments of a quarter circle: a capped cell is within 0.1 % of the circle's area.
_QUARTER_SEGMENTS: Final = 32
#: Country outlines are given vertices at this spacing before they are projected, plane m.
_SPACING_M: Final = 2000.0
#: Outlines are clipped this far outside the ground in question, so that the clip's own edges stay out of it, plane m.
_MARGIN_M: Final = 10_000.0
#: Two entries of one name within this distance are one settlement, m.
_SAME_PLACE_M: Final = 1500.0
#: Vertices of the drawing lie on a grid this fine, plane m.
_GRID_M: Final = 0.01


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells of some settlements: a valid coverage in EPSG:4326, and each one's area in km² (EPSG:3035).

    A place whose cell is empty (outside its country's polygon by more than the reach, or on the very spot of
    another) is absent from `geometry`. `beside` are the cells that touch a place's, `unions` those made so far.
    """

    geometry: Mapping[str, BaseGeometry]
    area_km2: Mapping[str, float]
    reach_km: float
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    unions: dict[frozenset[str], BaseGeometry | None] = field(default_factory=dict, repr=False, compare=False)

    def union(self, place_ids: Collection[str]) -> BaseGeometry | None:
        """Return the united cells of some places, EPSG:4326, or None where none has a cell.

        Every union is remembered: the same places give the same object. For places that come and go little by
        little a `mosaic.Mosaic` is faster.
        """
        key = frozenset(place_id for place_id in place_ids if place_id in self.geometry)
        if key not in self.unions:
            self.unions[key] = united([self.geometry[place_id] for place_id in sorted(key)]) if key else None
        return self.unions[key]

    def area_of(self, place_ids: Iterable[str]) -> float:
        """Return the area of some places' cells in km²: cells share edges only, so areas add up."""
        areas = self.area_km2
        return math.fsum([areas.get(place_id, 0.0) for place_id in set(place_ids)])


def united(parts: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return the union of polygons that share edges only."""
    import shapely

    return parts[0] if len(parts) == 1 else shapely.coverage_union_all(parts)


def settlements_about(places: Mapping[str, PlaceFacts], gazetteer: Gazetteer, *, reach_km: float) -> gpd.GeoDataFrame:
    """Return the settlements that may bound the cells of some places: place_id, country, geometry, EPSG:4326.

    The gazetteer's within twice the reach of the places' extent, each village once, and the places themselves where
    the gazetteer has none of that id. No places with coordinates give an empty table.
    """
    import geopandas as gpd
    import pandas as pd

    located = {key: at for key, at in places.items() if at.lon is not None and at.lat is not None}
    points = gpd.points_from_xy([at.lon for at in located.values()], [at.lat for at in located.values()])
    named = {"place_id": list(located), "name": [at.place_name for at in located.values()]}
    own = gpd.GeoDataFrame({**named, "country": [at.country for at in located.values()]}, geometry=points, crs=WGS84)
    if own.empty:
        return own.drop(columns="name")
    known = gazetteer.settlements(_around(own.total_bounds, 2 * reach_km))
    own = own[~own["place_id"].isin(known["place_id"])]
    both = gpd.GeoDataFrame(pd.concat([known, own], ignore_index=True), crs=WGS84) if len(own) else known
    return _distinct(both, located)[["place_id", "country", "geometry"]]


def _distinct(settlements: gpd.GeoDataFrame, claimed: Collection[str]) -> gpd.GeoDataFrame:
    """Settlements without the second entry of one that two gazetteers hold: near each other, a name in common.

    Kept is the one that records speak of, else the first by place_id. Two entries of one village would halve its
    ground.
    """
    import shapely

    table = (
        settlements.assign(_said=~settlements["place_id"].isin(list(claimed)))
        .sort_values(["_said", "place_id"])
        .reset_index(drop=True)
    )
    spellings = [column for column in ("name", "name_uk", "name_ru") if column in table.columns]
    columns = [table[column].fillna("").map(normal_key).tolist() for column in spellings]
    names = [{name for name in row if name} for row in zip(*columns, strict=True)]
    points = table.to_crs(_CONFORMAL).geometry.to_numpy()
    radius = float(_stretch(table.geometry).max()) * _SAME_PLACE_M
    pairs = shapely.STRtree(points).query(points, predicate="dwithin", distance=radius)
    said = ~table["_said"].to_numpy(bool)
    dropped: set[int] = set()
    for kept, again in sorted(zip(*pairs.tolist(), strict=True)):
        both_said = said[kept] and said[again]
        if kept < again and kept not in dropped and not both_said and names[kept] & names[again]:
            dropped.add(again)
    return table.drop(index=sorted(dropped)).drop(columns="_said")


def _around(bounds: Any, km: float) -> BBox:
    west, south, east, north = (float(edge) for edge in bounds)
    high = math.degrees(km / EARTH_RADIUS_KM)
    wide = high / max(0.05, math.cos(math.radians(max(abs(south), abs(north)))))
    return (west - wide, south - high, east + wide, north + high)


def build_cells(
    settlements: gpd.GeoDataFrame, countries: gpd.GeoDataFrame, wanted: Collection[str], *, reach_km: float
) -> Cells:
    """Return the cells of the `wanted` settlements, bounded by all settlements.

    Parameters
    ----------
    settlements : GeoDataFrame
        place_id, country, geometry (Point, EPSG:4326): all settlements within twice the reach of a wanted
        one; those farther away cannot touch a wanted cell.
    countries : GeoDataFrame
        country, geometry (polygons, EPSG:4326), ending at the coast.
    wanted : collection of str
        place_ids whose cells are needed; an empty one gives no cells.
    reach_km : float
        No ground farther than this from its settlement belongs to it.

    Raises
    ------
    InputError
        If `reach_km` is not above 0.
    """
    if not reach_km > 0:
        raise InputError(f"reach_km is {reach_km}; expected a number of km above 0, such as 6.")
    require_wgs84(settlements, "settlements")
    require_wgs84(countries, "countries")
    sites = _in_countries(settlements.sort_values("place_id").drop_duplicates("place_id"), countries)
    claimed = sites[sites["place_id"].isin(list(wanted))]
    if claimed.empty:
        return Cells({}, {}, reach_km)
    near, mask = _near(sites, claimed, reach_km * 1000)
    faces, owners = _faces(near, _lands(countries, claimed["country"].dropna().unique().tolist(), mask), mask)
    return _collect(faces, owners, frozenset(wanted), reach_km)


def _stretch(points: gpd.GeoSeries) -> Any:
    """Plane metres a metre at each point (EPSG:4326): the scale of the conformal projection at its latitude."""
    import numpy as np

    latitude = np.radians(points.y.to_numpy())
    return np.sqrt(1 - (_ECCENTRICITY * np.sin(latitude)) ** 2) / np.cos(latitude)


def _in_countries(sites: gpd.GeoDataFrame, countries: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Settlements with a country each: one that states none takes that whose ground it stands on, if any."""
    unknown = sites["country"].isna()
    if not unknown.any():
        return sites
    sites = sites.copy()
    for country, ground in zip(countries["country"], countries.geometry, strict=True):
        sites.loc[unknown & sites.within(ground), "country"] = country
    return sites


def _near(sites: gpd.GeoDataFrame, claimed: gpd.GeoDataFrame, reach_m: float) -> tuple[gpd.GeoDataFrame, Any]:
    """Sites that can bound a claimed cell, projected, and the ground within reach of any of them.

    Ground whose nearest site is within reach lies in that mask, so no cell needs a circle of its own; and what
    else is claimed changes no cell.
    """
    import shapely

    radius = _stretch(sites.geometry) * reach_m
    there = sites.to_crs(_CONFORMAL)
    tree = shapely.STRtree(claimed.to_crs(_CONFORMAL).geometry.to_numpy())
    pairs = tree.query(there.geometry.to_numpy(), predicate="dwithin", distance=2.05 * radius.max())
    keep = sorted(set(pairs[0].tolist()))
    near = there.iloc[keep]
    return near, shapely.union_all(shapely.buffer(near.geometry.to_numpy(), radius[keep], quad_segs=_QUARTER_SEGMENTS))


def _lands(countries: gpd.GeoDataFrame, wanted: Collection[str], mask: Any) -> dict[str, Any]:
    """Ground of some countries about the mask, projected."""
    import geopandas as gpd
    import shapely

    around = gpd.GeoSeries([mask.envelope.buffer(_MARGIN_M)], crs=_CONFORMAL).to_crs(WGS84).total_bounds
    lands = {}
    for country, group in countries[countries["country"].isin(list(wanted))].groupby("country"):
        local = shapely.union_all(shapely.clip_by_rect(group.geometry.to_numpy(), *around))
        if not local.is_empty:
            projected = gpd.GeoSeries([local], crs=WGS84).to_crs(_CONFORMAL).iloc[0]
            lands[str(country)] = shapely.make_valid(shapely.segmentize(projected, _SPACING_M))
    return lands


def _faces(near: gpd.GeoDataFrame, lands: Mapping[str, Any], mask: Any) -> tuple[list[Any], list[str]]:
    """Faces of one noded drawing of all edges, and the place each belongs to: the nearest, on its own side only.

    Cutting cells one by one leaves neighbours with edges that differ in the last digits; faces of one drawing
    share their vertices, so the cells are a coverage by construction, across the border too.
    """
    import numpy as np
    import shapely

    points, frame = near.geometry.to_numpy(), mask.envelope
    edges = shapely.voronoi_polygons(shapely.multipoints(points), extend_to=frame, only_edges=True)
    lines = [
        mask.boundary,
        *(shapely.intersection(line, frame) for line in (edges, *(land.boundary for land in lands.values()))),
    ]
    drawing = shapely.union_all(lines, grid_size=_GRID_M)
    faces = np.array(shapely.get_parts(shapely.polygonize(shapely.get_parts(drawing))))
    inner = shapely.point_on_surface(faces)
    shapely.prepare(mask)
    inside = np.flatnonzero(shapely.contains(mask, inner))
    owners = shapely.STRtree(points).nearest(inner[inside])
    place_ids, countries = near["place_id"].to_numpy(), near["country"].to_numpy()
    at_home = np.zeros(len(inside), dtype=bool)
    for country, land in lands.items():
        shapely.prepare(land)
        at_home |= (countries[owners] == country) & shapely.contains(land, inner[inside])
    return faces[inside[at_home]].tolist(), place_ids[owners[at_home]].tolist()


def _collect(faces: list[Any], owners: list[str], wanted: frozenset[str], reach_km: float) -> Cells:
    import geopandas as gpd
    import shapely

    parts: dict[str, list[Any]] = {}
    for face, owner in zip(faces, owners, strict=True):
        if owner in wanted:
            parts.setdefault(owner, []).append(face)
    place_ids = sorted(parts)
    united = gpd.GeoSeries([shapely.coverage_union_all(parts[key]) for key in place_ids], crs=_CONFORMAL)
    areas = united.to_crs(EQUAL_AREA).area.to_numpy() / 1e6
    geometry = dict(zip(place_ids, united.to_crs(WGS84).tolist(), strict=True))
    return Cells(geometry, dict(zip(place_ids, areas.tolist(), strict=True)), reach_km, _neighbours(geometry))


def _neighbours(geometry: Mapping[str, BaseGeometry]) -> dict[str, tuple[str, ...]]:
    import numpy as np
    import shapely

    place_ids, cells = list(geometry), np.array(list(geometry.values()))
    found: dict[str, list[str]] = {}
    for one, other in zip(*shapely.STRtree(cells).query(cells, predicate="intersects").tolist(), strict=True):
        if one != other:
            found.setdefault(place_ids[one], []).append(place_ids[other])
    return {place_id: tuple(sorted(beside)) for place_id, beside in found.items()}
