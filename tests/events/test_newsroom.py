"""Turns of phrase of newsrooms, read end to end with the bundled gazetteer: the sentences are the project's own."""

from __future__ import annotations

from datetime import date

import pytest

from geo.events.extract import extract_events
from geo.places.gazetteer import bundled_gazetteer
from geo.places.toponyms import find_mentions
from geo.records import Event, Report


def events_of(text: str, *, publisher: str | None = None) -> tuple[Event, ...]:
    report = Report(report_id="r", text=text, published=date(2025, 6, 11), publisher=publisher)
    return extract_events(report, find_mentions(report, bundled_gazetteer()))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Children will be evacuated from Shebekino, Governor Vyacheslav Gladkov said.",
            ("evacuation", "RU", "RU", "planned", "Shebekino"),
        ),
        (
            "Troops had beaten off an assault.The army then left Basivka in Sumy region, Ukraine's General Staff said.",
            ("withdrawal", "UA", "UA", "confirmed", "Basivka"),
        ),
        (
            "On Saturday, the governor of the Samara region - some 850km (530 miles) southeast of Moscow - said Ukrainian "
            "drones targeted two oil refineries.",
            ("strike", "UA", "RU", "claimed", "Samara Oblast"),
        ),
        (
            "Город Грайворон попал под обстрел. ПВО в Белгороде не работала, сообщил замминистра политики региона "
            "Сергей Тюкин.",
            ("strike", "UA", None, "reported", "Grayvoron"),
        ),
        (
            "The Freedom of Russia Legion said its fighters had captured Kozinka in Belgorod region.",
            ("capture", "UA", "UA", "claimed", "Kozinka"),
        ),
        (
            "Moscow said it had defeated an attack near Sudzha in the Kursk region.",
            ("clash", "UA", "RU", "claimed", "Sudzha"),
        ),
    ],
)
def test_the_event_is_told_as_the_sentence_tells_it(text: str, told: tuple[str | None, ...]) -> None:
    found = [(e.event_type, e.actor_side, e.claimant_side, e.status, e.place_name) for e in events_of(text)]
    assert told in found, found


@pytest.mark.parametrize(
    "text",
    [
        "На Украине возбудили дело об организаторах собрания боевиков ВСУ в городе Сумы.",
        "Суд у Сумах арештував двох бойовиків.",
    ],
)
def test_a_word_that_begins_like_fighting_is_none(text: str) -> None:
    assert all(event.event_type != "clash" for event in events_of(text))


def test_this_was_said_reaches_back_to_what_nobody_else_said() -> None:
    text = (
        "Населённый пункт Горналь под Суджей обстреляли, сообщил губернатор Курской области Александр Хинштейн. "
        "Новых поставок хватит на несколько недель. Об этом заявил представитель Пентагона Патрик Райдер."
    )
    (strike,) = events_of(text)
    assert strike.claimant_side == "RU"
