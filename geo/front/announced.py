"""Announced zones: what a side says it is setting up on the other's ground, drawn only as far as it said.

Own rules, for honesty's sake:

- an announcement is a record of type zone by the acting side about its own zone. What anybody else says of
  it (a monitor's count, the other side's "the strip is 6-7 km deep") describes ground held, not an intention: it
  makes no announced zone and no polygon, and stays an event with its stated figures;
- the acting side's own count of ground held (an area, no depth) is an account, not an announcement either;
- with a depth and a region, the zone is the strip of that region within the depth of the border between the two
  states; a span of depths counts with the deepest, as the record holds it;
- with a list of districts or settlements, told by one claimant on one day, it is their ground: `extents`;
- without either there is no polygon, only a note on the border;
- a wish, an aim or a plan (status planned) is a zone proposed, told apart by `Zone.status`;
- in effect is the newest announcement per side and region, a list in the region where its places lie. One without
  an extent renews an extent stated before, and a plan renews a zone said to be under way; neither replaces it;
- what is not renewed within LAPSE_DAYS is no longer in effect: intentions grow old.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from ..clock import Interval
from ..records import Zone, content_id
from ..terms import CLOCKS
from .extents import Extents, is_listed
from .sayings import holding_side, voices_of

#: Days after which an announcement that its side has not renewed is no longer in effect.
LAPSE_DAYS: Final = 180

_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Statement:
    """What one claimant announced on one day of one region: its records, more than one where places are listed."""

    rows: tuple[_Row, ...]
    extent: bool

    @property
    def row(self) -> _Row:
        return self.rows[0]

    @property
    def standing(self) -> tuple[bool, bool, date, str]:
        """Which of several stands: one with an extent, one that is no plan, the newest."""
        return self.extent, self.row["status"] != "planned", self.row["effective_on"], self.row["event_id"]

    def counts_on(self, clock: str) -> date:
        effective: date = self.row["effective_on"]
        return max(effective, self.row["known_on"]) if clock == "known" else effective


def announced_zones(rows: Iterable[_Row], extents: Extents) -> tuple[Zone, ...]:
    """Return the announced zones under both clocks, by clock, side, region and day.

    `rows` are records as `sayings.rows` yields them. `region` is the place_id of the region or area named, or in which
    listed places lie.
    """
    by_ground: dict[tuple[str, str], list[_Statement]] = defaultdict(list)
    for side, region, statement in _statements(rows, extents):
        by_ground[side, region].append(statement)
    return tuple(
        zone
        for clock in CLOCKS
        for side, region in sorted(by_ground)
        for zone in _in_turn(by_ground[side, region], clock, side, region, extents)
    )


def _statements(rows: Iterable[_Row], extents: Extents) -> Iterator[tuple[str, str, _Statement]]:
    listed: dict[tuple[Any, ...], list[_Row]] = defaultdict(list)
    for row in filter(is_announcement, rows):
        side = holding_side(row["actor_side"]) or ""
        if is_listed(row):
            told = (row["claimed_by"], row["status"], row["effective_on"], row["known_on"])
            listed[side, extents.region_of(row), *told].append(row)
        else:
            yield side, row["place_id"], _Statement((row,), extent=row["depth_km"] is not None)
    for (side, region, *_), together in listed.items():
        extent = any(map(extents.has_ground, together))
        yield side, region, _Statement(tuple(together), extent)


def is_announcement(row: _Row) -> bool:
    """Say whether a record announces a zone: the acting side's own word, not denied, placed, and no mere count."""
    side = holding_side(row["actor_side"])
    return (
        row["event_type"] == "zone"
        and side is not None
        and side in voices_of(row)
        and row["status"] != "denied"
        and row["review"] != "rejected"
        and row["place_id"] is not None
        and row["effective_on"] is not None
        and (row["area_km2"] is None or row["depth_km"] is not None)
    )


def _in_turn(statements: list[_Statement], clock: str, side: str, region: str, extents: Extents) -> Iterator[Zone]:
    told: dict[date, list[_Statement]] = defaultdict(list)
    for one in statements:
        told[one.counts_on(clock)].append(one)
    days = sorted(told)
    lapse = timedelta(LAPSE_DAYS)
    stands: tuple[date, _Statement] | None = None
    for day, after in zip(days, [*days[1:], date.max], strict=True):
        best = max(([stands[1]] if stands else []) + told[day], key=lambda one: one.standing)
        begins = day if stands is None or stands[1] is not best else stands[0]
        if stands is not None and stands[1] is not best:
            yield _zone(stands[1], clock, side, region, Interval(stands[0], day), extents)
        stands = begins, best
        if day + lapse < after:
            yield _zone(best, clock, side, region, Interval(begins, day + lapse), extents)
            stands = None


def _zone(statement: _Statement, clock: str, side: str, region: str, interval: Interval, extents: Extents) -> Zone:
    row = statement.row
    geometry, method = extents.ground(statement.rows, region)
    event_ids = tuple(sorted(one["event_id"] for one in statement.rows))
    names = {one["place_id"]: one["place_name"] or one["place_id"] for one in statement.rows if is_listed(one)}
    return Zone(
        zone_id=content_id("zn", "announced", clock, side, region, interval.valid_from, *event_ids),
        kind="announced",
        side=side,  # type: ignore[arg-type]
        perspective=min(voices_of(row), key=lambda voice: voice == "assessed"),
        clock=clock,
        interval=interval,
        known_from=row["known_on"],
        event_ids=event_ids,
        geometry=geometry,
        method=method,
        area_km2=None if geometry is None else extents.area_km2(geometry),
        depth_km=row["depth_km"] if len({one["depth_km"] for one in statement.rows}) == 1 else None,
        claimed_by=(row["claimed_by"] or side,),
        note=row["note"] or "",
        region=region,
        status="planned" if row["status"] == "planned" else "announced",
        claimed_from=row["known_on"],
        claimed_to=row["known_on"],
        listed=tuple(sorted(names.values())),
    )
