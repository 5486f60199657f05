"""A gazetteer as a table of text: its columns, a row made a place, and GeoNames' own files read unchanged."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple, cast

from ..errors import DataMissing, InputError
from ..records import Outcome, Place, Reject
from ..terms import LEVELS, Level
from .names import fold_key, is_cyrillic, normal_key, romanise_ru, romanise_uk

COLUMNS: Final = (
    "place_id", "name", "name_uk", "name_ru", "level", "country", "admin1", "admin2", "lon", "lat",
    "population", "origin", "aliases",
)  # fmt: skip
#: GeoNames' codes for Ukraine's regions and for those of Russia at the border -> ISO 3166-2.
GEONAMES_REGIONS: Final = {
    "UA.01": "UA-71", "UA.02": "UA-74", "UA.03": "UA-77", "UA.04": "UA-12", "UA.05": "UA-14", "UA.06": "UA-26",
    "UA.07": "UA-63", "UA.08": "UA-65", "UA.09": "UA-68", "UA.10": "UA-35", "UA.11": "UA-43", "UA.12": "UA-30",
    "UA.13": "UA-32", "UA.14": "UA-09", "UA.15": "UA-46", "UA.16": "UA-48", "UA.17": "UA-51", "UA.18": "UA-53",
    "UA.19": "UA-56", "UA.20": "UA-40", "UA.21": "UA-59", "UA.22": "UA-61", "UA.23": "UA-05", "UA.24": "UA-07",
    "UA.25": "UA-21", "UA.26": "UA-23", "UA.27": "UA-18", "RU.09": "RU-BEL", "RU.10": "RU-BRY", "RU.41": "RU-KRS",
    "RU.61": "RU-ROS", "RU.86": "RU-VOR",
}  # fmt: skip
#: GeoNames' feature classes and codes that a report names, and our level for them.
_LEVELS: Final[dict[str, Level]] = {"P": "populated_place", "ADM1": "admin1", "ADM2": "district", "ADM3": "district"}
#: How a reject begins that is sound but of a class that no report names a place by.
NOT_A_PLACE: Final = "feature "
_DUMP_COLUMNS: Final = 19
#: Columns of the alternate names file: 8 in the old form, 10 in V2.
_NAMES_COLUMNS: Final = range(4, 11)
_UKRAINIAN: Final = frozenset("іїєґ")
_RUSSIAN: Final = frozenset("ыэёъ")
#: Endings that only one of the languages writes; single words of names, so that Лиман is either's.
_UKRAINIAN_END: Final = re.compile(r"[сцзн]ьк|ця\b|(?<=[вн])е\b(?<!ое)(?<!ее)|[’'ʼ]")
_RUSSIAN_END: Final = re.compile(r"[сц]к(?:ий|ое|ая|ой)?\b|(?:ое|ее|ая|яя|ово|ево|овка|евка|ица)\b")
#: From which likeness of 100 a name in Cyrillic is the one in Latin letters.
_SAME_NAME: Final = 85.0


class Names(NamedTuple):
    """What a file of alternate names says of one place: its name in each language, and its other names."""

    name_uk: str = ""
    name_ru: str = ""
    others: tuple[str, ...] = ()


def place_of(cells: Sequence[str], where: str) -> Place:
    """Return the place of a row of `COLUMNS`, all text; empty cells are what is not known.

    Raises
    ------
    InputError
        If level, position or population cannot be; `where` names file and row in the message.
    """
    try:
        level = cells[4] or "populated_place"
        lon, lat = float(cells[8]), float(cells[9])
        population = int(float(cells[10])) if cells[10] else None
    except (ValueError, IndexError, OverflowError) as err:
        raise InputError(f"{where}: {err}. Expected the columns {', '.join(COLUMNS)}.") from err
    if level not in LEVELS:
        raise InputError(f"{where}: level is {level!r}; accepted are {', '.join(LEVELS)}.")
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise InputError(f"{where}: position is ({lon}, {lat}); expected lon -180 to 180, lat -90 to 90.")
    return Place(
        place_id=cells[0],
        name=cells[1],
        level=cast("Level", level),
        country=cells[5],
        lon=lon,
        lat=lat,
        admin1=cells[6] or None,
        admin2=cells[7] or None,
        name_uk=cells[2] or None,
        name_ru=cells[3] or None,
        population=population,
        origin=cells[11],
    )


def read_geonames(path: Path, regions: dict[str, str] | None = None) -> tuple[Outcome[Place], dict[str, list[str]]]:
    """Read a GeoNames dump (`UA.txt`, `allCountries.txt`: 19 columns parted by tabs, no header) as it is.

    See `geonames_places` for what is returned.

    Raises
    ------
    DataMissing
        If the file is not there.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as err:
        raise DataMissing(f"{path} is not there; GeoNames offers it as a download by country.") from err
    return geonames_places(text.removesuffix("\n").split("\n"), path.name, regions)


def geonames_places(
    lines: Iterable[str], name: str, regions: Mapping[str, str] | None = None
) -> tuple[Outcome[Place], dict[str, list[str]]]:
    """Return the settlements, regions and districts of a dump's lines, and their alternate names by place id.

    `regions` gives the English name for an ISO 3166-2 code, so that admin1 is written as elsewhere; without
    it admin1 stays empty. Ids that repeat are linked, features of other classes and broken rows rejected
    (the former begin with `NOT_A_PLACE`): in = made + linked + rejected. `name` is the file's, for messages.
    """
    made: dict[str, Place] = {}
    linked: list[Place] = []
    rejected: list[Reject] = []
    aliases: dict[str, list[str]] = {}
    for number, line in enumerate(lines, start=1):
        where = f"{name} row {number}"
        try:
            place, names = _geonames_row(line.rstrip("\r").split("\t"), where, regions or {})
        except InputError as err:
            rejected.append(Reject(where, str(err).removeprefix(f"{where}: "), {"line": line[:500]}))
            continue
        if place.place_id in made:
            linked.append(place)
        else:
            made[place.place_id] = place
            aliases[place.place_id] = names
    return Outcome(tuple(made.values()), tuple(rejected), tuple(linked)), aliases


def geonames_names(lines: Iterable[str], name: str) -> tuple[dict[str, Names], tuple[Reject, ...], int]:
    """Return the names of an alternate names file by place id, the rows that are none, and the rows read.

    Kept are Ukrainian and Russian names (preferred ones as the place's name, unless historic or colloquial),
    English ones, and those in Cyrillic of no stated language; postal codes, links and other languages are not.
    """
    chosen: dict[str, dict[str, tuple[bool, str]]] = defaultdict(dict)
    others: dict[str, dict[str, None]] = defaultdict(dict)
    rejected: list[Reject] = []
    number = 0
    for number, line in enumerate(lines, start=1):
        cells = line.rstrip("\r").split("\t")
        if len(cells) not in _NAMES_COLUMNS or not cells[1].isdigit():
            reason = f"{len(cells)} columns; expected at least alternateNameId, geonameid, language and name."
            rejected.append(Reject(f"{name} row {number}", reason, {"line": line[:500]}))
            continue
        lang, text, flags = cells[2], cells[3].strip(), [cell == "1" for cell in cells[4:8]]
        if lang not in {"uk", "ru", "en", ""} or not text or (lang == "" and not is_cyrillic(text)):
            continue
        preferred, _, colloquial, historic = [*flags, False, False, False, False][:4]
        place_id = f"gn:{cells[1]}"
        others[place_id][text] = None
        current = not colloquial and not historic
        if lang in {"uk", "ru"} and current and (lang not in chosen[place_id] or preferred > chosen[place_id][lang][0]):
            chosen[place_id][lang] = (preferred, text)
    names = {}
    for place_id, found in others.items():
        by_lang = chosen.get(place_id, {})
        names[place_id] = Names(by_lang.get("uk", (False, ""))[1], by_lang.get("ru", (False, ""))[1], tuple(found))
    return names, tuple(rejected), number


def form_of(line: str) -> str:
    """Tell a file's form by its first line: "dump", "names" or, for anything else, "table"."""
    cells = line.rstrip("\r\n").split("\t")
    if len(cells) == _DUMP_COLUMNS:
        return "dump"
    if len(cells) in _NAMES_COLUMNS and cells[0].isdigit() and cells[1].isdigit():
        return "names"
    return "table"


def _geonames_row(cells: Sequence[str], where: str, regions: Mapping[str, str]) -> tuple[Place, list[str]]:
    if len(cells) != _DUMP_COLUMNS:
        raise InputError(f"{where}: {len(cells)} columns; expected the 19 of a GeoNames dump, parted by tabs.")
    level = _LEVELS.get(cells[7]) or _LEVELS.get(cells[6])
    if level is None:
        raise InputError(f"{where}: {NOT_A_PLACE}{cells[6]}.{cells[7]} is no settlement, region or district.")
    if not cells[0].strip() or not cells[1].strip():
        raise InputError(f"{where}: id is {cells[0]!r} and name is {cells[1]!r}; expected both.")
    names = [name for name in cells[3].split(",") if name]
    ukrainian, russian = told_apart([*names, cells[1]], cells[8], like=cells[1])
    admin1 = regions.get(GEONAMES_REGIONS.get(f"{cells[8]}.{cells[10]}", ""), "")
    population = cells[14] if cells[14] != "0" else ""
    english = _english(cells[1], ukrainian, russian, cells[8])
    row = [
        f"gn:{cells[0]}", english, ukrainian, russian, level, cells[8], admin1, "", cells[5], cells[4],
        population, "GeoNames",
    ]  # fmt: skip
    others = [name for name in names if is_cyrillic(name)]
    return place_of(row, where), others if row[1] == cells[1] else [*others, cells[1]]


def _english(name: str, ukrainian: str, russian: str, country: str) -> str:
    """A Ukrainian place by the official romanisation, where that is the name meant; nothing in Cyrillic."""
    if is_cyrillic(name):
        return romanise_uk(ukrainian) if ukrainian and country != "RU" else romanise_ru(russian or name)
    if country == "UA" and ukrainian and _likeness(ukrainian, name) >= _SAME_NAME:
        return romanise_uk(ukrainian)
    return name


def _likeness(cyrillic: str, name: str) -> float:
    """How far of 100 two names are one, in either romanisation; the second may be in Cyrillic too."""
    from rapidfuzz import fuzz

    if is_cyrillic(name):
        return fuzz.ratio(normal_key(cyrillic), normal_key(name))
    wanted = fold_key(normal_key(name))
    return max(
        fuzz.ratio(fold_key(normal_key(made)), wanted) for made in (romanise_uk(cyrillic), romanise_ru(cyrillic))
    )


def told_apart(names: Iterable[str], country: str, *, like: str = "") -> tuple[str, str]:
    """Return the Ukrainian and the Russian name, where a letter that one language alone has, or the country, tells.

    Of several, that which is most `like` the name the place goes by; else the first.
    """
    cyrillic = [name for name in names if is_cyrillic(name)]
    if len(cyrillic) > 1 and like:
        cyrillic.sort(key=lambda name: -_likeness(name, like))
    ukrainian = [name for name in cyrillic if not _RUSSIAN & set(name.lower()) and not _RUSSIAN_END.search(name)]
    russian = [name for name in cyrillic if not _UKRAINIAN & set(name.lower()) and not _UKRAINIAN_END.search(name)]
    only_uk = [name for name in ukrainian if name not in russian]
    only_ru = [name for name in russian if name not in ukrainian]
    at_home_uk = ukrainian if country == "UA" else []
    at_home_ru = russian if country == "RU" else []
    return next(iter(only_uk or at_home_uk), ""), next(iter(only_ru or at_home_ru), "")
