"""The sheet of the static map: where title, map, legend, strip, logo and notes stand, and the texts around the map.

All lengths are points from the lower left.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ..errors import ViewError
from ..records import Frame
from . import themes, words
from .edition import PLAIN, Edition
from .languages import table
from .scene import Scene
from .static_added import NOTHING, Added
from .static_labels import Box
from .static_panel import shape_of
from .static_setout import INSET, Asked, Legend, SetOut, set_out
from .static_strip import strip_height
from .static_text import LEADING, legible, wrap, write_lines
from .static_told import Told
from .view import MapView

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Least share of the sheet's height that stays for the map when the legend is long.
_MAP_SHARE: Final = 0.34
#: Type of title and sentence, and the share of the sheet's height above which they are set smaller.
HEADS: Final = (1.0, 0.92, 0.84, 0.76)
HEAD_SHARE: Final = 0.2
#: Narrowest and lowest map that shows anything, points: 20 mm.
_SMALLEST_MAP: Final = 57.0
#: Paper of a free height before it is trimmed, and the highest map on it, of its width.
_ENDLESS, _TALLEST = 12.0, 1.5
#: Widest part of the sheet that a logo takes, and widest that has the notes beside it.
_LOGO_PART, _BESIDE_LOGO = 0.6, 0.4


@dataclass(frozen=True)
class Sheet:
    """The set-out of one map.

    `panel` is the map's (west, south, east, north); `legend` the columns of rows with their x and top;
    `locator` its box on the sheet, None where it goes into a corner of the map; `strip` and `logo` theirs, None for
    none. `unit` is the type unit, `foot_top` where the note and the foot begin, `head` the type of title and sentence
    as a share of their full size.
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
    panel: Box
    legend: Legend
    locator: Box | None
    foot_top: float
    strip: Box | None = None
    logo: Box | None = None
    head: float = 1.0

    @property
    def inches(self) -> tuple[float, float]:
        """Width and height of the paper."""
        return round(self.width / 72, 6), round(self.height / 72, 6)

    @property
    def inset(self) -> tuple[float, float] | None:
        """Width and height of the locator in a corner of the map, not half of it; None where it stands outside."""
        if self.locator is not None:
            return None
        west, south, east, north = self.panel
        wide, tall = INSET[0] * self.unit, INSET[1] * self.unit
        fits = min(1.0, 0.45 * (east - west) / wide, 0.45 * (north - south) / tall)
        return wide * fits, tall * fits


@dataclass(frozen=True)
class Foot:
    """What stands below the map: its lines, the logo's box, and the height that all of it takes."""

    note: tuple[str, ...]
    lines: tuple[str, ...]
    logo: Box | None
    height: float
    text_height: float


def lay_out(
    frame: Frame, view: MapView, scene: Scene, credits: tuple[str, ...] = (), edition: Edition = PLAIN,  # noqa: A002
    added: Added = NOTHING, heads: tuple[float, ...] = HEADS,
) -> Sheet:  # fmt: skip
    """Set out the sheet of a view: what the texts and the legend need, the rest for the map.

    `credits` are lines for what the reader put on the map, `heads` the types of title and sentence to try. A map that
    shows its extent and nothing else leaves the room that its shape does not need empty; where only the paper's width
    is asked for, the paper is as high as it needs.
    """
    paper = edition.sheet(view)
    width, height, unit = paper.width_in * 72, paper.height_in * 72, edition.unit(view)
    exact = edition.fit == "exact"
    free = exact and edition.width_mm is not None and edition.height_mm is None
    height = _ENDLESS * width if free else height
    margin = 1.9 * unit
    inner = width - 2 * margin
    # a number stays on the line of what it counts
    sentence = re.sub(r"(?<=\d) (?=[^\W\d])", "\u00a0", words.subtitle(frame, view))
    dateline = tuple(wrap(words.as_of(view, frame.recorded), inner, legible(0.92 * unit)))
    for head in heads:
        title = tuple(wrap(words.title(view), inner, 2.0 * head * unit, bold=True))
        subtitle = tuple(wrap(sentence, inner, legible(1.15 * head * unit)))
        above = head_height(title, subtitle, dateline, unit, head)
        if above <= HEAD_SHARE * height:
            break
    foot = foot_of(frame, view, (*own_lines(edition, view.ui), *credits), edition, (margin, width - margin), unit)
    top = height - margin - above - 0.5 * unit
    room = (margin, margin * 0.8 + foot.height + 0.6 * unit, width - margin, top)
    asked = Asked(
        unit, _MAP_SHARE * height, shape_of(view.bbox) if exact else None, strip_height(unit) * edition.strip,
        _TALLEST * width if free else math.inf,
    )  # fmt: skip
    told = Told(scene, view.ui, added.highlight_words, added.number_words(view.ui))
    made = set_out(told, room, asked, landscape=width / height >= 0.95)
    _refuse_too_small(made, room, (width, height), exact)
    if free:
        # whole hundredths of an inch, so that every resolution has whole pixels
        spare = math.floor((made.low - room[1]) / 0.72) * 0.72
        height, made = height - spare, made.lowered(spare)
    return Sheet(
        width, height, unit, made.share * unit, margin, title, subtitle, dateline, foot.note, foot.lines, made.panel,
        made.legend, made.locator, margin * 0.8 + foot.text_height, made.strip, foot.logo,
        head,
    )  # fmt: skip


def _refuse_too_small(made: SetOut, room: Box, paper: tuple[float, float], exact: bool) -> None:
    """Say that a paper does not hold its words and a map that shows anything, and what to ask for instead.

    Raises
    ------
    ViewError
        If the legend runs out of its room, or the map is narrower or lower than `_SMALLEST_MAP`, a third of it where
        the map's shape is given.
    """
    west, south, east, north = made.panel
    least = _SMALLEST_MAP / 3 if exact else _SMALLEST_MAP
    short = max(room[1] - min(top - sum(row.height for row in told) for _, top, told in made.legend), 0.0)
    short = max(short, least - (north - south) if not exact else 0.0)
    wide, tall = (length / 72 * 25.4 for length in paper)
    where = f"paper of {wide:.0f} x {tall:.0f} mm is too small for this map"
    if short > 0.5:
        raise ViewError(
            f"{where}: its words leave no room for it. Give it a height_mm of {math.ceil(tall + short / 72 * 25.4)} or "
            "more, a wider width_mm, or a shorter title and note."
        )
    if min(east - west, north - south) < least:
        remedy = "Give it a wider width_mm, more height_mm" + (" or the fit 'fill'." if exact else ".")
        raise ViewError(f"{where}: what is left is {east - west:.0f} x {north - south:.0f} points. {remedy}")


def own_lines(edition: Edition, lang: str) -> list[str]:
    """Lines of the foot for what the desk adds."""
    notes = [table(lang)["print"]["callouts"]] if edition.callouts else []
    return notes + ([edition.house.credit] if edition.house is not None and edition.house.credit else [])


def foot_of(
    frame: Frame, view: MapView, added: tuple[str, ...], edition: Edition, edges: tuple[float, float], unit: float
) -> Foot:
    """Set out the note, the foot and the logo: beside each other or one above the other, by what is lower."""
    west, east = edges
    full = _foot_beside(frame, view, added, (west, east), unit)
    logo = edition.house.logo if edition.house is not None else None
    if logo is None:
        return full
    south, gap = 1.9 * unit * 0.8, 2.0 * unit
    wide, tall = (length * 72 / 25.4 for length in (logo.width_mm, logo.height_mm))
    fits = min(1.0, _LOGO_PART * (east - west) / wide)
    wide, tall = wide * fits, tall * fits
    box = (east - wide, south, east, south + tall)
    above = replace(full, logo=box, height=full.height + 0.8 * unit + tall, text_height=full.height + 0.8 * unit + tall)
    if wide > _BESIDE_LOGO * (east - west):
        return above
    told = _foot_beside(frame, view, added, (west, east - wide - gap), unit)
    high = max(told.height, tall)
    return replace(told, logo=box, height=high) if high <= above.height else above


def _foot_beside(frame: Frame, view: MapView, added: tuple[str, ...], edges: tuple[float, float], unit: float) -> Foot:
    wide, small = edges[1] - edges[0], legible(0.78 * unit)
    note = tuple(wrap(view.note, wide, legible(0.92 * unit)))
    lines = (*foot_lines(frame, view.ui, wide, small), *(line for one in added for line in wrap(one, wide, small)))
    height = foot_height(note, lines, unit)
    return Foot(note, lines, None, height, height)


def arrow_gap(view: MapView, edition: Edition = PLAIN) -> float:
    """Return how far apart two arrows of one class must end, points."""
    return 2.1 * edition.unit(view)


def foot_lines(frame: Frame, lang: str, width: float, size: float) -> list[str]:
    """Return the lines below the map: sources, notes, credit and hash; the sources take three lines at most."""
    records = frame.events if frame.records is None else frame.records
    told, names = table(lang), len(words.publishers(records))

    def sources_of(most: int) -> list[str]:
        return wrap(words.source_line(records, most=most, lang=lang), width, size)

    fitting = bisect_right(range(4, names + 1), 3, key=lambda most: len(sources_of(most)))
    sources = sources_of(3 + fitting)
    notes = wrap(f"{told['schematic_note']} {told['boundary_note']}", width, size)
    credit = wrap(f"{told['basemap_credit']} {told['data']}\u00a0{words.data_hash(frame)}.", width, size)
    return [*sources, *notes, *credit]


def head_height(
    title: tuple[str, ...], subtitle: tuple[str, ...], dateline: tuple[str, ...], unit: float, head: float = 1.0
) -> float:
    """Return the height in points of the texts above the map."""
    lines = len(title) * 2.0 * head * unit + len(subtitle) * legible(1.15 * head * unit)
    lines += len(dateline) * legible(0.92 * unit)
    return lines * LEADING + 0.5 * unit


def foot_height(note: tuple[str, ...], foot: tuple[str, ...], unit: float) -> float:
    """Return the height in points of the texts below the map."""
    told = len(note) * legible(0.92 * unit) * LEADING + (0.3 * unit if note else 0.0)
    return told + len(foot) * legible(0.78 * unit) * LEADING


def write_texts(ax: Axes, sheet: Sheet) -> None:
    """Set title, sentence and date line, and below the map the view's own note and the foot."""
    unit, x = sheet.unit, sheet.margin
    y = sheet.height - sheet.margin
    head = sheet.head * unit
    y = write_lines(ax, x, y, list(sheet.title), 2.0 * head, themes.ink("text"), bold=True) - 0.3 * unit
    y = write_lines(ax, x, y, list(sheet.subtitle), legible(1.15 * head), themes.ink("text"))
    write_lines(ax, x, y - 0.1 * unit, list(sheet.dateline), legible(0.92 * unit), themes.ink("text_muted"), bold=False)
    low = sheet.foot_top
    if sheet.note:
        low = write_lines(ax, x, low, list(sheet.note), legible(0.92 * unit), themes.ink("text")) - 0.3 * unit
    write_lines(ax, x, low, list(sheet.foot), legible(0.78 * unit), themes.ink("text_muted"))
