"""Who decided what is told in plain words."""

from __future__ import annotations

from datetime import UTC, datetime

from geo.records import Event
from geo.store.credits import changed, credited, told
from geo.store.journal import Decision

EVENT = Event(
    event_type="capture", status="claimed", place_name="Sudzha", place_id="gn:1", admin1="Kursk Oblast", note="Seen."
)
NOON = datetime(2025, 3, 13, 12, 5, tzinfo=UTC)


def taken(action: str, **changes: object) -> Decision:
    return Decision(EVENT.event_id, action, "Ada", NOON, changes)  # type: ignore[arg-type]


def test_a_decision_names_who_and_when() -> None:
    assert told(taken("edit")) == "Corrected by Ada, 13 March 2025 12:05 UTC"
    assert told(taken("undo"), day_only=True) == "Undone by Ada, 13 March 2025"


def test_a_correction_tells_what_was_there_before() -> None:
    made = taken(
        "edit", place_id="gn:2", place_name="Guyevo", admin1="Kursk Oblast", lon=35.0, lat=51.0, status="denied"
    )
    assert changed(made, EVENT) == "place Sudzha, Kursk Oblast → Guyevo, Kursk Oblast; status Claimed → Denied"
    assert changed(made) == "place Guyevo, Kursk Oblast; status Denied"
    assert changed(taken("accept"), EVENT) == ""


def test_the_note_of_an_event_on_the_map_names_who_decided_last() -> None:
    decisions = [taken("choose"), taken("edit"), taken("edit"), taken("accept")]
    note = credited(EVENT, decisions).note
    assert note == (
        "Seen. Place chosen by Ada, 13 March 2025. Corrected by Ada, 13 March 2025. Accepted by Ada, 13 March 2025."
    )
    assert credited(EVENT, []) is EVENT
    assert credited(EVENT, [taken("reject")]) is EVENT
