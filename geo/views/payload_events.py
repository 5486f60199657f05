"""The records of the interactive map: columns to select by, and the texts that a click asks for, in pieces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..front.publishers import NEVER
from .encoding import coded, coded_days, coded_together, smallest

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from ..front.timeline import Timeline

#: payload column -> column of the events table
_COLUMNS: Final = {
    "type": "event_type", "actor": "actor_side", "precision": "precision", "uncertainty": "uncertainty_km",
    "relation": "relation", "bearing": "bearing_deg", "distance": "distance_km", "date_precision": "date_precision",
    "status": "status", "publisher": "publisher", "publisher_2": "publisher_2",
}  # fmt: skip
#: Columns that go together, so that one code stands for all of them.
_WHERE: Final = {"place_id": "place_id", "place": "place_name", "native": "place_native", "admin1": "admin1",
                 "country": "country", "lon": "lon", "lat": "lat"}  # fmt: skip
_WHO: Final = {"by": "claimed_by", "side": "claimant_side"}
_TEXTS: Final = {"id": "event_id", "quote": "quote", "note": "note", "url": "url", "url_2": "url_2"}
#: Records whose texts travel in one piece: about 100 kB compressed.
PIECE: Final = 2048


def events_json(timeline: Timeline, voices: Sequence[str]) -> dict[str, Any]:
    """Return the records as columns, in the timeline's order.

    `key` numbers the happenings that several records tell of, -1 for a record that stands alone; `told` is the day on
    which a record was told, `twice` that from which two independent publishers have told of its happening, far away
    where it cannot be dated; `seen` are the perspectives that show it as a mark, `on` is the day from which it is in
    play as it happened; as known it is from the day on which it was told, if that is later.
    """
    events = timeline.events
    table: dict[str, Any] = {name: coded(events[source]) for name, source in _COLUMNS.items()}
    for group in (_WHERE, _WHO):
        table |= coded_together({name: events[source] for name, source in group.items()})
    told = timeline.order.selectable
    days = {
        "start": _ordinals(events["date_start"]),
        "end": _ordinals(events["date_end"]),
        "known": _ordinals(events["known_from"]),
        "told": told.known_on,
        "twice": np.where(told.second_told_on < NEVER, told.second_told_on, 0),
        "on": timeline.order.on["happened"],
    }
    table |= {name: coded_days(ordinals) for name, ordinals in days.items()}
    if np.array_equal(days["known"], days["told"]):
        table["known"] = table["told"]
    table["seen"] = _seen(timeline, voices)
    table["key"] = _happenings(events["event_key"])
    return table


def texts_json(events: gpd.GeoDataFrame) -> list[dict[str, list[str | None]]]:
    """Return what only a click or a search asks for, `PIECE` records a piece: id, quote, note, url, url_2."""
    columns = {name: _plain(events[source]) for name, source in _TEXTS.items()}
    return [
        {name: values[start : start + PIECE] for name, values in columns.items()}
        for start in range(0, len(events), PIECE)
    ]


def row_of(payload: Mapping[str, Any], event_id: str) -> int | None:
    """Return the number of a record in a payload by its id, None where it has none such."""
    if not event_id:
        return None
    for number, piece in enumerate(payload["texts"]):
        if event_id in piece["id"]:
            return number * PIECE + int(piece["id"].index(event_id))
    return None


def _plain(series: pd.Series) -> list[str | None]:
    values: list[str | None] = series.astype(object).where(series.notna(), None).tolist()
    return values


def _ordinals(days: pd.Series) -> np.ndarray:
    """Days as proleptic Gregorian ordinals, 0 where there is none."""
    whole = days.to_numpy(dtype="datetime64[D]")
    return np.where(np.isnat(whole), 0, whole.astype(np.int64) + 719_163)


def _seen(timeline: Timeline, voices: Sequence[str]) -> dict[str, Any]:
    bits = np.zeros(len(timeline.events), dtype=np.int64)
    for number, voice in enumerate(voices):
        bits |= np.asarray(timeline.seen_in(voice), dtype=np.int64) << number
    distinct, codes = np.unique(bits, return_inverse=True)
    heard = [[voice for number, voice in enumerate(voices) if mask >> number & 1] for mask in distinct.tolist()]
    return {"v": heard, "c": smallest(codes.ravel())}


def _happenings(keys: pd.Series) -> np.ndarray:
    import pandas as pd

    codes, _ = pd.factorize(keys, use_na_sentinel=True)
    shared = np.bincount(codes[codes >= 0], minlength=1) > 1
    numbers = np.where(shared, np.cumsum(shared) - 1, -1)
    return smallest(np.where(codes >= 0, numbers[codes], -1))
