"""Kinds of place names in English text: by the verb, possessive, preposition and head noun beside them. Own rules."""

from __future__ import annotations

from typing import Final

from .kinds_sport import kind_in_sport
from .noun_phrases import (
    Verdict,
    after_list,
    before_name,
    beside_adjective,
    hyphenated,
    may_act,
    modifier,
    office_of,
    officials_in,
    possessive,
)
from .passage import Draft, Passage

#: Preposition -> class of the words before it that make a government of the name after it.
_TRIGGERS: Final = {
    "to": "give_to", "for": "give_to", "from": "take_from", "on": "sanction_on", "upon": "sanction_on",
    "against": "against",
}  # fmt: skip
_BY: Final = frozenset({"by", "without", "versus", "vs", "behalf"})
_LEAVING: Final = frozenset({"left", "leave", "leaves", "leaving", "departed", "bound", "headed"})
_BORDERS: Final = (
    "border", "frontier", "road", "km", "kilomet", "mile", "travel", "commut", "area", "locat", "situat", "pass",
    "found",
    "flight", "flew", "fly", "train", "route", "journey", "distance", "rail", "ferr", "divid", "lie", "lies",
)  # fmt: skip
#: What a state is said to be where its ground is meant: "is a country in", "is the largest island".
_GROUND_NOUNS: Final = frozenset({
    "country", "nation", "island", "islands", "city", "town", "village", "land", "place", "located", "situated", "home",
    "landlocked", "coastal", "peninsula", "region", "municipality", "commune", "destination", "archipelago", "smallest",
    "largest",
})  # fmt: skip
_DETERMINERS: Final = frozenset({
    "the", "a", "an", "its", "his", "her", "their", "that", "this", "these", "those", "it", "him", "them", "to", "over",
    "all", "any", "some", "no", "new", "more", "against", "how", "whether", "what",
})  # fmt: skip
_BLOWS: Final = (
    "strike",
    "struck",
    "attack",
    "drone",
    "missile",
    "bomb",
    "shell",
    "raid",
    "assault",
    "barrage",
    "launch",
)
#: How far before a preposition its word stands: "sanctions that it had put on Moscow".
_TRIGGER_WITHIN: Final = 5


def kind_in_english(passage: Passage, draft: Draft, group: list[Draft]) -> Verdict:
    """Return the kind of a draft in a Latin-script text and the reason for it."""
    for rule in (
        kind_in_sport,
        hyphenated,
        beside_adjective,
        office_of,
        possessive,
        officials_in,
        modifier,
        _subject,
        _object,
    ):
        verdict = rule(passage, draft, group)
        if verdict is not None:
            return verdict
    return "literal", "nothing says otherwise"


def _subject(passage: Passage, draft: Draft, group: list[Draft]) -> Verdict | None:
    """ "Moscow claims", "Ukraine has launched", "Kyiv was hit": a name before its verb."""
    lexicon = passage.lexicon
    before = before_name(passage, group[0].span_first)
    after_preposition = passage.is_a(before, "preposition") and passage.low(before) not in {
        "as",
        "after",
        "before",
        "than",
        "for",
    }
    at = after_list(passage, group)
    if passage.tokens[at - 1].breaks:
        return None
    at = _after_aside(passage, at)
    while passage.is_a(at, "adverb") and not passage.tokens[at].breaks:
        at += 1
    low = passage.low(at)
    acts = may_act(passage, draft)
    if acts and lexicon.is_a(low, "speech") and passage.low(draft.first - 1) == "," and draft is group[-1]:
        return "metonym", f"speaks: {low}"
    if not low or (after_preposition and not _new_clause(passage, before)):
        return None
    if lexicon.is_a(low, "be"):
        return _being(passage, draft, at)
    if lexicon.is_a(low, "auxiliary"):
        return _auxiliary(passage, draft, at)
    if acts and lexicon.is_a(low, "verb") and not (lexicon.is_a(low, "undergo") and not draft.state):
        return "metonym", f"acts: {low}"
    if acts and _verb_by_shape(passage, at):
        return "metonym", f"acts: {low}"
    if acts and low.endswith("ed") and low.islower() and not passage.is_a(at, "undergo", "passive_place"):
        return "metonym", f"acts: {low}"
    if lexicon.is_a(low, "speech") and not draft.typed:
        return "metonym", f"speaks: {low}"
    return None


def _verb_by_shape(passage: Passage, at: int) -> bool:
    """Whether a word in no table is a verb here: in -s or -ed and before its object, "deactivates its"."""
    low = passage.low(at)
    if not low.endswith(("s", "ed")) or low.endswith("ss") or not passage.tokens[at].word or passage.tokens[at].capital:
        return False
    return passage.low(at + 1) in _DETERMINERS and not passage.is_a(at, "not_a_noun", "person", "undergo")


def _new_clause(passage: Passage, before: int) -> bool:
    """Whether the word before is a preposition that closes a phrase: "the territory it is in, Russia said"."""
    return passage.tokens[before].breaks


def _after_aside(passage: Passage, at: int) -> int:
    """Skip an aside between commas: "Moscow, according to Lavrov, will"."""
    if passage.low(at) != ",":
        return at
    for end in range(at + 1, min(at + 14, len(passage.tokens))):
        if passage.tokens[end].breaks:
            return at
        if passage.low(end) == ",":
            aside = passage.low(at + 1)
            follows = passage.is_a(end + 1, "auxiliary", "verb", "be")
            return (
                end + 1
                if follows and (aside in {"which", "who", "according", "meanwhile", "however", "for"} or end - at < 8)
                else at
            )
    return at


def _being(passage: Passage, draft: Draft, at: int) -> Verdict | None:
    i = at + 1
    while passage.is_a(i, "adverb"):
        i += 1
    low = passage.low(i)
    if passage.is_a(i, "passive_place") or low in {"in", "at", "on", "near", "a", "an", "the", "one", "where", "home"}:
        ground = any(passage.low(j) in _GROUND_NOUNS for j in range(i, i + 7))
        if draft.state and low in {"a", "an", "the"} and not ground:
            return "metonym", "is said to be an actor"
        return "literal", f"what happens to it: {low}"
    if not may_act(passage, draft):
        return None
    if low.endswith("ing") or passage.is_a(i, "ready") or draft.state:
        return "metonym", f"is {low}"
    return None


def _auxiliary(passage: Passage, draft: Draft, at: int) -> Verdict | None:
    i = at + 1
    while passage.is_a(i, "adverb"):
        i += 1
    low = passage.low(i)
    if low in {"be", "been"} and passage.is_a(i + 1, "passive_place"):
        return "literal", f"what happens to it: {passage.low(i + 1)}"
    if may_act(passage, draft):
        if not draft.state and passage.is_a(i, "undergo"):
            return "literal", f"what happens to it: {low}"
        return "metonym", f"acts: {passage.low(at)} {low}"
    if passage.is_a(i, "speech") and not draft.typed:
        return "metonym", f"speaks: {low}"
    return None


def _object(passage: Passage, draft: Draft, group: list[Draft]) -> Verdict | None:
    """ "sanctions on Moscow", "aid to Kyiv", "talks with Russia", "by Ukraine"."""
    if not may_act(passage, draft):
        return None
    at = before_name(passage, group[0].span_first)
    low = passage.low(at)
    if low in _BY or (low == "against" and draft.state and not _struck(passage, at)):
        return "metonym", f"after {low!r}"
    if low in {"between", "with"}:
        near = [passage.low(i) for i in range(max(at - 6, 0), at)]
        border = any(word.startswith(_BORDERS) for word in near)
        return ("literal", "a border") if border else ("metonym", f"after {low!r}")
    if low == "for" and draft.state and not any(passage.low(i) in _LEAVING for i in range(max(at - 4, 0), at)):
        return "metonym", "after 'for'"
    trigger = _TRIGGERS.get(low)
    if trigger is not None:
        return _triggered(passage, at, trigger)
    return _of_a_verb(passage, draft, group, at)


def _struck(passage: Passage, against: int) -> bool:
    """Whether blows fall on the ground after "against": "drone strikes against", not "the war against"."""
    return any(passage.low(i).startswith(_BLOWS) for i in range(max(against - 3, 0), against))


def _triggered(passage: Passage, at: int, trigger: str) -> Verdict | None:
    for i in range(at - 1, max(at - 1 - _TRIGGER_WITHIN, -1), -1):
        if passage.tokens[i].breaks:
            return None
        if passage.is_a(i, trigger):
            return "metonym", f"{passage.low(i)} {passage.low(at)}"
    return None


def _of_a_verb(passage: Passage, draft: Draft, group: list[Draft], at: int) -> Verdict | None:
    """Judge a name without a preposition: a verb's object, an apposition, or a state that stands bare."""
    low = passage.low(at)
    if passage.is_a(at, "persuade", "speech") and not passage.is_a(at, "moved_into"):
        return "metonym", f"object of {low}"
    if not draft.state:
        return None
    if _bare(passage, group, at):
        return "metonym", "a state, with no word that makes it a location"
    if passage.is_a(at, "verb") and not passage.is_a(at, "moved_into"):
        return "metonym", f"object of {low}"
    after = group[-1].span_last
    if passage.low(after) == "to" and passage.is_a(at, "verb", "moved_into") and passage.is_a(after + 1, "verb", "be"):
        return "metonym", f"is to {passage.low(after + 1)}"
    if low == "," and passage.is_a(at - 1, "person"):
        return "metonym", f"named as {passage.low(at - 1)}"
    return None


def _bare(passage: Passage, group: list[Draft], at: int) -> bool:
    """Whether a state stands without a preposition, an apposition or a verb that goes to places before it."""
    if passage.is_a(at, "preposition", "moved_into") or passage.low(at) in {"(", "-", "/", ":", "’s", "'s"}:
        return False
    first = group[0].span_first
    placed = any(draft.span_last in {first - 1, at} for draft in passage.drafts)
    after = passage.token(group[-1].span_last)
    return not placed and after is not None and after.word and not passage.tokens[group[-1].span_last - 1].breaks
