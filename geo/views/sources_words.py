"""What a map rests on: its publishers in one line, and a short hash of its data."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ..records import Frame, content_id
from .languages import counted, table
from .naming import short
from .once import once_each

if TYPE_CHECKING:
    import pandas as pd


@once_each
def publishers(records: pd.DataFrame) -> tuple[str, ...]:
    """Return who printed the records, those with most first, then by name; second publishers count too."""
    counts = Counter[str]()
    for column in ("publisher", "publisher_2"):
        for name, number in records[column].value_counts().items():
            if str(name).strip():
                counts[short(str(name))] += int(number)
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def source_line(records: pd.DataFrame, *, most: int | None = None, lang: str = "en") -> str:
    """Return the source line: number of reports and their publishers.

    Past `most` publishers the rest are counted, not dropped in silence. No records: says so.
    """
    words, names = table(lang), publishers(records)
    if not names:
        return str(words["sources_none" if records.empty else "sources_unnamed"])
    shown, rest = (names, 0) if most is None or len(names) <= most else (names[:most], len(names) - most)
    told = ", ".join(shown)
    if rest:
        told = counted(words["sources_rest"], rest, lang, names=told)
    return counted(words["sources"], len(records), lang, names=told)


def frame_event_ids(frame: Frame) -> frozenset[str]:
    """Return the ids of all records that a frame rests on: zones, advances and events."""
    ids = set(map(str, frame.events["event_id"].tolist()))
    for zone in frame.zones:
        ids.update(zone.event_ids)
    for advance in frame.advances:
        ids.update(advance.event_ids)
    return frozenset(ids)


@once_each
def data_hash(frame: Frame) -> str:
    """Return 12 hex digits for the records, zones and advances of a frame: the same data, the same digits."""
    areas = (f"{zone.zone_id} {zone.area_km2 or 0:.3f}" for zone in frame.zones)
    ends = (f"{advance.advance_id} {advance.start} {advance.end}" for advance in frame.advances)
    events = frame.events
    columns = (events[name].tolist() for name in ("event_id", "lon", "lat"))
    places = (f"{event_id} {lon} {lat}" for event_id, lon, lat in zip(*columns, strict=True))
    return content_id(
        "", *sorted(areas), "|", *sorted(ends), "|", *sorted(places), "|", *sorted(frame_event_ids(frame))
    )
