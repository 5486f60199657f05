"""The paper of several maps: its title and foot, how tall it is where that is free, what is told of too small a one.

Own rule: paper of a free height is as tall as maps of a fair size and a legend that names who said what ask for.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..errors import PaperTooSmall
from .edition import Edition
from .phrases import bound
from .series import FEWEST, Series
from .static_foot import foot_of, own_lines
from .static_grid import Plan, Rows, Words, kept, plan
from .static_sheet import HEAD_SHARE, HEADS, Sheet, head_height
from .static_text import legible, wrap

#: A tall newspaper's page, inches, and the widest paper, millimetres.
_TALLEST_IN, _WIDEST_MM = 16.5, 1200
#: Steps by which paper of a free height grows, inches, and how wide a map is to be drawn on it, of its share of the
#: width: on a column, and on other paper.
_STEP_IN, _FAIR = 0.5, (0.88, 0.6)


class SheetTooSmall(PaperTooSmall):
    """A paper does not hold its maps; `width_mm` is a width that does with a free height, None where none does."""

    def __init__(self, message: str, width_mm: int | None) -> None:
        super().__init__(message)
        self.width_mm = width_mm


def planned(series: Series, rows: Rows, edition: Edition) -> tuple[Sheet, Plan]:
    """The sheet and its plan, on paper of a free height as tall as the maps ask for, up to that of a newspaper's page.

    Free is the height of a newspaper's column, and of paper of which only the width is asked for.

    Raises
    ------
    SheetTooSmall
        If the paper is too small for the maps; it tells a width that is not.
    """
    made, told = None, kept(series, rows)
    for height_in in _heights(series, edition):
        bare = _bare_sheet(series, edition, height_in)
        fair = (bare.panel[2] - bare.panel[0]) / math.ceil(math.sqrt(len(series.views))) * _FAIR[not _column(series)]
        found = plan(series, told, bare.panel, bare.unit, exact=edition.fit == "exact")
        made = made if found is None else (bare, found)
        if found is not None and found.worth >= fair and not found.kinds:
            break
    if made is None:
        raise _too_small(series, told, edition)
    return made


def _column(series: Series) -> bool:
    return series.lead.size == "column"


def _heights(series: Series, edition: Edition) -> Iterator[float]:
    """Heights of the paper to try, inches."""
    low = edition.sheet(series.lead).height_in
    free = edition.height_mm is None and (_column(series) or edition.width_mm is not None)
    steps = math.ceil((max(_TALLEST_IN, 2 * low) - low) / _STEP_IN) if free else 0
    return (low + step * _STEP_IN for step in range(1 + steps))


def _too_small(series: Series, told: Words, edition: Edition) -> SheetTooSmall:
    """Say that the paper does not hold the maps, and of what width one of a free height does."""
    paper, count = edition.sheet(series.lead), len(series.views)
    where = f"{count} maps with their legend do not fit on paper of {paper.width_in * 25.4:.0f} x "
    where += f"{paper.height_in * 25.4:.0f} mm"
    fewer = ", or take fewer maps" if count > FEWEST else ""
    width = math.ceil(round(paper.width_in * 2.54, 3)) * 10
    while width <= _WIDEST_MM:
        wider = edition.model_copy(update={"width_mm": float(width), "height_mm": None})
        *_, tallest = _heights(series, wider)
        bare = _bare_sheet(series, wider, tallest)
        if plan(series, told, bare.panel, bare.unit, exact=edition.fit == "exact") is not None:
            return SheetTooSmall(f"{where}. Give it a width_mm of {width} and no height_mm{fewer}.", width)
        width = math.ceil(width * 1.02) // 10 * 10 + 10
    return SheetTooSmall(
        f"{where}. Shorten title and note" + (", or take fewer maps." if count > FEWEST else "."), None
    )


def _bare_sheet(series: Series, edition: Edition, height_in: float) -> Sheet:
    """The sheet with title, foot and logo, its panel all that they leave free."""
    paper, unit = edition.sheet(series.lead), edition.unit(series.lead)
    width, height, margin = paper.width_in * 72, height_in * 72, 1.9 * unit
    inner, edges = width - 2 * margin, (margin, width - margin)
    dateline = tuple(wrap(series.as_of, inner, legible(0.92 * unit)))
    for head in HEADS:
        title = _balanced(series.title, inner, 2.0 * head * unit)
        subtitle = tuple(wrap(bound(series.subtitle), inner, legible(1.15 * head * unit)))
        above = head_height(title, subtitle, dateline, unit, head)
        if above <= HEAD_SHARE * height:
            break
    noted = series.lead.changed(note=series.note)
    foot = foot_of(series.whole, noted, tuple(own_lines(edition, series.ui)), edition, edges, unit)
    room = (margin, margin * 0.8 + foot.height + 0.9 * unit, width - margin, height - margin - above - 0.7 * unit)
    return Sheet(
        width, height, unit, unit, margin, title, subtitle, dateline, foot.note, foot.lines, room, (), None,
        margin * 0.8 + foot.text_height, None, foot.logo, head,
    )  # fmt: skip


def _balanced(title: str, width: float, size: float) -> tuple[str, ...]:
    """Break a title into as few lines as it needs, and those as even as may be: no last line of one word."""
    lines = even = wrap(title, width, size, bold=True)
    for share in range(95, 45, -5):
        narrower = wrap(title, width * share / 100, size, bold=True)
        if len(narrower) > len(lines):
            break
        even = narrower
    return tuple(even)
