from __future__ import annotations

from datetime import date, timedelta

import pytest

from geo.clock import DAY
from geo.front.ledger import LEDGER_COLUMNS, Holding, Ledger
from geo.front.sayings import rows, saying_of
from geo.records import Event
from geo.schema import events_table
from tests.front.toy import DAY_ONE, record, timeline

D2, D3, D5 = DAY_ONE + DAY, DAY_ONE + 2 * DAY, DAY_ONE + 4 * DAY
LATER = DAY_ONE + timedelta(days=100)


def ledger(*events: Event) -> Ledger:
    sayings = [saying for saying in map(saying_of, rows(events_table(events))) if saying is not None]
    return Ledger(sayings, {})


def at(book: Ledger, perspective: str, day: date = LATER, clock: str = "known", place: str = "v31") -> Holding | None:
    return book.on(perspective, clock, day).get(place)


def outcome(holding: Holding | None) -> tuple[str, str | None, bool] | None:
    return None if holding is None else (holding.outcome, holding.held_by, holding.disputed)


def ids(*events: Event) -> tuple[str, ...]:
    return tuple(sorted(event.event_id for event in events))


def test_a_capture_is_held_in_its_claimants_perspective_only() -> None:
    book = ledger(record("v31", DAY_ONE))
    assert outcome(at(book, "RU")) == ("held", "RU", False)
    assert at(book, "UA") is None
    assert at(book, "assessed") is None
    assert outcome(at(book, "all")) == ("held", "RU", False)


def test_nothing_is_held_the_day_before_it_was_claimed() -> None:
    book = ledger(record("v31", D2))
    assert at(book, "RU", DAY_ONE) is None
    assert at(book, "RU", D2) is not None


def test_a_denied_capture_stays_held_by_its_claimant_flagged_disputed_and_not_held_for_the_denier() -> None:
    claim = record("v31", DAY_ONE)
    denial = record("v31", D2, status="denied", claimant_side="UA")
    book = ledger(claim, denial)
    assert outcome(at(book, "RU", DAY_ONE)) == ("held", "RU", False)
    held = at(book, "RU", D2)
    assert outcome(held) == ("held", "RU", True)
    assert held is not None
    assert held.event_ids == ids(claim)
    assert held.against_ids == ids(denial)
    assert outcome(at(book, "UA", D2)) == ("no claim", None, False)
    assert outcome(at(book, "all", D2)) == ("disputed", None, True)


def test_a_denied_clash_is_a_spokesmans_denial_of_the_other_sides_hold() -> None:
    denial = record("v31", D2, event_type="clash", actor_side="UA", status="denied", claimant_side="UA")
    assert outcome(at(ledger(record("v31", DAY_ONE), denial), "RU")) == ("held", "RU", True)


def test_a_denial_made_before_the_claim_does_not_deny_it() -> None:
    denial = record("v31", DAY_ONE, status="denied", claimant_side="UA")
    assert outcome(at(ledger(denial, record("v31", D2)), "RU")) == ("held", "RU", False)


def test_a_denier_who_later_concedes_no_longer_denies() -> None:
    denial = record("v31", DAY_ONE, status="denied", claimant_side="UA")
    concession = record("v31", D5, status="confirmed", claimant_side="UA")
    book = ledger(record("v31", DAY_ONE), denial, concession)
    assert outcome(at(book, "RU", D3)) == ("held", "RU", True)
    assert outcome(at(book, "RU", D5)) == ("held", "RU", False)
    assert outcome(at(book, "UA", D5)) == ("held", "RU", False)
    assert outcome(at(book, "assessed", D5)) == ("held", "RU", False)


def test_only_what_a_side_concedes_to_its_own_cost_is_assessed() -> None:
    own = record("v31", DAY_ONE, status="confirmed", claimant_side="RU")
    assert at(ledger(own), "assessed") is None
    left = record("v31", DAY_ONE, event_type="withdrawal", actor_side="UA", status="confirmed", claimant_side="UA")
    assert outcome(at(ledger(left), "assessed")) == ("no claim", None, False)


def test_a_recapture_ends_the_earlier_holding() -> None:
    taken = record("v31", DAY_ONE, claimant_side="independent", status="reported")
    back = record("v31", D3, actor_side="UA", claimant_side="independent", status="reported")
    book = ledger(taken, back)
    assert outcome(at(book, "assessed", D2)) == ("held", "RU", False)
    ended = at(book, "assessed", D3)
    assert outcome(ended) == ("held", "UA", False)
    assert ended is not None
    assert ended.since == D3
    assert ended.event_ids == ids(back)


def test_a_withdrawal_leaves_the_place_to_nobody() -> None:
    taken = record("v41", DAY_ONE, actor_side="UA", claimant_side="UA")
    left = record("v41", D3, event_type="withdrawal", actor_side="UA", claimant_side="UA", status="confirmed")
    book = ledger(taken, left)
    gone = at(book, "UA", D3, place="v41")
    assert outcome(gone) == ("no claim", None, False)
    assert gone is not None
    assert gone.event_ids == ids(left)


def test_a_repeated_claim_supports_the_hold_and_does_not_renew_it() -> None:
    first, again = record("v31", DAY_ONE), record("v31", D5, claimed_by="Gerasimov")
    held = at(ledger(first, again), "RU")
    assert held is not None
    assert held.since == DAY_ONE
    assert held.event_ids == ids(first, again)


@pytest.mark.parametrize(
    "fields",
    [
        {"event_type": "advance"},
        {"event_type": "incursion"},
        {"event_type": "clash"},
        {"event_type": "strike"},
        {"status": "planned"},
        {"review": "rejected"},
        {"relation": "near"},
        {"actor_side": None},
        {"actor_side": "US"},
        {"precision": "district"},
        {"date_start": None, "date_end": None, "known_from": None},
    ],
    ids=lambda fields: ",".join(f"{key}={value}" for key, value in fields.items()),
)
def test_fighting_plans_neighbourhoods_and_areas_hold_nothing(fields: dict[str, object]) -> None:
    assert ledger(record("v31", DAY_ONE, **fields)).sayings == {}


def test_a_region_level_capture_colours_no_place() -> None:
    assert ledger(record("adm1:UA-59", DAY_ONE)).sayings == {}


def test_north_korean_troops_hold_ground_for_russia() -> None:
    assert outcome(at(ledger(record("v31", DAY_ONE, actor_side="KP")), "RU")) == ("held", "RU", False)


def test_what_both_sides_claim_is_held_by_each_in_its_own_perspective_and_disputed_in_all() -> None:
    book = ledger(record("v31", DAY_ONE), record("v31", D3, actor_side="UA", claimant_side="UA"))
    assert outcome(at(book, "RU")) == ("held", "RU", True)
    assert outcome(at(book, "UA")) == ("held", "UA", True)
    assert outcome(at(book, "all")) == ("disputed", None, True)


def test_an_assessment_is_suspended_by_a_later_claim_until_a_monitor_speaks_again() -> None:
    seen = record("v31", DAY_ONE, claimant_side="independent", status="reported")
    retaken = record("v31", D3, actor_side="UA", claimant_side="UA")
    agreed = record("v31", D5, actor_side="UA", claimant_side="independent", status="reported")
    book = ledger(seen, retaken, agreed)
    assert outcome(at(book, "assessed", D2)) == ("held", "RU", False)
    assert outcome(at(book, "assessed", D3)) == ("disputed", None, True)
    assert outcome(at(book, "UA", D3)) == ("held", "UA", False), "an older assessment contradicts no newer claim"
    both = at(book, "all", D3)
    assert both is not None
    assert (both.event_ids, both.against_ids) == (ids(seen), ids(retaken)), "nobody disputes his own claim"
    assert outcome(at(book, "assessed", D5)) == ("held", "UA", False)


def test_contradicting_records_of_one_day_and_perspective_are_disputed() -> None:
    one = record("v31", DAY_ONE, claimant_side="independent", claimed_by="ISW", status="reported")
    other = record("v31", DAY_ONE, actor_side="UA", claimant_side="media", claimed_by="Reuters", status="reported")
    assert outcome(at(ledger(one, other), "assessed")) == ("disputed", None, True)


def test_the_other_sides_withdrawal_supports_a_hold_on_a_day_with_a_repeated_claim_too() -> None:
    claim, again = record("v31", DAY_ONE), record("v31", D2, note="again")
    left = record("v31", D2, event_type="withdrawal", actor_side="UA")
    held = at(ledger(claim, again, left), "RU", D2)
    assert held is not None
    assert held.event_ids == ids(claim, again, left)


def test_a_retraction_ends_the_claim_and_anothers_denial_disputes_it() -> None:
    seen = record("v31", DAY_ONE, claimant_side="independent", claimed_by="ISW", status="reported")
    retracted = record("v31", D2, claimant_side="independent", claimed_by="ISW", status="denied")
    denied = record("v31", D2, claimant_side="media", claimed_by="Reuters", status="denied")
    assert outcome(at(ledger(seen, retracted), "assessed")) == ("no claim", None, False)
    assert outcome(at(ledger(seen, denied), "assessed")) == ("disputed", None, True)


def test_a_late_report_changes_the_past_only_as_it_happened() -> None:
    late = record("v31", DAY_ONE, known_from=D5)
    book = ledger(late)
    assert at(book, "RU", D3, "known") is None
    assert outcome(at(book, "RU", D3, "happened")) == ("held", "RU", False)
    held = at(book, "RU", D5, "known")
    assert held is not None
    assert (held.since, held.known_since) == (DAY_ONE, D5)


def test_a_late_report_of_an_older_state_does_not_undo_a_newer_one() -> None:
    newer = record("v31", D3, actor_side="UA", claimant_side="media", status="reported")
    older = record("v31", DAY_ONE, claimant_side="media", status="reported", known_from=D5)
    assert outcome(at(ledger(newer, older), "assessed", D5, "known")) == ("held", "UA", False)


def test_an_interval_counts_from_its_last_day() -> None:
    assert at(ledger(record("v31", DAY_ONE, date_end=D3, known_from=D3)), "RU", D2, "happened") is None


def test_the_same_record_twice_is_one_record() -> None:
    claim = record("v31", DAY_ONE)
    held = at(ledger(claim, claim), "RU")
    assert held is not None
    assert held.event_ids == ids(claim)


def test_the_table_of_an_empty_ledger_has_all_columns() -> None:
    table = ledger().table("all", "known", DAY_ONE)
    assert list(table.columns) == list(LEDGER_COLUMNS)
    assert table.empty


def test_only_a_denial_denies_and_the_other_sides_claim_contests() -> None:
    claims = record("v31", DAY_ONE, actor_side="UA", claimant_side="UA"), record("v31", D3)
    held = at(ledger(*claims), "RU")
    assert outcome(held) == ("held", "RU", True)
    assert held is not None
    assert held.denials == ()
    row = timeline([*claims]).ledger("RU", "known", LATER).iloc[0]
    assert (row["disputed_by"], row["denied_by"]) == (("Ukrainian staff",), ())
    denied = timeline([record("v31", DAY_ONE), record("v31", D2, status="denied", claimant_side="UA")])
    row = denied.ledger("RU", "known", LATER).iloc[0]
    assert (row["disputed_by"], row["denied_by"]) == (("Ukrainian staff",), ("Ukrainian staff",))
