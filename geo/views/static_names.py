"""Names on the panel of the static map: which are set, in which order, and what else is written there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from . import themes
from .basemap import Label, area_labels, place_labels
from .languages import Table, counted, table
from .naming import short
from .scene import Scene
from .static_labels import Room, Set, Sign
from .static_marks import MARK, NOTE_OFFSET, fan
from .static_panel import Panel, fill, stroke
from .static_text import LEADING, legible, wrap, write
from .view import MapView

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes
    from shapely import Point
    from shapely.geometry.base import BaseGeometry

    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer

#: Radius of a place's dot, type units.
_DOT: Final = 0.26
#: One orienting name in a square of this many points: enough to know where one is, and quiet.
_POINTS_A_NAME: Final = 86.0
#: Where along its border a note is tried: pieces of the line, longest first, and shares of their length.
_PIECES: Final = 4
_ALONG: Final = (0.5, 0.35, 0.65, 0.2, 0.8, 0.42, 0.58, 0.1, 0.9)


@dataclass(frozen=True, slots=True)
class MapParts:
    """What is put on the panel, the room that is left for names, and the state borders, points of the panel."""

    panel: Panel
    scene: Scene
    unit: float
    room: Room
    borders: BaseGeometry


def write_names(ax: Axes, parts: MapParts, view: MapView, boundaries: Boundaries, gazetteer: Gazetteer) -> None:
    """Name cities, then areas and announcements, then the places of the story and those that orient."""
    shown = parts.panel.shown
    areas = area_labels(boundaries, shown, view.lang)
    most = round(parts.panel.width * parts.panel.height / _POINTS_A_NAME**2)
    places = place_labels(gazetteer, shown, view.lang, parts.scene.story, most=most)
    marked = _marked(parts)
    cities = [label for label in places if label.kind == "city"]
    for label in cities:
        _name_place(ax, parts, label, marked)
    _name_areas(ax, parts, areas, boundaries, view.ui)
    _write_notes(ax, parts, table(view.ui))
    for label in places:
        if label.kind != "city":
            _name_place(ax, parts, label, marked)


def _marked(parts: MapParts) -> dict[str, tuple[float, float]]:
    """How far the marks that stand on a place already reach to its left and right."""
    radius = MARK * parts.unit
    marked = {one.place_id: (radius, radius) for one in parts.scene.denied}
    for spot in parts.scene.spots:
        left, right = marked.get(spot.place_id, (radius, radius))
        at = parts.panel.at(spot.lon, spot.lat)
        shifts = [shift for shift, _, _ in fan(spot, at, radius, parts.borders, taken=spot.place_id in marked)]
        marked[spot.place_id] = max(left, radius - min(shifts)), max(right, max(shifts) + radius)
    return marked


def _name_place(ax: Axes, parts: MapParts, label: Label, marked: dict[str, tuple[float, float]]) -> None:
    x, y = parts.panel.at(label.lon, label.lat)
    if not parts.panel.holds(x, y):
        return
    size = legible({"city": 1.15, "town": 0.98}.get(label.kind, 0.88 if label.story else 0.82) * parts.unit)
    dot = (_DOT if label.kind != "city" else 0.34) * parts.unit
    left, right = marked.get(label.place_id, (dot, dot))
    radius = min(left, MARK * parts.unit)
    if label.place_id not in marked and not parts.room.free((x - dot, y - dot, x + dot, y + dot)):
        return
    sign = Sign((label.text,), x, y, size, label.kind == "city", False, radius, label.story, left, right)
    placed = parts.room.place(sign)
    if placed is None:
        return
    if label.place_id not in marked:
        _dot(ax, x, y, dot)
        parts.room.block((x - dot, y - dot, x + dot, y + dot))
    colour = themes.ink("text") if label.story or label.kind == "city" else themes.ink("text_muted")
    _write_set(ax, placed, colour)


def _dot(ax: Axes, x: float, y: float, radius: float) -> None:
    import shapely

    circle = shapely.Point(x, y).buffer(radius, 8)
    stroke(ax, circle, themes.ink("halo"), 1.6, zorder=8.5)
    fill(ax, circle, themes.ink("town"), zorder=8.6)


def _write_set(ax: Axes, placed: Set, colour: str) -> None:
    import shapely

    if placed.leader is not None:
        line = shapely.LineString(placed.leader)
        stroke(ax, line, themes.ink("halo"), 2.0, zorder=9.0)
        stroke(ax, line, themes.ink("text_muted"), 0.5, zorder=9.1)
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
            halo=themes.ink("halo"),
            zorder=10.0,
        )


def _name_areas(ax: Axes, parts: MapParts, areas: tuple[Label, ...], boundaries: Boundaries, lang: str) -> None:
    """Name countries and regions in clean ground; a region that reports speak of says how many, in its second line."""
    counts = {tint.place_id: tint.count for tint in parts.scene.tints if tint.geometry is not None}
    zones = _hatched(parts)
    named = set()
    for label in areas:
        outline = boundaries.area(label.place_id) if label.kind == "region" else _country(boundaries, label)
        told = counts.get(label.place_id)
        lines: tuple[str, ...] = (label.text.upper() if label.kind == "country" else label.text,)
        if told is not None:
            lines = (*lines, counted(table(lang)["n_reports_area"], told, lang))
        size = (1.25 if label.kind == "country" else 1.0) * parts.unit
        sign = Sign(lines, *parts.panel.at(label.lon, label.lat), size, italic=label.kind == "region")
        placed = parts.room.centre(sign, _clear_spots(parts, outline, sign, zones))
        if placed is not None:
            named.add(label.place_id)
            _write_set(ax, placed, themes.ink("text_region") if told is None else themes.ink("text"))
    for tint in parts.scene.tints:
        if tint.geometry is not None and tint.place_id not in named:
            sign = Sign(
                (tint.name, counted(table(lang)["n_reports"], tint.count, lang)),
                0,
                0,
                legible(0.88 * parts.unit),
                italic=True,
            )
            placed = parts.room.centre(sign, _clear_spots(parts, tint.geometry, sign, zones))
            if placed is not None:
                _write_set(ax, placed, themes.ink("text"))


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


def _write_notes(ax: Axes, parts: MapParts, words: Table) -> None:
    """Write an announcement without extent beside its stretch of border, clear of the zones where there is room."""
    hatched = _hatched(parts)
    for note in parts.scene.notes:
        if note.line is None:
            continue
        size = legible(0.82 * parts.unit)
        who = short(note.zone.claimed_by[0]) if note.zone.claimed_by else words["unnamed"]
        told = words["note_proposed" if note.zone.status == "planned" else "note_announced"].format(who=who)
        lines = tuple(wrap(told, 15 * parts.unit, size))
        anchors = _anchors(parts.panel.shape(note.line, spare=0.0), NOTE_OFFSET if note.aside else 0.0)
        signs = [Sign(lines, at.x, at.y, size, italic=True, radius=0.2, leader=True) for at in anchors]
        tries = ((sign, ground) for ground in (hatched, None) for sign in signs)
        placed = next(filter(None, (parts.room.place(sign, ground) for sign, ground in tries)), None)
        if placed is not None:
            _write_set(ax, placed, themes.look(note.key).edge)


def _anchors(line: BaseGeometry, aside: float) -> list[Point]:
    """Points to hang a note on: along the longest pieces of a line, `aside` points to its left."""
    import shapely

    pieces = sorted(shapely.get_parts(line), key=lambda piece: -piece.length)[:_PIECES]
    lines = [shapely.offset_curve(shapely.simplify(piece, 1.2), aside) if aside else piece for piece in pieces]
    return [shapely.line_interpolate_point(piece, share, normalized=True) for share in _ALONG for piece in lines]
