"""Place names taken apart: the name, what qualifies it, and the kind of settlement."""

from __future__ import annotations

import pytest

from geo.events.placenames import Named, district_key, names_district, take_apart


@pytest.mark.parametrize(
    ("text", "name", "qualifiers", "town"),
    [
        ("Sudzha", "Sudzha", (), None),
        ("Krupets (Belovsky)", "Krupets", ("Belovsky",), None),
        ("Korenevo (village)", "Korenevo", (), False),
        ("Коренево (село)", "Коренево", (), False),
        ("Maryino (Ivanovskoye)", "Maryino", ("Ivanovskoye",), None),
        ("2nd Knyazhy", "2nd Knyazhy", (), None),
        ("Kursk Oblast (undisclosed command post)", "Kursk Oblast", ("undisclosed command post",), None),
        ("Basivka, Sumy Raion, Sumy Oblast", "Basivka", ("Sumy Raion", "Sumy Oblast"), None),
        ("village of Guyevo", "Guyevo", (), False),
        ("the town of Sudzha", "Sudzha", (), True),
        ("с. Гуево", "Гуево", (), None),
        ("селище Юнаківка", "Юнаківка", (), False),
        ("Basivka village", "Basivka", (), False),
        ("Novy Put", "Novy Put", (), None),
        ("  Mala   Loknia ", "Mala Loknia", (), None),
        ("(unknown)", "(unknown)", ("unknown",), None),
    ],
)
def test_a_name_is_parted_from_what_qualifies_it(
    text: str, name: str, qualifiers: tuple[str, ...], town: bool | None
) -> None:
    found = take_apart(text)
    assert (found.name, found.qualifiers, found.town) == (name, qualifiers, town)
    assert found.whole == " ".join(text.split())


def test_a_name_that_is_only_a_type_word_stays_a_name() -> None:
    assert take_apart("Selo") == Named("Selo", "Selo")


@pytest.mark.parametrize(
    "group",
    [
        ("Belovsky District", "Belovsky", "belovskiy rayon", "Belovskyi raion"),
        ("Сумський район", "Сумский", "сумский р-н"),
        ("Sumskyi Raion", "Sumsky district", "Sumskiy"),
    ],
)
def test_the_spellings_of_one_district_have_one_key(group: tuple[str, ...]) -> None:
    assert len({district_key(text) for text in group}) == 1
    assert all(names_district(text) for text in group)


def test_districts_of_different_names_have_different_keys() -> None:
    assert district_key("Korenevsky") != district_key("Sudzhansky District")
    assert not names_district("Ivanovskoye")
