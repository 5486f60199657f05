"""Derived figures beside every area and depth that a record states.

    python benchmarks/stated_extents.py [--reach-km 6]

An area is set beside the ground that its side holds in that region in the claimant's own perspective, as known on
the day it was told: officials beside their side's claims, monitors and media beside what is assessed. A depth is set
beside how far in from the border the ground reaches that its side claims, an announced depth beside the strip.
A ratio outside 0.75 to 1.25 gets its reasons, computed from the record. No parameter is set by any of this.

With ../shared beside the checkout its places are added as anybody adds them, and the rows of its facts are listed too.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from geo.clock import DAY
from geo.crs import EQUAL_AREA, WGS84, utm_crs
from geo.events.join import join_events
from geo.events.tables import bundled_events, read_events
from geo.front.announced import is_announcement
from geo.front.sayings import VOICES, holding_side, rows
from geo.front.timeline import build_timeline
from geo.places.added import gazetteer_for
from geo.places.boundaries import Boundaries, bundled_boundaries
from geo.places.gazetteer import Gazetteer, bundled_gazetteer
from geo.records import Event
from geo.settings import Settings

ROOT: Final = Path(__file__).resolve().parent.parent
SHARED: Final = ROOT.parent / "shared"
LOW, HIGH = 0.75, 1.25
#: Records whose note says that the figure counts what was taken in a span, not what is held -> its first day.
COUNTS_SINCE: Final = {"evc0fda6f248f1": date(2025, 5, 22)}  # "taken in under two weeks", told on 4 June
#: Vertices of the ground from which its depth is measured, m apart.
_SPACING_M: Final = 50.0


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure, in km² or km, that a record states of the ground of `side` in a region.

    `perspective` is the one whose ground is set beside it; `since` the first day of the span, where the figure
    counts only what was taken in one.
    """

    event_id: str
    unit: str
    figure: float
    side: str
    region_id: str
    region: str
    day: date
    claimed_by: str
    perspective: str
    since: date | None = None
    announced: bool = False
    note: str = ""


def stated_in(table: gpd.GeoDataFrame) -> list[Stated]:
    """Return every area and depth that the records of a joined table state, by day, area before depth."""
    found = []
    for row in rows(table):
        side, voice, start = holding_side(row["actor_side"]), row["claimant_side"], row["date_start"]
        span = start if start and row["date_end"] and start < row["date_end"] else None
        own = voice if voice in VOICES else "assessed"
        about = row["place_id"], row["place_name"], row["known_on"], row["claimed_by"] or "not stated"
        note = row["note"] or ""
        if side is None or row["place_id"] is None:
            continue
        if row["area_km2"] is not None:
            since = COUNTS_SINCE.get(row["event_id"], span)
            found.append(Stated(row["event_id"], "km²", row["area_km2"], side, *about, own, since, False, note))
        if row["depth_km"] is not None:
            announced = is_announcement(row)
            found.append(Stated(row["event_id"], "km", row["depth_km"], side, *about, side, None, announced, note))
    return sorted(found, key=lambda one: (one.day, one.event_id, one.unit != "km²"))


def depth_km(ground: Any, border: Any) -> float:
    """Return the greatest distance in km of ground from a border, both EPSG:4326; 0 for no ground."""
    if ground.is_empty:
        return 0.0
    centre = ground.representative_point()
    there, line = gpd.GeoSeries([ground, border], crs=WGS84).to_crs(utm_crs(centre.x, centre.y))
    shapely.prepare(line)
    vertices = shapely.points(shapely.get_coordinates(shapely.segmentize(there, _SPACING_M)))
    return float(shapely.distance(vertices, line).max()) / 1000


class Front:
    """The timeline of some records with one gazetteer, and measures of its ground by region."""

    def __init__(
        self, events: Iterable[Event], gazetteer: Gazetteer, boundaries: Boundaries, *, reach_km: float = 6.0
    ) -> None:
        self.gazetteer, self.boundaries = gazetteer, boundaries
        self.table = join_events(events, gazetteer, boundaries).table
        self.timeline = build_timeline(self.table, gazetteer, boundaries, reach_km=reach_km)
        self.border = boundaries.border("RU", "UA")
        self.sizes = cache(self._sizes)

    def _sizes(self, region_id: str, unit: str) -> dict[str, float]:
        """place_id -> km² of its cell in a region, or km that it reaches in; a district has those of its places."""
        shape, region = self.boundaries.area(region_id), self.gazetteer.get(region_id)
        ground = {}
        for key, cell in self.timeline.cells.geometry.items():
            place = self.gazetteer.get(key)
            inside = bool(place and region and place.admin2 == region.name)
            part = cell.intersection(shape) if shape is not None else cell if inside else None
            if part is not None and not part.is_empty:
                ground[key] = part
        if unit == "km":
            return {key: depth_km(part, self.border) for key, part in ground.items()}
        areas = gpd.GeoSeries(list(ground.values()), crs=WGS84).to_crs(EQUAL_AREA).area / 1e6
        return {key: area for key, area in zip(ground, areas.tolist(), strict=True) if area > 0.01}

    def held(self, stated: Stated, day: date | None = None) -> dict[str, float]:
        """Return the places whose ground in the region the side holds at the end of a day, each with its size."""
        ledger = self.timeline.book.on(stated.perspective, "known", day or stated.day)
        sizes = self.sizes(stated.region_id, stated.unit)
        return {key: size for key, size in sizes.items() if key in ledger and ledger[key].held_by == stated.side}

    def undisputed(self, stated: Stated) -> dict[str, float]:
        """Return those of the places held on the day of which nobody says otherwise."""
        ledger = self.timeline.book.on(stated.perspective, "known", stated.day)
        return {key: size for key, size in self.held(stated).items() if not ledger[key].disputed}

    def derived(self, stated: Stated, day: date | None = None) -> float:
        """Return what the record gives for a stated figure at the end of a day, by default its own."""
        if stated.announced:
            zones = self.timeline.zones_on(day or stated.day, "all", "known")
            strips = [zone.geometry for zone in zones if stated.event_id in zone.event_ids and zone.kind == "announced"]
            return max((depth_km(strip, self.border) for strip in strips if strip is not None), default=0.0)
        sizes = self.held(stated, day).values()
        return sum(sizes) if stated.unit == "km²" else max(sizes, default=0.0)


def seen(stated: Stated, perspective: str) -> Stated:
    """Return the same figure, to be set beside the ground held in another perspective."""
    return replace(stated, perspective=perspective, announced=False)


def reasons_for(front: Front, stated: Stated) -> list[str]:
    """Return why the derived figure differs from the stated one: none where the ratio lies in LOW to HIGH."""
    ratio = front.derived(stated) / stated.figure
    if LOW <= ratio <= HIGH:
        return []
    rules = (_depth,) if stated.unit == "km" else (_span, _counted, _over if ratio > HIGH else _under)
    told = [reason for rule in rules for reason in rule(front, stated)]
    if not stated.announced and not front.held(stated):
        told.insert(0, f"no record of this perspective has {stated.side} hold a settlement there: nothing to derive")
    return told


def _span(front: Front, stated: Stated) -> Iterator[str]:
    if stated.since is not None:
        gain = front.derived(stated) - front.derived(stated, stated.since - DAY)
        yield f"counts what was taken from {stated.since} on; derived so: {_beside(stated, gain)}"


def _counted(front: Front, stated: Stated) -> Iterator[str]:
    """How many settlements the records name there, and how many the statement counts."""
    number, found = len(front.held(stated)), re.search(r"\b(\d+) settlements", stated.note)
    if found:
        yield f"the statement counts {found[1]} settlements, {stated.figure / int(found[1]):.1f} km² each"
    if number:
        yield f"records name {number} as held, {front.derived(stated) / number:.1f} km² each"


def _under(front: Front, stated: Stated) -> Iterator[str]:
    """What claims have beyond the ground that is assessed."""
    if front.held(stated):
        yield f"of the other {stated.figure - front.derived(stated):.1f} km² they name no settlement"
    claims, marked = front.held(seen(stated, stated.side)), front.held(seen(stated, "assessed"))
    if stated.perspective == "assessed" and (ahead := claims.keys() - marked.keys()):
        km2 = sum(claims[key] for key in ahead)
        yield f"{len(ahead)} of {len(claims)} claimed places, {km2:.1f} km², no record has assessed so by then"
        yield f"as claimed: {_beside(stated, sum(claims.values()))}"


def _over(front: Front, stated: Stated) -> Iterator[str]:
    """Claims that are not assessed so, that are disputed, that are of the day itself."""
    held, marked, calm = front.held(stated), front.held(seen(stated, "assessed")), front.undisputed(stated)
    assessed = [size for key, size in held.items() if key in marked]
    if len(assessed) < len(held):
        yield (
            f"{len(held) - len(assessed)} of {len(held)} places no record has assessed so by then; "
            f"without: {_beside(stated, sum(assessed))}"
        )
    if len(calm) < len(held):
        yield f"{len(held) - len(calm)} are disputed; without: {_beside(stated, sum(calm.values()))}"
    eve = front.derived(stated, stated.day - DAY)
    if eve < front.derived(stated):
        yield f"some are claimed on the day itself; at the end of its eve: {_beside(stated, eve)}"


def _depth(front: Front, stated: Stated) -> Iterator[str]:
    """Where the ground reaches deepest, what is assessed, and how deep records have the side do anything."""
    held, assessed = front.held(stated), front.derived(seen(stated, "assessed"))
    if held:
        place = front.timeline.book.places[max(sorted(held), key=held.__getitem__)]
        km = front.boundaries.border_distance_km(place.lon, place.lat)
        yield f"to the far edge of the cell of {place.place_name}, itself {km:.1f} km in"
    if assessed and assessed < front.derived(stated):
        yield f"as assessed: {_beside(stated, assessed)}"
    table, region = front.table, front.gazetteer.get(stated.region_id)
    there = (table["actor_side"] == stated.side) & (table["admin1"] == (region.name if region else stated.region))
    moved = table["event_type"].isin(["capture", "advance", "incursion", "clash"])
    points = table[there & moved & (table["known_from"].dt.date <= stated.day) & table["border_km"].notna()]
    if len(points):
        far = points.loc[points["border_km"].astype(float).idxmax()]
        yield (
            f"the deepest place where records have that side by then: {far['place_name']} ({far['event_type']}), "
            f"{_beside(stated, far['border_km'])}"
        )


def _beside(stated: Stated, figure: float) -> str:
    return f"{figure:.1f} {stated.unit} ({figure / stated.figure:.2f})"


def print_sumy(front: Front, name: str) -> list[Stated]:
    """Print Russian ground in Sumy Oblast beside the areas that others published of it, and return these."""
    print(f"\nRussian ground in Sumy Oblast as known, km² and ratio to the published figure: {name}")
    print(f"  {'day':10}{'published':>10}  {'by':42}{'claimed: eve':>14}{'day':>14}{'undisputed':>14}{'assessed':>14}")
    wanted = ("km²", "RU", "adm1:UA-59")
    figures = [seen(one, "RU") for one in stated_in(front.table) if (one.unit, one.side, one.region_id) == wanted]
    for one in figures:
        eve, calm = front.derived(one, one.day - DAY), sum(front.undisputed(one).values())
        areas = eve, front.derived(one), calm, front.derived(seen(one, "assessed"))
        cells = "".join(f"{area:9.1f} {area / one.figure:4.2f}" for area in areas)
        print(f"  {one.day}{one.figure:10.2f}  {one.claimed_by:42}{cells}")
        for reason in reasons_for(front, one):
            print(f"               - {reason}")
    return figures


def print_places(front: Front, figures: list[Stated]) -> None:
    """Print the claimed places behind those figures: when claimed, km², when and by whom first assessed so."""
    print("\nThe places in it: claimed from, km², first assessed as taken, as the records tell")
    lines = []
    for key, size in {key: size for one in figures for key, size in front.held(one).items()}.items():
        said = sorted(front.timeline.book.sayings[key], key=lambda one: (one.known_on, one.event_id))
        takes = [one for one in said if (one.bearing, one.side) == ("take", "RU")]
        claimed = next(one.known_on for one in takes if "RU" in one.voices)
        mark = next((f"{one.known_on} {one.claimed_by}" for one in takes if "assessed" in one.voices), "-")
        lines.append(f"  {claimed}  {front.timeline.book.places[key].place_name:18}{size:6.1f}  {mark}")
    print("\n".join(sorted(lines)))


def print_all(front: Front, figures: list[Stated], denser: Front | None) -> None:
    """Print every stated figure with the derived one of each perspective, and why they differ."""
    print("\nEvery stated extent: derived in each perspective, ratio in the one named, the same with added places")
    print(f"  {'day':10}{'stated':>12}  {'ground':27}{'by':42}{'RU':>8}{'UA':>8}{'assessed':>9}  ratio  added")
    for one in figures:
        views = "".join(f"{front.derived(seen(one, voice)):{9 if voice == 'assessed' else 8}.1f}" for voice in VOICES)
        ratios = "".join(f"{made.derived(one) / one.figure:7.2f}" if made else " " * 7 for made in (front, denser))
        ground, against = f"{one.side} in {one.region}", "strip" if one.announced else one.perspective
        print(f"  {one.day}{one.figure:8.1f} {one.unit:3}  {ground:27}{one.claimed_by:42}{views}{ratios}  {against}")
        for reason in reasons_for(front, one):
            print(f"               - {reason}")


def added_places() -> Gazetteer | None:
    """Return the gazetteer after `python -m geo gazetteer add` of the files in ../shared, None without them."""
    files = [SHARED / "gazetteer" / name for name in ("UA.txt", "osm_places.csv")]
    if not all(file.exists() for file in files):
        return None
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "workspace.sqlite"
        command = [sys.executable, "-m", "geo", "gazetteer", "add", *map(str, files)]
        subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "GEO_WORKSPACE": str(workspace)})
        return gazetteer_for(replace(Settings.from_environment(), workspace=workspace))


def facts_beside(front: Front, figures: list[Stated]) -> list[Stated]:
    """Return what the rows of ../shared/facts state and the bundled records do not."""
    facts = SHARED / "facts" / "kursk_sumy_facts.csv"
    if not facts.exists():
        return []
    stated = stated_in(join_events(read_events(facts).made, front.gazetteer, front.boundaries).table)
    held = {(one.unit, one.figure, one.side, one.day, one.region_id) for one in figures}
    new = [one for one in stated if (one.unit, one.figure, one.side, one.day, one.region_id) not in held]
    print(f"\n{facts.name} states {len(stated)} extents; {len(new)} of them the bundled records do not have")
    return new


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reach-km", type=float, default=6.0)
    reach_km = parser.parse_args().reach_km
    boundaries = bundled_boundaries()
    front = Front(bundled_events(), bundled_gazetteer(), boundaries, reach_km=reach_km)
    published = print_sumy(front, "bundled gazetteer")
    gazetteer = added_places()
    denser = None if gazetteer is None else Front(bundled_events(), gazetteer, boundaries, reach_km=reach_km)
    if denser is not None:
        print_sumy(denser, "with the places of ../shared/gazetteer added")
    print_places(front, published)
    figures = stated_in(front.table)
    print_all(front, [*figures, *facts_beside(front, figures)], denser)


if __name__ == "__main__":
    main()
