"""Decisions: checked when taken, replayed when read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.records import Event
from geo.store.journal import ACTIONS, Decision, applied, decision, standing

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
