"""What stands below the map: the view's note, the sources and notes of every map, the desk's own lines, and the logo.

All lengths are points from the lower left.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Final

from ..records import Frame
from . import words
from .edition import Edition
from .languages import table
from .static_labels import Box
from .static_text import LEADING, legible, wrap
from .view import MapView

#: Widest part of the sheet that a logo takes, and widest that has the notes beside it.
_LOGO_PART, _BESIDE_LOGO = 0.6, 0.4
#: Most lines of sources, and of those of a foot in brief.
_SOURCE_LINES: Final = (3, 2)


@dataclass(frozen=True)
class Foot:
    """What stands below the map: its lines, the logo's box, and the height that all of it takes."""

    note: tuple[str, ...]
    lines: tuple[str, ...]
    logo: Box | None
    height: float
    text_height: float


def own_lines(edition: Edition, lang: str) -> list[str]:
    """Lines of the foot for what the desk adds."""
    notes = [table(lang)["print"]["callouts"]] if edition.callouts else []
    return notes + ([edition.house.credit] if edition.house is not None and edition.house.credit else [])


def foot_of(
    frame: Frame, view: MapView, added: tuple[str, ...], edition: Edition, edges: tuple[float, float], unit: float,
    *, brief: bool = False,
) -> Foot:  # fmt: skip
    """Set out the note, the foot and the logo: beside each other or one above the other, by what is lower.

    `brief` is for paper on which a whole foot leaves no room to say who claims what: shorter notes, fewer sources.
    """
    west, east = edges
    full = _foot_beside(frame, view, added, (west, east), unit, brief=brief)
    logo = edition.house.logo if edition.house is not None else None
    if logo is None:
        return full
    south, gap = 1.9 * unit * 0.8, 2.0 * unit
    wide, tall = (length * 72 / 25.4 for length in (logo.width_mm, logo.height_mm))
    fits = min(1.0, _LOGO_PART * (east - west) / wide)
    wide, tall = wide * fits, tall * fits
    box = (east - wide, south, east, south + tall)
    above = replace(full, logo=box, height=full.height + 0.8 * unit + tall, text_height=full.height + 0.8 * unit + tall)
    if wide > _BESIDE_LOGO * (east - west):
        return above
    told = _foot_beside(frame, view, added, (west, east - wide - gap), unit, brief=brief)
    high = max(told.height, tall)
    return replace(told, logo=box, height=high) if high <= above.height else above


def _foot_beside(
    frame: Frame, view: MapView, added: tuple[str, ...], edges: tuple[float, float], unit: float, *, brief: bool
) -> Foot:  # fmt: skip
    wide, small = edges[1] - edges[0], legible(0.78 * unit)
    note = tuple(wrap(view.note, wide, legible(0.92 * unit)))
    lines = (
        *foot_lines(frame, view.ui, wide, small, brief=brief),
        *(line for one in added for line in wrap(one, wide, small)),
    )
    height = foot_height(note, lines, unit)
    return Foot(note, lines, None, height, height)


def foot_lines(frame: Frame, lang: str, width: float, size: float, *, brief: bool = False) -> list[str]:
    """Return the lines below the map: sources, notes, credit and hash; the sources take three lines at most.

    In brief the notes are short, and the sources take two lines.
    """
    records = frame.events if frame.records is None else frame.records
    told, names = table(lang), len(words.publishers(records))

    def sources_of(most: int) -> list[str]:
        return wrap(words.source_line(records, most=most, lang=lang), width, size)

    fitting = bisect_right(range(4, names + 1), _SOURCE_LINES[brief], key=lambda most: len(sources_of(most)))
    sources = sources_of(3 + fitting)
    noted = (
        (told["print"]["schematic"], told["print"]["boundary"])
        if brief
        else (told["schematic_note"], told["boundary_note"])
    )
    notes = wrap(" ".join(noted), width, size)
    credit = wrap(f"{told['basemap_credit']} {told['data']}\u00a0{words.data_hash(frame)}.", width, size)
    return [*sources, *notes, *credit]


def foot_height(note: tuple[str, ...], foot: tuple[str, ...], unit: float) -> float:
    """Return the height in points of the texts below the map."""
    told = len(note) * legible(0.92 * unit) * LEADING + (0.3 * unit if note else 0.0)
    return told + len(foot) * legible(0.78 * unit) * LEADING
