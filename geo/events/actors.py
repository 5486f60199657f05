"""Who acts: the side of an event's actor, from the words around its trigger; own rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..records import Mention
from .lexicon import Hit
from .triggers import Trigger

_OBJECT_BEFORE: Final = re.compile(
    r"\b(?:on|against|at|into|in|from|than|with|to|of|over|across|for|targeting|drive out|driven"
    r"|pushed|push)\s+(?:(?!that\b|which\b|and\b)[\w-]+\s+){0,2}$"
    r"|\b(?:по|против|проти|щодо)\s+(?:[^\W\d][\w-]*\s+){0,3}$|\b(?:позиці\w+|позици\w+|з|із|від|от|для"
    r"|атакував|атаковал\w*)\s+$"
)
_MODIFIER_GAP: Final = re.compile(r"^[\s\w'’\"“”«»-]{0,60}$")
_BREAKING: Final = re.compile(r"\b(?:on|against|at|in|from|by|into|after|near|over|to|that|по|на|в|у|з|від|из|от)\b")
_BY: Final = re.compile(r"\b(?:by|from|carried out by|launched by|з боку|со стороны)\s+(?:\w+\s+){0,2}$")
_PASSIVE: Final = re.compile(r"\b(?:was|were|been|being|is|are|be)\s+(?:\w+\s+)?$")
_ATTEMPT: Final = re.compile(r"\b(?:attempts?|efforts?)\s+by\s+(?:the\s+)?$")
_OPPONENT: Final = {"UA": "RU", "RU": "UA"}


def acting_side(
    folded: str,
    span: tuple[int, int],
    trigger: Trigger,
    event_type: str,
    sides: Sequence[Hit],
) -> str | None:
    """Return the side that acts in the clause `span`, or None where nobody can be named.

    A modifier right before a noun wins ("Russian strikes"), then "by" or "from" after it, then the clause's
    first side that is no object. None where the words name nobody; see `default_side`.

    Parameters
    ----------
    folded : str
        The report, folded.
    span : tuple of int
        The clause.
    trigger, event_type
        The event's word and its type.
    sides : sequence of Hit
        Words of sides in the clause, those of the claimant left out.
    """
    inside = [hit for hit in sides if span[0] <= hit.start < span[1] and hit.row["side"] != "none"]
    before = [hit for hit in inside if hit.end <= trigger.start]
    within = [hit for hit in inside if trigger.start <= hit.start < trigger.end]
    after = [hit for hit in inside if hit.start >= trigger.end]
    if event_type == "clash" and trigger.actor == "victim":
        return _repelled(folded, span, trigger, before, within, after)
    if trigger.actor != "none":
        agent = _agent(folded, trigger, after) if event_type not in {"zone", "withdrawal", "evacuation"} else None
        if agent:
            return agent
        if trigger.actor == "subject":
            inner = within and (trigger.form == "noun" or event_type == "other")  # "planned Russian assault"
            named = within[0].row["side"] if inner else _modifier(folded, trigger, before)
            if named is None and not (_PASSIVE.search(folded, max(span[0], trigger.start - 20), trigger.start)):
                named = _subject(folded, span[0], before)
            if named is None:
                named = _follower(folded, trigger, after)
            if named:
                return named
        elif (weapon := _weapon(folded, inside)) is not None:
            return weapon
    if event_type == "diplomacy":
        found = {hit.row["side"] for hit in before if not _is_object(folded, span[0], hit)}
        return found.pop() if len(found) == 1 else None
    return None


def _repelled(
    folded: str,
    span: tuple[int, int],
    trigger: Trigger,
    before: Sequence[Hit],
    within: Sequence[Hit],
    after: Sequence[Hit],
) -> str | None:
    """Who attacked in what was beaten off: the side named behind the verb, else the opponent of its subject."""
    named = [*within, *(hit for hit in after if hit.start - trigger.end < 50)]
    if named:
        return str(named[0].row["side"])
    subject = _subject(folded, span[0], before)
    return _OPPONENT.get(subject or "")


def _agent(folded: str, trigger: Trigger, after: Sequence[Hit]) -> str | None:
    for hit in after[:3]:
        if hit.start - trigger.end < 90 and _BY.search(folded, trigger.end, hit.start):
            return str(hit.row["side"])
    return None


def _modifier(folded: str, trigger: Trigger, before: Sequence[Hit]) -> str | None:
    for hit in reversed(before):
        if _ATTEMPT.search(folded, max(0, hit.start - 30), hit.start) and trigger.start - hit.end < 60:
            return str(hit.row["side"])
        gap = folded[hit.end : trigger.start]
        if trigger.start - hit.end > 60:
            return None
        if _MODIFIER_GAP.match(gap) and not _BREAKING.search(gap) and not _is_object(folded, trigger.start - 120, hit):
            return str(hit.row["side"])
    return None


def _subject(folded: str, start: int, before: Sequence[Hit]) -> str | None:
    for hit in before:
        if not _is_object(folded, start, hit):
            return str(hit.row["side"])
    return None


def _follower(folded: str, trigger: Trigger, after: Sequence[Hit]) -> str | None:
    """A subject behind its verb, as Ukrainian and Russian have it: "освободили бойцы российской бригады"."""
    if not re.search(r"[а-яіїєґ]", folded[trigger.start : trigger.end]):
        return None
    for hit in after[:1]:
        if hit.start - trigger.end < 60 and not _is_object(folded, trigger.end, hit):
            return str(hit.row["side"])
    return None


def _weapon(folded: str, inside: Sequence[Hit]) -> str | None:
    """The side of a weapon or attack named with a harm: "a Russian drone killed", "after a Ukrainian attack"."""
    for hit in inside:
        if re.match(
            r"[\s\w-]{0,30}?\b(?:(?:attack|strike|drone|missile|shelling|shell|bomb|airstrike|rocket|artillery"
            r"|salvo|fire|launched)(?:s|ed|ing)?\b|air\s(?:raid|attack|strike)|атак|удар|дрон|ракет|обстр|бпла"
            r"|вогн)",
            folded[hit.end : hit.end + 50],
        ) and not re.match(r"\s+(?:air defen|forces shot|forces down)", folded[hit.end : hit.end + 20]):
            return str(hit.row["side"])
    return None


def _is_object(folded: str, low: int, hit: Hit) -> bool:
    return _OBJECT_BEFORE.search(folded, max(0, low, hit.start - 40), hit.start) is not None


def default_side(event_type: str, mentions: Sequence[Mention]) -> str | None:
    """Return the side that most likely acts where the text names none: the opponent of the country that is hit."""
    countries = {mention.place.country for mention in mentions if mention.place is not None}
    country = countries.pop() if len(countries) == 1 else None
    if country is None or event_type in {"diplomacy", "other"}:
        return None
    if event_type in {"strike", "incursion"}:
        return _OPPONENT.get(country)
    if event_type in {"capture", "advance", "zone"}:
        return "RU" if country == "UA" else None
    if event_type == "evacuation":
        return country if country in _OPPONENT else None
    return None
