"""What an English noun phrase says of a place name in it: whose, where, or who acts. Own rules over data/lexicon."""

from __future__ import annotations

from typing import Final

from ..terms import MentionKind
from .passage import Draft, Passage

Verdict = tuple[MentionKind, str]

_ARTICLES: Final = frozenset({"the", "a", "an", "both", "all", "that"})
_MOST_MODIFIERS: Final = 5


def after_list(passage: Passage, group: list[Draft]) -> int:
    """Return the token after a list of names, and after an abbreviation in brackets: "Y (Z) commanders"."""
    at = group[-1].span_last
    if passage.low(at) in {"(", "["} and not passage.tokens[at - 1].breaks:
        for end in range(at + 1, min(at + 5, len(passage.tokens))):
            if passage.low(end) in {")", "]"}:
                return end + 1
    return at


def may_act(passage: Passage, draft: Draft) -> bool:
    """Whether a name may stand for a government: a country or a capital, no type word with it."""
    return not draft.typed and (draft.state or passage.is_a(draft.first, "capital"))


def before_name(passage: Passage, at: int) -> int:
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


def hyphenated(passage: Passage, draft: Draft, _group: list[Draft]) -> Verdict | None:
    after = passage.token(draft.span_last)
    if after is not None and after.text == "-" and after.glued and not passage.tokens[draft.span_last - 1].breaks:
        following = passage.low(draft.span_last + 1)
        if passage.lexicon.is_a(following, "hyphenated") or following.endswith("ed"):
            return "associative", f"in -{following}"
    if passage.low(draft.first - 1) == "-" and passage.low(draft.first - 2) in {"pro", "anti", "non"}:
        return "associative", f"in {passage.low(draft.first - 2)}-"
    return None


def beside_adjective(passage: Passage, draft: Draft, _group: list[Draft]) -> Verdict | None:
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


def possessive(passage: Passage, draft: Draft, group: list[Draft]) -> Verdict | None:
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
    return _head(passage, draft, at + 1, of=True)


def office_of(passage: Passage, draft: Draft, group: list[Draft]) -> Verdict | None:
    at = before_name(passage, group[0].span_first)
    owner = next((other for other in passage.drafts if other.span_last == at), None)
    if owner is not None and passage.low(at) == "'s":
        at = before_name(passage, owner.span_first)
    if passage.low(at) != "of":
        return None
    before = passage.low(at - 1)
    if passage.lexicon.is_a(before, "office"):
        return "associative", f"{before} of"
    if draft.state and passage.lexicon.is_a(before, "statehood"):
        return "metonym", f"{before} of"
    if passage.tokens[at - 1].capital and at - 1 in passage.persons and _title_before(passage, at - 1):
        return "associative", "a leader of"
    if (
        may_act(passage, draft)
        and passage.lexicon.is_a(before, "action")
        and before not in {"invasion", "occupation", "annexation"}
    ):
        ground = before in {"control", "east", "part", "parts", "side"} or before.startswith(
            ("bomb", "shell", "attack", "invasion")
        )
        return ("literal", f"{before} of") if ground else ("metonym", f"{before} of")
    return None


def officials_in(passage: Passage, draft: Draft, group: list[Draft]) -> Verdict | None:
    """ "Officials in Moscow said": they sit there; "troops from Kyiv": the place says whose they are."""
    at = before_name(passage, group[0].span_first)
    low = passage.low(at)
    if low == "in" and passage.is_a(at - 1, "officials") and draft.level not in {"district", "water", "facility"}:
        end = group[-1].span_last
        if passage.is_a(end, "verb", "speech", "auxiliary", "be") or passage.low(end).endswith("ed"):
            return "literal", f"{passage.low(at - 1)} in"
    if low == "from" and may_act(passage, draft) and passage.is_a(at - 1, "troops"):
        return "metonym", f"{passage.low(at - 1)} from"
    return None


def modifier(passage: Passage, draft: Draft, group: list[Draft]) -> Verdict | None:
    """ "Kyiv officials", "US proposal", "a Kyiv apartment block": a name before a noun."""
    at = after_list(passage, group)
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
    if lexicon.is_a(low, "verb") and not _noun_reading(passage, group, at):
        return None
    if low.endswith("s") and not low.endswith("ss") and passage.low(at + 1) in _ARTICLES | {"its", "their"}:
        return None
    if not noun and passage.is_a(before_name(passage, group[0].span_first), "place_preposition"):
        return None
    if draft.state or may_act(passage, draft):
        verdict = _head(passage, draft, at, of=False)
        if verdict is not None and verdict[0] == "metonym":
            return "associative", verdict[1]
        return verdict
    if draft.typed and not noun:
        return None
    return _head(passage, draft, at, of=False)


def _noun_reading(passage: Passage, group: list[Draft], at: int) -> bool:
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


def _head(passage: Passage, draft: Draft, at: int, *, of: bool) -> Verdict | None:
    """Judge by the noun phrase from token `at`: whose what it is."""
    phrase: list[str] = []
    for i in range(at, min(at + _MOST_MODIFIERS + 1, len(passage.tokens))):
        token = passage.tokens[i]
        if not token.word and token.text not in {"-", "“", "‘", '"'}:
            break
        if i > at and (
            passage.is_a(i, "not_a_noun", "auxiliary", "be")
            or (passage.is_a(i, "speech") and not passage.is_a(i, "action"))
        ):
            break
        if i in passage.persons and of:
            return "associative", "whose person"
        if phrase and passage.is_a(i, "verb", "moved_into", "persuade") and _named(passage, phrase[-1]):
            break
        inner = passage.starting.get(i)
        if inner is not None and inner is not draft and of and not _in_a_body(passage, inner):
            return "literal", "contains the place that follows"
        phrase.append(token.low)
        if token.breaks:
            break
    return _whose(passage, draft, phrase, of=of)


def _named(passage: Passage, word: str) -> bool:
    """Whether a noun phrase may end with this word: the verb after it is then no noun."""
    return any(passage.lexicon.is_a(word, name) for name in ("person", "action", "ground")) or word.endswith("s")


def _in_a_body(passage: Passage, inner: Draft) -> bool:
    """Whether a name inside a noun phrase belongs to an organisation: "Russia's Black Sea Fleet"."""
    return passage.is_a(inner.span_last, "organisation", "state_organisation", "person") and (
        not inner.typed or inner.level == "water"
    )


#: what a country has, whatever ground its name tells of: "Ukraine's border service"
_BODIES: Final = frozenset({"service", "services", "guard", "guards", "agency", "command", "corps", "staff"})


def _whose(passage: Passage, draft: Draft, phrase: list[str], *, of: bool) -> Verdict | None:
    """Judge by the last noun that is known: "Russia's top military officer", "Kyiv's nuclear operator"."""
    lexicon = passage.lexicon
    if phrase and phrase[-1] in _BODIES:
        return "associative", f"whose {phrase[-1]}"
    for low in reversed(phrase):
        if lexicon.is_a(low, "ground") and not (low in {"energy", "power", "oil", "gas", "main"} and low != phrase[-1]):
            return "literal", f"where: {low}"
        if lexicon.is_a(low, "person"):
            return "associative", f"whose {low}"
        if lexicon.is_a(low, "action") and may_act(passage, draft):
            return "metonym", f"acts: {low}"
    if not phrase:
        return None
    if draft.state or (of and may_act(passage, draft)):
        return "associative", f"whose {phrase[-1]}"
    return "literal", f"where: {phrase[-1]}"


def _title_before(passage: Passage, at: int) -> bool:
    while at in passage.persons:
        at -= 1
    return passage.is_a(at, "title", "office")
