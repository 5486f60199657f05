"""The one table of a language, put together from its modules, and how a count is worded by it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from . import (
    english,
    english_pages,
    english_sentence,
    russian,
    russian_pages,
    russian_sentence,
    ukrainian,
    ukrainian_pages,
    ukrainian_sentence,
)
from .plurals import plural_category

Table = Mapping[str, Any]

_MODULES: Final = {
    "en": (english, english_sentence, english_pages),
    "uk": (ukrainian, ukrainian_sentence, ukrainian_pages),
    "ru": (russian, russian_sentence, russian_pages),
}
#: Each language by its own name.
LANGUAGE_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {lang: str(words.CODES["name"]) for lang, (words, *_) in _MODULES.items()}
)


@cache
def table(lang: str) -> Table:
    """Return the words of a language: of codes, names, legend, notes and pages, and of the sentence under "sentence".

    Never change what it returns. An unknown language is a KeyError: a view checks its own.
    """
    words, said, pages = _MODULES[lang]
    return MappingProxyType(
        {"lang": lang, **words.CODES, **words.NAMING, **words.NOTES, **pages.PAGES, "sentence": said.SENTENCE}
    )


def grouped(n: int, lang: str = "en") -> str:
    """Return a whole number with its digits in groups of three: "1,240", or a space that does not break."""
    return f"{n:,}".replace(",", table(lang)["group"])


def counted(forms: Mapping[str, str], n: int, lang: str = "en", **blanks: str) -> str:
    """Fill the form that a whole number takes in a language."""
    return forms[plural_category(lang, n)].format(n=grouped(n, lang), **blanks)
