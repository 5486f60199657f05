"""What zones keep: ground is counted once, and a record's absence is felt only where the record is listed."""

from __future__ import annotations

from datetime import date

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.clock import DAY
from geo.crs import area_km2
from geo.events.join import join_events
from geo.events.tables import bundled_events
from geo.front.sayings import OPPONENT, VOICES
from geo.front.timeline import Timeline, build_timeline
from geo.front.zones import area_in
from geo.places.boundaries import bundled_boundaries
from geo.places.gazetteer import bundled_gazetteer
from geo.records import Event, Zone
from geo.terms import CLOCKS
from tests.front.test_properties import DAYS, FEW, RECORDS
from tests.front.toy import DAY_ONE, record, timeline

D3 = DAY_ONE + 2 * DAY


@pytest.fixture(scope="module")
def bundled() -> Timeline:
    gazetteer, boundaries = bundled_gazetteer(), bundled_boundaries()
    return build_timeline(join_events(bundled_events(), gazetteer, boundaries).table, gazetteer, boundaries)


def by_ground(made: Timeline) -> list[Zone]:
    """One zone of each geometry: many zones share one object."""
    return list({id(zone.geometry): zone for zone in made.zones if zone.geometry is not None}.values())


def test_the_areas_of_a_zone_by_oblast_add_up_to_the_whole_and_none_lies_outside(bundled: Timeline) -> None:
    regions = bundled_boundaries().admin1.geometry.to_numpy()
    tree = shapely.STRtree(regions)
    zones = by_ground(bundled)
    assert len(zones) > 50
    for zone in zones:
        there = regions[tree.query(zone.geometry, predicate="intersects")]
        parts = [area_in(zone, region) for region in there]
        assert sum(parts) == pytest.approx(zone.area_km2, rel=1e-4)
        outside = shapely.difference(zone.geometry, shapely.union_all(there))
        assert outside.is_empty or area_km2(outside) < 1e-4 * (zone.area_km2 or 0)


def test_bundled_zones_are_valid_and_as_large_as_they_say(bundled: Timeline) -> None:
    for zone in by_ground(bundled):
        assert shapely.is_valid(zone.geometry)
        assert zone.area_km2 is not None
        assert zone.area_km2 > 0
        assert area_km2(zone.geometry) == pytest.approx(zone.area_km2, rel=1e-4)


def test_bundled_zones_of_one_perspective_never_overlap(bundled: Timeline) -> None:
    for perspective in VOICES:
        for clock in CLOCKS:
            for day in bundled.change_days(perspective, clock):
                held = [zone for zone in bundled.zones_on(day, perspective, clock) if zone.kind != "announced"]
                assert len({zone.side for zone in held}) == len(held)
                if len(held) == 2:
                    both = shapely.intersection(held[0].geometry, held[1].geometry)
                    assert both.area < 1e-12


def test_every_bundled_zone_rests_on_records_that_were_told_by_then(bundled: Timeline) -> None:
    told = {event.event_id: event.known_from for event in bundled_events()}
    for zone in bundled.zones:
        assert zone.event_ids
        assert set(zone.against_ids) < set(zone.event_ids)
        known = [told[event_id] for event_id in zone.event_ids]
        if zone.clock == "known":
            assert max(day for day in known if day is not None) <= zone.interval.valid_from


def held_on(made: Timeline, perspective: str, clock: str, day: date, side: str) -> tuple[Zone | None, set[str]]:
    """The zone of a side on a day, if any, and the places it holds."""
    zones = made.zones_on(day, perspective, clock)
    zone = next((one for one in zones if one.side == side and one.kind != "announced"), None)
    ledger = made.book.on(perspective, clock, day)
    return zone, {key for key, holding in ledger.items() if holding.held_by == side}


@FEW
@given(RECORDS, st.data())
def test_without_a_record_ground_changes_only_on_days_whose_zone_or_ledger_lists_it(
    events: list[Event], data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from(events))
    left = [event for event in events if event is not gone]
    if not left:
        return
    whole, less = timeline(events), timeline(left)
    for perspective, clock in [(perspective, clock) for perspective in VOICES for clock in CLOCKS]:
        for day in DAYS:
            word = whole.book.on(perspective, clock, day).get(gone.place_id or "")
            if word is not None and gone.event_id in {*word.event_ids, *word.against_ids}:
                continue
            for side in OPPONENT:
                zone, places = held_on(whole, perspective, clock, day, side)
                if zone is not None and gone.event_id in zone.event_ids:
                    continue
                after, places_after = held_on(less, perspective, clock, day, side)
                assert places == places_after
                assert (zone is None) == (after is None)
                if zone is not None and after is not None:
                    assert zone.settlements == after.settlements
                    assert zone.area_km2 == pytest.approx(after.area_km2, rel=1e-6)
                    assert zone.geometry.symmetric_difference(after.geometry).area < 1e-9


def test_a_record_that_kept_a_place_out_from_the_first_is_listed_by_the_ledger_and_by_no_zone() -> None:
    kept_out = record("v31", DAY_ONE, actor_side="UA", claimant_side="media", status="reported")
    taken = record("v31", DAY_ONE, claimant_side="independent", status="reported")
    other = record("v21", DAY_ONE, claimant_side="independent", status="reported")
    whole, less = timeline([kept_out, taken, other]), timeline([taken, other])
    zone = next(one for one in whole.zones_on(D3, "assessed", "known") if one.side == "RU")
    assert zone.event_ids == (other.event_id,)
    assert [one.settlements for one in less.zones_on(D3, "assessed", "known")] == [2]
    word = whole.book.on("assessed", "known", D3)["v31"]
    assert kept_out.event_id in {*word.event_ids, *word.against_ids}


@FEW
@given(RECORDS)
def test_twice_the_days_between_the_same_changes_give_the_same_zones(events: list[Event]) -> None:
    def later(day: date | None) -> date | None:
        return None if day is None else DAY_ONE + 2 * (day - DAY_ONE)

    spread = [
        event.model_copy(
            update={name: later(getattr(event, name)) for name in ("date_start", "date_end", "known_from")}
        )
        for event in events
    ]
    once, twice = timeline(events), timeline(spread)
    numbers = [sum(zone.kind != "announced" for zone in made.zones) for made in (once, twice)]
    assert numbers[0] == numbers[1]
    for clock in CLOCKS:
        for perspective in VOICES:
            for day in DAYS:
                expected = told(once, perspective, clock, day)
                assert told(twice, perspective, clock, later(day) or day) == expected
                assert told(twice, perspective, clock, (later(day) or day) + DAY) == expected


def told(made: Timeline, perspective: str, clock: str, day: date) -> list[tuple[str, int, tuple[str, ...]]]:
    """What the bisection finds on a day."""
    zones = [zone for zone in made.zones_on(day, perspective, clock) if zone.kind != "announced"]
    return [(zone.side, zone.settlements, zone.event_ids) for zone in zones]
