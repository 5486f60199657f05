"""The country and region that a place lies in, for places whose table does not say: one look at many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import InputError
from ..records import Place

if TYPE_CHECKING:
    from .boundaries import Boundaries
    from .gazetteer import Gazetteer

#: What a table calls Russia's is Ukraine's, by internationally recognised borders, where Ukraine's ground holds
#: it and the border is farther than this, km: nearer, the border as drawn decides nothing.
_BORDER_KM: Final = 3.0
#: How near a country must be to a place on no ground, such as a spit or a pier, degrees.
_SHORE_DEG: Final = 0.25


class Spot(NamedTuple):
    """What a point lies in: country code, English name and place_id of the region; empty where none is mapped."""

    country: str = ""
    admin1: str = ""
    region_id: str = ""


class Ground:
    """Regions and countries by position, named as the gazetteer names them."""

    def __init__(self, gazetteer: Gazetteer, boundaries: Boundaries) -> None:
        self._gazetteer = gazetteer
        self._boundaries = boundaries

    @cached_property
    def region_names(self) -> dict[str, str]:
        """ISO 3166-2 code -> English name of the regions."""
        regions = (place for place in self._gazetteer if place.level == "admin1" and place.place_id.startswith("adm1:"))
        return {place.place_id.removeprefix("adm1:"): place.name for place in regions}

    def at(self, lon: Sequence[float], lat: Sequence[float]) -> list[Spot]:
        """Return what lies at each of some points in degrees."""
        ids = self._boundaries.regions_at(lon, lat)
        spots = {found: self._spot(found) for found in set(ids)}
        return [spots[found] for found in ids]

    def filled(self, places: Sequence[Place]) -> list[Place]:
        """Return places with the region and country of their ground where they state none.

        A region of a table (level admin1) that lies in one of the map's is that one, and takes its id.
        """
        spots = self.at([place.lon for place in places], [place.lat for place in places])
        return [self._filled(place, spot) for place, spot in zip(places, spots, strict=True)]

    def country(self, stated: str, spot: Spot, lon: float, lat: float) -> str:
        """Return the ISO 3166-1 code of a country as a table states it, by code or name, else that of the ground.

        Raises
        ------
        InputError
            If what is stated is no country.
        """
        if not stated:
            return spot.country or self._country_near(lon, lat)
        code = stated.upper() if len(stated) == 2 and stated.isalpha() else ""
        if not code:
            named = next((place for place in self._gazetteer.lookup(stated) if place.level == "country"), None)
            if named is None:
                raise InputError(f"country is {stated!r}; expected a code such as UA, or a country's name.")
            code = named.country
        occupied = code == "RU" and spot.country == "UA"
        if occupied and self._boundaries.border_distance_km(lon, lat) > _BORDER_KM:
            return "UA"
        return code

    def _filled(self, place: Place, spot: Spot) -> Place:
        country = self.country(place.country, spot, place.lon, place.lat)
        inside = spot.country == country
        return replace(
            place,
            place_id=spot.region_id if place.level == "admin1" and inside and spot.region_id else place.place_id,
            country=country,
            admin1=place.admin1 or (spot.admin1 if inside else "") or None,
        )

    def _spot(self, region_id: str | None) -> Spot:
        region = self._gazetteer.get(region_id) if region_id is not None else None
        return Spot(region.country, region.name, region.place_id) if region is not None else Spot()

    def _country_near(self, lon: float, lat: float) -> str:
        from shapely import Point, distance

        countries = self._boundaries.countries
        far = distance(countries.geometry.to_numpy(), Point(lon, lat))
        nearest = int(far.argmin())
        return str(countries["country"].iloc[nearest]) if far[nearest] <= _SHORE_DEG else ""
