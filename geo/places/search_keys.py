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


#: After a row in the index: found by an alias, not by one of the place's own names.
ALIAS: Final = "*"


def place_keys(
    name: str,
    name_uk: str | None,
    name_ru: str | None,
    country: str,
    aliases: Iterable[str] = (),
    *,
    aliases_are_names: bool = False,
) -> Iterator[tuple[str, str]]:
    """Yield (key, mark) for a place, each key and paradigm once.

    The mark is what `entry` writes after the row: `*` where only an alias gives the key, and for a stemmed
    key a colon and the paradigms. With `aliases_are_names` (the United States, or America) there is no `*`.
    """
    folding = country in FOLDING_COUNTRIES
    names = [text for text in (name, name_uk, name_ru) if text]
    own = {normal_key(text) for text in names}
    if folding:
        own |= spellings(name, name_uk, name_ru)
    others = {normal_key(text) for text in aliases}
    if aliases_are_names:
        own |= others
    seen: set[tuple[str, str]] = set()
    for keys, mark in ((own, ""), (others - own, ALIAS)):
        for key in sorted(keys - {""}):
            for made, paradigms in ((key, ""), *_varied(key, folding=folding)):
                if (made, paradigms) not in seen:
                    seen.add((made, paradigms))
                    yield made, f"{mark}:{paradigms}" if paradigms else mark


def _varied(key: str, *, folding: bool) -> Iterator[tuple[str, str]]:
    if is_cyrillic(key):
        for stem, paradigms in filed_under(key):
            yield STEMMED + stem, paradigms
    elif folding and len(fold_key(key)) >= MIN_FOLD:
        yield FOLDED + fold_key(key), ""


def entry(row: int, mark: str) -> str:
    """Return how the index writes one place under a key."""
    return f"{row}{mark}"


def entries(cell: str) -> Iterator[tuple[bool, int, str]]:
    """Read an index cell back: (found by an alias only, row, paradigms) of each place."""
    for item in cell.split(" "):
        row, _, paradigms = item.partition(":")
        by_alias = row.endswith(ALIAS)
        yield by_alias, int(row[:-1] if by_alias else row), paradigms
