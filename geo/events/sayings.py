"""A saying: its content, who vouches for it, and on which side; quotations that run over several sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from .sentences import Sentence, quotations


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
