"""What a place name stands for: a location, a government, an affiliation, or a piece of another name.

literal: where something is or happens. metonym: a government or an army ("Moscow claims"). associative: whose
something is ("Russia's Defence Ministry", "Pokrovsk direction"). name_part: inside an organisation's or a
publication's name ("Kyiv Post"). Own rules over data/lexicon, after the annotation's definitions.
"""

from __future__ import annotations

from typing import Final

from ..terms import MentionKind
from .adjectives import is_adjective
from .kinds_cyrillic import kind_in_cyrillic, seat_in_cyrillic
from .kinds_english import kind_in_english
from .passage import SECTOR_REASON, Draft, Passage
from .patterns import groups

_QUOTES: Final = frozenset("«»\"“”„'‘’")
_DASHES: Final = frozenset("-—–")
_INSIDE: Final = frozenset(
    {"at", "in", "inside", "outside", "near", "from", "into", "around", "в", "у", "возле", "біля"}
)


def set_kinds(passage: Passage) -> None:
    """Set the kind of every draft that has none yet."""
    for group in groups(passage):
        for draft in group:
            if draft.kind is None:
                draft.kind, reason = _kind(passage, draft, group)
                draft.reasons.append(reason)


def _kind(passage: Passage, draft: Draft, group: list[Draft]) -> tuple[MentionKind, str]:
    opened = _bracketed(passage, draft)
    if opened is not None:
        return opened
    organised = _in_a_name(passage, draft)
    if organised is not None:
        return organised
    if draft.sector:
        return "associative", SECTOR_REASON
    if draft.alias is not None and draft.alias.actor:
        seated = seat_in_cyrillic(passage, draft)
        if seated is not None:
            return seated
        before = (
            passage.low(draft.first - 2)
            if passage.low(draft.first - 1) in {"the", "a"}
            else passage.low(draft.first - 1)
        )
        if before in _INSIDE:
            return "literal", f"a building, after {before!r}"
        return "metonym", "a seat of power that acts"
    if _dateline(passage, draft, group):
        return "literal", "a dateline"
    if _latin(passage.tokens[draft.first].text):
        return kind_in_english(passage, draft, group)
    return kind_in_cyrillic(passage, draft, group)


def _bracketed(passage: Passage, draft: Draft) -> tuple[MentionKind, str] | None:
    """Give an abbreviation in brackets the kind of the name before it: "Donetsk People's Republic (DNR)"."""
    if (
        passage.low(draft.span_first - 1) not in {"(", "["}
        or passage.low(draft.span_last) not in {")", "]"}
        or draft.state
    ):
        return None
    for other in passage.drafts:
        if other.span_last == draft.span_first - 1 and other.kind is not None and other.places[:1] == draft.places[:1]:
            return other.kind, "as the name before the bracket"
    return None


def _latin(word: str) -> bool:
    return not any("\u0400" <= char <= "\u04ff" for char in word)


def _in_a_name(passage: Passage, draft: Draft) -> tuple[MentionKind, str] | None:
    """Whether a name is inside another: "Kyiv Independent", "Bank of America", «Одеса», "Russia-24"."""
    after = passage.token(draft.span_last)
    if (
        after is not None
        and (not draft.typed or draft.level in {"water", "facility"})
        and not passage.tokens[draft.span_last - 1].breaks
    ):
        if after.text == "-" and after.glued and _number_follows(passage, draft.span_last):
            return "name_part", "a name with a number"
        run = range(draft.span_last, min(passage.run_end(draft.span_last), draft.span_last + 6))
        lows = [passage.low(at) for at in run]
        if passage.is_a(draft.span_last, "named_after"):
            return "name_part", f"in the name of {passage.low(draft.span_last)}"
        if passage.is_a(draft.span_last, "publication"):
            return "name_part", f"a publication: {passage.low(draft.span_last)}"
        formed = _formation(passage, draft)
        if formed is not None:
            return formed
        if any(passage.lexicon.is_a(low, "state_organisation") for low in lows[:1]):
            return "associative", "in a state body's name"
        if any(passage.lexicon.is_a(low, "organisation") for low in lows) and not _covers(passage, run):
            state = any(passage.lexicon.is_a(low, "state_organisation") for low in lows)
            return ("associative", "in a state body's name") if state else ("name_part", "in an organisation's name")
    return _after_a_name(passage, draft)


def _after_a_name(passage: Passage, draft: Draft) -> tuple[MentionKind, str] | None:
    """Whether what stands before a name makes it part of another: "Bank of America", «Харків-Пасажирський»."""
    before = passage.token(draft.first - 1)
    if before is not None and before.text == "-" and before.glued and passage.tokens[draft.first].glued:
        left = passage.token(draft.first - 2)
        if left is not None and left.upper and not passage.lexicon.aliases.get(left.text):
            return "name_part", "the second half of a name"
    at = draft.first - 1
    quoted = passage.low(at) in _QUOTES and passage.low(draft.last) in _QUOTES
    at -= int(quoted)
    if quoted and passage.is_a(at, "organisation_before"):
        return "name_part", "the quoted name of an organisation"
    if passage.low(at).isascii() and passage.is_a(at, "organisation_before") and passage.tokens[at].capital:
        return "name_part", "in an organisation's name"
    pair = f"{passage.low(at - 1)} {passage.low(at)}"
    if pair.isascii() and passage.lexicon.is_a(pair, "organisation_before") and passage.tokens[at - 1].capital:
        return "name_part", "in an organisation's name"
    return None


def _formation(passage: Passage, draft: Draft) -> tuple[MentionKind, str] | None:
    """Whether a name is that of a group of forces or of a broadcaster: "Vostok group of forces", "channel Kyiv 24"."""
    first, last = draft.first, draft.last
    after = [passage.low(i) for i in range(last, last + 3)]
    phrases = (
        after[0],
        " ".join(after[:2]),
        " ".join(after),
        "-".join((after[0], after[2])) if after[1] == "-" else "",
    )
    if any(phrase and passage.lexicon.is_a(phrase, "formation") for phrase in phrases):
        return "name_part", "the name of a group of forces"
    if passage.is_a(first - 1, "media_word") and after[0].isdigit():
        return "name_part", "the name of a broadcaster"
    before = passage.low(first - 1)
    cyrillic = bool(before) and not before.isascii()
    group = passage.is_a(first - 1, "organisation_before") or (
        before in {"войск", "військ"} and passage.is_a(first - 2, "organisation_before")
    )
    if (
        cyrillic
        and group
        and not is_adjective(passage.low(first))
        and not draft.typed
        and not draft.state
        and not passage.tokens[first - 1].breaks
    ):
        return "name_part", f"the name of a {before}"
    if after[0] == "-" and _joined_adjective(passage, last):
        return "name_part", "the first half of a name"
    return None


def _joined_adjective(passage: Passage, hyphen: int) -> bool:
    """Whether a hyphen joins an adjective to the name before it: «Харків-Пасажирський»."""
    joined = passage.token(hyphen + 1)
    if joined is None or not joined.glued or not passage.tokens[hyphen].glued or not joined.capital:
        return False
    return joined.low.endswith(("ський", "ского", "ский", "ського", "ському", "ском", "ная", "ный", "ний", "на"))


def _number_follows(passage: Passage, hyphen: int) -> bool:
    following = passage.token(hyphen + 1)
    return following is not None and following.glued and following.text.isdigit()


def _covers(passage: Passage, run: range) -> bool:
    """Whether another draft begins inside a run of words: then the run is not this name's."""
    return any(draft.first in run for draft in passage.drafts)


def _dateline(passage: Passage, draft: Draft, group: list[Draft]) -> bool:
    """Whether a name opens a line as a dateline: "KURSK, May 21.", "BERDYCHIV, UKRAINE —", "Kyiv (AP) —"."""
    first = group[0].span_first
    before = passage.token(first - 1)
    if not passage.tokens[first].opens or (before is not None and not before.breaks):
        return False
    at = group[-1].span_last
    following = passage.low(at)
    if following == "," and (passage.is_a(at + 1, "calendar") or passage.low(at + 1).isdigit()):
        return True
    if following == "(" or (following == "." and passage.low(at + 1) == "/"):
        return passage.tokens[draft.first].upper or (following == "(" and _dash_soon(passage, at))
    return following in {"—", "–"} or (following == "-" and not passage.tokens[at].glued)


def _dash_soon(passage: Passage, at: int) -> bool:
    return any(passage.low(i) in _DASHES for i in range(at, at + 6))
