"""Which plural form a whole number takes: the rules of CLDR for English, Ukrainian and Russian.

https://cldr.unicode.org/index/cldr-spec/plural-rules; the browser has them as Intl.PluralRules.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

#: language -> the categories that whole numbers have in it; "other" is for fractions in Ukrainian and Russian.
CATEGORIES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"en": ("one", "other"), "uk": ("one", "few", "many"), "ru": ("one", "few", "many")}
)


def plural_category(lang: str, n: int) -> str:
    """Return the plural category of a whole number: one of `CATEGORIES`.

    >>> [plural_category("uk", n) for n in (1, 2, 5, 11, 21)]
    ['one', 'few', 'many', 'many', 'one']
    """
    n = abs(n)
    if lang == "en":
        return "one" if n == 1 else "other"
    if n % 10 == 1 and n % 100 != 11:
        return "one"
    return "few" if n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14} else "many"
