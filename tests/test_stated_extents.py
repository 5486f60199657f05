"""The benchmark of stated extents: what it measures, and that no difference stays without a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import shapely

from benchmarks.stated_extents import HIGH, LOW, Front, Stated, depth_km, reasons_for, seen, stated_in
from geo.clock import DAY
from geo.events.tables import bundled_events
from geo.front.zones import area_in
from geo.places.boundaries import bundled_boundaries
from geo.places.gazetteer import bundled_gazetteer

SUMY = "adm1:UA-59"


@pytest.fixture(scope="module")
def front() -> Front:
    return Front(bundled_events(), bundled_gazetteer(), bundled_boundaries())


@pytest.fixture(scope="module")
def figures(front: Front) -> list[Stated]:
    return stated_in(front.table)


def test_every_record_that_states_an_extent_is_listed_by_day(figures: list[Stated]) -> None:
    stating = [event for event in bundled_events() if event.actor_side]
    numbers = sum((event.area_km2 is not None) + (event.depth_km is not None) for event in stating)
    assert len(figures) == numbers > 20
    assert [one.day for one in figures] == sorted(one.day for one in figures)


def test_an_area_is_set_beside_its_claimants_own_view_and_a_depth_beside_the_sides_claims(
    figures: list[Stated],
) -> None:
    views = {(one.claimed_by, one.unit): one.perspective for one in figures}
    assert views["DeepState", "km²"] == "assessed"
    assert views["Valery Gerasimov", "km²"] == "RU"
    assert views["Oleksandr Syrskyi", "km²"] == "UA"
    assert views["Ivan Shevtsov", "km"] == "RU"


def test_depth_is_how_far_the_farthest_ground_lies_from_the_border() -> None:
    border = shapely.segmentize(shapely.LineString([(34, 51), (36, 51)]), 0.01)
    ground = shapely.box(34.9, 50.9, 35.1, 50.97)
    assert depth_km(ground, border) == pytest.approx(11.13, abs=0.02)
    assert depth_km(shapely.Polygon(), border) == 0


def test_the_ground_of_places_adds_up_to_the_zone_in_the_region(front: Front, figures: list[Stated]) -> None:
    region = front.boundaries.area(SUMY)
    for one in figures:
        if (one.unit, one.region_id) == ("km²", SUMY):
            zones = front.timeline.zones_on(one.day, "RU", "known")
            zone = next(zone for zone in zones if zone.side == "RU" and zone.kind == "claimed")
            assert front.derived(seen(one, "RU")) == pytest.approx(area_in(zone, region), rel=1e-4)


def test_an_announced_strip_is_as_deep_as_it_was_announced(front: Front, figures: list[Stated]) -> None:
    (announced,) = [one for one in figures if one.announced]
    assert announced.claimed_by == "Vladimir Putin"
    assert front.derived(announced) == pytest.approx(announced.figure, rel=0.02)


def test_every_ratio_out_of_bounds_has_a_reason_and_the_others_need_none(front: Front, figures: list[Stated]) -> None:
    for one in [*figures, *(seen(one, one.side) for one in figures)]:
        ratio = front.derived(one) / one.figure
        assert bool(reasons_for(front, one)) == (not LOW <= ratio <= HIGH), one


def test_where_no_record_has_the_side_hold_anything_that_is_the_reason(front: Front, figures: list[Stated]) -> None:
    first = figures[0]
    assert front.held(first) == {}
    assert "nothing to derive" in reasons_for(front, first)[0]


def test_a_figure_for_a_span_is_compared_with_what_was_taken_in_it(front: Front, figures: list[Stated]) -> None:
    (taken,) = [one for one in figures if one.figure == 259]
    assert taken.since == date(2025, 3, 7)
    gained = front.derived(taken) - front.derived(taken, taken.since - DAY)
    assert f"from 2025-03-07 on; derived so: {gained:.1f} km²" in reasons_for(front, taken)[0]


def test_claims_of_the_day_itself_are_told_from_those_of_the_eve(front: Front, figures: list[Stated]) -> None:
    june = seen(next(one for one in figures if one.day == date(2025, 6, 1)), "RU")
    assert front.derived(june, june.day - DAY) < front.derived(june)
    assert any("claimed on the day itself" in reason for reason in reasons_for(front, june))


def test_a_figure_of_a_district_counts_the_places_in_it(front: Front, figures: list[Stated]) -> None:
    (glushkovo,) = [one for one in figures if one.region_id == "district:glushkovsky"]
    assert front.sizes("district:glushkovsky", "km²") == {}
    korenevo = replace(glushkovo, region_id="district:korenevsky", side="RU", perspective="RU")
    assert len(front.sizes("district:korenevsky", "km²")) == 8
    assert front.derived(korenevo) > 0
