"""Made-up ground for tests of the views: two states with a crooked border, a river, a lake, a dozen places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry import LineString, Point, Polygon, box

from geo.errors import InputError
from geo.places.gazetteer import Gazetteer

BORDER = [(33.8, 56), (33.9, 52.3), (34.4, 51.7), (35.1, 51.2), (35.1, 51.05), (35.4, 51.0), (35.6, 50.4), (39, 46)]
WEST = Polygon([*BORDER, (22, 46), (22, 56)])
EAST = Polygon([*BORDER, (60, 46), (60, 56)])


def _layer(rows: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=4326)


class MadeUpBoundaries:
    """What the views ask of places.boundaries.Boundaries."""

    admin1 = _layer(
        [
            {
                "place_id": "adm1:UA-59",
                "name": "Sumy Oblast",
                "name_uk": "Сумська область",
                "name_ru": "Сумская область",
                "country": "UA",
                "geometry": WEST,
            },
            {
                "place_id": "adm1:RU-KRS",
                "name": "Kursk Oblast",
                "name_uk": "Курська область",
                "name_ru": "Курская область",
                "country": "RU",
                "geometry": EAST,
            },
        ]
    )
    countries = _layer(
        [{"country": "UA", "name": "Ukraine", "geometry": WEST}, {"country": "RU", "name": "Russia", "geometry": EAST}]
    )
    borders = _layer([{"country_a": "RU", "country_b": "UA", "geometry": LineString(BORDER)}])
    land = _layer([{"geometry": box(22, 46, 60, 56)}])
    lakes = _layer([{"geometry": Point(35.8, 51.7).buffer(0.05)}])
    roads: gpd.GeoDataFrame | None = None
    rivers = _layer([{"geometry": LineString([(34, 50.6), (35, 51), (36, 51.6)])}])

    def area(self, place_id: str) -> Any:
        found = self.admin1[self.admin1["place_id"] == place_id]
        return None if found.empty else found.geometry.iloc[0]

    def regions_at(self, lon: Sequence[float], lat: Sequence[float]) -> list[str | None]:
        found = [self.admin1[self.admin1.contains(Point(at))]["place_id"] for at in zip(lon, lat, strict=True)]
        return [None if ids.empty else str(ids.iloc[0]) for ids in found]

    def border(self, country_a: str, country_b: str) -> LineString:
        return LineString(BORDER)

    def border_of(self, admin1_id: str) -> LineString:
        if self.area(admin1_id) is None:
            raise InputError(f"region is {admin1_id!r}; there is none.")
        return LineString(BORDER)


_PLACES = [
    ("gn:1", "Sumy", "Суми", "Сумы", "UA", 34.80, 50.92, 260_000),
    ("gn:2", "Kursk", "Курськ", "Курск", "RU", 36.19, 51.73, 450_000),
    ("front:sudzha", "Sudzha", "Суджа", "Суджа", "RU", 35.27, 51.19, 6_000),
    ("front:basivka", "Basivka", "Басівка", "Басовка", "UA", 35.15, 51.08, 200),
    ("gn:5", "Lgov", "Льгов", "Льгов", "RU", 35.26, 51.66, 18_000),
    ("gn:6", "Konotop", "Конотоп", "Конотоп", "UA", 33.9, 51.24, 84_000),
    ("gn:7", "Rylsk", "Рильськ", "Рыльск", "RU", 34.68, 51.57, 15_000),
    ("gn:8", "Bilopillia", "Білопілля", "Белополье", "UA", 34.31, 51.15, 16_000),
    ("gn:9", "Oboyan", "Обоянь", "Обоянь", "RU", 36.27, 51.21, 13_000),
    ("gn:703448", "Kyiv", "Київ", "Киев", "UA", 30.52, 50.45, 2_800_000),
]


def made_up_gazetteer() -> Gazetteer:
    columns = ["place_id", "name", "name_uk", "name_ru", "country", "lon", "lat", "population"]
    table = pd.DataFrame(_PLACES, columns=columns)
    table["level"] = "populated_place"
    return Gazetteer.from_table(table)
