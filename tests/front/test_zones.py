from __future__ import annotations

import pytest

from geo.clock import DAY, Interval
from geo.front.zones import area_in
from tests.front.toy import BOUNDARIES, DAY_ONE, record, timeline

D2, D3, D5 = DAY_ONE + DAY, DAY_ONE + 2 * DAY, DAY_ONE + 4 * DAY


def test_a_zone_holds_from_its_claim_to_the_day_it_changes_half_open() -> None:
    zones = timeline([record("v31", DAY_ONE), record("v21", D3)]).zones
    known = [zone for zone in zones if zone.perspective == "RU" and zone.clock == "known"]
    assert [zone.interval for zone in known] == [Interval(DAY_ONE, D3), Interval(D3)]
    assert [zone.settlements for zone in known] == [1, 2]
    assert known[0].kind == "claimed"
    assert known[1].claimed_by == ("Russian ministry",)


def test_a_zone_is_split_where_its_dispute_changes_and_names_the_places() -> None:
    claim, denial = record("v31", DAY_ONE), record("v31", D3, status="denied", claimant_side="UA")
    made = timeline([claim, denial])
    before, after = made.zones_on(D2, "RU", "known")[0], made.zones_on(D3, "RU", "known")[0]
    assert before.disputed_ids == ()
    assert after.disputed_ids == after.denied_ids == ("v31",)
    assert after.against_ids == (denial.event_id,)
    assert (after.claimed_from, after.claimed_to, after.status) == (DAY_ONE, DAY_ONE, "")
    assert after.event_ids == tuple(sorted([claim.event_id, denial.event_id]))
    assert after.geometry is before.geometry, "the same places are the same ground"


def test_a_zone_that_loses_its_last_place_ends() -> None:
    taken = record("v41", DAY_ONE, actor_side="UA", claimant_side="UA")
    left = record("v41", D3, event_type="withdrawal", actor_side="UA", claimant_side="UA")
    made = timeline([taken, left])
    assert [zone.interval for zone in made.zones if zone.clock == "known"] == [Interval(DAY_ONE, D3)]
    assert made.zones_on(D3, "all", "known") == ()


def test_a_zone_lists_the_record_that_took_a_place_out_of_it() -> None:
    lost = record("v31", D3, actor_side="UA", claimant_side="independent", status="reported")
    made = timeline(
        [
            record("v31", DAY_ONE, claimant_side="independent", status="reported"),
            record("v21", DAY_ONE, claimant_side="independent", status="reported"),
            lost,
        ]
    )
    zone = next(zone for zone in made.zones_on(D3, "assessed", "known") if zone.side == "RU")
    assert zone.kind == "assessed"
    assert zone.settlements == 1
    assert zone.against_ids == (lost.event_id,)
    assert lost.event_id in zone.event_ids


def test_area_is_measured_by_region_and_adds_up() -> None:
    zone = timeline([record("v31", DAY_ONE), record("v41", DAY_ONE)]).zones_on(D2, "RU", "known")[0]
    parts = [area_in(zone, region) for region in BOUNDARIES.regions.values()]
    assert all(part > 10 for part in parts)
    assert sum(parts) == pytest.approx(zone.area_km2, rel=1e-4)


def test_the_reach_is_a_parameter_and_part_of_the_zones_identity() -> None:
    wide = timeline([record("v31", DAY_ONE)], reach_km=6).zones[0]
    near = timeline([record("v31", DAY_ONE)], reach_km=2).zones[0]
    assert wide.area_km2 > near.area_km2 > 0
    assert wide.zone_id != near.zone_id
    assert "2 km" in near.method
