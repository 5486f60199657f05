"""Relative places: how far and in which direction the happening lies from the place named."""

from __future__ import annotations

import pytest

from tests.places.reading import one


@pytest.mark.parametrize(
    ("text", "phrase", "relation", "bearing", "km"),
    [
        ("north-west of Basivka", "Basivka", "bearing", 315.0, None),
        ("fighting 15 km north-west of Basivka", "Basivka", "bearing", 315.0, 15.0),
        ("about 10 miles (16 km) east of Sumy", "Sumy", "bearing", 90.0, 16.1),
        ("forces were 20 kilometers (12 miles) from Pokrovsk", "Pokrovsk", "near", None, 20.0),
        ("near Yunakivka", "Yunakivka", "near", None, None),
        ("on the outskirts of Sudzha", "Sudzha", "near", None, None),
        ("between Sumy and Sudzha", "Sudzha", "between", None, None),
        ("північніше Юнаківки", "Юнаківки", "bearing", 0.0, None),
        ("в 5 км к югу от Суджи", "Суджи", "bearing", 180.0, 5.0),
        ("біля Юнаківки", "Юнаківки", "near", None, None),
        ("in Sudzha", "Sudzha", "at", None, None),
    ],
)
def test_a_relation_is_read_with_its_bearing_and_distance(
    text: str, phrase: str, relation: str, bearing: float | None, km: float | None
) -> None:
    mention = one(text, phrase)
    assert (mention.relation, mention.bearing_deg, mention.distance_km) == (relation, bearing, km)


def test_a_relative_place_is_uncertain_and_a_place_itself_is_not() -> None:
    assert one("north of Basivka", "Basivka").uncertainty_km == 10.0
    assert one("30 km north of Basivka", "Basivka").uncertainty_km == 7.5
    assert one("in Basivka", "Basivka").uncertainty_km is None


def test_a_list_shares_its_relation() -> None:
    assert one("near Basivka, Yunakivka and Loknia", "Yunakivka").relation == "near"


def test_an_actor_has_no_relation() -> None:
    assert one("sanctions on Moscow", "Moscow").relation == "at"
