"""What the legend of a sheet tells: a scene's classes, and what an edition adds to them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .legend import GROUPS, Detail
from .scene import Scene
from .static_legend import SAMPLE, Row, rows
from .static_text import LEADING, legible, wrap
from .style import AREA_CLASS


@dataclass(frozen=True, slots=True)
class Told:
    """What the legend tells: of a scene, in a language; `highlight` is its line on what is set off, empty for none.

    `numbers` is its line on the number of every region, empty where only tinted ones have one. `detail` is less than
    every class for paper with no room for them. `legend_of` heads a legend that is of more than its map.
    """

    scene: Scene
    lang: str
    highlight: str = ""
    numbers: str = ""
    detail: Detail = "classes"
    legend_of: str = ""

    def rows(self, width: float, unit: float) -> list[Row]:
        """Return the legend's rows for a column of `width` points."""
        found = rows(self.scene, width, unit, self.lang, self.detail)
        tinted = [at for at, row in enumerate(found) if [entry.key for entry in row.entries] == [AREA_CLASS]]
        for at in tinted if self.numbers else ():
            row = found[at]
            lines = tuple(wrap(self.numbers, width - SAMPLE * unit, row.size))
            more = (len(lines) - len(row.lines)) * row.size * LEADING
            found[at] = replace(row, lines=lines, height=row.height + more)
        if self.numbers and not tinted:
            found = _put(found, GROUPS[2], _line(self.numbers, width, unit))
        if self.highlight:
            found = _put(found, GROUPS[1], _line(self.highlight, width, unit))
        return [_line(self.legend_of, width, unit), *found] if self.legend_of else found


def _put(found: list[Row], group: str, line: Row) -> list[Row]:
    """Put a line after the last entry of a group of the legend, or of all of it."""
    mine = [at for at, row in enumerate(found) if any(entry.group == group for entry in row.entries)]
    at = (mine or [at for at, row in enumerate(found) if row.entries] or [-1])[-1] + 1
    return [*found[:at], line, *found[at:]]


def _line(words: str, width: float, unit: float) -> Row:
    """A line of the legend without a sample."""
    size = legible(0.88 * unit)
    lines = tuple(wrap(words, width, size))
    return Row("told", len(lines) * size * LEADING + 0.5 * unit, size, lines)
