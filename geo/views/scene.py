"""The scene: what of a frame is drawn where, sorted by how it is drawn, and what can only be listed.

Nothing of the frame is lost: every record in its events is a mark, a part of an arrow, counted for an area,
or named in a list beside the map.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from ..crs import BBox
from ..records import Advance, Frame, Zone
from .contesting import Contested, contested_places
from .denied_places import Denied, denied_places
from .generalise import arrows, gathered, head_end, uncovered
from .once import once_each
from .placed_reports import Spot, placed_reports
from .style import advance_class, zone_class

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Tint:
    """An area that records name without a place in it; `geometry` None where it has no outline here."""

    place_id: str
    name: str
    count: int
    geometry: BaseGeometry | None


@dataclass(frozen=True, slots=True)
class Note:
    """An announced zone without extent: the stretch of border it speaks of, None where it has none in view.

    `aside` says that the region meant lies to the left of the line; without a region the line is the border itself.
    """

    key: str
    zone: Zone
    line: BaseGeometry | None
    aside: bool


@dataclass(frozen=True, slots=True)
class Overlap:
    """Ground that two sides are said to hold: who says so on either hand."""

    geometry: BaseGeometry
    one: Zone
    other: Zone


@dataclass(frozen=True, slots=True)
class Ground:
    """Ground of a place in a zone that others give to the other side, and who does."""

    geometry: BaseGeometry
    zone: Zone
    told: Contested


@dataclass(frozen=True, slots=True)
class Scene:
    """What is drawn inside an extent, and what is listed beside the map.

    `advances` are those drawn as arrows. `outside` are placed records beyond the extent by place, `unplaced`
    those without a place.
    `story` holds the place ids that labels should favour, most relevant first; `undrawn` counts the
    reports of kinds for which their place has no room. `beyond` says that zones or advances go on outside the extent.
    """

    zones: tuple[tuple[str, Zone], ...]
    overlaps: tuple[Overlap, ...]
    contested: tuple[Ground, ...]
    notes: tuple[Note, ...]
    advances: tuple[tuple[str, Advance], ...]
    denied: tuple[Denied, ...]
    spots: tuple[Spot, ...]
    tints: tuple[Tint, ...]
    outside: tuple[tuple[str, int], ...]
    unplaced: tuple[str, ...]
    story: tuple[str, ...]
    undrawn: int = 0
    beyond: bool = False


def scene(
    frame: Frame, bbox: BBox, boundaries: Boundaries, gazetteer: Gazetteer, lang: str = "en", *,
    apart_km: float = 0.0, first: frozenset[str] = frozenset(),
) -> Scene:  # fmt: skip
    """Sort what a frame holds by how it is drawn inside an extent (west, south, east, north).

    Own rules: a record that tells of a drawn arrow has no mark of its own; of the arrows of one class that would
    end within `apart_km` of each other one is drawn, those to places in `first` before others, and the others' places
    are marked; a denied place has one struck mark in place of its claim's; records of one class at one place share a
    mark, and places whose marks would lie on each other are drawn as one.
    """
    zones = tuple((zone_class(zone), zone) for zone in frame.zones if _meets(zone.geometry, bbox))
    notes = tuple(
        _note(zone, boundaries, bbox) for zone in frame.zones if zone.kind == "announced" and zone.geometry is None
    )
    inside = tuple((key, one) for key, one in _classed(frame) if _inside(*one.end, bbox))
    denied = denied_places(frame, bbox, gazetteer, lang)
    contested = _contested(frame, bbox)
    told = placed_reports(frame, bbox, gazetteer, lang)
    drawn = arrows([one for one in inside if _inside(*head_end(one[1], apart_km), bbox)], apart_km, first)
    struck_places = frozenset(one.place_id for one in denied)

    def spots_beside(drawn: Iterable[tuple[str, Advance]]) -> tuple[Spot, ...]:
        return told.spots((event_id for _, one in drawn for event_id in one.event_ids), struck_places)

    beside = spots_beside(drawn)
    story = _story(inside, denied, contested, beside)
    while True:
        spots, struck, undrawn = gathered(beside, denied, story, apart_km)
        clear = uncovered(drawn, spots, struck, apart_km, first)
        if len(clear) == len(drawn):
            break
        drawn, beside = clear, spots_beside(clear)
    return Scene(
        zones=tuple(sorted(zones, key=lambda item: (item[0], item[1].zone_id))),
        overlaps=_overlaps(frame, bbox),
        contested=contested,
        notes=notes,
        advances=drawn,
        denied=struck,
        spots=spots,
        tints=tuple(_tint(area, count, boundaries, bbox) for area, count in told.areas),
        outside=told.outside,
        unplaced=told.unplaced,
        story=_standing(story, spots, struck, drawn, contested),
        undrawn=undrawn,
        beyond=len(inside) < len(frame.advances) or any(_leaves(zone.geometry, bbox) for zone in frame.zones),
    )


def _standing(
    story: tuple[str, ...], spots: tuple[Spot, ...], denied: tuple[Denied, ...],
    advances: tuple[tuple[str, Advance], ...], contested: tuple[Ground, ...],
) -> tuple[str, ...]:  # fmt: skip
    """The places of a story that still stand by themselves, and are not drawn at another."""
    standing = {spot.place_id for spot in spots} | {one.place_id for one in denied}
    standing |= {ground.told.place_id for ground in contested}
    standing |= {advance.place_id for _, advance in advances if advance.place_id}
    return tuple(place_id for place_id in story if place_id in standing)


def _inside(lon: float, lat: float, bbox: BBox) -> bool:
    return bbox[0] <= lon <= bbox[2] and bbox[1] <= lat <= bbox[3]


def _meets(geometry: BaseGeometry | None, bbox: BBox) -> bool:
    import shapely

    return geometry is not None and bool(shapely.intersects(geometry, shapely.box(*bbox)))


def _leaves(geometry: BaseGeometry | None, bbox: BBox) -> bool:
    import shapely

    return geometry is not None and not shapely.box(*bbox).covers(geometry)


def _note(zone: Zone, boundaries: Boundaries, bbox: BBox) -> Note:
    """Find the border that an announcement without extent speaks of, cut to the extent, its region to the left."""
    piece, aside = _border_beside(boundaries, zone.region, bbox)
    return Note(zone_class(zone), zone, None if piece.is_empty else piece, aside=aside)


@lru_cache(maxsize=64)
def _border_beside(boundaries: Boundaries, region_id: str | None, bbox: BBox) -> tuple[BaseGeometry, bool]:
    """The announced border inside an extent, and whether it has a region to its left."""
    import shapely

    region = _region(region_id, boundaries)
    piece = shapely.clip_by_rect(announced_border(region_id, boundaries), *bbox)
    if piece.geom_type == "MultiLineString":
        piece = shapely.line_merge(piece)
    if piece.is_empty or region is None:
        return piece, False
    parts = [_region_left(part, region) for part in shapely.get_parts(piece)]
    return shapely.multilinestrings(parts), True


def announced_border(region_id: str | None, boundaries: Boundaries) -> BaseGeometry:
    """Return the border an announcement without extent speaks of: its region's, else all between the two states.

    A region without an outline here, or one away from any border, counts as none.
    """
    line = boundaries.border_of(region_id) if region_id and _region(region_id, boundaries) is not None else None
    return boundaries.border("RU", "UA") if line is None or line.is_empty else line


def _region(region_id: str | None, boundaries: Boundaries) -> BaseGeometry | None:
    return boundaries.area(region_id) if region_id and region_id.startswith("adm1:") else None


def _region_left(line: BaseGeometry, region: BaseGeometry) -> BaseGeometry:
    """Turn a line so that a region lies to its left for most of its length."""
    import shapely

    coarse = shapely.simplify(line, 0.004)
    left, right = (shapely.offset_curve(coarse, sign * 0.02) for sign in (1, -1))
    inside = [shapely.intersection(side, region).length for side in (left, right)]
    return line if inside[0] >= inside[1] else shapely.reverse(line)


def _overlaps(frame: Frame, bbox: BBox) -> tuple[Overlap, ...]:
    import shapely

    found = []
    for whole in _shared(frame):
        inside = shapely.clip_by_rect(whole.geometry, *bbox)
        ground = [part for part in shapely.get_parts(inside) if part.geom_type == "Polygon" and part.area > 1e-6]
        if ground:
            found.append(replace(whole, geometry=shapely.multipolygons(ground)))
    return tuple(found)


@once_each
def _shared(frame: Frame) -> tuple[Overlap, ...]:
    """Ground that zones of two sides share, wherever it lies."""
    import shapely

    held = [zone for zone in frame.zones if zone.kind != "announced" and zone.geometry is not None]
    found = []
    for at, one in enumerate(held):
        for other in (zone for zone in held[at + 1 :] if zone.side != one.side):
            shared = shapely.intersection(one.geometry, other.geometry)
            ground = [part for part in shapely.get_parts(shared) if part.geom_type == "Polygon"]
            if ground:
                found.append(Overlap(shapely.multipolygons(ground), one, other))
    return tuple(found)


def _contested(frame: Frame, bbox: BBox) -> tuple[Ground, ...]:
    """Find contested ground inside the extent; side by side the overlap of the zones themselves shows it."""
    if frame.perspective == "all":
        return ()
    return tuple(
        Ground(frame.disputed[told.place_id], zone, told)
        for zone in frame.zones
        for told in contested_places(frame, zone)
        if told.place_id in frame.disputed and _meets(frame.disputed[told.place_id], bbox)
    )


@once_each
def _classed(frame: Frame) -> tuple[tuple[str, Advance], ...]:
    return tuple((advance_class(one), one) for one in frame.advances)


def _tint(area: tuple[str, str], count: int, boundaries: Boundaries, bbox: BBox) -> Tint:
    place_id, name = area
    outline = boundaries.area(place_id) if place_id else None
    if outline is not None and (outline.geom_type not in {"Polygon", "MultiPolygon"} or not _meets(outline, bbox)):
        outline = None
    return Tint(place_id, name, count, outline)


def _story(
    advances: tuple[tuple[str, Advance], ...],
    denied: tuple[Denied, ...],
    contested: tuple[Ground, ...],
    spots: tuple[Spot, ...],
) -> tuple[str, ...]:
    weight: dict[str, int] = defaultdict(int)
    for place_id in (*(one.place_id for one in denied), *(ground.told.place_id for ground in contested)):
        weight[place_id] += 40
    for _, advance in advances:
        weight[advance.place_id or ""] += 20 + advance.count
    for spot in spots:
        weight[spot.place_id] += 5 * len(spot.classes) + sum(count for _, count in spot.classes)
    weight.pop("", None)
    return tuple(sorted(weight, key=lambda place_id: (-weight[place_id], place_id)))
