"""What must hold of any records, in any order, known at any time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.clock import DAY, Interval
from geo.front.ledger import Ledger
from geo.front.sayings import rows, saying_of
from geo.front.timeline import Timeline
from geo.records import Event
from geo.schema import events_table
from geo.terms import CLOCKS, PERSPECTIVES
from tests.front.toy import DAY_ONE, record, timeline

SPAN = 12
PLACES = ("v21", "v31", "v32", "v41", "v51")
DAYS = [DAY_ONE + n * DAY for n in range(-1, SPAN + 8)]


@st.composite
def told(draw: st.DrawFn) -> Event:
    day = DAY_ONE + draw(st.integers(0, SPAN)) * DAY
    lag = draw(st.integers(0, 6))
    return record(
        draw(st.sampled_from(PLACES)),
        day - draw(st.integers(0, 2)) * DAY,
        date_end=day,
        known_from=day + lag * DAY,
        event_type=draw(st.sampled_from(["capture", "capture", "capture", "withdrawal", "clash", "advance", "zone"])),
        actor_side=draw(st.sampled_from(["RU", "UA", "KP", None])),
        claimant_side=draw(st.sampled_from(["RU", "UA", "independent", "media", "US"])),
        status=draw(st.sampled_from(["claimed", "reported", "confirmed", "denied", "planned"])),
        event_key=draw(st.sampled_from(["a", "b", "c"])),
    )


RECORDS = st.lists(told(), min_size=1, max_size=14, unique_by=lambda event: event.event_id)
FEW = settings(deadline=None, max_examples=20)
MANY = settings(deadline=None, max_examples=100)


def book_of(events: list[Event]) -> Ledger:
    return Ledger([one for one in map(saying_of, rows(events_table(events))) if one is not None], {})


def states(book: Ledger, clock: str, day: date) -> dict[str, Any]:
    return {perspective: book.on(perspective, clock, day) for perspective in PERSPECTIVES}


def shown(made: Timeline, day: date) -> tuple[dict[str, Any], list[float]]:
    """What a reader sees on a day as known then, less the day on which it will end; and the zones' areas, km²."""
    frame = made.frame(day=day, window=Interval(date(2025, 1, 1), day + DAY), perspective="all", clock="known")
    seen = {
        "zones": [(zone.zone_id, zone.event_ids, zone.disputed_ids) for zone in frame.zones],
        "advances": frame.advances,
        "events": list(frame.events["event_id"]),
        "ledger": frame.ledger.to_dict("records"),
    }
    return seen, [zone.area_km2 or 0.0 for zone in frame.zones]


@MANY
@given(RECORDS, st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter_to_the_ledger(events: list[Event], random: Any) -> None:
    book, mixed = book_of(events), book_of(random.sample(events, len(events)))
    for clock in CLOCKS:
        for day in DAYS:
            assert states(book, clock, day) == states(mixed, clock, day)


@FEW
@given(RECORDS, st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter_to_the_timeline(events: list[Event], random: Any) -> None:
    made, again = timeline(events), timeline(random.sample(events, len(events)))
    assert [zone.zone_id for zone in made.zones] == [zone.zone_id for zone in again.zones]
    assert [zone.area_km2 for zone in made.zones] == [zone.area_km2 for zone in again.zones]
    assert made.advances == again.advances
    assert list(made.events["event_id"]) == list(again.events["event_id"])


@MANY
@given(RECORDS, st.integers(0, SPAN + 6))
def test_what_is_told_later_does_not_change_the_ledger_as_known_before(events: list[Event], after: int) -> None:
    day = DAY_ONE + after * DAY
    early = [event for event in events if event.known_from is not None and event.known_from <= day]
    assert states(book_of(events), "known", day) == states(book_of(early), "known", day)


@FEW
@given(RECORDS, st.integers(0, SPAN + 6))
def test_what_is_told_later_does_not_change_the_map_as_known_before(events: list[Event], after: int) -> None:
    day = DAY_ONE + after * DAY
    early = [event for event in events if event.known_from is not None and event.known_from <= day]
    if early:
        seen, areas = shown(timeline(events), day)
        seen_early, areas_early = shown(timeline(early), day)
        assert seen == seen_early
        assert areas == pytest.approx(areas_early, abs=1e-3)


@MANY
@given(RECORDS)
def test_once_all_is_told_both_clocks_agree(events: list[Event]) -> None:
    book = book_of(events)
    end = DAY_ONE + timedelta(days=60)
    assert states(book, "known", end) == states(book, "happened", end)


@FEW
@given(RECORDS)
def test_zones_of_one_perspective_never_overlap_and_are_valid_ground(events: list[Event]) -> None:
    made = timeline(events)
    for zone in made.zones:
        assert (zone.area_km2 or 0) >= 0
        if zone.geometry is not None:
            assert shapely.is_valid(zone.geometry)
    claimed = [zone for zone in made.zones if zone.kind != "announced"]
    for perspective in ("RU", "UA", "assessed"):
        for clock in CLOCKS:
            for day in made.change_days(perspective, clock):
                grounds = [
                    zone.geometry
                    for zone in claimed
                    if (zone.perspective, zone.clock) == (perspective, clock) and zone.interval.holds_on(day)
                ]
                assert len(grounds) <= 2
                if len(grounds) == 2:
                    assert grounds[0].intersection(grounds[1]).area < 1e-12


@FEW
@given(RECORDS)
def test_every_zone_rests_on_records_and_holds_what_the_ledger_holds(events: list[Event]) -> None:
    made = timeline(events)
    known_ids = {event.event_id for event in events}
    for zone in made.zones:
        assert zone.event_ids
        assert known_ids.issuperset(zone.event_ids)
    for clock in CLOCKS:
        for perspective in ("RU", "UA", "assessed"):
            for day in DAYS:
                held = [one.held_by for one in made.book.on(perspective, clock, day).values()]
                zones = [zone for zone in made.zones_on(day, perspective, clock) if zone.kind != "announced"]
                counts = {zone.side: zone.settlements for zone in zones}
                assert counts == {side: held.count(side) for side in ("RU", "UA") if side in held}


@FEW
@given(RECORDS)
def test_intervals_are_half_open_and_follow_each_other(events: list[Event]) -> None:
    last: dict[Any, date | None] = {}
    for zone in timeline(events).zones:
        if zone.kind == "announced":
            continue
        key = (zone.perspective, zone.clock, zone.side)
        if key in last:
            assert last[key] is not None, "only the last zone of a side is open"
            assert last[key] <= zone.interval.valid_from
        last[key] = zone.interval.valid_to
        assert zone.interval.valid_to is None or zone.interval.valid_from < zone.interval.valid_to
        assert not zone.interval.holds_on(zone.interval.valid_from - DAY)
        assert zone.interval.valid_to is None or not zone.interval.holds_on(zone.interval.valid_to)


@FEW
@given(RECORDS)
def test_every_arrow_rests_on_records_of_its_own_place_and_side(events: list[Event]) -> None:
    by_id = {event.event_id: event for event in events}
    for arrow in timeline(events).advances:
        assert arrow.count >= 1
        assert {by_id[event_id].place_id for event_id in arrow.event_ids} == {arrow.place_id}
        assert {by_id[event_id].actor_side for event_id in arrow.event_ids} <= {arrow.side, "KP"}
        assert arrow.date_start <= arrow.date_end
        assert arrow.start != arrow.end
