"""Call-outs: the reporter's own words on places of the static map.

They stand in a box of paper with a bar, a line and a ring in the accent, which no claim has, and the foot says whose
words they are.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from . import themes
from .called import Called
from .drawn import drawing
from .static_labels import Box
from .static_marks import MARK
from .static_panel import fill, stroke
from .static_parts import MapParts
from .static_text import LEADING, legible, text_width, wrap, write

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes

#: Widths of the words that are tried, distances from the place, and directions; lengths in type units.
_WIDTHS: Final = (15.0, 19.0, 12.0, 24.0, 9.0)
_REACHES: Final = (2.2, 4.0, 6.5, 9.5, 13.0, 17.0, 22.0, 28.0, 35.0, 43.0)
_DIRECTIONS: Final = 16
#: Steps across the panel, and up, at which boxes are tried besides.
_GRID: Final = 14
#: What a box costs, in type units of distance: each thing that its line crosses, lying wholly on zones, and hiding all
#: of a piece of a zone, which would then look smaller than it is claimed to be.
_CROSSING, _ON_ZONE, _HIDING = 16.0, 60.0, 160.0
#: Length of a line, type units, that costs twice its length.
_FAR: Final = 30.0


#: Point of a place, and radius of the ring around it.
Ring = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class _Words:
    """A call-out's words set in lines, and the size of their box, points."""

    heading: str
    lines: tuple[str, ...]
    size: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A call-out's place on the panel: its box, the ring around its place, and its words, points."""

    box: Box
    ring: Ring
    words: _Words


def place_callouts(parts: MapParts, callouts: tuple[Called, ...]) -> tuple[Placed, ...] | int:
    """Find room for the call-outs, each where its line is short and hides little, and take it.

    Where one finds none, its number is returned, counted from 1.
    """
    import numpy as np

    if not callouts:
        return ()
    rings = [_ring(parts, one) for one in callouts]
    zones = _zones(parts)
    for x, y, radius in rings:
        parts.room.block((x - radius, y - radius, x + radius, y + radius))
    placed: list[Placed] = []
    for number, (one, ring) in enumerate(zip(callouts, rings, strict=True), 1):
        found = min(_places(parts, one, ring, zones), key=lambda each: each[0], default=None)
        if found is None:
            return number
        placed.append(Placed(found[1], ring, found[2]))
        parts.room.block(found[1])
        parts.room.block_line(np.array(_line(found[1], ring)))
    return tuple(placed)


def draw_callouts(ax: Axes, parts: MapParts, placed: tuple[Placed, ...]) -> None:
    """Draw the call-outs where they are placed."""
    for number, one in enumerate(placed, 1):
        _draw_line(ax, parts, one)
        with drawing("callout", str(number)):
            _draw_box(ax, parts, one)


def _ring(parts: MapParts, one: Called) -> Ring:
    """Point of a place, and radius of the ring around it: round its mark, where it has one."""
    marked = {spot.place_id for spot in parts.scene.spots} | {each.place_id for each in parts.scene.denied}
    return *parts.panel.at(one.lon, one.lat), (1.7 * MARK if one.place_id in marked else 0.5) * parts.unit


def _zones(parts: MapParts) -> np.ndarray:
    """The pieces of all zones together, points: (n,) polygons."""
    import shapely

    pieces = shapely.get_parts(shapely.union_all([shapely.make_valid(shape) for _, shape in parts.zones]))
    found: np.ndarray = pieces[shapely.area(pieces) > 0]
    return found


def _places(parts: MapParts, one: Called, ring: Ring, zones: np.ndarray) -> Iterator[tuple[float, Box, _Words]]:
    """Boxes that are free, each with what it costs: how far it is, what its line crosses, how much zone it hides."""
    for place, width in enumerate(_WIDTHS):
        words = _set(one, min(width * parts.unit, 0.6 * parts.panel.width), parts.unit)
        for box in _boxes(parts, ring, words):
            if parts.room.free(_wider(box, 0.3 * parts.unit)):
                line = _line(box, ring)
                length = math.dist(*line) / parts.unit
                cost = length + length**2 / _FAR + place + _CROSSING * parts.room.crossed(line, ring[2])
                yield cost + _hiding(zones, box), box, words


def _hiding(zones: np.ndarray, box: Box) -> float:
    """What it costs to hide parts of zones (their pieces) under a box."""
    import shapely

    hidden = shapely.area(shapely.clip_by_rect(zones, *box))
    if not hidden.any():
        return 0.0
    shares = hidden / shapely.area(zones)
    return float(_ON_ZONE * hidden.sum() / ((box[2] - box[0]) * (box[3] - box[1])) + _HIDING * shares.max())


def _boxes(parts: MapParts, ring: Ring, words: _Words) -> Iterator[Box]:
    """Boxes to try: around the place at growing distances, then all over the panel."""
    (x, y, radius), unit = ring, parts.unit
    middles = []
    for reach in _REACHES:
        for turn in range(_DIRECTIONS):
            angle = 2 * math.pi * turn / _DIRECTIONS
            away = radius + reach * unit
            middles.append(
                (x + math.cos(angle) * (away + words.width / 2), y + math.sin(angle) * (away + words.height / 2))
            )
    free = parts.panel.width - words.width, parts.panel.height - words.height
    if min(free) > 0:
        middles += [
            (words.width / 2 + free[0] * right / _GRID, words.height / 2 + free[1] * up / _GRID)
            for right in range(_GRID + 1)
            for up in range(_GRID + 1)
        ]
    for right, up in middles:
        yield right - words.width / 2, up - words.height / 2, right + words.width / 2, up + words.height / 2


def _set(one: Called, width: float, unit: float) -> _Words:
    size, pad = legible(0.88 * unit), 0.5 * unit
    lines = tuple(wrap(one.text, width, size))
    widest = max(text_width(one.name, size, bold=True), *(text_width(line, size) for line in lines))
    return _Words(one.name, lines, size, widest + 2 * pad + 0.3 * unit, (1 + len(lines)) * size * LEADING + 1.4 * pad)


def _wider(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _line(box: Box, ring: Ring) -> tuple[tuple[float, float], tuple[float, float]]:
    """The line from a ring to the nearest point of a box."""
    x, y, radius = ring
    near = min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])
    far = max(1e-6, math.hypot(near[0] - x, near[1] - y))
    return (x + (near[0] - x) / far * radius, y + (near[1] - y) / far * radius), near


def _draw_line(ax: Axes, parts: MapParts, one: Placed) -> None:
    """Draw the ring around the place, and the line from it to the box."""
    import shapely

    (x, y, radius), accent = one.ring, themes.worn().accent
    line, circle = shapely.LineString(_line(one.box, one.ring)), shapely.Point(x, y).buffer(radius, 12)
    for kind, shape in (("leader", line), ("ring", circle)):
        with drawing(kind):
            stroke(ax, shape, themes.ink("halo"), 2.2, zorder=9.0)
            stroke(ax, shape, accent, 1.0, zorder=9.1)
    if radius < MARK * 1.5 * parts.unit:
        with drawing("dot"):
            fill(ax, shapely.Point(x, y).buffer(0.26 * parts.unit, 8), themes.ink("town"), zorder=9.2)


def _draw_box(ax: Axes, parts: MapParts, one: Placed) -> None:
    """Draw the box and set the words in it."""
    import shapely

    unit, words = parts.unit, one.words
    west, south, _, north = one.box
    fill(ax, shapely.box(*one.box), themes.ink("paper"), zorder=9.3)
    stroke(ax, shapely.box(*one.box), themes.ink("frame"), 0.5, zorder=9.4)
    fill(ax, shapely.box(west, south, west + 0.3 * unit, north), themes.worn().accent, zorder=9.5)
    left, base = west + 0.8 * unit, north - 0.35 * unit - words.size
    for number, told in enumerate((words.heading, *words.lines)):
        at = base - number * words.size * LEADING
        write(ax, left, at, told, words.size, themes.ink("text"), bold=number == 0, zorder=10.0)
