"""What changed between two days: places in the ledger, ground by side, disputes, and claims that were answered.

Own rules. The state at the end of `first` is compared with that at the end of `last`, in each perspective by itself;
what came and went between the two leaves no trace but an answer. Under "known" both are states as they were known
that day: a record counts from the day it was told, so that old news told in the span is a change. Under "happened"
both are drawn with all that was told at any time: only what is said to have happened in the span is a change.

What a perspective has at a place after the span holds from the last day on which it came about, the holder where
the holder changed, else the dispute. What brought it are the records of the place that count from that day, those on
which the ledger then rests before others. Ground is counted by whole cells: gained is that of the places that a side
has after and had not before, lost the other way round, so that gained less lost is the difference of its area. A zone
whose places are the same may have new records: its claims were told again, or disputed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..errors import InputError
from .answers import Answer, answers_between
from .ledger import Holding, names
from .sayings import OPPONENT, VOICES, Saying, spoken

if TYPE_CHECKING:
    from .timeline import Timeline


@dataclass(frozen=True, slots=True)
class State:
    """What a perspective has at a place at the end of a day.

    `outcome` is held, disputed or no claim, as in the ledger, or "no word" where it has none; `held_by` only where
    held. `claimed_by` are those who say so, `disputed_by` those who say otherwise.
    """

    outcome: str
    held_by: str | None = None
    disputed: bool = False
    claimed_by: tuple[str, ...] = ()
    disputed_by: tuple[str, ...] = ()

    @property
    def holder(self) -> tuple[str, str | None]:
        """What it says of who holds the place."""
        return self.outcome, self.held_by


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """A settlement that a perspective has otherwise after the span than before it.

    `changed_on` is the day in the span from which the holder after stands, or the dispute where the holder is the
    same; `since` the day from which it stands by the ledger, which may be earlier. `event_ids` are the records that
    brought it, `brought_by` their claimants. (lon, lat) in degrees, or None.
    """

    perspective: str
    place_id: str
    place_name: str
    admin1: str | None
    lon: float | None
    lat: float | None
    before: State
    after: State
    changed_on: date
    since: date
    brought_by: tuple[str, ...]
    event_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SideChange:
    """What a side has in a perspective before and after the span, areas in km² (EPSG:3035).

    `gained_ids` are places it has after and had not before, `lost_ids` the other way round; a place without a cell
    counts and adds no ground. `new_record_ids` are the records of its zones after that were not of those before.
    """

    perspective: str
    side: str
    settlements_before: int
    settlements_after: int
    before_km2: float
    after_km2: float
    gained_km2: float
    lost_km2: float
    gained_ids: tuple[str, ...]
    lost_ids: tuple[str, ...]
    new_record_ids: tuple[str, ...]

    @property
    def net_km2(self) -> float:
        """Gained less lost."""
        return self.gained_km2 - self.lost_km2

    @property
    def records_only(self) -> bool:
        """Whether its zones rest on new records and reach as far as before."""
        return bool(self.new_record_ids) and not self.gained_ids and not self.lost_ids


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from the end of `first` to the end of `last`.

    Attributes
    ----------
    recorded : (date, date)
        First and last day of the record; days outside it are allowed, and nothing changes there.
    places : tuple of PlaceChange
        By perspective as asked for, then day, name and place_id.
    sides : tuple of SideChange
        One a perspective and side, RU before UA, also where nothing changed.
    answers : tuple of Answer
        By day, name and place_id; between claimants, whatever the perspectives.
    """

    first: date
    last: date
    clock: str
    perspectives: tuple[str, ...]
    recorded: tuple[date, date]
    places: tuple[PlaceChange, ...]
    sides: tuple[SideChange, ...]
    answers: tuple[Answer, ...]

    @property
    def new_disputes(self) -> tuple[PlaceChange, ...]:
        """Places of which somebody says otherwise after the span and nobody did before."""
        return tuple(one for one in self.places if one.after.disputed and not one.before.disputed)

    @property
    def resolved_disputes(self) -> tuple[PlaceChange, ...]:
        """Places of which somebody said otherwise before the span and nobody does after."""
        return tuple(one for one in self.places if one.before.disputed and not one.after.disputed)

    @property
    def nothing(self) -> bool:
        """Whether no place changed and no claim was answered; records may have come all the same."""
        return not self.places and not self.answers


def changes(
    timeline: Timeline, first: date, last: date, *, clock: str = "known", perspectives: Iterable[str] = VOICES
) -> Changes:
    """Return what changed from the end of `first`, the eve, to the end of `last`.

    A perspective that is named twice is told once, and "all" is VOICES. Days outside the record are allowed.

    Raises
    ------
    InputError
        If `first` is not before `last`, no perspective is given, or the timeline does not know a perspective or the
        clock.
    """
    asked = spoken(perspectives)
    if first >= last:
        raise InputError(
            f"changes from {first} to {last}: the first day is not before the last; expected an earlier one. "
            "For what changed on one day, start on the day before it."
        )
    if not asked:
        raise InputError("perspectives: none is given; expected one or more, such as RU, UA or assessed.")
    told = [_Told(timeline, perspective, clock) for perspective in asked]
    places = [change for one in told for change in _places(one, first, last)]
    sides = [_side(timeline, one, side, first, last) for one in told for side in OPPONENT]
    answers = answers_between(timeline, clock, first, last)
    recorded = (timeline.first, timeline.last)
    return Changes(first, last, clock, asked, recorded, tuple(places), tuple(sides), answers)


class _Told:
    """One perspective's ledger under one clock; each day asked for is remembered."""

    def __init__(self, timeline: Timeline, perspective: str, clock: str) -> None:
        timeline.zones_on(timeline.last, perspective, clock)  # refuses what it does not know
        self.perspective, self.clock = perspective, clock
        self.book = timeline.told(perspective).book
        self._days: dict[date, dict[str, Holding]] = {}

    def on(self, day: date) -> dict[str, Holding]:
        if day not in self._days:
            self._days[day] = self.book.on(self.perspective, self.clock, day)
        return self._days[day]


def _state(holding: Holding | None) -> State:
    if holding is None:
        return State("no word")
    return State(
        holding.outcome, holding.held_by, holding.disputed, names(holding.support), names(holding.against)
    )  # fmt: skip


def _places(told: _Told, first: date, last: date) -> Sequence[PlaceChange]:
    found = []
    for place_id, holding in told.on(last).items():  # a word once said stays in the ledger
        before, after = _state(told.on(first).get(place_id)), _state(holding)
        if (before.holder, before.disputed) == (after.holder, after.disputed):
            continue
        said = told.book.sayings[place_id]
        days = {one.counts_on(told.clock) for one in said if first < one.counts_on(told.clock) <= last}
        changed_on = _came_about(told, place_id, days, before, after)
        brought = _brought(
            [one for one in said if one.counts_on(told.clock) == changed_on], told.on(changed_on)[place_id]
        )
        facts = told.book.places[place_id]
        found.append(PlaceChange(
            told.perspective, place_id, facts.place_name, facts.admin1, facts.lon, facts.lat, before, after,
            changed_on, holding.since, names(brought), tuple(sorted(one.event_id for one in brought)),
        ))  # fmt: skip
    return sorted(found, key=lambda one: (one.changed_on, one.place_name, one.place_id))


def _came_about(told: _Told, place_id: str, days: Iterable[date], before: State, after: State) -> date:
    """First of the last days in a row that have what the span brought: its holder, else its dispute."""
    came = date.max
    for day in sorted(days, reverse=True):
        now = _state(told.on(day).get(place_id))
        if now.holder != after.holder or (before.holder == after.holder and now.disputed != after.disputed):
            break
        came = day
    return came


def _brought(said: Sequence[Saying], holding: Holding) -> Sequence[Saying]:
    """Of a day's records of a place those on which its state rests, else all with a voice, else all."""
    rests = {one.event_id for one in (*holding.support, *holding.against)}
    return [one for one in said if one.event_id in rests] or [one for one in said if one.voices] or said


def _side(timeline: Timeline, told: _Told, side: str, first: date, last: date) -> SideChange:
    before, after = (
        {place_id for place_id, holding in told.on(day).items() if holding.held_by == side} for day in (first, last)
    )
    old, new = (
        {event_id for zone in timeline.zones_on(day, told.perspective, told.clock)
         if zone.side == side and zone.kind != "announced" for event_id in zone.event_ids}
        for day in (first, last)
    )  # fmt: skip
    area = timeline.cells.area_of
    return SideChange(
        told.perspective, side, len(before), len(after), area(before), area(after), area(after - before),
        area(before - after), tuple(sorted(after - before)), tuple(sorted(before - after)), tuple(sorted(new - old)),
    )  # fmt: skip
