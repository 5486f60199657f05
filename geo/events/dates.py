"""When a report says something happened: a small grammar of date phrases in English, Ukrainian and Russian.

Each phrase is resolved against the day of publication; without it a relative phrase stays open (None).
Own rules, after the conventions of the annotated reports: early is days 1-10 and late is day 20 to the end of
a month; a night reaches from the day before; "recently" and "in recent days" give only the last day. A phrase
of the absolute kind that the grammar finds but cannot read itself goes to dateparser.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from ..terms import DatePrecision
from .date_words import COUNTS, MONTH, MONTHS, PARTS, RELATIVE, SEASONS, UNIT, UNITS, WEEKDAY, WEEKDAYS
from .lexicon import fold

Days = tuple[date | None, date | None, DatePrecision]
_DAY: Final = timedelta(days=1)
#: rules whose days count from another day told before, within so many characters
_ANCHORED: Final = frozenset({"after", "anchored"})
_ANCHOR_WITHIN: Final = 450
_SAME_DAY: Final = re.compile(r"\bsame\b|\bthat\b|тот же|того ж|\bhours?\b|\bчас\w*|годин")
_NEXT_DAY: Final = re.compile(r"\b(?:following|next)\b|следующ|наступн|дн[её]м позже|днем пізніше")
_OPEN: Final[Days] = (None, None, "day")


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A date phrase: characters [start, end) of the text and the days it means.

    `first` and `last` are included; both None where the phrase is relative and no publication day is known;
    only `first` None means "by then". `rule` names the grammar's rule.
    """

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    precision: DatePrecision
    rule: str


def find_dates(text: str, published: date | None, *, ahead: bool = False) -> tuple[DatePhrase, ...]:
    """Return the date phrases of a text in order, none overlapping.

    Parameters
    ----------
    text : str
        Any text; English, Ukrainian and Russian phrases are looked for.
    published : date or None
        Day of publication, against which relative phrases are resolved.
    ahead : bool
        Read a bare weekday or month as the next one instead of the last: for plans.
    """
    folded = fold(text)
    found: list[DatePhrase] = []
    for match in _GRAMMAR.finditer(folded):
        rule = match.lastgroup or ""
        words = match.group()
        base = _anchor(found, match.start()) if rule in _ANCHORED else None
        try:
            first, last, precision = _RULES[rule](words, base or published, ahead)
        except (ValueError, OverflowError):  # 31 February, year 0: written, but no day
            first, last, precision = _by_dateparser(words, published) if rule == "absolute" else _OPEN
        found.append(
            DatePhrase(match.start(), match.end(), text[match.start() : match.end()], first, last, precision, rule)
        )
    return tuple(found)


def _anchor(found: Sequence[DatePhrase], position: int) -> date | None:
    """The day that "two days earlier" and "the following day" count from: the last one told close before, if any."""
    for phrase in reversed(found):
        if position - phrase.end > _ANCHOR_WITHIN:
            return None
        if phrase.last is not None and phrase.first in {phrase.last, None}:
            return phrase.last
    return None


def _numbers(words: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", words)]


def _stem(words: str, table: dict[str, int]) -> int | None:
    for word in re.findall(r"[\w']+", words):
        best = max((stem for stem in table if word.startswith(stem)), key=len, default=None)
        if best is not None:
            return table[best]
    return None


def _month_of(words: str) -> int:
    match = re.search(MONTH, words)
    number = _stem(match.group(), MONTHS) if match else None
    if number is None:
        raise ValueError(f"no month in {words!r}")
    return number


def _month_days(year: int, month: int, words: str = "") -> Days:
    last = monthrange(year, month)[1]
    words = words.replace("as early as", "")
    if re.search(r"\b(?:early|beginning|start|початк\w+|начал\w+)\b", words):
        return date(year, month, 1), date(year, month, 10), "month"
    if re.search(r"\b(?:late|end|кінц\w+|наприкінці|конц\w+)\b", words):
        return date(year, month, 20), date(year, month, last), "month"
    if re.search(r"\b(?:mid|middle|середин\w+)\b", words):
        return date(year, month, 11), date(year, month, 19), "month"
    return date(year, month, 1), date(year, month, last), "month"


def _iso(words: str, published: date | None, ahead: bool) -> Days:
    del published, ahead
    parts = _numbers(words)
    day = date(*parts[:3]) if parts[0] > 31 else date(parts[2] + (2000 if parts[2] < 100 else 0), parts[1], parts[0])
    return day, day, "day"


def _absolute(words: str, published: date | None, ahead: bool) -> Days:
    month, numbers = _month_of(words), _numbers(words)
    years = [number for number in numbers if number > 31]
    dates = [number for number in numbers if 1 <= number <= 31]
    if not dates:
        raise ValueError(f"no day in {words!r}")
    if years:
        year = years[0]
    elif published is None:
        return _OPEN
    else:
        year = _year_of(month, dates[-1], published, ahead)
    first, last = date(year, month, min(dates)), date(year, month, max(dates))
    night = first == last and re.search(r"\b(?:night of|ніч|ночь)\b", words) is not None
    return (first - _DAY if night else first), last, "day"


def _year_of(month: int, day: int, published: date, ahead: bool) -> int:
    """Year of a day without one: the last such day not more than a day after publication, or the next for plans."""
    past = published.year - ((month, day) > (published.month, published.day))
    if ahead and (published.month - month) % 12 > 2:
        return published.year + ((month, day) < (published.month, published.day))
    tomorrow = published + _DAY
    return published.year if (month, day) == (tomorrow.month, tomorrow.day) else past


def _month(words: str, published: date | None, ahead: bool) -> Days:
    month, years = _month_of(words), [number for number in _numbers(words) if number > 31]
    if years:
        return _month_days(years[0], month, words)
    if published is None:
        return _OPEN
    year = published.year + (month < published.month) if ahead else published.year - (month > published.month)
    if re.search(r"\b(?:last year|минулого року|прошлого года)\b", words):
        year = published.year - 1
    first, last, precision = _month_days(year, month, words)
    return first, (last if ahead or last is None else min(last, max(published, first or last))), precision


def _weekday(words: str, published: date | None, ahead: bool) -> Days:
    numbers = [_stem(word, WEEKDAYS) for word in re.findall(WEEKDAY, words)]
    if published is None:
        return _OPEN
    if "next" in words.split() or "наступн" in words or "следующ" in words:
        ahead = True
    found = []
    for number in numbers:
        shift = ((number or 0) - published.weekday()) % 7 if ahead else -((published.weekday() - (number or 0)) % 7)
        found.append(published + timedelta(days=shift))
    first, last = min(found), max(found)
    if len(found) > 1 and (last - first).days > 3:
        first = last = published  # "Sunday and Monday" around today: keep it to the newer one
    if re.search(r"\b(?:overnight|night of|ніч на|ночь на)\b", words):
        first = last - _DAY
    return first, last, "day"


def _relative(words: str, published: date | None, ahead: bool) -> Days:
    del ahead
    if published is None:
        return _OPEN
    for pattern, back_first, back_last in RELATIVE:
        if re.search(pattern, words):
            return published - back_first * _DAY, published - back_last * _DAY, "day"
    return published, published, "day"


def _period(words: str, published: date | None, ahead: bool) -> Days:
    del ahead
    if published is None:
        return _OPEN
    this = not re.search(r"\b(?:last|previous|минул\w+|прошл\w+)\b", words)
    if re.search(r"week|тиж|недел", words):
        monday = published - published.weekday() * _DAY - (0 if this else 7) * _DAY
        return monday, monday + 6 * _DAY, "week"
    if re.search(r"month|місяц|месяц", words):
        begin = published.replace(day=1)
        if this:
            return begin, published, "month"
        before = begin - _DAY
        return before.replace(day=1), before, "month"
    year = published.year - (0 if this else 1)
    return date(year, 1, 1), (published if this else date(year, 12, 31)), "month"


def _span(words: str, published: date | None, ahead: bool) -> Days:
    if published is None:
        return _OPEN
    count, unit = _count_and_unit(words)
    days = (
        max(1, count if unit == 0 else 1)
        if unit == 0 and count <= 1
        else (-(-count // 24) if unit == 0 else count * unit)
    )
    if ahead and re.search(r"next|coming|наступн|следующ|ближайш|найближч", words):
        return published, published + days * _DAY, "day"
    return published - days * _DAY, published, "day" if days < 7 else "week" if days < 28 else "month"


def _ago(words: str, published: date | None, ahead: bool) -> Days:
    del ahead
    if published is None:
        return _OPEN
    count, unit = _count_and_unit(words)
    if unit == 0:
        return published - (count >= 24) * _DAY, published, "day"
    day = published - count * unit * _DAY
    slack = {1: 0, 7: 3, 30: 15}.get(unit, 180) * _DAY
    return day - slack, day + slack, {1: "day", 7: "week"}.get(unit, "month")  # type: ignore[return-value]


def _after(words: str, published: date | None, ahead: bool) -> Days:
    """The day of what follows the words: "two days after the fall of X" was two days before the day told."""
    return _ago(words, published, ahead)


def _anchored(words: str, published: date | None, ahead: bool) -> Days:
    """A day counted from the one told before, which comes as `published` where there is one."""
    if published is None:
        return _OPEN
    if _SAME_DAY.search(words):
        return published, published, "day"
    if re.search(r"\b(?:earlier|ранее|раніше)\b", words):
        return _ago(words, published, ahead)
    count, unit = _count_and_unit(words)
    day = published + (1 if _NEXT_DAY.search(words) else count * unit) * _DAY
    return day, day, "day"


def _count_and_unit(words: str) -> tuple[int, int]:
    units = re.search(UNIT, words)
    unit = _stem(units.group(), UNITS) if units else 1
    for word in re.findall(r"[\w']+", words):
        if word.isdigit():
            return int(word), unit or 0
        if word in COUNTS and word not in {"a", "an"}:
            return COUNTS[word], unit or 0
    return 1, unit if unit is not None else 1


def _recent(words: str, published: date | None, ahead: bool) -> Days:
    del words, ahead
    return None, published, "by"


def _year(words: str, published: date | None, ahead: bool) -> Days:
    del ahead
    year = _numbers(words)[0]
    last = date(year, 12, 31)
    return date(year, 1, 1), (published if published is not None and published.year == year else last), "month"


def _weekend(words: str, published: date | None, ahead: bool) -> Days:
    del words, ahead
    if published is None:
        return _OPEN
    sunday = published - ((published.weekday() + 1) % 7) * _DAY
    return sunday - _DAY, min(sunday, published), "day"


def _season(words: str, published: date | None, ahead: bool) -> Days:
    del ahead
    months = next(span for stem, span in SEASONS.items() if stem in words)
    years = [number for number in _numbers(words) if number > 31]
    if not years and published is None:
        return _OPEN
    year = years[0] if years else (published.year - (months[0] > published.month) if published else 0)
    last_year = year + (months[1] < months[0])
    return date(year, months[0], 1), date(last_year, months[1], monthrange(last_year, months[1])[1]), "month"


@lru_cache(maxsize=512)
def _by_dateparser(words: str, published: date | None) -> Days:
    import dateparser

    base = {"RELATIVE_BASE": _noon(published)} if published is not None else {}
    settings = {"PREFER_DATES_FROM": "past", "REQUIRE_PARTS": ["day", "month"], **base}
    parsed = dateparser.parse(words, languages=["en", "uk", "ru"], settings=settings)
    if parsed is None or (published is None and not re.search(r"\d{4}", words)):
        return _OPEN
    return parsed.date(), parsed.date(), "day"


def _noon(day: date) -> object:
    from datetime import datetime

    return datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 - dateparser wants a naive base


_RULES: Final[dict[str, Callable[[str, date | None, bool], Days]]] = {
    "iso": _iso, "absolute": _absolute, "month": _month, "weekday": _weekday, "ago": _ago, "after": _after,
    "anchored": _anchored, "span": _span, "recent": _recent, "period": _period, "season": _season,
    "weekend": _weekend, "year": _year, "relative": _relative,
}  # fmt: skip
_GRAMMAR: Final = re.compile(
    r"(?<!\w)(?:" + "|".join(rf"(?P<{name}>{part})(?!\w)" for name, part in PARTS.items()) + ")"
)
