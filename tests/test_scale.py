"""Large records: one's own in place of the bundled one, and time that grows with the records and not faster."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from benchmarks.synthetic import synthetic_table
from geo.errors import DataMissing, InputError
from geo.front.timeline import Timeline, build_timeline
from geo.pipeline import load_front
from geo.places.boundaries import bundled_boundaries
from geo.places.gazetteer import bundled_gazetteer
from geo.schema import events_of
from geo.settings import Settings
from geo.views.joined import write_joined


def build(rows: int) -> tuple[float, Timeline]:
    table = synthetic_table(rows)
    start = time.process_time()
    made = build_timeline(table, bundled_gazetteer(), bundled_boundaries())
    return time.process_time() - start, made


def settings_for(*paths: Path) -> Settings:
    return Settings.from_environment({**os.environ, "GEO_EVENTS": os.pathsep.join(map(str, paths))})


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_joined(synthetic_table(400), tmp_path_factory.mktemp("record") / "own.parquet")


def test_time_grows_with_the_records_and_not_faster() -> None:
    build(500)  # gazetteer, boundaries and word lists are read once
    few, _ = build(2_000)
    many, made = build(20_000)
    assert many < 2 * 10 * few
    assert len(made.events) == 20_000
    assert made.zones
    assert made.advances


def test_made_up_records_are_the_same_each_time_and_valid() -> None:
    table, again = synthetic_table(300, seed=3), synthetic_table(300, seed=3)
    assert table.drop(columns="geometry").equals(again.drop(columns="geometry"))
    assert not table["event_id"].equals(synthetic_table(301, seed=4)["event_id"])
    assert len(events_of(table)) == 300
    lengths = table["quote"].str.len()
    assert (lengths.min() >= 60, lengths.max() <= 170, table["quote"].is_unique) == (True, True, True)


def test_a_parquet_table_stands_in_for_the_bundled_record(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any) -> Any:
        raise AssertionError("a table that was joined is joined anew")

    monkeypatch.setattr("geo.events.join._Joining.finish", never)
    made = load_front(settings_for(stored))
    assert len(made.timeline.events) == 400
    assert made.joined.counts()["in"] == 400
    assert not made.rejected


def test_several_tables_of_several_kinds_make_one_record(stored: Path, tmp_path: Path) -> None:
    more = synthetic_table(40, seed=1).drop(columns=["geometry", "border_km"])
    more["event_id"] = [f"own{number}" for number in range(40)]
    more["event_key"] = more["event_id"]
    text = tmp_path / "more.csv"
    more.to_csv(text, index=False, date_format="%Y-%m-%d")
    made = load_front(settings_for(stored, text))
    assert len(made.timeline.events) == 440
    assert (made.rejected, made.linked) == ((), 0)


def test_a_table_named_in_the_call_goes_before_that_of_the_settings(stored: Path) -> None:
    made = load_front(settings_for(Path("nowhere.parquet")), event_files=[stored])
    assert len(made.timeline.events) == 400


def test_without_the_setting_the_bundled_record_is_read() -> None:
    assert Settings.from_environment({}).event_files == ()
    assert Settings.from_environment({"GEO_EVENTS": ""}).event_files == ()


def test_a_record_that_is_not_there_or_has_no_usable_row_is_told(stored: Path, tmp_path: Path) -> None:
    with pytest.raises(DataMissing, match=r"none\.parquet is not there"):
        load_front(settings_for(tmp_path / "none.parquet"))
    table = synthetic_table(20).assign(status="rumoured")
    bad = write_joined(table, tmp_path / "bad.parquet")
    with pytest.raises(InputError, match=r"no usable record, 20 rejected.*status is 'rumoured'"):
        load_front(settings_for(bad))
    made = load_front(settings_for(bad, stored))
    assert (len(made.rejected), len(made.timeline.events)) == (20, 400)
