"""Why a report was read as it was, in words."""

from __future__ import annotations

from datetime import date

from geo.pipeline import read
from geo.places.gazetteer import bundled_gazetteer
from geo.records import Report
from geo.views.reasons import explained

TEXT = (
    "Moscow said on Wednesday that Russian troops captured the town of Sudzha in the Kursk region. "
    "Ukraine's General Staff denied it. Fighting went on in Krasne and north of Qwertyovka in the Sumy region."
)


def told(text: str) -> str:
    report = Report(report_id="r1", text=text, published=date(2025, 3, 13), publisher="A paper")
    (reading,) = read([report], bundled_gazetteer())
    return explained(report, reading.mentions, reading.events)


def test_each_mention_tells_its_kind_its_place_and_the_reasons_of_both() -> None:
    text = told(TEXT)
    assert "r1, published 2025-03-13" in text
    assert "'Moscow': metonym" in text
    assert "is Sudzha, Sudzhansky District, Kursk Oblast, RU (gn:486816" in text
    assert "the text puts it in Kursk Oblast" in text
    assert text.count("because ") >= 3


def test_a_name_that_is_ambiguous_or_not_known_says_so() -> None:
    text = told(TEXT)
    assert "not in the gazetteer; the text puts it in Sumy Oblast" in text
    assert "ambiguous: no candidate leads clearly" in told("Fighting went on in Ivanivka.") + text


def test_each_event_tells_its_sentence_claimant_and_date() -> None:
    text = told(TEXT)
    assert "capture by Russia" in text
    assert "captured the town of Sudzha in the Kursk region" in text
    assert "printed by A paper" in text
    assert "when: 2025-03-12, precise to the day; known from 2025-03-13" in text
    assert "confidence" in text


def test_nothing_found_is_said_and_control_characters_are_not_shown() -> None:
    assert "nothing found" in told("Nothing of note.")
    assert "\x1b" not in told("Russian troops \x1b[31mcaptured Sudzha on Wednesday, the ministry said.")
