"""The edition that the Export page asks for: made part by part, so that what is wrong is told beside its field."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from ..errors import GeoError, PaperTooSmall, ViewError
from ..views.edition import PLAIN, Edition
from ..views.view import MapView
from . import state
from .kept import plain
from .small_paper import tell_too_small
from .texts import number, t

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

logger: Final = logging.getLogger(__name__)
#: Dots of the largest picture that is drawn here: more would take the memory that other readers need.
MOST_DOTS: Final = 100_000_000
DPI_LIMITS: Final = (30, 1200)


@dataclass
class Draft:
    """What is to be drawn, as far as it is chosen.

    Attributes
    ----------
    edition : Edition
        What of the choices is accepted.
    troubles : list of str
        What is not, in words that were told beside its field; empty where all is.
    ending : {"png", "svg", "pdf"}
        Format of the file.
    dpi : int or None
        Of a PNG; None is the preset's own.
    places : mapping
        Where on the page a field of the edition, "callouts.1", is told of once the map is drawn.
    """

    edition: Edition = PLAIN
    troubles: list[str] = field(default_factory=list)
    ending: str = "png"
    dpi: int | None = None
    places: dict[str, DeltaGenerator] = field(default_factory=dict)

    def take(self, words: str = "{why}", **fields: Any) -> None:
        """Take fields of the edition over; what is refused is told on the page at once, and left out."""
        try:
            made = Edition.of({**dict(self.edition), **fields})
            made.worn()  # a house style may not be readable in the theme that is chosen
        except ViewError as error:
            self.refuse(words.format(why=plain(str(error))))
        else:
            self.edition = made

    def refuse(self, told: str) -> None:
        """Tell, where the page stands, what is not accepted."""
        self.troubles.append(told)
        st.error(told, icon=":material/error:")

    def mark(self, name: str) -> None:
        """Keep a place, where the page stands, for what a drawing says of a field."""
        self.places[name] = st.empty()

    def refuse_drawing(self, error: GeoError) -> None:
        """Tell why a map cannot be drawn: beside the field that the message begins with, if one is named."""
        if isinstance(error, PaperTooSmall):
            self.troubles.append(tell_too_small(error, self.edition, state.view()))
            return
        told = t("This map cannot be drawn. {why}", why=plain(str(error)))
        self.troubles.append(told)
        named = (place for name, place in self.places.items() if re.match(rf"{re.escape(name)}\b", str(error)))
        next(named, st.empty()).error(told, icon=":material/error:")

    def refuse_fault(self, fault: Exception) -> None:
        """Tell that a drawing failed by a fault of the program; the log has all of it."""
        logger.error("drawing failed", exc_info=fault)
        self.refuse(
            t(
                "It could not be drawn: a fault of the program, which is in the server's log. Draw it again; "
                "if it fails again, try another format, size or day, or set everything back."
            )
        )


def too_many_dots(view: MapView, edition: Edition, dpi: int | None) -> str:
    """Return what to say of a PNG that is too large to be drawn here; empty where it is not."""
    paper = edition.sheet(view)
    per_inch = dpi or paper.dpi
    found = paper.width_in * per_inch * paper.height_in * per_inch
    if found <= MOST_DOTS:
        return ""
    return t(
        "That is {found} million dots; up to {most} million are drawn here. Choose fewer dots per inch, or PDF.",
        found=number(found / 1e6),
        most=number(MOST_DOTS / 1e6),
    )
