"""What the interactive map is given: one JSON-ready object that both of its mounts draw from.

Shapes and columns are encoded as `encoding` says; days are whole numbers since 1970-01-01. Zones, advances
and events carry their class, their days under both clocks and everything a click shows, so that the
browser asks nobody.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from ..crs import FRONT_BBOX, BBox
from ..front.sayings import VOICES
from ..perspectives import chosen_claimants
from ..records import Zone
from ..terms import CLOCKS
from .encoding import area_steps, column, day_number, line_steps
from .interface_words import interface_words
from .naming import extent_words
from .payload_base import base_json
from .scene import announced_border
from .style import style_json, zone_class
from .view import MapView

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from ..front.advances import Move
    from ..front.cells import Cells
    from ..front.timeline import Timeline
    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer

#: How far the base map reaches past what is drawn, degrees.
_MARGIN: Final = (3.0, 1.6)
#: Simplification of zones, degrees: about 25 m, under a pixel at the closest zoom but one.
_FINE: Final = 0.00025
#: Square degrees below which a shared area is a rounding error.
_SLIVER: Final = 1e-6
_CLAIMANT_ORDER: Final = ("RU", "UA", "independent", "media", "US", "other")

#: payload column -> column of the events table
_EVENT_COLUMNS: Final = {
    "id": "event_id", "key": "event_key", "type": "event_type", "actor": "actor_side", "place_id": "place_id",
    "place": "place_name", "admin1": "admin1", "country": "country", "precision": "precision",
    "uncertainty": "uncertainty_km", "relation": "relation", "bearing": "bearing_deg", "distance": "distance_km",
    "date_precision": "date_precision", "by": "claimed_by", "side": "claimant_side", "status": "status",
    "publisher": "publisher", "url": "url", "publisher_2": "publisher_2", "url_2": "url_2", "quote": "quote",
    "note": "note",
}  # fmt: skip


def payload(
    timeline: Timeline, boundaries: Boundaries, gazetteer: Gazetteer, view: MapView, *, chosen: str = ""
) -> dict[str, Any]:
    """Return what the interactive map needs, JSON-ready.

    Keys: hash (of the data, not of the view), first and last day, view, style, words, base (the base map
    clipped to the front), shapes and strips (geometries of zones and stretches of border), zones, advances
    and events as columns. An empty timeline gives an empty map of the front.

    `chosen` is a perspective of chosen claimants that the map offers beside the others; that of the view, if it is one,
    is offered too.

    Raises
    ------
    InputError
        If a chosen claimant has no record.
    """
    events = timeline.events
    bbox = _extent(events)
    rows = {str(event_id): row for row, event_id in enumerate(events["event_id"])}
    told = [timeline.chosen(one) for one in sorted({chosen, view.perspective}) if chosen_claimants(one)]
    everything = (*timeline.zones, *(zone for one in told for zone in one.zones))
    zones, shapes, strips = _zones(everything, rows, boundaries)
    made: dict[str, Any] = {
        "first": day_number(timeline.first),
        "last": day_number(timeline.last),
        "style": {**style_json(), "claimant_order": list(_CLAIMANT_ORDER)},
        "words": interface_words(tuple(one.perspective for one in told)),
        "base": base_json(bbox, boundaries, gazetteer, events),
        "shapes": shapes,
        "strips": strips,
        "overlaps": _overlaps(timeline.zones, zones["shape"][: len(timeline.zones)]),
        "cells": _cells(timeline.cells, everything),
        "zones": zones,
        "moves": _moves((*timeline.moves, *(move for one in told for move in one.moves)), rows),
        "events": _events(timeline, (*VOICES, *(one.perspective for one in told))),
    }
    made["hash"] = hashlib.blake2b(json.dumps(made, sort_keys=True).encode(), digest_size=8).hexdigest()
    made["view"] = view_json(view)
    return made


def view_json(view: MapView) -> dict[str, Any]:
    """Return the fields of a view that the browser holds and sends back."""
    kept = view.model_dump(mode="json", exclude={"title", "note", "size"})
    return {**kept, "linked": view.advances_to == view.day}


def _extent(events: gpd.GeoDataFrame) -> BBox:
    points = events[events["lon"].notna()]
    west, south, east, north = FRONT_BBOX
    if len(points):
        lon, lat = points["lon"].astype(float), points["lat"].astype(float)
        near = points[lon.between(west - 4, east + 4) & lat.between(south - 2, north + 2)]
        if len(near):
            west, east = min(west, float(near["lon"].min())), max(east, float(near["lon"].max()))
            south, north = min(south, float(near["lat"].min())), max(north, float(near["lat"].max()))
    return (
        round(west - _MARGIN[0], 2),
        round(south - _MARGIN[1], 2),
        round(east + _MARGIN[0], 2),
        round(north + _MARGIN[1], 2),
    )


def _columns(records: Sequence[Any], fields: dict[str, Callable[[Any], Any]]) -> dict[str, Any]:
    return {name: column([read(record) for record in records]) for name, read in fields.items()}


class _Pool:
    """Geometries by content: the same ground under both clocks travels once. One object is encoded once."""

    def __init__(self, encode: Callable[[BaseGeometry], Any]) -> None:
        self.kept: list[Any] = []
        self._encode = encode
        self._index: dict[str, int] = {}
        self._seen: dict[int, tuple[BaseGeometry, int]] = {}

    def add(self, geometry: BaseGeometry | None) -> int | None:
        if geometry is None or geometry.is_empty:
            return None
        if id(geometry) not in self._seen:
            encoded = self._encode(geometry)
            at = self._index.setdefault(json.dumps(encoded), len(self.kept))
            if at == len(self.kept):
                self.kept.append(encoded)
            self._seen[id(geometry)] = geometry, at
        return self._seen[id(geometry)][1]


def _zones(
    zones: Sequence[Zone], rows: dict[str, int], boundaries: Boundaries
) -> tuple[dict[str, Any], list[Any], list[Any]]:
    shapes, strips = _Pool(lambda area: area_steps(area, _FINE)), _Pool(lambda line: line_steps(line, _FINE))

    def strip(zone: Zone) -> int | None:
        return None if zone.geometry is not None else strips.add(announced_border(zone.region, boundaries))

    table = _columns(
        zones,
        {
            "kind": lambda zone: zone.kind,
            "class": zone_class,
            "side": lambda zone: zone.side,
            "perspective": lambda zone: zone.perspective,
            "clock": lambda zone: zone.clock,
            "from": lambda zone: day_number(zone.interval.valid_from),
            "to": lambda zone: day_number(zone.interval.valid_to),
            "known": lambda zone: day_number(zone.known_from),
            "shape": lambda zone: shapes.add(zone.geometry),
            "strip": strip,
            "area": lambda zone: None if zone.area_km2 is None else round(zone.area_km2, 3),
            "depth": lambda zone: zone.depth_km,
            "extent": extent_words,
            "listed": lambda zone: list(zone.listed),
            "settlements": lambda zone: zone.settlements,
            "disputed": lambda zone: list(zone.disputed_ids),
            "denied": lambda zone: list(zone.denied_ids),
            "status": lambda zone: zone.status,
            "claimed_from": lambda zone: day_number(zone.claimed_from),
            "claimed_to": lambda zone: day_number(zone.claimed_to),
            "claimed_by": lambda zone: list(zone.claimed_by),
            "events": lambda zone: _rows(zone.event_ids, rows),
            "against": lambda zone: _rows(zone.against_ids, rows),
            "method": lambda zone: zone.method,
            "note": lambda zone: zone.note,
        },
    )
    return table, shapes.kept, strips.kept


def _cells(made: Cells, zones: Iterable[Zone]) -> dict[str, Any]:
    """Ground of each place that some zone holds and somebody else gives to the other side."""
    cells = made.geometry
    contested = {place_id for zone in zones for place_id in set(zone.disputed_ids) - set(zone.denied_ids)}
    return {place_id: area_steps(cells[place_id], _FINE) for place_id in sorted(contested) if place_id in cells}


def _overlaps(zones: Sequence[Zone], shapes: Sequence[int | None]) -> list[list[int]]:
    """Pairs of shapes of two sides that share ground, where their zones are ever seen together.

    Zones of one perspective share none: a place is held by one side or by nobody there.
    """
    import shapely

    shares: dict[tuple[int, int], bool] = {}
    in_effect: dict[str, list[tuple[Zone, int]]] = defaultdict(list)
    for zone, shape in sorted(zip(zones, shapes, strict=True), key=lambda item: item[0].interval.valid_from):
        if shape is None or zone.kind == "announced":
            continue
        begins = zone.interval.valid_from
        others = in_effect[zone.clock] = [item for item in in_effect[zone.clock] if item[0].interval.holds_on(begins)]
        for other, other_shape in others:
            pair = (min(shape, other_shape), max(shape, other_shape))
            if pair not in shares and other.side != zone.side and other.perspective != zone.perspective:
                shares[pair] = shapely.intersection(zone.geometry, other.geometry).area > _SLIVER
        others.append((zone, shape))
    return [list(pair) for pair in sorted(shares) if shares[pair]]


def _rows(event_ids: Iterable[str], rows: dict[str, int]) -> list[int]:
    return sorted(rows[event_id] for event_id in event_ids if event_id in rows)


def _moves(moves: Iterable[Move], rows: dict[str, int]) -> dict[str, Any]:
    """Moves as columns, in the order in which `gather` reads them; `chain` numbers what may become one arrow."""
    in_turn = sorted(moves, key=lambda move: (move.effective_on, move.known_on, move.event_id))
    chains: dict[tuple[object, ...], int] = {}
    return _columns(
        in_turn,
        {
            "event": lambda move: rows[move.event_id],
            "chain": lambda move: chains.setdefault((move.event_key, move.side, move.place_id, move.back), len(chains)),
            "type": lambda move: move.event_type,
            "side": lambda move: move.side,
            "place_id": lambda move: move.place_id,
            "at": lambda move: _point(move.at),
            "edge": lambda move: _point(move.edge),
            "effective": lambda move: day_number(move.effective_on),
            "known": lambda move: day_number(move.known_on),
            "voices": lambda move: sorted(move.voices),
            "repeat": lambda move: int(move.repeat),
            "back": lambda move: int(move.back),
        },
    )


def _point(point: tuple[float, float] | None) -> list[float] | None:
    return None if point is None else [round(point[0], 5), round(point[1], 5)]


def _events(timeline: Timeline, voices: Sequence[str]) -> dict[str, Any]:
    events = timeline.events
    table = {name: column(_values(events[source])) for name, source in _EVENT_COLUMNS.items()}
    days = {"start": "date_start", "end": "date_end", "known": "known_from"}
    table |= {name: [day_number(day) for day in events[source]] for name, source in days.items()}
    seen = {voice: timeline.seen_in(voice) for voice in voices}
    table["seen"] = column([[voice for voice in voices if seen[voice][row]] for row in range(len(events))])
    table |= {f"on_{clock}": [day_number(day) for day in timeline.counted_on(clock)] for clock in CLOCKS}
    for name in ("lon", "lat"):
        table[name] = [None if value is None else round(value, 5) for value in _values(events[name])]
    return table


def _values(series: Any) -> list[Any]:
    return [None if missing else value for value, missing in zip(series.tolist(), series.isna(), strict=True)]
