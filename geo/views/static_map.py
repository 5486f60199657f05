"""The map panel of the static map: ground, zones, advances, reports, names, scale and locator, in named layers."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ..errors import ViewError
from . import themes
from .basemap import Ground, ground, region_edges
from .called import Called
from .drawn import drawing
from .scene import Scene
from .static_added import NOTHING, Added
from .static_callouts import Placed, draw_callouts, place_callouts
from .static_corners import corners, corners_alike, meet
from .static_inset import draw_scale, scale_box
from .static_labels import Box, Room
from .static_marks import MARK, arrow_path, draw_areas, draw_arrow, draw_denied, draw_mark, draw_notes, fan
from .static_names import write_names
from .static_north import draw_north, north_box, north_wanted
from .static_panel import Panel, fill, stroke
from .static_parts import MapParts
from .style import CLASSES, DENIED_CLASS
from .view import MapView

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from shapely.geometry.base import BaseGeometry

    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer

#: Head of an arrow, type units.
_HEAD: Final = 0.98
#: Pieces of a region's edge shorter than this, points, are where two border layers differ: not drawn.
_SPECK: Final = 9.0
#: Pen and head of an advance that is set off, and of the others beside it, of what they are without.
_SET_OFF, _BESIDE = (1.7, 1.25), (0.75, 0.85)


@dataclass
class Canvas:
    """One axes a layer, all with the panel's points; the last is on top."""

    base: Axes
    zones: Axes
    advances: Axes
    labels: Axes


def draw_map(
    canvas: Canvas, view: MapView, scene: Scene, panel: Panel, unit: float, boundaries: Boundaries,
    gazetteer: Gazetteer, inset: tuple[float, float] | None, *, scale: bool = True, alike: Scene | None = None,
    added: Added = NOTHING, north: str = "never",
) -> Box | None:  # fmt: skip
    """Draw everything on the panel; return the box kept free for a locator of size `inset`, None if none is asked.

    Without `scale` the scale bar is left out: of several panels on one sheet it stands once. `alike` is all that a
    period shows, by which the corners are chosen where every frame of it is to have them in one place. `north` is
    auto, always or never.

    Raises
    ------
    ViewError
        If there is no room for a call-out.
    """
    import shapely

    layers = ground(boundaries, panel.extent, panel.fine)
    borders = shapely.union_all([panel.shape(border) for border in layers.borders])
    shapely.prepare(borders)
    named = frozenset(one.place_id for one in added.callouts)
    zones = tuple((key, panel.shape(zone.geometry)) for key, zone in scene.zones if zone.geometry is not None)
    parts = MapParts(panel, scene, unit, Room(panel.width, panel.height), borders, zones, named, added.numbers)
    _draw_ground(canvas.base, layers, region_edges(boundaries, panel.extent, panel.fine), panel)
    draw_areas(canvas.zones, parts)
    _draw_borders(canvas.zones, layers, parts)
    draw_notes(canvas.zones, scene, panel)
    crowd = _draw_marks(canvas.advances, parts, added.highlight)
    sizes = {} if inset is None else {"locator": inset}
    sizes |= {"scale": scale_box(panel, unit, view.ui)} if scale else {}
    sizes |= {"north": north_box(unit)} if north_wanted(panel, north) else {}
    parts, taken, placed = _insets(parts, crowd, sizes, alike, added.callouts)
    if scale:
        with drawing("scale"):
            draw_scale(canvas.labels, panel, *taken["scale"][:2], unit, view.ui)
    if "north" in taken:
        with drawing("north"):
            draw_north(canvas.labels, panel, *taken["north"][:2], unit, view.ui)
    draw_callouts(canvas.labels, parts, placed)
    write_names(canvas.labels, parts, view, boundaries, gazetteer)
    return taken.get("locator")


def _insets(
    parts: MapParts, crowd: list[tuple[float, float]], sizes: dict[str, tuple[float, float]], alike: Scene | None,
    callouts: tuple[Called, ...],
) -> tuple[MapParts, dict[str, Box], tuple[Placed, ...]]:  # fmt: skip
    """Place what stands in the corners, then the call-outs; where these find no room so, the call-outs go first."""
    room = parts.room
    placed: tuple[Placed, ...] | int = ()
    for first in (False, True) if callouts else (False,):
        parts = replace(parts, room=deepcopy(room)) if callouts else parts
        placed = place_callouts(parts, callouts) if first else ()
        taken = corners(parts, crowd, sizes) if alike is None else corners_alike(parts, alike, sizes)
        placed = placed if first else place_callouts(parts, callouts)
        if isinstance(placed, tuple):
            under = [at for at, one in enumerate(placed, 1) for box in taken.values() if meet(one.box, box)]
            if not under:
                return parts, taken, placed
            placed = under[0]
        lacking = f"callouts.{placed} ({callouts[placed - 1].name})"
    raise ViewError(f"{lacking}: the map has no room for it. Shorten it, leave one out, or take a larger paper.")


def _draw_ground(ax: Axes, layers: Ground, regions: BaseGeometry, panel: Panel) -> None:
    import shapely

    fill(ax, shapely.box(0, 0, panel.width, panel.height), themes.ink("water"), zorder=0.0)
    for land in layers.land:
        fill(ax, panel.shape(land), themes.ink("land"), zorder=0.1)
    for river in layers.rivers:
        stroke(ax, panel.shape(river), themes.ink("river"), 0.8, zorder=0.3)
    for lake in layers.lakes:
        fill(ax, panel.shape(lake), themes.ink("water"), zorder=0.4)
        stroke(ax, panel.shape(lake), themes.ink("river"), 0.4, zorder=0.5)
    for road in layers.roads:
        stroke(ax, panel.shape(road), themes.ink("region_line"), 0.6, zorder=0.55)
    # a state border's own line is drawn over the regions' edge along it
    edges = panel.shape(regions)
    borders = shapely.union_all([shapely.buffer(panel.shape(border), 2.5) for border in layers.borders])
    parts = shapely.get_parts(shapely.line_merge(shapely.difference(edges, borders))) if not edges.is_empty else []
    lines = shapely.union_all([part for part in parts if part.length > _SPECK])
    stroke(ax, lines, themes.ink("region_line"), 0.7, (6.0, 2.5, 1.2, 2.5), zorder=0.6)


def _draw_borders(ax: Axes, layers: Ground, parts: MapParts) -> None:
    import shapely

    for border in layers.borders:
        line = parts.panel.shape(border)
        stroke(ax, line, themes.ink("border_casing"), 3.0, zorder=3.5)
        with drawing("border"):
            stroke(ax, line, themes.ink("border"), 1.25, zorder=3.6)
        for piece in shapely.get_parts(line):
            parts.room.block_line(shapely.get_coordinates(piece))


def _draw_marks(ax: Axes, parts: MapParts, highlight: frozenset[str]) -> list[tuple[float, float]]:
    """Draw arrows, denied places and reports, and take their space; return where they stand."""
    panel, room, unit = parts.panel, parts.room, parts.unit
    radius = MARK * unit
    stood = _draw_arrows(ax, parts, highlight)
    struck = {one.place_id for one in parts.scene.denied}
    for spot in parts.scene.spots:
        x, y = panel.at(spot.lon, spot.lat)
        stood.append((x, y))
        marks = fan(spot, (x, y), radius, parts.borders, taken=spot.place_id in struck)
        for number, (right, up, key) in reversed(list(enumerate(marks))):
            with drawing("mark", key):
                draw_mark(ax, x + right, y + up, key, radius, zorder=7.0 + 0.6 / (1 + number))
            room.block((x + right - radius, y + up - radius, x + right + radius, y + up + radius))
    for one in parts.scene.denied:
        x, y = panel.at(one.lon, one.lat)
        stood.append((x, y))
        with drawing("mark", f"{DENIED_CLASS}-{one.side}"):
            draw_denied(ax, x, y, one.side, radius, zorder=8.0)
        room.block((x - radius, y - radius, x + radius, y + radius))
    return stood


def _draw_arrows(ax: Axes, parts: MapParts, highlight: frozenset[str]) -> list[tuple[float, float]]:
    """Draw the arrows, those to places in `highlight` last and larger, and take their space; return their ends."""
    import shapely

    panel, unit = parts.panel, parts.unit
    stood = []
    for key, advance in sorted(parts.scene.advances, key=lambda item: (-CLASSES[item[0]].order, item[1].advance_id)):
        end = panel.at(*advance.end)
        stood.append(end)
        if advance.start is None:
            continue
        chosen = advance.place_id in highlight
        pen, head = (1.0, 1.0) if not highlight else _SET_OFF if chosen else _BESIDE
        look, size = themes.look(key), _HEAD * head * unit
        path = arrow_path(panel.at(*advance.start), end, MARK * unit * 0.95, least=2.3 * size)
        with drawing("arrow", key):
            tip = draw_arrow(
                ax, path, replace(look, edge_width=look.edge_width * pen), size, zorder=6.5 if chosen else 6.0,
                glow=themes.worn().accent if chosen else None,
            )  # fmt: skip
        parts.room.block_line(path)
        parts.room.block_line(shapely.get_coordinates(tip))
    return stood
