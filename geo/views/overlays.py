"""The reader's own overlays: shapes of a file with a name and a credit, drawn below the claims and unlike them.

A file is read by its content, not by its name: GeoJSON (RFC 7946 or with the older `crs` member), GeoPackage, KML.
Of its attributes one becomes the label of each feature, as plain text; the rest is not kept.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from ..crs import FRONT_BBOX
from ..errors import CrsError, InputError
from .encoding import area_steps, line_steps

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

#: Largest file, MB; vertices that are drawn and those that are read; features; characters of name, credit and label.
LIMIT_MB: Final = 20
MOST_DRAWN: Final = 60_000
MOST_READ: Final = 3_000_000
MOST_FEATURES: Final = 5_000
NAME_LIMIT: Final = 80
CREDIT_LIMIT: Final = 200
LABEL_LIMIT: Final = 160

_ENDINGS: Final = {"GeoPackage": "gpkg", "GeoJSON": "geojson", "KML": "kml"}
_GEOJSON_TYPES: Final = frozenset(
    ("FeatureCollection", "Feature", "GeometryCollection", "Point", "MultiPoint", "LineString", "MultiLineString",
     "Polygon", "MultiPolygon")
)  # fmt: skip
#: Attributes that usually name a feature, best first; else the first that holds text.
_LABELS: Final = ("name", "title", "label", "name_en", "name:en", "nazva", "назва", "название", "description", "id")
#: Tolerances tried, in degrees, until few enough vertices are left: about 10 m to 2.5 km.
_TOLERANCES: Final = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.025)
_METRES_A_DEGREE: Final = 111_320
#: How far from the front an overlay may lie without a word, degrees.
_NEAR: Final = 5.0
#: Characters that turn the direction of what follows them: a label must not rewrite its neighbours.
_TURNING: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class OverlayFeature:
    """One feature: plain text, empty for none, and a shape in degrees, EPSG:4326."""

    label: str
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class Overlay:
    """Shapes of one file.

    Attributes
    ----------
    name, credit : str
        Plain text of one line, neither empty; the credit is shown wherever the overlay is.
    features : tuple of OverlayFeature
        At least one.
    notice : str
        What was simplified or left out; empty for nothing.
    """

    name: str
    credit: str
    features: tuple[OverlayFeature, ...]
    notice: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return what the interactive map draws: shapes as `encoding` says, points as [lon, lat], an id of it all."""
        import shapely

        features = [
            {
                "label": one.label,
                "areas": area_steps(shapely.MultiPolygon(_parts(one.geometry, "Polygon"))),
                "lines": line_steps(shapely.MultiLineString(_parts(one.geometry, "LineString"))),
                "points": [[round(part.x, 5), round(part.y, 5)] for part in _parts(one.geometry, "Point")],
            }
            for one in self.features
        ]
        made = {"name": self.name, "credit": self.credit, "notice": self.notice, "features": features}
        return {"id": hashlib.blake2b(json.dumps(made).encode(), digest_size=8).hexdigest(), **made}


def read_overlay(content: bytes, file_name: str, *, name: str, credit: str, limit_mb: float = LIMIT_MB) -> Overlay:
    """Return the shapes of a GeoJSON, GeoPackage or KML file in degrees, EPSG:4326.

    A file with more than MOST_DRAWN vertices is simplified, which the notice tells.

    Raises
    ------
    InputError
        If name or credit is missing, or the file is too large, of another kind, damaged or without shapes.
    CrsError
        If the file does not say in which coordinates it is, or says so wrongly.
    """
    kept_name, kept_credit = _line(name, NAME_LIMIT), _line(credit, CREDIT_LIMIT)
    if not kept_name:
        raise InputError("the overlay has no name; expected one line, such as “Supply roads”.")
    if not kept_credit:
        raise InputError(
            "the overlay has no credit; expected who made it and under which licence, such as "
            "“© OpenStreetMap contributors, ODbL”. Nothing of others is shown without it."
        )
    if len(content) > limit_mb * 1_000_000:
        raise InputError(
            f"{file_name} has {len(content) / 1e6:.1f} MB; expected {limit_mb:g} at most. "
            "Cut it to the area of the front."
        )
    found, empty = _features(_read(content, file_name), file_name)
    drawn, thinned = _thinned(found, file_name)
    left_out = f"{empty} of {empty + len(found)} features have no shape and are left out." if empty else ""
    return Overlay(kept_name, kept_credit, drawn, " ".join(filter(None, (thinned, left_out, _far_off(drawn)))))


def _read(content: bytes, file_name: str) -> list[gpd.GeoDataFrame]:
    """The layers of a file that have shapes."""
    import pyogrio
    from shapely.errors import ShapelyError

    driver = _driver(content, file_name)
    try:
        with TemporaryDirectory() as folder:  # a GeoPackage is known by its ending too
            path = Path(folder) / f"overlay.{_ENDINGS[driver]}"
            path.write_bytes(content)
            layers = [number for number, (_, kind) in enumerate(pyogrio.list_layers(path)) if kind is not None]
            return [pyogrio.read_dataframe(path, layer=number, use_arrow=False) for number in layers]
    except (
        pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ShapelyError, ValueError, RuntimeError
    ) as error:  # fmt: skip
        raise InputError(
            f"{file_name} looks like {driver} and cannot be read: it is damaged or cut short. "
            "Save it anew from the program that made it."
        ) from error


def _driver(content: bytes, file_name: str) -> str:
    """What a file is by its first bytes. Other kinds can lead a reader to other files and servers: they are refused."""
    if content[:16] == b"SQLite format 3\0":
        return "GeoPackage"
    if content[:4] == b"PK\x03\x04":
        raise InputError(f"{file_name} is packed (KMZ or ZIP); expected GeoJSON, GPKG or KML. Unpack it first.")
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:1] == b"{":
        try:
            kind = json.loads(content.decode("utf-8-sig")).get("type")
        except (UnicodeDecodeError, ValueError, RecursionError) as error:
            raise InputError(f"{file_name} is damaged GeoJSON: {str(error)[:120]}. Save it anew.") from error
        if kind in _GEOJSON_TYPES:
            return "GeoJSON"
        raise InputError(f"{file_name} has the JSON type {str(kind)[:40]!r}; expected a FeatureCollection of GeoJSON.")
    if head[:1] == b"<":
        if re.match(rb"(?:<\?xml[^>]*\?>|<!--.*?-->|\s)*<(?:kml:)?kml[\s>]", head, re.DOTALL):
            return "KML"
        raise InputError(f"{file_name} is XML but no KML; expected GeoJSON, GPKG or KML.")
    raise InputError(f"{file_name} is none of the kinds known; expected GeoJSON, GPKG or KML.")


def _features(layers: list[gpd.GeoDataFrame], file_name: str) -> tuple[list[OverlayFeature], int]:
    """Every feature that has a shape, in degrees, and how many have none."""
    import numpy as np
    import shapely

    found: list[OverlayFeature] = []
    empty = 0
    for layer in layers:
        placed = _in_degrees(layer, file_name)
        shapes = shapely.force_2d(placed.geometry.values)
        if not np.isfinite(shapely.get_coordinates(shapes)).all():
            raise InputError(f"{file_name} has coordinates that are no numbers. Repair the shapes and save it again.")
        for label, shape in zip(_labels(placed), shapes, strict=True):
            if shape is None or shape.is_empty:
                empty += 1
            else:
                found.append(OverlayFeature(label, shape))
    if not found:
        raise InputError(f"{file_name} has no shape; expected points, lines or areas.")
    if len(found) > MOST_FEATURES:
        raise InputError(f"{file_name} has {len(found):,} features; expected {MOST_FEATURES:,} at most. Cut it first.")
    return found, empty


def _in_degrees(layer: gpd.GeoDataFrame, file_name: str) -> gpd.GeoDataFrame:
    import numpy as np
    from pyproj.exceptions import ProjError

    if layer.crs is None:
        raise CrsError(
            f"{file_name} does not say which coordinate system it is in; expected one, such as EPSG:4326. "
            "Set it in the program that made the file and save it again."
        )
    try:
        placed = layer.to_crs("EPSG:4326")
    except (ProjError, ValueError) as error:
        raise CrsError(f"{file_name}: its coordinates cannot be turned into degrees: {str(error)[:160]}") from error
    west, south, east, north = placed.total_bounds
    if len(placed) and not np.isnan(west) and not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
        raise CrsError(
            f"{file_name}: coordinates reach from {west:.6g}, {south:.6g} to {east:.6g}, {north:.6g}; "
            "expected degrees, longitude -180 to 180 and latitude -90 to 90. "
            "The file names another coordinate system than it is in."
        )
    return placed


def _labels(layer: gpd.GeoDataFrame) -> list[str]:
    names = {str(column).casefold(): column for column in layer.columns if column != layer.geometry.name}
    order = [names[name] for name in _LABELS if name in names]
    texts = [column for column in names.values() if any(isinstance(value, str) for value in layer[column].head(50))]
    for column in (*order, *texts):
        told = [_line(value, LABEL_LIMIT) for value in layer[column].tolist()]
        if any(told):
            return told
    return [""] * len(layer)


def _line(value: Any, most: int) -> str:
    """A value as plain text of one line: no control characters, nothing that turns the direction of reading."""
    import numpy as np

    if isinstance(value, list | np.ndarray):  # an attribute that holds several
        value = ", ".join(map(str, value))
    if value is None or value != value:
        return ""
    plain = _TURNING.sub("", str(value))
    plain = "".join(" " if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} else char for char in plain)
    plain = " ".join(plain.split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def _thinned(found: list[OverlayFeature], file_name: str) -> tuple[tuple[OverlayFeature, ...], str]:
    """The features with few enough vertices, and what was done to them."""
    import shapely

    shapes = [one.geometry for one in found]
    whole = int(shapely.get_num_coordinates(shapes).sum())
    if whole > MOST_READ:
        raise InputError(f"{file_name} has {whole:,} vertices; expected {MOST_READ:,} at most. Simplify it first.")
    if whole <= MOST_DRAWN:
        return tuple(found), ""
    for tolerance in _TOLERANCES:
        fewer = shapely.simplify(shapes, tolerance, preserve_topology=True)
        left = int(shapely.get_num_coordinates(fewer).sum())
        if left <= MOST_DRAWN:
            drawn = tuple(OverlayFeature(one.label, shape) for one, shape in zip(found, fewer, strict=True))
            metres = tolerance * _METRES_A_DEGREE
            return drawn, f"Simplified to about {metres:,.0f} m: {left:,} of {whole:,} vertices are drawn."
    raise InputError(
        f"{file_name} has {whole:,} vertices and cannot be simplified to {MOST_DRAWN:,}; "
        "expected fewer or longer shapes. Cut it to the area of the front."
    )


def _far_off(found: tuple[OverlayFeature, ...]) -> str:
    """A warning where nothing is near the front: the file may name a wrong coordinate system."""
    import shapely

    near = shapely.box(*FRONT_BBOX).buffer(_NEAR)
    if shapely.intersects([one.geometry for one in found], near).any():
        return ""
    west, south, east, north = shapely.total_bounds([one.geometry for one in found])
    return (
        f"None of it lies near the front: it reaches from {west:.2f}, {south:.2f} to {east:.2f}, {north:.2f}. "
        "The file may name another coordinate system than it is in."
    )


def _parts(geometry: BaseGeometry, kind: str) -> list[Any]:
    """The parts of one kind that are not empty, however deep collections nest."""
    import shapely

    if hasattr(geometry, "geoms"):
        return [part for one in shapely.get_parts(geometry) for part in _parts(one, kind)]
    return [geometry] if geometry.geom_type == kind and not geometry.is_empty else []
