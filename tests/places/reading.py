"""A small gazetteer and short cuts for the tests of the reader: no file but the word tables is read."""

from __future__ import annotations

from functools import cache

import pandas as pd

from geo.places.gazetteer import Gazetteer
from geo.places.toponyms import find_mentions
from geo.records import Mention, Report

#: place_id, name, name_uk, name_ru, level, country, admin1, lon, lat, population
_ROWS = [
    ("country:UA", "Ukraine", "Україна", "Украина", "country", "UA", "", 31.0, 49.0, 40_000_000),
    ("country:RU", "Russia", "Росія", "Россия", "country", "RU", "", 90.0, 60.0, 140_000_000),
    ("country:US", "United States", "США", "США", "country", "US", "", -98.0, 39.0, 330_000_000),
    ("country:DE", "Germany", "Німеччина", "Германия", "country", "DE", "", 10.0, 51.0, 80_000_000),
    ("adm1:UA-59", "Sumy Oblast", "Сумська область", "Сумская область", "admin1", "UA", "Sumy Oblast", 34.0, 51.0, 0),
    ("adm1:UA-63", "Kharkiv Oblast", "Харківська область", "Харьковская область", "admin1", "UA", "Kharkiv Oblast",
     36.5, 49.6, 0),
    ("adm1:UA-14", "Donetsk Oblast", "Донецька область", "Донецкая область", "admin1", "UA",
     "Donetsk Oblast", 37.8, 48.1, 0),
    ("adm1:RU-KRS", "Kursk Oblast", "Курська область", "Курская область", "admin1", "RU", "Kursk Oblast",
     36.4, 51.6, 0),
    ("adm1:RU-BEL", "Belgorod Oblast", "Бєлгородська область", "Белгородская область", "admin1", "RU",
     "Belgorod Oblast", 37.4, 50.7, 0),
    ("t:kyiv", "Kyiv", "Київ", "Киев", "populated_place", "UA", "Kyiv City", 30.52, 50.45, 2_900_000),
    ("t:moscow", "Moscow", "Москва", "Москва", "populated_place", "RU", "Moscow", 37.62, 55.75, 12_000_000),
    ("t:sumy", "Sumy", "Суми", "Сумы", "populated_place", "UA", "Sumy Oblast", 34.80, 50.91, 256_000),
    ("t:kursk", "Kursk", "Курськ", "Курск", "populated_place", "RU", "Kursk Oblast", 36.19, 51.73, 448_000),
    ("t:belgorod", "Belgorod", "Бєлгород", "Белгород", "populated_place", "RU", "Belgorod Oblast", 36.58,
     50.60, 345_000),
    ("t:kharkiv", "Kharkiv", "Харків", "Харьков", "populated_place", "UA", "Kharkiv Oblast", 36.25, 49.98, 1_400_000),
    ("t:sudzha", "Sudzha", "Суджа", "Суджа", "populated_place", "RU", "Kursk Oblast", 35.27, 51.19, 6_000),
    ("t:basivka", "Basivka", "Басівка", "Басовка", "populated_place", "UA", "Sumy Oblast", 35.30, 51.09, 300),
    ("t:yunakivka", "Yunakivka", "Юнаківка", "Юнаковка", "populated_place", "UA", "Sumy Oblast", 35.02, 51.09, 1_800),
    ("t:pokrovsk", "Pokrovsk", "Покровськ", "Покровск", "populated_place", "UA", "Donetsk Oblast", 37.18,
     48.28, 60_000),
    ("t:lyman", "Lyman", "Лиман", "Лиман", "populated_place", "UA", "Donetsk Oblast", 37.80, 48.98, 20_000),
    ("t:zhuravka-s", "Zhuravka", "Журавка", "Журавка", "populated_place", "UA", "Sumy Oblast", 35.20, 51.05, 100),
    ("t:zhuravka-c", "Zhuravka", "Журавка", "Журавка", "populated_place", "UA", "Cherkasy Oblast", 31.50, 49.20, 2_100),
    ("t:loknia-s", "Loknia", "Локня", "Локня", "populated_place", "UA", "Sumy Oblast", 34.60, 51.10, 200),
    ("t:loknia-p", "Loknya", "Локня", "Локня", "populated_place", "RU", "Pskov Oblast", 30.15, 56.83, 4_000),
    ("t:nova-a", "Nova", "Нова", "Новая", "populated_place", "UA", "Odesa Oblast", 30.0, 46.5, 500),
    ("t:nova-b", "Nova", "Нова", "Новая", "populated_place", "UA", "Lviv Oblast", 24.0, 49.8, 500),
    ("t:putin", "Putin", "", "", "populated_place", "UA", "Rivne Oblast", 26.0, 50.5, 40),
    ("t:march", "March", "", "", "populated_place", "GB", "", 0.09, 52.55, 21_000),
    ("t:kennedy", "Kennedy", "", "", "populated_place", "UA", "Lviv Oblast", 24.1, 49.7, 60),
    ("water:dnipro", "Dnipro River", "Дніпро", "Днепр", "water", "", "", 34.0, 48.0, 0),
    ("t:dnipro", "Dnipro", "Дніпро", "Днепр", "populated_place", "UA", "Dnipropetrovsk Oblast", 35.05, 48.46, 968_000),
    ("facility:kremlin", "Kremlin", "Кремль", "Кремль", "facility", "RU", "Moscow", 37.62, 55.75, 0),
    ("facility:white-house", "White House", "", "", "facility", "US", "", -77.04, 38.90, 0),
]  # fmt: skip
_COLUMNS = ("place_id", "name", "name_uk", "name_ru", "level", "country", "admin1", "lon", "lat", "population")
_ALIASES = {
    "country:US": "US|U.S.",
    "country:RU": "РФ",
    "adm1:RU-KRS": "Kursk|Kursk Region",
    "adm1:UA-59": "Sumy",
    "t:kyiv": "Kiev",
    "water:dnipro": "Dnipro",
    "t:sudzha": "Sudja",
}


@cache
def gazetteer() -> Gazetteer:
    """The places of the tests."""
    table = pd.DataFrame(_ROWS, columns=list(_COLUMNS))
    table["aliases"] = [_ALIASES.get(place_id, "") for place_id in table["place_id"]]
    return Gazetteer.from_table(table)


def read(text: str) -> tuple[Mention, ...]:
    """The mentions of a text."""
    return find_mentions(Report(report_id="r", text=text), gazetteer())


def phrases(text: str) -> list[str]:
    """What the mentions of a text are called in it, names inside other names left out."""
    return [mention.phrase for mention in read(text) if mention.kind != "name_part"]


def one(text: str, phrase: str) -> Mention:
    """The only mention of a text that has this phrase."""
    (found,) = (mention for mention in read(text) if mention.phrase == phrase)
    return found
