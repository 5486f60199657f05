"""A newsroom's house style: its colours, type and the space of its logo, from a small YAML file.

    name: The Daily Example
    colours: {paper: "#fffdf8", text: "#111111", accent: "#a01028"}
    sides: {RU: "#b3440f", UA: "#1c3f7a"}
    font: fonts/Example-Regular.ttf            # or the name of an installed family; a list for its styles
    logo: {file: logo.png, width_mm: 22}
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
from .view_link import line_in_yaml, mapping_of_yaml

#: Least contrast of text, and of marks (WCAG 2.2, AA).
_TEXT, _MARK = 4.5, 3.0
#: Steps of lightness (L*) by which the two sides at war differ, so that a grey print keeps them apart.
_APART: Final = 12.0
#: Steps of lightness (L*) by which a mark's light body, a side's tint, differs from a hollow one, which is paper.
_BODIES: Final = 6.0
_HEX: Final = re.compile(r"#[0-9a-f]{6}")
#: What each text colour is set on.
_TEXTS: Final = {
    "text": ("paper", "land", "water", "halo"),
    "text_muted": ("paper", "land", "halo"),
    "text_region": ("land", "halo"),
}
_ACCENT: Final = "accent"
#: Share of a side's own ink in its tint; the rest is the land's colour.
_TINT: Final = 0.28
#: What a field accepts where its own check does not say so.
_ACCEPTED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "tuple_type": "a list", "dict_type": "lines of a name and a value",
        "mapping_type": "lines of a name and a value",
        "bool_type": "true or false", "bool_parsing": "true or false", "float_type": "a number",
        "float_parsing": "a number", "string_type": "text", "path_type": "the path of a file",
        "too_long": "{max_length} of them at most",
    }
)  # fmt: skip


def line_of(limit: int, least: int = 0) -> BeforeValidator:
    """Return the check of a text of one line, `least` to `limit` characters long; a refusal says what is accepted."""

    def checked(value: Any) -> str:
        try:
            line = plain_line(value, limit)
        except ValueError as error:
            raise ValueError(f"one line of plain text, {limit} characters at most ({error})") from None
        if len(line) < least:
            raise ValueError(f"one line of plain text, {least} to {limit} characters")
        return line

    return BeforeValidator(checked)


def _colour(value: Any) -> Colour:
    told = value.strip().lower() if isinstance(value, str) else ""
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
    width_mm: float = Field(default=22.0, ge=4, le=120, allow_inf_nan=False)
    height_mm: float = Field(default=8.0, ge=3, le=60, allow_inf_nan=False)

    @field_validator("file")
    @classmethod
    def _picture(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError("the path of a PNG or JPEG; it is not there")
        if value is not None and not _is_picture(value):
            raise ValueError("a PNG or JPEG; it cannot be read as one")
        return value


def _is_picture(path: Path) -> bool:
    from PIL import Image

    try:
        with Image.open(path, formats=("PNG", "JPEG")) as picture:
            picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return True


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

    name: Annotated[str, line_of(80, 1)] = "house style"
    colours: Mapping[Literal[(*BASE, _ACCENT)], Hex] = Field(default_factory=dict)  # type: ignore[valid-type]
    sides: Mapping[Literal[tuple(SIDE_STYLES)], Hex] = Field(default_factory=dict)  # type: ignore[valid-type]
    font: tuple[str, ...] = ()
    logo: Logo | None = None
    credit: Annotated[str, line_of(120)] = ""

    @field_validator("font", mode="before")
    @classmethod
    def _one_or_several(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value

    def dressed(self, theme: Theme) -> Theme:
        """Return a theme in this style's colours and type.

        Raises
        ------
        ViewError
            If text would not be readable in them, or the sides at war or their reports not told apart in grey, or the
            type is not there.
        """
        base = {**theme.base, **{name: one for name, one in self.colours.items() if name != _ACCENT}}
        sides = {
            code: _side(self.sides[code], old, base["land"]) if code in self.sides else old
            for code, old in theme.sides.items()
        }
        accent = self.colours.get(_ACCENT, self.sides.get("RU", theme.accent))
        from .static_text import family_of

        family, fonts = family_of(self.font, self.name) if self.font else (theme.family, theme.fonts)
        made = replace(
            theme, name=self.name, base=MappingProxyType(base), sides=MappingProxyType(sides), accent=accent,
            family=family, fonts=fonts,
        )  # fmt: skip
        if problem := unreadable(made):
            raise ViewError(f"{self.name}: {problem}")
        return made


def _side(ink: Colour, old: SideStyle, land: Colour) -> SideStyle:
    """A side in an ink of its own, with a tint mixed from it and the land."""
    mixed = [
        round(int(ink[at : at + 2], 16) * _TINT + int(land[at : at + 2], 16) * (1 - _TINT)) for at in (1, 3, 5)
    ]  # fmt: skip
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
    for code in ("RU", "UA"):
        steps = abs(lightness(theme.sides[code].tint) - lightness(base["paper"]))
        if steps < _BODIES:
            return (
                f"the tint of sides.{code} {theme.sides[code].tint!r} is {steps:.0f} steps of lightness from "
                f"colours.paper {base['paper']!r}; expected {_BODIES:.0f} or more, so that a grey print keeps what is "
                "reported apart from what is claimed. Choose a paper nearer to the land's lightness or a stronger ink."
            )
    return ""


def read_house(path: Path, *, called: str = "", written: str = "") -> House:
    """Read a house style; paths in it start at its own folder.

    What is refused is told of the file's name, or of what it is `called`, and of the line in its text, or in that which
    was `written`, of which the file is a copy with other paths.

    Raises
    ------
    ViewError
        If the file cannot be read, or a field in it is unknown or not accepted.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ViewError(f"{path}: cannot be read ({error}). Give a house style's YAML file.") from error
    where = called or path.name
    fields = mapping_of_yaml(text, where, 'colours: {accent: "#a01028"}')
    fonts = fields.get("font", ())
    fonts = (fonts,) if isinstance(fonts, str) else fonts
    if isinstance(fonts, list | tuple) and all(isinstance(one, str) for one in fonts):
        fields["font"] = tuple(_beside(path, one) for one in fonts)
    logo = fields.get("logo")
    if isinstance(logo, dict) and isinstance(logo.get("file"), str):
        fields["logo"] = {**logo, "file": path.parent / logo["file"]}
    try:
        return House.model_validate(fields)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        line = line_in_yaml(problem["loc"], written or text)
        raise ViewError(f"{where}{line}: {house_refusal(problem)}") from None


def house_refusal(problem: Mapping[str, Any]) -> str:
    """Return the line that says which field of a house style was refused, what came, what is accepted, what to do."""
    name = named(problem)
    if problem["type"] == "extra_forbidden":
        fields = Logo.model_fields if name.startswith("logo.") else House.model_fields
        return f"{name[:80]!r} is not a field of a house style; accepted are {', '.join(fields)}. Remove it."
    return refusal(problem, name, Logo if name == "logo" else House)


def named(problem: Mapping[str, Any]) -> str:
    """Return the name of a refused field, with its place in a list, counted from 1."""
    parts = [part for part in problem["loc"] if part != "[key]"]
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in parts)


def refusal(problem: Mapping[str, Any], name: str, kind: type[BaseModel]) -> str:
    """Return the line that refuses a value of a field; `kind` is what stands there where it is no single value."""
    reason = re.sub(r"^(Value error|Input should be),? ?", "", problem["msg"])
    if problem["type"] in _ACCEPTED:
        reason = _ACCEPTED[problem["type"]].format(**problem.get("ctx", {}))
    if problem["type"] == "model_type":
        reason = f"lines with {', '.join(kind.model_fields)}"
    came = problem["input"]
    # what is nested is only named, and of a path the end tells most
    nested = isinstance(came, list | tuple | dict | set)
    told = type(came).__name__ if nested else str(came)[-80:] if isinstance(came, Path) else str(came)[:80]
    return f"{name[:80]} is {told!r}; expected {reason}. Correct it or leave it out."


def _beside(path: Path, font: str) -> str:
    from .static_text import FONT_FILES

    return str(path.parent / font) if Path(font).suffix.lower() in FONT_FILES else font
