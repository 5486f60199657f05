"""Word lists that an analyst may extend: CSV rows with patterns, compiled to one regular expression a language.

A pattern is written in plain words. `*` at the end of a word stands for any ending, `a/b` for either word,
`~` for up to four words in between: `took ~ control of`, `захоп*`, `destroyed/downed ~ over`. Case, the
letter ё and the shape of apostrophes and hyphens do not matter.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from ..errors import DataMissing, InputError

#: as "~" in a pattern, but no comma may stand between
CLOSE: Final = "~~"
_FOLD: Final = str.maketrans(
    {"ё": "е", "Ё": "е", "’": "'", "ʼ": "'", "`": "'", "‘": "'", "‑": "-", "–": "-", "\xa0": " "}
)
_GAP: Final = r"(?:\s+[^\s.;:!?]+){0,4}?"
_CLOSE_GAP: Final = r"(?:\s+[^\s.,;:!?]+){0,4}?"
_WORD_START: Final = re.compile(r"(?<!\w)\w.?", re.DOTALL)
_CYRILLIC: Final = re.compile(r"[а-яёіїєґ]", re.IGNORECASE)
_UKRAINIAN: Final = re.compile(
    r"[іїєґ]|[сзц]ьк|[а-я]['’ʼ][яю]|\b(?:та|що|як|від|було|з|із|щодо|вже|й|ще)\b|(?:ються|ували|увати|ати|ити|ився|алися)\b",
    re.IGNORECASE,
)
_RUSSIAN: Final = re.compile(
    r"[ыэъё]|\b(?:что|как|и|было|из|от|с|со|после|его|уже|еще)\b|(?:ется|ются|ать|ить|ого|ился|ались)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A lexicon row found in a text: characters [start, end) and the row's fields."""

    start: int
    end: int
    row: dict[str, str]


class Lexicon:
    """Compiled rows of one word list, in one language.

    The patterns are kept by the two letters they begin with, so that a word of the text is tried only against
    the few that may match it.
    """

    def __init__(self, rows: Iterable[tuple[str, dict[str, str]]]) -> None:
        """Compile (pattern, row) pairs; where two begin at one word the one of more words wins, then the longer."""
        ordered = sorted({pattern: row for pattern, row in rows if pattern}.items(), key=lambda item: _rank(item[0]))
        self._rows = [row for _, row in ordered]
        self._single = [re.compile(pattern_source(pattern) + r"(?!\w)") for pattern, _ in ordered]
        groups: dict[str, list[tuple[int, str]]] = {}
        for number, (pattern, _) in enumerate(ordered):
            source = pattern_source(pattern)
            for key in {option.split("*")[0][:2] for option in fold(pattern).split()[0].split("/")}:
                groups.setdefault(key, []).append((number, source))
        self._numbers = {key: [number for number, _ in group] for key, group in groups.items()}
        self._regexes = {
            key: re.compile("(?:" + "|".join(f"({source})" for _, source in group) + r")(?!\w)")
            for key, group in groups.items()
        }

    def find(self, folded: str, accepts: Callable[[Hit], bool] | None = None) -> Iterator[Hit]:
        """Yield the hits in a text already passed through `fold`, in order, none overlapping.

        Where `accepts` turns a hit down, the next pattern that matches at its word is tried.
        """
        table = _words_by_key(folded)
        words = sorted((start, key) for key in self._regexes.keys() & table.keys() for start in table[key])
        reached = 0
        for start, key in words:
            match = self._regexes[key].match(folded, start) if start >= reached else None
            if match is None:
                continue
            hit: Hit | None = Hit(start, match.end(), self._rows[self._numbers[key][(match.lastindex or 1) - 1]])
            if accepts is not None and hit is not None and not accepts(hit):
                hit = next((other for other in self._others(folded, start, key, hit.row) if accepts(other)), None)
            if hit is not None:
                reached = hit.end
                yield hit

    def _others(self, folded: str, start: int, key: str, refused: dict[str, str]) -> Iterator[Hit]:
        for number in self._numbers[key]:
            match = self._single[number].match(folded, start) if self._rows[number] is not refused else None
            if match is not None:
                yield Hit(start, match.end(), self._rows[number])

    def __len__(self) -> int:
        return len(self._rows)


def _rank(pattern: str) -> tuple[int, int]:
    return -sum(word not in {"~", CLOSE} for word in pattern.split()), -len(pattern)


@lru_cache(maxsize=64)
def _words_by_key(folded: str) -> dict[str, list[int]]:
    """Where the words of a text begin, by their first two letters; every word list asks for the same text."""
    table: dict[str, list[int]] = {}
    for word in _WORD_START.finditer(folded):
        table.setdefault(word.group(), []).append(word.start())
    return table


def fold(text: str) -> str:
    """Return the text in lower case with one apostrophe, one hyphen and no ё; the same length as before."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char if len(char.lower()) != 1 else char.lower() for char in text)
    return low.translate(_FOLD)


def pattern_source(pattern: str) -> str:
    """Return the regular expression of a plain-word pattern; see the module's text for its signs."""
    source = ""
    for word in fold(pattern).split():
        if word in {"~", CLOSE}:
            source += _GAP if word == "~" else _CLOSE_GAP
            continue
        options = "|".join(re.escape(option).replace(r"\*", r"[\w'-]*") for option in word.split("/"))
        source += (r"\s+" if source else "") + (f"(?:{options})" if "/" in word else options)
    return source


def language_of(text: str, stated: str | None = None) -> str:
    """Return the language of a text: as stated, else by its letters (own rule): en, uk or ru."""
    if stated in {"en", "uk", "ru"}:
        return str(stated)
    sample = text[:4000]
    if len(_CYRILLIC.findall(sample)) * 2 < sum(char.isalpha() for char in sample) or not sample:
        return "en"
    return "uk" if len(_UKRAINIAN.findall(sample)) > len(_RUSSIAN.findall(sample)) else "ru"


@lru_cache(maxsize=32)
def read_rows(path: Path, required: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """Read a word list; blank lines and lines that begin with # are skipped.

    Raises
    ------
    DataMissing
        If the file is not there.
    InputError
        If it is not UTF-8 or misses a required column.
    """
    if not path.is_file():
        raise DataMissing(f"{path}: no such word list; restore it from the repository or set GEO_DATA.")
    try:
        lines = [line for line in path.read_text(encoding="utf-8-sig").splitlines() if line and line[0] != "#"]
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name}: not UTF-8 at byte {error.start}; save the table as UTF-8.") from error
    reader = csv.DictReader(lines)
    missing = [name for name in required if name not in (reader.fieldnames or ())]
    if missing:
        raise InputError(f"{path.name}: columns missing: {', '.join(missing)}; expected {', '.join(required)}.")
    return tuple({key: (value or "").strip() for key, value in row.items() if key} for row in reader)


def spellings(cell: str) -> Sequence[str]:
    """Split a cell of spellings at its bars: `Volodymyr Zelensk* | Zelensk*`."""
    return [part.strip() for part in cell.split("|") if part.strip()]
