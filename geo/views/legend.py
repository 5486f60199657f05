"""The legend of a scene: the classes that appear, worded, and no others; and what is listed beside the map."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from ..records import Advance, Zone
from ..terms import EVENT_TYPES, LABELS, STATUSES
from .scene import Scene
from .style import AREA_CLASS, CLASSES, CONCEDED_LEGEND, DENIED_CLASS, DISPUTED_CLASS, event_parts
from .view import MapView
from .words import claimant_words, count_words, day_words, join_words, short, side_adjective, speakers

#: Groups of a legend, in order of reading.
GROUPS = ("Zones", "Advances", "Reports")
_MOST_LISTED = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a legend: a class key of style.CLASSES, or type-…, status-…, side-… of a mark."""

    key: str
    words: str
    group: str
    side: str = ""


def legend(scene: Scene, view: MapView) -> tuple[Entry, ...]:
    """Return the legend entries of the classes that appear in a scene, in order of reading; empty for none."""
    return (*_zone_entries(scene, view), *_advance_entries(scene), *_mark_entries(scene))


def _zone_entries(scene: Scene, view: MapView) -> list[Entry]:
    by_key: dict[str, list[Zone]] = defaultdict(list)
    for key, zone in scene.zones:
        by_key[key].append(zone)
    entries = []
    for key in sorted(by_key, key=lambda name: (CLASSES[name].order, name)):
        zones = by_key[key]
        if key == DISPUTED_CLASS:
            continue
        if zones[0].kind == "announced":
            entries += [Entry(key, _announced(key, zone), "Zones", zone.side) for zone in zones]
        else:
            entries.append(Entry(key, _held(key, zones, view), "Zones", zones[0].side))
    disputed = _disputed(scene)
    if disputed:
        entries.append(Entry(DISPUTED_CLASS, disputed, "Zones"))
    entries += [
        Entry(note.key, _announced(note.key, note.zone), "Zones", note.zone.side)
        for note in scene.notes
        if note.line is not None
    ]
    if scene.denied:
        by = sorted({name for one in scene.denied for name in one.claimed_by})
        against = sorted({name for one in scene.denied for name in one.denied_by})
        told = "Claim" if len(by) != 1 else f"Claim of {short(by[0])}"
        words = CLASSES[DENIED_CLASS].legend.format(claim=told, claimant=_few(against, "others"))
        entries.append(Entry(DENIED_CLASS, words, "Zones", scene.denied[0].side))
    return entries


def _held(key: str, zones: list[Zone], view: MapView) -> str:
    """Word a class of held ground: who claims it, or who has it in the other side's hands."""
    names = tuple(sorted({name for zone in zones for name in zone.claimed_by}))
    voices = tuple({zone.perspective for zone in zones})
    granted = any(zone.kind == "claimed" and zone.perspective != zone.side for zone in zones)
    return (CONCEDED_LEGEND if granted else CLASSES[key].legend).format(
        who=side_adjective(zones[0].side),
        claimant=claimant_words(names, voices[0]) if len(voices) == 1 else speakers(voices),
        date=day_words(view.day),
    )


def _announced(key: str, zone: Zone) -> str:
    when = zone.known_from or zone.interval.valid_from
    depth = "" if zone.depth_km is None else f"{zone.depth_km:g}"
    return CLASSES[key].legend.format(
        claimant=claimant_words(zone.claimed_by, zone.perspective), date=day_words(when), depth=depth
    )


def _disputed(scene: Scene) -> str:
    """Word who claims disputed ground and who says otherwise; empty where there is none."""
    pairs = {
        (speakers((overlap.one.perspective,)), speakers((overlap.other.perspective,))) for overlap in scene.overlaps
    }
    if len(pairs) == 1:
        one, other = pairs.pop()
        return CLASSES[DISPUTED_CLASS].legend.format(a=one, b=other)
    if pairs:
        voices = {overlap.one.perspective for overlap in scene.overlaps} | {
            overlap.other.perspective for overlap in scene.overlaps
        }
        return f"Claimed by one, denied by another: {speakers(tuple(voices))}"
    whole = [zone for key, zone in scene.zones if key == DISPUTED_CLASS]
    if not whole:
        return ""
    names = tuple(sorted({name for zone in whole for name in zone.claimed_by}))
    against = sorted({name for one in scene.denied for name in one.denied_by})
    return CLASSES[DISPUTED_CLASS].legend.format(
        a=claimant_words(names, whole[0].perspective), b=_few(against, "others")
    )


def _few(names: list[str], many: str) -> str:
    return join_words([short(name) for name in names]) if 0 < len(names) <= 2 else many


def _advance_entries(scene: Scene) -> list[Entry]:
    by_key: dict[str, list[Advance]] = defaultdict(list)
    for key, advance in scene.advances:
        by_key[key].append(advance)
    entries = []
    for key in sorted(by_key, key=lambda name: (CLASSES[name].order, name)):
        names = sorted({name for advance in by_key[key] for name in advance.claimed_by})
        sides = {side for advance in by_key[key] for side in advance.claimant_sides}
        words = CLASSES[key].legend.format(claimant=short(names[0]) if len(names) == 1 else speakers(tuple(sides)))
        entries.append(Entry(key, words, "Advances", by_key[key][0].side))
    return entries


def _mark_entries(scene: Scene) -> list[Entry]:
    """Shapes say what, bodies say how sure, colours say who: three short lists instead of every combination."""
    parts = [event_parts(key) for spot in scene.spots for key, _ in spot.classes]
    types, statuses, sides = ({part[at] for part in parts} for at in (0, 1, 2))
    entries = [Entry(f"type-{code}", LABELS["event_type"][code], "Reports") for code in EVENT_TYPES if code in types]
    entries += [Entry(f"status-{code}", LABELS["status"][code], "Reports") for code in STATUSES if code in statuses]
    names = {
        "RU": "Russia acts",
        "UA": "Ukraine acts",
        "US": "United States",
        "KP": "North Korea",
        "other": "no side named",
    }
    entries += [Entry(f"side-{code}", words, "Reports", code) for code, words in names.items() if code in sides]
    if any(tint.geometry is not None for tint in scene.tints):
        entries.append(Entry(AREA_CLASS, "Number of reports for a region, place not stated", "Reports"))
    return entries


def listed(scene: Scene) -> tuple[tuple[str, str], ...]:
    """Return what the map cannot show, as (heading, words): never dropped in silence. Empty for none."""
    found = [
        ("Announced, border not in view", _announced(note.key, note.zone)) for note in scene.notes if note.line is None
    ]
    tints = [
        f"{tint.name}: {count_words(tint.count, 'report', 'reports')}" for tint in scene.tints if tint.geometry is None
    ]
    if tints:
        found.append(("Area only, no outline here", "; ".join(_cut(tints))))
    if scene.outside:
        names = [f"{name} ({count})" if count > 1 else name for name, count in scene.outside]
        found.append(("Outside this map", ", ".join(_cut(names))))
    if scene.unplaced:
        counts = {name: scene.unplaced.count(name) for name in scene.unplaced}
        names = [f"{name} ({count})" if count > 1 else name for name, count in counts.items()]
        found.append(("Place not found", ", ".join(_cut(names))))
    return tuple(found)


def _cut(names: list[str]) -> list[str]:
    return names if len(names) <= _MOST_LISTED else [*names[:_MOST_LISTED], f"and {len(names) - _MOST_LISTED} more"]
