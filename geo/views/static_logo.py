"""The house's logo on the sheet: a picture in the space kept for it, its shape unchanged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..errors import ViewError
from .drawn import drawing, drawn_name
from .static_labels import Box

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes

#: Most pixels along an edge that are put into a file: a logo of 120 mm at 600 dots an inch.
_MOST: Final = 2_840


def draw_logo(ax: Axes, box: Box, file: Path | None) -> None:
    """Draw a picture at the lower right of a box of the sheet; the box stays empty where there is none.

    Raises
    ------
    ViewError
        If the file is no picture.
    """
    if file is None:
        return
    picture = _picture(file)
    west, south, east, north = box
    tall, wide = picture.shape[:2]
    fits = min((east - west) / wide, (north - south) / tall)
    edges = east - wide * fits, east, south, south + tall * fits
    with drawing("logo"):
        ax.add_image(_image(ax, picture, edges))


def _picture(file: Path) -> np.ndarray:
    import numpy as np
    from PIL import Image

    try:
        with Image.open(file) as opened:
            opened.draft("RGB", (_MOST, _MOST))
            opened.thumbnail((_MOST, _MOST), Image.Resampling.LANCZOS)
            return np.asarray(opened.convert("RGBA"))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ViewError(f"logo.file: {file.name} cannot be read as a picture. Give a PNG or a JPEG.") from error


def _image(ax: Axes, picture: np.ndarray, edges: tuple[float, float, float, float]) -> Any:
    """An image that a vector file keeps as it is, and that is made smaller smoothly where it becomes pixels."""
    from matplotlib.image import AxesImage

    class Logo(AxesImage):
        def draw(self, renderer: Any) -> None:
            self.set_interpolation("none" if renderer.option_scale_image() else "antialiased")
            super().draw(renderer)

    made = Logo(ax, extent=edges, zorder=6.0, label=drawn_name())
    made.set_data(picture)
    made.set_clip_on(False)
    return made
