"""The polygons and lines: regions, countries, state borders, land, lakes, rivers.

The state borders are OpenStreetMap's, the regions inside a country Natural Earth's: the latter's border lies
up to 2 km off and puts a dozen villages of the front in the wrong state. Every piece of a country's ground
goes to one of its regions, so that the regions cover it without gaps. A region belongs to the country its
ISO 3166-2 code begins with; where two countries' outlines claim one ground (Crimea), the first in COUNTRIES
has it, and Ukraine is the first.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import places
import regions
import shapely
import sources
from shapely.geometry import Polygon, box, mapping, shape
from shapely.geometry.base import BaseGeometry

#: What the map of the front can be moved to, degrees.
WINDOW = (18.0, 41.0, 56.0, 61.0)
#: ISO code -> three-letter code, the countries whose regions are drawn; earlier ones win where outlines overlap.
COUNTRIES = {
    "UA": "UKR", "MD": "MDA", "BY": "BLR", "RU": "RUS", "PL": "POL", "SK": "SVK", "HU": "HUN", "RO": "ROU",
}  # fmt: skip
#: The rest of the window, drawn as whole countries.
AROUND = {
    "LT": "LTU", "LV": "LVA", "EE": "EST", "BG": "BGR", "TR": "TUR", "GE": "GEO", "RS": "SRB", "KZ": "KAZ",
    "AM": "ARM", "AZ": "AZE", "GR": "GRC", "MK": "MKD", "ME": "MNE", "AL": "ALB", "BA": "BIH", "HR": "HRV",
    "CZ": "CZE", "FI": "FIN", "SE": "SWE", "XK": "XKX", "AT": "AUT", "SI": "SVN", "NO": "NOR", "DE": "DEU",
}  # fmt: skip
#: Degrees: how far a line may be moved to drop a vertex near the front and elsewhere; a gap or overlap
#: narrower than SLIVER is closed.
TOLERANCE, SLIVER = 0.0012, 0.05
DIGITS = 4


def outlines(cache: Path) -> dict[str, BaseGeometry]:
    """Return the countries' ground inside the window, without holes for lakes, none overlapping another."""
    by_code = {}
    for feature in sources.countries(cache):
        by_code[feature["properties"]["A3"]] = feature["geometry"]
    found: dict[str, BaseGeometry] = {}
    for code, long_code in {**COUNTRIES, **AROUND}.items():
        if long_code not in by_code:
            continue
        ground = _filled(shape(by_code[long_code]))
        for other in found.values():
            if ground.intersects(other):
                ground = ground.difference(other)
        found[code] = _polygons(ground)
    return {code: ground for code, ground in found.items() if not ground.is_empty}


def _filled(geometry: BaseGeometry) -> BaseGeometry:
    outer = [Polygon(part.exterior) for part in shapely.get_parts(geometry)]
    clipped = shapely.clip_by_rect(np.array(outer), *WINDOW)
    return _polygons(shapely.union_all(shapely.make_valid(clipped)))


def _polygons(geometry: BaseGeometry) -> BaseGeometry:
    flat = shapely.get_parts(shapely.get_parts(geometry))
    parts = [part for part in flat if part.geom_type == "Polygon" and part.area > 1e-6]
    return shapely.multipolygons(parts) if parts else shapely.Polygon()


def coverage(cache: Path) -> list[dict[str, Any]]:
    """Return region and country pieces that cover the window's ground: code, country, geometry, name fields."""
    grounds = outlines(cache)
    drawn: dict[str, tuple[dict[str, Any], list[BaseGeometry]]] = {}
    for feature in places.region_features(cache):
        code = regions.iso_code(feature["properties"])
        if code[:2] in COUNTRIES:
            geometry = shapely.make_valid(shape(feature["geometry"]))
            if geometry.intersects(box(*WINDOW)):
                drawn.setdefault(code, (feature["properties"], []))[1].append(geometry)
    pieces = []
    for country, ground in grounds.items():
        inner = {code: shapely.union_all(found) for code, (_, found) in drawn.items() if code[:2] == country}
        if not inner:
            pieces.append({"code": country, "country": country, "geometry": ground, "names": None})
            continue
        for code, geometry in _shared_out(ground, inner).items():
            names = regions.names_of(drawn[code][0])
            pieces.append({"code": code, "country": country, "geometry": geometry, "names": names})
    geometries = shapely.coverage_clean(
        np.array([piece["geometry"] for piece in pieces]), gap_width=SLIVER, snapping_distance=1e-5
    )
    geometries = shapely.coverage_simplify(geometries, TOLERANCE)
    geometries = _on_grid(geometries)
    for piece, geometry in zip(pieces, geometries, strict=True):
        piece["geometry"] = geometry
    return [piece for piece in pieces if not piece["geometry"].is_empty]


def _on_grid(geometries: Any) -> Any:
    """Round a coverage's coordinates, and mend it until the rounded one is a valid coverage."""
    for _ in range(10):
        rounded = shapely.transform(geometries, lambda xy: np.round(xy, DIGITS))
        valid = shapely.is_valid(rounded)
        if valid.all() and shapely.coverage_is_valid(rounded):
            return rounded
        mended = [
            found if good else _polygons(shapely.make_valid(found)) for found, good in zip(rounded, valid, strict=True)
        ]
        geometries = shapely.coverage_clean(np.array(mended), snapping_distance=0.0)
    raise SystemExit("the regions' coverage cannot be put on the grid of coordinates; use more DIGITS")


def _shared_out(ground: BaseGeometry, inner: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Cut regions to their country's ground and give them what of it is left, each point to the nearest region."""
    cut = {}
    taken: BaseGeometry = shapely.Polygon()
    for code, geometry in inner.items():
        mine = geometry.intersection(ground)
        cut[code] = [_polygons(mine.difference(taken) if mine.intersects(taken) else mine)]
        taken = taken.union(cut[code][0])
    codes = list(cut)
    tree = shapely.STRtree([inner[code] for code in codes])
    for piece in shapely.get_parts(_polygons(ground.difference(taken))):
        near = [codes[i] for i in tree.query(piece, predicate="dwithin", distance=0.02)]
        if not near:
            near = [codes[int(tree.nearest(piece))]]
        if len(near) == 1:
            cut[near[0]].append(piece)
            continue
        for code, cell in _cells(piece, {code: inner[code] for code in near}):
            cut[code].append(_polygons(piece.intersection(cell)))
    return {code: _polygons(shapely.union_all(parts)) for code, parts in cut.items()}


def _cells(piece: BaseGeometry, near: dict[str, BaseGeometry]) -> list[tuple[str, BaseGeometry]]:
    """Part the plane around a piece by which of some regions is the nearest: Voronoi cells of their edges' points."""
    around = piece.buffer(0.1)
    points, owners = [], []
    for code, geometry in near.items():
        edge = shapely.segmentize(geometry.boundary.intersection(around), 0.004)
        for point in shapely.get_coordinates(edge):
            points.append(tuple(point))
            owners.append(code)
    unique = dict(zip(points, owners, strict=True))
    cells = shapely.voronoi_polygons(shapely.multipoints(list(unique)), extend_to=around, ordered=True)
    parts = shapely.get_parts(cells)
    kept = list(unique.values())
    return [
        (code, shapely.union_all([cell for cell, owner in zip(parts, kept, strict=True) if owner == code]))
        for code in near
    ]


def files(cache: Path) -> dict[str, bytes]:
    """Return the bytes of each layer by file name."""
    pieces = coverage(cache)
    lone = {row["NAME"]: row for row in places.country_rows(cache)}
    names = {row["ISO_A2_EH"]: row["NAME_LONG"] for row in lone.values()}
    grounds: dict[str, list[BaseGeometry]] = {}
    for piece in pieces:
        grounds.setdefault(piece["country"], []).append(piece["geometry"])
    whole = {code: shapely.coverage_union_all(parts) for code, parts in grounds.items()}
    land = shapely.union_all(list(whole.values()))
    return {
        "regions.geojson.gz": _geojson(
            {
                "place_id": f"adm1:{piece['code']}", "name": piece["names"][0], "name_uk": piece["names"][1],
                "name_ru": piece["names"][2], "country": piece["country"], "geometry": piece["geometry"],
            }
            for piece in pieces if piece["names"]
        ),
        "countries.geojson.gz": _geojson(
            {"country": code, "name": names.get(code, code), "geometry": ground} for code, ground in whole.items()
        ),
        "borders.geojson.gz": _geojson(_borders(whole)),
        "land.geojson.gz": _geojson([{"extent": "window", "geometry": land}, *_world_land(cache)]),
        "lakes.geojson.gz": _geojson(_lakes(cache)),
        "rivers.geojson.gz": _geojson(_rivers(cache)),
    }  # fmt: skip


def _borders(whole: dict[str, BaseGeometry]) -> Any:
    codes = sorted(whole)
    tree = shapely.STRtree([whole[code] for code in codes])
    for first, code in enumerate(codes):
        for second in sorted(int(i) for i in tree.query(whole[code], predicate="intersects")):
            if second <= first:
                continue
            shared = whole[code].boundary.intersection(whole[codes[second]].boundary)
            lines = [part for part in shapely.get_parts(shared) if part.geom_type == "LineString"]
            if lines:
                line = shapely.line_merge(shapely.multilinestrings(lines))
                yield {"country_a": code, "country_b": codes[second], "geometry": line}


def _world_land(cache: Path) -> list[dict[str, Any]]:
    import geopandas as gpd

    layer = gpd.read_file(sources.natural_earth("physical/ne_110m_land", cache))
    rest = shapely.union_all(layer.geometry.to_numpy()).difference(box(*WINDOW))
    return [{"extent": "world", "geometry": shapely.set_precision(rest, 0.01)}]


def _lakes(cache: Path) -> list[dict[str, Any]]:
    import geopandas as gpd

    layer = gpd.read_file(sources.natural_earth("physical/ne_10m_lakes", cache), encoding="utf-8").clip(WINDOW)
    layer = layer.sort_values("ne_id")
    return [
        {
            "name": row["name_en"] or row["name"] or "", "name_uk": row["name_uk"] or "",
            "name_ru": row["name_ru"] or "", "geometry": shapely.set_precision(row["geometry"], 10**-DIGITS),
        }
        for row in layer.to_dict("records")
    ]  # fmt: skip


def _rivers(cache: Path) -> list[dict[str, Any]]:
    found = []
    for level, line in sources.rivers(cache, WINDOW):
        kept = shapely.set_precision(shapely.simplify(line, TOLERANCE), 10**-DIGITS, mode="pointwise")
        if not kept.is_empty:
            found.append({"level": level, "geometry": kept})
    return found


def _geojson(records: Any) -> bytes:
    features = []
    for record in records:
        properties = {key: value for key, value in record.items() if key != "geometry"}
        shown = _rounded(mapping(shapely.orient_polygons(record["geometry"])))
        features.append({"type": "Feature", "properties": properties, "geometry": shown})
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'.encode()


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value
