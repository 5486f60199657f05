"""The events table and its records."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import pytest
from pydantic import ValidationError

from geo.crs import WGS84
from geo.errors import CrsError, SchemaError
from geo.records import Event
from geo.schema import EVENT, check_events, events_of, events_table


def _event(**fields: object) -> Event:
    known: dict[str, object] = {
        "event_type": "capture",
        "status": "claimed",
        "place_name": "Sudzha",
        "lon": 35.271,
        "lat": 51.191,
        "date_start": date(2025, 3, 12),
        "date_end": date(2025, 3, 13),
        "known_from": date(2025, 3, 13),
        "claimed_by": "Russian Ministry of Defence",
        "claimant_side": "RU",
    }
    return Event.model_validate({**known, **fields})


def test_events_survive_the_round_trip_through_the_table() -> None:
    events = (
        _event(),
        _event(lon=None, lat=None, place_name="Sumy Oblast", date_start=None, quote_start=3, quote_end=9),
    )
    assert events_of(events_table(events)) == events


def test_no_events_give_an_empty_table_with_every_column() -> None:
    table = events_table([])
    assert list(table.columns) == [*EVENT, "geometry"]
    assert len(table) == 0
    assert table.crs == WGS84


def test_a_record_without_coordinates_has_no_geometry() -> None:
    table = events_table([_event(lon=None, lat=None), _event()])
    assert table.geometry.isna().tolist() == [True, False]


def test_the_same_saying_has_the_same_id_and_another_claimants_version_another() -> None:
    assert _event().event_id == _event().event_id
    assert _event().event_id != _event(claimant_side="UA", status="denied").event_id


@pytest.mark.parametrize(
    "fields",
    [{"lat": 370.2}, {"lat": None}, {"status": "true"}, {"date_end": date(2025, 1, 1)}, {"unknown": 1}],
)
def test_a_record_that_cannot_be_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        _event(**fields)


def test_a_table_without_a_column_is_stopped_at_the_door() -> None:
    with pytest.raises(SchemaError, match="quote"):
        check_events(events_table([_event()]).drop(columns="quote"), "join")


def test_a_table_in_another_coordinate_system_is_stopped_at_the_door() -> None:
    with pytest.raises(CrsError, match="EPSG:3857"):
        check_events(events_table([_event()]).to_crs("EPSG:3857"), "join")
    with pytest.raises(CrsError, match="no coordinate system"):
        check_events(gpd.GeoDataFrame(events_table([_event()])).set_crs(None, allow_override=True), "join")
