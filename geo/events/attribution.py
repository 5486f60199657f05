"""Who vouches for what: claimants, reporting verbs, "according to", quotations, titles and pronouns.

Own rules over the word lists `data/claimants.csv` (officials, institutions, monitors, media of all sides),
`data/lexicon/speech.csv` (verbs of saying), `sides.csv` and `narrators.csv`; a chain ("an agency reports that
the ministry claimed") belongs to the last who vouches.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from .claimants import Words, attribution_words, side_of
from .contents import according, said
from .dates import DatePhrase
from .lexicon import Hit, fold
from .reporting_verbs import is_no_saying
from .sayings import Attribution, listed, running_quotes
from .sentences import Sentence
from .speakers import after_and, right_phrase, without_asides, without_dates

_PRONOUN: Final = re.compile(
    r"(?:^|^.*\b)(?:he|she|it|they|who|which|both)$"
    r"|^(?:the (?:ministry|institute|official|officials|president|minister|governor|mayor|operator"
    r"|update|statement|agency|bulletin|post|message|readout|same source|source|captain|colonel|major|pilot|aide|envoy"
    r"|spokesman|spokesperson|spokeswoman|commander|general|group|think tank|department|headquarters|report)"
    r"|губернатор|глава региона|мэр|голова ова|начальник ова|начальник|очільник|чиновник|мер|посадовець"
    r"|він|вона|воно|вони|он|она|они|там|(?:(?:в|у)\s)?(?:ведомств|відомств)\w+)$",
    re.IGNORECASE,
)
_PERSON: Final = re.compile(r"(?:^|\b)(?:he|she|він|вона|он|она)$", re.IGNORECASE)
#: deeds that "deny" or "claim" lives without saying anything
_DEED: Final = re.compile(
    r"\b(?:strikes?|attacks?|advances?|drones?|missiles?|shelling|fire|incursion|offensive|explosions?"
    r"|blasts?|sanctions)$",
    re.IGNORECASE,
)
_MINISTRY: Final = re.compile(r"^the (?:\w+ )?(?:ministry|military|army|air force|defen[cs]e ministry)$", re.IGNORECASE)
_ITS: Final = re.compile(r"(?:its|their)\s", re.IGNORECASE)
_PASSIVE: Final = re.compile(r"\b(?:is|are|was|were|been|being|be|officially|reportedly)\s+$", re.IGNORECASE)
#: "was declared captured by", "was dismissed as untrue by"
_PASSIVE_BY: Final = re.compile(r"(?:\s+(?!by\b)[\w'-]+){0,4}?\s+by\s+(?=\S)")
_SECOND_VERB: Final = re.compile(r"\b(?:but|and|а|але|но|и|і|та)\s+(?:\w+ly\s+)?$")
_CLAUSE: Final = re.compile(r"[,;“\"]|that|що|что")


def attributions(
    text: str, sentences: Sequence[Sentence], dates: Sequence[DatePhrase], lang: str, data_dir: Path | None = None
) -> tuple[Attribution, ...]:
    """Return every saying in a text, in order of the reporting words, then those of running quotations and of lists.

    Parameters
    ----------
    text : str
        The whole report.
    sentences : sequence of Sentence
        Its sentences, from `sentences.sentences`.
    dates : sequence of DatePhrase
        Its date phrases; one right beside the reporting word dates the saying.
    lang : str
        en, uk or ru.
    data_dir : Path, optional
        Folder of the word lists; the bundled one by default.
    """
    words = attribution_words(lang, data_dir)
    plain = without_asides(text)
    folded = fold(plain)
    hits = list(words.speech.find(folded))
    listener = _Listener(text, plain, folded, words, dates, _people(folded, sentences, words))
    first = 0
    for position, sentence in enumerate(sentences):
        begin = first
        while first < len(hits) and hits[first].start < sentence.end:
            first += 1
        spoken = [hit for hit in hits[begin:first] if hit.start >= sentence.start]
        listener.hear(sentence, _told_before(sentences, position, listener.found), spoken)
    found = listener.found
    return (*found, *running_quotes(text, sentences, found), *listed(text, sentences, found))


@dataclass(slots=True)
class _Listener:
    """Goes through a text sentence by sentence and remembers who spoke last."""

    text: str
    plain: str
    folded: str
    words: Words
    dates: Sequence[DatePhrase]
    people: Sequence[tuple[int, Hit]]
    found: list[Attribution] = field(default_factory=list)
    last: Attribution | None = None

    def hear(self, sentence: Sentence, told_before: int, hits: Sequence[Hit]) -> None:
        """Add the sayings of one sentence; `told_before` is where "this was said by" reaches back to."""
        headline = _headline(self.text, sentence, self.words)
        if headline is not None:
            self.found.append(headline)
            self.last = headline
        backward, low = False, sentence.start
        for number, hit in enumerate(hits):
            kind = hit.row["kind"]
            if kind == "this" and number + 1 < len(hits) and hits[number + 1].row["kind"] == "say":
                backward, low = True, hit.end  # "об этом сообщил губернатор": the next verb says what stands before
                continue
            made = self._saying(sentence, hit, low) if kind != "none" else None
            low = hit.end
            if made is None:
                continue
            if made.kind != "pronoun" and made.claimed_by:
                made = replace(made, claimed_by=self.text[made.by_start : made.by_end].rstrip(" ."))
            made = replace(made, said_on=_said_on(self.text, made, hit, sentence, self.dates))
            if backward or kind == "this" or made.end <= made.start:
                made = replace(made, start=told_before, end=max(sentence.start - 1, told_before))
                backward = False
            self.found.append(made)
            if made.side not in {None, "media"} and made.kind != "media":
                self.last = made

    def _saying(self, sentence: Sentence, hit: Hit, low: int) -> Attribution | None:
        kind, verb = hit.row["kind"], self.folded[hit.start : hit.end]
        if kind == "say" and is_no_saying(self.folded, sentence.start, hit.start, hit.end):
            return None
        if kind == "say" and not verb.endswith("ing") and _PASSIVE.search(self.folded, sentence.start, hit.start):
            return self._said_by(sentence, hit)
        (start, end), content, trailing = (according if kind == "according" else said)(self, sentence, hit, low)
        start, end = without_dates(self.folded, start, end)
        if kind == "say" and verb.endswith("ing") and self.folded[hit.start - 2 : hit.start] == ", ":
            start = end  # ", insisting that": whoever spoke in the main clause
        start = after_and(self.folded, start, end, self.words)
        if kind == "say" and _SECOND_VERB.search(self.folded, start, hit.start):
            start = end  # "denied it and accused the division": whoever denied
        phrase = self.plain[start:end].strip()
        side, claimant = side_of(phrase, self.words)
        meant, last = not phrase and kind == "say", None
        if meant or (_PRONOUN.match(phrase) and side in {None, "local"}):
            last = self._opening(sentence, hit) if not phrase else None
            last = last or _person_meant(phrase, hit.start, self.people, self.last)
            if last is None and side is None:
                return None
        if last is not None:
            return Attribution(*content, last.claimed_by, last.side, start, end, verb, "pronoun", None, trailing)
        if side == "local" and _ITS.match(phrase):  # "Moscow left X in what its ministry presented as": Moscow's
            own = (
                hit for hit in self.words.sides.find(self.folded[sentence.start : start]) if hit.row["side"] != "none"
            )
            side = next((hit.row["side"] for hit in own), side)
        if side == "local" and self.last is not None and self.last.side in {"RU", "UA"} and _MINISTRY.match(phrase):
            side = self.last.side
        if kind == "say" and (_DEED.search(phrase) or (side is None and not _speaks(phrase))):
            return None
        return Attribution(*content, phrase or None, side, start, end, verb, claimant, None, trailing)

    def _opening(self, sentence: Sentence, hit: Hit) -> Attribution | None:
        """The claimant that opens a sentence whose second verb lacks one: "The army did not name it but said ..."."""
        if _SECOND_VERB.search(self.folded, sentence.start, hit.start) is None:
            return None
        opening = self.folded[sentence.start : min(hit.start, sentence.start + 70)]
        found = next((one for one in self.words.claimants.find(opening) if one.row["side"] != "media"), None)
        if found is None or found.start > 25:
            return None
        side, kind = side_of(opening, self.words)
        first, last = sentence.start + found.start, sentence.start + found.end
        return Attribution(first, last, self.text[first:last], side, first, last, "", kind)

    def _said_by(self, sentence: Sentence, hit: Hit) -> Attribution | None:
        """The saying of a passive with its speaker: "was declared captured by the ministry"."""
        match = _PASSIVE_BY.match(self.folded, hit.end, sentence.end)
        if match is None:
            return None
        start, end = without_dates(self.folded, *right_phrase(self.plain, match.end(), sentence.end))
        phrase = self.plain[start:end].strip()
        side, claimant = side_of(phrase, self.words)
        if side is None or _DEED.search(phrase):
            return None
        verb = self.folded[hit.start : hit.end]
        return Attribution(sentence.start, sentence.end, phrase, side, start, end, verb, claimant, None, True)


def _people(folded: str, sentences: Sequence[Sentence], words: Words) -> list[tuple[int, Hit]]:
    """First named official of each sentence, by its place in it most likely the subject, as (sentence start, hit)."""
    found: dict[int, Hit] = {}
    officials = [hit for hit in words.claimants.find(folded) if hit.row.get("kind") == "official"]
    starts = [sentence.start for sentence in sentences]
    for hit in officials:
        if folded[hit.end : hit.end + 2] != "'s":
            found.setdefault(starts[max(0, bisect_right(starts, hit.start) - 1)], hit)
    return sorted(found.items(), key=lambda item: item[0])


def _person_meant(
    phrase: str, position: int, people: Sequence[tuple[int, Hit]], last: Attribution | None
) -> Attribution | None:
    """Whom a pronoun means: the last claimant, or for "he" an official named as a subject after that."""
    if not _PERSON.search(phrase):
        return last
    for start, hit in reversed(people):
        if hit.end <= position and position - hit.start < 600:
            if last is not None and last.by_start >= start:
                return last
            name = str(hit.row["name"]).split()[-1]
            return Attribution(hit.start, hit.end, name, hit.row["side"], hit.start, hit.end, "", "official")
    return last


def _told_before(sentences: Sequence[Sentence], position: int, found: Sequence[Attribution]) -> int:
    """Start of what "this was said by" means: the line before, at most three sentences of it that nobody else says."""
    first = max(0, position - 1)
    spoken = found[-1].by_start if found else -1
    while first > 0 and position - first < 3 and sentences[first - 1].line == sentences[position - 1].line:
        if sentences[first - 1].end > spoken >= sentences[first - 1].start:
            break
        first -= 1
    return sentences[first].start


def _headline(text: str, sentence: Sentence, words: Words) -> Attribution | None:
    """A claimant and a colon before a sentence: "Governor Gladkov: ..."; no saying where a list follows a noun."""
    colon = text.find(":", sentence.start, min(sentence.end, sentence.start + 60))
    if colon < 0 or not text[colon + 1 : sentence.end].strip() or len(text[sentence.start : colon].split()) > 5:
        return None
    side, kind = side_of(text[sentence.start : colon], words)
    if kind not in {"official", "institution", "monitor"}:
        return None
    return Attribution(colon + 1, sentence.end, text[sentence.start : colon], side, sentence.start, colon, ":", kind)


def _speaks(phrase: str) -> bool:
    return bool(phrase) and phrase.split(maxsplit=1)[0][:1].isupper() and len(phrase.split()) <= 12


def _said_on(text: str, made: Attribution, hit: Hit, sentence: Sentence, dates: Sequence[DatePhrase]) -> date | None:
    """The day of the saying: a date phrase between claimant and verb, or right behind the verb."""
    first = bisect_left(dates, sentence.start, key=lambda phrase: phrase.start)
    for phrase in dates[first : bisect_left(dates, sentence.end, key=lambda phrase: phrase.start)]:
        if phrase.last is None or phrase.rule == "recent":
            continue
        if made.by_end <= phrase.start and phrase.end <= hit.start + 1:
            return phrase.last
        gap = text[hit.end : phrase.start]
        if phrase.start >= hit.end and len(gap) <= (25 if made.trailing else 12) and not _CLAUSE.search(gap):
            return phrase.last
    return None
