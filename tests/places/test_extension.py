"""Places put beside those a gazetteer holds: none doubled, none lost, nothing held is changed."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.places.gazetteer import Gazetteer, bundled_gazetteer
from geo.records import Place
from geo.terms import Level


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return bundled_gazetteer()


def village(place_id: str, name: str, lon: float, lat: float, **more: object) -> Place:
    level: Level = "populated_place"
    return Place(place_id, name, level, "RU", lon, lat, **more)  # type: ignore[arg-type]


def test_another_spelling_on_the_same_spot_is_the_place_that_is_held(gazetteer: Gazetteer) -> None:
    held = gazetteer.place("front:sverdlikovo")
    more = gazetteer.extended([village("gn:1", "Свердликово", held.lon + 0.01, held.lat, population=400)])
    assert len(more) == len(gazetteer)
    assert more.place("gn:1") is more.place("front:sverdlikovo")
    assert [place.place_id for place in more.lookup("Sverdlikovo")] == ["front:sverdlikovo"]


def test_what_is_merged_adds_names_and_fills_what_was_not_known(gazetteer: Gazetteer) -> None:
    held = gazetteer.place("front:sverdlikovo")
    assert held.population is None
    also = {"gn:1": ["Sverdlikovskiy Khutor"]}
    more = gazetteer.extended([village("gn:1", "Sverdlikovo", held.lon, held.lat, population=400)], also)
    (found,) = more.lookup("Sverdlikovskiy Khutor")
    assert (found.place_id, found.population, found.lon) == (held.place_id, 400, held.lon)
    assert gazetteer.lookup("Sverdlikovskiy Khutor") == ()
    assert gazetteer.place("front:sverdlikovo").population is None


def test_a_namesake_farther_off_is_a_place_of_its_own(gazetteer: Gazetteer) -> None:
    held = gazetteer.place("front:sverdlikovo")
    more = gazetteer.extended([village("gn:1", "Sverdlikovo", held.lon + 0.1, held.lat)])
    assert {place.place_id for place in more.lookup("Sverdlikovo")} == {"front:sverdlikovo", "gn:1"}


def test_a_neighbour_of_another_name_is_a_place_of_its_own(gazetteer: Gazetteer) -> None:
    held = gazetteer.place("front:sverdlikovo")
    assert "gn:1" in gazetteer.extended([village("gn:1", "Qwertovo", held.lon, held.lat)])


def test_a_region_known_by_another_id_is_linked_and_teaches_it_no_names(gazetteer: Gazetteer) -> None:
    sumy = gazetteer.place("adm1:UA-59")
    other = Place("gn:692196", "Sumy Oblast", "admin1", "UA", sumy.lon + 0.3, sumy.lat + 0.2)
    more = gazetteer.extended([other], {"gn:692196": ["Mykolaivshchyna"]})
    assert more.place("gn:692196").place_id == "adm1:UA-59"
    assert more.lookup("Mykolaivshchyna") == ()


def test_new_places_are_not_doubled_among_themselves() -> None:
    twice = [
        village("a:1", "Loknya", 35.0, 51.0, population=9),
        village("b:1", "Lokhnia", 35.01, 51.0, name_ru="Локня"),
    ]
    small = Gazetteer.from_table(pd.DataFrame([{"place_id": "x", "name": "X", "country": "UA", "lon": 0, "lat": 0}]))
    more = small.extended(twice)
    assert len(more) == 2
    assert more.place("b:1").place_id == "a:1"


def test_a_difference_put_back_gives_the_same_gazetteer(gazetteer: Gazetteer) -> None:
    held = gazetteer.place("front:sverdlikovo")
    new = [village("gn:1", "Sverdlikovo", held.lon, held.lat, population=4), village("gn:2", 'X, "Y"', 35, 51)]
    more = gazetteer.extended(new, {"gn:1": ["Свердлик"]})
    again = gazetteer.patched(*more.difference(gazetteer))
    assert list(again) == list(more)
    for name in ("Свердликом", "Sverdlikovo", "X Y", "Sudzha"):
        assert again.lookup(name) == more.lookup(name)
    assert again.place("gn:1").place_id == held.place_id


NAMES = st.sampled_from(["Loknya", "Локня", "Lokhnia", "Novenke", "Нове", "Oleshnya"])
SPOTS = st.tuples(st.integers(0, 6), st.integers(0, 6))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NAMES, SPOTS), max_size=14))
def test_every_id_finds_a_place_and_none_lies_far_from_its_own(rows: list[tuple[str, tuple[int, int]]]) -> None:
    places = [
        village(f"t:{n}", name, 35 + x * 0.02, 51 + y * 0.015, population=n + 1)
        for n, (name, (x, y)) in enumerate(rows)
    ]
    made = Gazetteer([], {}, {}).extended(places)
    for place in places:
        found = made.place(place.place_id)
        assert abs(found.lat - place.lat) * 111.2 <= 3.01
        assert found in made.lookup(place.name)
    assert made.extended(places).lookup("Loknya") == made.lookup("Loknya")
    assert len(made.extended(places)) == len(made)
