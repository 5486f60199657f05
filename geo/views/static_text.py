"""Type on the static map: one family, measured before it is set, so that no line is cut.

Sizes and widths are points (1/72 inch); text is set plain (no mathematical markup) and in SVG and PDF stays
text: a halo is a stroked copy below, never an outline of the letters themselves.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties

#: Ships with matplotlib and covers Latin and Cyrillic.
FAMILY: Final = "DejaVu Sans"
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


@lru_cache(maxsize=64)
def _properties(size: float, bold: bool, italic: bool) -> FontProperties:
    from matplotlib.font_manager import FontProperties

    weight = "bold" if bold else "normal"
    return FontProperties(family=FAMILY, size=size, weight=weight, style="italic" if italic else "normal")


@lru_cache(maxsize=8)
def _face(bold: bool, italic: bool) -> Any:
    from matplotlib.font_manager import findfont, get_font

    return get_font(findfont(_properties(10.0, bold, italic)))


@lru_cache(maxsize=2_000)
def _settable(char: str) -> bool:
    return bool(_face(False, False).get_char_index(ord(char)))


def settable(text: str) -> str:
    """Return text with every character that the family has no letter for replaced by U+FFFD, which it has."""
    return "".join(char if _settable(char) else "\ufffd" for char in text)


def unsettable_words(text: str) -> str:
    """Return a warning about characters of a text that the family has no letter for; empty where it has all."""
    lacking = sorted({char for char in text if not _settable(char)})
    if not lacking:
        return ""
    told = "1 character" if len(lacking) == 1 else f"{len(lacking)} characters"
    codes = ", ".join(f"U+{ord(char):04X}" for char in lacking[:5])
    return f"{told} cannot be set and {'is' if len(lacking) == 1 else 'are'} replaced by a mark: {codes}."


@lru_cache(maxsize=20_000)
def _ems(text: str, bold: bool, italic: bool) -> float:
    from matplotlib.ft2font import LoadFlags

    with _MEASURING:
        face = _face(bold, italic)
        face.set_size(100.0, 72)
        face.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
        width, _ = face.get_width_height()
    return float(width) / 64 / 100


def text_width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Return the width of one line of text in points."""
    return _ems(settable(text), bold, italic) * size


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
        "fontproperties": _properties(size, bold, italic), "ha": ha, "va": "baseline", "parse_math": False,
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
