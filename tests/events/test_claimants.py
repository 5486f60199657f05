from __future__ import annotations

import pytest

from geo.events.claimants import speaks_officially


@pytest.mark.parametrize(
    "name",
    [
        "Russian Ministry of Defence",
        "Russian Ministry of Defence (Telegram channel)",
        "Valery Gerasimov",
        "Oleh Hryhorov (Telegram)",
        "Міноборони рф",
        "Минобороны России",
        "TASS",
        "Kursk grouping spokesperson",
        "Somebody whom no list knows",
        "",
    ],
)
def test_officials_institutions_and_unknown_names_speak_for_their_side(name: str) -> None:
    assert speaks_officially(name)


@pytest.mark.parametrize(
    "name",
    [
        "Rybar",
        "Рыбарь",
        "Yuri Podolyaka",
        "Юрий Подоляка",
        "Mash (Telegram)",
        "Upravlenie Z (Telegram)",
        "Vladimir Romanov (war correspondent)",
        "Russian military bloggers",
        "Pro-Russian Telegram channels",
        "Russian military sources",
        "TASS security source",
        "Ukrainian General Staff source (Reuters)",
        "військові кореспонденти",
        "источник в силовых структурах",
        "Телеграм-канал Сводки",
    ],
)
def test_bloggers_channels_and_unnamed_sources_do_not(name: str) -> None:
    assert not speaks_officially(name)
