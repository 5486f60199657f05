"""The small things on the map panel: scale bar, and the locator that says where in the world it is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from ..crs import BBox
from . import themes
from .basemap import area_labels, ground
from .languages import Table, grouped, table
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
#: Shortest scale bar that is aimed at, type units.
_BAR: Final = 7.0


def scale_length_km(panel: Panel, share: float = 0.24) -> float:
    """Return the longest of 1, 2 or 5 times a power of ten km that takes at most `share` of the panel's width."""
    room_km = panel.width * share / panel.points_per_m / 1000
    base = 10.0 ** math.floor(math.log10(room_km))
    return max(step * base for step in (1, 2, 5) if step * base <= room_km)


def _bar_km(panel: Panel, unit: float, most: float = math.inf) -> float:
    """Length of the scale bar: about a quarter of a wide panel, and long enough for its numbers on a narrow one.

    It is not longer than `most` points.
    """
    return scale_length_km(panel, min(max(0.24, min(0.6, _BAR * unit / panel.width)), most / panel.width))


def scale_box(panel: Panel, unit: float, lang: str = "en") -> tuple[float, float]:
    """Return width and height in points that the scale bar takes."""
    km = _bar_km(panel, unit)
    return km * 1000 * panel.points_per_m + 1.2 * unit + _beyond(km, unit, lang), 2.5 * unit


def _beyond(km: float, unit: float, lang: str) -> float:
    """How far the words of the last number reach beyond the bar."""
    size = legible(0.85 * unit)
    return text_width(_km(km, lang), size) - text_width(_number(km, lang), size) / 2


def draw_scale(
    ax: Axes, panel: Panel, x: float, y: float, unit: float, lang: str = "en", east: float = math.inf
) -> None:  # fmt: skip
    """Draw a two-part scale bar with its lower left corner near (x, y); exact in the middle of the view.

    Its numbers and unit are those of a language; the number in its middle is left out where it has no room. Nothing of
    it reaches beyond `east`.
    """
    import shapely

    room = east - x - 0.6 * unit - _beyond(_bar_km(panel, unit), unit, lang)
    km, size = _bar_km(panel, unit, room), legible(0.85 * unit)
    length = km * 1000 * panel.points_per_m
    left, base, thick = x + 0.6 * unit, y + 0.55 * unit, 0.32 * unit
    stroke(ax, shapely.box(left, base, left + length, base + thick), themes.ink("halo"), 3.0, zorder=9.0)
    fill(ax, shapely.box(left, base, left + length, base + thick), themes.ink("paper"), zorder=9.1)
    fill(ax, shapely.box(left, base, left + length / 2, base + thick), themes.ink("text"), zorder=9.2)
    stroke(ax, shapely.box(left, base, left + length, base + thick), themes.ink("text"), 0.7, zorder=9.3)
    whole = text_width(_number(km, lang), size)
    marks = [(0.0, "0"), (0.5, _number(km / 2, lang)), (1.0, _km(km, lang))]
    if length / 2 < text_width(marks[1][1], size) / 2 + whole / 2 + 0.5 * unit:
        marks.pop(1)
    for share, words in marks:
        # the last number, not its unit, stands in the middle of its place
        ha, shift = ("center", 0.0) if share < 1 else ("left", -whole / 2)
        write(
            ax, left + length * share + shift, base + thick + 0.4 * unit, words, size, themes.ink("text"), ha=ha,
            halo=themes.ink("halo"),
        )  # fmt: skip


def _number(km: float, lang: str) -> str:
    return grouped(round(km), lang) if km >= 1 and km == round(km) else f"{km:g}".replace(".", _words(lang)["decimal"])


def _km(km: float, lang: str) -> str:
    return f"{_number(km, lang)} {_words(lang)['km']}"


def _words(lang: str) -> Table:
    words: Table = table(lang)["print"]
    return words


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
        (east, south), gap = (x + corner[0], y + corner[1] - 0.28 * unit), 0.45 * unit
        # to the right of the town, or to its left: neither in the view's frame nor over the locator's edge
        for at in ((east + gap, south), (east - gap - width, south)):
            name = shapely.box(at[0] - 0.25 * unit, at[1], at[0] + width, at[1] + size)
            inside = shapely.box(corner[0], corner[1], corner[0] + panel.width, corner[1] + panel.height).contains(name)
            if not panel.holds(x, y) or not inside or name.intersects(shapely.box(*view)):
                continue
            fill(ax, shapely.Point(east, y + corner[1]).buffer(0.24 * unit, 8), themes.ink("town"), zorder=11.7)
            write(ax, *at, place.named(lang), size, themes.ink("text"), halo=themes.ink("land"), zorder=11.8)
            boxes.append(name.union(shapely.Point(east, y + corner[1]).buffer(0.3 * unit)))
            break
    return boxes
