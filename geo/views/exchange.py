"""What a frame shows, as files for other programs: GeoJSON, GeoPackage, KML and CSV, each whole or not at all.

Coordinates are EPSG:4326, (lon, lat), to six decimals; days are ISO text, so that no program shifts them by a time
zone. A zone without extent and a record without a place keep their rows, with empty geometry.
"""

from __future__ import annotations

import csv
import json
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..crs import WGS84
from ..errors import InputError
from ..records import Frame
from ..schema import EVENT
from .files import whole_file
from .kml import kml_text
from .view import MapView
from .words import as_of, plain_sentence, title

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

LAYERS: Final = ("events", "zones", "advances")
FORMATS: Final = ("geojson", "gpkg", "kml", "csv")
#: A spreadsheet runs a cell that begins so as a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
#: GDAL's options belong to the process.
_LOCK: Final = threading.Lock()


def layer_table(frame: Frame, layer: str = "events") -> gpd.GeoDataFrame:
    """Return one layer of a frame as a table with geometry, EPSG:4326, rows in a fixed order.

    `events` has the columns of schema.EVENT; `zones` and `advances` those of their records, lists joined by
    "; ". An advance is a line from its start to its place, a point where it has no start. As known on a day, a
    zone has no valid_to: its end was told later. Days are ISO text, missing values None. No rows give an empty
    table with all columns.

    Raises
    ------
    InputError
        If the layer is not one of LAYERS.
    """
    if layer not in LAYERS:
        raise InputError(f"layer is {layer!r}; expected one of {', '.join(LAYERS)}.")
    rows, shapes = {"events": _events, "zones": _zones, "advances": _advances}[layer](frame)
    import geopandas as gpd
    import pandas as pd

    table = pd.DataFrame(rows, columns=list(_COLUMNS[layer]), dtype=object)
    for name in table.columns:
        table[name] = table[name].astype(_dtype(layer, name))
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(shapes, crs=WGS84), crs=WGS84)


_ZONE_COLUMNS: Final[Mapping[str, str]] = {
    "zone_id": "string", "kind": "string", "side": "string", "perspective": "string", "clock": "string",
    "valid_from": "string", "valid_to": "string", "known_from": "string", "claimed_by": "string",
    "settlements": "Int64", "denied": "Int64", "area_km2": "Float64", "depth_km": "Float64", "method": "string",
    "note": "string", "event_ids": "string",
}  # fmt: skip
_ADVANCE_COLUMNS: Final[Mapping[str, str]] = {
    "advance_id": "string", "side": "string", "status": "string", "place_id": "string", "place_name": "string",
    "date_start": "string", "date_end": "string", "known_from": "string", "claimed_by": "string",
    "claimant_sides": "string", "method": "string", "event_ids": "string",
}  # fmt: skip
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "events": tuple(EVENT), "zones": tuple(_ZONE_COLUMNS), "advances": tuple(_ADVANCE_COLUMNS),
}  # fmt: skip

_Made = tuple[list[list[Any]], list["BaseGeometry | None"]]


def _dtype(layer: str, column: str) -> str:
    if layer == "events":
        dtype = EVENT[column][0]
        return "string" if dtype.startswith("datetime") else dtype
    return (_ZONE_COLUMNS if layer == "zones" else _ADVANCE_COLUMNS)[column]


def _events(frame: Frame) -> _Made:
    table = frame.events.sort_values(["known_from", "date_start", "event_id"], kind="stable")
    rows = [[_plain(value) for value in row] for row in table[list(EVENT)].astype(object).to_numpy()]
    return rows, list(table.geometry)


def _zones(frame: Frame) -> _Made:
    zones = sorted(frame.zones, key=lambda zone: zone.zone_id)
    ends = [None if frame.clock == "known" else zone.interval.valid_to for zone in zones]
    rows = [
        [
            zone.zone_id, zone.kind, zone.side, zone.perspective, zone.clock, _plain(zone.interval.valid_from),
            _plain(end), _plain(zone.known_from), "; ".join(zone.claimed_by), zone.settlements,
            len(zone.disputed_ids), zone.area_km2, zone.depth_km, zone.method, zone.note, "; ".join(zone.event_ids),
        ]
        for zone, end in zip(zones, ends, strict=True)
    ]  # fmt: skip
    return rows, [zone.geometry for zone in zones]


def _advances(frame: Frame) -> _Made:
    import shapely

    advances = sorted(frame.advances, key=lambda advance: advance.advance_id)
    rows = [
        [
            one.advance_id, one.side, one.status, one.place_id, one.place_name, _plain(one.date_start),
            _plain(one.date_end), _plain(one.known_from), "; ".join(one.claimed_by), "; ".join(one.claimant_sides),
            one.method, "; ".join(one.event_ids),
        ]
        for one in advances
    ]  # fmt: skip
    return rows, [
        shapely.Point(one.end) if one.start is None else shapely.LineString([one.start, one.end]) for one in advances
    ]


def _plain(value: Any) -> Any:
    """Return a cell as JSON and CSV know it: None for every kind of missing, days as ISO text."""
    if value is None or str(value) in {"<NA>", "NaT", "nan"}:
        return None
    return value.isoformat()[:10] if hasattr(value, "isoformat") else value


def geojson_text(frame: Frame, view: MapView, layer: str = "events") -> str:
    """Return a layer as GeoJSON (RFC 7946) with the frame's sentence and as-of moment as further members."""
    import shapely

    table = layer_table(frame, layer)
    features = []
    for row, shape in zip(table[list(_COLUMNS[layer])].astype(object).to_numpy(), table.geometry, strict=True):
        told = None if shape is None or shape.is_empty else shapely.set_precision(shape, 1e-6, mode="pointwise")
        properties = {name: _plain(value) for name, value in zip(_COLUMNS[layer], row, strict=True)}
        geometry = None if told is None else json.loads(shapely.to_geojson(told))
        features.append({"type": "Feature", "id": row[0], "properties": properties, "geometry": geometry})
    whole = {
        "type": "FeatureCollection",
        "sentence": plain_sentence(frame, view),
        "as_of": as_of(view, frame.recorded),
        "features": features,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def csv_text(frame: Frame, layer: str = "events") -> str:
    """Return a layer as CSV without geometry, UTF-8 with a header.

    A text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    table = layer_table(frame, layer)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS[layer])
    for row in table[list(_COLUMNS[layer])].astype(object).to_numpy():
        writer.writerow([_blank(harmless(_plain(value))) for value in row])
    return out.getvalue()


def kml_of(frame: Frame, view: MapView, layer: str = "events") -> str:
    """Return a layer as KML with the frame's sentence and as-of moment as its description."""
    table = layer_table(frame, layer)
    columns = _COLUMNS[layer]
    cells = ([_plain(value) for value in row] for row in table[list(columns)].astype(object).to_numpy())
    told = f"{plain_sentence(frame, view)} {as_of(view, frame.recorded)}."
    return kml_text(title(view), told, columns, zip(cells, table.geometry, strict=True))


def ledger_csv(frame: Frame) -> str:
    """Return the ledger of a frame as CSV, UTF-8 with a header: several names in a cell are joined by "; "."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(frame.ledger.columns)
    for row in frame.ledger.astype(object).to_numpy():
        cells = ["; ".join(map(str, value)) if isinstance(value, list | tuple) else _plain(value) for value in row]
        writer.writerow([_blank(harmless(value)) for value in cells])
    return out.getvalue()


def harmless(value: Any) -> Any:
    """Return a cell; a text that a spreadsheet would run as a formula gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _blank(value: Any) -> Any:
    return "" if value is None else value


def write_exchange(path: Path | str, frame: Frame, view: MapView, *, layer: str = "events") -> Path:
    """Write a frame to .geojson, .kml or .csv (one layer) or .gpkg (all three layers), whole or not at all.

    Raises
    ------
    InputError
        If the file's ending or the layer is not accepted, or the folder is not there.
    """
    target = Path(path)
    ending = target.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        raise InputError(f"{target.name}: ending is {target.suffix!r}; expected .geojson, .gpkg, .kml or .csv.")
    with whole_file(target) as made:
        if ending == "gpkg":
            _write_gpkg(made, frame)
        else:
            made.write_text(_text_of(frame, view, ending, layer), encoding="utf-8")
    return target


def _text_of(frame: Frame, view: MapView, ending: str, layer: str) -> str:
    if ending == "csv":
        return csv_text(frame, layer)
    return kml_of(frame, view, layer) if ending == "kml" else geojson_text(frame, view, layer)


def exchange_bytes(frame: Frame, view: MapView, form: str, *, layer: str = "events") -> bytes:
    """Return what `write_exchange` would write, for a download; `form` is one of FORMATS."""
    with tempfile.TemporaryDirectory() as folder:
        return write_exchange(Path(folder) / f"front.{form}", frame, view, layer=layer).read_bytes()


def _write_gpkg(path: Path, frame: Frame) -> None:
    """Write all layers; the file's own time stamp is the frame's day."""
    import pyogrio

    with stamped(frame.day):
        for layer in LAYERS:
            table = layer_table(frame, layer)
            kind = "Unknown" if table.empty else None
            pyogrio.write_dataframe(table, path, layer=layer, driver="GPKG", geometry_type=kind, append=path.exists())


@contextmanager
def stamped(day: date) -> Iterator[None]:
    """Give GeoPackages written inside the end of a day as their time stamp: the same data, the same bytes."""
    import pyogrio

    with _LOCK:
        before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{day.isoformat()}T23:59:59.000Z"})
        try:
            yield
        finally:
            pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
