"""How tables and shapes travel to the browser: values and whole numbers that unpack into arrays.

Shapes are integer steps of 1e-5 degree (about 1 m); columns with repeats become values and codes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .packing import Small

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: Steps a degree: five decimals.
STEPS: Final = 100_000
#: Steps a degree of the base map: about 20 m, under a pixel at the closest zoom but two.
COARSE_STEPS: Final = 5_000
_EPOCH: Final = date(1970, 1, 1).toordinal()
#: A day that does not come: the end of what goes on.
NEVER: Final = 2**30


def day_number(value: Any) -> int | None:
    """Return days since 1970-01-01 of a date or timestamp; None where it is missing."""
    if value is None or value != value:
        return None
    if isinstance(value, datetime):
        value = value.date()
    return int(value.toordinal()) - _EPOCH


def column(values: Sequence[Any]) -> list[Any] | np.ndarray | dict[str, Any]:
    """Return a column of a small table: whole numbers as an array, texts and lists as `coded` does, else as it is.

    Lists count as values; None stands for every missing value.
    """
    plain = [None if value is None or (isinstance(value, float) and value != value) else value for value in values]
    if plain and all(type(value) is int for value in plain):
        return smallest(np.array(plain, dtype=np.int64))
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
    return {"v": distinct, "c": smallest(np.array(codes, dtype=np.int64))}


def coded(values: Any) -> dict[str, Any]:
    """Return a pandas column as {"v": distinct values, "c": code of each row, -1 where it is missing}; v is sorted."""
    import pandas as pd

    codes, distinct = pd.factorize(values, sort=True, use_na_sentinel=True)
    return {"v": distinct.tolist(), "c": smallest(codes)}


def coded_together(columns: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return pandas columns that mostly go together with one array of codes for all: values may repeat or be None.

    Degrees are rounded to `STEPS`.
    """
    import pandas as pd

    table = pd.DataFrame(dict(columns))
    numbers = table.columns[table.dtypes.map(pd.api.types.is_float_dtype)]
    table[numbers] = table[numbers].round(5)
    codes = table.groupby(list(table.columns), dropna=False, sort=True).ngroup().to_numpy()
    _, first = np.unique(codes, return_index=True)
    distinct = table.iloc[first].astype(object)
    shared = smallest(codes)
    return {
        name: {"v": distinct[name].where(distinct[name].notna(), None).tolist(), "c": shared} for name in table.columns
    }


def coded_days(ordinals: np.ndarray) -> np.ndarray | dict[str, Any]:
    """Return days, given as proleptic Gregorian ordinals with 0 for none, as days since 1970-01-01.

    One number a row; as `coded` does it where some are missing.
    """
    if ordinals.all():
        return smallest(ordinals - _EPOCH)
    distinct, codes = np.unique(ordinals, return_inverse=True)
    missing = int(len(distinct) > 0 and distinct[0] == 0)
    return {"v": (distinct[missing:] - _EPOCH).tolist(), "c": smallest(codes.ravel() - missing)}


def smallest(numbers: np.ndarray) -> np.ndarray:
    """Return whole numbers in the smallest of int8, int16 and int32 that holds them."""
    low, high = (int(numbers.min()), int(numbers.max())) if len(numbers) else (0, 0)
    for kind in (np.int8, np.int16, np.int32):
        limits = np.iinfo(kind)
        if limits.min <= low and high <= limits.max:
            return numbers.astype(kind)
    raise OverflowError(f"numbers from {low} to {high} do not fit in 32 bits")


def steps(coords: np.ndarray, per_degree: int = STEPS) -> list[int]:
    """Return a line's (n, 2) degrees as [lon, lat, dlon, dlat, ...] in steps, each point once in a row."""
    moved: list[int] = ways(_whole(coords, per_degree)).tolist()
    return moved


def _whole(coords: np.ndarray, per_degree: int) -> np.ndarray:
    whole = np.rint(np.asarray(coords)[:, :2] * per_degree).astype(np.int64)
    keep = np.ones(len(whole), dtype=bool)
    keep[1:] = (whole[1:] != whole[:-1]).any(axis=1)
    kept: np.ndarray = whole[keep]
    return kept


def ways(points: np.ndarray) -> np.ndarray:
    """Return the way from each of (n, 2) whole points to the next, one number after another; the first from (0, 0)."""
    moved: np.ndarray = np.diff(points.astype(np.int64), axis=0, prepend=np.zeros((1, 2), dtype=np.int64)).ravel()
    return moved


def area_steps(
    geometry: BaseGeometry | None, tolerance: float = 0.0, *, per_degree: int = STEPS
) -> list[list[list[int]]]:
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
        [steps(shapely.get_coordinates(ring)[:-1], per_degree) for ring in (part.exterior, *part.interiors)]
        for part in parts
        if part.geom_type == "Polygon" and not part.is_empty
    ]


def line_steps(geometry: BaseGeometry | None, tolerance: float = 0.0, *, per_degree: int = STEPS) -> list[list[int]]:
    """Return the lines of a geometry in steps; polygons and points in it are left out."""
    if geometry is None or geometry.is_empty:
        return []
    return [steps(line, per_degree) for line in _lines(geometry, tolerance)]


def network(geometry: BaseGeometry, tolerance: float = 0.0, *, per_degree: int = STEPS) -> dict[str, Any]:
    """Return many lines as one: {"at": `ways` of all their vertices, "length": vertices of each}; no lines, no numbers.

    For lines that always travel together, such as rivers; `tolerance` is as in `line_steps`.
    """
    lines = [_whole(line, per_degree) for line in _lines(geometry, tolerance)]
    at = ways(np.concatenate(lines)) if lines else np.empty(0, np.int64)
    return {"at": Small(at), "length": smallest(np.array([len(line) for line in lines], dtype=np.int64))}


def _lines(geometry: BaseGeometry, tolerance: float) -> list[np.ndarray]:
    import shapely

    if tolerance:
        geometry = shapely.simplify(geometry, tolerance)
    if geometry.geom_type == "MultiLineString":
        geometry = shapely.line_merge(geometry)
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return [shapely.get_coordinates(part) for part in parts if part.geom_type == "LineString"]
