"""The search keys of a place: what the index of a gazetteer files it under.

Three kinds, told apart by their first character so that one table holds them: a normal key as it is; `~` and
a fold key, for the spelling variants of Slavic names in Latin letters; `^` and the stems of a Cyrillic name,
filed with its paradigms, for declined forms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from .inflection import filed_under
from .names import fold_key, is_cyrillic, normal_key, spellings

FOLDED: Final = "~"
STEMMED: Final = "^"
#: Before the id that a settlement of the front had before it was merged with a GeoNames place.
SECOND_ID: Final = "#"
#: A shorter fold key says too little: Mala, Male and Malo would meet English words.
MIN_FOLD: Final = 5
#: Countries whose names reach an English page in many romanisations.
FOLDING_COUNTRIES: Final = frozenset({"UA", "RU", "BY", "MD"})


def place_keys(
    name: str, name_uk: str | None, name_ru: str | None, country: str, aliases: Iterable[str] = ()
) -> Iterator[tuple[str, str]]:
    """Yield (key, paradigms) for a place, each once; `paradigms` is empty but for stemmed keys."""
    folding = country in FOLDING_COUNTRIES
    keys = spellings(name, name_uk, name_ru) if folding else set()
    keys.update(normal_key(text) for text in (name, name_uk, name_ru, *aliases) if text)
    seen: set[tuple[str, str]] = set()
    for key in sorted(keys - {""}):
        yield key, ""
        if is_cyrillic(key):
            made = [(STEMMED + stem, paradigms) for stem, paradigms in filed_under(key)]
        elif folding and len(fold_key(key)) >= MIN_FOLD:
            made = [(FOLDED + fold_key(key), "")]
        else:
            continue
        for pair in made:
            if pair not in seen:
                seen.add(pair)
                yield pair


def entry(row: int, paradigms: str) -> str:
    """Return how the index writes one place: its row, and after a colon the paradigms of a stemmed key."""
    return f"{row}:{paradigms}" if paradigms else str(row)


def entries(cell: str) -> Iterator[tuple[int, str]]:
    """Read an index cell back: (row, paradigms) of each place."""
    for item in cell.split(" "):
        row, _, paradigms = item.partition(":")
        yield int(row), paradigms
