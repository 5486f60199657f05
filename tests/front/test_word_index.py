"""The index finds what reading every text would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geo.front.word_index import WordIndex, folded

LETTERS = st.text(st.sampled_from("aAbßйИ \n\u0306"), max_size=12)


@given(st.lists(LETTERS, max_size=8), LETTERS)
def test_a_text_is_found_where_each_of_its_words_occurs(texts: list[str], asked: str) -> None:
    expected = [all(word in folded(text) for word in folded(asked).split()) for text in texts]
    assert WordIndex(texts).holding(asked).tolist() == expected
