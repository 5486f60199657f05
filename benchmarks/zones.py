"""Daily zones for a year, against a buffer and union a day; and derived areas beside published ones.

    python benchmarks/zones.py [--settlements 1000] [--days 365] [--changes 229]

Prints what it measured in processor seconds of one core, with the ratio. The table of areas sets the Russian-held
ground in Sumy Oblast that the bundled records give at the default reach, as claimed by Russia, as claimed and
not disputed, and as assessed, beside figures that others published. No parameter is set by it.
"""

from __future__ import annotations

import argparse
import csv
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

from geo.crs import area_km2
from geo.front.cells import Cells, build_cells
from geo.front.ledger import Ledger
from geo.front.sayings import Saying
from geo.front.timeline import Timeline, build_timeline
from geo.front.zones import ZoneDays, area_in, derive_zones
from geo.records import Place, Zone

FIRST = date(2024, 8, 6)
BESIDE = Path(__file__).resolve().parents[2] / "shared" / "gazetteer"
#: Day, km² and whose figure: rows of data/events.csv that state an area of Sumy Oblast.
PUBLISHED = (
    (date(2025, 6, 1), 124.68, "DeepState"),
    (date(2025, 6, 4), 150.0, "Reuters, 'over'"),
    (date(2025, 6, 9), 196.97, "DeepState"),
    (date(2025, 8, 30), 210.0, "Gerasimov"),
)


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
    """Processor seconds and result of some work: other programs on the machine do not count."""
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

    def ours() -> tuple[float, Cells, tuple[Zone, ...]]:
        seconds, cells = timed(lambda: build_cells(villages, box, wanted, reach_km=reach_km))
        return seconds, cells, derive_zones(Ledger(said, {}), cells, voices=["RU"], clocks=["happened"])

    ours_s, (cells_s, cells, zones) = timed(ours)
    look_s, found = timed(lambda: daily(zones, days))
    longer_s, _ = timed(lambda: daily(zones, 2 * days))
    plain_s, _ = timed(lambda: by_buffers(villages, said, days, reach_km))
    valid = shapely.coverage_is_valid(list(cells.geometry.values()))
    print(f"{settlements} settlements x {days} days, {changes} days with changes, reach {reach_km:g} km")
    print(f"  Voronoi cells, coverage valid: {valid}           {cells_s:8.2f} s")
    print(f"  cells, ledger and zones, one perspective         {ours_s:8.2f} s   {len(zones)} zones")
    print(f"  a zone for each of {days} days from them        {look_s:8.4f} s   {found} found")
    print(f"  the same for {2 * days} days                      {longer_s:8.4f} s")
    print(f"  buffers + union_all a day                       {plain_s:8.2f} s")
    print(f"  ratio                                           {plain_s / (ours_s + look_s):8.1f}")


def outside_check(reach_km: float) -> None:
    """Print derived Russian-claimed ground in Sumy Oblast beside the published figures."""
    from geo.events.join import join_events
    from geo.events.tables import bundled_events
    from geo.places.boundaries import bundled_boundaries
    from geo.places.gazetteer import bundled_gazetteer

    gazetteer, boundaries = bundled_gazetteer(), bundled_boundaries()
    joined = join_events(bundled_events(), gazetteer, boundaries)
    seconds, timeline = timed(lambda: build_timeline(joined.table, gazetteer, boundaries, reach_km=reach_km))
    print(f"bundled records, 3 perspectives, 2 clocks: {seconds:.2f} s, {len(timeline.zones)} zones")
    made = {"bundled gazetteer": timeline}
    if BESIDE.is_dir():
        denser = gazetteer.extended(osm_places(boundaries))
        made["with OpenStreetMap places"] = build_timeline(joined.table, denser, boundaries, reach_km=reach_km)
    sumy = boundaries.area("adm1:UA-59")
    print("Russian-held ground in Sumy Oblast, as known, km² and its ratio to the published figure")
    for name, front_line in made.items():
        print(f"  {name}")
        print(f"  {'day':12}{'published':>10} {'by':17}{'claimed':>14}{'undisputed':>14}{'assessed':>14}")
        for day, published, who in PUBLISHED:
            areas = held_in(front_line, day, sumy)
            cells = "".join(f"{area:8.1f} {area / published:5.2f}" for area in areas)
            print(f"  {day.isoformat():12}{published:10.2f} {who:17}{cells}")


def held_in(timeline: Timeline, day: date, region: Any) -> tuple[float, float, float]:
    """Russian-held km² of a region: as claimed, less what is disputed of it, and as assessed."""
    areas = {
        zone.perspective: (zone, area_in(zone, region))
        for zone in timeline.zones_on(day, "all", "known")
        if zone.side == "RU" and zone.kind != "announced"
    }
    zone, claimed = areas["RU"]
    disputed = sum(area_km2(timeline.cells.geometry[place_id].intersection(region)) for place_id in zone.disputed_ids)
    return claimed, claimed - disputed, areas["assessed"][1]


def osm_places(boundaries: Any) -> list[Place]:
    """The denser place list beside the checkout, inside the front's extent."""
    places = []
    with (BESIDE / "osm_places.csv").open(encoding="utf-8", newline="") as file:
        for n, row in enumerate(csv.DictReader(file)):
            lon, lat = float(row["lon"]), float(row["lat"])
            if 33.7 < lon < 36 and 50.55 < lat < 51.85:
                country = (boundaries.admin1_at(lon, lat) or "adm1:??")[5:7]
                places.append(
                    Place(f"osm:{n}", row["name"], "populated_place", country, lon, lat,
                          name_uk=row["name"], name_ru=row["name"])
                )  # fmt: skip
    return places


def main() -> None:
    """Run both parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--settlements", type=int, default=1000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--changes", type=int, default=229)
    parser.add_argument("--reach-km", type=float, default=6.0)
    options = parser.parse_args()
    outside_check(options.reach_km)
    year(options.settlements, options.days, options.changes, options.reach_km)


if __name__ == "__main__":
    main()
