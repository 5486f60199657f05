"""A saying: its content, who vouches for it, and on which side; quotations that run over several sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from .sentences import Sentence, quotations

#: opens an item of a list in a post: a bullet, an emoji, a dash, a time of day
_ITEM: Final = re.compile(r"\s*(?:[^\w\s\"“«'‘(\[#@]|\d{1,2}[:.]\d{2}\b)")


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


def attribution_at(found: Sequence[Attribution], position: int) -> Attribution | None:
    """Return the saying that covers a character: the innermost, the last who vouches; None where nobody does."""
    covering = [saying for saying in found if saying.start <= position < saying.end]
    sided = [saying for saying in covering if saying.side is not None] or covering
    people = [saying for saying in sided if saying.side != "media"] or sided
    return min(people, key=lambda saying: (saying.end - saying.start, -saying.start), default=None)


def running_quotes(text: str, sentences: Sequence[Sentence], found: Sequence[Attribution]) -> list[Attribution]:
    """Return sayings that extend a quotation's speaker over the sentences inside the same quotation marks."""
    extra: list[Attribution] = []
    for first, last in quotations(text):
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


def listed(text: str, sentences: Sequence[Sentence], found: Sequence[Attribution]) -> list[Attribution]:
    """Return sayings that extend the speaker of a line to the items listed under it, where no item names its own."""
    extra: list[Attribution] = []
    lead: Attribution | None = None
    lines: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        lines.setdefault(sentence.line, []).append(sentence)
    for parts in lines.values():
        start, end = parts[0].start, parts[-1].end
        own = [saying for saying in found if start <= saying.by_start < end and saying.side not in {None, "media"}]
        if own:  # "..., the governor said" or "the governor said:" opens a list; what he said of one thing does not
            lead = own[-1] if own[-1].trailing or text[start:end].rstrip().endswith(":") else None
        elif _ITEM.match(text, start) is None:
            lead = None
        elif lead is not None:
            extra.append(replace(lead, start=start, end=end, kind="list"))
    return extra
