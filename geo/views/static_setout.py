"""Where map, legend, locator and strip of days stand in the room that head and foot of a sheet leave. In points.

Own rule for a map that may have any shape: beside its legend on a wide sheet, above it on a tall one. A map whose shape
is given is tried both ways, in legends of several widths; the largest map wins, then the largest type.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from .languages import table
from .static_labels import Box
from .static_legend import Row, columns
from .static_text import LEADING, legible, text_width, wrap
from .static_told import Told

#: Type of the legend, of the sheet's, and its column's part of the sheet: a long legend gets smaller type, then a wider
#: column, then both.
_COLUMNS: Final = (
    (1.0, 0.27), (0.94, 0.27), (0.88, 0.27), (0.86, 0.3), (0.82, 0.32), (0.78, 0.34), (0.74, 0.38), (0.7, 0.42),
)  # fmt: skip
_TIGHTER: Final = (1.0, 0.94, 0.88, 0.82, 0.76)
_LARGER: Final = (1.24, 1.16, 1.08)
_PARTS: Final = (0.2, 0.24, 0.27, 0.3, 0.34, 0.38, 0.42)
#: Narrowest and widest column that reads well, lowest map, lowest locator beside a map, type units.
_NARROW, _WIDE, _LEAST, _LOW = 22.0, 36.0, 4.0, 7.0
#: Width and height of a locator in a corner of the map; heights of one below the legend, and the space above it.
INSET: Final = (13.0, 9.0)
_LOCATORS: Final = (9.0, 13.0)
_ABOVE: Final = 0.9
#: Widest locator, of its height.
_FLAT: Final = 2.2
#: What a map is worth beside a legend without its lists, and beside one of kinds with and without who told of them.
_WITHOUT_LISTS, _TOLD_KINDS, _KINDS = 0.8, 0.7, 0.6
#: Least height of a map under which a legend of kinds says who told of them, of that of other maps.
_FOR_TOLD: Final = 0.6
#: Maps that differ by less than this share of their size count as equally large.
_EQUAL: Final = 0.01

Legend = tuple[tuple[float, float, tuple[Row, ...]], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sheet asks of its set-out: type unit, least height of the map, its shape if given, the strip's height.

    The shape is width by height. With `most`, the greatest height of a map of a given shape, the room is endless.
    """

    unit: float
    least: float
    shape: float | None = None
    strip: float = 0.0
    most: float = math.inf


@dataclass(frozen=True, slots=True)
class SetOut:
    """Boxes of the panel, of the locator (None where it goes into a corner of the map) and of the strip, if any.

    `legend` holds the columns of rows with their x and top, `low` is the lowest edge of all of it; `share` is the
    legend's type, of the sheet's, and `whole` what the map beside it is worth: less than 1 where it is cut short.
    """

    panel: Box
    legend: Legend
    locator: Box | None
    strip: Box | None
    share: float
    low: float
    whole: float = 1.0

    def lowered(self, by: float) -> SetOut:
        """Return the same, `by` points farther down."""

        def down(box: Box) -> Box:
            return box[0], box[1] - by, box[2], box[3] - by

        return replace(
            self, panel=down(self.panel), low=self.low - by,
            locator=None if self.locator is None else down(self.locator),
            strip=None if self.strip is None else down(self.strip),
            legend=tuple((x, top - by, told) for x, top, told in self.legend),
        )  # fmt: skip

    @property
    def says_who(self) -> bool:
        """Whether the legend says according to whom its classes or kinds are."""
        return self.whole > _KINDS

    @property
    def worth(self) -> tuple[int, float, float]:
        """How good it is: the size of the map, less what the legend lacks, then its type, then the locator's size."""
        west, south, east, north = self.panel
        area = max(1e-6, (east - west) * (north - south)) * min(1.0, self.share) * self.whole
        return round(math.log(area) / _EQUAL), self.share, self.locator[3] - self.locator[1] if self.locator else 0.0


def set_out(told: Told, room: Box, asked: Asked, *, landscape: bool) -> SetOut:
    """Set out map, legend, locator and strip in a room (west, south, east, north)."""
    if asked.shape is None:
        return _beside_any(told, room, asked) if landscape else _below_any(told, room, asked)
    found = [*_beside_all(told, room, asked), *_below_all(told, room, asked)]
    if not found:
        return _below_any(told, room, asked)
    if math.isfinite(asked.most):
        # what the room does not need is cut off: nothing is set larger to fill it
        return max(found, key=lambda one: (one.worth[0], one.low))
    return max(found, key=lambda one: one.worth)


def _beside_any(told: Told, room: Box, asked: Asked) -> SetOut:
    """Legend in a column right of a map of any shape, the locator at its foot where space is left for it."""
    west, south, east, north = room
    for (words, tall), (share, part) in product(_shorter(told), _COLUMNS):
        column = _column(room, asked.unit, part)
        found = words.rows(column, share * asked.unit)
        if tall(found) <= north - south:
            break
    found = fitted(found, north - south, column, share * asked.unit, told.lang)
    x = east - column
    panel = (west, south + asked.strip, x - 1.4 * asked.unit, north)
    legend = ((x, north, tuple(found)),)
    locator = _locator((x, south, east, north - _tall(found)), asked.unit)
    whole = _KINDS if words.detail == "kinds" else 1.0
    return SetOut(panel, legend, locator, _strip(panel, asked), share, south, whole)


def _below_any(told: Told, room: Box, asked: Asked) -> SetOut:
    """Legend in one or two columns under a map that keeps its least height."""
    west, south, east, north = room
    count = 2 if (east - west) > 44 * asked.unit else 1
    for (words, tall), share in product(_shorter(told), _TIGHTER):
        # who told of what is worth some of the map
        least = asked.least * (_FOR_TOLD if words.detail == "told-kinds" else 1.0)
        most = north - south - asked.strip - least
        column, shared = _shared(words, east - west, asked.unit, share, count)
        if max(map(tall, shared)) <= most:
            break
    shared = [fitted(one, most, column, share * asked.unit, told.lang) for one in shared]
    top = south + max(map(_tall, shared))
    panel = _shaped((west, top + asked.unit + asked.strip, east, north), asked)
    legend = _set(shared, west, top, column, asked.unit)
    whole = _KINDS if words.detail == "kinds" else 1.0
    return SetOut(panel, legend, None, _strip(panel, asked), share, south, whole)


def _beside_all(told: Told, room: Box, asked: Asked) -> Iterator[SetOut]:
    """Set-outs with the legend right of a map of a given shape, in one or two columns; the strip under both."""
    west, south, east, north = room[0], room[1] + asked.strip, room[2], room[3]
    unit, gap = asked.unit, 1.4 * asked.unit
    for part in _PARTS:
        panel = _shaped((west, south, east - _column(room, unit, part) - gap, north), asked)
        x = panel[2] + gap
        count = 2 if east - x >= 2 * _NARROW * unit + gap else 1
        wide = min(east - x, count * _WIDE * unit)
        for whole, share, column, shared in _legends(told, wide, unit, count):
            legend = _set(shared, x, north, column, unit)
            tall = max(map(_tall, shared))
            low = min(panel[1], max(south, north - tall))
            left = legend[-1][0], low, legend[-1][0] + column, north - _tall(shared[-1])
            locator = _locator(left, unit)
            placed = locator is not None or holds_inset(panel, unit)
            if placed and tall <= north - south and _headed(shared, column):
                strip = _strip((west, low, east, north), asked)
                yield SetOut(panel, legend, locator, strip, share, low - asked.strip, whole)


def _below_all(told: Told, room: Box, asked: Asked) -> Iterator[SetOut]:
    """Set-outs with the legend under a map of a given shape, in one to three columns, the locator in it or below it."""
    west, south, east, north = room
    unit = asked.unit
    counts = [count for count in (1, 2, 3) if count == 1 or east - west >= count * _NARROW * unit]
    made = (one for count in counts for one in _legends(told, east - west, unit, count))
    for (whole, share, column, shared), apart in product(made, (0.0, *_LOCATORS)):
        last = _tall(shared[-1]) + ((apart + _ABOVE) * unit if apart else 0.0)
        tall = max(last, *map(_tall, shared))
        panel = _shaped((west, south + tall + unit + asked.strip, east, north), asked)
        top = panel[1] - asked.strip - unit
        legend = _set(shared, west, top, column, unit)
        box = (legend[-1][0], top - tall, legend[-1][0] + column, top - _tall(shared[-1]))
        placed = bool(apart) or holds_inset(panel, unit)
        if placed and panel[3] - panel[1] > _LEAST * unit and _headed(shared, column):
            locator = _locator(box, unit) if apart else None
            strip = _strip((west, panel[1], east, north), asked)
            yield SetOut(panel, legend, locator, strip, share, top - tall, whole)


def holds_inset(panel: Box, unit: float) -> bool:
    """Say whether a map is large enough to have the locator in a corner of it."""
    west, south, east, north = panel
    return east - west >= 1.55 * INSET[0] * unit and north - south >= 1.55 * INSET[1] * unit


def _column(room: Box, unit: float, part: float) -> float:
    inner = room[2] - room[0]
    return max(part * inner, min(20 * unit, 0.42 * inner))


def _shaped(box: Box, asked: Asked) -> Box:
    """The largest box of the map's shape in another, at its upper left; the whole of it where no shape is given."""
    west, south, east, north = box
    if asked.shape is None:
        return box
    width = min(east - west, min(north - south, asked.most) * asked.shape)
    return west, north - width / asked.shape, west + width, north


def _shared(told: Told, width: float, unit: float, share: float, count: int) -> tuple[float, list[list[Row]]]:
    """The legend in columns: their width, and the rows of each."""
    column = (width - 1.6 * unit * (count - 1)) / count
    return column, columns(told.rows(column, share * unit), count)


def _legends(
    told: Told, width: float, unit: float, count: int
) -> Iterator[tuple[float, float, float, list[list[Row]]]]:  # fmt: skip
    """The legend in columns as it may be set: how much it is worth, its type, its columns' width and rows.

    Whole in every type; without the lists, and of kinds, in some.
    """
    column = (width - 1.6 * unit * (count - 1)) / count
    for share in (*_LARGER, *_TIGHTER):
        yield 1.0, share, column, columns(told.rows(column, share * unit), count)
    for worth, words, share in ((worth, words, share) for worth, words in _cut(told) for share in _TIGHTER[::2]):
        found = words.rows(column, share * unit)
        kept = fitted(found, _tall_needed(found), column, share * unit, told.lang)
        yield worth, share, column, columns(kept, count)


def _cut(told: Told) -> tuple[tuple[float, Told], ...]:
    """The legend without its lists, and of kinds, and what a map beside it is worth."""
    kinds = replace(told, detail="told-kinds"), replace(told, detail="kinds")
    return (_WITHOUT_LISTS, told), (_TOLD_KINDS, kinds[0]), (_KINDS, kinds[1])


def _set(shared: list[list[Row]], x: float, top: float, column: float, unit: float) -> Legend:
    return tuple((x + at * (column + 1.6 * unit), top, tuple(one)) for at, one in enumerate(shared))


def _headed(shared: list[list[Row]], column: float) -> bool:
    """Whether every heading fits its column: it has one line."""
    headings = (row for one in shared for row in one if row.kind == "heading")
    return all(text_width(row.lines[0], row.size, bold=True) <= column for row in headings)


def _shorter(told: Told) -> tuple[tuple[Told, Callable[[list[Row]], float]], ...]:
    """What is tried in turn, with what must fit: all of it, then without the lists, then of kinds."""
    kinds = replace(told, detail="told-kinds"), replace(told, detail="kinds")
    return (told, _tall), (told, _tall_needed), *((one, _tall_needed) for one in kinds)


def _tall_needed(found: list[Row]) -> float:
    """Height of the legend's own rows, and of a line that points to the lists."""
    end = max((at for at, row in enumerate(found) if row.entries), default=-1)
    return _tall(found[: end + 1]) + (2 * found[-1].size * LEADING if found[end + 1 :] else 0.0)


def _tall(found: list[Row]) -> float:
    return sum(row.height for row in found)


def _locator(box: Box, unit: float) -> Box | None:
    """The locator's box at the foot of what a legend leaves of its column; None where that is too low."""
    west, south, east, north = box
    tall = min((east - west) * 0.68, north - south - _ABOVE * unit)
    return (west, south, min(east, west + _FLAT * tall), south + tall) if tall >= _LOW * unit else None


def _strip(panel: Box, asked: Asked) -> Box | None:
    west, south, east, _ = panel
    return (west, south - asked.strip, east, south - 0.7 * asked.unit) if asked.strip else None


def fitted(found: list[Row], room: float, width: float, unit: float, lang: str) -> list[Row]:
    """Leave out lists beside the map, last first, where even the smallest type does not fit, and say so.

    Legend rows always stay.
    """
    if _tall(found) <= room:
        return found
    lines = tuple(wrap(table(lang)["see_beside"], width, legible(0.85 * unit)))
    pointer = Row("text", (len(lines) * LEADING + 0.6) * legible(0.85 * unit), legible(0.85 * unit), lines)
    kept = list(found)
    while kept and _tall(kept) > room - pointer.height and kept[-1].kind == "text":
        kept = kept[:-1]
        if kept and kept[-1].kind == "heading":
            kept = kept[:-1]
    return [*kept, pointer] if len(kept) < len(found) else kept
