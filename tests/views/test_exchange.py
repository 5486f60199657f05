"""Exchange files hold every row, say who claims it, and are whole or absent."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pyogrio
import pytest
import shapely

from geo.clock import DAY, Interval
from geo.errors import InputError
from geo.schema import EVENT
from geo.views.exchange import (
    FORMATS,
    LAYERS,
    csv_text,
    exchange_bytes,
    geojson_text,
    kml_of,
    layer_table,
    write_exchange,
)
from tests.views.frames import VIEW, advance, event, frame, zone

KML = "{http://www.opengis.net/kml/2.2}"


def _full() -> Any:
    return frame(
        event("Sudzha", note="=HYPERLINK(1)"),
        event("Kursk Oblast", precision="admin1", lon=None, lat=None),
        zones=(zone(), zone(zone_id="zn2", kind="announced", geometry=None, area_km2=None)),
        advances=(advance(), advance(advance_id="ad2", start=None)),
    )


def test_geojson_keeps_rows_without_a_place_with_null_geometry() -> None:
    told = json.loads(geojson_text(_full(), VIEW))
    by_name = {one["properties"]["place_name"]: one for one in told["features"]}
    assert by_name["Kursk Oblast"]["geometry"] is None
    assert by_name["Sudzha"]["geometry"] == {"type": "Point", "coordinates": [35.27, 51.19]}
    assert by_name["Sudzha"]["properties"]["date_start"] == "2025-03-12"
    assert set(by_name["Sudzha"]["properties"]) == set(EVENT)
    assert told["sentence"].startswith("12 March 2025, as known that day, according to Russian officials: ")


def test_geojson_of_zones_says_whose_claim_each_is() -> None:
    zones = {one["id"]: one for one in json.loads(geojson_text(_full(), VIEW, "zones"))["features"]}
    assert zones["zn1"]["properties"]["claimed_by"] == "Ministry of Defence"
    assert zones["zn1"]["geometry"]["type"] == "Polygon"
    assert zones["zn2"]["geometry"] is None


def test_what_was_known_on_a_day_does_not_tell_when_a_zone_will_end() -> None:
    ends = zone(interval=Interval(VIEW.advances_from, VIEW.day + 5 * DAY))
    assert layer_table(frame(zones=(ends,)), "zones")["valid_to"].isna().all()
    later = VIEW.changed(clock="happened")
    assert layer_table(frame(view=later, zones=(ends,)), "zones")["valid_to"].tolist() == ["2025-03-17"]


def test_an_advance_is_a_line_and_without_a_start_a_point() -> None:
    shapes = layer_table(_full(), "advances").set_index("advance_id").geometry
    assert shapes["ad1"].geom_type == "LineString"
    assert shapes["ad1"].coords[-1] == (35.15, 51.08)
    assert shapes["ad2"].geom_type == "Point"


def test_csv_has_every_row_and_runs_nothing_in_a_spreadsheet() -> None:
    rows = list(csv.DictReader(StringIO(csv_text(_full()))))
    assert len(rows) == 2
    notes = {row["place_name"]: row["note"] for row in rows}
    assert notes["Sudzha"] == "'=HYPERLINK(1)"
    assert notes["Kursk Oblast"] == ""


def _kml(told: str) -> list[Any]:
    return list(ET.fromstring(told).iter(f"{KML}Placemark"))


def test_kml_holds_every_row_with_its_days_data_and_shape() -> None:
    made = _full()
    marks = {mark.findtext(f"{KML}name"): mark for mark in _kml(kml_of(made, VIEW))}
    assert set(marks) == {"Sudzha", "Kursk Oblast"}
    sudzha = marks["Sudzha"]
    assert sudzha.findtext(f"{KML}Point/{KML}coordinates") == "35.270000,51.190000"
    assert sudzha.findtext(f"{KML}TimeSpan/{KML}begin") == "2025-03-12"
    data = {one.get("name"): one.findtext(f"{KML}value") for one in sudzha.iter(f"{KML}Data")}
    assert data["note"] == "=HYPERLINK(1)"
    assert marks["Kursk Oblast"].find(f"{KML}Point") is None
    zones = _kml(kml_of(made, VIEW, "zones"))
    assert [mark.find(f"{KML}Polygon") is not None for mark in zones] == [True, False]
    assert [bool(list(mark.iter(f"{KML}LineString"))) for mark in _kml(kml_of(made, VIEW, "advances"))] == [True, False]
    assert "as known that day" in (ET.fromstring(kml_of(made, VIEW)).findtext(f".//{KML}description") or "")


def test_kml_keeps_hostile_text_as_text() -> None:
    hostile = '<script>alert(1)</script> & "quoted" ]]>\x0b'
    (mark,) = _kml(kml_of(frame(event(hostile, note="a\x00b")), VIEW))
    assert mark.findtext(f"{KML}name") == '<script>alert(1)</script> & "quoted" ]]>'
    assert mark.find(f"{KML}description") is None, "programs read a balloon's text as HTML"


def test_kml_keeps_holes_and_parts() -> None:
    square = shapely.box(35, 51, 35.4, 51.4)
    ring = shapely.difference(square, shapely.box(35.1, 51.1, 35.2, 51.2))
    both = shapely.MultiPolygon([ring, shapely.box(36, 51, 36.1, 51.1)])
    (mark,) = _kml(kml_of(frame(zones=(zone(geometry=both),)), VIEW, "zones"))
    assert len(list(mark.iter(f"{KML}Polygon"))) == 2
    assert len(list(mark.iter(f"{KML}innerBoundaryIs"))) == 1


def test_a_geopackage_holds_all_layers_with_days_unshifted(tmp_path: Path) -> None:
    path = write_exchange(tmp_path / "front.gpkg", _full(), VIEW)
    assert {name for name, _ in pyogrio.list_layers(path)} == set(LAYERS)
    events = pyogrio.read_dataframe(path, layer="events")
    assert set(events["date_start"]) == {"2025-03-12"}
    assert events.crs.to_epsg() == 4326
    assert len(pyogrio.read_dataframe(path, layer="zones")) == 2


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_frame_gives_the_same_bytes(form: str) -> None:
    assert exchange_bytes(_full(), VIEW, form) == exchange_bytes(_full(), VIEW, form)


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_frame_gives_a_file_with_headers_and_no_rows(form: str, tmp_path: Path) -> None:
    path = write_exchange(tmp_path / f"empty.{form}", frame(), VIEW)
    assert path.stat().st_size > 0
    if form == "csv":
        assert path.read_text().strip() == ",".join(EVENT)


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "front.csv"
    path.write_text("old")

    def fail(*_: object) -> str:
        raise OSError("disk full")

    monkeypatch.setattr("geo.views.exchange.csv_text", fail)
    with pytest.raises(OSError, match="disk full"):
        write_exchange(path, frame(), VIEW)
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["front.csv"]


@pytest.mark.parametrize(
    ("name", "layer", "told"),
    [("a.shp", "events", "expected .geojson"), ("a.csv", "roads", "expected one of"), ("no/a.csv", "events", "folder")],
)
def test_a_wrong_file_or_layer_is_refused_with_what_is_accepted(
    tmp_path: Path, name: str, layer: str, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        write_exchange(tmp_path / name, frame(), VIEW, layer=layer)
