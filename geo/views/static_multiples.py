"""The sheet of several maps, set out and drawn: panels of one scale, one legend, one scale bar, one locator."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ..errors import ViewError
from . import themes
from .drawn import drawing
from .edition import Edition
from .languages import table
from .legend import legend
from .phrases import bound
from .scene import Scene, scene
from .series import Series, gathered
from .static import layer
from .static_added import Added, added_before
from .static_grid import Grid, Plan, Rows
from .static_heads import head_sizes, scale_words_size
from .static_highlight import check_highlight, highlight_words
from .static_inset import draw_locator, draw_scale
from .static_legend import Row, draw_rows
from .static_logo import draw_logo
from .static_map import Canvas, draw_map
from .static_panel import Panel, finer, stroke
from .static_series_sheet import planned
from .static_sheet import Sheet, arrow_gap, write_texts
from .static_text import LEADING, legible, wrap, write_lines
from .static_told import Told
from .style import AREA_CLASS
from .themes import wearing

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer

#: A panel of this share of the sheet has marks and names as large as a map by itself.
_WHOLE: Final = 0.45
_SMALLEST: Final = 0.6


@dataclass(frozen=True, slots=True)
class ComposedSeries:
    """A sheet of several maps that is set out and not yet drawn.

    `scenes` are what each panel shows, `whole` all of it for the legend; `unit` is the type unit of the panels.
    `changed` is what changed between two days as the sheet has room for it, `all_changed` with every name.
    """

    series: Series
    scenes: tuple[Scene, ...]
    whole: Scene
    plan: Plan
    sheet: Sheet
    panel: Panel
    unit: float
    changed: tuple[str, tuple[str, ...]] | None
    edition: Edition
    added: tuple[Added, ...]
    all_changed: tuple[str, tuple[str, ...]] | None = None

    @property
    def alt_text(self) -> str:
        """Alternative text: every panel is told."""
        numbers = self.added[0].number_words(self.series.ui)
        told = tuple(
            numbers if numbers and entry.key == AREA_CLASS else entry.words
            for entry in legend(self.whole, self.series.ui)
        )
        return " ".join([self.series.alt_text(told, self.changed), *self.added[0].told(self.series.ui)])

    def sheet_of(self, at: int) -> Sheet:
        """Return the sheet as one panel sees it."""
        return replace(self.sheet, panel=self.plan.grid.box(at, *self.plan.corner))


def compose_series(series: Series, boundaries: Boundaries, gazetteer: Gazetteer, edition: Edition) -> ComposedSeries:
    """Set out a sheet of several maps; as in `static_compose.compose` panels and legend are set out twice.

    Raises
    ------
    SheetTooSmall
        If the paper is too small for the maps; it tells a width that is not.
    ViewError
        If call-outs are asked for, or an advance to highlight is on none of the maps.
    """
    added = _added(series, edition, boundaries, gazetteer)
    paper, lead = edition.sheet(series.lead), series.lead
    exact = edition.fit == "exact"
    panel = Panel(lead.bbox, paper.width_in * 24, paper.height_in * 24, exact)
    changed = series.changed(gazetteer)
    with wearing(edition.worn()):
        for _ in range(2):
            _, whole, _ = _scenes(series, panel, edition, added, boundaries, gazetteer)
            bare, found = planned(series, _rows_of(whole, changed, series.ui, added), edition)
            panel = Panel(lead.bbox, found.grid.width, found.grid.height, exact)
        scenes, whole, unit = _scenes(series, panel, edition, added, boundaries, gazetteer)
    sheet = replace(bare, legend=found.legend, legend_unit=found.unit, locator=found.locator)
    every = series.changed(gazetteer, None)
    return ComposedSeries(series, scenes, whole, found, sheet, panel, unit, changed, edition, added, every)


def _added(
    series: Series, edition: Edition, boundaries: Boundaries, gazetteer: Gazetteer
) -> tuple[Added, ...]:  # fmt: skip
    """What the edition adds to each panel; an advance that is to be set off is so wherever it is on a map."""
    if edition.callouts:
        raise ViewError(
            "callouts stand on one map, and a sheet has several. Leave them out, or print each map by itself."
        )
    shown = tuple(zip(series.frames, series.views, strict=True))
    check_highlight(shown, edition, boundaries, gazetteer)
    told = highlight_words(series, edition, boundaries, gazetteer)
    made = (added_before(frame, view, edition, boundaries, gazetteer) for frame, view in shown)
    return tuple(replace(one, highlight_words=told) for one in made)


def _scenes(
    series: Series, panel: Panel, edition: Edition, added: tuple[Added, ...], boundaries: Boundaries,
    gazetteer: Gazetteer,
) -> tuple[tuple[Scene, ...], Scene, float]:  # fmt: skip
    """What each panel shows, all of it together, and the type unit of a panel of this size."""
    paper, lead = edition.sheet(series.lead), series.lead
    share = panel.width * panel.height / (paper.width_in * paper.height_in * 72**2) / _WHOLE
    smaller = min(max(share**0.25, _SMALLEST), 1.0)
    apart_km = smaller * arrow_gap(lead, edition) / panel.points_per_m / 1000
    bbox, lang = panel.shown, lead.lang
    scenes = tuple(
        scene(frame, bbox, boundaries, gazetteer, lang, apart_km=apart_km, first=one.highlight)
        for frame, one in zip(series.frames, added, strict=True)
    )
    beside = scene(replace(series.whole, zones=(), advances=()), bbox, boundaries, gazetteer, lang)
    return scenes, gathered(scenes, beside, series.ui), smaller * edition.unit(lead)


def _rows_of(
    whole: Scene, changed: tuple[str, tuple[str, ...]] | None, lang: str, added: tuple[Added, ...]
) -> Rows:  # fmt: skip
    """The rows of the key: what changed, then the legend of all panels."""

    def made(width: float, unit: float, short: bool) -> list[Row]:
        told = Told(whole, lang, added[0].highlight_words, added[0].number_words(lang), "kinds" if short else "classes")
        return [*(_told(changed, width, unit) if changed else ()), *told.rows(width, unit)]

    return made


def _told(changed: tuple[str, tuple[str, ...]], width: float, unit: float) -> list[Row]:
    """What changed as rows above the legend: the days, then a row a line."""
    size = legible(0.92 * unit)
    found = [Row("heading", 2.1 * unit, size, (changed[0],))]
    for line in changed[1]:
        lines = tuple(wrap(bound(line), width, size))
        found.append(Row("told", (len(lines) * LEADING + 0.4) * size, size, lines))
    return found


def draw_series(made: ComposedSeries, *, boundaries: Boundaries, gazetteer: Gazetteer) -> Figure:
    """Return the sheet as a matplotlib figure on an Agg canvas. Draw it while `static_file.printing`.

    Each panel has the layers of a map by itself, with its number: "base-1", "zones-1", "advances-1", "labels-1".
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    paper = made.edition.sheet(made.series.lead)
    figure = Figure(figsize=made.sheet.inches, dpi=paper.dpi, facecolor=themes.ink("paper"))
    FigureCanvasAgg(figure)
    for at, (view, shown, added) in enumerate(zip(made.series.views, made.scenes, made.added, strict=True)):
        sheet = made.sheet_of(at)
        names = (f"{name}-{at + 1}" for name in ("base", "zones", "advances", "labels"))
        canvas = Canvas(*(layer(figure, sheet, name) for name in names))
        with finer(made.unit / made.sheet.unit):
            draw_map(
                canvas, view, shown, made.panel, made.unit, boundaries, gazetteer, None, scale=False, added=added,
                north="never" if at else made.edition.north,
            )  # fmt: skip
    _furniture(figure, made, boundaries, gazetteer)
    return figure


def _furniture(figure: Figure, made: ComposedSeries, boundaries: Boundaries, gazetteer: Gazetteer) -> None:
    """Draw what stands around the panels."""
    import shapely

    sheet, lead = made.sheet, made.series.lead
    ax = figure.add_axes((0, 0, 1, 1), gid="furniture", label="furniture")
    ax.set_axis_off()
    ax.set_xlim(0, sheet.width)
    ax.set_ylim(0, sheet.height)
    write_texts(ax, sheet)
    for at in range(len(made.scenes)):
        box = made.sheet_of(at).panel
        stroke(ax, shapely.box(*box), themes.ink("frame"), 0.8, zorder=5.0)
        _write_head(ax, made.plan.grid, at, box, sheet.legend_unit)
    for x, top, found in sheet.legend:
        draw_rows(ax, list(found), x, top, sheet.legend_unit)
    with drawing("locator"):
        draw_locator(ax, made.plan.locator, lead.bbox, boundaries, gazetteer, lead.lang, sheet.legend_unit)
    house = made.edition.house
    if sheet.logo is not None and house is not None and house.logo is not None:
        draw_logo(ax, sheet.logo, house.logo.file)
    x, y = made.plan.scale
    unit = sheet.legend_unit
    size = scale_words_size(unit)
    write_lines(ax, x, y + 1.35 * size, [str(table(lead.ui)["series"]["scale"])], size, themes.ink("text_muted"))
    with drawing("scale"):
        draw_scale(ax, made.panel, x - 0.6 * unit, y + 1.2 * size, unit, lead.ui, sheet.width - sheet.margin)


def _write_head(ax: Axes, grid: Grid, at: int, box: tuple[float, float, float, float], unit: float) -> None:
    """Head a panel: what differs, then its own figures."""
    (head, above), (large, small) = grid.head_of(at), head_sizes(unit)
    y = write_lines(ax, box[0], box[3] + above, list(head.heading), large, themes.ink("text"), bold=True)
    write_lines(ax, box[0], y, list(head.told), small, themes.ink("text"))
