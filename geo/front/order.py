"""The events of a timeline in their order, and what a frame selects them by, as plain arrays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ..clock import Interval
from ..terms import CLOCKS
from .days import counted_from, effective_and_known
from .filters import Filters, Selectable
from .sayings import SEEN_BY, VOICES, seen_in

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np

    from ..places.gazetteer import Gazetteer


@dataclass(frozen=True)
class Ordered:
    """Records in order of effective day and event_id, undated ones last, with the columns they are selected by.

    Attributes
    ----------
    events : GeoDataFrame
        Each event once.
    on : dict of str to ndarray of int
        By clock, the ordinal day from which each record is in play; 0 for an undated one, which is in no window.
    event_ids : ndarray of str
        event_id of each record.
    seen : dict of str to ndarray of bool
        By voice, whether it shows the record as a mark.
    selectable : Selectable
        What the filters of a view look at.
    """

    events: gpd.GeoDataFrame
    on: dict[str, np.ndarray]
    event_ids: np.ndarray
    seen: dict[str, np.ndarray]
    selectable: Selectable

    def inside(self, window: Interval, day: date, clock: str) -> np.ndarray:
        """Say of each record whether it is in a window; under "known" nothing told after `day` is."""
        on = self.on[clock]
        inside = (on > 0) & (on >= window.valid_from.toordinal())
        if window.valid_to is not None:
            inside &= on < window.valid_to.toordinal()
        return inside & (on <= day.toordinal()) if clock == "known" else inside

    def rows_of(self, event_ids: Iterable[str]) -> np.ndarray:
        """Return where some records stand, in the order in which they are named; others are left out."""
        import numpy as np

        row_of = self._row_of
        return np.fromiter((row_of[event_id] for event_id in event_ids if event_id in row_of), dtype=np.int64)

    @cached_property
    def _row_of(self) -> dict[str, int]:
        return {event_id: row for row, event_id in enumerate(self.event_ids.tolist())}

    def rows_at(self, place_id: str) -> np.ndarray:
        """Return where the records of a place stand."""
        return self._at_places.get(place_id, self._at_places[None])

    @cached_property
    def _at_places(self) -> dict[str | None, np.ndarray]:
        import numpy as np
        import pandas as pd

        codes, known = pd.factorize(self.events["place_id"])
        in_turn = np.argsort(codes, kind="stable")
        groups = np.split(in_turn, np.searchsorted(codes[in_turn], np.arange(len(known))))
        return {**dict(zip(map(str, known), groups[1:], strict=True)), None: in_turn[:0]}

    def passing(self, filters: Filters, day: date, clock: str) -> np.ndarray:
        """Say of each record whether the filters let it pass, for a day under a clock; none let all."""
        return self.selectable.passing(filters, day, clock)


def ordered(table: gpd.GeoDataFrame, gazetteer: Gazetteer | None = None) -> Ordered:
    """Return the records of a table in which each event is once, in order.

    By the names that the gazetteer has of their places they are found in any of its languages.
    """
    import numpy as np

    effective, known = effective_and_known(table)
    by_id = table["event_id"].argsort().to_numpy()
    last = np.where(effective > 0, effective, np.iinfo(np.int64).max)
    in_turn = by_id[np.argsort(last[by_id], kind="stable")]
    events = table.take(in_turn).reset_index(drop=True)
    effective, known = effective[in_turn], known[in_turn]
    return Ordered(
        events,
        {clock: counted_from(effective, known, clock) for clock in CLOCKS},
        events["event_id"].to_numpy(dtype=object),
        _seen(events),
        Selectable(events, known, gazetteer),
    )


def _seen(events: gpd.GeoDataFrame) -> dict[str, np.ndarray]:
    """By voice, whether it shows each record: told once for all records of the same claimant, type and so on."""
    import numpy as np
    import pandas as pd

    alike = pd.DataFrame(events[list(SEEN_BY)]).astype("category")
    codes = np.zeros(len(alike), dtype=np.int64)
    for name in SEEN_BY:
        column = alike[name].cat
        codes = codes * (len(column.categories) + 1) + column.codes.to_numpy() + 1
    _, first, group = np.unique(codes, return_index=True, return_inverse=True)
    rows = events[list(SEEN_BY)].iloc[first].astype(object)
    told = [seen_in(row) for row in rows.where(rows.notna(), None).to_dict("records")]
    return {voice: np.array([voice in voices for voices in told], dtype=bool)[group] for voice in VOICES}
