"""Two publishers are independent where neither prints the other, nor both a third."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.front.publishers import NEVER, UNDATED, house, second_told_on
from geo.schema import events_table
from tests.front.toy import DAY_ONE, record

D1 = DAY_ONE.toordinal()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kyiv Post", " kyiv  POST "),
        ("The Moscow Times", "Moscow Times"),
        ("Sputnik", "Sputnik Hindi"),
        ("BBC News Russian", "BBC News"),
        ("Kyiv Post", "Kyiv Post (Telegram)"),
        ("DeepState", "DeepState Telegram channel"),
        ("Ukrainska Pravda", "Ukrainska Pravda - English"),
        ("Newsweek", "Newsweek via Europe Says"),
        ("The Guardian", "The Guardian (mirror)"),
        ("Devdiscourse (Reuters)", "Daily8 (Reuters)"),
        ("Reuters", "Infonewsall (Reuters copy)"),
        ("The Moscow Times via devevil", "The Indian Subcontinent (Moscow Times copy)"),
    ],
)
def test_one_house_under_two_names_is_one(one: str, other: str) -> None:
    assert house(one) == house(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Novaya Gazeta", "Novaya Gazeta Europe"),
        ("Pravda.ru", "Ukrainska Pravda"),
        ("Devdiscourse", "Devdiscourse (Reuters)"),
        ("TRT World", "TRT World (AP)"),
        ("Telegram", "Twitter"),
        ("ISW", "DeepState"),
    ],
)
def test_two_houses_are_two(one: str, other: str) -> None:
    assert house(one) != house(other)


@given(st.text(max_size=60))
def test_any_name_but_an_empty_one_has_a_house(name: str) -> None:
    assert bool(house(name)) == bool(name.strip())
    assert house(f" {name.upper()} ") == house(name.upper())


def told(*events: Any) -> list[int]:
    table = events_table(events)
    days = [event.known_from.toordinal() if event.known_from else 0 for event in events]
    return [int(day) for day in second_told_on(table, np.array(days, dtype=np.int64))]


def test_a_second_publisher_of_the_same_record_counts_from_the_day_it_printed() -> None:
    one = record("v31", DAY_ONE, publisher="A", publisher_2="B", published=DAY_ONE, published_2=date(2025, 3, 4))
    early = record("v21", DAY_ONE, publisher="A", publisher_2="B", published_2=date(2025, 2, 1))
    assert told(one, early) == [D1 + 3, D1]


def test_copies_of_one_agency_and_unnamed_publishers_are_no_second_one() -> None:
    copies = [
        record("v31", DAY_ONE, event_key="k", publisher="X (Reuters)", note="a"),
        record("v31", DAY_ONE, event_key="k", publisher="Reuters", note="b"),
        record("v31", DAY_ONE, event_key="k", publisher=None, note="c"),
    ]
    assert told(*copies) == [NEVER] * 3


def test_records_without_a_common_happening_do_not_vouch_for_each_other() -> None:
    assert told(record("v31", DAY_ONE, publisher="A"), record("v21", DAY_ONE, publisher="B")) == [NEVER, NEVER]


def test_a_telling_without_a_day_is_none_by_any_day() -> None:
    dated = record("v31", DAY_ONE, event_key="k", publisher="A")
    undated = record("v31", DAY_ONE, event_key="k", publisher="B", date_start=None, date_end=None, known_from=None)
    assert told(dated, undated) == [UNDATED, UNDATED]
    assert date.max.toordinal() < UNDATED < NEVER


def test_no_records_give_no_days() -> None:
    assert told() == []
