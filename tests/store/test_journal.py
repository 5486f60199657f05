"""Decisions: checked when taken, replayed when read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.records import Event
from geo.store.journal import ACTIONS, Decision, applied, choice, decision, standing

EVENT = Event(event_type="capture", status="claimed", place_name="Sudzha", date_start=date(2025, 3, 12))
NOON = datetime(2025, 3, 13, 12, tzinfo=UTC)


def taken(action: str, **changes: object) -> Decision:
    return Decision(EVENT.event_id, action, "Ada", NOON, changes)  # type: ignore[arg-type]


def test_no_decision_leaves_the_event_as_it_was_read() -> None:
    assert applied(EVENT, []) is EVENT


def test_the_last_standing_decision_sets_the_review() -> None:
    assert applied(EVENT, [taken("accept"), taken("reject")]).review == "rejected"
    assert applied(EVENT, [taken("accept"), taken("reject"), taken("undo")]).review == "accepted"


def test_an_accept_keeps_what_an_earlier_edit_changed() -> None:
    event = applied(EVENT, [taken("edit", place_name="Kazachya Loknya"), taken("accept")])
    assert (event.place_name, event.review) == ("Kazachya Loknya", "accepted")


def test_an_undone_edit_leaves_no_trace_in_the_event() -> None:
    assert applied(EVENT, [taken("edit", note="seen"), taken("undo")]) == EVENT


def test_identity_survives_an_edit_of_what_identity_was_made_from() -> None:
    assert applied(EVENT, [taken("edit", place_name="Guyevo")]).event_id == EVENT.event_id


def test_the_time_is_kept_in_utc() -> None:
    kyiv = datetime(2025, 3, 13, 14, tzinfo=timezone(timedelta(hours=2)))
    made = decision(EVENT, "accept", " Ada ", decided_at=kyiv)
    assert (made.decided_at, made.decided_at.tzinfo, made.who) == (NOON, UTC, "Ada")


@pytest.mark.parametrize(
    ("action", "options", "says"),
    [
        ("approve", {}, "expected one of accept, edit, reject, undo"),
        ("accept", {"who": " "}, "nobody is named"),
        ("accept", {"decided_at": datetime(2025, 3, 13)}, "has no zone"),  # noqa: DTZ001 - the fault tested
        ("edit", {}, "names the fields it changes"),
        ("accept", {"changes": {"note": "x"}}, "names the fields it changes"),
        ("edit", {"changes": {"event_id": "x"}}, "cannot change event_id"),
        ("edit", {"changes": {"quote": "x"}}, "cannot change quote"),
        ("edit", {"changes": {"colour": "x"}}, "cannot change colour"),
        ("edit", {"changes": {"lat": 370.2, "lon": 35.0}}, "lat is 370.2"),
        ("undo", {}, "nothing to undo"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_with_the_reason(
    action: str, options: dict[str, object], says: str
) -> None:
    who = str(options.pop("who", "Ada"))
    with pytest.raises(InputError, match=says):
        decision(EVENT, action, who, **options)  # type: ignore[arg-type]


@given(st.lists(st.sampled_from(ACTIONS)))
def test_every_undo_takes_back_at_most_one_decision(actions: list[str]) -> None:
    decisions = [taken(action, **({"note": str(at)} if action == "edit" else {})) for at, action in enumerate(actions)]
    kept = standing(decisions)
    assert all(one in decisions and one.action != "undo" for one in kept)
    undone = sum(action == "undo" for action in actions)
    assert max(len(actions) - 2 * undone, 0) <= len(kept) <= len(actions) - undone


PLACE = {"place_id": "gn:1", "place_name": "Oleksandrivka", "lon": 34.5, "lat": 50.9, "precision": "populated_place"}
OPEN = Event(event_type="strike", status="claimed", place_name="Oleksandrivka", report_id="r1", note="Ambiguous place")


def test_a_choice_places_every_event_of_its_report_that_names_the_name() -> None:
    made = choice("r1", ["Oleksandrivka", "Олександрівці"], {**PLACE, "note": None}, "Ada")
    event = applied(OPEN, [], [made])
    assert (event.place_id, event.lon, event.note, event.review) == ("gn:1", 34.5, None, "edited")
    other = OPEN.model_copy(update={"place_name": "Олександрівці"})
    assert applied(other, [], [made]).place_id == "gn:1"


@pytest.mark.parametrize(
    "changes", [{"report_id": "r2"}, {"place_name": "Sudzha"}, {"place_id": "gn:9"}, {"place_name": None}]
)
def test_a_choice_leaves_other_reports_names_and_placed_events_alone(changes: dict[str, object]) -> None:
    event = OPEN.model_copy(update=changes)
    assert applied(event, [], [choice("r1", ["Oleksandrivka"], PLACE, "Ada")]) is event


def test_an_edit_goes_before_a_choice_and_a_reject_keeps_the_place() -> None:
    made = choice("r1", ["Oleksandrivka"], PLACE, "Ada")
    edited = replace(taken("edit", place_id="gn:2"), subject_id=OPEN.event_id)
    assert applied(OPEN, [edited], [made]).place_id == "gn:2"
    assert applied(OPEN, [taken("reject")], [made]).place_id == "gn:1"
    assert applied(OPEN, [taken("reject")], [made]).review == "rejected"


@pytest.mark.parametrize(
    ("names", "place", "who", "says"),
    [
        ([""], PLACE, "Ada", "no name is given"),
        (["X"], {"place_name": "X"}, "Ada", "no place is given"),
        (["X"], {"lon": 34.0, "lat": 95.0}, "Ada", "lat is 95"),
        (["X"], {"lon": 34.0}, "Ada", "come in pairs"),
        (["X"], PLACE, "", "nobody is named"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(names: list[str], place: dict[str, object], who: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        choice("r1", names, place, who)


def test_a_refusal_about_the_whole_record_does_not_print_the_record() -> None:
    with pytest.raises(InputError) as caught:
        decision(EVENT, "edit", "Ada", changes={"date_end": date(2025, 3, 1)})
    assert "date_end 2025-03-01 is before date_start 2025-03-12" in str(caught.value)
    assert "{" not in str(caught.value)
