"""What heads each map of a sheet of several: what differs, and its figures, in captions of a length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .captions import Length
from .phrases import bound
from .series import Series
from .static_text import LEADING, legible, wrap


@dataclass(frozen=True, slots=True)
class Head:
    """The texts above a panel, wrapped to its width."""

    heading: tuple[str, ...]
    told: tuple[str, ...]


def head_sizes(unit: float) -> tuple[float, float]:
    """Return the type sizes of a panel's heading and of its sentence."""
    return legible(1.1 * unit), legible(0.86 * unit)


def scale_words_size(unit: float) -> float:
    """Return the type size of the words below the scale bar."""
    return legible(0.78 * unit)


def heads_of(series: Series, width: float, unit: float, length: Length) -> tuple[Head, ...]:
    """Return the texts above each panel of a width, with captions of a length."""
    large, small = head_sizes(unit)
    return tuple(
        Head(tuple(wrap(bound(heading), width, large, bold=True)), tuple(wrap(bound(told), width, small)))
        for heading, told in zip(series.headings, series.captions(length), strict=True)
    )


def heights_of(heads: Sequence[Head], columns: int, unit: float) -> tuple[float, ...]:
    """Return the height of the heads of each row: that of the longest in it."""
    large, small = head_sizes(unit)
    tall = [(len(head.heading) * large + len(head.told) * small) * LEADING + 0.5 * unit for head in heads]
    return tuple(max(tall[at : at + columns]) for at in range(0, len(tall), columns))
