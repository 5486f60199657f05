"""A happening as first read from one clause, before the tellings of a report are put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ..records import Mention
from ..terms import CLAIMANT_SIDES, DatePrecision
from .sayings import Attribution

#: sides that a record may carry; "local" is settled before
SETTLED_SIDES: Final[frozenset[str]] = frozenset(CLAIMANT_SIDES)


@dataclass(slots=True)
class Draft:
    """One telling of one happening; `extract` fills it in, `merging` puts tellings together.

    `carried` means that the place was taken from another clause or sentence, `dated` that the text itself dates the
    happening, `when` its folded date phrase, `index` the number of the sentence. A ghost names no place of its own:
    it may add to an earlier telling but is no event by itself. `source` is the telling that a denial contradicts.
    `reasons` say on which words type, actor, claimant, status, place and date rest, `retold` where it is told again.
    """

    event_type: str
    start: int
    end: int
    index: int
    actor: str | None
    mentions: list[Mention]
    saying: Attribution | None
    side: str | None
    status: str
    first: date | None = None
    last: date | None = None
    precision: DatePrecision = "by"
    dated: bool = False
    carried: bool = False
    ghost: bool = False
    when: str = ""
    weak: bool = False
    guessed_actor: bool = False
    from_mentions: list[Mention] = field(default_factory=list)
    source: Draft | None = None
    confirms: bool = False
    losing: bool = False
    reasons: list[str] = field(default_factory=list)
    retold: list[tuple[int, int]] = field(default_factory=list)

    @property
    def place_ids(self) -> frozenset[str]:
        """Ids of its places; the phrase stands for a place that is not resolved."""
        return frozenset(
            mention.place.place_id if mention.place else mention.phrase.lower() for mention in self.mentions
        )

    @property
    def wide(self) -> bool:
        """Whether it names no settlement or facility."""
        return not any(mention.level in {"populated_place", "facility", "district"} for mention in self.mentions)
