"""Cells as lines between them: each stretch of boundary once, with the cell on either side.

Own method, the topology of TopoJSON (Bostock) for a coverage. Any set of cells is drawn from the stretches that have
one of them on one side only, so that a front of a thousand days travels as one set of lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .encoding import STEPS, ways
from .packing import Small

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: No cell: what lies on the other side of a coverage's outer boundary.
OUTSIDE: Final = -1


@dataclass(frozen=True)
class Arcs:
    """Stretches of boundary of a coverage.

    Attributes
    ----------
    points : ndarray of int32, (n, 2)
        Vertices of all arcs one after another, in steps, lon and lat.
    lengths : ndarray of int32
        Number of vertices of each arc; a closed one repeats its first vertex.
    sides : ndarray of int32, (arcs, 2)
        The cells on its two sides, `OUTSIDE` for none, the smaller number first.
    ends : ndarray of int32, (arcs, 2)
        Numbers of the nodes in which it starts and ends.
    """

    points: np.ndarray
    lengths: np.ndarray
    sides: np.ndarray
    ends: np.ndarray


def arcs_of(
    cells: Sequence[BaseGeometry], tolerance: float | Callable[[int, int], float], *, per_degree: int = STEPS
) -> Arcs:
    """Return the arcs of polygons that share edges only (a valid coverage, EPSG:4326).

    Arcs meet in nodes: vertices where more than two stretches meet, or where another cell begins. Each is simplified by
    itself, `tolerance` in degrees, so that neighbours keep their common line; as a function it is asked for the two
    cells of each arc, `OUTSIDE` first where there is one. `per_degree` is how fine the steps are.
    No cells give no arcs.
    """
    at, edges, sides = _edges(cells, per_degree)
    chains = _chains(edges, sides)
    nodes: dict[int, int] = {}
    ends = [[nodes.setdefault(int(chain[end]), len(nodes)) for end in (0, -1)] for chain in chains]
    owners = {tuple(edge): pair for edge, pair in zip(edges.tolist(), sides.tolist(), strict=True)}
    between = [owners[min(a, b), max(a, b)] for a, b in ((chain[0], chain[1]) for chain in chains)]
    allowed = tolerance if callable(tolerance) else lambda _one, _other: tolerance
    lines = [_simplified(at[chain], allowed(*pair) * per_degree) for chain, pair in zip(chains, between, strict=True)]
    return Arcs(
        np.concatenate(lines).astype(np.int32) if lines else np.empty((0, 2), np.int32),
        np.array([len(line) for line in lines], dtype=np.int32),
        np.array(between, dtype=np.int32).reshape(-1, 2),
        np.array(ends, dtype=np.int32).reshape(-1, 2),
    )


def _edges(cells: Sequence[BaseGeometry], per_degree: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Vertices in steps; edges as pairs of vertices, the smaller first; and the cells beside each edge."""
    import shapely

    if not len(cells):
        return np.empty((0, 2), np.int64), np.empty((0, 2), np.int64), np.empty((0, 2), np.int64)
    parts, cell_of_part = shapely.get_parts(np.array(cells, dtype=object), return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    coords, ring_of = shapely.get_coordinates(rings, return_index=True)
    whole = np.rint(coords * per_degree).astype(np.int64)
    at, vertex = np.unique(whole, axis=0, return_inverse=True)
    vertex = vertex.ravel()
    inside = (ring_of[1:] == ring_of[:-1]) & (vertex[1:] != vertex[:-1])
    edges = np.sort(np.stack([vertex[:-1][inside], vertex[1:][inside]], axis=1), axis=1)
    owner = cell_of_part[part_of_ring[ring_of[:-1][inside]]]
    distinct, number = np.unique(edges, axis=0, return_inverse=True)
    number = number.ravel()
    order = np.lexsort((owner, number))
    number, owner = number[order], owner[order]
    first = np.r_[True, number[1:] != number[:-1]]
    sides = np.full((len(distinct), 2), OUTSIDE, dtype=np.int64)
    sides[number[first], 1] = owner[first]
    second = np.r_[False, first[:-1]] & ~first & (owner != np.r_[OUTSIDE, owner[:-1]])
    sides[number[second], 0] = owner[second]
    sides.sort(axis=1)
    return at, distinct, sides


def _chains(edges: np.ndarray, sides: np.ndarray) -> list[list[int]]:
    """Vertices of each arc: edges with the same cells beside them, followed from node to node."""
    beside: dict[int, list[int]] = defaultdict(list)
    pairs = edges.tolist()
    cells = [tuple(side) for side in sides.tolist()]
    for number, (a, b) in enumerate(pairs):
        beside[a].append(number)
        beside[b].append(number)

    def node(vertex: int) -> bool:
        here = beside[vertex]
        return len(here) != 2 or cells[here[0]] != cells[here[1]]

    used = [False] * len(pairs)

    def follow(vertex: int, number: int) -> list[int]:
        chain = [vertex]
        while True:
            used[number] = True
            a, b = pairs[number]
            vertex = b if a == vertex else a
            chain.append(vertex)
            onward = [one for one in beside[vertex] if not used[one]]
            if node(vertex) or not onward:
                return chain
            number = onward[0]

    chains = [
        follow(vertex, number)
        for vertex in sorted(beside) if node(vertex)
        for number in beside[vertex] if not used[number]
    ]  # fmt: skip
    return [*chains, *(follow(pairs[number][0], number) for number in range(len(pairs)) if not used[number])]


def _simplified(points: np.ndarray, tolerance: float) -> np.ndarray:
    import shapely

    if len(points) <= 2:
        return points
    line = shapely.simplify(shapely.linestrings(points), tolerance, preserve_topology=True)
    kept: Any = np.rint(shapely.get_coordinates(line)).astype(np.int64)
    closed = (points[0] == points[-1]).all()
    return kept if len(kept) >= (4 if closed else 2) else points


def arcs_json(arcs: Arcs, place_ids: Sequence[str], area_km2: Mapping[str, float]) -> dict[str, Any]:
    """Return arcs as the browser reads them: `at` holds the way from each vertex to the next, in steps."""
    return {
        "place": list(place_ids),
        "area": [round(area_km2.get(place_id, 0.0), 4) for place_id in place_ids],
        "at": Small(ways(arcs.points)),
        "length": arcs.lengths,
        "sides": arcs.sides.ravel(),
        "ends": arcs.ends.ravel(),
    }
