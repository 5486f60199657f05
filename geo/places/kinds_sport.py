"""Kinds of place names in sentences on sport: the name is the side that plays there. Own rules, English only.

They need a word that is of sport alone in the sentence, so that no report of a war is read by them.
"""

from __future__ import annotations

from typing import Final

from .noun_phrases import Verdict, after_list, before_name
from .passage import Draft, Passage

_AGAINST: Final = frozenset({
    "against", "over", "v", "vs", "versus", "beat", "beating", "defeated", "defeating", "faced", "facing", "represent",
    "represents", "represented", "representing", "joined", "joining", "captained", "coached", "managed", "rivals",
})  # fmt: skip
#: Before "for" and "to": a player plays for a side, and goes or loses to one.
_FOR: Final = (
    "play",
    "appear",
    "debut",
    "cap",
    "sign",
    "scor",
    "bat",
    "bowl",
    "compet",
    "start",
    "turn",
    "captain",
    "ran",
)
_TO: Final = ("lost", "los", "loan", "transfer", "mov", "trad", "sold", "defeat", "return", "switch", "sign")
_NEAR: Final = 5


def kind_in_sport(passage: Passage, draft: Draft, group: list[Draft]) -> Verdict | None:
    """Return metonym for a name that is a side in a sentence on sport, None where it need not be one."""
    if not _of_sport(passage, draft):
        return None
    before = before_name(passage, group[0].span_first)
    low = passage.low(before)
    if low in _AGAINST:
        return "metonym", f"a side, after {low!r}"
    near = [passage.low(i) for i in range(max(before - _NEAR, 0), before)]
    if (low == "for" and any(word.startswith(_FOR) for word in near)) or (
        low == "to" and any(word.startswith(_TO) or word[:1].isdigit() for word in near)
    ):
        return "metonym", f"a side, after {low!r}"
    at = after_list(passage, group)
    if passage.low(at) in {"'s", "'", "’"}:
        at += 1
    if any(passage.is_a(i, "sport_noun") for i in range(at, min(at + 3, len(passage.tokens)))):
        return "metonym", "whose side"
    if not passage.is_a(before, "preposition") and passage.is_a(at, "verb", "sport_verb", "auxiliary"):
        return "metonym", f"plays: {passage.low(at)}"
    return None


def _of_sport(passage: Passage, draft: Draft) -> bool:
    """Whether a word of sport alone stands in the sentence of a draft."""
    if not passage.on_sport:
        return False
    first, last = draft.first, draft.last
    while first and not passage.tokens[first - 1].breaks:
        first -= 1
    while last < len(passage.tokens) and not passage.tokens[last - 1].breaks:
        last += 1
    return any(passage.is_a(i, "sport") for i in range(first, last))
