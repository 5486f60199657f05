"""First-level regions and countries as gazetteer entries: ids, names, aliases. Facts, and our own conventions."""

from __future__ import annotations

from typing import Any

#: Natural Earth swaps or lacks some codes; GeoNames' code of the region -> ISO 3166-2.
ISO_FIXES = {"RU.47": "RU-MOS", "RU.48": "RU-MOW", "BY.04": "BY-HM"}
#: ISO code -> (English, Ukrainian, Russian) where Natural Earth's names are old, bare or those of the city.
NAME_FIXES = {
    "UA-30": ("Kyiv City", "Київ", "Киев"),
    "UA-32": ("Kyiv Oblast", "Київська область", "Киевская область"),
    "UA-40": ("Sevastopol", "Севастополь", "Севастополь"),
    "UA-43": ("Crimea", "Автономна Республіка Крим", "Автономная Республика Крым"),
    "UA-51": ("Odesa Oblast", "Одеська область", "Одесская область"),
    "US-DC": ("District of Columbia", "Округ Колумбія", "Округ Колумбия"),
    "RU-MOW": ("Moscow", "Москва", "Москва"),
    "RU-MOS": ("Moscow Oblast", "Московська область", "Московская область"),
    "RU-ALT": ("Altai Krai", "Алтайський край", "Алтайский край"),
    "RU-YEV": ("Jewish Autonomous Oblast", "Єврейська автономна область", "Еврейская автономная область"),
    "BY-HM": ("Minsk City", "Мінськ", "Минск"),
    "BY-MA": ("Mogilev Oblast", "Могильовська область", "Могилёвская область"),
    "MD-GA": ("Gagauzia", "Гагаузія", "Гагаузия"),
    "MD-SN": ("Transnistria", "Придністров'я", "Приднестровье"),
}
#: Where the World Factbook's rounded point is not the one in use: the middle of the 48 contiguous states.
POINT_FIXES = {"US": (-98.58, 39.83)}
#: Codes that stand for no region one writes about.
SKIPPED = {"RU-X01~"}
#: Countries whose first level are municipalities, hundreds of them: no regions one writes about.
MUNICIPAL = {"SI", "LV", "MT", "MK"}
#: Region names that are plain words or compass points, and would be found in every text.
PLAIN = {
    "central", "centre", "center", "north", "south", "east", "west", "northern", "southern", "eastern", "western",
    "north east", "north west", "south east", "south west", "northeast", "northwest", "southeast", "southwest",
    "northeastern", "northwestern", "southeastern", "southwestern", "north eastern", "north western",
    "south eastern", "south western", "upper east", "upper west", "capital", "national", "littoral", "federal",
    "est", "ouest", "nord", "sud", "national capital", "national capital district", "midlands", "highlands",
    "delta", "plateau", "islands", "other islands", "unity", "lakes", "warrap", "coast", "rivers", "cross river",
    "bay", "trans", "autonomous", "border", "union", "saint", "states", "ash", "west bank and gaza", "bar",
}  # fmt: skip
#: What people call a region beside its name: for oblasts, in the three languages.
OBLAST_WORDS = ("Oblast", "Region", "Province", "Oblasts", "Regions")


_REGION_WORDS = (
    " Oblast", " Krai", " Voivodeship", " Province", " Prefecture", " County", " Governorate", " State",
    " Department", " City",
)  # fmt: skip


def iso_code(properties: dict[str, Any]) -> str:
    """Return a region's ISO 3166-2 code; the country is its first two letters, whoever holds the ground."""
    return ISO_FIXES.get(properties.get("gn_a1_code") or "", properties.get("iso_3166_2") or "")


def is_minor(properties: dict[str, Any]) -> bool:
    """Whether a feature is a city or an islet beside the region proper whose code it bears."""
    return (properties.get("type_en") or "").endswith(("City", "Territory", "Municipality", "District"))


def names_of(properties: dict[str, Any]) -> tuple[str, str, str]:
    """Return (English, Ukrainian, Russian) names of a region, oblasts as "X Oblast"."""
    code = iso_code(properties)
    if code in NAME_FIXES:
        return NAME_FIXES[code]
    english = properties.get("name_en") or properties.get("name") or ""
    russian = (properties.get("name_ru") or "").replace("\u0301", "")
    if code[:2] in {"UA", "RU", "BY"} and russian.endswith("область"):
        english = f"{english.removesuffix(' Oblast')} Oblast"
    return english, properties.get("name_uk") or "", russian


def bare(english: str) -> str:
    """Return a region's name without what kind of region it is."""
    for word in _REGION_WORDS:
        english = english.removesuffix(word)
    return english.removeprefix("Republic of ").removeprefix("Autonomous Republic of ")


def region_aliases(english: str, ukrainian: str, russian: str, old: list[str]) -> list[str]:
    """Return the other names of a region: Sumy region, Сумщина, Сумская обл."""
    name = bare(english)
    found = [name]
    if english.endswith(" Oblast"):
        for stem in (name, *old):
            found += [f"{stem} {word}" for word in OBLAST_WORDS]
            found.append(stem)
    elif english.endswith((" Krai", " Republic")) or english != name:
        found += [f"{name} Region", f"{name} region"]
    for text in (ukrainian, russian):
        if text.endswith(" область"):
            found.append(text.replace(" область", " обл"))
    if ukrainian.endswith("ька область"):
        found.append(_shchyna(ukrainian))
    return [text for text in dict.fromkeys(found) if text and text != english]


def _shchyna(text: str) -> str:
    """Сумська область -> Сумщина, Донецька -> Донеччина, Запорізька -> Запоріжчина stays with ж."""
    stem = text.removesuffix(" область")
    for ending, noun in (("цька", "ччина"), ("зька", "жчина"), ("ська", "щина")):
        if stem.endswith(ending):
            return stem.removesuffix(ending) + noun
    return ""
