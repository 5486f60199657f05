"""Denials: of what was told before, of an own deed, turned round, or by saying that it did not happen."""

from __future__ import annotations

import pytest

from .readings import events_of


@pytest.mark.parametrize(
    "text",
    [
        "Moscow says it has taken Bilopillia. Ukraine's border service calls that disinformation.",
        "Moscow says it has taken Bilopillia. Kyiv denied it.",
    ],
)
def test_a_later_sentence_denies_the_claim(text: str) -> None:
    claimed, denied = events_of(text)
    assert (claimed.status, claimed.claimant_side) == ("claimed", "RU")
    assert (denied.status, denied.claimant_side, denied.place_name) == ("denied", "UA", "Bilopillia")
    assert claimed.event_key == denied.event_key


def test_a_claim_that_is_dismissed_belongs_to_who_dismisses_it() -> None:
    (denied,) = events_of("Claims from Moscow that Bilopillia had fallen were dismissed by Ukraine's General Staff.")
    assert (denied.event_type, denied.status, denied.claimant_side) == ("capture", "denied", "UA")


def test_a_denied_loss_is_the_opponents_capture() -> None:
    (denied,) = events_of("Russia denied losing Tyotkino.")
    assert (denied.event_type, denied.actor_side, denied.status) == ("capture", "UA", "denied")


@pytest.mark.parametrize(
    ("lang", "text", "event_type", "side"),
    [
        ("en", "Ukraine's General Staff said Russian troops had not entered Bilopillia.", "advance", "UA"),
        ("uk", "Речник Генштабу заявив, що росіяни не захопили Білопілля.", "capture", "UA"),
        ("uk", "У Генштабі заперечили захоплення Білопілля росіянами.", "capture", "UA"),
        ("ru", "В Генштабе ВСУ опровергли потерю Белополье.", "capture", "UA"),
    ],
)
def test_a_claimant_who_says_that_it_did_not_happen_denies(lang: str, text: str, event_type: str, side: str) -> None:
    assert [(one.event_type, one.status, one.claimant_side) for one in events_of(text, lang)] == [
        (event_type, "denied", side)
    ]


def test_not_confirming_is_no_claim_of_its_own() -> None:
    text = "Минобороны РФ сообщило о взятии Белополье, украинские военные это не подтвердили."
    assert [(one.status, one.claimant_side) for one in events_of(text, "ru")] == [("claimed", "RU")]
