"""The joined table as a file: what `geo join` writes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import InputError
from ..schema import DATE_COLUMNS
from .exchange import harmless, stamped
from .files import whole_file

if TYPE_CHECKING:
    import geopandas as gpd

FORMATS: Final = (".gpkg", ".geojson", ".csv", ".parquet")
#: Time stamp of a GeoPackage in which no record says when it was told.
_UNDATED: Final = date(2000, 1, 1)


def check_ending(path: Path | str) -> str:
    """Return the file's ending in lower case.

    Raises
    ------
    InputError
        If it is not one of FORMATS.
    """
    ending = Path(path).suffix.lower()
    if ending not in FORMATS:
        raise InputError(f"{Path(path).name}: ending is {ending!r}; expected one of {', '.join(FORMATS)}.")
    return ending


def write_joined(table: gpd.GeoDataFrame, path: Path | str) -> Path:
    """Write a joined events table (schema.EVENT, border_km, geometry in EPSG:4326), every row of it.

    Days are ISO text, except in Parquet, which keeps their type: a GeoPackage's own date type is read back with
    a time of day, and half the tools then drop a window's last day. CSV has no geometry column; lon and lat say it;
    a text in it that a spreadsheet would run as a formula gets an apostrophe in front. The same table gives the same
    bytes.

    Raises
    ------
    InputError
        If the ending is not accepted or the folder is not there.
    """
    ending = check_ending(path)
    with whole_file(path) as made:
        if ending == ".parquet":
            table.to_parquet(made, index=False)
        elif ending == ".csv":
            plain = _with_text_days(table).drop(columns="geometry")
            plain.astype(object).map(harmless).to_csv(made, index=False, lineterminator="\n")
        else:
            driver = "GPKG" if ending == ".gpkg" else "GeoJSON"
            with stamped(_last_told(table)):
                _with_text_days(table).to_file(made, driver=driver, layer="events", geometry_type="Point")
    return Path(path)


def _last_told(table: gpd.GeoDataFrame) -> date:
    days = table["known_from"].dropna()
    return _UNDATED if days.empty else days.max().date()


def _with_text_days(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    days = {name: table[name].dt.strftime("%Y-%m-%d").astype("string") for name in DATE_COLUMNS}
    return table.assign(**days)
