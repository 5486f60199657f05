"""The map panel of the static map: ground, zones, advances, reports, names, scale and locator, in named layers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from . import themes
from .basemap import Ground, ground
from .scene import Scene
from .static_inset import draw_scale, scale_box
from .static_labels import Room
from .static_marks import MARK, arrow_path, draw_areas, draw_arrow, draw_denied, draw_mark, draw_notes, fan
from .static_names import MapParts, write_names
from .static_panel import Panel, fill, stroke
from .style import CLASSES
from .view import MapView

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer

#: Head of an arrow, type units.
_HEAD: Final = 0.98
#: Pieces of a region's edge shorter than this, points, are where two border layers differ: not drawn.
_SPECK: Final = 9.0
_CORNERS: Final = ("lower left", "upper left", "lower right", "upper right")


@dataclass
class Canvas:
    """One axes a layer, all with the panel's points; the last is on top."""

    base: Axes
    zones: Axes
    advances: Axes
    labels: Axes


def draw_map(
    canvas: Canvas, view: MapView, scene: Scene, panel: Panel, unit: float, boundaries: Boundaries,
    gazetteer: Gazetteer, inset: tuple[float, float] | None,
) -> tuple[float, float, float, float] | None:  # fmt: skip
    """Draw everything on the panel; return the box kept free for a locator of size `inset`, None if none is asked."""
    import shapely

    layers = ground(boundaries, panel.extent, panel.fine)
    borders = shapely.union_all([panel.shape(border) for border in layers.borders])
    parts = MapParts(panel, scene, unit, Room(panel.width, panel.height), borders)
    _draw_ground(canvas.base, layers, panel)
    draw_areas(canvas.zones, scene, panel)
    _draw_borders(canvas.zones, layers, parts)
    draw_notes(canvas.zones, scene, panel)
    crowd = _draw_marks(canvas.advances, parts)
    taken = _corners(parts, crowd, inset)
    draw_scale(canvas.labels, panel, taken[0][0], taken[0][1], unit)
    write_names(canvas.labels, parts, view, boundaries, gazetteer)
    return taken[1] if inset is not None else None


def _draw_ground(ax: Axes, layers: Ground, panel: Panel) -> None:
    import shapely

    fill(ax, shapely.box(0, 0, panel.width, panel.height), themes.ink("water"), zorder=0.0)
    for land in layers.land:
        fill(ax, panel.shape(land), themes.ink("land"), zorder=0.1)
    for river in layers.rivers:
        stroke(ax, panel.shape(river), themes.ink("river"), 0.8, zorder=0.3)
    for lake in layers.lakes:
        fill(ax, panel.shape(lake), themes.ink("water"), zorder=0.4)
        stroke(ax, panel.shape(lake), themes.ink("river"), 0.4, zorder=0.5)
    # a state border's own line is drawn over the regions' edge along it
    edges = shapely.union_all([panel.shape(edge) for edge in layers.regions])
    borders = shapely.union_all([shapely.buffer(panel.shape(border), 2.5) for border in layers.borders])
    parts = shapely.get_parts(shapely.line_merge(shapely.difference(edges, borders))) if not edges.is_empty else []
    lines = shapely.union_all([part for part in parts if part.length > _SPECK])
    stroke(ax, lines, themes.ink("region_line"), 0.7, (6.0, 2.5, 1.2, 2.5), zorder=0.6)


def _draw_borders(ax: Axes, layers: Ground, parts: MapParts) -> None:
    import shapely

    for border in layers.borders:
        line = parts.panel.shape(border)
        stroke(ax, line, themes.ink("border_casing"), 3.0, zorder=3.5)
        stroke(ax, line, themes.ink("border"), 1.25, zorder=3.6)
        for piece in shapely.get_parts(line):
            parts.room.block_line(shapely.get_coordinates(piece))


def _draw_marks(ax: Axes, parts: MapParts) -> list[tuple[float, float]]:
    """Draw arrows, denied places and reports, and take their space; return where they stand."""
    panel, room, unit = parts.panel, parts.room, parts.unit
    radius = MARK * unit
    stood = []
    for key, advance in sorted(parts.scene.advances, key=lambda item: (-CLASSES[item[0]].order, item[1].advance_id)):
        end = panel.at(*advance.end)
        stood.append(end)
        if advance.start is None:
            continue
        path = arrow_path(panel.at(*advance.start), end, radius * 1.25, least=2.3 * _HEAD * unit)
        draw_arrow(ax, path, themes.look(key), _HEAD * unit, zorder=6.0)
        room.block_line(path)
    struck = {one.place_id for one in parts.scene.denied}
    for spot in parts.scene.spots:
        x, y = panel.at(spot.lon, spot.lat)
        stood.append((x, y))
        marks = fan(spot, (x, y), radius, parts.borders, taken=spot.place_id in struck)
        for number, (right, up, key) in reversed(list(enumerate(marks))):
            draw_mark(ax, x + right, y + up, key, radius, zorder=7.0 + 0.6 / (1 + number))
            room.block((x + right - radius, y + up - radius, x + right + radius, y + up + radius))
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
