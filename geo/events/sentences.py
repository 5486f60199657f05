"""Sentences and clauses of a report, as character spans; own rules for English, Ukrainian and Russian."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

#: Words before a full stop that do not end a sentence.
_ABBREVIATIONS: Final = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "gen",
        "lt",
        "col",
        "maj",
        "sgt",
        "capt",
        "st",
        "no",
        "vs",
        "gov",
        "sen",
        "rep",
        "pres",
        "prof",
        "jr",
        "sr",
        "inc",
        "ltd",
        "co",
        "corp",
        "etc",
        "e.g",
        "i.e",
        "u.s",
        "u.k",
        "u.n",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "г",
        "гг",
        "р",
        "рр",
        "ст",
        "обл",
        "им",
        "ім",
        "с",
        "см",
        "пос",
        "дер",
        "м",
        "тис",
        "тыс",
        "млн",
        "млрд",
        "грн",
        "руб",
        "н.п",
        "н",
        "т.е",
        "т.д",
        "т.п",
        "т.зв",
        "зв",
        "км",
        "кв",
        "проф",
        "ген",
        "полк",
        "бр",
        "вул",
        "ул",
        "пл",
        "просп",
        "пр",
        "в.о",
        "т.в.о",
        "и.о",
    ]
)
_END: Final = re.compile(
    r"[.!?…]+(?:\[\d+\]|[\"”»’'）)\]*])*\s+(?=[\"“«‘'(\[—–-]{0,3}\s?[^\Wa-zа-яіїєґё_]|[\"“«•·])"
    r"|(?<=[a-zа-яіїєґ]{3})[.!?][”\"»]?(?=[A-ZА-ЯІЇЄҐ][a-zа-яіїєґ’']+[\s,])(?!(?:Ru|Ua|Com|Net|Org|Info)\b)"
)
#: characters after which a text without a full stop is cut all the same
_LONGEST: Final = 4000
_LINE: Final = re.compile(r"[^\n\r]+")
_DATELINE: Final = re.compile(
    r"^\s*[A-ZА-ЯІЇЄҐ][\w’'.,()/ -]{1,60}?(?:/(?:TASS|ТАСС|АП|UNN)/\.?|\((?:Reuters|AP|AFP|CNN|UPI)\)|"
    r"(?:РИА Новости|Укрінформ|Интерфакс)\.)\s*[-—–]?\s*"
    r"|^\s*[A-ZА-ЯІЇЄҐ][A-ZА-ЯІЇЄҐ’'/ ]{2,40}(?:, [A-Z][\w. ]{2,30}){0,3}\s[-—–]\s"
)
_RELATIVE: Final = frozenset({"who", "which", "where", "whom", "when"})
_SPLIT: Final = re.compile(
    r"(?=[\s,;()])(?:"  # what opens every border, looked at first
    r";\s*"
    r"|,?\s+(?:while|whereas|although|even as|as well as)\s+"
    r"|,?\s+but\s+(?!also\b)"
    r"|,\s+and\s+(?=(?:\w+\s+){1,4}?(?:\w+ed|was|were|has|had|have|is|are)\b)"
    r"|,\s+(?:after|before|following|since|amid|as)\s+(?=(?:the\s+)?(?:\w+\s+){0,3}?\w+(?:ed|ing|s|es)\b)"
    r"|,?\s+(?:if|unless|якщо|если)\s+"
    r"|\s+since\s+(?!the\s+(?:war|start|beginning|full|invasion|outbreak|conflict)\b|\d|then\b|last\b"
    r"|early|late|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"|\s+(?:despite|amid|amidst|due to|ahead of|in response to|in retaliation for"
    r"|following(?!\s+(?:day|week|month|morning|night|evening|year)))\s+"
    r"|\s+after\s+(?=(?:the\s+|a\s+|an\s+)?(?:russia|ukrain|kyiv|moscow|kiev|drone|missile|air|shell"
    r"|strike|attack|explosion))"
    r"|,?\s+(?:which|where|who|whom|whose|when)\s+"
    r"|,\s+(?=an?\s+(?:claim|assertion|allegation|charge|report|account)\s+(?!that\b))"
    r"|,?\s+(?:after|before)\s+(?=(?:[\w'’-]+\s+){1,5}?(?:had|was|were|has)\b)"
    r"|\s+that\s+(?=(?:had|has|have|was|were)\s)"
    r"|,?\s+and\s+(?:said\s+|added\s+)?that\s+"
    r"|(?<!russian)(?<!ukrainian)\s+and\s+(?=(?:russian|ukrainian)\s+(?:forces|troops|units|soldiers)\s+\w+)"
    r"|,?\s+and\s+(?=(?:said|added|claimed|warned|confirmed|noted|announced|reported|acknowledged|insisted"
    r"|accused|charged|denied|rejected|dismissed|admitted|conceded)\b)"
    r"|(?P<back>,\s+)(?=(?:said|says|told|claimed|stated|announced|added|warned|denied|confirmed|was"
    r"|were|is|are|has|had|will)\b)"
    r"|\s+that\s+(?=(?:russian|ukrainian|moscow|kyiv|north korean)\s)"
    r"|,\s+(?:а|но|але|однак|однако|проте|зате|зато|натомість|тогда как|тоді як|в то время как|після чого"
    r"|после чего)\s+"
    r"|\s+(?:після|после|через|внаслідок|вследствие)\s+(?=(?:\w+\s+){0,2}(?:штурм|вторгнен|вторжен"
    r"|контрнаступ|захоплен|захват|освобожд|взяти|звільнен|зайнят|потер|відход|отход|обстр|удар|атак))"
    r"|,\s+(?:який|яка|яке|які|який|которы\w+|котор\w+|де|где|коли|когда)\s+"
    r"|\s*[()]\s*(?=(?:[^()\s]+\s+){3,}[^()]*\))|(?<=\w)\)\s*(?=и\s|та\s|and\s))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: characters [start, end) of the report, and the number of its line."""

    start: int
    end: int
    line: int

    def text_in(self, text: str) -> str:
        """Return the sentence's words."""
        return text[self.start : self.end]


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text in order, line by line, without surrounding blanks and datelines.

    A line break always ends a sentence; a full stop does where the next word begins like a sentence and the
    word before is no abbreviation or initial. Own rule. An empty text gives no sentence.
    """
    found: list[Sentence] = []
    for number, line in enumerate(_LINE.finditer(text)):
        begin = line.start()
        dateline = _DATELINE.match(line.group())
        if dateline is not None:
            begin += dateline.end()
        for match in _END.finditer(text, begin, line.end()):
            if _abbreviated(text, begin, match.start()):
                continue
            _keep(found, text, begin, match.end(), number)
            begin = match.end()
        _keep(found, text, begin, line.end(), number)
    return tuple(found)


def clauses(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Return the clauses of [start, end) as (start, end, link), link being the word that opens a clause.

    Cuts at semicolons, contrast words, relative pronouns and words such as "since" or "despite" that bring
    in another happening. The first clause has an empty link.
    """
    spans: list[tuple[int, int, str]] = []
    begin, link = start, ""
    for match in _SPLIT.finditer(text, start, end):
        if match.group("back") and link not in _RELATIVE:
            continue  # "X, who fled, said": only a relative clause ends at such a verb
        if match.start() > begin:
            spans.append((begin, match.start(), link))
            begin, link = match.end(), match.group().strip(" ,").lower()
    spans.append((begin, end, link))
    return [(first, last, word) for first, last, word in spans if text[first:last].strip()]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without blanks, bullets, commas, an unpaired quotation mark and a closing stop at its edges."""
    while start < end and text[start] in ' \t\n\r,;:•·*—–-)]"“”«»':
        start += 1
    while end > start and text[end - 1] in ' \t\n\r,;:•·*—–-(["“”«»':
        end -= 1
    return start, end


def _abbreviated(text: str, begin: int, stop: int) -> bool:
    if text[stop : stop + 1] != ".":
        return False
    word = text[begin:stop].rsplit(None, 1)[-1:] or [""]
    bare = word[0].strip("(\"“«'").lower()
    return bare in _ABBREVIATIONS or (len(bare) == 1 and bare.isalpha() and word[0][-1].isupper())


def _keep(found: list[Sentence], text: str, start: int, end: int, line: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        found.append(Sentence(start, cut, line))
        start = cut
    if start < end:
        found.append(Sentence(start, end, line))


def quotations(text: str) -> list[tuple[int, int]]:
    """Return the spans in quotation marks, marks included; none reaches over a line break."""
    spans, begin = [], None
    straight = False
    for match in re.finditer(r"[“”«»„\"\n]", text):
        char = match.group()
        if char == "\n":
            begin, straight = None, False
        elif char in "“«„" or (char == '"' and not straight):
            begin, straight = match.start(), char == '"'
        elif begin is not None:
            spans.append((begin, match.end()))
            begin, straight = None, False
    return spans
