"""What a word of general language needs beside it to be a word of war: "took", "fell", "left" count only there.

The column `needs` of `data/lexicon/triggers_*.csv` names it; the rules that look for it are this project's own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from ..records import Mention
from .lexicon import Hit
from .sentences import Sentence
from .triggers import Trigger

#: what may stand between a verb and the place that it is about; no preposition but "of"
_OBJECT_GAP: Final = re.compile(
    r"(?:(?!\b(?:in|at|for|from|to|with|on|near|by|over|after|before|as|that|into|against|around|during|his|her|its?"
    r"|who|which|при|для|про|против|проти|після|после|от|від|до|за|над)\b)[^.;:!?,“”\"«»()\n]){0,60}"
)
#: what may stand behind the object: no verb that makes it a subject ("claimed Kharkiv was hit")
_SUBJECT_AFTER: Final = re.compile(r"\s+(?:was|were|is|are|had|has|have|would|will|could)\b")
_SUBJECT_GAP: Final = re.compile(
    r"(?:\s*,[^.;:!?“”\n]{1,110},|\s*\([^()\n]{1,60}\)|\s+[–—-]\s[^.;:!?\n]{1,110}\s[–—-]|\s+[–—])?"
    r"(?:\s+(?:(?:has|have|had|was|were|is|are|been|being|also|later|now|then|finally|itself|already|since|again|ha[sd]n't"
    r"|not|soon|eventually|almost|region|oblast|province|district|area|city|completely|fully|be|to|may|might|could|will|"
    r"would|в|у|на|був|було|були|була|был|было|была|были|вже|уже|також|также|остаточно|окончательно|полностью|повністю"
    r"|област\w+|районі?\w*|фактически|фактично|знову|снова|таки)|\w+ly|\d+))*\s*,?\s*$"
)
_NAME: Final = re.compile(r"(?<=[a-zа-яіїєґ,»”] )[A-ZА-ЯІЇЄҐ][a-zа-яіїєґ'’-]{3,}")
#: a place behind one of these is where something else is: "a drone in Kyiv fell"
_PLACED: Final = re.compile(
    r"\b(?:in|near|at|from|over|on|around|outside|to|toward|towards|against|for|with|by|of|и?з|в|у|на|під|под|біля|возле|"
    r"поблизу|до|к|від|от|по|над|для|про)\s+(?:the\s+|\w+ern\s+)?$"
)
_LEVELS: Final = frozenset({"populated_place", "facility", "district", "admin1", "area"})


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the places and the words of classes stand in a folded text, each as (start, end) in order."""

    folded: str
    places: tuple[tuple[int, int], ...]
    nouns: dict[str, tuple[tuple[int, int], ...]]
    lands: tuple[tuple[int, int], ...] = ()
    names: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(
        cls, text: str, folded: str, mentions: Sequence[Mention], classes: Sequence[Hit], known: Sequence[Hit]
    ) -> Ground:
        """Sort the mentions that can be taken, left or entered, the words of classes, and names that nothing knows.

        `known` are words of sides and claimants: a capitalised word that is neither these nor a mention may be a
        place that no gazetteer lists.
        """
        nouns: dict[str, list[tuple[int, int]]] = {}
        for hit in classes:
            nouns.setdefault(hit.row["class"], []).append((hit.start, hit.end))
        places = [(one.start, one.end) for one in mentions if one.kind == "literal" and one.level in _LEVELS]
        places += nouns.get("settlement", [])
        lands = places + [(one.start, one.end) for one in mentions if one.kind == "literal" and one.level == "country"]
        found = {name: tuple(spans) for name, spans in nouns.items()}
        taken = {one.start for one in mentions} | {hit.start for hit in known}
        names = tuple(match.span() for match in _NAME.finditer(text) if match.start() not in taken)
        return cls(folded, tuple(sorted(places)), found, tuple(sorted(lands)), names)

    def ahead(self, trigger: Trigger) -> tuple[tuple[int, int], ...]:
        """Return the two places behind a trigger; talks may be held in a country, ground is taken in no whole one."""
        spans = self.lands if trigger.event_type == "diplomacy" else self.places
        first = bisect_left(spans, (trigger.end, trigger.end))
        return spans[first : first + 2]

    def near(self, name: str, start: int, end: int) -> bool:
        """Say whether a word of a class begins in [start, end)."""
        spans = self.nouns.get(name, ())
        first = bisect_left(spans, (start, start))
        return first < len(spans) and spans[first][0] < end


def standing(ground: Ground, sentences: Sequence[Sentence]) -> Callable[[Trigger], bool]:
    """Return what says whether a trigger has beside it what it needs.

    `needs` holds words, all of which must be met: object (a place right behind), subject (a place right before), place
    (either), or a class of `classes.csv` in the sentence, such as force; with "!" it must be absent.
    """
    starts = [sentence.start for sentence in sentences]

    def stands(one: Trigger) -> bool:
        if not one.needs:
            return True
        number = max(0, bisect_right(starts, one.start) - 1)
        return bool(sentences) and all(_met(need, one, ground, sentences[number]) for need in one.needs.split())

    return stands


def _met(need: str, trigger: Trigger, ground: Ground, sentence: Sentence) -> bool:
    if need == "object":
        return _has_object(trigger, ground, sentence)
    if need == "subject":
        return _has_subject(trigger, ground, sentence)
    if need == "place":
        return _has_object(trigger, ground, sentence) or _has_subject(trigger, ground, sentence)
    if need == "inside":  # a place anywhere in the sentence
        spans = ground.lands if trigger.event_type == "diplomacy" else ground.places
        return any(sentence.start <= start < sentence.end for start, _ in spans)
    if need.startswith("!"):
        return not ground.near(need[1:], sentence.start, sentence.end)
    return ground.near(need, max(sentence.start, trigger.start - 160), min(sentence.end, trigger.end + 120))


def _has_object(trigger: Trigger, ground: Ground, sentence: Sentence) -> bool:
    for start, end in ground.ahead(trigger):
        if start >= sentence.end:
            return False
        match = _OBJECT_GAP.fullmatch(ground.folded, trigger.end, start)
        if match is not None and len(match.group().split()) <= 6:
            return trigger.form == "noun" or _SUBJECT_AFTER.match(ground.folded, end) is None
    if "force" not in trigger.needs:
        return False
    first = bisect_left(ground.names, (trigger.end, trigger.end))
    return any(start == trigger.end + 1 for start, _ in ground.names[first : first + 1])


def _has_subject(trigger: Trigger, ground: Ground, sentence: Sentence) -> bool:
    last = bisect_left(ground.places, (trigger.start, trigger.start))
    for start, end in reversed(ground.places[max(0, last - 6) : last]):
        if start < sentence.start:
            return False
        if end > trigger.start or _SUBJECT_GAP.fullmatch(ground.folded, end, trigger.start) is None:
            continue
        if _PLACED.search(ground.folded, max(sentence.start, start - 20), start) is None:
            return True
        before = ground.places[max(0, bisect_left(ground.places, (start, start)) - 1)]
        if before[1] <= start and start - before[1] < 25 and before[0] >= sentence.start:
            return True  # "the village of X", "the town in the X region"
    return False
