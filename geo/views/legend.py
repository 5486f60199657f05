"""The legend of a scene: the classes that appear, worded, and no others; and what is listed beside the map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..records import Advance, Zone
from ..terms import EVENT_TYPES, SIDES, STATUSES
from .contesting import Contested
from .languages import counted, table
from .naming import claimant_name, claimant_words, extent_words, speakers
from .phrases import day_words, join_words, span_words
from .scene import Scene
from .style import AREA_CLASS, CLASSES, DENIED_CLASS, DISPUTED_CLASS, event_parts, legend_kind

#: Groups of a legend, in order of reading.
GROUPS = ("Zones", "Advances", "Reports")
#: Key of the entry on marks that stand for several places.
MORE = "more-places"
_MOST_LISTED = 12
#: How classes of moves begin.
_MOVES = ("advance", "withdrawal")
#: How much a legend tells: every class; kinds of classes and who told of them; kinds alone.
Detail = Literal["classes", "told-kinds", "kinds"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a legend: a class key of style.CLASSES, or type-…, status-…, side-… of a mark."""

    key: str
    words: str
    group: str
    side: str = ""


def legend(scene: Scene, lang: str = "en", detail: Detail = "classes") -> tuple[Entry, ...]:
    """Return the legend entries of the classes that appear in a scene, in order of reading; empty for none.

    One of kinds tells kinds of zones and of advances without sides, and sides without kinds, as it does for marks:
    for paper with no room for every class. Its keys are those of `legend_kind`. "told-kinds" says of each kind
    according to whom, and when it was claimed.
    """
    if detail != "classes":
        told = detail == "told-kinds"
        return (*_kind_entries(scene, lang, told=told), *_mark_entries(scene, lang, sides=_sides(scene)))
    return (*_zone_entries(scene, lang), *_advance_entries(scene, lang), *_mark_entries(scene, lang))


def _kind_entries(scene: Scene, lang: str, *, told: bool) -> list[Entry]:
    drawn = [*scene.zones, *((note.key, note.zone) for note in scene.notes if note.line is not None)]
    orders = {legend_kind(key): CLASSES[key].order for key, _ in (*drawn, *scene.advances)}
    orders |= {DISPUTED_CLASS: CLASSES[DISPUTED_CLASS].order} if scene.overlaps or scene.contested else {}
    orders |= {DENIED_CLASS: CLASSES[DENIED_CLASS].order} if scene.denied else {}
    named = table(lang)["print"]["kinds"]
    entries = []
    for kind in sorted(orders, key=lambda kind: (kind.startswith(_MOVES), orders[kind])):
        advances = [advance for key, advance in scene.advances if legend_kind(key) == kind]
        by_name = _named_apart(kind, [zone for key, zone in drawn if legend_kind(key) == kind])
        for name, zones in by_name.items():
            words = _told_by(named[name], zones, advances, lang) if told else named[name]
            sides = {zone.side for zone in zones} | {advance.side for advance in advances}
            group = "Advances" if kind.startswith(_MOVES) else "Zones"
            entries.append(Entry(kind, words, group, sides.pop() if len(sides) == 1 else ""))
    return entries


def _named_apart(kind: str, zones: list[Zone]) -> dict[str, list[Zone]]:
    """Zones of a kind by how it is named: a wish or plan is proposed, not announced, and has a line of its own."""
    named: dict[str, list[Zone]] = {}
    for zone in sorted(zones, key=lambda zone: zone.status == "planned"):
        named.setdefault(_named_as(f"{kind}-{zone.side}", zone), []).append(zone)
    return named or {kind: []}


def _named_as(key: str, zone: Zone) -> str:
    """What names a zone of a class: a kind, or for what is only wished for or planned, that of a proposed one."""
    return legend_kind(key).replace("announced", "proposed") if zone.status == "planned" else legend_kind(key)


def _told_by(named: str, zones: list[Zone], advances: list[Advance], lang: str) -> str:
    """Add to the name of a kind according to whom it is, and when it was claimed or announced."""
    names = {name for zone in zones for name in zone.claimed_by} | {name for one in advances for name in one.claimed_by}
    voices = {zone.perspective for zone in zones} | {side for one in advances for side in one.claimant_sides}
    if not voices:
        return named
    who = _who(tuple(sorted(names)), tuple(sorted(voices)), lang)
    told: str = table(lang)["print"]["told_by"].format(kind=named, claimant=who)
    days = [day for zone in zones for day in _days(zone) if day is not None]
    return f"{told}, {span_words(min(days), max(days), lang)}" if days else told


def _days(zone: Zone) -> tuple[date | None, date | None]:
    """First and last day on which a zone was claimed, or announced."""
    if zone.kind == "announced":
        return _said_on(zone), _said_on(zone)
    return zone.claimed_from, zone.claimed_to


def _said_on(zone: Zone) -> date:
    """Day on which a zone was announced, as far as it is known."""
    return zone.known_from or zone.interval.valid_from


def _who(names: tuple[str, ...], voices: tuple[str, ...], lang: str) -> str:
    """Name the one claimant, else the groups that speak."""
    return claimant_words(names, voices[0], lang) if len(voices) == 1 else speakers(voices, lang)


def _sides(scene: Scene) -> set[str]:
    """Sides whose colours zones, announcements, advances and struck claims are drawn in."""
    keys = [key for key, _ in (*scene.zones, *scene.advances)]
    keys += [note.key for note in scene.notes if note.line is not None]
    return {key.rsplit("-", 1)[1] for key in keys} | {one.side for one in scene.denied}


def _zone_entries(scene: Scene, lang: str) -> list[Entry]:
    by_key: dict[tuple[str, bool], list[Zone]] = defaultdict(list)
    for key, zone in scene.zones:
        by_key[key, zone.kind == "claimed" and zone.perspective != zone.side].append(zone)
    entries = []
    for key, granted in sorted(by_key, key=lambda item: (CLASSES[item[0]].order, item)):
        zones = by_key[key, granted]
        if zones[0].kind == "announced":
            entries += [Entry(key, announced_words(key, zone, lang), "Zones", zone.side) for zone in zones]
        else:
            entries.append(Entry(key, _held(key, zones, lang, granted=granted), "Zones", zones[0].side))
    entries += [Entry(DISPUTED_CLASS, words, "Zones") for words in _contested(scene, lang)]
    entries += [
        Entry(note.key, announced_words(note.key, note.zone, lang), "Zones", note.zone.side)
        for note in scene.notes
        if note.line is not None
    ]
    return [*entries, *_denied(scene, lang)]


def _held(key: str, zones: list[Zone], lang: str, *, granted: bool) -> str:
    """Word a class of held ground: who claims it and when, or who has it in the other side's hands."""
    words = table(lang)
    names = tuple(sorted({name for zone in zones for name in zone.claimed_by}))
    voices = tuple({zone.perspective for zone in zones})
    wording: str = words["legend"]["zone-conceded" if granted else legend_kind(key)]
    return wording.format(
        who=words["who"][zones[0].side],
        claimant=_who(names, voices, lang),
        date=span_words(
            min((zone.claimed_from for zone in zones if zone.claimed_from), default=None),
            max((zone.claimed_to for zone in zones if zone.claimed_to), default=None),
            lang,
        ),
    )


def announced_words(key: str, zone: Zone, lang: str = "en") -> str:
    """Word an announced zone with the day on which it was said; a wish or plan is proposed, not announced."""
    claimant = claimant_words(zone.claimed_by, zone.perspective, lang)
    wording: str = table(lang)["legend"][_named_as(key, zone)]
    return wording.format(claimant=claimant, date=day_words(_said_on(zone), lang=lang), extent=extent_words(zone, lang))


def pair_words(one: Zone, other: Zone, lang: str = "en") -> str:
    """Word the ground that two zones share, naming both voices; `pairWords` of web/legend.js is its twin."""
    words = table(lang)
    a, b = (
        words["pair"]["own" if zone.perspective == zone.side else "given"].format(
            claimant=speakers((zone.perspective,), lang), side=words["holder"][zone.side]
        )
        for zone in (one, other)
    )
    told: str = words["pair"]["both"].format(a=a, b=b)
    return told[0].upper() + told[1:]


def _contested(scene: Scene, lang: str) -> list[str]:
    """Word who gives ground to the other side: one line a pair of voices, both named."""
    words = table(lang)
    told = {pair_words(overlap.one, overlap.other, lang) for overlap in scene.overlaps}
    grounds: dict[tuple[str, bool], list[Contested]] = defaultdict(list)
    for ground in scene.contested:
        grounds[ground.told.side, ground.told.claimed].append(ground.told)
    for (side, claimed), places in grounds.items():
        names = tuple(sorted({name for place in places for name in place.names}))
        told.add(
            words["legend"][DISPUTED_CLASS if claimed else "zone-doubted"].format(
                side=words["holder"].get(side, words["others"]),
                claimant=claimant_words(names, side if claimed else "assessed", lang),
                date=span_words(
                    min((place.first for place in places if place.first), default=None),
                    max((place.last for place in places if place.last), default=None),
                    lang,
                ),
            )
        )
    return sorted(told)


def _denied(scene: Scene, lang: str) -> list[Entry]:
    """Word struck claims, one line a claiming side: whose claims, and who denies them."""
    words = table(lang)
    entries = []
    for side in SIDES:
        mine = [one for one in scene.denied if one.side == side]
        if mine:
            by = tuple(sorted({name for one in mine for name in one.claimed_by}))
            deniers = sorted({name for one in mine for name in one.denied_by})
            against = [claimant_name(name, lang, of=True) for name in deniers]
            denied = words["legend"][DENIED_CLASS].format(
                claim=claimant_words(by, side, lang),
                claimant=join_words(against, lang) if 0 < len(against) <= 2 else words["others"],
            )
            entries.append(Entry(DENIED_CLASS, denied, "Zones", side))
    return entries


def _advance_entries(scene: Scene, lang: str) -> list[Entry]:
    words = table(lang)
    by_key: dict[str, list[Advance]] = defaultdict(list)
    for key, advance in scene.advances:
        by_key[key].append(advance)
    entries = []
    for key in sorted(by_key, key=lambda name: (CLASSES[name].order, name)):
        names = sorted({name for advance in by_key[key] for name in advance.claimed_by})
        sides = {side for advance in by_key[key] for side in advance.claimant_sides}
        told = words["legend"][legend_kind(key)].format(
            who=words["who"][key.rsplit("-", 1)[1]],
            claimant=claimant_name(names[0], lang, of=True) if len(names) == 1 else speakers(tuple(sides), lang),
        )
        entries.append(Entry(key, told, "Advances", by_key[key][0].side))
    return entries


def _mark_entries(scene: Scene, lang: str, sides: Iterable[str] = ()) -> list[Entry]:
    """Shapes say what, bodies say how sure, colours say who: three short lists instead of every combination."""
    words = table(lang)
    parts = [event_parts(key) for spot in scene.spots for key, _ in spot.classes]
    types, statuses, acting = ({part[at] for part in parts} for at in (0, 1, 2))
    acting |= set(sides)
    entries = [Entry(f"type-{code}", words["types"][code], "Reports") for code in EVENT_TYPES if code in types]
    entries += [Entry(f"status-{code}", words["statuses"][code], "Reports") for code in STATUSES if code in statuses]
    told = words["sides"] if sides else words["sides_acting"]
    entries += [Entry(f"side-{code}", told[code], "Reports", code) for code in SIDES if code in acting]
    if any(spot.more for spot in scene.spots):
        entries.append(Entry(MORE, words["print"]["more"], "Reports"))
    if any(tint.geometry is not None for tint in scene.tints):
        entries.append(Entry(AREA_CLASS, words["legend"][AREA_CLASS], "Reports"))
    return entries


def listed(scene: Scene, lang: str = "en") -> tuple[tuple[str, str], ...]:
    """Return what the map cannot show, as (heading, words): never dropped in silence. Empty for none."""
    words = table(lang)
    found = [
        (words["not_in_view"], announced_words(note.key, note.zone, lang)) for note in scene.notes if note.line is None
    ]
    tints = [
        f"{tint.name}: {counted(words['n_reports'], tint.count, lang)}" for tint in scene.tints if tint.geometry is None
    ]
    if tints:
        found.append((words["no_outline"], "; ".join(_cut(tints, lang))))
    if scene.outside:
        names = [f"{name} ({count})" if count > 1 else name for name, count in scene.outside]
        found.append((words["outside"], ", ".join(_cut(names, lang))))
    if scene.undrawn:
        found.append((words["print"]["undrawn"], counted(words["n_reports"], scene.undrawn, lang)))
    if scene.unplaced:
        counts = {name: scene.unplaced.count(name) for name in scene.unplaced}
        names = [f"{name} ({count})" if count > 1 else name for name, count in counts.items()]
        found.append((words["not_found"], ", ".join(_cut(names, lang))))
    return tuple(found)


def _cut(names: list[str], lang: str) -> list[str]:
    if len(names) <= _MOST_LISTED:
        return names
    return [*names[:_MOST_LISTED], counted(table(lang)["and_more"], len(names) - _MOST_LISTED, lang)]
