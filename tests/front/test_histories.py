"""The life of a claim, stage by stage, and what became of each claimant's claims."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.clock import DAY
from geo.errors import InputError
from geo.front.changes import changes
from geo.front.histories import (
    CLAIMANT_COLUMNS,
    HISTORY_COLUMNS,
    OUTCOMES,
    PLACE_COLUMNS,
    claimants,
    history,
    recorded_places,
)
from geo.front.stages import STAGES
from geo.pipeline import load_front
from geo.records import Event
from geo.terms import CLOCKS
from tests.front.test_properties import FEW, RECORDS
from tests.front.toy import DAY_ONE, record, timeline

D2, D3, D5, D9 = (DAY_ONE + n * DAY for n in (1, 2, 4, 8))
UA_DENIES: dict[str, Any] = {"status": "denied", "claimant_side": "UA"}
UA_CONCEDES: dict[str, Any] = {"status": "confirmed", "claimant_side": "UA"}
MONITOR: dict[str, Any] = {"status": "reported", "claimant_side": "independent", "claimed_by": "ISW"}
UA_TAKES: dict[str, Any] = {"actor_side": "UA", "claimant_side": "UA"}


def told(*events: Event, place: str = "v31", **options: Any) -> list[tuple[str, str]]:
    table = history(timeline(events), place, **options)
    return list(zip(table["stage"], table["side"], strict=True))


def fates(*events: Event, **options: Any) -> dict[str, dict[str, Any]]:
    """The claimants' table of some records, by claimant."""
    return claimants(timeline(events), **options).set_index("claimed_by").to_dict("index")


def outcomes(row: dict[str, Any]) -> dict[str, int]:
    return {name: row[name] for name in OUTCOMES if row[name]}


@pytest.mark.parametrize(
    ("fields", "stage", "side"),
    [
        ({}, "claimed", "RU"),
        ({"status": "planned"}, "announced", "RU"),
        ({"event_type": "advance"}, "entered", "RU"),
        ({"event_type": "incursion", "actor_side": "KP"}, "entered", "RU"),
        (MONITOR, "assessed", "RU"),
        ({"claimant_side": "other", "claimed_by": "A third party"}, "claimed", "RU"),
        (UA_DENIES, "denied", "RU"),
        ({"event_type": "clash", **UA_DENIES}, "denied", "RU"),
        ({"event_type": "advance", **UA_DENIES}, "denied", "RU"),
        ({"event_type": "withdrawal", "actor_side": "UA", "claimant_side": "UA", "status": "claimed"}, "left", "UA"),
        (UA_CONCEDES, "conceded", "RU"),
    ],
)
def test_a_record_has_its_stage_and_the_side_it_is_about(fields: dict[str, Any], stage: str, side: str) -> None:
    assert told(record("v31", DAY_ONE, **fields)) == [(stage, side)]


@pytest.mark.parametrize(
    "fields",
    [
        {"event_type": "strike"},
        {"event_type": "clash"},
        {"review": "rejected"},
        {"relation": "near"},
        {"event_type": "advance", "relation": "bearing", "bearing_deg": 90.0, "distance_km": 5.0},
        {"date_start": None, "date_end": None, "known_from": None},
    ],
)
def test_what_says_nothing_of_the_place_is_left_out(fields: dict[str, Any]) -> None:
    assert told(record("v31", DAY_ONE), record("v31", D2, **fields)) == [("claimed", "RU")]


def test_a_claim_of_ground_that_the_other_side_has_for_itself_is_contested() -> None:
    assert told(record("v31", DAY_ONE, **UA_TAKES), record("v31", D2)) == [("claimed", "UA"), ("contested", "RU")]


def test_a_denial_of_ones_own_claim_takes_it_back() -> None:
    assert told(record("v31", DAY_ONE), record("v31", D3, status="denied"))[1] == ("retracted", "RU")


def test_a_denial_is_no_retraction_while_another_of_ones_side_stands_by_it() -> None:
    events = (
        record("v31", DAY_ONE),
        record("v31", DAY_ONE, claimed_by="Russian president"),
        record("v31", D3, status="denied"),
    )
    assert told(*events)[-1] == ("denied", "RU")


def test_a_confirmed_withdrawal_concedes_only_where_somebody_has_the_other_side_there() -> None:
    leaves = record("v31", D5, event_type="withdrawal", actor_side="UA", **UA_CONCEDES)
    assert told(record("v31", DAY_ONE, **UA_TAKES), leaves)[-1] == ("left", "UA")
    assert told(record("v31", DAY_ONE, **UA_TAKES), record("v31", D3), leaves)[-1] == ("conceded", "RU")
    assert told(record("v31", DAY_ONE, **UA_TAKES), record("v31", D3, **MONITOR), leaves)[-1] == ("conceded", "RU")


def test_a_zone_that_a_side_announces_for_a_region_is_told_there_and_a_capture_in_it_is_not() -> None:
    zone = record("adm1:UA-59", DAY_ONE, event_type="zone", status="claimed", depth_km=10.0)
    capture = record("adm1:UA-59", D2)
    assert told(zone, capture, record("v31", D2), place="adm1:UA-59") == [("announced", "RU")]


def test_an_answer_counts_its_days_from_the_newest_claim_of_that_side() -> None:
    table = history(
        timeline([
            record("v31", DAY_ONE),
            record("v31", D3, claimed_by="Russian president"),
            record("v31", D5, **UA_DENIES),
            record("v31", D9, **UA_TAKES),
        ]),
        "v31",
    )  # fmt: skip
    assert [None if pd.isna(days) else days for days in table["delay_days"]] == [None, None, 2, None]


def test_the_clock_decides_from_which_day_a_record_counts() -> None:
    late = record("v31", DAY_ONE, known_from=D9)
    made = timeline([late, record("v31", D3, **UA_DENIES)])
    assert list(history(made, "v31", clock="happened")["day"]) == [DAY_ONE, D3]
    assert list(history(made, "v31", clock="known")["day"]) == [D3, D9]
    assert list(history(made, "v31", clock="known", day=D5)["stage"]) == ["denied"]


def test_each_row_leads_back_to_who_printed_it() -> None:
    printed = {"publisher": "The Daily Example", "url": "https://example.org/a", "quote": "It fell.", "note": None}
    (row,) = history(timeline([record("v31", DAY_ONE, **printed)]), "v31").to_dict("records")
    assert {name: row[name] for name in printed} == printed
    assert (row["according_to_RU"], row["according_to_UA"]) == ("RU", None)


def test_a_place_with_records_and_no_claim_has_an_empty_history_with_all_columns() -> None:
    table = history(timeline([record("v31", DAY_ONE, event_type="strike")]), "v31")
    assert table.empty
    assert tuple(table.columns) == HISTORY_COLUMNS


def test_a_place_that_no_record_names_is_told() -> None:
    with pytest.raises(InputError, match="v99"):
        history(timeline([record("v31", DAY_ONE)]), "v99")


def test_an_unknown_clock_is_told() -> None:
    made = timeline([record("v31", DAY_ONE)])
    for ask in (lambda: history(made, "v31", clock="wall"), lambda: claimants(made, clock="wall")):
        with pytest.raises(InputError, match="wall"):
            ask()


def test_a_claim_that_nobody_answers_is_open_and_waits() -> None:
    row = fates(record("v31", DAY_ONE), record("v51", D9, event_type="strike"))["Russian ministry"]
    assert outcomes(row) == {"open": 1}
    assert row["longest_open_days"] == 8
    assert pd.isna(row["median_delay_days"])


def test_an_open_claim_waits_until_its_side_is_said_to_have_left() -> None:
    left = record("v31", D3, event_type="withdrawal")
    row = fates(record("v31", DAY_ONE), left, record("v51", D9))["Russian ministry"]
    assert row["longest_open_days"] == 2


def test_a_claim_told_again_is_one_claim_from_its_first_telling() -> None:
    row = fates(record("v31", DAY_ONE), record("v31", D3), record("v31", D5, **MONITOR))["Russian ministry"]
    assert (row["claims"], row["assessed"], row["median_delay_days"]) == (1, 1, 4.0)


def test_a_concession_comes_before_an_assessment_and_the_delay_is_to_the_first_of_them() -> None:
    row = fates(record("v31", DAY_ONE), record("v31", D3, **MONITOR), record("v31", D9, **UA_CONCEDES))
    assert outcomes(row["Russian ministry"]) == {"conceded": 1}
    assert row["Russian ministry"]["median_delay_days"] == 2.0


def test_what_others_assessed_before_and_still_stands_by_bears_a_claim_out_on_its_day() -> None:
    row = fates(record("v31", DAY_ONE, **MONITOR), record("v31", D3))["Russian ministry"]
    assert outcomes(row) == {"assessed": 1}
    assert row["median_delay_days"] == 0.0


def test_what_others_assessed_before_and_took_back_bears_nothing_out() -> None:
    other_way = record("v31", D2, actor_side="UA", **MONITOR)
    row = fates(record("v31", DAY_ONE, **MONITOR), other_way, record("v31", D3))["Russian ministry"]
    assert outcomes(row) == {"open": 1}


def test_nobodys_own_word_bears_his_claim_out() -> None:
    assert outcomes(fates(record("v31", DAY_ONE, **MONITOR), record("v31", D3, **MONITOR))["ISW"]) == {"open": 1}


def test_a_concession_is_no_claim_of_whoever_concedes() -> None:
    assert list(fates(record("v31", DAY_ONE), record("v31", D3, **UA_CONCEDES))) == ["Russian ministry"]


def test_a_claim_taken_back_is_retracted_unless_it_is_made_again() -> None:
    back = record("v31", D3, status="denied")
    assert outcomes(fates(record("v31", DAY_ONE), back)["Russian ministry"]) == {"retracted": 1}
    again = fates(record("v31", DAY_ONE), back, record("v31", D5))["Russian ministry"]
    assert outcomes(again) == {"contradicted": 1}


@pytest.mark.parametrize("fields", [UA_DENIES, UA_TAKES, {"actor_side": "UA", **MONITOR}])
def test_a_claim_is_contradicted_by_a_denial_and_by_the_place_in_other_hands(fields: dict[str, Any]) -> None:
    assert outcomes(fates(record("v31", DAY_ONE), record("v31", D3, **fields))["Russian ministry"]) == {
        "contradicted": 1
    }


def test_what_was_said_before_a_claim_contradicts_nothing() -> None:
    row = fates(record("v31", DAY_ONE, **UA_DENIES), record("v31", D3))["Russian ministry"]
    assert outcomes(row) == {"open": 1}


def test_a_claim_of_another_village_answers_nothing() -> None:
    row = fates(record("v31", DAY_ONE), record("v41", D3, **UA_DENIES))["Russian ministry"]
    assert outcomes(row) == {"open": 1}


def test_one_name_that_speaks_for_two_sides_is_two_claimants() -> None:
    made = timeline([record("v31", DAY_ONE, claimed_by="A"), record("v31", D3, claimed_by="A", **UA_TAKES)])
    table = claimants(made)
    assert list(zip(table["claimed_by"], table["claimant_side"], strict=True)) == [("A", "RU"), ("A", "UA")]


def test_only_what_counts_by_the_day_is_counted() -> None:
    events = (record("v31", DAY_ONE), record("v31", D5, **UA_DENIES))
    assert outcomes(fates(*events, day=D3)["Russian ministry"]) == {"open": 1}
    assert fates(*events, day=D3)["Russian ministry"]["longest_open_days"] == 2
    assert claimants(timeline(events), day=DAY_ONE - DAY).empty


def test_no_claims_give_an_empty_table_with_all_columns() -> None:
    table = claimants(timeline([record("v31", DAY_ONE, event_type="strike")]))
    assert table.empty
    assert tuple(table.columns) == CLAIMANT_COLUMNS


def test_places_with_a_history_come_by_their_number_of_records() -> None:
    made = timeline([
        record("v31", DAY_ONE), record("v41", DAY_ONE), record("v41", D2), record("v51", D2, event_type="strike"),
    ])  # fmt: skip
    table = recorded_places(made)
    assert tuple(table.columns) == PLACE_COLUMNS
    assert list(zip(table["place_id"], table["records"], strict=True)) == [("v41", 2), ("v31", 1)]
    assert recorded_places(made, day=DAY_ONE - DAY).empty


@FEW
@given(RECORDS, st.sampled_from(CLOCKS), st.integers(0, 40))
def test_outcomes_add_up_to_claims_on_any_day(events: list[Event], clock: str, after: int) -> None:
    table = claimants(timeline(events), clock=clock, day=DAY_ONE + timedelta(days=after))
    assert (table[list(OUTCOMES)].sum(axis="columns") == table["claims"]).all()
    assert (table["claims"] > 0).all()
    decided = table["conceded"] + table["assessed"] > 0
    assert (table["median_delay_days"].notna() == decided).all()
    assert (table["longest_open_days"].notna() == (table["open"] > 0)).all()
    assert (table[["median_delay_days", "longest_open_days"]].fillna(0) >= 0).all(axis=None)


@FEW
@given(RECORDS, st.sampled_from(CLOCKS), st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(events: list[Event], clock: str, chance: random.Random) -> None:
    one = timeline(events)
    other = timeline(chance.sample(events, len(events)))
    pd.testing.assert_frame_equal(claimants(one, clock=clock), claimants(other, clock=clock))
    places = recorded_places(one, clock=clock)
    pd.testing.assert_frame_equal(places, recorded_places(other, clock=clock))
    for place_id in places["place_id"]:
        pd.testing.assert_frame_equal(history(one, place_id, clock=clock), history(other, place_id, clock=clock))


@FEW
@given(RECORDS, st.sampled_from(CLOCKS))
def test_a_history_is_in_order_and_knows_no_other_stage(events: list[Event], clock: str) -> None:
    made = timeline(events)
    for place_id, records in recorded_places(made, clock=clock)[["place_id", "records"]].to_numpy():
        table = history(made, place_id, clock=clock)
        assert len(table) == records
        assert list(table["day"]) == sorted(table["day"])
        assert set(table["stage"]) <= set(STAGES)
        assert (table["delay_days"].dropna() >= 0).all()


def test_the_life_of_the_claims_on_sudzha() -> None:
    made = load_front().timeline
    table = history(made, "gn:486816")
    claims = [(row["day"], row["stage"], row["claimed_by"]) for row in table.to_dict("records")]
    assert [one for one in claims if one[1] != "entered"] == [
        (date(2024, 8, 15), "claimed", "Volodymyr Zelenskyy"),
        (date(2025, 3, 12), "assessed", "ISW"),
        (date(2025, 3, 13), "contested", "Russian Ministry of Defence"),
        (date(2025, 3, 15), "assessed", "DeepState"),
        (date(2025, 3, 16), "conceded", "General Staff of Ukraine"),
    ]
    assert table["delay_days"].iloc[-1] == 3
    assert recorded_places(made)["place_id"].is_unique


def test_a_retraction_answers_its_own_claim_and_not_anothers_newer_one() -> None:
    life = timeline([
        record("v31", DAY_ONE),
        record("v31", DAY_ONE + 4 * DAY, claimed_by="Rybar"),
        record("v31", DAY_ONE + 7 * DAY, status="denied"),
    ])  # fmt: skip
    told = history(life, "v31")
    assert list(told["stage"]) == ["claimed", "claimed", "retracted"]
    assert told["delay_days"].iloc[-1] == 7
    (answer,) = changes(life, DAY_ONE, DAY_ONE + 8 * DAY).answers
    assert (answer.kind, answer.claimed_by, answer.delay_days) == ("retracted", ("Russian ministry",), 7)


def test_two_whom_nobody_names_need_not_be_one_and_take_nothing_back() -> None:
    unnamed = {"claimed_by": None, "claimant_side": "independent"}
    made = timeline([record("v31", DAY_ONE, **unnamed), record("v31", DAY_ONE + DAY, status="denied", **unnamed)])
    assert list(history(made, "v31")["stage"]) == ["assessed", "denied"]
    assert claimants(made)["retracted"].sum() == 0


def test_an_unnamed_source_of_a_side_is_no_official_of_it() -> None:
    made = timeline([record("v31", DAY_ONE, claimed_by=None), record("v32", DAY_ONE)])
    assert list(made.ledger("RU", "known", DAY_ONE)["place_id"]) == ["v32"]
    assert claimants(made)["claimed_by"].tolist() == ["Russian ministry", "not stated"]
