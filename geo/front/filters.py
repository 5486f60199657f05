"""Which records a view keeps: by who acts, what and how sure, who says and prints it, how well placed, and by words."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final, TypedDict

from .publishers import UNDATED, second_told_on
from .sayings import NOT_STATED
from .word_index import WordIndex

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from ..places.gazetteer import Gazetteer


class Filters(TypedDict, total=False):
    """What `Timeline.frame` filters records by: None or empty keeps all.

    `sides` (who acts), `types`, `statuses` and `precisions` keep records with one of the codes; `claimants` those
    claimed by one of these ("not stated" for nobody); `publishers` those of which one of these is the first or second
    publisher. `text` keeps records in which each of its words, whatever the case, occurs somewhere in the place's
    name (English, Ukrainian, Russian, as recorded), the quote, the claimant, a publisher or the note.
    `two_publishers` keeps records of happenings that two independent publishers (`publishers`) have told, under the
    clock "known" by the day.
    """

    sides: Collection[str] | None
    types: Collection[str] | None
    statuses: Collection[str] | None
    claimants: Collection[str] | None
    publishers: Collection[str] | None
    precisions: Collection[str] | None
    text: str
    two_publishers: bool


#: filter -> columns of the events table of which one must match
_COLUMNS: Final = {
    "sides": ("actor_side",),
    "types": ("event_type",),
    "statuses": ("status",),
    "claimants": ("claimed_by",),
    "publishers": ("publisher", "publisher_2"),
    "precisions": ("precision",),
}
_TEXTS: Final = ("place_name", "place_native", "quote", "claimed_by", "publisher", "publisher_2", "note")
#: Answers to a text kept, so that a day that slides does not search anew.
_REMEMBERED: Final = 16


@dataclass(frozen=True)
class Selectable:
    """The records of a timeline, made ready to be filtered when a filter first asks for it, and kept.

    Attributes
    ----------
    events : GeoDataFrame
        schema.EVENT columns, each event once.
    known_on : ndarray of int
        The ordinal day on which each was told, 0 where that is unknown.
    gazetteer : Gazetteer or None
        Knows the Ukrainian and Russian names of places.
    """

    events: pd.DataFrame
    known_on: np.ndarray
    gazetteer: Gazetteer | None = None
    _coded: dict[str, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict, repr=False)

    def passing(self, filters: Filters, day: date, clock: str) -> np.ndarray:
        """Say of each record whether the filters let it pass, for a day under a clock."""
        import numpy as np

        given: dict[str, Any] = dict(filters)
        if unknown := sorted(set(given) - set(Filters.__annotations__)):
            raise TypeError(f"{unknown[0]!r} is no filter; expected among {', '.join(Filters.__annotations__)}.")
        passing = np.ones(len(self.events), dtype=bool)
        for name, columns in _COLUMNS.items():
            if given.get(name):
                either = [self._among(column, given[name]) for column in columns]
                passing &= np.logical_or.reduce(either)
        if filters.get("text"):
            passing &= self._holding(filters["text"])
        if filters.get("two_publishers"):
            passing &= self.second_told_on <= (day.toordinal() if clock == "known" else UNDATED)
        return passing

    def lacking(self, name: str, values: Collection[str]) -> tuple[str, ...]:
        """Return those values of a filter that no record has, in their order."""
        known = {value for column in _COLUMNS[name] for value in self._codes(column)[1]}
        return tuple(value for value in values if value not in known)

    @cached_property
    def second_told_on(self) -> np.ndarray:
        """The ordinal day from which two independent publishers have told of each record's happening."""
        return second_told_on(self.events, self.known_on)

    def _among(self, column: str, values: Collection[str]) -> np.ndarray:
        import numpy as np

        codes, known = self._codes(column)
        among: np.ndarray = np.isin(known, np.array(list(values), dtype=object))[codes]
        return among

    def _codes(self, column: str) -> tuple[np.ndarray, np.ndarray]:
        """The number of each record's name in a column, and the names on one line; a null is the last name."""
        import numpy as np
        import pandas as pd

        if column not in self._coded:
            codes, known = pd.factorize(self.events[column])
            null = NOT_STATED if column == "claimed_by" else ""
            names = [" ".join(str(name).split()) or null for name in known]
            self._coded[column] = codes, np.array([*names, null], dtype=object)
        return self._coded[column]

    @cached_property
    def _holding(self) -> Callable[[str], np.ndarray]:
        import numpy as np

        columns = [self.events[name].fillna("").to_numpy(dtype=object) for name in _TEXTS]
        codes, known = self._codes("place_id")  # a null has no name
        names = np.array([self._names(place_id) for place_id in known], dtype=object)[codes]
        index = WordIndex("\n".join(parts) for parts in zip(names, *columns, strict=True))
        return lru_cache(maxsize=_REMEMBERED)(index.holding)

    def _names(self, place_id: str) -> str:
        place = self.gazetteer.get(place_id) if self.gazetteer is not None and place_id else None
        return "" if place is None else "\n".join(filter(None, (place.name, place.name_uk, place.name_ru)))
