"""How those who speak are named: claimants, groups, perspectives; and what an announcement names.

`claimantWords` and `chosenWords` of web/legend.js are twins.
"""

from __future__ import annotations

from typing import Final

from ..events.claimant_names import claimant_names
from ..perspectives import chosen_claimants
from ..records import Zone
from .languages import counted, table
from .phrases import join_words

#: Longest name that a legend, a label or a source line sets in full, characters.
NAME_LIMIT: Final = 72
#: Listed places named one by one in a legend.
_MOST_NAMED: Final = 4


def speakers(voices: tuple[str, ...], lang: str = "en") -> str:
    """Name groups that speak: perspectives or claimant sides, each once, in a fixed order.

    They stand after "according to", "by" or "of", in the case that their language has there.
    """
    words = table(lang)
    names, together = words["speakers"], words["speakers"]["assessed"]
    told = [name for code, name in names.items() if code in voices]
    if {"independent", "media"} <= set(voices):
        told = [*(name for name in told if name not in {names["independent"], names["media"]}), together]
    if told[:2] == [names["RU"], names["UA"]]:
        told = [words["both_officials"], *told[2:]]
    told = list(dict.fromkeys(told))
    if len(told) > 1 and told[-1] == together:
        return ", ".join(told)
    return join_words(told, lang) or str(words["unnamed"])


def short(name: str) -> str:
    """Return a name on one line, cut with an ellipsis past NAME_LIMIT characters."""
    line = " ".join(name.split())
    return line if len(line) <= NAME_LIMIT else f"{line[: NAME_LIMIT - 1].rstrip()}…"


def claimant_name(name: str, lang: str = "en", *, of: bool = False) -> str:
    """Name a claimant in a language where the data know how, as the record has it where not; on one line.

    `of` asks for the case in which it stands after "according to".
    """
    known = claimant_names(lang).get(name)
    return short(name if known is None else known.of if of else known.name)


def claimant_words(names: tuple[str, ...], voice: str, lang: str = "en") -> str:
    """Name the one claimant, or else the group that a perspective or claimant side stands for.

    As `speakers` do, they stand after "according to".
    """
    words = table(lang)
    if len(names) == 1:
        return claimant_name(names[0], lang, of=True)
    if names and chosen_claimants(voice):
        return chosen_words(names, lang, of=True)
    if voice in words["speakers"]:
        return str(words["speakers"][voice])
    return counted(words["n_claimants"], len(names), lang) if names else str(words["unnamed"])


def chosen_words(names: tuple[str, ...], lang: str = "en", *, of: bool = False) -> str:
    """Name chosen claimants: all of up to three, of more the first two and the number of the others.

    `of` asks for the case in which they stand after "according to".
    """
    told = [claimant_name(name, lang, of=of) for name in names]
    rest = len(told) - 2
    return join_words(told if rest < 2 else [*told[:2], counted(table(lang)["n_others"], rest, lang)], lang)


def perspective_words(perspective: str, lang: str = "en") -> str:
    """Return a perspective as the sentence names it, chosen claimants by `chosen_words`."""
    names = chosen_claimants(perspective)
    wording: str = table(lang)["sentence"]["perspective"]["chosen" if names else perspective]
    return wording.format(claimants=chosen_words(names, lang, of=True))


def extent_words(zone: Zone, lang: str = "en") -> str:
    """Return what an announced zone states of its extent: the places listed, the depth; empty for neither.

    `extentWords` of web/legend.js is its twin.
    """
    words, names = table(lang), [short(name) for name in zone.listed]
    if len(names) <= _MOST_NAMED:
        places = join_words(names, lang)
    else:
        places = counted(words["extent_listed"], len(names) - 1, lang, first=names[0])
    depth = "" if zone.depth_km is None else f"{zone.depth_km:g}"
    told = words["depth_of_places" if places else "depth"].format(depth=depth) if depth else ""
    return ", ".join(filter(None, (places, told)))
