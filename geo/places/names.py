"""Names of places: keys to compare them by, romanisation, and the spellings a place may be found under.

A name is compared by its `normal_key`, which keeps the script. Latin spellings of Ukrainian and Russian
names vary without end (Kupiansk, Kupyansk, Kup'yans'k), so a second, coarser `fold_key` brings the usual
variants together. What is Russian about a spelling (Goncharovka for Honcharivka) is not folded: it comes
from the Russian name, kept or derived.

Romanisation: Ukrainian by the Cabinet of Ministers' table of 2010 (resolution 55), Russian by BGN/PCGN 1947.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

_APOSTROPHES: Final = "'’‘ʼʹ`´ʻʽ′\"“”«»"
_DASHES: Final = "-‐‑‒–—−/_"
_SPECIAL: Final = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}


def _key_table() -> dict[int, str | None]:
    table: dict[int, str | None] = {ord("ё"): "е", ord("."): None, ord(","): " ", ord("("): " ", ord(")"): " "}
    table.update((ord(char), None) for char in _APOSTROPHES)
    table.update((ord(char), " ") for char in _DASHES)
    table.update(dict.fromkeys(range(0x300, 0x370)))
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        folded = unicodedata.normalize("NFKD", chr(code)).translate(dict.fromkeys(range(0x300, 0x370)))
        table[code] = _SPECIAL.get(folded.casefold(), folded.casefold())
    return table


_KEY_TABLE: Final = _key_table()


def normal_key(text: str) -> str:
    """Return the form two spellings of one name are compared by; the script stays as it is.

    Case, diacritics of Latin letters, apostrophes, full stops and stress marks are dropped, hyphens and
    brackets become spaces, ё becomes е. Cyrillic й and ї stay letters of their own. Empty for no letters.

    >>> normal_key("Nikolayevo-Dar’ino"), normal_key("U.S."), normal_key("Тёткино")
    ('nikolayevo darino', 'us', 'теткино')
    """
    if text.isascii():
        folded = text.lower().translate(_KEY_TABLE)
    else:
        folded = unicodedata.normalize("NFC", text).casefold().translate(_KEY_TABLE)
    return " ".join(folded.split())


class Word(NamedTuple):
    """A word of a text: its normal key and its characters [start, end)."""

    key: str
    start: int
    end: int


_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’ʼʹ`][^\W_]+)*")
_POSSESSIVE: Final = re.compile(r"['’ʼ`][sS]$")


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text as `Gazetteer.matches` takes them, in order.

    Hyphens part words; an apostrophe inside does not; a possessive 's is left out; "U.S." is one word, its
    last full stop included.
    """
    for match in _WORD.finditer(text):
        phrase = _POSSESSIVE.sub("", match.group())
        key = normal_key(phrase)
        if key:
            yield Word(key, match.start(), match.start() + len(phrase))


def is_cyrillic(text: str) -> bool:
    """Whether a text has a Cyrillic letter."""
    return not text.isascii() and any("\u0400" <= char <= "\u052f" for char in text)


#: Sequences that one sound is written with, to one sign each. Own rule, from the spellings of the front's
#: places in English-language reports.
_FOLDS: Final = {
    "shch": "5", "sch": "5", "tch": "4", "ch": "4", "cz": "4", "sh": "6", "sz": "6", "dzh": "j", "dj": "j",
    "zh": "7", "kh": "h", "ts": "c", "tz": "c", "w": "v", "x": "ks", "ck": "k", "ph": "f", "g": "h",
    "iye": "e", "iie": "e", "yye": "e", "iya": "a", "iia": "a", "yya": "a", "iyu": "u", "iiu": "u",
    "ye": "e", "ie": "e", "je": "e", "yo": "e", "io": "e", "jo": "e", "ya": "a", "ia": "a", "ja": "a",
    "yu": "u", "iu": "u", "ju": "u", "ou": "u", "yi": "i", "iy": "i", "yy": "i", "ii": "i", "ij": "i",
    "yj": "i", "y": "i",
}  # fmt: skip
_FOLD: Final = re.compile("|".join(sorted(_FOLDS, key=lambda seq: (-len(seq), seq))))
_DOUBLED: Final = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def fold_key(key: str) -> str:
    """Return the coarse form of a Latin normal key, in which the usual variants of one spelling meet.

    >>> fold_key("kupiansk") == fold_key("kupyansk"), fold_key("dzhankoi") == fold_key("djankoy")
    (True, True)
    """
    return _DOUBLED.sub(r"\1", _FOLD.sub(lambda match: _FOLDS[match.group()], key))


_UK_START: Final = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_UK: Final = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z",
    "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ь": "", "ю": "iu", "я": "ia", "ы": "y", "э": "e", "ё": "io", "ъ": "",
}  # fmt: skip
_RU: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i",
    "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
    "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g",
}  # fmt: skip


def _both_cases(letters: dict[str, str]) -> dict[str, str]:
    return letters | {letter.upper(): latin.capitalize() for letter, latin in letters.items()}


_UK_STARTS: Final = _both_cases(_UK_START)
_UK_TABLE: Final = str.maketrans(_both_cases(_UK))
_RU_TABLE: Final = str.maketrans(_both_cases(_RU))
_INSIDE: Final = re.compile(r"(?<=[^\W\d_])['’‘ʼʹ`´](?=[^\W\d_])")
_AT_START: Final = re.compile(r"(?<![^\W\d_])[ЄЇЙЮЯєїйюя]")
_YE_SOUND: Final = re.compile(r"(?:(?<=[аеёиоуыэюяйьъАЕЁИОУЫЭЮЯЙЬЪ])|(?<![^\W\d_]))[еЕ]")
_LAST_Y: Final = re.compile(r"[ыи]й(?![^\W\d_])")
_AFTER_SOFT: Final = re.compile(r"ь(?=[ои])")


def romanise_uk(text: str) -> str:
    """Return Ukrainian in Latin letters by resolution 55 of 2010; other characters stay.

    >>> romanise_uk("Згурський Розділ, Юнаківка, Знам'янка")
    'Zghurskyi Rozdil, Yunakivka, Znamianka'
    """
    joined = _INSIDE.sub("", text)
    started = _AT_START.sub(lambda match: _UK_STARTS[match.group()], joined)
    return started.replace("зг", "zgh").replace("Зг", "Zgh").translate(_UK_TABLE)


def romanise_ru(text: str) -> str:
    """Return Russian in Latin letters by BGN/PCGN without its apostrophes; other characters stay.

    -ый and -ий at a word's end are written -y, as the press does.

    >>> romanise_ru("Черкасское Поречное, Красный Лиман, Объездное, Тёткино")
    'Cherkasskoye Porechnoye, Krasny Liman, Obyezdnoye, Tyotkino'
    """
    voiced = _YE_SOUND.sub(lambda match: "ye" if match.group() == "е" else "Ye", text)
    return _AFTER_SOFT.sub("y", _LAST_Y.sub("y", voiced)).translate(_RU_TABLE)


#: How Ukrainian endings and letters stand in the Russian name of the same place. Own rule; tried in order.
_RUSSIAN_ENDINGS: Final = (
    (re.compile(r"(?<=[чшжщй])івк(?=[аи]\b)"), "евк"), (re.compile(r"ївк(?=[аи]\b)"), "евк"),
    (re.compile(r"іївк(?=[аи]\b)"), "еевк"), (re.compile(r"івк(?=[аи]\b)"), "овк"),
    (re.compile(r"івськ"), "овск"), (re.compile(r"ївськ"), "евск"), (re.compile(r"ськ"), "ск"),
    (re.compile(r"цьк"), "цк"), (re.compile(r"зьк"), "жск"), (re.compile(r"ськ[еі]\b"), "ское"),
    (re.compile(r"ів\b"), "ов"), (re.compile(r"їв\b"), "ев"), (re.compile(r"(?<=[вн])е\b"), "ое"),
    (re.compile(r"ск[е]\b"), "ское"), (re.compile(r"пілля\b"), "полье"), (re.compile(r"(.)\1я\b"), r"\1ье"),
    (re.compile(r"(?<=[сшчжвнк])ий\b"), "ый"), (re.compile(r"(?<=[сц])к[ы]й\b"), "кий"),
)  # fmt: skip
_RUSSIAN_STEMS: Final = (
    ("олекс", "алекс"), ("володимир", "владимир"), ("микола", "никола"), ("костянтин", "константин"),
    ("михайл", "михайл"), ("дмитр", "дмитр"), ("андрі", "андре"), ("катерин", "екатерин"), ("олен", "елен"),
    ("велик", "велик"), ("біл", "бел"), ("зелен", "зелен"), ("пилип", "филипп"), ("григор", "григор"),
    ("василь", "василь"), ("вільх", "ольх"), ("під", "под"), ("різд", "рожд"), ("річ", "реч"), ("ліс", "лес"),
    ("світл", "светл"), ("весел", "весел"), ("степан", "степан"), ("червон", "красн"), ("новомикол", "новоникол"),
)  # fmt: skip
_RUSSIAN_LETTERS: Final = str.maketrans({"і": "и", "ї": "и", "є": "е", "ґ": "г", "'": "", "’": "", "ʼ": ""})


def russian_form(name_uk: str) -> str:
    """Return what the Russian name of a place is likely to be, from its Ukrainian one: for search only.

    Lower case. Never shown: the rule knows the common endings and stems, not the place.

    >>> russian_form("Гончарівка"), russian_form("Олексіївка"), russian_form("Покровськ")
    ('гончаровка', 'алексеевка', 'покровск')
    """
    return " ".join(_russian_word(word) for word in name_uk.casefold().split(" "))


@lru_cache(maxsize=32768)
def _russian_word(word: str) -> str:
    for ukrainian, russian in _RUSSIAN_STEMS:
        if ukrainian in word:
            word = word.replace(ukrainian, russian)
    word = word.replace("іївк", "еевк").replace("еївк", "еевк")
    for pattern, ending in _RUSSIAN_ENDINGS:
        word = pattern.sub(ending, word)
    return word.translate(_RUSSIAN_LETTERS).replace("ыв", "ив")


#: The press writes Kiev and Guevo where the table has Kiyev and Guyevo.
_YE: Final = re.compile(r"(?<=[aeiouy])ye")


def spellings(name_en: str, name_uk: str | None = None, name_ru: str | None = None) -> set[str]:
    """Return the normal keys a place may be found under: its names, and their official and Russian romanisations.

    Every key has three characters at least unless it is a name as given: shorter ones would meet words.
    """
    given = {normal_key(name_en)}
    made: set[str] = set()
    if name_uk:
        key = normal_key(name_uk)
        given.add(key)
        if is_cyrillic(key):
            made.add(romanise_uk(key))
            if not name_ru:
                derived = russian_form(key)
                made.update((derived, *_russian_spellings(derived)))
    if name_ru:
        key = normal_key(name_ru)
        given.add(key)
        if is_cyrillic(key):
            made.update(_russian_spellings(key))
            if "ё" in name_ru.casefold():
                made.update(_russian_spellings(name_ru.casefold().replace("-", " ")))
    return {key for key in given | made if key in given or len(key) > 2} - {""}


def _russian_spellings(key: str) -> tuple[str, str]:
    latin = romanise_ru(key)
    return latin, _YE.sub("e", latin)
