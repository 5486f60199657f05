"""What is wrong with a row, in one sentence: where, what came, what is accepted, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

#: field -> the word a message uses for it.
WORDS: Final[Mapping[str, str]] = MappingProxyType({"lon": "longitude", "lat": "latitude"})
_LIMITS: Final = MappingProxyType(
    {
        "lon": "-180 to 180",
        "lat": "-90 to 90",
        "bearing_deg": "0 up to, not including, 360",
        "confidence": "0 to 1",
    }
)
_SWAP_HINT: Final = " The columns may be swapped."
#: Generous bounding boxes (west, south, east, north) of the two states that fight, to tell swapped
#: coordinates: own rule, good enough because a swapped point of either lies far outside both.
_EXTENTS: Final = MappingProxyType({"UA": (22.0, 44.0, 40.5, 52.5), "RU": (19.0, 41.0, 180.0, 82.0)})


def sentence(field: str, fault: str) -> str:
    """Return "latitude is ...": a field's word and what is wrong with it."""
    return f"{WORDS.get(field, field)} {fault}"


def explain(error: ValidationError) -> str:
    """Return what pydantic found wrong with a record as plain sentences, most telling first, at most three."""
    return " ".join(_one(detail) for detail in error.errors()[:3])


def _one(detail: ErrorDetails) -> str:
    field = str(detail["loc"][0]) if detail["loc"] else ""
    came = detail["input"]
    if detail["type"] == "missing" or (field and came is None):
        return sentence(field, "is empty; fill it in.")
    if field and detail["type"].startswith(("greater_than", "less_than")):
        limits = _LIMITS.get(field, "0 or more")
        return sentence(field, f"is {came:g}; expected {limits}." + (_SWAP_HINT if field == "lat" else ""))
    if detail["type"] == "value_error":
        return f"{detail['ctx']['error']}."
    return sentence(field or "record", f"is {str(came)[:40]!r}; {detail['msg'][:1].lower()}{detail['msg'][1:]}.")


def swapped(country: str | None, lon: float | None, lat: float | None) -> str | None:
    """Say that a point's coordinates are swapped, or None where nothing speaks for it.

    Own rule: the record names its country, the point lies outside that country's bounding box, and the
    point with its coordinates exchanged lies inside. A record without a country is not judged here.
    """
    extent = _EXTENTS.get(country or "")
    if extent is None or lon is None or lat is None or _inside(extent, lon, lat) or not _inside(extent, lat, lon):
        return None
    return (
        f"latitude is {lat:g} and longitude is {lon:g}, which is not in {country}; "
        f"expected latitude {lon:g}, longitude {lat:g}. The columns are swapped."
    )


def _inside(extent: tuple[float, float, float, float], lon: float, lat: float) -> bool:
    west, south, east, north = extent
    return west <= lon <= east and south <= lat <= north
