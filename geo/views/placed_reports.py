"""Where the reports of a frame go on a map: to a mark at their place, a count for their area, or a list beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..crs import BBox
from ..records import Frame
from .languages import table
from .naming import short
from .once import once_each
from .style import AREA_CLASS, event_class

if TYPE_CHECKING:
    from ..places.gazetteer import Gazetteer

#: In which order the marks of a place stand: what claims most first, whatever is not listed last.
_TYPE_ORDER: Final = (
    "capture", "withdrawal", "incursion", "advance", "clash", "strike", "zone", "evacuation", "diplomacy",
)  # fmt: skip
_COLUMNS: Final = ("event_type", "status", "actor_side", "precision", "place_id", "place_name", "lon", "lat")


@dataclass(frozen=True, slots=True)
class Spot:
    """The marks of one place: class keys with their number of records; `name` labels it. Degrees.

    `more` counts further places whose reports are drawn here too.
    """

    place_id: str
    name: str
    lon: float
    lat: float
    classes: tuple[tuple[str, int], ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class _Kind:
    """What reports of one class at one place have in common."""

    key: str
    capture: bool
    place_id: str
    told: str
    lon: float | None
    lat: float | None

    def named(self, gazetteer: Gazetteer, lang: str) -> str:
        place = gazetteer.get(self.place_id) if self.place_id else None
        return place.named(lang) if place is not None else short(self.told)


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The reports of a frame: their kinds, the kind of each report, how many are of each, and the row of each id."""

    kinds: tuple[_Kind, ...]
    codes: np.ndarray
    counts: np.ndarray
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class PlacedReports:
    """The reports of a frame by where they go.

    Attributes
    ----------
    here : tuple
        Number of a kind, its class, whether it tells of a capture, and its place (id, name, lon, lat), in the extent.
    areas, outside : tuple
        Reports by area (id, name), and by the name of a place beyond the extent, most first.
    unplaced : tuple of str
        Name of the place of each report without coordinates.
    """

    here: tuple[tuple[int, str, bool, tuple[str, str, float, float]], ...]
    areas: tuple[tuple[tuple[str, str], int], ...]
    outside: tuple[tuple[str, int], ...]
    unplaced: tuple[str, ...]
    _sorted: _Sorted

    def spots(self, drawn: Iterable[str], struck: frozenset[str]) -> tuple[Spot, ...]:
        """Return the marks of each place in the extent.

        `drawn` are the records that an arrow tells of, `struck` the places whose claim a struck mark denies: neither
        has a mark of its own.
        """
        known = self._sorted.rows
        away = [known[event_id] for event_id in drawn if event_id in known]
        whole = self._sorted.counts
        counts = (whole - np.bincount(self._sorted.codes[away], minlength=len(whole))).tolist()
        at_place: dict[tuple[str, str, float, float], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for number, key, capture, where in self.here:
            if counts[number] and not (capture and where[0] in struck):
                at_place[where][key] += counts[number]
        return tuple(
            Spot(*where, classes=tuple(sorted(classes.items(), key=lambda item: mark_order(item[0]))))
            for where, classes in sorted(at_place.items())
        )


def placed_reports(frame: Frame, bbox: BBox, gazetteer: Gazetteer, lang: str) -> PlacedReports:
    """Sort the reports of a frame by where they go on a map of an extent (west, south, east, north)."""
    found, words = _sorted(frame), table(lang)["print"]
    here: list[tuple[int, str, bool, tuple[str, str, float, float]]] = []
    areas: dict[tuple[str, str], int] = defaultdict(int)
    outside: dict[str, int] = defaultdict(int)
    unplaced: list[str] = []
    west, south, east, north = bbox
    names: dict[tuple[str, str], str] = {}
    for number, (kind, count) in enumerate(zip(found.kinds, found.counts.tolist(), strict=True)):
        name = names.get((kind.place_id, kind.told))
        if name is None:
            name = names[kind.place_id, kind.told] = kind.named(gazetteer, lang)
        if kind.key == AREA_CLASS:
            areas[kind.place_id, name or words["area_not_named"]] += count
        elif kind.lon is None or kind.lat is None:
            unplaced += [name or words["place_not_named"]] * count
        elif west <= kind.lon <= east and south <= kind.lat <= north:
            here.append((number, kind.key, kind.capture, (kind.place_id, name, kind.lon, kind.lat)))
        else:
            outside[name or words["place_not_named"]] += count
    beyond = tuple(sorted(outside.items(), key=lambda item: (-item[1], item[0])))
    return PlacedReports(tuple(here), tuple(sorted(areas.items())), beyond, tuple(sorted(unplaced)), found)


@once_each
def _sorted(frame: Frame) -> _Sorted:
    looks: dict[tuple[Any, ...], tuple[str, bool]] = {}
    kinds: dict[tuple[Any, ...], int] = {}
    codes = []
    for row in zip(*(frame.events[name].tolist() for name in _COLUMNS), strict=True):
        look = looks.get(row[:4]) or looks.setdefault(row[:4], _look(*row[:4]))
        codes.append(kinds.setdefault((*look, *row[4:]), len(kinds)))
    rows = {event_id: row for row, event_id in enumerate(frame.events["event_id"].tolist())}
    at = np.array(codes, dtype=np.intp)
    return _Sorted(tuple(_kind(*one) for one in kinds), at, np.bincount(at, minlength=len(kinds)), rows)


def _look(event_type: Any, status: Any, actor: Any, precision: Any) -> tuple[str, bool]:
    fields = {"event_type": event_type, "status": status, "actor_side": actor, "precision": precision}
    return event_class(fields), event_type == "capture"


def _kind(key: str, capture: bool, place_id: Any, told: Any, lon: Any, lat: Any) -> _Kind:
    import pandas as pd

    at = (None, None) if pd.isna(lon) else (float(lon), float(lat))
    return _Kind(key, capture, _text(place_id), _text(told), *at)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


@lru_cache(maxsize=1_000)
def mark_order(key: str) -> tuple[int, str]:
    """Sort key of an event class: in which order the marks of a place are drawn."""
    event_type = key.split("-")[1]
    return (_TYPE_ORDER.index(event_type) if event_type in _TYPE_ORDER else len(_TYPE_ORDER), key)
