"""Events come out of a text with type, side, place, day, claimant, status and the sentence they stand in."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.events.extract import extract_events
from geo.events.predictions import prediction
from geo.records import Candidate, Event, Mention, Place, Report

PUBLISHED = date(2025, 3, 13)
_PLACES = {
    "Sudzha": ("populated_place", "RU", "Kursk Oblast"),
    "Suджа": ("populated_place", "RU", "Kursk Oblast"),
    "Суджу": ("populated_place", "RU", "Kursk Oblast"),
    "Zamostye": ("populated_place", "RU", "Kursk Oblast"),
    "Kursk region": ("admin1", "RU", None),
    "Sumy region": ("admin1", "UA", None),
    "Basivka": ("populated_place", "UA", "Sumy Oblast"),
    "Басівка": ("populated_place", "UA", "Sumy Oblast"),
    "Юнаківка": ("populated_place", "UA", "Sumy Oblast"),
    "Novenke": ("populated_place", "UA", "Sumy Oblast"),
    "Kharkiv": ("populated_place", "UA", "Kharkiv Oblast"),
    "Jeddah": ("populated_place", "SA", None),
    "Chicago": ("populated_place", "US", None),
}


def _mentions(text: str) -> tuple[Mention, ...]:
    found = []
    for number, (name, (level, country, admin1)) in enumerate(_PLACES.items()):
        place = Place(f"test:{name}", name, level, country, 35.0 + number, 51.0, admin1=admin1)  # type: ignore[arg-type]
        start = text.find(name)
        while start >= 0:
            found.append(Mention(start, start + len(name), name, "literal", level, place))  # type: ignore[arg-type]
            start = text.find(name, start + 1)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _events(text: str, *, published: date | None = PUBLISHED, publisher: str | None = None) -> tuple[Event, ...]:
    return extract_events(Report(report_id="r", text=text, published=published, publisher=publisher), _mentions(text))


def test_a_claimed_capture_names_side_place_claimant_and_day() -> None:
    (event,) = _events("The Russian Defence Ministry said on Wednesday that its troops had captured Sudzha.")
    assert (event.event_type, event.actor_side, event.place_name) == ("capture", "RU", "Sudzha")
    assert (event.claimed_by, event.claimant_side, event.status) == ("The Russian Defence Ministry", "RU", "claimed")
    assert (event.date_start, event.date_end, event.date_precision) == (None, date(2025, 3, 12), "by")
    assert event.known_from == PUBLISHED
    assert event.quote == "its troops had captured Sudzha."


def test_a_list_of_places_gives_one_record_a_place_and_one_event_in_a_prediction() -> None:
    text = "Russian forces captured Sudzha and Zamostye in the Kursk region."
    events = _events(text)
    assert [event.place_name for event in events] == ["Sudzha", "Zamostye"]
    assert len({event.event_key for event in events}) == 1
    assert len({event.event_id for event in events}) == 2
    report = Report(report_id="r", text=text, published=PUBLISHED)
    told = prediction(report, _mentions(text), events)["events"]
    assert len(told) == 1
    assert [place["name"] for place in told[0]["places"]] == ["Sudzha", "Zamostye"]


def test_an_area_keeps_no_coordinates_but_its_id() -> None:
    (event,) = _events("Russian forces advanced in the Sumy region, the ISW said.")
    assert (event.lon, event.lat, event.place_id, event.precision) == (None, None, "test:Sumy region", "admin1")
    assert (event.claimant_side, event.status) == ("independent", "reported")


def test_a_denial_stands_beside_what_it_denies_and_shares_its_key() -> None:
    claimed, denied = _events(
        "Moscow claims that Russian troops captured Novenke. Ukraine's General Staff rejected the claim."
    )
    assert (claimed.status, denied.status) == ("claimed", "denied")
    assert denied.claimant_side == "UA"
    assert denied.place_name == "Novenke"
    assert claimed.event_key == denied.event_key
    assert claimed.event_id != denied.event_id


def test_a_denied_deed_is_the_other_sides_unless_the_denier_speaks_of_his_own() -> None:
    (other,) = _events("Ukraine's border service denied that troops had broken through near Novenke.")
    assert (other.event_type, other.status, other.actor_side, other.claimant_side) == ("advance", "denied", "RU", "UA")
    (own,) = _events("Ukraine denied withdrawing from Basivka.")
    assert (own.event_type, own.status, own.actor_side) == ("withdrawal", "denied", "UA")


def test_neither_confirming_nor_denying_is_no_denial() -> None:
    events = _events("Russia struck Kharkiv on Monday. Moscow did not deny the claim.")
    assert [event.status for event in events] == ["reported"]


def test_a_zone_without_extent_is_planned_and_has_no_place() -> None:
    (event,) = _events("Putin said it was necessary to think about creating a security zone along the state border.")
    assert (event.event_type, event.status, event.claimant_side) == ("zone", "planned", "RU")
    assert (event.place_name, event.lon, event.date_start, event.date_end) == (None, None, None, None)


def test_a_month_named_without_year_is_the_last_one() -> None:
    (event,) = _events("The fighting began with the Ukrainian incursion into the Kursk region in August.")
    assert (event.event_type, event.actor_side) == ("incursion", "UA")
    assert (event.date_start, event.date_end, event.date_precision) == (date(2024, 8, 1), date(2024, 8, 31), "month")


@pytest.mark.parametrize(
    "text",
    [
        "Russian forces did not capture Sudzha.",
        "If Russian forces capture Sudzha, the supply road is lost.",
        "Russian forces could capture Sudzha.",
        "Ukrainian drones struck no targets on Tuesday.",
        "Russian forces carried out 45 attacks and lost 1,200 soldiers.",
        "Teachers went on strike in Chicago on Monday.",
        "A storm hit Chicago overnight and killed two people.",
        "Zelenskyy vowed to win.",
        "",
        "   \n\n",
    ],
)
def test_what_did_not_happen_or_is_no_event_of_the_war_gives_nothing(text: str) -> None:
    assert _events(text) == ()


def test_an_intention_is_planned() -> None:
    (event,) = _events("Ukraine's army plans to withdraw from Basivka, Zelenskyy said.")
    assert (event.event_type, event.status) == ("withdrawal", "planned")


def test_one_happening_told_twice_is_one_event() -> None:
    events = _events("Russian forces captured Sudzha on Wednesday. Sudzha was captured on Wednesday, officials said.")
    assert len(events) == 1


def test_separate_days_are_separate_events() -> None:
    events = _events("Russia struck Kharkiv with drones on Monday. Russia struck Kharkiv with missiles on Wednesday.")
    assert [event.date_start for event in events] == [date(2025, 3, 10), date(2025, 3, 12)]


def test_an_unnamed_attacker_is_the_opponent_of_the_country_hit() -> None:
    assert [event.actor_side for event in _events("A drone attack killed two people in Kharkiv on Monday.")] == ["RU"]
    assert [event.actor_side for event in _events("A drone attack killed two people in Sudzha on Monday.")] == ["UA"]


def test_the_losing_sides_confirmation_confirms() -> None:
    (event,) = _events("The Russian defence ministry confirmed that Ukrainian drones had struck Sudzha.")
    assert (event.actor_side, event.status, event.claimant_side) == ("UA", "confirmed", "RU")


def test_a_ukrainian_bulletin_speaks_for_the_ukrainian_side() -> None:
    text = "Протягом минулої доби ворог завдав авіаційних ударів по населених пунктах Басівка та Юнаківка."
    events = _events(text)
    assert {event.place_name for event in events} == {"Басівка", "Юнаківка"}
    assert {(event.event_type, event.actor_side, event.claimant_side, event.status) for event in events} == {
        ("strike", "RU", "UA", "claimed")
    }
    assert {event.date_start for event in events} == {date(2025, 3, 12)}


def test_a_russian_bulletin_is_attributed_to_its_ministry() -> None:
    (event,) = _events("Минобороны России сообщило, что подразделения группировки «Север» освободили Суджу.")
    assert (event.event_type, event.actor_side, event.claimant_side) == ("capture", "RU", "RU")


def test_an_ambiguous_place_is_reported_with_its_candidates_not_guessed() -> None:
    text = "Russian forces captured Mykhailivka on Monday."
    towns = [
        Place(f"gn:{n}", "Mykhailivka", "populated_place", "UA", 33.0 + n, 50.0, admin1="Sumy Oblast") for n in (1, 2)
    ]
    start = text.index("Mykhailivka")
    candidates = tuple(Candidate(town, 0.5) for town in towns)
    mention = Mention(start, start + 11, "Mykhailivka", "literal", "populated_place", None, candidates)
    (event,) = extract_events(Report(report_id="r", text=text, published=PUBLISHED), (mention,))
    assert (event.place_id, event.lon) == (None, None)
    assert event.note is not None
    assert "gn:1" in event.note
    assert "gn:2" in event.note


def test_without_a_publication_day_relative_days_stay_null() -> None:
    (event,) = _events("Russian forces captured Sudzha on Wednesday.", published=None)
    assert (event.date_start, event.date_end, event.known_from) == (None, None, None)


def test_a_bearing_is_carried_into_the_record() -> None:
    text = "Russian forces advanced north-west of Basivka."
    mention = _mentions(text)[0]
    shifted = Mention(mention.start, mention.end, mention.phrase, "literal", "populated_place", mention.place,
                      relation="bearing", bearing_deg=315.0, uncertainty_km=5.0)  # fmt: skip
    (event,) = extract_events(Report(report_id="r", text=text, published=PUBLISHED), (shifted,))
    assert (event.relation, event.bearing_deg, event.uncertainty_km) == ("bearing", 315.0, 5.0)


def test_a_prediction_is_json_even_when_nothing_was_found() -> None:
    empty = prediction(Report(report_id="r", text="Nothing."), (), ())
    assert json.loads(json.dumps(empty)) == empty
    assert (empty["mentions"], empty["events"]) == ([], [])


def test_reading_is_fast_enough() -> None:
    text = (
        "The Russian Defence Ministry said on Wednesday that its troops had captured Sudzha in the Kursk region. " * 20
    )
    mentions = _mentions(text)
    report = Report(report_id="r", text=text[:2000], published=PUBLISHED)
    inside = tuple(mention for mention in mentions if mention.end <= 2000)
    extract_events(report, inside)
    begin = time.process_time()
    for _ in range(10):
        extract_events(report, inside)
    assert (time.process_time() - begin) / 10 < 0.1  # five times the bar of 50 reports a second, for busy machines


_FRAGMENTS = st.sampled_from(
    ["Russian forces", " captured ", "Sudzha", " said ", ", ", ". ", "\n", "“", "”", "(", ")", " that ", " on Monday",
     "Kharkiv", " and ", "Путин заявил, что ", " ворог атакував ", "İstanbul ", "\u2028", "😀", " struck ", "U.S.", ";",
     " denied the claim", ":"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_FRAGMENTS | st.text(max_size=8), max_size=40).map("".join))
def test_any_text_is_read_without_an_error_and_quotes_are_exact(text: str) -> None:
    for event in _events(text):
        assert event.quote is not None
        assert text[event.quote_start : event.quote_end] == event.quote


def test_a_long_text_without_a_full_stop_does_not_hang() -> None:
    begin = time.process_time()
    _events("a said, " * 4000)
    assert time.process_time() - begin < 10


@pytest.mark.shared
def test_the_development_reports_reach_the_bar_on_their_own_toponyms(shared: Path) -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location("score", shared / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    documents = scorer.read(shared / "eval" / "frontline_dev.jsonl")
    predicted = {}
    for document in documents:
        published = document["published"]
        report = Report(
            report_id=document["id"], text=document["text"], publisher=document["publisher"], lang=document["lang"],
            published=date.fromisoformat(published) if published else None,
        )  # fmt: skip
        mentions = []
        for one in document["toponyms"]:
            country = {"Ukraine": "UA", "Russia": "RU"}.get(one["country"], one["country"] or "")
            place = None
            if one["lat"] is not None:
                key = f"{one['name']}{one['lat']:.2f}"
                place = Place(key, one["name"], one["level"], country, one["lon"], one["lat"], admin1=one["admin1"])
            mentions.append(Mention(one["start"], one["end"], one["phrase"], one["kind"], one["level"], place))
        predicted[document["id"]] = prediction(report, mentions, extract_events(report, mentions))
    for half in (documents[::2], documents[1::2]):
        figures, *_ = scorer.score(half, predicted)
        assert figures["event_f1"] >= 0.68
        assert figures["event_place_f1"] >= 0.58
        assert figures["event_full_f1"] >= 0.50
        assert figures["claimant_acc"] >= 0.85
        assert figures["status_acc"] >= 0.85


@pytest.mark.shared
def test_the_ceasefire_report_gives_the_claims_of_gerasimov_and_putin(shared: Path) -> None:
    line = (shared / "reports" / "ceasefire_talks.jsonl").read_text("utf-8").splitlines()[1]
    record = json.loads(line)
    text = record["text"]
    mentions = tuple(
        Mention(one.start, one.end, one.phrase, one.kind, one.level, one.place)
        for one in _mentions(text)
    )  # fmt: skip
    report = Report(report_id=record["id"], text=text, published=date.fromisoformat(record["published"]), lang="en")
    events = extract_events(report, mentions)
    advance = next(event for event in events if event.event_type == "advance" and event.place_name == "Sumy region")
    assert (advance.claimant_side, advance.status) == ("RU", "claimed")
    assert "Gerasimov" in (advance.claimed_by or "")
    zones = [event for event in events if event.event_type == "zone"]
    assert [(zone.status, zone.claimant_side) for zone in zones] == [("claimed", "RU"), ("planned", "RU")]
    assert zones[1].place_name is None
    assert any(event.event_type == "capture" and event.place_name == "Sudzha" for event in events)
