"""The united ground of places that come and go: only the pieces that a change touches are united anew.

Own method. Cells share edges only, so their union falls into pieces that do not touch. A place that is added joins
the pieces beside it; one that is taken away has its piece united again from what is left. Pieces far away stay as
they are. The ground of the same places is one object, however they came together.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, NamedTuple

from .cells import Cells, united

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class _Piece(NamedTuple):
    """Places whose cells touch, their united ground and its area, km²; `first` of the places names it."""

    first: str
    members: frozenset[str]
    geometry: BaseGeometry
    area_km2: float


class Mosaic:
    """Ground of a changing set of places, EPSG:4326."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self._wanted: set[str] = set()
        self._laid: set[str] = set()
        self._piece_of: dict[str, _Piece] = {}
        self._pieces: dict[str, _Piece] = {}

    def add(self, place_id: str) -> None:
        """Add a place; one without a cell adds no ground."""
        if place_id in self._cells.geometry:
            self._wanted.add(place_id)

    def remove(self, place_id: str) -> None:
        """Take a place away."""
        self._wanted.discard(place_id)

    def ground(self) -> tuple[BaseGeometry | None, float]:
        """Return the united cells of the present places, None where none has a cell, and their area in km²."""
        gone, new = self._laid - self._wanted, self._wanted - self._laid
        if gone:
            self._lift(gone)
        if new:
            self._lay(new)
        self._laid = set(self._wanted)
        key = frozenset(self._laid)
        pieces = [self._pieces[first] for first in sorted(self._pieces)]
        if key not in self._cells.unions:
            self._cells.unions[key] = _side_by_side([piece.geometry for piece in pieces])
        return self._cells.unions[key], math.fsum(piece.area_km2 for piece in pieces)

    def _lift(self, gone: Collection[str]) -> None:
        """Take places away and unite what is left of their pieces."""
        touched = {piece.first: piece for piece in map(self._piece_of.__getitem__, gone)}
        for first in touched:
            del self._pieces[first]
        for place_id in gone:
            del self._piece_of[place_id]
        left = {place_id for piece in touched.values() for place_id in piece.members if place_id not in gone}
        for members in self._together(left):
            self._keep(frozenset(members), [self._cells.geometry[one] for one in sorted(members)])

    def _lay(self, new: Collection[str]) -> None:
        """Add places: those that touch each other or the same pieces become one piece with them."""
        beside = self._cells.beside
        left = set(new)
        while left:
            group, pieces, reached = set[str](), dict[str, _Piece](), [min(left)]
            left.discard(reached[0])
            while reached:
                place_id = reached.pop()
                group.add(place_id)
                for near in beside.get(place_id, ()):
                    piece = self._piece_of.get(near)
                    among = {near} & left
                    if piece is not None and piece.first not in pieces:
                        pieces[piece.first] = piece
                        among = {one for one in left if not piece.members.isdisjoint(beside.get(one, ()))}
                    reached += sorted(among)
                    left -= among
            parts = [self._pieces.pop(first).geometry for first in sorted(pieces)]
            parts += [self._cells.geometry[one] for one in sorted(group)]
            self._keep(frozenset(group).union(*(piece.members for piece in pieces.values())), parts)

    def _keep(self, members: frozenset[str], parts: list[BaseGeometry]) -> None:
        known = self._cells.unions.get(members)
        geometry = self._cells.unions[members] = known if known is not None else united(parts)
        piece = _Piece(min(members), members, geometry, self._cells.area_of(members))
        self._pieces[piece.first] = piece
        self._piece_of.update(dict.fromkeys(members, piece))

    def _together(self, place_ids: Iterable[str]) -> list[set[str]]:
        """Places sorted into groups that touch."""
        left, groups = set(place_ids), []
        while left:
            group, reached = set[str](), [min(left)]
            left.discard(reached[0])
            while reached:
                place_id = reached.pop()
                group.add(place_id)
                near = [one for one in self._cells.beside.get(place_id, ()) if one in left]
                left.difference_update(near)
                reached += near
            groups.append(group)
        return groups


def _side_by_side(pieces: list[BaseGeometry]) -> BaseGeometry | None:
    """Pieces that do not touch, as one geometry."""
    import shapely

    if len(pieces) < 2:
        return pieces[0] if pieces else None
    return shapely.multipolygons(shapely.get_parts(pieces))
