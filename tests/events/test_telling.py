"""Clauses, places that only locate, plans and days of a telling."""

from __future__ import annotations

from datetime import date

import pytest

from geo.events.extract import UNLISTED, extract_events
from geo.events.predictions import prediction
from geo.records import Mention, Place, Report

from .readings import PUBLISHED, events_of


@pytest.mark.parametrize(
    "text",
    [
        "Russian troops captured Bilopillia, a village near Krasnopillia.",
        "Russian troops captured Bilopillia, 12 km south of Krasnopillia.",
        "Russian troops captured Bilopillia, a village between Krasnopillia and Velyka Pysarivka.",
    ],
)
def test_a_place_that_only_locates_another_is_no_place_of_the_event(text: str) -> None:
    assert [one.place_name for one in events_of(text)] == ["Bilopillia"]


def test_places_of_a_list_all_count() -> None:
    events = events_of("Russian troops advanced near Bilopillia, Krasnopillia and Velyka Pysarivka.")
    assert {one.place_name for one in events} == {"Bilopillia", "Krasnopillia", "Velyka Pysarivka"}


def test_a_list_goes_on_behind_a_semicolon() -> None:
    events = events_of("Авіаударів завдав ворог: Білопілля Сумської області; Краснопілля Сумської області.", "uk")
    assert {one.place_name for one in events} == {"Білопілля", "Краснопілля"}
    assert len({one.event_key for one in events}) == 1


def test_two_happenings_joined_by_and_are_two() -> None:
    events = events_of("Bilopillia fell to Russian troops, and Krasnopillia was shelled on Monday.")
    assert [(one.event_type, one.place_name) for one in events] == [
        ("capture", "Bilopillia"), ("strike", "Krasnopillia")
    ]  # fmt: skip


def test_a_meeting_in_the_present_tense_with_a_day_lies_ahead() -> None:
    (event,) = events_of("Erdogan hosts a summit on Ukraine in Ankara on Monday.")
    assert (event.event_type, event.status) == ("diplomacy", "planned")
    assert (event.date_start, event.date_end) == (date(2025, 3, 17), date(2025, 3, 17))


def test_the_day_of_a_stated_plan_is_the_day_it_was_stated() -> None:
    (event,) = events_of("Syrskyi said on Monday that Ukraine plans to withdraw from Bilopillia.")
    assert (event.status, event.date_start) == ("planned", date(2025, 3, 10))


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("over the weekend", date(2025, 3, 8), date(2025, 3, 9)),
        ("the previous day", date(2025, 3, 12), date(2025, 3, 12)),
    ],
)
def test_a_weekend_and_the_day_before_are_dated(words: str, first: date, last: date) -> None:
    (event,) = events_of(f"Russian troops struck Bilopillia {words}.")
    assert (event.date_start, event.date_end) == (first, last)


def test_a_name_that_no_gazetteer_knows_keeps_its_event_without_coordinates() -> None:
    (event,) = events_of("Russian troops captured Nezabutnie on Monday.")
    assert (event.place_name, event.place_id, event.lon) == ("Nezabutnie", None, None)


def test_a_place_known_only_by_its_region_carries_no_point() -> None:
    text = "Russian troops captured Nezabutnie on Monday."
    region = Place("adm1:UA-59", "Sumy Oblast", "admin1", "UA", 34.0, 51.0)
    start = text.index("Nezabutnie")
    mention = Mention(start, start + 10, "Nezabutnie", "literal", "populated_place", region, relation="within")
    report = Report(report_id="r", text=text, published=PUBLISHED)
    (event,) = events = extract_events(report, (mention,))
    assert (event.place_id, event.precision, event.relation) == ("adm1:UA-59", "admin1", "within")
    assert (event.lon, event.lat) == (None, None)
    assert event.note == f"{UNLISTED}Nezabutnie, in Sumy Oblast."
    told = prediction(report, (mention,), events)
    assert (told["events"][0]["places"][0]["lat"], told["mentions"][0]["level"]) == (None, "admin1")
