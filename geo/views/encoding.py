"""How tables and shapes travel to the browser: small JSON that unpacks into arrays.

Shapes are integer steps of 1e-5 degree (about 1 m); columns with repeats become values and codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: Steps a degree: five decimals.
STEPS: Final = 100_000
_EPOCH: Final = date(1970, 1, 1).toordinal()


def day_number(value: Any) -> int | None:
    """Return days since 1970-01-01 of a date or timestamp; None where it is missing."""
    if value is None or value != value:
        return None
    if isinstance(value, datetime):
        value = value.date()
    return int(value.toordinal()) - _EPOCH


def column(values: Sequence[Any]) -> list[Any] | dict[str, list[Any]]:
    """Return a column as it is, or as {"v": distinct values, "c": code of each row, -1 for None} where that is smaller.

    Lists count as values; None stands for every missing value.
    """
    plain = [None if value is None or (isinstance(value, float) and value != value) else value for value in values]
    if not any(isinstance(value, str | list) for value in plain):
        return plain
    seen: dict[Any, int] = {}
    distinct: list[Any] = []
    codes: list[int] = []
    for value in plain:
        key = tuple(value) if isinstance(value, list) else value
        if value is not None and key not in seen:
            seen[key] = len(distinct)
            distinct.append(value)
        codes.append(-1 if value is None else seen[key])
    return {"v": distinct, "c": codes}


def steps(coords: np.ndarray) -> list[int]:
    """Return a line's (n, 2) degrees as [lon, lat, dlon, dlat, ...] in steps, each point once in a row."""
    whole = np.rint(np.asarray(coords)[:, :2] * STEPS).astype(np.int64)
    keep = np.ones(len(whole), dtype=bool)
    keep[1:] = (whole[1:] != whole[:-1]).any(axis=1)
    whole = whole[keep]
    moved: list[int] = np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)).ravel().tolist()
    return moved


def area_steps(geometry: BaseGeometry | None, tolerance: float = 0.0) -> list[list[list[int]]]:
    """Return the polygons of a geometry as lists of rings in steps; nothing drawn gives an empty list.

    `tolerance` simplifies first, in degrees, keeping rings valid.
    """
    import shapely

    if geometry is None or geometry.is_empty:
        return []
    if tolerance:
        geometry = shapely.simplify(geometry, tolerance, preserve_topology=True)
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return [
        [steps(shapely.get_coordinates(ring)[:-1]) for ring in (part.exterior, *part.interiors)]
        for part in parts
        if part.geom_type == "Polygon" and not part.is_empty
    ]


def line_steps(geometry: BaseGeometry | None, tolerance: float = 0.0) -> list[list[int]]:
    """Return the lines of a geometry in steps; polygons and points in it are left out."""
    import shapely

    if geometry is None or geometry.is_empty:
        return []
    if tolerance:
        geometry = shapely.simplify(geometry, tolerance)
    if geometry.geom_type == "MultiLineString":
        geometry = shapely.line_merge(geometry)
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return [steps(shapely.get_coordinates(part)) for part in parts if part.geom_type == "LineString"]
