"""Where paper has no room for all, fewer marks and arrows are drawn, and what stands for more says so."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.crs import distance_km
from geo.views.denied_places import Denied
from geo.views.generalise import MOST_AT_PLACE, arrows, gathered
from geo.views.languages import table
from geo.views.legend import MORE, legend
from geo.views.placed_reports import Spot
from geo.views.scene import scene
from geo.views.style import advance_class
from tests.views.frames import VIEW, advance, event, frame, zone
from tests.views.ground import MadeUpBoundaries, made_up_gazetteer

BOUNDARIES: Any = MadeUpBoundaries()
GAZETTEER = made_up_gazetteer()
KEYS = [f"event-{kind}-claimed-{side}" for kind in ("capture", "strike", "clash") for side in ("RU", "UA")]

_SPOTS = st.lists(
    st.builds(
        lambda number, lon, lat, keys: Spot(f"p{number}", f"P{number}", lon, lat, tuple((key, 1) for key in keys)),
        st.integers(0, 10_000),
        st.floats(35.0, 35.3),
        st.floats(51.0, 51.2),
        st.lists(st.sampled_from(KEYS), min_size=1, max_size=6, unique=True),
    ),
    max_size=30,
    unique_by=lambda spot: spot.place_id,
)


@given(spots=_SPOTS, apart_km=st.floats(0.5, 20.0))
@settings(max_examples=60, deadline=None)
def test_no_report_and_no_place_is_lost(spots: list[Spot], apart_km: float) -> None:
    drawn, _, undrawn = gathered(spots, (), (), apart_km)
    told = sum(count for spot in drawn for _, count in spot.classes)
    assert told + undrawn == sum(count for spot in spots for _, count in spot.classes)
    assert len(drawn) + sum(spot.more for spot in drawn) == len(spots)
    assert all(len(spot.classes) <= MOST_AT_PLACE for spot in drawn)


@given(spots=_SPOTS, apart_km=st.floats(0.5, 20.0))
@settings(max_examples=60, deadline=None)
def test_marks_of_two_places_do_not_hide_each_other(spots: list[Spot], apart_km: float) -> None:
    drawn, _, _ = gathered(spots, (), (), apart_km)
    radius = 0.22 * apart_km
    for one, other in combinations(drawn, 2):
        assert distance_km(one.lon, one.lat, other.lon, other.lat) > 1.35 * radius


def test_the_place_that_matters_most_keeps_its_own() -> None:
    near = [Spot(f"p{n}", f"P{n}", 35.0 + n / 1000, 51.0, ((KEYS[0], 1),)) for n in range(4)]
    (drawn,), _, _ = gathered(near, (), ("p2",), 5.0)
    assert (drawn.place_id, drawn.more, drawn.classes) == ("p2", 3, ((KEYS[0], 4),))


def test_a_struck_place_takes_in_what_lies_beside_it_and_one_of_another_side_stays() -> None:
    struck = tuple(Denied(f"d{side}", "D", 35.0, 51.0, side, (), ()) for side in ("RU", "UA"))
    beside = Spot("p", "P", 35.001, 51.0, ((KEYS[0], 1),))
    (drawn,), denied, _ = gathered((beside,), struck, (), 5.0)
    assert drawn.place_id in {"dRU", "dUA"}
    assert drawn.more == 1
    assert denied == struck


def test_without_a_scale_all_stays_as_it_is() -> None:
    spots = (Spot("p", "P", 35.0, 51.0, ((KEYS[0], 1),)), Spot("q", "Q", 35.0, 51.0, ((KEYS[0], 1),)))
    assert gathered(spots, (), (), 0.0) == (spots, (), 0)


def test_two_arrows_that_would_lie_on_each_other_are_one() -> None:
    pair = [
        advance(advance_id=f"ad{side}", side=side, claimant_sides=(side,), start=(35.25, 51.12), end=(35.15, 51.08))
        for side in ("RU", "UA")
    ]
    told = [(advance_class(one), one) for one in pair]
    assert len(arrows(told, 2.0)) == 1
    assert len(arrows(told, 0.0)) == 2


@pytest.mark.parametrize("apart_km", [0.0, 8.0])
def test_the_legend_tells_of_marks_for_several_places_where_there_are_any(apart_km: float) -> None:
    told = frame(*(event(f"P{n}", lon=35.2 + n / 100, lat=51.1) for n in range(3)))
    shown = scene(told, VIEW.bbox, BOUNDARIES, GAZETTEER, apart_km=apart_km)
    assert (MORE in {entry.key for entry in legend(shown)}) is bool(apart_km)


def test_a_short_legend_tells_kinds_and_sides_apart() -> None:
    told = frame(event(), zones=(zone(), zone(zone_id="zn2", side="UA", perspective="UA")), advances=(advance(),))
    keys = [entry.key for entry in legend(scene(told, VIEW.bbox, BOUNDARIES, GAZETTEER), detail="kinds")]
    assert {"zone-claimed", "zone-disputed", "advance-claimed", "side-RU", "side-UA"} <= set(keys)
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "According to Russian and Ukrainian officials, 5–9 March 2025"),
        ("uk", "За словами російських і українських посадовців, 5–9 березня 2025"),
        ("ru", "По словам российских и украинских официальных лиц, 5–9 марта 2025"),
    ],
)
def test_a_legend_of_kinds_says_according_to_whom_and_when(lang: str, told: str) -> None:
    mine = zone(claimed_from=date(2025, 3, 5), claimed_to=date(2025, 3, 7))
    theirs = zone(
        zone_id="zn2", side="UA", perspective="UA", claimed_from=date(2025, 3, 6), claimed_to=date(2025, 3, 9)
    )
    shown = scene(frame(zones=(mine, theirs), advances=(advance(),)), VIEW.bbox, BOUNDARIES, GAZETTEER)
    found = {entry.key: entry.words for entry in legend(shown, lang, detail="told-kinds")}
    named = table(lang)["print"]["kinds"]
    assert found["zone-claimed"] == f"{named['zone-claimed']}. {told}"
    assert found["advance-claimed"].startswith(f"{named['advance-claimed']}. ")
    assert found["advance-claimed"].endswith(", ".join(advance().claimed_by))


def test_a_short_legend_keeps_a_wish_for_a_zone_apart_from_an_announced_one() -> None:
    spoken = {"kind": "announced", "geometry": None, "settlements": 0, "area_km2": None, "region": "adm1:UA-59"}
    wish, order = zone(zone_id="zn1", status="planned", **spoken), zone(zone_id="zn2", **spoken)
    for zones, told in (
        ((wish,), ["Proposed security zone, extent not specified"]),
        ((order,), ["Announced security zone, extent not specified"]),
        (
            (wish, order),
            ["Announced security zone, extent not specified", "Proposed security zone, extent not specified"],
        ),
    ):
        shown = scene(frame(zones=zones), VIEW.bbox, BOUNDARIES, GAZETTEER)
        assert [entry.words for entry in legend(shown, detail="kinds") if entry.group == "Zones"] == told
