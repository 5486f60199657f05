"""A place that a person names, picks or points at becomes the fields of an event."""

from __future__ import annotations

import pytest

from geo.places.boundaries import bundled_boundaries
from geo.places.gazetteer import bundled_gazetteer
from geo.records import Candidate, Event, Mention, Place
from geo.store.corrections import (
    differing,
    mention_of,
    no_place_fields,
    place_fields,
    places_named,
    spellings_meant,
    spot_fields,
)

EVENT = Event(
    event_type="strike", status="claimed", place_name="Oleksandrivka", note="Ambiguous place: two.", relation="near",
    quote_start=20, quote_end=60,
)  # fmt: skip
ONE = Place("gn:1", "Oleksandrivka", "populated_place", "UA", 34.0, 50.0, admin1="Sumy Oblast")
TWO = Place("gn:2", "Oleksandrivka", "populated_place", "UA", 31.0, 47.0, admin1="Odesa Oblast")


def named(start: int, phrase: str = "Oleksandrivka", place: Place | None = None) -> Mention:
    candidates = (Candidate(ONE, 0.5), Candidate(TWO, 0.4))
    return Mention(start, start + len(phrase), phrase, "literal", "populated_place", place, candidates)


def test_a_settlement_gives_coordinates_and_keeps_how_the_happening_lies_to_it() -> None:
    event = Event.model_validate(EVENT.model_dump() | place_fields(EVENT, ONE))
    assert (event.place_id, event.lon, event.precision, event.relation) == ("gn:1", 34.0, "populated_place", "near")
    assert (event.note, event.geocoded_by) == (None, "a person")


def test_a_region_gives_no_coordinates() -> None:
    region = bundled_gazetteer().place("adm1:UA-59")
    event = Event.model_validate(EVENT.model_dump() | place_fields(EVENT, region))
    assert (event.lon, event.lat, event.precision, event.admin1) == (None, None, "admin1", "Sumy Oblast")


def test_a_note_of_the_record_stays() -> None:
    event = EVENT.model_copy(update={"note": "Seen from the road."})
    assert place_fields(event, ONE)["note"] == "Seen from the road."


def test_a_spot_has_the_region_of_its_ground() -> None:
    gazetteer, boundaries = bundled_gazetteer(), bundled_boundaries()
    event = Event.model_validate(EVENT.model_dump() | spot_fields(EVENT, 35.27, 51.19, " ", gazetteer, boundaries))
    assert (event.admin1, event.country, event.place_name) == ("Kursk Oblast", "RU", "51.1900, 35.2700")
    assert (event.place_id, event.relation, event.uncertainty_km) == (None, "at", 1.0)


def test_no_place_clears_everything_that_says_where() -> None:
    placed = EVENT.model_copy(update=place_fields(EVENT, ONE))
    event = Event.model_validate(placed.model_dump() | no_place_fields(placed))
    assert {event.place_id, event.place_name, event.lon, event.lat, event.admin1, event.precision} == {None}


def test_only_what_differs_is_a_change() -> None:
    assert differing(EVENT, {"status": "claimed", "claimed_by": "Ada"}) == {"claimed_by": "Ada"}


def test_the_mention_of_an_event_is_in_its_quote_first_then_before_it_then_after() -> None:
    before, inside, after = named(0), named(25), named(90)
    assert mention_of(EVENT, [before, inside, after]) is inside
    assert mention_of(EVENT, [before, after]) is before
    assert mention_of(EVENT, [after]) is after
    assert mention_of(EVENT, [named(25, "Sudzha"), named(25, place=ONE)]) is None
    assert mention_of(EVENT.model_copy(update={"place_id": "gn:1"}), [before, named(25, place=ONE)]) is not before


def test_a_choice_is_for_all_open_spellings_that_may_mean_the_place() -> None:
    mentions = [named(0), named(30, "Oleksandrivtsi"), named(60, "Sudzha", place=ONE)]
    assert spellings_meant(mentions[0], "gn:1", mentions) == ["Oleksandrivka", "Oleksandrivtsi"]


@pytest.mark.parametrize("spelling", ["Sudzha", "Суджа", "Судже", "sudzha ", "Sudja"])
def test_the_search_takes_any_spelling(spelling: str) -> None:
    found = places_named(spelling, bundled_gazetteer())
    assert "Sudzha" in {one.place.name for one in found}


def test_the_search_takes_coordinates_latitude_first() -> None:
    found = places_named("51.19, 35.27", bundled_gazetteer())
    assert found[0].place.name == "Sudzha"
    assert "km from the point" in found[0].reasons[0]


@pytest.mark.parametrize("query", ["", "  ", "qqqqqqqqqqqq", "95 200"])
def test_a_search_that_finds_nothing_is_empty(query: str) -> None:
    assert places_named(query, bundled_gazetteer()) == ()
