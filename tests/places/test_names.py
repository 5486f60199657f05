"""Keys, romanisation and spellings of place names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.places.inflection import allows, filed_under, met_by
from geo.places.names import (
    fold_key,
    is_cyrillic,
    normal_key,
    romanise_ru,
    romanise_uk,
    russian_form,
    spellings,
    words,
)


def met(name: str, form: str) -> bool:
    """Whether a declined form in a text finds a name."""
    filed = set(filed_under(normal_key(name)))
    found = met_by(tuple(normal_key(form).split()))
    return any(stems == stem and allows(paradigms, endings) for stem, endings in found for stems, paradigms in filed)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Nikolayevo-Dar’ino", "nikolayevo darino"),
        ("Kup'yans'k", "kupyansk"),
        ("U.S.", "us"),
        ("Тёткино", "теткино"),
        ("Знам’янка", "знамянка"),
        ("Київ", "київ"),
        ("Rzeszów–Jasionka", "rzeszow jasionka"),
        ("Krupets (Belovsky)", "krupets belovsky"),
        ("Łódź", "lodz"),
        ("Су́джа", "суджа"),
        ("  ", ""),
    ],
)
def test_a_key_drops_what_spellings_differ_in_and_keeps_the_script(text: str, key: str) -> None:
    assert normal_key(text) == key


def test_composed_and_decomposed_letters_have_one_key() -> None:
    assert normal_key("Чорний") == normal_key("Чорнии\u0306") == "чорний"


@given(st.text(max_size=40))
def test_the_key_of_a_key_is_itself(text: str) -> None:
    assert normal_key(normal_key(text)) == normal_key(text)


@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя' -", max_size=30))
def test_romanised_ukrainian_has_no_cyrillic_left(text: str) -> None:
    assert not is_cyrillic(romanise_uk(text))
    assert not is_cyrillic(romanise_ru(text))


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Алушта", "Alushta"),
        ("Згорани", "Zghorany"),
        ("Розгон", "Rozghon"),
        ("Єнакієве", "Yenakiieve"),
        ("Їжакевич", "Yizhakevych"),
        ("Йосипівка", "Yosypivka"),
        ("Костянтин", "Kostiantyn"),
        ("Знам'янка", "Znamianka"),
        ("Юнаківка", "Yunakivka"),
        ("Щербухи", "Shcherbukhy"),
        ("Ґалаґан", "Galagan"),
        ("Нью-Йорк", "Niu-York"),
    ],
)
def test_ukrainian_is_romanised_by_the_table_of_2010(name: str, latin: str) -> None:
    assert romanise_uk(name) == latin


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Гуево", "Guyevo"),
        ("Черкасское Поречное", "Cherkasskoye Porechnoye"),
        ("Большое Солдатское", "Bolshoye Soldatskoye"),
        ("Тёткино", "Tyotkino"),
        ("Мирный", "Mirny"),
        ("Ивановский", "Ivanovsky"),
        ("Объездное", "Obyezdnoye"),
        ("Щёголек", "Shchyogolek"),
        ("Прилесье", "Prilesye"),
    ],
)
def test_russian_is_romanised_as_the_press_does(name: str, latin: str) -> None:
    assert romanise_ru(name) == latin


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kupiansk", "kupyansk"),
        ("dzhankoi", "djankoy"),
        ("myropillia", "myropillya"),
        ("kryvyi rih", "kryviy rig"),
        ("oleksiivka", "oleksiyivka"),
        ("huyevo", "guyevo"),
        ("khrapivshchyna", "hrapivshchina"),
    ],
)
def test_variants_of_one_spelling_fold_together(one: str, other: str) -> None:
    assert fold_key(one) == fold_key(other)


@pytest.mark.parametrize(("one", "other"), [("sumy", "suma"), ("basivka", "bisivka"), ("sadky", "sudky")])
def test_different_names_do_not_fold_together(one: str, other: str) -> None:
    assert fold_key(one) != fold_key(other)


@pytest.mark.parametrize(
    ("ukrainian", "russian"),
    [("Гончарівка", "гончаровка"), ("Олексіївка", "алексеевка"), ("Покровськ", "покровск"), ("Харків", "харков")],
)
def test_the_russian_form_of_a_common_name_is_derived(ukrainian: str, russian: str) -> None:
    assert russian_form(ukrainian) == russian


def test_spellings_hold_the_official_and_the_russian_based_form() -> None:
    assert {"honcharivka", "goncharovka"} <= spellings("Honcharivka", "Гончарівка", "Гончаровка")
    assert {"kyiv", "kiev"} <= spellings("Kyiv", "Київ", "Киев")
    assert "andreyevka" in spellings("Andriivka", "Андріївка", None)


def test_spellings_make_no_short_word_of_a_short_name() -> None:
    assert all(len(key) > 2 for key in spellings("Yar", "Яр", "Яр") - {"яр"})


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Суджа", "Суджі"), ("Суджа", "Суджею"), ("Суджа", "Суджей"), ("Суджа", "Суджу"), ("Суми", "Сумах"),
        ("Суми", "Сум"), ("Сумы", "Сумами"), ("Локня", "Локни"), ("Локня", "Локню"), ("Юнаківка", "Юнаківці"),
        ("Юнаковка", "Юнаковке"), ("Курская область", "Курской области"), ("Сумська область", "Сумській області"),
        ("Сумщина", "Сумщини"), ("Київ", "Києва"), ("Харків", "Харкові"), ("Тернопіль", "Тернополя"),
        ("Бахмут", "Бахмуті"), ("Покровськ", "Покровська"), ("Роботине", "Роботиного"), ("Степне", "Степному"),
        ("Коренево", "Кореневі"), ("Коренево", "Коренева"), ("Білопілля", "Білопіллі"), ("Прилесье", "Прилесья"),
        ("Річки", "Річок"), ("Садки", "Садків"), ("Крупец", "Крупца"), ("Часів Яр", "Часового Яру"),
        ("Козача Локня", "Козачої Локні"), ("Казачья Локня", "Казачьей Локне"), ("Кривий Ріг", "Кривому Розі"),
        ("Черкасское Поречное", "Черкасском Поречном"), ("Великие Луки", "Великих Луках"), ("Россия", "Россией"),
        ("Украина", "Украину"), ("Запоріжжя", "Запоріжжі"), ("Мар'їне", "Мар’їному"), ("Волноваха", "Волновасі"),
    ],
)  # fmt: skip
def test_a_declined_form_finds_the_name(name: str, form: str) -> None:
    assert met(name, form)


@pytest.mark.parametrize(
    ("name", "form"),
    [("Суджа", "Суд"), ("Суми", "Сумський"), ("Локня", "Локнянка"), ("Веселе", "Веселка"), ("Яр", "яру")],
)
def test_another_word_with_the_same_beginning_does_not_find_the_name(name: str, form: str) -> None:
    assert not met(name, form)


def test_words_carry_their_place_in_the_text() -> None:
    text = "Russia’s troops near Nikolayevo-Daryino, the U.S. said"
    found = list(words(text))
    assert [word.key for word in found] == [
        "russia", "troops", "near", "nikolayevo", "daryino", "the", "us", "said",
    ]  # fmt: skip
    assert [text[word.start : word.end] for word in found][:1] == ["Russia"]
    assert text[found[6].start : found[6].end] == "U.S."


@given(st.text(max_size=200))
def test_words_lie_in_order_inside_the_text(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        assert word.key
        end = word.end
