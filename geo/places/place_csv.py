"""A table of places in whatever columns it has: CSV with a header -> places.

Columns are guessed from their names or given; names in Cyrillic are told apart by language and romanised; the
country and region that a row lacks are those of the ground it lies on.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..errors import InputError
from ..records import Outcome, Place, Reject, content_id
from ..terms import LEVELS
from .names import is_cyrillic, romanise_ru, romanise_uk
from .place_table import place_of, told_apart

if TYPE_CHECKING:
    from .ground import Ground, Spot

#: Field -> header names it is guessed from, compared in lower case without signs.
HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("placeid", "geonameid", "id", "osmid", "code", "katottg", "koatuu"),
    "name": ("name", "placename", "nameen", "settlement", "place", "toponym", "asciiname", "назва", "название"),
    "name_uk": ("nameuk", "nameua", "ukrainian", "назваукраїнською"),
    "name_ru": ("nameru", "russian", "названиенарусском"),
    "lat": ("lat", "latitude", "y", "широта"),
    "lon": ("lon", "lng", "long", "longitude", "x", "довгота", "долгота"),
    "kind": ("kind", "type", "level", "placetype", "fclass", "category", "тип"),
    "country": ("country", "countrycode", "cc", "iso2", "країна", "страна"),
    "admin1": ("admin1", "region", "oblast", "province", "state", "область"),
    "admin2": ("admin2", "district", "raion", "county", "район"),
    "population": ("population", "pop", "населення", "население"),
    "aliases": ("aliases", "alternatenames", "altname", "altnames", "othernames"),
}  # fmt: skip
_NEEDED: Final = ("name", "lat", "lon")
#: What tables call a settlement, an area and the like -> our level.
KINDS: Final[Mapping[str, str]] = {
    **{level: level for level in LEVELS},
    **dict.fromkeys(
        ("city", "town", "village", "hamlet", "suburb", "isolated_dwelling", "settlement", "urban-type settlement",
         "locality", "neighbourhood", "quarter", "farm", "p", "ppl", "місто", "село", "селище", "смт", "город",
         "деревня", "посёлок", "поселок", "хутор", "хутір", "пгт"), "populated_place",
    ),
    **dict.fromkeys(("raion", "county", "hromada", "район", "громада"), "district"),
    **dict.fromkeys(("oblast", "region", "province", "state", "область"), "admin1"),
    **dict.fromkeys(("river", "lake", "sea", "reservoir", "ріка", "річка", "река", "озеро"), "water"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Cells:
    """A row as it will be: what of it is known before the ground is asked."""

    where: str
    raw: Mapping[str, str]
    lon: float
    lat: float


def read_table(
    text: str, name: str, ground: Ground, *, columns: Mapping[str, str] | None = None, origin: str = ""
) -> tuple[Outcome[Place], dict[str, list[str]]]:
    """Read a CSV with a header (parted by comma, semicolon, tab or bar) into places, and their other names by id.

    Parameters
    ----------
    columns
        Field of `HEADERS` -> column of the table; those not given are guessed. `name`, `lat` and `lon` (degrees)
        are needed. `aliases` are parted by "|" or ",".
    origin
        What `Place.origin` says; the file's name if not given.

    Returns
    -------
    tuple
        Places that repeat (same id, or without one the same name on the same spot) are linked, rows that cannot
        be a place rejected: in = made + linked + rejected.

    Raises
    ------
    InputError
        If there is no header, or a column needed cannot be told.
    """
    reader = csv.reader(text.split("\n"), delimiter=_delimiter(text))
    try:
        header = [cell.strip() for cell in next(reader, [])]
        at = mapped(header, columns or {}, name)
        rejected: list[Reject] = []
        rows: list[_Cells] = []
        for number, cells in enumerate(reader, start=2):
            if any(cells):
                _take(cells, at, f"{name} row {number}", rows, rejected)
    except csv.Error as error:
        raise InputError(f"{name}: not a table ({error}); expected a CSV with a header.") from error
    spots = ground.at([row.lon for row in rows], [row.lat for row in rows])
    made: dict[str, Place] = {}
    linked: list[Place] = []
    aliases: dict[str, list[str]] = {}
    for row, spot in zip(rows, spots, strict=True):
        try:
            place = _place(row, spot, ground, origin or name)
        except InputError as error:
            rejected.append(Reject(row.where, str(error).removeprefix(f"{row.where}: "), row.raw))
            continue
        if place.place_id in made:
            linked.append(place)
        else:
            made[place.place_id] = place
            aliases[place.place_id] = _others(row.raw)
    return Outcome(tuple(made.values()), tuple(rejected), tuple(linked)), aliases


def mapped(header: Sequence[str], given: Mapping[str, str], name: str) -> dict[str, int]:
    """Return the position of each field's column.

    Raises
    ------
    InputError
        If a field or a column named in `given` does not exist, or one that is needed cannot be told.
    """
    unknown = [field for field in given if field not in HEADERS]
    if unknown:
        raise InputError(f"columns: {unknown[0]!r} is no field; accepted are {', '.join(HEADERS)}.")
    plain = ["".join(char for char in cell.casefold() if char.isalnum()) for cell in header]
    at: dict[str, int] = {}
    for field, guesses in HEADERS.items():
        if field in given:
            if given[field] not in header:
                raise InputError(f"{name}: no column {given[field]!r} for {field}; it has {_listed(header)}.")
            at[field] = header.index(given[field])
        else:
            found = next((plain.index(guess) for guess in guesses if guess in plain), None)
            if found is not None:
                at[field] = found
    missing = [field for field in _NEEDED if field not in at]
    if missing:
        raise InputError(
            f"{name}: no column for {', '.join(missing)}; it has {_listed(header)}. "
            f"Say which: --columns {','.join(f'{field}=COLUMN' for field in missing)}."
        )
    return at


def _listed(header: Sequence[str]) -> str:
    return ", ".join(header)[:200] or "none"


def _delimiter(text: str) -> str:
    first = text[: text.find("\n")] if "\n" in text else text
    return max(",;\t|", key=first.count)


def _take(cells: Sequence[str], at: Mapping[str, int], where: str, rows: list[_Cells], rejected: list[Reject]) -> None:
    raw = {field: " ".join(cells[n].split()) if n < len(cells) else "" for field, n in at.items()}
    fault = ""
    lon = lat = 0.0
    try:
        lon, lat = float(raw["lon"].replace(",", ".")), float(raw["lat"].replace(",", "."))
    except ValueError:
        fault = f"position is ({raw['lon']!r}, {raw['lat']!r}); expected degrees such as 35.271 and 51.191."
    if not fault and not raw["name"]:
        fault = "name is empty; expected the place's name."
    if not fault and not (-180 <= lon <= 180 and -90 <= lat <= 90):
        fault = f"position is ({lon:g}, {lat:g}); expected lon -180 to 180, lat -90 to 90. The columns may be swapped."
    if not fault and KINDS.get(raw.get("kind", "").casefold() or "village") is None:
        fault = f"kind is {raw['kind']!r}; accepted are {', '.join(sorted(KINDS))}."
    if fault:
        rejected.append(Reject(where, fault, raw))
    else:
        rows.append(_Cells(where, raw, lon, lat))


def _place(row: _Cells, spot: Spot, ground: Ground, origin: str) -> Place:
    raw = row.raw
    country = ground.country(raw.get("country", ""), spot, row.lon, row.lat)
    ukrainian, russian = told_apart([raw["name"], *_others(raw)], country)
    name_uk, name_ru = raw.get("name_uk") or ukrainian, raw.get("name_ru") or russian
    name = raw["name"]
    if is_cyrillic(name):
        name = romanise_uk(name_uk) if name_uk and country != "RU" else romanise_ru(name_ru or name)
    own = raw.get("id", "")
    place_id = own if ":" in own else f"own:{own}" if own else content_id("own:", raw["name"], row.lon, row.lat)
    cells = [
        place_id, name, name_uk, name_ru, KINDS[raw.get("kind", "").casefold() or "village"], country,
        raw.get("admin1") or (spot.admin1 if spot.country == country else ""), raw.get("admin2", ""),
        str(row.lon), str(row.lat), raw.get("population", "").replace(" ", ""), origin,
    ]  # fmt: skip
    return place_of(cells, row.where)


def _others(raw: Mapping[str, str]) -> list[str]:
    listed = raw.get("aliases", "")
    found = (text.strip() for text in listed.split("|" if "|" in listed else ","))
    return [*filter(None, found), *([raw["name"]] if is_cyrillic(raw["name"]) else [])]
