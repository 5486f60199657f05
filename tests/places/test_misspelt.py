"""Names one letter off: found where the report supports them, and only there."""

from __future__ import annotations

import pytest

from geo.places.gazetteer import Gazetteer, bundled_gazetteer
from geo.places.toponyms import find_mentions
from geo.records import Mention, Report


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return bundled_gazetteer()


def named(text: str, phrase: str, gazetteer: Gazetteer) -> Mention:
    mentions = find_mentions(Report(report_id="r", text=text), gazetteer)
    return next(mention for mention in mentions if mention.phrase == phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Troops entered the village of Sudhza in Kursk region.", "Sudhza"),
        ("Troops entered the town of Sudzhla in Kursk region.", "Sudzhla"),
        ("Troops left the village of Guyevo and shelled the town of Sudhza.", "Sudhza"),
    ],
)
def test_a_slip_is_read_where_region_or_neighbours_support_it(text: str, phrase: str, gazetteer: Gazetteer) -> None:
    mention = named(text, phrase, gazetteer)
    assert mention.place is not None and mention.place.name == "Sudzha"
    assert any("one letter off Sudzha" in reason for reason in mention.reasons)
    assert mention.candidates[0].score < 0.5


def test_a_slip_without_support_stays_without_a_place(gazetteer: Gazetteer) -> None:
    assert named("Troops entered the village of Sudhza.", "Sudhza", gazetteer).place is None
    assert named("Troops entered the village of Sudhza in Odesa region.", "Sudhza", gazetteer).candidates == ()


def test_a_name_two_letters_off_is_no_slip(gazetteer: Gazetteer) -> None:
    assert named("Troops entered the village of Suhdzha-Xa in Kursk region.", "Suhdzha-Xa", gazetteer).candidates == ()


def test_a_name_that_the_gazetteer_has_is_never_another(gazetteer: Gazetteer) -> None:
    mention = named("Troops entered the village of Guyevo in Kursk region.", "Guyevo", gazetteer)
    assert not any("one letter off" in reason for reason in mention.reasons)


def test_cyrillic_slips_are_read_too(gazetteer: Gazetteer) -> None:
    mention = named("Росіяни обстріляли село Юнаківвка Сумської області.", "Юнаківвка", gazetteer)
    assert mention.place is not None and mention.place.name == "Yunakivka"
