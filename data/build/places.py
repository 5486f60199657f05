"""The gazetteer's two files: places.csv.gz, best known place first, and the index of search keys made from it."""

from __future__ import annotations

import csv
import io
import math
import re
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import geopandas as gpd
import regions
import sources

from geo.crs import distance_km
from geo.places.gazetteer import INDEX_FILE, PLACES_FILE
from geo.places.names import fold_key, normal_key, romanise_ru, romanise_uk, russian_form
from geo.places.place_table import COLUMNS
from geo.places.search_keys import FOLDED, SECOND_ID, entry, place_keys

#: Whole depth of the package: Ukraine, its enemy, and those between.
FULL_DEPTH = {"UA", "RU", "BY", "MD"}
#: Smallest population kept elsewhere: near, and in the rest of the world (capitals always).
NEAR, NEAR_POPULATION, WORLD_POPULATION = {"PL", "RO", "SK", "HU", "GE", "LT", "LV", "EE", "BG"}, 5_000, 50_000
#: From this many inhabitants a city that bears its region's name is that region's seat.
SEAT_POPULATION = 100_000
#: A front settlement and a GeoNames place of one name nearer than this, in km, are one place.
SAME_PLACE_KM = 3.0
#: English words that are also the name of a settlement few write about (Police, Most, Is) or come near one:
#: no key in Latin letters, so that they are not found at the start of every other sentence.
WORDS = frozenset({
    "acre", "band", "borrow", "buy", "commonwealth", "date", "down", "gay", "god", "gotten", "grade", "grants",
    "hail", "hat", "hub", "human", "is", "lot", "luck", "male", "man", "march", "marks", "metro", "most",
    "mountain", "never", "normal", "of", "plot", "police", "policy", "pool", "progress", "rapid", "record",
    "reservoir", "sad", "sale", "same", "smile", "snow", "solar", "spring", "star", "surprise", "bar", "best",
    "born", "can", "come", "era", "fort", "good", "hill", "many", "may", "note", "our", "past", "side", "some",
    "such", "ten", "than", "then", "this", "three", "time", "tor", "two", "via", "war", "was", "well", "will",
})  # fmt: skip
_UNUSED = WORDS | {FOLDED + fold_key(word) for word in WORDS}
#: GeoNames took in Ukraine's city districts as settlements of their own under ids above this.
_CITY_PARTS_FROM = 13_000_000
_RU_ONLY = set("ыэёъ")
#: A feminine adjective before its noun: Верхня or Верхняя, Козацька or Казацкая.
_ADJECTIVE = re.compile(r"(?:ня|ська|цька|яя|ая)\s", re.IGNORECASE)
#: What Ukrainian never writes: Russian letters, a soft hushing sound.
_NOT_UK = re.compile(r"[ыэёъ]|[жчшщ]ь")
#: What only Ukrainian writes: its letters, the apostrophe, a soft -ський.
_NOT_RU = re.compile(r"[іїєґ'’ʼ]|[сцзн]ьк|ньск")
_UK_MARK = re.compile(r"[іїєґ'’ʼ]|[сцз]ьк")
_CYRILLIC = re.compile(r"[а-яёіїєґ'’ʼ -]+", re.IGNORECASE)
_LATIN = re.compile(r"[A-Z][a-zA-Z'’ʼ -]+")


def files(cache: Path, data: Path) -> dict[str, bytes]:
    """Return the bytes, unpacked, of the gazetteer and of its index by file name."""
    records = [*_countries(cache), *_regions(cache), *_own(data), *_cities(cache, data)]
    _apply_names(records, data / "names.csv")
    _rank_regions(records)
    _name_seats(records)
    records.sort(key=lambda record: (-record["rank"], record["place_id"]))
    return {PLACES_FILE: _table(records), INDEX_FILE: _index(records)}


def _record(place_id: str, name: str, level: str, country: str, lon: float, lat: float, **more: Any) -> dict[str, Any]:
    blank = {"name_uk": "", "name_ru": "", "admin1": "", "admin2": "", "population": "", "origin": "", "aliases": []}
    return {
        **blank, "place_id": place_id, "name": name, "level": level, "country": country,
        "lon": round(float(lon), 5), "lat": round(float(lat), 5), "rank": 0.0, **more,
    }  # fmt: skip


def country_rows(cache: Path) -> list[dict[str, Any]]:
    """Return Natural Earth's table of countries: names and label points; its outlines are not used.

    In order of population: islets and a cosmodrome that share a state's code (Clipperton, Baikonur) come first,
    so that the state itself is the last of its code.
    """
    layer = gpd.read_file(
        sources.natural_earth("cultural/ne_10m_admin_0_countries", cache), ignore_geometry=True, encoding="utf-8"
    )
    return layer.sort_values(["POP_EST", "NE_ID"]).to_dict("records")


def _countries(cache: Path) -> list[dict[str, Any]]:
    named = {row["ISO_A2_EH"]: row for row in country_rows(cache)}
    points = sources.country_points(cache)
    found = []
    for code, country in sources.geonames("countries").items():
        row = named.get(code)
        if row is None:
            continue
        others = (row["NAME_LONG"], row["NAME_EN"], row["FORMAL_EN"])
        lon, lat = regions.POINT_FIXES.get(code) or points.get(country["fips"], (row["LABEL_X"], row["LABEL_Y"]))
        aliases = {text for text in others if isinstance(text, str) and text and text != country["name"]}
        found.append(
            _record(
                f"country:{code}", country["name"], "country", code, lon, lat,
                name_uk=row["NAME_UK"], name_ru=row["NAME_RU"], population=country["population"],
                origin="Natural Earth; World Factbook", rank=1e10 + country["population"], aliases=sorted(aliases),
            )
        )  # fmt: skip
    return found


def region_features(cache: Path) -> list[dict[str, Any]]:
    """Return the features that are regions one writes about, in the order of their ids."""
    kept = []
    for feature in sources.regions(cache):
        code = regions.iso_code(feature["properties"])
        if len(code) < 4 or code in regions.SKIPPED or code[:2] in regions.MUNICIPAL or "~" in code:
            continue
        kept.append(feature)
    return sorted(kept, key=lambda feature: (regions.iso_code(feature["properties"]), feature["properties"]["ne_id"]))


def _regions(cache: Path) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for feature in sorted(region_features(cache), key=lambda feature: regions.is_minor(feature["properties"])):
        properties = feature["properties"]
        code = regions.iso_code(properties)
        english, ukrainian, russian = regions.names_of(properties)
        if code in found or not english or normal_key(english) in regions.PLAIN:
            continue
        old = [text for text in (properties.get("name_alt") or "").split("|") if code[:2] in FULL_DEPTH]
        old = [text for text in old if _LATIN.fullmatch(text) and " " not in text and "-" not in text]
        aliases = regions.region_aliases(english, ukrainian, russian, old if english.endswith("Oblast") else [])
        found[code] = _record(
            f"adm1:{code}", english, "admin1", code[:2], properties["longitude"], properties["latitude"],
            name_uk=ukrainian, name_ru=russian, admin1=english, origin="Natural Earth",
            aliases=[text for text in aliases if normal_key(text) not in regions.PLAIN],
        )  # fmt: skip
    return list(found.values())


def _own(data: Path) -> list[dict[str, Any]]:
    rank = {"area": 5e6, "water": 2e6, "facility": 1e5, "district": 1e4, "admin1": 9e6}
    return [
        _record(
            row["place_id"], row["name"], row["level"], row["country"], float(row["lon"]), float(row["lat"]),
            name_uk=row["name_uk"], name_ru=row["name_ru"], admin1=row["admin1"], origin="own",
            rank=rank[row["level"]], aliases=[text for text in row["aliases"].split("|") if text],
        )
        for name in ("areas.csv", "districts.csv")
        for row in _rows(data / name)
    ]  # fmt: skip


def _cities(cache: Path, data: Path) -> list[dict[str, Any]]:
    admin1 = {
        feature["properties"].get("gn_a1_code"): regions.names_of(feature["properties"])[0]
        for feature in region_features(cache)
    }
    capitals = {(code, country["capital"]) for code, country in sources.geonames("countries").items()}
    found = [
        _city(city, admin1)
        for city in sources.geonames("cities500").values()
        if _kept(city, capitals)
    ]  # fmt: skip
    return _with_front(found, _rows(data / "settlements.csv"))


def _kept(city: dict[str, Any], capitals: set[tuple[str, str]]) -> bool:
    country, population = city["countrycode"], city["population"]
    if country == "UA" and int(city["geonameid"]) > _CITY_PARTS_FROM and population > 10_000:
        return False
    if country in FULL_DEPTH or (country, city["name"]) in capitals:
        return True
    return population >= (NEAR_POPULATION if country in NEAR else WORLD_POPULATION)


def _city(city: dict[str, Any], admin1: dict[str, str]) -> dict[str, Any]:
    country, name = city["countrycode"], city["name"].strip()
    cyrillic = [text for text in city["alternatenames"] if _CYRILLIC.fullmatch(text) and text[0].isupper()]
    ukrainian, russian = local_names(name, cyrillic, country)
    official = romanise_uk(ukrainian)
    if country == "UA" and _sounds(official, fold_key(normal_key(name))) > 0.8:
        name, given = official, name
    else:
        given = name
    aliases = [text for text in cyrillic if text not in (ukrainian, russian)]
    if country in ("UA", "RU", "BY", "MD"):
        aliases += [given, *(text for text in city["alternatenames"] if _latin_alias(text))]
    return _record(
        f"gn:{city['geonameid']}", name, "populated_place", country, city["longitude"], city["latitude"],
        name_uk=ukrainian, name_ru=russian, population=city["population"] or "", origin="GeoNames",
        admin1=admin1.get(f"{country}.{city['admin1code']}", ""), rank=float(city["population"]),
        aliases=_lean(name, ukrainian, russian, country, aliases),
    )  # fmt: skip


def _latin_alias(text: str) -> bool:
    return bool(_LATIN.fullmatch(text)) and len(text) >= 5 and not text.isupper()


def _lean(name: str, ukrainian: str, russian: str, country: str, aliases: list[str]) -> list[str]:
    """Keep the aliases that the names' own keys do not find already."""
    keys = {made for made, _ in place_keys(name, ukrainian, russian, country)}
    kept = []
    for text in sorted(set(aliases)):
        key = normal_key(text)
        if key not in keys and f"~{fold_key(key)}" not in keys:
            keys.update(made for made, _ in place_keys(text, None, None, country))
            kept.append(text)
    return kept


def local_names(name: str, cyrillic: list[str], country: str) -> tuple[str, str]:
    """Return the (Ukrainian, Russian) names among a place's Cyrillic ones, "" where none can be told.

    A letter or an ending that only one of the languages has decides; between those left, the closest to the
    name in Latin letters is taken. Where only one language's form is there it stands for the other only if
    every letter would be the same in both. Far away only what is sure is kept.
    """
    ukrainian = sorted({text for text in cyrillic if not _NOT_UK.search(text.lower())})
    russian = sorted({text for text in cyrillic if not _NOT_RU.search(text.lower())})
    latin = fold_key(normal_key(name))
    if country == "UA":
        uk = _closest(
            ukrainian,
            lambda text: (
                _sounds(romanise_uk(text), latin)
                + 0.1 * _marked(text)
                + 0.02 * ("ь" in text)
                + 0.02 * ("'" in text)
                + 0.05 * (normal_key(romanise_uk(text)) == normal_key(name))
            ),
        )
        ru = _closest(russian, lambda text: _alike(normal_key(text), russian_form(uk)))
        ru = ru if ru and _alike(normal_key(ru), russian_form(uk)) >= 0.7 else ""
    elif country in FULL_DEPTH | NEAR:
        ru = _closest(russian, lambda text: _sounds(romanise_ru(text), latin))
        uk = _closest(
            [text for text in ukrainian if _marked(text)], lambda text: _alike(normal_key(text), normal_key(ru))
        )
        uk = uk if uk and _alike(normal_key(uk), normal_key(ru)) >= 0.5 else ""
    else:
        uk = _only([text for text in ukrainian if _marked(text)])
        ru = _only([text for text in russian if _RU_ONLY & set(text.lower())])
        if len(cyrillic) == 1:
            uk, ru = uk or cyrillic[0] * _same_in_both(cyrillic[0]), ru or cyrillic[0] * _same_in_both(cyrillic[0])
    uk = uk or ru * _same_in_both(ru)
    ru = ru or uk * _same_in_both(uk)
    return uk.replace("’", "'").replace("ʼ", "'"), ru


def _marked(text: str) -> bool:
    return bool(_UK_MARK.search(text.lower()))


def _only(texts: list[str]) -> str:
    return texts[0] if len(texts) == 1 else ""


def _same_in_both(text: str) -> bool:
    """Whether a name is written alike in Ukrainian and Russian: no letter or adjective ending tells them apart."""
    return bool(text) and not set("иіїеєёыэъґ'’ʼ") & set(text.lower()) and not _ADJECTIVE.search(text)


def _closest(texts: list[str], score: Any) -> str:
    return max(texts, key=score, default="")


def _sounds(romanised: str, latin: str) -> float:
    return _alike(fold_key(normal_key(romanised)), latin)


def _alike(one: str, other: str) -> float:
    return 1.0 if one == other else SequenceMatcher(None, one, other).ratio()


def _with_front(cities: list[dict[str, Any]], front: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Merge the front's settlements with the GeoNames places they are; add those that GeoNames has not."""
    near = [city for city in cities if city["country"] in ("UA", "RU") and 45 < city["lat"] < 53]
    for row in front:
        lon, lat = float(row["lon"]), float(row["lat"])
        aliases = [text for text in row["aliases"].split("|") if text]
        same = [
            (distance_km(lon, lat, city["lon"], city["lat"]), city)
            for city in near
            if math.dist((lon, lat), (city["lon"], city["lat"])) < 0.06 and _one_name(row, city)
        ]
        distance, city = min(same, key=lambda pair: pair[0], default=(math.inf, {}))
        if distance > SAME_PLACE_KM or "front:" in city["origin"]:
            city = _record(row["place_id"], row["name"], "populated_place", row["country"], lon, lat)
            cities.append(city)
            city["origin"] = row["origin"]
        else:
            aliases += [city["name"], *city["aliases"]]
            city.update(origin=f"GeoNames; {row['place_id']} {row['origin']}")
        city.update(
            name=row["name"], name_uk=row["name_uk"], name_ru=row["name_ru"], admin1=row["admin1"],
            admin2=row["admin2"], lon=lon, lat=lat,
        )  # fmt: skip
        city["aliases"] = _lean(row["name"], row["name_uk"], row["name_ru"], row["country"], aliases)
    return cities


def _one_name(row: dict[str, str], city: dict[str, Any]) -> bool:
    mine = place_keys(row["name"], row["name_uk"], row["name_ru"], row["country"], row["aliases"].split("|"))
    theirs = place_keys(city["name"], city["name_uk"], city["name_ru"], city["country"], city["aliases"])
    return bool({key for key, _ in mine if key[0] != "^"} & {key for key, _ in theirs})


def _apply_names(records: list[dict[str, Any]], path: Path) -> None:
    """Names of our own table replace those found; its aliases are added."""
    by_id = {record["place_id"]: record for record in records}
    for row in _rows(path):
        record = by_id.get(row["place_id"])
        if record is None:
            raise SystemExit(f"{path.name}: {row['place_id']} is no place of the gazetteer")
        for column in ("name", "name_uk", "name_ru"):
            if row[column] and row[column] != record[column]:
                record["aliases"].append(record[column])
                record[column] = row[column]
        record["aliases"] += row["aliases"].split("|")
        record["aliases"] = [text for text in record["aliases"] if text]


def _rank_regions(records: list[dict[str, Any]]) -> None:
    """A region that bears its city's name comes right after the city; one of its own name before any city."""
    cities: dict[tuple[str, str], float] = {}
    for record in records:
        if record["level"] == "populated_place":
            key = (record["country"], normal_key(record["name"]))
            cities[key] = max(cities.get(key, 0.0), record["rank"])
    for record in records:
        if record["level"] == "admin1" and not record["rank"]:
            key = (record["country"], normal_key(regions.bare(record["name"])))
            record["rank"] = cities[key] - 0.5 if key in cities else 9e6 if record["country"] in ("UA", "US") else 9e5


def _name_seats(records: list[dict[str, Any]]) -> None:
    """A city that gives its region the name is called "Kharkiv City" where the two must be told apart."""
    seats = {(record["country"], regions.bare(record["name"])) for record in records if record["level"] == "admin1"}
    for record in records:
        known = record["country"] in FULL_DEPTH and record["rank"] > SEAT_POPULATION
        if known and record["level"] == "populated_place" and (record["country"], record["name"]) in seats:
            record["aliases"] += [f"{record['name']} City", f"city of {record['name']}"]


def _table(records: list[dict[str, Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for record in records:
        cells = {**record, "aliases": "|".join(dict.fromkeys(record["aliases"]))}
        writer.writerow([cells[column] for column in COLUMNS])
    return out.getvalue().encode()


def _index(records: list[dict[str, Any]]) -> bytes:
    cells: dict[str, list[str]] = {}
    for row, record in enumerate(records):
        names = (record["name"], record["name_uk"], record["name_ru"])
        certain = record["level"] not in ("populated_place", "admin1")
        keys = place_keys(*names, record["country"], record["aliases"], aliases_are_names=certain)
        for key, mark in keys:
            if record["level"] == "populated_place" and (key in _UNUSED or len(key) < 3):
                continue
            if record["level"] == "admin1" and key in WORDS:
                continue
            cells.setdefault(key, []).append(entry(row, mark))
        for other in re.findall(r"front:\S+", record["origin"]):
            if other != record["place_id"]:
                cells.setdefault(SECOND_ID + other, []).append(str(row))
    return "".join(f"{key},{' '.join(rows)}\n" for key, rows in sorted(cells.items())).encode()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
