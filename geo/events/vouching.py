"""Who vouches for a happening and how surely: the side of local officials, who holds what is hit, the status."""

from __future__ import annotations

import re
from typing import Final

from ..records import Mention
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
HELD: Final = re.compile(
    r"(?:russian|russia|moscow)-(?:occupied|held|controlled|annexed|installed)"
    r"|occupied (?:part|territor|city|town|crimea)"
    r"|annexed|\bокупован\w+|\bоккупированн\w+|подконтрольн\w+ росс"
)


def holder_of(reading: Reading, index: int, saying: Attribution | None, side: str | None) -> str | None:
    """The side that holds what is hit: as the sentence says, else that of an official, but no ministry, who tells."""
    if HELD.search(reading.folded, reading.sentences[index].start, reading.sentences[index].end) is not None:
        return "RU"
    if saying is None and side in _OPPONENT and side == reading.narrator:
        return side
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


def local_side(event_type: str, actor: str | None, mentions: list[Mention]) -> str | None:
    """The side of officials who are not named by country: of a deed its doer, else the place's country."""
    if event_type in {"capture", "advance", "clash"} and actor in {"RU", "UA"}:
        return actor
    countries = {mention.place.country for mention in mentions if mention.place is not None}
    country = next(iter(countries)) if len(countries) == 1 else None
    if country in {"RU", "UA"}:
        return country
    return _OPPONENT.get(actor or "") if event_type == "strike" else None
