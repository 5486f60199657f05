"""Parquet tables that were joined before: taken as they are, and every bad row told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

from geo.errors import CrsError, DataMissing, InputError, SchemaError
from geo.events.join import join_events
from geo.events.joined_tables import read_joined
from geo.events.parquet import is_joined
from geo.events.tables import bundled_events, read_events
from geo.places.boundaries import bundled_boundaries
from geo.places.gazetteer import bundled_gazetteer
from geo.views.joined import write_joined

Change = Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame]


@pytest.fixture(scope="module")
def table() -> gpd.GeoDataFrame:
    return join_events(bundled_events()[:60], bundled_gazetteer(), bundled_boundaries()).table


def stored(table: gpd.GeoDataFrame, folder: Path) -> Path:
    return write_joined(table, folder / "joined.parquet")


def reasons(table: gpd.GeoDataFrame, folder: Path) -> list[str]:
    return [str(one) for one in read_joined(stored(table, folder), bundled_gazetteer()).rejected]


def with_cell(table: gpd.GeoDataFrame, row: int, **values: Any) -> gpd.GeoDataFrame:
    changed = table.copy()
    for field, value in values.items():
        changed.loc[row, field] = value
    return changed


def settlement(table: gpd.GeoDataFrame) -> int:
    return int(table["lon"].notna().to_numpy().argmax())


def test_what_join_wrote_is_read_as_it_was(table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = stored(table, tmp_path)
    assert is_joined(path)
    found = read_joined(path, bundled_gazetteer())
    pd.testing.assert_frame_equal(pd.DataFrame(found.table), pd.DataFrame(table))
    assert found.counts() == {**found.counts(), "in": len(table), "rejected": 0, "linked": 0}
    assert (found.placed, found.area) == (int(table["lon"].notna().sum()), int(table["lon"].isna().sum()))


def test_the_same_file_can_be_read_row_by_row(table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    outcome = read_events(stored(table, tmp_path))
    assert outcome.rejected == ()
    assert [event.event_id for event in outcome.made] == table["event_id"].tolist()


def test_a_parquet_table_that_was_not_joined_is_read_like_text(tmp_path: Path) -> None:
    rows = {
        "type": ["capture", "flood"], "place": ["Sudzha", "Sudzha"], "status": ["claimed", "claimed"],
        "date": pd.to_datetime(["2025-03-12", "2025-03-12"]), "latitude": [51.191, None], "longitude": [35.271, None],
    }  # fmt: skip
    path = tmp_path / "own.parquet"
    pd.DataFrame(rows).to_parquet(path)
    assert not is_joined(path)
    outcome = read_events(path)
    assert [(event.place_name, event.lat, str(event.date_start)) for event in outcome.made] == [
        ("Sudzha", 51.191, "2025-03-12")
    ]
    assert str(outcome.rejected[0]).startswith("own.parquet row 2: event_type is 'flood'; expected one of capture")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"event_type": "flood"}, "event_type is 'flood'; expected one of capture, advance"),
        ({"event_type": None}, "event_type is empty; fill it in."),
        ({"status": "rumoured"}, "status is 'rumoured'; expected one of claimed"),
        ({"claimant_side": "XX"}, "claimant_side is 'XX'; expected one of RU, UA"),
        ({"lat": 370.2}, "latitude is 370.2; expected -90 to 90. The columns may be swapped."),
        ({"lat": None}, "longitude and latitude come in pairs; one of them is empty."),
        ({"date_end": pd.Timestamp("2020-01-01")}, "date_end is before date_start; swap the two."),
        ({"known_from": pd.Timestamp("2925-01-01")}, "expected a day from 1900 to 2199."),
        ({"confidence": 1.5}, "confidence is 1.5; expected 0 to 1."),
        ({"lon": 36.5}, "expected the same point."),
    ],
)
def test_a_bad_row_is_rejected_with_its_reason(
    table: gpd.GeoDataFrame, tmp_path: Path, values: dict[str, Any], told: str
) -> None:
    row = settlement(table)
    (reason,) = reasons(with_cell(table, row, **values), tmp_path)
    assert reason.startswith(f"joined.parquet row {row + 1}: ")
    assert told in reason


def test_swapped_coordinates_are_told(table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    swapped = table.assign(lon=table["lat"], lat=table["lon"])
    swapped["geometry"] = gpd.points_from_xy(swapped["lon"], swapped["lat"])
    found = read_joined(stored(swapped.set_crs(4326, allow_override=True), tmp_path), bundled_gazetteer())
    assert len(found.rejected) == int(table["lon"].notna().sum())
    assert all(str(one).endswith("The columns are swapped.") for one in found.rejected)
    assert found.placed == 0


def test_a_repeated_record_is_linked_and_another_of_its_id_rejected(table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    other = table.iloc[[2]].assign(event_id=table["event_id"].iloc[0])
    found = read_joined(stored(pd.concat([table, table.iloc[[1]], other]), tmp_path), bundled_gazetteer())
    assert [event.event_id for event in found.linked] == [table["event_id"].iloc[1]]
    (reject,) = found.rejected
    assert str(reject).startswith(f"joined.parquet row {len(table) + 2}: event_id")
    assert "belongs to another record in row 1" in str(reject)


def test_a_record_without_a_place_is_listed_as_unplaced(table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    row = settlement(table)
    nowhere = with_cell(table, row, place_id=None, lon=None, lat=None, geometry=None)
    (unplaced,) = read_joined(stored(nowhere, tmp_path), bundled_gazetteer()).unplaced
    assert unplaced.event.event_id == table["event_id"].iloc[row]


def test_a_joined_table_beside_others_is_not_joined_anew(table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    before = read_joined(stored(table, tmp_path), bundled_gazetteer())
    events = bundled_events()
    both = join_events(events, bundled_gazetteer(), bundled_boundaries(), beside=[before])
    assert both.table["event_id"].tolist() == [event.event_id for event in events]
    assert len(both.linked) == len(table)
    whole = join_events(events, bundled_gazetteer(), bundled_boundaries())
    assert both.table["place_id"].tolist() == whole.table["place_id"].tolist()
    assert (both.placed, both.area) == (whole.placed, whole.area)


@pytest.mark.parametrize(
    ("change", "error", "told"),
    [
        (lambda table: table.drop(columns=["quote", "claimed_by"]), SchemaError, "columns missing: claimed_by, quote."),
        (lambda table: table.to_crs(3857), CrsError, "joined.parquet: coordinate system is EPSG:3857"),
        (lambda table: table.assign(lon=table["lon"].astype("string") + " E"), InputError, "column lon holds other"),
    ],
)
def test_a_table_of_another_shape_is_refused(
    table: gpd.GeoDataFrame, tmp_path: Path, change: Change, error: type[Exception], told: str
) -> None:
    path = tmp_path / "joined.parquet"
    change(table).to_parquet(path, index=False)
    with pytest.raises(error, match=told):
        read_joined(path, bundled_gazetteer())


def test_a_file_that_is_no_parquet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "joined.parquet"
    with pytest.raises(DataMissing, match="is not there"):
        is_joined(path)
    path.write_text("event_type,status\n")
    with pytest.raises(InputError, match="cannot be read as Parquet"):
        is_joined(path)
    with pytest.raises(InputError, match="cannot be read as Parquet"):
        read_events(path)


def test_a_joined_table_without_geometry_is_refused(table: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = tmp_path / "joined.parquet"
    pd.DataFrame(table).assign(geometry="POINT (35 51)").to_parquet(path, index=False)
    with pytest.raises(InputError, match="none of GeoParquet"):
        read_joined(path, bundled_gazetteer())
