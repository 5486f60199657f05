"""The small things on the map panel: scale bar, and the locator that says where in the world it is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from ..crs import BBox
from . import themes
from .basemap import area_labels, ground
from .static_panel import Panel, fill, stroke
from .static_text import legible, text_width, write
from .view import fit_bbox

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from shapely.geometry.base import BaseGeometry

    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer

#: Cities that orient a reader in the locator: Kyiv and Moscow.
_CAPITALS: Final = ("gn:703448", "gn:524901")
_LOCATOR_SPAN: Final = (15.0, 9.5)


def scale_length_km(panel: Panel, share: float = 0.24) -> float:
    """Return the longest of 1, 2 or 5 times a power of ten km that takes at most `share` of the panel's width."""
    room_km = panel.width * share / panel.points_per_m / 1000
    base = 10.0 ** math.floor(math.log10(room_km))
    return max(step * base for step in (1, 2, 5) if step * base <= room_km)


def scale_box(panel: Panel, unit: float) -> tuple[float, float]:
    """Return width and height in points that the scale bar takes."""
    length = scale_length_km(panel) * 1000 * panel.points_per_m
    return length + 2.6 * unit + text_width(_km(scale_length_km(panel)), legible(0.85 * unit)), 2.5 * unit


def draw_scale(ax: Axes, panel: Panel, x: float, y: float, unit: float) -> None:
    """Draw a two-part scale bar with its lower left corner near (x, y); exact in the middle of the view."""
    import shapely

    km = scale_length_km(panel)
    length = km * 1000 * panel.points_per_m
    left, base, thick = x + 0.6 * unit, y + 0.55 * unit, 0.32 * unit
    stroke(ax, shapely.box(left, base, left + length, base + thick), themes.ink("halo"), 3.0, zorder=9.0)
    fill(ax, shapely.box(left, base, left + length, base + thick), themes.ink("paper"), zorder=9.1)
    fill(ax, shapely.box(left, base, left + length / 2, base + thick), themes.ink("text"), zorder=9.2)
    stroke(ax, shapely.box(left, base, left + length, base + thick), themes.ink("text"), 0.7, zorder=9.3)
    for share, words in ((0.0, "0"), (0.5, _number(km / 2)), (1.0, _km(km))):
        at = left + length * share
        ha = "center" if share < 1 else "left"
        shift = 0.0 if share < 1 else -text_width(_number(km), legible(0.85 * unit)) / 2
        write(
            ax,
            at + shift,
            base + thick + 0.4 * unit,
            words,
            legible(0.85 * unit),
            themes.ink("text"),
            ha=ha,
            halo=themes.ink("halo"),
        )


def _number(km: float) -> str:
    return f"{km:g}"


def _km(km: float) -> str:
    return f"{_number(km)} km"


def locator_bbox(bbox: BBox) -> BBox:
    """Return the extent that the locator shows: the view's surroundings, at least some 1,000 km across."""
    west, south, east, north = bbox
    lon, lat = (west + east) / 2, (south + north) / 2
    wide, tall = max(_LOCATOR_SPAN[0], 3 * (east - west)), max(_LOCATOR_SPAN[1], 3 * (north - south))
    return fit_bbox(lon - wide / 2, lat - tall / 2, lon + wide / 2, lat + tall / 2)


def draw_locator(
    ax: Axes, box: tuple[float, float, float, float], bbox: BBox, boundaries: Boundaries, gazetteer: Gazetteer,
    lang: str, unit: float,
) -> None:  # fmt: skip
    """Draw the locator in `box` (west, south, east, north, points): land, borders, two capitals, the view's frame."""
    import shapely
    from shapely.affinity import translate

    west, south, east, north = box
    panel = Panel(locator_bbox(bbox), east - west, north - south)

    def moved(geometry: shapely.Geometry) -> shapely.Geometry:
        return translate(panel.shape(geometry, spare=0.0), west, south)

    frame = shapely.box(*box)
    stroke(ax, frame, themes.ink("halo"), 4.0, zorder=11.0)
    fill(ax, frame, themes.ink("water"), zorder=11.1)
    layers = ground(boundaries, panel.extent, panel.fine)
    for land in layers.land:
        fill(ax, moved(land), themes.ink("land"), zorder=11.2)
    for lake in layers.lakes:
        fill(ax, moved(lake), themes.ink("water"), zorder=11.25)
    for border in layers.borders:
        stroke(ax, moved(border), themes.ink("border"), 0.55, zorder=11.3)
    stroke(ax, frame, themes.ink("frame"), 0.7, zorder=11.6)
    view = moved(shapely.segmentize(shapely.box(*bbox), 0.5))
    stroke(ax, view, themes.worn().accent, 1.3, zorder=11.5)
    taken = shapely.union_all([view, *_capitals(ax, panel, (west, south), view.bounds, gazetteer, lang, unit)])
    size = legible(0.66 * unit)
    for label in area_labels(boundaries, panel.shown, lang):
        if label.kind == "country" and label.text:
            x, y = panel.at(label.lon, label.lat)
            half = text_width(label.text.upper(), size) / 2
            for rise in (0.0, -1.2 * size, 1.2 * size, -2.4 * size):
                words = shapely.box(x - half, y + rise, x + half, y + rise + size)
                inside = shapely.box(0, 0, panel.width, panel.height).contains(words)
                if inside and not taken.intersects(translate(words, west, south)):
                    at = (x + west, y + south + rise)
                    write(
                        ax, *at, label.text.upper(), size, themes.ink("text_region"), ha="center",
                        halo=themes.ink("land"), zorder=11.4,
                    )  # fmt: skip
                    break


def _capitals(
    ax: Axes, panel: Panel, corner: tuple[float, float], view: BBox, gazetteer: Gazetteer, lang: str, unit: float
) -> list[BaseGeometry]:
    """Name the capitals; return the boxes of their names on the sheet."""
    import shapely

    boxes = []
    for place_id in _CAPITALS:
        place = gazetteer.get(place_id)
        if place is None:
            continue
        x, y = panel.at(place.lon, place.lat)
        size = legible(0.74 * unit)
        width = text_width(place.named(lang), size)
        near_view = view[0] - corner[0] - width < x < view[2] - corner[0] and view[1] < y + corner[1] < view[3]
        if not panel.holds(x, y) or not panel.holds(x + width + unit, y + size) or near_view:
            continue
        fill(ax, shapely.Point(x + corner[0], y + corner[1]).buffer(0.24 * unit, 8), themes.ink("town"), zorder=11.7)
        at = x + corner[0] + 0.45 * unit, y + corner[1] - 0.28 * unit
        write(ax, *at, place.named(lang), size, themes.ink("text"), halo=themes.ink("land"), zorder=11.8)
        boxes.append(shapely.box(at[0] - 0.7 * unit, at[1], at[0] + width, at[1] + size))
    return boxes
