"""The joined table on disk."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest

from geo.errors import InputError
from geo.records import Event
from geo.schema import events_table
from geo.views.joined import write_joined

if TYPE_CHECKING:
    from pathlib import Path


def _table() -> gpd.GeoDataFrame:
    placed = {"place_name": "Sudzha", "lon": 35.271, "lat": 51.191, "date_start": date(2025, 3, 31)}
    rows = [{"place_name": "Sumy Oblast"}, placed]
    events = [Event.model_validate({"event_type": "capture", "status": "claimed", **row}) for row in rows]
    return events_table(events).assign(border_km=pd.array([None, 9.5], dtype="Float64"))


@pytest.mark.parametrize("ending", [".gpkg", ".geojson", ".parquet"])
def test_every_row_comes_back_with_its_point_and_its_last_day(ending: str, tmp_path: Path) -> None:
    path = write_joined(_table(), tmp_path / f"joined{ending}")
    back = gpd.read_parquet(path) if ending == ".parquet" else gpd.read_file(path)
    assert back.place_name.tolist() == ["Sumy Oblast", "Sudzha"]
    assert back.geometry.isna().tolist() == [True, False]
    assert back.crs.to_epsg() == 4326
    march = back[pd.to_datetime(back.date_start) <= pd.Timestamp("2025-03-31")]
    assert march.place_name.tolist() == ["Sudzha"]


def test_a_csv_says_coordinates_in_columns(tmp_path: Path) -> None:
    back = pd.read_csv(write_joined(_table(), tmp_path / "joined.csv"))
    assert back.lon.tolist()[1] == 35.271
    assert back.border_km.tolist()[1] == 9.5
    assert "geometry" not in back.columns


def test_a_csv_runs_nothing_in_a_spreadsheet(tmp_path: Path) -> None:
    back = pd.read_csv(write_joined(_table().assign(note="=HYPERLINK(1)"), tmp_path / "joined.csv"))
    assert set(back.note) == {"'=HYPERLINK(1)"}


def test_the_same_table_gives_the_same_geopackage_at_any_time(tmp_path: Path) -> None:
    one = write_joined(_table(), tmp_path / "one.gpkg").read_bytes()
    time.sleep(0.05)  # GDAL's own stamp has milliseconds
    assert write_joined(_table(), tmp_path / "one.gpkg").read_bytes() == one


def test_an_ending_nothing_is_known_of_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.xlsx"):
        write_joined(_table(), tmp_path / "joined.xlsx")
    assert list(tmp_path.iterdir()) == []
