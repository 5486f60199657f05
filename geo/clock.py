"""The two clocks: when a thing is said to have happened, and when it became known.

`happened` at day D uses every record that takes effect by D, whenever it was reported; `known` at D uses
only what had been reported by D. Days are those of the front (`FRONT_TIMEZONE`); intervals are half-open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from .errors import InputError

#: A day on the map ends at midnight here.
FRONT_TIMEZONE: Final = "Europe/Kyiv"
DAY: Final = timedelta(days=1)
#: Years a record may state; others are a slip of the pen.
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Half-open [valid_from, valid_to) of days; valid_to None means that it still holds."""

    valid_from: date
    valid_to: date | None = None

    def __post_init__(self) -> None:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise InputError(f"interval ends {self.valid_to} before it starts {self.valid_from}; swap the two dates.")

    def holds_on(self, day: date) -> bool:
        """Say whether the interval includes `day`."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def effective_on(date_start: date | None, date_end: date | None, known_from: date | None) -> date | None:
    """Return the day from which a record counts, or None where it states no date at all.

    Own rule: a happening with an interval counts from the last day of the interval, the first day on which
    it must have happened if the record is right, but not later than the day it was reported, and never
    before its stated start. A record with no date of its own counts from the day it was reported.
    """
    last = date_end or date_start or known_from
    if last is None:
        return None
    if known_from is not None and known_from < last:
        last = known_from
    return max(last, date_start) if date_start is not None else last


def front_day(moment: datetime) -> date:
    """Return the day at the front of a moment; one that states no zone is taken as told there.

    >>> front_day(datetime.fromisoformat("2025-03-12T23:30:00Z"))
    datetime.date(2025, 3, 13)
    """
    return (moment if moment.tzinfo is None else moment.astimezone(ZoneInfo(FRONT_TIMEZONE))).date()
