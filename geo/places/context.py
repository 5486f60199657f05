"""What all of a report's places together say of each of them: which country and region it is about, and what lies near.

Own rules. A place speaks for others with a weight: 1 where it is sure, its share among the candidates where it is not.
The same name said twice speaks once, and never for itself.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from ..crs import distance_km
from ..records import Mention, Place
from .names import is_cyrillic, normal_key
from .passage import THEATRE

#: Two entries nearer than this, in km, are one place twice.
SAME_PLACE_KM: Final = 4.0
#: Under this key, which no name has, the votes keep their sum.
_ALL: Final = ""
_BELLIGERENTS: Final = ("UA", "RU")
#: A candidate's share of its mention falls by e for each such step of score behind the best.
_STEP: Final = 0.048
_LIKELY: Final = 3
#: A place chosen by a smaller lead than this speaks for others with less weight.
_CLEAR_LEAD: Final = 0.05
_NARROW: Final = 0.8
#: Share of the names, from the theatre on, at which a report counts as being about the front.
_ABOUT_THE_FRONT: Final = 0.4
#: Sure places looked at before and after a mention.
_ANCHORS: Final = 20


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that a report likely means, with the character it stands at, its name's key and its weight."""

    position: int
    key: str
    place: Place
    weight: float


@dataclass(slots=True)
class Context:
    """The anchors of a report, and how much they say for each country and region."""

    front: float = 1.0
    anchors: tuple[Anchor, ...] = ()
    countries: dict[str, dict[str, float]] = field(default_factory=dict)
    regions: dict[tuple[str, str], dict[str, float]] = field(default_factory=dict)

    def around(self, position: int) -> tuple[Anchor, ...]:
        """Return the settlements named nearest to a character, so that a long report takes no longer a mention."""
        if len(self.anchors) <= 2 * _ANCHORS:
            return self.anchors
        at = bisect_left(self.anchors, position, key=lambda anchor: anchor.position)
        return self.anchors[max(0, at - _ANCHORS) : at + _ANCHORS]

    def country_support(self, place: Place, key: str) -> float:
        """How much the other names speak for a place's country; in a report on the front both sides are spoken of."""
        spoken_of = _BELLIGERENTS if self.front >= 1 and place.country in _BELLIGERENTS else (place.country,)
        return max(_without(self.countries.get(country), key) for country in spoken_of)

    def region_support(self, place: Place, key: str) -> float:
        """How much the other names speak for a place's region."""
        return _without(self.regions.get((place.country, place.admin1)), key) if place.admin1 else 0.0

    def sure_km(self, place: Place, position: int, key: str) -> list[float]:
        """Distances from a place to the sure settlements named around a character, each name once; sorted."""
        sure = {a.key: a.place for a in self.around(position) if a.weight >= 1.0 and a.key != key}
        return sorted(distance_km(place.lon, place.lat, p.lon, p.lat) for p in sure.values())


def _without(votes: dict[str, float] | None, key: str) -> float:
    return votes[_ALL] - votes.get(key, 0.0) if votes else 0.0


def about_the_front(mentions: Iterable[Mention]) -> float:
    """Return how far a report is about the theatre of war, in [0, 1]; 1 for one that names nothing else.

    Counted are names: those best known in the theatre against those that nothing in it is called.
    """
    inside, outside = set(), set()
    for mention in mentions:
        if not mention.candidates:
            continue
        key = normal_key(mention.phrase)
        first = mention.candidates[0].place
        if first.country in THEATRE or is_cyrillic(mention.phrase):
            inside.add(key)
        elif first.level in {"country", "admin1"} or all(c.place.country not in THEATRE for c in mention.candidates):
            outside.add(key)
    if not inside and not outside:
        return 1.0
    return min(1.0, len(inside) / (len(inside) + len(outside)) / _ABOUT_THE_FRONT)


def context_of(mentions: Iterable[Mention], keys: list[str], front: float) -> Context:
    """Return what the mentions say together; `keys` are their normal keys. Sorted by character, as they are."""
    countries: dict[str, dict[str, float]] = defaultdict(dict)
    regions: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    anchors = []
    for mention, key in zip(mentions, keys, strict=True):
        for place, weight in likely(mention):
            votes = countries[place.country]
            votes[key] = max(votes.get(key, 0.0), weight)
            if place.admin1 or place.level == "admin1":
                votes = regions[place.country, place.admin1 or place.name]
                votes[key] = max(votes.get(key, 0.0), weight)
            if place.level == "populated_place" and mention.kind != "metonym":
                anchors.append(Anchor(mention.start, key, place, weight))
    for votes in (*countries.values(), *regions.values()):
        votes[_ALL] = sum(votes.values())
    return Context(front, tuple(anchors), dict(countries), dict(regions))


def _clear(mention: Mention) -> bool:
    scores = [candidate.score for candidate in mention.candidates[:2]]
    return len(scores) < 2 or scores[0] - scores[1] >= _CLEAR_LEAD


def likely(mention: Mention) -> list[tuple[Place, float]]:
    """Return the places that a mention likely means, with weights that sum to 1, less where the choice was narrow."""
    if mention.place is not None:
        if mention.relation == "within" and mention.level != mention.place.level:
            return []
        return [(mention.place, 1.0 if _clear(mention) else _NARROW)]
    best = mention.candidates[:_LIKELY]
    if not best:
        return []
    shares = [math.exp((candidate.score - best[0].score) / _STEP) for candidate in best]
    return [(c.place, share / sum(shares)) for c, share in zip(best, shares, strict=True)]
