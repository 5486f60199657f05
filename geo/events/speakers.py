"""The words around a verb of saying that name who speaks: their borders, and on which side of the verb they stand."""

from __future__ import annotations

import re
from typing import Final

from .claimants import Words, side_of
from .dates import find_dates
from .lexicon import Hit
from .sentences import Sentence

_AUXILIARY: Final = re.compile(
    r"\s+(?:has|have|had|is|was|also|later|then|earlier|reportedly|previously|only|already|itself"
    r"|separately|meanwhile|"
    r"did|does|do|not|on|recently|again|initially|repeatedly|также|тоже|ранее|також|раніше|уже|вже)$",
    re.IGNORECASE,
)
_LINKING: Final = re.compile(
    r"\s*(?:and|but|[ву]|того ж дня|в тот же день|same day|that day|meanwhile|тим часом|между тем"
    r"|at the same time|earlier|ранее|раніше|затем|потім|позже|пізніше|в свою очередь|у свою чергу|своєю чергою)\b,?\s*"
)
_REPLY: Final = re.compile(r"\s+(?:в ответ|у відповідь|in response|in turn|при этом|при цьому|це|это|цю|эту)$")
_ASIDE: Final = re.compile(r"\([^()\n]{1,40}\)")
#: "the governor of the region - some 850 km from Moscow - said"
_DASHED: Final = re.compile(
    r"\s[-—–]\s[^-—–\n]{5,110}\s[-—–](?=\s(?:said|told|wrote|added|reported|announced|claimed|confirmed|denied|warned)\b)"
)
#: «Хортиця», “Tavria”: a name in quotation marks behind a word
_UNIT_NAME: Final = re.compile(
    r"(?<=[а-яіїєґa-zА-Я]\s)[«“\"]([A-ZА-ЯІЇЄҐ][\w’'-]+(?:\s[A-ZА-ЯІЇЄҐ][\w’'-]+)?)[»”\"](?=[\s,.])"
)
_TRANSITIVE: Final = re.compile(r"(?:told|tells|informed|named|called|accused|recalled|recorded|published)\b")
_STOP_LEFT: Final = re.compile(
    r",(?!\d)|[;:“”\"«»()—–]|\s-\s|\b(?:that|but|while|as|because|what|after|when|however|что|що|как|як)\s",
    re.IGNORECASE,
)
_STOP_RIGHT: Final = re.compile(
    r"[,;:.“”\"«»()—–]|\s-\s|\b(?:that|on|in|at|as|during|after|who|late|early|earlier|last"
    r"|что|що|как|як|в|у|на|во|о|про|со|після|после)\b",
    re.IGNORECASE,
)
_RELATIVE: Final = re.compile(r"\s*(?:who|which|whose|speaking)\b")
_APPOSED: Final = re.compile(r"\s*(?i:the|a|an)\b|\s*(?:[A-ZА-ЯІЇЄҐ][\w.'’-]*\s*){1,5},?\s*$")
#: characters from which a claimant's words before a verb may hold what he says too
_LONG_CLAIMANT: Final = 24
#: words of a title and a first name right before a surname, behind the occasion's own word
_TITLE: Final = re.compile(
    r"(?<=\s)(?<!\bу\s)(?<!\bв\s)(?<!\bна\s)(?<!\bдо\s)(?<!\bпо\s)[^\W\d]+\s+(?:[^\W\d]+\s+){0,2}$"
)
_BACKWARD: Final = frozenset({"", "про це", "об этом", "цю інформацію"})
_CYRILLIC: Final = re.compile(r"[а-яіїєґ]")
_CLOSING: Final = re.compile(r"[,»”\"—–]\s*$|\s-\s*$")
_PREFACE: Final = re.compile(
    r"(?:In|On|At|Near|Earlier|Meanwhile|Also|Later|Separately|Elsewhere|Overnight|Today|Yesterday|By|Last|This|Since|Then"
    r"|Previously|Afterwards|Hours|Days|Late|Early|Soon|For|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
_NEW_CLAUSE: Final = re.compile(r"(?:and|but|while|а|и|та|і|але|но)\s", re.IGNORECASE)
_TIMED_COMMA: Final = re.compile(
    r"(?:(?:(?:late|early)\s+)?(?:on\s+)?(?:[A-Z]\w+(?:\s+(?:\d{1,2}|morning|evening|night|afternoon))?|\w+))?,\s"
    r"|(?:on|in|via)\s+(?:a\s+)?(?:\w+\s+){1,4}?(?:Telegram|Facebook|X|post|statement|video|briefing|interview|address),\s"
)
_QUOTED: Final = re.compile(r"\s*[,:]?\s*[“\"«]")
#: what is told follows, so that the words before it name the listener
_QUESTION: Final = re.compile(r",?\s*(?:что|що|как|як|чтобы|щоб)\b")
_CONTENT: Final = re.compile(r"(?:that|what|[“\"«])")


def left_phrase(text: str, low: int, stop: int) -> tuple[int, int]:
    """Return the words before a verb at `stop`, back to a comma, a quotation mark or "that"; over one apposition."""
    end = stop
    while end > low and text[end - 1].isspace():
        end -= 1
    while (match := _AUXILIARY.search(text, low, end)) is not None:
        end = match.start()
    apposed = end > low and text[end - 1] == ","
    if apposed:
        end -= 1
    start = _last_stop(text, low, end)
    if apposed and _RELATIVE.match(text, start, end) and text[start - 1 : start] == ",":
        end = start - 1
        start = _last_stop(text, low, end)
    if (apposed and start > low and text[start - 1 : start] == ",") or (apposed and text[start - 2 : start - 1] == ","):
        before = _last_stop(text, low, max(low, start - 2))
        if _APPOSED.match(text[before:start]):
            start = before
    while start < end and text[start].isspace():
        start += 1
    return start, end


def right_phrase(text: str, begin: int, high: int) -> tuple[int, int]:
    """Return the words behind a verb up to a comma, a preposition or a full stop, at most 120 characters."""
    while begin < high and text[begin].isspace():
        begin += 1
    match = _STOP_RIGHT.search(text, begin + 1, high)
    while match is not None and match.group() == "." and text[match.start() - 1 : match.start()].isupper():
        match = _STOP_RIGHT.search(text, match.end(), high)
    end = min(match.start() if match is not None else high, begin + 120)
    while end > begin and text[end - 1].isspace():
        end -= 1
    return begin, end


def speaker_behind(text: str, folded: str, begin: int, high: int, words: Words) -> tuple[int, int]:
    """Return the words behind a verb that name who speaks; in Cyrillic over a time or an occasion before them.

    "оголосив у ніч на суботу головнокомандувач", "розповів у телемарафоні речник".
    """
    first, last = right_phrase(text, begin, high)
    if _CYRILLIC.search(folded, begin, high) is None or side_of(text[first:last], words)[0] is not None:
        return first, last
    if any(word[:1].isupper() for word in text[first:last].split()[1:]):
        return first, last
    stop = min((at for at in (text.find(",", begin, high), text.find(".", begin, high)) if at >= 0), default=high)
    known = next(words.claimants.find(folded[begin:stop]), None)
    if known is None:
        return first, last
    title = _TITLE.search(folded, begin, begin + known.start)
    return right_phrase(text, title.start() if title is not None else begin + known.start, high)


def object_before(folded: str, start: int, stop: int, words: Words) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Part a claimant from what he says where both stand before a Cyrillic verb that ends its sentence.

    "У Генштабі захоплення села заперечили", "Удары по городу в Минобороны отрицают": ((claimant), (content)); None
    where only a claimant stands there.
    """
    if _CYRILLIC.match(folded, stop) is None:
        return None
    hits = [hit for found in (words.claimants, words.sides) for hit in found.find(folded[start:stop])]
    if not hits or stop - start < _LONG_CLAIMANT:
        return None
    first = min(hits, key=lambda hit: (hit.start, -hit.end))
    last = max(hits, key=lambda hit: (hit.end, -hit.start))
    if first.start <= 3 and stop - start - first.end > _LONG_CLAIMANT // 2:
        return (start + first.start, start + first.end), (start + first.end, stop)
    if stop - start - last.end <= 2 and last.start > _LONG_CLAIMANT // 2:
        return (start + last.start, start + last.end), (start, start + last.start)
    return None


def inverted(text: str, folded: str, start: int, end: int, hit: Hit, words: Words) -> bool:
    """Say whether the claimant follows the verb: "..., said the ministry", "об этом сообщил губернатор"."""
    left = folded[start:end].strip(" -–—")
    if _TRANSITIVE.match(folded, hit.start):
        return False
    right = speaker_behind(text, folded, hit.end, min(len(text), hit.end + 140), words)
    after = side_of(text[right[0] : right[1]], words)
    closed = _CLOSING.search(folded, max(0, hit.start - 4), hit.start) is not None
    if _CYRILLIC.match(folded, hit.start) and _named_behind(text, closed, right, after, side_of(left, words)[1]):
        return True  # Ukrainian and Russian put the claimant behind the verb of a closing clause
    if (
        folded[max(0, start - 2) : start].strip() in {"", ","}
        and side_of(left, words)[1] not in {"", "adjective"}
        and hit.start - end <= 3
    ):
        return False
    if left in _BACKWARD:
        return not folded[hit.start : hit.end].endswith("ing")
    if not closed:
        return False
    if (
        folded[max(0, start - 2) : start].strip() == ","
        and len(left.split()) <= 6
        and side_of(left, words)[0] is not None
    ):
        return False
    return after[0] is not None and after[1] != "adjective" and side_of(left, words)[1] in {"", "adjective"}


def _named_behind(
    text: str, closed: bool, right: tuple[int, int], after: tuple[str | None, str], left_kind: str
) -> bool:
    if closed and right[1] > right[0] and _QUESTION.match(text, right[1]) is None:
        named = any(word[:1].isupper() for word in text[right[0] : right[1]].split())
        return after[1] != "adjective" and (after[0] is not None or named)
    return after[1] in {"official", "institution"} and left_kind in {"", "adjective"}


def ends_sentence(text: str, sentence: Sentence, start: int, verb_end: int) -> bool:
    """Say whether the saying stands behind its content: much before it, little after it."""
    before, after = text[sentence.start : start].strip(), text[verb_end : sentence.end].strip(' .”"»')
    if _NEW_CLAUSE.match(text, start):
        return False
    if _PREFACE.match(before) and len(before.split()) < 9:
        return False
    if _QUOTED.match(text, verb_end) and before[-1:] not in {"”", '"', "»"}:
        return False
    if before[-2:] in {",”", ',"', "”,", '",', "»,", "“,"}:
        return True
    if len(before) < 10 or before[-1] not in ',”"»—–)-':
        return False
    if before[-1] == "," and len(before.split()) >= 5 and _TIMED_COMMA.match(text[verb_end : sentence.end].strip()):
        return True
    return len(after.split()) <= 9 and not _CONTENT.match(after)


def without_dates(folded: str, start: int, end: int) -> tuple[int, int]:
    """Cut date phrases and "in reply" from both ends of a claimant's words: "у середу речник", "двумя днями ранее"."""
    for phrase in find_dates(folded[start:end], None):
        if not folded[start : start + phrase.start].strip(" ,"):
            return without_dates(folded, start + phrase.end, end)
        if not folded[start + phrase.end : end].strip(" ,"):
            return without_dates(folded, start, start + phrase.start)
    match = _LINKING.match(folded, start, end)
    start = match.end() if match is not None else start
    match = _REPLY.search(folded, start, end)
    end = match.start() if match is not None else end
    while start < end and folded[start] in " ,":
        start += 1
    while end > start and folded[end - 1] in " ,":
        end -= 1
    return start, end


def after_and(folded: str, start: int, end: int, words: Words) -> int:
    """Return the claimant's start where "and" joins clauses, not claimants: "denied it and intelligence warned"."""
    position = folded.rfind(" and ", start, end)
    if position < 0 or side_of(folded[start:position], words)[0] is not None:
        return start
    return position + 5 if side_of(folded[position + 5 : end], words)[0] is not None else start


def without_asides(folded: str) -> str:
    """Blank short asides and the marks around a unit's name, so that they end no phrase; offsets stay."""
    plain = _ASIDE.sub(lambda match: " " * len(match.group()), folded)
    plain = _DASHED.sub(lambda match: " " * len(match.group()), plain)
    return _UNIT_NAME.sub(lambda match: f" {match.group(1)} ", plain)


def _last_stop(text: str, low: int, end: int) -> int:
    start = low
    for match in _STOP_LEFT.finditer(text, max(low, end - 160), end):
        start = match.end()
    return start
