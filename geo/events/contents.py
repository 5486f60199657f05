"""What a verb of saying or an "according to" covers in its sentence, and the words that name who speaks. Own rules."""

from __future__ import annotations

import re
from typing import Final, Protocol

from .claimants import Words
from .lexicon import Hit
from .sayings import Attribution
from .sentences import Sentence
from .speakers import ends_sentence, inverted, left_phrase, object_before, right_phrase, speaker_behind

#: characters of the claimant's words, characters of what is said, and whether the saying stands behind its content
Part = tuple[tuple[int, int], tuple[int, int], bool]
#: "Across the river, said an aide, shells fell": so few words before the verb are no content
_LEAD_WORDS: Final = 3
#: an aside ends and its clause goes on: ", according to the governor, Oleh Syniehubov, had been"
_GOES_ON: Final = re.compile(
    r"(?:,[^,;]{1,60})?,\s+(?:had|has|have|was|were|is|are|would|will|could|remain\w*|\w+ed)\b"
)
#: "in what the ministry presented as a regrouping": it speaks of what stands before
_IN_WHAT: Final = re.compile(r"\b(?:in|by|with|from|as)\s+what\s+(?:its\s+|the\s+)?$")
_WHICH: Final = re.compile(r"(?:which|who|whom|whose)\s")
#: "an idea Kyiv has dismissed"
_REDUCED: Final = re.compile(
    r"an?\s+(?:\w+\s+)?(?:idea|claim|area|village|town|place|move|plan|figure|allegation|proposal|notion|charge|demand|promise"
    r"|step|version|account|report|settlement)\s+(?:the\s+)?[A-Z]"
)
#: ", как утверждают власти,": an aside whatever follows
_CYRILLIC_AS: Final = re.compile(r"(?:як|как|за|по)\s")
_THAT: Final = re.compile(r"\s+that\b")
_COMMA: Final = re.compile(r"\s*(?:\w+\s*){0,3},")


class Heard(Protocol):
    """A text as it is listened to: without asides, folded, its word lists, and the sayings found so far."""

    plain: str
    folded: str
    words: Words
    found: list[Attribution]


def according(heard: Heard, sentence: Sentence, hit: Hit, low: int) -> Part:
    """Part the sentence of an "according to" at `hit` into who vouches and what; `low` ends the saying before it."""
    start, end = right_phrase(heard.plain, hit.end, sentence.end)
    trailing = hit.start > sentence.start + 3 and not _THAT.match(heard.folded, end, sentence.end)
    content = (sentence.start, hit.start) if trailing else (end, sentence.end)
    comma = heard.folded[hit.start - 2 : hit.start] == ", "
    told = _CYRILLIC_AS.match(heard.folded, hit.start) is not None and heard.folded[end : end + 1] == ","
    aside = comma and (told or _GOES_ON.match(heard.folded, end, sentence.end) is not None)
    spoken = [one for one in heard.found if sentence.start <= one.by_start < hit.start]
    if aside and spoken:  # "he said so, lending, in the view of some, a label": no more than its own words
        stop = heard.folded.find(",", end + 1, sentence.end)
        content = (max(heard.folded.rfind(",", low, hit.start - 2), low), stop if stop > 0 else sentence.end)
    elif trailing and sentence.end - end > 40 and (aside or hit.start - sentence.start < 40):
        content = (sentence.start, sentence.end)
    return (start, end), content, trailing


def said(heard: Heard, sentence: Sentence, hit: Hit, low: int) -> Part:
    """Part the sentence of a verb of saying at `hit` into who speaks and what; `low` ends the saying before it."""
    start, end = left_phrase(heard.plain, low, hit.start)
    behind = inverted(heard.plain, heard.folded, start, end, hit, heard.words)
    if behind:
        start, end = speaker_behind(heard.plain, heard.folded, hit.end, sentence.end, heard.words)
    if not behind and not heard.folded[hit.end : sentence.end].strip(' .!"»'):
        split = object_before(heard.folded, start, hit.start, heard.words)
        if split is not None:
            return *split, True
    trailing = behind or ends_sentence(heard.plain, sentence, start, hit.end)
    if heard.folded[hit.start - 2 : hit.start] == ", " and heard.folded.startswith("ing that ", hit.end - 3):
        trailing = False  # "..., stating that"
    content = (sentence.start, hit.start if behind else start) if trailing else (hit.end, sentence.end)
    if not behind and _IN_WHAT.search(heard.folded, sentence.start, start) is not None:
        content, trailing = (heard.folded.rfind(",", sentence.start, start) + 1 or sentence.start, start), True
    relative = _WHICH.match(heard.folded, start, end) or _REDUCED.match(heard.plain, start, end)
    if trailing and not behind and relative:
        content, trailing = (hit.end, sentence.end), False
    if trailing and _COMMA.match(heard.folded, hit.end, hit.end + 40):
        content = (sentence.start, sentence.end)
    if behind and len(heard.folded[content[0] : content[1]].split()) <= _LEAD_WORDS and sentence.end - end > 30:
        content = (end, sentence.end)
    return (start, end), content, trailing
