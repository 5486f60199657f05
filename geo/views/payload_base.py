"""The base map of the interactive map: land, water, regions, borders and names, clipped to the front."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from ..crs import BBox
from .basemap import cut, ground
from .encoding import COARSE_STEPS, area_steps, column, network, smallest
from .topology import OUTSIDE, arcs_json, arcs_of

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    from shapely.geometry.base import BaseGeometry

    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer

#: Simplification, degrees: about 200 m, under a pixel at the zooms the base map is read at.
_COARSE: Final = 0.002
#: That of state borders, degrees: about 25 m, as of the zones that are cut along them.
_BORDER: Final = 0.00025
#: Grid of the points at which an area's name may stand, degrees of longitude.
_ANCHOR: Final = 0.5
#: Names that a map of the front can use at its closest.
_MOST_NAMES: Final = 700


def base_json(bbox: BBox, boundaries: Boundaries, gazetteer: Gazetteer, events: gpd.GeoDataFrame) -> dict[str, Any]:
    """Return the base map inside `bbox` as plain data: shapes encoded as `encoding` says, names as columns.

    Places of the events always get their name; the rest are the most populous. State borders are the lines between
    regions of two countries; `borders` holds those beyond the regions.
    """
    seen = ground(boundaries, bbox)
    return {
        "bbox": list(bbox),
        "land": area_steps(_joined(seen.land), _COARSE, per_degree=COARSE_STEPS),
        "lakes": area_steps(_joined(seen.lakes), _COARSE, per_degree=COARSE_STEPS),
        "rivers": network(_joined(seen.rivers), _COARSE, per_degree=COARSE_STEPS),
        "borders": network(_borders_beyond(boundaries, bbox), _BORDER, per_degree=COARSE_STEPS),
        "areas": _areas(boundaries, gazetteer, events),
        **_regions(boundaries.admin1, bbox),
        "countries": _countries(boundaries.countries, bbox),
        "places": _places(bbox, gazetteer, events),
    }


def _joined(pieces: Sequence[BaseGeometry]) -> BaseGeometry:
    import shapely

    return shapely.geometrycollections(shapely.get_parts(list(pieces)))


def _areas(boundaries: Boundaries, gazetteer: Gazetteer, events: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Outlines of districts and other areas that records name; regions have theirs already."""
    found = []
    for place_id in sorted(set(events["place_id"].dropna()) - set(boundaries.admin1["place_id"])):
        place, shape = gazetteer.get(place_id), boundaries.area(place_id)
        if place is None or shape is None or place.level == "country" or shape.area == 0:
            continue
        names = {"name": place.name, "name_uk": place.name_uk, "name_ru": place.name_ru}
        found.append({"id": place_id, **names, "area": area_steps(shape, _COARSE / 3), "anchors": _anchors(shape)})
    return found


def _regions(admin1: gpd.GeoDataFrame, bbox: BBox) -> dict[str, Any]:
    """Regions with their names, and their outlines as lines between them: `region_lines`, in the same order."""
    import shapely

    rows = [
        (row, shape)
        for row in admin1.cx[bbox[0] : bbox[2], bbox[1] : bbox[3]].itertuples()
        if not (shape := shapely.clip_by_rect(row.geometry, *bbox)).is_empty
    ]
    regions = [
        {
            "id": row.place_id,
            "name": row.name,
            "name_uk": row.name_uk or None,
            "name_ru": row.name_ru or None,
            "country": row.country,
            "anchors": _anchors(shape),
        }
        for row, shape in rows
    ]
    country = [row.country for row, _ in rows]

    def tolerance(one: int, other: int) -> float:
        return _BORDER if one != OUTSIDE and country[one] != country[other] else _COARSE

    lines = arcs_of([shape for _, shape in rows], tolerance, per_degree=COARSE_STEPS)
    return {"regions": regions, "region_lines": arcs_json(lines, [row.place_id for row, _ in rows], {})}


def _borders_beyond(boundaries: Boundaries, bbox: BBox) -> BaseGeometry:
    """State borders that no region lies along: of countries whose regions are not known."""
    known = set(boundaries.admin1["country"])
    lines = boundaries.borders
    beyond = lines[~(lines["country_a"].isin(known) & lines["country_b"].isin(known))]
    return _joined(cut(beyond, bbox))


def _label_point(shape: BaseGeometry) -> list[float]:
    import shapely

    parts = [part for part in shapely.get_parts(shape) if part.area > 0]
    point = shapely.point_on_surface(max(parts, key=lambda part: part.area)) if parts else shape.centroid
    return [round(point.x, 4), round(point.y, 4)]


def _anchors(shape: BaseGeometry) -> list[list[float]]:
    """Points where a name or count may stand: the middle first, then a grid well inside, for any window on it."""
    import numpy as np
    import shapely

    west, south, east, north = shape.bounds
    lon, lat = (
        axis.ravel() for axis in np.meshgrid(np.arange(west, east, _ANCHOR), np.arange(south, north, _ANCHOR / 2))
    )
    inner = shapely.buffer(shapely.simplify(shape, _ANCHOR / 25), -_ANCHOR / 5, quad_segs=2)
    inside = shapely.contains_xy(inner, lon, lat)
    return [
        _label_point(shape),
        *([round(x, 2), round(y, 2)] for x, y in zip(lon[inside].tolist(), lat[inside].tolist(), strict=True)),
    ]


def _countries(countries: gpd.GeoDataFrame, bbox: BBox) -> list[dict[str, Any]]:
    import shapely

    found = []
    for row in countries.cx[bbox[0] : bbox[2], bbox[1] : bbox[3]].itertuples():
        shape = shapely.clip_by_rect(row.geometry, *bbox)
        if shape.area > 0.5:
            lon, lat = _label_point(shape)
            found.append({"name": row.name, "lon": lon, "lat": lat})
    return found


def _places(bbox: BBox, gazetteer: Gazetteer, events: gpd.GeoDataFrame) -> dict[str, Any]:
    table = gazetteer.settlements(bbox)
    told = set(events["place_id"].dropna())
    population = table["population"].fillna(0).astype(int)
    table = table.assign(population=population, told=table["place_id"].isin(told))
    kept = table.sort_values(["told", "population", "place_id"], ascending=[False, False, True]).head(_MOST_NAMES)
    kept = kept.sort_values(["population", "place_id"], ascending=[False, True])
    names = {
        name: [None if value != value or value is None else value for value in kept[name].astype(object)]
        for name in ("name", "name_uk", "name_ru")
    }
    return {
        "id": kept["place_id"].tolist(),
        **{name: column(values) for name, values in names.items()},
        "lon": [round(x, 4) for x in kept.geometry.x],
        "lat": [round(y, 4) for y in kept.geometry.y],
        "population": smallest(_two_digits(kept["population"].to_numpy())),
        "told": [int(value) for value in kept["told"]],
    }


def _two_digits(counts: np.ndarray) -> np.ndarray:
    """Counts to two significant digits: what a name's size needs."""
    import numpy as np

    unit = 10.0 ** np.maximum(np.floor(np.log10(np.maximum(counts, 1))) - 1, 0)
    rounded: np.ndarray = (np.rint(counts / unit) * unit).astype(np.int64)
    return rounded
