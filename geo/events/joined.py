"""Joined records: a table with every record's place, and those that have none with what was tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..records import Candidate, Event, Place, Reject
from ..schema import events_of

if TYPE_CHECKING:
    import geopandas as gpd


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A record without a place: why, and which places it may mean, best known first."""

    event: Event
    reason: str
    candidates: tuple[Candidate, ...] = ()

    def __str__(self) -> str:
        named = self.event.place_name or self.event.place_native or "(no place name)"
        listed = "; ".join(_told(one.place) for one in self.candidates[:5])
        return f"{named} [{self.event.event_id}]: {self.reason}" + (f": {listed}" if listed else "")


@dataclass(frozen=True, slots=True)
class Joined:
    """Events joined to places, areas and the border: in = placed + area + unplaced + ambiguous + rejected + linked.

    Attributes
    ----------
    table : GeoDataFrame
        schema.EVENT columns, `border_km` (Float64, km to the state border between Russia and Ukraine, null
        where there is no point) and geometry, EPSG:4326; one row for each placed, area, unplaced and ambiguous
        record, in the order in which they came. Geometry is the Point of a settlement, None otherwise.
    unplaced, ambiguous : tuple of Unresolved
        Rows of the table that have no place_id and no coordinates, with what was tried.
    rejected : tuple of Reject
        Records that contradict themselves; not in the table.
    linked : tuple of Event
        Repetitions of an event_id that came before; not in the table.
    """

    table: gpd.GeoDataFrame
    placed: int
    area: int
    unplaced: tuple[Unresolved, ...] = ()
    ambiguous: tuple[Unresolved, ...] = ()
    rejected: tuple[Reject, ...] = ()
    linked: tuple[Event, ...] = ()

    def counts(self) -> dict[str, int]:
        """Return how many records came in and what became of them; "in" is the sum of the others."""
        parts = {
            "placed": self.placed,
            "area": self.area,
            "unplaced": len(self.unplaced),
            "ambiguous": len(self.ambiguous),
            "rejected": len(self.rejected),
            "linked": len(self.linked),
        }
        return {"in": sum(parts.values()), **parts}


def each_once(events: Sequence[Event], beside: Sequence[Joined]) -> tuple[dict[str, Event], list[Event]]:
    """Return events by event_id, and those that repeat one of them or of the tables beside."""
    ids = [event.event_id for event in events]
    there = {one for part in beside for one in part.table["event_id"][part.table["event_id"].isin(ids)]}
    seen: dict[str, Event] = {}
    linked: list[Event] = []
    for event in events:
        if event.event_id in there or event.event_id in seen:
            linked.append(event)
        else:
            seen[event.event_id] = event
    return seen, linked


def together(parts: Sequence[Joined]) -> Joined:
    """Return some joined tables as one; an event that an earlier one has is linked.

    What is rejected, ambiguous and linked is that of the last.
    """
    import pandas as pd

    tables = [part.table for part in parts if len(part.table)] or [parts[-1].table]
    table = tables[0] if len(tables) == 1 else pd.concat(tables, ignore_index=True)
    again = table["event_id"].duplicated()
    once = table[~again].reset_index(drop=True) if again.any() else table
    unplaced = {one.event.event_id: one for part in reversed(parts) for one in part.unplaced}
    placed, named = once["lon"].notna(), once["place_id"].notna()
    return Joined(
        once,
        placed=int(placed.sum()),
        area=int((named & ~placed).sum()),
        unplaced=tuple(unplaced.values()),
        ambiguous=parts[-1].ambiguous,
        rejected=parts[-1].rejected,
        linked=(*parts[-1].linked, *events_of(table[again])),
    )


def _told(place: Place) -> str:
    region = ", ".join(part for part in (place.name, place.admin2, place.admin1, place.country) if part)
    return f"{region} ({place.lat:.3f}, {place.lon:.3f})"
