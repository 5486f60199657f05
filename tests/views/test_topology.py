"""Cells as lines between them: every set of cells comes back from its outline."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from geo.views.encoding import STEPS
from geo.views.topology import OUTSIDE, Arcs, arcs_json, arcs_of

#: A coverage with a hole, a cell inside another, and corners in which four cells meet.
GRID = [box(x, y, x + 1, y + 1) for x in range(4) for y in range(3) if (x, y) != (1, 1)]
INNER = box(1.25, 1.25, 1.75, 1.75)
AROUND = Polygon(box(1, 1, 2, 2).exterior, [INNER.exterior])
CELLS = [*GRID, AROUND, INNER]


def ground(arcs: Arcs, held: set[int]) -> Any:
    """The ground of some cells, put together from the arcs that have one of them on one side only."""
    starts = np.r_[0, np.cumsum(arcs.lengths)]
    lines = [
        shapely.linestrings(arcs.points[starts[number] : starts[number + 1]] / STEPS)
        for number, (a, b) in enumerate(arcs.sides.tolist())
        if (a in held) != (b in held)
    ]
    faces = shapely.get_parts(shapely.polygonize(lines))
    inside = [face for face in faces if any(CELLS[cell].covers(face.representative_point()) for cell in held)]
    return shapely.union_all(inside)


@given(st.sets(st.sampled_from(range(len(CELLS))), min_size=1))
def test_any_set_of_cells_comes_back_from_its_outline(held: set[int]) -> None:
    assert shapely.equals(ground(arcs_of(CELLS, 0.0), held), shapely.union_all([CELLS[cell] for cell in held]))


def test_every_stretch_is_there_once_with_the_cells_beside_it() -> None:
    arcs = arcs_of(CELLS, 0.0)
    starts = np.r_[0, np.cumsum(arcs.lengths)]
    length = sum(shapely.length(shapely.linestrings(arcs.points[a:b] / STEPS)) for a, b in pairwise(starts))
    assert abs(length - shapely.union_all([cell.boundary for cell in CELLS]).length) < 1e-9
    assert (arcs.sides[:, 0] < arcs.sides[:, 1]).all()
    assert set(arcs.sides.ravel()) == {OUTSIDE, *range(len(CELLS))}


def test_arcs_meet_in_their_nodes() -> None:
    arcs = arcs_of(CELLS, 0.0)
    starts = np.r_[0, np.cumsum(arcs.lengths)]
    at: dict[int, tuple[int, int]] = {}
    for number, ends in enumerate(arcs.ends.tolist()):
        for node, point in zip(ends, (starts[number], starts[number + 1] - 1), strict=True):
            here = tuple(arcs.points[point].tolist())
            assert at.setdefault(node, here) == here


def test_a_simpler_line_stays_common_to_both_cells() -> None:
    bent = [(1, y / 10 + 0.0001 * (y % 2)) for y in range(1, 10)]
    left = Polygon([(0, 0), (1, 0), *bent, (1, 1), (0, 1)])
    right = Polygon([(1, 0), (2, 0), (2, 1), (1, 1), *reversed(bent)])
    arcs = arcs_of([left, right], 0.01)
    between = arcs.lengths[(arcs.sides == [0, 1]).all(axis=1)]
    assert between.tolist() == [2]


def test_no_cells_have_no_arcs_and_the_way_to_the_browser_keeps_every_vertex() -> None:
    assert len(arcs_of([], 0.0).lengths) == 0
    arcs = arcs_of(CELLS, 0.0)
    names = [f"p{number}" for number in range(len(CELLS))]
    sent = arcs_json(arcs, names, {"p0": 1.23456})
    assert (np.cumsum(sent["at"].values.reshape(-1, 2), axis=0) == arcs.points).all()
    assert sent["area"][:2] == [1.2346, 0.0]
