"""The frames of a period: maps of one extent on one sheet each, set out alike so that nothing jumps from day to day.

Own rules: every frame keeps the room that the longest title, sentence and foot of the period take; the classes of
the legend, the lists and the publishers are those of the whole period, and so are the corners in which scale bar and
locator stand. What changes from frame to frame is the map, the sentence above it, its day, and the days in the legend.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..errors import ViewError
from ..records import Frame
from . import words
from .edition import PLAIN, Edition
from .languages import table
from .legend import Entry
from .phrases import span_words
from .scene import Scene, scene
from .series import Series, gathered, series_of
from .static import draw
from .static_compose import Composed, compose
from .static_file import check_form, printing, saved
from .static_highlight import check_highlight, highlight_words, highlighted
from .static_legend import SAMPLE, Row
from .static_panel import Panel
from .static_setout import Legend
from .static_sheet import HEADS, Sheet, arrow_gap, lay_out
from .static_text import wrap
from .themes import wearing
from .view import MapView

if TYPE_CHECKING:
    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer

#: Most frames of a film: two years of days.
MOST_FRAMES = 750


@dataclass(frozen=True, slots=True)
class Film:
    """The frames of a period, set out and not yet drawn; `whole` is all that they show.

    `highlight` is the legend's line on what is set off on any of them, empty for nothing.
    """

    series: Series
    maps: tuple[Composed, ...]
    whole: Scene
    highlight: str = ""

    @property
    def dpi(self) -> int:
        """Resolution of the size preset."""
        return self.maps[0].edition.sheet(self.series.lead).dpi

    @property
    def inches(self) -> tuple[float, float]:
        """Width and height of every frame."""
        return self.maps[0].sheet.inches


def compose_film(
    shown: Sequence[tuple[Frame, MapView]], boundaries: Boundaries, gazetteer: Gazetteer, edition: Edition = PLAIN, *,
    title: str = "", note: str = "",
) -> Film:  # fmt: skip
    """Set out the frames of a period.

    Raises
    ------
    InputError
        If there is no frame or there are too many, or they differ in extent, language or paper.
    ViewError
        If an advance to highlight is on none of the maps, or a call-out's place is off them.
    """
    series = series_of(shown, title, note, fewest=1, most=MOST_FRAMES)
    check_highlight(shown, edition, boundaries, gazetteer)
    shared = words.title(series.lead.changed(perspective="all")) if series.differ("perspective") else ""
    own = {"title": title or series.lead.title or shared, "note": series.note}
    maps = [_alone(frame, view.changed(**own), boundaries, gazetteer, edition) for frame, view in shown]
    told = highlight_words(series, edition, boundaries, gazetteer)
    with wearing(edition.worn()):
        for _ in range(2):
            whole = _whole(series, maps, boundaries, gazetteer)
            sheets = [_sheet(one, series, whole, told) for one in maps]
            # the longest sentence sets the type of all
            heads = (min(sheet.head for sheet in sheets),)
            maps = _alike(maps, [_sheet(one, series, whole, told, heads) for one in maps], boundaries, gazetteer)
    whole = _whole(series, maps, boundaries, gazetteer)
    return Film(series, tuple(replace(one, alike=whole) for one in maps), whole, told)


def _alone(frame: Frame, view: MapView, boundaries: Boundaries, gazetteer: Gazetteer, edition: Edition) -> Composed:
    """A frame as a map by itself. An advance to highlight is on some days only: on the others it is not set off."""
    found = highlighted(frame, view, edition, boundaries, gazetteer)
    try:
        worn = edition.model_copy(update={"highlight": found})
        return compose(frame, view, boundaries, gazetteer, edition=worn)
    except ViewError:
        if not found:
            raise
        bare = edition.model_copy(update={"highlight": ()})  # its arrow is off the map
        return compose(frame, view, boundaries, gazetteer, edition=bare)


def _whole(series: Series, maps: Sequence[Composed], boundaries: Boundaries, gazetteer: Gazetteer) -> Scene:
    """All that the frames show, for the legend and the lists that every one of them carries."""
    rested = replace(series.whole, zones=(), advances=())
    beside = scene(rested, maps[0].panel.shown, boundaries, gazetteer, series.lead.lang)
    return gathered([one.scene for one in maps], beside, series.ui)


def _sheet(one: Composed, series: Series, whole: Scene, highlight: str, heads: tuple[float, ...] = HEADS) -> Sheet:
    """The sheet of a frame with the legend, its line on what is set off, and the publishers of the whole period."""
    told = replace(one.frame, records=series.whole.records)
    added = replace(one.added, highlight_words=highlight, legend_of=_legend_of(series))
    return lay_out(told, one.view, whole, (), one.edition, added, heads)


def _legend_of(series: Series) -> str:
    """Say that the legend is of the whole period: a frame's own map may lack what it names. Empty for a single map."""
    told, days = table(series.ui)["print"], [view.day for view in series.views]
    if series.differ("day"):
        return str(told["legend_days"].format(days=span_words(min(days), max(days), series.ui)))
    return str(told["legend_maps"]) if len(series.views) > 1 else ""


def _alike(
    maps: Sequence[Composed], sheets: Sequence[Sheet], boundaries: Boundaries, gazetteer: Gazetteer
) -> list[Composed]:  # fmt: skip
    """Put every frame's texts on the sheet that leaves the least room for the map, and draw their scenes for it."""
    kept = min(sheets, key=lambda sheet: (sheet.panel[3] - sheet.panel[1]) * (sheet.panel[2] - sheet.panel[0]))
    panel = Panel(
        maps[0].view.bbox, kept.panel[2] - kept.panel[0], kept.panel[3] - kept.panel[1], maps[0].edition.fit == "exact"
    )
    made = []
    for one, sheet in zip(maps, sheets, strict=True):
        own = replace(
            kept,
            title=_filled(sheet.title, [other.title for other in sheets]),
            subtitle=_filled(sheet.subtitle, [other.subtitle for other in sheets]),
            dateline=_filled(sheet.dateline, [other.dateline for other in sheets]),
            foot=_filled(sheet.foot, [other.foot for other in sheets]),
        )
        apart_km = arrow_gap(one.view, one.edition) / panel.points_per_m / 1000
        drawn = scene(
            one.frame, panel.shown, boundaries, gazetteer, one.view.lang, apart_km=apart_km, first=one.added.highlight
        )
        ready = replace(one, panel=panel, scene=drawn)
        made.append(replace(ready, sheet=replace(own, legend=_dated(own, ready.entries))))
    return made


def _dated(sheet: Sheet, entries: tuple[Entry, ...]) -> Legend:
    """Return the legend of a period with the days and names of one frame in the lines of classes that are in it.

    A class that this frame does not show, or whose words take more lines than are kept for it, is told of the period.
    """
    edges = [x - 1.6 * sheet.unit for x, _, _ in sheet.legend[1:]] + [sheet.width - sheet.margin]
    counts = Counter(entry.key for entry in entries)
    own = {entry.key: entry for entry in entries if counts[entry.key] == 1}

    def worded(row: Row, wide: float) -> Row:
        entry = own.get(row.entries[0].key) if row.kind == "entry" else None
        if entry is None or kept[entry.key] > 1:
            return row
        lines = tuple(wrap(entry.words, wide - SAMPLE * sheet.legend_unit, row.size))
        return replace(row, lines=lines, entries=(entry,)) if len(lines) <= len(row.lines) else row

    kept = Counter(entry.key for _, _, told in sheet.legend for row in told for entry in row.entries)
    return tuple(
        (x, top, tuple(worded(row, edge - x) for row in told))
        for (x, top, told), edge in zip(sheet.legend, edges, strict=True)
    )


def _filled(lines: tuple[str, ...], others: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Lines with empty ones after them, as many as the longest of others, so that what stands below stays in place."""
    return (*lines, *[""] * (max(map(len, others)) - len(lines)))


def picture(film: Film, at: int, *, boundaries: Boundaries, gazetteer: Gazetteer, dpi: float) -> bytes:
    """Return a frame as a PNG of whole, even numbers of pixels, as encoders ask, with its own alt text.

    Raises
    ------
    InputError
        If dpi is not accepted.
    """
    check_form("png", dpi)
    made = film.maps[at]
    with printing(made.edition.worn()):
        figure = draw(made, boundaries=boundaries, gazetteer=gazetteer)
        # less than two pixels are cut off; a hundredth of one is added, for what is not quite whole is rounded down
        wide, tall = ((int(side * dpi + 0.01) // 2 * 2 + 0.01) / dpi for side in film.inches)
        figure.set_size_inches(wide, tall)
        return saved(figure, "png", dpi, words.title(made.view), frame_text(film, at))


def frame_text(film: Film, at: int) -> str:
    """Return the alternative text of a frame: of the classes on its own map, though its legend is of all."""
    made = film.maps[at]
    own = Row("entry", 0.0, 0.0, entries=made.entries)
    return replace(made, sheet=replace(made.sheet, legend=((0.0, 0.0, (own,)),))).alt_text


def film_text(film: Film) -> str:
    """Return the text beside the frames: title, alt text of all, note, what `Series.beside` tells, the first view."""
    series, told = film.series, table(film.series.ui)
    edges = dict(zip(("west", "south", "east", "north"), (f"{edge:.2f}" for edge in series.lead.bbox), strict=True))
    names = "; ".join(entry.words for entry in replace(film.maps[0], scene=film.whole).entries)
    sentences = " ".join(words.plain_sentence(one.frame, one.view) for one in film.maps)
    heading = _legend_of(series)
    legend = f" {heading}: {names}." if heading else str(told["alt_legend"]).format(names=names)
    alt = told["series"]["film"].format(
        title=series.title,
        panels=sentences,
        legend=legend if names else "",
        note=told["schematic_note"],
        **edges,
    )
    added = replace(film.maps[0].added, highlight_words=film.highlight).told(series.ui)
    parts = [series.title, " ".join([str(alt), *added]), series.note, *series.beside(film.whole), series.lead.to_yaml()]
    return "\n\n".join(filter(None, parts))
