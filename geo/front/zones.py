"""Claimed and assessed zones: the united cells of the places a side holds, for as long as that does not change.

Own method. A zone is rebuilt only on days on which its places, its records or its disputes change; nothing is drawn
between two states. Zones of one perspective cannot overlap: a place is held by one side or by none, and
cells share edges only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Final

from ..clock import Interval
from ..crs import area_km2
from ..records import Zone, content_id
from ..terms import CLOCKS, ZoneKind
from .cells import Cells
from .ledger import Holding, Ledger, names
from .sayings import OPPONENT, VOICES

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_KIND: Final[Mapping[str, ZoneKind]] = {"RU": "claimed", "UA": "claimed", "assessed": "assessed"}


@dataclass(slots=True)
class _Ground:
    """What one side holds while a perspective's changes are read in order of days."""

    held: dict[str, Holding] = field(default_factory=dict)
    lost: dict[str, Holding] = field(default_factory=dict)
    changed: bool = False

    def read(self, place_id: str, side: str, holding: Holding) -> None:
        if holding.held_by == side:
            if self.held.get(place_id) != holding:
                self.held[place_id], self.changed = holding, True
            self.lost.pop(place_id, None)
        elif place_id in self.held or place_id in self.lost:
            self.held.pop(place_id, None)
            self.lost[place_id], self.changed = holding, True

    def event_ids(self) -> tuple[str, ...]:
        """Records that put places in and dispute them, and those that took places out."""
        states = (*self.held.values(), *self.lost.values())
        return tuple(sorted({one.event_id for state in states for one in (*state.support, *state.against)}))


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
    ground = _Ground()
    pending: tuple[date, _Snapshot] | None = None
    for day, group in groupby(changes, key=lambda change: change[0]):
        for _, place_id, holding in group:
            ground.read(place_id, side, holding)
        if not ground.changed:
            continue
        ground.changed = False
        if pending is not None:
            yield pending[1].zone(cells, voice, clock, side, Interval(pending[0], day))
        pending = (day, _Snapshot(dict(ground.held), ground.event_ids())) if ground.held else None
    if pending is not None:
        yield pending[1].zone(cells, voice, clock, side, Interval(pending[0]))


@dataclass(frozen=True, slots=True)
class _Snapshot:
    held: Mapping[str, Holding]
    event_ids: tuple[str, ...]

    def zone(self, cells: Cells, voice: str, clock: str, side: str, interval: Interval) -> Zone:
        support = [one for holding in self.held.values() for one in holding.support]
        return Zone(
            zone_id=content_id(
                "zn", voice, clock, side, interval.valid_from, cells.reach_km, *sorted(self.held), *self.event_ids
            ),
            kind=_KIND[voice],
            side=side,  # type: ignore[arg-type]
            perspective=voice,
            clock=clock,
            interval=interval,
            known_from=max(one.known_on for one in support),
            event_ids=self.event_ids,
            geometry=cells.union(self.held.keys()),
            method=(
                f"schematic: Voronoi cells of the settlements in effect, capped at {cells.reach_km:g} km, "
                "cut at the state border"
            ),
            area_km2=cells.area_of(self.held),
            settlements=len(self.held),
            disputed_ids=tuple(sorted(key for key, holding in self.held.items() if holding.disputed)),
            claimed_by=names(support),
            denied_ids=tuple(sorted(key for key, holding in self.held.items() if holding.denials)),
            against_ids=tuple(sorted(set(self.event_ids) - {one.event_id for one in support})),
            claimed_from=min(one.known_on for one in support),
            claimed_to=max(one.known_on for one in support),
        )


def area_in(zone: Zone, region: BaseGeometry) -> float:
    """Return the area in km² (EPSG:3035) of a zone inside a region's polygon in EPSG:4326; 0 without geometry."""
    if zone.geometry is None:
        return 0.0
    return area_km2(zone.geometry.intersection(region))
