"""Advances: reported moves, each drawn as one arrow from the acting side's edge on the eve. Not control.

Own rules. A move is a record of an advance or incursion to a settlement, or of a capture of a settlement that the
side did not hold on the eve in the record's own perspective (to take a place is to move there; that it then
holds the place is the ledger's matter, not the arrow's). A withdrawal points back. Plans and denials are
no moves, what is said of a region has no arrow, and neither has what a side's bloggers, channels or unnamed
sources tell: these are marks.

An arrow starts at the nearest edge of what the acting side held on the eve, in the perspective of its first record
that has one and as known when that was told; if the place lies in the other country, at the border between the two
states where that is nearer. Where neither lies within START_KM there is no start, and the place alone is marked.
Arrows are generalised: nobody reported the line between.

Records of one move (same event_key, side, place and direction) are one arrow. Days more than JOIN_DAYS apart are two
moves, except that a later record of the same capture (a concession, an assessment) joins the first. A capture
claimed again by those who already had it is a repeat: it joins its arrow and makes none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ..clock import DAY
from ..crs import WGS84, utm_crs
from ..records import Advance, content_id
from .cells import Cells
from .ledger import Ledger, state_of, strongest
from .sayings import OPPONENT, VOICES, holding_side, voices_of

if TYPE_CHECKING:
    from ..places.boundaries import Boundaries

#: Farthest that an arrow may start from its place, km: about what one push has crossed in a day on this front.
START_KM: Final = 25.0
#: An edge nearer than this is no way to have come: the place lies on it, or the border is drawn too coarsely, km.
MIN_KM: Final = 0.2
#: Records of one move lie within this many days of the one before.
JOIN_DAYS: Final = 7
_FORWARD: Final = frozenset({"advance", "incursion", "capture"})

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Move:
    """One record's arrow, before records of one move are gathered. `repeat` marks a capture claimed again.

    `at` is the place, `edge` the other end, both (lon, lat); `edge` is None where none is near.
    """

    event_id: str
    event_key: str
    event_type: str
    side: str
    status: str
    place_id: str
    place_name: str
    at: Point
    edge: Point | None
    date_start: date
    date_end: date
    effective_on: date
    known_on: date
    claimed_by: str
    claimant_side: str
    voices: frozenset[str]
    repeat: bool

    @property
    def back(self) -> bool:
        """Whether the side leaves the place."""
        return self.event_type == "withdrawal"


def read_moves(
    rows: Iterable[Mapping[str, Any]],
    ledger: Ledger,
    cells: Cells,
    boundaries: Boundaries,
    *,
    chosen: str | None = None,
) -> tuple[Move, ...]:
    """Return the moves that records tell of, in order of effective day, telling and event_id.

    With `chosen`, the voice of a chosen set of claimants, the records are theirs and speak in that voice alone.
    """
    movers = [row for row in rows if _is_move(row) and (chosen is not None or _speaks(row))]
    if not movers:
        return ()
    edges = _Edges(ledger, cells, boundaries, movers, chosen)
    moves = [_move(row, edges, chosen) for row in movers]
    return tuple(sorted(moves, key=lambda move: (move.effective_on, move.known_on, move.event_id)))


def _is_move(row: Mapping[str, Any]) -> bool:
    return (
        (row["event_type"] in _FORWARD or row["event_type"] == "withdrawal")
        and row["status"] not in {"planned", "denied"}
        and row["review"] != "rejected"
        and row["precision"] == "populated_place"
        and row["place_id"] is not None
        and row["lon"] is not None
        and row["effective_on"] is not None
        and holding_side(row["actor_side"]) is not None
    )


def _speaks(row: Mapping[str, Any]) -> bool:
    """Whether a record is more than a side's channel telling."""
    return row["claimant_side"] not in OPPONENT or bool(voices_of(row))


def _move(row: Mapping[str, Any], edges: _Edges, chosen: str | None) -> Move:
    voices = voices_of(row) if chosen is None else frozenset({chosen})
    side = holding_side(row["actor_side"]) or ""
    voice = chosen or min(voices or {"assessed"}, key=VOICES.index)
    back = row["event_type"] == "withdrawal"
    day = row["effective_on"] if back else row["effective_on"] - DAY
    held = edges.held(voice, side, day, row["known_on"], row)
    return Move(
        event_id=row["event_id"],
        event_key=row["event_key"] or row["event_id"],
        event_type=row["event_type"],
        side=side,
        status=row["status"],
        place_id=row["place_id"],
        place_name=row["place_name"] or "",
        at=(row["lon"], row["lat"]),
        edge=edges.nearest(held, side, row),
        date_start=row["date_start"] or row["effective_on"],
        date_end=row["date_end"] or row["effective_on"],
        effective_on=row["effective_on"],
        known_on=row["known_on"],
        claimed_by=row["claimed_by"] or "",
        claimant_side=row["claimant_side"] or "other",
        voices=voices,
        repeat=row["event_type"] == "capture" and row["place_id"] in held,
    )


class _Edges:
    """Finds the nearest edge of what a side held: projected cells, the border, and remembered states."""

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
        self._back = Transformer.from_crs(self._crs, WGS84, always_xy=True)
        self._ledger, self._chosen = ledger, chosen
        self._place_ids = sorted(cells.geometry)
        grounds = [cells.geometry[place_id] for place_id in self._place_ids]
        self._grounds = gpd.GeoSeries(grounds, crs=WGS84).to_crs(self._crs).to_numpy() if grounds else np.array([])
        self._tree = shapely.STRtree(self._grounds)
        points = gpd.GeoSeries(shapely.points(lon, lat), crs=WGS84).to_crs(self._crs)
        self._at = {row["event_id"]: point for row, point in zip(movers, points, strict=True)}
        borders = boundaries.borders
        pair = borders[borders["country_a"].isin(OPPONENT) & borders["country_b"].isin(OPPONENT)]
        self._border = None
        if not pair.empty:
            about = (lon.min() - 1, lat.min() - 1, lon.max() + 1, lat.max() + 1)
            near = gpd.GeoSeries(shapely.clip_by_rect(pair.geometry.to_numpy(), *about), crs=WGS84)
            self._border = near.to_crs(self._crs).union_all()
        self._states: dict[tuple[str, date, date], Mapping[str, str | None]] = {}

    def held(self, voice: str, side: str, day: date, told: date, row: Mapping[str, Any]) -> dict[str, Any]:
        """Grounds within START_KM of a record's place that the side held on `day`, as known on `told`."""
        near = self._tree.query(self._at[row["event_id"]], predicate="dwithin", distance=START_KM * 1000)
        place_ids = ((self._place_ids[index], self._grounds[index]) for index in sorted(near.tolist()))
        found = {key: ground for key, ground in place_ids if self._holder(key, voice, day, told) == side}
        own = row["place_id"]
        if own not in found and own in self._ledger.sayings and self._holder(own, voice, day, told) == side:
            found[own] = None
        return found

    def _holder(self, place_id: str, voice: str, day: date, told: date) -> str | None:
        key = (place_id, day, told)
        if key not in self._states:
            sayings = self._ledger.sayings.get(place_id, ())
            said = [one for one in sayings if one.effective_on <= day and one.known_on <= told]
            self._states[key] = {name: holding.held_by for name, holding in state_of(said, self._chosen).items()}
        return self._states[key].get(voice)

    def nearest(self, held: Mapping[str, Any], side: str, row: Mapping[str, Any]) -> Point | None:
        """Nearest edge (lon, lat) to a record's place, or None; own ground around the place gives none."""
        import shapely

        at = self._at[row["event_id"]]
        back = row["event_type"] == "withdrawal"
        if row["place_id"] in held and not back:
            return None
        edges = [ground for key, ground in held.items() if key != row["place_id"] and ground is not None]
        abroad = row["country"] in OPPONENT and row["country"] != side
        if any(at.distance(edge) < MIN_KM * 1000 for edge in edges):
            return None
        if abroad and self._border is not None and MIN_KM <= at.distance(self._border) / 1000 <= START_KM:
            edges.append(self._border)
        if not edges:
            return None
        edge = min(edges, key=at.distance)
        return self._degrees(shapely.get_point(shapely.shortest_line(edge, at), 0))

    def _degrees(self, point: Any) -> Point:
        lon, lat = self._back.transform(point.x, point.y)
        return (round(lon, 6), round(lat, 6))


def gather(moves: Iterable[Move]) -> tuple[Advance, ...]:
    """Return one advance for the records of each move, ordered by date_start, place and id."""
    chains: dict[tuple[str, str, str, bool], list[Move]] = defaultdict(list)
    ordered = sorted(moves, key=lambda move: (move.effective_on, move.known_on, move.event_id))
    for move in ordered:
        chains[move.event_key, move.side, move.place_id, move.back].append(move)
    advances = [advance for chain in chains.values() for advance in _arrows(chain)]
    return tuple(sorted(advances, key=lambda one: (one.date_start, one.place_name, one.advance_id)))


def _arrows(chain: Sequence[Move]) -> Iterator[Advance]:
    current: list[Move] = []
    for move in chain:
        if current and not _joins(move, current):
            yield from _advance(current)
            current = []
        current.append(move)
    yield from _advance(current)


def _joins(move: Move, current: Sequence[Move]) -> bool:
    if move.repeat or (move.effective_on - current[-1].effective_on).days <= JOIN_DAYS:
        return True
    captures = [one for one in current if one.event_type == "capture"]
    return move.event_type == "capture" and bool(captures) and not any(one.voices & move.voices for one in captures)


def _advance(chain: Sequence[Move]) -> Iterator[Advance]:
    """The arrow of some records, led by the first that is no repeat; repeats alone make none."""
    fresh = [move for move in chain if not move.repeat]
    if not fresh:
        return
    lead = fresh[0]
    dated = [move for move in fresh if (move.effective_on - lead.effective_on).days <= JOIN_DAYS]
    edge = next((move.edge for move in fresh if move.edge is not None), None)
    start, end = (lead.at, edge or lead.at) if lead.back else (edge, lead.at)
    if edge is None:
        start = None
    verb = "to" if lead.back else "from"
    method = (
        "no edge of the acting side near enough to draw from"
        if start is None
        else f"schematic: straight {verb} the nearest edge of what the side held on the eve, or of the border"
    )
    yield Advance(
        advance_id=content_id("ad", lead.event_key, lead.side, lead.place_id, lead.back, lead.event_id),
        side=lead.side,  # type: ignore[arg-type]
        status=strongest(move.status for move in chain),  # type: ignore[arg-type]
        place_id=lead.place_id,
        place_name=lead.place_name,
        end=end,
        start=start,
        date_start=min(move.date_start for move in dated),
        date_end=max(move.date_end for move in dated),
        known_from=min(move.known_on for move in fresh),
        claimed_by=tuple(sorted({move.claimed_by for move in chain if move.claimed_by})),
        claimant_sides=tuple(sorted({move.claimant_side for move in chain})),
        event_ids=tuple(sorted(move.event_id for move in chain)),
        method=method,
        event_types=tuple(sorted({move.event_type for move in chain})),
    )
