"""Where a clause's event happened, when the clause itself, its words that point back, or its claimant tell."""

from __future__ import annotations

import re
from typing import Final

from ..records import Mention
from .drafts import Draft
from .placing import TOO_FAR_KM, antecedent, event_mentions
from .reading import Reading, quote_span
from .sayings import Attribution, attribution_at

_LEAD: Final = re.compile(r"(?:In|At|Near|У|В|На|Под|Поблизу)\s")
_NAME: Final = re.compile(
    r"\s+(?:(?:the|of|in|into|from|near|village|town|city|settlement|hamlet|towns|villages|село|села|сёла|селом|місто|міста"
    r"|город|города|населенный|населенного|пункт|пункта|поселок|поселка|селище|селища|з|із|из|с|в|у|до|к|под|під|біля|над)\s+)"
    r"{0,4}([A-ZА-ЯІЇЄҐ][a-zа-яіїєґ'’-]{3,}(?:[ -][A-ZА-ЯІЇЄҐ][a-zа-яіїєґ'’]{3,})?)\b(?!\s+[A-ZА-ЯІЇЄҐ])"
)
_OPENING_NAME: Final = re.compile(
    r"\s*(?:Near|In|At|Around|Outside|Под|Возле|Около|Вблизи|Біля|Під|Поблизу|Неподалік|У|В)\s+(?:(?:the|village|town|of|села|селі"
    r"|міста|города|районе|районі)\s+){0,3}([A-ZА-ЯІЇЄҐ][a-zа-яіїєґ'’-]{3,}(?:[ -][A-ZА-ЯІЇЄҐ][a-zа-яіїєґ'’]{3,})?)\b"
)
#: "28 settlements": of the region told of before
_COUNTED: Final = re.compile(
    r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens of|several))\s+(?:\w+\s+)?(?:settlements|villages"
    r"|towns|square|sq|населен|сел|кв|квадрат)"
)
#: levels of a claimant's words that say whose he is, not where: "the Kremlin's spokesman"
_OFFICES: Final = frozenset({"country", "facility"})
_HEADER_WORDS: Final = 8
_POINTS_BACK: Final = ("(", "which", "where", "that", "who", "як", "котор", "де", "где")
#: types whose "the village" is the one taken before
_TAKEN: Final = frozenset({"capture", "advance", "withdrawal"})


def clause_places(
    reading: Reading, index: int, span: tuple[int, int, str], event_type: str, drafts: list[Draft], trigger_end: int
) -> tuple[list[Mention], bool]:
    """Return the mentions at which a clause's event happened, and whether they were carried from elsewhere.

    In order: places of what is said, of the clause, a place that "the town" or "which" points back to, the
    sentence's opening ("In X, ..."), the claimant's own place ("the mayor of X"), for a clash the front sector of
    the sentence before, and last, as carried, any place of the sentence. Own rule.
    """
    start, end, link = span
    text, sentence = reading.report.text, reading.sentences[index]
    free = [mention for mention in reading.mentions if not reading.in_speaker(mention.start)]
    spoken = attribution_at(reading.sayings, start + (end - start) // 2) or attribution_at(reading.sayings, end - 2)
    content = quote_span(reading, (start, end), spoken)
    found = event_mentions(text, content, free, event_type=event_type)
    found = found or event_mentions(text, (start, end), free, event_type=event_type)
    if found and not all(mention.level == "country" for mention in found):
        return found, False
    back = reading.sentences[max(0, index - 3)].start
    pointed = antecedent(text, content[0], content, link, reading.mentions, back)
    named = pointed and pointed[0].level == "populated_place" and not link.startswith(_POINTS_BACK)
    if named and event_type in _TAKEN:
        same = [one for one in drafts[-3:] if one.event_type == event_type and index - one.index <= 4 and not one.wide]
        pointed = same[-1].mentions if same else pointed
    if pointed or found:
        return pointed or found, False
    if _LEAD.match(text, sentence.start) and start > sentence.start:
        found = event_mentions(text, (sentence.start, start), free, event_type=event_type)
    found = found or _header_places(reading, index, event_type) or _claimants_place(reading, spoken)
    if not found and event_type == "clash" and index and reading.sentences[index - 1].line == sentence.line:
        before = reading.sentences[index - 1]
        sector = event_mentions(text, (before.start, before.end), free, event_type=event_type)
        found = [mention for mention in sector if mention.level != "country"]
    if found:
        return found, False
    if event_type in (_TAKEN | {"incursion"}) and (unlisted := _unlisted(reading, start, trigger_end, end)) is not None:
        return [unlisted], False
    if (start, end) != (sentence.start, sentence.end):
        found = event_mentions(text, (sentence.start, sentence.end), free, event_type=event_type)
    if not found and event_type in _TAKEN | {
        "other"
    }:  # "Moscow reported full control": of what was told of just before
        if _COUNTED.search(reading.folded, start, end) is not None:
            told = reading.sentences[max(0, index - 1)].start
            found = [one for one in free if told <= one.start < sentence.start and one.level == "admin1"][-1:]
        near = [one for one in drafts[-2:] if one.event_type in _TAKEN and index - one.index <= 2 and not one.wide]
        found = near[-1].mentions if near else found
    return found, True


def _header_places(reading: Reading, index: int, event_type: str) -> list[Mention]:
    """The places of a few words that head a line: "11:30, the town of X. Shelling wounded three." """
    line, first = reading.sentences[index].line, index
    while first and reading.sentences[first - 1].line == line:
        first -= 1
    head = reading.sentences[first]
    if first == index or len(reading.folded[head.start : head.end].split()) > _HEADER_WORDS:
        return []
    if any(head.start <= one.start < head.end for one in reading.triggers):
        return []
    return event_mentions(reading.report.text, (head.start, head.end), reading.mentions, event_type=event_type)


def _unlisted(reading: Reading, opening: int, start: int, end: int) -> Mention | None:
    """A capitalised name behind the verb, or opening the clause ("Near X, ..."), that no gazetteer knows."""
    text = reading.report.text
    match = _NAME.match(text, start, end) or _OPENING_NAME.match(text, opening, end)
    if match is None or any(hit.start <= match.start(1) < hit.end for hit in reading.sides):
        return None
    first, last = match.span(1)
    taken = [(one.start, one.end) for one in reading.mentions] + [(one.start, one.end) for one in reading.dates]
    if reading.in_speaker(first) or any(begin < last and first < stop for begin, stop in taken):
        return None
    return Mention(
        first, last, match.group(1), "literal", "populated_place", reasons=("named where ground changes hands",)
    )


def _claimants_place(reading: Reading, spoken: Attribution | None) -> list[Mention]:
    """The place in a claimant's title, such as that of a mayor or a regional head; a country is none."""
    if spoken is None:
        return []
    if spoken.kind == "pronoun":  # "he added": the place stands with his title
        named = (one for one in reversed(reading.sayings) if one.by_start < spoken.by_start and one.kind != "pronoun")
        spoken = next((one for one in named if one.claimed_by == spoken.claimed_by), spoken)
    own = [
        one
        for one in reading.mentions
        if spoken.by_start <= one.start and one.end <= spoken.by_end and (one.distance_km or 0.0) <= TOO_FAR_KM
    ]
    return [one for one in own if one.kind in {"literal", "associative"} and one.level not in _OFFICES][-1:]
