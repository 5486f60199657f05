"""The classes can be read by everyone: contrast, greys, and never colour alone."""

from __future__ import annotations

import json
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from shapely.geometry import box

from geo.clock import Interval
from geo.records import Advance, Event, Zone
from geo.terms import EVENT_TYPES, LANGUAGES, SIDES, STATUSES
from geo.views import style
from geo.views.languages import table


def _zone(**changes: Any) -> Zone:
    base: dict[str, Any] = {
        "zone_id": "z", "kind": "claimed", "side": "RU", "perspective": "RU", "clock": "known",
        "interval": Interval(date(2025, 3, 1)), "known_from": date(2025, 3, 1), "event_ids": ("e",),
        "geometry": box(35, 51, 35.1, 51.1), "method": "test", "settlements": 2,
    }  # fmt: skip
    return Zone(**{**base, **changes})


def _advance(**changes: Any) -> Advance:
    base: dict[str, Any] = {
        "advance_id": "a", "side": "RU", "status": "claimed", "place_id": None, "place_name": "X",
        "end": (35, 51), "start": None, "date_start": date(2025, 3, 1), "date_end": date(2025, 3, 1),
        "known_from": None, "claimed_by": ("A",), "claimant_sides": ("RU",), "event_ids": ("e",), "method": "test",
    }  # fmt: skip
    return Advance(**{**base, **changes})


@pytest.mark.parametrize("name", ["text", "text_muted", "text_region"])
@pytest.mark.parametrize("ground", ["paper", "land", "halo"])
def test_every_text_colour_is_readable_on_every_ground(name: str, ground: str) -> None:
    assert style.contrast(style.BASE[name], style.BASE[ground]) >= 4.5


@pytest.mark.parametrize("side", [*style.SIDE_STYLES.values(), style.NEUTRAL])
def test_every_ink_is_readable_as_text_and_stands_out_from_its_tint(side: style.SideStyle) -> None:
    assert style.contrast(side.ink, style.BASE["paper"]) >= 4.5
    assert style.contrast(side.ink, side.tint) >= 3


def test_the_two_sides_keep_apart_on_a_grey_print() -> None:
    one, other = style.SIDE_STYLES["RU"], style.SIDE_STYLES["UA"]
    assert abs(style.lightness(one.ink) - style.lightness(other.ink)) >= 15
    assert one.hatch != other.hatch


def test_the_contrast_formula_gives_the_known_extremes() -> None:
    assert style.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert style.contrast("#777777", "#777777") == pytest.approx(1)
    assert style.lightness("#777777") == pytest.approx(50, abs=0.5)


def _texture(look: style.ClassStyle) -> tuple[object, ...]:
    """What is left of a class when all colour is taken away, but for filled or hollow."""
    return look.family, look.fill is None, look.hatch, look.dash, look.head, look.edge_width


def test_no_two_classes_of_a_side_differ_by_colour_alone() -> None:
    shared = {key for key in style.CLASSES if key.split("-")[-1] not in SIDES}
    for code in SIDES:
        mine = {key: look for key, look in style.CLASSES.items() if key in shared or key.endswith(f"-{code}")}
        for (one, look), (other, second) in combinations(mine.items(), 2):
            assert _texture(look) != _texture(second), (one, other)


def test_every_type_has_its_own_shape_and_every_status_its_own_body() -> None:
    assert set(style.TYPE_SHAPES) == set(EVENT_TYPES)
    assert len(set(style.TYPE_SHAPES.values())) == len(EVENT_TYPES)
    assert set(style.STATUS_STYLES) == set(STATUSES)
    assert len(set(style.STATUS_STYLES.values())) == len(STATUSES)
    assert set(style.TYPE_SHAPES.values()) <= set(style.SHAPES)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "zone-claimed-RU"),
        ({"side": "UA", "kind": "assessed"}, "zone-assessed-UA"),
        ({"kind": "announced"}, "zone-announced-extent-RU"),
        ({"kind": "announced", "geometry": None}, "zone-announced-RU"),
        ({"disputed_ids": ("p1",)}, "zone-claimed-RU"),
        ({"disputed_ids": ("p1", "p2")}, "zone-claimed-RU"),
    ],
)
def test_a_zone_has_a_class_by_kind_and_side_whatever_others_say(changes: dict[str, Any], key: str) -> None:
    assert style.zone_class(_zone(**changes)) == key
    assert key in style.CLASSES


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "advance-claimed-RU"),
        ({"claimant_sides": ("RU", "independent")}, "advance-assessed-RU"),
        ({"status": "confirmed"}, "advance-assessed-RU"),
        ({"status": "denied", "claimant_sides": ("media",)}, "advance-denied-RU"),
        ({"status": "planned", "side": "UA"}, "advance-planned-UA"),
    ],
)
def test_what_only_a_side_at_war_says_is_a_claimed_advance(changes: dict[str, Any], key: str) -> None:
    assert style.advance_class(_advance(**changes)) == key
    assert key in style.CLASSES


def test_an_event_has_a_class_as_a_record_and_as_a_row() -> None:
    event = Event(event_type="clash", status="reported", precision="populated_place")
    assert style.event_class(event) == style.event_class(event.model_dump()) == "event-clash-reported-other"
    assert style.event_parts("event-clash-reported-other") == ("clash", "reported", "other")


def test_an_area_is_never_a_dot() -> None:
    assert style.event_class({"event_type": "advance", "status": "claimed", "precision": "admin1"}) == "area-reports"


def test_the_browser_gets_plain_json() -> None:
    told = style.style_json()
    assert json.loads(json.dumps(told)) == told
    assert set(told["classes"]) == set(style.CLASSES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_legend_tells_of_a_holder_without_who_says_so(lang: str) -> None:
    words = table(lang)["legend"]
    for key, look in style.CLASSES.items():
        kind = style.legend_kind(key)
        if look.family in {"zone", "border", "advance", "mark"} and "assessed" not in kind:
            assert "{claimant}" in words[kind], key
    assert all("{claimant}" in words[kind] for kind in ("zone-conceded", "zone-proposed", "zone-doubted"))
