"""Claimants: the word lists that name them, whose side they are on, and whose voice a text speaks with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from ..settings import Settings
from .lexicon import Lexicon, fold, language_of, read_rows, spellings

#: Words in a claimant's name that make it nobody's official word, whoever else is named with them.
_HEARSAY: Final = re.compile(
    r"\b(?:sources?|(?:mil)?bloggers?|correspondents?|channels|voenkors?)\b"
    r"|\b(?:джерел|источник|блогер|блоггер|воєнкор|военкор|кореспондент|корреспондент)\w*"
)
#: Where an official may write too: they tell of hearsay only in a name that no list knows.
_CHANNEL: Final = re.compile(r"\b(?:telegram|channel)\b|\b(?:телеграм|канал)\w*")
#: Kinds of claimants that are no officials and no institution of a state.
_PRIVATE_KINDS: Final = frozenset({"channel", "media"})
#: Kinds of publishers that vouch for what they print: a ministry's bulletin, a governor's or a blogger's channel.
_OWN_VOICE: Final = frozenset({"official", "institution", "channel"})
#: A news agency may call itself so.
_PRESS: Final = re.compile(r"\bpress\b")
#: "a channel close to Russia's air force"
_CLOSE_TO: Final = re.compile(
    r"\b(?:close to|linked to|ties to|links to|affiliated with|близк\w+ к|близьк\w+ до|связанн\w+ с)\b"
)
_BOTH: Final = re.compile(r"\b(?:and|both|і|й|та|и)\b")


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of attribution in one language, compiled."""

    claimants: Lexicon
    speech: Lexicon
    sides: Lexicon
    narrators: Lexicon


@lru_cache(maxsize=8)
def attribution_words(lang: str, data_dir: Path | None = None) -> Words:
    """Return the compiled word lists of a language (en, uk, ru); Latin-script names count in all of them."""
    root = data_dir or Settings().data_dir

    def lexicon(path: Path, *required: str) -> Lexicon:
        rows = read_rows(path, (*required, "en", "uk", "ru"))
        langs = ("en",) if lang == "en" else (lang, "en")
        return Lexicon((pattern, row) for row in rows for key in langs for pattern in spellings(row[key]))

    return Words(
        lexicon(root / "claimants.csv", "name", "side"),
        lexicon(root / "lexicon" / "speech.csv", "kind"),
        lexicon(root / "lexicon" / "sides.csv", "side"),
        lexicon(root / "lexicon" / "narrators.csv", "side"),
    )


@lru_cache(maxsize=4096)
def side_of(phrase: str, words: Words) -> tuple[str | None, str]:
    """Return the side of a claimant's words and the claimant's kind; (None, "") where no list knows it."""
    folded = fold(phrase)
    hits = list(words.claimants.find(folded))
    named = [hit for hit in hits if hit.row["side"] != "local"]
    adjectives = [hit.row["side"] for hit in words.sides.find(folded) if hit.row["side"] not in {"none", "KP"}]
    private = bool(named) and all(hit.row.get("kind") in _PRIVATE_KINDS for hit in named)
    if private and adjectives and _CLOSE_TO.search(folded):
        return adjectives[0], "channel"
    if named:
        people = [hit for hit in named if hit.row.get("kind") != "media" or len(named) == 1]
        hit = (people or named)[0]
        return hit.row["side"], hit.row.get("kind", "")
    if {"RU", "UA"} <= set(adjectives) and _BOTH.search(folded) and not hits:
        return None, "both"
    if adjectives:
        return adjectives[0], "adjective"
    if hits:
        return "local", hits[0].row.get("kind", "")
    return None, ""


@lru_cache(maxsize=65536)
def speaks_officially(name: str) -> bool:
    """Say whether a claimant of a fighting side is an official, an institution or an agency of the state.

    Own rule over `data/claimants.csv`: a blogger, a channel, a war correspondent, a medium or an unnamed source is
    not; a name that no list knows is, unless it says so itself ("Upravlenie Z (Telegram)"). Remembered by name.
    """
    folded = fold(name)
    if _HEARSAY.search(folded):
        return False
    _, kind = side_of(name, attribution_words(language_of(name)))
    if kind in _PRIVATE_KINDS:
        return False
    return kind in {"official", "institution"} or not _CHANNEL.search(folded)


def narrator_side(text: str, publisher: str | None, lang: str, data_dir: Path | None = None) -> str | None:
    """Return the side whose voice a text speaks with where it names no claimant.

    "independent" for a monitor's own publication, the side of an official, an institution or a blogger that
    publishes itself ("local" where that is whoever runs the place); RU or UA where the text uses that side's words
    for the other ("the enemy", "the occupiers") more often than the other side's; None for plain narrative.
    """
    words = attribution_words(lang, data_dir)
    if publisher:
        for hit in words.claimants.find(fold(publisher)):
            if hit.row.get("kind") == "monitor":
                return "independent"
            if hit.row.get("kind") in _OWN_VOICE and not _PRESS.search(fold(publisher)):
                return hit.row["side"]
    counts: dict[str, int] = {}
    for hit in words.narrators.find(fold(text)):
        counts[hit.row["side"]] = counts.get(hit.row["side"], 0) + 1
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    if not ranked or lang == "en":
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] > ranked[1][1] else None
