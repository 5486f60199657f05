"""The sheet: where title, map, legend and notes stand, for any size preset. All in points from the lower left."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..records import Frame
from . import themes, words
from .edition import PLAIN, Edition
from .languages import table
from .scene import Scene
from .static_legend import Row, columns, rows
from .static_text import LEADING, legible, wrap, write_lines
from .view import MapView

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_TIGHTER: Final = (1.0, 0.94, 0.88, 0.82, 0.76)
#: Least share of the sheet's height that stays for the map when the legend is long.
_MAP_SHARE: Final = 0.34


@dataclass(frozen=True)
class Sheet:
    """The set-out of one map.

    `panel` is the map's (west, south, east, north); `legend` the columns of rows with their x and top;
    `locator` its box on the sheet, None where it goes into a corner of the map. `unit` is the type unit.
    """

    width: float
    height: float
    unit: float
    legend_unit: float
    margin: float
    title: tuple[str, ...]
    subtitle: tuple[str, ...]
    dateline: tuple[str, ...]
    note: tuple[str, ...]
    foot: tuple[str, ...]
    panel: tuple[float, float, float, float]
    legend: tuple[tuple[float, float, tuple[Row, ...]], ...]
    locator: tuple[float, float, float, float] | None


def lay_out(
    frame: Frame, view: MapView, scene: Scene, credits: tuple[str, ...] = (), edition: Edition = PLAIN,  # noqa: A002
) -> Sheet:  # fmt: skip
    """Set out the sheet of a view: what the texts and the legend need, the rest for the map.

    `credits` are lines for what the reader put on the map.
    """
    paper = edition.sheet(view)
    width, height, unit = paper.width_in * 72, paper.height_in * 72, edition.unit(view)
    margin = 1.9 * unit
    inner = width - 2 * margin
    title = tuple(wrap(words.title(view), inner, 2.0 * unit, bold=True))
    # a number stays on the line of what it counts
    sentence = re.sub(r"(?<=\d) (?=[^\W\d])", "\u00a0", words.plain_sentence(frame, view))
    subtitle = tuple(wrap(sentence, inner, 1.15 * unit))
    dateline = tuple(wrap(words.as_of(view, frame.recorded), inner, legible(0.92 * unit)))
    note = tuple(wrap(view.note, inner, legible(0.92 * unit)))
    small = legible(0.78 * unit)
    added = [line for credit in credits for line in wrap(credit, inner, small)]
    foot = (*foot_lines(frame, view.ui, inner, small), *added)
    top = height - margin - _head_height(title, subtitle, dateline, unit) - 0.5 * unit
    bottom = margin * 0.8 + _foot_height(note, foot, unit) + 0.6 * unit
    fixed = (width, height, unit)
    texts = (title, subtitle, dateline, note, foot)
    if width / height >= 0.95:
        return _beside(fixed, texts, (scene, view.ui), (margin, bottom, width - margin, top))
    return _below(fixed, texts, (scene, view.ui), (margin, bottom, width - margin, top))


def arrow_gap(view: MapView, edition: Edition = PLAIN) -> float:
    """Return how far apart two arrows of one class must end, points."""
    return 2.1 * edition.unit(view)


_Texts = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def foot_lines(frame: Frame, lang: str, width: float, size: float) -> list[str]:
    """Return the lines below the map: sources, notes, credit and hash; the sources take three lines at most."""
    records = frame.events if frame.records is None else frame.records
    told, names = table(lang), len(words.publishers(records))
    sources = wrap(words.source_line(records, lang=lang), width, size)
    while len(sources) > 3 and names > 3:
        names -= 1
        sources = wrap(words.source_line(records, most=names, lang=lang), width, size)
    notes = wrap(f"{told['schematic_note']} {told['boundary_note']}", width, size)
    credit = wrap(f"{told['basemap_credit']} {told['data']}\u00a0{words.data_hash(frame)}.", width, size)
    return [*sources, *notes, *credit]


def _head_height(title: tuple[str, ...], subtitle: tuple[str, ...], dateline: tuple[str, ...], unit: float) -> float:
    lines = (len(title) * 2.0 + len(subtitle) * 1.15) * unit + len(dateline) * legible(0.92 * unit)
    return lines * LEADING + 0.5 * unit


def _foot_height(note: tuple[str, ...], foot: tuple[str, ...], unit: float) -> float:
    told = len(note) * legible(0.92 * unit) * LEADING + (0.3 * unit if note else 0.0)
    return told + len(foot) * legible(0.78 * unit) * LEADING


def _beside(
    fixed: tuple[float, float, float],
    texts: _Texts,
    told: tuple[Scene, str],
    room: tuple[float, float, float, float],
) -> Sheet:
    """Legend in a column right of the map, the locator at its foot where space is left for it."""
    width, height, unit = fixed
    west, south, east, north = room
    gap = 1.4 * unit
    # a long legend gets smaller type, then a wider column, then both
    for share, part in (
        (1.0, 0.27),
        (0.94, 0.27),
        (0.88, 0.27),
        (0.86, 0.3),
        (0.82, 0.32),
        (0.78, 0.34),
        (0.74, 0.38),
        (0.7, 0.42),
    ):
        column = max(part * (east - west), min(20 * unit, 0.42 * (east - west)))
        found = rows(told[0], column, share * unit, told[1])
        if sum(row.height for row in found) <= north - south:
            break
    found = _fitted(found, north - south, column, share * unit, told[1])
    left = north - south - sum(row.height for row in found) - 0.9 * unit
    tall = min(column * 0.68, left)
    x = east - column
    locator = (x, south, east, south + tall) if tall >= 7 * unit else None
    panel = (west, south, x - gap, north)
    legend = ((x, north, tuple(found)),)
    return Sheet(width, height, unit, share * unit, room[0], *texts, panel, legend, locator)


def _below(
    fixed: tuple[float, float, float],
    texts: _Texts,
    told: tuple[Scene, str],
    room: tuple[float, float, float, float],
) -> Sheet:
    """Legend in one or two columns under the map; the locator goes into a corner of the map."""
    width, height, unit = fixed
    west, south, east, north = room
    gap = 1.6 * unit
    count = 2 if (east - west) > 44 * unit else 1
    column = (east - west - gap * (count - 1)) / count
    most = (north - south) - _MAP_SHARE * height
    for share in _TIGHTER:
        shared = columns(rows(told[0], column, share * unit, told[1]), count)
        tall = max(sum(row.height for row in one) for one in shared)
        if tall <= most:
            break
    shared = [_fitted(one, most, column, share * unit, told[1]) for one in shared]
    tall = max(sum(row.height for row in one) for one in shared)
    top = south + tall
    legend = tuple((west + at * (column + gap), top, tuple(one)) for at, one in enumerate(shared))
    panel = (west, top + 1.0 * unit, east, north)
    return Sheet(width, height, unit, share * unit, room[0], *texts, panel, legend, None)


def _fitted(found: list[Row], room: float, width: float, unit: float, lang: str) -> list[Row]:
    """Leave out lists beside the map, last first, where even the smallest type does not fit, and say so.

    Legend rows always stay.
    """
    if sum(row.height for row in found) <= room:
        return found
    lines = tuple(wrap(table(lang)["see_beside"], width, legible(0.85 * unit)))
    pointer = Row("text", (len(lines) * LEADING + 0.6) * legible(0.85 * unit), legible(0.85 * unit), lines)
    kept = list(found)
    while sum(row.height for row in kept) > room - pointer.height and kept[-1].kind == "text":
        kept = kept[:-1]
        if kept and kept[-1].kind == "heading":
            kept = kept[:-1]
    return [*kept, pointer] if len(kept) < len(found) else kept


def write_texts(ax: Axes, sheet: Sheet) -> None:
    """Set title, sentence and date line, and below the map the view's own note and the foot."""
    unit, x = sheet.unit, sheet.margin
    y = sheet.height - sheet.margin
    y = write_lines(ax, x, y, list(sheet.title), 2.0 * unit, themes.ink("text"), bold=True) - 0.3 * unit
    y = write_lines(ax, x, y, list(sheet.subtitle), 1.15 * unit, themes.ink("text"))
    write_lines(ax, x, y - 0.1 * unit, list(sheet.dateline), legible(0.92 * unit), themes.ink("text_muted"), bold=False)
    low = sheet.margin * 0.8 + _foot_height(sheet.note, sheet.foot, unit)
    if sheet.note:
        low = write_lines(ax, x, low, list(sheet.note), legible(0.92 * unit), themes.ink("text")) - 0.3 * unit
    write_lines(ax, x, low, list(sheet.foot), legible(0.78 * unit), themes.ink("text_muted"))
