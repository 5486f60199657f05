"""The text goes to the browser in pieces that lose no character, and the cards tell what was read."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from geo.records import Candidate, Mention, Place
from geo.store.journal import choice
from geo.ui.report_text import legend, mark, pieces, unlapped

TEXT = "Fighting in Oleksandrivka 🇺🇦 and Sudzha."
SPANS = st.tuples(st.integers(0, 45), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def mention(start: int, end: int, text: str = TEXT, **changes: Any) -> Mention:
    fields: dict[str, Any] = {"kind": "literal", "level": "populated_place", **changes}
    return Mention(start=start, end=end, phrase=text[start:end], **fields)


def place(number: int, region: str) -> Place:
    return Place(f"gn:{number}", "Oleksandrivka", "populated_place", "UA", 34.0, 50.0, admin1=region)


CANDIDATES = (Candidate(place(1, "Sumy Oblast"), 0.5, ("near Sudzha",)), Candidate(place(2, "Odesa Oblast"), 0.4))
OPEN = mention(12, 25, candidates=CANDIDATES)


@given(st.text(max_size=60), st.lists(SPANS, max_size=8), st.none() | SPANS)
def test_the_pieces_joined_are_the_text(text: str, spans: list[tuple[int, int]], quote: tuple[int, int] | None) -> None:
    shown = unlapped([mention(*span, text) for span in spans], len(text))
    made = pieces(text, shown, quote)
    assert "".join(piece for piece, _, _ in made) == text
    for number, one in enumerate(shown):
        assert "".join(piece for piece, at, _ in made if at == number) == text[one.start : one.end]
    if quote is not None:
        assert "".join(piece for piece, _, quoted in made if quoted) == text[quote[0] : quote[1]]


def test_of_mentions_that_overlap_the_longer_first_one_is_shown() -> None:
    assert unlapped([mention(7, 13), mention(0, 13), mention(13, 15)], 40) == (mention(0, 13), mention(13, 15))


def test_the_card_of_an_open_name_lists_its_candidates_with_scores_and_reasons() -> None:
    told = mark(OPEN, [])
    assert (told["open"], told["chosen"]) == (True, False)
    assert [(one["name"], one["score"], one["reasons"]) for one in told["candidates"]] == [
        ("Oleksandrivka, Sumy Oblast, UA", "0.50", "near Sudzha"),
        ("Oleksandrivka, Odesa Oblast, UA", "0.40", ""),
    ]


def test_a_chosen_name_says_who_chose_and_is_open_no_more() -> None:
    made = choice("r1", ["Oleksandrivka"], {"place_id": "gn:2", "place_name": "Oleksandrivka"}, "Ada")
    told = mark(OPEN, [made])
    assert (told["open"], told["chosen"]) == (False, True)
    assert "chosen by Ada" in told["lines"][0]
    assert [one["current"] for one in told["candidates"]] == [False, True]
    assert [name for _, name, _ in legend([OPEN], [made])] == ["Place", "Chosen"]


def test_the_legend_names_the_kinds_that_occur_and_no_others() -> None:
    assert [name for _, name, _ in legend([mention(0, 2, kind="metonym")])] == ["Stands for an actor"]
    assert [name for _, name, _ in legend([OPEN])] == ["Place", "Open"]
    assert legend([]) == []
