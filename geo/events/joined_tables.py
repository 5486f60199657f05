"""Tables that were joined before, as `python -m geo join ... -o x.parquet` writes them -> the same, checked at once.

Nothing is geocoded anew and no record is read one by one: vocabulary, numbers, days, coordinates and ids are checked
column by column. A row that fails is rejected with its reason, as in any other table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .. import terms
from ..clock import FIRST_YEAR, LAST_YEAR
from ..crs import WGS84, require_wgs84
from ..errors import InputError, SchemaError
from ..records import Reject
from ..schema import DATE_COLUMNS, EVENT, events_of
from .faults import sentence, swapped
from .joined import Joined, Unresolved
from .parquet import columns_of

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    import pandas as pd

    from ..places.gazetteer import Gazetteer

#: field of a closed list -> its codes, and what an empty cell stands for (None where it may be empty).
_CODES: Final = {
    "event_type": (terms.EVENT_TYPES, ""),
    "status": (terms.STATUSES, ""),
    "actor_side": (terms.SIDES, None),
    "claimant_side": (terms.CLAIMANT_SIDES, None),
    "precision": (terms.PRECISIONS, None),
    "relation": (terms.RELATIONS, "at"),
    "date_precision": (terms.DATE_PRECISIONS, "day"),
    "review": (terms.REVIEWS, "proposed"),
}
#: field -> least and greatest value, and how they are told.
_LIMITS: Final = {
    "lon": (-180.0, 180.0, "-180 to 180"),
    "lat": (-90.0, 90.0, "-90 to 90. The columns may be swapped"),
    "uncertainty_km": (0.0, 1e9, "0 or more"),
    "bearing_deg": (0.0, 359.999999, "0 up to, not including, 360"),
    "distance_km": (0.0, 1e9, "0 or more"),
    "depth_km": (0.0, 1e9, "0 or more"),
    "area_km2": (0.0, 1e12, "0 or more"),
    "confidence": (0.0, 1.0, "0 to 1"),
}
_ONE_LINE: Final = ("place_name", "claimed_by", "publisher", "publisher_2")
#: How far the stored point may lie from lon and lat, degrees: rounding.
_ROUNDING_DEG: Final = 1e-4
#: How near to its place's exchanged coordinates a point lies if its own are exchanged, degrees.
_EXCHANGED_DEG: Final = 0.2
#: Rejected rows that are kept whole; of more only the id is.
_KEPT_WHOLE: Final = 1000

#: The rows at fault, and what to say of one.
_Fault = tuple["np.ndarray", Callable[[Any], str]]


def read_joined(path: str | Path, gazetteer: Gazetteer) -> Joined:
    """Read a Parquet table that was joined before.

    Rows count from 1 in what is said of rejected ones. A repeated event_id is linked where its record is the same
    and rejected where it is another. A record without place_id and coordinates is listed as unplaced.

    Raises
    ------
    DataMissing, InputError
        If there is no such file, it is no Parquet file, or a column holds values of another kind.
    SchemaError
        If a column is missing.
    CrsError
        If its geometry is not in EPSG:4326.
    """
    name = Path(path).name
    table = _typed(_read(path), name)
    reasons = _reasons(table, gazetteer)
    linked = _repeated(table, reasons)
    kept = _without(table, (*reasons, *linked))
    placed, named = kept["lon"].notna(), kept["place_id"].notna()
    nowhere = kept[~(placed | named)]
    return Joined(
        kept,
        placed=int(placed.sum()),
        area=int((named & ~placed).sum()),
        unplaced=tuple(Unresolved(event, f"no place in {name}") for event in events_of(nowhere)),
        rejected=tuple(_rejects(table, reasons, name)),
        linked=events_of(table.iloc[linked]),
    )


def _read(path: str | Path) -> gpd.GeoDataFrame:
    """The table as it is stored, its columns and its coordinate system checked."""
    import geopandas as gpd
    import pyarrow as pa

    name = Path(path).name
    missing = [column for column in (*EVENT, "border_km", "geometry") if column not in columns_of(path)]
    if missing:
        raise SchemaError(
            f"{name}: columns missing: {', '.join(missing)}. A joined table has all columns; make it with "
            "`python -m geo join`, or leave out border_km to have it joined."
        )
    try:
        table = gpd.read_parquet(path, columns=[*EVENT, "border_km", "geometry"])
    except pa.ArrowException as error:
        raise InputError(f"{name}: the Parquet file is damaged; write it again.") from error
    except ValueError as error:
        raise InputError(f"{name}: geometry is none of GeoParquet ({error}); write it with to_parquet().") from error
    if table.crs is not None and table.crs.to_authority() == ("OGC", "CRS84"):
        table = table.set_crs(WGS84, allow_override=True)  # the same degrees, longitude first, as here
    return require_wgs84(table, name)


def _typed(table: gpd.GeoDataFrame, name: str) -> gpd.GeoDataFrame:
    """The table in the schema's dtypes, gaps of closed lists filled, names on one line."""
    import pandas as pd

    columns: dict[str, Any] = {}
    for field, dtype in (*((field, dtype) for field, (dtype, _) in EVENT.items()), ("border_km", "Float64")):
        try:
            if field in DATE_COLUMNS:
                columns[field] = pd.to_datetime(table[field]).astype(dtype).dt.normalize()
            elif dtype == "string":
                columns[field] = table[field].astype(dtype)
            else:
                columns[field] = pd.to_numeric(table[field]).astype(dtype)
        except (ValueError, TypeError) as error:
            kind = "days" if field in DATE_COLUMNS else "text" if dtype == "string" else "numbers"
            raise InputError(f"{name}: column {field} holds other values than {kind} ({error}).") from error
    for field, (_, empty) in _CODES.items():
        if empty:
            columns[field] = columns[field].fillna(empty)
    for field in _ONE_LINE:
        columns[field] = _on_one_line(columns[field])
    columns["event_key"] = columns["event_key"].fillna(columns["event_id"])
    return table.assign(**columns)[[*EVENT, "border_km", "geometry"]]


def _on_one_line(names: pd.Series) -> pd.Series:
    import pandas as pd

    known = names.dropna().unique()
    other = {name: line for name in known if (line := " ".join(str(name).split())) != name}
    return names.replace(other) if other else pd.Series(names)


def _reasons(table: gpd.GeoDataFrame, gazetteer: Gazetteer) -> dict[int, str]:
    """Row -> why it cannot be used, for those that cannot."""
    reasons: dict[int, str] = {}
    for wrong, tell in _faults(table, gazetteer):
        for row in wrong.nonzero()[0].tolist():
            if row not in reasons:
                reasons[row] = tell(row)
    return reasons


def _faults(table: gpd.GeoDataFrame, gazetteer: Gazetteer) -> Iterator[_Fault]:
    """Yield which rows are at fault, and how to tell of one."""
    yield _bool(table["event_id"].fillna("").eq("")), lambda _: sentence("event_id", "is empty; fill it in.")
    for field, (codes, empty) in _CODES.items():
        among = table[field].isin(codes) | (table[field].isna() & (empty is None))
        yield _bool(~among), _telling(table, field, f"expected one of {', '.join(codes)}")
    for field, (least, most, told) in _LIMITS.items():
        wrong = ~table[field].between(least, most) & table[field].notna()
        yield _bool(wrong), _telling(table, field, f"expected {told}")
    for field in DATE_COLUMNS:
        wrong = ~table[field].dt.year.between(FIRST_YEAR, LAST_YEAR) & table[field].notna()
        yield _bool(wrong), _telling(table, field, f"expected a day from {FIRST_YEAR} to {LAST_YEAR}")
    before = table["date_end"] < table["date_start"]
    yield _bool(before), lambda _: "date_end is before date_start; swap the two."
    alone = table["lon"].isna() != table["lat"].isna()
    yield _bool(alone), lambda _: "longitude and latitude come in pairs; one of them is empty."
    yield from _misplaced(table, gazetteer)


def _telling(table: gpd.GeoDataFrame, field: str, told: str) -> Callable[[int], str]:
    def tell(row: int) -> str:
        if table[field].isna().iloc[row]:
            return sentence(field, "is empty; fill it in.")
        value = table[field].iloc[row]
        came = f"{value:g}" if isinstance(value, float) else f"{str(value)[:40]!r}"
        return sentence(field, f"is {came}; {told}.")

    return tell


def _misplaced(table: gpd.GeoDataFrame, gazetteer: Gazetteer) -> Iterator[_Fault]:
    """Coordinates that are exchanged, by their country or by their place, or are not those of the geometry."""
    import numpy as np
    import pandas as pd

    lon, lat = (table[name].to_numpy("float64", na_value=np.nan) for name in ("lon", "lat"))
    spots = pd.DataFrame({"country": table["country"], "place_id": table["place_id"], "lon": lon, "lat": lat})
    group = spots.groupby(list(spots), dropna=False, sort=False).ngroup().to_numpy()
    first = np.unique(group, return_index=True)[1]
    told = [
        None
        if lon != lon or lat != lat
        else swapped(_text(country), lon, lat) or _exchanged(place_id, lon, lat, gazetteer)
        for country, place_id, lon, lat in spots.iloc[first].itertuples(index=False)
    ]
    yield np.array([one is not None for one in told], dtype=bool)[group], lambda row: told[group[row]] or ""
    x, y = table.geometry.x.to_numpy(), table.geometry.y.to_numpy()
    elsewhere = (np.abs(x - lon) > _ROUNDING_DEG) | (np.abs(y - lat) > _ROUNDING_DEG)
    yield (
        elsewhere,
        lambda row: (
            f"geometry is at latitude {y[row]:g}, longitude {x[row]:g}, but lat is {lat[row]:g} and lon is "
            f"{lon[row]:g}; expected the same point."
        ),
    )


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _exchanged(place_id: Any, lon: float, lat: float, gazetteer: Gazetteer) -> str | None:
    """Say that a point has its place's coordinates exchanged, or None where nothing speaks for it."""
    place = gazetteer.get(place_id) if isinstance(place_id, str) else None
    if place is None or abs(place.lon - lat) > _EXCHANGED_DEG or abs(place.lat - lon) > _EXCHANGED_DEG:
        return None
    if abs(place.lon - lon) <= _EXCHANGED_DEG and abs(place.lat - lat) <= _EXCHANGED_DEG:
        return None
    return (
        f"latitude is {lat:g} and longitude is {lon:g}, but {place.name} lies at latitude {place.lat:g}, longitude "
        f"{place.lon:g}. The columns are swapped."
    )


def _repeated(table: gpd.GeoDataFrame, reasons: dict[int, str]) -> list[int]:
    """Rows that repeat an earlier one; a row with an earlier one's event_id and other contents gets its reason."""
    ids = table["event_id"]
    again = ids[ids.duplicated(keep=False)]
    first: dict[str, int] = {}
    linked: list[int] = []
    plain = table.iloc[again.index][list(EVENT)].astype(object)
    rows = dict(zip(again.index.tolist(), plain.where(plain.notna(), None).itertuples(index=False), strict=True))
    for row, event_id in again.items():
        if row in reasons:
            continue
        kept = first.setdefault(event_id, row)
        if kept == row:
            continue
        if rows[row] == rows[kept]:
            linked.append(row)
        else:
            reasons[row] = (
                f"event_id {event_id!r} belongs to another record in row {kept + 1}; give each record its own."
            )
    return linked


def _rejects(table: gpd.GeoDataFrame, reasons: dict[int, str], name: str) -> Iterator[Reject]:
    for number, (row, reason) in enumerate(sorted(reasons.items())):
        raw = table.iloc[row].drop("geometry").dropna().to_dict() if number < _KEPT_WHOLE else {}
        yield Reject(f"{name} row {row + 1}", reason, raw)


def _without(table: gpd.GeoDataFrame, rows: Sequence[int]) -> gpd.GeoDataFrame:
    import numpy as np

    kept = np.ones(len(table), dtype=bool)
    kept[list(rows)] = False
    return table[kept].reset_index(drop=True)


def _bool(mask: pd.Series) -> np.ndarray:
    flags: np.ndarray = mask.fillna(value=False).to_numpy(bool)
    return flags
