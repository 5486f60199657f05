"""What changed between two days: by whom, since when, how much ground, and which claims were answered."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.clock import DAY
from geo.errors import InputError
from geo.front.changes import Changes, PlaceChange, SideChange, changes
from geo.front.timeline import Timeline
from geo.perspectives import perspective_of
from geo.records import Event
from geo.terms import CLOCKS
from tests.front.test_properties import DAYS, RECORDS
from tests.front.toy import DAY_ONE, record, timeline

EVE = DAY_ONE - DAY
FEW = settings(deadline=None, max_examples=20)
SPANS = st.lists(st.sampled_from(DAYS), min_size=3, max_size=3, unique=True).map(sorted)


def place(found: Changes, perspective: str, place_id: str) -> PlaceChange:
    (one,) = [one for one in found.places if (one.perspective, one.place_id) == (perspective, place_id)]
    return one


def side(found: Changes, perspective: str, name: str) -> SideChange:
    (one,) = [one for one in found.sides if (one.perspective, one.side) == (perspective, name)]
    return one


def test_a_place_claimed_in_the_span_changed_by_its_claim() -> None:
    claim = record("v41", DAY_ONE)
    one = place(changes(timeline([claim]), EVE, DAY_ONE), "RU", "v41")
    assert (one.before.outcome, one.after.held_by, one.after.disputed) == ("no word", "RU", False)
    assert (one.changed_on, one.since) == (DAY_ONE, DAY_ONE)
    assert (one.brought_by, one.event_ids) == (("Russian ministry",), (claim.event_id,))


def test_what_counts_from_the_first_day_is_no_change_any_more() -> None:
    made = timeline([record("v41", DAY_ONE)])
    assert changes(made, DAY_ONE, DAY_ONE + DAY).nothing


def test_what_came_and_went_within_the_span_leaves_no_change() -> None:
    held = record("v41", EVE - DAY)
    left = record("v41", DAY_ONE, event_type="withdrawal")
    again = record("v41", DAY_ONE + DAY)
    made = timeline([held, left, again])
    assert [one for one in changes(made, EVE, DAY_ONE + DAY).places if one.perspective == "RU"] == []
    assert place(changes(made, EVE, DAY_ONE), "RU", "v41").after.outcome == "no claim"


def test_the_day_of_a_change_is_the_last_on_which_its_holder_came() -> None:
    events = [
        record("v41", DAY_ONE),
        record("v41", DAY_ONE + DAY, event_type="withdrawal"),
        record("v41", DAY_ONE + 2 * DAY),
        record("v41", DAY_ONE + 4 * DAY, status="denied", claimant_side="UA"),
    ]
    one = place(changes(timeline(events), EVE, DAY_ONE + 5 * DAY), "RU", "v41")
    assert one.changed_on == DAY_ONE + 2 * DAY
    assert one.event_ids == (events[2].event_id,)
    assert one.after.disputed_by == ("Ukrainian staff",)


def test_a_denial_makes_a_dispute_and_a_retraction_by_the_other_side_resolves_it() -> None:
    denial = record("v41", DAY_ONE + DAY, status="denied", claimant_side="UA")
    own = record("v31", DAY_ONE, actor_side="UA", claimant_side="UA")
    rival = record("v31", DAY_ONE - 4 * DAY)
    gone = record("v31", DAY_ONE + DAY, event_type="withdrawal")
    made = timeline([record("v41", DAY_ONE), denial, rival, own, gone])
    found = changes(made, DAY_ONE, DAY_ONE + DAY)
    assert [(one.perspective, one.place_id) for one in found.new_disputes] == [("RU", "v41")]
    assert place(found, "RU", "v41").brought_by == ("Ukrainian staff",)
    assert [(one.perspective, one.place_id) for one in found.resolved_disputes] == [("RU", "v31"), ("UA", "v31")]
    assert place(found, "UA", "v31").event_ids == (gone.event_id,)


def test_under_known_old_news_changes_the_day_it_is_told_and_under_happened_the_day_it_is_of() -> None:
    late = record("v41", DAY_ONE, known_from=DAY_ONE + 5 * DAY)
    made = timeline([late])
    told = changes(made, DAY_ONE + 4 * DAY, DAY_ONE + 5 * DAY, clock="known")
    assert (place(told, "RU", "v41").changed_on, place(told, "RU", "v41").since) == (DAY_ONE + 5 * DAY, DAY_ONE)
    assert changes(made, EVE, DAY_ONE, clock="known").nothing
    assert place(changes(made, EVE, DAY_ONE, clock="happened"), "RU", "v41").changed_on == DAY_ONE
    assert changes(made, DAY_ONE + 4 * DAY, DAY_ONE + 5 * DAY, clock="happened").nothing


def test_ground_gained_and_lost_is_that_of_the_cells() -> None:
    before = [record("v41", EVE), record("v42", EVE)]
    made = timeline([*before, record("v41", DAY_ONE, event_type="withdrawal"), record("v51", DAY_ONE)])
    one = side(changes(made, EVE, DAY_ONE), "RU", "RU")
    assert (one.gained_ids, one.lost_ids) == (("v51",), ("v41",))
    assert one.gained_km2 == made.cells.area_of(["v51"]) > 0
    assert one.lost_km2 == made.cells.area_of(["v41"]) > 0
    assert (one.settlements_before, one.settlements_after) == (2, 2)


def test_a_repeated_claim_brings_a_record_and_no_ground() -> None:
    again = record("v41", DAY_ONE + DAY)
    found = changes(timeline([record("v41", DAY_ONE), again]), DAY_ONE, DAY_ONE + DAY)
    assert found.nothing
    assert side(found, "RU", "RU").records_only
    assert side(found, "RU", "RU").new_record_ids == (again.event_id,)


def test_answers_come_once_with_their_delay() -> None:
    claim = record("v41", DAY_ONE)
    denied = record("v41", DAY_ONE + 2 * DAY, status="denied", claimant_side="UA")
    repeated = record("v41", DAY_ONE + 3 * DAY, status="denied", claimant_side="UA", note="again")
    conceded = record("v41", DAY_ONE + 9 * DAY, status="confirmed", claimant_side="UA")
    made = timeline([claim, denied, repeated, conceded])
    found = changes(made, DAY_ONE, DAY_ONE + 10 * DAY).answers
    assert [(one.kind, one.delay_days, one.answered_by) for one in found] == [
        ("denied", 2, ("Ukrainian staff",)),
        ("conceded", 9, ("Ukrainian staff",)),
    ]
    assert {(one.side, one.claimed_on, one.claimed_by, one.claim_ids) for one in found} == {
        ("RU", DAY_ONE, ("Russian ministry",), (claim.event_id,))
    }
    assert [one.kind for one in changes(made, DAY_ONE + 2 * DAY, DAY_ONE + 8 * DAY).answers] == []
    assert [one.kind for one in changes(made, DAY_ONE + 8 * DAY, DAY_ONE + 9 * DAY).answers] == ["conceded"]


def test_chosen_claimants_are_a_perspective_like_the_others() -> None:
    monitor = perspective_of(["ISW"])
    seen = record("v41", DAY_ONE, claimant_side="independent", claimed_by="ISW", status="reported")
    found = changes(timeline([seen, record("v51", DAY_ONE)]), EVE, DAY_ONE, perspectives=[monitor, "RU", monitor])
    assert [(one.perspective, one.place_id) for one in found.places] == [(monitor, "v41"), ("RU", "v51")]
    assert side(found, monitor, "RU").gained_ids == ("v41",)
    assert found.perspectives == (monitor, "RU")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"first": DAY_ONE, "last": DAY_ONE}, "is not before"),
        ({"first": DAY_ONE, "last": EVE}, "is not before"),
        ({"perspectives": []}, "none is given"),
        ({"perspectives": ["Mars"]}, "Mars"),
        ({"clock": "sundial"}, "sundial"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_words(arguments: dict[str, Any], words: str) -> None:
    made = timeline([record("v41", DAY_ONE)])
    with pytest.raises(InputError, match=words):
        changes(made, **{"first": EVE, "last": DAY_ONE, **arguments})


def test_days_outside_the_record_are_allowed_and_told() -> None:
    found = changes(timeline([record("v41", DAY_ONE)]), date(2020, 1, 1), date(2030, 1, 1))
    assert [one.place_id for one in found.places] == ["v41"]
    assert found.recorded == (DAY_ONE, DAY_ONE)


def areas(made: Timeline, day: date, perspective: str, clock: str, name: str) -> float:
    return sum(
        zone.area_km2 or 0.0
        for zone in made.zones_on(day, perspective, clock)
        if zone.side == name and zone.kind != "announced"
    )


@FEW
@given(RECORDS, SPANS, st.sampled_from(CLOCKS))
def test_gained_less_lost_is_after_less_before_as_the_zones_have_it(
    events: list[Event], days: list[date], clock: str
) -> None:
    made, (first, _, last) = timeline(events), days
    for one in changes(made, first, last, clock=clock).sides:
        assert min(one.gained_km2, one.lost_km2, one.before_km2, one.after_km2) >= 0
        assert one.net_km2 == pytest.approx(one.after_km2 - one.before_km2, abs=1e-6)
        assert one.before_km2 == pytest.approx(areas(made, first, one.perspective, clock, one.side), abs=1e-6)
        assert one.after_km2 == pytest.approx(areas(made, last, one.perspective, clock, one.side), abs=1e-6)


@FEW
@given(RECORDS, SPANS, st.sampled_from(CLOCKS))
def test_changes_of_two_spans_in_a_row_add_up(events: list[Event], days: list[date], clock: str) -> None:
    made, (first, middle, last) = timeline(events), days
    one, two, both = (changes(made, *span, clock=clock) for span in ((first, middle), (middle, last), (first, last)))
    for early, late, whole in zip(one.sides, two.sides, both.sides, strict=True):
        assert early.net_km2 + late.net_km2 == pytest.approx(whole.net_km2, abs=1e-6)
    assert {*one.answers, *two.answers} == set(both.answers)


@FEW
@given(RECORDS, SPANS, st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter_to_changes(events: list[Event], days: list[date], random: Any) -> None:
    mixed = random.sample(events, len(events))
    assert changes(timeline(events), days[0], days[2]) == changes(timeline(mixed), days[0], days[2])


@FEW
@given(RECORDS, SPANS, st.sampled_from(CLOCKS))
def test_every_change_rests_on_records_of_its_day(events: list[Event], days: list[date], clock: str) -> None:
    made = timeline(events)
    counted = dict(zip(made.events["event_id"], made.counted_on(clock), strict=True))
    for one in changes(made, days[0], days[2], clock=clock, perspectives=("RU", "UA", "assessed", "all")).places:
        assert days[0] < one.changed_on <= days[2]
        assert one.event_ids
        assert {counted[event_id] for event_id in one.event_ids} == {one.changed_on}


@pytest.fixture(scope="module")
def bundled() -> Timeline:
    from geo.pipeline import load_front

    return load_front().timeline


def test_sudzha_changes_in_each_perspective_by_another_voice(bundled: Timeline) -> None:
    found = changes(bundled, date(2025, 3, 11), date(2025, 3, 16))
    sudzha = [one for one in found.places if one.place_name == "Sudzha"]
    assert [(one.perspective, one.before.held_by, one.after.held_by, one.changed_on.day) for one in sudzha] == [
        ("RU", None, "RU", 13),
        ("UA", "UA", None, 16),
        ("assessed", None, "RU", 12),
    ]
    assert [one.brought_by for one in sudzha] == [
        ("Russian Ministry of Defence",),
        ("General Staff of Ukraine",),
        ("ISW",),
    ]
    answers = [(one.kind, one.answered_by, one.delay_days) for one in found.answers if one.place_name == "Sudzha"]
    assert answers == [("assessed", ("DeepState",), 2), ("conceded", ("General Staff of Ukraine",), 3)]


def test_sudzha_is_disputed_on_the_14th_and_no_longer_on_the_16th(bundled: Timeline) -> None:
    opened = changes(bundled, date(2025, 3, 11), date(2025, 3, 14)).new_disputes
    closed = changes(bundled, date(2025, 3, 14), date(2025, 3, 16)).resolved_disputes
    assert {one.perspective for one in opened if one.place_name == "Sudzha"} == {"RU", "UA", "assessed"}
    assert {one.perspective for one in closed if one.place_name == "Sudzha"} == {"RU", "UA", "assessed"}
