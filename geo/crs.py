"""Coordinate systems and distances. Inside the house: (lon, lat), EPSG:4326, bbox = (west, south, east, north)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from .errors import CrsError

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

WGS84: Final = "EPSG:4326"
#: Lambert azimuthal equal-area for Europe: every area in km² is measured here.
EQUAL_AREA: Final = "EPSG:3035"
#: Mean Earth radius (IUGG), km.
EARTH_RADIUS_KM: Final = 6371.0088

BBox = tuple[float, float, float, float]

#: The Kursk-Sumy front, the extent a view has unless it asks for another.
FRONT_BBOX: Final[BBox] = (33.7, 50.55, 36.0, 51.85)


def distance_km(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """Great-circle distance in km between two points in degrees (haversine, mean Earth radius)."""
    lat1, lat2 = math.radians(lat_a), math.radians(lat_b)
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def bearing_deg(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """Initial bearing from the first point to the second, degrees clockwise from true north, in [0, 360)."""
    lat1, lat2 = math.radians(lat_a), math.radians(lat_b)
    turn = math.radians(lon_b - lon_a)
    east = math.sin(turn) * math.cos(lat2)
    north = math.cos(lat1) * math.sin(lat2) - math.sin(lat1) * math.cos(lat2) * math.cos(turn)
    return math.degrees(math.atan2(east, north)) % 360


def utm_crs(lon: float, lat: float) -> str:
    """Return the EPSG code of the UTM zone that holds a point in degrees.

    >>> utm_crs(35.27, 51.19)
    'EPSG:32636'
    """
    zone = int((lon + 180) // 6) % 60 + 1
    return f"EPSG:{(32600 if lat >= 0 else 32700) + zone}"


def require_wgs84(gdf: gpd.GeoDataFrame, name: str) -> gpd.GeoDataFrame:
    """Return `gdf` unchanged if it is in EPSG:4326.

    Raises
    ------
    CrsError
        If its CRS is missing or another one: a join across two systems would silently find nothing.
    """
    if gdf.crs is None:
        raise CrsError(f"{name}: no coordinate system stated; expected {WGS84}. Set it with set_crs().")
    if gdf.crs.to_epsg() != 4326:
        raise CrsError(
            f"{name}: coordinate system is {gdf.crs.to_string()}; expected {WGS84}. Reproject with to_crs()."
        )
    return gdf


def area_km2(geometry: BaseGeometry) -> float:
    """Area in km² of a geometry in EPSG:4326 degrees, measured in the equal-area projection."""
    import geopandas as gpd

    return float(gpd.GeoSeries([geometry], crs=WGS84).to_crs(EQUAL_AREA).area.iloc[0]) / 1e6
