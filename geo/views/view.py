"""What to show: the one description of a map that a link, a YAML file, a command line and the screen share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator, model_validator

from ..clock import DAY, FIRST_YEAR, LAST_YEAR, Interval
from ..crs import FRONT_BBOX, BBox
from ..errors import ViewError
from ..perspectives import chosen_claimants, is_perspective, perspective_of
from ..terms import (
    CLOCKS,
    EVENT_TYPES,
    LANGUAGES,
    PERSPECTIVES,
    SIDES,
    STATUSES,
    Clock,
    EventType,
    Language,
    Side,
    Status,
)

if TYPE_CHECKING:
    from ..front.timeline import Timeline

Size = Literal["web", "square", "portrait", "a4", "a4_portrait", "column", "slide"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper of a size preset: inches, dots per inch, and what it is for."""

    width_in: float
    height_in: float
    dpi: int
    words: str

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of the PNG in pixels at the preset's own dpi."""
        return round(self.width_in * self.dpi), round(self.height_in * self.dpi)


SIZES: Final[Mapping[str, Sheet]] = MappingProxyType(
    {
        "web": Sheet(9.0, 6.0, 180, "article, wide"),
        "square": Sheet(7.0, 7.0, 180, "square post"),
        "portrait": Sheet(5.4, 9.6, 200, "story on a phone, 9:16"),
        "a4": Sheet(11.69, 8.27, 300, "A4 sheet, landscape"),
        "a4_portrait": Sheet(8.27, 11.69, 300, "A4 sheet, portrait"),
        "column": Sheet(3.54, 7.3, 300, "one newspaper column, 90 mm"),
        "slide": Sheet(13.333, 7.5, 144, "slide, 16:9"),
    }
)

TITLE_LIMIT: Final = 160
NOTE_LIMIT: Final = 400
#: Most characters of a perspective: some dozens of claimants.
_PERSPECTIVE_LIMIT: Final = 2_000
_YAML_LIMIT: Final = 64_000
#: Widest and tallest extent that a flat map of a front still shows truthfully, degrees.
_MAX_SPAN: Final = (60.0, 40.0)
_MIN_SPAN: Final = 0.02
_LATITUDES: Final = (-80.0, 84.0)
#: Days of a window that ends on the view's day, where nothing else is asked for.
WEEK: Final = 7
_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
#: An opening view sets these by the record, so a link that left one out would mean something else over it.
_ALWAYS_TOLD: Final = ("day", "advances_from", "advances_to", "perspective", "bbox")
_LISTS: Final = MappingProxyType({"sides": SIDES, "types": EVENT_TYPES, "statuses": STATUSES})
_ONE_OF: Final = MappingProxyType({"clock": CLOCKS, "lang": LANGUAGES, "size": tuple(SIZES)})


class MapView(BaseModel):
    """What a map shows. Equal views give equal maps.

    Attributes
    ----------
    day : date
        The zones are those in effect at the end of this day.
    advances_from, advances_to : date
        First and last day of the advances and events, both included; `window` is the half-open form.
    perspective : {"RU", "UA", "assessed", "all"} or chosen claimants
        According to whom; chosen claimants are written as `perspectives.perspective_of` does.
    clock : {"known", "happened"}
        Only what had been reported by the day, or everything that has been reported since.
    sides, types, statuses : tuple of str
        What to keep; empty keeps all. Stored in the vocabulary's order, each once.
    bbox : (west, south, east, north)
        Degrees, EPSG:4326, to five decimals (about 1 m).
    lang : {"en", "uk", "ru"}
        Language of the place labels.
    title, note : str
        Own words on the map; empty means the proposed title and no note. One line each, plain text.
    size : str
        A key of `SIZES`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    day: date
    advances_from: date
    advances_to: date
    perspective: str = "RU"
    clock: Clock = "known"
    sides: tuple[Side, ...] = ()
    types: tuple[EventType, ...] = ()
    statuses: tuple[Status, ...] = ()
    bbox: BBox = FRONT_BBOX
    lang: Language = "en"
    title: str = ""
    note: str = ""
    size: Size = "web"

    @field_validator("day", "advances_from", "advances_to", mode="before")
    @classmethod
    def _plain_day(cls, value: Any) -> date:
        if isinstance(value, str) and _ISO_DAY.fullmatch(value.strip()):
            value = date.fromisoformat(value.strip())
        if not isinstance(value, date) or isinstance(value, datetime) or not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise ValueError("not a day")
        return value

    @field_validator("perspective", mode="before")
    @classmethod
    def _somebody(cls, value: Any) -> str:
        plain = isinstance(value, str) and len(value) <= _PERSPECTIVE_LIMIT and not any(map(_control, value))
        if not plain or not is_perspective(value):
            raise ValueError("not a perspective")
        chosen = chosen_claimants(value)
        return perspective_of(chosen) if chosen else value

    @field_validator(*_LISTS, mode="before")
    @classmethod
    def _known_codes(cls, value: Any, info: Any) -> tuple[str, ...]:
        accepted = _LISTS[info.field_name]
        if not isinstance(value, list | tuple) or any(code not in accepted for code in value):
            raise ValueError("not in the vocabulary")
        return tuple(code for code in accepted if code in value)

    @field_validator("bbox", mode="after")
    @classmethod
    def _extent(cls, value: BBox) -> BBox:
        west, south, east, north = (round(number, 5) + 0.0 for number in value)
        if not (-180 <= west < east <= 180 and _LATITUDES[0] <= south < north <= _LATITUDES[1]):
            raise ValueError("edges out of order or off the globe")
        if min(east - west, north - south) < _MIN_SPAN or east - west > _MAX_SPAN[0] or north - south > _MAX_SPAN[1]:
            raise ValueError("too small or too large")
        return west, south, east, north

    @field_validator("title", "note", mode="before")
    @classmethod
    def _one_line(cls, value: Any) -> str:
        if not isinstance(value, str):
            raise ValueError("not text")  # noqa: TRY004 - pydantic collects ValueError
        line = " ".join(value.split())
        if any(map(_control, line)):
            raise ValueError("holds control characters")
        return line

    @model_validator(mode="after")
    def _ordered(self) -> MapView:
        if self.advances_to < self.advances_from:
            raise ValueError(f"advances_to {self.advances_to} is before advances_from {self.advances_from}")
        if len(self.title) > TITLE_LIMIT or len(self.note) > NOTE_LIMIT:
            raise ValueError(f"title ({TITLE_LIMIT} characters at most) or note ({NOTE_LIMIT}) is too long")
        return self

    @property
    def window(self) -> Interval:
        """Half-open window of the advances and events."""
        return Interval(self.advances_from, self.advances_to + DAY)

    def frame_arguments(self) -> dict[str, Any]:
        """Return what `Timeline.frame` is asked for, so that every door asks alike."""
        names = ("day", "window", "perspective", "clock", "sides", "types", "statuses")
        return {name: getattr(self, name) for name in names}

    @property
    def sheet(self) -> Sheet:
        """Paper of the size preset."""
        return SIZES[self.size]

    @classmethod
    def of(cls, fields: Mapping[str, Any], where: str = "view") -> MapView:
        """Make a view from field values.

        Raises
        ------
        ViewError
            If a field is unknown or a value is not accepted; the message starts with `where`.
        """
        try:
            return cls.model_validate(dict(fields))
        except ValidationError as error:
            raise ViewError(_explain(error, fields, where)) from error

    def changed(self, **fields: Any) -> MapView:
        """Return the view with some fields replaced, checked as `of` does."""
        return MapView.of({**self.model_dump(), **fields})

    @classmethod
    def default(cls, timeline: Timeline) -> MapView:
        """Return the view to open a record with.

        Own rule: a newcomer learns most where much is claimed and some of it denied. So the day is the first that ends
        the seven days with the most claims on the ground among those that hold a denial, and the perspective
        is the one side that claims most in them: one claimant's zone reads at a glance, and what others deny
        is struck in it. The advances are those of the seven days. The extent holds what is claimed on the ground
        anywhere in the record, less the outermost fiftieth on each side, so that a sliding day stays in view.
        """
        from .opening import opening

        return cls.of(opening(timeline.events), "default view")

    def to_query(self) -> dict[str, str]:
        """Return URL query parameters, unquoted; fields at their default are left out."""
        query = {}
        for name, value in self._told().items():
            if name == "bbox":
                query[name] = ",".join(f"{number:.5f}".rstrip("0").rstrip(".") for number in value)
            else:
                query[name] = ",".join(value) if isinstance(value, tuple) else str(value)
        return query

    @classmethod
    def from_query(cls, query: Mapping[str, str | list[str]], default: MapView | None = None) -> MapView:
        """Read URL query parameters; what is not given comes from `default`.

        A day without a window means that day's map: the days up to it, a week if no first day is given.
        Names that are no field are ignored: a link gathers others' parameters on its way (utm_source, fbclid).

        Raises
        ------
        ViewError
            If a value is not accepted, or the days are missing and no default is given.
        """
        fields: dict[str, Any] = {}
        for name, raw in query.items():
            if name not in cls.model_fields:
                continue
            text = raw if isinstance(raw, str) else ",".join(raw)
            if name in _LISTS or name == "bbox":
                fields[name] = tuple(part.strip() for part in text.split(",") if part.strip())
            else:
                fields[name] = text
        return cls.of({**({} if default is None else default.model_dump()), **_windowed(fields)}, "link")

    def to_yaml(self) -> str:
        """Return the view as a YAML file's text; fields at their default are left out."""
        import yaml

        told = {name: list(value) if isinstance(value, tuple) else value for name, value in self._told().items()}
        lines = (yaml.safe_dump({name: value}, allow_unicode=True, sort_keys=False) for name, value in told.items())
        return "".join(lines)

    @classmethod
    def from_yaml(cls, text: str, where: str = "view file") -> MapView:
        """Read a view from YAML, as plain data only; a day without a window means the week that ends on it.

        Raises
        ------
        ViewError
            If the text is no YAML mapping, or a field in it is unknown or not accepted.
        """
        import yaml

        if len(text) > _YAML_LIMIT:
            raise ViewError(f"{where}: {len(text)} characters long; a view needs a few lines, {_YAML_LIMIT} at most.")
        try:
            fields = yaml.safe_load(text)
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            reason = " ".join(str(error).split())[:160]
            raise ViewError(f"{where}: is not YAML ({reason}). Expected lines such as 'day: 2025-03-12'.") from error
        if not isinstance(fields, dict):
            raise ViewError(f"{where}: holds {type(fields).__name__}; expected lines such as 'day: 2025-03-12'.")
        return cls.of(_windowed({str(name): value for name, value in fields.items()}), where)

    def _told(self) -> dict[str, Any]:
        """Fields that a link or file must state: those an opening view sets, and those that differ from default."""
        return {
            name: value
            for name, value in self.model_dump().items()
            if name in _ALWAYS_TOLD or value != type(self).model_fields[name].default
        }


def fit_bbox(west: float, south: float, east: float, north: float) -> BBox:
    """Return the extent a view accepts that is nearest to four edges in degrees, such as a screen's.

    Own rule: edges are put in order and cut at the globe; too small or too large an extent keeps its centre.
    """
    (west, east), (south, north) = sorted((west, east)), sorted((south, north))
    west, east = _fitted(west, east, (-180.0, 180.0), _MAX_SPAN[0])
    south, north = _fitted(south, north, _LATITUDES, _MAX_SPAN[1])
    return west, south, east, north


def _fitted(low: float, high: float, limits: tuple[float, float], longest: float) -> tuple[float, float]:
    low, high = max(limits[0], min(low, limits[1])), max(limits[0], min(high, limits[1]))
    span = min(max(high - low, 2 * _MIN_SPAN), longest - 2e-5)
    middle = min(max((low + high) / 2, limits[0] + span / 2), limits[1] - span / 2)
    return round(middle - span / 2, 5) + 0.0, round(middle + span / 2, 5) + 0.0


def _windowed(fields: dict[str, Any]) -> dict[str, Any]:
    """Add the window that a day stands for where none, or no end of one, is given; a wrong day is left to the check."""
    day = fields.get("day")
    try:
        last = day if isinstance(day, date) else date.fromisoformat(str(day).strip())
        first = last - (WEEK - 1) * DAY
    except (ValueError, OverflowError):
        return fields
    return fields if "advances_to" in fields else {"advances_from": first, **fields, "advances_to": last}


def _control(char: str) -> bool:
    """Whether a character may not stand in a line, or in XML, or turns the direction of the text around it."""
    if unicodedata.category(char) in {"Cc", "Cs"}:
        return True
    point = ord(char)
    return (
        point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF or 0x202A <= point <= 0x202E or 0x2066 <= point <= 0x2069
    )


def _accepted(name: str) -> str:
    if name in _LISTS:
        return f"any of {', '.join(_LISTS[name])}"
    if name in _ONE_OF:
        return f"one of {', '.join(_ONE_OF[name])}"
    if name == "perspective":
        return f"one of {', '.join(PERSPECTIVES)}, or claimants such as by:DeepState|ISW"
    if name == "bbox":
        return (
            "west,south,east,north in degrees, such as 33.7,50.55,36,51.85, "
            f"at most {_MAX_SPAN[0]:.0f} x {_MAX_SPAN[1]:.0f} degrees"
        )
    if name in {"title", "note"}:
        return f"one line of plain text, {TITLE_LIMIT if name == 'title' else NOTE_LIMIT} characters at most"
    return "a day as YYYY-MM-DD, such as 2025-03-12"


def _shown(value: Any) -> str:
    """A value in a message; what is nested is only named: a few lines of YAML can unfold to gigabytes."""
    return type(value).__name__ if isinstance(value, list | tuple | dict | set) else str(value)


def _explain(error: ValidationError, fields: Mapping[str, Any], where: str) -> str:
    problem = error.errors(include_url=False)[0]
    name = str(problem["loc"][0]) if problem["loc"] else ""
    if problem["type"] == "extra_forbidden":
        return f"{where}: {name!r} is not a field of a view; accepted are {', '.join(MapView.model_fields)}. Remove it."
    if problem["type"] == "missing" and name not in fields:
        return f"{where}: {name} is missing; expected {_accepted(name)}. Add it."
    if not name:
        return f"{where}: {problem['msg'].removeprefix('Value error, ')}. Change one of the two."
    came = ",".join(map(_shown, fields[name])) if isinstance(fields[name], list | tuple) else _shown(fields[name])
    return f"{where}: {name} is {came[:80]!r}; expected {_accepted(name)}. Correct it or leave it out."
