"""Claims on places that somebody denies outright."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..crs import BBox
from ..records import Frame
from .naming import short
from .once import once_each

if TYPE_CHECKING:
    from ..places.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Denied:
    """A place in a claimed zone that somebody denies outright: whose claim, and who denies it. Degrees."""

    place_id: str
    name: str
    lon: float
    lat: float
    side: str
    claimed_by: tuple[str, ...]
    denied_by: tuple[str, ...]


@once_each
def _ledger_rows(frame: Frame) -> dict[str, dict[str, Any]]:
    return {row["place_id"]: row for row in frame.ledger.to_dict("records")}


def denied_places(frame: Frame, bbox: BBox, gazetteer: Gazetteer, lang: str) -> tuple[Denied, ...]:
    """Return the denied places of a frame's zones inside an extent (west, south, east, north), by place_id."""
    import pandas as pd

    west, south, east, north = bbox
    rows = _ledger_rows(frame)
    found: dict[str, Denied] = {}
    for zone in frame.zones:
        for place_id in zone.denied_ids:
            row, place = rows.get(place_id), gazetteer.get(place_id)
            if row is not None and not pd.isna(row["lon"]):
                lon, lat, name = float(row["lon"]), float(row["lat"]), short(str(row["place_name"]))
            elif place is not None:
                lon, lat, name = place.lon, place.lat, place.name
            else:
                continue
            if west <= lon <= east and south <= lat <= north:
                name = place.named(lang) if place is not None else name
                by, against = ((), ()) if row is None else (row["claimed_by"], row["denied_by"])
                by = by or zone.claimed_by
                found.setdefault(place_id, Denied(place_id, name, lon, lat, zone.side, by, against))
    return tuple(found[place_id] for place_id in sorted(found))
