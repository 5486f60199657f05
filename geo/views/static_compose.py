"""A map that is set out and not yet drawn: what it shows, and where everything stands on its sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..records import Frame
from . import words
from .edition import PLAIN, Edition
from .legend import Entry, legend
from .scene import Scene, scene
from .static_overlays import credit_lines
from .static_panel import Panel
from .static_sheet import Sheet, arrow_gap, lay_out
from .themes import wearing
from .view import MapView

if TYPE_CHECKING:
    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer
    from .overlays import Overlay


@dataclass(frozen=True, slots=True)
class Composed:
    """A map that is set out and not yet drawn: what it shows and where everything stands."""

    frame: Frame
    view: MapView
    scene: Scene
    sheet: Sheet
    panel: Panel
    edition: Edition = PLAIN
    overlays: tuple[Overlay, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Legend entries: the classes that appear on the panel."""
        return legend(self.scene, self.view.ui)

    @property
    def alt_text(self) -> str:
        """Alternative text of the map."""
        return words.alt_text(self.frame, self.view, tuple(entry.words for entry in self.entries))


def compose(
    frame: Frame, view: MapView, boundaries: Boundaries, gazetteer: Gazetteer, overlays: tuple[Overlay, ...] = (),
    edition: Edition = PLAIN,
) -> Composed:  # fmt: skip
    """Set out the map of a frame.

    The panel shows the whole bbox and, to fill its shape, a little around it; what lies there is drawn and told
    too. The panel's shape depends on the legend's length and the legend on what the panel shows, so it is set
    out twice.
    """
    paper = edition.sheet(view)
    panel = Panel(view.bbox, paper.width_in * 46, paper.height_in * 46)
    with wearing(edition.worn()):
        for _ in range(2):
            apart_km = arrow_gap(view, edition) / panel.points_per_m / 1000
            shown = scene(frame, panel.shown, boundaries, gazetteer, view.lang, apart_km=apart_km)
            sheet = lay_out(frame, view, shown, credit_lines(overlays), edition)
            panel = Panel(view.bbox, sheet.panel[2] - sheet.panel[0], sheet.panel[3] - sheet.panel[1])
    apart_km = arrow_gap(view, edition) / panel.points_per_m / 1000
    shown = scene(frame, panel.shown, boundaries, gazetteer, view.lang, apart_km=apart_km)
    return Composed(frame, view, shown, sheet, panel, edition, overlays)
