"""Words that look like a verb of saying and are none: nouns, adjectives, and what was not said. Own rules."""

from __future__ import annotations

import re
from typing import Final

_UNSAID: Final = re.compile(r"\b(?:не|not|never|neither)\s+$|n't\s+$")
#: "does not confirm the loss": said all the same
_DOUBTS: Final = ("підтвердж", "подтвержд", "confirm", "acknowledg", "recogni")
#: "the reported capture": an adjective
_ADJECTIVE: Final = re.compile(
    r"\b(?:the|a|an|its|their|any|this|these|his|her|already|recently|made|of|with|for|no|some|several|new|first)\s+$"
)
#: "denied reports that": not the verb
_NOUN: Final = re.compile(r"reports|claims|notes|names|estimates|states|counters|charges")
_NOUN_BEFORE: Final = re.compile(
    r"\b(?:den(?:y|ied|ies|ying)|reject(?:ed|s|ing)?|dismiss(?:ed|es|ing)?|refut(?:ed|es|ing)|disput(?:ed|es|ing)|confirm(?:ed"
    r"|s|ing)?|contradict(?:ed|s|ing)?|verif(?:y|ied|ying)|the|these|those|such|any|all|some|several|many|earlier|recent"
    r"|conflicting|unconfirmed|initial|media|local|of|to|by|its|his|their|mocked|echoed|repeated|amid|despite|with)"
    r"\s+(?:\w+\s+)?$"
)


def is_no_saying(folded: str, floor: int, start: int, end: int) -> bool:
    """Whether a word of saying at [start, end) says nothing: "did not say", "denied reports", "the reported capture".

    `folded` is the text, folded; its sentence begins at `floor`.
    """
    verb = folded[start:end]
    if _UNSAID.search(folded, floor, start) is not None and not verb.startswith(_DOUBTS):
        return True
    if _NOUN.fullmatch(verb) is not None and _NOUN_BEFORE.search(folded, floor, start) is not None:
        return True
    return verb.endswith("ed") and _ADJECTIVE.search(folded, floor, start) is not None
