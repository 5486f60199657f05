"""One table a language: the same keys and blanks, no word of another language, numbers and days in good grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from string import Formatter
from typing import Any

import pytest

from geo.terms import LANGUAGES
from geo.views import naming, phrases, words
from geo.views.interface_words import UI_WORDS, interface_words
from geo.views.languages import LANGUAGE_NAMES, counted, grouped, table
from geo.views.languages.plurals import CATEGORIES
from tests.views.frames import VIEW, advance, event, frame, zone

TRANSLATED = [lang for lang in LANGUAGES if lang != "en"]
_FORMS = {"zero", "one", "two", "few", "many", "other"}
#: Names and keys that are written alike in every language.
_NAMES = {
    "GeoNames", "CC", "BY", "SA", "OpenStreetMap", "ODbL", "Wikipedia", "Natural", "Earth", "GSHHG", "Enter", "Esc",
    "Backspace", "CSV", "GeoJSON", "GPKG", "KML", "HTML", "PNG", "Home", "End",
}  # fmt: skip


def _whole(lang: str) -> dict[str, Any]:
    """Every word of a language: for print and for the browser."""
    return {**table(lang), "ui": UI_WORDS[lang]}


def _leaves(words: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every text with its path; the forms of a count are one leaf."""
    if isinstance(words, Mapping) and not (words and set(words) <= _FORMS):
        for name, value in words.items():
            yield from _leaves(value, f"{path}.{name}")
    elif isinstance(words, list):
        for at, value in enumerate(words):
            yield from _leaves(value, f"{path}.{at}")
    else:
        yield path, words


def _texts(leaf: Any) -> list[str]:
    return list(leaf.values()) if isinstance(leaf, Mapping) else [leaf]


def _blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _spelled(lang: str) -> Iterator[tuple[str, str]]:
    """Every text of a language without its blanks, with its path."""
    for path, leaf in _leaves(_whole(lang)):
        if path not in {".lang", ".group"}:
            yield from ((path, re.sub(r"\{\w+\}", " ", text)) for text in _texts(leaf))


@pytest.mark.parametrize("lang", TRANSLATED)
def test_every_language_has_the_same_words(lang: str) -> None:
    own, english = ({path for path, _ in _leaves(_whole(one))} for one in (lang, "en"))
    assert (own - english, english - own) == (set(), set())


@pytest.mark.parametrize("lang", TRANSLATED)
def test_every_text_has_the_same_blanks(lang: str) -> None:
    english = dict(_leaves(_whole("en")))
    for path, leaf in _leaves(_whole(lang)):
        wanted = set().union(*map(_blanks, _texts(english[path])))
        assert {frozenset(_blanks(text)) for text in _texts(leaf)} == {frozenset(wanted)}, path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_count_has_every_form_of_its_language_and_no_other(lang: str) -> None:
    counts = [(path, leaf) for path, leaf in _leaves(_whole(lang)) if isinstance(leaf, Mapping)]
    assert counts
    for path, leaf in counts:
        assert tuple(leaf) == CATEGORIES[lang], path


@pytest.mark.parametrize("lang", TRANSLATED)
def test_no_english_is_left(lang: str) -> None:
    foreign = {path: words for path, text in _spelled(lang) if (words := set(re.findall("[A-Za-z]+", text)) - _NAMES)}
    assert foreign == {}


@pytest.mark.parametrize(("lang", "letters"), [("uk", "ыэъё"), ("ru", "іїєґʼ’"), ("en", "а-яіїєґё")])
def test_no_letter_of_another_language_is_left(lang: str, letters: str) -> None:
    own = {path: text for path, text in _spelled(lang) if path != ".name" and re.search(f"[{letters}]", text.lower())}
    assert own == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_mixes_alphabets(lang: str) -> None:
    mixed = [word for _, text in _spelled(lang) for word in re.findall(r"[^\W\d_]+", text)
             if re.search("[A-Za-z]", word) and re.search("[Ѐ-ӿ]", word)]  # fmt: skip
    assert mixed == []


def test_the_guard_against_english_would_see_some() -> None:
    assert set(re.findall("[A-Za-z]+", "Показати all")) - _NAMES == {"all"}


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "12 March 2025"), ("uk", "12 березня 2025"), ("ru", "12 марта 2025")]
)
def test_a_day_is_told_in_the_genitive(lang: str, told: str) -> None:
    assert phrases.day_words(date(2025, 3, 12), lang=lang) == told


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", ["1 report", "2 reports", "5 reports", "11 reports", "21 reports", "1,240 reports"]),
        ("uk", ["1 повідомлення", "2 повідомлення", "5 повідомлень", "11 повідомлень", "21 повідомлення",
                "1 240 повідомлень"]),
        ("ru", ["1 сообщение", "2 сообщения", "5 сообщений", "11 сообщений", "21 сообщение", "1 240 сообщений"]),
    ],
)  # fmt: skip
def test_a_count_agrees_with_its_noun(lang: str, told: list[str]) -> None:
    forms = UI_WORDS[lang]["n_reports"]
    counts = [counted(forms, n, lang).replace("\u00a0", " ") for n in (1, 2, 5, 11, 21, 1240)]
    assert counts == told


def test_digits_are_grouped_as_the_language_does() -> None:
    assert [grouped(1_240_000, lang) for lang in ("en", "uk", "ru")] == [
        "1,240,000", "1\u00a0240\u00a0000", "1\u00a0240\u00a0000",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        (
            "uk",
            (
                "12 березня 2025, як було відомо того дня, за словами російських посадовців: заявлено контроль над 14 "
                "населеними пунктами (близько 159 км² на цій карті), заяви щодо 3 з них заперечують; 9 просувань "
                "російських сил з 5 березня."
            ),
        ),
        (
            "ru",
            (
                "12 марта 2025, как было известно в тот день, по словам российских официальных лиц: заявлен контроль "
                "над 14 населёнными пунктами (около 159 км² на этой карте), заявления по 3 из них отрицаются; "
                "9 продвижений российских сил с 5 марта."
            ),
        ),
    ],
)
def test_the_sentence_follows_the_language_of_the_view(lang: str, told: str) -> None:
    view = VIEW.changed(ui=lang)
    moves = tuple(advance(advance_id=f"ad{number}") for number in range(9))
    shown = frame(zones=(zone(disputed_ids=("a", "b", "c"), denied_ids=("a", "b", "c")),), advances=moves, view=view)
    assert words.plain_sentence(shown, view) == told


@pytest.mark.parametrize("lang", TRANSLATED)
def test_the_words_of_a_sheet_follow_the_language_of_the_view(lang: str) -> None:
    view = VIEW.changed(ui=lang)
    shown = frame(event(), zones=(zone(),), view=view)
    own = words.alt_text(shown, view) + words.as_of(view) + words.source_line(shown.events, lang=lang)
    assert set(re.findall("[A-Za-z]+", own)) <= {"The", "Daily", "Example"}


@pytest.mark.parametrize(("lang", "both"), [("uk", "російських і українських посадовців"),
                                            ("ru", "российских и украинских официальных лиц")])  # fmt: skip
def test_speakers_stand_in_the_genitive(lang: str, both: str) -> None:
    assert naming.speakers(("RU", "UA"), lang) == both
    assert naming.chosen_words(("A", "B", "C", "D", "E"), lang).startswith("A, B ")


def test_each_language_is_offered_by_its_own_name() -> None:
    assert dict(LANGUAGE_NAMES) == {"en": "English", "uk": "Українська", "ru": "Русский"}
    sent = interface_words(("by:DeepState|ISW",))
    assert tuple(sent) == LANGUAGES
    for lang in LANGUAGES:
        assert sent[lang]["languages"] == dict(LANGUAGE_NAMES)
        assert "DeepState" in sent[lang]["perspective_short"]["by:DeepState|ISW"]
        assert "DeepState" in sent[lang]["sentence"]["perspective"]["by:DeepState|ISW"]


def test_who_speaks_is_told_apart_from_what_is_a_fact() -> None:
    for lang in LANGUAGES:
        claims = table(lang)["sentence"]["own"].values()
        assert all(re.search("claimed|заявлено|заявлен", text) for text in claims)
