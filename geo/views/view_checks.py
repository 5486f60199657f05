"""What a view's fields accept: papers, lengths, extents, characters, and the one line that refuses anything else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final, Literal

from pydantic import ValidationError

from ..clock import FIRST_YEAR, LAST_YEAR
from ..crs import BBox
from ..perspectives import chosen_claimants, is_perspective, perspective_of
from ..terms import CLOCKS, EVENT_TYPES, LANGUAGES, PERSPECTIVES, PRECISIONS, SIDES, STATUSES

Size = Literal["web", "square", "portrait", "a4", "a4_portrait", "column", "slide", "slide_4k"]
Follow = Literal["slide", "grow", "apart"]
Compare = Literal["", "beside", "swipe"]


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
        "slide_4k": Sheet(13.333, 7.5, 288, "slide, 16:9, 4K"),
    }
)
FOLLOWS: Final[tuple[str, ...]] = Follow.__args__  # type: ignore[attr-defined]
COMPARES: Final[tuple[str, ...]] = Compare.__args__  # type: ignore[attr-defined]

TITLE_LIMIT: Final = 160
NOTE_LIMIT: Final = 400
SUBTITLE_LIMIT: Final = 400
TEXT_LIMIT: Final = 200
AT_LIMIT: Final = 200
#: Most characters of a perspective, of the claimants and of the publishers: some dozens of names.
NAMES_LIMIT: Final = 2_000
#: Parts one name from the next where several stand in one text.
JOINT: Final = "|"
#: Widest and tallest extent that a flat map of a front still shows truthfully, degrees.
_MAX_SPAN: Final = (60.0, 40.0)
_MIN_SPAN: Final = 0.02
_LATITUDES: Final = (-80.0, 84.0)
_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
#: Most characters of a value or a field's name that a refusal repeats.
_REPEATED: Final = 80

#: Fields that keep several codes of a vocabulary, and fields that keep several names.
LISTS: Final = MappingProxyType({"sides": SIDES, "types": EVENT_TYPES, "statuses": STATUSES, "precisions": PRECISIONS})
NAMES: Final = ("claimants", "publishers")
_ONE_OF: Final = MappingProxyType(
    {
        "clock": CLOCKS, "lang": LANGUAGES, "ui": LANGUAGES, "size": tuple(SIZES), "follow": FOLLOWS,
        "compare": tuple(filter(None, COMPARES)),
    }
)  # fmt: skip
#: Fields of one line, and their most characters.
LINES: Final = MappingProxyType(
    {"title": TITLE_LIMIT, "subtitle": SUBTITLE_LIMIT, "note": NOTE_LIMIT, "text": TEXT_LIMIT, "at": AT_LIMIT}
)
_FLAGS: Final = MappingProxyType({"1": True, "true": True, "0": False, "false": False})


def plain_day(value: Any) -> date:
    """Return a day given as a date or as YYYY-MM-DD.

    Raises
    ------
    ValueError
        If it is neither, or outside the years of `clock`.
    """
    if isinstance(value, str) and _ISO_DAY.fullmatch(value.strip()):
        value = date.fromisoformat(value.strip())
    if not isinstance(value, date) or isinstance(value, datetime) or not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError("not a day")
    return value


def plain_perspective(value: Any) -> str:
    """Return a perspective, the claimants of a chosen one in their order.

    Raises
    ------
    ValueError
        If it is none.
    """
    plain = isinstance(value, str) and len(value) <= NAMES_LIMIT and not any(map(_control, value))
    if not plain or not is_perspective(value):
        raise ValueError("not a perspective")
    chosen = chosen_claimants(value)
    return perspective_of(chosen) if chosen else str(value)


def plain_codes(name: str, value: Any) -> tuple[str, ...]:
    """Return some codes of the vocabulary of a field in its order, each once.

    Raises
    ------
    ValueError
        If one is not in it.
    """
    accepted = LISTS[name]
    if not isinstance(value, list | tuple) or any(code not in accepted for code in value):
        raise ValueError("not in the vocabulary")
    return tuple(code for code in accepted if code in value)


def plain_names(value: Any) -> tuple[str, ...]:
    """Return some names sorted, each once and on one line.

    Raises
    ------
    ValueError
        If one is no text, holds a control character or "|", or they are too long together.
    """
    if not isinstance(value, list | tuple):
        raise ValueError("not a list of names")  # noqa: TRY004 - pydantic collects ValueError
    names = tuple(sorted({line for line in map(plain_line, value) if line}))
    if any(JOINT in name for name in names) or len(JOINT.join(names)) > NAMES_LIMIT:
        raise ValueError("too long, or parted wrongly")
    return names


def plain_line(value: Any, limit: int | None = None) -> str:
    """Return a text on one line, its white space single.

    Raises
    ------
    ValueError
        If it is no text, longer than `limit`, or holds control characters.
    """
    if not isinstance(value, str):
        raise ValueError("not text")  # noqa: TRY004 - pydantic collects ValueError
    line = " ".join(value.split())
    if any(map(_control, line)):
        raise ValueError("holds control characters")
    if limit is not None and len(line) > limit:
        raise ValueError("too long")
    return line


def plain_flag(value: Any) -> bool:
    """Return yes or no given as a truth value or as 1, 0, true, false.

    Raises
    ------
    ValueError
        If it is anything else.
    """
    told = str(value).strip().lower()
    if not isinstance(value, int | str) or told not in _FLAGS:
        raise ValueError("neither yes nor no")
    return _FLAGS[told]


def plain_extent(value: BBox) -> BBox:
    """Return an extent to five decimals.

    Raises
    ------
    ValueError
        If its edges are out of order or off the globe, or it is too small or too large.
    """
    west, south, east, north = (round(number, 5) + 0.0 for number in value)
    if not (-180 <= west < east <= 180 and _LATITUDES[0] <= south < north <= _LATITUDES[1]):
        raise ValueError("edges out of order or off the globe")
    if min(east - west, north - south) < _MIN_SPAN or east - west > _MAX_SPAN[0] or north - south > _MAX_SPAN[1]:
        raise ValueError("too small or too large")
    return west, south, east, north


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


def _control(char: str) -> bool:
    """Whether a character may not stand in a line, or in XML, or turns the direction of the text around it."""
    if unicodedata.category(char) in {"Cc", "Cs"}:
        return True
    point = ord(char)
    return (
        point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF or 0x202A <= point <= 0x202E or 0x2066 <= point <= 0x2069
    )


def _accepted(name: str) -> str:
    if name in LISTS:
        return f"any of {', '.join(LISTS[name])}"
    if name in _ONE_OF:
        return f"one of {', '.join(_ONE_OF[name])}"
    if name in NAMES:
        return f"names as the record has them, parted by {JOINT!r}, {NAMES_LIMIT} characters at most"
    if name in {"perspective", "against_perspective"}:
        return f"one of {', '.join(PERSPECTIVES)}, or claimants such as by:DeepState|ISW"
    if name == "bbox":
        return (
            "west,south,east,north in degrees, west of east and south of north, such as 33.7,50.55,36,51.85, "
            f"at least {_MIN_SPAN} and at most {_MAX_SPAN[0]:.0f} x {_MAX_SPAN[1]:.0f} degrees"
        )
    if name in LINES:
        plain = "one line of plain text, without signs that turn its direction"
        what = "the event_id of a record" if name == "at" else plain
        return f"{what}, {LINES[name]} characters at most"
    if name == "two_publishers":
        return "1 or 0"
    return "a day as YYYY-MM-DD, such as 2025-03-12"


def _shown(value: Any) -> str:
    """A value in a message; what is nested is only named: a few lines of YAML can unfold to gigabytes."""
    return type(value).__name__ if isinstance(value, list | tuple | dict | set) else str(value)


def explain(error: ValidationError, fields: Mapping[str, Any], where: str, known: Iterable[str]) -> str:
    """Return the line that says where a view was refused, what came, what is accepted and what to do."""
    problem = error.errors(include_url=False)[0]
    name = str(problem["loc"][0]) if problem["loc"] else ""
    if problem["type"] == "extra_forbidden":
        return f"{where}: {name[:_REPEATED]!r} is not a field of a view; accepted are {', '.join(known)}. Remove it."
    if problem["type"] == "missing" and name not in fields:
        return f"{where}: {name} is missing; expected {_accepted(name)}. Add it."
    if not name:
        return f"{where}: {problem['msg'].removeprefix('Value error, ')}. Change one of the two."
    came = ",".join(map(_shown, fields[name])) if isinstance(fields[name], list | tuple) else _shown(fields[name])
    return f"{where}: {name} is {came[:_REPEATED]!r}; expected {_accepted(name)}. Correct it or leave it out."
