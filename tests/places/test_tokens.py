"""Tokens index the text they come from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.places.tokens import tokenise


@given(st.text(max_size=300))
def test_tokens_are_in_order_and_index_the_text(text: str) -> None:
    end = 0
    for token in tokenise(text):
        assert end <= token.start < token.end
        assert text[token.start : token.end] == token.text
        end = token.end


@pytest.mark.parametrize("text", ["Ukraine's army", "Ukraine’s army"])
def test_a_possessive_is_a_token_of_its_own(text: str) -> None:
    assert [token.text for token in tokenise(text)] == ["Ukraine", text[7:9], "army"]


def test_an_apostrophe_inside_a_ukrainian_name_does_not_part_it() -> None:
    assert [token.text for token in tokenise("П’ятихатки та Мар'їнка")] == ["П’ятихатки", "та", "Мар'їнка"]


def test_a_sentence_ends_at_a_full_stop_but_not_after_an_abbreviation() -> None:
    tokens = tokenise("Gen. Smith left. He ran.")
    assert [token.text for token in tokens if token.opens] == ["Gen", "He"]


def test_an_abbreviation_with_full_stops_is_one_token() -> None:
    assert [token.text for token in tokenise("the U.S. army")] == ["the", "U.S.", "army"]


def test_a_new_line_begins_a_sentence() -> None:
    assert [token.text for token in tokenise("Kyiv\nSumy region") if token.opens] == ["Kyiv", "Sumy"]


def test_an_empty_text_has_no_tokens() -> None:
    assert tokenise("") == ()
