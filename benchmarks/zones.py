"""Daily zones for a year, against a buffer and union a day; and what days without changes cost.

    python benchmarks/zones.py [--settlements 1000] [--days 365] [--changes 229]

Prints what it measured in processor seconds of one core, with the ratios. What the zones come to beside published
figures is printed by `python benchmarks/stated_extents.py`.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from geo.front.cells import Cells, build_cells
from geo.front.ledger import Ledger
from geo.front.sayings import Saying
from geo.front.zones import ZoneDays, derive_zones
from geo.records import Zone

FIRST = date(2024, 8, 6)


def front(settlements: int, days: int, changes: int) -> tuple[gpd.GeoDataFrame, list[Saying]]:
    """Villages at random in a square without a border, and claims on `changes` of the days; seed 1."""
    random = np.random.default_rng(1)
    lon, lat = random.uniform(34, 36, settlements), random.uniform(50.6, 51.8, settlements)
    villages = gpd.GeoDataFrame(
        {"place_id": [f"v{n:04}" for n in range(settlements)], "country": "RU"},
        geometry=shapely.points(lon, lat),
        crs="EPSG:4326",
    )
    on = sorted(random.choice(days, changes, replace=False).tolist())
    said = []
    for n, place in enumerate(random.permutation(settlements).tolist()):
        day = FIRST + timedelta(days=int(on[n % changes]))
        side = "RU" if random.random() < 0.7 else "UA"
        said.append(
            Saying(f"e{n:05}", f"v{place:04}", "take", side, day, day, "Ministry", "RU", "claimed", frozenset({"RU"}))
        )
    return villages, said


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Processor seconds and result of some work: neither other programs nor what went before count."""
    gc.collect()
    start = time.process_time()
    made = work()
    return time.process_time() - start, made


def daily(zones: tuple[Zone, ...], days: int) -> int:
    """Look up the zones of each day; returns how many were found."""
    by_day = ZoneDays(zones)
    return sum(len(by_day.on(FIRST + timedelta(days=n), "RU", "happened")) for n in range(days))


def by_buffers(villages: gpd.GeoDataFrame, said: list[Saying], days: int, reach_km: float) -> int:
    """The plain way: each day, buffer what a side holds and unite it."""
    points = villages.set_index("place_id").to_crs("EPSG:32636").geometry
    united = 0
    for n in range(days):
        day = FIRST + timedelta(days=n)
        for side in ("RU", "UA"):
            held = [one.place_id for one in said if one.side == side and one.effective_on <= day]
            united += bool(held) and not points.loc[held].buffer(reach_km * 1000).union_all().is_empty
    return united


def year(settlements: int, days: int, changes: int, reach_km: float) -> None:
    """Print the year of zones, ours and the plain way, and what days without changes cost."""
    villages, said = front(settlements, days, changes)
    box = gpd.GeoDataFrame({"country": ["RU"]}, geometry=[shapely.box(33, 50, 37, 53)], crs="EPSG:4326")
    wanted = [one.place_id for one in said]

    def ours(span: int) -> tuple[float, Cells, tuple[Zone, ...], int]:
        seconds, cells = timed(lambda: build_cells(villages, box, wanted, reach_km=reach_km))
        zones = derive_zones(Ledger(said, {}), cells, voices=["RU"], clocks=["happened"])
        return seconds, cells, zones, daily(zones, span)

    ours_s, (cells_s, cells, zones, found) = timed(lambda: ours(days))
    look_s, _ = timed(lambda: daily(zones, days))
    # In turns, the best of five each: one run varies by more than the difference that is sought.
    turns = [(timed(lambda: ours(days))[0], timed(lambda: ours(2 * days))[0]) for _ in range(5)]
    once_s, twice_s = (min(seconds) for seconds in zip(*turns, strict=True))
    plain_s, _ = timed(lambda: by_buffers(villages, said, days, reach_km))
    valid = shapely.coverage_is_valid(list(cells.geometry.values()))
    print(f"{settlements} settlements x {days} days, {changes} days with changes, reach {reach_km:g} km")
    print(f"  Voronoi cells, coverage valid: {valid}             {cells_s:8.2f} s")
    print(f"  cells, ledger, zones and a zone for each day     {ours_s:8.2f} s   {len(zones)} zones, {found} found")
    print(f"  of it the zones of {days} days                   {look_s:8.4f} s")
    print(f"  buffers + union_all a day                        {plain_s:8.2f} s")
    print(f"  ratio                                            {plain_s / ours_s:8.1f}")
    print(f"  the whole for {days} days, for {2 * days}               {once_s:8.2f} s {twice_s:8.2f} s")
    print(f"  ratio of doubled days                            {twice_s / once_s:8.3f}")


def bundled(reach_km: float) -> None:
    """Print what the timeline of the bundled records costs, made in a fresh process and once more."""
    from geo.events.join import join_events
    from geo.events.tables import bundled_events
    from geo.front.timeline import build_timeline
    from geo.places.boundaries import bundled_boundaries
    from geo.places.gazetteer import bundled_gazetteer

    gazetteer, boundaries = bundled_gazetteer(), bundled_boundaries()
    table = join_events(bundled_events(), gazetteer, boundaries).table
    for turn in ("first", "again"):
        seconds, made = timed(lambda: build_timeline(table, gazetteer, boundaries, reach_km=reach_km))
        print(f"bundled records, 3 perspectives, 2 clocks, {turn}: {seconds:.2f} s, {len(made.zones)} zones")


def main() -> None:
    """Run both parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--settlements", type=int, default=1000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--changes", type=int, default=229)
    parser.add_argument("--reach-km", type=float, default=6.0)
    options = parser.parse_args()
    bundled(options.reach_km)
    year(options.settlements, options.days, options.changes, options.reach_km)


if __name__ == "__main__":
    main()
