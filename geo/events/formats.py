"""The exports of ACLED, UCDP GED and VIINA, recognised by their headers and mapped to our values.

None of them says who vouches for an event, so `claimed_by` and `claimant_side` stay null and the status is
"reported". What has no counterpart here is left out, and nothing is made up: where a data set puts the point
of a region's capital for "somewhere in the region", the coordinates are dropped and the region is named.
Codes follow the ACLED codebook, the UCDP GED codebook 24.1 and VIINA's variable list; terms.py holds the
crosswalk in the other direction. Fatalities are not read: an event has no field for them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from ..records import content_id
from . import faults
from .columns import CellFault, is_null, parse_date, parse_number

Row = Mapping[str, str]
Values = dict[str, Any]

_COUNTRIES: Final = MappingProxyType(
    {
        "ukraine": "UA",
        "russia": "RU",
        "russia (soviet union)": "RU",
        "russian federation": "RU",
        "belarus": "BY",
        "belarus (byelorussia)": "BY",
        "moldova": "MD",
        "poland": "PL",
        "romania": "RO",
    }
)


@dataclass(frozen=True, slots=True)
class Format:
    """A data set's table: its name, the columns that tell it, and how a row of it becomes our values."""

    name: str
    marks: frozenset[str]
    values: Callable[[Row], Values]

    def read(self, row: Row) -> tuple[Values, str]:
        """Return the values of a row, or none and the sentence that says why it cannot be used."""
        try:
            return {field: value for field, value in self.values(row).items() if value not in {None, ""}}, ""
        except _ColumnFault as fault:
            return {}, faults.sentence(fault.column, str(fault))


class _ColumnFault(CellFault):
    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def recognise(keys: Collection[str]) -> Format | None:
    """Return the data set whose columns a header has (in the form of columns.column_key), or None."""
    return next((shape for shape in FORMATS if shape.marks.issubset(keys)), None)


def _cell(row: Row, *names: str) -> str | None:
    for name in names:
        text = row.get(name, "")
        if not is_null(text):
            return text
    return None


def _day(row: Row, name: str, *, needed: bool = True) -> date | None:
    text = _cell(row, name)
    if text is None:
        if needed:
            raise _ColumnFault(name, "is empty; expected a day such as 2025-03-12.")
        return None
    try:
        return parse_date(text)
    except CellFault as fault:
        raise _ColumnFault(name, str(fault)) from fault


def _number(row: Row, name: str) -> float | None:
    text = _cell(row, name)
    if text is None:
        return None
    try:
        return parse_number(text, decimal_comma=False)
    except CellFault as fault:
        raise _ColumnFault(name, str(fault)) from fault


def _code(row: Row, name: str, accepted: Collection[int]) -> int:
    number = _number(row, name)
    if number is None or number not in accepted:
        expected = f"{min(accepted)} to {max(accepted)}"
        raise _ColumnFault(name, f"is {row.get(name, '')[:40]!r}; expected a code from {expected}.")
    return int(number)


def _country(row: Row, name: str) -> str | None:
    return _COUNTRIES.get((row.get(name) or "").casefold())


def _side(actor: str | None) -> str | None:
    """Return the side an actor's name states, or None: own rule, by the state named in it."""
    text = (actor or "").casefold()
    named = [side for word, side in (("russia", "RU"), ("ukrain", "UA"), ("north korea", "KP")) if word in text]
    return named[0] if len(named) == 1 else None


def _place(precision: str, row: Row, names: Mapping[str, str | None], uncertainty_km: float | None = None) -> Values:
    """Return the place fields for a precision: coordinates for settlements alone, else the area's name."""
    settlement = precision == "populated_place"
    values: Values = {"precision": precision, "place_name": names.get(precision)}
    if settlement:
        values |= {"lat": _number(row, "latitude"), "lon": _number(row, "longitude"), "uncertainty_km": uncertainty_km}
    return values


#: ACLED sub_event_type -> event_type; captures are judged apart, all else by event_type.
_ACLED_SUB: Final = MappingProxyType(
    {"Armed clash": "clash", "Agreement": "diplomacy", "Disrupted weapons use": "other"}
)
_ACLED_CAPTURES: Final = frozenset({"Government regains territory", "Non-state actor overtakes territory"})


def _acled(row: Row) -> Values:
    day = _day(row, "event_date")
    sub, country = row.get("sub_event_type", ""), _country(row, "country")
    event_type, actor_side = _acled_type(row, sub, country)
    precision = "populated_place" if _code(row, "geo_precision", (1, 2, 3)) < 3 else "admin1"
    near = row["geo_precision"].startswith("2")
    admin1 = _cell(row, "admin1")
    publishers = [name.strip() for name in row.get("source", "").split(";") if name.strip()]
    return {
        "event_id": content_id("ev", "acled", row["event_id_cnty"]),
        "event_key": f"acled:{row['event_id_cnty']}",
        "event_type": event_type,
        "actor_side": actor_side,
        **_place(precision, row, {"populated_place": _cell(row, "location"), "admin1": admin1}),
        "relation": "near" if near else "within" if precision == "admin1" else "at",
        "admin1": admin1,
        "country": country,
        "date_start": day,
        "date_end": day,
        "date_precision": {1: "day", 2: "week", 3: "month"}[_code(row, "time_precision", (1, 2, 3))],
        "status": "reported",
        "publisher": publishers[0] if publishers else None,
        "publisher_2": publishers[1] if len(publishers) > 1 else None,
        "note": _cell(row, "notes"),
    }


def _acled_type(row: Row, sub: str, country: str | None) -> tuple[str, str | None]:
    """Return event type and acting side.

    ACLED's first actor of a battle need not be the one that attacks, so a clash has no acting side here. Who
    takes ground follows from the sub-event: the government of the country, or the actor that is not it. In
    remote violence the first actor is the one that strikes.
    """
    first, second = _side(row.get("actor1")), _side(row.get("actor2"))
    if sub in _ACLED_CAPTURES and country is not None:
        takers = {first, second} - {None}
        own = country in takers
        if sub == "Government regains territory":
            return ("capture", country) if own else ("clash", None)
        others = sorted(side for side in takers if side is not None and side != country)
        return ("capture", others[0]) if len(others) == 1 else ("clash", None)
    if row.get("event_type") == "Explosions/Remote violence" and sub not in _ACLED_SUB:
        return "strike", first
    if row.get("event_type") == "Battles":
        return "clash", None
    return _ACLED_SUB.get(sub, "other"), first


#: UCDP where_prec -> (precision, relation); 2 is "within about 25 km", 5 a line or part of an area, 7 the sea.
_UCDP_WHERE: Final = MappingProxyType(
    {
        1: ("populated_place", "at"),
        2: ("populated_place", "near"),
        3: ("district", "within"),
        4: ("admin1", "within"),
        5: ("area", "within"),
        6: ("country", "within"),
        7: ("area", "within"),
    }
)
#: UCDP date_prec -> date_precision; 5 (longer than a month) has no code of its own: the two dates tell it.
_UCDP_DATE: Final = MappingProxyType({1: "day", 2: "week", 3: "week", 4: "month", 5: "month"})


def _ucdp(row: Row) -> Values:
    precision, relation = _UCDP_WHERE[_code(row, "where_prec", _UCDP_WHERE)]
    admin1 = _cell(row, "adm_1")
    names = {
        "populated_place": _cell(row, "where_coordinates"),
        "district": _cell(row, "adm_2", "where_coordinates"),
        "admin1": admin1,
        "area": _cell(row, "where_coordinates", "where_description"),
        "country": _cell(row, "country"),
    }
    published = _cell(row, "source_date")
    earliest = min((part.strip() for part in published.split(";") if part.strip()), default=None) if published else None
    reported = _day({"source_date": earliest}, "source_date") if earliest else None
    return {
        "event_id": content_id("ev", "ucdp", row["id"]),
        "event_key": f"ucdp:{row['id']}",
        "event_type": "clash" if row.get("type_of_violence") in {"1", "2"} else "other",
        **_place(precision, row, names, 25.0 if relation == "near" else None),
        "relation": relation,
        "admin1": admin1,
        "country": _country(row, "country"),
        "date_start": _day(row, "date_start"),
        "date_end": _day(row, "date_end", needed=False),
        "date_precision": _UCDP_DATE[_code(row, "date_prec", _UCDP_DATE)],
        "known_from": reported,
        "published": reported,
        "status": "reported",
        "publisher": _cell(row, "source_office"),
        "note": _cell(row, "source_headline", "source_article", "where_description"),
    }


#: VIINA flags -> event_type, the first that is set decides; a take-over or retreat needs a known actor.
_VIINA_TYPES: Final = (
    (("t_airstrike_b", "t_artillery_b", "t_uav_b", "t_aad_b", "t_ied_b"), "strike"),
    (("t_firefight_b", "t_armor_b", "t_raid_b"), "clash"),
)
#: VIINA GEO_PRECISION, the smallest unit the report names -> precision.
_VIINA_WHERE: Final = MappingProxyType(
    {
        "street": "populated_place",
        "adm4": "populated_place",
        "adm3": "populated_place",
        "adm2": "district",
        "adm1": "admin1",
        "adm0": "country",
        "country": "country",
    }
)


def _viina(row: Row) -> Values:
    level = (_cell(row, "geo_precision") or "adm3").casefold()
    precision = _VIINA_WHERE.get(level)
    if precision is None:
        raise _ColumnFault("GEO_PRECISION", f"is {level!r}; expected one of STREET, ADM3, ADM2, ADM1, ADM0.")
    day = _day(row, "date")
    admin1 = _cell(row, "adm1_name")
    names = {
        "populated_place": _cell(row, "asciiname", "location"),
        "district": _cell(row, "adm2_name"),
        "admin1": admin1,
        "country": _cell(row, "adm0_name", "country"),
    }
    event_type, actor_side = _viina_type(row)
    return {
        "event_id": content_id("ev", "viina", row["event_id"], row.get("geonameid"), row.get("report_id")),
        "event_key": f"viina:{row['event_id']}",
        "event_type": event_type,
        "actor_side": actor_side,
        **_place(precision, row, names),
        "relation": "at" if precision == "populated_place" else "within",
        "admin1": admin1,
        "date_start": day,
        "date_end": day,
        "known_from": day,
        "published": day,
        "status": "reported",
        "publisher": _cell(row, "source"),
        "url": _cell(row, "url"),
        "note": _cell(row, "text", "address"),
    }


def _viina_type(row: Row) -> tuple[str, str | None]:
    sides = [side for flag, side in (("a_rus_b", "RU"), ("a_ukr_b", "UA")) if _flag(row, flag)]
    side = sides[0] if len(sides) == 1 else None
    if side is not None and _flag(row, "t_retreat_b"):
        return "withdrawal", side
    if side is not None and (_flag(row, "t_control_b") or _flag(row, "t_occupy_b")):
        return "capture", side
    for flags, event_type in _VIINA_TYPES:
        if any(_flag(row, flag) for flag in flags):
            return event_type, None if event_type == "clash" else side
    return "other", side


def _flag(row: Row, name: str) -> bool:
    return row.get(name, "").removesuffix(".0") == "1"


FORMATS: Final = (
    Format("ACLED", frozenset({"event_id_cnty", "event_date", "sub_event_type", "geo_precision"}), _acled),
    Format("UCDP GED", frozenset({"id", "type_of_violence", "where_prec", "date_prec", "date_start"}), _ucdp),
    Format("VIINA", frozenset({"event_id", "date", "geonameid", "longitude", "latitude"}), _viina),
)
