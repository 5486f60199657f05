"""The map panel of the static map: ground, zones, advances, reports, names, scale and locator, in named layers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..records import Frame
from .basemap import Ground, Label, area_labels, ground, place_labels
from .scene import Scene
from .static_inset import draw_scale, scale_box
from .static_labels import Room, Set, Sign
from .static_marks import NOTE_OFFSET, abreast, arrow_path, draw_areas, draw_arrow, draw_denied, draw_mark, draw_notes
from .static_panel import Panel, fill, stroke
from .static_text import LEADING, wrap, write
from .style import BASE, CLASSES
from .view import MapView
from .words import count_words

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes
    from shapely.geometry.base import BaseGeometry

    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer

#: Radius of a report's mark and of a place's dot, head of an arrow: in type units.
_MARK, _DOT, _HEAD = 0.46, 0.26, 0.98
#: One orienting name in a square of this many points: enough to know where one is, and quiet.
_POINTS_A_NAME: Final = 86.0
#: Where along its border a note is tried, shares of the length.
_ALONG: Final = (0.5, 0.35, 0.65, 0.2, 0.8, 0.42, 0.58, 0.1, 0.9)
_CORNERS: Final = ("lower left", "upper left", "lower right", "upper right")


@dataclass
class Canvas:
    """One axes a layer, all with the panel's points; the last is on top."""

    base: Axes
    zones: Axes
    advances: Axes
    labels: Axes


@dataclass(frozen=True, slots=True)
class MapParts:
    """What is put on the panel, and the room that is left for names."""

    panel: Panel
    scene: Scene
    unit: float
    room: Room


def draw_map(
    canvas: Canvas, frame: Frame, view: MapView, scene: Scene, panel: Panel, unit: float, boundaries: Boundaries,
    gazetteer: Gazetteer, inset: tuple[float, float] | None,
) -> tuple[float, float, float, float] | None:  # fmt: skip
    """Draw everything on the panel; return the box kept free for a locator of size `inset`, None if none is asked."""
    parts = MapParts(panel, scene, unit, Room(panel.width, panel.height))
    layers = ground(boundaries, panel.extent)
    _draw_ground(canvas.base, layers, panel)
    draw_areas(canvas.zones, scene, panel, frame.disputed)
    _draw_borders(canvas.zones, layers, parts)
    draw_notes(canvas.zones, scene, panel)
    crowd = _draw_marks(canvas.advances, parts)
    taken = _corners(parts, crowd, inset)
    draw_scale(canvas.labels, panel, taken[0][0], taken[0][1], unit)
    _write_names(canvas.labels, parts, view, boundaries, gazetteer)
    return taken[1] if inset is not None else None


def _draw_ground(ax: Axes, layers: Ground, panel: Panel) -> None:
    import shapely

    fill(ax, shapely.box(0, 0, panel.width, panel.height), BASE["water"], zorder=0.0)
    for land in layers.land:
        fill(ax, panel.shape(land), BASE["land"], zorder=0.1)
    for river in layers.rivers:
        stroke(ax, panel.shape(river), BASE["river"], 0.8, zorder=0.3)
    for lake in layers.lakes:
        fill(ax, panel.shape(lake), BASE["water"], zorder=0.4)
        stroke(ax, panel.shape(lake), BASE["river"], 0.4, zorder=0.5)
    # shared edges once, and none along a state border, whose line is drawn over them
    edges = shapely.union_all([shapely.boundary(panel.shape(region)) for region in layers.regions])
    borders = shapely.union_all([shapely.buffer(panel.shape(border), 2.5) for border in layers.borders])
    lines = shapely.line_merge(shapely.difference(edges, borders)) if not edges.is_empty else edges
    stroke(ax, lines, BASE["region_line"], 0.7, (6.0, 2.5, 1.2, 2.5), zorder=0.6)


def _draw_borders(ax: Axes, layers: Ground, parts: MapParts) -> None:
    import shapely

    for border in layers.borders:
        line = parts.panel.shape(border)
        stroke(ax, line, BASE["border_casing"], 3.0, zorder=3.5)
        stroke(ax, line, BASE["border"], 1.25, zorder=3.6)
        for piece in shapely.get_parts(line):
            parts.room.block_line(shapely.get_coordinates(piece))


def _draw_marks(ax: Axes, parts: MapParts) -> list[tuple[float, float]]:
    """Draw arrows, denied places and reports, and take their space; return where they stand."""
    panel, room, unit = parts.panel, parts.room, parts.unit
    radius = _MARK * unit
    stood = []
    for key, advance in sorted(parts.scene.advances, key=lambda item: (-CLASSES[item[0]].order, item[1].advance_id)):
        end = panel.at(*advance.end)
        stood.append(end)
        if advance.start is None:
            continue
        path = arrow_path(panel.at(*advance.start), end, radius * 1.25, least=2.3 * _HEAD * unit)
        draw_arrow(ax, path, CLASSES[key], _HEAD * unit, zorder=6.0)
        room.block_line(path)
    struck = {one.place_id for one in parts.scene.denied}
    for spot in parts.scene.spots:
        x, y = panel.at(spot.lon, spot.lat)
        stood.append((x, y))
        for shift, key in abreast(spot, radius, beside=spot.place_id in struck):
            draw_mark(ax, x + shift, y, key, radius, zorder=7.0)
            room.block((x + shift - radius, y - radius, x + shift + radius, y + radius))
    for one in parts.scene.denied:
        x, y = panel.at(one.lon, one.lat)
        stood.append((x, y))
        draw_denied(ax, x, y, one.side, radius, zorder=8.0)
        room.block((x - radius, y - radius, x + radius, y + radius))
    return stood


def _corners(
    parts: MapParts, crowd: list[tuple[float, float]], inset: tuple[float, float] | None
) -> list[tuple[float, float, float, float]]:
    """Choose the emptiest corners for the locator (if any) and then the scale bar; return scale box, locator box."""
    panel, pad = parts.panel, 0.7 * parts.unit
    free = list(_CORNERS)

    def box(corner: str, size: tuple[float, float]) -> tuple[float, float, float, float]:
        x = pad if "left" in corner else panel.width - pad - size[0]
        y = pad if "lower" in corner else panel.height - pad - size[1]
        return x, y, x + size[0], y + size[1]

    def crowded(corner: str, size: tuple[float, float]) -> int:
        west, south, east, north = box(corner, size)
        inside = sum(west - 12 < x < east + 12 and south - 12 < y < north + 12 for x, y in crowd)
        return 4 * inside + (0 if parts.room.free(box(corner, size)) else 1)

    taken = []
    for size in filter(None, (inset, scale_box(panel, parts.unit))):
        corner = min((crowded(name, size), number, name) for number, name in enumerate(free))[2]
        free.remove(corner)
        taken.append(box(corner, size))
        parts.room.block(taken[-1])
    return taken[::-1]


def _write_names(ax: Axes, parts: MapParts, view: MapView, boundaries: Boundaries, gazetteer: Gazetteer) -> None:
    shown = parts.panel.shown
    areas = area_labels(boundaries, shown, view.lang)
    most = round(parts.panel.width * parts.panel.height / _POINTS_A_NAME**2)
    places = place_labels(gazetteer, shown, view.lang, parts.scene.story, most=most)
    marked = _marked(parts)
    cities = [label for label in places if label.kind == "city"]
    for label in cities:
        _name_place(ax, parts, label, marked)
    _name_areas(ax, parts, areas, boundaries)
    _write_notes(ax, parts)
    for label in places:
        if label.kind != "city":
            _name_place(ax, parts, label, marked)


def _marked(parts: MapParts) -> dict[str, float]:
    """Radius of the mark that stands on a place already."""
    unit = parts.unit
    marked = {one.place_id: _MARK * unit for one in parts.scene.denied}
    for spot in parts.scene.spots:
        beside = spot.place_id in marked
        wide = max(shift for shift, _ in abreast(spot, _MARK * unit, beside=beside)) + _MARK * unit
        marked[spot.place_id] = max(marked.get(spot.place_id, 0.0), wide)
    return marked


def _name_place(ax: Axes, parts: MapParts, label: Label, marked: dict[str, float]) -> None:
    x, y = parts.panel.at(label.lon, label.lat)
    if not parts.panel.holds(x, y):
        return
    size = {"city": 1.15, "town": 0.98}.get(label.kind, 0.88 if label.story else 0.82) * parts.unit
    dot = (_DOT if label.kind != "city" else 0.34) * parts.unit
    radius = marked.get(label.place_id, dot)
    if label.place_id not in marked and not parts.room.free((x - dot, y - dot, x + dot, y + dot)):
        return
    sign = Sign((label.text,), x, y, size, label.kind == "city", radius=radius, leader=label.story)
    placed = parts.room.place(sign)
    if placed is None:
        return
    if label.place_id not in marked:
        _dot(ax, x, y, dot)
        parts.room.block((x - dot, y - dot, x + dot, y + dot))
    colour = BASE["text"] if label.story or label.kind == "city" else BASE["text_muted"]
    _write_set(ax, placed, colour)


def _dot(ax: Axes, x: float, y: float, radius: float) -> None:
    import shapely

    circle = shapely.Point(x, y).buffer(radius, 8)
    stroke(ax, circle, BASE["halo"], 1.6, zorder=8.5)
    fill(ax, circle, BASE["town"], zorder=8.6)


def _write_set(ax: Axes, placed: Set, colour: str) -> None:
    import shapely

    if placed.leader is not None:
        line = shapely.LineString(placed.leader)
        stroke(ax, line, BASE["halo"], 2.0, zorder=9.0)
        stroke(ax, line, BASE["text_muted"], 0.5, zorder=9.1)
    west, _, east, north = placed.box
    sign = placed.sign
    for number, line_text in enumerate(sign.lines):
        y = north - sign.size * 0.86 - number * sign.size * LEADING
        x = west if len(sign.lines) == 1 else (west + east) / 2
        ha = "left" if len(sign.lines) == 1 else "center"
        write(
            ax,
            x,
            y,
            line_text,
            sign.size,
            colour,
            bold=sign.bold,
            italic=sign.italic,
            ha=ha,
            halo=BASE["halo"],
            zorder=10.0,
        )


def _name_areas(ax: Axes, parts: MapParts, areas: tuple[Label, ...], boundaries: Boundaries) -> None:
    """Name countries and regions in clean ground; a region that reports speak of says how many, in its second line."""
    counts = {tint.place_id: tint.count for tint in parts.scene.tints if tint.geometry is not None}
    zones = _hatched(parts)
    named = set()
    for label in areas:
        outline = boundaries.area(label.place_id) if label.kind == "region" else _country(boundaries, label)
        told = counts.get(label.place_id)
        lines: tuple[str, ...] = (label.text.upper() if label.kind == "country" else label.text,)
        if told is not None:
            lines = (*lines, f"{count_words(told, 'report', 'reports')}, place not stated")
        size = (1.25 if label.kind == "country" else 1.0) * parts.unit
        sign = Sign(lines, *parts.panel.at(label.lon, label.lat), size, italic=label.kind == "region")
        placed = parts.room.centre(sign, _clear_spots(parts, outline, sign, zones))
        if placed is not None:
            named.add(label.place_id)
            _write_set(ax, placed, BASE["text_region"] if told is None else BASE["text"])
    for tint in parts.scene.tints:
        if tint.geometry is not None and tint.place_id not in named:
            sign = Sign((tint.name, count_words(tint.count, "report", "reports")), 0, 0, 0.88 * parts.unit, italic=True)
            placed = parts.room.centre(sign, _clear_spots(parts, tint.geometry, sign, zones))
            if placed is not None:
                _write_set(ax, placed, BASE["text"])


def _hatched(parts: MapParts) -> BaseGeometry:
    """Ground of all zones, in points, prepared for asking what touches it."""
    import shapely

    ground = shapely.union_all(
        [parts.panel.shape(zone.geometry) for _, zone in parts.scene.zones if zone.geometry is not None]
    )
    shapely.prepare(ground)
    return ground


def _country(boundaries: Boundaries, label: Label) -> BaseGeometry | None:
    mine = boundaries.countries[boundaries.countries["country"] == label.place_id.removeprefix("country:")]
    return None if mine.empty else mine.geometry.iloc[0]


def _clear_spots(
    parts: MapParts, outline: BaseGeometry | None, sign: Sign, zones: BaseGeometry
) -> list[tuple[float, float]]:
    """Places for the middle of a name inside an outline: those in clean ground first, nearest to its label point."""
    import shapely

    if outline is None:
        return []
    area = parts.panel.shape(outline, spare=0.0)
    width, height = sign.extent
    room = shapely.box(
        width / 2 + 4, height / 2 + 4, parts.panel.width - width / 2 - 4, parts.panel.height - height / 2 - 4
    )
    area = shapely.intersection(area, room) if not area.is_empty else area
    if area.is_empty:
        return []
    west, south, east, north = area.bounds
    spots = _grid(west, south, east, north)
    inside = spots[shapely.contains_xy(area, spots)]
    if not len(inside):
        return []
    busy = shapely.intersects(
        zones,
        shapely.box(
            inside[:, 0] - width / 2, inside[:, 1] - height / 2, inside[:, 0] + width / 2, inside[:, 1] + height / 2
        ),
    )
    edge = shapely.distance(shapely.boundary(area), shapely.points(inside))
    far = abs(inside[:, 0] - sign.x) + abs(inside[:, 1] - sign.y)
    order = sorted(range(len(inside)), key=lambda at: (bool(busy[at]), edge[at] < width / 2, float(far[at])))
    return [(float(inside[at][0]), float(inside[at][1])) for at in order]


def _grid(west: float, south: float, east: float, north: float) -> np.ndarray:
    import numpy as np

    x, y = np.meshgrid(np.linspace(west, east, 23), np.linspace(south, north, 19))
    return np.column_stack([x.ravel(), y.ravel()])


def _write_notes(ax: Axes, parts: MapParts) -> None:
    """Write an announcement without extent beside its stretch of border, clear of the zones where there is room."""
    import shapely

    hatched = _hatched(parts)
    for note in parts.scene.notes:
        if note.line is None:
            continue
        drawn = max(shapely.get_parts(parts.panel.shape(note.line, spare=0.0)), key=lambda part: part.length)
        size = 0.82 * parts.unit
        who = note.zone.claimed_by[0] if note.zone.claimed_by else "an unnamed claimant"
        lines = tuple(wrap(f"Security zone announced by {who}, extent not specified", 15 * parts.unit, size))
        if note.aside:
            drawn = shapely.offset_curve(drawn, NOTE_OFFSET)
        anchors = [shapely.line_interpolate_point(drawn, share, normalized=True) for share in _ALONG]
        signs = [Sign(lines, at.x, at.y, size, italic=True, radius=4.0, leader=True) for at in anchors]
        placed = next(filter(None, (parts.room.place(sign, hatched) for sign in signs)), None)
        if placed is not None:
            _write_set(ax, placed, CLASSES[note.key].edge)
