"""Sayings belong to the last who vouches, with the side the word lists give."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from geo.errors import DataMissing, InputError
from geo.events.attribution import attributions
from geo.events.claimants import attribution_words, narrator_side, side_of
from geo.events.dates import find_dates
from geo.events.lexicon import language_of, read_rows
from geo.events.sayings import Attribution, attribution_at
from geo.events.sentences import sentences


def _vouching(text: str, about: str) -> Attribution | None:
    dates = find_dates(text, date(2025, 3, 13))
    found = attributions(text, sentences(text), dates, language_of(text))
    return attribution_at(found, text.index(about))


@pytest.mark.parametrize(
    ("text", "about", "claimant", "side"),
    [
        (
            "The Russian defence ministry said its troops captured Sudzha.",
            "captured",
            "The Russian defence ministry",
            "RU",
        ),
        (
            "Russian troops captured Sudzha, according to Ukraine's General Staff.",
            "captured",
            "Ukraine's General Staff",
            "UA",
        ),
        ("Two villages fell, the ISW said.", "fell", "the ISW", "independent"),
        (
            "The report says nothing, said spokesman Dmitry Peskov on Wednesday.",
            "nothing",
            "spokesman Dmitry Peskov",
            "RU",
        ),
        ("The Kyiv mayor, Vitali Klitschko, said debris fell.", "debris", "The Kyiv mayor, Vitali Klitschko", "UA"),
        ("Putin, who visited Kursk on Wednesday, said a zone was needed.", "zone", "Putin", "RU"),
        ("Reuters reported that the Kremlin claimed the village was taken.", "taken", "the Kremlin", "RU"),
        ("Бои в Судже идут, сообщил губернатор Александр Хинштейн.", "Бои", "губернатор Александр Хинштейн", "RU"),
        ("Ворог атакував село. Про це повідомив Олександр Сирський.", "атакував", "Олександр Сирський", "UA"),
        ("Губернатор Гладков: Над областью сбит беспилотник.", "сбит", "Губернатор Гладков", "RU"),
        ("По данным Минобороны России, село взято.", "взято", "Минобороны России", "RU"),
        ("За словами Зеленського, місто тримається.", "тримається", "Зеленського", "UA"),
    ],
)
def test_a_saying_is_bound_to_its_claimant(text: str, about: str, claimant: str, side: str) -> None:
    saying = _vouching(text, about)
    assert saying is not None
    assert (saying.claimed_by, saying.side) == (claimant, side)


def test_a_pronoun_means_the_last_claimant() -> None:
    text = "Gerasimov told Putin that troops advanced. He claimed they destroyed reserves."
    saying = _vouching(text, "destroyed")
    assert saying is not None
    assert saying.side == "RU"
    assert saying.claimed_by == "Gerasimov"


def test_he_means_the_subject_named_since_rather_than_an_older_claimant() -> None:
    text = "U.S. officials said talks went on. Putin visited the front. “Kursk will be free,” he said."
    saying = _vouching(text, "free")
    assert saying is not None
    assert saying.side == "RU"


def test_a_quotation_over_several_sentences_has_one_speaker() -> None:
    text = "Zelenskyy said: “Kyiv was hit. Odesa was hit too.”"
    saying = _vouching(text, "Odesa")
    assert saying is not None
    assert saying.side == "UA"


def test_the_day_beside_the_verb_dates_the_saying() -> None:
    saying = _vouching("The Ukrainian military said on Wednesday that it had struck a plant.", "struck")
    assert saying is not None
    assert saying.said_on == date(2025, 3, 12)


def test_both_sides_together_have_no_side() -> None:
    saying = _vouching("Russia and Ukraine said they had exchanged prisoners.", "exchanged")
    assert saying is not None
    assert (saying.side, saying.kind) == (None, "both")


def test_plain_narrative_has_no_claimant() -> None:
    assert _vouching("Russian troops captured Sudzha on Wednesday.", "captured") is None


@pytest.mark.parametrize(
    ("text", "publisher", "lang", "side"),
    [
        ("Russian forces advanced.", "Institute for the Study of War", "en", "independent"),
        ("Ворог атакував позиції наших захисників.", None, "uk", "UA"),
        ("Подразделения группировки «Север» заняли село.", None, "ru", "RU"),
        ("Бои идут.", "РБК", "ru", None),
    ],
)
def test_a_text_without_claimant_speaks_with_a_voice(
    text: str, publisher: str | None, lang: str, side: str | None
) -> None:
    assert narrator_side(text, publisher, lang) == side


def test_officials_without_a_country_are_local() -> None:
    assert side_of("the regional governor", attribution_words("en"))[0] == "local"


def test_a_row_added_by_an_analyst_counts_without_a_change_of_code(tmp_path: Path) -> None:
    from geo.settings import Settings

    source = Settings().data_dir
    (tmp_path / "lexicon").mkdir()
    for name in ("speech", "sides", "narrators"):
        content = (source / "lexicon" / f"{name}.csv").read_text("utf-8")
        (tmp_path / "lexicon" / f"{name}.csv").write_text(content, "utf-8")
    rows = (source / "claimants.csv").read_text("utf-8") + "Ivan Testov,RU,official,Testov,Тестов*,Тестов*\n"
    (tmp_path / "claimants.csv").write_text(rows, "utf-8")
    assert side_of("Ivan Testov", attribution_words("en"))[0] is None
    assert side_of("Ivan Testov", attribution_words("en", tmp_path))[0] == "RU"


def test_a_missing_or_broken_word_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataMissing, match=r"absent\.csv"):
        read_rows(tmp_path / "absent.csv", ("name",))
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(InputError, match="columns missing: name"):
        read_rows(tmp_path / "bad.csv", ("name",))


def test_a_ministry_meant_by_its_office_is_the_one_named_before() -> None:
    text = "Село взято, сообщило Минобороны РФ. По данным ведомства, удары нанесены и по складу."
    told = attributions(text, sentences(text), find_dates(text, None), "ru")
    assert [one.side for one in told] == ["RU", "RU"]


def test_a_broadcaster_that_is_told_is_no_claimant() -> None:
    text = "Про це Суспільному розповів речник Угруповання об’єднаних сил Віктор Трегубов."
    told = attributions(text, sentences(text), find_dates(text, None), "uk")
    assert [one.side for one in told] == ["UA"]
