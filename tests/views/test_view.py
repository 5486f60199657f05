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
from geo.records import Event
from geo.schema import events_table
from geo.terms import CLOCKS, EVENT_TYPES, LANGUAGES, PERSPECTIVES, SIDES, STATUSES
from geo.views.view import SIZES, MapView, fit_bbox
from tests.views.frames import VIEW

DAYS = {"day": "2025-03-12", "advances_from": "2025-03-06", "advances_to": "2025-03-12"}
PLAIN = MapView.of(DAYS)


@st.composite
def views(draw: st.DrawFn) -> MapView:
    first, last = sorted(draw(st.lists(st.dates(date(1990, 1, 1), date(2090, 1, 1)), min_size=2, max_size=2)))
    west, south = draw(st.floats(-179, 100)), draw(st.floats(-79, 50))
    line = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Cn")), max_size=40)
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
    ],
)
def test_a_bad_value_is_refused_with_what_came_and_what_is_accepted(changes: dict[str, str], words: list[str]) -> None:
    with pytest.raises(ViewError) as caught:
        MapView.from_query({**DAYS, **changes})
    message = str(caught.value)
    assert message.startswith("link: ")
    assert "\n" not in message
    assert all(word in message for word in words), message


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
    with pytest.raises(ViewError, match="bbox is 'list,") as told:
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
