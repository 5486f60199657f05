"""Kinds of place names in English text: by the verb, possessive, preposition and head noun beside them. Own rules."""

from __future__ import annotations

from typing import Final

from ..terms import MentionKind
from .passage import Draft, Passage

Verdict = tuple[MentionKind, str]

_ARTICLES: Final = frozenset({"the", "a", "an", "both", "all", "that"})
_MOST_MODIFIERS: Final = 5


def kind_in_english(passage: Passage, draft: Draft, group: list[Draft]) -> Verdict:
    """Return the kind of a draft in a Latin-script text and the reason for it."""
    for rule in (_hyphenated, _beside_adjective, _possessive, _office_of, _modifier, _subject, _object):
        verdict = rule(passage, draft, group)
        if verdict is not None:
            return verdict
    return "literal", "nothing says otherwise"


def _after(passage: Passage, group: list[Draft]) -> int:
    """Return the token after a list of names, and after an abbreviation in brackets: "Y (Z) commanders"."""
    at = group[-1].span_last
    if passage.low(at) in {"(", "["} and not passage.tokens[at - 1].breaks:
        for end in range(at + 1, min(at + 5, len(passage.tokens))):
            if passage.low(end) in {")", "]"}:
                return end + 1
    return at


def _acts(passage: Passage, draft: Draft) -> bool:
    """Whether a name may stand for a government: a country or a capital, no type word with it."""
    return not draft.typed and (draft.state or passage.is_a(draft.first, "capital"))


def _hyphenated(passage: Passage, draft: Draft, group: list[Draft]) -> Verdict | None:
    after = passage.token(draft.span_last)
    if after is not None and after.text == "-" and after.glued and not passage.tokens[draft.span_last - 1].breaks:
        following = passage.low(draft.span_last + 1)
        if passage.lexicon.is_a(following, "hyphenated") or following.endswith("ed"):
            return "associative", f"in -{following}"
    if passage.low(draft.first - 1) == "-" and passage.low(draft.first - 2) in {"pro", "anti", "non"}:
        return "associative", f"in {passage.low(draft.first - 2)}-"
    return None


def _beside_adjective(passage: Passage, draft: Draft, group: list[Draft]) -> Verdict | None:
    """ "U.S. and Western assistance": a name beside a nationality adjective belongs to the same noun."""
    after = passage.low(draft.span_last) in {"and", "or"} and passage.token(draft.span_last + 1)
    if draft.state and after and after.capital and passage.lexicon.is_demonym(after.low):
        following = passage.token(draft.span_last + 2)
        if (
            following is not None
            and following.word
            and not passage.is_a(draft.span_last + 2, "be", "auxiliary", "preposition")
        ):
            return "associative", "beside a nationality adjective"
    return None


def _possessive(passage: Passage, draft: Draft, group: list[Draft]) -> Verdict | None:
    at = (
        group[-1].span_last
        if draft is not group[-1] and passage.low(draft.span_last).startswith("'") is False
        else draft.span_last
    )
    sign = passage.token(at)
    if sign is None or not (
        sign.low == "'s" or (sign.text in {"'", "’"} and sign.glued and passage.low(at - 1).endswith("s"))
    ):
        return None
    return _head(passage, draft, at + 1, possessive=True)


def _head(passage: Passage, draft: Draft, at: int, *, possessive: bool) -> Verdict | None:
    """Judge by the noun phrase from token `at`: whose what it is."""
    lexicon = passage.lexicon
    phrase = []
    for i in range(at, min(at + _MOST_MODIFIERS + 1, len(passage.tokens))):
        token = passage.tokens[i]
        if not token.word and token.text not in {"-", "“", "‘", '"'}:
            break
        if i > at and (
            passage.is_a(i, "not_a_noun", "auxiliary", "be")
            or (passage.is_a(i, "speech") and not passage.is_a(i, "action"))
        ):
            break
        inner = _draft_at(passage, draft, i)
        if inner is not None and possessive and not _in_a_body(passage, inner):
            return "literal", "contains the place that follows"
        phrase.append(token.low)
        if token.breaks:
            break
    return _whose(passage, draft, phrase, possessive=possessive)


def _draft_at(passage: Passage, draft: Draft, at: int) -> Draft | None:
    return next((other for other in passage.drafts if other is not draft and other.first == at), None)


def _in_a_body(passage: Passage, inner: Draft) -> bool:
    """Whether a name inside a noun phrase belongs to an organisation: "Russia's Black Sea Fleet"."""
    return passage.is_a(inner.span_last, "organisation", "state_organisation", "person") and not inner.typed


def _whose(passage: Passage, draft: Draft, phrase: list[str], *, possessive: bool) -> Verdict | None:
    """Judge by the last noun that is known: "Russia's top military officer", "Kyiv's nuclear operator"."""
    lexicon = passage.lexicon
    for low in reversed(phrase):
        if lexicon.is_a(low, "ground") and not (low in {"energy", "power", "oil", "gas", "main"} and low != phrase[-1]):
            return "literal", f"where: {low}"
        if lexicon.is_a(low, "person"):
            return "associative", f"whose {low}"
        if lexicon.is_a(low, "action") and _acts(passage, draft):
            return "metonym", f"acts: {low}"
    if not phrase:
        return None
    if draft.state or (possessive and _acts(passage, draft)):
        return "associative", f"whose {phrase[-1]}"
    return "literal", f"where: {phrase[-1]}"


def _modifier(passage: Passage, draft: Draft, group: list[Draft]) -> Verdict | None:
    """ "Kyiv officials", "US proposal", "a Kyiv apartment block": a name before a noun."""
    at = _after(passage, group)
    token = passage.token(at)
    if token is None or not token.word or token.low.startswith("'") or passage.tokens[at - 1].breaks:
        return None
    lexicon, low = passage.lexicon, token.low
    if (
        lexicon.is_a(low, "not_a_noun")
        or low.endswith("ly")
        or lexicon.is_a(low, "adverb")
        or lexicon.is_a(low, "auxiliary")
    ):
        return None
    if passage.is_a(at, "be", "preposition") or (token.capital and lexicon.is_a(low, "not_a_name")):
        return None
    if token.capital and not lexicon.is_a(low, "state_organisation"):
        return None
    if low.endswith(("ed", "ing")) and not lexicon.is_a(low, "action"):
        return None
    noun = lexicon.is_a(low, "person") or lexicon.is_a(low, "action") or lexicon.is_a(low, "ground")
    if lexicon.is_a(low, "verb") and not _noun_reading(passage, draft, group, at):
        return None
    if not noun and passage.is_a(_left(passage, group[0].span_first), "place_preposition"):
        return None
    if draft.state or _acts(passage, draft):
        verdict = _head(passage, draft, at, possessive=False)
        if verdict is not None and verdict[0] == "metonym":
            return "associative", verdict[1]
        return verdict
    if draft.typed and not noun:
        return None
    return _head(passage, draft, at, possessive=False)


def _noun_reading(passage: Passage, draft: Draft, group: list[Draft], at: int) -> bool:
    """Whether a word that may be a verb is a noun here: "the US report said", "in a Kyiv attack"."""
    if not passage.is_a(at, "action", "person", "ground"):
        return False
    following = passage.low(at + 1)
    if passage.lexicon.is_a(following, "verb") or passage.lexicon.is_a(following, "auxiliary"):
        return not following.endswith("ing")
    before = passage.low(group[0].span_first - 1)
    return before in {"a", "an", "of", "with", "from", "by", "under", "new"} and not passage.low(at).endswith(
        ("ed", "s")
    )


def _office_of(passage: Passage, draft: Draft, group: list[Draft]) -> Verdict | None:
    at = _left(passage, group[0].span_first)
    if passage.low(at) != "of":
        return None
    before = passage.low(at - 1)
    if passage.lexicon.is_a(before, "office"):
        return "associative", f"{before} of"
    if passage.tokens[at - 1].capital and at - 1 in passage.persons and _title_before(passage, at - 1):
        return "associative", "a leader of"
    if (
        _acts(passage, draft)
        and passage.lexicon.is_a(before, "action")
        and before not in {"invasion", "occupation", "annexation"}
    ):
        ground = before in {"control", "east", "part", "parts", "side"} or before.startswith(
            ("bomb", "shell", "attack", "invasion")
        )
        return ("literal", f"{before} of") if ground else ("metonym", f"{before} of")
    return None


def _bare(passage: Passage, group: list[Draft], at: int) -> bool:
    """Whether a state stands without a preposition, an apposition or a verb that goes to places before it."""
    if passage.is_a(at, "preposition", "moved_into") or passage.low(at) in {"(", "-", "/", ":", "’s", "'s"}:
        return False
    first = group[0].span_first
    placed = any(draft.span_last in {first - 1, at} for draft in passage.drafts)
    after = passage.token(group[-1].span_last)
    return not placed and after is not None and after.word and not passage.tokens[group[-1].span_last - 1].breaks


def _title_before(passage: Passage, at: int) -> bool:
    while at in passage.persons:
        at -= 1
    return passage.is_a(at, "title", "office")


def _left(passage: Passage, at: int) -> int:
    """Return the token before a name that is no article, adjective or direction."""
    at -= 1
    lexicon = passage.lexicon
    for _ in range(4):
        low = passage.low(at)
        modifier = low in _ARTICLES or lexicon.is_a(low, "direction") or lexicon.is_demonym(low)
        if not modifier and low == "-" and at and passage.tokens[at].glued:
            at -= 1
            continue
        if not modifier:
            return at
        at -= 1
    return at


def _subject(passage: Passage, draft: Draft, group: list[Draft]) -> Verdict | None:
    """ "Moscow claims", "Ukraine has launched", "Kyiv was hit": a name before its verb."""
    lexicon = passage.lexicon
    before = _left(passage, group[0].span_first)
    after_preposition = passage.is_a(before, "preposition") and passage.low(before) not in {
        "as",
        "after",
        "before",
        "than",
        "for",
    }
    at = _after(passage, group)
    if passage.tokens[at - 1].breaks:
        return None
    at = _after_aside(passage, at)
    while passage.is_a(at, "adverb") and not passage.tokens[at].breaks:
        at += 1
    low = passage.low(at)
    acts = _acts(passage, draft)
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
    if acts and low.endswith("ed") and low.islower() and not passage.is_a(at, "undergo", "passive_place"):
        return "metonym", f"acts: {low}"
    if lexicon.is_a(low, "speech") and not draft.typed:
        return "metonym", f"speaks: {low}"
    return None


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
        if draft.state and low in {"a", "an", "the"}:
            return "metonym", "is said to be an actor"
        return "literal", f"what happens to it: {low}"
    if not _acts(passage, draft):
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
    if _acts(passage, draft):
        if not draft.state and passage.is_a(i, "undergo"):
            return "literal", f"what happens to it: {low}"
        return "metonym", f"acts: {passage.low(at)} {low}"
    if passage.is_a(i, "speech") and not draft.typed:
        return "metonym", f"speaks: {low}"
    return None


def _object(passage: Passage, draft: Draft, group: list[Draft]) -> Verdict | None:
    """ "sanctions on Moscow", "aid to Kyiv", "talks with Russia", "by Ukraine"."""
    if not _acts(passage, draft):
        return None
    at = _left(passage, group[0].span_first)
    low = passage.low(at)
    lexicon = passage.lexicon
    triggers = {
        "to": "give_to", "for": "give_to", "from": "take_from", "with": "deal_with", "between": "deal_with",
        "on": "sanction_on", "upon": "sanction_on", "against": "against", "of": "deal_with",
    }  # fmt: skip
    if low in {"by", "without"} or low in {"versus", "vs", "behalf"}:
        return "metonym", f"after {low!r}"
    if low in {"between", "with"} and lexicon.is_a(passage.low(at - 1), "preposition") is False:
        near = [passage.low(i) for i in range(at - 6, at)]
        border = any(word.startswith(("border", "frontier", "road", "km", "kilomet", "mile")) for word in near)
        return ("literal", "a border") if border else ("metonym", f"after {low!r}")
    if (
        low == "for"
        and draft.state
        and passage.low(at - 1) not in {"left", "leave", "leaves", "leaving", "departed", "bound", "headed"}
    ):
        return "metonym", "after 'for'"
    trigger = triggers.get(low)
    if trigger is not None:
        for i in range(at - 1, at - 6, -1):
            if i >= 0 and passage.tokens[i].breaks:
                break
            if passage.is_a(i, trigger) and low != "of":
                return "metonym", f"{passage.low(i)} {low}"
        return None
    if passage.is_a(at, "persuade", "speech") and not lexicon.is_a(low, "moved_into"):
        return "metonym", f"object of {low}"
    if draft.state and _bare(passage, group, at):
        return "metonym", "a state, with no word that makes it a location"
    if draft.state and passage.is_a(at, "persuade", "verb", "speech") and not lexicon.is_a(low, "moved_into"):
        return "metonym", f"object of {low}"
    if draft.state and low == "," and passage.is_a(at - 1, "person"):
        return "metonym", f"named as {passage.low(at - 1)}"
    return None
