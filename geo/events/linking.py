"""Happenings told again: an event of an added report that tells of one already on record gets its event_key.

Own rules. It is the same happening where type, acting side, place and relation to the place are the same and the dates
lie near enough:

- taking, leaving or entering a place: within a day, for one outlet's "on Wednesday" is another's "overnight";
- a security zone of a side for a region: within three days, the time a statement is repeated for;
- whatever recurs daily (strikes, clashes and the like): on the same day.

Nothing is merged or dropped: each telling stays a record with its own claimant and source. A record without a day,
or spread over more days than a week, is linked with nothing, nor is one of the type "other", which says too little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ..schema import DATE_COLUMNS

if TYPE_CHECKING:
    import geopandas as gpd

#: How many days the dates of two tellings may lie apart, by type of event.
APART_DAYS: Final[Mapping[str, int]] = {
    "capture": 1, "advance": 1, "incursion": 1, "withdrawal": 1, "zone": 3, "strike": 0, "clash": 0, "evacuation": 0,
    "diplomacy": 0,
}  # fmt: skip
#: Longest span of a record's own dates, days.
_LONGEST: Final = 7
_FIELDS: Final = (
    "event_key", "event_type", "actor_side", "place_id", "relation", "date_start", "date_end", "report_id",
)  # fmt: skip

Span = tuple[date, date]


def link_happenings(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the table with the `event_key` of earlier records on report events that tell of the same happening.

    Parameters
    ----------
    table : GeoDataFrame
        schema.EVENT columns, joined to places: an event of a report is one with a `report_id`. It is compared with
        every row above it, of tables and reports alike, and takes the key of the nearest in time, the first of
        those. Other rows keep theirs. An empty table, or one without reports, comes back as it is.
    """
    import pandas as pd

    of_report = table["report_id"].notna()
    if not of_report.any():
        return table
    places = table.loc[of_report, "place_id"].dropna().unique()
    near = table[of_report | (table["place_id"].isin(places) & table["event_type"].isin(list(APART_DAYS)))]
    told: dict[tuple[Any, ...], _Told] = defaultdict(_Told)
    keys: list[str] = []
    columns = [_plain(near, name) for name in _FIELDS]
    for values in zip(*columns, strict=True):
        row = dict(zip(_FIELDS, values, strict=True))
        key, span = row["event_key"], _span(row)
        if span is not None:
            about = told[row["event_type"], row["actor_side"], row["place_id"], row["relation"]]
            if row["report_id"] is not None:
                key = about.nearest(span, APART_DAYS[row["event_type"]]) or key
            about.add(span, key)
        keys.append(key)
    linked = table["event_key"].copy()
    linked.loc[near.index] = pd.Series(keys, index=near.index, dtype=linked.dtype)
    return table.assign(event_key=linked)


class _Told:
    """Spans of one kind of happening at one place, with their keys, by first day."""

    def __init__(self) -> None:
        self._spans: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
        self._number = 0

    def add(self, span: Span, key: str) -> None:
        self._spans[span[0].toordinal()].append((self._number, span[1].toordinal(), key))
        self._number += 1

    def nearest(self, span: Span, apart: int) -> str | None:
        """Return the key of the span nearest in time, the first of those, or None where none is near enough."""
        first, last = (day.toordinal() for day in span)
        near = [
            (days, number, key)
            for start in range(first - _LONGEST - apart, last + apart + 1)
            for number, end, key in self._spans.get(start, ())
            if (days := max(0, first - end, start - last)) <= apart
        ]
        return min(near)[2] if near else None


def _plain(table: gpd.GeoDataFrame, name: str) -> list[Any]:
    series = table[name]
    values = series.dt.date if name in DATE_COLUMNS else series.astype(object)
    return [None if gone else value for value, gone in zip(values, series.isna(), strict=True)]


def _span(row: Mapping[str, Any]) -> Span | None:
    """First and last day of a record that can be linked, else None."""
    first, last = row["date_start"] or row["date_end"], row["date_end"] or row["date_start"]
    if row["event_type"] not in APART_DAYS or row["actor_side"] is None or row["place_id"] is None or first is None:
        return None
    return (first, last) if (last - first).days <= _LONGEST else None
