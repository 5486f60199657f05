"""The scene: what of a frame is drawn where, sorted by how it is drawn, and what can only be listed.

Nothing of the frame is lost: every record in its events is a mark, a part of an arrow, counted for an area,
or named in a list beside the map.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..crs import BBox, distance_km
from ..records import Advance, Frame, Zone
from .contesting import Contested, contested_places
from .naming import short
from .style import AREA_CLASS, advance_class, event_class, zone_class

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer

#: From largest claim on the eye to smallest: which mark is drawn where several would stand on one place.
_TYPE_ORDER = ("capture", "withdrawal", "incursion", "advance", "clash", "strike", "zone", "evacuation", "diplomacy")


@dataclass(frozen=True, slots=True)
class Spot:
    """The marks of one place: class keys with their number of records; `name` labels it. Degrees."""

    place_id: str
    name: str
    lon: float
    lat: float
    classes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Denied:
    """A place in a claimed zone that somebody denies outright: whose claim, and who denies it. Degrees."""

    place_id: str
    name: str
    lon: float
    lat: float
    side: str
    claimed_by: tuple[str, ...]
    denied_by: tuple[str, ...]


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
    `story` holds the place ids that labels should favour, most relevant first.
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


def scene(
    frame: Frame, bbox: BBox, boundaries: Boundaries, gazetteer: Gazetteer, lang: str = "en", *, apart_km: float = 0.0
) -> Scene:
    """Sort what a frame holds by how it is drawn inside an extent (west, south, east, north).

    Own rules: a record that tells of a drawn arrow has no mark of its own; of the arrows of one class that would
    end within `apart_km` of each other one is drawn, the others' places are marked; a denied place has one struck
    mark in place of its claim's; records of one class at one place share a mark.
    """
    zones = tuple((zone_class(zone), zone) for zone in frame.zones if _meets(zone.geometry, bbox))
    notes = tuple(
        _note(zone, boundaries, bbox) for zone in frame.zones if zone.kind == "announced" and zone.geometry is None
    )
    inside = tuple((advance_class(one), one) for one in frame.advances if _inside(*one.end, bbox))
    arrows = _arrows(inside, apart_km)
    denied = _denied(frame, bbox, gazetteer, lang)
    contested = _contested(frame, bbox)
    spots, tints, outside, unplaced = _events(frame, bbox, boundaries, gazetteer, lang, arrows, denied)
    return Scene(
        zones=tuple(sorted(zones, key=lambda item: (item[0], item[1].zone_id))),
        overlaps=_overlaps(frame.zones, bbox),
        contested=contested,
        notes=notes,
        advances=arrows,
        denied=denied,
        spots=spots,
        tints=tints,
        outside=outside,
        unplaced=unplaced,
        story=_story(inside, denied, contested, spots),
    )


def _arrows(advances: tuple[tuple[str, Advance], ...], apart_km: float) -> tuple[tuple[str, Advance], ...]:
    """Choose the advances that get an arrow: told by most first, none of its class too near; own generalisation."""
    ordered = sorted(advances, key=lambda item: (item[0], -item[1].count, item[1].advance_id))
    kept: dict[str, list[Advance]] = defaultdict(list)
    for key, advance in ordered:
        near = any(distance_km(*advance.end, *other.end) < apart_km for other in kept[key])
        if advance.start is not None and not near:
            kept[key].append(advance)
    return tuple((key, advance) for key in sorted(kept) for advance in kept[key])


def _inside(lon: float, lat: float, bbox: BBox) -> bool:
    return bbox[0] <= lon <= bbox[2] and bbox[1] <= lat <= bbox[3]


def _meets(geometry: BaseGeometry | None, bbox: BBox) -> bool:
    import shapely

    return geometry is not None and bool(shapely.intersects(geometry, shapely.box(*bbox)))


def _note(zone: Zone, boundaries: Boundaries, bbox: BBox) -> Note:
    """Find the border that an announcement without extent speaks of, cut to the extent, its region to the left."""
    import shapely

    region = _region(zone.region, boundaries)
    piece = shapely.clip_by_rect(announced_border(zone.region, boundaries), *bbox)
    if piece.geom_type == "MultiLineString":
        piece = shapely.line_merge(piece)
    if piece.is_empty:
        return Note(zone_class(zone), zone, None, aside=False)
    if region is None:
        return Note(zone_class(zone), zone, piece, aside=False)
    parts = [_region_left(part, region) for part in shapely.get_parts(piece)]
    return Note(zone_class(zone), zone, shapely.multilinestrings(parts), aside=True)


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

    left, right = (shapely.offset_curve(line, sign * 0.02) for sign in (1, -1))
    inside = [shapely.intersection(side, region).length for side in (left, right)]
    return line if inside[0] >= inside[1] else shapely.reverse(line)


def _overlaps(zones: tuple[Zone, ...], bbox: BBox) -> tuple[Overlap, ...]:
    import shapely

    frame = shapely.box(*bbox)
    held = [zone for zone in zones if zone.kind != "announced" and zone.geometry is not None]
    found = []
    for at, one in enumerate(held):
        for other in held[at + 1 :]:
            if one.side == other.side or one.geometry is None or other.geometry is None:
                continue
            shared = shapely.intersection_all([one.geometry, other.geometry, frame])
            ground = [
                part for part in getattr(shared, "geoms", [shared]) if part.geom_type == "Polygon" and part.area > 1e-6
            ]
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


def _denied(frame: Frame, bbox: BBox, gazetteer: Gazetteer, lang: str) -> tuple[Denied, ...]:
    rows = {row["place_id"]: row for row in frame.ledger.to_dict("records")}
    found: dict[str, Denied] = {}
    for zone in frame.zones:
        for place_id in zone.denied_ids:
            row, place = rows.get(place_id), gazetteer.get(place_id)
            if row is not None and not _missing(row.get("lon")):
                lon, lat, name = float(row["lon"]), float(row["lat"]), short(str(row["place_name"]))
            elif place is not None:
                lon, lat, name = place.lon, place.lat, place.name
            else:
                continue
            if _inside(lon, lat, bbox):
                name = place.named(lang) if place is not None else name
                by, against = _names(row, "claimed_by") or zone.claimed_by, _names(row, "denied_by")
                found.setdefault(place_id, Denied(place_id, name, lon, lat, zone.side, by, against))
    return tuple(found[place_id] for place_id in sorted(found))


def _names(row: Any, column: str) -> tuple[str, ...]:
    value = row.get(column) if row is not None else None
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    return tuple(str(name) for name in value) if isinstance(value, list | tuple) else ()


def _events(
    frame: Frame,
    bbox: BBox,
    boundaries: Boundaries,
    gazetteer: Gazetteer,
    lang: str,
    advances: tuple[tuple[str, Advance], ...],
    denied: tuple[Denied, ...],
) -> tuple[tuple[Spot, ...], tuple[Tint, ...], tuple[tuple[str, int], ...], tuple[str, ...]]:
    drawn = {event_id for _, advance in advances for event_id in advance.event_ids}
    struck = {one.place_id for one in denied}
    at_place: dict[tuple[str, str, float, float], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    by_area: dict[tuple[str, str], int] = defaultdict(int)
    outside: dict[str, int] = defaultdict(int)
    unplaced: list[str] = []
    for row in frame.events.to_dict("records"):
        key = event_class(row)
        place_id = row["place_id"] if isinstance(row["place_id"], str) else ""
        place = gazetteer.get(place_id) if place_id else None
        name = place.named(lang) if place is not None else short(_text(row["place_name"]))
        if key == AREA_CLASS:
            by_area[place_id, name or "an area not named"] += 1
        elif _missing(row["lon"]):
            unplaced.append(name or "a place not named")
        elif not _inside(float(row["lon"]), float(row["lat"]), bbox):
            outside[name or "a place not named"] += 1
        elif row["event_id"] not in drawn and not (place_id in struck and row["event_type"] == "capture"):
            at_place[place_id, name, float(row["lon"]), float(row["lat"])][key] += 1
    spots = tuple(
        Spot(*where, classes=tuple(sorted(classes.items(), key=lambda item: _mark_order(item[0]))))
        for where, classes in sorted(at_place.items())
    )
    tints = tuple(_tint(area, count, boundaries, bbox) for area, count in sorted(by_area.items()))
    beyond = tuple(sorted(outside.items(), key=lambda item: (-item[1], item[0])))
    return spots, tints, beyond, tuple(sorted(unplaced))


def _missing(value: Any) -> bool:
    return value is None or str(value) in {"<NA>", "nan"}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _mark_order(key: str) -> tuple[int, str]:
    event_type = key.split("-")[1]
    return (_TYPE_ORDER.index(event_type) if event_type in _TYPE_ORDER else len(_TYPE_ORDER), key)


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
