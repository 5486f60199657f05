"""Type on the static map: one family, that of the theme, measured before it is set, so that no line is cut.

Sizes and widths are points (1/72 inch); text is set plain (no mathematical markup) and in SVG and PDF stays
text: a halo is a stroked copy below, never an outline of the letters themselves.
"""

from __future__ import annotations

import os
import threading
from bisect import bisect_right
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..errors import ViewError
from .drawn import drawn_name
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
#: Endings of the files that a house style's type may come in.
FONT_FILES: Final = frozenset({".ttf", ".otf", ".ttc"})
#: Most that a space and the bearings of the letters beside it take, ems.
_BETWEEN: Final = 0.6
#: Line height in ems.
LEADING: Final = 1.28


def legible(size: float) -> float:
    """Return a type size, or the smallest one set where it is smaller."""
    return max(SMALLEST, size)


#: A family by its name and, where a house style brings it along, its files.
_Type = tuple[str, tuple[str, ...]]


def _type() -> _Type:
    return worn().family, worn().fonts


@lru_cache(maxsize=256)
def _properties(of: _Type, size: float, bold: bool, italic: bool) -> FontProperties:
    from matplotlib.font_manager import FontProperties

    family, files = of
    # an editor is told the family's name; what is measured and drawn is the file itself
    file = _nearest(files, bold, italic) if files else None
    weight = "bold" if bold else "normal"
    return FontProperties(family=family, size=size, weight=weight, style="italic" if italic else "normal", fname=file)


@lru_cache(maxsize=64)
def _nearest(files: tuple[str, ...], bold: bool, italic: bool) -> str:
    """The file of a family that comes nearest to a weight and a slant, as matplotlib weighs installed ones."""
    from matplotlib.font_manager import fontManager, get_font, ttfFontProperty

    def far(path: str) -> float:
        entry = ttfFontProperty(get_font(path))
        slant = fontManager.score_style("italic" if italic else "normal", entry.style)
        return float(slant + fontManager.score_weight("bold" if bold else "normal", entry.weight))

    return min(files, key=far)


def family_of(font: tuple[str, ...], where: str = "font") -> tuple[str, tuple[str, ...]]:
    """Return the name of a font family and its files, of which there are none for an installed one.

    The files stay where they are: nothing is installed, so that each map is set in its own house's type, of whatever
    name.

    Raises
    ------
    ViewError
        If a file is no font, the files are of several families, or no family of that name is installed; the message
        starts with `where`.
    """
    from matplotlib.font_manager import get_font_names

    files = tuple(one for one in font if Path(one).suffix.lower() in FONT_FILES)
    with _MEASURING:
        names = [_family(one, where) if one in files else one for one in font]
    if len(set(names)) > 1:
        told = ", ".join(f"{name[:80]!r}" for name in dict.fromkeys(names))
        raise ViewError(f"{where}: font is {told}; expected the files, or the name, of one family. Leave one.")
    if not files and names[0] not in get_font_names():
        raise ViewError(
            f"{where}: font is {names[0][:80]!r}; no family of that name is installed. Install it, or give its files, "
            "such as fonts/Example-Regular.ttf."
        )
    return names[0], files


def _family(path: str, where: str) -> str:
    from matplotlib.font_manager import get_font

    try:
        return str(get_font(path).family_name)
    except (OSError, RuntimeError, ValueError) as error:
        raise ViewError(f"{where}: font {path!r} cannot be read as a font. Give a .ttf or .otf file.") from error


@lru_cache(maxsize=64)
def _face(of: _Type, bold: bool, italic: bool) -> Any:
    from matplotlib.font_manager import findfont, get_font

    return get_font(findfont(_properties(of, 10.0, bold, italic)))


if hasattr(os, "register_at_fork"):  # a face goes on reading its file, and forked processes would share the place in it
    os.register_at_fork(after_in_child=_face.cache_clear)


@lru_cache(maxsize=8_000)
def _settable(of: _Type, char: str, bold: bool, italic: bool) -> bool:
    return bool(_face(of, bold, italic).get_char_index(ord(char)))


def settable(text: str, *, bold: bool = False, italic: bool = False) -> str:
    """Return text with every character that the type has no letter for replaced by U+FFFD, or by "?" without it."""
    return _with_letters(_type(), text, bold, italic)


@lru_cache(maxsize=20_000)
def _with_letters(of: _Type, text: str, bold: bool, italic: bool) -> str:
    instead = "\ufffd" if _settable(of, "\ufffd", bold, italic) else "?"
    return "".join(char if _settable(of, char, bold, italic) else instead for char in text)


def unsettable_words(text: str) -> str:
    """Return a warning about characters of a text that the type has no letter for, plain or bold; empty for none."""
    of = _type()
    lacking = sorted({char for char in text for bold in (False, True) if not _settable(of, char, bold, False)})
    if not lacking:
        return ""
    told = "1 character" if len(lacking) == 1 else f"{len(lacking)} characters"
    codes = ", ".join(f"U+{ord(char):04X}" for char in lacking[:5])
    return f"{told} cannot be set and {'is' if len(lacking) == 1 else 'are'} replaced by a mark: {codes}."


@lru_cache(maxsize=20_000)
def _ems(of: _Type, text: str, bold: bool, italic: bool) -> float:
    from matplotlib.ft2font import LoadFlags

    with _MEASURING:
        face = _face(of, bold, italic)
        face.set_size(100.0, 72)
        face.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
        width, _ = face.get_width_height()
    return float(width) / 64 / 100


def text_width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Return the width of one line of text in points."""
    return _ems(_type(), settable(text, bold=bold, italic=italic), bold, italic) * size


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Break text into lines no wider than `width` points; a longer word is cut. Empty text gives no lines.

    Lines break at plain spaces only: a no-break space (U+00A0) holds a number and its noun together.
    """
    lines: list[str] = []
    most = 0.0  # what the line takes at most: only near the edge is it measured as a whole
    for word in _pieces([word for word in text.split(" ") if word], width, size, bold):
        joined = f"{lines[-1]} {word}" if lines else word
        taken = text_width(word, size, bold=bold) + _BETWEEN * size
        if lines and (most + taken <= width or text_width(joined, size, bold=bold) <= width):
            lines[-1] = joined
            most += taken
        else:
            lines.append(word)
            most = taken
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
    text = settable(text, bold=bold, italic=italic)
    fixed: dict[str, Any] = {
        "fontproperties": _properties(_type(), size, bold, italic),
        "ha": ha, "va": "baseline", "parse_math": False, "label": drawn_name(),
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
