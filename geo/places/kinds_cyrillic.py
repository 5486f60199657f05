"""Kinds of place names in Russian and Ukrainian text: by case, verb and the noun they belong to. Own rules.

The genitive after an office or an army is associative ("мэр Киева", "армии РФ"), after an action metonymic
("переговоров России"); a state or a capital that stands without a preposition beside a verb acts ("Москва заявила").
"""

from __future__ import annotations

from typing import Final

from ..terms import MentionKind
from .adjectives import is_adjective
from .names import normal_key
from .passage import Draft, Passage

#: Endings of a verb whose subject is one: "ждёт", "ответила"; a plural verb has the name as its object.
_SINGULAR_VERB: Final = (
    "ет",
    "ёт",
    "ит",
    "ил",
    "ал",
    "ил",
    "ила",
    "ала",
    "ела",
    "ает",
    "ить",
    "ає",
    "яє",
    "ує",
    "лась",
    "лся",
)
Verdict = tuple[MentionKind, str]

_SHORT_NAMES: Final = frozenset({"рф", "сша", "кндр", "кнр", "фрн", "фрг", "великобритания", "британія"})
_PARTICLES: Final = frozenset(
    ("лишь", "только", "же", "и", "также", "тоже", "лише", "тільки", "ж", "також", "сама", "сам")
)


def kind_in_cyrillic(passage: Passage, draft: Draft, group: list[Draft]) -> Verdict:
    """Return the kind of a draft in a Cyrillic text and the reason for it."""
    first, last = group[0].span_first, group[-1].span_last
    before, after = passage.low(first - 1), passage.low(last)
    if is_adjective(passage.low(draft.first)) and not draft.typed and passage.is_a(draft.last, "person"):
        return "associative", f"whose {after}"
    prepositioned = passage.is_a(first - 1, "place_preposition")
    acts = not draft.typed and (draft.state or passage.is_a(draft.first, "capital"))
    if passage.is_a(first - 1, "person") and not passage.tokens[first - 1].breaks:
        return "associative", f"{before} + genitive"
    if passage.is_a(draft.span_first - 1, "person") and not passage.tokens[draft.span_first - 1].breaks:
        return "associative", f"{passage.low(draft.span_first - 1)} + genitive"
    if draft.typed and not prepositioned and passage.is_a(draft.span_last, "person"):
        return "associative", f"whose {passage.low(draft.span_last)}"
    if (
        draft.state
        and passage.is_a(first - 2, "person")
        and not passage.is_a(first - 1, "place_preposition", "verb", "give_to")
    ):
        joined = passage.tokens[first - 1].word and not passage.broken(first - 2, first + 1)
        if joined:
            return "associative", f"{passage.low(first - 2)} {before} + genitive"
    if not acts:
        return "literal", "nothing says otherwise"
    if passage.is_a(first - 1, "action") and not passage.tokens[first - 1].breaks:
        return "metonym", f"{before} + genitive"
    if passage.is_a(first - 1, "give_to") or (
        before in {"с", "со", "із", "зі", "з"} and passage.is_a(first - 2, "action")
    ):
        return "metonym", f"after {before!r}"
    if _given(passage, first) and not prepositioned:
        return "metonym", "receives"
    if not prepositioned and _acts_here(passage, draft, last):
        return "metonym", "acts"
    return "literal", "nothing says otherwise"


def _given(passage: Passage, first: int) -> bool:
    """Whether a word of giving stands shortly before, in the same sentence."""
    for at in range(first - 1, max(first - 4, -1), -1):
        if passage.tokens[at].breaks:
            return False
        if passage.is_a(at, "give_to"):
            return True
    return False


def _acts_here(passage: Passage, draft: Draft, last: int) -> bool:
    """Whether a state or a capital is the subject: in its first form and beside a verb."""
    place = draft.places[0]
    own_names = {normal_key(name) for name in (place.name_uk, place.name_ru, place.name) if name}
    written = normal_key(passage.slice(draft.first, draft.last))
    if written not in own_names and written not in _SHORT_NAMES:
        return False
    if draft.state:
        return True
    at = last
    while passage.low(at) in _PARTICLES:
        at += 1
    if passage.is_a(at, "undergo"):
        return False
    return passage.is_a(at, "verb") or passage.low(at).endswith(_SINGULAR_VERB)
