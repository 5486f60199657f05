"""Raw answers of online geocoders made places: Nominatim's and Photon's OpenStreetMap objects, GeoNames' entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ..records import Place
from ..terms import Level
from .names import fold_key, is_cyrillic, normal_key, romanise_ru, romanise_uk, spellings
from .place_table import told_apart

#: Likeness of 100 from which a name found is the one asked for, one letter or another ending off.
_ALIKE: Final = 84.0
_SETTLEMENTS: Final = frozenset(
    {"city", "town", "village", "hamlet", "isolated_dwelling", "suburb", "quarter", "neighbourhood", "farm", "borough"}
)
_REGIONS: Final = frozenset({"state", "region", "province"})
_DISTRICTS: Final = frozenset({"county", "district", "municipality", "state_district", "administrative"})
_WATER: Final = frozenset({"waterway", "water", "river", "lake", "reservoir", "bay", "sea"})
_FACILITIES: Final = frozenset({"aeroway", "military", "power", "railway", "industrial"})
_OSM_TYPES: Final = {"N": "node", "W": "way", "R": "relation"}
_GEONAMES_LEVELS: Final[dict[str, Level]] = {"P": "populated_place", "H": "water", "ADM1": "admin1", "ADM2": "district"}


def place_from(geocoder: str, raw: Mapping[str, Any], origin: str) -> Place | None:
    """Return the place of one raw result of a geocoder (nominatim, photon, geonames), None for what is no place.

    Shops, streets and the like are none. Country and region are those the geocoder states; `origin` is kept.
    """
    try:
        return {"nominatim": _nominatim, "photon": _photon, "geonames": _geonames}[geocoder](raw, origin)
    except (KeyError, TypeError, ValueError):
        # A result without position or name cannot be put anywhere; the raw answer is kept all the same.
        return None


def called(place: Place, asked: str) -> bool:
    """Whether a place bears the name that was asked for, in some spelling or nearly so: geocoders guess freely."""
    from rapidfuzz import fuzz

    key = normal_key(asked)
    wanted = {key, *({normal_key(romanise_uk(key)), normal_key(romanise_ru(key))} if is_cyrillic(key) else ())}
    known = spellings(place.name, place.name_uk, place.name_ru)
    if wanted & known:
        return True
    folded = {fold_key(one) for one in known if not is_cyrillic(one)} | {one for one in known if is_cyrillic(one)}
    sought = {fold_key(one) for one in wanted if not is_cyrillic(one)} | {one for one in wanted if is_cyrillic(one)}
    return any(fuzz.ratio(one, other) >= _ALIKE for one in sought for other in folded)


def _nominatim(raw: Mapping[str, Any], origin: str) -> Place | None:
    names = raw.get("namedetails") or {}
    address = raw.get("address") or {}
    level = _osm_level(raw.get("addresstype"), raw.get("type"), raw.get("class") or raw.get("category"))
    shown = raw.get("name") or str(raw["display_name"]).split(",")[0]
    place_id = f"osm:{raw['osm_type']}/{raw['osm_id']}" if "osm_id" in raw else f"osm:place/{raw['place_id']}"
    return _place(place_id, level, raw["lon"], raw["lat"], (shown, names), address.get("country_code", ""), origin)


def _photon(raw: Mapping[str, Any], origin: str) -> Place | None:
    told = raw["properties"]
    level = _osm_level(told.get("osm_value"), told.get("type"), told.get("osm_key"))
    lon, lat = raw["geometry"]["coordinates"][:2]
    place_id = f"osm:{_OSM_TYPES.get(told.get('osm_type'), 'object')}/{told['osm_id']}"
    return _place(place_id, level, lon, lat, (told["name"], {}), told.get("countrycode", ""), origin)


def _geonames(raw: Mapping[str, Any], origin: str) -> Place | None:
    level = _GEONAMES_LEVELS.get(raw.get("fcode", "")) or _GEONAMES_LEVELS.get(raw.get("fcl", ""))
    names = (raw.get("toponymName") or raw["name"], {"name:en": raw.get("name", "")})
    return _place(f"gn:{raw['geonameId']}", level, raw["lng"], raw["lat"], names, raw.get("countryCode", ""), origin)


def _osm_level(*kinds: str | None) -> Level | None:
    for kind in kinds:
        if kind in _SETTLEMENTS:
            return "populated_place"
        if kind == "country":
            return "country"
        for level, known in (("admin1", _REGIONS), ("district", _DISTRICTS), ("water", _WATER)):
            if kind in known:
                return level  # type: ignore[return-value]
        if kind in _FACILITIES:
            return "facility"
    return None


def _place(
    place_id: str,
    level: Level | None,
    lon: Any,
    lat: Any,
    named: tuple[str, Mapping[str, str]],
    country: str,
    origin: str,
) -> Place | None:
    shown, names = named
    if level is None or not shown:
        return None
    uk, ru = told_apart(_given(shown, names), country.upper())
    name_uk, name_ru = names.get("name:uk") or uk or None, names.get("name:ru") or ru or None
    name = names.get("name:en") or shown
    if is_cyrillic(name):
        name = romanise_uk(name_uk) if name_uk and country.upper() != "RU" else romanise_ru(name_ru or name)
    return Place(
        place_id, name, level, country.upper(), float(lon), float(lat), name_uk=name_uk, name_ru=name_ru, origin=origin
    )  # fmt: skip


def _given(shown: str, names: Mapping[str, str]) -> Iterable[str]:
    return [text for text in (names.get("name"), shown) if text]
