"""Plain phrases: days, spans, counts and lists in words."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from .languages import table

#: Longest line of what a stranger wrote, characters.
_LONGEST: Final = 400


def day_words(day: date, *, year: bool = True, lang: str = "en") -> str:
    """Return a day in words.

    >>> day_words(date(2025, 3, 12))
    '12 March 2025'
    >>> day_words(date(2025, 3, 12), lang="uk")
    '12 березня 2025'
    """
    return f"{day.day} {table(lang)['months'][day.month - 1]}" + (f" {day.year}" if year else "")


def count_words(n: int, one: str, other: str) -> str:
    """Return a number with its noun: "1 settlement", "2 settlements", "1,200 settlements"."""
    return f"{n:,} {one if n == 1 else other}"


def join_words(words: tuple[str, ...] | list[str], lang: str = "en") -> str:
    """Return words as a list in a sentence: "a", "a and b", "a, b and c"; empty for none."""
    joint: str = table(lang)["and"]
    return joint.join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def span_words(first: date | None, last: date | None, lang: str = "en") -> str:
    """Return the days of some claims in words; `spanWords` of web/sentence.js is its twin.

    >>> span_words(date(2025, 3, 8), date(2025, 3, 13))
    '8–13 March 2025'
    """
    if first is None or last is None:
        return str(table(lang)["no_date"])
    if first == last:
        return day_words(last, lang=lang)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_words(last, lang=lang)}"
    return f"{day_words(first, year=first.year != last.year, lang=lang)} – {day_words(last, lang=lang)}"


def bound(text: str) -> str:
    """Return text whose lines do not part a number from its noun, nor a year, a dash or a single letter from a word."""
    text = re.sub(r"(?<=\d) (?=[^\W\d])", "\u00a0", text)
    text = re.sub(r"(?<=[^\W\d]) (?=\d{4}(?!\d))", "\u00a0", text)
    text = re.sub(r" (?=[–—] )", "\u00a0", text)
    return re.sub(r"(?<!\S)([^\W\d]) (?=\S)", "\\1\u00a0", text)


def plain_line(value: Any) -> str:
    """Return one line of printable text, empty for a null: a stranger's control characters are left out."""
    told = value if isinstance(value, str) else ""
    line = " ".join("".join(char if char.isprintable() else " " for char in told).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
