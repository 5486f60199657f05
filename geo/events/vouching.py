"""Who vouches for a happening and how surely: the side of local officials, who holds what is hit, the status."""

from __future__ import annotations

import re
from typing import Final

from ..records import Mention
from .claimants import attribution_words, side_of
from .drafts import SETTLED_SIDES
from .reading import Reading
from .sayings import Attribution

_OPPONENT: Final = {"UA": "RU", "RU": "UA"}
_GEOLOCATED: Final = re.compile(
    r"geolocat|satellite (?:imag|pict|photo)|геолокаційн|геолокационн|супутников\w+ (?:зн|фото)"
    r"|спутников\w+ (?:сн|фото)",
    re.IGNORECASE,
)
#: claimants who tell of their own side's strikes as well
_BULLETIN: Final = re.compile(
    r"(?i)defen[cs]e|minist|general staff|army|military|intelligence|security|forces|sbu|hur|navy|president|putin"
    r"|zelensk|kremlin|міноборон|генштаб|зсу|сили|сил |гур|сбу|розвідк|минобороны|всу|путин|путін|зеленськ|зеленск"
)
#: a claimant behind one of these is no subject: "plans of the ministry", "talks with the president"
_NO_SUBJECT: Final = re.compile(
    r"\b(?:by|with|of|for|to|from|against|on|in|at|between|and|told|met|about|з|із|до|для|проти|про|с|от|для|против|о|об|к|у|в)"
    r"\s+(?:(?:the|president|prime|minister|foreign|\w+n)\s+){0,3}$"
)
_TROOPS: Final = re.compile(r"\b(?:forces|troops|soldiers|army|brigade\w*|commanders?|fighters?|military)$")
HELD: Final = re.compile(
    r"(?:russian|russia|moscow)-(?:occupied|held|controlled|annexed|installed)"
    r"|occupied (?:part|territor|city|town|crimea)"
    r"|annexed|\bокупован\w+|\bоккупированн\w+|подконтрольн\w+ росс"
)


def holder_of(
    reading: Reading, index: int, saying: Attribution | None, side: str | None, mentions: list[Mention]
) -> str | None:
    """The side that holds what is hit: as the sentence says, else that of an official, but no ministry, who tells.

    A narrator who sides with a belligerent tells of its own country's places, or of none, as its officials do.
    """
    if HELD.search(reading.folded, reading.sentences[index].start, reading.sentences[index].end) is not None:
        return "RU"
    if saying is None and side == reading.narrator:
        countries = {mention.place.country for mention in mentions if mention.place is not None}
        return side if side in _OPPONENT and countries <= {side} else None
    if saying is None or saying.kind not in {"official", "institution"} or _BULLETIN.search(saying.claimed_by or ""):
        return None
    return side if side in _OPPONENT else None


def status_of(
    reading: Reading,
    span: tuple[int, int],
    saying: Attribution | None,
    side: str | None,
    actor: str | None,
    event_type: str,
) -> tuple[str, str | None, bool]:
    """Status, side and whether the verb confirms; both sides together, or the loser's admission, confirm."""
    claimed_by = (saying.claimed_by if saying is not None else None) or ""
    seen = reading.folded.endswith("that ", 0, span[0]) and _GEOLOCATED.search(reading.folded, span[0] - 40, span[0])
    if seen or _GEOLOCATED.search(claimed_by) or _GEOLOCATED.search(reading.folded, *span):
        return "confirmed", "independent", False
    confirming = {reading.folded[hit.start : hit.end] for hit in reading.moods if hit.row["mood"] == "confirmed"}
    confirms = saying is not None and saying.verb in confirming
    if saying is not None and saying.kind == "both":
        return "confirmed", side, confirms
    if side not in {"RU", "UA"}:
        return "reported", side, confirms
    admits = (event_type == "capture" and actor == _OPPONENT[side]) or (event_type == "withdrawal" and actor == side)
    conceded = (confirms and actor in {"RU", "UA"} and actor != side) or admits
    return ("confirmed" if conceded else "claimed"), side, confirms


def announcer_in(reading: Reading, start: int, stop: int) -> Attribution | None:
    """Who announces a plan that nobody is quoted with: the claimant who is the subject of its clause, if one is."""
    folded = reading.folded
    words = attribution_words(reading.lang)
    for hit in words.claimants.find(folded[start:stop]):
        first, last = start + hit.start, start + hit.end
        if (
            hit.row["side"] == "media"
            or _TROOPS.search(folded[first:last])
            or _NO_SUBJECT.search(folded, max(start - 20, 0), first) is not None
        ):
            continue
        first = start if not folded[start:first].strip(' ,"“«') or first - start < 12 else first
        named = reading.report.text[first:last].strip(' ,“”"«»')
        side, kind = side_of(named, words)
        return Attribution(start, stop, named, side, first, last, "", kind)
    return None


def settled(saying: Attribution | None, event_type: str, actor: str | None, mentions: list[Mention]) -> str | None:
    """The side of a claimant, that of local officials told by the place; None for a side that no record carries."""
    if saying is None:
        return None
    side = local_side(event_type, actor, mentions) if saying.side == "local" else saying.side
    return side if side in SETTLED_SIDES else None


def local_side(event_type: str, actor: str | None, mentions: list[Mention]) -> str | None:
    """The side of officials who are not named by country: of a deed its doer, else the place's country."""
    if event_type in {"capture", "advance", "clash"} and actor in {"RU", "UA"}:
        return actor
    countries = {mention.place.country for mention in mentions if mention.place is not None}
    country = next(iter(countries)) if len(countries) == 1 else None
    if country in {"RU", "UA"}:
        return country
    return _OPPONENT.get(actor or "") if event_type == "strike" else None
