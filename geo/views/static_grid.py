"""Where several panels of equal size stand on a sheet, and the legend they share. All in points.

Own rule: of all numbers of columns, and of a legend beside or below, the one that draws the extent largest is taken.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import product
from typing import Final

from .captions import LENGTHS, Length
from .languages import table
from .series import Series
from .static_heads import Head, heads_of, heights_of, scale_words_size
from .static_legend import Row, columns
from .static_panel import shape_of
from .static_setout import fitted
from .static_text import LEADING, SMALLEST, legible, text_width, wrap

Box = tuple[float, float, float, float]
#: Rows of the legend for a column of so many points, at a type unit, in short or in full.
Rows = Callable[[float, float, bool], list[Row]]
#: Rows, and the heads of panels so many points wide, at a type unit, with captions of a length.
Words = tuple[Rows, Callable[[float, float, Length], tuple[Head, ...]]]

#: Type unit of a legend that would be too long, of the sheet's.
_TIGHTER: Final = (1.0, 0.92, 0.84, 0.76)
#: On a large sheet, whose type is large too, smaller ones while they are still larger than the smallest type set.
_TIGHTEST: Final = (0.68, 0.6, 0.52)
#: Share of the room that a legend below the panels may take, and of the width that one beside them may.
_MOST_BELOW: Final = 0.5
_BESIDE: Final = (0.2, 0.24, 0.28, 0.33, 0.4)
#: A panel taller or wider than its extent, by more than this, shows mostly what nobody asked for.
_SPARE: Final = 1.35
#: Least width and height of a panel, type units.
_LEAST: Final = 6.0
#: Side of the square that is as large as the smallest extent that can be read, type units: 29 mm on an article's map.
_READABLE: Final = 11.0
#: Highest caption of a panel, of its height.
_HIGHEST: Final = 0.75
#: Narrowest column of the legend, type units.
_COLUMN: Final = 15.0
#: What maps are worth under captions of each length: areas are worth as much as maps larger by an eighth.
_WORTH: Final[Mapping[Length, float]] = {"whole": 1.0, "brief": 0.88, "short": 0.75, "none": 0.4}
#: And beside a legend of kinds, which names nobody.
_KINDS: Final = 0.5
#: Locator: width and height, type units; below it stands the scale bar.
LOCATOR: Final = (13.0, 8.6)
SCALE_HEIGHT: Final = 4.2
#: Width from which the scale bar stands beside the locator, type units, and what is left of the locator's size then.
_LOW: Final = (20.5, 0.8)
#: Where the scale bar begins beside the locator, of the locator's width.
_BESIDE_LOCATOR: Final = 1.12


@dataclass(frozen=True, slots=True)
class Grid:
    """Panels of `width` x `height` in rows of `columns`, the next one `pitch` to the right.

    `above` is the height of the heads of each row.
    """

    columns: int
    pitch: float
    width: float
    height: float
    above: tuple[float, ...]
    gap: float
    heads: tuple[Head, ...]

    @property
    def tall(self) -> float:
        """Height of everything."""
        return sum(self.above) + len(self.above) * self.height + (len(self.above) - 1) * self.gap

    def box(self, at: int, west: float, north: float) -> Box:
        """Return the box of a panel, where the grid's upper left corner is (west, north)."""
        row, column = divmod(at, self.columns)
        x = west + column * self.pitch
        y = north - sum(self.above[: row + 1]) - row * (self.height + self.gap)
        return x, y - self.height, x + self.width, y

    def head_of(self, at: int) -> tuple[Head, float]:
        """Return the texts above a panel and the height that is kept for them."""
        return self.heads[at], self.above[at // self.columns]

    def scale(self, shape: float) -> float:
        """How large an extent of a shape, its width by its height, is drawn."""
        return min(self.width, self.height * shape)


@dataclass(frozen=True, slots=True)
class Plan:
    """A grid with its upper left corner, and where legend, locator and scale bar stand; `unit` is the legend's.

    `worth` is the width in points at which the extent is drawn, less for small type and for what is not told; `numbers`
    are those of columns among which it was chosen, and with `kinds` the legend names nobody.
    """

    grid: Grid
    corner: tuple[float, float]
    unit: float
    legend: tuple[tuple[float, float, tuple[Row, ...]], ...]
    locator: Box
    scale: tuple[float, float]
    worth: float = 0.0
    numbers: tuple[int, ...] = ()
    kinds: bool = False


@dataclass(frozen=True, slots=True)
class Inset:
    """Locator and scale bar as one block: the bar below the locator, or right of a small one where there is width."""

    wide: float
    tall: float
    locator: tuple[float, float]

    @classmethod
    def of(cls, unit: float, width: float, words: float) -> Inset:
        """Return the block for a column of a width, with words of a width below the bar."""
        if width >= max(_LOW[0] * unit, LOCATOR[0] * unit * _LOW[1] * _BESIDE_LOCATOR + words):
            return cls(width, LOCATOR[1] * unit * _LOW[1], (LOCATOR[0] * unit * _LOW[1], LOCATOR[1] * unit * _LOW[1]))
        wide = min(width, LOCATOR[0] * unit)
        return cls(wide, (LOCATOR[1] + SCALE_HEIGHT) * unit, (wide, LOCATOR[1] * unit))

    def at(self, x: float, y: float) -> tuple[Box, tuple[float, float]]:
        """Return the locator's box and the scale bar's lower left corner, where the block's upper left is (x, y)."""
        wide, tall = self.locator
        bar = (x, y - self.tall) if self.tall > tall else (x + wide * _BESIDE_LOCATOR, y - tall)
        return (x, y - tall, x + wide, y), bar


@dataclass(frozen=True)
class _Room:
    """What plans are made for: the room that title and foot leave free, what is to stand in it, and how small.

    `share` is the type of legend and heads, of the sheet's; `last` says that nothing smaller is left to try, and the
    legend is one of kinds; `numbers` are those of columns.
    """

    series: Series
    rows: Rows
    box: Box
    unit: float
    shape: float
    exact: bool
    share: float
    length: Length
    last: bool
    numbers: tuple[int, ...]
    heads: Callable[[float, float, Length], tuple[Head, ...]]

    def inset(self, column: float) -> Inset:
        """Return locator and scale bar for a column."""
        unit = self.share * self.unit
        words = str(table(self.series.ui)["series"]["scale"])
        return Inset.of(unit, column, text_width(words, scale_words_size(unit)))

    def told(self, column: float) -> list[Row]:
        """Return the rows of the legend for a column; under no captions one that says where to find them."""
        found = self.rows(column, self.share * self.unit, self.last) if column >= _COLUMN * self.unit else []
        if self.length != "none" or not found:
            return found
        size = legible(0.85 * self.share * self.unit)
        lines = tuple(wrap(table(self.series.ui)["print"]["captions_beside"], column, size))
        return [Row("told", (len(lines) * LEADING + 0.6) * size, size, lines), *found]


def kept(series: Series, rows: Rows) -> Words:
    """Return how the rows and the heads of a series are set: each width once, on whatever paper it is tried."""
    return cache(rows), cache(partial(heads_of, series))


def plan(series: Series, told: Words, box: Box, unit: float, *, exact: bool = False) -> Plan | None:
    """Return the plan of a sheet that draws the extent largest; `exact` panels show the extent and nothing around it.

    `box` is what title and foot leave free: west, south, east, north. None where it is too small for so many maps with
    their legend.
    """
    shape, (west, south, east, north) = shape_of(series.lead.bbox), box
    largest = min(east - west, math.sqrt(max(0.0, (east - west) * (north - south)) * shape / len(series.views)))
    shares = (*_TIGHTER, *(share for share in _TIGHTEST if share * 0.92 * unit > SMALLEST))
    best = None
    for numbers, length, share in product(_columns(series), LENGTHS, shares):
        if best is not None and best.numbers != numbers:
            break  # days or perspectives stay in line where they can
        last = share == shares[-1]
        part = math.sqrt(share) * _WORTH[length] * (_KINDS if last else 1.0)
        if best is not None and largest * part <= best.worth:
            continue
        room = _Room(series, told[0], box, unit, shape, exact, share, length, last, numbers, told[1])
        for found in (*_below(room), *_beside(room)):
            worth = found.grid.scale(shape) * part
            if best is None or worth > best.worth:
                best = replace(found, worth=worth, numbers=numbers, kinds=room.last)
    return best


def _grids(room: _Room, width: float, height: float) -> Iterator[Grid]:
    """Every grid that fits; no panel is taller than its extent by more than `_SPARE`.

    No caption is higher than `_HIGHEST` of its panel.
    """
    unit, gap = room.share * room.unit, 1.3 * room.unit
    for number in room.numbers:
        wide = (width - gap * (number - 1)) / number
        if wide < _LEAST * room.unit:
            continue
        heads = room.heads(wide, unit, room.length)
        above = heights_of(heads, number, unit)
        tall = (height - sum(above) - gap * (len(above) - 1)) / len(above)
        if tall >= _LEAST * room.unit * (_TIGHTER[-1] if room.last else 1.0):
            tall = min(tall, wide / room.shape * (1.0 if room.exact else _SPARE))
            drawn = min(wide, tall * room.shape)
            if drawn / math.sqrt(room.shape) >= _READABLE * room.unit and max(above) <= _HIGHEST * tall:
                yield Grid(number, wide + gap, drawn if room.exact else wide, tall, above, gap, heads)


def _columns(series: Series) -> tuple[tuple[int, ...], ...]:
    """Numbers of columns to try: of days by perspectives first those that keep either in line."""
    days, voices = len({view.day for view in series.views}), len({view.perspective for view in series.views})
    count = len(series.views)
    every = tuple(range(1, count + 1))
    if days > 1 and voices > 1 and days * voices == count:
        by_voice = series.views[0].perspective == series.views[1].perspective
        return ((days,) if by_voice else (voices,), every)
    return (every,)


def _below(room: _Room) -> Iterator[Plan]:
    """Legend in columns under the panels; locator and scale bar in one more, or at the foot of the last."""
    (west, south, east, north), unit = room.box, room.unit
    gap, most = 1.6 * unit, _MOST_BELOW * (north - south)
    for count, apart in product((1, 2, 3, 4), (True, False)):
        column = (east - west - (LOCATOR[0] * unit + gap) * apart - (count - 1) * gap) / count
        found = room.told(column)
        if not _headed(found, column):
            continue
        inset = room.inset(LOCATOR[0] * unit if apart else column)
        if room.last:
            found = fitted(found, most * count - inset.tall * (not apart), column, room.share * unit, room.series.ui)
        last = Row("text", 0.0 if apart else inset.tall + unit, unit)
        shared = columns([*found, last], count)
        heights = [sum(row.height for row in one) for one in shared]
        high = max(*heights, inset.tall) if apart else max(heights)
        if high > most and not room.last:
            continue
        for grid in _grids(room, east - west, north - south - high - gap):
            top = max(south + high, north - grid.tall - gap)
            legend = tuple((west + at * (column + gap), top, tuple(one)) for at, one in enumerate(shared))
            corner = (east - inset.wide, top) if apart else (legend[-1][0], top - heights[-1] + inset.tall)
            yield Plan(grid, (west, north), room.share * unit, legend, *inset.at(*corner))


def _beside(room: _Room) -> Iterator[Plan]:
    """Legend in a column right of the panels, locator and scale bar at its foot."""
    (west, south, east, north), unit = room.box, room.unit
    gap = 1.6 * unit
    for part in _BESIDE:
        column = part * (east - west)
        inset = room.inset(column)
        found = room.told(column)
        if room.last:
            found = fitted(found, north - south - inset.tall - unit, column, room.share * unit, room.series.ui)
        need = sum(row.height for row in found) + inset.tall + unit
        if not _headed(found, column) or need > north - south:
            continue
        for grid in _grids(room, east - west - column - gap, north - south):
            x, foot = east - column, north - max(grid.tall, need)
            legend = ((x, north, tuple(found)),)
            yield Plan(grid, (west, north), room.share * unit, legend, *inset.at(x, foot + inset.tall))


def _headed(found: Sequence[Row], width: float) -> bool:
    """Whether there are rows, and every heading of them, which is one line, has room."""
    headings = [row for row in found if row.kind == "heading"]
    return bool(found) and all(text_width(row.lines[0], row.size, bold=True) <= width for row in headings)
