"""Place names that no gazetteer holds, found by what stands beside: "the village of X", a list of villages.

Own rules. Such a mention has no place; what contains it ("X, Sumy region") is for `resolve` to say.
"""

from __future__ import annotations

from typing import Final

from .adjectives import cities_of, is_adjective
from .matching import type_word_before
from .passage import Draft, Passage
from .patterns import groups, type_word_after
from .shapes import likely_place

_MOST_WORDS: Final = 3
#: A single word with such an ending is an adjective: "Colombian", "Japanese".
_DEMONYM_ENDINGS: Final = ("ian", "ese", "ish", "ean", "ine", "can", "an")
_LIST_SIGNS: Final = frozenset({",", ";"})
_LIST_WORDS: Final = frozenset({"and", "or", "та", "і", "й", "и", "или", "або"})
_LIST_ENDS: Final = frozenset({".", ";", ":", ")", "(", ",", "[", "…"})


def add_unlisted(passage: Passage) -> None:
    """Add drafts for names that are no gazetteer's: after a type word, near words, before a type word."""
    found = []
    taken = passage.taken()
    at = 0
    while at < len(passage.tokens):
        draft = None if at in taken or not passage.tokens[at].capital else _unlisted_at(passage, at, taken)
        if draft is not None:
            found.append(draft)
            at = draft.span_last
        else:
            at += 1
    passage.add(found)


def _unlisted_at(passage: Passage, at: int, taken: set[int]) -> Draft | None:
    lexicon, token = passage.lexicon, passage.tokens[at]
    before = type_word_before(passage, at)
    end = _name_end(passage, at, taken, persons=before is not None)
    if end == at:
        return None
    if before is not None:
        draft = Draft(at, end, level=before[1], typed=True, plural_before=before[2])  # type: ignore[arg-type]
        if before[1] == "facility":
            draft.span_first = before[0]
        return draft
    if at in passage.persons:
        return None
    after = type_word_after(passage, end)
    if all(passage.is_a(i, "generic") or passage.low(i).endswith(_DEMONYM_ENDINGS) for i in range(at, end)):
        return None
    if after is not None and not token.opens and not lexicon.is_demonym(token.low):
        return Draft(at, end, level=after[1].level, typed=True, span_last=after[0], plural_after=after[1].plural)
    if (
        passage.is_a(end, "sector")
        and passage.low(end) not in {"front", "frontline", "operational"}
        and not lexicon.is_demonym(token.low)
    ):
        return Draft(at, end, places=cities_of(passage, token.text, sector=True), sector=True)
    if token.upper or passage.headline(at):
        return None
    if (
        _region_follows(passage, end)
        and not passage.persons.intersection(range(at, end))
        and (not token.opens or passage.low(end) == ",")
    ):
        return Draft(at, end)
    near = (
        passage.is_a(at - 1, "near")
        or (passage.is_a(at - 1, "area_word") and not token.text.isascii())
        or (passage.low(at - 1) == "of" and passage.is_a(at - 2, "of_place"))
    )
    if end == at + 1 and passage.in_theatre and (likely_place(passage, at) or _apposed(passage, end)):
        return Draft(at, end)
    if near and not lexicon.is_demonym(token.low) and not passage.tokens[at - 1].capital:
        return Draft(at, end)
    return None


def _apposed(passage: Passage, at: int) -> bool:
    """Whether a name is explained as a settlement: "X, a village about 14 km south of", "X, a hamlet"."""
    if passage.low(at) != "," or passage.low(at + 1) not in {"a", "the", "another"}:
        return False
    return any(
        (passage.low(i),) in passage.lexicon.type_words and _is_settlement(passage, i) for i in range(at + 2, at + 5)
    )


def _is_settlement(passage: Passage, at: int) -> bool:
    return passage.lexicon.type_words[(passage.low(at),)].level == "populated_place"


def _region_follows(passage: Passage, at: int) -> bool:
    """Whether a region with its type word comes next: "X in the north-eastern Kharkiv region", "X, Sumy Oblast"."""
    if passage.low(at) not in {"in", ",", "("}:
        return False
    after = at + 1
    while passage.low(after) in {"the", "in"} or passage.is_a(after, "direction") or passage.low(after) == "-":
        after += 1
    draft = passage.starting.get(after)
    return draft is not None and draft.typed and draft.level in {"admin1", "district"}


def _name_end(passage: Passage, at: int, taken: set[int], *, persons: bool) -> int:
    """Return where a run of capitalised words that may be one unknown name ends; `at` itself for none."""
    end = at
    stop = passage.run_end(at, _MOST_WORDS + 2)
    while end < stop and end not in taken and (persons or end not in passage.persons):
        token = passage.tokens[end]
        if passage.is_a(end, "not_a_name", "calendar") or passage.lexicon.is_demonym(token.low):
            break
        if token.low.startswith("'") or (end > at and (token.low,) in passage.lexicon.type_words):
            break
        if passage.is_a(end, "organisation", "state_organisation", "title"):
            return at
        end += 1
    while end > at and not passage.tokens[end - 1].word:
        end -= 1
    return end if end - at <= _MOST_WORDS + 1 else at


def repeat_unlisted(passage: Passage) -> None:
    """Add every other place where an unlisted name stands: found once, it is a name throughout the text."""
    names = {
        tuple(passage.low(at) for at in range(draft.first, draft.last)): draft.level
        for draft in passage.drafts
        if not draft.places and not draft.adjective and draft.level in {None, "populated_place"}
    }
    taken = passage.taken()
    found = []
    for name, level in names.items():
        for at in range(len(passage.tokens) - len(name) + 1):
            same = all(passage.low(at + i) == name[i] for i in range(len(name))) and passage.tokens[at].capital
            if same and taken.isdisjoint(range(at, at + len(name))) and at not in passage.persons:
                found.append(Draft(at, at + len(name), level=level))
    passage.add(found)


def complete_lists(passage: Passage) -> None:
    """Add the unknown names inside a list of places: in "near A, X and B", X is one too."""
    for _ in range(8):
        found = [draft for group in groups(passage) if _is_list(passage, group) for draft in _beside(passage, group)]
        if not found:
            return
        before = len(passage.drafts)
        passage.add(found)
        if len(passage.drafts) == before:
            return


def _is_list(passage: Passage, group: list[Draft]) -> bool:
    """Whether a list is surely one of places: a type word or a sector in it, or two known ones after a preposition."""
    if all(draft.state or (draft.level == "admin1" and not draft.adjective) for draft in group):
        return False
    if any(draft.sector or (draft.typed and (draft.plural_after or draft.plural_before)) for draft in group):
        return True
    if any(draft.typed and draft.level == "populated_place" for draft in group) and len(group) > 1:
        return True
    if passage.is_a(group[0].span_first - 1, "place_preposition", "near", "area_word"):
        return True
    towns = [draft for draft in group if any(place.level == "populated_place" for place in draft.places)]
    return len(towns) > 1 and not passage.tokens[group[0].first].text.isascii()


def _beside(passage: Passage, group: list[Draft]) -> list[Draft]:
    """Return drafts for the unknown names right before and right after a list."""
    found = []
    taken = passage.taken()
    adjective = group[-1].adjective
    after = _item_after(passage, group[-1].span_last, taken)
    if after is not None and not adjective:
        found.append(Draft(*after))
    before = _item_before(passage, group[0].span_first, taken)
    if before is not None and (not adjective or is_adjective(passage.low(before[0]))):
        places = cities_of(passage, passage.slice(*before)) if adjective else ()
        found.append(Draft(*before, places=places, adjective=adjective, sector=group[0].sector))
    return found


def _item_after(passage: Passage, end: int, taken: set[int]) -> tuple[int, int] | None:
    at = end
    signs = 0
    while passage.low(at) in _LIST_SIGNS | _LIST_WORDS and signs < 2 and not passage.tokens[at - 1].breaks:
        at, signs = at + 1, signs + 1
    if not signs or passage.token(at) is None or at in taken or at in passage.persons or not passage.tokens[at].capital:
        return None
    stop = _name_end(passage, at, taken, persons=False)
    following = passage.low(stop)
    ended = (
        stop == len(passage.tokens)
        or following in _LIST_ENDS | _LIST_WORDS
        or passage.is_a(stop, "preposition", "near")
        or (not passage.tokens[at].text.isascii() and _plain_word(passage, stop))
    )
    return (at, stop) if stop > at and ended and not passage.tokens[at].upper else None


def _plain_word(passage: Passage, at: int) -> bool:
    """Whether a sentence goes on with a number or a small letter: in Cyrillic the capitals before it are a name."""
    token = passage.token(at)
    return (
        token is not None
        and not token.capital
        and (token.word or token.text.isdigit())
        and not passage.is_a(at, "verb")
    )


def _item_before(passage: Passage, first: int, taken: set[int]) -> tuple[int, int] | None:
    end = first
    signs = 0
    while (
        end and passage.low(end - 1) in _LIST_SIGNS | _LIST_WORDS and signs < 2 and not passage.tokens[end - 1].breaks
    ):
        end, signs = end - 1, signs + 1
    if not signs:
        return None
    at = end
    while (
        at
        and end - at < _MOST_WORDS
        and passage.capital_name(at - 1)
        and at - 1 not in taken
        and at - 1 not in passage.persons
    ):
        at -= 1
    if at == end or passage.tokens[at].upper or _name_end(passage, at, taken, persons=False) != end:
        return None
    previous = passage.low(at - 1)
    begun = previous in _LIST_SIGNS | _LIST_WORDS or passage.is_a(at - 1, "place_preposition", "near")
    return (at, end) if begun and not passage.tokens[at].opens else None
