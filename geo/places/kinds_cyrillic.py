"""Kinds of place names in Russian and Ukrainian text: by case, verb and the noun they belong to. Own rules.

The genitive after an office or an army is associative ("мэр Киева", "армии РФ"), after an action metonymic
("переговоров России"); a state or a capital that stands without a preposition beside a verb acts ("Москва заявила").
"""

from __future__ import annotations

import re
from typing import Final

from ..terms import MentionKind
from .adjectives import is_adjective
from .names import normal_key
from .passage import Draft, Passage

#: Endings of a verb whose subject is one: "ждёт", "ответила", "заявив"; a plural verb has the name as its object.
_SINGULAR_VERB: Final = (
    "ет", "ёт", "ит", "ил", "ал", "ел", "ёл", "ыл", "ул", "ял", "ила", "ала", "ела", "ыла", "ула", "яла", "шла",
    "ает",
    "ить", "ає",
    "яє", "ує", "ює", "лась", "лся", "ется", "ится", "ається", "ється", "иться", "ився", "ався", "ив", "ав",
    "ів", "ув", "яв", "явся", "увся", "лася", "лось", "лося",
)  # fmt: skip
#: "заявили", "считают": officials of the place, where nobody is named.
_PLURAL_VERB: Final = ("ли", "ют", "ут", "ят", "ат", "уть", "ють", "ать", "ять", "лись", "лися", "ються", "яться")
#: Endings by which a word of action is a verb: "атаковали" has an object, "атака" an author.
_FINITE: Final = (
    "али", "или", "яли", "ули", "ало", "ило", "ал", "ил", "ала", "ила", "яла", "ують", "ют", "ут", "ят", "ать", "ять",
    "уть", "ють", "ував", "увала", "ували", "ить", "ует", "ає", "ує",
)  # fmt: skip
#: "Киев атаковали": a plural verb after one name has it as its object.
_PLURAL_PAST: Final = ("али", "или", "яли", "ули", "ели", "ували")
#: What is done to ground: "оборона Киева" is of the city, "удары Москвы" are by it.
_DONE_TO_GROUND: Final = (
    "оборон", "оккупац", "окупац", "защит", "захист", "захват", "захоплен", "осад", "облог", "штурм", "бомб", "обстрел",
    "обстріл", "блокад", "эвакуац", "евакуац",
)  # fmt: skip
Verdict = tuple[MentionKind, str]

#: Abbreviations do not decline, so that their form tells no case.
_OBLIQUE: Final = ("у", "е", "ом", "ем", "ой", "ою", "ы", "і", "ові", "ами", "ах")
_NOMINATIVES: Final = frozenset({"баку", "тбилиси", "тбілісі", "афины", "афіни"})
#: "назначенный Москвой": a passive participle, and the case of who did it
_DONE_BY: Final = re.compile(
    r"\w{3,}(?:нн|ят)(?:ый|ая|ое|ые|ого|ой|ому|ым|ых|ыми|ом)$|\w{3,}(?:[аеоя]н|ит|ят)(?:ий|а|е|і|ого|ої|ому|им|их|ими|ою)$"
)
_AGENT: Final = ("ой", "ею", "ою", "ом", "ем", "єю")
_HELD_BY: Final = ("подконтрольн", "підконтрольн")
_SHORT_NAMES: Final = frozenset({"рф", "сша", "кндр", "кнр", "фрн", "фрг", "ссср", "срср", "оаэ", "оае"})
_PARTICLES: Final = frozenset(
    ("лишь", "только", "же", "и", "также", "тоже", "лише", "тільки", "ж", "також", "сама", "сам", "уже", "вже", "не")
)
_SPOKEN_WITHIN: Final = 5
_INSIDE: Final = frozenset({"в", "у", "во"})
_WITH: Final = frozenset({"с", "со", "із", "зі", "з"})


def kind_in_cyrillic(passage: Passage, draft: Draft, group: list[Draft]) -> Verdict:
    """Return the kind of a draft in a Cyrillic text and the reason for it."""
    for rule in (_affiliated, _acted_on, _speaks_there, _acts_here, _genitive):
        verdict = rule(passage, draft, group)
        if verdict is not None:
            return verdict
    return "literal", "nothing says otherwise"


def seat_in_cyrillic(passage: Passage, draft: Draft) -> Verdict | None:
    """Judge a seat of power: "в Кремле заявили" are its people, "вошёл в Кремль" the building; None for others."""
    if passage.low(draft.first - 1) not in _INSIDE:
        return None
    at = draft.last
    while passage.low(at) in _PARTICLES:
        at += 1
    told = passage.is_a(at, "speech") and not passage.broken(draft.first, at + 1)
    said = passage.is_a(draft.first - 2, "speech") and not passage.broken(draft.first - 2, draft.last)
    if told or (said and passage.low(draft.first - 2).endswith(_PLURAL_VERB)):
        return "metonym", f"those in it speak: {passage.low(at) if told else passage.low(draft.first - 2)}"
    return "literal", f"a building, after {passage.low(draft.first - 1)!r}"


def _speaks_there(passage: Passage, draft: Draft, group: list[Draft]) -> Verdict | None:
    """Judge a capital in whose stead people speak whom nobody names: "в Киеве свою причастность отвергли"."""
    if not passage.is_a(draft.first, "capital") or passage.low(draft.first - 1) not in _INSIDE:
        return None
    for at in range(group[-1].span_last, min(draft.last + _SPOKEN_WITHIN, len(passage.tokens))):
        token = passage.tokens[at]
        if token.capital or not token.word or passage.tokens[at - 1].breaks or passage.is_a(at, "person", "resident"):
            return None
        if passage.is_a(at, "speech") and token.low.endswith(_PLURAL_VERB):
            return "metonym", f"those in it speak: {token.low}"
    return None


def _may_act(passage: Passage, draft: Draft) -> bool:
    return not draft.typed and (draft.state or passage.is_a(draft.first, "capital"))


def _affiliated(passage: Passage, draft: Draft, group: list[Draft]) -> Verdict | None:
    """ "мэр Киева", "армии РФ", "киевский чиновник": whose."""
    first, last = group[0].span_first, group[-1].span_last
    before, after = passage.low(first - 1), passage.low(last)
    if is_adjective(passage.low(draft.first)) and not draft.typed and passage.is_a(draft.last, "person"):
        return "associative", f"whose {after}"
    for at in {first - 1, draft.span_first - 1}:
        if passage.is_a(at, "person") and not passage.tokens[at].breaks:
            return "associative", f"{passage.low(at)} + genitive"
    prepositioned = passage.is_a(first - 1, "place_preposition")
    if draft.typed and not prepositioned and passage.is_a(draft.span_last, "person"):
        return "associative", f"whose {passage.low(draft.span_last)}"
    if not draft.state or not passage.is_a(first - 2, "person"):
        return None
    joined = passage.tokens[first - 1].word and not passage.broken(first - 2, first + 1)
    if joined and not passage.is_a(first - 1, "place_preposition", "verb", "give_to", "persuade", "speech"):
        return "associative", f"{passage.low(first - 2)} {before} + genitive"
    return None


def _acted_on(passage: Passage, draft: Draft, group: list[Draft]) -> Verdict | None:
    """ "переговоры России", "помощь Киеву", "обвинила Украину", "переговоры с Москвой", "назначенный Москвой"."""
    if not _may_act(passage, draft):
        return None
    first = group[0].span_first
    before = passage.low(first - 1)
    agent = _DONE_BY.match(before) is not None and passage.low(draft.last - 1).endswith(_AGENT)
    if (agent or before.startswith(_HELD_BY)) and not passage.tokens[first - 1].breaks:
        return "metonym", f"whose doing: {before}"
    bound = first > 0 and not passage.tokens[first - 1].breaks
    if bound and passage.is_a(first - 1, "action") and not before.endswith(_FINITE):
        if before.startswith(_DONE_TO_GROUND) and not draft.state:
            return "literal", f"{before} + genitive"
        return "metonym", f"{before} + genitive"
    if passage.is_a(first - 1, "give_to") or (before in _WITH and passage.is_a(first - 2, "action")):
        return "metonym", f"after {before!r}"
    if before in {"к", "до"} and passage.is_a(first - 2, "give_to", "action", "persuade"):
        return "metonym", f"{passage.low(first - 2)} {before}"
    if passage.is_a(first - 1, "place_preposition"):
        return None
    if bound and passage.is_a(first - 1, "persuade"):
        return "metonym", f"object of {before}"
    return ("metonym", "receives") if _given(passage, first) else None


def _given(passage: Passage, first: int) -> bool:
    """Whether a word of giving stands shortly before, in the same sentence."""
    for at in range(first - 1, max(first - 4, -1), -1):
        if passage.tokens[at].breaks:
            return False
        if passage.is_a(at, "give_to"):
            return True
    return False


def _acts_here(passage: Passage, draft: Draft, group: list[Draft]) -> Verdict | None:
    """Judge a state or a capital in its first form beside a verb: "Москва заявила", "считает Киев"."""
    first, last = group[0].span_first, group[-1].span_last
    if not _may_act(passage, draft) or passage.is_a(first - 1, "place_preposition"):
        return None
    short = normal_key(passage.slice(draft.first, draft.last)) in _SHORT_NAMES
    if not short and not _first_form(passage, draft):
        return None
    at = last
    while passage.low(at) in _PARTICLES and not passage.tokens[at - 1].breaks:
        at += 1
    if passage.is_a(at, "undergo"):
        return None
    beside = not passage.tokens[at - 1].breaks
    follows = beside and (passage.is_a(at, "verb", "speech") or passage.low(at).endswith(_SINGULAR_VERB))
    if beside and len(group) == 1 and not short and passage.low(at).endswith(_PLURAL_PAST):
        return None
    low = passage.low(first - 1)
    precedes = first > 0 and not passage.tokens[first - 1].breaks and passage.is_a(first - 1, "verb", "speech")
    precedes = precedes and low.endswith(_SINGULAR_VERB)
    if short:
        begins = first == 0 or not passage.tokens[first - 1].word or passage.is_a(first - 1, "conjunction")
        return ("metonym", "acts") if precedes or (follows and begins) else None
    return ("metonym", "acts") if draft.state or follows or precedes else None


def _first_form(passage: Passage, draft: Draft) -> bool:
    if not draft.places:
        return False
    place = draft.places[0]
    own_names = {normal_key(name) for name in (place.name_uk, place.name_ru, place.name) if name}
    if not place.name_ru and not place.name_uk:
        return passage.low(draft.first) in _NOMINATIVES or not passage.low(draft.first).endswith(_OBLIQUE)
    others = {"великобритания", "британія", "британия", "білорусь", "беларусь", "китай", "північна корея"}
    return normal_key(passage.slice(draft.first, draft.last)) in own_names | others


def _genitive(passage: Passage, draft: Draft, group: list[Draft]) -> Verdict | None:
    """Judge a state right after a noun: "территории Украины" is ground, "беспилотники РФ" belong to it."""
    first = group[0].span_first
    token = passage.token(first - 1)
    if not draft.state or draft.typed or token is None or not token.word or token.breaks:
        return None
    if token.capital and not token.opens:
        return None
    low = token.low
    if passage.is_a(first - 1, "ground", "place_preposition", "verb", "speech", "conjunction", "near", "undergo"):
        return None
    if len(low) < 4 or low.endswith((*_SINGULAR_VERB, *_PLURAL_VERB, "ти", "ть", "о", "чи", "тися", "ться", "ший")):
        return None
    if is_adjective(low) or low.endswith(("ый", "ий", "ая", "ое", "ые", "ной", "ного", "ому", "ых", "их", "ої", "ій")):
        return None
    return "associative", f"{low} + genitive"
