"""Date phrases in three languages mean the days that the conventions say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.events.dates import find_dates

PUBLISHED = date(2025, 3, 13)  # a Thursday


def _days(text: str, published: date | None = PUBLISHED) -> tuple[str | None, str | None]:
    phrases = find_dates(text, published)
    assert len(phrases) == 1, phrases
    first, last = phrases[0].first, phrases[0].last
    return first.isoformat() if first else None, last.isoformat() if last else None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on Wednesday", "2025-03-12", "2025-03-12"),
        ("on Thursday", "2025-03-13", "2025-03-13"),
        ("late Monday", "2025-03-10", "2025-03-10"),
        ("on Friday and Saturday", "2025-03-07", "2025-03-08"),
        ("overnight", "2025-03-12", "2025-03-13"),
        ("overnight into Sunday", "2025-03-08", "2025-03-09"),
        ("over the past 24 hours", "2025-03-12", "2025-03-13"),
        ("in the last three days", "2025-03-10", "2025-03-13"),
        ("two days ago", "2025-03-11", "2025-03-11"),
        ("yesterday", "2025-03-12", "2025-03-12"),
        ("last week", "2025-03-03", "2025-03-09"),
        ("this week", "2025-03-10", "2025-03-16"),
        ("earlier this month", "2025-03-01", "2025-03-13"),
        ("last month", "2025-02-01", "2025-02-28"),
        ("in August", "2024-08-01", "2024-08-31"),
        ("since August", "2024-08-01", "2024-08-31"),
        ("in early March", "2025-03-01", "2025-03-10"),
        ("late February", "2025-02-20", "2025-02-28"),
        ("as early as July 2024", "2024-07-01", "2024-07-31"),
        ("on February 25 and 26", "2025-02-25", "2025-02-26"),
        ("on August 16, 2022", "2022-08-16", "2022-08-16"),
        ("from April 19", "2024-04-19", "2024-04-19"),
        ("2025-03-12", "2025-03-12", "2025-03-12"),
        ("in recent days", None, "2025-03-13"),
        ("recently", None, "2025-03-13"),
        ("in 2014", "2014-01-01", "2014-12-31"),
        ("у ніч проти 12 березня", "2025-03-11", "2025-03-12"),
        ("за минувшую неделю", "2025-03-06", "2025-03-13"),
        ("у середу", "2025-03-12", "2025-03-12"),
        ("минулої доби", "2025-03-12", "2025-03-13"),
        ("протягом доби", "2025-03-12", "2025-03-13"),
        ("Сьогодні вночі", "2025-03-12", "2025-03-13"),
        ("12 березня 2025 року", "2025-03-12", "2025-03-12"),
        ("минулого тижня", "2025-03-03", "2025-03-09"),
        ("у серпні", "2024-08-01", "2024-08-31"),
        ("за сутки", "2025-03-12", "2025-03-13"),
        ("за последние сутки", "2025-03-12", "2025-03-13"),
        ("12 марта", "2025-03-12", "2025-03-12"),
        ("в начале марта", "2025-03-01", "2025-03-10"),
        ("накануне", "2025-03-12", "2025-03-12"),
        ("в среду", "2025-03-12", "2025-03-12"),
    ],
)
def test_a_phrase_means_its_days(text: str, first: str | None, last: str | None) -> None:
    assert _days(text) == (first, last)


def test_a_plan_reads_a_weekday_forwards() -> None:
    assert find_dates("on Monday", PUBLISHED, ahead=True)[0].first == date(2025, 3, 17)


def test_relative_phrases_stay_open_without_a_publication_day() -> None:
    for text in ("on Wednesday", "overnight", "in August", "12 марта", "yesterday", "за сутки", "last week"):
        assert _days(text, None) == (None, None)


def test_absolute_phrases_need_no_publication_day() -> None:
    assert _days("on 12 March 2025", None) == ("2025-03-12", "2025-03-12")
    assert _days("in August 2024", None) == ("2024-08-01", "2024-08-31")


@pytest.mark.parametrize(
    "text", ["the village may fall", "a march on Kyiv", "sat down", "в середині села", "45 men", "March"]
)
def test_words_that_only_look_like_dates_are_left(text: str) -> None:
    assert [phrase for phrase in find_dates(text, PUBLISHED) if phrase.first] == []


def test_a_day_that_does_not_exist_stays_open() -> None:
    assert _days("31 February 2025") == (None, None)


def test_offsets_point_at_the_phrase() -> None:
    text = "Fighting went on near Sudzha on Wednesday, officials said."
    phrase = find_dates(text, PUBLISHED)[0]
    assert text[phrase.start : phrase.end] == phrase.text == "on Wednesday"


@given(
    st.dates(date(2022, 1, 1), date(2027, 1, 1)), st.sampled_from(["on Monday", "у п'ятницу", "в субботу", "on Sunday"])
)
def test_a_past_weekday_lies_within_the_week_before(published: date, text: str) -> None:
    for phrase in find_dates(text, published):
        assert phrase.first is not None
        assert published - timedelta(days=6) <= phrase.first <= published


@given(st.text(alphabet="0123456789 .-/onMarchAugust,впятницу", max_size=60), st.none() | st.dates())
def test_any_text_gives_ordered_days_and_no_error(text: str, published: date | None) -> None:
    for phrase in find_dates(text, published):
        assert text[phrase.start : phrase.end] == phrase.text
        if phrase.first and phrase.last:
            assert phrase.first <= phrase.last


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "Talks were held on 10 May. Two days earlier a missile had struck Sumy.",
            (date(2025, 5, 8), date(2025, 5, 8)),
        ),
        ("On 10 May the village fell. The following day the army left.", (date(2025, 5, 11), date(2025, 5, 11))),
        ("Село взяли 10 мая. На следующий день войска ушли.", (date(2025, 5, 11), date(2025, 5, 11))),
        ("Село зайняли 10 травня. Того ж дня обстріляли місто.", (date(2025, 5, 10), date(2025, 5, 10))),
        ("A shell fell two days earlier.", (date(2025, 6, 9), date(2025, 6, 9))),
    ],
)
def test_a_day_counted_from_another_is_counted_from_the_one_told_before(text: str, days: tuple[date, date]) -> None:
    phrase = find_dates(text, date(2025, 6, 11))[-1]
    assert (phrase.first, phrase.last) == days
