"""What the interactive map is given: one object of plain values and arrays that both of its mounts draw from.

Shapes and columns are encoded as `encoding` says; days are whole numbers since 1970-01-01. Zones, advances
and events carry their class, their days under both clocks and everything a click shows, so that the
browser asks nobody. `packing` makes bytes of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from ..crs import FRONT_BBOX, BBox
from ..front.sayings import VOICES
from ..perspectives import chosen_claimants
from ..records import Zone
from .encoding import area_steps, column, day_number, line_steps
from .holdings import books_of, holdings_json, places_of
from .interface_words import interface_words
from .packing import digest
from .payload_base import base_json
from .payload_events import events_json, texts_json
from .scene import announced_border
from .style import style_json, zone_class
from .topology import arcs_json, arcs_of
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
_CLAIMANT_ORDER: Final = ("RU", "UA", "independent", "media", "US", "other")


def payload(
    timeline: Timeline, boundaries: Boundaries, gazetteer: Gazetteer, view: MapView, *, chosen: str = ""
) -> dict[str, Any]:
    """Return what the interactive map needs: plain values, and arrays of numbers.

    Keys: hash (of the data, not of the view), first and last day, view, style, words, base (the base map
    clipped to the front), cells and holdings (the ground of each place, and who holds it from when until when: the
    claimed and assessed zones), zones (those announced) with their shapes and strips (stretches of border), moves and
    events as columns, texts (what a click asks for). An empty timeline gives an empty map of the front.

    `chosen` is a perspective of chosen claimants that the map offers beside the others; that of the view, if it is one,
    is offered too.

    Raises
    ------
    InputError
        If a chosen claimant has no record.
    """
    told = [timeline.chosen(one) for one in sorted({chosen, view.perspective}) if chosen_claimants(one)]
    perspectives = tuple(one.perspective for one in told)
    events = timeline.events
    rows = {event_id: row for row, event_id in enumerate(events["event_id"].tolist())}
    books = books_of(timeline, told)
    cells, place_ids = _cells(timeline.cells, places_of(books))
    everything = (*timeline.zones, *(zone for one in told for zone in one.zones))
    announced = [zone for zone in everything if zone.kind == "announced"]
    zones, shapes, strips = _zones(announced, rows, boundaries)
    made: dict[str, Any] = {
        "first": day_number(timeline.first),
        "last": day_number(timeline.last),
        "style": {**style_json(), "claimant_order": list(_CLAIMANT_ORDER)},
        "words": interface_words(perspectives),
        "base": base_json(_extent(events), boundaries, gazetteer, events),
        "shapes": shapes,
        "strips": strips,
        "zones": zones,
        "reach_km": timeline.cells.reach_km,
        "cells": cells,
        "holdings": holdings_json(books, rows, place_ids),
        "moves": _moves((*timeline.moves, *(move for one in told for move in one.moves)), rows),
        "events": events_json(timeline, (*VOICES, *perspectives)),
        "texts": texts_json(events),
    }
    made["hash"] = digest(made)
    made["view"] = view_json(view)
    return made


def view_json(view: MapView) -> dict[str, Any]:
    """Return the fields of a view that the browser holds and sends back."""
    kept = view.model_dump(mode="json", exclude={"title", "subtitle", "note", "size"})
    return {**kept, "linked": view.follow != "apart" and view.advances_to == view.day}


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
            "note": lambda zone: zone.note,
        },
    )
    return table, shapes.kept, strips.kept


def _cells(made: Cells, place_ids: Sequence[str]) -> tuple[dict[str, Any], dict[str, int]]:
    """Ground of the places that the ledger speaks of, as arcs, and the number of each; those without ground last."""
    grounds = [place_id for place_id in place_ids if place_id in made.geometry]
    ordered = [*grounds, *(place_id for place_id in place_ids if place_id not in made.geometry)]
    arcs = arcs_of([made.geometry[place_id] for place_id in grounds], _FINE)
    return arcs_json(arcs, ordered, made.area_km2), {place_id: number for number, place_id in enumerate(ordered)}


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
