"""Advances that are highlighted on several maps: each on those that have it, told of all of them together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..errors import ViewError
from ..records import Frame
from .edition import Edition
from .series import Series
from .static_added import added_before
from .view import MapView

if TYPE_CHECKING:
    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer


def check_highlight(
    shown: Sequence[tuple[Frame, MapView]], edition: Edition, boundaries: Boundaries, gazetteer: Gazetteer
) -> None:  # fmt: skip
    """Say that an advance is to be highlighted that none of some maps has.

    Raises
    ------
    ViewError
        If it is.
    """
    found = {name for frame, view in shown for name in highlighted(frame, view, edition, boundaries, gazetteer)}
    for name in edition.highlight:
        if name not in found:
            raise ViewError(f"highlight: no advance of these maps goes to {name!r}. Correct it or leave it out.")


def highlight_words(series: Series, edition: Edition, boundaries: Boundaries, gazetteer: Gazetteer) -> str:
    """Return the legend's line on all that an edition highlights on any map; empty where it is nothing."""
    alone = edition.model_copy(update={"numbers": False})
    return added_before(series.whole, series.lead, alone, boundaries, gazetteer).highlight_words


def highlighted(
    frame: Frame, view: MapView, edition: Edition, boundaries: Boundaries, gazetteer: Gazetteer
) -> tuple[str, ...]:
    """Return the names, of those that an edition highlights, to which an advance of a frame goes."""
    alone = ((name, edition.model_copy(update={"highlight": (name,), "numbers": False})) for name in edition.highlight)
    return tuple(name for name, one in alone if added_before(frame, view, one, boundaries, gazetteer).highlight)
