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
    """Everything on a `sheet` (0, 0, width, height); `ground` is its picture without texts, (rows, cols, 3)."""

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
    import numpy as np
    import shapely
    from matplotlib.collections import LineCollection
    from matplotlib.colors import to_hex

    scale, halo = 72.0 / figure.dpi, themes.ink("halo")
    found: list[Shape] = []

    def see(name: str, outline: BaseGeometry, filled: bool) -> None:
        inside = shapely.clip_by_rect(outline, *panel)
        if not inside.is_empty:
            found.append(Shape(name, inside, filled, _layer(ax), panel))

    for patch in ax.patches:
        name = patch.get_label()
        if name and patch.get_visible():
            rings = patch.get_transform().transform_path(patch.get_path()).to_polygons(closed_only=True)
            outline = shapely.union_all(
                [shapely.make_valid(shapely.polygons(np.asarray(ring) * scale)) for ring in rings]
            )
            see(str(name), outline, True)
    for lines in ax.collections:
        name = str(lines.get_label())
        if not isinstance(lines, LineCollection) or not name or name.startswith("_") or not lines.get_visible():
            continue
        if to_hex(np.atleast_2d(lines.get_edgecolor())[0].tolist()) == halo:
            continue
        way = shapely.multilinestrings(
            [
                shapely.linestrings(lines.get_transform().transform(np.asarray(one)) * scale)
                for one in lines.get_segments()
            ]
        )
        see(name, way, False)
    for image in ax.images:
        if image.get_label() and image.get_visible():
            outline = shapely.box(*_box(figure, image.get_window_extent()))
            see(str(image.get_label()), outline, True)
    return found


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


def colours_under(seen: Seen, box: Box, least: float = 0.04) -> list[str]:
    """Return the colours that cover at least a share of a box of the sheet, as hex."""
    import numpy as np

    rows, cols = seen.ground.shape[:2]
    across, up = cols / seen.sheet[2], rows / seen.sheet[3]
    west, east = max(0, int(box[0] * across)), min(cols, int(np.ceil(box[2] * across)))
    top, foot = max(0, int(rows - box[3] * up)), min(rows, int(np.ceil(rows - box[1] * up)))
    part = seen.ground[top:foot, west:east].reshape(-1, 3)
    if not len(part):
        return []
    colours, counts = np.unique(part, axis=0, return_counts=True)
    return ["#{:02x}{:02x}{:02x}".format(*colour) for colour in colours[counts >= least * len(part)]]
