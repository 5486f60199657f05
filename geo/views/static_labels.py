"""Names on the static map: each where a careful hand would set it, and none over another or over a mark.

Own method: labels are taken in order of rank; each tries the positions around its point that cartographers prefer
(Imhof 1975: right, upper right, lower right, above, ...), then places farther off with a leader line if
it belongs to the story. The first free one is taken; a label without a free place is left out. The order is fixed,
so the same map has the same labels. All in points of the panel.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from .static_text import LEADING, text_width

if TYPE_CHECKING:
    import numpy as np
    from shapely.geometry.base import BaseGeometry

Box = tuple[float, float, float, float]

#: Steps right and up, of the box's nearest corner or edge from the mark, in order of preference.
_AROUND: Final = (
    (1, 0), (0.85, 0.85), (0.85, -0.85), (-1, 0), (-0.85, 0.85), (-0.85, -0.85), (0, 1), (0, -1),
    (0.45, 1), (-0.45, 1), (0.45, -1), (-0.45, -1),
)  # fmt: skip
#: Space between a mark and its name.
_GAP: Final = 1.6
_LEADER_REACH: Final = (9.0, 16.0, 24.0, 34.0)


@dataclass(frozen=True, slots=True)
class Sign:
    """A text to place: at (x, y) with a mark of `radius`; `leader` lets it stand off with a line.

    `left` and `right` are how far a row of marks reaches from (x, y), where it is wider than `radius`.
    """

    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    bold: bool = False
    italic: bool = False
    radius: float = 0.0
    leader: bool = False
    left: float = 0.0
    right: float = 0.0

    @property
    def extent(self) -> tuple[float, float]:
        """Width and height of the text in points."""
        width = max(text_width(line, self.size, bold=self.bold, italic=self.italic) for line in self.lines)
        return width, self.size * (1.0 + LEADING * (len(self.lines) - 1))


@dataclass(frozen=True, slots=True)
class Set:
    """A sign with its place: the lower left corner of its text, and the leader's two ends if it has one."""

    sign: Sign
    box: Box
    leader: tuple[tuple[float, float], tuple[float, float]] | None = None


@dataclass
class Room:
    """The free space of a panel: takes boxes and lines out, and says where a sign still fits."""

    width: float
    height: float
    margin: float = 1.2
    _boxes: list[Box] = field(default_factory=list)
    _dots: list[np.ndarray] = field(default_factory=list)
    _all_dots: np.ndarray | None = None

    def block(self, box: Box) -> None:
        """Take a box out."""
        self._boxes.append(box)

    def block_line(self, coords: np.ndarray, every: float = 2.5) -> None:
        """Take a line of (n, 2) points out, as dots along it."""
        import numpy as np

        if len(coords) < 2:
            return
        steps = np.hypot(*np.diff(coords, axis=0).T)
        along = np.concatenate([[0.0], np.cumsum(steps)])
        at = np.arange(0.0, along[-1] + every, every)
        self._dots.append(np.column_stack([np.interp(at, along, coords[:, 0]), np.interp(at, along, coords[:, 1])]))
        self._all_dots = None

    def free(self, box: Box) -> bool:
        """Whether a box is inside the panel and touches nothing taken."""
        west, south, east, north = box
        pad = self.margin
        if west < pad or south < pad or east > self.width - pad or north > self.height - pad:
            return False
        for w, s, e, n in self._boxes:
            if west - pad < e and w < east + pad and south - pad < n and s < north + pad:
                return False
        dots = self._taken_dots()
        if dots is None:
            return True
        x, y = dots[:, 0], dots[:, 1]
        return not bool(((x > west - pad) & (x < east + pad) & (y > south - pad) & (y < north + pad)).any())

    def place(self, sign: Sign, clear_of: BaseGeometry | None = None) -> Set | None:
        """Set a sign beside its point and take its space; None where it fits nowhere.

        `clear_of` is ground that this sign, and no other, must not touch.
        """
        for box in _candidates(sign, _GAP):
            if self.free(box) and _off(box, clear_of) and self._clear(_leader(sign, box)):
                self.block(box)
                return Set(sign, box)
        if sign.leader:
            for reach in _LEADER_REACH:
                for box in _candidates(sign, _GAP + reach):
                    line = _leader(sign, box)
                    if self.free(box) and _off(box, clear_of) and self._clear(line):
                        self.block(box)
                        self.block_line(_array(line))
                        return Set(sign, box, line)
        return None

    def centre(self, sign: Sign, spots: list[tuple[float, float]]) -> Set | None:
        """Set a sign centred on the first of some spots where it fits, and take its space."""
        width, height = sign.extent
        for x, y in spots:
            box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            if self.free(box):
                self.block(box)
                return Set(sign, box)
        return None

    def _clear(self, line: tuple[tuple[float, float], tuple[float, float]]) -> bool:
        """Whether the way from a mark to its name crosses no border, arrow, label or other mark."""
        import numpy as np

        (x0, y0), (x1, y1) = line
        steps = max(3, int(np.hypot(x1 - x0, y1 - y0) / 1.5))
        along = np.linspace(0.0, 1.0, steps)[1:]
        x, y = x0 + (x1 - x0) * along, y0 + (y1 - y0) * along
        if any(bool(((x > w) & (x < e) & (y > s) & (y < n)).any()) for w, s, e, n in self._boxes):
            return False
        dots = self._taken_dots()
        if dots is None:
            return True
        near = (dots[:, 0] > min(x0, x1) - 2) & (dots[:, 0] < max(x0, x1) + 2)
        near &= (dots[:, 1] > min(y0, y1) - 2) & (dots[:, 1] < max(y0, y1) + 2)
        apart = np.hypot(dots[near, 0][:, None] - x, dots[near, 1][:, None] - y)
        return not bool((apart < 1.3).any())

    def _taken_dots(self) -> np.ndarray | None:
        import numpy as np

        if self._dots and self._all_dots is None:
            self._all_dots = np.concatenate(self._dots)
        return self._all_dots


def _off(box: Box, ground: BaseGeometry | None) -> bool:
    import shapely

    return ground is None or not shapely.intersects(ground, shapely.box(*box))


def _candidates(sign: Sign, gap: float) -> list[Box]:
    width, height = sign.extent
    boxes = []
    for right, up in _AROUND:
        if abs(right) > 0.5:
            reach = max(sign.radius, sign.right if right > 0 else sign.left) + gap
            x = sign.x + right * reach - (width if right < 0 else 0.0)
        else:
            x = sign.x - width / 2 + right * (width * 0.6 + gap)
        rise = up * (sign.radius + gap)
        y = sign.y + rise + (-height / 2 if abs(up) < 0.5 else 0.0 if up > 0 else -height)
        boxes.append((x, y, x + width, y + height))
    return boxes


def _leader(sign: Sign, box: Box) -> tuple[tuple[float, float], tuple[float, float]]:
    """Line from the edge of the mark to the nearest point of the box."""
    near = min(max(sign.x, box[0]), box[2]), min(max(sign.y, box[1]), box[3])
    length = max(1e-6, ((near[0] - sign.x) ** 2 + (near[1] - sign.y) ** 2) ** 0.5)
    level = abs(near[1] - sign.y) < 0.6 * length
    start = 0.4 + max(sign.radius, (sign.right if near[0] > sign.x else sign.left) if level else 0.0)
    unit = (near[0] - sign.x) / length, (near[1] - sign.y) / length
    return (sign.x + unit[0] * start, sign.y + unit[1] * start), (near[0] - unit[0] * 0.8, near[1] - unit[1] * 0.8)


def _array(line: tuple[tuple[float, float], tuple[float, float]]) -> np.ndarray:
    import numpy as np

    return np.array(line)
