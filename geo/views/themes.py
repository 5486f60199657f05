"""Themes of the static map: the same classes, textures and pens in other colours and another type family.

A theme is worn for the time of one drawing: `with wearing(theme)`, and whatever draws asks `ink`, `look`, `side`. Each
thread has its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from .style import BASE, NEUTRAL, SIDE_STYLES, ClassStyle, Colour, SideStyle, classes_of

#: Ships with matplotlib and covers Latin and Cyrillic.
FAMILY: Final = "DejaVu Sans"


@dataclass(frozen=True)
class Theme:
    """Colours of the base map and of the sides, and the family of the type.

    Attributes
    ----------
    name : str
        A key of `THEMES`, or the name of a house style.
    base : mapping
        sRGB hex of paper, land, water, lines and texts: the keys of `style.BASE`.
    sides : mapping
        Ink, tint and hatch of each side; `neutral` is nobody's.
    accent : str
        What points at something: the frame in the locator, a call-out's line, a highlight.
    family : str
        Name of a font family: an installed one, or that of `fonts`.
    fonts : tuple of str
        Files of the family that a house style brings along; they go before installed ones.
    """

    name: str
    base: Mapping[str, Colour]
    sides: Mapping[str, SideStyle]
    neutral: SideStyle
    accent: Colour
    family: str = FAMILY
    fonts: tuple[str, ...] = ()
    classes: Mapping[str, ClassStyle] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "classes", classes_of(self.sides, self.neutral, self.base["paper"]))


#: Paper, land, water, lines and texts of the dark and of the grey theme, by the keys of `style.BASE`.
_BASES: Final = {
    "paper": ("#15181b", "#ffffff"),
    "land": ("#23282c", "#f5f5f5"),
    "water": ("#12202a", "#dfdfdf"),
    "river": ("#34566b", "#c4c4c4"),
    "region_line": ("#596066", "#b9b9b9"),
    "border": ("#c9c5bb", "#4f4f4f"),
    "border_casing": ("#15181b", "#ffffff"),
    "text": ("#f4f2ec", "#161616"),
    "text_muted": ("#bdb9b0", "#525252"),
    "text_region": ("#aaa69c", "#626262"),
    "halo": ("#1b1f23", "#fbfbfb"),
    "frame": ("#7d8288", "#868686"),
    "town": ("#e8e5dd", "#303030"),
}


def _base(column: int) -> Mapping[str, Colour]:
    return MappingProxyType({name: colours[column] for name, colours in _BASES.items()})


def _sides(**inks: tuple[Colour, Colour]) -> Mapping[str, SideStyle]:
    return MappingProxyType({code: SideStyle(ink, tint, SIDE_STYLES[code].hatch) for code, (ink, tint) in inks.items()})


LIGHT: Final = Theme("light", BASE, SIDE_STYLES, NEUTRAL, SIDE_STYLES["RU"].ink)
DARK: Final = Theme(
    "dark",
    _base(0),
    _sides(
        RU=("#ff8f5c", "#7c3f22"), UA=("#b7d2ff", "#3a5480"), US=("#8fcaa3", "#33543f"), KP=("#d8cb6f", "#575022"),
        other=("#b9b9b9", "#4f4f4f"),
    ),
    SideStyle("#d3cde0", "#4b4756", NEUTRAL.hatch),
    "#ff8f5c",
)  # fmt: skip
GREY: Final = Theme(
    "grey",
    _base(1),
    _sides(
        RU=("#111111", "#c9c9c9"), UA=("#6b6b6b", "#e4e4e4"), US=("#3d3d3d", "#d6d6d6"), KP=("#575757", "#dcdcdc"),
        other=("#707070", "#e9e9e9"),
    ),
    SideStyle("#474747", "#dcdcdc", NEUTRAL.hatch),
    "#111111",
)  # fmt: skip
THEMES: Final[Mapping[str, Theme]] = MappingProxyType({one.name: one for one in (LIGHT, DARK, GREY)})

_WORN: ContextVar[Theme] = ContextVar("worn", default=LIGHT)


@contextmanager
def wearing(theme: Theme) -> Iterator[None]:
    """Draw in a theme: everything that is drawn inside wears it."""
    token = _WORN.set(theme)
    try:
        yield
    finally:
        _WORN.reset(token)


def worn() -> Theme:
    """Return the theme that is worn."""
    return _WORN.get()


def ink(name: str) -> Colour:
    """Return a colour of the base map: a key of `style.BASE`."""
    return _WORN.get().base[name]


def look(key: str) -> ClassStyle:
    """Return how a class looks: a key of `style.CLASSES`."""
    return _WORN.get().classes[key]


def side(code: str) -> SideStyle:
    """Return the colours of a side; those of nobody where it has none."""
    theme = _WORN.get()
    return theme.sides.get(code, theme.neutral)


def neutral() -> SideStyle:
    """Return the colours of nobody."""
    return _WORN.get().neutral
