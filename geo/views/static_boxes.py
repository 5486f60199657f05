"""Boxes, straight lines and dots on the map panel by the hundred: which meet which. In points.

Boxes are west, south, east, north; lines x0, y0, x1, y1; a row of NaN is nowhere and meets nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]


def meet(boxes: Numbers, others: Numbers, apart: float) -> Numbers:
    """Return which boxes (n, 4) come nearer than `apart` to which others (m, 4): (n, m) of bool."""
    a, b = boxes[:, None, :], others[None, :, :]
    found: Numbers = (
        (a[..., 0] - apart < b[..., 2]) & (b[..., 0] < a[..., 2] + apart)
        & (a[..., 1] - apart < b[..., 3]) & (b[..., 1] < a[..., 3] + apart)
    )  # fmt: skip
    return found


def holds(boxes: Numbers, dots: Numbers, pad: float) -> Numbers:
    """Return which boxes (n, 4) come nearer than `pad` to which dots (m, 2): (n, m) of bool."""
    x, y = dots[None, :, 0], dots[None, :, 1]
    west, south, east, north = (boxes[:, at, None] for at in range(4))
    found: Numbers = (x > west - pad) & (x < east + pad) & (y > south - pad) & (y < north + pad)
    return found


def grazes(ways: Numbers, dots: Numbers, clear: float) -> Numbers:
    """Return which lines (n, 4) come nearer than `clear` to any of the dots (m, 2)."""
    import numpy as np

    if not len(dots):
        return np.zeros(len(ways), dtype=bool)
    start, along = ways[:, None, :2], ways[:, None, 2:] - ways[:, None, :2]
    square = np.maximum((along**2).sum(axis=2), 1e-9)
    share = np.clip(((dots[None] - start) * along).sum(axis=2) / square, 0.0, 1.0)
    apart = np.hypot(*np.moveaxis(start + share[..., None] * along - dots[None], 2, 0))
    found: Numbers = (apart < clear).any(axis=1)
    return found


def crosses_box(ways: Numbers, boxes: Numbers) -> Numbers:
    """Return which lines (n, 4) meet which boxes (m, 4): (n, m) of bool; a line of NaN meets none."""
    import numpy as np

    x0, y0, x1, y1 = (ways[:, at, None] for at in range(4))
    west, south, east, north = (boxes[None, :, at] for at in range(4))
    over = (np.minimum(x0, x1) < east) & (np.maximum(x0, x1) > west)
    over &= (np.minimum(y0, y1) < north) & (np.maximum(y0, y1) > south)
    sides = [(x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) for x in (west, east) for y in (south, north)]
    found: Numbers = over & (np.minimum.reduce(sides) < 0) & (np.maximum.reduce(sides) > 0)
    return found


def crosses_way(ways: Numbers, others: Numbers) -> Numbers:
    """Return which lines (n, 4) cross which others (m, 4): (n, m) of bool."""
    a, b = ways[:, None, :], others[None, :, :]

    def side(line: Numbers, x: Numbers, y: Numbers) -> Numbers:
        along, across = line[..., 2] - line[..., 0], line[..., 3] - line[..., 1]
        turned: Numbers = along * (y - line[..., 1]) - across * (x - line[..., 0])
        return turned

    parted = side(a, b[..., 0], b[..., 1]) * side(a, b[..., 2], b[..., 3]) < 0
    found: Numbers = parted & (side(b, a[..., 0], a[..., 1]) * side(b, a[..., 2], a[..., 3]) < 0)
    return found


def nearness(boxes: Numbers, others: Numbers, reach: float) -> Numbers:
    """Return how near each box (n, 4) is to the nearest of others: 0 from `reach` on, 1 where they touch."""
    import numpy as np

    if not len(others):
        return np.zeros(len(boxes))
    a, b = boxes[:, None, :], others[None, :, :]
    across = np.maximum(0.0, np.maximum(a[..., 0] - b[..., 2], b[..., 0] - a[..., 2]))
    up = np.maximum(0.0, np.maximum(a[..., 1] - b[..., 3], b[..., 1] - a[..., 3]))
    found: Numbers = np.clip(1.0 - np.hypot(across, up).min(axis=1) / reach, 0.0, 1.0)
    return found
