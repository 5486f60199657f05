"""What an event's type, actor, claimant, status and date rest on is told in words."""

from __future__ import annotations

from datetime import date

from geo.events.extract import explained_events, extract_events
from geo.places.gazetteer import bundled_gazetteer
from geo.places.toponyms import find_mentions
from geo.records import Report


def grounds_of(text: str) -> list[tuple[str, ...]]:
    report = Report(report_id="r", text=text, published=date(2025, 3, 12))
    return list(explained_events(report, find_mentions(report, bundled_gazetteer())).values())


def test_each_ground_names_the_words_it_rests_on() -> None:
    (grounds,) = grounds_of("Russian troops captured Sudzha on Tuesday, the Russian Defence Ministry said.")
    told = "\n".join(grounds)
    assert "type: “captured” tells of capture" in told
    assert "actor: Russia, named with the word" in told
    assert "claimant: the Russian Defence Ministry vouches by “said”" in told
    assert "status claimed: a belligerent says so" in told
    assert "place: Sudzha, named in the clause" in told
    assert "date: “on Tuesday”, against 2025-03-12" in told


def test_what_nobody_vouches_for_and_no_phrase_dates_says_so() -> None:
    (grounds,) = grounds_of("A Russian drone struck Sumy, setting a house on fire.")
    told = "\n".join(grounds)
    assert "claimant: nobody is quoted here; the publisher's own words" in told
    assert "date: none is told; by the day it was published" in told


def test_a_plan_and_a_denial_are_told_as_such() -> None:
    text = (
        "Russian troops captured Basivka in Sumy region, the Russian Defence Ministry said. "
        "Ukraine's General Staff denied the claim. Putin said Russia would create a buffer zone in Sumy region."
    )
    told = ["\n".join(grounds) for grounds in grounds_of(text)]
    assert any("denied: “Russian troops captured Basivka" in one for one in told)
    assert any("status planned: " in one for one in told)


def test_the_explained_events_are_the_extracted_ones() -> None:
    report = Report(report_id="r", text="Russian troops captured Sudzha and Guyevo.", published=date(2025, 3, 12))
    mentions = find_mentions(report, bundled_gazetteer())
    assert tuple(explained_events(report, mentions)) == extract_events(report, mentions)
