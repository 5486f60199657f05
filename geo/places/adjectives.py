"""Adjectives made from place names: "Сумського району", "на Лиманському напрямку", "Курской области". Own rules.

English uses the name itself ("Sumy district"); Russian and Ukrainian make an adjective of it, from which the name is
found again by trying the endings that names have. Whether such a word is meant as a place is for the caller to say.
"""

from __future__ import annotations

import re
from typing import Final

from ..records import Place
from ..terms import Level
from .passage import FRONT_REGIONS, Passage

_UKRAINIAN: Final = re.compile(r"(.+?[сзц]ьк)(?:ий|ого|ому|им|ім|а|ої|ій|у|ою|е|і|их|ими)")
_RUSSIAN: Final = re.compile(r"(.+?[сц]к)(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)")
_LAND: Final = re.compile(r"(.{3,}?)(?:щин|ччин|жчин|(?<=д)чин)(?:а|и|і|у|ою|е|ой)")
_LAND_LEVELS: Final[tuple[Level, ...]] = ("admin1", "district")
#: Population from which an adjective is made from a town rather than from a village that sounds alike.
_TOWN: Final = 8_000
_DWARFED: Final = 8
_UK_ENDINGS: Final = ("", "ка", "а", "и", "е", "о", "я", "ь", "не", "ки", "жжя", "ці", "да", "ля")
_RU_ENDINGS: Final = ("", "ка", "а", "ы", "и", "о", "е", "я", "ь", "са", "ное", "ки", "ье", "цы", "да")
_NOUN: Final = {
    "uk": {"admin1": ("а область", "а народна республіка"), "district": ("ий район",)},
    "ru": {"admin1": ("ая область", "ая народная республика", "ий край"), "district": ("ий район",)},
}


def land_of(passage: Passage, word: str) -> tuple[Level, tuple[Place, ...]] | None:
    """Return what "Глухівщина" or "Курщина" is: a region, a district, or the land around the town; None for others."""
    match = _LAND.fullmatch(word.casefold())
    if match is None:
        return None
    for suffix in ("ський", "ский", "цький", "зький"):
        adjective = match.group(1) + suffix
        for level in _LAND_LEVELS:
            places = areas_of(passage, adjective, level)
            if places:
                return level, places
        cities = cities_of(passage, adjective)
        if cities:
            return "district", cities
    return None


def is_adjective(word: str) -> bool:
    """Whether a lower-case Cyrillic word has the form of an adjective made from a name."""
    return _stem(word) is not None


def _stem(word: str) -> tuple[str, str] | None:
    """Return (stem, language): Ukrainian has a soft sign before its -к-."""
    for lang, pattern in (("uk", _UKRAINIAN), ("ru", _RUSSIAN)):
        match = pattern.fullmatch(word)
        if match is not None:
            return match.group(1), lang
    return None


def areas_of(passage: Passage, word: str, level: Level) -> tuple[Place, ...]:
    """Return the regions or districts that an adjective names, in any case; empty where none is known."""
    parted = _stem(word.casefold())
    if parted is None:
        return ()
    stem, lang = parted
    for noun in _NOUN[lang].get(level, ()):
        name = (stem + noun).capitalize()
        alias = passage.lexicon.aliases.get(name)
        found = passage.places(alias.means if alias is not None else name)
        found = tuple(place for place in found if place.level == level)
        if found:
            return found
    return ()


def cities_of(passage: Passage, word: str, *, sector: bool = False) -> tuple[Place, ...]:
    """Return the settlements that an adjective may be made from, best known first; empty where none is known.

    A sector of the front is named after a place in a region of the front, if one there has the name.
    """
    parted = _stem(word.casefold())
    if parted is None:
        return ()
    stem, lang = parted
    base = stem[:-3] if lang == "uk" else stem[:-2]
    names = [stem, *(base + ending for ending in (_UK_ENDINGS if lang == "uk" else _RU_ENDINGS))]
    if base.endswith("в"):
        names.append(base[:-1])
    if base.endswith(("ль", "нь")):  # Краснопільський: Краснопілля
        names.append(base[:-1] + base[-2] + "я")
    found: dict[str, Place] = {}
    for name in names:
        if len(name) > 2 and not any(not sector and (place.population or 0) >= _TOWN for place in found.values()):
            found.update(
                (place.place_id, place)
                for place in passage.places(name.capitalize())
                if place.level == "populated_place" and place.country in {"UA", "RU", "BY", "MD"}
            )
    front = {place_id: place for place_id, place in found.items() if place.admin1 in FRONT_REGIONS}
    best = sorted((front if sector and front else found).values(), key=lambda place: -(place.population or 0))
    if best and (best[0].population or 0) >= _TOWN:
        return tuple(place for place in best if (place.population or 0) * _DWARFED >= (best[0].population or 0))
    return tuple(best)
