"""What a static map drew, measured from the figure's own artists and not from what drew them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.patches import PathPatch

from geo.places.boundaries import Boundaries
from geo.places.gazetteer import Gazetteer
from geo.records import Frame
from geo.views.edition import PLAIN, Edition
from geo.views.static import RC, compose, draw
from geo.views.static_compose import Composed
from geo.views.themes import wearing
from geo.views.view import MapView

#: What a scale bar's last number says, in any language of the interface.
_SCALE_WORDS = re.compile(r"^([\d.,\s]+)\s(km|m|км|м)$")
#: Points that the thickness of a scale bar stays under.
_THIN = 6.0

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True)
class Drawn:
    """A map that is drawn: its set-out and its figure. Positions are points (1/72 inch) from the sheet's lower left."""

    made: Composed
    figure: Any

    @property
    def points(self) -> float:
        """Points a pixel of the figure."""
        return float(72.0 / self.figure.dpi)

    def axes(self, name: str) -> Any:
        """Return the axes of a layer."""
        return next(ax for ax in self.figure.axes if ax.get_label() == name)

    def patches(self, name: str) -> list[np.ndarray]:
        """Return the corners of the filled shapes of a layer, points of the sheet."""
        return [
            ax.transData.transform(patch.get_path().vertices) * self.points
            for ax in self.figure.axes
            if ax.get_label() == name
            for patch in ax.patches
            if isinstance(patch, PathPatch)
        ]

    def panel(self) -> Rectangle:
        """Return the map's rectangle as matplotlib drew it: that of the base layer's axes."""
        box = self.axes("base").get_window_extent()
        return tuple(float(one) * self.points for one in (box.x0, box.y0, box.x1, box.y1))  # type: ignore[return-value]

    def texts(self, name: str = "") -> list[Any]:
        """Return the texts of a layer, or of all: halos, which are stroked copies below a text, left out."""
        axes = [ax for ax in self.figure.axes if not name or ax.get_label() == name]
        return [text for ax in axes for text in ax.texts if not text.get_path_effects() and text.get_text()]

    def told(self, name: str = "") -> str:
        """Return all words of a layer, or of all, in order of drawing."""
        return " ".join(text.get_text() for text in self.texts(name)).replace("\u00a0", " ")

    def extent(self, text: Any) -> Rectangle:
        """Return the rectangle of a text as the renderer sets it."""
        box = text.get_window_extent()
        return tuple(float(one) * self.points for one in (box.x0, box.y0, box.x1, box.y1))  # type: ignore[return-value]

    def scale_bar(self) -> tuple[float, float]:
        """Return what the scale bar says, metres, and how long it is drawn, points.

        The bar is the thin rectangles right below the number that names a unit.
        """
        ((text, metres),) = (
            (text, _number(told[1]) * (1000 if told[2] in {"km", "км"} else 1))
            for text in self.texts("labels")
            if (told := _SCALE_WORDS.match(text.get_text()))
        )
        base = text.axes.transData.transform((0, text.get_position()[1]))[1] * self.points
        boxes = [_bounds(corners) for corners in self.patches(text.axes.get_label()) if len(corners) == 5]
        bars = [one for one in boxes if one[3] - one[1] < _THIN and 0 <= base - one[3] < 2 * _THIN and one[0] < one[2]]
        assert bars, "no rectangle stands below the scale's number"
        return metres, max(one[2] for one in bars) - min(one[0] for one in bars)

    def arrow_tips(self) -> np.ndarray:
        """Return the tips of the arrow heads, points, (n, 2): of a triangle the corner opposite its shortest edge.

        Triangles that stand for reports are nearly equilateral or taller than wide by another measure: a head is
        0.92 as wide as it is long.
        """
        tips = []
        for corners in self.patches("advances"):
            apex = _head(corners)
            if apex is not None:
                tips.append(apex)
        return np.array(tips).reshape(-1, 2)


def _number(told: str) -> float:
    """Read a number as English, Ukrainian or Russian write it: 1,000 and 1 000 are thousands, 0.5 and 0,5 halves."""
    grouped = re.sub(r"\s", "", told)
    return float(grouped.replace(",", "." if grouped.startswith("0") else ""))


def _bounds(corners: np.ndarray) -> Rectangle:
    west, south = corners.min(axis=0)
    east, north = corners.max(axis=0)
    return float(west), float(south), float(east), float(north)


def _head(corners: np.ndarray) -> np.ndarray | None:
    ring = corners[:-1]
    if len(ring) != 3:
        return None
    edges = [float(np.hypot(*(ring[(at + 1) % 3] - ring[(at + 2) % 3]))) for at in range(3)]
    short, *legs = sorted(edges)
    isosceles = legs[1] - legs[0] < 0.01 * legs[1]
    tip: np.ndarray = ring[int(np.argmin(edges))]
    return tip if isosceles and abs(short / legs[0] - 0.92 / 1.1007) < 0.02 else None


def drawn(frame: Frame, view: MapView, boundaries: Boundaries, gazetteer: Gazetteer, edition: Edition = PLAIN) -> Drawn:
    """Draw a map as `static.render` does and keep its figure."""
    with rc_context(RC):
        made = compose(frame, view, boundaries, gazetteer, (), edition)
        with wearing(edition.worn()):
            figure = draw(made, boundaries=boundaries, gazetteer=gazetteer)
            figure.canvas.draw()
    return Drawn(made, figure)
