"""Announced zones: what a side says it is setting up on the other's ground, drawn only as far as it said.

Own rules, for honesty's sake:

- an announcement is a record of type zone by the acting side about its own zone. What anybody else says of
  it (a monitor's count, the other side's "the strip is 6-7 km deep") describes ground held, not an intention: it
  makes no announced zone and no polygon, and stays an event with its stated figures;
- the acting side's own count of ground held (an area, no depth) is an account, not an announcement either;
- with a depth and a region, the zone is the strip of that region within the depth of the border between the two
  states; a span of depths counts with the deepest, as the record holds it. Without both there is no polygon,
  only a note on the border;
- a wish, an aim or a plan (status planned) is a zone proposed, told apart by `Zone.status`;
- in effect is the newest announcement per side and region. One without an extent renews an extent stated before,
  and a plan renews a zone said to be under way; neither replaces it;
- what is not renewed within LAPSE_DAYS is no longer in effect: intentions grow old.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from ..clock import Interval
from ..crs import WGS84, area_km2, utm_crs
from ..records import Zone, content_id
from ..terms import CLOCKS
from .sayings import holding_side, voices_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ..places.boundaries import Boundaries

#: Outlines get vertices at this spacing before they are projected, degrees: a long straight side would bend away.
_SPACING_DEG: Final = 0.02
#: Share of the depth by which the border may be smoothed before the strip is drawn.
_SLACK: Final = 0.01

#: Days after which an announcement that its side has not renewed is no longer in effect.
LAPSE_DAYS: Final = 180

_Row = Mapping[str, Any]


def announced_zones(rows: Iterable[_Row], boundaries: Boundaries) -> tuple[Zone, ...]:
    """Return the announced zones under both clocks, by clock, side, region and day.

    `rows` are records as `sayings.rows` yields them. `region` is the place_id of the region or area named.
    """
    by_ground: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    for row in rows:
        if is_announcement(row):
            by_ground[holding_side(row["actor_side"]) or "", row["place_id"]].append(row)
    strips: dict[tuple[str, float], BaseGeometry | None] = {}
    return tuple(
        zone
        for clock in CLOCKS
        for side, region in sorted(by_ground)
        for zone in _in_turn(by_ground[side, region], clock, side, boundaries, strips)
    )


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


def _counts_on(row: _Row, clock: str) -> date:
    effective: date = row["effective_on"]
    return max(effective, row["known_on"]) if clock == "known" else effective


def _in_turn(
    rows: list[_Row],
    clock: str,
    side: str,
    boundaries: Boundaries,
    strips: dict[tuple[str, float], BaseGeometry | None],
) -> Iterator[Zone]:
    days = sorted({_counts_on(row, clock) for row in rows})
    lapse = timedelta(LAPSE_DAYS)
    renewed: list[_Row] = []
    stands: tuple[date, _Row] | None = None
    for day, after in zip(days, [*days[1:], date.max], strict=True):
        renewed += [row for row in rows if _counts_on(row, clock) == day]
        best = max(renewed, key=_standing)
        begins = day if stands is None or stands[1] is not best else stands[0]
        if stands is not None and stands[1] is not best:
            yield _zone(stands[1], clock, side, Interval(stands[0], day), boundaries, strips)
        stands = begins, best
        if day + lapse < after:
            yield _zone(best, clock, side, Interval(begins, day + lapse), boundaries, strips)
            renewed, stands = [], None


def _standing(row: _Row) -> tuple[bool, bool, date, str]:
    return row["depth_km"] is not None, row["status"] != "planned", row["effective_on"], row["event_id"]


def _zone(
    row: _Row,
    clock: str,
    side: str,
    interval: Interval,
    boundaries: Boundaries,
    strips: dict[tuple[str, float], BaseGeometry | None],
) -> Zone:
    region, depth = row["place_id"], row["depth_km"]
    geometry = None
    if depth:
        if (region, depth) not in strips:
            strips[region, depth] = border_strip(boundaries, region, depth)
        geometry = strips[region, depth]
    perspective = min(voices_of(row), key=lambda voice: voice == "assessed")
    method = (
        "announced without an extent that can be drawn: a note on its stretch of border"
        if geometry is None
        else f"the region's ground within the stated {depth:g} km of the state border"
    )
    return Zone(
        zone_id=content_id("zn", "announced", clock, side, region, interval.valid_from, row["event_id"]),
        kind="announced",
        side=side,  # type: ignore[arg-type]
        perspective=perspective,
        clock=clock,
        interval=interval,
        known_from=row["known_on"],
        event_ids=(row["event_id"],),
        geometry=geometry,
        method=method,
        area_km2=None if geometry is None else area_km2(geometry),
        depth_km=depth,
        claimed_by=(row["claimed_by"] or side,),
        note=row["note"] or "",
        region=region,
        status="planned" if row["status"] == "planned" else "announced",
        claimed_from=row["known_on"],
        claimed_to=row["known_on"],
    )


def border_strip(boundaries: Boundaries, region_id: str, depth_km: float) -> BaseGeometry | None:
    """Return the ground of a region within `depth_km` of the border between Russia and Ukraine, EPSG:4326.

    The inner edge is right to 1 % of the depth. None where the region has no polygon or does not reach that near
    to the border.
    """
    import geopandas as gpd
    import shapely

    region = boundaries.area(region_id)
    borders = boundaries.borders
    pair = borders[borders["country_a"].isin(["RU", "UA"]) & borders["country_b"].isin(["RU", "UA"])]
    if region is None or region.geom_type not in {"Polygon", "MultiPolygon"} or pair.empty:
        return None
    centre = region.representative_point()
    crs = utm_crs(centre.x, centre.y)
    ground = gpd.GeoSeries([region], crs=WGS84).segmentize(_SPACING_DEG).to_crs(crs).iloc[0]
    depth_m = depth_km * 1000
    line = gpd.GeoSeries([pair.geometry.union_all()], crs=WGS84).to_crs(crs).iloc[0]
    near = shapely.clip_by_rect(line, *ground.envelope.buffer(depth_m).bounds)
    bare = shapely.simplify(near, depth_m * _SLACK)  # bends far smaller than the depth only cost time
    strip = shapely.intersection(shapely.buffer(bare, depth_m), ground)
    if strip.is_empty:
        return None
    return gpd.GeoSeries([strip], crs=crs).to_crs(WGS84).iloc[0]
