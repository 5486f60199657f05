"""The timeline: everything the views need of the front, made once; a frame of it for a day and a window.

Built from the joined events table, it holds zones with half-open intervals, advances, the ledger and counts. Asking for
a day selects; nothing is computed between days.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Unpack

from ..clock import Interval
from ..errors import InputError
from ..perspectives import chosen_claimants
from ..records import Advance, Frame, Zone
from ..schema import check_events
from ..terms import CLOCKS, PERSPECTIVES
from .advances import Move, MoveIndex, gather, read_moves
from .announced import announced_zones, is_announcement
from .cells import Cells, build_cells, settlements_about
from .chosen import Chosen, according_to
from .days import ordinals
from .extents import Extents, listed_settlements
from .filters import Filters
from .ledger import Ledger
from .order import Ordered, ordered
from .sayings import bearing, place_facts, rows, saying_of
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

    Wherever a perspective is asked for, it is one of `terms.PERSPECTIVES` or a chosen set of claimants
    (`perspectives.perspective_of`), whose ledger and zones are made when first asked for.

    Attributes
    ----------
    zones : tuple of Zone
        Claimed and assessed zones of each perspective (RU, UA, assessed) under both clocks, and announced ones,
        each with its half-open interval. Zones with the same places share one geometry object.
    advances : tuple of Advance
        Every reported move, each once, whoever tells of it; ordered by date.
    moves : tuple of Move
        Each record's move before records of one move are gathered: what a browser needs to filter arrows itself.
    first, last : date
        First and last day on which any record happened or was told.
    cells : Cells
        Cell of each place in the ledger, to draw a disputed place by itself, and of those that announcements list.
    book : Ledger
        Who is said to hold each place, day by day.
    zone_days : ZoneDays
        `zones` by day.
    order : Ordered
        The records in order, with what they are selected by.
    records : tuple of dict
        The records that may bear on a place, a zone or a move (`sayings.bearing`), as `sayings.rows` yields them.
    boundaries : Boundaries
        State borders and regions.
    extents : Extents
        Draws what announcements name.
    """

    zones: tuple[Zone, ...]
    advances: tuple[Advance, ...]
    moves: tuple[Move, ...]
    first: date
    last: date
    cells: Cells
    book: Ledger
    zone_days: ZoneDays
    order: Ordered
    records: tuple[dict[str, Any], ...] = field(repr=False)
    boundaries: Boundaries = field(repr=False)
    extents: Extents = field(repr=False)
    _ledgers: dict[tuple[str, str, date], pd.DataFrame] = field(default_factory=dict, repr=False)
    _chosen: dict[str, Chosen] = field(default_factory=dict, repr=False)
    _moves: dict[str, MoveIndex] = field(default_factory=dict, repr=False)

    @property
    def events(self) -> gpd.GeoDataFrame:
        """schema.EVENT columns, border_km where the join gave it, EPSG:4326; each event once.

        Ordered by effective day and event_id, undated records last.
        """
        return self.order.events

    def frame(
        self,
        *,
        day: date,
        window: Interval,
        perspective: str = "all",
        clock: str = "known",
        **filters: Unpack[Filters],
    ) -> Frame:
        """Return the state for the end of `day` and the half-open `window`.

        A record is in the window by the day it counts from: the day it was told under "known" (nothing told
        after `day` is there), its effective day under "happened". The `filters`, as `filters.Filters` lists them,
        act on the records and the advances that rest on them; zones and ledger do not change with them.
        Everything follows the perspective: events are those that `sayings.seen_in` shows in it, "all" shows every
        one. `hidden` counts what the filters leave out of those, `others` the window's records that the
        perspective leaves out.

        Raises
        ------
        InputError
            If perspective or clock is unknown, or a chosen claimant has no record.
        """
        zones = self.zones_on(day, perspective, clock)
        within = self.order.inside(window, day, clock)
        inside = within & self._seen(perspective)
        passing = self.order.passing(filters, day, clock)
        kept = inside & passing
        advances = self._advances(passing, kept, day, perspective, clock)
        told = kept.copy()
        for event_ids in (*(zone.event_ids for zone in zones), *(advance.event_ids for advance in advances)):
            told[self.order.rows_of(event_ids)] = True
        return Frame(
            day=day,
            window=window,
            perspective=perspective,
            clock=clock,
            zones=zones,
            ledger=self.ledger(perspective, clock, day),
            advances=advances,
            events=self.events.take(kept.nonzero()[0]),
            hidden=int(inside.sum() - kept.sum()),
            records=self.events.take(told.nonzero()[0]),
            disputed={
                place_id: self.cells.geometry[place_id]
                for place_id in sorted({one for zone in zones for one in zone.disputed_ids})
                if place_id in self.cells.geometry
            },
            others=int(within.sum() - inside.sum()),
            recorded=(self.first, self.last),
        )

    def chosen(self, perspective: str) -> Chosen:
        """Return what a chosen set of claimants says; made once, then kept.

        Raises
        ------
        InputError
            If the perspective is no chosen set, or one of its claimants has no record.
        """
        if not chosen_claimants(perspective):
            raise InputError(
                f"perspective is {perspective!r}; expected one of {', '.join(PERSPECTIVES)}, or chosen claimants "
                "such as 'by:DeepState|ISW'."
            )
        if perspective not in self._chosen:
            self._chosen[perspective] = according_to(
                perspective, self.book, self.records, self.order, self.boundaries, self.cells, self.extents
            )
        return self._chosen[perspective]

    def told(self, perspective: str) -> Timeline | Chosen:
        """Return what holds the `book`, `zones`, `zone_days` and `moves` of a perspective."""
        return self if perspective in PERSPECTIVES else self.chosen(perspective)

    def zones_on(self, day: date, perspective: str, clock: str) -> tuple[Zone, ...]:
        """Return the zones that hold at the end of `day`; "all" gives those of every perspective."""
        _check_clock(clock)
        return self.told(perspective).zone_days.on(day, perspective, clock)

    def ledger(self, perspective: str, clock: str, day: date) -> pd.DataFrame:
        """Return the ledger of a day: one row a settlement with a word on it, ledger.LEDGER_COLUMNS."""
        _check_clock(clock)
        book = self.told(perspective).book
        days = book.change_days(clock)
        at = bisect_right(days, day)
        key = (perspective, clock, days[at - 1] if at else date.min)
        if key not in self._ledgers:
            self._ledgers[key] = book.table(perspective, clock, day)
        return self._ledgers[key].copy()

    def change_days(self, perspective: str, clock: str) -> tuple[date, ...]:
        """Return the days on which a zone of a perspective begins, changes or ends, sorted."""
        _check_clock(clock)
        return self.told(perspective).zone_days.days(perspective, clock)

    def daily_counts(self, clock: str) -> pd.DataFrame:
        """Return records a day, empty days left out: day, claimant_side, actor_side, event_type, status, count."""
        import pandas as pd

        keys = ["claimant_side", "actor_side", "event_type", "status"]
        table = pd.DataFrame(self.events[keys]).astype(object).where(self.events[keys].notna(), None)
        table.insert(0, "day", self.counted_on(clock))
        counted = table[table["day"].notna()].groupby(["day", *keys], dropna=False, sort=True).size()
        return counted.rename("count").reset_index()

    def counted_on(self, clock: str) -> list[date | None]:
        """Return the day from which each record of `events` is in play under a clock, in order; None for undated."""
        _check_clock(clock)
        return [date.fromordinal(n) if n else None for n in self.order.on[clock].tolist()]

    def days_of(self, event_ids: Sequence[str], clock: str) -> list[date | None]:
        """Return the day from which each of some records of `events` is in play under a clock; None for undated."""
        _check_clock(clock)
        days = self.order.on[clock][self.order.rows_of(event_ids)]
        return [date.fromordinal(n) if n else None for n in days.tolist()]

    def about(self, place_id: str) -> gpd.GeoDataFrame:
        """Return the records of `events` that name a place, in order."""
        return self.events.take(self.order.rows_at(place_id))

    def seen_in(self, perspective: str) -> list[bool]:
        """Say of each record of `events`, in order, whether a perspective shows it as a mark."""
        return [bool(seen) for seen in self._seen(perspective)]

    def _seen(self, perspective: str) -> np.ndarray:
        import numpy as np

        if perspective == "all":
            return np.ones(len(self.events), dtype=bool)
        return self.order.seen[perspective] if perspective in PERSPECTIVES else self.chosen(perspective).seen

    def _advances(
        self, passing: np.ndarray, shown: np.ndarray, day: date, perspective: str, clock: str
    ) -> tuple[Advance, ...]:
        """Advances of which a shown record tells, made of the records that pass and, if asked, were told by the day."""
        told = self.told(perspective)
        key = "all" if told is self else perspective
        if key not in self._moves:
            self._moves[key] = MoveIndex(told.moves, self.order.rows_of(move.event_id for move in told.moves))
        beside = self._moves[key].beside(shown)
        moves = (
            move
            for row, move in beside
            if passing[row]
            and (perspective == "all" or perspective in move.voices)
            and (clock != "known" or move.known_on <= day)
        )
        ids = {move.event_id for row, move in beside if shown[row]}
        return tuple(one for one in gather(moves) if not ids.isdisjoint(one.event_ids))


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
    order = ordered(table.drop_duplicates("event_id"), gazetteer)
    first, last = _span(order)
    tell = _teller(progress)
    records = tuple(rows(bearing(order.events)))
    sayings = [saying for saying in map(saying_of, records) if saying is not None]
    places = place_facts(order.events, {saying.place_id for saying in sayings})
    listed = listed_settlements(filter(is_announcement, records))
    book = Ledger(sayings, places)
    tell()
    grounds = {**listed, **places}
    settlements = settlements_about(grounds, gazetteer, reach_km=reach_km)
    cells = build_cells(settlements, boundaries.countries, grounds, reach_km=reach_km)
    tell()
    zones = derive_zones(book, cells)
    tell()
    extents = Extents(boundaries, cells, gazetteer)
    announced = announced_zones(records, extents)
    tell()
    moves = read_moves(records, book, cells, boundaries)
    tell()
    return Timeline(
        zones=(*zones, *announced),
        advances=gather(moves),
        moves=moves,
        first=first,
        last=last,
        cells=cells,
        book=book,
        zone_days=ZoneDays((*zones, *announced)),
        order=order,
        records=records,
        boundaries=boundaries,
        extents=extents,
    )


def _span(order: Ordered) -> tuple[date, date]:
    """First and last day on which any dated record happened or was told."""
    dated = order.on["happened"] > 0
    if not dated.any():
        raise InputError("events: no record states a date; a timeline needs date_start, date_end or known_from.")
    days = (ordinals(order.events["date_start"])[dated], order.on["happened"][dated], order.selectable.known_on[dated])
    return (
        date.fromordinal(int(min(column[column > 0].min(initial=date.max.toordinal()) for column in days))),
        date.fromordinal(int(max(column.max() for column in days))),
    )


def _teller(progress: Progress | None) -> Callable[[], None]:
    done = 0

    def tell() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(f"timeline: {_STAGES[done - 1]}", done, len(_STAGES))

    return tell


def _check_clock(clock: str) -> None:
    if clock not in CLOCKS:
        raise InputError(f"clock is {clock!r}; expected one of {', '.join(CLOCKS)}.")
