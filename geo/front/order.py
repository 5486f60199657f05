"""The events of a timeline in their order, and what a frame selects them by, as plain arrays."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ..terms import CLOCKS
from .sayings import VOICES, seen_in

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np


def ordered(table: gpd.GeoDataFrame, records: list[dict[str, Any]]) -> tuple[gpd.GeoDataFrame, dict[str, np.ndarray]]:
    """Return the table with each event once, by effective day and id, and each row's ordinal day under each clock.

    `records` are the table's as `sayings.rows` yields them. An undated record comes last, has day 0 and is in no
    window.
    """
    import numpy as np

    def day_of(row: dict[str, Any], clock: str) -> int:
        effective = row["effective_on"]
        if effective is None:
            return 0
        return int((max(effective, row["known_on"]) if clock == "known" else effective).toordinal())

    in_turn = sorted(records, key=lambda row: (row["effective_on"] or date.max, row["event_id"]))
    events = table.drop_duplicates("event_id").set_index("event_id", drop=False)
    events = events.loc[[row["event_id"] for row in in_turn]].reset_index(drop=True)
    return events, {clock: np.array([day_of(row, clock) for row in in_turn], dtype=np.int64) for clock in CLOCKS}


def columns(events: gpd.GeoDataFrame, records: list[dict[str, Any]]) -> dict[str, np.ndarray]:
    """Return the columns that a frame filters by, one value an event in order, and for each perspective who shows it.

    event_id, actor_side, event_type and status are text (a null is empty text and matches no code); RU, UA and
    assessed say whether that perspective shows the record.
    """
    import numpy as np

    names = ("event_id", "actor_side", "event_type", "status")
    plain = {name: events[name].fillna("").to_numpy(dtype=str) for name in names}
    seen = {row["event_id"]: seen_in(row) for row in records}
    for voice in VOICES:
        plain[voice] = np.array([voice in seen[event_id] for event_id in events["event_id"]], dtype=bool)
    return plain
