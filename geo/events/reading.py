"""A report with everything the rules look up in it, found once; its clauses, and what of them is quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from ..records import Mention, Report
from .attribution import attributions
from .claimants import attribution_words, narrator_side
from .dates import DatePhrase, find_dates
from .guards import Ground, standing
from .lexicon import Hit, fold, language_of
from .sayings import Attribution
from .sentences import Sentence, clauses, sentences, trimmed
from .triggers import Trigger, find_classes, find_moods, find_triggers

_THAT: Final = re.compile(r"(?:[^,;:.“”\"«»]{0,70}?,?\s)?(?:that|что|що)\s+")
_AND_SPEAKER: Final = re.compile(r",\s+(?:and|а|і|та|и)\s+(?:the\s+)?$")
#: in Ukrainian and Russian a comma alone parts two speakers' clauses: "оголосили про захоплення, речник це спростував"
_NEXT_SPEAKER: Final = re.compile(r"[а-яіїєґ0-9»],\s+$")
_AND_THEN: Final = re.compile(r",\s+(?:and|while|а|и|та|й)\s+")
_AND_AFTER: Final = re.compile(r",\s+and\s+")
_AND: Final = re.compile(
    r",?\s+(?:and|а також|а также|також|та|і|й|и)\s+(?=(?:\w+\s+){0,2}$)"
    r"|\s+and\s+(?=(?:continued|conducted|launched|carried|made|began|started)\b)"
)
#: "ours": whoever the narrator sides with
_OURS: Final = re.compile(r"\b(?:наші|наши|наших|нашими)\b")


@dataclass(slots=True)
class Reading:
    """A report with everything that the rules look up in it, found once."""

    report: Report
    mentions: tuple[Mention, ...]
    lang: str
    folded: str
    sentences: tuple[Sentence, ...]
    dates: tuple[DatePhrase, ...]
    sayings: tuple[Attribution, ...]
    triggers: tuple[Trigger, ...]
    moods: tuple[Hit, ...]
    sides: tuple[Hit, ...]
    narrator: str | None
    speakers: list[tuple[int, int]] = field(default_factory=list)

    @property
    def about_war(self) -> bool:
        """Whether both sides of the war are named in the report; in their own languages one is enough."""
        named = {"RU", "UA"} & {hit.row["side"] for hit in self.sides}
        return len(named) == 2 or (bool(named) and self.lang != "en")

    @classmethod
    def of(cls, report: Report, mentions: tuple[Mention, ...]) -> Reading:
        """Look up sentences, dates, sayings, event words, moods and sides of a report."""
        text, lang = report.text, language_of(report.text, report.lang)
        folded, parts = fold(text), sentences(text)
        dates = find_dates(text, report.published)
        sayings = attributions(text, parts, dates, lang)
        words = attribution_words(lang)
        sides = tuple(words.sides.find(folded))
        narrator = _at_home(narrator_side(text, report.publisher, lang), mentions)
        sides = _with_ours(sides, folded, "UA" if lang == "uk" and narrator != "RU" else narrator)
        ground = Ground.of(text, folded, mentions, find_classes(folded, lang), (*sides, *words.claimants.find(folded)))
        return cls(
            report, mentions, lang, folded, parts, dates, sayings,
            find_triggers(folded, lang, stands=standing(ground, parts)), find_moods(folded, lang),
            sides,
            narrator,
            [(one.by_start, one.by_end) for one in sayings],
        )  # fmt: skip

    def ahead(self, start: int, end: int) -> list[DatePhrase]:
        """Return the date phrases in [start, end) read forwards, as a plan means them."""
        phrases = find_dates(self.report.text[start:end], self.report.published, ahead=True)
        return [replace(one, start=one.start + start, end=one.end + start) for one in phrases]

    def in_speaker(self, position: int) -> bool:
        """Whether a character belongs to the words that name a claimant."""
        return any(first <= position < last for first, last in self.speakers)


def _with_ours(sides: tuple[Hit, ...], folded: str, whose: str | None) -> tuple[Hit, ...]:
    """Words of sides with "ours", where it is known whose that is and no other word of a side holds it."""
    if whose not in {"RU", "UA"}:
        return sides
    ours = [
        Hit(found.start(), found.end(), {"side": whose})
        for found in _OURS.finditer(folded)
        if not any(hit.start < found.end() and found.start() < hit.end for hit in sides)
    ]
    return tuple(sorted((*sides, *ours), key=lambda hit: hit.start))


def _at_home(narrator: str | None, mentions: tuple[Mention, ...]) -> str | None:
    """The side of whoever runs the place that a text is about, where such a one speaks: that of its places' country."""
    if narrator != "local":
        return narrator
    countries = [one.place.country for one in mentions if one.place is not None and one.kind == "literal"]
    return max(("UA", "RU"), key=countries.count) if {"UA", "RU"} & set(countries) else None


def quote_span(reading: Reading, span: tuple[int, int], saying: Attribution | None) -> tuple[int, int]:
    """Return a clause [start, end) without its reporting words, as characters of the report."""
    start, end = span
    if saying is not None and saying.kind != "quotation":
        if start < saying.start < end and saying.start > saying.by_start:
            start = saying.start
        if start < saying.end < end and saying.end <= saying.by_start:
            end = saying.end
        behind = saying.trailing and start + 20 < saying.by_start < end
        if behind and len(reading.folded[saying.by_end : end].split()) <= 8:
            end = saying.by_start
    start, end = trimmed(reading.report.text, start, end)
    if saying is not None and start >= saying.start:
        match = _THAT.match(reading.folded, start, end)
        if match is not None and not any(start <= one.start < match.end() for one in reading.triggers):
            start = match.end()
    return trimmed(reading.report.text, start, end)


def clause_spans(reading: Reading, sentence: Sentence) -> list[tuple[int, int, str]]:
    """Return the clauses of a sentence as (start, end, opening word).

    "That" after a verb of saying is no border; "and" before another event's verb, before another claimant or
    after a denial is one.
    """
    borders = _borders(reading, sentence)
    spans: list[tuple[int, int, str]] = []
    for start, end, link in _joined(reading, sentence):
        begin, opening = start, link
        for border in borders:
            if begin < border < end:
                spans.append((begin, border, opening))
                begin, opening = border, "and"
        for trigger in reading.triggers:
            if not start < trigger.start < end or trigger.event_type == "harm":
                continue
            match = _AND.search(reading.folded, max(begin, trigger.start - 40), trigger.start)
            if match is None or (trigger.form != "verb" and trigger.start - match.end() < 9):
                continue  # "strikes and shelling" is one happening
            earlier = (one for one in reading.triggers if begin <= one.start < match.start())
            if any(one.event_type != trigger.event_type for one in earlier):
                spans.append((begin, match.start(), opening))
                begin, opening = match.end(), "and"
        spans.append((begin, end, opening))
    return spans


def _joined(reading: Reading, sentence: Sentence) -> list[tuple[int, int, str]]:
    joined: list[tuple[int, int, str]] = []
    for start, end, link in clauses(reading.report.text, sentence.start, sentence.end):
        said = bool(joined) and link == "that" and any(
            joined[-1][0] <= one.start <= start <= one.start + 60 for one in reading.sayings
        )  # fmt: skip
        listed = bool(joined) and link == ";" and _is_list(reading, start, end)
        if said or listed:
            joined[-1] = (joined[-1][0], end, joined[-1][2])
        else:
            joined.append((start, end, link))
    return joined


def _is_list(reading: Reading, start: int, end: int) -> bool:
    """Whether a stretch behind a semicolon only goes on with a list of places."""
    if any(start <= one.start < end for one in reading.triggers):
        return False
    return any(start <= one.start < end and one.kind == "literal" for one in reading.mentions)


def _between_happenings(reading: Reading, sentence: Sentence) -> list[int]:
    """Ends of ", and" between two happenings of different kinds with places: "A fell, and B was shelled"."""
    inside = [one for one in reading.triggers if sentence.start <= one.start < sentence.end]
    places = [one.start for one in reading.mentions if one.kind == "literal"]
    found = []
    for match in _AND_THEN.finditer(reading.folded, sentence.start, sentence.end):
        before = [one for one in inside if one.end <= match.start()]
        after = [one for one in inside if one.start >= match.end()]
        apart = before and after and before[-1].event_type != after[0].event_type and after[0].form == "verb"
        if apart and any(match.end() <= place < sentence.end for place in places):
            found.append(match.end())
    return found


def _borders(reading: Reading, sentence: Sentence) -> list[int]:
    borders = _between_happenings(reading, sentence)
    borders += [
        one.by_start
        for one in reading.sayings
        if _AND_SPEAKER.search(reading.folded, max(sentence.start, one.by_start - 12), one.by_start)
    ]
    spoken = [one for one in reading.sayings if sentence.start <= one.by_start < sentence.end]
    borders += [
        one.by_start
        for one, before in zip(spoken[1:], spoken, strict=False)
        if one.side != before.side
        and not one.trailing
        and _NEXT_SPEAKER.search(reading.folded, max(sentence.start, one.by_start - 4), one.by_start)
    ]
    for one in reading.sayings:  # "launched 40 attacks, insisting that the line held"
        if one.verb.endswith("ing") and not one.trailing and sentence.start < one.by_start < sentence.end:
            borders.append(one.by_start)
    for hit in reading.moods:
        if hit.row["mood"] == "denied" and sentence.start <= hit.start < sentence.end:
            match = _AND_AFTER.search(reading.folded, hit.end, sentence.end)
            borders.extend([match.end()] if match is not None else [])
    return sorted(borders)
