"""A view survives every form it travels in, and a bad one is refused in one clear line."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.crs import FRONT_BBOX
from geo.errors import ViewError
from geo.front.filters import Filters
from geo.records import Event
from geo.schema import events_table
from geo.terms import CLOCKS, EVENT_TYPES, LANGUAGES, PERSPECTIVES, PRECISIONS, SIDES, STATUSES
from geo.views.payload import view_json
from geo.views.view import FILTERS, SIZES, MapView, fit_bbox
from geo.views.view_checks import COMPARES, FOLLOWS
from tests.views.frames import VIEW

DAYS = {"day": "2025-03-12", "advances_from": "2025-03-06", "advances_to": "2025-03-12"}
PLAIN = MapView.of(DAYS)


@st.composite
def views(draw: st.DrawFn) -> MapView:
    first, last = sorted(draw(st.lists(st.dates(date(1990, 1, 1), date(2090, 1, 1)), min_size=2, max_size=2)))
    west, south = draw(st.floats(-179, 100)), draw(st.floats(-79, 50))
    line = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Cn")), max_size=40)
    names = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Cn"), exclude_characters="|"), max_size=40)
    return MapView.of(
        {
            "day": draw(st.dates(date(1990, 1, 1), date(2090, 1, 1))),
            "advances_from": first,
            "advances_to": last,
            "perspective": draw(st.sampled_from(PERSPECTIVES)),
            "clock": draw(st.sampled_from(CLOCKS)),
            "sides": draw(st.lists(st.sampled_from(SIDES))),
            "types": draw(st.lists(st.sampled_from(EVENT_TYPES))),
            "statuses": draw(st.lists(st.sampled_from(STATUSES))),
            "bbox": (west, south, west + draw(st.floats(0.1, 50)), south + draw(st.floats(0.1, 30))),
            "lang": draw(st.sampled_from(LANGUAGES)),
            "claimants": draw(st.lists(names, max_size=3)),
            "publishers": draw(st.lists(names, max_size=3)),
            "precisions": draw(st.lists(st.sampled_from(PRECISIONS))),
            "text": draw(line),
            "two_publishers": draw(st.booleans()),
            "follow": draw(st.sampled_from(FOLLOWS)),
            "compare": draw(st.sampled_from(COMPARES)),
            "against_day": draw(st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1))),
            "against_perspective": draw(st.sampled_from(("", *PERSPECTIVES, "by:DeepState|ISW"))),
            "ui": draw(st.sampled_from(LANGUAGES)),
            "at": draw(line),
            "title": draw(line),
            "note": draw(line),
            "size": draw(st.sampled_from(sorted(SIZES))),
        }
    )


@settings(deadline=None)
@given(views())
def test_a_view_survives_a_link(view: MapView) -> None:
    link = urlencode(view.to_query())
    assert MapView.from_query(dict(parse_qsl(link, keep_blank_values=True))) == view


@settings(deadline=None)
@given(views())
def test_a_view_survives_a_yaml_file(view: MapView) -> None:
    assert MapView.from_yaml(view.to_yaml()) == view


@settings(deadline=None)
@given(views(), views())
def test_a_full_link_over_a_default_wins_wherever_it_speaks(view: MapView, default: MapView) -> None:
    merged = MapView.from_query(view.to_query(), default)
    assert all(getattr(merged, name) == getattr(view, name) for name in view.to_query())


@settings(deadline=None)
@given(views(), st.sampled_from(PERSPECTIVES))
def test_a_link_means_the_same_over_any_opening_view(view: MapView, perspective: str) -> None:
    opened = PLAIN.changed(perspective=perspective, bbox=(30.0, 50.0, 31.0, 51.0))
    assert MapView.from_query(view.to_query(), opened) == view


@settings(deadline=None)
@given(st.lists(st.floats(-1000, 1000), min_size=4, max_size=4))
def test_any_screen_extent_can_be_fitted_into_a_view(edges: list[float]) -> None:
    assert MapView.of({**DAYS, "bbox": fit_bbox(*edges)}).bbox == fit_bbox(*edges)


def test_the_window_is_half_open_inside_and_inclusive_outside() -> None:
    assert PLAIN.window.holds_on(date(2025, 3, 6))
    assert PLAIN.window.holds_on(date(2025, 3, 12))
    assert not PLAIN.window.holds_on(date(2025, 3, 13))


def test_equal_filters_in_another_order_are_the_same_view() -> None:
    assert PLAIN.changed(sides=("UA", "RU", "UA")) == PLAIN.changed(sides=("RU", "UA"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"day": "12 March"}, ["day", "12 March", "YYYY-MM-DD"]),
        ({"day": "5"}, ["day", "YYYY-MM-DD"]),
        ({"day": "2025-02-30"}, ["day", "2025-02-30"]),
        ({"perspective": "Kremlin"}, ["perspective", "Kremlin", "RU, UA, assessed, all"]),
        ({"sides": "RU,XX"}, ["sides", "RU,XX", "RU, UA, US, KP, other"]),
        ({"bbox": "36,50,33,51"}, ["bbox", "36,50,33,51", "west,south,east,north"]),
        ({"bbox": "33,50,36"}, ["bbox is '33,50,36'", "west,south,east,north"]),
        ({"bbox": "nan,50,36,51"}, ["bbox", "nan"]),
        ({"bbox": "-170,-60,170,60"}, ["bbox", "at most 60 x 40"]),
        ({"advances_from": "2025-04-01"}, ["advances_to 2025-03-12 is before advances_from 2025-04-01"]),
        ({"title": "x" * 161}, ["160 characters"]),
        ({"title": "a\u202eb"}, ["title", "plain text"]),
        ({"note": "a\x00b"}, ["note", "plain text"]),
        ({"size": "poster"}, ["size", "poster", "web"]),
        ({"precisions": "village"}, ["precisions", "village", "populated_place, district"]),
        ({"claimants": "a\x00b"}, ["claimants", "names as the record has them, parted by '|'"]),
        ({"claimants": "x" * 10_000}, ["claimants", "2000 characters"]),
        ({"publishers": "|".join(str(n) for n in range(1_000))}, ["publishers", "2000 characters"]),
        ({"publishers": "a\u202eb"}, ["publishers", "names"]),
        ({"text": "x" * 201}, ["text", "200 characters"]),
        ({"text": "a\u2066b"}, ["text", "plain text"]),
        ({"two_publishers": "perhaps"}, ["two_publishers is 'perhaps'", "1 or 0"]),
        ({"two_publishers": "2"}, ["two_publishers is '2'", "1 or 0"]),
        ({"follow": "away"}, ["follow", "away", "slide, grow, apart"]),
        ({"compare": "both"}, ["compare", "both", "beside, swipe"]),
        ({"against_day": "2025-02-30"}, ["against_day", "2025-02-30", "YYYY-MM-DD"]),
        ({"against_day": "99999-01-01"}, ["against_day", "YYYY-MM-DD"]),
        ({"against_perspective": "NATO"}, ["against_perspective", "NATO", "RU, UA, assessed, all"]),
        ({"ui": "de"}, ["ui", "de", "en, uk, ru"]),
        ({"at": "x" * 10_000}, ["at is 'xxx", "event_id", "200 characters"]),
        ({"at": "a\x07"}, ["at", "event_id"]),
    ],
)
def test_a_bad_value_is_refused_with_what_came_and_what_is_accepted(changes: dict[str, str], words: list[str]) -> None:
    with pytest.raises(ViewError) as caught:
        MapView.from_query({**DAYS, **changes})
    message = str(caught.value)
    assert message.startswith("link: ")
    assert "\n" not in message
    assert all(word in message for word in words), message
    assert len(message) < 400


def test_a_link_keeps_its_view_whatever_others_have_added_to_it() -> None:
    assert MapView.from_query({**PLAIN.to_query(), "utm_source": "x", "fbclid": "y"}) == PLAIN


def test_an_unknown_field_of_a_file_is_refused() -> None:
    with pytest.raises(ViewError, match=r"view file: 'colour' is not a field .*perspective.*Remove it"):
        MapView.from_yaml(f"{PLAIN.to_yaml()}colour: red\n")


def test_a_missing_day_is_named() -> None:
    with pytest.raises(ViewError, match="day is missing; expected a day as YYYY-MM-DD"):
        MapView.from_query({})


@pytest.mark.parametrize(
    "text", ["", "- a\n- b", "day: [", "!!python/object/apply:os.system ['true']", "day: 12", "x" * 70_000, "\x00"]
)
def test_a_file_that_is_no_view_is_refused_and_never_run(text: str) -> None:
    with pytest.raises(ViewError, match=r"^view file: "):
        MapView.from_yaml(text)


def test_a_list_from_a_browser_counts_as_one_value() -> None:
    assert MapView.from_query({**DAYS, "sides": ["RU", "UA"]}).sides == ("RU", "UA")


def _event(day: date, name: str, **changes: Any) -> Event:
    base = {
        "event_type": "capture", "actor_side": "RU", "place_name": name, "lon": 35.2, "lat": 51.2,
        "date_start": day, "date_end": day, "known_from": day, "claimed_by": "A ministry",
        "claimant_side": "RU", "status": "claimed",
    }  # fmt: skip
    return Event.model_validate({**base, **changes})


def _timeline(events: list[Event]) -> Any:
    return SimpleNamespace(events=events_table(events))


def test_the_default_is_the_busiest_week_that_holds_a_denial() -> None:
    quiet = [_event(date(2025, 1, 1), f"many {number}") for number in range(9)]
    contested = [_event(date(2025, 3, 10), f"few {number}") for number in range(3)]
    denial = _event(date(2025, 3, 11), "few 1", status="denied", event_type="clash", claimant_side="UA")
    view = MapView.default(_timeline([*quiet, *contested, denial]))
    assert view.day == date(2025, 3, 11)
    assert view.advances_from == date(2025, 3, 5)
    assert view.perspective == "RU"
    west, south, east, north = view.bbox
    assert west < 35.2 < east
    assert south < 51.2 < north


def test_the_default_of_a_record_elsewhere_shows_that_place() -> None:
    view = MapView.default(_timeline([_event(date(2024, 1, 1), "far", lon=2.3, lat=48.8)]))
    west, south, east, north = view.bbox
    assert west < 2.3 < east
    assert south < 48.8 < north


def test_the_default_of_an_empty_record_is_still_a_view() -> None:
    assert MapView.default(_timeline([])).bbox == FRONT_BBOX


def test_a_view_file_that_would_unfold_to_gigabytes_is_refused_in_a_line() -> None:
    days = "day: 2025-03-12\nadvances_from: 2025-03-05\nadvances_to: 2025-03-12\n"
    folded = "".join(f"  - &n{n} [{', '.join([f'*n{n - 1}'] * 10)}]\n" for n in range(1, 6))
    with pytest.raises(ViewError, match="its aliases unfold to more than") as told:
        MapView.from_yaml(f"{days}bbox:\n  - &n0 [x, x]\n{folded}")
    assert len(str(told.value)) < 300


@pytest.mark.parametrize("day", ["2025-02-03", "2024-08-06"])
def test_a_day_without_a_window_means_the_week_that_ends_on_it(day: str) -> None:
    for view in (MapView.from_query({"day": day}, VIEW), MapView.from_yaml(f"day: {day}")):
        assert view.advances_to == view.day == date.fromisoformat(day)
        assert view.advances_from == view.day - timedelta(days=6)


def test_a_first_day_without_a_last_one_reaches_to_the_day() -> None:
    view = MapView.from_query({"day": "2025-02-03", "advances_from": "2025-01-01"}, VIEW)
    assert (view.advances_from, view.advances_to) == (date(2025, 1, 1), date(2025, 2, 3))


def test_yaml_nested_without_end_is_refused_in_one_line() -> None:
    with pytest.raises(ViewError, match="not YAML"):
        MapView.from_yaml("[" * 50_000)


def test_a_field_with_an_endless_name_is_refused_in_a_line() -> None:
    with pytest.raises(ViewError, match="is not a field") as told:
        MapView.from_yaml(f"{PLAIN.to_yaml()}{'x' * 900}: 1\n")
    assert len(str(told.value)) < 500


def test_a_name_that_would_part_the_names_is_refused() -> None:
    with pytest.raises(ViewError, match="claimants"):
        PLAIN.changed(claimants=["A|B"])


def test_the_new_fields_stand_in_a_link_as_people_write_them() -> None:
    view = PLAIN.changed(
        claimants=["ISW", "DeepState, on Telegram"], publishers=["TASS"], precisions=["district", "populated_place"],
        text="  Суджа  bridge ", two_publishers=True, follow="grow", compare="swipe", against_day="2025-02-03",
        against_perspective="UA", ui="uk", lang="uk", at="ev_1",
    )  # fmt: skip
    told = {name: value for name, value in view.to_query().items() if name not in PLAIN.to_query()}
    assert told == {
        "claimants": "DeepState, on Telegram|ISW", "publishers": "TASS", "precisions": "populated_place,district",
        "text": "Суджа bridge", "two_publishers": "1", "follow": "grow", "compare": "swipe",
        "against_day": "2025-02-03", "against_perspective": "UA", "ui": "uk", "at": "ev_1",
    }  # fmt: skip


def test_an_empty_parameter_means_the_default() -> None:
    empty = dict.fromkeys(("claimants", "publishers", "precisions", "text", "compare", "against_day", "at"), "")
    asked = {**PLAIN.to_query(), **empty, "against_perspective": "", "two_publishers": "0"}
    assert MapView.from_query(asked, PLAIN.changed(text="x", two_publishers=True, against_day="2025-01-01")) == PLAIN


def test_every_filter_of_a_view_is_asked_of_the_timeline() -> None:
    assert not PLAIN.filtered
    given = {
        "sides": ("RU",), "types": ("clash",), "statuses": ("denied",), "claimants": ("ISW",), "publishers": ("TASS",),
        "precisions": ("district",), "text": "x", "two_publishers": True,
    }  # fmt: skip
    assert set(given) == set(FILTERS) == set(Filters.__annotations__)
    for name, value in given.items():
        view = PLAIN.changed(**{name: value})
        assert view.filtered
        assert view.frame_arguments()[name] == value


def test_the_browser_is_given_every_field_that_it_holds() -> None:
    held = view_json(PLAIN.changed(claimants=["ISW"], against_day="2025-02-03", follow="apart"))
    assert set(held) >= set(MapView.model_fields) - {"title", "subtitle", "note", "size"}
    assert held["claimants"] == ["ISW"]
    assert held["against_day"] == "2025-02-03"
    assert held["linked"] is False, "a window that is apart from the day is not linked, wherever it ends"
    assert view_json(PLAIN)["linked"] is True
