"""Declined place names in Ukrainian and Russian: у Суджі, під Суджею, в Курской области, з Юнаківки.

A name is filed under the stem of each of its words with the paradigm its ending tells; a word of a text is
cut at every ending it may have, and meets a name where the stem is the same and the paradigm allows the
ending. Own rule: a compact table in place of a morphological dictionary, for names only. It accepts more
than a language does (both languages' endings at once), never less than the cases in use.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Final

#: Paradigm -> the endings its names take in any case, number as in the name.
ENDINGS: Final[dict[str, frozenset[str]]] = {
    code: frozenset(endings.replace("0", "").split(" "))
    for code, endings in {
        "a": "а и ы і е у ою ой ею ей ої ій",
        "y": "я і и ї е є ю ею єю ей ям ях ьої ьою ій ії",
        "m": "0 а у ю ом ем ым им ові еві і е",
        "o": "а у ом ові і е ого ому ым им ім",
        "s": "ь я ю ем єм ом еві і и е ью ям ях ями ей",
        "j": "й я ю ем єм ї і е и еві",
        "l": "ий ый ой ій его ого ьего ього ему ому ьему ьому им ым ім ьим ом ем",
        "f": "ая ой ую ою",
        "g": "яя ей юю ею",
        "n": "е є ого ього его ому ьому ему им ім ем ом ї їм і а у я ю його йому",
        "e": "ое ее ого его ому ему ым им ом ем",
        "o2": "о а у ом ові і е ого ому им ым ім",
        "p": "и і ы ї 0 ів їв ов ев ей ам ям ах ях ами ями их ых им ым ими ыми",
        "q": "ые ие ых их ым им ыми ими",
        "d": "і",
        "z": "0",
        "c": "я а ю у ем ом і е еві ові",
        "x": "0",
    }.items()
}
_ALL: Final = frozenset().union(*ENDINGS.values())
_LONGEST: Final = max(map(len, _ALL))
_VOWELS: Final = frozenset("аеєиіїоуюяыэё")
_SOFTENED: Final = {"к": "ц", "г": "з", "х": "с"}
#: A stem shorter than this meets too many words; such names are found as they stand.
MIN_STEM: Final = 3
_FINAL: Final = (
    ("ая", "f"), ("яя", "g"), ("ое", "e"), ("ее", "e"), ("ые", "q"), ("ие", "q"), ("ий", "l"), ("ый", "l"),
    ("ой", "l"), ("ій", "l"), ("а", "a"), ("я", "y"), ("ь", "s"), ("й", "j"), ("е", "n"), ("є", "n"),
    ("о", "o2"), ("и", "p"), ("ы", "p"), ("і", "p"), ("ї", "p"),
)  # fmt: skip


@lru_cache(maxsize=32768)
def stems(word: str) -> tuple[tuple[str, str], ...]:
    """Return the (stem, paradigm) pairs that a name's word is filed under; `word` is a normal key.

    More than one where a consonant softens (Юнаківка, у Юнаківці) or a vowel falls out or changes (Київ,
    Києва; Річки, Річок; Крупец, Крупца). Indeclinable words come back whole.
    """
    for ending, code in _FINAL:
        if word.endswith(ending) and len(word) > len(ending):
            stem = word[: -len(ending)]
            return ((stem, code), *_alternate_of_vowel_ending(stem, code))
    if word[-1:] in _VOWELS or not word.isalpha():
        return ((word, "x"),)
    return ((word, "m"), *_alternate_of_consonant(word))


def _alternate_of_vowel_ending(stem: str, code: str) -> Iterator[tuple[str, str]]:
    if code in ("a", "y") and stem[-1:] in _SOFTENED:
        yield stem[:-1] + _SOFTENED[stem[-1]], "d"
    elif code == "p" and stem.endswith("к") and stem[-2:-1] not in _VOWELS:
        yield f"{stem[:-1]}ок", "z"
    elif code == "s":
        yield from _opened(stem, "s")
    elif code == "l" and len(stem) > MIN_STEM:
        yield f"{stem}ь", "l"


def _alternate_of_consonant(word: str) -> Iterator[tuple[str, str]]:
    if word.endswith(("ець", "ец")):
        yield word.removesuffix("ь")[:-2] + ("ьц" if word.endswith("лец") else "ц"), "c"
    elif word.endswith("ок") and len(word) > MIN_STEM:
        yield f"{word[:-2]}к", "c"
    elif word.endswith("пет") and len(word) > MIN_STEM:
        yield f"{word[:-2]}т", "c"
    elif word.endswith("ел") and len(word) > MIN_STEM:
        yield f"{word[:-2]}л", "c"
    yield from _opened(word, "o")


def _opened(stem: str, code: str) -> Iterator[tuple[str, str]]:
    """і of a closed last syllable becomes о or е when an ending opens it: Харків, Харкова; Тернопіль, Тернополя."""
    if len(stem) > 2 and stem[-2] in "ії" and stem[-1] not in _VOWELS:
        for vowel in "оеє" if stem[-2] == "ї" else "ое":
            yield stem[:-2] + vowel + stem[-1], code
            if stem[-1] in _SOFTENED:
                yield stem[:-2] + vowel + _SOFTENED[stem[-1]], "d"
    if stem.endswith("ец"):
        yield f"{stem[:-2]}ц", "c"


@lru_cache(maxsize=65536)
def cuts(word: str) -> tuple[tuple[str, str], ...]:
    """Return every (stem, ending) a word of a text may be made of, the longest stem first."""
    longest = min(_LONGEST, len(word) - 2)
    return tuple(
        (word[: len(word) - size], word[len(word) - size :])
        for size in range(longest + 1)
        if word[len(word) - size :] in _ALL
    )


def filed_under(key: str) -> Iterator[tuple[str, str]]:
    """Yield (stems, paradigms) for a Cyrillic normal key: words joined by spaces, paradigms by commas."""
    parts = [stems(word) for word in key.split()]
    if len(parts) == 1 and len(parts[0][0][0]) < MIN_STEM and parts[0][0][1] != "x":
        return
    for choice in product(*parts):
        yield " ".join(stem for stem, _ in choice), ",".join(code for _, code in choice)


def met_by(tokens: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (stems, endings) for every way to cut the words of a text; check them with `allows`."""
    for choice in product(*(cuts(token) for token in tokens)):
        yield " ".join(stem for stem, _ in choice), tuple(ending for _, ending in choice)


def allows(paradigms: str, endings: tuple[str, ...]) -> bool:
    """Whether each word's paradigm has the ending found."""
    codes = paradigms.split(",")
    return len(codes) == len(endings) and all(
        ending in ENDINGS[code] for code, ending in zip(codes, endings, strict=True)
    )
