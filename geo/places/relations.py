"""Relative places: "15 km north-west of X", "near X", "between A and B", "along the border with X", in three languages.

Own rules. A relation is said of the place named: the happening lies off it, by so much, in that direction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from ..records import Mention
from ..terms import Relation

#: How far a place may be off where the text gives no distance, km (own rule).
NEAR_KM: Final = 5.0
BEARING_KM: Final = 10.0
#: Share of a distance that it is rounded by.
_ROUNDED: Final = 0.25
_LOOK_BACK: Final = 90
KM_PER_MILE: Final = 1.609344

_POINTS: Final = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0,
    "south": 180.0, "southwest": 225.0, "west": 270.0, "northwest": 315.0,
}  # fmt: skip
_CYRILLIC_POINTS: Final = (
    (re.compile(r"^(?:північно|северо)-?\s?(?:схід|сход|восто)"), 45.0),
    (re.compile(r"^(?:південно|юго)-?\s?(?:схід|сход|восто)"), 135.0),
    (re.compile(r"^(?:південно|юго)-?\s?(?:захід|заход|запад)"), 225.0),
    (re.compile(r"^(?:північно|северо)-?\s?(?:захід|заход|запад)"), 315.0),
    (re.compile(r"^(?:півн|север)"), 0.0),
    (re.compile(r"^(?:сх[оі]д|восто)"), 90.0),
    (re.compile(r"^(?:півд|юг|юж)"), 180.0),
    (re.compile(r"^(?:зах[оі]д|запад)"), 270.0),
)
_NUMBER = (
    r"(?P<km>\d{1,4}(?:[.,]\d{1,2})?)(?:\s?[-–]\s?\d{1,4})?[\s-]*"
    r"(?P<unit>km|kilomet\w+|miles?|км|кілометр\w*|километр\w*)\b"
)
_MILES_TOO = r"(?:\s*\([^)]{1,20}\))?"
_LEAD = r"(?:(?:the|a)\s+)?(?:(?:[\w-]+\s+)?(?:city|town|village|settlement|villages|capital)\s+(?:of\s+)?)?[«\"“]?$"
_ENGLISH_BEARING: Final = re.compile(
    rf"(?:{_NUMBER}{_MILES_TOO}\s+(?:to\s+the\s+)?)?(?:\b(?:just|directly|immediately|further|due|to\s+the)\s+)*"
    rf"\b(?P<a>north|south|east|west)-?\s?(?P<b>east|west)?\s+of\s+{_LEAD}",
    re.IGNORECASE,
)
_ENGLISH_DISTANCE: Final = re.compile(
    rf"{_NUMBER}{_MILES_TOO}\s+(?:away\s+)?(?:from|outside|off|short of)\s+{_LEAD}", re.IGNORECASE
)
_ENGLISH_NEAR: Final = re.compile(
    rf"\b(?:near|close to|outside|around|nearby|(?:on|at|in|to) the (?:outskirts|edge|vicinity|suburbs) of|"
    rf"outskirts of|approaches to|toward|towards|in the (?:direction|area) of|next to|adjacent to)\s+{_LEAD}",
    re.IGNORECASE,
)
_CYRILLIC_LEAD = (
    r"(?:(?:нп|н\.\s?п\.|с\.|м\.|г\.|міста|города|села|селища|посёлка|поселка|населен\w+ пункт\w*)\s*)?[«\"“]?$"
)
_CYRILLIC_BEARING: Final = re.compile(
    rf"(?:{_NUMBER}\s+)?(?:(?:на|к|ко)\s+)?(?P<p>(?:північно|південно|северо|юго)?-?"
    r"(?:північ\w*|південь|південн\w*|сх[оі]д\w*|зах[оі]д\w*|север\w*|юг\w*|южн\w*|восто\w*|запад\w*))\s+"
    rf"(?:(?:від|от)\s+)?{_CYRILLIC_LEAD}",
    re.IGNORECASE,
)
_CYRILLIC_DISTANCE: Final = re.compile(rf"{_NUMBER}\s+(?:від|от)\s+{_CYRILLIC_LEAD}", re.IGNORECASE)
_CYRILLIC_NEAR: Final = re.compile(
    r"\b(?:біля|поблизу|під|коло|поруч із|неподалік(?: від)?|в районі|у районі|під|под|около|возле|близ|вблизи|"
    rf"недалеко от|в районе|на околиці|на окраине|на подступах к|на підступах до)\s+{_CYRILLIC_LEAD}",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"\b(?:between|между|між)\s+(?:the\s+)?$", re.IGNORECASE)
_BORDER: Final = re.compile(
    r"\b(?:along|on|at)\s+(?:the|its)\s+(?:\w+\s+)?border\s+(?:with|of|between)\s+(?:the\s+)?$", re.IGNORECASE
)
_LIST_GAP: Final = re.compile(r"\s*(?:,|;|and|or|та|і|й|и|,\s*and)\s*(?:the\s+)?", re.IGNORECASE)
_PAIR_GAP: Final = re.compile(r"\s+(?:and|и|та|і|й)\s+(?:the\s+)?", re.IGNORECASE)
_NEAR_GAP: Final = re.compile(
    r"[,\s]*(?:near|toward|towards|in|at|around|against)\s+(?:the\s+\w+\s+of\s+)?", re.IGNORECASE
)
_BRACKET_GAP: Final = re.compile(
    r"\s*[(,]\s*(?:\d+\s*(?:km|kilometers)\s+)?(?:just\s+)?(?:north|south|east|west)[\w-]*\s+of\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Related:
    """A relation to the place of a mention; it lies `origin_bearing` of the mention with index `origin`."""

    relation: Relation = "at"
    bearing_deg: float | None = None
    distance_km: float | None = None
    uncertainty_km: float | None = None
    origin: int | None = None
    origin_bearing: float | None = None


def relate(mentions: tuple[Mention, ...], text: str) -> tuple[Related, ...]:
    """Return the relation of every mention, in order; relation "at" where the text says none.

    Bearings are degrees clockwise from north, from the place named to the happening.
    """
    found: list[Related] = []
    for at, mention in enumerate(mentions):
        start = max(0, mention.start - _LOOK_BACK, mentions[at - 1].end if at else 0)
        related = _stated(text[start : mention.start]) or Related()
        gap = (
            text[mentions[at - 1].end : mention.start]
            if at and mention.start - mentions[at - 1].end < _LOOK_BACK
            else None
        )
        if gap is not None:
            related = _continued(found[at - 1], related, gap, at - 1)
        found.append(related)
    for at in range(len(mentions) - 1):
        gap = text[mentions[at].end : mentions[at + 1].start]
        if found[at + 1].relation == "bearing" and len(gap) < _LOOK_BACK and _BRACKET_GAP.fullmatch(gap):
            found[at] = replace(found[at], origin=at + 1, origin_bearing=found[at + 1].bearing_deg)
    return tuple(found)


def _continued(previous: Related, related: Related, gap: str, before: int) -> Related:
    """Add what the mention before gives: a list shares its relation, "north of A near B" tells where B lies."""
    if previous.relation == "bearing" and _NEAR_GAP.fullmatch(gap):
        return replace(related, origin=before, origin_bearing=previous.bearing_deg)
    if related.relation != "at":
        return related
    if previous.relation == "between" and _PAIR_GAP.fullmatch(gap):
        return previous
    if (previous.relation in {"near", "bearing"} or previous.origin is not None) and _LIST_GAP.fullmatch(gap):
        return previous
    return related


def _stated(before: str) -> Related | None:
    """The relation that the words right before a name state."""
    if not before:
        return None
    if _BETWEEN.search(before):
        return Related("between", uncertainty_km=BEARING_KM)
    if _BORDER.search(before):
        return Related("along_border", uncertainty_km=BEARING_KM)
    for pattern in (_ENGLISH_BEARING, _CYRILLIC_BEARING):
        match = pattern.search(before)
        if match is not None:
            km = _km(match)
            return Related("bearing", _degrees(match), km, BEARING_KM if km is None else max(2.0, _ROUNDED * km))
    for pattern in (_ENGLISH_DISTANCE, _CYRILLIC_DISTANCE):
        match = pattern.search(before)
        if match is not None:
            km = _km(match)
            return Related("near", None, km, km)
    if _ENGLISH_NEAR.search(before) or _CYRILLIC_NEAR.search(before):
        return Related("near", uncertainty_km=NEAR_KM)
    return None


def _km(match: re.Match[str]) -> float | None:
    if match["km"] is None:
        return None
    number = float(match["km"].replace(",", "."))
    return round(number * KM_PER_MILE, 1) if match["unit"].lower().startswith("mi") else number


def _degrees(match: re.Match[str]) -> float | None:
    groups = match.groupdict()
    if "a" in groups:
        return _POINTS[(match["a"] + (match["b"] or "")).lower()]
    word = match["p"].lower()
    return next((degrees for pattern, degrees in _CYRILLIC_POINTS if pattern.match(word)), None)
