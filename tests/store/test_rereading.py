"""A saying decided on is known again in a new reading, however many others stand beside it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geo.records import Event
from geo.store.rereading import retold

SPANS = st.tuples(st.integers(0, 40), st.integers(1, 30)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def told(place: str, span: tuple[int, int] | None, event_type: str = "capture", report_id: str = "r1") -> Event:
    start, end = span if span is not None else (None, None)
    fields = {"event_type": event_type, "status": "claimed", "place_name": place, "report_id": report_id}
    return Event.model_validate({**fields, "quote_start": start, "quote_end": end})


def test_the_same_quote_and_type_is_the_same_saying() -> None:
    old, new = told("Sudzha", (0, 40)), told("Guyevo", (2, 38))
    assert retold([old], [new]) == {new.event_id: old.event_id}


def test_another_type_at_the_same_place_is_the_same_saying() -> None:
    old, new = told("Sudzha", (0, 40)), told("Sudzha", (0, 40), "advance")
    assert retold([old], [new]) == {new.event_id: old.event_id}


def test_another_quote_report_or_both_type_and_place_is_another_saying() -> None:
    old = told("Sudzha", (0, 40))
    for new in (
        told("Sudzha", (50, 90)), told("Sudzha", (25, 90)), told("Sudzha", (0, 40), report_id="r2"),
        told("Guyevo", (0, 40), "strike"), told("Sudzha", None),
    ):  # fmt: skip
        assert retold([old], [new]) == {}


EVENTS = st.lists(st.builds(told, st.sampled_from(("Sudzha", "Guyevo", "Basivka")), SPANS), max_size=6)


@given(EVENTS, EVENTS)
def test_partners_are_one_to_one_and_do_not_depend_on_order(decided: list[Event], fresh: list[Event]) -> None:
    partners = retold(decided, fresh)
    assert len(set(partners.values())) == len(partners)
    assert set(partners) <= {one.event_id for one in fresh}
    assert retold(decided[::-1], fresh[::-1]) == partners
