"""The small map beside a text: where an event lies, and where a person points."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from ..crs import BBox
from ..records import Event
from ..views.view import fit_bbox
from . import state
from .front_map import mounted
from .map_script import map_component
from .texts import language

_STYLES: Final = Path(__file__).resolve().parent / "web" / "place_map.css"
#: Half the extent around a place that is looked at, degrees.
_NEAR: Final = (0.35, 0.2)


@cache
def _component() -> Any:
    return map_component("place_map", "mountPlaceMap", _STYLES.read_text(encoding="utf-8"))


def place_map(
    events: tuple[Event, ...],
    *,
    key: str,
    height: str,
    event: Event | None = None,
    pin: tuple[float, float] | None = None,
    pick: bool = False,
    follow: bool = True,
) -> tuple[float, float] | None:
    """Draw the small map of some events; where none of them has a place, that of the whole record.

    Parameters
    ----------
    event
        The one that is looked at: the map goes to its place, a settlement gets a pin, an area none.
    pin
        (lon, lat) of a pin instead.
    follow
        Whether the map goes to what is looked at.
    pick
        Whether a click says where; then return (lon, lat) of the click just made, otherwise None.
    """
    data = state.small_front(events) or state.map_payload()
    pin, around = _looked_at(event, pin)
    view = {**data["view"], "ui": language(), "lang": language()}
    sent = _component()(
        key=key,
        data={
            **mounted(data, view), "stamp": 0, "height": height, "compact": True, "pick": pick,
            "pin": list(pin) if pin is not None else None, "around": around if follow else None,
            "aroundKey": str(around),
        },
        on_spot_change=lambda: None,
    ).spot  # fmt: skip
    if not pick or not isinstance(sent, dict):
        return None
    lon, lat = float(sent["lon"]), float(sent["lat"])
    return (lon, lat) if abs(lon) <= 180 and abs(lat) <= 90 else None


def _looked_at(event: Event | None, pin: tuple[float, float] | None) -> tuple[tuple[float, float] | None, BBox | None]:
    if pin is None and event is not None and event.lon is not None and event.lat is not None:
        pin = (event.lon, event.lat)
    if pin is not None:
        lon, lat = pin
        return pin, fit_bbox(lon - _NEAR[0], lat - _NEAR[1], lon + _NEAR[0], lat + _NEAR[1])
    if event is None or event.place_id is None:
        return None, None
    outline = state.front().boundaries.area(event.place_id)
    return None, fit_bbox(*outline.bounds) if outline is not None else None
