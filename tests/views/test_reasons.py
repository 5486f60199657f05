"""Why a report was read as it was, in words."""

from __future__ import annotations

from datetime import date

from geo.pipeline import read
from geo.places.gazetteer import bundled_gazetteer
from geo.records import Event, Report
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
    report = Report(report_id="r1", text=TEXT)
    event = Event(
        event_type="capture", actor_side="RU", place_name="Sudzha", country="RU", date_start=date(2025, 3, 12),
        date_end=date(2025, 3, 12), known_from=date(2025, 3, 13), claimed_by="Moscow", claimant_side="RU",
        status="claimed", publisher="A paper", quote=TEXT[:40], quote_start=0, quote_end=40, note="A remark.",
        confidence=0.8, geocoded_by="gazetteer",
    )  # fmt: skip
    text = explained(report, (), [event])
    for words in (
        "day of publication not stated", "capture by Russia, claimed", f"said in 0-40: {TEXT[:40].strip()}",
        "according to Moscow (Russian side); printed by A paper",
        "when: 2025-03-12, precise to the day; known from 2025-03-13", "where: Sudzha, RU, by gazetteer",
        "note: A remark.", "confidence 0.8",
    ):  # fmt: skip
        assert words in text
    bare = explained(report, (), [Event(event_type="clash", status="reported")])
    assert "clash, no acting side told" in bare
    assert "according to nobody named (side not told); printed by not stated" in bare
    assert "when: not told" in bare


def test_nothing_found_is_said_and_control_characters_are_not_shown() -> None:
    assert "nothing found" in told("Nothing of note.")
    assert "\x1b" not in told("Russian troops \x1b[31mcaptured Sudzha on Wednesday, the ministry said.")
