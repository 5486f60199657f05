"""The legend of the static map and the lists beside it: rows that know their height, then set in columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from . import themes
from .drawn import drawing
from .languages import table
from .legend import GROUPS, MORE, Detail, Entry, legend, listed
from .phrases import bound
from .scene import Scene
from .static_marks import draw_arrow, draw_body, draw_denied, draw_tint
from .static_panel import draw_class, fill, stroke
from .static_text import LEADING, legible, text_width, wrap, write, write_lines
from .style import CLASSES, DENIED_CLASS, TYPE_SHAPES, ClassStyle

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Width of a legend sample and its gap to the words, in units.
SWATCH, GAP = 2.7, 0.7
SAMPLE = SWATCH + GAP
_ROW_GAP = 0.42


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the legend or of a list: its kind, what it holds, its type size and its height in points."""

    kind: Literal["heading", "entry", "flow", "text", "told"]
    height: float
    size: float
    lines: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()


def rows(scene: Scene, width: float, unit: float, lang: str = "en", detail: Detail = "classes") -> list[Row]:
    """Return the rows of the legend, as detailed as asked, and the lists, `width` points wide; never empty."""
    found: list[Row] = []
    size = legible(0.92 * unit)
    entries = legend(scene, lang, detail)
    for group in GROUPS:
        mine = [entry for entry in entries if entry.group == group]
        if mine:
            found.append(_heading(_group_words(group, mine, lang), unit))
        found += _flow([entry for entry in mine if _flows(entry)], width, unit)
        for entry in (one for one in mine if not _flows(one)):
            lines = tuple(wrap(bound(entry.words), width - (SWATCH + GAP) * unit, size))
            tall = max(len(lines) * size * LEADING, 1.5 * unit)
            found.append(Row("entry", tall + _ROW_GAP * unit, size, lines, (entry,)))
    if not entries:
        lines = tuple(wrap(table(lang)["nothing_drawn"], width, size))
        found.append(Row("text", len(lines) * size * LEADING, size, lines))
    for heading, words in listed(scene, lang):
        small = legible(0.85 * unit)
        lines = tuple(wrap(bound(words), width, small))
        found += [_heading(heading, unit), Row("text", len(lines) * small * LEADING, small, lines)]
    return found


def _flows(entry: Entry) -> bool:
    return entry.key.split("-")[0] in {"type", "status", "side"}


def _group_words(group: str, entries: list[Entry], lang: str) -> str:
    """Name a group of the legend; withdrawals are no advances."""
    back = [entry.key.startswith("withdrawal") for entry in entries]
    if not any(back):
        return str(table(lang)["groups"][group])
    return str(table(lang)["print"]["withdrawals" if all(back) else "moves"])


def _heading(words: str, unit: float) -> Row:
    return Row("heading", 2.1 * unit, legible(0.92 * unit), (words,))


def _flow(entries: list[Entry], width: float, unit: float) -> list[Row]:
    """Marks side by side while they fit: types on their own lines, then statuses, then sides."""
    found = []
    size = legible(0.88 * unit)
    for kind in ("type", "status", "side"):
        line: list[Entry] = []
        used = 0.0
        for entry in (one for one in entries if one.key.split("-")[0] == kind):
            need = _flow_width(entry, unit)
            if line and used + need > width:
                found.append(Row("flow", 1.75 * unit, size, entries=tuple(line)))
                line, used = [], 0.0
            line.append(entry)
            used += need
        if line:
            found.append(Row("flow", 1.75 * unit, size, entries=tuple(line)))
    return found


def _flow_width(entry: Entry, unit: float) -> float:
    return (1.2 + 0.5 + 0.9) * unit + text_width(entry.words, legible(0.88 * unit))


def columns(found: list[Row], count: int) -> list[list[Row]]:
    """Share rows out over `count` columns of like height; a heading stays with the row below it."""
    total = sum(row.height for row in found)
    shared: list[list[Row]] = [[]]
    used = 0.0
    for row in found:
        full = used + row.height / 2 > total / count * len(shared)
        after_heading = bool(shared[-1]) and shared[-1][-1].kind == "heading"
        if full and len(shared) < count and shared[-1] and not after_heading:
            shared.append([])
        shared[-1].append(row)
        used += row.height
    return shared


def draw_rows(ax: Axes, found: list[Row], x: float, top: float, unit: float) -> float:
    """Draw rows downwards from `top`; return the y below the last one."""
    y = top
    for number, row in enumerate(found):
        if row.kind == "heading":
            lift = 0.0 if number == 0 else 0.55 * unit
            write(ax, x, y - lift - 0.95 * unit, row.lines[0], row.size, themes.ink("text"), bold=True)
            y -= row.height - (0.55 * unit if number == 0 else 0.0)
            continue
        if row.kind == "entry":
            with drawing("legend", row.entries[0].key):
                _sample(ax, row.entries[0], x, y - 0.72 * unit, unit)
                write_lines(ax, x + (SWATCH + GAP) * unit, y, list(row.lines), row.size, themes.ink("text"))
        elif row.kind in {"text", "told"}:
            write_lines(ax, x, y, list(row.lines), row.size, themes.ink("text_muted" if row.kind == "text" else "text"))
        else:
            _draw_flow(ax, row, x, y, unit)
        y -= row.height
    return y


def _draw_flow(ax: Axes, row: Row, x: float, y: float, unit: float) -> None:
    at, middle, radius = x, y - 0.75 * unit, 0.5 * unit
    for entry in row.entries:
        with drawing("legend", entry.key):
            _draw_body_sample(ax, entry, at + 0.6 * unit, middle, radius)
            write(ax, at + 1.7 * unit, y - 1.06 * unit, entry.words, row.size, themes.ink("text"))
        at += _flow_width(entry, unit)


def _draw_body_sample(ax: Axes, entry: Entry, x: float, y: float, radius: float) -> None:
    """Draw what a mark's shape, body or colour says, by itself."""
    kind, _, code = entry.key.partition("-")
    if kind == "type":
        draw_body(ax, x, y, TYPE_SHAPES[code], "claimed", themes.neutral(), radius)
    elif kind == "status":
        draw_body(ax, x, y, "circle", code, themes.neutral(), radius)
    else:
        draw_body(ax, x, y, "circle", "confirmed", themes.side(code), radius)


def _look(entry: Entry) -> ClassStyle:
    """How a class looks; a kind of class looks like that of the one side that it is drawn for, else of no side."""
    if entry.key in CLASSES:
        return themes.look(entry.key)
    if f"{entry.key}-{entry.side}" in CLASSES:
        return themes.look(f"{entry.key}-{entry.side}")
    nobody = themes.neutral()
    told = themes.look(f"{entry.key}-other")
    return replace(told, edge=nobody.ink, fill=None if told.fill is None else nobody.tint)


def _sample(ax: Axes, entry: Entry, x: float, middle: float, unit: float) -> None:
    """Draw the sample of a class, its left edge at `x`."""
    import numpy as np
    import shapely

    wide, half = SWATCH * unit, 0.68 * unit
    if entry.key == MORE:
        size = legible(0.88 * unit)
        draw_body(ax, x + 0.5 * unit, middle, "circle", "claimed", themes.neutral(), 0.46 * unit)
        write(ax, x + 1.15 * unit, middle - 0.36 * size, "+3", size, themes.ink("text"))
        return
    look = _look(entry)
    if entry.key == DENIED_CLASS:
        draw_denied(ax, x + wide / 2, middle, entry.side, 0.5 * unit)
    elif look.family == "advance":
        draw_arrow(ax, np.array([(x, middle), (x + wide / 2, middle), (x + wide, middle)]), look, 1.15 * unit)
    elif look.family == "border":
        line = shapely.LineString([(x, middle), (x + wide, middle)])
        stroke(ax, line, themes.ink("border"), 0.8)
        draw_class(ax, line, look)
    else:
        box = shapely.box(x, middle - half, x + wide, middle + half)
        fill(ax, box, themes.ink("land"))
        if look.family == "area":
            draw_tint(ax, box)
            stroke(ax, box, look.edge, look.edge_width, opacity=0.5)
            size = legible(0.88 * unit)
            write(ax, x + wide / 2, middle - 0.36 * size, "3", size, themes.ink("text"), italic=True, ha="center")
        else:
            draw_class(ax, box, look, spacing=0.55 * unit)
