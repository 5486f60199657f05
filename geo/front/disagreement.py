"""Where perspectives differ on a day: the places, and the ground between two of them.

Own rules. At each place a perspective has a holder or none; disputed places and places without a word have none. Two
perspectives contradict each other where each gives the place to another side; where one gives it to a side and the
other to nobody, only one says so, which is no contradiction. Ground is counted by whole cells.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from ..errors import InputError
from .cells import Cells
from .ledger import Holding
from .sayings import VOICES, spoken

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from .timeline import Timeline


@dataclass(frozen=True, slots=True)
class Stretch:
    """The ground of some places: area in km² (EPSG:3035), geometry in EPSG:4326, None where none has a cell."""

    place_ids: tuple[str, ...]
    area_km2: float
    geometry: BaseGeometry | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A place that perspectives give to different holders.

    `held_by` has one entry a perspective, in the order of `Disagreement.perspectives`; None is nobody. `event_ids`
    are the records on which the holders rest. (lon, lat) in degrees, or None; 0 km² where the place has no cell.
    """

    place_id: str
    place_name: str
    admin1: str | None
    lon: float | None
    lat: float | None
    held_by: tuple[str | None, ...]
    area_km2: float
    event_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two perspectives and the ground between them.

    `contradicted` is what each gives to another side; `first_only` and `second_only` are what one gives to a side
    and the other to nobody.
    """

    first: str
    second: str
    contradicted: Stretch
    first_only: Stretch
    second_only: Stretch

    @property
    def only_one_km2(self) -> float:
        """Ground of which only one of the two says that a side has it, km²."""
        return self.first_only.area_km2 + self.second_only.area_km2


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where perspectives differ at the end of a day.

    Attributes
    ----------
    recorded : (date, date)
        First and last day of the record; days outside it are allowed.
    places : tuple of Difference
        By name and place_id.
    pairs : tuple of Pair
        Every two perspectives in the order asked for, also where they agree.
    """

    day: date
    clock: str
    perspectives: tuple[str, ...]
    recorded: tuple[date, date]
    places: tuple[Difference, ...]
    pairs: tuple[Pair, ...]


def disagreement(
    timeline: Timeline, day: date, *, clock: str = "known", perspectives: Iterable[str] = VOICES
) -> Disagreement:
    """Return where perspectives differ at the end of `day`.

    A perspective that is named twice is told once, and "all" is VOICES. No claims by that day give no places and empty
    ground.

    Raises
    ------
    InputError
        If fewer than two perspectives are given, or the timeline does not know one of them or the clock.
    """
    asked = spoken(perspectives)
    if len(asked) < 2:
        raise InputError(f"perspectives: {len(asked)} given; expected two or more, for one does not disagree.")
    states: dict[str, dict[str, Holding]] = {}
    for perspective in asked:
        timeline.zones_on(day, perspective, clock)  # refuses what it does not know
        states[perspective] = timeline.told(perspective).book.on(perspective, clock, day)
    held = {
        perspective: {place_id: one.held_by for place_id, one in state.items() if one.held_by is not None}
        for perspective, state in states.items()
    }
    pairs = tuple(
        _pair(first, second, held[first], held[second], timeline.cells) for first, second in combinations(asked, 2)
    )
    differing = sorted(place_id for place_id in set().union(*held.values())
                       if len({held[perspective].get(place_id) for perspective in asked}) > 1)  # fmt: skip
    places = [_difference(timeline, place_id, tuple(states.values())) for place_id in differing]
    places.sort(key=lambda one: (one.place_name, one.place_id))
    return Disagreement(day, clock, asked, (timeline.first, timeline.last), tuple(places), pairs)


def _difference(timeline: Timeline, place_id: str, states: Iterable[Mapping[str, Holding]]) -> Difference:
    holdings = [state.get(place_id) for state in states]
    records = {event_id for one in holdings if one is not None and one.held_by for event_id in one.event_ids}
    facts = timeline.book.places[place_id]
    return Difference(
        place_id, facts.place_name, facts.admin1, facts.lon, facts.lat,
        tuple(None if one is None else one.held_by for one in holdings), timeline.cells.area_of([place_id]),
        tuple(sorted(records)),
    )  # fmt: skip


def _pair(first: str, second: str, one: Mapping[str, str], other: Mapping[str, str], cells: Cells) -> Pair:
    both = one.keys() & other.keys()
    return Pair(
        first,
        second,
        _stretch({place_id for place_id in both if one[place_id] != other[place_id]}, cells),
        _stretch(one.keys() - other.keys(), cells),
        _stretch(other.keys() - one.keys(), cells),
    )


def _stretch(place_ids: Collection[str], cells: Cells) -> Stretch:
    return Stretch(tuple(sorted(place_ids)), cells.area_of(place_ids), cells.union(place_ids))
