"""Several maps on one sheet: small multiples, or a pair of before and after, with one legend, scale bar and locator."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError
from ..records import Frame
from .edition import PLAIN, Edition
from .files import write_whole
from .series import series_of
from .static_file import FORMATS, check_form, printing, saved
from .static_multiples import ComposedSeries, compose_series, draw_series
from .view import MapView

if TYPE_CHECKING:
    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer


def render_series(
    shown: Sequence[tuple[Frame, MapView]], *, boundaries: Boundaries, gazetteer: Gazetteer, format: str = "png",  # noqa: A002
    dpi: int | None = None, edition: Edition = PLAIN, title: str = "", note: str = "",
) -> bytes:  # fmt: skip
    """Return several maps on one sheet as the bytes of a file.

    Parameters
    ----------
    shown : sequence of (Frame, MapView)
        Two to twelve maps of one extent, language and size preset, in order; they differ in day, perspective or clock.
        Two days of one perspective are a pair: what changed between them is told too.
    format : {"png", "svg", "pdf"}
        Each carries the alt text as `static.render` says.
    dpi : int, optional
        Dots per inch of a PNG, 30 to 1200; the preset's own if not given.
    edition : Edition
        Paper, theme and house style.
    title, note : str
        Instead of the title proposed and the note of the first view.

    Raises
    ------
    InputError
        If format or dpi is not accepted, the maps make no series, or the sheet is too small for them.
    """
    check_form(format, dpi)
    made = compose_series(series_of(shown, title, note), boundaries, gazetteer, edition)
    return _rendered(made, boundaries, gazetteer, format, dpi)


def write_series(
    path: Path | str, shown: Sequence[tuple[Frame, MapView]], *, boundaries: Boundaries, gazetteer: Gazetteer,
    dpi: int | None = None, edition: Edition = PLAIN, title: str = "", note: str = "",
) -> Path:  # fmt: skip
    """Write several maps on one sheet to `path` (.png, .svg or .pdf) and their text beside it, .txt added to the name.

    Raises
    ------
    InputError
        If the file's ending is not one of the three, or as `render_series` does.
    """
    target = Path(path)
    ending = target.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        raise InputError(f"{target.name}: ending is {target.suffix!r}; expected .png, .svg or .pdf.")
    check_form(ending, dpi)
    made = compose_series(series_of(shown, title, note), boundaries, gazetteer, edition)
    write_whole(target, _rendered(made, boundaries, gazetteer, ending, dpi))
    write_whole(target.with_name(f"{target.name}.txt"), series_text(made).encode())
    return target


def _rendered(made: ComposedSeries, boundaries: Boundaries, gazetteer: Gazetteer, form: str, dpi: int | None) -> bytes:
    with printing(made.edition.worn()):
        figure = draw_series(made, boundaries=boundaries, gazetteer=gazetteer)
        resolution = dpi or made.edition.sheet(made.series.lead).dpi
        return saved(figure, form, resolution, made.series.title, made.alt_text)


def series_text(made: ComposedSeries) -> str:
    """Return the text file beside a sheet: title, alt text, own note, what `Series.beside` tells, the views.

    Of a pair it names every place that the sheet has no room for.
    """
    series, every = made.series, made.all_changed
    changed = f"{every[0]}: {' '.join(every[1])}" if every is not None and every != made.changed else ""
    views = (view.to_yaml() for view in series.views)
    parts = [series.title, made.alt_text, changed, series.note, *series.beside(made.whole), *views]
    return "\n\n".join(filter(None, parts))
