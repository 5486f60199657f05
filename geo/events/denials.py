"""A clause that denies what was told before: "rejected the claim" takes type, actor and places from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .claimants import attribution_words
from .drafts import SETTLED_SIDES, Draft
from .lexicon import Hit
from .reading import Reading
from .sayings import Attribution
from .sentences import trimmed
from .triggers import Trigger

_WHICH: Final = frozenset({"which", "що", "что", "котор", "який", "яке", "которое", "чего", "чого"})

_OBJECT: Final = re.compile(
    r"\b(?:claims?|reports?|account|allegations?|statements?|assertions?|it|this|that|these|those|them|such|any"
    r"|version|notion|suggestions?|accusations?|charges?|rumou?rs?|news|responsibility|involvement"
    r"|заяв\w*|інформаці\w+|повідомленн\w+|дані|даних|твердженн\w+|слова|чутки|звинуваченн\w+|причетн\w+|це|цього|цю"
    r"|такі|сообщени\w*|информаци\w*|заявлени\w*|данн\w+|утверждени\w*|слух\w*|обвинени\w*|причастн\w+|это|этого"
    r"|его|эту|такие)\b"
)
_NEGATED: Final = re.compile(r"\b(?:not|neither|nor|never|не|ні)\s+$")
_OPPONENT: Final = {"UA": "RU", "RU": "UA"}
#: how many sentences back a denial may reach
_REACH: Final = 4


def denial_of(
    reading: Reading, index: int, span: tuple[int, int, str], inside: Sequence[Trigger], drafts: Sequence[Draft]
) -> Draft | None:
    """Return the denial that a clause without an event word of its own tells, or None.

    It denies the newest happening told by another side within four sentences, unless that side was quoted since
    with something that is no event.
    """
    start, end, link = span
    hits = [
        hit
        for hit in reading.moods
        if hit.row["mood"] == "denied"
        and start <= hit.start < end
        and _NEGATED.search(reading.folded, max(0, hit.start - 10), hit.start) is None
    ]
    placed = any(start <= one.start < end and one.kind == "literal" for one in reading.mentions)
    told = placed if inside and all(one.form == "noun" for one in inside) else bool(inside)  # "denied any such raid"
    what = link in _WHICH or _OBJECT.search(reading.folded, start, end) is not None
    if not hits or told or not drafts or not what:
        return None
    speaker = _speaker(reading, (start, end), hits[0])
    side = speaker.side if speaker is not None else _named_side(reading, start, hits[0].start)
    opposed = [one for one in reading.sayings if one.start < start and one.side in {"RU", "UA"} and one.side != side]
    newest = max(opposed, key=lambda one: one.start, default=None)
    named = {one.event_type for one in inside}  # "denied the withdrawal": of that kind, whatever was told since
    for earlier in reversed(drafts):
        if newest is not None and earlier.end < newest.start and not named:
            return None
        if named and earlier.event_type not in named:
            continue
        if (
            earlier.status in {"claimed", "reported"}
            and earlier.side != side
            and index - earlier.index <= _REACH
            and earlier.event_type != "diplomacy"
        ):
            first, last = trimmed(reading.report.text, start, end)
            if side == "local":
                side = _OPPONENT.get(earlier.actor or "")
            said = (speaker.said_on if speaker is not None else None) or earlier.last
            return Draft(
                earlier.event_type, first, last, index, earlier.actor, earlier.mentions, speaker,
                side if side in SETTLED_SIDES else None, "denied", last=said or reading.report.published,
                source=earlier, reasons=["a denial of what was told before"], retold=[(earlier.start, earlier.end)],
            )  # fmt: skip
    return None


def _speaker(reading: Reading, span: tuple[int, int], hit: Hit) -> Attribution | None:
    verb = reading.folded[hit.start : hit.end]
    return next((one for one in reading.sayings if span[0] <= one.by_start < span[1] and one.verb == verb), None)


def _named_side(reading: Reading, start: int, stop: int) -> str | None:
    sides = attribution_words(reading.lang).sides.find(reading.folded[start:stop])
    return next((str(hit.row["side"]) for hit in sides), None)
