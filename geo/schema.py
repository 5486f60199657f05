"""The one table schema for event records, declared once and checked at the door of every stage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from .crs import WGS84, require_wgs84
from .errors import SchemaError

if TYPE_CHECKING:
    import geopandas as gpd

    from .records import Event

#: column -> (pandas dtype, what it holds). Order is the order on disk.
EVENT: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "event_id": ("string", "content hash of what identifies the saying"),
        "event_key": ("string", "the same happening told by several claimants"),
        "event_type": ("string", "terms.EVENT_TYPES"),
        "actor_side": ("string", "who acts: terms.SIDES, null for mutual fighting"),
        "place_id": ("string", "gazetteer id; null while unplaced"),
        "place_name": ("string", "place as the record names it, English"),
        "place_native": ("string", "the same in the local script, where the record gives it"),
        "admin1": ("string", "first-level region, English"),
        "country": ("string", "ISO 3166-1 alpha-2, internationally recognised"),
        "lon": ("Float64", "degrees east, EPSG:4326; null for areas"),
        "lat": ("Float64", "degrees north, EPSG:4326; null for areas"),
        "precision": ("string", "terms.PRECISIONS"),
        "uncertainty_km": ("Float64", "radius within which the place lies, km"),
        "relation": ("string", "terms.RELATIONS: how the happening lies to the place"),
        "bearing_deg": ("Float64", "degrees from true north, for relation 'bearing'"),
        "distance_km": ("Float64", "km from the place"),
        "from_place": ("string", "origin of an advance, as named"),
        "date_start": ("datetime64[us]", "first day; null means 'by date_end'"),
        "date_end": ("datetime64[us]", "last day, included"),
        "date_precision": ("string", "terms.DATE_PRECISIONS"),
        "known_from": ("datetime64[us]", "day on which it was reported"),
        "claimed_by": ("string", "who vouches for it"),
        "claimant_side": ("string", "terms.CLAIMANT_SIDES"),
        "status": ("string", "terms.STATUSES"),
        "report_id": ("string", "report it was read from; null for table records"),
        "publisher": ("string", "who printed it"),
        "url": ("string", "where"),
        "published": ("datetime64[us]", "when"),
        "publisher_2": ("string", "a second publisher"),
        "url_2": ("string", "where"),
        "published_2": ("datetime64[us]", "when"),
        "quote": ("string", "the sentence, exact substring of the report"),
        "quote_start": ("Int64", "first character of the quote in the report"),
        "quote_end": ("Int64", "one past the last character"),
        "note": ("string", "what is said, in this project's words"),
        "depth_km": ("Float64", "stated depth of a zone or advance, km"),
        "area_km2": ("Float64", "stated area, km²"),
        "confidence": ("Float64", "of the reading, in [0, 1]; null for table records"),
        "review": ("string", "terms.REVIEWS"),
        "geocoded_by": ("string", "record, gazetteer or the geocoder's name"),
    }
)

DATE_COLUMNS: Final = tuple(name for name, (dtype, _) in EVENT.items() if dtype.startswith("datetime"))


def events_table(events: Iterable[Event]) -> gpd.GeoDataFrame:
    """Return the table of some events: EVENT columns and `geometry`, EPSG:4326.

    Geometry is the Point of lon and lat, or None where a record has none; areas get theirs from
    `events.join`. No events give an empty table with all columns.
    """
    import geopandas as gpd
    import pandas as pd
    import shapely

    rows = [event.model_dump() for event in events]
    table = pd.DataFrame(rows, columns=list(EVENT))
    for name, (dtype, _) in EVENT.items():
        table[name] = pd.to_datetime(table[name]).astype(dtype) if name in DATE_COLUMNS else table[name].astype(dtype)
    lon, lat = (
        table["lon"].to_numpy("float64", na_value=float("nan")),
        table["lat"].to_numpy("float64", na_value=float("nan")),
    )
    points = shapely.points(lon, lat)
    points[shapely.is_missing(points) | (lon != lon)] = None
    return gpd.GeoDataFrame(table, geometry=points, crs=WGS84)


def events_of(table: gpd.GeoDataFrame) -> tuple[Event, ...]:
    """Return the records of an events table: the inverse of `events_table`, less area geometry."""
    from .records import Event

    return tuple(Event.model_validate(_plain(row)) for row in table[list(EVENT)].to_dict("records"))


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    import pandas as pd

    plain: dict[str, Any] = {}
    for name, value in row.items():
        if value is None or value is pd.NA or value != value:
            plain[name] = None
        elif name in DATE_COLUMNS:
            plain[name] = value.date()
        else:
            plain[name] = value
    return plain


def check_events(table: gpd.GeoDataFrame, stage: str) -> gpd.GeoDataFrame:
    """Return `table` unchanged if it is an events table.

    Raises
    ------
    SchemaError
        If a column is missing; the message names the stage and the columns.
    CrsError
        If its geometry is not in EPSG:4326.
    """
    missing = [name for name in (*EVENT, "geometry") if name not in table.columns]
    if missing:
        raise SchemaError(f"{stage}: columns missing: {', '.join(missing)}. Make the table with schema.events_table().")
    return require_wgs84(table, stage)
