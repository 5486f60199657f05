"""The legend of a scene: the classes that appear, worded, and no others; and what is listed beside the map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..records import Advance, Zone
from ..terms import EVENT_TYPES, LABELS, SIDES, STATUSES
from .contesting import Contested
from .naming import claimant_words, extent_words, short, speakers
from .phrases import count_words, day_words, join_words, span_words
from .scene import Scene
from .style import (
    AREA_CLASS,
    CLASSES,
    CONCEDED_LEGEND,
    DENIED_CLASS,
    DISPUTED_CLASS,
    DOUBTED_LEGEND,
    PROPOSED_LEGEND,
    event_parts,
)
from .words import side_adjective

#: Groups of a legend, in order of reading.
GROUPS = ("Zones", "Advances", "Reports")
_MOST_LISTED = 12


#: How a legend words ground of two zones: who claims it, or in whose hands somebody has it.
PAIR_WORDS: Final[Mapping[str, str]] = {
    "own": "claimed by {claimant}",
    "given": "held by {side} according to {claimant}",
    "both": "{a}, also {b}",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a legend: a class key of style.CLASSES, or type-…, status-…, side-… of a mark."""

    key: str
    words: str
    group: str
    side: str = ""


def legend(scene: Scene) -> tuple[Entry, ...]:
    """Return the legend entries of the classes that appear in a scene, in order of reading; empty for none."""
    return (*_zone_entries(scene), *_advance_entries(scene), *_mark_entries(scene))


def _zone_entries(scene: Scene) -> list[Entry]:
    by_key: dict[tuple[str, bool], list[Zone]] = defaultdict(list)
    for key, zone in scene.zones:
        by_key[key, zone.kind == "claimed" and zone.perspective != zone.side].append(zone)
    entries = []
    for key, granted in sorted(by_key, key=lambda item: (CLASSES[item[0]].order, item)):
        zones = by_key[key, granted]
        if zones[0].kind == "announced":
            entries += [Entry(key, announced_words(key, zone), "Zones", zone.side) for zone in zones]
        else:
            entries.append(Entry(key, _held(key, zones, granted=granted), "Zones", zones[0].side))
    entries += [Entry(DISPUTED_CLASS, words, "Zones") for words in _contested(scene)]
    entries += [
        Entry(note.key, announced_words(note.key, note.zone), "Zones", note.zone.side)
        for note in scene.notes
        if note.line is not None
    ]
    return [*entries, *_denied(scene)]


def _held(key: str, zones: list[Zone], *, granted: bool) -> str:
    """Word a class of held ground: who claims it and when, or who has it in the other side's hands."""
    names = tuple(sorted({name for zone in zones for name in zone.claimed_by}))
    voices = tuple({zone.perspective for zone in zones})
    return (CONCEDED_LEGEND if granted else CLASSES[key].legend).format(
        who=side_adjective(zones[0].side),
        claimant=claimant_words(names, voices[0]) if len(voices) == 1 else speakers(voices),
        date=span_words(
            min((zone.claimed_from for zone in zones if zone.claimed_from), default=None),
            max((zone.claimed_to for zone in zones if zone.claimed_to), default=None),
        ),
    )


def announced_words(key: str, zone: Zone) -> str:
    """Word an announced zone with the day on which it was said; a wish or plan is proposed, not announced."""
    when = zone.known_from or zone.interval.valid_from
    claimant = claimant_words(zone.claimed_by, zone.perspective)
    legend = PROPOSED_LEGEND if zone.status == "planned" else CLASSES[key].legend
    return legend.format(claimant=claimant, date=day_words(when), extent=extent_words(zone))


def pair_words(one: Zone, other: Zone) -> str:
    """Word the ground that two zones share, naming both voices; `pairWords` of web/legend.js is its twin."""
    a, b = (
        PAIR_WORDS["own" if zone.perspective == zone.side else "given"].format(
            claimant=speakers((zone.perspective,)), side=LABELS["side"][zone.side]
        )
        for zone in (one, other)
    )
    told = PAIR_WORDS["both"].format(a=a, b=b)
    return told[0].upper() + told[1:]


def _contested(scene: Scene) -> list[str]:
    """Word who gives ground to the other side: one line a pair of voices, both named."""
    told = {pair_words(overlap.one, overlap.other) for overlap in scene.overlaps}
    grounds: dict[tuple[str, bool], list[Contested]] = defaultdict(list)
    for ground in scene.contested:
        grounds[ground.told.side, ground.told.claimed].append(ground.told)
    for (side, claimed), places in grounds.items():
        names = tuple(sorted({name for place in places for name in place.names}))
        told.add(
            (CLASSES[DISPUTED_CLASS].legend if claimed else DOUBTED_LEGEND).format(
                side=LABELS["side"].get(side, "others"),
                claimant=claimant_words(names, side if claimed else "assessed"),
                date=span_words(
                    min((place.first for place in places if place.first), default=None),
                    max((place.last for place in places if place.last), default=None),
                ),
            )
        )
    return sorted(told)


def _denied(scene: Scene) -> list[Entry]:
    """Word struck claims, one line a claiming side: whose claims, and who denies them."""
    entries = []
    for side in SIDES:
        mine = [one for one in scene.denied if one.side == side]
        if mine:
            by = tuple(sorted({name for one in mine for name in one.claimed_by}))
            against = sorted({name for one in mine for name in one.denied_by})
            words = CLASSES[DENIED_CLASS].legend.format(
                claim=claimant_words(by, side), claimant=_few(against, "others")
            )
            entries.append(Entry(DENIED_CLASS, words, "Zones", side))
    return entries


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
        entries.append(Entry(AREA_CLASS, "Number of reports for a region tinted so, place not stated", "Reports"))
    return entries


def listed(scene: Scene) -> tuple[tuple[str, str], ...]:
    """Return what the map cannot show, as (heading, words): never dropped in silence. Empty for none."""
    found = [
        ("Announced, border not in view", announced_words(note.key, note.zone))
        for note in scene.notes
        if note.line is None
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
