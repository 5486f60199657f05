"""When a clause's event happened: its own date phrase, its sentence's, or "by the day it was said"; own rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .dates import DatePhrase
from .drafts import Draft
from .reading import Reading, clause_spans
from .sayings import Attribution
from .triggers import Trigger

_PUBLISHED: Final = re.compile(r"\b(?:published|posted|dated|released|filmed|опубліков\w+|опубликов\w+)\s+(?:on\s+)?$")
_SINCE: Final = re.compile(r"\b(?:since|until)\s")
#: opening words of clauses that tell of another time than their sentence
_APART: Final = (
    "since", "after", "following", "despite", "which", "where", "that", "who", "як", "котор", "після", "после", "due",
    "in response", "before", "(",
)  # fmt: skip


def date_draft(reading: Reading, draft: Draft, index: int, span: tuple[int, int, str], trigger: Trigger) -> None:
    """Fill in the draft's days.

    The phrase of the clause nearest to the trigger counts, else the only one of the sentence that is not in a
    clause about another time. A phrase that dates the saying or the publication of a video gives the last day.
    A plan without a phrase stays open; anything else happened by the day of the saying or of publication.
    """
    start, end, link = span
    saying = draft.saying
    sentence = reading.sentences[index]
    planned = draft.status == "planned"
    phrases: Sequence[DatePhrase] = reading.dates
    if planned:  # read forwards, but for the phrase that dates the saying
        saids = {one.start for one in phrases if _dates_saying(one, saying)}
        phrases = [one for one in reading.ahead(sentence.start, sentence.end) if one.start not in saids]
    behind = [one for one in phrases if one.rule == "after" and _leads_to(reading, one, trigger, sentence.start)]
    phrases = [one for one in phrases if one.rule != "after"]
    own = behind or [one for one in phrases if start <= one.start < end and not _dates_saying(one, saying)]
    if not own and not link.startswith(_APART):
        own = _sentence_phrases(reading, index, phrases, saying, trigger)
    said = saying.said_on if saying is not None else None
    if not own:
        if planned and said is not None:
            draft.first, draft.last, draft.precision = said, said, "day"
            draft.reasons.append("date: the day of the announcement, no other is told")
        elif not planned:
            draft.first, draft.last, draft.precision = None, said or reading.report.published, "by"
            draft.reasons.append(f"date: none is told; by the day it was {'said' if said else 'published'}")
        else:
            draft.reasons.append("date: none is told of what is planned")
        return
    chosen = min(own, key=lambda one: (one.rule == "recent", abs(one.start - trigger.start)))
    draft.first, draft.last, draft.precision = chosen.first, chosen.last, chosen.precision
    draft.when = reading.folded[chosen.start : chosen.end]
    draft.reasons.append(f"date: “{chosen.text}”, against {reading.report.published or 'no day of publication'}")
    draft.dated = chosen.last is not None and chosen.rule not in {"recent", "year"}
    if chosen.rule == "recent" and said is not None:
        draft.last = said
    if _PUBLISHED.search(reading.folded, max(0, chosen.start - 20), chosen.start):
        draft.first, draft.precision, draft.dated = None, "by", False


def _leads_to(reading: Reading, phrase: DatePhrase, trigger: Trigger, floor: int) -> bool:
    """Whether "two days after" stands right before a happening: then it dates that one, not its own clause's."""
    gap = trigger.start - phrase.end
    return floor <= phrase.start and 0 <= gap <= 80 and "," not in reading.folded[phrase.end : trigger.start]


def _sentence_phrases(
    reading: Reading, index: int, phrases: Sequence[DatePhrase], saying: Attribution | None, trigger: Trigger
) -> list[DatePhrase]:
    """The phrases that date a whole sentence: none in a clause on another time, nor in a later one with an event."""
    sentence = reading.sentences[index]
    far = [
        (first, last)
        for first, last, opening in clause_spans(reading, sentence)
        if opening.startswith(_APART)
        or (first > trigger.end and any(first <= one.start < last for one in reading.triggers))
    ]
    own = [
        one
        for one in phrases
        if sentence.start <= one.start < sentence.end
        and not _dates_saying(one, saying)
        and not any(first <= one.start < last for first, last in far)
        and not _SINCE.search(reading.folded, max(sentence.start, one.start - 20), one.start)
    ]
    return own if len({(one.first, one.last) for one in own}) == 1 else []


def _dates_saying(phrase: DatePhrase, saying: Attribution | None) -> bool:
    """Whether a phrase dates the saying, not the happening: it stands beside the reporting verb."""
    if saying is None or saying.said_on is None or phrase.last != saying.said_on:
        return False
    beside = 0 <= phrase.start - saying.start <= 3 and not saying.trailing
    return beside or not saying.start <= phrase.start < saying.end
