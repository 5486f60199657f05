"""Event records that the gazetteer leaves unplaced, asked of an online geocoder: an option, off by default."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from ..places.lacking import Lacking, with_answers
from ..places.online import is_online
from ..records import Event
from .join import join_events
from .joined import Joined, Unresolved
from .placenames import take_apart

if TYPE_CHECKING:
    import geopandas as gpd

    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer
    from ..places.online import OnlineGeocoder


def join_online(
    events: Iterable[Event],
    gazetteer: Gazetteer,
    boundaries: Boundaries,
    geocoder: OnlineGeocoder,
    *,
    progress: Callable[[str, int, int], None] | None = None,
) -> Joined:
    """Join event records as `join_events` does, then ask a geocoder for the names that were left unplaced.

    Every other record stays as the gazetteer placed it. A record that the geocoder placed names it in
    `geocoded_by`; where it knows several places of a name, the record is ambiguous with these as candidates.

    Raises
    ------
    GeocoderUnavailable
        If the geocoder cannot be reached: that says nothing of the places.
    """
    listed = list(events)
    joined = join_events(listed, gazetteer, boundaries)
    lacking = dict.fromkeys(name for one in joined.unplaced for name in _lacking(one.event))
    more = with_answers(gazetteer, tuple(lacking), geocoder, progress)
    if more is gazetteer:
        return joined
    return _completed(joined, join_events(listed, more, boundaries), more)


def _lacking(event: Event) -> Iterable[Lacking]:
    if event.precision in {None, "populated_place"}:
        for text in filter(None, (event.place_name, event.place_native)):
            yield Lacking(take_apart(text).name, event.admin1 or "", event.country or "")


def _completed(first: Joined, again: Joined, more: Gazetteer) -> Joined:
    """The first joining, with the rows that it left unplaced as the second has them."""
    import pandas as pd

    open_ids = {one.event.event_id for one in first.unplaced}
    table = first.table.copy()
    by_id = again.table.set_index("event_id", drop=False)
    for row in table.index[table["event_id"].isin(open_ids)]:
        table.loc[row] = by_id.loc[table.at[row, "event_id"]]
        place_id = table.at[row, "place_id"]
        place = None if pd.isna(place_id) else more.get(place_id)
        if place is not None and is_online(place.origin):
            table.at[row, "geocoded_by"] = place.origin
    unplaced = _among(again.unplaced, open_ids)
    ambiguous = _among(again.ambiguous, open_ids)
    still = {one.event.event_id for one in (*unplaced, *ambiguous)}
    placed = _points(table, open_ids - still)
    return replace(
        first,
        table=table,
        placed=first.placed + placed,
        area=first.area + len(open_ids - still) - placed,
        unplaced=unplaced,
        ambiguous=(*first.ambiguous, *ambiguous),
    )


def _among(found: Iterable[Unresolved], ids: set[str]) -> tuple[Unresolved, ...]:
    return tuple(one for one in found if one.event.event_id in ids)


def _points(table: gpd.GeoDataFrame, ids: set[str]) -> int:
    return int((table["event_id"].isin(ids) & table["lon"].notna()).sum())
