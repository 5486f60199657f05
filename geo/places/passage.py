"""The reader's workbench: a text in tokens, and the drafts of mentions made from them. Nothing here decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ..records import Place
from ..terms import Level, MentionKind
from .lexicon import Alias, Lexicon
from .tokens import Token, tokenise

if TYPE_CHECKING:
    from .gazetteer import Gazetteer

#: Population from which a place is known well enough to be meant without any sign that a place is meant.
KNOWN_POPULATION: Final = 50_000
#: Population from which even a place far from the theatre is meant by its bare name, whatever stands beside it.
FAMOUS_POPULATION: Final = 1_000_000
#: Countries of the war's theatre and their neighbours: a small place there needs no further sign.
THEATRE: Final = frozenset({"UA", "RU", "BY", "MD"})


#: Why a name is no location: it stands for a stretch of the front.
SECTOR_REASON: Final = "names a sector of the front"
#: Regions of Russia that the war is reported from, and those of Ukraine that a front runs through.
FRONT_REGIONS: Final = frozenset({
    "Kursk Oblast", "Belgorod Oblast", "Bryansk Oblast",
    "Sumy Oblast", "Kharkiv Oblast", "Donetsk Oblast", "Luhansk Oblast", "Zaporizhzhia Oblast", "Kherson Oblast",
    "Dnipropetrovsk Oblast", "Chernihiv Oblast", "Mykolaiv Oblast",
})  # fmt: skip
#: A line of so many long words, of which so large a share has a capital, is a headline in title case.
_HEADLINE_WORDS: Final = 4
_HEADLINE_SHARE: Final = 0.7
_LITTLE_WORD: Final = 2


@dataclass(slots=True)
class Draft:
    """A mention being made: name tokens [first, last), span tokens [span_first, span_last)."""

    first: int
    last: int
    places: tuple[Place, ...] = ()
    level: Level | None = None
    alias: Alias | None = None
    kind: MentionKind | None = None
    typed: bool = False
    adjective: bool = False
    sector: bool = False
    plural_after: bool = False
    plural_before: bool = False
    centred: bool = False
    span_first: int = -1
    span_last: int = -1
    reasons: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.span_first = self.first if self.span_first < 0 else self.span_first
        self.span_last = self.last if self.span_last < 0 else self.span_last

    @property
    def state(self) -> bool:
        """Whether it names a country."""
        if self.alias is not None and self.alias.state:
            return True
        return self.level == "country" or (not self.typed and any(p.level == "country" for p in self.places[:1]))

    @property
    def known(self) -> bool:
        """Whether it names something known well enough to need no sign that a place is meant."""
        if self.alias is not None:
            return True
        return any(
            place.level in {"country", "admin1", "area", "water", "facility"}
            or (place.population or 0) >= KNOWN_POPULATION
            for place in self.places
        )

    @property
    def famous(self) -> bool:
        """Whether it is too well known for words beside it to matter: a country, a large city, one of the theatre."""
        return any(
            place.level == "country"
            or (place.population or 0) >= FAMOUS_POPULATION
            or (place.country in THEATRE and ((place.population or 0) >= KNOWN_POPULATION or place.level == "admin1"))
            for place in self.places
        )


class Passage:
    """A text with its tokens, the word tables and the gazetteer it is read with."""

    def __init__(self, text: str, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.lexicon = lexicon
        self.tokens = tokenise(text)
        self.lower_words = {t.low for t in self.tokens if t.word and not t.capital}
        self.persons: set[int] = set()
        self.surnames: set[str] = set()
        self.drafts: list[Draft] = []
        self.starting: dict[int, Draft] = {}
        self.on_sport = any(lexicon.is_a(word, "sport") for word in self.lower_words)
        self.in_theatre = False
        self._headlines: frozenset[int] | None = None
        self._places: dict[str, tuple[Place, ...]] = {}

    def token(self, at: int) -> Token | None:
        """Return token `at`, None beyond the ends."""
        return self.tokens[at] if 0 <= at < len(self.tokens) else None

    def low(self, at: int) -> str:
        """Lower-case form of token `at`, empty beyond the ends."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def slice(self, first: int, last: int) -> str:
        """Characters of the text from token `first` to before token `last`."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def is_a(self, at: int, *names: str) -> bool:
        """Whether token `at` belongs to one of the word classes."""
        word = self.low(at)
        return bool(word) and any(self.lexicon.is_a(word, name) for name in names)

    def broken(self, first: int, last: int) -> bool:
        """Whether a sentence or a line ends inside the tokens [first, last)."""
        return any(token.breaks for token in self.tokens[first : last - 1])

    def places(self, name: str) -> tuple[Place, ...]:
        """Look a name up in the gazetteer, once a text."""
        found = self._places.get(name)
        if found is None:
            found = self._places[name] = self.gazetteer.lookup(name)
        return found

    def capital_name(self, at: int) -> bool:
        """Whether token `at` is a capitalised word that may be part of a name."""
        token = self.token(at)
        return token is not None and token.capital and not self.lexicon.is_a(token.low, "not_a_name")

    def run_end(self, at: int, longest: int = 6) -> int:
        """Return where the run of capitalised words from token `at` ends (exclusive); hyphens join."""
        end = at
        while end < len(self.tokens) and end - at < longest:
            token = self.tokens[end]
            if token.capital:
                end += 1
                if token.breaks:
                    break
            elif token.text == "-" and token.glued and end > at and self._joins(end):
                end += 1
            else:
                break
        return end

    def _joins(self, hyphen: int) -> bool:
        following = self.token(hyphen + 1)
        return following is not None and following.glued and following.capital

    def headline(self, at: int) -> bool:
        """Whether token `at` stands in a line in title case: most words have a capital, so it tells nothing."""
        if self._headlines is None:
            self._headlines = self._headline_tokens()
        return at in self._headlines

    def _headline_tokens(self) -> frozenset[int]:
        found: list[int] = []
        line: list[int] = []
        for at, token in enumerate(self.tokens):
            line.append(at)
            if at + 1 == len(self.tokens) or "\n" in self.text[token.end : self.tokens[at + 1].start]:
                words = [
                    self.tokens[i] for i in line if self.tokens[i].word and len(self.tokens[i].text) > _LITTLE_WORD
                ]
                if (
                    token.text != "."
                    and len(words) >= _HEADLINE_WORDS
                    and sum(word.capital for word in words) > _HEADLINE_SHARE * len(words)
                ):
                    found += line
                line = []
        return frozenset(found)

    def taken(self) -> set[int]:
        """Tokens that a draft's span covers."""
        return {at for draft in self.drafts for at in range(draft.span_first, draft.span_last)}

    def add(self, drafts: Iterable[Draft]) -> None:
        """Add drafts that do not overlap those already here, and keep all in order."""
        taken = self.taken()
        for draft in drafts:
            span = range(draft.span_first, draft.span_last)
            if taken.isdisjoint(span):
                taken.update(span)
                self.drafts.append(draft)
                self.starting[draft.first] = draft
        self.drafts.sort(key=lambda draft: draft.first)
