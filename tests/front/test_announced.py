from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from geo.clock import DAY, Interval
from geo.crs import area_km2
from geo.front.announced import LAPSE_DAYS
from geo.front.extents import border_strip
from geo.records import Zone
from tests.front.toy import BOUNDARIES, DAY_ONE, record, timeline

D2, D3 = DAY_ONE + DAY, DAY_ONE + 2 * DAY
SUMY = "adm1:UA-59"
LAPSE = timedelta(LAPSE_DAYS)


def said(*events: Any) -> list[Zone]:
    return [zone for zone in timeline(events).zones if zone.kind == "announced" and zone.clock == "known"]


def zone(place_id: str = SUMY, day: Any = DAY_ONE, **fields: Any) -> Any:
    return record(place_id, day, event_type="zone", **fields)


def test_an_announcement_without_an_extent_has_no_polygon() -> None:
    announced = said(zone(note="a security strip is being made", claimed_by="Putin"))[0]
    assert announced.geometry is None
    assert announced.area_km2 is None
    assert (announced.region, announced.side, announced.perspective) == (SUMY, "RU", "RU")
    assert announced.claimed_by == ("Putin",)
    assert announced.note == "a security strip is being made"


def test_a_stated_depth_is_the_strip_of_that_region_within_it() -> None:
    announced = said(zone(depth_km=12.0))[0]
    west, _, east, _ = announced.geometry.bounds
    assert east == pytest.approx(35, abs=1e-4)
    assert (35 - west) * 70 == pytest.approx(12, rel=0.02)
    assert announced.area_km2 == pytest.approx(12 * 166.8, rel=0.02)


def test_a_strip_does_not_leave_its_region() -> None:
    strip = border_strip(BOUNDARIES, SUMY, 5)  # type: ignore[arg-type]
    assert strip is not None
    assert area_km2(strip.difference(BOUNDARIES.area(SUMY))) < 0.01
    assert border_strip(BOUNDARIES, "adm1:UA-40", 5) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "fields",
    [
        {"claimant_side": "UA", "depth_km": 7.0},
        {"claimant_side": "independent", "status": "reported", "area_km2": 124.68},
        {"area_km2": 210.0},
        {"status": "denied"},
        {"actor_side": None},
    ],
    ids=["the other side describes a depth", "a monitor counts", "its own count", "a denial", "nobody's"],
)
def test_a_description_is_no_announcement(fields: dict[str, Any]) -> None:
    assert said(zone(**fields)) == []


def test_the_newest_announcement_for_a_region_stands_and_a_restatement_keeps_the_extent() -> None:
    first, depth, again = zone(), zone(day=D2, depth_km=10.0), zone(day=D3, note="again")
    announced = said(first, depth, again)
    assert [one.interval for one in announced] == [Interval(DAY_ONE, D2), Interval(D2, D3 + LAPSE)]
    assert announced[1].depth_km == 10.0


def test_an_announcement_that_is_not_renewed_lapses() -> None:
    long_after = D2 + timedelta(300)
    announced = said(zone(depth_km=10.0), zone(day=D2, note="again"), zone(day=long_after, note="anew"))
    assert [one.interval for one in announced] == [
        Interval(DAY_ONE, D2 + LAPSE),
        Interval(long_after, long_after + LAPSE),
    ]
    assert [one.depth_km for one in announced] == [10.0, None], "what lapsed is not taken up again"


def test_a_wish_is_a_zone_proposed() -> None:
    wish, word = zone(status="planned"), zone(day=D2)
    assert [one.status for one in said(wish, word)] == ["planned", "announced"]


def test_a_channel_announces_nothing() -> None:
    assert said(zone(claimed_by="Rybar")) == []


def test_a_plan_does_not_replace_what_is_said_to_be_under_way() -> None:
    under_way, plan = zone(claimed_by="Ministry"), zone(day=D2, status="planned", claimed_by="Governor")
    assert [one.claimed_by for one in said(under_way, plan)] == [("Ministry",)]


def test_announcements_for_two_regions_stand_side_by_side() -> None:
    border = record("area:border", DAY_ONE, event_type="zone", precision="area", depth_km=10.0)
    announced = said(zone(), border)
    assert {one.region for one in announced} == {SUMY, "area:border"}
    assert all(one.geometry is None for one in announced), "a depth with no region named is not drawn"


def listed(place_id: str, day: Any = DAY_ONE, **fields: Any) -> Any:
    place = {"precision": "district", "admin1": "Sumy Oblast", "country": "UA", "lon": None, "lat": None}
    if place_id.startswith("v"):
        place = {"precision": "populated_place", "admin1": "Sumy Oblast"}
    return record(place_id, day, event_type="zone", **{**place, "claimed_by": "Russian ministry", **fields})


def test_a_list_of_settlements_is_the_ground_of_their_cells() -> None:
    made = timeline([listed("v31"), listed("v32")])
    (announced,) = (one for one in made.zones if one.kind == "announced" and one.clock == "known")
    assert announced.listed == ("V31", "V32")
    assert announced.region == SUMY
    assert announced.event_ids == tuple(sorted(made.events["event_id"]))
    assert announced.area_km2 == pytest.approx(made.cells.area_of(["v31", "v32"]), rel=1e-6)
    assert "settlements listed" in announced.method
    assert made.ledger("all", "known", DAY_ONE).empty, "an intention is not a hold"
    assert made.advances == ()


def test_a_listed_district_is_the_ground_of_its_settlements() -> None:
    (announced,) = said(listed("district:3", place_name="District 3"))
    assert announced.geometry is not None
    west, south, east, north = announced.geometry.bounds
    assert (west, east) == pytest.approx((34.94, 35), abs=1e-3)
    assert (south, north) == pytest.approx((50.5, 52), abs=1e-3)
    assert announced.listed == ("District 3",)


def test_a_list_with_a_depth_is_what_lies_within_it() -> None:
    (whole,), (near,) = said(listed("v31")), said(listed("v31", depth_km=1.0))
    assert 0 < near.area_km2 < whole.area_km2
    assert "within the stated 1 km" in near.method


def test_each_listed_place_keeps_its_own_depth() -> None:
    (alone,), (both,) = said(listed("v31")), said(listed("v31", depth_km=1.0), listed("v32"))
    (near,), (far,) = said(listed("v31", depth_km=1.0)), said(listed("v32"))
    assert both.area_km2 == pytest.approx(near.area_km2 + far.area_km2, rel=1e-4)
    assert near.area_km2 < alone.area_km2
    assert both.depth_km is None
    assert (near.depth_km, both.listed) == (1.0, ("V31", "V32"))


def test_a_district_without_a_known_settlement_is_a_note() -> None:
    (announced,) = said(listed("district:9", place_name="District 9"))
    assert announced.geometry is None
    assert announced.region == SUMY


def test_a_list_replaces_a_note_on_its_region_and_another_claimants_list_is_another() -> None:
    note, first, other = zone(SUMY), listed("v31", D2), listed("v32", D3, claimed_by="Putin")
    spans = [(one.listed, one.interval) for one in said(note, first, other)]
    assert spans == [
        ((), Interval(DAY_ONE, D2)), (("V31",), Interval(D2, D3)), (("V32",), Interval(D3, D3 + LAPSE)),
    ]  # fmt: skip


def test_what_others_list_announces_nothing() -> None:
    assert said(listed("v31", claimant_side="UA", claimed_by="Ukrainian staff")) == []
