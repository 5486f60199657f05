"""The view to open a record with: where much is claimed and some of it denied."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ..clock import DAY
from ..crs import FRONT_BBOX, BBox
from .view import fit_bbox

if TYPE_CHECKING:
    import geopandas as gpd

#: Days an opening view looks back for advances.
OPENING_DAYS: Final = 7
_GROUND_TYPES: Final = ("capture", "advance", "incursion", "withdrawal")
#: Around the places of an opening view, degrees of longitude: about 14 km at the front.
_MARGIN: Final = 0.2
#: Day of a view of an empty record: the middle of the record that ships.
_EMPTY_DAY: Final = date(2025, 3, 13)


def opening(events: gpd.GeoDataFrame) -> dict[str, Any]:
    """Return the fields of `MapView.default`: day, window, perspective, extent. See there for the rule and why."""
    day, perspective = _busiest(events)
    return {
        "day": day,
        "advances_from": day - (OPENING_DAYS - 1) * DAY,
        "advances_to": day,
        "perspective": perspective,
        "bbox": _extent_of(events),
    }


def _busiest(events: gpd.GeoDataFrame) -> tuple[date, str]:
    """Return the day and the perspective of `an opening view`."""
    import pandas as pd

    dated = events[events["known_from"].notna()]
    ground = dated[dated["event_type"].isin(_GROUND_TYPES) & dated["claimant_side"].isin(("RU", "UA"))]
    if ground.empty:
        last = dated["known_from"].max()
        return (_EMPTY_DAY if pd.isna(last) else last.date()), "all"
    every = pd.date_range(dated["known_from"].min(), dated["known_from"].max(), freq="D")
    window = f"{OPENING_DAYS}D"
    claims = ground.groupby("known_from").size().reindex(every, fill_value=0).rolling(window).sum()
    denied = dated[dated["status"] == "denied"].groupby("known_from").size()
    contested = claims[denied.reindex(every, fill_value=0).rolling(window).sum() > 0]
    best = claims if contested.empty or contested.max() == 0 else contested
    day = best.idxmax()
    recent = ground[(ground["known_from"] <= day) & (ground["known_from"] > day - OPENING_DAYS * DAY)]
    return day.date(), str(recent["claimant_side"].value_counts().idxmax())


def _extent_of(events: gpd.GeoDataFrame) -> BBox:
    """Return the extent of `an opening view`: the middle 96 % of the places with claims on the ground, and a margin."""
    placed = events[events["lon"].notna()]
    ground = placed[placed["event_type"].isin(_GROUND_TYPES)]
    placed = placed if ground.empty else ground
    if placed.empty:
        return FRONT_BBOX
    lon, lat = placed["lon"].astype(float), placed["lat"].astype(float)
    return fit_bbox(
        round(lon.quantile(0.02) - _MARGIN, 2),
        round(lat.quantile(0.02) - _MARGIN * 0.7, 2),
        round(lon.quantile(0.98) + _MARGIN, 2),
        round(lat.quantile(0.98) + _MARGIN * 0.7, 2),
    )
