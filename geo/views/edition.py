"""How one map is printed: paper, theme, house style and what the reporter adds. What it shows is the view's.

An edition never changes what a map says: no field of it adds, hides or rewords a claim.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..errors import ViewError
from .house import House, house_refusal, line_of, named, read_house, refusal
from .themes import THEMES, Theme
from .view_checks import Sheet
from .view_link import mapping_of_yaml, yaml_of

if TYPE_CHECKING:
    from .view import MapView

#: Most call-outs of a map: more, and nobody knows where to look first.
MOST_CALLOUTS: Final = 8
CALLOUT_LIMIT: Final = 140
_NAME_LIMIT: Final = 120
_INCH_MM: Final = 25.4
#: Type unit in points by size preset: the size of legend text is 0.92 of it.
_UNITS: Final[Mapping[str, float]] = {
    "web": 7.6, "square": 7.4, "portrait": 8.0, "a4": 8.6, "a4_portrait": 8.6, "column": 6.4, "slide": 11.5,
    "slide_4k": 11.5,
}  # fmt: skip
#: Widths in millimetres and their type unit, for papers of an own width: those of a column and of an A4 sheet; and the
#: width from which on type grows no more.
_NARROW, _WIDE, _WIDEST = (90.0, 6.4), (297.0, 8.6), 400.0

Name = Annotated[str, line_of(_NAME_LIMIT, 1)]


class Callout(BaseModel):
    """A reporter's words on a place. They stand on the map as the reporter's, never as a claim.

    Attributes
    ----------
    place : str
        A place of the gazetteer by name in any of its languages or by place_id, or of a record shown.
    text : str
        One line of at most `CALLOUT_LIMIT` characters.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    place: Name
    text: Annotated[str, line_of(CALLOUT_LIMIT, 1)]


class Edition(BaseModel):
    """How a map is printed. The same view and edition give the same bytes.

    Attributes
    ----------
    theme : {"light", "dark", "grey"}
        Colours; "grey" keeps every class apart without any.
    house : House or None
        Colours, type and logo space of a newsroom, laid over the theme.
    width_mm, height_mm : float or None
        Paper of an own width, or width and height, in millimetres; None keeps the size preset's. A width alone keeps
        the preset's shape, and of an exact fit makes the paper as high as its words and its map are.
    fit : {"fill", "exact"}
        "fill" shows the extent asked for and, where the paper has another shape, a little around it; "exact" shows the
        extent and nothing around it, on a map as small as that makes it.
    north : {"auto", "always", "never"}
        The north arrow; "auto" draws it where north is not up all over the map.
    callouts : tuple of Callout
        The reporter's own words on places.
    highlight : tuple of str
        Advances to draw before all others: names or place_ids of the places they go to.
    numbers : bool
        Write the number of reports on every region, not only on those that reports speak of as a whole.
    strip : bool
        A strip of the days below the map: reports a day, the view's day and its window.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    theme: Literal["light", "dark", "grey"] = "light"
    house: House | None = None
    width_mm: float | None = Field(default=None, ge=60, le=1200, allow_inf_nan=False)
    height_mm: float | None = Field(default=None, ge=60, le=1200, allow_inf_nan=False)
    fit: Literal["fill", "exact"] = "fill"
    north: Literal["auto", "always", "never"] = "auto"
    callouts: tuple[Callout, ...] = Field(default=(), max_length=MOST_CALLOUTS)
    highlight: tuple[Name, ...] = Field(default=(), max_length=MOST_CALLOUTS)
    numbers: bool = False
    strip: bool = False

    @classmethod
    def of(cls, fields: Mapping[str, Any], where: str = "edition", *, folder: Path | None = None) -> Edition:
        """Make an edition from field values; `house` may be the path of a house style, from `folder` on.

        Raises
        ------
        ViewError
            If a field is unknown or a value is not accepted, or the house style is.
        """
        told = dict(fields)
        if isinstance(told.get("house"), str | Path):
            told["house"] = read_house((folder or Path()) / told["house"])
        if told.get("height_mm") is not None and told.get("width_mm") is None:
            raise ViewError(f"{where}: height_mm is given and width_mm is not; expected both, or a width. Add it.")
        try:
            return cls.model_validate(told)
        except ValidationError as error:
            raise ViewError(f"{where}: {_explained(error)}") from None

    @classmethod
    def from_yaml(cls, text: str, where: str = "edition", *, folder: Path | None = None) -> Edition:
        """Read an edition from YAML, as plain data only.

        Raises
        ------
        ViewError
            If the text is no YAML mapping, or a field in it is unknown or not accepted.
        """
        return cls.of(mapping_of_yaml(text, where, "theme: dark"), where, folder=folder)

    def to_yaml(self, house: str | None = None) -> str:
        """Return the edition as a YAML file's text: its theme, and the fields that are not at their default.

        With `house`, the path of a house style's file stands for the style; without, it is told field by field.
        """
        told = self.model_dump(mode="json", exclude_defaults=True)
        if house is not None and self.house is not None:
            told["house"] = house
        return yaml_of({"theme": self.theme, **told})

    def changed(self, **fields: Any) -> Edition:
        """Return the edition with some fields replaced, checked as `of` does."""
        return Edition.of({**self.model_dump(), **fields})

    def worn(self) -> Theme:
        """Return the theme with the house style's colours and type laid over it."""
        theme = THEMES[self.theme]
        return theme if self.house is None else self.house.dressed(theme)

    def sheet(self, view: MapView) -> Sheet:
        """Return the paper of a view in this edition; one of a free height before it is cut to what it holds."""
        preset = view.sheet
        if self.width_mm is None:
            return preset
        width = self.width_mm / _INCH_MM
        height = width * preset.height_in / preset.width_in if self.height_mm is None else self.height_mm / _INCH_MM
        return Sheet(width, height, preset.dpi, preset.words)

    def unit(self, view: MapView) -> float:
        """Return the type unit of a view's paper, points: by the size preset, or by an own width."""
        if self.width_mm is None:
            return _UNITS[view.size]
        (narrow, small), (wide, large) = _NARROW, _WIDE
        share = (min(max(self.width_mm, narrow), _WIDEST) - narrow) / (wide - narrow)
        return small + (large - small) * share


#: A map as it comes: light, on the preset's paper, with nothing added.
PLAIN: Final = Edition()


def _explained(error: ValidationError) -> str:
    """What of an edition was refused, what came, what is accepted and what to do."""
    problem = error.errors(include_url=False)[0]
    name = named(problem)
    if name.startswith("house."):
        return f"house: {house_refusal({**problem, 'loc': problem['loc'][1:]})}"
    if problem["type"] == "extra_forbidden":
        known = ", ".join(Callout.model_fields if name.startswith("callouts") else Edition.model_fields)
        return f"{name[:80]!r} is not a field of an edition; accepted are {known}. Remove it."
    if problem["type"] == "missing":
        return f"{name} is missing. Add it."
    return refusal(problem, name, House if name == "house" else Callout)
