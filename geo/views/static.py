"""The static map: one view of a frame as PNG, SVG or PDF, ready for print, the same bytes for the same input.

Drawn with object-oriented matplotlib, without its global state, one map at a time: safe to call from threads.
"""

from __future__ import annotations

import re
import threading
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from ..errors import InputError
from ..records import Frame
from . import themes, words
from .edition import PLAIN, Edition
from .files import write_whole
from .languages import table
from .legend import listed
from .static_compose import Composed, compose
from .static_inset import draw_locator
from .static_legend import draw_rows
from .static_map import Canvas, draw_map
from .static_overlays import credit_lines, draw_overlays
from .static_panel import stroke
from .static_sheet import Sheet, write_texts
from .static_text import unsettable_words
from .themes import wearing
from .view import MapView

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer
    from .overlays import Overlay

FORMATS: Final = ("png", "svg", "pdf")
#: Text stays text, letters are as wide on every resolution, element ids do not depend on the process.
RC: Final[Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "frontline-event-mapper",
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "text.hinting": "no_hinting",
}
#: matplotlib's font cache and settings are shared by the process.
_LOCK: Final = threading.Lock()


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
    _check(format, dpi)
    return _rendered(compose(frame, view, boundaries, gazetteer, overlays, edition), boundaries, gazetteer, format, dpi)


def _rendered(made: Composed, boundaries: Boundaries, gazetteer: Gazetteer, form: str, dpi: int | None) -> bytes:
    from matplotlib import rc_context

    told = made.alt_text
    with _LOCK, rc_context(RC), wearing(made.edition.worn()):
        figure = draw(made, boundaries=boundaries, gazetteer=gazetteer)
        out = BytesIO()
        figure.savefig(
            out, format=form, dpi=dpi or made.edition.sheet(made.view).dpi, metadata=_metadata(form, made.view, told)
        )
    content = out.getvalue()
    return _described(content, words.title(made.view), told) if form == "svg" else content


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
    _check(ending, dpi)
    made = compose(frame, view, boundaries, gazetteer, overlays, edition)
    write_whole(target, _rendered(made, boundaries, gazetteer, ending, dpi))
    write_whole(target.with_name(f"{target.name}.txt"), sidecar_text(made).encode())
    return target


def lacking_letters(view: MapView) -> str:
    """Return a warning about characters of a view's title and note that the map cannot set; empty for none."""
    return unsettable_words(f"{words.title(view)} {view.note}")


def _check(form: str, dpi: int | None) -> None:
    if form not in FORMATS:
        raise InputError(f"format is {form!r}; expected one of {', '.join(FORMATS)}.")
    if dpi is not None and not 30 <= dpi <= 1200:
        raise InputError(f"dpi is {dpi}; expected 30 to 1200, such as 300 for print.")


def draw(made: Composed, *, boundaries: Boundaries, gazetteer: Gazetteer) -> Figure:
    """Return the map as a matplotlib figure on an Agg canvas, to look into or to draw on.

    Draw it inside `matplotlib.rc_context(RC)`, for which text is measured, and `themes.wearing` its theme.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    paper, sheet = made.edition.sheet(made.view), made.sheet
    figure = Figure(figsize=(paper.width_in, paper.height_in), dpi=paper.dpi, facecolor=themes.ink("paper"))
    FigureCanvasAgg(figure)
    canvas = Canvas(*(_layer(figure, sheet, name) for name in ("base", "zones", "advances", "labels")))
    inset = None if sheet.locator is not None else (13 * sheet.unit, 9 * sheet.unit)
    draw_overlays(canvas.base, made.overlays, made.panel)
    corner = draw_map(canvas, made.view, made.scene, made.panel, sheet.unit, boundaries, gazetteer, inset)
    _furniture(figure, sheet, made.view, corner, boundaries, gazetteer)
    return figure


def _layer(figure: Figure, sheet: Sheet, name: str) -> Axes:
    west, south, east, north = sheet.panel
    box = (west / sheet.width, south / sheet.height, (east - west) / sheet.width, (north - south) / sheet.height)
    ax = figure.add_axes(box, gid=name, label=name)
    ax.set_axis_off()
    ax.set_xlim(0, east - west)
    ax.set_ylim(0, north - south)
    return ax


def _furniture(
    figure: Figure, sheet: Sheet, view: MapView, corner: tuple[float, float, float, float] | None,
    boundaries: Boundaries, gazetteer: Gazetteer,
) -> None:  # fmt: skip
    """Draw what stands around the map, and the locator wherever it has its place."""
    import shapely

    ax = figure.add_axes((0, 0, 1, 1), gid="furniture", label="furniture")
    ax.set_axis_off()
    ax.set_xlim(0, sheet.width)
    ax.set_ylim(0, sheet.height)
    stroke(ax, shapely.box(*sheet.panel), themes.ink("frame"), 0.8, zorder=5.0)
    write_texts(ax, sheet)
    for x, top, rows in sheet.legend:
        draw_rows(ax, list(rows), x, top, sheet.legend_unit)
    box = sheet.locator
    if corner is not None:
        box = (
            corner[0] + sheet.panel[0],
            corner[1] + sheet.panel[1],
            corner[2] + sheet.panel[0],
            corner[3] + sheet.panel[1],
        )
    if box is not None:
        draw_locator(ax, box, view.bbox, boundaries, gazetteer, view.lang, sheet.unit)


def sidecar_text(made: Composed) -> str:
    """Return the text file beside a map: title, alt text, all publishers, notes, credit, data hash, the view itself."""
    frame, view = made.frame, made.view
    records = frame.events if frame.records is None else frame.records
    parts = [words.title(view), made.alt_text]
    parts += [f"{heading}: {told}." for heading, told in listed(made.scene, view.ui)]
    parts += [words.source_line(records, lang=view.ui)]
    parts += [table(view.ui)[name] for name in ("boundary_note", "schematic_note", "basemap_credit")]
    parts += credit_lines(made.overlays)
    parts += [f"{table(view.ui)['data']} {words.data_hash(frame)}", view.to_yaml()]
    return "\n\n".join(parts)


def _metadata(form: str, view: MapView, told: str) -> dict[str, str | None]:
    title, maker = words.title(view), "frontline-event-mapper"
    if form == "png":
        return {"Title": title, "Description": told, "Software": maker}
    if form == "svg":
        return {"Date": None, "Title": title, "Description": told, "Creator": maker}
    return {"CreationDate": None, "ModDate": None, "Title": title, "Subject": told, "Producer": None, "Creator": maker}


def _described(svg: bytes, title: str, told: str) -> bytes:
    """Put title and desc first into an SVG, where screen readers look for them, and say that it is an image."""
    text = svg.decode()
    opening = re.search(r"<svg\b[^>]*>", text)
    if opening is None:
        raise InputError("the SVG writer gave no <svg> element; expected one. Install the tested matplotlib version.")
    text = re.sub(r"\s*<title>.*?</title>", "", text, count=1, flags=re.DOTALL)
    head = opening.group().replace("<svg", '<svg role="img" aria-labelledby="map-title map-desc"', 1)
    told_in = f'\n <title id="map-title">{escape(title)}</title>\n <desc id="map-desc">{escape(told)}</desc>'
    return text.replace(opening.group(), head + told_in, 1).encode()
