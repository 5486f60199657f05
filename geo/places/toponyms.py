"""Toponyms: the mentions of places in a report, each with its characters, kind, level and place.

`scan` finds them with the gazetteer and the word tables of data/lexicon, without a language model; `resolve`
(resolve.py) says which place each one means; `find_mentions` does both. Own rules; the words they go by are data.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from ..records import Candidate, Mention, Report
from ..terms import Level
from .kinds import set_kinds
from .lexicon import Lexicon, bundled_lexicon
from .matching import alias_of, find_names, places_of
from .passage import THEATRE, Draft, Passage
from .patterns import add_adjectives, apply_type_words, share_types, type_word_after
from .persons import mark_persons
from .resolve import resolve
from .unlisted import add_unlisted, complete_lists, repeat_unlisted

if TYPE_CHECKING:
    from .gazetteer import Gazetteer

#: A text is read in stretches of about this many characters, cut at a line or a space: time stays linear.
STRETCH = 20_000


def find_mentions(report: Report, gazetteer: Gazetteer, lexicon: Lexicon | None = None) -> tuple[Mention, ...]:
    """Return the mentions of a report, resolved, in order of their characters, none overlapping another.

    Empty for a text that names no place. An ambiguous mention keeps its candidates and has no place.
    """
    words = lexicon or bundled_lexicon()
    return resolve(scan(report.text, gazetteer, words), report, gazetteer, words)


def resolve_spans(
    report: Report, spans: Iterable[tuple[int, int]], gazetteer: Gazetteer, lexicon: Lexicon | None = None
) -> tuple[Mention, ...]:
    """Return the mentions at characters that somebody marked, resolved by the report around them, in order.

    Spans index the report's text, end exclusive, and do not overlap; each comes back as one mention, also where no
    gazetteer has its name. A nationality adjective is its country. Kinds are told as `scan` does.
    """
    words = lexicon or bundled_lexicon()
    passage = Passage(report.text, gazetteer, words)
    starts = {token.start: at for at, token in enumerate(passage.tokens)}
    wanted = sorted(set(spans))
    made = {(start, end): _marked(passage, starts[start], end) for start, end in wanted if start in starts}
    passage.add(made.values())
    read(passage)
    mentions = []
    for start, end in wanted:
        bare = Mention(start, end, report.text[start:end], "literal", "populated_place")
        draft = made.get((start, end))
        mention = bare if draft is None else replace(_mention(passage, draft, 0), start=start, end=end)
        mentions.append(replace(mention, phrase=bare.phrase))
    return resolve(tuple(mentions), report, gazetteer, words)


def _marked(passage: Passage, first: int, end: int) -> Draft:
    """Return the draft of a marked name: its longest beginning that the gazetteer has, else all of it."""
    last = first + 1
    while last < len(passage.tokens) and passage.tokens[last].end <= end:
        last += 1
    country = passage.lexicon.demonym_country(passage.slice(first, last).casefold())
    place = passage.gazetteer.get(f"country:{country}")
    if place is not None:
        return Draft(first, last, places=(place,), level="country")
    state = passage.lexicon.state(passage.text[passage.tokens[first].start : end])
    if state is not None:
        named = tuple(p for p in passage.places(state[0]) if p.level == "admin1" and p.country == state[1])
        return Draft(first, last, places=named, level="admin1", typed=True)
    for cut in range(last, first, -1):
        name = passage.slice(first, cut)
        alias = alias_of(passage, name)
        places = places_of(passage, name, alias)
        if places and (cut == last or type_word_after(passage, cut) is not None):
            level = alias.level if alias is not None else None
            return Draft(first, cut, places=places, alias=alias, level=level, span_last=last)
    of = next((at for at in range(first + 1, last - 1) if passage.low(at) == "of"), None)
    if of is not None and passage.places(passage.slice(of + 1, last)):
        return Draft(of + 1, last, places=passage.places(passage.slice(of + 1, last)), span_first=first)
    return Draft(first, last)


def scan(text: str, gazetteer: Gazetteer, lexicon: Lexicon | None = None) -> tuple[Mention, ...]:
    """Return the mentions of a text with kind and level, not yet resolved: every possible place a candidate, score 0.

    Characters [start, end) index `text`; sorted, not overlapping. Empty for a text that names no place.
    """
    words = lexicon or bundled_lexicon()
    found: list[Mention] = []
    for offset, stretch in _stretches(text):
        passage = Passage(stretch, gazetteer, words)
        read(passage)
        found += (_mention(passage, draft, offset) for draft in passage.drafts)
    return tuple(found)


def read(passage: Passage) -> None:
    """Fill a passage's drafts: names, type words, lists, unlisted names, then kinds."""
    mark_persons(passage)
    find_names(passage)
    add_adjectives(passage)
    passage.in_theatre = any(
        place.country in THEATRE for draft in passage.drafts for place in draft.places[:1] if draft.kind is None
    )
    apply_type_words(passage)
    add_unlisted(passage)
    share_types(passage)
    complete_lists(passage)
    repeat_unlisted(passage)
    share_types(passage)
    set_kinds(passage)


def _stretches(text: str) -> list[tuple[int, str]]:
    """Cut a long text at a line end, else at a space, else where it is: (offset, stretch)."""
    made = []
    start = 0
    while len(text) - start > STRETCH:
        cut = text.rfind("\n", start + STRETCH // 2, start + STRETCH)
        if cut < 0:
            cut = text.rfind(" ", start + STRETCH // 2, start + STRETCH)
        end = cut + 1 if cut >= 0 else start + STRETCH
        made.append((start, text[start:end]))
        start = end
    return [*made, (start, text[start:])]


def _mention(passage: Passage, draft: Draft, offset: int) -> Mention:
    start = passage.tokens[draft.span_first].start
    end = passage.tokens[draft.span_last - 1].end
    return Mention(
        start=offset + start,
        end=offset + end,
        phrase=passage.text[start:end],
        kind=draft.kind or "literal",
        level=_level(draft),
        candidates=tuple(Candidate(place, 0.0) for place in draft.places),
        reasons=tuple(draft.reasons),
    )


def _level(draft: Draft) -> Level:
    if draft.level is not None:
        return draft.level
    levels = [place.level for place in draft.places]
    return "populated_place" if not levels or ("populated_place" in levels and levels[0] != "country") else levels[0]
