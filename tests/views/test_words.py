"""One wording everywhere: the sentence says what is shown, in good grammar, in Python and in the browser."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.terms import CLOCKS, LANGUAGES, PERSPECTIVES, SIDES
from geo.views import naming, phrases, words
from geo.views.interface_words import interface_words
from geo.views.view import MapView
from tests.conftest import ROOT
from tests.views.frames import DAY, FIRST, VIEW, advance, event, frame, zone


def _nine() -> tuple[Any, ...]:
    return tuple(advance(advance_id=f"ad{number}") for number in range(9))


def test_the_sentence_is_the_one_that_was_promised() -> None:
    shown = frame(zones=(zone(disputed_ids=("a", "b", "c"), denied_ids=("a", "b", "c")),), advances=_nine())
    assert words.plain_sentence(shown, VIEW) == (
        "12 March 2025, as known that day, according to Russian officials: 14 settlements claimed (about "
        "159 km² as drawn here), 3 of them denied; 9 Russian advances since 5 March."
    )


def test_an_empty_view_says_that_nothing_matches() -> None:
    assert words.plain_sentence(frame(), VIEW).endswith("according to Russian officials: nothing matches this view.")


@pytest.mark.parametrize(
    ("zones", "advances", "told"),
    [
        (
            (zone(settlements=1, area_km2=0.4),),
            (),
            "1 settlement claimed (under 1 km² as drawn here); no advance since 5 March.",
        ),
        ((zone(settlements=1, disputed_ids=("a",), denied_ids=("a",)),), (), "as drawn here), and denied; no advance"),
        ((zone(settlements=2, disputed_ids=("a", "b"), denied_ids=("a", "b")),), (), ", both denied;"),
        ((zone(area_km2=1240.0),), (), "14 settlements claimed (about 1,240 km² as drawn here); no advance"),
        ((), (advance(),), "no settlement claimed; 1 Russian advance since 5 March."),
        (
            (zone(kind="announced", geometry=None, settlements=0),),
            (),
            "1 security zone announced; no advance",
        ),
        (
            (zone(kind="announced", geometry=None, settlements=0, status="planned"),),
            (),
            "1 security zone proposed; no advance",
        ),
        ((zone(side="UA"),), (), "14 settlements held by Ukraine according to Russian officials (about 159 km²"),
    ],
)
def test_the_sentence_counts_in_good_grammar(zones: tuple[Any, ...], advances: tuple[Any, ...], told: str) -> None:
    assert told in words.plain_sentence(frame(zones=zones, advances=advances), VIEW)


def test_a_view_of_all_claimants_says_who_claims_what() -> None:
    view = VIEW.changed(perspective="all")
    zones = (
        zone(kind="assessed", perspective="assessed", side="UA", settlements=4, area_km2=40.0),
        zone(perspective="UA", side="UA", settlements=8, area_km2=80.0),
        zone(settlements=5, area_km2=50.0),
    )
    assert words.plain_sentence(frame(zones=zones, view=view), view) == (
        "12 March 2025, as known that day, all claimants side by side: 5 settlements claimed by Russian officials "
        "(about 50 km² as drawn here); 8 settlements claimed by Ukrainian officials (about 80 km² as drawn here); 4 "
        "settlements assessed as held by Ukraine (about 40 km² as drawn here); no advance since 5 March."
    )


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2025, 3, 12), date(2025, 3, 12), "1 Russian advance on 12 March."),
        (date(2025, 3, 1), date(2025, 3, 10), "1 Russian advance from 1 March to 10 March."),
        (date(2024, 12, 30), date(2025, 3, 12), "1 Russian advance since 30 December 2024."),
    ],
)
def test_the_window_is_told_as_a_person_would(first: date, last: date, told: str) -> None:
    view = VIEW.changed(advances_from=first, advances_to=last)
    assert words.plain_sentence(frame(view=view, advances=(advance(),)), view).endswith(told)


def test_a_view_of_reports_without_zone_or_advance_counts_them() -> None:
    told = words.plain_sentence(frame(event("A"), event("B")), VIEW)
    assert told.endswith("no settlement claimed; 2 other reports since 5 March.")


def test_a_filtered_view_does_not_say_that_nothing_moved() -> None:
    view = VIEW.changed(types=("strike",))
    assert "no advance" not in words.plain_sentence(frame(zones=(zone(),), view=view), view)
    assert "no advance" in words.plain_sentence(frame(zones=(zone(),)), VIEW)


def test_what_filters_leave_out_is_told_only_where_there_are_filters() -> None:
    view = VIEW.changed(types=("capture",))
    assert words.plain_sentence(frame(event(), hidden=7, view=view), view).endswith(
        "The filters leave out 7 reports. Filters apply to marks and advances, not to zones."
    )
    assert "ilters" not in words.plain_sentence(frame(event(), hidden=7), VIEW)


def test_reports_of_claimants_that_the_perspective_leaves_out_are_counted() -> None:
    assert words.plain_sentence(frame(event(), others=3), VIEW).endswith("3 reports by other claimants are not shown.")


def _contested(claimant_side: str) -> Any:
    against = event(claimed_by="Someone", claimant_side=claimant_side, actor_side="UA")
    places = {"disputed_ids": ("front:sudzha", "b"), "denied_ids": ("b",), "against_ids": (against.event_id, "gone")}
    return frame(against, zones=(zone(**places),))


@pytest.mark.parametrize(
    ("who", "told"), [("UA", "1 also claimed by Ukraine"), ("media", "1 assessed as held by Ukraine")]
)
def test_only_a_denial_is_called_one(who: str, told: str) -> None:
    assert f"as drawn here), 1 of them denied, {told}; " in words.plain_sentence(_contested(who), VIEW)


def test_advances_and_withdrawals_are_counted_by_side() -> None:
    moves = (advance(), advance(), advance(side="UA"), advance(side="UA", event_types=("withdrawal",)))
    assert "2 Russian advances, 1 Ukrainian advance, 1 Ukrainian withdrawal since 5 March." in words.plain_sentence(
        frame(advances=moves), VIEW
    )


def test_under_the_known_clock_the_window_ends_on_the_day() -> None:
    later = VIEW.changed(advances_to=date(2025, 4, 5))
    assert "advance since 5 March." in words.plain_sentence(frame(view=later, advances=(advance(),)), later)
    happened = later.changed(clock="happened")
    assert "from 5 March to 5 April." in words.plain_sentence(frame(view=happened, advances=(advance(),)), happened)
    ahead = VIEW.changed(advances_from=date(2025, 4, 1), advances_to=date(2025, 4, 5))
    assert "the dates chosen begin on 1 April, after this day" in words.plain_sentence(
        frame(event(), view=ahead), ahead
    )


def test_a_day_past_the_record_says_so() -> None:
    shown = frame(event(), recorded=(date(2024, 8, 6), date(2025, 3, 10)))
    assert words.plain_sentence(shown, VIEW).startswith("12 March 2025 (the record ends 10 March 2025), as known")
    assert words.as_of(VIEW, shown.recorded).endswith("; the record ends 10 March 2025")
    early = frame(event(), recorded=(date(2025, 4, 1), date(2025, 5, 1)))
    assert "(the record starts 1 April 2025)" in words.plain_sentence(early, VIEW)
    within = frame(event(), recorded=(date(2024, 8, 6), DAY))
    assert "the record" not in words.plain_sentence(within, VIEW) + words.as_of(VIEW, within.recorded)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (DAY, DAY, "12 March 2025"),
        (FIRST, DAY, "5–12 March 2025"),
        (date(2025, 2, 27), DAY, "27 February – 12 March 2025"),
        (date(2024, 8, 6), DAY, "6 August 2024 – 12 March 2025"),
        (None, None, "no date stated"),
    ],
)
def test_the_days_of_claims_are_a_day_or_a_span(first: Any, last: Any, told: str) -> None:
    assert phrases.span_words(first, last) == told


CHOSEN = "by:DeepState|ISW|Rybar|Zolotaryov"
zones_told = st.fixed_dictionaries(
    {
        "side": st.sampled_from(["RU", "UA"]),
        "settlements": st.integers(1, 5000),
        "area_km2": st.one_of(st.just(0.0), st.floats(0.01, 9999, allow_nan=False), st.sampled_from([0.5, 1.5, 2.5])),
        "denied": st.integers(0, 3),
        "contested": st.integers(0, 2),
        "doubted": st.integers(0, 2),
    }
)
#: Perspective and kind of zone that go together.
spoken = st.sampled_from(
    [("RU", "claimed"), ("UA", "claimed"), ("assessed", "assessed"), (CHOSEN, "claimed"), (CHOSEN, "assessed")]
)
zones_told = st.builds(lambda zone, by: {"perspective": by[0], "kind": by[1], **zone}, zones_told, spoken)
moves_told = st.fixed_dictionaries({"side": st.sampled_from(SIDES), "back": st.booleans(), "n": st.integers(1, 2000)})
told = st.fixed_dictionaries(
    {
        "day": st.dates(date(2024, 1, 1), date(2026, 1, 1)).map(str),
        "first": st.dates(date(2024, 1, 1), date(2025, 1, 1)).map(str),
        "last": st.dates(date(2025, 1, 1), date(2026, 1, 1)).map(str),
        "clock": st.sampled_from(CLOCKS),
        "perspective": st.sampled_from([*PERSPECTIVES, CHOSEN]),
        "zones": st.lists(zones_told, max_size=3),
        "announced": st.integers(0, 2),
        "proposed": st.integers(0, 2),
        "moves": st.lists(moves_told, max_size=3),
        "record": st.sampled_from([["2024-03-01", "2025-10-01"], ["2024-09-01", "2024-12-31"]]),
        "others": st.integers(0, 2000),
        "reports": st.integers(0, 2),
        "hidden": st.integers(0, 2000),
        "filtered": st.booleans(),
    }
)


@settings(max_examples=3, deadline=None)
@given(st.lists(told, min_size=60, max_size=60))
def test_the_browser_words_the_sentence_as_python_does(parts: list[dict[str, Any]]) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node to run the browser's sentence with")
    source = (ROOT / "geo" / "views" / "web" / "sentence.js").read_text(encoding="utf-8")
    script = f"{source}\nconst [all, words] = JSON.parse(require('fs').readFileSync(0));"
    script += "const languages = Object.values(words);"
    script += "console.log(JSON.stringify(all.map((parts) => languages.map((table) => sentence(parts, table)))));"
    given_in = json.dumps([parts, interface_words((CHOSEN,))])
    done = subprocess.run([node, "-e", script], input=given_in, capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(done.stdout) == [[words.sentence(one, lang) for lang in LANGUAGES] for one in parts]


@settings(deadline=None)
@given(told)
def test_no_sentence_has_an_unfilled_blank_or_a_double_space(parts: dict[str, Any]) -> None:
    text = words.sentence(parts)
    assert "{" not in text
    assert "  " not in text
    assert text.endswith(".")


def test_parts_are_plain_json() -> None:
    parts = words.sentence_parts(frame(event(), zones=(zone(),), advances=(advance(),)), VIEW)
    assert json.loads(json.dumps(parts)) == parts
    assert parts["first"] == FIRST.isoformat()
    assert parts["last"] == parts["day"] == DAY.isoformat()


def test_chosen_claimants_are_named_and_of_many_the_first() -> None:
    three, five = VIEW.changed(perspective="by:ISW|DeepState|Rybar"), VIEW.changed(perspective="by:E|D|C|B|A")
    assert words.title(three) == "The Kursk–Sumy front according to DeepState, ISW and Rybar"
    assert words.title(five) == "The Kursk–Sumy front according to A, B and 3 others"
    told = frame(zones=(zone(perspective=three.perspective, settlements=2),), perspective=three.perspective)
    assert words.plain_sentence(told, three).startswith(
        "12 March 2025, as known that day, according to DeepState, ISW and Rybar: 2 settlements said to be held by "
    )


def test_the_title_is_the_views_own_or_names_who_speaks() -> None:
    assert words.title(VIEW) == "What Russian officials claim on the Kursk–Sumy front"
    assert words.title(VIEW.changed(title="My title")) == "My title"
    assert words.title(VIEW.changed(bbox=(2.0, 48.0, 3.0, 49.0))) == "What Russian officials claim on the front"


def test_the_source_line_counts_what_it_does_not_list() -> None:
    records = frame(
        event("A", publisher="B"), event("B", publisher="A", publisher_2="B"), event("C", publisher="C")
    ).events
    assert words.publishers(records) == ("B", "A", "C")
    assert words.source_line(records) == "Sources (3 reports behind zones, advances and marks): B, A, C."
    assert words.source_line(records, most=1) == "Sources (3 reports behind zones, advances and marks): B and 2 others."
    assert words.source_line(frame().events) == "Sources: no report is shown."
    assert words.source_line(frame(event(publisher=None)).events) == "Sources: no publisher is recorded."


def test_the_data_hash_changes_with_the_data_and_only_with_it() -> None:
    one = frame(event("A"), event("B"), zones=(zone(),))
    assert words.data_hash(one) == words.data_hash(frame(event("B"), event("A"), zones=(zone(),)))
    assert words.data_hash(one) != words.data_hash(frame(event("A"), event("B"), zones=(zone(area_km2=160.0),)))
    assert words.data_hash(one) != words.data_hash(frame(event("A"), event("B", lat=51.2), zones=(zone(),)))


def test_the_as_of_line_states_the_time_zone() -> None:
    assert words.as_of(VIEW) == "As of 12 March 2025, 24:00 Kyiv time"


def test_the_alt_text_holds_the_sentence_and_the_legend() -> None:
    shown = frame(zones=(zone(),))
    text = words.alt_text(shown, VIEW, ("Russian control claimed",))
    assert words.plain_sentence(shown, VIEW) in text
    assert "The legend names: Russian control claimed." in text


@pytest.mark.parametrize(
    ("names", "perspective", "told"),
    [
        (("Putin",), "RU", "Putin"),
        (("Putin", "Gerasimov"), "RU", "Russian officials"),
        (("A", "B", "C"), "RU", "Russian officials"),
        ((), "all", "an unnamed claimant"),
        (("A", "B", "C"), "all", "3 claimants"),
    ],
)
def test_one_claimant_is_named_and_several_are_grouped(names: tuple[str, ...], perspective: str, told: str) -> None:
    assert naming.claimant_words(names, perspective) == told


@pytest.mark.parametrize(
    ("voices", "told"),
    [
        ((), "an unnamed claimant"),
        (("UA", "RU"), "Russian and Ukrainian officials"),
        (("media", "independent"), "monitors and media"),
        (("assessed", "media", "independent"), "monitors and media"),
        (("UA", "RU", "assessed"), "Russian and Ukrainian officials, monitors and media"),
    ],
)
def test_groups_that_speak_are_each_named_once(voices: tuple[str, ...], told: str) -> None:
    assert naming.speakers(voices) == told


def test_a_link_and_its_view_have_the_same_words() -> None:
    assert words.title(MapView.from_query(VIEW.to_query())) == words.title(VIEW)
