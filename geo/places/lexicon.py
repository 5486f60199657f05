"""The word tables of the reader, read from data/lexicon: which words say what about a name beside them.

The tables are plain files that anyone can extend: words.txt (classes of words in three languages),
type_words.csv ("region", "село"), aliases.csv (U.S., Kremlin), first_names.txt, surnames.txt, demonyms.txt
and common_words.txt. Own compilation, but for the first names (see the file's head).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from ..errors import DataMissing, InputError
from ..settings import Settings
from ..terms import LEVELS, Level

#: Answers kept, so that a word is compared with the stems of a class once.
_MOST_REMEMBERED: Final = 200_000
_FOLD: Final = str.maketrans({"’": "'", "ʼ": "'", "ё": "е"})
_SECTION: Final = re.compile(r"\[(\w+) (en|ru|uk)\]")
_ENTRY: Final = re.compile(r"([^,(]+?)\s*(?:\(([^)]*)\))?\s*(?:,|$)")


@dataclass(frozen=True, slots=True)
class WordClass:
    """A set of lower-case words, some of them given by their beginning only."""

    exact: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()

    def __contains__(self, word: str) -> bool:
        return word in self.exact or (bool(self.stems) and word.startswith(self.stems))


@dataclass(frozen=True, slots=True)
class TypeWord:
    """A word that says what a name names: "region" after it, "village of" before it."""

    word: str
    level: Level
    before: bool
    after: bool
    plural: bool


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that the gazetteer does not hold as such: the name it stands for there, or a point of its own."""

    name: str
    means: str
    level: Level
    country: str
    lon: float | None
    lat: float | None
    actor: bool
    state: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything read from data/lexicon."""

    classes: dict[str, WordClass]
    type_words: dict[tuple[str, ...], TypeWord]
    aliases: dict[str, Alias]
    first_names: frozenset[str]
    surnames: WordClass
    common_words: frozenset[str]
    demonyms: dict[str, str]
    demonym_stems: tuple[tuple[str, str], ...] = field(default=())
    demonym_beginnings: tuple[str, ...] = ()
    states: dict[str, tuple[str, str]] = field(default_factory=dict)
    memo: dict[tuple[str, str], bool] = field(default_factory=dict, repr=False, compare=False)

    def state(self, text: str) -> tuple[str, str] | None:
        """Name and country of the state that an abbreviation stands for: "Ala.", "TX", "N.S.W."."""
        return self.states.get(text.replace(". ", ".").removesuffix("."))

    def is_a(self, word: str, name: str) -> bool:
        """Whether a lower-case word belongs to a class."""
        key = (word, name)
        known = self.memo.get(key)
        if known is None:
            if len(self.memo) > _MOST_REMEMBERED:
                self.memo.clear()
            known = self.memo[key] = word in self.classes[name]
        return known

    def is_demonym(self, word: str) -> bool:
        """Whether a lower-case word is a nationality adjective."""
        return word in self.demonyms or word.startswith(self.demonym_beginnings)

    def demonym_country(self, word: str) -> str | None:
        """ISO code of the country a nationality adjective points to, None where it points to none."""
        found = self.demonyms.get(word)
        if found is None and word.startswith(self.demonym_beginnings):
            found = next((country for stem, country in self.demonym_stems if word.startswith(stem)), "")
        return found or None

    def is_first_name(self, word: str) -> bool:
        """Whether a lower-case word is a first name, in any case of Russian or Ukrainian."""
        if word in self.first_names:
            return True
        if word.isascii() or len(word) < 4:
            return False
        stems = {word[: len(word) - cut] for cut in (1, 2) if len(word) - cut > 2}
        return any(
            stem + ending in self.first_names for stem in stems for ending in ("", "й", "а", "я", "о", "ь", "ій")
        )


def bundled_lexicon(settings: Settings | None = None) -> Lexicon:
    """Return the word tables that ship with the project, read once.

    Raises
    ------
    DataMissing
        If a table is not in `settings.data_dir`/lexicon.
    InputError
        If a row cannot be read; the message names file and row.
    """
    return _load((settings or Settings.from_environment()).data_dir / "lexicon")


@lru_cache(maxsize=4)
def _load(folder: Path) -> Lexicon:
    demonyms = dict(_pairs(folder / "demonyms.txt"))
    stems = tuple((word[:-1], country) for word, country in demonyms.items() if word.endswith("*"))
    return Lexicon(
        classes=_read_classes(folder / "words.txt"),
        type_words=_read_type_words(folder / "type_words.csv"),
        aliases=_read_aliases(folder / "aliases.csv"),
        first_names=frozenset(word for word, _ in _pairs(folder / "first_names.txt")),
        surnames=_word_class([word for word, _ in _pairs(folder / "surnames.txt")]),
        common_words=frozenset(word for word, _ in _pairs(folder / "common_words.txt")),
        demonyms={word: country for word, country in demonyms.items() if not word.endswith("*")},
        demonym_stems=stems,
        demonym_beginnings=tuple(stem for stem, _ in stems),
        states=_read_states(folder / "states.csv"),
    )


def _lines(path: Path) -> Iterator[str]:
    if not path.is_file():
        raise DataMissing(f"{path} is not there; it ships with the project. Restore it from the repository.")
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    for line in _lines(path):
        word, _, rest = line.partition("\t")
        yield word.strip().casefold().translate(_FOLD), rest.strip()


def _word_class(words: list[str]) -> WordClass:
    return WordClass(
        frozenset(word for word in words if not word.endswith("*")),
        tuple(sorted(word[:-1] for word in words if word.endswith("*"))),
    )


def _read_classes(path: Path) -> dict[str, WordClass]:
    words: dict[str, list[str]] = {}
    current: tuple[str, str] | None = None
    for line in _lines(path):
        section = _SECTION.fullmatch(line.strip())
        if section is not None:
            current = (section.group(1), section.group(2))
            continue
        if current is None:
            raise InputError(f"{path.name}: {line[:40]!r} stands before the first [class language] line.")
        name, lang = current
        inflect = lang == "en" and name in {"verb", "speech"}
        for word, forms in _ENTRY.findall(line.casefold().translate(_FOLD)):
            words.setdefault(name, []).extend(_verb_forms(word, forms) if inflect else [word.strip()])
    return {name: _word_class(found) for name, found in words.items()}


def _verb_forms(base: str, irregular: str) -> list[str]:
    """Finite forms of an English verb, beside the irregular ones that the table gives."""
    base = base.strip()
    sibilant = base.endswith(("s", "x", "z", "ch", "sh"))
    forms = [base, base + ("es" if sibilant or base.endswith("o") else "s")]
    forms.append(base + ("d" if base.endswith("e") else "ed"))
    if base.endswith("y") and base[-2] not in "aeiou":
        forms += [base[:-1] + "ies", base[:-1] + "ied"]
    if len(base) > 2 and base[-1] not in "aeiouwxyr" and base[-2] in "aeiou" and base[-3] not in "aeiou":
        forms.append(base + base[-1] + "ed")
    return [*forms, *(form.strip() for form in irregular.split(",") if form.strip())]


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(_lines(path))
    if not set(columns) <= set(reader.fieldnames or ()):
        raise InputError(f"{path.name}: columns are {reader.fieldnames}; expected {', '.join(columns)}.")
    for number, row in enumerate(reader, start=2):
        if row["level"] not in LEVELS:
            raise InputError(
                f"{path.name} row {number}: level is {row['level']!r}; expected one of {', '.join(LEVELS)}."
            )
        yield number, row


def _read_type_words(path: Path) -> dict[tuple[str, ...], TypeWord]:
    found: dict[tuple[str, ...], TypeWord] = {}
    for number, row in _rows(path, ("lang", "word", "level", "place", "plural")):
        if row["place"] not in {"before", "after", "both"}:
            raise InputError(f"{path.name} row {number}: place is {row['place']!r}; expected before, after or both.")
        key = tuple(row["word"].casefold().translate(_FOLD).split())
        before, after = row["place"] != "after", row["place"] != "before"
        known = found.get(key)
        if known is not None and known.level == row["level"]:
            before, after = before or known.before, after or known.after
        found[key] = TypeWord(row["word"], row["level"], before, after, row["plural"] == "1")  # type: ignore[arg-type]
    return found


def _read_states(path: Path) -> dict[str, tuple[str, str]]:
    """Abbreviation without its last full stop -> (name, country) of the state or province."""
    return {row["abbreviation"]: (row["name"], row["country"]) for row in csv.DictReader(_lines(path))}


def _read_aliases(path: Path) -> dict[str, Alias]:
    found = {}
    for number, row in _rows(path, ("name", "means", "level", "country", "lon", "lat", "note")):
        if bool(row["means"]) == (row["level"] in {"water", "area", "facility"} and bool(row["lon"])):
            raise InputError(f"{path.name} row {number}: give either the gazetteer's name in means, or lon and lat.")
        found[row["name"].translate(_FOLD)] = Alias(
            name=row["name"],
            means=row["means"],
            level=row["level"],  # type: ignore[arg-type]
            country=row["country"],
            lon=float(row["lon"]) if row["lon"] else None,
            lat=float(row["lat"]) if row["lat"] else None,
            actor=row["note"] == "actor",
            state=row["note"] == "state",
        )
    return found
