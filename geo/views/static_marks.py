"""Zones, advances and reports on the static map, and the same drawings small for its legend.

Everything is in points of the axes it is drawn on. An arrow is generalised: it says that a move was reported, from
which side and to which place; nobody reported the line between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from . import themes
from .drawn import drawing
from .placed_reports import Spot
from .scene import Scene
from .static_panel import Panel, draw_class, fill, stroke
from .style import (
    AREA_CLASS,
    CLASSES,
    DENIED_CLASS,
    DISPUTED_CLASS,
    SHAPES,
    STATUS_STYLES,
    TYPE_SHAPES,
    ClassStyle,
    Colour,
    SideStyle,
    event_parts,
)

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes
    from shapely.geometry.base import BaseGeometry

    from .static_parts import MapParts

#: Radius of a report's mark, type units.
MARK: Final = 0.46
#: Hatch spacing on disputed ground, points: a village's ground is small.
_DENSE: Final = 3.6
#: Distance of an announcement's dots from the border, points.
NOTE_OFFSET: Final = 2.6
#: How far an arrow bows to one side, of its length.
_BOW: Final = 0.10
#: Marks drawn at one place; more are counted in the list of reports, not stacked out of sight.
_MOST_FANNED: Final = 5
#: How far from its place a further mark stands, radii: it touches the first one.
_APART: Final = 1.9
#: Where further marks of a place are tried, degrees from the right, counter-clockwise; six never touch each other.
_DIRECTIONS: Final = (0.0, 60.0, 300.0, 180.0, 120.0, 240.0)


def draw_areas(ax: Axes, parts: MapParts) -> None:
    """Draw what covers ground: tinted regions, zones in order of their class, contested ground on top."""
    scene, panel = parts.scene, parts.panel
    for tint in scene.tints:
        if tint.geometry is not None:
            with drawing("area", AREA_CLASS):
                draw_tint(ax, panel.shape(tint.geometry), zorder=1.0)
    for number, (key, zone) in enumerate(sorted(parts.zones, key=lambda item: CLASSES[item[0]].order)):
        with drawing("area", key):
            draw_class(ax, zone, themes.look(key), zorder=2.0 + number * 0.01)
    contested = [ground.geometry for ground in scene.contested]
    for geometry in contested + [overlap.geometry for overlap in scene.overlaps]:
        with drawing("area", DISPUTED_CLASS):
            draw_class(ax, panel.shape(geometry), themes.look(DISPUTED_CLASS), zorder=3.0, spacing=_DENSE)


def draw_tint(ax: Axes, geometry: BaseGeometry, *, zorder: float = 1.0) -> None:
    """Tint an area of which reports speak without naming a place: neutral, for a report is not a hold."""
    look = themes.look(AREA_CLASS)
    fill(ax, geometry, look.fill or themes.neutral().tint, look.fill_opacity, zorder=zorder)


def draw_notes(ax: Axes, scene: Scene, panel: Panel) -> None:
    """Dot the stretch of border that an announcement without extent speaks of; nothing is filled.

    The dots stand a little inside the region that is meant, so that two sides' announcements are both seen; one
    side's announcements for the same stretch share their dots.
    """
    import shapely

    taken: dict[str, list[BaseGeometry]] = {}
    for note in sorted(scene.notes, key=lambda note: not note.aside):
        if note.line is None:
            continue
        line = shapely.simplify(panel.shape(note.line), 1.2)
        for drawn in taken.setdefault(note.key, []):
            line = shapely.difference(line, drawn)
        taken[note.key].append(shapely.buffer(line, 2 * NOTE_OFFSET))
        for part in shapely.get_parts(line):
            aside = shapely.offset_curve(part, NOTE_OFFSET, join_style="round") if note.aside else part
            with drawing("note", note.key):
                draw_class(ax, aside, themes.look(note.key), zorder=4.0)


def arrow_path(start: tuple[float, float], end: tuple[float, float], gap: float, least: float = 0.0) -> np.ndarray:
    """Return a slightly bowed line from `start` that stops `gap` before `end`: points, (n, 2).

    A line shorter than `least` is begun farther back on the same bearing, so that its head does not swallow it.
    """
    import numpy as np

    tail, tip = np.array(start), np.array(end)
    reach = float(np.hypot(*(tip - tail)))
    if 0 < reach < gap + least:
        tail = tip + (tail - tip) / reach * (gap + least)
    across = np.array([-(tip - tail)[1], (tip - tail)[0]]) * _BOW
    middle = (tail + tip) / 2 + across
    along = np.linspace(0, 1, 17)[:, None]
    curve = (1 - along) ** 2 * tail + 2 * along * (1 - along) * middle + along**2 * tip
    far = np.hypot(*(curve - tip).T) >= gap
    keep: np.ndarray = curve[: max(2, int(far.sum()))]
    heading = tip - keep[-1]
    length = float(np.hypot(*heading))
    if length > gap:
        keep = np.vstack([keep, keep[-1] + heading / length * (length - gap)])
    return keep


def draw_arrow(
    ax: Axes, path: np.ndarray, look: ClassStyle, size: float, *, zorder: float = 6.0, glow: Colour | None = None
) -> BaseGeometry:
    """Draw an advance along a path in points: shaft, head of `size`, as its class looks, over a light casing.

    Return the head's outline.

    `glow` is the colour of a wider casing below that one, which sets the arrow off.
    """
    import numpy as np
    import shapely

    tip = path[-1]
    back = path[0] if len(path) < 3 else path[-3]
    unit = (tip - back) / max(1e-9, float(np.hypot(*(tip - back))))
    across = np.array([-unit[1], unit[0]])
    corners = [tip, tip - unit * size + across * size * 0.46, tip - unit * size - across * size * 0.46]
    head = shapely.Polygon(corners)
    keep = np.hypot(*(path - tip).T) >= size * 0.9
    shaft = np.vstack([path[keep], tip - unit * size * 0.9]) if keep.any() else path[:0]
    if glow is not None:
        if len(shaft) > 1:
            stroke(ax, shapely.LineString(shaft), glow, look.edge_width + 4.4, zorder=zorder - 0.1)
        stroke(ax, head, glow, 4.8, zorder=zorder - 0.1)
    if len(shaft) > 1:
        line = shapely.LineString(shaft)
        stroke(ax, line, themes.ink("halo"), look.edge_width + 1.8, zorder=zorder)
        stroke(ax, line, look.edge, look.edge_width, look.dash, zorder=zorder + 0.1)
    stroke(ax, head, themes.ink("halo"), 2.6, zorder=zorder)
    fill(ax, head, look.edge if look.head == "solid" else themes.ink("paper"), zorder=zorder + 0.2)
    stroke(ax, head, look.edge, 1.0, zorder=zorder + 0.3)
    if look.head == "struck":
        bar = [tip - unit * size * 1.1 + across * size * 0.7, tip + unit * size * 0.1 - across * size * 0.7]
        stroke(ax, shapely.LineString(bar), look.edge, 1.2, zorder=zorder + 0.4)
    return head


def draw_mark(ax: Axes, x: float, y: float, key: str, radius: float, *, zorder: float = 7.0) -> None:
    """Draw the mark of an event class at a point: shape by type, body by status, colour by side."""
    event_type, status, side = event_parts(key)
    draw_body(ax, x, y, TYPE_SHAPES[event_type], status, themes.side(side), radius, zorder=zorder)


def draw_body(
    ax: Axes, x: float, y: float, shape: str, status: str, side: SideStyle, radius: float, *, zorder: float = 7.0
) -> None:
    """Draw a shape with the body of a status in the colours of a side, over a light casing."""
    import shapely

    look = STATUS_STYLES[status]
    outline = shapely.Polygon([(x + right * radius, y + up * radius) for right, up in SHAPES[shape]])
    stroke(ax, outline, themes.ink("halo"), 2.6, zorder=zorder)
    fill(ax, outline, {"solid": side.ink, "light": side.tint}.get(look.body, themes.ink("paper")), zorder=zorder + 0.1)
    stroke(ax, outline, side.ink, 1.0, (1.4, 1.1) if look.dashed else (), zorder=zorder + 0.2)
    if look.struck:
        _strike(ax, x, y, radius, side.ink, zorder + 0.3)


def _strike(ax: Axes, x: float, y: float, radius: float, colour: str, zorder: float) -> None:
    import shapely

    bar = shapely.LineString([(x - 1.35 * radius, y - 1.35 * radius), (x + 1.35 * radius, y + 1.35 * radius)])
    stroke(ax, bar, themes.ink("halo"), 3.0, zorder=zorder)
    stroke(ax, bar, colour, 1.3, zorder=zorder + 0.01)


def draw_denied(ax: Axes, x: float, y: float, side: str, radius: float, *, zorder: float = 8.0) -> None:
    """Draw a denied claim: a hollow square in the claiming side's ink, struck in neutral."""
    import shapely

    look = themes.look(DENIED_CLASS)
    outline = shapely.Polygon([(x + right * radius, y + up * radius) for right, up in SHAPES["square"]])
    stroke(ax, outline, themes.ink("halo"), 2.6, zorder=zorder)
    fill(ax, outline, themes.ink("paper"), zorder=zorder + 0.1)
    ink = themes.side(side).ink
    stroke(ax, outline, ink, 1.0, zorder=zorder + 0.2)
    _strike(ax, x, y, radius, look.edge, zorder + 0.3)


def fan(
    spot: Spot, at: tuple[float, float], radius: float, borders: BaseGeometry, *, taken: bool = False
) -> list[tuple[float, float, str]]:
    """Return the offset right and up, in points, and the class of each mark of a place.

    Own rule: the first stands on the place itself, unless a struck claim does (`taken`); the others touch it, in
    the first direction in which neither the mark nor the way to it meets a state border (`borders`, points of the
    panel). Where no direction is left they lie half over the first.
    """
    import math

    import shapely

    keys = [key for key, _ in spot.classes[:_MOST_FANNED]]
    near = shapely.dwithin(borders, shapely.Point(at), 4.0 * _APART * radius)
    placed = [] if taken or not keys else [(0.0, 0.0, keys[0])]
    # where a border leaves too few directions, the next marks stand behind the first ring
    free = [(angle + 30.0 * (ring - 1), ring) for ring in (1, 2) for angle in _DIRECTIONS]
    for key in keys[len(placed) :]:
        offset = (0.0, 0.0)
        for angle, ring in free:
            away = (_APART if ring == 1 else 1.75 * _APART) * radius
            right, up = (away * turn(math.radians(angle)) for turn in (math.cos, math.sin))
            if not near or _clear(at, (at[0] + right, at[1] + up), radius, borders):
                offset = (right, up)
                free.remove((angle, ring))
                break
        else:
            offset = _half_over(at, radius, borders, {mark[:2] for mark in placed})
        placed.append((*offset, key))
    return placed


def _clear(at: tuple[float, float], away: tuple[float, float], radius: float, borders: BaseGeometry) -> bool:
    """Whether neither a mark away from its place nor the way to it meets a border.

    A place that itself lies on the border cannot keep its first mark off it.
    """
    import shapely

    way = shapely.LineString([at, away]).buffer(0.7 * radius)
    return bool(shapely.disjoint(shapely.difference(way, shapely.Point(at).buffer(radius)), borders))


def _half_over(
    at: tuple[float, float], radius: float, borders: BaseGeometry, taken: set[tuple[float, float]]
) -> tuple[float, float]:
    """An offset at which half of a mark is seen beside the first, on its side of the border and away from it."""
    import math

    import shapely

    near = [(radius * math.cos(math.radians(angle)), radius * math.sin(math.radians(angle))) for angle in _DIRECTIONS]

    def worth(one: tuple[float, float]) -> tuple[bool, float]:
        there = shapely.Point(at[0] + one[0], at[1] + one[1])
        return shapely.disjoint(shapely.LineString([at, there]), borders), shapely.distance(there, borders)

    return max([one for one in near if one not in taken] or near, key=worth)
