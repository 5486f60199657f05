from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from geo.events.linking import link_happenings
from geo.records import Event
from geo.schema import check_events, events_table

DAY = date(2025, 3, 12)


def event(days: int = 0, **values: Any) -> Event:
    day = DAY + timedelta(days)
    base = {
        "event_type": "capture", "actor_side": "RU", "place_id": "gn:1", "place_name": "Sudzha", "date_start": day,
        "date_end": day, "known_from": day, "claimed_by": "Ministry", "claimant_side": "RU", "status": "claimed",
    }  # fmt: skip
    return Event.model_validate(base | values)


def told(days: int = 0, **values: Any) -> Event:
    return event(days, **({"report_id": "r1", "claimed_by": "The ministry"} | values))


def keys(*events: Event) -> list[str]:
    return [str(key) for key in link_happenings(events_table(events))["event_key"]]


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_capture_told_again_within_a_day_is_the_same_happening(days: int) -> None:
    assert keys(event(event_key="k"), told(days)) == ["k", "k"]


@pytest.mark.parametrize(
    "values",
    [
        {"days": 2},
        {"days": -2},
        {"actor_side": "UA"},
        {"actor_side": None},
        {"place_id": "gn:2"},
        {"place_id": None},
        {"event_type": "advance"},
        {"relation": "near"},
        {"date_start": None, "date_end": None},
        {"date_start": DAY - timedelta(20), "date_end": DAY},
        {"report_id": None},
    ],
    ids=str,
)
def test_another_day_side_place_or_type_is_another_happening_and_a_tables_row_keeps_its_key(
    values: dict[str, Any],
) -> None:
    again = told(**values)
    assert keys(event(event_key="k"), again) == ["k", again.event_key]


def test_strikes_are_one_on_one_day_only_and_zones_one_within_three_days() -> None:
    strike, zone = {"event_type": "strike"}, {"event_type": "zone", "place_id": "adm1:UA-59"}
    assert keys(event(event_key="k", **strike), told(0, **strike), told(1, **strike))[:2] == ["k", "k"]
    assert len(set(keys(event(event_key="k", **strike), told(1, **strike)))) == 2
    assert keys(event(event_key="k", **zone), told(3, **zone)) == ["k", "k"]
    assert len(set(keys(event(event_key="k", **zone), told(4, **zone)))) == 2


def test_the_nearest_in_time_gives_its_key_and_only_rows_above_are_asked() -> None:
    assert keys(event(-1, event_key="a"), event(event_key="b"), told()) == ["a", "b", "b"]
    late = told()
    assert keys(late, event(event_key="k")) == [late.event_key, "k"]


def test_two_reports_of_one_happening_share_a_key_without_any_table() -> None:
    assert len(set(keys(told(), told(1, report_id="r2")))) == 1


def test_an_interval_counts_by_its_nearer_end() -> None:
    assert keys(event(event_key="k"), told(date_start=DAY + timedelta(1), date_end=DAY + timedelta(4))) == ["k", "k"]


def test_nothing_is_merged_or_dropped_and_the_table_stays_an_events_table() -> None:
    table = events_table([event(event_key="k"), told()])
    linked = link_happenings(table)
    check_events(linked, "test")
    assert linked.drop(columns="event_key").equals(table.drop(columns="event_key"))
    assert table["event_key"].nunique() == 2, "what was given is left as it was"
    assert link_happenings(events_table([])).empty
