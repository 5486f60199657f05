"""The strip of days below the map: how many of the reports behind it belong to each day, by who acts.

It counts what the source line counts, each report on the day from which it is in play; the axis ends with the day of
the map or its window, for nothing later is counted. A bar is solid where the report is confirmed and light otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from ..clock import DAY
from ..front.days import counted_from, effective_and_known
from ..records import Frame
from ..terms import SIDES
from . import themes
from .drawn import drawing
from .languages import counted, table
from .phrases import day_words
from .static_labels import Box
from .static_panel import fill, stroke
from .static_text import LEADING, legible, text_width, wrap, write
from .view import MapView

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Height of the chart, type units; the label, the dates and the gap to the map come on top.
_CHART: Final = 3.6
_GAP: Final = 0.7
#: Shortest axis, days.
_LEAST: Final = 14
#: How far apart months are named, and the space between two names, of their size.
_MONTHS_APART: Final = (1, 2, 3, 6, 12)
_SPACE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Days:
    """What a strip shows: `counts` by day, acting side and whether confirmed; `undated` reports have no day."""

    first: date
    last: date
    counts: dict[tuple[date, str, bool], int]
    undated: int

    @property
    def most(self) -> int:
        """Reports of the fullest day."""
        by_day = Counter[date]()
        for (day, _, _), count in self.counts.items():
            by_day[day] += count
        return max(by_day.values(), default=0)

    @property
    def sides(self) -> tuple[str, ...]:
        """Sides that act, in the vocabulary's order."""
        found = {side for _, side, _ in self.counts}
        return tuple(side for side in SIDES if side in found)


def days_of(frame: Frame, view: MapView) -> Days:
    """Count the reports behind a map by the day from which each is in play under the view's clock."""
    records = frame.events if frame.records is None else frame.records
    on = counted_from(*effective_and_known(records), view.clock)
    counts = Counter[tuple[date, str, bool]]()
    for day, side, status in zip(on.tolist(), records["actor_side"], records["status"], strict=True):
        if day:
            acting = side if isinstance(side, str) and side in SIDES else "other"
            counts[date.fromordinal(day), acting, status == "confirmed"] += 1
    shown = [day for day, _, _ in counts] + [view.day, view.advances_from]
    if view.clock == "happened":
        shown.append(view.advances_to)
    first, last = min(shown), max(shown)
    first = min(first, last - (_LEAST - 1) * DAY)
    return Days(first, last, dict(counts), int((on == 0).sum()))


def strip_height(unit: float) -> float:
    """Return the height in points of the band below the map that a strip takes, with the gap to the map."""
    return (_CHART + _GAP + 0.5) * unit + 3 * legible(0.8 * unit) * LEADING


def draw_strip(ax: Axes, box: Box, frame: Frame, view: MapView, unit: float) -> None:
    """Draw the strip in a box of the sheet: label, bars, the day's line, the window's shade, the months."""
    with drawing("strip"):
        _draw(ax, box, days_of(frame, view), view, unit)


def _draw(ax: Axes, box: Box, days: Days, view: MapView, unit: float) -> None:
    import shapely

    west, _, east, north = box
    size = legible(0.8 * unit)
    top = _head(ax, (west, east), north, days, view, unit) - 0.6 * unit
    base = box[1] + size * LEADING
    left = west + text_width(str(days.most), size) + 0.4 * unit
    pace = (east - left) / ((days.last - days.first).days + 1)
    tall = (top - base) / max(1, days.most)

    def at(day: date) -> float:
        return left + (day - days.first).days * pace

    shade = at(max(days.first, view.advances_from)), at(min(days.last, view.advances_to) + DAY)
    if shade[1] > shade[0]:
        fill(ax, shapely.box(shade[0], base, shade[1], top), themes.ink("frame"), 0.25, zorder=6.0)
    high = Counter[date]()
    for side in days.sides:
        look = themes.side(side)
        for sure in (True, False):
            bars = []
            for day in sorted(day for day, acting, held in days.counts if (acting, held) == (side, sure)):
                low, high[day] = high[day], high[day] + days.counts[day, side, sure]
                bars.append(shapely.box(at(day), base + low * tall, at(day) + pace, base + high[day] * tall))
            if bars:
                fill(ax, shapely.multipolygons(bars), look.ink if sure else look.tint, zorder=6.2)
                stroke(ax, shapely.multipolygons(bars), look.ink, min(0.6, max(0.3, 0.2 * pace)), zorder=6.3)
    stroke(ax, shapely.LineString([(left, base), (east, base)]), themes.ink("frame"), 0.8, zorder=6.4)
    if days.most:
        stroke(ax, shapely.LineString([(left, top), (east, top)]), themes.ink("frame"), 0.3, zorder=6.0)
        write(ax, left - 0.4 * unit, top - 0.72 * size, str(days.most), size, themes.ink("text_muted"), ha="right")
    x = at(view.day) + pace / 2
    # the line stands behind the day's own bar, its point above the fullest one
    stroke(ax, shapely.LineString([(x, base - 0.2 * unit), (x, top)]), themes.ink("text"), 0.9, zorder=6.1)
    point = [(x, top), (x - 0.4 * unit, top + 0.55 * unit), (x + 0.4 * unit, top + 0.55 * unit)]
    fill(ax, shapely.Polygon(point), themes.ink("text"), zorder=6.5)
    taken = _dated(ax, x, (west, east), box[1] + 0.28 * size, view, size)
    _months(ax, at, (left, east), base, days, view.ui, size, taken)


def _head(ax: Axes, edges: tuple[float, float], top: float, days: Days, view: MapView, unit: float) -> float:
    """Write what is counted and what the colours mean; return the y below."""
    size, (west, east) = legible(0.8 * unit), edges
    told = table(view.ui)["print"]
    words = told["strip"][view.clock]
    if days.undated:
        words = f"{words} ({counted(told['undated'], days.undated, view.ui)})"
    lines = wrap(words, east - west, size)
    y = top
    for line in lines:
        write(ax, west, y - size, line, size, themes.ink("text_muted"))
        y -= size * LEADING
    samples = [(table(view.ui)["sides_acting"][side], themes.side(side), False) for side in days.sides]
    if any(sure for _, _, sure in days.counts):
        samples.append((table(view.ui)["statuses"]["confirmed"], themes.neutral(), True))
    gap, swatch = 1.2 * unit, 1.0 * unit
    x = west + text_width(lines[-1], size) + gap
    if x + sum(text_width(one, size) + swatch + gap for one, _, _ in samples) > east + gap:
        x, y = west, y - size * LEADING
    for one, look, sure in samples:
        if x > west and x + text_width(one, size) + swatch > east:
            x, y = west, y - size * LEADING
        _sample(ax, x, y + size * (LEADING - 1), 0.62 * unit, look.ink, None if sure else look.tint)
        write(ax, x + swatch, y + size * (LEADING - 1), one, size, themes.ink("text_muted"))
        x += text_width(one, size) + swatch + gap
    return y


def _sample(ax: Axes, x: float, y: float, side: float, ink: str, tint: str | None) -> None:
    import shapely

    square = shapely.box(x, y, x + side, y + side)
    fill(ax, square, tint or ink, zorder=6.2)
    stroke(ax, square, ink, 0.6, zorder=6.3)


def _dated(ax: Axes, x: float, edges: tuple[float, float], y: float, view: MapView, size: float) -> tuple[float, float]:
    """Write the view's day below its line; return the space it takes."""
    words = day_words(view.day, lang=view.ui)
    half = text_width(words, size, bold=True) / 2
    middle = min(max(x, edges[0] + half), edges[1] - half)
    write(ax, middle, y, words, size, themes.ink("text"), bold=True, ha="center")
    return middle - half, middle + half


def _months(
    ax: Axes, at: Callable[[date], float], edges: tuple[float, float], base: float, days: Days, lang: str, size: float,
    taken: tuple[float, float],
) -> None:  # fmt: skip
    """Tick the first of each month and name each, or each second, third … one, as there is room.

    The year stands with the first one that is named and with each January.
    """
    import shapely

    first = days.first if days.first.day == 1 else _next_month(days.first)
    months = []
    while first <= days.last:
        months.append(first)
        first = _next_month(first)
    for month in months:
        line = shapely.LineString([(at(month), base), (at(month), base - 0.22 * size)])
        stroke(ax, line, themes.ink("frame"), 0.7, zorder=6.4)
    for apart in _MONTHS_APART:
        named = [month for month in months if (month.month - 1) % apart == 0]
        labels = _labels(named, at, lang, size) if months else [_label(days.first, at, lang, size)]
        clear = [one for one in labels if one.x >= edges[0] and one.east <= edges[1] and not one.meets(taken, size)]
        if all(one.east + _SPACE * size <= other.x for one, other in pairwise(clear)):
            break
    for one in clear:
        write(ax, one.x, base - size * (LEADING - 0.28), one.words, size, themes.ink("text_muted"))


class _Name(NamedTuple):
    """The name of a month below the strip: where it begins and ends, points, and its words."""

    x: float
    east: float
    words: str

    def meets(self, taken: tuple[float, float], size: float) -> bool:
        return self.x - _SPACE * size < taken[1] and self.east + _SPACE * size > taken[0]


def _labels(months: list[date], at: Callable[[date], float], lang: str, size: float) -> list[_Name]:
    found = []
    for number, month in enumerate(months):
        name = table(lang)["months_short"][month.month - 1]
        words = f"{name} {month.year}" if number == 0 or month.month == 1 else name
        found.append(_Name(at(month), at(month) + text_width(words, size), words))
    return found


def _label(day: date, at: Callable[[date], float], lang: str, size: float) -> _Name:
    """The name of the first day, where no month begins."""
    words = day_words(day, lang=lang)
    return _Name(at(day), at(day) + text_width(words, size), words)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
