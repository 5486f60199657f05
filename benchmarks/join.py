"""How well and how fast event records are joined: python benchmarks/join.py [ROWS]

Prints, for the bundled records with their coordinates withheld, the share of settlement rows that are placed
within 3 km of the coordinates they state, as more of each record is withheld; then the time for a table of
ROWS records (100,000 unless told) made from the same records.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from geo.crs import distance_km
from geo.events.join import join_events
from geo.events.joined import Joined
from geo.events.tables import bundled_events
from geo.places.boundaries import bundled_boundaries
from geo.places.gazetteer import bundled_gazetteer
from geo.records import Event

NEAR_KM = 3.0
WITHHELD = (
    (),
    ("place_native",),
    ("admin1",),
    ("admin1", "country"),
    ("admin1", "country", "place_native", "precision"),
    ("place_name",),
)


def distances(joined: Joined, stated: Sequence[Event]) -> list[float]:
    """Distance in km between where each settlement row lies and where it was placed; the unplaced left out."""
    found = {row.event_id: (row.lon, row.lat) for row in joined.table.itertuples() if row.geometry is not None}
    return [
        distance_km(float(one.lon), float(one.lat), *map(float, found[one.event_id]))
        for one in stated
        if one.lon is not None and one.lat is not None and one.event_id in found
    ]


def main(rows: int) -> None:
    """Print the figures."""
    events, gazetteer, boundaries = bundled_events(), bundled_gazetteer(), bundled_boundaries()
    settlements = sum(one.lon is not None for one in events)
    print(f"{len(events)} bundled records, {settlements} of settlements; coordinates withheld, and besides:")
    print(f"{'withheld':45} {'within 3 km':>12} {'misplaced':>10} {'ambiguous':>10} {'unplaced':>9}")
    for fields in WITHHELD:
        withheld = [one.model_copy(update=dict.fromkeys((*fields, "lon", "lat"))) for one in events]
        joined = join_events(withheld, gazetteer, boundaries)
        away = distances(joined, events)
        near = sum(km <= NEAR_KM for km in away)
        counts = joined.counts()
        told = f"{near}/{settlements} {near / settlements:6.1%}"
        name = ", ".join(fields) or "nothing"
        print(f"{name:45} {told:>12} {len(away) - near:>10} {counts['ambiguous']:>10} {counts['unplaced']:>9}")
    many = [
        one.model_copy(update={"event_id": f"{one.event_id}-{turn}", "lon": None, "lat": None})
        for turn in range(-(-rows // len(events)))
        for one in events
    ][:rows]
    start = time.perf_counter()
    joined = join_events(many, gazetteer, boundaries)
    print(f"{rows:,} rows joined in {time.perf_counter() - start:.1f} s: {joined.counts()}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
