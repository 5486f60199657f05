"""The reader's own overlays on the static map: thin grey violet lines below the claims, and their credits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from .languages import table
from .static_panel import Panel, fill, stroke

if TYPE_CHECKING:
    import shapely
    from matplotlib.axes import Axes

    from .overlays import Overlay

#: No side, status or class has it; the interactive map's is the same.
COLOUR: Final = "#6f6688"
_PEN: Final = 0.9
_FILL: Final = 0.06
#: Half the width of a point's cross, points.
_ARM: Final = 2.4


def credit_lines(overlays: Sequence[Overlay], lang: str = "en") -> tuple[str, ...]:
    """Return what the sheet says of each overlay."""
    words: str = table(lang)["print"]["overlay"]
    return tuple(words.format(name=one.name, credit=one.credit) for one in overlays)


def draw_overlays(ax: Axes, overlays: Sequence[Overlay], panel: Panel) -> None:
    """Draw the shapes of the overlays on the panel, the first overlay lowest."""
    import shapely

    for overlay in overlays:
        flat = [panel.shape(feature.geometry) for feature in overlay.features]
        parts = shapely.get_parts(shapely.get_parts(flat))
        for part in parts[~shapely.is_empty(parts)]:
            if part.geom_type == "Point":
                stroke(ax, _cross(part.x, part.y), COLOUR, _PEN, zorder=0.85)
                continue
            fill(ax, part, COLOUR, _FILL, zorder=0.8)
            stroke(ax, part, COLOUR, _PEN, zorder=0.85)


def _cross(x: float, y: float) -> shapely.MultiLineString:
    import shapely

    arms = [[(x - _ARM, y - side * _ARM), (x + _ARM, y + side * _ARM)] for side in (1, -1)]
    return shapely.MultiLineString(arms)
