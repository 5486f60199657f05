"""How a drawn sheet becomes a file: PNG, SVG or PDF with its title and alt text, the same bytes for the same input."""

from __future__ import annotations

import gc
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from ..errors import InputError
from .themes import Theme, wearing

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS: Final = ("png", "svg", "pdf")
#: Text stays text, letters are as wide on every resolution, element ids do not depend on the process.
RC: Final[Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "frontline-event-mapper",
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "text.hinting": "no_hinting",
}
#: Most pixels of a PNG, four bytes each while it is drawn: A4 at 1200 dpi, a poster of 1200 mm at 300.
MOST_PIXELS: Final = 200_000_000
#: matplotlib's font cache and settings are shared by the process.
_LOCK: Final = threading.Lock()


@contextmanager
def printing(theme: Theme) -> Iterator[None]:
    """Draw and save in a theme, one sheet at a time, with the settings that text is measured for."""
    from matplotlib import rc_context

    with _LOCK, uncollected(), rc_context(RC), wearing(theme):
        yield


@contextmanager
def uncollected() -> Iterator[None]:
    """Draw without looking for garbage: all that a drawing makes lives until it is saved, and a record is large."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def check_form(form: str, dpi: float | None) -> None:
    """Say before the work that a format or a resolution is not accepted.

    Raises
    ------
    InputError
        If it is not.
    """
    if form not in FORMATS:
        raise InputError(f"format is {form!r}; expected one of {', '.join(FORMATS)}.")
    if dpi is not None and not 30 <= dpi <= 1200:
        raise InputError(f"dpi is {dpi}; expected 30 to 1200, such as 300 for print.")


def saved(figure: Figure, form: str, dpi: float, title: str, told: str) -> bytes:
    """Return a figure as the bytes of a file that carries a title and an alternative text.

    A PNG has them as text chunks, an SVG as title and desc, a PDF as title and subject. To be called while `printing`.

    Raises
    ------
    InputError
        If a PNG would have more pixels than are drawn.
    """
    out = BytesIO()
    with _whole_pixels(figure, dpi) if form == "png" else nullcontext():
        figure.savefig(out, format=form, dpi=dpi, metadata=_metadata(form, title, told))
    content = out.getvalue()
    return _described(content, title, told) if form == "svg" else content


@contextmanager
def _whole_pixels(figure: Figure, dpi: float) -> Iterator[None]:
    """Give a sheet the nearest whole number of pixels each way: matplotlib cuts off what is over, 3839.9 to 3839."""
    across, up = (float(side) for side in figure.get_size_inches())
    wide, tall = round(across * dpi), round(up * dpi)
    if wide * tall > MOST_PIXELS:
        fits = int(dpi * (MOST_PIXELS / (wide * tall)) ** 0.5)
        raise InputError(
            f"dpi is {dpi}: a PNG of {wide} x {tall} pixels; {MOST_PIXELS // 1_000_000} million at most are drawn. "
            f"Ask for {fits} dpi or fewer, a smaller sheet, or SVG or PDF."
        )
    figure.set_size_inches((wide + 0.01) / dpi, (tall + 0.01) / dpi)
    try:
        yield
    finally:
        figure.set_size_inches(across, up)


def _metadata(form: str, title: str, told: str) -> dict[str, str | None]:
    maker = "frontline-event-mapper"
    if form == "png":
        return {"Title": title, "Description": told, "Software": maker}
    if form == "svg":
        return {"Date": None, "Title": title, "Description": told, "Creator": maker}
    return {"CreationDate": None, "ModDate": None, "Title": title, "Subject": told, "Producer": None, "Creator": maker}


#: Groups of an SVG that open as layers in Inkscape and Illustrator: of one map, or of each of several.
_LAYER: Final = re.compile(r'^  <g id="((?:base|zones|advances|labels|furniture)\b[^"]*)">', re.MULTILINE)
_INKSCAPE: Final = "http://www.inkscape.org/namespaces/inkscape"


def _described(svg: bytes, title: str, told: str) -> bytes:
    """Put title and desc first into an SVG, where screen readers look for them; name its layers.

    The writer's one group around the whole is left out: a drawing program lists as layers what stands outermost.
    """
    text = svg.decode()
    opening = re.search(r"<svg\b[^>]*>", text)
    if opening is None:
        raise InputError("the SVG writer gave no <svg> element; expected one. Install the tested matplotlib version.")
    text = re.sub(r"\s*<title>.*?</title>", "", text, count=1, flags=re.DOTALL)
    text = re.sub(r'^ <g id="figure_1">\n(.*)^ </g>\n', r"\1", text, count=1, flags=re.DOTALL | re.MULTILINE)
    text = text.replace('  <g id="patch_1">', f"  <g {_as_layer('paper')}>", 1)
    text = _LAYER.sub(lambda group: f"  <g {_as_layer(group[1])}>", text)
    opened = f'<svg role="img" aria-labelledby="map-title map-desc" xmlns:inkscape="{_INKSCAPE}"'
    told_in = f'\n <title id="map-title">{escape(title)}</title>\n <desc id="map-desc">{escape(told)}</desc>'
    return text.replace(opening.group(), opening.group().replace("<svg", opened, 1) + told_in, 1).encode()


def _as_layer(name: str) -> str:
    return f'id="{name}" inkscape:groupmode="layer" inkscape:label="{name}"'
