"""The scene: what of a frame is drawn where, sorted by how it is drawn, and what can only be listed.

Nothing of the frame is lost: every record in its events is a mark, a part of an arrow, counted for an area,
or named in a list beside the map.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..crs import BBox
from ..records import Advance, Frame, Zone
from .style import AREA_CLASS, SIDE_STYLES, advance_class, event_class, zone_class

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
    """A place in a claimed zone that others deny: whose claim, and who says otherwise. Degrees."""

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
    side: str | None
    geometry: BaseGeometry | None


@dataclass(frozen=True, slots=True)
class Overlap:
    """Ground that two sides are said to hold: who says so on either hand."""

    geometry: BaseGeometry
    one: Zone
    other: Zone


@dataclass(frozen=True, slots=True)
class Scene:
    """What is drawn inside an extent, and what is listed beside the map.

    `notes` are announced zones without extent with the stretch of border they speak of (None where it has
    none in view). `outside` are placed records beyond the extent by place, `unplaced` those without a place.
    `story` holds the place ids that labels should favour, most relevant first.
    """

    zones: tuple[tuple[str, Zone], ...]
    overlaps: tuple[Overlap, ...]
    notes: tuple[tuple[str, Zone, BaseGeometry | None], ...]
    advances: tuple[tuple[str, Advance], ...]
    denied: tuple[Denied, ...]
    spots: tuple[Spot, ...]
    tints: tuple[Tint, ...]
    outside: tuple[tuple[str, int], ...]
    unplaced: tuple[str, ...]
    story: tuple[str, ...]


def scene(frame: Frame, bbox: BBox, boundaries: Boundaries, gazetteer: Gazetteer, lang: str = "en") -> Scene:
    """Sort what a frame holds by how it is drawn inside an extent (west, south, east, north).

    Own rules: a record that tells of a drawn advance has no mark of its own; a denied place has one struck
    mark in place of its claim's; records of one class at one place share a mark.
    """
    zones = tuple((zone_class(zone), zone) for zone in frame.zones if _meets(zone.geometry, bbox))
    notes = tuple(
        (zone_class(zone), zone, _stretch(zone, boundaries, bbox))
        for zone in frame.zones
        if zone.kind == "announced" and zone.geometry is None
    )
    advances = tuple((advance_class(one), one) for one in frame.advances if _inside(*one.end, bbox))
    denied = _denied(frame, bbox, gazetteer, lang)
    spots, tints, outside, unplaced = _events(frame, bbox, boundaries, gazetteer, lang, advances, denied)
    return Scene(
        zones=tuple(sorted(zones, key=lambda item: (item[0], item[1].zone_id))),
        overlaps=_overlaps(frame.zones, bbox),
        notes=notes,
        advances=advances,
        denied=denied,
        spots=spots,
        tints=tints,
        outside=outside,
        unplaced=unplaced,
        story=_story(advances, denied, spots),
    )


def _inside(lon: float, lat: float, bbox: BBox) -> bool:
    return bbox[0] <= lon <= bbox[2] and bbox[1] <= lat <= bbox[3]


def _meets(geometry: BaseGeometry | None, bbox: BBox) -> bool:
    import shapely

    return geometry is not None and bool(shapely.intersects(geometry, shapely.box(*bbox)))


def _stretch(zone: Zone, boundaries: Boundaries, bbox: BBox) -> BaseGeometry | None:
    """Return the border that an announcement without extent speaks of, cut to the extent."""
    import shapely

    line = boundaries.border_of(zone.region) if zone.region and zone.region.startswith("adm1:") else None
    if line is None or line.is_empty:
        borders = boundaries.borders
        fighting = borders["country_a"].isin(("RU", "UA")) & borders["country_b"].isin(("RU", "UA"))
        line = shapely.union_all(borders[fighting].geometry.values)
    piece = shapely.clip_by_rect(line, *bbox)
    return None if piece.is_empty else shapely.line_merge(piece) if piece.geom_type == "MultiLineString" else piece


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


def _denied(frame: Frame, bbox: BBox, gazetteer: Gazetteer, lang: str) -> tuple[Denied, ...]:
    rows = {row["place_id"]: row for row in frame.ledger.to_dict("records")}
    found: dict[str, Denied] = {}
    for zone in frame.zones:
        for place_id in zone.disputed_ids:
            row, place = rows.get(place_id), gazetteer.get(place_id)
            if row is not None and not _missing(row.get("lon")):
                lon, lat, name = float(row["lon"]), float(row["lat"]), str(row["place_name"])
            elif place is not None:
                lon, lat, name = place.lon, place.lat, place.name
            else:
                continue
            if _inside(lon, lat, bbox):
                name = place.named(lang) if place is not None else name
                by, against = _names(row, "claimed_by") or zone.claimed_by, _names(row, "disputed_by")
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
    drawn = {event_id for _, advance in advances if advance.start is not None for event_id in advance.event_ids}
    struck = {one.place_id for one in denied}
    at_place: dict[tuple[str, str, float, float], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    by_area: dict[tuple[str, str], list[str | None]] = defaultdict(list)
    outside: dict[str, int] = defaultdict(int)
    unplaced: list[str] = []
    for row in frame.events.to_dict("records"):
        key = event_class(row)
        place_id = row["place_id"] if isinstance(row["place_id"], str) else ""
        place = gazetteer.get(place_id) if place_id else None
        name = place.named(lang) if place is not None else _text(row["place_name"])
        if key == AREA_CLASS:
            by_area[place_id, name or "an area not named"].append(_text(row["actor_side"]) or None)
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
    tints = tuple(_tint(area, sides, boundaries, bbox) for area, sides in sorted(by_area.items()))
    beyond = tuple(sorted(outside.items(), key=lambda item: (-item[1], item[0])))
    return spots, tints, beyond, tuple(sorted(unplaced))


def _missing(value: Any) -> bool:
    return value is None or str(value) in {"<NA>", "nan"}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _mark_order(key: str) -> tuple[int, str]:
    event_type = key.split("-")[1]
    return (_TYPE_ORDER.index(event_type) if event_type in _TYPE_ORDER else len(_TYPE_ORDER), key)


def _tint(area: tuple[str, str], sides: list[str | None], boundaries: Boundaries, bbox: BBox) -> Tint:
    place_id, name = area
    outline = boundaries.area(place_id) if place_id else None
    if outline is not None and (outline.geom_type not in {"Polygon", "MultiPolygon"} or not _meets(outline, bbox)):
        outline = None
    only = sides[0] if len(set(sides)) == 1 and sides[0] in SIDE_STYLES else None
    return Tint(place_id, name, len(sides), only, outline)


def _story(
    advances: tuple[tuple[str, Advance], ...], denied: tuple[Denied, ...], spots: tuple[Spot, ...]
) -> tuple[str, ...]:
    weight: dict[str, int] = defaultdict(int)
    for one in denied:
        weight[one.place_id] += 40
    for _, advance in advances:
        weight[advance.place_id or ""] += 20 + advance.count
    for spot in spots:
        weight[spot.place_id] += 5 * len(spot.classes) + sum(count for _, count in spot.classes)
    weight.pop("", None)
    return tuple(sorted(weight, key=lambda place_id: (-weight[place_id], place_id)))
