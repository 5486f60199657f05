"""Mentions in text: which words are names, and where they begin and end."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.places.gazetteer import bundled_gazetteer
from geo.places.toponyms import STRETCH, find_mentions, scan
from geo.records import Report
from tests.places.reading import gazetteer, one, phrases, read

_PIECES = st.sampled_from(
    ["Sumy", "Kursk and Belgorod regions", "Russia's", "U.S.", "<b>", "&amp;", "\u202e", "🚀", "м.", "near",
     "the village of", "У Суджі", "Покровському напрямку", "-", "’s", "\n", " ", "(", "«", ",", "and",
     "Vladimir Putin", "12", "\x00"]
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(
        st.text(max_size=200), st.lists(_PIECES, max_size=25).map(" ".join), st.lists(_PIECES, max_size=12).map("".join)
    )
)
def test_any_text_is_read_and_spans_index_it(text: str) -> None:
    end = 0
    for mention in read(text):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.phrase
        end = mention.end


@pytest.mark.parametrize(
    "piece", ["Sumy, ", "x", "A", "Aa ", "Sumy ", "«", "of the ", "Kursk-", "’", "Vladimir ", "12."]
)
def test_a_long_single_line_is_read_in_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 20


def test_a_name_across_a_cut_of_a_long_text_is_found_once() -> None:
    text = "Fighting went on in Sumy. " * (3 * STRETCH // 26)
    assert len(read(text)) == text.count("Sumy")


def test_a_text_without_places_has_no_mentions() -> None:
    assert read("Nothing happened anywhere.") == ()
    assert read("") == ()


def test_a_small_letter_is_no_name() -> None:
    assert phrases("they march to kursk") == []


def test_a_possessive_ends_before_its_sign() -> None:
    assert phrases("Ukraine’s army") == ["Ukraine"]


def test_a_region_word_belongs_to_the_name() -> None:
    assert phrases("in the Kursk Region and in Sumy Oblast") == ["Kursk Region", "Sumy Oblast"]


def test_a_plural_region_word_counts_for_each_name_of_its_list() -> None:
    found = read("Drones fell in the Kursk and Belgorod regions.")
    assert [(m.phrase, m.level, m.place.place_id if m.place else None) for m in found] == [
        ("Kursk", "admin1", "adm1:RU-KRS"),
        ("Belgorod regions", "admin1", "adm1:RU-BEL"),
    ]


def test_a_plural_region_word_counts_when_it_stands_before() -> None:
    assert [m.level for m in read("the border regions of Kursk and Belgorod")] == ["admin1", "admin1"]


def test_a_dateline_in_capitals_is_found() -> None:
    assert phrases("KURSK, May 21. The governor spoke.") == ["KURSK"]


@pytest.mark.parametrize(
    "text",
    ["President Vladimir Putin spoke.", "Putin spoke.", "In March the war went on.", "President Kennedy was shot.",
     "John Kennedy spoke. Later Kennedy left."],
)  # fmt: skip
def test_persons_and_months_are_no_places(text: str) -> None:
    assert phrases(text) == []


def test_a_village_with_a_persons_name_is_found_when_the_text_says_village() -> None:
    assert phrases("in the village of Putin") == ["Putin"]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("У Суджі тривають бої.", "Суджі"),
        ("Под Суджей идут бои.", "Суджей"),
        ("Удар по Курской области.", "Курской области"),
        ("Бої в Сумській області.", "Сумській області"),
        ("в районе Басовки", "Басовки"),
    ],
)
def test_an_inflected_name_is_found(text: str, phrase: str) -> None:
    assert phrases(text) == [phrase]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Troops took the village of Abcdivka.", "Abcdivka"),
        ("Fighting near Abcdivka went on.", "Abcdivka"),
        ("Shells hit Abcdivka, Sumy Oblast.", "Abcdivka"),
        ("Бої біля села Абвгдівка.", "Абвгдівка"),
        ("on the Abcdivka direction", "Abcdivka"),
        ("a strike on the Abcdov airbase", "Abcdov airbase"),
    ],
)
def test_a_name_that_no_gazetteer_holds_is_found_by_what_stands_beside_it(text: str, phrase: str) -> None:
    assert phrase in phrases(text)


def test_an_unknown_name_in_a_list_of_villages_is_found() -> None:
    assert phrases("Attacks near Basivka, Abcdivka and Yunakivka failed.") == ["Basivka", "Abcdivka", "Yunakivka"]


def test_an_unknown_name_found_once_is_found_again() -> None:
    assert phrases("They took the village of Abcdivka. Abcdivka lies on a hill.") == ["Abcdivka", "Abcdivka"]


def test_a_headline_in_title_case_makes_no_names_of_its_words() -> None:
    assert phrases("Moscow Steps Up Military Efforts in Kursk Region") == ["Moscow", "Kursk Region"]


def test_a_currency_is_no_country() -> None:
    assert phrases("It cost US$42 million.") == []


def test_nationality_adjectives_are_no_mentions() -> None:
    assert phrases("Russian and Ukrainian troops fought.") == []


def test_a_river_and_a_city_of_one_name_are_told_apart() -> None:
    assert one("Explosions were heard in Dnipro.", "Dnipro").level == "populated_place"
    assert one("They crossed the Dnipro at night.", "Dnipro").level == "water"


def test_scan_leaves_the_place_open_and_lists_every_candidate() -> None:
    (mention,) = scan("a strike near Zhuravka", gazetteer())
    assert mention.place is None
    assert {candidate.place.place_id for candidate in mention.candidates} == {"t:zhuravka-s", "t:zhuravka-c"}


def test_a_report_of_two_kilobytes_takes_less_than_a_tenth_of_a_second() -> None:
    text = (
        "Russian forces attacked near Basivka and Yunakivka in Sumy Oblast, Ukraine's General Staff said in Kyiv. " * 20
    )
    report = Report(report_id="r", text=text[:2000])
    read(report.text)
    began = time.process_time()
    for _ in range(10):
        read(report.text)
    assert (time.process_time() - began) / 10 < 0.1


def test_a_megabyte_in_one_line_is_read_in_time() -> None:
    began = time.process_time()
    assert len(scan("word " * 199_999 + "Sumy", gazetteer())) == 1
    assert time.process_time() - began < 60


def test_an_adjective_shares_the_region_word_that_another_has() -> None:
    found = read("Сбиты 5 дронов над Курской, 8 над Белгородской областями.")
    assert [m.place.place_id for m in found if m.place] == ["adm1:RU-KRS", "adm1:RU-BEL"]


def test_a_village_before_its_region_shares_no_region_word() -> None:
    text = "Поражена техника у Магдалиновки и Приморского Запорожской области."
    found = find_mentions(Report(report_id="r", text=text), bundled_gazetteer())
    village = next(mention for mention in found if mention.phrase == "Приморского")
    assert village.level == "populated_place"


def test_a_sector_whose_word_is_left_out_is_found() -> None:
    found = read("На Покровському напрямку тихо. На Лиманському – один штурм.")
    assert [(m.phrase, m.kind) for m in found] == [("Покровському", "associative"), ("Лиманському", "associative")]


def test_a_common_word_that_opens_a_russian_sentence_is_no_place() -> None:
    assert phrases("Новая атака началась. Победа близка.") == []


def test_a_sector_of_the_front_says_which_village_is_meant() -> None:
    text = "На Куп'янському напрямку ворог атакував поблизу Петропавлівки."
    mentions = find_mentions(Report(report_id="r", text=text), bundled_gazetteer())
    village = next(mention for mention in mentions if mention.phrase == "Петропавлівки")
    assert village.place is not None and village.place.admin1 == "Kharkiv Oblast"
    assert any("from the sector's Kupiansk" in reason for reason in village.candidates[0].reasons)


_BESIDE_A_NAME = (
    ("Под Тёткино ВСУ остановили.", "Тёткино"),
    ("О сдаче Суджи Минобороны молчит.", "Суджи"),
    ("Розповідає мешканка Великої Писарівки Ніна.", "Великої Писарівки"),
    ("Так сказала жительница Суджи Нина.", "Суджи"),
)


def test_a_name_before_a_body_or_a_person_is_whole_in_cyrillic() -> None:
    for text, name in _BESIDE_A_NAME:
        found = [mention.phrase for mention in find_mentions(Report(report_id="r", text=text), bundled_gazetteer())]
        assert name in found, text
