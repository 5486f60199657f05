"""More places put beside those a gazetteer holds: known ones merged, new ones appended, none doubled.

A place is known by its id, or by a name and a spot: some spelling of it (any language, romanisation or alias)
belongs to a place of its level within `SAME_KM`. What is merged adds its names to the place that is held and
fills what that one lacks; nothing held is changed (own rule).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from ..crs import EARTH_RADIUS_KM
from ..records import Place
from ..terms import Level
from .place_table import place_of
from .search_keys import SECOND_ID, STEMMED, entries, entry, place_keys

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]

Row = str | Place
Keys = list[tuple[str, str]]

#: How near two places of one level and name are one place, km. Areas are compared by their label points.
SAME_KM: Final[Mapping[Level, float]] = {
    "populated_place": 3.0, "facility": 3.0, "district": 30.0, "water": 50.0, "area": 100.0, "admin1": 150.0,
    "country": 1500.0, "other": 3.0,
}  # fmt: skip
#: Levels whose names are kept by hand: a dump that knows one of them by another name teaches nothing.
_SETTLED: Final = frozenset({"admin1", "country"})
_KM_PER_DEGREE: Final = 111.195


def extend(
    rows: list[Row],
    row_of: dict[str, int],
    index: dict[str, str],
    places: Iterable[Place],
    aliases: Mapping[str, Iterable[str]],
) -> None:
    """Put places into the parts of a gazetteer, the best known first; the three containers are changed.

    A merged place's id finds the place that it was merged with.
    """
    new = list({place.place_id: place for place in sorted(places, key=lambda one: -(one.population or 0))}.values())
    keys = [
        list(place_keys(one.name, one.name_uk, one.name_ru, one.country, aliases.get(one.place_id, ()))) for one in new
    ]
    near = _near(rows, index, new, keys)
    row_put: dict[int, int] = {}
    for at, place in enumerate(new):
        row = row_of.get(place.place_id)
        if row is None:
            row = next((held for _, held, _ in _entries(index, SECOND_ID + place.place_id)), None)
        if row is None:
            row = next(_rows_of(near.get(at, ()), row_put), None)
        if row is None:
            row = row_of[place.place_id] = row_put[at] = len(rows)
            rows.append(place)
            for key, mark in keys[at]:
                _file(index, key, entry(row, mark))
        else:
            _merge(rows, index, row, place, keys[at])


def row_place(rows: list[Row], row: int) -> Place:
    """Return the place of a row, made from its line when it is first asked for."""
    kept = rows[row]
    if isinstance(kept, str):
        kept = rows[row] = place_of(next(csv.reader([kept])), f"gazetteer row {row + 1}")
    return kept


def _rows_of(found: Iterable[tuple[float, int, bool]], row_put: Mapping[int, int]) -> Iterator[int]:
    """Rows of near namesakes, the nearest first; a new one counts if it was not merged itself: no chains."""
    for _, target, is_new in sorted(found):
        if not is_new:
            yield target
        elif target in row_put:
            yield row_put[target]


def _merge(rows: list[Row], index: dict[str, str], row: int, place: Place, keys: Keys) -> None:
    held = row_place(rows, row)
    if place.place_id != held.place_id and not any(_entries(index, SECOND_ID + place.place_id)):
        _file(index, SECOND_ID + place.place_id, entry(row, ""))
    if held.level in _SETTLED:
        return
    for key, mark in keys:
        _, _, paradigms = mark.partition(":")
        if not any(known == row and filed == paradigms for _, known, filed in _entries(index, key)):
            _file(index, key, entry(row, f"*:{paradigms}" if paradigms else "*"))
    lacking = {
        name: value
        for name in ("admin1", "admin2", "name_uk", "name_ru", "population")
        if getattr(held, name) is None and (value := getattr(place, name)) is not None
    }
    if lacking:
        rows[row] = replace(held, **lacking)


def _file(index: dict[str, str], key: str, item: str) -> None:
    known = index.get(key)
    index[key] = item if known is None else f"{known} {item}"


def _entries(index: Mapping[str, str], key: str) -> Iterator[tuple[bool, int, str]]:
    cell = index.get(key)
    return iter(()) if cell is None else entries(cell)


def _near(
    rows: list[Row], index: Mapping[str, str], new: Sequence[Place], keys: Sequence[Keys]
) -> dict[int, list[tuple[float, int, bool]]]:
    """Position in `new` -> namesakes of its level near it: (km, row or position in `new`, whether the latter).

    Of the new places only those before it count. Found by joining names and bands of latitude, then by distance.
    """
    names = [{key for key, _ in filed if not key.startswith((STEMMED, SECOND_ID))} for filed in keys]
    number = {key: at for at, key in enumerate(dict.fromkeys(key for found in names for key in found))}
    held = {key: [row for _, row, _ in _entries(index, key)] for key in number}
    known = sorted({row for found in held.values() for row in found})
    where = {row: at for at, row in enumerate(known)}
    places = [*(row_place(rows, row) for row in known), *new]
    count = len(known)
    owners = [(where[row], number[key]) for key, found in held.items() for row in dict.fromkeys(found)]
    askers = [(count + at, number[key]) for at, found in enumerate(names) for key in found]
    found: dict[int, dict[int, float]] = {}
    for asker, target, km in _pairs(places, owners + askers, askers):
        if target < asker:
            found.setdefault(asker - count, {})[target] = km
    return {
        at: [
            (km, target - count, True) if target >= count else (km, known[target], False) for target, km in all_.items()
        ]
        for at, all_ in found.items()
    }


def _pairs(
    places: Sequence[Place], owners: Sequence[tuple[int, int]], askers: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, float]]:
    """Yield (asker, owner, km) for places of one level that share a name and lie within `SAME_KM` of each other."""
    import numpy as np

    lon = np.radians([place.lon for place in places])
    lat = np.radians([place.lat for place in places])
    level = np.array([place.level for place in places])
    own = np.array(owners, dtype=np.int64).reshape(-1, 2)
    ask = np.array(askers, dtype=np.int64).reshape(-1, 2)
    for kind in dict.fromkeys(place.level for place in places):
        reach = SAME_KM[kind]
        band = np.floor(np.degrees(lat) * _KM_PER_DEGREE / reach).astype(np.int64) + 2**20
        owned, asked = own[level[own[:, 0]] == kind], ask[level[ask[:, 0]] == kind]
        codes = (owned[:, 1] << 24) + band[owned[:, 0]]
        order = np.argsort(codes, kind="stable")
        for step in (-1, 0, 1):
            sought = (asked[:, 1] << 24) + band[asked[:, 0]] + step
            at, to = _joined(codes[order], sought)
            first, second = asked[at, 0], owned[order[to], 0]
            km = _km(lon[first], lat[first], lon[second], lat[second])
            kept = (km <= reach) & (first != second)
            yield from zip(first[kept].tolist(), second[kept].tolist(), km[kept].tolist(), strict=True)


def _joined(codes: Numbers, sought: Numbers) -> tuple[Numbers, Numbers]:
    """Positions in `sought` and in the sorted `codes` of every equal pair."""
    import numpy as np

    left, right = np.searchsorted(codes, sought, "left"), np.searchsorted(codes, sought, "right")
    counts = right - left
    at = np.repeat(np.arange(len(sought)), counts)
    before = np.repeat(np.cumsum(counts) - counts, counts)
    return at, np.repeat(left, counts) + np.arange(len(at)) - before


def _km(lon_a: Numbers, lat_a: Numbers, lon_b: Numbers, lat_b: Numbers) -> Numbers:
    """Great-circle distances in km between points in radians."""
    import numpy as np

    half = np.sin((lat_b - lat_a) / 2) ** 2 + np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    km: Numbers = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(half)))
    return km
