"""A filter keeps what it names, counts what it hides, and leaves zones alone."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from geo.clock import DAY, Interval
from geo.front.filters import Selectable
from geo.front.timeline import Timeline
from geo.records import Event, Place
from geo.schema import events_table
from tests.front.toy import DAY_ONE, record, timeline

D2, D3, D5 = DAY_ONE + DAY, DAY_ONE + 2 * DAY, DAY_ONE + 4 * DAY
WEEK = Interval(DAY_ONE, DAY_ONE + timedelta(days=7))


class Names:
    """A gazetteer that knows one place in three languages."""

    def get(self, place_id: str) -> Place | None:
        if place_id != "v31":
            return None
        return Place(
            place_id="v31", name="Sudzha", name_uk="Суджа", name_ru="Суджа", level="populated_place", country="RU",
            lon=35.3, lat=51.2,
        )  # fmt: skip


def shown(made: Timeline, day: date = D5, clock: str = "known", **filters: Any) -> list[str]:
    frame = made.frame(day=day, window=WEEK, clock=clock, **filters)
    assert frame.hidden + len(frame.events) == len(made.frame(day=day, window=WEEK, clock=clock).events)
    return sorted(frame.events["note"])


def noted(note: str, place: str = "v31", **fields: Any) -> Event:
    return record(place, fields.pop("day", DAY_ONE), note=note, **fields)


def test_claimants_keep_what_they_claim_and_not_stated_what_nobody_does() -> None:
    nobody = noted("nobody", claimed_by=None, claimant_side=None)
    made = timeline([noted("ISW", claimed_by="ISW"), noted("staff", claimed_by="  Ukrainian   staff "), nobody])
    assert shown(made, claimants=["ISW"]) == ["ISW"]
    assert shown(made, claimants=["Ukrainian staff", "not stated"]) == ["nobody", "staff"]
    assert shown(made, claimants=()) == ["ISW", "nobody", "staff"]


def test_a_claimant_whom_the_record_lacks_keeps_nothing_and_changes_no_zone() -> None:
    made = timeline([noted("claim")])
    frame = made.frame(day=D5, window=WEEK, perspective="RU", claimants=["Nobody known"])
    assert frame.events.empty
    assert frame.advances == ()
    assert frame.hidden == 1
    assert [zone.settlements for zone in frame.zones] == [1]


def test_publishers_keep_what_they_printed_first_or_second() -> None:
    made = timeline(
        [noted("a", publisher="A"), noted("b", publisher="B", publisher_2="A"), noted("c", "v21", publisher="C")]
    )
    assert shown(made, publishers=["A"]) == ["a", "b"]
    assert shown(made, publishers=["B", "C"]) == ["b", "c"]


def test_precisions_keep_what_is_known_so_well() -> None:
    made = timeline([noted("place"), noted("region", "adm1:UA-59", event_type="strike")])
    assert shown(made, precisions=["admin1"]) == ["region"]
    assert shown(made, precisions=["admin1", "populated_place"]) == ["place", "region"]


def test_filters_narrow_each_other() -> None:
    made = timeline([noted("a", publisher="A", claimed_by="ISW"), noted("b", "v21", publisher="A")])
    assert shown(made, publishers=["A"], claimants=["ISW"], text="v31") == ["a"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("СУДЖ", [0]),
        ("sudzha", [0]),
        ("took Sudzha", [0]),
        ("took TASS", []),
        ("рота", [1]),
        ("tass", [1]),
        ("drone", [1]),
        ("  ", [0, 1]),
        ("zzz", []),
        ("й", [1]),
    ],
)
def test_a_text_is_found_in_the_names_of_the_place_in_any_language_and_in_what_is_told(
    text: str, kept: list[int]
) -> None:
    events = [
        noted("took the town", quote="Taken."),
        noted("a drone\nflew", "v21", quote="Рота\u0438\u0306 ушла", publisher="Kyiv Post", publisher_2="TASS"),
    ]
    table = events_table(events)
    found = Selectable(table, np.array([1, 1]), Names()).passing({"text": text}, D5, "known")  # type: ignore[arg-type]
    assert np.flatnonzero(found).tolist() == kept


def test_two_publishers_count_from_the_day_the_second_told() -> None:
    first = noted("first", event_key="k", publisher="A", claimed_by="ISW")
    second = noted("second", event_key="k", publisher="B", known_from=D3)
    made = timeline([first, second, noted("alone", "v21", publisher="C")])
    assert shown(made, D2, two_publishers=True) == []
    assert shown(made, D3, two_publishers=True) == ["first", "second"]
    assert shown(made, D2, "happened", two_publishers=True) == ["first", "second"]


def test_a_filter_that_is_none_is_refused() -> None:
    with pytest.raises(TypeError, match="'colour' is no filter"):
        timeline([noted("a")]).frame(day=D5, window=WEEK, colour="red")  # type: ignore[call-arg]


def test_a_hundred_thousand_records_are_filtered_in_the_blink_of_an_eye() -> None:
    few = events_table([noted(f"note {n}", publisher=f"P{n % 7}", claimed_by=f"C{n % 11}") for n in range(50)])
    many = pd.concat([few] * 2_000, ignore_index=True)
    many["event_key"] = [f"k{n // 2}" for n in range(len(many))]
    made = Selectable(many, np.full(len(many), DAY_ONE.toordinal()))
    asked: list[Any] = [
        {"claimants": ["C1", "C2"]}, {"publishers": ["P1"]}, {"text": "note 7"}, {"text": "e"},
        {"two_publishers": True},
    ]  # fmt: skip
    for filters in asked:
        made.passing(filters, D5, "known")  # prepares
    made.passing({"text": "other words"}, D5, "known")
    took = []
    for filters in [*asked, {"text": "not searched before"}]:
        began = time.perf_counter()
        made.passing(filters, D5, "known")
        took.append(time.perf_counter() - began)
    assert max(took) < 0.25, "a few ms on a quiet machine"
