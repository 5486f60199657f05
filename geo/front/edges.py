"""The nearest edge of what a side held on a day, from which an arrow is drawn: distances are measured once a place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ..crs import WGS84, utm_crs
from .cells import Cells
from .ledger import Ledger, suspended_since
from .sayings import OPPONENT, VOICES
from .word import Reading

if TYPE_CHECKING:
    from pyproj import Transformer
    from shapely.geometry.base import BaseGeometry

    from ..places.boundaries import Boundaries

#: Farthest that an arrow may start from its place, km: about what one push has crossed in a day on this front.
START_KM: Final = 25.0
#: An edge nearer than this is no way to have come: the place lies on it, or the border is drawn too coarsely, km.
MIN_KM: Final = 0.2

Point = tuple[float, float]


class Holders:
    """Which side a perspective gives a place, by what was effective on a day and told by another.

    `voice` is one of `sayings.VOICES`, or the chosen one.
    """

    def __init__(self, ledger: Ledger, chosen: str | None) -> None:
        self._ledger = ledger
        self._voices = VOICES if chosen is None else (*VOICES, chosen)
        self._places: dict[str, _Place] = {}

    def of(self, place_id: str, voice: str, day: date, told: date) -> str | None:
        """Return the side that holds a place, or None where it is nobody's or there is no word on it."""
        if place_id not in self._places:
            said = self._ledger.sayings.get(place_id, ())
            self._places[place_id] = _Place(
                {name: Reading(one for one in said if name in one.voices) for name in self._voices},
                sorted({one.effective_on for one in said}),
                sorted({one.known_on for one in said}),
                {},
            )
        place = self._places[place_id]
        key = (voice, bisect_right(place.effective, day), bisect_right(place.told, told))
        if key not in place.known:
            place.known[key] = _holder(place.readings, voice, day, told)
        return place.known[key]


@dataclass(frozen=True, slots=True)
class _Place:
    """The records of a place by perspective, the days on which its holder may change, and holders already found."""

    readings: Mapping[str, Reading]
    effective: Sequence[date]
    told: Sequence[date]
    known: dict[tuple[str, int, int], str | None]


def _holder(readings: Mapping[str, Reading], voice: str, day: date, told: date) -> str | None:
    word = readings[voice].word_of(day, told)
    if voice == "assessed" and word.holder is not None:
        rivals = [readings[name].word_of(day, told) for name in VOICES if name != voice]
        return None if suspended_since(word, rivals) is not None else word.holder
    return word.holder


@dataclass(frozen=True, slots=True)
class _Site:
    """A place from which edges are looked for: the cells near it by number, with the way to each in m."""

    at: Any
    cells: tuple[int, ...]
    away_m: Mapping[int, float]
    border_m: float | None
    starts: dict[int, Point]


#: Stands among the cells near a place for the state border.
_BORDER: Final = -1


class Edges:
    """Finds the nearest edge of what a side held: projected cells, the border, and remembered holders."""

    def __init__(
        self,
        ledger: Ledger,
        cells: Cells,
        boundaries: Boundaries,
        movers: Sequence[Mapping[str, Any]],
        chosen: str | None,
    ) -> None:
        import geopandas as gpd
        import numpy as np
        import shapely
        from pyproj import Transformer

        lon, lat = (np.array([row[name] for row in movers]) for name in ("lon", "lat"))
        self._crs = utm_crs(float((lon.min() + lon.max()) / 2), float((lat.min() + lat.max()) / 2))
        self._back: Transformer = Transformer.from_crs(self._crs, WGS84, always_xy=True)
        self._ledger, self._holders = ledger, Holders(ledger, chosen)
        self._place_ids = sorted(cells.geometry)
        grounds = [cells.geometry[place_id] for place_id in self._place_ids]
        self._grounds = gpd.GeoSeries(grounds, crs=WGS84).to_crs(self._crs).to_numpy() if grounds else np.array([])
        self._tree = shapely.STRtree(self._grounds)
        self._border = _border(boundaries, (lon.min() - 1, lat.min() - 1, lon.max() + 1, lat.max() + 1), self._crs)
        spots = sorted({(row["lon"], row["lat"]) for row in movers})
        points = gpd.GeoSeries(shapely.points(spots), crs=WGS84).to_crs(self._crs)
        self._sites = {spot: self._site(point) for spot, point in zip(spots, points, strict=True)}

    def _site(self, at: Any) -> _Site:
        import shapely

        near = sorted(self._tree.query(at, predicate="dwithin", distance=START_KM * 1000).tolist())
        away = shapely.distance(at, self._grounds[near]).tolist() if near else []
        border_m = None if self._border is None else float(at.distance(self._border))
        return _Site(at, tuple(near), dict(zip(near, away, strict=True)), border_m, {})

    def held(self, voice: str, side: str, day: date, row: Mapping[str, Any]) -> dict[str, int | None]:
        """Places within START_KM of a record's that the side held on `day`, as known when it was told.

        Each with the number of its cell, None where the record's own place has none.
        """
        told, own = row["known_on"], row["place_id"]
        holder, place_ids = self._holders.of, self._place_ids
        near = self._sites[row["lon"], row["lat"]].cells
        found: dict[str, int | None] = {
            place_ids[cell]: cell for cell in near if holder(place_ids[cell], voice, day, told) == side
        }
        if own not in found and own in self._ledger.sayings and holder(own, voice, day, told) == side:
            found[own] = None
        return found

    def nearest(self, held: Mapping[str, int | None], side: str, row: Mapping[str, Any]) -> Point | None:
        """Nearest edge (lon, lat) to a record's place, or None; own ground around the place gives none."""
        site, own = self._sites[row["lon"], row["lat"]], row["place_id"]
        if own in held and row["event_type"] != "withdrawal":
            return None
        away = {cell: site.away_m[cell] for place_id, cell in held.items() if place_id != own and cell is not None}
        if any(metres < MIN_KM * 1000 for metres in away.values()):
            return None
        abroad = row["country"] in OPPONENT and row["country"] != side
        if abroad and site.border_m is not None and MIN_KM <= site.border_m / 1000 <= START_KM:
            away[_BORDER] = site.border_m
        if not away:
            return None
        edge = min(away, key=away.__getitem__)
        if edge not in site.starts:
            site.starts[edge] = self._start(self._border if edge == _BORDER else self._grounds[edge], site.at)
        return site.starts[edge]

    def _start(self, edge: Any, at: Any) -> Point:
        import shapely

        point = shapely.get_point(shapely.shortest_line(edge, at), 0)
        lon, lat = self._back.transform(point.x, point.y)
        return (round(lon, 6), round(lat, 6))


def _border(boundaries: Boundaries, bounds: tuple[float, ...], crs: Any) -> BaseGeometry | None:
    """The border between the two states inside some bounds, projected; None where there is none."""
    import geopandas as gpd
    import shapely

    borders = boundaries.borders
    pair = borders[borders["country_a"].isin(OPPONENT) & borders["country_b"].isin(OPPONENT)]
    if pair.empty:
        return None
    near = gpd.GeoSeries(shapely.clip_by_rect(pair.geometry.to_numpy(), *bounds), crs=WGS84)
    return near.to_crs(crs).union_all()
