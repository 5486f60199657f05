"""Where the texts of the static map stand: the places each may take, and which of them all take together.

Own method. A text beside a mark tries the positions that cartographers prefer (Imhof 1975: right, upper right, lower
right, above, ...), then, if it belongs to the story, places farther off with a leader. Every place that is free of
marks, arrows, borders and insets has a cost: the less preferred its position and the longer its leader, the dearer; and
where a zone or its edge lies under it, or another's mark close by. Texts are set in order of rank, each at its cheapest
place; then one that found none may push aside up to two others that have somewhere else to go; last, each moves
to a cheaper place that has come free. The order is fixed: the same map has the same labels.
All in points of the panel.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from .static_boxes import crosses_box, crosses_way, grazes, holds, meet, nearness
from .static_labels import Room, Set, Sign

if TYPE_CHECKING:
    import numpy as np
    from shapely.geometry.base import BaseGeometry

    Numbers = np.ndarray[Any, Any]

#: Steps right and up, of the box's nearest corner or edge from the mark, in order of preference; more with a leader.
_AROUND: Final = (
    (1, 0), (0.85, 0.85), (0.85, -0.85), (-1, 0), (-0.85, 0.85), (-0.85, -0.85), (0, 1), (0, -1),
    (0.45, 1), (-0.45, 1), (0.45, -1), (-0.45, -1),
)  # fmt: skip
_BETWEEN: Final = ((0.95, 0.4), (0.95, -0.4), (-0.95, 0.4), (-0.95, -0.4))
#: Space between a mark and its name; how far leaders reach.
_GAP: Final = 1.6
_LEADER_REACH: Final = (9.0, 16.0, 24.0, 34.0, 46.0)
#: Costs: of a step down in preference, of having a leader and of each point of it, of an edge through the text, of
#: standing on a zone, of touching another's mark.
_STEP, _LEADER, _LENGTH, _EDGE, _ZONE, _CLOSE = 0.3, 4.0, 0.1, 2.5, 0.6, 2.0
#: What the next point to hang a text on costs; nearer than this to another's mark a name may be read as that one's.
_ANCHOR, _AMBIGUOUS = 0.1, 4.5
#: Space between two texts, and between a leader and a text or a line.
_APART, _CLEAR = 1.2, 1.3
_PASSES: Final = 2
#: Most texts that one pushes aside, places at which it tries to, and how much dearer a place each may be left with.
_PUSHED, _TRIES, _YIELD = 2, 10, 8.0


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies under the texts and is better kept clear: zones, and their edges."""

    zones: BaseGeometry
    edges: BaseGeometry


@dataclass(frozen=True)
class Choices:
    """Places that a text may take: boxes (n, 4), leaders as x0, y0, x1, y1 (n, 4; NaN for none), costs (n,).

    `farther` gives those with a leader, looked for only where none of these is left; `pad` is room that the boxes hold
    around the text.
    """

    sign: Sign
    boxes: Numbers
    leaders: Numbers
    costs: Numbers
    farther: Callable[[], Choices] | None = None
    pad: float = 0.0

    @property
    def dot(self) -> Numbers:
        """Box of the dot that is drawn with the text; NaN for none."""
        import numpy as np

        sign = self.sign
        if not sign.dot:
            return np.full(4, np.nan)
        return np.array([sign.x - sign.dot, sign.y - sign.dot, sign.x + sign.dot, sign.y + sign.dot])

    def set(self, at: int) -> Set:
        """Return the text at one of its places."""
        x0, y0, x1, y1 = map(float, self.leaders[at])
        west, south, east, north = map(float, self.boxes[at])
        box = (west + self.pad, south + self.pad, east - self.pad, north - self.pad)
        return Set(self.sign, box, None if x0 != x0 else ((x0, y0), (x1, y1)))


def choices(sign: Sign, room: Room, ground: Ground) -> Choices:
    """Return the free places of a text beside its point, cheapest first; none where it has no room."""
    import numpy as np

    boxes = _around(sign, _GAP)
    made = Choices(sign, boxes, np.full((len(boxes), 4), np.nan), np.arange(len(boxes)) * _STEP)
    found = _weighed(made, _leaders(sign, boxes), room, ground)
    return replace(found, farther=lambda: _farther(sign, room, ground)) if sign.leader else found


def _farther(sign: Sign, room: Room, ground: Ground) -> Choices:
    """The free places of a text off its point, with a leader."""
    import numpy as np

    around = (*_AROUND, *_BETWEEN)
    boxes = np.concatenate([_around(sign, _GAP + reach, around) for reach in _LEADER_REACH])
    steps = np.tile(np.arange(len(around)) * _STEP / 2, len(_LEADER_REACH))
    costs = _LEADER + _LENGTH * np.repeat(_LEADER_REACH, len(around)) + steps
    leaders = _leaders(sign, boxes)
    return _weighed(Choices(sign, boxes, leaders, costs), leaders, room, ground, across=True)


def centred(sign: Sign, spots: Numbers, costs: Numbers, room: Room, ground: Ground, *, pad: float = 0.0) -> Choices:
    """Return the free places of a text centred on spots (n, 2) of given costs, cheapest first, with `pad` around it."""
    import numpy as np

    half = np.array(sign.extent) / 2 + pad
    boxes = np.hstack([spots - half, spots + half])
    none = np.full((len(boxes), 4), np.nan)
    return _weighed(Choices(sign, boxes, none, costs, pad=pad), none, room, ground)


def joined(several: Sequence[Choices]) -> Choices:
    """Return the places of one text that may hang on any of several points, the earlier points preferred."""
    import numpy as np

    boxes, leaders = (np.concatenate([getattr(one, name) for one in several]) for name in ("boxes", "leaders"))
    costs = np.concatenate([one.costs + _ANCHOR * at for at, one in enumerate(several)])
    order = np.argsort(costs, kind="stable")
    return replace(several[0], boxes=boxes[order], leaders=leaders[order], costs=costs[order], farther=None)


def near_or_far(one: Choices) -> Choices:
    """Return all places of a text, those with a leader too."""
    return one if one.farther is None else joined([one, one.farther()])


def _around(sign: Sign, gap: float, around: Sequence[tuple[float, float]] = _AROUND) -> Numbers:
    import numpy as np

    width, height = sign.extent
    boxes = []
    for right, up in around:
        if abs(right) > 0.5:
            reach = max(sign.radius, sign.right if right > 0 else sign.left) + gap
            x = sign.x + right * reach - (width if right < 0 else 0.0)
        else:
            x = sign.x - width / 2 + right * (width * 0.6 + gap)
        rise = up * (sign.radius + gap)
        y = sign.y + rise + (-height / 2 if abs(up) < 0.5 else 0.0 if up > 0 else -height)
        boxes.append((x, y, x + width, y + height))
    return np.array(boxes)


def _leaders(sign: Sign, boxes: Numbers) -> Numbers:
    """Lines from the edge of the mark to the nearest points of boxes."""
    import numpy as np

    to_x, to_y = np.clip(sign.x, boxes[:, 0], boxes[:, 2]), np.clip(sign.y, boxes[:, 1], boxes[:, 3])
    length = np.maximum(1e-6, np.hypot(to_x - sign.x, to_y - sign.y))
    right, up = (to_x - sign.x) / length, (to_y - sign.y) / length
    level = np.abs(to_y - sign.y) < 0.6 * length
    row = np.where(to_x > sign.x, sign.right, sign.left)
    start = 0.4 + np.maximum(sign.radius, np.where(level, row, 0.0))
    return np.column_stack([sign.x + right * start, sign.y + up * start, to_x - right * 0.8, to_y - up * 0.8])


def _weighed(made: Choices, ways: Numbers, room: Room, ground: Ground, *, across: bool = False) -> Choices:
    """Keep the places that are free and whose way to the mark is, at their whole cost, cheapest first.

    `across`: where every way crosses a line, such as a border or the shaft of an arrow, one may: a name that has no
    other place stands beyond a border, rather than nowhere.
    """
    import numpy as np
    import shapely

    sign, boxes, pad = made.sign, made.boxes, room.margin
    inside = (boxes[:, 0] >= pad) & (boxes[:, 1] >= pad)
    inside &= (boxes[:, 2] <= room.width - pad) & (boxes[:, 3] <= room.height - pad)
    if not inside.any():
        return _kept(made, inside)
    reach = boxes[inside]
    about = reach[:, 0].min() - 8, reach[:, 1].min() - 8, reach[:, 2].max() + 8, reach[:, 3].max() + 8
    taken, dots = room.near(about)
    free = inside & ~meet(boxes, taken, pad).any(axis=1)
    free[free] &= ~holds(boxes[free], dots, pad).any(axis=1)
    free[free] &= ~crosses_box(ways[free], taken).any(axis=1)
    clear = free.copy()
    clear[free] = ~grazes(ways[free], dots, _CLEAR)
    free = free if across and not clear.any() else clear
    if not free.any():
        return _kept(made, free)
    left = boxes[free]
    costs = made.costs[free].copy()
    areas = shapely.box(*left.T)
    under = _ZONE * shapely.intersects(ground.zones, areas) + _EDGE * shapely.intersects(ground.edges, areas)
    costs += sign.clear * under
    own = (np.abs((taken[:, 0] + taken[:, 2]) / 2 - sign.x) <= max(sign.left, sign.right, sign.radius)) & (
        np.abs((taken[:, 1] + taken[:, 3]) / 2 - sign.y) <= 2.5 * max(sign.radius, 0.1)
    )
    costs += _CLOSE * nearness(left, taken[~own], _AMBIGUOUS)
    order = np.argsort(costs, kind="stable")
    return replace(made, boxes=left[order], leaders=made.leaders[free][order], costs=costs[order])


def _kept(made: Choices, free: Numbers) -> Choices:
    return replace(made, boxes=made.boxes[free], leaders=made.leaders[free], costs=made.costs[free])


class _Table:
    """Who stands where: the taken place of each text, as arrays to ask about at once."""

    def __init__(self, texts: Sequence[Choices]) -> None:
        import numpy as np

        self.texts = list(texts)
        self.at = [-1] * len(texts)
        self.boxes, self.dots, self.leaders = (np.full((len(texts), 4), np.nan) for _ in range(3))

    def put(self, number: int, at: int) -> None:
        """Set a text at one of its places; -1 takes it away."""
        import numpy as np

        self.at[number] = at
        one = self.texts[number]
        self.boxes[number] = one.boxes[at] if at >= 0 else np.nan
        self.leaders[number] = one.leaders[at] if at >= 0 else np.nan
        self.dots[number] = one.dot if at >= 0 else np.nan

    def conflicts(self, number: int) -> Numbers:
        """Return which places of a text (n) are in the way of which texts that stand (m): (n, m) of bool."""
        import numpy as np

        one = self.texts[number]
        dot = one.dot[None, :]
        standing = np.array([at >= 0 for at in self.at])
        standing[number] = False
        boxes, dots, leaders = self.boxes[standing], self.dots[standing], self.leaders[standing]
        in_way = meet(one.boxes, boxes, _APART) | meet(one.boxes, dots, _APART)
        in_way |= meet(dot, boxes, _APART) | meet(dot, dots, _APART) | crosses_box(leaders, one.boxes).T
        far = ~np.isnan(one.leaders[:, 0])
        ways = one.leaders[far]
        in_way[far] |= crosses_box(ways, boxes) | crosses_box(ways, dots) | crosses_way(ways, leaders)
        found = np.zeros((len(one.boxes), len(self.at)), dtype=bool)
        found[:, standing] = in_way
        return found

    def widen(self, number: int) -> None:
        """Let a text stand off with a leader, too; one that stands stays where it is."""
        import numpy as np

        self.texts[number] = near_or_far(self.texts[number])
        if self.at[number] >= 0:
            here = np.abs(self.texts[number].boxes - self.boxes[number]).sum(axis=1)
            self.at[number] = int(here.argmin())

    def best(self, number: int) -> int:
        """Return the cheapest place of a text that is in nobody's way; -1 for none."""
        open_ = ~self.conflicts(number).any(axis=1)
        return int(open_.argmax()) if open_.any() else -1

    def push(self, number: int) -> bool:
        """Set a text by moving up to two others elsewhere; leave all where it stands where that fails."""
        conflicts = self.conflicts(number)
        for place in (conflicts.sum(axis=1) <= _PUSHED).nonzero()[0][:_TRIES].tolist():
            others = conflicts[place].nonzero()[0].tolist()
            for other in others:
                self.widen(other)
            before = {other: self.at[other] for other in others}
            most = {other: self.texts[other].costs[at] + _YIELD for other, at in before.items()}
            for other in others:
                self.put(other, -1)
            self.put(number, place)
            for other in others:
                self.put(other, self.best(other))
            if all(self.at[one] >= 0 and self.texts[one].costs[self.at[one]] <= most[one] for one in others):
                return True
            for other, old in before.items():
                self.put(other, old)
            self.put(number, -1)
        return False


def settle(texts: Sequence[Choices]) -> list[Set | None]:
    """Set texts, most important first; return where each stands, None for one that finds no place."""
    table = _Table(texts)
    for number in range(len(texts)):
        table.put(number, table.best(number))
        if table.at[number] < 0:
            table.widen(number)
            table.put(number, table.best(number))
    for number in range(len(texts)):
        if table.at[number] < 0:
            table.push(number)
    for _ in range(_PASSES):
        for number in (one for one, at in enumerate(table.at) if at > 0):
            table.put(number, table.best(number))
    return [one.set(at) if at >= 0 else None for one, at in zip(table.texts, table.at, strict=True)]
