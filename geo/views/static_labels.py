"""Texts of the static map that want a place, and the room that marks, arrows, borders and insets leave for them.

All in points of the panel.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .static_text import LEADING, text_width

if TYPE_CHECKING:
    import numpy as np

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sign:
    """A text to place: at (x, y) with a mark of `radius`; `leader` lets it stand off with a line.

    `left` and `right` are how far a row of marks reaches from (x, y), where it is wider than `radius`; `dot` is the
    radius of the dot that is drawn with the text, 0 for none; `clear` is how much the text wants ground without zones.
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
    dot: float = 0.0
    clear: float = 1.0

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
    _all_boxes: Any = ()

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

    def near(self, box: Box) -> tuple[np.ndarray, np.ndarray]:
        """Return what is taken about a box: boxes (n, 4), and dots of lines (n, 2)."""
        import numpy as np

        west, south, east, north = box
        if len(self._all_boxes) != len(self._boxes) or not self._boxes:
            self._all_boxes = np.array(self._boxes, dtype=float).reshape(-1, 4)
        boxes = self._all_boxes
        boxes = boxes[(boxes[:, 0] < east) & (boxes[:, 2] > west) & (boxes[:, 1] < north) & (boxes[:, 3] > south)]
        dots = self._taken_dots()
        if dots is None:
            return boxes, np.empty((0, 2))
        x, y = dots[:, 0], dots[:, 1]
        return boxes, dots[(x > west) & (x < east) & (y > south) & (y < north)]

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

    def crossed(self, line: tuple[tuple[float, float], tuple[float, float]], spare: float) -> int:
        """Return how many boxes, and pieces of lines, a straight line meets farther than `spare` from its start."""
        import numpy as np

        (x0, y0), (x1, y1) = line
        steps = max(3, int(np.hypot(x1 - x0, y1 - y0) / 1.5))
        along = np.linspace(0.0, 1.0, steps)
        x, y = x0 + (x1 - x0) * along, y0 + (y1 - y0) * along
        away = np.hypot(x - x0, y - y0) > spare
        x, y = x[away], y[away]
        boxes = sum(bool(((x > w) & (x < e) & (y > s) & (y < n)).any()) for w, s, e, n in self._boxes)
        dots = self._taken_dots()
        if dots is None or not len(x):
            return boxes
        met = (np.hypot(dots[:, 0][:, None] - x, dots[:, 1][:, None] - y) < 1.5).any(axis=0)
        return boxes + int((np.diff(met.astype(int), prepend=0) == 1).sum())

    def _taken_dots(self) -> np.ndarray | None:
        import numpy as np

        if self._dots and self._all_dots is None:
            self._all_dots = np.concatenate(self._dots)
        return self._all_dots
