"""Tokens of a text: words with their characters, sentence starts and gaps, so that a span always indexes the text."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

#: Abbreviation with full stops, word (apostrophes inside), number, or a single sign.
_TOKEN: Final = re.compile(
    r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:['’ʼ`´][^\W\d_]+)*|\d+(?:[.,:]\d+)*|[^\w\s]|_",
)
_POSSESSIVE: Final = re.compile(r"['’ʼ`´]s$", re.IGNORECASE)
_FOLD: Final = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "´": "'", "ё": "е"})
#: A longer run of letters is no word of a language; it is kept as one lower-case token that names nothing.
LONGEST_WORD: Final = 60
_CLOSERS: Final = frozenset("\"'”’»)]")
_ENDERS: Final = frozenset(".!?…")
_OPENERS: Final = frozenset("\"'“‘«„([•–—-*·:\u2022")
#: After one of these a sentence may begin inside another.
_QUOTES: Final = frozenset("«“„")
_ABBREVIATIONS: Final = frozenset((
    "mr", "mrs", "ms", "dr", "st", "gen", "lt", "col", "sen", "rep", "gov", "maj", "sgt", "capt", "prof", "brig", "adm",
    "м",     "с", "г", "р", "обл", "смт", "пос", "н", "п", "ст", "вул", "ул", "ім", "им",
))  # fmt: skip


class Token(NamedTuple):
    """A word, number or sign of a text.

    `low` is its case-folded form with one kind of apostrophe; `word` whether it is made of letters; `capital`
    whether it begins with an upper-case letter; `glued` whether no space stands before it; `opens` whether a
    sentence or a line begins with it, so that its capital letter tells nothing.
    """

    start: int
    end: int
    text: str
    low: str
    word: bool
    capital: bool
    glued: bool
    opens: bool
    breaks: bool = False

    @property
    def upper(self) -> bool:
        """Whether it is written in capitals only and is more than one letter."""
        return len(self.text) > 1 and self.text.isupper()


def tokenise(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text in order; an English possessive 's is a token of its own.

    `breaks` marks a token after which a sentence or a line ends. Empty for a text without signs. Own rule.
    """
    pieces = list(_pieces(text))
    tokens: list[Token] = []
    opens = True
    for at, (start, end) in enumerate(pieces):
        word = text[start:end]
        is_word = word[0].isalpha()
        following = pieces[at + 1][0] if at + 1 < len(pieces) else len(text)
        newline = "\n" in text[end:following]
        breaks = newline or _ends_sentence(text, word, pieces, at)
        tokens.append(
            Token(
                start=start,
                end=end,
                text=word,
                low=word.casefold().translate(_FOLD),
                word=is_word,
                capital=is_word and word[0].isupper() and len(word) <= LONGEST_WORD,
                glued=bool(at) and pieces[at - 1][1] == start,
                opens=opens,
                breaks=breaks,
            )
        )
        opens = breaks or word in _QUOTES or (opens and (word in _OPENERS or word.isdigit()))
    return tuple(tokens)


def _pieces(text: str) -> list[tuple[int, int]]:
    pieces = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        cut = _POSSESSIVE.search(match.group())
        if cut is not None and cut.start() > 0:
            pieces += [(start, start + cut.start()), (start + cut.start(), end)]
        else:
            pieces.append((start, end))
    return pieces


def _ends_sentence(text: str, word: str, pieces: list[tuple[int, int]], at: int) -> bool:
    """Whether a sentence ends with this token: a full stop before a capital, not after an abbreviation."""
    if word not in _ENDERS and not (word in _CLOSERS and at and text[pieces[at - 1][0]] in _ENDERS):
        return False
    if at + 1 == len(pieces):
        return True
    before = text[pieces[at - 1][0] : pieces[at - 1][1]] if at else ""
    if word == "." and (before.casefold() in _ABBREVIATIONS or (len(before) == 1 and before.isupper())):
        return False
    following = pieces[at + 1][0]
    if text[following] in _CLOSERS and pieces[at][1] == following:
        return False
    return pieces[at][1] < following or text[following].isupper()
