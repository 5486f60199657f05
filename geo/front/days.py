"""The days of many records at once, as ordinals: what `clock.effective_on` says of one, for the columns of a table."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

#: The ordinal day from which numpy counts.
_EPOCH: Final = date(1970, 1, 1).toordinal()


def ordinals(days: pd.Series) -> np.ndarray:
    """Return the ordinal of each day, 0 for none."""
    import numpy as np

    values = days.to_numpy("datetime64[D]")
    return np.where(np.isnat(values), 0, values.astype(np.int64) + _EPOCH)


def effective_and_known(table: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return the ordinal day from which each record counts and the one on which it was told, 0 for none.

    `clock.effective_on` says the first. A record that does not say when it was told counts as known from the day
    it was printed, else from the day it speaks of.
    """
    import numpy as np

    names = ("date_start", "date_end", "known_from", "published")
    start, end, known, printed = (ordinals(table[name]) for name in names)
    last = _first_of(end, start, known)
    told_before = (known > 0) & (known < last)
    effective = np.maximum(np.where(told_before, known, last), start)
    return effective, _first_of(known, printed, effective)


def counted_from(effective: np.ndarray, known: np.ndarray, clock: str) -> np.ndarray:
    """Return the ordinal day from which records are in play under a clock, 0 for those without a day."""
    import numpy as np

    return np.where(effective > 0, np.maximum(effective, known), 0) if clock == "known" else effective


def _first_of(*columns: np.ndarray) -> np.ndarray:
    """The first of some columns that has a day, record by record."""
    import numpy as np

    found = columns[0]
    for column in columns[1:]:
        found = np.where(found > 0, found, column)
    return found
