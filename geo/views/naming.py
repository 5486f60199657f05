"""How those who speak are named: claimants, groups, perspectives; and what an announcement names.

`claimantWords` and `chosenWords` of web/legend.js are twins.
"""

from __future__ import annotations

from typing import Final

from ..perspectives import chosen_claimants
from ..records import Zone
from .phrases import count_words, join_words
from .sentence_words import TEMPLATES

#: Longest name that a legend, a label or a source line sets in full, characters.
NAME_LIMIT: Final = 72
#: Listed places named one by one in a legend.
_MOST_NAMED: Final = 4
_SPEAKERS: Final = {
    "RU": "Russian officials", "UA": "Ukrainian officials", "US": "US officials", "assessed": "monitors and media",
    "independent": "monitors", "media": "media", "other": "others",
}  # fmt: skip


def speakers(voices: tuple[str, ...]) -> str:
    """Name groups that speak: perspectives or claimant sides, each once, in a fixed order."""
    told = [words for code, words in _SPEAKERS.items() if code in voices]
    if {"independent", "media"} <= set(voices):
        told = [*(words for words in told if words not in {"monitors", "media"}), "monitors and media"]
    if told[:2] == [_SPEAKERS["RU"], _SPEAKERS["UA"]]:
        told = ["Russian and Ukrainian officials", *told[2:]]
    told = list(dict.fromkeys(told))
    if len(told) > 1 and told[-1] == _SPEAKERS["assessed"]:
        return ", ".join(told)
    return join_words(told) or "an unnamed claimant"


def short(name: str) -> str:
    """Return a name on one line, cut with an ellipsis past NAME_LIMIT characters."""
    line = " ".join(name.split())
    return line if len(line) <= NAME_LIMIT else f"{line[: NAME_LIMIT - 1].rstrip()}…"


def claimant_words(names: tuple[str, ...], voice: str) -> str:
    """Name the one claimant, or else the group that a perspective or claimant side stands for."""
    if len(names) == 1:
        return short(names[0])
    if names and chosen_claimants(voice):
        return chosen_words(names)
    if voice in _SPEAKERS:
        return _SPEAKERS[voice]
    return count_words(len(names), "claimant", "claimants") if names else "an unnamed claimant"


def chosen_words(names: tuple[str, ...]) -> str:
    """Name chosen claimants: all of up to three, of more the first two and the number of the others."""
    told = [short(name) for name in names]
    rest = len(told) - 2
    return join_words(told if rest < 2 else [*told[:2], count_words(rest, "other", "others")])


def perspective_words(perspective: str) -> str:
    """Return a perspective as the sentence names it, chosen claimants by `chosen_words`."""
    names = chosen_claimants(perspective)
    return str(TEMPLATES["perspective"]["chosen" if names else perspective]).format(claimants=chosen_words(names))


def extent_words(zone: Zone) -> str:
    """Return what an announced zone states of its extent: the places listed, the depth; empty for neither."""
    names = [short(name) for name in zone.listed]
    places = join_words(names) if len(names) <= _MOST_NAMED else f"{names[0]} and {len(names) - 1} other places"
    depth = "" if zone.depth_km is None else f"{zone.depth_km:g} km"
    return ", ".join(filter(None, (places, f"{depth} deep" if places and depth else depth)))
