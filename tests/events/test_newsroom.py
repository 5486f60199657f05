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
            "On Saturday, the governor of Samara region - 850km from Moscow - said Ukrainian drones hit a refinery.",
            ("strike", "UA", "RU", "claimed", "Samara Oblast"),
        ),
        (
            "Город Грайворон попал под обстрел. ПВО не работала, сообщил замминистра региона Сергей Тюкин.",
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
        (
            "Kyiv denied reports, carried by several channels, that Russian forces had captured Yunakivka.",
            ("capture", "RU", "UA", "denied", "Yunakivka"),
        ),
        (
            "The Russian Defence Ministry said units of Battlegroup North took Basivka, which Ukraine's army denied.",
            ("capture", "RU", "RU", "claimed", "Basivka"),
        ),
        (
            "Russian troops, who crossed the border in May, were fighting in Vovchansk, Ukrainian officers said.",
            ("clash", "RU", "UA", "claimed", "Vovchansk"),
        ),
        (
            "In Sumy, according to the governor, Oleh Hryhorov, a house had been hit by a Russian drone.",
            ("strike", "RU", "UA", "claimed", "Sumy"),
        ),
        (
            "Українські військові вийшли з Авдіївки, оголосив у ніч на суботу головнокомандувач Олександр Сирський.",
            ("withdrawal", "UA", "UA", "confirmed", "Avdiivka"),
        ),
        (
            "Удари по Сумах у Генштабі ЗСУ підтвердили. Захоплення Юнаківки у Генштабі ЗСУ заперечили.",
            ("capture", "RU", "UA", "denied", "Yunakivka"),
        ),
        (
            "Наші оборонці зупинили шість спроб наступу в районі Юнаківки, повідомили у Генштабі ЗСУ.",
            ("clash", "RU", "UA", "claimed", "Yunakivka"),
        ),
        (
            "Под Тёткино ВСУ пробовали зайти мелкими группами, сообщили в Минобороны РФ.",
            ("clash", "UA", "RU", "claimed", "Tyotkino"),
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


def test_a_bulletin_speaks_for_who_publishes_it() -> None:
    (strike,) = events_of("A drone hit a car in Shebekino.", publisher="Vyacheslav Gladkov (Telegram)")
    assert (strike.claimant_side, strike.status) == ("RU", "claimed")


def test_a_list_under_a_speaker_is_his_and_its_heads_place_it() -> None:
    text = (
        "Протягом доби ворог обстрілював область, повідомив начальник ОВА Олег Григоров.\n"
        "🔺 11:30, місто Конотоп. Дрон влучив у будинок.\n"
        "🔺 12:00, місто Шостка. Обстріл пошкодив склад."
    )
    told = [(event.place_name, event.claimant_side) for event in events_of(text)]
    assert ("Konotop", "UA") in told
    assert ("Shostka", "UA") in told


def test_an_aim_and_an_adjective_are_no_happenings() -> None:
    text = "The retreating troops left Sudzha in an operation meant to liberate the region, the Russian army said."
    assert [event.event_type for event in events_of(text)] == ["withdrawal"]
