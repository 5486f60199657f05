"""Kinds: a location, an actor, an affiliation, or a piece of another name."""

from __future__ import annotations

import pytest

from tests.places.reading import one


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Moscow claims it took the town.", "Moscow"),
        ("Kyiv has repeatedly rejected the terms.", "Kyiv"),
        ("The Kremlin said nothing.", "Kremlin"),
        ("The White House called it a step.", "White House"),
        ("Russia launched drones overnight.", "Russia"),
        ("The EU put new sanctions on Moscow.", "Moscow"),
        ("There was no comment from Kyiv.", "Kyiv"),
        ("Arms supplies to Kyiv resumed.", "Kyiv"),
        ("It was occupied by Russia.", "Russia"),
        ("a ceasefire with Russia", "Russia"),
        ("Ukraine's incursion began in August.", "Ukraine"),
        ("Officials said Washington and Moscow had agreed.", "Moscow"),
        ("Москва заявила о захвате села.", "Москва"),
        ("Киев отверг предложение.", "Киев"),
        ("Росія не хоче миру.", "Росія"),
        ("на переговорах России", "России"),
        ("Поставленный Москвой мэр молчит.", "Москвой"),
        ("Призначений Москвою голова поїхав.", "Москвою"),
    ],
)
def test_a_name_that_acts_is_a_metonym(text: str, phrase: str) -> None:
    assert one(text, phrase).kind == "metonym"


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("He spoke in Kyiv on Wednesday.", "Kyiv"),
        ("KURSK, May 21. The governor spoke.", "KURSK"),
        ("Drones hit Ukraine overnight.", "Ukraine"),
        ("an attack on Kharkiv", "Kharkiv"),
        ("Kyiv was attacked overnight.", "Kyiv"),
        ("He arrived at the White House.", "White House"),
        ("strikes on Ukraine's energy infrastructure", "Ukraine"),
        ("advances in Russia's Kursk region", "Russia"),
        ("A Kyiv apartment block was destroyed.", "Kyiv"),
        ("the invasion of Ukraine", "Ukraine"),
        ("Residents of Kyiv slept badly.", "Kyiv"),
        ("Взрывы прогремели в Киеве.", "Киеве"),
        ("на территории Украины", "Украины"),
        ("У Києві лунали вибухи.", "Києві"),
    ],
)
def test_a_name_where_something_happens_is_literal(text: str, phrase: str) -> None:
    assert one(text, phrase).kind == "literal"


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Russia's Defence Ministry said so.", "Russia"),
        ("US-supplied missiles were used.", "US"),
        ("The Kyiv mayor spoke.", "Kyiv"),
        ("Kyiv officials said nothing.", "Kyiv"),
        ("The mayor of Kharkiv said so.", "Kharkiv"),
        ("The US proposal was rejected.", "US"),
        ("on the Pokrovsk axis", "Pokrovsk"),
        ("in the Pokrovsk direction", "Pokrovsk"),
        ("U.S. and Western aid", "U.S."),
        ("Армия РФ отступила.", "РФ"),
        ("Мэр Киева сообщил об атаке.", "Киева"),
        ("На Лиманському напрямку тихо.", "Лиманському"),
        ("На Покровском направлении идут бои.", "Покровском"),
    ],
)
def test_a_name_to_which_something_belongs_is_associative(text: str, phrase: str) -> None:
    assert one(text, phrase).kind == "associative"


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The Kyiv Independent wrote it.", "Kyiv"),
        ("He told the Kyiv Post.", "Kyiv"),
        ("у зоні ОСУВ «Харків»", "Харків"),
    ],
)
def test_a_name_inside_another_name_is_a_name_part(text: str, phrase: str) -> None:
    assert one(text, phrase).kind == "name_part"


def test_names_joined_by_and_share_the_verb() -> None:
    text = "Russia and Ukraine said they had agreed."
    assert [one(text, name).kind for name in ("Russia", "Ukraine")] == ["metonym", "metonym"]


def test_a_kind_comes_with_its_reason() -> None:
    assert one("Moscow claims it took the town.", "Moscow").reasons == ("acts: claims",)


def test_an_abbreviation_in_brackets_is_of_the_kind_of_the_name_before_it() -> None:
    text = "Donetsk Oblast (Donetsk) commanders met."
    assert one(text, "Donetsk Oblast").kind == "associative"


def test_countries_joined_by_a_hyphen_share_their_noun() -> None:
    assert {one("The Russia-Ukraine war went on.", name).kind for name in ("Russia", "Ukraine")} == {"associative"}


def test_a_person_after_a_possessive_ends_the_noun_phrase() -> None:
    assert one("Germany's Olaf Scholz visited Kyiv.", "Germany").kind == "associative"


@pytest.mark.parametrize(
    ("text", "phrase", "kind"),
    [
        ("Authorities in Sumy plan an evacuation.", "Sumy", "literal"),
        ("He met officials in Sumy.", "Sumy", "literal"),
        ("Troops from Kyiv held the hill.", "Kyiv", "metonym"),
        ("The governor of Russia's Kursk Oblast resigned.", "Russia", "associative"),
        ("It left Ukraine to hold the line.", "Ukraine", "metonym"),
        ("Everything turned against Russia.", "Russia", "metonym"),
        ("Drone strikes against Ukraine went on.", "Ukraine", "literal"),
        ("Germany deactivates its last reactor.", "Germany", "metonym"),
        ("Germany is a country in Europe.", "Germany", "literal"),
        ("He scored for Kharkiv as the league season ended.", "Kharkiv", "metonym"),
        ("The Lyman group of forces moved on.", "Lyman", "name_part"),
        ("TV channel Kharkiv 24 showed it.", "Kharkiv", "name_part"),
    ],
)
def test_english_words_beside_a_name_tell_its_kind(text: str, phrase: str, kind: str) -> None:
    assert one(text, phrase).kind == kind


@pytest.mark.parametrize(
    ("text", "phrase", "kind"),
    [
        ("В Кремле ответили на вопрос.", "Кремле", "metonym"),
        ("Он вошёл в Кремль.", "Кремль", "literal"),
        ("Москва обвинила Украину.", "Украину", "metonym"),
        ("Київ закликав Росію припинити вогонь.", "Росію", "metonym"),
        ("Село перешло под контроль России.", "России", "metonym"),
        ("На территории РФ горел склад.", "РФ", "literal"),
        ("Вертолёты РФ поднялись в воздух.", "РФ", "associative"),
        ("Киев атаковали дроны.", "Киев", "literal"),
        ("Дроны атаковали Киев.", "Киев", "literal"),
        ("Так считает Москва.", "Москва", "metonym"),
        ("Поезд прибыл на вокзал Харків-Пасажирський.", "Харків", "name_part"),
        ("Военные группировки войск Лиман отошли.", "Лиман", "name_part"),
        ("В Киеве свою причастность отвергли.", "Киеве", "metonym"),
        ("В Киеве представители отвергли помощь.", "Киеве", "literal"),
        ("Бои на Покровском направлении. На Лиманском россияне атаковали дважды.", "Лиманском", "associative"),
        ("На Покровському напрямку тихо. На Лиманському ворог атакував.", "Лиманському", "associative"),
        ("На Белгородчине горел склад.", "Белгородчине", "literal"),
    ],
)
def test_cyrillic_words_beside_a_name_tell_its_kind(text: str, phrase: str, kind: str) -> None:
    assert one(text, phrase).kind == kind
