"""The history of one place as a small picture: who said what of it, when, and whose claim stood how long.

One lane a voice, one mark a record, one bar for as long as that voice has the place in a side's hands. Colours are
those of the side whose hold a record is about, shapes and bodies those of the map (`style`): a square for a capture,
hollow as claimed, tinted as assessed, solid as conceded, struck as denied. Names and quotes come from strangers: they
go into the picture as text of its tree and are never pasted into its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, count, groupby, pairwise, product
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from ..errors import ViewError
from .history_words import counted_words, plain_rows, said_words, sentence_or_note
from .languages import Table, table
from .naming import short
from .phrases import day_words, plain_line
from .style import BASE, NEUTRAL, SHAPES, SIDE_STYLES, STATUS_STYLES, TYPE_SHAPES, SideStyle

if TYPE_CHECKING:
    import pandas as pd

#: Narrowest picture in which lanes and labels have room, pixels.
LEAST_WIDTH: Final = 360
#: stage -> event type whose shape and status whose body it has on the map.
_STAGES: Final[Mapping[str, tuple[str, str]]] = {
    "announced": ("capture", "planned"),
    "entered": ("advance", "claimed"),
    "claimed": ("capture", "claimed"),
    "contested": ("capture", "claimed"),
    "assessed": ("capture", "reported"),
    "denied": ("capture", "denied"),
    "retracted": ("capture", "denied"),
    "left": ("withdrawal", "reported"),
    "conceded": ("capture", "confirmed"),
}
#: Pixels: margin, where the axis begins, height of a row of marks and of a bar, size of a mark and room for it.
_MARGIN, _LEFT, _LEVEL, _BAR, _RADIUS, _MARK_ROOM = 14.0, 150.0, 17.0, 9.0, 5.0, 8.0
#: Width of a letter in parts of its size, wide enough for Cyrillic, and least room for a month's name, pixels.
_LETTER, _MONTH_ROOM = 0.58, 34.0
#: Rows tried with a label before a mark goes without; fewest days of the axis.
_LABELLED, _LEAST_DAYS = 4, 60
#: Keeps a label readable over a line.
_HALO: Final = {"stroke": BASE["paper"], "stroke_width": "2.5", "paint_order": "stroke"}

_Row = Mapping[Any, Any]


@dataclass(slots=True)
class _Mark:
    """One record in its lane: its row up from the bar and its label's side: 1 right, -1 left, 0 none."""

    row: _Row
    x: float
    words: str
    level: int = 0
    turn: int = 0

    @property
    def reach(self) -> tuple[float, float]:
        """Left and right of the mark with its label."""
        room = len(self.words) * 10 * _LETTER + 4
        return self.x - _MARK_ROOM - room * (self.turn < 0), self.x + _MARK_ROOM + room * (self.turn > 0)


@dataclass(frozen=True, slots=True)
class _Axis:
    """Days along the picture, from _LEFT: first and last day as ordinals, right end in pixels; and its words."""

    first: int
    last: int
    right: float
    words: Table

    def at(self, day: date) -> float:
        """Return where a day begins, pixels."""
        return _LEFT + (day.toordinal() - self.first) / (self.last - self.first) * (self.right - _LEFT)


def history_svg(found: pd.DataFrame, place_name: str, *, width: int = 720, lang: str = "en") -> str:
    """Return the picture of a place's history as a stand-alone SVG document of `width` pixels, as high as it needs.

    Parameters
    ----------
    found : DataFrame
        front.histories.HISTORY_COLUMNS, in any order. No rows give a picture that says so.
    place_name : str
        The place as the reader knows it.

    Raises
    ------
    ViewError
        If `width` is below LEAST_WIDTH.
    """
    if width < LEAST_WIDTH:
        raise ViewError(f"width is {width}; expected {LEAST_WIDTH} pixels or more. Ask for a wider picture.")
    rows = plain_rows(found.sort_values(["day", "event_id"], kind="stable"))
    said = table(lang)["history"]
    heading = said["title"].format(place=short(plain_line(place_name)) or said["this_place"])
    words = _described(rows, lang)
    svg = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "font-family": "sans-serif"})
    ET.SubElement(svg, "title").text = heading
    ET.SubElement(svg, "desc").text = words
    _add(svg, "rect", width="100%", height="100%", fill=BASE["paper"])
    size = min(15.0, (width - 2 * _MARGIN) / (len(heading) * _LETTER))
    _write(svg, _MARGIN, 24, heading, size=size, font_weight="bold")
    _write(svg, _MARGIN, 42, words.partition(":")[0], fill=BASE["text_muted"])
    height = _drawn(svg, rows, width, table(lang)) if rows else 58.0
    svg.attrib.update(width=f"{width}", height=f"{height:.0f}", viewBox=f"0 0 {width} {height:.0f}")
    return ET.tostring(svg, encoding="unicode")


def _drawn(svg: ET.Element, rows: Sequence[_Row], width: int, words: Table) -> float:
    """Draw lanes, axis and legend under the heading; return the height of the picture."""
    first, last = rows[0]["day"].toordinal(), rows[-1]["day"].toordinal()
    room = max((last - first) // 20, (_LEAST_DAYS - (last - first)) // 2, 7)
    axis = _Axis(first - room, last + room, width - _MARGIN, words)
    grid = ET.SubElement(svg, "g")
    y = top = 54.0
    for voice in words["lanes"]:
        y = _lane(svg, axis, y, voice, rows)
    _months(svg, grid, axis, top, y)
    return _legend(svg, rows, y + 50, width, words) + 10


def _spans(rows: Iterable[_Row], voice: str) -> list[tuple[Any, date, date | None]]:
    """Side, first day and the day after the last, None while it stands, of each hold that a voice has there."""
    held = {row["day"]: row.get(f"according_to_{voice}") for row in rows}
    runs = [(side, next(days)) for side, days in groupby(held, key=held.__getitem__)]
    ends = [*(day for _, day in runs[1:]), None]
    return [(side, since, until) for (side, since), until in zip(runs, ends, strict=True) if side in SIDE_STYLES]


def _lane(svg: ET.Element, axis: _Axis, top: float, voice: str, rows: Sequence[_Row]) -> float:
    """Draw the lane of a voice, if it has one; return where it ends."""
    said, sides = axis.words["history"], axis.words["sides"]
    name, *lines = axis.words["lanes"][voice]
    marks = _placed([row for row in rows if row["voice"] == voice], axis)
    spans = _spans(rows, voice)
    if not marks and not spans:
        return top
    levels = 1 + max((mark.level for mark in marks), default=0)
    bar = top + max(10 + levels * _LEVEL, 14 + 13 * len(lines))
    _add(svg, "line", x1=_MARGIN, x2=axis.right, y1=top, y2=top, stroke=BASE["region_line"], stroke_width=0.6)
    _write(svg, _MARGIN, top + 17, name)
    for line, words in enumerate(lines):
        _write(svg, _MARGIN, top + 29 + 12 * line, words, size=9.5, fill=BASE["text_muted"])
    for side, since, until in spans:
        left, right = axis.at(since), axis.right if until is None else axis.at(until)
        then = said["until"].format(day=day_words(until, lang=axis.words["lang"])) if until else said["to_last"]
        shape = _bar(svg, left, bar, right - left, side, voice)
        held = {"name": name, "side": sides[side], "since": day_words(since, lang=axis.words["lang"]), "until": then}
        ET.SubElement(shape, "title").text = said["has_it"].format(**held)
    for mark in marks:
        y = bar - 4 - _LEVEL * (mark.level + 0.5)
        shape = _symbol(svg, mark.x, y, mark.row["stage"], SIDE_STYLES.get(mark.row["side"], NEUTRAL))
        ET.SubElement(shape, "title").text = _sentence(mark.row, axis.words)
        if mark.turn:
            anchor = "start" if mark.turn > 0 else "end"
            _write(svg, mark.x + mark.turn * 9, y + 3.5, mark.words, size=10, text_anchor=anchor, **_HALO)
    return bar + (_BAR + 9 if spans else 6)


def _placed(rows: Iterable[_Row], axis: _Axis) -> list[_Mark]:
    """Give each record a mark in the lowest row in which it touches no other, with its label where that has room."""
    taken: dict[int, list[tuple[float, float]]] = {}
    marks = []
    for row in rows:
        day = row["day"]
        month = axis.words["months_short"][day.month - 1]
        mark = _Mark(row, axis.at(day), f"{axis.words['stages'][row['stage']]} {day.day} {month} · {row['side']}")
        higher = ((level, turn) for level in count() for turn in (1, -1, 0))
        for mark.level, mark.turn in chain(product(range(_LABELLED), (1, -1)), higher):
            left, right = mark.reach
            inside = not mark.turn or (left >= _LEFT and right <= axis.right)
            if inside and not any(left < end and start < right for start, end in taken.get(mark.level, ())):
                break
        taken.setdefault(mark.level, []).append(mark.reach)
        marks.append(mark)
    return marks


def _bar(parent: ET.Element, x: float, y: float, width: float, side: str, voice: str) -> ET.Element:
    """Draw ground as the map does: tinted where assessed, hatched in the side's direction where claimed."""
    look, assessed = SIDE_STYLES[side], voice == "assessed"
    group = ET.SubElement(parent, "g")
    fill, dash = (look.tint, "none") if assessed else (BASE["paper"], "5 2.6")
    _add(group, "rect", x=x, y=y, width=width, height=_BAR, fill=fill, stroke=look.ink, stroke_dasharray=dash)
    if not assessed:
        up = look.hatch == "diagonal"
        steps = (x + 4 * step for step in range(int((width - _BAR) // 4) + 1))
        lines = (f"M{at:.1f} {y + _BAR * up:.1f}l{_BAR:g} {-_BAR if up else _BAR:g}" for at in steps)
        _add(group, "path", d="".join(lines), stroke=look.ink, stroke_width=0.9, fill="none")
    return group


def _symbol(parent: ET.Element, x: float, y: float, stage: str, side: SideStyle) -> ET.Element:
    """Draw the mark of a stage in the colours of a side over a light casing; return its group."""
    event_type, status = _STAGES[stage]
    look = STATUS_STYLES[status]
    group = ET.SubElement(parent, "g")
    corners = ((x + _RADIUS * right, y - _RADIUS * up) for right, up in SHAPES[TYPE_SHAPES[event_type]])
    points = " ".join(f"{right:.1f},{down:.1f}" for right, down in corners)
    fill = {"solid": side.ink, "light": side.tint}.get(look.body, BASE["paper"])
    dash = "1.6 1.2" if look.dashed or stage == "retracted" else "none"
    _add(group, "polygon", points=points, fill="none", stroke=BASE["halo"], stroke_width=3)
    _add(group, "polygon", points=points, fill=fill, stroke=side.ink, stroke_width=1.2, stroke_dasharray=dash)
    crossed = stage == "contested"
    reach = _RADIUS * (0.8 if crossed else 1.35)
    for rise in (reach, -reach) if crossed else (reach,) if look.struck else ():
        _add(group, "line", x1=x - reach, x2=x + reach, y1=y + rise, y2=y - rise, stroke=NEUTRAL.ink, stroke_width=1.2)
    return group


def _months(svg: ET.Element, grid: ET.Element, axis: _Axis, top: float, y: float) -> None:
    """Draw a tick and a faint line at each month's first day; names as many as have room, and each year once."""
    _add(svg, "line", x1=_LEFT, x2=axis.right, y1=y, y2=y, stroke=BASE["frame"])
    months = [day for day in map(date.fromordinal, range(axis.first, axis.last + 1)) if day.day == 1]
    gap = min((axis.at(later) - axis.at(one) for one, later in pairwise(months)), default=_MONTH_ROOM)
    step = next((step for step in (1, 2, 3, 6) if step * gap >= _MONTH_ROOM), 12)
    told: set[int] = set()
    for day in months:
        x, named = axis.at(day), (day.month - 1) % step == 0
        _add(svg, "line", x1=x, x2=x, y1=y, y2=y + (6 if named else 3), stroke=BASE["frame"])
        if not named:
            continue
        _add(grid, "line", x1=x, x2=x, y1=top, y2=y, stroke=BASE["region_line"], stroke_width=0.4)
        if x + _MONTH_ROOM / 2 <= axis.right + _MARGIN:
            _write(svg, x, y + 17, axis.words["months_short"][day.month - 1], size=10, text_anchor="middle")
            if day.year not in told:
                _write(svg, x, y + 29, str(day.year), size=10, text_anchor="middle", fill=BASE["text_muted"])
            told.add(day.year)


def _legend(svg: ET.Element, rows: Sequence[_Row], y: float, width: int, words: Table) -> float:
    """Draw what the stages and bars shown mean, in rows; return where they end."""
    stages, sides, bars = {row["stage"] for row in rows}, {row["side"] for row in rows}, set()
    names, said = words["sides"], words["history"]
    for voice in words["lanes"]:
        kind = "assessed" if voice == "assessed" else "officials"
        bars |= {(kind, side, said[f"{kind}_say"].format(side=names[side])) for side, _, _ in _spans(rows, voice)}
    about = (("", side, said["about"].format(code=side, side=names[side])) for side in SIDE_STYLES if side in sides)
    entries = [*((one, "", words["stages"][one]) for one in _STAGES if one in stages), *about, *sorted(bars)]
    x = _MARGIN
    for code, side, told in entries:
        room = 34 + len(told) * 10 * _LETTER
        if x + room > width - _MARGIN:
            x, y = _MARGIN, y + 16
        if not code:
            _add(svg, "circle", cx=x + 10, cy=y - 3.5, r=_RADIUS, fill=SIDE_STYLES[side].ink)
        elif side:
            _bar(svg, x, y - 8, 20, side, code)
        else:
            _symbol(svg, x + 10, y - 3.5, code, NEUTRAL)
        _write(svg, x + 26, y, told, size=10)
        x += room
    return y


def _add(parent: ET.Element, tag: str, **attributes: float | str) -> ET.Element:
    """Add an element; numbers are told to a tenth, underscores in names are hyphens."""
    told = {name: f"{value:.1f}" if isinstance(value, float) else str(value) for name, value in attributes.items()}
    return ET.SubElement(parent, tag, {name.replace("_", "-"): value for name, value in told.items()})


def _write(parent: ET.Element, x: float, y: float, words: str, *, size: float = 11, **look: str) -> None:
    _add(parent, "text", x=x, y=y, font_size=size, **{"fill": BASE["text"], **look}).text = words


def _sentence(row: _Row, words: Table) -> str:
    """What, by whom and when, for one mark."""
    publisher, lang = plain_line(row["publisher"]), words["lang"]
    told = (
        f"{day_words(row['day'], lang=lang)}, {words['stages'][row['stage']]}: {said_words(row, lang)}",
        sentence_or_note(row),
        words["history"]["printed_by"].format(name=publisher) if publisher else "",
    )
    return " ".join(filter(None, told))


def _described(rows: Sequence[_Row], lang: str) -> str:
    """The picture in words: how many records, of which stages, and when."""
    said = table(lang)["history"]
    return str(said["described"].format(told=counted_words(rows, lang)) if rows else said["none"])
