"""Names of countries and regions, and announcements along a border: where on the panel they may stand, in points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from . import themes
from .basemap import Label, area_labels
from .languages import counted, grouped, table
from .naming import claimant_name
from .phrases import bound
from .scene import Note, Tint
from .static_labels import Sign
from .static_marks import NOTE_OFFSET
from .static_parts import MapParts
from .static_settle import Choices, Ground, centred, choices, joined, near_or_far
from .static_text import legible, text_width, wrap
from .view import MapView

if TYPE_CHECKING:
    import numpy as np
    from shapely import Point
    from shapely.geometry.base import BaseGeometry

    from ..places.boundaries import Boundaries

#: The name of an area is tried at so many places.
_SPOTS: Final = 48
#: Where along its border a note is tried: pieces of the line, longest first, and shares of their length.
_PIECES: Final = 3
_ALONG: Final = (0.5, 0.3, 0.7, 0.15, 0.85)
#: Space around the name of an area, points.
_AREA_PAD: Final = 3.0
#: Ranks of the texts that are no settlement's: see `basemap.place_labels` for theirs.
_AREA_NUMBERED, _AREA_TOLD, _NOTE, _COUNTRY, _AREA = 5, 20, 30, 40, 4_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text that wants a place: its rank, where it may stand, its colour, and what it names."""

    rank: int
    choices: Choices
    colour: str
    names: str
    key: str = ""


def areas_of(parts: MapParts, view: MapView, boundaries: Boundaries, ground: Ground) -> list[Wanted]:
    """Names of countries and regions; a region that reports speak of says how many, in its second line."""
    counts = {tint.place_id: tint.count for tint in parts.scene.tints if tint.geometry is not None}
    found = []
    for label in area_labels(boundaries, parts.panel.shown, view.lang):
        country = label.kind == "country"
        outline = _country(boundaries, label) if country else boundaries.area(label.place_id)
        told = counts.get(label.place_id)
        lines: tuple[str, ...] = (label.text.upper() if country else label.text,)
        size = legible((1.25 if country else 1.0) * parts.unit)
        rank = _COUNTRY if country else _AREA
        number = (parts.numbers or {}).get(label.place_id)
        if number is not None and number.n:  # of a region that nobody speaks of, a nought would say that all is quiet
            told, rank = number.n, _AREA_NUMBERED
            fits = outline is not None and _broad(parts, outline) > text_width(number.full, size, italic=True)
            lines = (*lines, number.full if fits else number.short)
        elif told is not None:
            lines, rank = (*lines, counted(table(view.ui)["n_reports_area"], told, view.ui)), _AREA_TOLD
        sign = Sign(lines, *parts.panel.at(label.lon, label.lat), size, italic=not country)
        colour = themes.ink("text_region") if told is None else themes.ink("text")
        found.append(Wanted(rank, _inside(parts, outline, sign, ground), colour, label.place_id))
    return found


def _broad(parts: MapParts, outline: BaseGeometry) -> float:
    """How broad an area is on the panel, points."""
    import shapely

    shape = parts.panel.shape(shapely.clip_by_rect(outline, *parts.panel.extent), spare=0.0)
    return 0.0 if shape.is_empty else float(shape.bounds[2] - shape.bounds[0])


def counted_area(
    parts: MapParts, tint: Tint, lang: str, ground: Ground, *, bare: bool = False
) -> Wanted | None:  # fmt: skip
    """Name and number of reports of a tinted area, in short; `bare`: the number alone, as the legend's sample has."""
    if tint.geometry is None:
        return None
    number = (parts.numbers or {}).get(tint.place_id)
    told = counted(table(lang)["n_reports"], tint.count, lang) if number is None else number.short
    lines = (grouped(tint.count if number is None else number.n, lang),) if bare else (tint.name, told)
    at = parts.panel.shape(tint.geometry, spare=0.0).centroid
    if at.is_empty:
        return None
    sign = Sign(lines, at.x, at.y, legible(0.82 * parts.unit), italic=True)
    return Wanted(0, _inside(parts, tint.geometry, sign, ground), themes.ink("text"), tint.place_id)


def ground_of(parts: MapParts) -> Ground:
    """Zones in points of the panel and their edges, prepared for asking what touches them."""
    import shapely

    shapes = [shapely.simplify(shape, 0.8) for _, shape in parts.zones]
    zones = shapely.union_all(shapes)
    dotted = [
        shapely.buffer(parts.panel.shape(note.line, spare=0.0), NOTE_OFFSET + 1.0)
        for note in parts.scene.notes
        if note.line is not None
    ]
    edges = shapely.union_all([*(shapely.boundary(shape) for shape in shapes), *dotted])
    shapely.prepare(zones)
    shapely.prepare(edges)
    return Ground(zones, edges)


def _country(boundaries: Boundaries, label: Label) -> BaseGeometry | None:
    mine = boundaries.countries[boundaries.countries["country"] == label.place_id.removeprefix("country:")]
    return None if mine.empty else mine.geometry.iloc[0]


def _inside(parts: MapParts, outline: BaseGeometry | None, sign: Sign, ground: Ground) -> Choices:
    """Places for the middle of a name inside an outline: clean ground, away from its edge, near to its label point."""
    import numpy as np
    import shapely

    none = centred(sign, np.empty((0, 2)), np.empty(0), parts.room, ground)
    if outline is None:
        return none
    near = shapely.simplify(shapely.clip_by_rect(outline, *parts.panel.extent), 12 * parts.panel.fine)
    area = parts.panel.shape(near, spare=0.0)
    width, height = sign.extent
    room = shapely.box(
        width / 2 + 4, height / 2 + 4, parts.panel.width - width / 2 - 4, parts.panel.height - height / 2 - 4
    )
    area = shapely.intersection(area, room) if not area.is_empty and room.area else area
    if area.is_empty:
        return none
    spots = _grid(*area.bounds)
    shapely.prepare(area)
    spots = spots[shapely.contains_xy(area, spots)]
    if not len(spots):
        return none
    half = np.array([width, height]) / 2 + _AREA_PAD
    boxes = shapely.box(*np.hstack([spots - half, spots + half]).T)
    edge = shapely.distance(shapely.boundary(area), shapely.points(spots))
    far = np.abs(spots - (sign.x, sign.y)).sum(axis=1) / (parts.panel.width + parts.panel.height)
    costs = 20.0 * shapely.intersects(ground.zones, boxes) + 6.0 * (edge < width / 2) + 8.0 * far
    order = np.argsort(costs, kind="stable")
    found = centred(sign, spots[order], costs[order], parts.room, ground, pad=_AREA_PAD)
    return replace(found, boxes=found.boxes[:_SPOTS], leaders=found.leaders[:_SPOTS], costs=found.costs[:_SPOTS])


def _grid(west: float, south: float, east: float, north: float) -> np.ndarray:
    import numpy as np

    x, y = np.meshgrid(np.linspace(west, east, 23), np.linspace(south, north, 19))
    return np.column_stack([x.ravel(), y.ravel()])


def note_of(parts: MapParts, note: Note, lang: str, ground: Ground) -> Wanted | None:
    """An announcement without extent, beside its stretch of border."""
    if note.line is None:
        return None
    told = table(lang)
    size = legible(0.82 * parts.unit)
    who = claimant_name(note.zone.claimed_by[0], lang, of=True) if note.zone.claimed_by else told["unnamed"]
    words = told["note_proposed" if note.zone.status == "planned" else "note_announced"].format(who=who)
    lines = tuple(wrap(bound(words), 15 * parts.unit, size))
    radius = 0.2 if note.aside else 1.6
    anchors = _anchors(parts.panel.shape(note.line, spare=0.0), NOTE_OFFSET if note.aside else 0.0)
    signs = [Sign(lines, at.x, at.y, size, italic=True, radius=radius, leader=True, clear=4.0) for at in anchors]
    if not signs:
        return None
    hung = joined([near_or_far(choices(sign, parts.room, ground)) for sign in signs])
    return Wanted(_NOTE, hung, themes.look(note.key).edge, note.zone.zone_id)


def _anchors(line: BaseGeometry, aside: float) -> list[Point]:
    """Points to hang a note on: along the longest pieces of a line, `aside` points to its left."""
    import shapely

    pieces = sorted(shapely.get_parts(line), key=lambda piece: -piece.length)[:_PIECES]
    lines = [shapely.offset_curve(shapely.simplify(piece, 1.2), aside) if aside else piece for piece in pieces]
    return [shapely.line_interpolate_point(piece, share, normalized=True) for share in _ALONG for piece in lines]
