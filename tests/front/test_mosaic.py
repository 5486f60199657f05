"""Mosaic: ground of places that come and go is what uniting all of them at once gives."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.front.cells import build_cells
from geo.front.mosaic import Mosaic
from tests.front.toy import BOUNDARIES, GAZETTEER

VILLAGES = GAZETTEER.settlements((34, 50, 36, 53))
CELLS = build_cells(VILLAGES, BOUNDARIES.countries, list(VILLAGES["place_id"]), reach_km=6)
PLACES = sorted(CELLS.geometry)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.tuples(st.booleans(), st.sampled_from(PLACES)), max_size=8), min_size=1, max_size=12))
def test_ground_is_that_of_the_places_held_whatever_came_before(days: list[list[tuple[bool, str]]]) -> None:
    mosaic, other, held = Mosaic(CELLS), Mosaic(CELLS), set[str]()
    for changes in days:
        for added, place_id in changes:
            if added:
                mosaic.add(place_id)
                held.add(place_id)
            else:
                mosaic.remove(place_id)
                held.discard(place_id)
        ground, area = mosaic.ground()
        assert area == pytest.approx(CELLS.area_of(held))
        if not held:
            assert ground is None
            continue
        at_once = shapely.coverage_union_all([CELLS.geometry[place_id] for place_id in sorted(held)])
        assert ground.is_valid
        assert ground.symmetric_difference(at_once).area < 1e-12
    for place_id in held:
        other.add(place_id)
    assert other.ground()[0] is mosaic.ground()[0], "the same places are one object, however they came together"


def test_a_place_without_a_cell_adds_no_ground() -> None:
    mosaic = Mosaic(CELLS)
    mosaic.add("nowhere")
    assert mosaic.ground() == (None, 0)
    mosaic.remove("nowhere")
    mosaic.add(PLACES[0])
    assert mosaic.ground()[0] is CELLS.geometry[PLACES[0]]
