from __future__ import annotations

from datetime import date, timedelta

import pytest
from shapely import Point

from geo.clock import DAY, Interval
from geo.errors import CrsError, InputError, SchemaError
from geo.events.join import join_events
from geo.front.timeline import build_timeline
from geo.places.boundaries import bundled_boundaries
from geo.places.gazetteer import bundled_gazetteer
from geo.records import Event
from geo.schema import events_table
from tests.front.toy import BOUNDARIES, DAY_ONE, GAZETTEER, record, timeline

D2, D3, D5 = DAY_ONE + DAY, DAY_ONE + 2 * DAY, DAY_ONE + 4 * DAY
WEEK = Interval(DAY_ONE, DAY_ONE + timedelta(days=7))


def test_a_frame_shows_what_held_that_day_and_what_happened_in_the_window() -> None:
    claim, fight = record("v31", DAY_ONE), record("v21", D3, event_type="clash")
    frame = timeline([claim, fight]).frame(day=D2, window=Interval(DAY_ONE, D3), perspective="RU", clock="happened")
    assert [zone.settlements for zone in frame.zones] == [1]
    assert list(frame.events["event_id"]) == [claim.event_id]
    assert [advance.place_id for advance in frame.advances] == ["v31"]
    assert list(frame.ledger["place_id"]) == ["v31"]
    assert frame.hidden == 0


def test_the_last_day_of_a_window_is_outside_it() -> None:
    made = timeline([record("v31", D3)])
    assert made.frame(day=D5, window=Interval(DAY_ONE, D3)).events.empty
    assert len(made.frame(day=D5, window=Interval(D3, D3 + DAY)).events) == 1
    assert len(made.frame(day=D5, window=Interval(D3)).events) == 1


def test_as_known_a_record_stands_on_the_day_it_was_told_and_not_before() -> None:
    made = timeline([record("v31", DAY_ONE, known_from=D3)])
    assert made.frame(day=D2, window=WEEK, clock="known").events.empty
    assert made.frame(day=D3, window=Interval(DAY_ONE, D3), clock="known").events.empty
    assert len(made.frame(day=D3, window=WEEK, clock="known").events) == 1
    assert len(made.frame(day=D2, window=Interval(DAY_ONE, D2), clock="happened").events) == 1


def test_filters_hide_records_and_their_arrows_and_count_what_they_hide() -> None:
    told = record("v31", DAY_ONE, event_key="k", event_type="advance")
    seen = record("v31", DAY_ONE, event_key="k", event_type="advance", claimant_side="independent", status="reported")
    made = timeline([told, seen, record("v21", DAY_ONE, actor_side="UA", event_type="strike", claimant_side="UA")])
    claimed = made.frame(day=D5, window=WEEK, statuses=["claimed"], types=["advance"])
    assert [advance.event_ids for advance in claimed.advances] == [(told.event_id,)]
    assert claimed.hidden == 2
    assert made.frame(day=D5, window=WEEK, sides=["UA"]).advances == ()
    assert len(made.frame(day=D5, window=WEEK, sides=[], types=(), statuses=None).events) == 3


def test_advances_and_events_follow_the_perspective_and_the_others_are_counted() -> None:
    own, other = record("v31", DAY_ONE, event_type="advance"), record("v21", DAY_ONE, claimant_side="UA")
    frame = timeline([own, other]).frame(day=D5, window=WEEK, perspective="UA", types=["strike"])
    assert frame.advances == ()
    assert (frame.hidden, frame.others) == (1, 1)
    frame = timeline([own, other]).frame(day=D5, window=WEEK, perspective="RU")
    assert list(frame.events["event_id"]) == [own.event_id]
    assert (frame.hidden, frame.others) == (0, 1)
    assert timeline([own, other]).frame(day=D5, window=WEEK).others == 0


def test_assessed_shows_monitors_media_what_is_conceded_and_what_nobody_is_named_for() -> None:
    seen = record("v31", DAY_ONE, claimant_side="independent", status="reported")
    printed = record("v21", DAY_ONE, claimant_side="media", status="reported")
    conceded = record("v11", DAY_ONE, event_type="withdrawal", actor_side="UA", status="confirmed", claimant_side="UA")
    unnamed = record("v01", DAY_ONE, claimant_side=None, status="reported")
    claimed = record("v41", DAY_ONE)
    frame = timeline([seen, printed, conceded, unnamed, claimed]).frame(day=D5, window=WEEK, perspective="assessed")
    assert set(frame.events["event_id"]) == {one.event_id for one in (seen, printed, conceded, unnamed)}
    assert frame.others == 1


def test_a_channel_is_a_mark_of_its_side_and_makes_no_zone_ledger_entry_or_arrow() -> None:
    made = timeline([record("v31", DAY_ONE, claimed_by="Rybar"), record("v21", DAY_ONE)])
    for perspective in ("RU", "all"):
        frame = made.frame(day=D5, window=WEEK, perspective=perspective)
        assert len(frame.events) == 2
        assert [zone.settlements for zone in frame.zones] == [1]
        assert list(frame.ledger["place_id"]) == ["v21"]
        assert [advance.place_id for advance in frame.advances] == ["v21"]


def test_all_shows_every_perspectives_zones() -> None:
    made = timeline(
        [record("v31", DAY_ONE), record("v41", DAY_ONE, actor_side="UA", claimant_side="UA"),
         record("v31", DAY_ONE, claimant_side="media", status="reported")]
    )  # fmt: skip
    zones = made.frame(day=D2, window=WEEK, perspective="all").zones
    assert {(zone.perspective, zone.side, zone.kind) for zone in zones} == {
        ("RU", "RU", "claimed"), ("UA", "UA", "claimed"), ("assessed", "RU", "assessed"),
    }  # fmt: skip


def test_a_frame_carries_every_record_it_rests_on() -> None:
    old, new = record("v31", DAY_ONE), record("v21", D5)
    frame = timeline([old, new]).frame(day=D5, window=Interval(D5, D5 + DAY), perspective="RU")
    assert list(frame.events["event_id"]) == [new.event_id]
    assert frame.records is not None
    assert set(frame.records["event_id"]) == {old.event_id, new.event_id}


def test_change_days_are_those_on_which_a_zone_begins_changes_or_ends() -> None:
    made = timeline([record("v31", DAY_ONE), record("v31", D3, actor_side="UA"), record("v21", D5, event_type="clash")])
    assert made.change_days("RU", "known") == (DAY_ONE, D3)


def test_daily_counts_add_up_to_the_dated_records() -> None:
    events = [record("v31", DAY_ONE), record("v21", DAY_ONE), record("v11", D3, claimant_side="UA", actor_side=None)]
    undated = record("v01", DAY_ONE, date_start=None, date_end=None, known_from=None)
    counts = timeline([*events, undated]).daily_counts("happened")
    assert counts["count"].sum() == 3
    first = counts[counts["day"] == DAY_ONE].iloc[0]
    assert (first["claimant_side"], first["status"], first["count"]) == ("RU", "claimed", 2)


def test_an_undated_record_is_kept_and_in_no_window() -> None:
    undated = record("v01", DAY_ONE, date_start=None, date_end=None, known_from=None)
    made = timeline([record("v31", DAY_ONE), undated])
    assert len(made.events) == 2
    assert len(made.frame(day=date(2030, 1, 1), window=Interval(date(2000, 1, 1)), clock="happened").events) == 1


def test_first_and_last_span_what_happened_and_what_was_told() -> None:
    made = timeline([record("v31", DAY_ONE, known_from=D5), record("v21", D2)])
    assert (made.first, made.last) == (DAY_ONE, D5)


def test_a_ledger_that_a_caller_changes_does_not_change_the_timeline() -> None:
    made = timeline([record("v31", DAY_ONE)])
    del made.ledger("RU", "known", DAY_ONE)["outcome"]
    assert "outcome" in made.ledger("RU", "known", DAY_ONE)


def test_progress_is_told_stage_by_stage() -> None:
    told: list[tuple[str, int, int]] = []
    timeline([record("v31", DAY_ONE)], progress=lambda *stage: told.append(stage))
    assert [done for _, done, _ in told] == [1, 2, 3, 4, 5]
    assert told[-1] == ("timeline: advances", 5, 5)


def test_a_table_without_dates_or_columns_or_crs_is_refused_in_one_line() -> None:
    undated = record("v01", DAY_ONE, date_start=None, date_end=None, known_from=None)
    with pytest.raises(InputError, match="no record states a date"):
        timeline([undated])
    table = events_table([record("v31", DAY_ONE)])
    with pytest.raises(SchemaError, match="status"):
        build_timeline(table.drop(columns="status"), GAZETTEER, BOUNDARIES)  # type: ignore[arg-type]
    with pytest.raises(CrsError):
        build_timeline(table.to_crs(3035), GAZETTEER, BOUNDARIES)  # type: ignore[arg-type]


def test_an_unknown_perspective_or_clock_is_refused() -> None:
    made = timeline([record("v31", DAY_ONE)])
    with pytest.raises(InputError, match="perspective is 'NATO'"):
        made.frame(day=D2, window=WEEK, perspective="NATO")
    with pytest.raises(InputError, match="clock is 'noon'"):
        made.ledger("RU", "noon", D2)


def test_region_level_records_alone_make_a_timeline_without_zones() -> None:
    made = timeline([record("adm1:UA-59", DAY_ONE, event_type="advance")])
    assert made.zones == ()
    assert made.advances == ()
    assert len(made.frame(day=D2, window=WEEK).events) == 1


def test_a_claim_on_a_place_that_no_gazetteer_holds_makes_a_zone_where_the_record_puts_it() -> None:
    made = Event.model_validate(
        {
            "event_type": "capture", "actor_side": "RU", "place_name": "Testovka", "lon": 35.30, "lat": 51.25,
            "date_start": "2025-03-12", "date_end": "2025-03-12", "known_from": "2025-03-12",
            "claimed_by": "Russian Ministry of Defence", "claimant_side": "RU", "status": "claimed",
        }
    )  # fmt: skip
    gazetteer, boundaries = bundled_gazetteer(), bundled_boundaries()
    timeline = build_timeline(join_events([made], gazetteer, boundaries).table, gazetteer, boundaries)
    (zone,) = timeline.zones_on(date(2025, 3, 12), "RU", "known")
    assert zone.event_ids == (made.event_id,)
    assert zone.geometry.contains(Point(35.30, 51.25))
