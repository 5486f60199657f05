"""A map that is set out and not yet drawn: what it shows, and where everything stands on its sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ..crs import BBox
from ..records import Frame
from . import words
from .edition import PLAIN, Edition
from .languages import table
from .legend import Entry, legend, listed
from .scene import Scene, scene
from .static_added import NOTHING, Added, added_before, added_on
from .static_file import uncollected
from .static_overlays import credit_lines
from .static_panel import Panel
from .static_sheet import Sheet, arrow_gap, lay_out
from .style import AREA_CLASS
from .themes import wearing
from .view import MapView

if TYPE_CHECKING:
    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer
    from .overlays import Overlay

#: Most times that a sheet is set out.
_MOST_SET_OUT: Final = 4


@dataclass(frozen=True, slots=True)
class Composed:
    """A map that is set out and not yet drawn: what it shows and where everything stands.

    `credits` are lines below the map for what the reader put on it and for where its borders end; `alike` is all that
    a period shows of which it is a frame.
    """

    frame: Frame
    view: MapView
    scene: Scene
    sheet: Sheet
    panel: Panel
    edition: Edition = PLAIN
    overlays: tuple[Overlay, ...] = ()
    added: Added = NOTHING
    credits: tuple[str, ...] = ()
    alike: Scene | None = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Legend entries: the classes that appear on the panel."""
        entries, numbers = legend(self.scene, self.view.ui), self.added.number_words(self.view.ui)
        return tuple(replace(one, words=numbers) if numbers and one.key == AREA_CLASS else one for one in entries)

    @property
    def printed(self) -> tuple[str, ...]:
        """What the legend on the sheet says: on a small one it tells kinds, not classes."""
        numbers = self.added.number_words(self.view.ui)
        found = [entry for _, _, rows in self.sheet.legend for row in rows for entry in row.entries]
        return tuple(numbers if numbers and entry.key == AREA_CLASS else entry.words for entry in found)

    @property
    def alt_text(self) -> str:
        """Alternative text of the map, and of what the edition adds to it."""
        told = words.alt_text(self.frame, self.view, self.printed)
        beyond = [str(table(self.view.ui)["print"]["beyond"])] if self.scene.beyond else []
        return " ".join([told, *beyond, *self.added.told(self.view.ui)])


@uncollected()
def compose(
    frame: Frame, view: MapView, boundaries: Boundaries, gazetteer: Gazetteer, overlays: tuple[Overlay, ...] = (),
    edition: Edition = PLAIN,
) -> Composed:  # fmt: skip
    """Set out the map of a frame.

    The panel shows the whole bbox and, to fill its shape, a little around it; what lies there is drawn and told
    too. The panel's shape depends on the legend's length and the legend on what the panel shows, so it is set
    out until the legend tells what is drawn; the last time what is drawn stays as it was told.

    Raises
    ------
    ViewError
        If a call-out's place or an advance to highlight is not on the map.
    """
    paper, exact = edition.sheet(view), edition.fit == "exact"
    panel = Panel(view.bbox, paper.width_in * 46, paper.height_in * 46, exact)
    added = added_before(frame, view, edition, boundaries, gazetteer)

    def drawn(panel: Panel) -> Scene:
        apart_km = arrow_gap(view, edition) / panel.points_per_m / 1000
        return scene(
            frame, panel.shown, boundaries, gazetteer, view.lang, apart_km=apart_km, first=added.highlight
        )  # fmt: skip

    own = credit_lines(overlays, view.ui)
    shown = drawn(panel)
    with wearing(edition.worn()):
        for attempt in range(_MOST_SET_OUT):
            below = (*own, *_edge_lines(boundaries, panel.shown, view.ui))
            sheet = lay_out(frame, view, shown, below, edition, added)
            panel = Panel(view.bbox, sheet.panel[2] - sheet.panel[0], sheet.panel[3] - sheet.panel[1], exact)
            told, shown = shown, drawn(panel) if attempt < _MOST_SET_OUT - 1 else shown
            if (legend(told), listed(told)) == (legend(shown), listed(shown)):
                break
    added = added_on(added, frame, view, edition, shown, panel.shown, gazetteer)
    return Composed(frame, view, shown, sheet, panel, edition, overlays, added, below)


def _edge_lines(boundaries: Boundaries, bbox: BBox, lang: str) -> tuple[str, ...]:
    """Say where the borders end, on a map that shows more."""
    west, south, east, north = boundaries.countries.total_bounds
    if bbox[0] >= west and bbox[1] >= south and bbox[2] <= east and bbox[3] <= north:
        return ()
    words: str = table(lang)["print"]["edge"]
    return (words.format(west=round(west), south=round(south), east=round(east), north=round(north)),)
