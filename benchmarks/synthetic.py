"""Made-up event records at scale, on real settlements: the mix of a large record, and nothing that happened.

    python -m benchmarks.synthetic ROWS --output FILE.parquet [--seed N] [--days N]

The records look as events.join leaves them: placed, with region and distance to the border. A front of 60 stretches
moves to and fro through the settlements of the front's oblasts, so that a place changes hands a few times in the whole
span and each change is told by several claimants. The same arguments give the same table.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from benchmarks.synthetic_words import CLAIMANTS, PUBLISHERS, sentences
from geo.crs import WGS84
from geo.places.boundaries import Boundaries, bundled_boundaries
from geo.places.gazetteer import Gazetteer, bundled_gazetteer
from geo.schema import EVENT

if TYPE_CHECKING:
    from geo.pipeline import Front

FIRST_DAY: Final = date(2024, 1, 1)
REGIONS: Final = (
    "Kursk Oblast", "Belgorod Oblast", "Bryansk Oblast", "Sumy Oblast", "Chernihiv Oblast", "Kharkiv Oblast",
    "Donetsk Oblast", "Luhansk Oblast", "Zaporizhzhia Oblast", "Kherson Oblast", "Dnipropetrovsk Oblast",
)  # fmt: skip
#: The line about which the front moves, (lon, lat); Russia is on its right as it is drawn.
LINE: Final = (
    (33.8, 52.0), (34.4, 51.5), (35.1, 51.1), (35.8, 50.4), (36.6, 50.3), (37.5, 50.1), (37.9, 49.6), (38.1, 49.0),
    (37.9, 48.5), (37.4, 48.1), (36.8, 47.7), (35.9, 47.5), (35.0, 47.4), (34.2, 47.2), (33.4, 46.8), (32.5, 46.5),
)  # fmt: skip
#: How far the front goes to either side, km, and how far from it fighting is told.
SWING_KM: Final = 25.0
FIGHTING_KM: Final = 60.0
#: Shares of the kinds of records; the rest are evacuations, talks and others.
SHARES: Final = {"strike": 0.38, "clash": 0.34, "capture": 0.06, "advance": 0.06, "denial": 0.03, "area": 0.08}
REST: Final = ("evacuation", "diplomacy", "other")
#: Share of the records that tell of a happening which another has told.
TOLD_AGAIN: Final = 0.15

Numbers = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Places:
    """Settlements about the front: where each lies from the line, km (west of it below 0), and on which stretch."""

    table: pd.DataFrame
    aside_km: Numbers
    stretch: Numbers
    border_km: Numbers


@cache
def places_about() -> Places:
    """Return the settlements of the front's oblasts; made once."""
    gazetteer, boundaries = bundled_gazetteer(), bundled_boundaries()
    table = gazetteer.settlements((31.0, 45.8, 40.5, 53.0))
    table = table[table["admin1"].isin(REGIONS)].reset_index(drop=True)
    table["lon"], table["lat"] = table.geometry.x.round(5), table.geometry.y.round(5)
    scale = np.array([70.0, 111.2])  # km a degree at 51 N, near enough for made-up records
    points = shapely.points(np.column_stack((table["lon"], table["lat"])) * scale)
    line = shapely.linestrings(np.array(LINE) * scale)
    along = shapely.line_locate_point(line, points)
    there, onward = (shapely.get_coordinates(shapely.line_interpolate_point(line, at)) for at in (along, along + 0.5))
    xy, ahead = shapely.get_coordinates(points), onward - there
    west = ahead[:, 0] * (xy[:, 1] - there[:, 1]) - ahead[:, 1] * (xy[:, 0] - there[:, 0]) < 0
    away = shapely.distance(line, points)
    border = [boundaries.border_distance_km(lon, lat) for lon, lat in zip(table["lon"], table["lat"], strict=True)]
    return Places(table, np.where(west, -away, away), (along / line.length * 59.999).astype(int), np.round(border, 2))


def turns_of(places: Places, days: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return the days on which places change hands: place (row), day, side that takes it."""
    steps = np.linspace(0, days, 5)
    paths = rng.uniform(-SWING_KM, SWING_KM, (60, 5))
    front = np.array([np.interp(np.arange(days), steps, path) for path in paths])
    near = np.flatnonzero(np.abs(places.aside_km) < SWING_KM)
    russian = front[places.stretch[near]] < places.aside_km[near, None]
    row, day = np.nonzero(russian[:, 1:] != russian[:, :-1])
    side = np.where(russian[row, day + 1], "RU", "UA")
    turns = pd.DataFrame({"place": near[row], "day": day + 1, "side": side})
    return turns.sort_values(["day", "place"], ignore_index=True)


def happenings(n: int, places: Places, days: int, rng: np.random.Generator) -> dict[str, Numbers]:
    """Return what is told in each of n records: kind, event_type, actor_side, place (row), day."""
    kinds = np.array([*SHARES, "rest"])
    kind = kinds[rng.choice(len(kinds), n, p=[*SHARES.values(), 1 - sum(SHARES.values())])]
    weights = np.exp(-np.abs(places.aside_km) / (FIGHTING_KM / 3)) * (np.abs(places.aside_km) < FIGHTING_KM)
    place = rng.choice(len(weights), n, p=weights / weights.sum())
    day = rng.integers(0, days, n)
    side = np.where(rng.random(n) < 0.6, "RU", "UA")
    turns = turns_of(places, days, rng)
    told = np.isin(kind, ["capture", "advance", "denial"])
    turn = turns.iloc[rng.integers(0, len(turns), int(told.sum()))]
    lag = np.where(kind[told] == "advance", rng.integers(-10, 0, len(turn)), rng.integers(0, 7, len(turn)))
    place[told], side[told] = turn["place"], turn["side"]
    day[told] = np.clip(turn["day"].to_numpy() + lag, 0, days - 1)
    abroad = places.table["country"].to_numpy()[place] != side
    of_area = np.array(["strike", "clash", "evacuation", "zone"])[rng.choice(4, n, p=[0.55, 0.34, 0.1, 0.01])]
    moves = np.where(
        rng.random(n) < 0.06, "withdrawal", np.where(abroad & (rng.random(n) < 0.2), "incursion", "advance")
    )
    denied = np.array(["capture", "clash", "incursion"])[rng.choice(3, n, p=[0.7, 0.2, 0.1])]
    rest = np.array(REST)[rng.integers(0, len(REST), n)]
    types = np.select(
        [kind == "advance", kind == "denial", kind == "area", kind == "rest"], [moves, denied, of_area, rest], kind
    )
    side = np.where(types == "withdrawal", np.where(side == "RU", "UA", "RU"), side)
    made = {"kind": kind, "event_type": types, "actor_side": side, "place": place, "day": day}
    first = np.arange(n)
    again = rng.random(n) < TOLD_AGAIN
    if not again.all():
        first[again] = rng.choice(first[~again], int(again.sum()))
    return {**{name: values[first] for name, values in made.items()}, "first": first}


def claimants_of(told: dict[str, Numbers], rng: np.random.Generator) -> tuple[Numbers, Numbers, Numbers]:
    """Return claimed_by, claimant_side and status of each record: who tells a thing goes by what it is."""
    n = len(told["kind"])
    names, sides = (np.array([row[at] for row in CLAIMANTS], dtype=object) for at in (0, 1))
    weights = np.array([row[2] for row in CLAIMANTS], dtype=float)
    fighting = np.isin(sides, ["RU", "UA"])

    def drawn(kept: Numbers) -> Numbers:
        return rng.choice(len(names), n, p=np.where(kept, weights, 0) / weights[kept].sum())

    own = np.where(told["actor_side"] == "RU", drawn(sides == "RU"), drawn(sides == "UA"))
    other = np.where(told["actor_side"] == "RU", drawn(sides == "UA"), drawn(sides == "RU"))
    chance = rng.random(n)
    picked = np.where(chance < 0.6, own, np.where(chance < 0.97, drawn(~fighting), other))
    picked = np.where(told["kind"] == "denial", other, picked)
    picked = np.where(np.isin(told["kind"], ["strike", "clash", "area", "rest"]), drawn(weights > 0), picked)
    picked = np.where(told["event_type"] == "zone", own, picked)
    against = (sides[picked] != told["actor_side"]) & fighting[picked]
    moving = np.isin(told["kind"], ["capture", "advance"])
    conceded = np.where(moving, against, rng.random(n) < 0.05)
    status = np.where(fighting[picked], np.where(conceded, "confirmed", "claimed"), "reported").astype(object)
    status[(told["kind"] == "advance") & (rng.random(n) < 0.03)] = "planned"
    status[told["kind"] == "denial"] = "denied"
    return names[picked], sides[picked], status


def synthetic_table(n: int, seed: int = 0, days: int = 900) -> gpd.GeoDataFrame:
    """Return n made-up records as events.join leaves them: schema.EVENT columns, border_km and geometry, EPSG:4326."""
    rng = np.random.default_rng(seed)
    gazetteer, boundaries = bundled_gazetteer(), bundled_boundaries()
    places = places_about()
    told = happenings(n, places, days, rng)
    claimed_by, claimant_side, status = claimants_of(told, rng)
    ids = np.array([f"ev{number * 2654435761 % 2**48:012x}" for number in range(1, n + 1)], dtype=object)
    where = _where(told, places, gazetteer, boundaries, rng)
    publisher, second = (np.array(PUBLISHERS, dtype=object)[rng.integers(0, len(PUBLISHERS), n)] for _ in range(2))
    second[rng.random(n) >= 0.1] = None
    sites = {name: re.sub("[^a-z]", "", name.lower()) for name in PUBLISHERS}
    url = [f"https://{sites[name]}.example/{one[2:]}" for name, one in zip(publisher, ids, strict=True)]
    note = np.where(rng.random(n) < 0.03, np.array("Figures as told; not checked.", dtype=object), None)
    columns = {
        **where, **_when(told, rng),
        "event_id": ids, "event_key": ids[told["first"]], "event_type": told["event_type"],
        "actor_side": told["actor_side"], "claimed_by": claimed_by, "claimant_side": claimant_side, "status": status,
        "publisher": publisher, "url": url, "publisher_2": second, "note": note, "review": "proposed",
        "quote": sentences(told["event_type"], claimed_by, where["place_name"], rng),
        "depth_km": np.where(told["event_type"] == "zone", rng.integers(5, 21, n), np.nan), "date_precision": "day",
    }  # fmt: skip
    return _table(columns, n)


def synthetic_front(n: int, seed: int = 0, days: int = 900) -> Front:
    """Return the front of n made-up records."""
    from geo.events.joined import Joined
    from geo.front.timeline import build_timeline
    from geo.pipeline import Front

    table = synthetic_table(n, seed, days)
    gazetteer, boundaries = bundled_gazetteer(), bundled_boundaries()
    area = int(table["lon"].isna().sum())
    timeline = build_timeline(table, gazetteer, boundaries)
    return Front(Joined(table, placed=n - area, area=area), timeline, gazetteer, boundaries)


def _where(
    told: dict[str, Numbers], places: Places, gazetteer: Gazetteer, boundaries: Boundaries, rng: np.random.Generator
) -> dict[str, Any]:
    """The columns that say where: a settlement, or for area-level records its region or a district."""
    n, row, in_area = len(told["kind"]), told["place"], told["kind"] == "area"
    table = places.table
    columns = {name: table[name].to_numpy(dtype=object)[row] for name in ("place_id", "admin1", "country")}
    columns |= {"place_name": table["name"].to_numpy(dtype=object)[row]}
    regions = boundaries.admin1
    regions = regions[regions["name"].isin(REGIONS)].set_index("name")["place_id"]
    districts = gazetteer.districts((31.0, 45.8, 40.5, 53.0))
    districts = districts[districts["admin1"].isin(REGIONS)]
    in_district = in_area & (rng.random(n) < 0.3) & (told["event_type"] != "zone")
    in_region = in_area & ~in_district
    columns["place_id"][in_region] = regions.reindex(columns["admin1"][in_region]).to_numpy()
    columns["place_name"][in_region] = columns["admin1"][in_region]
    picked = districts.iloc[rng.integers(0, len(districts), int(in_district.sum()))]
    for ours, theirs in (("place_id",) * 2, ("place_name", "name"), ("admin1",) * 2, ("country",) * 2):
        columns[ours][in_district] = picked[theirs].to_numpy(dtype=object)
    exact = np.isin(told["kind"], ["capture", "denial"])
    chance = rng.random(n)
    relation = np.where(exact | (chance < 0.8), "at", np.where(chance < 0.92, "near", "bearing"))
    relation[in_area] = "within"
    bearing = relation == "bearing"
    return {
        **columns,
        "lon": np.where(in_area, np.nan, table["lon"].to_numpy()[row]),
        "lat": np.where(in_area, np.nan, table["lat"].to_numpy()[row]),
        "border_km": np.where(in_area, np.nan, places.border_km[row]),
        "precision": np.select([in_region, in_district], ["admin1", "district"], "populated_place"),
        "relation": relation,
        "bearing_deg": np.where(bearing, rng.integers(0, 8, n) * 45.0, np.nan),
        "distance_km": np.where(bearing, rng.integers(2, 15, n), np.nan),
        "uncertainty_km": np.where(in_area, 60.0, np.where(relation == "at", 1.0, 6.0)),
        "geocoded_by": "gazetteer",
    }


def _when(told: dict[str, Numbers], rng: np.random.Generator) -> dict[str, Any]:
    """The columns that say when: nine in ten name one day, and all are told within three days."""
    n = len(told["day"])
    last = np.datetime64(FIRST_DAY, "D") + told["day"]
    start = last - np.where(rng.random(n) < 0.1, rng.integers(1, 4, n), 0)
    start[rng.random(n) < 0.02] = np.datetime64("NaT")
    known = last + rng.choice(4, n, p=[0.6, 0.25, 0.1, 0.05])
    return {"date_start": start, "date_end": last, "known_from": known, "published": known}


def _table(columns: dict[str, Any], n: int) -> gpd.GeoDataFrame:
    made = {name: _column(columns.get(name), dtype, n) for name, (dtype, _) in EVENT.items()}
    made["border_km"] = _column(columns["border_km"], "Float64", n)
    points = shapely.points(columns["lon"], columns["lat"])
    points[np.isnan(columns["lon"])] = None
    return gpd.GeoDataFrame(made, geometry=points, crs=WGS84)


def _column(values: Any, dtype: str, n: int) -> pd.Series:
    """A column of the schema's dtype; no values give nulls, and so does NaN."""
    if values is None:
        return pd.Series(pd.NA, index=range(n), dtype=object).astype(dtype)
    if dtype == "Float64":
        numbers = np.asarray(values, dtype=float)
        return pd.Series(pd.arrays.FloatingArray(np.nan_to_num(numbers), np.isnan(numbers)))
    return pd.Series(values, index=range(n)).astype(dtype)


def main() -> None:
    """Write a table of made-up records as GeoParquet."""
    arguments = argparse.ArgumentParser(description="Made-up event records at scale, as GeoParquet.")
    arguments.add_argument("rows", type=int)
    arguments.add_argument("--output", type=Path, required=True)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--days", type=int, default=900)
    given = arguments.parse_args()
    synthetic_table(given.rows, given.seed, given.days).to_parquet(given.output, index=False)


if __name__ == "__main__":
    main()
