"""Who acts in a happening: as the clause says, else the claimant's own deeds, else what is most likely; own rules."""

from __future__ import annotations

import re
from typing import Final

from ..records import Mention
from .actors import acting_side, likely_side
from .drafts import Draft
from .lexicon import Hit
from .reading import Reading
from .sayings import Attribution
from .triggers import Trigger
from .vouching import holder_of

_OPPONENT: Final = {"UA": "RU", "RU": "UA"}
#: characters behind an event's word in which its object stands
_OBJECT_WITHIN: Final = 60
_OWN_DEEDS: Final = frozenset({"capture", "advance", "incursion"})
#: in a claimant's mouth: the other side
#: opens a clause whose subject stands before a relative clause
_FINITE: Final = re.compile(r"(?:was|were|is|are|has|have|had)\s")
#: "and advanced in the north": goes on with the subject of the clause before
_GOES_ON: Final = re.compile(r"\b(?:and|та|і|й|и)\s+(?:(?:also|then|later|\w+ly|також|также|потім|потом)\s+)?$")
#: "its troops": whoever the sentence before is about
_ITS_FORCES: Final = re.compile(
    r"(?:\w+\s+){0,2}?(?:its|їхні|її|его|ее|их)\s+(?:\w+\s+)?"
    r"(?:forces|troops|army|soldiers|military|units|armou?r|infantry|drones|missiles|війська|сили|армія|підрозділи"
    r"|войска|силы|армия|подразделения)\b"
)
#: what a ministry's bulletin says its own side has struck
_TARGETS: Final = re.compile(
    r"\bскоплени\w+|\bжив(?:ой|ую) сил|личн\w+ состав|скупченн\w+|жив(?:ої|у) сил|\bmanpower\b"
    r"|\bpersonnel\b|\bhardware\b|\btroop concentrations?\b|\bдислокац\w+"
)
_FOE: Final = re.compile(r"\b(?:the |an )?enem(?:y|ies)\b|\b(?:противник|враг)\w*")
#: words for the enemy that the narrator's side decides
_ENEMY: Final = ("противник", "враг", "боевик")


def actor_of(
    reading: Reading,
    index: int,
    span: tuple[int, int],
    trigger: Trigger,
    event_type: str,
    mentions: list[Mention],
    saying: Attribution | None,
    side: str | None,
    drafts: list[Draft],
) -> tuple[str | None, bool]:
    """Return the side that acts in a clause and whether it is guessed, that is, not named in the clause.

    `side` is the claimant's, `drafts` what was read before; see `actors.acting_side` and `actors.likely_side`.
    """
    named = acting_side(reading.folded, span, trigger, event_type, _acting_words(reading, event_type))
    if named is not None:
        return named, False
    resumed = _resumed(reading, index, span) or _going_on(reading, index, span, trigger, drafts)
    if resumed is not None and (trigger.actor == "subject" or event_type == "clash"):
        return resumed, False
    belligerent = side if side in _OPPONENT else None
    suffered = event_type == "capture" and trigger.actor == "victim"  # "the village is lost": nobody's own deed
    told = None if suffered else _by_claimant(reading, (span[0], trigger.end), event_type, mentions, belligerent)
    if told is not None:
        return told, True
    if belligerent is not None and event_type == "clash" and trigger.actor == "victim":
        return _OPPONENT[belligerent], True  # who tells of an attack beaten off was attacked
    if saying is None and event_type == "clash" and reading.narrator == "UA":
        return "RU", True  # the bulletins of that side count the other's attacks
    moved = next(((one.event_type, one.actor) for one in drafts[-2:][::-1] if _moved(one, index)), None)
    words = reading.folded[trigger.start : trigger.end]
    holder = holder_of(reading, index, saying, side, mentions)
    return likely_side(event_type, words, mentions, holder, moved if saying is None else None), True


def _resumed(reading: Reading, index: int, span: tuple[int, int]) -> str | None:
    """The subject of a clause that names none itself: parted from it by a relative clause, or meant by "its troops".

    "Russian troops, who crossed over, were fighting there"; "Moscow is in no hurry. Its forces opened a new front".
    """
    opening = reading.sentences[index].start
    if index and _ITS_FORCES.match(reading.folded, *span) is not None:
        above = reading.sentences[index - 1]
        told = [hit.row["side"] for hit in reading.sides if above.start <= hit.start < above.end]
        return str(told[0]) if told and told[0] in _OPPONENT else None
    if opening == span[0] or _FINITE.match(reading.folded, *span) is None:
        return None
    before = [hit for hit in reading.sides if opening <= hit.start < span[0] and hit.row["side"] in _OPPONENT]
    return str(before[0].row["side"]) if before and before[0].start - opening < 12 else None


def _going_on(reading: Reading, index: int, span: tuple[int, int], trigger: Trigger, drafts: list[Draft]) -> str | None:
    """Who acted in the clause that this one goes on with: "Russian troops took A and advanced towards B"."""
    above = drafts[-1] if drafts and drafts[-1].index == index else None
    if above is None or above.guessed_actor or trigger.form != "verb":
        return None
    opening = max(reading.sentences[index].start, span[0] - 12)
    return above.actor if _GOES_ON.search(reading.folded, opening, trigger.start) is not None else None


def _by_claimant(
    reading: Reading, lead: tuple[int, int], event_type: str, mentions: list[Mention], side: str | None
) -> str | None:
    """Whose deed a belligerent tells of without naming anybody: mostly his own, "the enemy" apart."""
    if side is None:
        return None
    if _FOE.search(reading.folded, *lead) is not None:
        return _OPPONENT[side]
    if event_type == "strike" and _TARGETS.search(reading.folded, lead[0], lead[1] + _OBJECT_WITHIN) is not None:
        return side
    if event_type == "incursion" and {one.place.country for one in mentions if one.place is not None} == {side}:
        return _OPPONENT[side]
    return side if event_type in _OWN_DEEDS | {"zone", "withdrawal", "evacuation"} else None


def _moved(draft: Draft, index: int) -> bool:
    return draft.event_type in {"capture", "advance", "withdrawal"} and 0 <= index - draft.index <= 1


def _acting_words(reading: Reading, event_type: str) -> list[Hit]:
    """Words that may name who acts: no claimant's (but in talks), no place's; "the enemy" read by the narrator."""
    places = [(one.start, one.end) for one in reading.mentions if one.kind == "literal"]
    hits = list(reading.sides)
    if event_type != "diplomacy":
        hits = [
            hit for hit in hits
            if not reading.in_speaker(hit.start) and not any(first <= hit.start < last for first, last in places)
        ]  # fmt: skip
    if reading.lang != "ru" or reading.narrator != "UA":
        return hits
    return [
        Hit(hit.start, hit.end, {**hit.row, "side": "RU"}) if reading.folded.startswith(_ENEMY, hit.start) else hit
        for hit in hits
    ]
