"""Days at the front where the clock is changed: one stated day for a moment, on any machine, without gap or overlap."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from geo.clock import DAY
from geo.events.tables import read_events
from tests.front.toy import GAZETTEER, record, timeline

ROOT = Path(__file__).resolve().parents[2]
HEADER = "event_type,actor_side,place_id,lon,lat,precision,claimed_by,claimant_side,status,date_start,known_from"
#: A moment -> its day in Kyiv. There clocks go from +02:00 to +03:00 on 30 March and back on 26 October 2025, at
#: 01:00 UTC; in Moscow it is +03:00 all year.
MOMENTS = {
    "2025-03-29T21:59:59Z": date(2025, 3, 29),
    "2025-03-29T22:00:00Z": date(2025, 3, 30),
    "2025-03-30T00:30+02:00": date(2025, 3, 30),
    "2025-03-30T00:30+03:00": date(2025, 3, 29),
    "2025-03-30T03:30+02:00": date(2025, 3, 30),
    "2025-03-30T20:59Z": date(2025, 3, 30),
    "2025-03-30T21:00Z": date(2025, 3, 31),
    "2025-03-31T00:30+03:00": date(2025, 3, 31),
    "2025-10-25T20:59Z": date(2025, 10, 25),
    "2025-10-26T00:30+03:00": date(2025, 10, 26),
    "2025-10-26T03:30+03:00": date(2025, 10, 26),
    "2025-10-26T03:30+02:00": date(2025, 10, 26),
    "2025-10-26T21:59Z": date(2025, 10, 26),
    "2025-10-26T22:00Z": date(2025, 10, 27),
    "2025-10-27T00:30+03:00": date(2025, 10, 26),
    "2025-10-27T00:30+02:00": date(2025, 10, 27),
}
#: Reads a table and prints its zones to the last bit.
SCRIPT = """
import sys
from geo.events.tables import read_events
from tests.front.toy import timeline
for zone in timeline(read_events(sys.argv[1]).made).zones:
    print(zone.zone_id, zone.perspective, zone.clock, zone.interval, zone.event_ids, zone.geometry.wkb_hex)
"""


def table(path: Path, moments: list[str]) -> Path:
    """A claim of a village for each moment at which it was told; it happened some time in the year before."""
    rows = [
        f"capture,RU,{village},{lon},{lat},populated_place,Russian ministry,RU,claimed,2025-01-01,{moment}"
        for (village, (lon, lat)), moment in zip(GAZETTEER.points.items(), moments, strict=False)
    ]
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_moment_counts_on_its_day_at_the_front(tmp_path: Path, moment: str) -> None:
    (event,) = read_events(table(tmp_path / "told.csv", [moment])).made
    assert event.known_from == MOMENTS[moment]


@pytest.mark.parametrize("moment", [*MOMENTS, "2025-03-30T00:00+09:00"])
def test_an_event_made_of_a_moment_counts_on_the_same_day(tmp_path: Path, moment: str) -> None:
    (told,) = read_events(table(tmp_path / "told.csv", [moment])).made
    assert record("v31", date(2025, 1, 1), known_from=moment).known_from == told.known_from


def test_a_moment_without_an_offset_is_a_day_at_the_front_whatever_its_hour(tmp_path: Path) -> None:
    moments = ["2025-03-30T00:00", "2025-03-30T03:30", "2025-03-30 23:59:59", "2025-03-30"]
    read = read_events(table(tmp_path / "told.csv", moments)).made
    assert {event.known_from for event in read} == {date(2025, 3, 30)}


def zones_printed(path: Path, **environment: str) -> bytes:
    """The zones of a table as another process makes them."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", **environment}
    return subprocess.check_output([sys.executable, "-c", SCRIPT, str(path)], cwd=ROOT, env=env)


def test_zones_are_the_same_to_the_byte_whatever_the_machines_time_zone(tmp_path: Path) -> None:
    path = table(tmp_path / "told.csv", list(MOMENTS))
    here, west, east = (zones_printed(path, TZ=zone) for zone in ("UTC", "America/New_York", "Pacific/Auckland"))
    assert here.count(b"\n") == 1 + len(set(MOMENTS.values()))
    assert here == west == east


def test_zones_are_the_same_to_the_byte_in_every_process(tmp_path: Path) -> None:
    path = table(tmp_path / "told.csv", list(MOMENTS))
    assert len({zones_printed(path, PYTHONHASHSEED=seed) for seed in ("0", "2")}) == 1


@pytest.mark.parametrize("changed_on", [date(2025, 3, 30), date(2025, 10, 26)])
def test_zones_follow_each_other_over_the_day_of_the_clock_change_without_gap_or_overlap(changed_on: date) -> None:
    days = [changed_on + n * DAY for n in (-1, 0, 1)]
    made = timeline([record(f"v{n}1", day) for n, day in enumerate(days)])
    zones = [zone for zone in made.zones if zone.clock == "known"]
    assert [zone.interval.valid_from for zone in zones] == days
    assert [zone.interval.valid_to for zone in zones] == [days[1], days[2], None]
    for day in [days[0] + n * DAY for n in range(6)]:
        assert sum(zone.interval.holds_on(day) for zone in zones) == 1
        assert [zone.settlements for zone in made.zones_on(day, "RU", "known")] == [min((day - days[0]).days, 2) + 1]
    assert made.zones_on(days[0] - DAY, "RU", "known") == ()


def test_moments_of_one_day_told_in_two_countries_make_one_change(tmp_path: Path) -> None:
    moments = ["2025-10-26T00:30+03:00", "2025-10-26T23:30+02:00", "2025-10-27T00:15+03:00"]
    made = timeline(read_events(table(tmp_path / "told.csv", moments)).made)
    assert made.change_days("RU", "known") == (date(2025, 10, 26),)
    assert [zone.settlements for zone in made.zones if zone.clock == "known"] == [3]
