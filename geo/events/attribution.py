"""Who vouches for what: claimants, reporting verbs, "according to", quotations, titles and pronouns.

Own rules over the word lists `data/claimants.csv` (officials, institutions, monitors, media of all sides),
`data/lexicon/speech.csv` (verbs of saying), `sides.csv` and `narrators.csv`; a chain ("an agency reports that
the ministry claimed") belongs to the last who vouches.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from ..settings import Settings
from .dates import DatePhrase, find_dates
from .lexicon import Hit, Lexicon, fold, read_rows, spellings
from .sentences import Sentence

_AUXILIARY: Final = re.compile(
    r"\s+(?:has|have|had|is|was|also|later|then|earlier|reportedly|previously|only|already|itself|separately|meanwhile|"
    r"did|does|do|not|on|recently|again|initially|repeatedly|также|тоже|ранее|також|раніше|уже|вже)$",
    re.IGNORECASE,
)
_PRONOUN: Final = re.compile(
    r"(?:^|^.*\b)(?:he|she|it|they|who|which|both)$|^(?:the (?:ministry|institute|official|officials|president|minister|governor|mayor|"
    r"operator|update|statement|agency|spokesman|spokesperson|spokeswoman|commander|general|group|think tank|department|"
    r"headquarters|report)|губернатор|глава региона|мэр|голова ова|начальник ова|начальник|очільник|чиновник|мер|посадовець|він|вона|воно|вони|он|она|они|там|в ведомстве|у відомстві)$",
    re.IGNORECASE,
)
_LINKING: Final = re.compile(
    r"\s*(?:and|but|того ж дня|в тот же день|same day|that day|meanwhile|тим часом|между тем|at the same time)\b,?\s*"
)
_REPLY: Final = re.compile(r"\s+(?:в ответ|у відповідь|in response|in turn|при этом|при цьому)$")
_ASIDE: Final = re.compile(r"\([^()\n]{1,40}\)")
_DEED: Final = re.compile(
    r"\b(?:strikes?|attacks?|advances?|drones?|missiles?|shelling|fire|incursion|offensive|explosions?|blasts?|sanctions)$",
    re.IGNORECASE,
)
_TRANSITIVE: Final = re.compile(r"(?:told|tells|informed|named|called|accused|recalled|recorded|published)\b")
_MINISTRY: Final = re.compile(r"^the (?:\w+ )?(?:ministry|military|army|air force|defen[cs]e ministry)$", re.IGNORECASE)
_STOP_LEFT: Final = re.compile(
    r",(?!\d)|[;:“”\"«»()—–]|\b(?:that|but|while|as|because|what|after|when|however|что|що|как|як)\s", re.IGNORECASE
)
_STOP_RIGHT: Final = re.compile(
    r"[,;:.“”\"«»()—–]|\b(?:that|on|in|at|as|during|after|during|who|late|early|что|що|как|як|в|у|на|во|о|про|со|після|після|earlier|last)\b",
    re.IGNORECASE,
)
_PASSIVE: Final = re.compile(r"\b(?:is|are|was|were|been|being|be|officially|reportedly)\s+$", re.IGNORECASE)
_OPEN, _CLOSE = "“«„", "”»"


@dataclass(frozen=True, slots=True)
class Attribution:
    """A saying: characters [start, end) of its content, its claimant as printed, and the claimant's side.

    `side` is terms.ClaimantSide, "local" (officials of the place they speak of) or None. `by_start`,
    `by_end` delimit the claimant's words. `verb` is the reporting word, folded. `said_on` is the day the
    saying itself is dated, where it is.
    """

    start: int
    end: int
    claimed_by: str | None
    side: str | None
    by_start: int
    by_end: int
    verb: str
    kind: str = ""
    said_on: date | None = None
    trailing: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of attribution in one language, compiled."""

    claimants: Lexicon
    speech: Lexicon
    sides: Lexicon
    narrators: Lexicon


@lru_cache(maxsize=8)
def attribution_words(lang: str, data_dir: Path | None = None) -> Words:
    """Return the compiled word lists of a language (en, uk, ru); Latin-script names count in all of them."""
    root = data_dir or Settings().data_dir

    def lexicon(path: Path, *required: str) -> Lexicon:
        rows = read_rows(path, (*required, "en", "uk", "ru"))
        langs = ("en",) if lang == "en" else (lang, "en")
        return Lexicon((pattern, row) for row in rows for key in langs for pattern in spellings(row[key]))

    return Words(
        lexicon(root / "claimants.csv", "name", "side"),
        lexicon(root / "lexicon" / "speech.csv", "kind"),
        lexicon(root / "lexicon" / "sides.csv", "side"),
        lexicon(root / "lexicon" / "narrators.csv", "side"),
    )


def attributions(
    text: str, sentences: Sequence[Sentence], dates: Sequence[DatePhrase], lang: str, data_dir: Path | None = None
) -> tuple[Attribution, ...]:
    """Return every saying in a text, in order of the reporting words.

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
    plain = _without_asides(text)
    folded = fold(plain)
    found: list[Attribution] = []
    last: Attribution | None = None
    hits = list(words.speech.find(folded))
    people = _people(text, folded, sentences, words)
    index = 0
    for position, sentence in enumerate(sentences):
        backward = False
        headline = _headline(text, sentence, words)
        if headline is not None:
            found.append(headline)
            last = headline
        while index < len(hits) and hits[index].start < sentence.end:
            hit = hits[index]
            index += 1
            if hit.start < sentence.start:
                continue
            spoken = max((one.end for one in hits[: index - 1] if one.start >= sentence.start), default=sentence.start)
            if (
                hit.row["kind"] == "this"
                and index < len(hits)
                and hits[index].row["kind"] == "say"
                and hits[index].start < sentence.end
            ):
                backward = True  # "об этом сообщил губернатор": the next verb's content is what stands before
                continue
            made = (
                None
                if hit.row["kind"] == "none"
                else _attribution(plain, folded, sentence, hit, words, last, spoken, people)
            )
            if made is None:
                continue
            if made.kind != "pronoun" and made.claimed_by:
                made = replace(made, claimed_by=text[made.by_start : made.by_end])
            made = replace(made, said_on=_said_on(text, made, hit, dates))
            if backward or hit.row["kind"] == "this" or made.end <= made.start:
                made = replace(made, start=_told_before(sentences, position), end=max(sentence.start - 1, 0))
                backward = False
            found.append(made)
            if made.side is not None and not _is_deferred(made):
                last = made
    found.extend(_running_quotes(text, sentences, found))
    return tuple(found)


def attribution_at(found: Sequence[Attribution], position: int) -> Attribution | None:
    """Return the saying that covers a character: the innermost, the last who vouches; None where nobody does."""
    covering = [saying for saying in found if saying.start <= position < saying.end]
    sided = [saying for saying in covering if saying.side is not None] or covering
    people = [saying for saying in sided if saying.side != "media"] or sided
    return min(people, key=lambda saying: (saying.end - saying.start, -saying.start), default=None)


def narrator_side(text: str, publisher: str | None, lang: str, data_dir: Path | None = None) -> str | None:
    """Return the side whose voice a text speaks with where it names no claimant.

    "independent" for a monitor's own publication; RU or UA where the text uses that side's words for the other
    ("the enemy", "the occupiers") twice or more than the other side's; None for plain narrative.
    """
    words = attribution_words(lang, data_dir)
    if publisher:
        for hit in words.claimants.find(fold(publisher)):
            if hit.row.get("kind") == "monitor":
                return "independent"
    counts: dict[str, int] = {}
    for hit in words.narrators.find(fold(text)):
        counts[hit.row["side"]] = counts.get(hit.row["side"], 0) + 1
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    if not ranked or lang == "en":
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] > ranked[1][1] else None


def side_of(phrase: str, words: Words) -> tuple[str | None, str]:
    """Return the side of a claimant's words and the claimant's kind; (None, "") where no list knows it."""
    folded = fold(phrase)
    hits = [hit for hit in words.claimants.find(folded)]
    named = [hit for hit in hits if hit.row["side"] != "local"]
    adjectives = [hit.row["side"] for hit in words.sides.find(folded) if hit.row["side"] not in {"none", "KP"}]
    if named:
        people = [hit for hit in named if hit.row.get("kind") != "media" or len(named) == 1]
        hit = (people or named)[0]
        return hit.row["side"], hit.row.get("kind", "")
    if {"RU", "UA"} <= set(adjectives) and re.search(r"\b(?:and|both|і|й|та|и)\b", folded) and not hits:
        return None, "both"
    if adjectives:
        return adjectives[0], "adjective"
    if hits:
        return "local", hits[0].row.get("kind", "")
    return None, ""


def _attribution(
    text: str,
    folded: str,
    sentence: Sentence,
    hit: Hit,
    words: Words,
    last: Attribution | None,
    low: int,
    people: Sequence[tuple[int, Hit]],
) -> Attribution | None:
    kind = hit.row["kind"]
    if kind == "say" and _PASSIVE.search(folded, sentence.start, hit.start):
        return None
    if kind == "according":
        start, end = _right_phrase(text, hit.end, sentence.end)
        trailing = hit.start > sentence.start + 3 and not re.match(r"\s+that\b", folded[end : sentence.end])
        content = (sentence.start, hit.start) if trailing else (end, sentence.end)
        if trailing and sentence.end - end > 60 and hit.start - sentence.start < 40:
            content = (sentence.start, sentence.end)
    else:
        start, end = _left_phrase(text, low, hit.start)
        inverted = _inverted(text, folded, start, end, hit, words)
        if inverted:
            start, end = _right_phrase(text, hit.end, sentence.end)
        trailing = inverted or _ends_sentence(text, sentence, start, hit.end)
        before = (sentence.start, start if not inverted else hit.start)
        content = before if trailing else (hit.end, sentence.end)
        if trailing and re.match(r"\s*(?:\w+\s*){0,3},", folded[hit.end : hit.end + 40]):
            content = (sentence.start, sentence.end)
        if inverted and content[1] - content[0] < 8:
            content = (end, sentence.end)
    start, end = _without_dates(folded, start, end)
    start = _after_and(folded, start, end, words)
    phrase = text[start:end].strip()
    side, claimant_kind = side_of(phrase, words)
    if (_PRONOUN.match(phrase) or (not phrase and kind == "say")) and (side in {None, "local"} or not phrase):
        last = _person_meant(phrase, hit.start, people, last)
        if last is None:
            return None
        return Attribution(
            *content, last.claimed_by, last.side, start, end, hit_verb(folded, hit), "pronoun", None, trailing
        )
    if side == "local" and last is not None and last.side in {"RU", "UA"} and _MINISTRY.match(phrase):
        side = last.side
    if kind == "say" and _DEED.search(phrase):
        return None
    if side is None and kind == "say" and not _speaks(phrase):
        return None
    return Attribution(*content, phrase or None, side, start, end, hit_verb(folded, hit), claimant_kind, None, trailing)


def _people(text: str, folded: str, sentences: Sequence[Sentence], words: Words) -> list[tuple[int, Hit]]:
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
    if not re.search(r"(?:^|\b)(?:he|she|він|вона|он|она)$", phrase, re.IGNORECASE):
        return last
    for start, hit in reversed(people):
        if hit.end <= position and position - hit.start < 600:
            if last is not None and last.by_start >= start:
                return last
            name = str(hit.row["name"]).split()[-1]
            return Attribution(hit.start, hit.end, name, hit.row["side"], hit.start, hit.end, "", "official")
    return last


def _told_before(sentences: Sequence[Sentence], position: int) -> int:
    """Start of what "this was said by" means: the line before, at most three sentences of it."""
    first = max(0, position - 1)
    while first > 0 and position - first < 3 and sentences[first - 1].line == sentences[position - 1].line:
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


def hit_verb(folded: str, hit: Hit) -> str:
    """Return the reporting word as folded text."""
    return folded[hit.start : hit.end]


def _speaks(phrase: str) -> bool:
    return bool(phrase) and phrase.split(maxsplit=1)[0][:1].isupper() and len(phrase.split()) <= 12


def _left_phrase(text: str, low: int, stop: int) -> tuple[int, int]:
    """Words before the verb back to a comma, a quotation mark or "that"; an apposition takes one comma more."""
    end = stop
    while end > low and text[end - 1].isspace():
        end -= 1
    while (match := _AUXILIARY.search(text, low, end)) is not None:
        end = match.start()
    apposed = end > low and text[end - 1] == ","
    if apposed:
        end -= 1
    start = _last_stop(text, low, end)
    if apposed and re.match(r"\s*(?:who|which|whose|speaking)\b", text[start:end]) and text[start - 1 : start] == ",":
        end = start - 1
        start = _last_stop(text, low, end)
    if (apposed and start > low and text[start - 1 : start] == ",") or (apposed and text[start - 2 : start - 1] == ","):
        before = _last_stop(text, low, max(low, start - 2))
        if re.match(r"\s*(?i:the|a|an)\b|\s*(?:[A-ZА-ЯІЇЄҐ][\w.'’-]*\s*){1,5},?\s*$", text[before:start]):
            start = before
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _inverted(text: str, folded: str, start: int, end: int, hit: Hit, words: Words) -> bool:
    """Whether the claimant follows the verb: "..., said the ministry", "об этом сообщил губернатор"."""
    left = folded[start:end].strip(" -–—")
    if _TRANSITIVE.match(folded, hit.start):
        return False
    if (
        folded[max(0, start - 2) : start].strip() in {"", ","}
        and side_of(left, words)[1] not in {"", "adjective"}
        and hit.start - end <= 3
    ):
        return False
    if left in {"", "про це", "об этом", "цю інформацію"}:
        return not folded[hit.start : hit.end].endswith("ing")
    if re.search(r"[,»”\"—–]\s*$", folded[max(0, hit.start - 4) : hit.start]) is None:
        return False
    if (
        folded[max(0, start - 2) : start].strip() == ","
        and len(left.split()) <= 6
        and side_of(left, words)[0] is not None
    ):
        return False
    right = _right_phrase(text, hit.end, min(len(text), hit.end + 140))
    after = side_of(text[right[0] : right[1]], words)
    return after[0] is not None and after[1] not in {"adjective"} and side_of(left, words)[1] in {"", "adjective"}


def _without_dates(folded: str, start: int, end: int) -> tuple[int, int]:
    """Cut date phrases and "in reply" from both ends of a claimant's words: "у середу речник", "двумя днями ранее"."""
    for phrase in find_dates(folded[start:end], None):
        if not folded[start : start + phrase.start].strip(" ,"):
            return _without_dates(folded, start + phrase.end, end)
        if not folded[start + phrase.end : end].strip(" ,"):
            return _without_dates(folded, start, start + phrase.start)
    match = _LINKING.match(folded, start, end)
    start = match.end() if match is not None else start
    match = _REPLY.search(folded, start, end)
    end = match.start() if match is not None else end
    while start < end and folded[start] in " ,":
        start += 1
    while end > start and folded[end - 1] in " ,":
        end -= 1
    return start, end


def _after_and(folded: str, start: int, end: int, words: Words) -> int:
    """Start of the claimant where "and" joins two clauses, not two claimants: "denied it and intelligence warned"."""
    position = folded.rfind(" and ", start, end)
    if position < 0 or side_of(folded[start:position], words)[0] is not None:
        return start
    return position + 5 if side_of(folded[position + 5 : end], words)[0] is not None else start


def _without_asides(folded: str) -> str:
    """Blank short parentheses, so that they end no phrase; offsets stay."""
    return _ASIDE.sub(lambda match: " " * len(match.group()), folded)


def _last_stop(text: str, low: int, end: int) -> int:
    start = low
    for match in _STOP_LEFT.finditer(text, max(low, end - 160), end):
        start = match.end()
    return start


def _right_phrase(text: str, begin: int, high: int) -> tuple[int, int]:
    while begin < high and text[begin].isspace():
        begin += 1
    match = _STOP_RIGHT.search(text, begin + 1, high)
    while match is not None and match.group() == "." and text[match.start() - 1 : match.start()].isupper():
        match = _STOP_RIGHT.search(text, match.end(), high)
    end = min(match.start() if match is not None else high, begin + 120)
    while end > begin and text[end - 1].isspace():
        end -= 1
    return begin, end


def _ends_sentence(text: str, sentence: Sentence, start: int, verb_end: int) -> bool:
    """Whether the saying stands behind its content: much before it, little after it."""
    before, after = text[sentence.start : start].strip(), text[verb_end : sentence.end].strip(' .”"»')
    if re.match(r"(?:In|On|At|Near|Earlier|Meanwhile)\b", before) and len(before.split()) < 9:
        return False
    if before[-2:] in {",”", ',"', "”,", '",', "»,", "“,"}:
        return True
    if len(before) < 20 or before[-1] not in ',”"»—–)':
        return False
    if (
        before[-1] == ","
        and len(before.split()) >= 5
        and re.match(r"(?:(?:on |late |early )?\w+)?,\s", text[verb_end : sentence.end].strip())
    ):
        return True
    return len(after.split()) <= 9 and not re.match(r"(?:that|what|[“\"«])", after)


def _said_on(text: str, made: Attribution, hit: Hit, dates: Sequence[DatePhrase]) -> date | None:
    for phrase in dates:
        if phrase.last is None or phrase.rule == "recent":
            continue
        gap = text[hit.end : phrase.start] if phrase.start >= hit.end else text[phrase.end : made.by_start]
        if made.by_end <= phrase.start and phrase.end <= hit.start + 1:
            return phrase.last
        near = (
            phrase.start >= hit.end
            and len(gap) <= (12 if not made.trailing else 25)
            and not re.search(r"[,;“\"]|that|що|что", gap)
        )
        if near:
            return phrase.last
    return None


def _is_deferred(made: Attribution) -> bool:
    return made.kind == "media" or made.side == "media"


def _running_quotes(text: str, sentences: Sequence[Sentence], found: Sequence[Attribution]) -> list[Attribution]:
    """Extend a quotation's speaker to the sentences of the same line inside the same quotation marks."""
    extra: list[Attribution] = []
    for first, last in _quotations(text):
        inside = [sentence for sentence in sentences if sentence.start < last and sentence.end > first]
        if len(inside) < 2:
            continue
        speakers = [
            saying
            for saying in found
            if first - 200 < saying.by_start < last + 120
            and not first < saying.by_start < last
            and any(
                sentence.start <= saying.by_start < sentence.end
                or saying.by_start < sentence.start <= saying.by_start + 200
                for sentence in inside
            )
        ]
        if speakers:
            nearest = min(speakers, key=lambda saying: min(abs(saying.by_start - last), abs(saying.by_end - first)))
            extra.append(replace(nearest, start=first, end=last, kind="quotation"))
    return extra


def _quotations(text: str) -> list[tuple[int, int]]:
    spans, begin = [], None
    straight = False
    for match in re.finditer(r"[“”«»„\"\n]", text):
        char = match.group()
        if char == "\n":
            begin, straight = None, False
        elif char in _OPEN or (char == '"' and not straight):
            begin, straight = match.start(), char == '"'
        elif begin is not None:
            spans.append((begin, match.end()))
            begin, straight = None, False
    return spans
