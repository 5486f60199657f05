"""The united ground of places that come and go: only the pieces that a change touches are united anew.

Own method. Cells share edges only, so their union falls into pieces that do not touch. A place that is added joins
the pieces beside it; one that is taken away has its piece united again from what is left. Pieces far away stay as
they are. The ground of the same places is one object, however they came together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from .cells import Cells, united

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: A piece: the places in it and their united cells.
_Piece = tuple[frozenset[str], "BaseGeometry"]


class Mosaic:
    """Ground of a changing set of places, EPSG:4326."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self._wanted: set[str] = set()
        self._laid: set[str] = set()
        self._piece_of: dict[str, _Piece] = {}

    def add(self, place_id: str) -> None:
        """Add a place; one without a cell adds no ground."""
        if place_id in self._cells.geometry:
            self._wanted.add(place_id)

    def remove(self, place_id: str) -> None:
        """Take a place away."""
        self._wanted.discard(place_id)

    def ground(self) -> BaseGeometry | None:
        """Return the united cells of the present places, or None where none has a cell."""
        gone, new = self._laid - self._wanted, self._wanted - self._laid
        if gone:
            self._lift(gone)
        if new:
            self._lay(new)
        self._laid = set(self._wanted)
        key = frozenset(self._laid)
        if key not in self._cells.unions:
            pieces = {id(piece): piece for piece in map(self._piece_of.__getitem__, sorted(key))}
            self._cells.unions[key] = _side_by_side([geometry for _, geometry in pieces.values()])
        return self._cells.unions[key]

    def _lift(self, gone: Collection[str]) -> None:
        """Take places away and unite what is left of their pieces."""
        touched = {id(piece): piece[0] for piece in map(self._piece_of.__getitem__, gone)}
        for place_id in gone:
            del self._piece_of[place_id]
        left = {place_id for members in touched.values() for place_id in members if place_id not in gone}
        for members in self._together(left):
            self._keep(frozenset(members), [self._cells.geometry[one] for one in sorted(members)])

    def _lay(self, new: Collection[str]) -> None:
        """Add places: those that touch each other or the same pieces become one piece with them."""
        left = set(new)
        while left:
            group, pieces, reached = set[str](), dict[int, _Piece](), [min(left)]
            left.discard(reached[0])
            while reached:
                place_id = reached.pop()
                group.add(place_id)
                for beside in self._cells.beside.get(place_id, ()):
                    piece = self._piece_of.get(beside)
                    if piece is not None and id(piece) not in pieces:
                        pieces[id(piece)] = piece
                        among = {one for member in piece[0] for one in self._cells.beside.get(member, ())} & left
                        reached += sorted(among)
                        left -= among
                    elif beside in left:
                        left.remove(beside)
                        reached.append(beside)
            in_turn = sorted(pieces.values(), key=lambda piece: min(piece[0]))
            parts = [geometry for _, geometry in in_turn]
            parts += [self._cells.geometry[one] for one in sorted(group)]
            self._keep(frozenset(group).union(*(members for members, _ in pieces.values())), parts)

    def _keep(self, members: frozenset[str], parts: list[BaseGeometry]) -> None:
        known = self._cells.unions.get(members)
        geometry = self._cells.unions[members] = known if known is not None else united(parts)
        piece = (members, geometry)
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
