"""The columns of our own event table: their names and aliases, and how a cell becomes a value."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, Final

from .. import terms
from ..clock import FIRST_YEAR, LAST_YEAR, front_day
from ..errors import InputError
from ..schema import EVENT

#: Forms of a day that a cell may have, as messages name them.
DATE_FORMS: Final = "2025-03-12, 12.03.2025 or 12 March 2025"

#: field -> other names by which files call it. Names are compared in lower case, blanks and hyphens as "_".
ALIASES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "event_type": ("type",),
        "actor_side": ("side", "actor"),
        "place_name": ("place", "location", "settlement", "name"),
        "place_native": ("native_name", "place_local"),
        "admin1": ("region", "oblast", "adm1", "admin_1"),
        "country": ("country_code",),
        "lon": ("longitude", "lng", "long", "x"),
        "lat": ("latitude", "y"),
        "date_start": ("date", "event_date", "start_date", "date_from"),
        "date_end": ("end_date", "date_to"),
        "known_from": ("claim_date", "reported", "reported_on", "date_reported"),
        "claimed_by": ("claimant",),
        "publisher": ("source", "source1_publisher"),
        "url": ("link", "source_url", "source1_url"),
        "published": ("source_date", "source1_date"),
        "publisher_2": ("source2_publisher",),
        "url_2": ("source2_url",),
        "published_2": ("source2_date",),
        "note": ("notes", "description"),
        "depth_km": ("zone_depth_km",),
        "area_km2": ("area_sq_km",),
    }
)

#: What a table must have: one column of each group.
REQUIRED: Final = (("event_type",), ("status",), ("place_name", "lat"), ("date_start", "date_end", "known_from"))

_CODES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "event_type": terms.EVENT_TYPES,
        "actor_side": terms.SIDES,
        "claimant_side": terms.CLAIMANT_SIDES,
        "status": terms.STATUSES,
        "precision": terms.PRECISIONS,
        "relation": terms.RELATIONS,
        "date_precision": terms.DATE_PRECISIONS,
        "review": terms.REVIEWS,
    }
)
#: field of a code -> the group of terms.LABELS whose words are accepted for it.
_WORDS: Final = MappingProxyType(
    {"event_type": "event_type", "actor_side": "side", "claimant_side": "claimant_side", "status": "status"}
)
_NULLS: Final = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "—", "–"})
_NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_DECIMAL_COMMA: Final = re.compile(r"[+-]?\d+,\d+")
_DATE_PATTERNS: Final = ("%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%d-%B-%Y", "%d-%b-%Y", "%Y%m%d", "%Y/%m/%d")
#: What the other patterns can match, to spare them the rest.
_DAY_LIKE: Final = re.compile(r"\d{1,8}[./ -]?\w{0,12}[./ -]?\d{0,4}")
_ISO_DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})([T ][\d:.+Z-]*)?")


class CellFault(ValueError):
    """A cell that cannot be used; the message says what came and what is accepted."""


def column_key(name: str) -> str:
    """Return the form in which column names are compared."""
    return re.sub(r"[\s-]+", "_", name.strip().casefold())


def match_columns(header: Sequence[str], name: str) -> Mapping[int, str]:
    """Return column position -> field for the columns of our own table; other columns are left aside.

    A field's own name goes before an alias, an earlier alias before a later one.

    Raises
    ------
    InputError
        If a required column is missing or two columns bear the same name; the message names the nearest.
    """
    keys = [column_key(cell) for cell in header]
    twice = sorted({key for key in keys if key and keys.count(key) > 1 and key in EVENT})
    if twice:
        raise InputError(f"{name}: column {', '.join(twice)} stands twice in the header; delete one.")
    positions: dict[int, str] = {}
    for field in EVENT:
        found = next((keys.index(alias) for alias in (field, *ALIASES.get(field, ())) if alias in keys), None)
        if found is not None and found not in positions:
            positions[found] = field
    known = set(positions.values())
    missing = [group for group in REQUIRED if not known.intersection(group)]
    if ("lat" in known) != ("lon" in known):
        missing.append(("lon",) if "lat" in known else ("lat",))
    if missing:
        raise InputError(_missing_columns(name, header, missing))
    return positions


def _missing_columns(name: str, header: Sequence[str], missing: Sequence[tuple[str, ...]]) -> str:
    wanted = " and ".join(" or ".join(group) for group in missing)
    near = [guess for group in missing if (guess := nearest(group[0], tuple(header))) is not None]
    hint = f" Did you mean to call {', '.join(map(repr, near))} so?" if near else ""
    shown = ", ".join(cell[:30] for cell in header[:8])[:160] + (", ..." if len(header) > 8 else "")
    return f"{name}: column missing: {wanted}. The header has: {shown}.{hint} Name the columns as in data/events.csv."


@lru_cache(maxsize=4096)
def nearest(word: str, choices: tuple[str, ...]) -> str | None:
    """Return the choice that is spelled most like `word`, or None where none is near."""
    from rapidfuzz import fuzz, process, utils

    if len(word) > 40:
        return None
    best = process.extractOne(word, choices, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=65)
    return None if best is None else str(best[0])


def parse_date(text: str) -> date:
    """Read a day in any accepted form. A time of day after it counts only where it states its zone.

    Slashed days are refused, except year first: 03/12/2025 is two different days on two continents.
    """
    iso = _ISO_DAY.fullmatch(text)
    patterns = ("%Y-%m-%d",) if iso else _DATE_PATTERNS if _DAY_LIKE.fullmatch(text) else ()
    for pattern in patterns:
        try:
            day = datetime.strptime(iso[1] if iso else text, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return _at_the_front(text, day) if iso and iso[2] else day
        break
    hint = " Day and month cannot be told apart with slashes." if re.fullmatch(r"\d+/\d+/\d+", text) else ""
    raise CellFault(f"is {text[:40]!r}; expected a day such as {DATE_FORMS}.{hint}")


def _at_the_front(text: str, day: date) -> date:
    """The front's day of a moment: midnight elsewhere is not midnight there."""
    try:
        return front_day(datetime.fromisoformat(text))
    except ValueError:
        return day


def parse_number(text: str, *, decimal_comma: bool) -> float:
    """Read a number; a decimal comma is accepted only in files whose columns no comma separates."""
    if _DECIMAL_COMMA.fullmatch(text):
        if not decimal_comma:
            raise CellFault(
                f"is {text[:40]!r}; expected a number such as {text[:40].replace(',', '.')}. "
                "Write a decimal point, not a comma."
            )
        text = text.replace(",", ".")
    if not _NUMBER.fullmatch(text) or not math.isfinite(value := float(text)):
        raise CellFault(f"is {text[:40]!r}; expected a number such as 51.191.")
    return value


@cache
def _by_word(field: str) -> Mapping[str, str]:
    words = terms.LABELS.get(_WORDS.get(field, ""), {})
    codes = {code.casefold(): code for code in _CODES[field]}
    return MappingProxyType(codes | {word.casefold(): code for code, word in words.items()})


def parse_code(field: str, text: str) -> str:
    """Read a code of a closed list, or one of the English words shown for it; case does not matter."""
    accepted, by_word = _CODES[field], _by_word(field)
    code = by_word.get(text.casefold()) or by_word.get(text.casefold().replace(" ", "_"))
    if code is None:
        guess = nearest(text, tuple(by_word))
        hint = f" Did you mean {by_word[guess]!r}?" if guess is not None else ""
        raise CellFault(f"is {text[:40]!r}; expected one of {', '.join(accepted)}.{hint}")
    return code


def _text(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _whole(text: str, *, decimal_comma: bool) -> int:
    value = parse_number(text, decimal_comma=decimal_comma)
    if value != int(value):
        raise CellFault(f"is {text[:40]!r}; expected a whole number.")
    return int(value)


def cell_readers(*, decimal_comma: bool) -> Mapping[str, Callable[[str], Any]]:
    """Return field -> the function that reads its cells (each raises CellFault)."""
    readers: dict[str, Callable[[str], Any]] = {}
    for field, (dtype, _) in EVENT.items():
        if field in _CODES:
            readers[field] = lambda text, field=field: parse_code(field, text)  # type: ignore[misc]
        elif dtype.startswith("datetime"):
            readers[field] = parse_date
        elif dtype == "Float64":
            readers[field] = lambda text: parse_number(text, decimal_comma=decimal_comma)
        elif dtype == "Int64":
            readers[field] = lambda text: _whole(text, decimal_comma=decimal_comma)
        else:
            readers[field] = _text
    return MappingProxyType(readers)


def is_null(cell: str) -> bool:
    """Whether a cell says nothing: blank, or one of the usual signs for it."""
    return cell.casefold() in _NULLS
