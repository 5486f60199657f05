"""The signs by which a candidate is scored, each with its reason: level, spelling, containment, nearness, population.

Own rules and weights. What the text says contains a place weighs most, then what lies beside it, then which country
and region the report is about; the theatre of war counts as far as the report is about it; population is last.
"""

from __future__ import annotations

import math
from typing import Final

from ..crs import FRONT_BBOX, bearing_deg, distance_km
from ..records import Mention, Place
from .containers import Setting, lies_in
from .context import Context
from .names import normal_key
from .passage import FRONT_REGIONS, KNOWN_POPULATION, THEATRE

Sign = tuple[float, str]

#: How near the report's other places must be to speak for a candidate: the score falls by e in this many km.
_NEAR_KM: Final = 80.0
#: The same for villages that lie side by side, as those of a list do.
_NEIGHBOUR_KM: Final = 20.0
#: Characters within which another place stands beside a mention, and what one further off counts.
_BESIDE_CHARS: Final = 300
_FAR_IN_TEXT: Final = 0.6
_BY_COUNTRY: Final = {"UA": 0.16, "RU": 0.1, "BY": 0.04, "MD": 0.03}
_REAR: Final = 0.6
#: Regions called so share their bare name with a city; Crimea or the Chechen Republic do not.
_NAMED_AFTER_A_CITY: Final = (" Oblast", " Krai", " City")
#: People taken to live where the gazetteer does not say how many do.
_VILLAGE: Final = 300
#: A direction is meant loosely, and not of places far away.
_DIRECTION_DEG: Final = 50.0
_DIRECTION_KM: Final = 100.0
#: A region with its point so near to a city of its name is that city.
_ONE_CITY_KM: Final = 45.0
_METROPOLIS: Final = 400_000
#: A city with so many people is meant by its name, whatever else bears it.
_CITY: Final = 200_000
#: What the region and the country that a report is about add at most.
_REGION: Final = 0.36
_COUNTRY: Final = 0.3
#: Names from which the support grows no more than by a third.
_REGION_NAMES: Final = 3.0
_COUNTRY_NAMES: Final = 2.0
_SPELLED: Final = 0.18
#: A capital is meant by its name: more so in a report on the war, where governments act.
_CAPITAL: Final = 0.05
_CAPITAL_IN_WAR: Final = 0.1
#: A settlement within so many km of the town that the sector of the front is named after, and what that is worth.
_SECTOR_KM: Final = 60.0
_SECTOR: Final = 0.3
#: A region by its whole name, and what it loses where it lies abroad and the report is on the front.
_WHOLE_NAME: Final = 0.55
_LESS_ABROAD: Final = 0.15
_LEVELS: Final = {
    "country": 0.3, "populated_place": 0.2, "admin1": 0.1, "area": 0.42, "facility": 0.2, "water": 0.36,
}  # fmt: skip


def standing_signs(mention: Mention, place: Place, front: float, capital_id: str | None) -> list[Sign]:
    """Return the signs that hold whatever else the report names."""
    return [
        _level_sign(mention, place, front),
        _shadow_sign(mention, place),
        _dwarfed_sign(mention, place, front),
        _spelling_sign(mention, place),
        _theatre_sign(place, front),
        _population_sign(place),
        (_CAPITAL + _CAPITAL_IN_WAR * front, "a capital") if place.place_id == capital_id else (0.0, ""),
    ]


def context_signs(
    mention: Mention, place: Place, setting: Setting, context: Context, key: str, done: list[Mention]
) -> list[Sign]:
    """Return the signs that the rest of the report gives."""
    return [
        *_container_signs(place, setting),
        _distance_sign(mention, place, context, key),
        _direction_sign(place, setting, done),
        _sector_sign(place, setting),
        *_support_signs(place, context, key),
    ]


def _level_sign(mention: Mention, place: Place, front: float) -> Sign:
    """A bare name is the settlement rather than its region, and a country before either."""
    if place.level == mention.level and mention.level in {"admin1", "district"}:
        return 0.2, f"is a {place.level}, as the text says"
    if place.level == "admin1" and not place.name.endswith(_NAMED_AFTER_A_CITY) and not _names_its_city(mention, place):
        abroad = front if place.country not in THEATRE else 0.0
        return _WHOLE_NAME - _LESS_ABROAD * abroad, "a region by its whole name"
    return _LEVELS.get(place.level, 0.0), ""


def _shadow_sign(mention: Mention, place: Place) -> Sign:
    """A town called as a country or a whole region is meant only where something says so."""
    if place.level != "populated_place" or (place.population or 0) >= _CITY:
        return 0.0, ""
    for other in mention.candidates:
        wide = other.place
        named = wide.level in {"country", "area"} or (
            wide.level == "admin1" and not wide.name.endswith(_NAMED_AFTER_A_CITY)
        )
        if named and normal_key(wide.name) == normal_key(mention.phrase) and not _names_its_city(mention, wide):
            return -0.12, f"{wide.name} is also a {wide.level}"
    return 0.0, ""


def _dwarfed_sign(mention: Mention, place: Place, front: float) -> Sign:
    """In a report on the war a village called as a great city of the theatre is meant only where something says so."""
    if place.level != "populated_place" or (place.population or 0) >= KNOWN_POPULATION:
        return 0.0, ""
    for other in mention.candidates:
        city = other.place
        if city.country in THEATRE and (city.population or 0) >= _METROPOLIS:
            return -0.15 * front, f"dwarfed by {city.name}"
    return 0.0, ""


def _names_its_city(mention: Mention, region: Place) -> bool:
    """Whether a region is called as the city it is: Moscow, Sevastopol, Paris."""
    return any(
        candidate.place.level == "populated_place"
        and candidate.place.country == region.country
        and candidate.place.name == region.name
        and distance_km(candidate.place.lon, candidate.place.lat, region.lon, region.lat) < _ONE_CITY_KM
        for candidate in mention.candidates
    )


def _spelling_sign(mention: Mention, place: Place) -> Sign:
    key = _in_full(normal_key(mention.phrase))
    spelled = key in {_in_full(normal_key(name)) for name in (place.name, place.name_uk, place.name_ru) if name}
    return (_SPELLED, "spelled so") if spelled else (0.0, "")


def _in_full(key: str) -> str:
    return f"saint {key[3:]}" if key.startswith("st ") else key


def _container_signs(place: Place, setting: Setting) -> list[Sign]:
    signs = []
    region = setting.region
    if region is not None:
        if lies_in(place, region):
            signs.append((0.35, f"the text puts it in {region.name}"))
        elif region.country == place.country and region.level == "admin1":
            signs.append((-0.05, f"not in {region.name}"))
    if setting.country is not None:
        if place.country == setting.country:
            signs.append((0.15, f"the text says it is in {setting.country}"))
        elif place.level != "country":
            signs.append((-0.1, f"not in {setting.country}"))
    if setting.previous is not None and lies_in(place, setting.previous):
        signs.append((0.12, f"{setting.previous.name} is named just before"))
    if setting.listed == (place.level, place.country):
        signs.append((0.25, f"in a list of {place.country}'s regions"))
    if place.place_id in setting.holds:
        signs.append((0.35, "holds the place named before it"))
    return signs


def _distance_sign(mention: Mention, place: Place, context: Context, key: str) -> Sign:
    """Nearness to the report's other places: what else it names is not far, and what it names beside it nearest."""
    best, nearest, least = 0.0, "", 0.0
    if place.level != "populated_place":
        return 0.0, ""
    for anchor in context.around(mention.start):
        other = anchor.place
        if other.place_id == place.place_id or anchor.key == key or abs(other.lat - place.lat) > 4:
            continue
        km = distance_km(place.lon, place.lat, other.lon, other.lat)
        beside = anchor.weight * (1.0 if abs(anchor.position - mention.start) < _BESIDE_CHARS else _FAR_IN_TEXT)
        weight = 0.15 * math.exp(-km / _NEAR_KM) + 0.15 * math.exp(-km / _NEIGHBOUR_KM)
        if beside * weight > best:
            best, nearest, least = beside * weight, other.name, km
    return best, f"{least:.0f} km from {nearest}" if nearest else ""


def _support_signs(place: Place, context: Context, key: str) -> list[Sign]:
    """The region and the country that the report's other names lie in, each name once."""
    region, country = context.region_support(place, key), context.country_support(place, key)
    return [
        (_REGION * (1 - math.exp(-region / _REGION_NAMES)), f"the report is about {place.admin1}"),
        (_COUNTRY * (1 - math.exp(-country / _COUNTRY_NAMES)), f"the report is about {place.country}"),
    ]


def _direction_sign(place: Place, setting: Setting, done: list[Mention]) -> Sign:
    """ "Pokrovka (southeast of Sumy City)": whether a candidate lies where the text says."""
    related = setting.related
    if related is None or related.origin is None or related.origin_bearing is None:
        return 0.0, ""
    here = done[related.origin].place
    if here is None or here.level != "populated_place":
        return 0.0, ""
    km = distance_km(here.lon, here.lat, place.lon, place.lat)
    turn = abs((bearing_deg(here.lon, here.lat, place.lon, place.lat) - related.origin_bearing + 180) % 360 - 180)
    if km < _DIRECTION_KM and turn <= _DIRECTION_DEG:
        return 0.2, f"{km:.0f} km from {here.name}, in the direction said"
    return -0.05, f"not in the direction said from {here.name}"


def _sector_sign(place: Place, setting: Setting) -> Sign:
    """ "In the Kupiansk direction, near Petropavlivka": what is fought over there lies around the sector's town."""
    sector = setting.sector
    if sector is None or place.level != "populated_place" or sector.place_id == place.place_id:
        return 0.0, ""
    km = distance_km(sector.lon, sector.lat, place.lon, place.lat)
    return (_SECTOR, f"{km:.0f} km from the sector's {sector.name}") if km <= _SECTOR_KM else (0.0, "")


def _theatre_sign(place: Place, front: float) -> Sign:
    weight = _BY_COUNTRY.get(place.country, 0.0) * front
    if place.country == "RU" and place.admin1 not in FRONT_REGIONS:
        weight *= _REAR
    west, south, east, north = FRONT_BBOX
    if west <= place.lon <= east and south <= place.lat <= north:
        return weight + 0.03 * front, "on the Kursk-Sumy front"
    return weight, f"in the theatre of war ({place.country})" if weight else ""


def _population_sign(place: Place) -> Sign:
    if not place.population:
        return (0.35 * math.log10(_VILLAGE) / 7, "") if place.level == "populated_place" else (0.0, "")
    town = 0.05 if place.population >= KNOWN_POPULATION else 0.0
    return town + 0.35 * min(1.0, math.log10(place.population) / 7), f"population {place.population}"
