"""The events of a timeline in their order, and what a frame selects them by, as plain arrays."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ..clock import Interval
from ..terms import CLOCKS
from .sayings import VOICES, seen_in

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np


@dataclass(frozen=True)
class Ordered:
    """Records in order of effective day and event_id, undated ones last, with the columns they are selected by.

    Attributes
    ----------
    events : GeoDataFrame
        Each event once.
    on : dict of str to ndarray of int
        By clock, the ordinal day from which each record is in play; 0 for an undated one, which is in no window.
    columns : dict of str to ndarray
        event_id, actor_side, event_type and status as text; a null is empty text and matches no code.
    seen : dict of str to ndarray of bool
        By voice, whether it shows the record as a mark.
    """

    events: gpd.GeoDataFrame
    on: dict[str, np.ndarray]
    columns: dict[str, np.ndarray]
    seen: dict[str, np.ndarray]

    @property
    def event_ids(self) -> np.ndarray:
        """event_id of each record."""
        return self.columns["event_id"]

    def inside(self, window: Interval, day: date, clock: str) -> np.ndarray:
        """Say of each record whether it is in a window; under "known" nothing told after `day` is."""
        on = self.on[clock]
        inside = (on > 0) & (on >= window.valid_from.toordinal())
        if window.valid_to is not None:
            inside &= on < window.valid_to.toordinal()
        return inside & (on <= day.toordinal()) if clock == "known" else inside

    def passing(
        self, sides: Collection[str] | None, types: Collection[str] | None, statuses: Collection[str] | None
    ) -> np.ndarray:
        """Say of each record whether the filters let it pass; None or empty lets all."""
        import numpy as np

        passing = np.ones(len(self.events), dtype=bool)
        for column, values in (("actor_side", sides), ("event_type", types), ("status", statuses)):
            if values:
                passing &= np.isin(self.columns[column], list(values))
        return passing


def ordered(table: gpd.GeoDataFrame, records: list[dict[str, Any]]) -> Ordered:
    """Return a table's records in order; `records` are the table's as `sayings.rows` yields them."""
    import numpy as np

    def day_of(row: dict[str, Any], clock: str) -> int:
        effective = row["effective_on"]
        if effective is None:
            return 0
        return int((max(effective, row["known_on"]) if clock == "known" else effective).toordinal())

    in_turn = sorted(records, key=lambda row: (row["effective_on"] or date.max, row["event_id"]))
    events = table.drop_duplicates("event_id").set_index("event_id", drop=False)
    events = events.loc[[row["event_id"] for row in in_turn]].reset_index(drop=True)
    told = [seen_in(row) for row in in_turn]
    names = ("event_id", "actor_side", "event_type", "status")
    return Ordered(
        events,
        {clock: np.array([day_of(row, clock) for row in in_turn], dtype=np.int64) for clock in CLOCKS},
        {name: events[name].fillna("").to_numpy(dtype=str) for name in names},
        {voice: np.array([voice in voices for voices in told], dtype=bool) for voice in VOICES},
    )
