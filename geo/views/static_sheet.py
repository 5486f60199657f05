"""The sheet of the static map: where title, map, legend, strip, logo and notes stand, and the texts around the map.

All lengths are points from the lower left.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import PaperTooSmall
from ..records import Frame
from . import themes, words
from .edition import PLAIN, Edition
from .languages import table
from .phrases import bound
from .scene import Scene
from .static_added import NOTHING, Added
from .static_foot import Foot, foot_of, own_lines
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
#: Heights that are tried to name one that does.
_MOST_HEIGHTS: Final = 8
#: Highest paper that an edition accepts.
_HIGHEST_MM: Final = 1200


@dataclass(frozen=True)
class Sheet:
    """The set-out of one map.

    `panel` is the map's (west, south, east, north); `legend` the columns of rows with their x and top;
    `locator` its box on the sheet, None where it goes into a corner of the map; `strip` and `logo` theirs, None for
    none. `unit` is the type unit, `foot_top` where the note and the foot begin, `head` the type of title and sentence
    as a share of their full size; `brief` says that the foot is set in brief.
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
    brief: bool = False

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


def lay_out(
    frame: Frame, view: MapView, scene: Scene, credits: tuple[str, ...] = (), edition: Edition = PLAIN,  # noqa: A002
    added: Added = NOTHING, heads: tuple[float, ...] = HEADS,
) -> Sheet:  # fmt: skip
    """Set out the sheet of a view: what the texts and the legend need, the rest for the map.

    `credits` are lines for what the reader put on the map, `heads` the types of title and sentence to try. A map that
    shows its extent and nothing else leaves the room that its shape does not need empty; where only the paper's width
    is asked for, the paper is as high as it needs.

    Raises
    ------
    PaperTooSmall
        If the paper does not hold its words and a map that shows anything; it tells a height that does.
    """
    asked = (frame, view, scene, credits, added, heads)
    try:
        return _laid_out(*asked, edition)
    except PaperTooSmall as error:
        paper, small = edition.sheet(view), error
    # the words are set anew on each paper: what it lacks is known when it is tried
    for _ in range(_MOST_HEIGHTS):
        if small.height_mm is None or small.height_mm > _HIGHEST_MM:
            raise small
        tried = small.height_mm
        size = {"width_mm": round(paper.width_in * 25.4, 1), "height_mm": float(tried)}
        try:
            _laid_out(*asked, edition.model_copy(update=size))
        except PaperTooSmall as error:
            small = _too_small(paper.width_in, paper.height_in, max(error.height_mm or 0, tried + 2))
        else:
            break
    raise small


def _laid_out(
    frame: Frame, view: MapView, scene: Scene, credits: tuple[str, ...], added: Added,  # noqa: A002
    heads: tuple[float, ...], edition: Edition,
) -> Sheet:  # fmt: skip
    paper = edition.sheet(view)
    width, height, unit = paper.width_in * 72, paper.height_in * 72, edition.unit(view)
    exact = edition.fit == "exact"
    free = exact and edition.width_mm is not None and edition.height_mm is None
    height = _ENDLESS * width if free else height
    margin = 1.9 * unit
    above, head = _headed(view, _standfirst(frame, view, scene), frame, width - 2 * margin, height, unit, heads)
    asked = Asked(
        unit, _MAP_SHARE * height, shape_of(view.bbox) if exact else None, strip_height(unit) * edition.strip,
        _TALLEST * width if free else math.inf,
    )  # fmt: skip
    told = Told(scene, view.ui, added.highlight_words, added.number_words(view.ui), legend_of=added.legend_of)
    own = (*own_lines(edition, view.ui), *credits)

    def below(brief: bool) -> tuple[Foot, Box, SetOut]:
        foot = foot_of(frame, view, own, edition, (margin, width - margin), unit, brief=brief)
        room = (margin, margin * 0.8 + foot.height + 0.6 * unit, width - margin, height - margin - above - 0.5 * unit)
        return foot, room, set_out(told, room, asked, landscape=width / height >= 0.95)

    (foot, room, made), brief = below(False), False
    if _lacking(made, room, exact) or not made.says_who:
        shorter = below(True)
        if not _lacking(shorter[2], shorter[1], exact) and (shorter[2].says_who or _lacking(made, room, exact)):
            (foot, room, made), brief = shorter, True
    _refuse_too_small(made, room, (paper.width_in, height / 72), exact)
    if free:
        # whole hundredths of an inch, so that every resolution has whole pixels
        spare = math.floor((made.low - room[1]) / 0.72) * 0.72
        height, made = height - spare, made.lowered(spare)
    return Sheet(
        width, height, unit, made.share * unit, margin, head.title, head.subtitle, head.dateline, foot.note, foot.lines,
        made.panel, made.legend, made.locator, margin * 0.8 + foot.text_height, made.strip, foot.logo, head.share,
        brief,
    )  # fmt: skip


class _Head(NamedTuple):
    """Lines above the map, and their type as a share of its full size."""

    title: tuple[str, ...]
    subtitle: tuple[str, ...]
    dateline: tuple[str, ...]
    share: float


def _standfirst(frame: Frame, view: MapView, scene: Scene) -> str:
    """The line below the title; the sentence says where it counts more than the map shows."""
    told = words.subtitle(frame, view)
    return f"{told} {table(view.ui)['print']['beyond']}" if scene.beyond and not view.subtitle else told


def _headed(
    view: MapView, standfirst: str, frame: Frame, inner: float, height: float, unit: float, heads: tuple[float, ...]
) -> tuple[float, _Head]:  # fmt: skip
    """Set the lines above the map in the largest type that leaves the map its room; return their height too."""
    dateline = tuple(wrap(words.as_of(view, frame.recorded), inner, legible(0.92 * unit)))
    for share in heads:
        title = tuple(wrap(words.title(view), inner, 2.0 * share * unit, bold=True))
        subtitle = tuple(wrap(bound(standfirst), inner, legible(1.15 * share * unit)))
        above = head_height(title, subtitle, dateline, unit, share)
        if above <= HEAD_SHARE * height:
            break
    return above, _Head(title, subtitle, dateline, share)


def _lacking(made: SetOut, room: Box, exact: bool) -> float:
    """How many points of height a paper lacks for its words and a map that shows anything; 0 where it has them."""
    south, north = made.panel[1], made.panel[3]
    short = max(room[1] - min(top - sum(row.height for row in told) for _, top, told in made.legend), 0.0)
    short = max(short, _SMALLEST_MAP - (north - south) if not exact else 0.0)
    return short if short > 0.5 else 0.0


def _refuse_too_small(made: SetOut, room: Box, paper: tuple[float, float], exact: bool) -> None:
    """Refuse a paper that does not hold its words and a map that shows anything, and say what to ask for instead.

    A map whose shape is given may be a third as small as others.
    """
    west, south, east, north = made.panel
    if short := _lacking(made, room, exact):
        raise _too_small(*paper, math.ceil(paper[1] * 25.4 + short / 72 * 25.4))
    if min(east - west, north - south) < (_SMALLEST_MAP / 3 if exact else _SMALLEST_MAP):
        remedy = "Give it a wider width_mm, more height_mm" + (" or the fit 'fill'." if exact else ".")
        left = f"what is left is {east - west:.0f} x {north - south:.0f} points"
        raise PaperTooSmall(f"{_paper_words(*paper)}: {left}. {remedy}")


def _too_small(width_in: float, height_in: float, height_mm: int) -> PaperTooSmall:
    return PaperTooSmall(
        f"{_paper_words(width_in, height_in)}: its words leave no room for it. Give it a height_mm of {height_mm} or "
        "more, a wider width_mm, or a shorter title and note.",
        height_mm,
    )


def _paper_words(width_in: float, height_in: float) -> str:
    return f"paper of {width_in * 25.4:.0f} x {height_in * 25.4:.0f} mm is too small for this map"


def arrow_gap(view: MapView, edition: Edition = PLAIN) -> float:
    """Return how far apart two arrows of one class must end, points."""
    return 2.1 * edition.unit(view)


def head_height(
    title: tuple[str, ...], subtitle: tuple[str, ...], dateline: tuple[str, ...], unit: float, head: float = 1.0
) -> float:
    """Return the height in points of the texts above the map."""
    lines = len(title) * 2.0 * head * unit + len(subtitle) * legible(1.15 * head * unit)
    lines += len(dateline) * legible(0.92 * unit)
    return lines * LEADING + 0.5 * unit


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
