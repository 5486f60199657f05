"""A newsroom's house style: its colours, type and the space of its logo, from a small YAML file.

    name: The Daily Example
    colours: {paper: "#fffdf8", text: "#111111", accent: "#a01028"}
    sides: {RU: "#b3440f", UA: "#1c3f7a"}
    font: fonts/Example-Regular.ttf            # or the name of an installed family; a list for its styles
    logo: {file: logo.png, width_mm: 22, corner: lower right}
    credit: Graphic by the Example desk

A style that would make text unreadable or two sides look alike in grey is refused, with what it measured.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from ..errors import ViewError
from .style import BASE, SIDE_STYLES, Colour, SideStyle, contrast, lightness
from .themes import Theme
from .view_checks import plain_line
from .view_link import mapping_of_yaml

#: Least contrast of text, and of marks (WCAG 2.2, AA).
_TEXT, _MARK = 4.5, 3.0
#: Steps of lightness (L*) by which the two sides at war differ, so that a grey print keeps them apart.
_APART: Final = 12.0
_HEX: Final = re.compile(r"#[0-9a-f]{6}")
#: What each text colour is set on.
_TEXTS: Final = {
    "text": ("paper", "land", "water", "halo"),
    "text_muted": ("paper", "land", "halo"),
    "text_region": ("land", "halo"),
    "text_water": ("water",),
}
_ACCENT: Final = "accent"


def _colour(value: Any) -> Colour:
    told = str(value).strip().lower()
    if re.fullmatch(r"#[0-9a-f]{3}", told):
        told = "#" + "".join(2 * digit for digit in told[1:])
    if not _HEX.fullmatch(told):
        raise ValueError("a colour such as '#a01028', in quotation marks")
    return told


Hex = Annotated[str, BeforeValidator(_colour)]


class Logo(BaseModel):
    """Space for a logo on the sheet.

    Attributes
    ----------
    file : Path or None
        A PNG or JPEG; None leaves the space empty, for the desk to fill.
    width_mm, height_mm : float
        Size of the space. A picture keeps its own shape in it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: Path | None = None
    width_mm: float = Field(default=22.0, ge=4, le=120)
    height_mm: float = Field(default=8.0, ge=3, le=60)


class House(BaseModel):
    """A house style.

    Attributes
    ----------
    name : str
        Of the newsroom; for messages only.
    colours : mapping
        sRGB hex by the keys of `style.BASE`, and `accent`.
    sides : mapping
        Ink by side.
    font : tuple of str
        Name of an installed family, or font files of one family.
    logo : Logo or None
        Space at the lower right of the sheet.
    credit : str
        A line below the map.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, BeforeValidator(lambda value: plain_line(value, 80))] = "house style"
    colours: Mapping[Literal[(*BASE, "accent")], Hex] = Field(default_factory=dict)  # type: ignore[valid-type]
    sides: Mapping[Literal[tuple(SIDE_STYLES)], Hex] = Field(default_factory=dict)  # type: ignore[valid-type]
    font: tuple[str, ...] = ()
    logo: Logo | None = None
    credit: Annotated[str, BeforeValidator(lambda value: plain_line(value, 120))] = ""

    @field_validator("font", mode="before")
    @classmethod
    def _one_or_several(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value

    def dressed(self, theme: Theme) -> Theme:
        """Return a theme in this style's colours and type.

        Raises
        ------
        ViewError
            If text would not be readable in them, or the sides at war not told apart in grey.
        """
        base = {**theme.base, **{name: one for name, one in self.colours.items() if name != _ACCENT}}
        sides = {
            code: _side(self.sides[code], old, base["land"]) if code in self.sides else old
            for code, old in theme.sides.items()
        }
        accent = self.colours.get(_ACCENT, self.sides.get("RU", theme.accent))
        from .static_text import family_of

        family = family_of(self.font) if self.font else theme.family
        made = replace(
            theme, name=self.name, base=MappingProxyType(base), sides=MappingProxyType(sides), accent=accent,
            family=family,
        )  # fmt: skip
        if problem := unreadable(made):
            raise ViewError(f"{self.name}: {problem}")
        return made


def _side(ink: Colour, old: SideStyle, land: Colour) -> SideStyle:
    """A side in an ink of its own: its tint lies three quarters of the way to the land."""
    mixed = [round(int(ink[at : at + 2], 16) * 0.28 + int(land[at : at + 2], 16) * 0.72) for at in (1, 3, 5)]
    return SideStyle(ink, "#" + "".join(f"{one:02x}" for one in mixed), old.hatch)


def unreadable(theme: Theme) -> str:
    """Return what in a theme cannot be read or told apart, and by how much; empty where all can."""
    base = theme.base
    grounds = [(f"colours.{name}", base[name], ground, _TEXT) for name, on in _TEXTS.items() for ground in on]
    grounds += [(f"sides.{code}", one.ink, "land", _TEXT) for code, one in theme.sides.items()]
    grounds += [("colours.accent", theme.accent, "land", _MARK), ("colours.border", base["border"], "land", _MARK)]
    for name, colour, ground, least in grounds:
        found = contrast(colour, base[ground])
        if found < least:
            return (
                f"{name} is {colour!r}, {found:.1f} : 1 on {ground} {base[ground]!r}; expected {least} : 1 or more "
                "(WCAG AA). Choose a colour farther from it."
            )
    steps = abs(lightness(theme.sides["RU"].ink) - lightness(theme.sides["UA"].ink))
    if steps < _APART:
        return (
            f"sides.RU and sides.UA are {steps:.0f} steps of lightness apart; expected {_APART:.0f} or more, so that a "
            "grey print keeps them apart. Make one of them darker."
        )
    return ""


def read_house(path: Path) -> House:
    """Read a house style; paths in it start at its own folder.

    Raises
    ------
    ViewError
        If the file cannot be read, or a field in it is unknown or not accepted.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ViewError(f"{path}: cannot be read ({error}). Give a house style's YAML file.") from error
    fields = mapping_of_yaml(text, path.name, 'colours: {accent: "#a01028"}')
    fonts = fields.get("font", ())
    fonts = (fonts,) if isinstance(fonts, str) else fonts
    if isinstance(fonts, list | tuple):
        fields["font"] = tuple(_beside(path, str(one)) for one in fonts)
    logo = fields.get("logo")
    if isinstance(logo, dict) and isinstance(logo.get("file"), str):
        fields["logo"] = {**logo, "file": path.parent / logo["file"]}
        if not fields["logo"]["file"].is_file():
            raise ViewError(f"{path.name}: logo.file {logo['file']!r} is not there. Correct it or leave it out.")
    try:
        return House.model_validate(fields)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        name = ".".join(map(str, problem["loc"]))
        if problem["type"] == "extra_forbidden":
            raise ViewError(
                f"{path.name}: {name!r} is not a field of a house style; accepted are "
                f"{', '.join(House.model_fields)}. Remove it."
            ) from error
        reason = re.sub(r"^(Value error|Input should be),? ?", "", problem["msg"])
        raise ViewError(f"{path.name}: {name} is {str(problem['input'])[:80]!r}; expected {reason}.") from error


def _beside(path: Path, font: str) -> str:
    return str(path.parent / font) if Path(font).suffix.lower() in {".ttf", ".otf", ".ttc"} else font
