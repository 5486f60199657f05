"""The static map: one view of a frame as PNG, SVG or PDF, ready for print, the same bytes for the same input.

Drawn with object-oriented matplotlib, without its global state, one map at a time: safe to call from threads.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError
from ..records import Frame
from . import themes, words
from .drawn import drawing
from .edition import PLAIN, Edition
from .files import write_whole
from .languages import table
from .legend import listed
from .static_compose import Composed, compose
from .static_file import FORMATS, RC, check_form, printing, saved
from .static_inset import draw_locator
from .static_legend import draw_rows
from .static_logo import draw_logo
from .static_map import Canvas, draw_map
from .static_overlays import draw_overlays
from .static_panel import stroke
from .static_sheet import Sheet, write_texts
from .static_strip import draw_strip
from .static_text import unsettable_words
from .view import MapView

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer
    from .overlays import Overlay

__all__ = ["FORMATS", "RC", "Composed", "compose", "draw", "lacking_letters", "render", "sidecar_text", "write_map"]


def render(
    frame: Frame, view: MapView, *, boundaries: Boundaries, gazetteer: Gazetteer, format: str = "png",  # noqa: A002
    dpi: int | None = None, overlays: tuple[Overlay, ...] = (), edition: Edition = PLAIN,
) -> bytes:  # fmt: skip
    """Return the map of a frame as the bytes of a file.

    Parameters
    ----------
    frame : Frame
        What holds on the view's day and in its window.
    view : MapView
        Extent, label language, title, note and size preset. Everything else is taken from `frame`.
    format : {"png", "svg", "pdf"}
        PNG carries the alt text as a text chunk, SVG as title and desc, PDF as title and subject.
    dpi : int, optional
        Dots per inch of a PNG, 30 to 1200; the preset's own if not given.
    overlays : tuple of Overlay
        The reader's own shapes, drawn below the claims and credited below the map.
    edition : Edition
        Paper, theme, house style, call-outs.

    Raises
    ------
    InputError
        If format or dpi is not accepted.
    """
    check_form(format, dpi)
    return _rendered(compose(frame, view, boundaries, gazetteer, overlays, edition), boundaries, gazetteer, format, dpi)


def _rendered(made: Composed, boundaries: Boundaries, gazetteer: Gazetteer, form: str, dpi: int | None) -> bytes:
    with printing(made.edition.worn()):
        figure = draw(made, boundaries=boundaries, gazetteer=gazetteer)
        resolution = dpi or made.edition.sheet(made.view).dpi
        return saved(figure, form, resolution, words.title(made.view), made.alt_text)


def write_map(
    path: Path | str,
    frame: Frame,
    view: MapView,
    *,
    boundaries: Boundaries,
    gazetteer: Gazetteer,
    dpi: int | None = None,
    overlays: tuple[Overlay, ...] = (),
    edition: Edition = PLAIN,
) -> Path:
    """Write the map to `path` (.png, .svg or .pdf) and its text beside it, .txt added to the name.

    Raises
    ------
    InputError
        If the file's ending is not one of the three, or its folder is not there.
    """
    target = Path(path)
    ending = target.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        raise InputError(f"{target.name}: ending is {target.suffix!r}; expected .png, .svg or .pdf.")
    check_form(ending, dpi)
    made = compose(frame, view, boundaries, gazetteer, overlays, edition)
    write_whole(target, _rendered(made, boundaries, gazetteer, ending, dpi))
    write_whole(target.with_name(f"{target.name}.txt"), sidecar_text(made).encode())
    return target


def lacking_letters(view: MapView, edition: Edition = PLAIN) -> str:
    """Return a warning about characters of the desk's own words that the map's type cannot set; empty for none."""
    own = [words.title(view), view.note, *(one.text for one in edition.callouts)]
    own += [edition.house.credit] if edition.house is not None else []
    with themes.wearing(edition.worn()):
        return unsettable_words(" ".join(own))


def draw(made: Composed, *, boundaries: Boundaries, gazetteer: Gazetteer) -> Figure:
    """Return the map as a matplotlib figure on an Agg canvas, to look into or to draw on.

    Draw it inside `matplotlib.rc_context(RC)`, for which text is measured, and `themes.wearing` its theme.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    paper, sheet = made.edition.sheet(made.view), made.sheet
    figure = Figure(figsize=sheet.inches, dpi=paper.dpi, facecolor=themes.ink("paper"))
    FigureCanvasAgg(figure)
    canvas = Canvas(*(layer(figure, sheet, name) for name in ("base", "zones", "advances", "labels")))
    draw_overlays(canvas.base, made.overlays, made.panel)
    corner = draw_map(
        canvas, made.view, made.scene, made.panel, sheet.unit, boundaries, gazetteer, sheet.inset, alike=made.alike,
        added=made.added, north=made.edition.north,
    )  # fmt: skip
    _furniture(figure, made, corner, boundaries, gazetteer)
    return figure


def layer(figure: Figure, sheet: Sheet, name: str) -> Axes:
    """Return an axes over the sheet's panel, in its points: a named group of an SVG."""
    west, south, east, north = sheet.panel
    box = (west / sheet.width, south / sheet.height, (east - west) / sheet.width, (north - south) / sheet.height)
    ax = figure.add_axes(box, gid=name, label=name)
    ax.set_axis_off()
    ax.set_xlim(0, east - west)
    ax.set_ylim(0, north - south)
    return ax


def _furniture(
    figure: Figure, made: Composed, corner: tuple[float, float, float, float] | None, boundaries: Boundaries,
    gazetteer: Gazetteer,
) -> None:  # fmt: skip
    """Draw what stands around the map, and the locator wherever it has its place."""
    import shapely

    sheet, view, house = made.sheet, made.view, made.edition.house
    ax = figure.add_axes((0, 0, 1, 1), gid="furniture", label="furniture")
    ax.set_axis_off()
    ax.set_xlim(0, sheet.width)
    ax.set_ylim(0, sheet.height)
    stroke(ax, shapely.box(*sheet.panel), themes.ink("frame"), 0.8, zorder=5.0)
    write_texts(ax, sheet)
    for x, top, rows in sheet.legend:
        draw_rows(ax, list(rows), x, top, sheet.legend_unit)
    if sheet.strip is not None:
        draw_strip(ax, sheet.strip, made.frame, view, sheet.unit)
    if sheet.logo is not None and house is not None and house.logo is not None:
        draw_logo(ax, sheet.logo, house.logo.file)
    box = sheet.locator
    if corner is not None:
        box = (
            corner[0] + sheet.panel[0],
            corner[1] + sheet.panel[1],
            corner[2] + sheet.panel[0],
            corner[3] + sheet.panel[1],
        )
    if box is not None:
        with drawing("locator"):
            draw_locator(ax, box, view.bbox, boundaries, gazetteer, view.lang, sheet.unit)


def sidecar_text(made: Composed) -> str:
    """Return the text file beside a map: title, alt text, all publishers, notes, credit, data hash, the view itself."""
    frame, view = made.frame, made.view
    records = frame.events if frame.records is None else frame.records
    parts = [words.title(view), made.alt_text]
    parts += [f"{heading}: {told}." for heading, told in listed(made.scene, view.ui)]
    parts += [words.source_line(records, lang=view.ui)]
    parts += [table(view.ui)[name] for name in ("boundary_note", "schematic_note", "basemap_credit")]
    parts += made.credits
    parts += [f"{table(view.ui)['data']} {words.data_hash(frame)}", view.to_yaml()]
    return "\n\n".join(parts)
