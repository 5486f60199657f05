"""Where perspectives differ on a day, and the ground between each two."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.crs import area_km2
from geo.errors import InputError
from geo.front.disagreement import Pair, disagreement
from geo.front.timeline import Timeline
from geo.perspectives import perspective_of
from geo.records import Event
from geo.terms import CLOCKS
from tests.front.test_properties import DAYS, RECORDS
from tests.front.toy import DAY_ONE, record, timeline


def pair(made: Timeline, first: str, second: str, day: date = DAY_ONE) -> Pair:
    return disagreement(made, day, perspectives=(first, second)).pairs[0]


def both_claim(place_id: str) -> list[Event]:
    return [record(place_id, DAY_ONE), record(place_id, DAY_ONE, actor_side="UA", claimant_side="UA")]


def test_a_place_that_each_gives_to_its_own_side_is_contradicted() -> None:
    made = timeline([*both_claim("v31"), record("v41", DAY_ONE)])
    between = pair(made, "RU", "UA")
    assert between.contradicted.place_ids == ("v31",)
    assert between.contradicted.area_km2 == made.cells.area_of(["v31"])
    assert between.contradicted.geometry is made.cells.union(["v31"])


def test_a_place_that_one_gives_to_a_side_and_the_other_to_nobody_is_said_by_one_only() -> None:
    made = timeline([record("v41", DAY_ONE), record("v21", DAY_ONE, actor_side="UA", claimant_side="UA")])
    between = pair(made, "RU", "UA")
    assert between.contradicted == pair(made, "UA", "RU").contradicted
    assert (between.first_only.place_ids, between.second_only.place_ids) == (("v41",), ("v21",))
    assert between.only_one_km2 == made.cells.area_of(["v41"]) + made.cells.area_of(["v21"])


def test_perspectives_that_agree_differ_nowhere() -> None:
    conceded = record("v41", DAY_ONE, status="confirmed", claimant_side="UA")
    found = disagreement(timeline([record("v41", DAY_ONE), conceded]), DAY_ONE)
    assert found.places == ()
    assert all(one.contradicted.geometry is None and one.only_one_km2 == 0 for one in found.pairs)


def test_a_place_names_the_holder_of_each_perspective_and_its_records() -> None:
    events = both_claim("v31")
    (one,) = disagreement(timeline(events), DAY_ONE).places
    assert one.held_by == ("RU", "UA", None)
    assert one.event_ids == tuple(sorted(event.event_id for event in events))


def test_chosen_claimants_may_disagree_with_a_side() -> None:
    monitor = perspective_of(["ISW"])
    seen = record("v41", DAY_ONE, actor_side="UA", claimant_side="independent", claimed_by="ISW", status="reported")
    found = disagreement(timeline([record("v41", DAY_ONE), seen]), DAY_ONE, perspectives=("RU", monitor))
    assert found.pairs[0].contradicted.place_ids == ("v41",)


def test_before_the_record_nobody_disagrees() -> None:
    found = disagreement(timeline(both_claim("v31")), date(2020, 1, 1))
    assert (found.places, len(found.pairs), found.recorded) == ((), 3, (DAY_ONE, DAY_ONE))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"perspectives": ["RU", "RU"]}, "two or more"),
        ({"perspectives": ["RU", "Mars"]}, "Mars"),
        ({"clock": "sundial"}, "sundial"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_words(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        disagreement(timeline(both_claim("v31")), DAY_ONE, **arguments)


@settings(deadline=None, max_examples=20)
@given(RECORDS, st.sampled_from(DAYS), st.sampled_from(CLOCKS), st.randoms(use_true_random=False))
def test_ground_between_two_is_the_same_either_way_and_in_any_order_of_records(
    events: list[Event], day: date, clock: str, random: Any
) -> None:
    made = timeline(events)
    there = disagreement(made, day, clock=clock, perspectives=("RU", "UA"))
    mixed = timeline(random.sample(events, len(events)))
    back = disagreement(mixed, day, clock=clock, perspectives=("UA", "RU"))
    one, other = there.pairs[0], back.pairs[0]
    assert (one.contradicted.place_ids, one.first_only.place_ids) == (
        other.contradicted.place_ids,
        other.second_only.place_ids,
    )
    assert {place.place_id for place in there.places} == {place.place_id for place in back.places}
    for stretch in (one.contradicted, one.first_only, one.second_only):
        measured = 0.0 if stretch.geometry is None else area_km2(stretch.geometry)
        assert stretch.area_km2 == pytest.approx(measured, abs=1e-3)


def test_sudzha_is_contradicted_on_the_14_march_2025() -> None:
    from geo.pipeline import load_front

    found = disagreement(load_front().timeline, date(2025, 3, 14))
    (sudzha,) = [one for one in found.places if one.place_name == "Sudzha"]
    assert dict(zip(found.perspectives, sudzha.held_by, strict=True)) == {"RU": "RU", "UA": "UA", "assessed": "RU"}
    assert all(
        (sudzha.place_id in one.contradicted.place_ids) == ("UA" in (one.first, one.second)) for one in found.pairs
    )
