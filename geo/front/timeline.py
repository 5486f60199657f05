"""The timeline: everything the views need of the front, made once; a frame of it for a day and a window.

Built from the joined events table, it holds zones with half-open intervals, advances, the ledger and counts. Asking for
a day selects; nothing is computed between days.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ..clock import Interval
from ..errors import InputError
from ..records import Advance, Frame, Zone
from ..schema import check_events
from ..terms import CLOCKS, PERSPECTIVES
from .advances import Move, gather, read_moves
from .announced import announced_zones
from .cells import Cells, build_cells, settlements_about
from .ledger import Ledger
from .order import columns, ordered
from .sayings import PlaceFacts, rows, saying_of
from .zones import ZoneDays, derive_zones

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    import pandas as pd

    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer

#: Called with (stage, done, total).
Progress = Callable[[str, int, int], None]
_STAGES: Final = ("ledger", "cells", "zones", "announced zones", "advances")


@dataclass(frozen=True)
class Timeline:
    """The front through time.

    Attributes
    ----------
    zones : tuple of Zone
        Claimed and assessed zones of each perspective (RU, UA, assessed) under both clocks, and announced ones,
        each with its half-open interval. Zones with the same places share one geometry object.
    advances : tuple of Advance
        Every reported move, each once, whoever tells of it; ordered by date.
    events : GeoDataFrame
        schema.EVENT columns, border_km where the join gave it, EPSG:4326; each event once, ordered by effective day
        and event_id, undated records last.
    first, last : date
        First and last day on which any record happened or was told.
    cells : Cells
        Cell of each place in the ledger, to draw a disputed place by itself.
    book : Ledger
        Who is said to hold each place, day by day.
    """

    zones: tuple[Zone, ...]
    advances: tuple[Advance, ...]
    events: gpd.GeoDataFrame
    first: date
    last: date
    cells: Cells
    book: Ledger
    _by_day: ZoneDays = field(repr=False)
    _moves: tuple[Move, ...] = field(repr=False)
    _on: dict[str, np.ndarray] = field(repr=False)
    _columns: dict[str, np.ndarray] = field(repr=False)
    _ledgers: dict[tuple[str, str, date], pd.DataFrame] = field(default_factory=dict, repr=False)

    @property
    def moves(self) -> tuple[Move, ...]:
        """Each record's move before records of one move are gathered: what a browser needs to filter arrows itself."""
        return self._moves

    def frame(
        self,
        *,
        day: date,
        window: Interval,
        perspective: str = "all",
        clock: str = "known",
        sides: Collection[str] | None = None,
        types: Collection[str] | None = None,
        statuses: Collection[str] | None = None,
    ) -> Frame:
        """Return the state for the end of `day` and the half-open `window`.

        A record is in the window by the day it counts from: the day it was told under "known" (nothing told
        after `day` is there), its effective day under "happened". `sides` (who acts), `types` and `statuses`
        filter the records and the advances that rest on them, None or empty keeps all; zones and ledger do not
        change with these filters. Everything follows the perspective: events are those that `sayings.seen_in`
        shows in it, "all" shows every one. `hidden` counts what the filters leave out of those, `others` the
        window's records that the perspective leaves out.

        Raises
        ------
        InputError
            If perspective or clock is unknown.
        """
        _check(perspective, clock)
        within = self._inside(window, day, clock)
        inside = within if perspective == "all" else within & self._columns[perspective]
        passing = self._passing(sides, types, statuses)
        kept = inside & passing
        event_ids = self._columns["event_id"]
        ids = set(event_ids[kept])
        zones = self.zones_on(day, perspective, clock)
        advances = self._advances(set(event_ids[passing]), ids, day, perspective, clock)
        ids.update(event_id for zone in zones for event_id in zone.event_ids)
        ids.update(event_id for advance in advances for event_id in advance.event_ids)
        return Frame(
            day=day,
            window=window,
            perspective=perspective,
            clock=clock,
            zones=zones,
            ledger=self.ledger(perspective, clock, day),
            advances=advances,
            events=self.events[kept],
            hidden=int(inside.sum() - kept.sum()),
            records=self.events[[event_id in ids for event_id in event_ids]],
            disputed={
                place_id: self.cells.geometry[place_id]
                for place_id in sorted({one for zone in zones for one in zone.disputed_ids})
                if place_id in self.cells.geometry
            },
            others=int(within.sum() - inside.sum()),
            recorded=(self.first, self.last),
        )

    def zones_on(self, day: date, perspective: str, clock: str) -> tuple[Zone, ...]:
        """Return the zones that hold at the end of `day`; "all" gives those of every perspective."""
        _check(perspective, clock)
        return self._by_day.on(day, perspective, clock)

    def ledger(self, perspective: str, clock: str, day: date) -> pd.DataFrame:
        """Return the ledger of a day: one row a settlement with a word on it, ledger.LEDGER_COLUMNS."""
        _check(perspective, clock)
        days = self.book.change_days(clock)
        at = bisect_right(days, day)
        key = (perspective, clock, days[at - 1] if at else date.min)
        if key not in self._ledgers:
            self._ledgers[key] = self.book.table(perspective, clock, day)
        return self._ledgers[key].copy()

    def change_days(self, perspective: str, clock: str) -> tuple[date, ...]:
        """Return the days on which a zone of a perspective begins, changes or ends, sorted."""
        _check(perspective, clock)
        return self._by_day.days(perspective, clock)

    def daily_counts(self, clock: str) -> pd.DataFrame:
        """Return records a day, empty days left out: day, claimant_side, actor_side, event_type, status, count."""
        import pandas as pd

        _check("all", clock)
        keys = ["claimant_side", "actor_side", "event_type", "status"]
        table = pd.DataFrame(self.events[keys]).astype(object).where(self.events[keys].notna(), None)
        table.insert(0, "day", self.counted_on(clock))
        counted = table[table["day"].notna()].groupby(["day", *keys], dropna=False, sort=True).size()
        return counted.rename("count").reset_index()

    def counted_on(self, clock: str) -> list[date | None]:
        """Return the day from which each record of `events` is in play under a clock, in order; None for undated."""
        _check("all", clock)
        return [date.fromordinal(n) if n else None for n in self._on[clock].tolist()]

    def seen_in(self, perspective: str) -> list[bool]:
        """Say of each record of `events`, in order, whether a perspective shows it as a mark."""
        _check(perspective, "known")
        if perspective == "all":
            return [True] * len(self.events)
        return [bool(seen) for seen in self._columns[perspective]]

    def _inside(self, window: Interval, day: date, clock: str) -> np.ndarray:
        on = self._on[clock]
        inside = (on > 0) & (on >= window.valid_from.toordinal())
        if window.valid_to is not None:
            inside &= on < window.valid_to.toordinal()
        return inside & (on <= day.toordinal()) if clock == "known" else inside

    def _passing(self, *wanted: Collection[str] | None) -> np.ndarray:
        import numpy as np

        passing = np.ones(len(self.events), dtype=bool)
        for column, values in zip(("actor_side", "event_type", "status"), wanted, strict=True):
            if values:
                passing &= np.isin(self._columns[column], list(values))
        return passing

    def _advances(
        self, passing: set[str], shown: set[str], day: date, perspective: str, clock: str
    ) -> tuple[Advance, ...]:
        """Advances of which a shown record tells, made of the records that pass and, if asked, were told by the day."""
        moves = (
            move
            for move in self._moves
            if move.event_id in passing
            and (perspective == "all" or perspective in move.voices)
            and (clock != "known" or move.known_on <= day)
        )
        return tuple(one for one in gather(moves) if not shown.isdisjoint(one.event_ids))


def build_timeline(
    table: gpd.GeoDataFrame,
    gazetteer: Gazetteer,
    boundaries: Boundaries,
    *,
    reach_km: float = 6.0,
    progress: Progress | None = None,
) -> Timeline:
    """Return the timeline of a joined events table.

    Parameters
    ----------
    table : GeoDataFrame
        schema.EVENT columns and geometry, EPSG:4326, in any order, as events.join makes it.
    gazetteer, boundaries
        Settlements that divide the ground; state borders that cut it.
    reach_km : float
        How far a settlement's ground may reach.
    progress : callable, optional
        Called with (stage, done, total).

    Raises
    ------
    InputError
        If no record states a date, or `reach_km` is not above 0.
    SchemaError, CrsError
        If the table is no events table.
    """
    check_events(table, "build_timeline")
    records = list(rows(table))
    dated = [row for row in records if row["effective_on"] is not None]
    if not dated:
        raise InputError("events: no record states a date; a timeline needs date_start, date_end or known_from.")
    tell = _teller(progress)
    sayings = [saying for saying in map(saying_of, records) if saying is not None]
    places = _places(records, {saying.place_id for saying in sayings})
    book = Ledger(sayings, places)
    tell()
    settlements = settlements_about(places, gazetteer, reach_km=reach_km)
    cells = build_cells(settlements, boundaries.countries, places, reach_km=reach_km)
    tell()
    zones = derive_zones(book, cells)
    tell()
    announced = announced_zones(records, boundaries)
    tell()
    moves = read_moves(records, book, cells, boundaries)
    tell()
    events, on = ordered(table, records)
    days = [
        day for row in dated for day in (row["date_start"], row["effective_on"], row["known_on"]) if day is not None
    ]
    return Timeline(
        (*zones, *announced),
        gather(moves),
        events,
        min(days),
        max(days),
        cells,
        book,
        ZoneDays((*zones, *announced)),
        moves,
        on,
        columns(events, records),
    )


def _teller(progress: Progress | None) -> Callable[[], None]:
    done = 0

    def tell() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(f"timeline: {_STAGES[done - 1]}", done, len(_STAGES))

    return tell


def _check(perspective: str, clock: str) -> None:
    if perspective not in PERSPECTIVES:
        raise InputError(f"perspective is {perspective!r}; expected one of {', '.join(PERSPECTIVES)}.")
    if clock not in CLOCKS:
        raise InputError(f"clock is {clock!r}; expected one of {', '.join(CLOCKS)}.")


def _places(records: list[dict[str, Any]], place_ids: Collection[str]) -> dict[str, PlaceFacts]:
    """Facts of the ledger's places, each from its first record by event_id that has a point."""
    places: dict[str, PlaceFacts] = {}
    for row in sorted(records, key=lambda row: (row["lon"] is None, row["event_id"])):
        if row["place_id"] in place_ids and row["place_id"] not in places:
            places[row["place_id"]] = PlaceFacts(
                row["place_name"] or row["place_id"], row["admin1"], row["country"], row["lon"], row["lat"]
            )
    return places
