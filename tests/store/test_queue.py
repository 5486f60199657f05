"""The queue holds what waits for a person, the worst first, and nothing that a person decided."""

from __future__ import annotations

from datetime import date
from typing import Any

from geo.records import Event
from geo.store.queue import review_queue


def told(**changes: Any) -> Event:
    usual = {"event_type": "capture", "status": "claimed", "place_name": "Sudzha", "place_id": "gn:1"}
    fields = {**usual, "confidence": 0.9, "known_from": date(2025, 3, 13), **changes}
    return Event.model_validate(fields)


def reasons(*events: Event) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(case.event.place_name, case.reasons) for case in review_queue(events)]


def test_a_sure_reading_of_a_known_place_does_not_wait() -> None:
    assert reasons(told()) == []


def test_open_places_go_before_contradictions_and_those_before_unsure_readings() -> None:
    key = {"event_key": "k"}
    events = (
        told(place_name="unsure", confidence=0.3),
        told(place_name="claim", **key), told(place_name="denial", status="denied", confidence=0.95, **key),
        told(place_name="open", place_id=None),
    )  # fmt: skip
    assert reasons(*events) == [
        ("open", ("place",)),
        ("claim", ("contradiction",)),
        ("denial", ("contradiction",)),
        ("unsure", ("unsure",)),
    ]


def test_a_case_shows_the_sayings_it_contradicts() -> None:
    claim, denial = told(event_key="k"), told(event_key="k", status="denied")
    assert {case.event.status: case.against for case in review_queue([claim, denial])} == {
        "claimed": (denial,),
        "denied": (claim,),
    }


def test_what_a_person_decided_does_not_wait_and_what_was_rejected_contradicts_nothing() -> None:
    claim, denial = told(event_key="k"), told(event_key="k", status="denied")
    for review in ("accepted", "edited"):
        assert [case.event for case in review_queue([claim, denial.model_copy(update={"review": review})])] == [claim]
    assert review_queue([claim, denial.model_copy(update={"review": "rejected"})]) == ()


def test_talks_need_no_place_but_a_named_place_is_to_be_found() -> None:
    nowhere = {"place_id": None, "place_name": None}
    assert reasons(told(event_type="diplomacy", **nowhere)) == []
    assert reasons(told(**nowhere)) == [(None, ("place",))]
    assert reasons(told(event_type="diplomacy", place_id=None)) == [("Sudzha", ("place",))]


def test_of_equal_urgency_the_later_report_goes_first() -> None:
    old, new = told(place_id=None, known_from=date(2025, 3, 1)), told(place_id=None)
    assert [case.event for case in review_queue([old, new])] == [new, old]
