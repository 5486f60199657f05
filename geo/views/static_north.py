"""The north arrow of the static map: drawn where north is not up all over it, turned to true north where it stands."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from . import themes
from .languages import table
from .static_panel import Panel, fill, stroke
from .static_text import legible, text_width, write

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Degrees by which north may lean from upright before a map says so.
_LEAN: Final = 1.0
#: Degrees of latitude over which the way to north is measured.
_STEP: Final = 1e-4
#: Width and height of the arrow with its letter, type units.
_SIZE: Final = (2.6, 3.9)


def lean(panel: Panel, x: float, y: float) -> float:
    """Return by how many degrees true north leans to the right of upright at a point of the panel.

    It is the meridian convergence of the panel's projection there, measured along the meridian.
    """
    lon, lat = panel.degrees(x, y)
    (x0, y0), (x1, y1) = panel.at(lon, lat - _STEP), panel.at(lon, lat + _STEP)
    return math.degrees(math.atan2(x1 - x0, y1 - y0))


def north_wanted(panel: Panel, north: str) -> bool:
    """Say whether a panel has a north arrow: `north` is auto, always or never, as `Edition.north` says."""
    if north != "auto":
        return north == "always"
    return any(abs(lean(panel, x, y)) > _LEAN for x in (0.0, panel.width) for y in (0.0, panel.height))


def north_box(unit: float) -> tuple[float, float]:
    """Return width and height in points that the arrow takes."""
    return _SIZE[0] * unit, _SIZE[1] * unit


def draw_north(ax: Axes, panel: Panel, x: float, y: float, unit: float, lang: str) -> None:
    """Draw the arrow in a box with its lower left corner at (x, y), its letter above it."""
    import shapely
    from shapely.affinity import rotate, translate

    wide, tall = north_box(unit)
    middle, size = x + wide / 2, legible(0.85 * unit)
    turn = -lean(panel, middle, y + tall / 2)
    length, half = tall - size - 0.7 * unit, 0.62 * unit
    west = shapely.Polygon([(0, length / 2), (-half, -length / 2), (0, -length / 2 + 0.5 * unit)])
    east = shapely.Polygon([(0, length / 2), (half, -length / 2), (0, -length / 2 + 0.5 * unit)])
    halves = [translate(rotate(one, turn, origin=(0, 0)), middle, y + 0.2 * unit + length / 2) for one in (west, east)]
    stroke(ax, shapely.union_all(halves), themes.ink("halo"), 3.0, zorder=9.0)
    for one, colour in zip(halves, (themes.ink("text"), themes.ink("paper")), strict=True):
        fill(ax, one, colour, zorder=9.1)
        stroke(ax, one, themes.ink("text"), 0.7, zorder=9.2)
    letter = table(lang)["print"]["north"]
    # the letter stands where the arrow points to
    tip = middle - math.sin(math.radians(turn)) * (length / 2 + 0.3 * unit)
    tip = min(max(tip, x + text_width(letter, size) / 2), x + wide - text_width(letter, size) / 2)
    write(ax, tip, y + tall - size, letter, size, themes.ink("text"), ha="center", halo=themes.ink("halo"))
