"""Claimed and assessed zones: the united cells of the places a side holds, for as long as that does not change.

Own method. A zone is rebuilt only on days on which its places, its records or its disputes change; nothing is drawn
between two states. Zones of one perspective cannot overlap: a place is held by one side or by none, and
cells share edges only.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ..clock import Interval
from ..crs import area_km2
from ..records import Zone, content_id
from ..terms import ASSESSING_SIDES, CLOCKS, ZoneKind
from .cells import Cells
from .ledger import Holding, Ledger
from .mosaic import Mosaic
from .sayings import OPPONENT, VOICES

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


def held_method(reach_km: float) -> str:
    """Say how a zone of held places is made."""
    return f"schematic: Voronoi cells of the settlements in effect, capped at {reach_km:g} km, cut at the state border"


class _Ground:
    """What one side holds while a perspective's changes are read in order of days.

    What a zone tells of its places is counted as they come and go, so that a change costs its own places.
    """

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self._mosaic = Mosaic(cells)
        self.held: dict[str, Holding] = {}
        self.lost: dict[str, Holding] = {}
        self.changed = False
        self._records = _Records()
        self._claimants: Counter[str] = Counter()
        self._told: Counter[date] = Counter()
        self._disputed: set[str] = set()
        self._denied: set[str] = set()

    def read(self, place_id: str, side: str, holding: Holding) -> None:
        if holding.held_by == side:
            if self.held.get(place_id) != holding:
                self._forget(place_id)
                self._hold(place_id, holding)
        elif place_id in self.held or place_id in self.lost:
            self._forget(place_id)
            self.lost[place_id], self.changed = holding, True
            self._records.add(holding, held=False)

    def _hold(self, place_id: str, holding: Holding) -> None:
        self.held[place_id], self.changed = holding, True
        self._mosaic.add(place_id)
        self._records.add(holding, held=True)
        self._claimants.update(one.claimed_by for one in holding.support)
        self._told.update(one.known_on for one in holding.support)
        if holding.disputed:
            self._disputed.add(place_id)
        if holding.denials:
            self._denied.add(place_id)

    def _forget(self, place_id: str) -> None:
        before = self.held.pop(place_id, None)
        if before is not None:
            self._mosaic.remove(place_id)
            self._records.less(before, held=True)
            _less(self._claimants, (one.claimed_by for one in before.support))
            _less(self._told, (one.known_on for one in before.support))
            self._disputed.discard(place_id)
            self._denied.discard(place_id)
        elif place_id in self.lost:
            self._records.less(self.lost.pop(place_id), held=False)

    def _kind(self, voice: str) -> ZoneKind:
        """Claimed by a side at war; of claimants that somebody chose, assessed where none of them fights."""
        if voice in VOICES:
            return "assessed" if voice == "assessed" else "claimed"
        sides = {one.claimant_side for holding in self.held.values() for one in holding.support}
        return "assessed" if sides <= ASSESSING_SIDES else "claimed"

    def zone(self, voice: str, clock: str, side: str, day: date) -> Zone:
        """The zone of the present state, from `day` on."""
        event_ids, against_ids = self._records.told()
        geometry, area = self._mosaic.ground()
        held = " ".join(sorted(self.held))
        return Zone(
            zone_id=content_id("zn", voice, clock, side, day, self._cells.reach_km, held, " ".join(event_ids)),
            kind=self._kind(voice),
            side=side,  # type: ignore[arg-type]
            perspective=voice,
            clock=clock,
            interval=Interval(day),
            known_from=max(self._told),
            event_ids=event_ids,
            geometry=geometry,
            method=held_method(self._cells.reach_km),
            area_km2=area,
            settlements=len(self.held),
            disputed_ids=tuple(sorted(self._disputed)),
            claimed_by=tuple(sorted(self._claimants)),
            denied_ids=tuple(sorted(self._denied)),
            against_ids=against_ids,
            claimed_from=min(self._told),
            claimed_to=max(self._told),
        )


class _Records:
    """Records on which zones rest, as places come and go; each is counted as often as it is told, and listed once."""

    def __init__(self) -> None:
        self._every: Counter[str] = Counter()
        self._support: Counter[str] = Counter()
        self._told: list[str] = []
        self._against: list[str] = []
        self._touched: set[str] = set()

    def add(self, holding: Holding, *, held: bool) -> None:
        support, against = holding.support, holding.against
        ids = [one.event_id for one in support]
        self._every.update(ids)
        self._every.update(one.event_id for one in against)
        if held:
            self._support.update(ids)
        self._touched.update(ids, (one.event_id for one in against))

    def less(self, holding: Holding, *, held: bool) -> None:
        ids, against = ([one.event_id for one in said] for said in (holding.support, holding.against))
        _less(self._every, (*ids, *against))
        if held:
            _less(self._support, ids)
        self._touched.update(ids, against)

    def told(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """All of them and those that are in support of nothing, sorted; only what came or went is put in or out."""
        for event_id in self._touched:
            _list(self._told, event_id, listed=event_id in self._every)
            _list(self._against, event_id, listed=event_id in self._every and event_id not in self._support)
        self._touched.clear()
        return tuple(self._told), tuple(self._against)


def _list(texts: list[str], text: str, *, listed: bool) -> None:
    """Put a text into a sorted list, or take it out."""
    at = bisect_left(texts, text)
    if (at < len(texts) and texts[at] == text) != listed:
        if listed:
            texts.insert(at, text)
        else:
            del texts[at]


def _less(counter: Counter[Any], gone: Iterable[Any]) -> None:
    """Take one of each away; what is counted no more is forgotten."""
    for one in gone:
        counter[one] -= 1
        if not counter[one]:
            del counter[one]


def derive_zones(
    ledger: Ledger, cells: Cells, *, voices: Sequence[str] = VOICES, clocks: Sequence[str] = CLOCKS
) -> tuple[Zone, ...]:
    """Return the claimed and assessed zones of some perspectives and clocks.

    They come by perspective, clock, side and day. Intervals are half-open and do not overlap within a perspective,
    clock and side; a span without a zone is one in which the side holds nothing there. A held place without a
    cell counts as a settlement and adds no ground. No claims give no zones.
    """
    return tuple(
        zone for voice in voices for clock in clocks for side in OPPONENT
        for zone in _zones(ledger, cells, voice, clock, side)
    )  # fmt: skip


def _zones(ledger: Ledger, cells: Cells, voice: str, clock: str, side: str) -> Iterator[Zone]:
    changes = sorted(
        (day, place_id, state[voice])
        for place_id in ledger.sayings
        for day, state in ledger.steps(clock, place_id)
        if voice in state
    )
    ground = _Ground(cells)
    standing: Zone | None = None
    for day, group in groupby(changes, key=lambda change: change[0]):
        for _, place_id, holding in group:
            ground.read(place_id, side, holding)
        if not ground.changed:
            continue
        ground.changed = False
        if standing is not None:
            yield replace(standing, interval=Interval(standing.interval.valid_from, day))
        standing = ground.zone(voice, clock, side, day) if ground.held else None
    if standing is not None:
        yield standing


def area_in(zone: Zone, region: BaseGeometry) -> float:
    """Return the area in km² (EPSG:3035) of a zone inside a region's polygon in EPSG:4326; 0 without geometry."""
    if zone.geometry is None:
        return 0.0
    return area_km2(zone.geometry.intersection(region))


class ZoneDays:
    """Zones by day: for each perspective and clock the days on which they change and those that hold from each.

    "all" is every perspective. Asking for a day is a bisection.
    """

    def __init__(self, zones: Sequence[Zone]) -> None:
        edges: dict[tuple[str, str], dict[date, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number, zone in enumerate(zones):
            for key in ((zone.perspective, zone.clock), ("all", zone.clock)):
                edges[key][zone.interval.valid_from].append(number)
                if zone.interval.valid_to is not None:
                    edges[key][zone.interval.valid_to].append(~number)
        self._days: dict[tuple[str, str], tuple[date, ...]] = {}
        self._holding: dict[tuple[str, str], list[tuple[Zone, ...]]] = {}
        for key, changes in edges.items():
            self._days[key] = tuple(sorted(changes))
            self._holding[key] = list(_by_day(zones, (changes[day] for day in self._days[key])))

    def days(self, perspective: str, clock: str) -> tuple[date, ...]:
        """Return the days on which a zone begins, changes or ends, sorted."""
        return self._days.get((perspective, clock), ())

    def on(self, day: date, perspective: str, clock: str) -> tuple[Zone, ...]:
        """Return the zones that hold at the end of `day`, in the order in which they came."""
        at = bisect_right(self.days(perspective, clock), day)
        return self._holding[perspective, clock][at - 1] if at else ()


def _by_day(zones: Sequence[Zone], changes: Iterable[list[int]]) -> Iterator[tuple[Zone, ...]]:
    """The zones that hold after each change; a number begins a zone, its complement ends it."""
    standing: set[int] = set()
    for numbers in changes:
        standing.difference_update(~number for number in numbers if number < 0)
        standing.update(number for number in numbers if number >= 0)
        yield tuple(zones[number] for number in sorted(standing))
