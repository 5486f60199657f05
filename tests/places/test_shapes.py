"""Names of villages that no gazetteer holds, told by their shape and by what stands beside them."""

from __future__ import annotations

import pytest

from tests.places.reading import phrases


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Shells hit Sumy. Zbrodkivka was quiet.", "Zbrodkivka"),
        ("Sumy is near. The army lost a gun in Krutove on Monday.", "Krutove"),
        ("Sumy is near. They admitted the loss of Kwarne.", "Kwarne"),
        ("Sumy is near. Yartsal, a village of ten houses, burned.", "Yartsal"),
        ("Обстріляли Суми. Також бої біля Крутівки.", "Крутівки"),
        ("Обстреляли Сумы. Жители бежали из Крутовки.", "Крутовки"),
    ],
)
def test_a_word_of_a_villages_shape_is_found(text: str, phrase: str) -> None:
    assert phrase in phrases(text)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Sumy is near. Medicine was short.", "Medicine"),
        ("He played at the Casino in May.", "Casino"),
        ("Sumy is near. He told Serhii Krutove so.", "Krutove"),
        ("Обстріляли Суми. Про це сказав Петренко.", "Петренко"),
    ],
)
def test_other_words_are_not(text: str, phrase: str) -> None:
    assert phrase not in phrases(text)


def test_a_land_is_named_after_its_town() -> None:
    assert "Юнаківщині" in phrases("На Юнаківщині чути вибухи.")
