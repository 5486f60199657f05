"""Type on the static map: one family, that of the theme, measured before it is set, so that no line is cut.

Sizes and widths are points (1/72 inch); text is set plain (no mathematical markup) and in SVG and PDF stays
text: a halo is a stroked copy below, never an outline of the letters themselves.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..errors import ViewError
from .themes import worn

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties

#: A font face holds the text that it measures: one at a time.
_MEASURING: Final = threading.Lock()
#: No line of any sheet holds more letters than this.
LONGEST_PIECE: Final = 600
#: Smallest type that is still read on paper, points.
SMALLEST: Final = 6.0
#: Line height in ems.
LEADING: Final = 1.28


def legible(size: float) -> float:
    """Return a type size, or the smallest one set where it is smaller."""
    return max(SMALLEST, size)


@lru_cache(maxsize=256)
def _properties(family: str, size: float, bold: bool, italic: bool) -> FontProperties:
    from matplotlib.font_manager import FontProperties

    weight = "bold" if bold else "normal"
    return FontProperties(family=family, size=size, weight=weight, style="italic" if italic else "normal")


def family_of(font: tuple[str, ...]) -> str:
    """Return the name of a font family, after making known to matplotlib the files that it is given as.

    Raises
    ------
    ViewError
        If a file is no font, or no family of that name is installed.
    """
    from matplotlib import font_manager

    with _MEASURING:
        return _family_of(font, font_manager)


def _family_of(font: tuple[str, ...], font_manager: Any) -> str:
    name = ""
    for one in font:
        if Path(one).suffix.lower() in {".ttf", ".otf", ".ttc"}:
            try:
                name = str(font_manager.get_font(one).family_name)
            except (OSError, RuntimeError) as error:
                raise ViewError(f"font: {one} cannot be read as a font. Give a .ttf or .otf file.") from error
            if not any(Path(known.fname) == Path(one) for known in font_manager.fontManager.ttflist):
                font_manager.fontManager.addfont(one)
        else:
            name = one
            if name not in font_manager.get_font_names():
                raise ViewError(f"font: no family {one!r} is installed. Install it, or give its .ttf files.")
    return name


@lru_cache(maxsize=32)
def _face(family: str, bold: bool, italic: bool) -> Any:
    from matplotlib.font_manager import findfont, get_font

    return get_font(findfont(_properties(family, 10.0, bold, italic)))


@lru_cache(maxsize=4_000)
def _settable(family: str, char: str) -> bool:
    return bool(_face(family, False, False).get_char_index(ord(char)))


def settable(text: str) -> str:
    """Return text with every character that the family has no letter for replaced by U+FFFD, or by "?" without it."""
    family = worn().family
    instead = "\ufffd" if _settable(family, "\ufffd") else "?"
    return "".join(char if _settable(family, char) else instead for char in text)


def unsettable_words(text: str) -> str:
    """Return a warning about characters of a text that the family has no letter for; empty where it has all."""
    family = worn().family
    lacking = sorted({char for char in text if not _settable(family, char)})
    if not lacking:
        return ""
    told = "1 character" if len(lacking) == 1 else f"{len(lacking)} characters"
    codes = ", ".join(f"U+{ord(char):04X}" for char in lacking[:5])
    return f"{told} cannot be set and {'is' if len(lacking) == 1 else 'are'} replaced by a mark: {codes}."


@lru_cache(maxsize=20_000)
def _ems(family: str, text: str, bold: bool, italic: bool) -> float:
    from matplotlib.ft2font import LoadFlags

    with _MEASURING:
        face = _face(family, bold, italic)
        face.set_size(100.0, 72)
        face.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
        width, _ = face.get_width_height()
    return float(width) / 64 / 100


def text_width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Return the width of one line of text in points."""
    return _ems(worn().family, settable(text), bold, italic) * size


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Break text into lines no wider than `width` points; a longer word is cut. Empty text gives no lines.

    Lines break at plain spaces only: a no-break space (U+00A0) holds a number and its noun together.
    """
    lines: list[str] = []
    for word in _pieces([word for word in text.split(" ") if word], width, size, bold):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size, bold=bold) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def _pieces(words: list[str], width: float, size: float, bold: bool) -> list[str]:
    """Cut words that are wider than a line; each cut is found by halving, so that a word of any length is quick."""
    pieces = []
    for word in words:
        rest = word
        while len(rest) > 1 and text_width(rest[:LONGEST_PIECE], size, bold=bold) > width:
            lengths = range(2, min(len(rest), LONGEST_PIECE))
            keep = 1 + bisect_right(lengths, width, key=partial(_width_of_first, rest, size, bold))
            pieces.append(rest[:keep])
            rest = rest[keep:]
        pieces.append(rest)
    return pieces


def _width_of_first(text: str, size: float, bold: bool, count: int) -> float:
    return text_width(text[:count], size, bold=bold)


def write(
    ax: Axes,
    x: float,
    y: float,
    text: str,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    italic: bool = False,
    ha: str = "left",
    halo: str | None = None,
    zorder: float = 10.0,
) -> None:
    """Set one line with its baseline at (x, y) in points of `ax`, over a halo of `halo`'s colour if given."""
    text = settable(text)
    fixed: dict[str, Any] = {
        "fontproperties": _properties(worn().family, size, bold, italic),
        "ha": ha, "va": "baseline", "parse_math": False,
    }  # fmt: skip
    if halo is not None:
        from matplotlib.patheffects import Stroke

        stroke = [Stroke(linewidth=max(1.6, size * 0.3), foreground=halo, joinstyle="round")]
        ax.text(x, y, text, color=halo, path_effects=stroke, zorder=zorder, **fixed)
    ax.text(x, y, text, color=colour, zorder=zorder + 0.01, **fixed)


def write_lines(
    ax: Axes,
    x: float,
    top: float,
    lines: list[str],
    size: float,
    colour: str,
    *,
    bold: bool = False,
    italic: bool = False,
) -> float:
    """Set lines downwards from `top`, points; return the y below the last one."""
    y = top
    for line in lines:
        write(ax, x, y - size, line, size, colour, bold=bold, italic=italic)
        y -= size * LEADING
    return y
