"""What a drawn static map shows: its texts, marks, lines and furniture as they stand on the sheet.

Read from the figure's own artists, not from what they were drawn from. All in points (1/72 inch) from the sheet's lower
left corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from . import themes

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text
    from shapely.geometry.base import BaseGeometry

Box = tuple[float, float, float, float]

#: Layers of the map panel; whatever stands on another is furniture.
LAYERS: Final = frozenset({"base", "zones", "advances", "labels"})
#: Dots per inch at which the ground under the texts is looked at: a hatch line is as wide as a pixel.
_DPI: Final = 110.0


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text: its name, letters, box of its ink, size, colour, and the halo's colour, "" for none.

    `layer` is the axes it stands on; `panel` the box of that axes.
    """

    name: str
    text: str
    box: Box
    size: float
    bold: bool
    colour: str
    halo: str
    layer: str
    panel: Box


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled shape or a line that is no casing: its name, outline, whether it is filled, and its layer."""

    name: str
    outline: BaseGeometry
    filled: bool
    layer: str
    panel: Box

    @property
    def kind(self) -> str:
        """First part of the name: mark, arrow, area, note, leader, legend, ..."""
        return self.name.partition(" ")[0]

    @property
    def key(self) -> str:
        """Second part of the name: a class."""
        return self.name.partition(" ")[2]


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything on a `sheet` (0, 0, width, height).

    `shapes` stand in the order in which they are drawn, the uppermost last; `ground` is the picture of the sheet
    without its texts, (rows, cols, 3).
    """

    sheet: Box
    words: tuple[Words, ...]
    shapes: tuple[Shape, ...]
    ground: np.ndarray


def look_at(figure: Figure) -> Seen:
    """Read a figure. Do so while `themes.wearing` the theme that it was drawn in: casings are told by its halo."""
    width, height = figure.get_size_inches() * 72
    words: list[Words] = []
    shapes: list[Shape] = []
    for ax in figure.axes:
        panel = _box(figure, ax.get_window_extent())
        words += _words(figure, ax, panel)
        shapes += _shapes(figure, ax, panel)
    return Seen((0.0, 0.0, float(width), float(height)), tuple(words), tuple(shapes), _ground(figure))


def _box(figure: Figure, extent: Any) -> Box:
    scale = 72.0 / figure.dpi
    return float(extent.x0 * scale), float(extent.y0 * scale), float(extent.x1 * scale), float(extent.y1 * scale)


def _layer(ax: Axes) -> str:
    return str(ax.get_gid() or "")


def _words(figure: Figure, ax: Axes, panel: Box) -> list[Words]:
    from matplotlib.colors import to_hex

    halos = {
        (text.get_position(), text.get_text()): to_hex(text.get_color()) for text in ax.texts if text.get_path_effects()
    }
    found = []
    for text in ax.texts:
        if text.get_path_effects() or not text.get_text().strip() or not text.get_visible():
            continue
        halo = halos.get((text.get_position(), text.get_text()), "")
        told = str(text.get_label() or "").removeprefix("_")
        found.append(
            Words(
                told, text.get_text(), _ink(figure, text), float(text.get_fontsize()), text.get_fontweight() == "bold",
                to_hex(text.get_color()), halo, _layer(ax), panel,
            )
        )  # fmt: skip
    return found


def _ink(figure: Figure, text: Text) -> Box:
    """Box of the letters themselves as the renderer sets them; a line's box would hold room for letters not there."""
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    scale = 72.0 / figure.dpi
    if text.get_rotation() or "\n" in text.get_text() or text.get_verticalalignment() != "baseline":
        return _box(figure, text.get_window_extent(renderer))
    x, y = text.get_transform().transform(text.get_position()) * scale
    width, height, descent = renderer.get_text_width_height_descent(text.get_text(), text.get_fontproperties(), False)
    west = x - {"left": 0.0, "center": 0.5, "right": 1.0}[text.get_horizontalalignment()] * width * scale
    return float(west), float(y - descent * scale), float(west + width * scale), float(y + (height - descent) * scale)


def _shapes(figure: Figure, ax: Axes, panel: Box) -> list[Shape]:
    import shapely

    found = []
    for artist in sorted(ax.get_children(), key=lambda one: one.get_zorder()):
        name = str(artist.get_label())
        if not name or name.startswith("_") or not artist.get_visible():
            continue
        outline, filled = _outline(figure, artist)
        inside = shapely.clip_by_rect(outline, *panel)
        if not inside.is_empty:
            found.append(Shape(name, inside, filled, _layer(ax), panel))
    return found


def _outline(figure: Figure, artist: Artist) -> tuple[BaseGeometry, bool]:
    """Outline of a patch or a picture, or the lines of a collection, and whether it is filled; empty for a casing."""
    import numpy as np
    import shapely
    from matplotlib.collections import LineCollection
    from matplotlib.colors import to_hex
    from matplotlib.image import AxesImage
    from matplotlib.patches import Patch

    scale = 72.0 / figure.dpi
    if isinstance(artist, Patch):
        rings = artist.get_transform().transform_path(artist.get_path()).to_polygons(closed_only=True)
        parts = [shapely.make_valid(shapely.polygons(np.asarray(ring) * scale)) for ring in rings]
        return shapely.union_all(parts), True
    if isinstance(artist, AxesImage):
        return shapely.box(*_box(figure, artist.get_window_extent())), True
    casing = themes.ink("halo")
    if not isinstance(artist, LineCollection) or to_hex(np.atleast_2d(artist.get_edgecolor())[0].tolist()) == casing:
        return shapely.Polygon(), False
    place = artist.get_transform().transform
    lines = [shapely.linestrings(place(np.asarray(one)) * scale) for one in artist.get_segments()]
    return shapely.multilinestrings(lines), False


def _ground(figure: Figure) -> np.ndarray:
    """Draw the figure without its texts and return its picture."""
    import numpy as np

    shown = [text for ax in figure.axes for text in ax.texts if text.get_visible()]
    dpi = figure.dpi
    try:
        for text in shown:
            text.set_visible(False)
        figure.set_dpi(_DPI)
        figure.canvas.draw()
        picture = np.asarray(figure.canvas.buffer_rgba())[..., :3].copy()  # type: ignore[attr-defined]
    finally:
        for text in shown:
            text.set_visible(True)
        figure.set_dpi(dpi)
    return picture


def colours_under(seen: Seen, box: Box) -> dict[str, float]:
    """Return the colours in a box of the sheet, as hex, each with its share of it; empty for a box off the sheet."""
    import numpy as np

    rows, cols = seen.ground.shape[:2]
    across, up = cols / seen.sheet[2], rows / seen.sheet[3]
    west, east = max(0, int(box[0] * across)), min(cols, int(np.ceil(box[2] * across)))
    top, foot = max(0, int(rows - box[3] * up)), min(rows, int(np.ceil(rows - box[1] * up)))
    part = seen.ground[top:foot, west:east].reshape(-1, 3)
    colours, counts = np.unique(part, axis=0, return_counts=True)
    return {
        "#{:02x}{:02x}{:02x}".format(*colour): count / len(part)
        for colour, count in zip(colours, counts.tolist(), strict=True)
    }
