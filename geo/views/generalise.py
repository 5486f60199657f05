"""What is drawn where the paper has no room for all: fewer arrows, and marks that stand for places close together.

Own generalisation. Nothing is dropped in silence: a move without an arrow is a mark, a mark says for how many more
places it stands, and reports of more kinds than a place has room for are counted beside the map.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians
from typing import TYPE_CHECKING, Final

from ..crs import distance_km
from ..records import Advance

if TYPE_CHECKING:
    from .denied_places import Denied
    from .placed_reports import Spot

#: Most marks at one place.
MOST_AT_PLACE: Final = 5
#: Radius of a mark and length of an arrow's head, of the distance at which two arrows of one class end apart.
_RADIUS, _HEAD = 0.22, 0.5
#: How far the marks of a place reach from it, radii, by their number: two marks may overlap by an eighth.
_REACH: Final = (0.7, 0.7, 1.7, 2.4, 2.7, 2.9)
_KM_A_DEGREE: Final = 111.2


def arrows(
    advances: Sequence[tuple[str, Advance]], apart_km: float, first: frozenset[str] = frozenset()
) -> tuple[tuple[str, Advance], ...]:
    """Choose the advances that get an arrow, told by most first.

    None ends within `apart_km` of another of its class, and no head lies on another's. Those that go to the places in
    `first` come before all others, and each of these places keeps one.
    """

    def turn(item: tuple[str, Advance]) -> tuple[bool, str, int, str]:
        return item[1].place_id not in first, item[0], -item[1].count, item[1].advance_id

    ordered = sorted(advances, key=turn)
    kept: dict[str, list[Advance]] = defaultdict(list)
    heads: list[tuple[float, float]] = []
    given: set[str | None] = set()
    for key, advance in ordered:
        owed = advance.place_id in first and advance.place_id not in given
        if not owed and any(_near(advance.end, *other.end, apart_km) for other in kept[key]):
            continue
        head = _head(advance, apart_km)
        if head is None or (not owed and any(_near(head, *other, _HEAD * apart_km) for other in heads)):
            continue
        given.add(advance.place_id)
        kept[key].append(advance)
        heads.append(head)
    return tuple((key, advance) for key in sorted(kept) for advance in kept[key])


def head_end(advance: Advance, apart_km: float) -> tuple[float, float]:
    """Return where the head of an arrow begins, degrees; its place where it has no arrow."""
    return _before(advance, (0.95 * _RADIUS + _HEAD) * apart_km)


def _head(advance: Advance, apart_km: float) -> tuple[float, float] | None:
    """Middle of an arrow's head, degrees: a mark and half a head before the place; None without an arrow."""
    return None if advance.start is None else _before(advance, (0.95 * _RADIUS + _HEAD / 2) * apart_km)


def _before(advance: Advance, km: float) -> tuple[float, float]:
    """A point so far before the end of an arrow."""
    if advance.start is None:
        return advance.end
    reach = distance_km(*advance.start, *advance.end)
    back = km / reach if reach else 0.0
    (x0, y0), (x1, y1) = advance.start, advance.end
    return x1 + (x0 - x1) * back, y1 + (y0 - y1) * back


def uncovered(
    drawn: tuple[tuple[str, Advance], ...], spots: Sequence[Spot], denied: Sequence[Denied], apart_km: float,
    first: frozenset[str] = frozenset(),
) -> tuple[tuple[str, Advance], ...]:  # fmt: skip
    """Return the arrows whose heads lie under no mark of another place, and those to places in `first`."""
    marks = [(one.place_id, one.lon, one.lat, _reach(len(one.classes))) for one in spots]
    marks += [(one.place_id, one.lon, one.lat, _reach(1)) for one in denied]
    half = 0.4 * _HEAD
    return tuple(
        (key, advance)
        for key, advance in drawn
        if advance.place_id in first
        or (head := _head(advance, apart_km)) is None
        or not any(
            _near(head, lon, lat, (half + reach * _RADIUS) * apart_km)
            for place_id, lon, lat, reach in marks
            if place_id != advance.place_id
        )
    )


def _reach(count: int) -> float:
    """How far so many marks reach from their place, radii."""
    return _REACH[min(count, len(_REACH) - 1)]


def _near(at: tuple[float, float], lon: float, lat: float, km: float) -> bool:
    return abs(at[1] - lat) * _KM_A_DEGREE < km and distance_km(*at, lon, lat) < km


@dataclass
class _Gathering:
    """Places drawn as one, at the place of `lead`: classes with their reports, and further places.

    `struck` is the side whose denied claim stands there, empty for none.
    """

    lead: Spot
    x: float
    y: float
    classes: dict[str, int]
    struck: str = ""
    more: int = 0

    @property
    def reach(self) -> float:
        """How far its marks reach from its place, radii."""
        return _reach(min(len(self.classes), MOST_AT_PLACE) + bool(self.struck))

    def take(self, other: _Gathering) -> None:
        """Draw another's reports here too."""
        for key, count in other.classes.items():
            self.classes[key] = self.classes.get(key, 0) + count
        self.more += 1 + other.more


def gathered(
    spots: Sequence[Spot], denied: Sequence[Denied], story: Sequence[str], apart_km: float
) -> tuple[tuple[Spot, ...], tuple[Denied, ...], int]:
    """Draw places as one where their marks would lie on each other.

    Struck places, then those that matter most to the story (`story`: place ids) stand where they are, and what they
    would touch is drawn there. A place with more kinds than `MOST_AT_PLACE` keeps those told by most. Returns the
    places, the struck marks, and the number of reports that find no room. `apart_km` of 0 keeps all as it is.
    """
    if not apart_km or not (spots or denied):
        return tuple(spots), tuple(denied), 0
    places = _gatherings(spots, denied)
    rank = {place_id: number for number, place_id in enumerate(story)}
    found = sorted(
        places,
        key=lambda one: (not one.struck, rank.get(one.lead.place_id, len(rank)), one.lead.place_id, one.x, one.y),
    )
    while len(merged := _merged(found, _RADIUS * apart_km)) < len(found):
        found = merged
    drawn = [_drawn(one) for one in found]
    left_out = sum(sum(one.classes.values()) for one in found) - sum(n for spot in drawn for _, n in spot.classes)
    kept = {one.lead.place_id for one in found if one.struck}
    shown = sorted((s for s in drawn if s.classes or s.more), key=lambda s: (s.place_id, s.name, s.lon, s.lat))
    return tuple(shown), tuple(one for one in denied if one.place_id in kept), left_out


def _gatherings(spots: Sequence[Spot], denied: Sequence[Denied]) -> list[_Gathering]:
    """Each place by itself; one that is struck with what else is told there. Positions in km on a local plane."""
    from .placed_reports import Spot

    told = {spot.place_id: spot for spot in spots if spot.place_id}
    sides = {one.place_id: one.side for one in denied}
    struck = [told.get(one.place_id) or Spot(one.place_id, one.name, one.lon, one.lat, ()) for one in denied]
    every = [*struck, *(spot for spot in spots if spot.place_id not in sides)]
    scale = cos(radians(sum(spot.lat for spot in every) / len(every))) * _KM_A_DEGREE
    return [
        _Gathering(spot, spot.lon * scale, spot.lat * _KM_A_DEGREE, dict(spot.classes), sides.get(spot.place_id, ""))
        for spot in every
    ]


def _merged(found: list[_Gathering], radius: float) -> list[_Gathering]:
    """Go once over the gatherings: each joins the nearest one before it whose marks it would touch."""
    cells: dict[tuple[int, int], list[_Gathering]] = defaultdict(list)
    wide = 2 * max(_REACH) * radius
    kept = []
    for one in found:
        at = int(one.x // wide), int(one.y // wide)
        near = [other for dx in (-1, 0, 1) for dy in (-1, 0, 1) for other in cells[at[0] + dx, at[1] + dy]]
        meeting = [
            (apart, number)
            for number, other in enumerate(near)
            if (apart := hypot(one.x - other.x, one.y - other.y)) < (one.reach + other.reach) * radius
            and one.struck in {"", other.struck}
        ]
        if meeting:
            near[min(meeting)[1]].take(one)
        else:
            cells[at].append(one)
            kept.append(one)
    return kept


def _drawn(one: _Gathering) -> Spot:
    """The spot of a gathering: its classes in the order of their marks, the commonest where there are too many."""
    from .placed_reports import mark_order

    common = sorted(one.classes, key=lambda key: (-one.classes[key], mark_order(key)))[:MOST_AT_PLACE]
    classes = tuple((key, one.classes[key]) for key in sorted(common, key=mark_order))
    return replace(one.lead, classes=classes, more=one.more)
