"""Toponym resolution: which place a mention means, by what contains it, what stands beside it, and how far that is.

Own scoring. A candidate's score is a sum of signs, each written as a reason: the level that a type word says,
the region or country the text gives, the distance to the report's other places, the theatre of war, and last the
population. The best one is taken if it leads by `MARGIN`; otherwise the mention stays ambiguous.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ..crs import FRONT_BBOX, bearing_deg, distance_km
from ..records import Candidate, Mention, Place, Report
from .containers import Setting, containers
from .lexicon import Lexicon, bundled_lexicon
from .names import normal_key
from .passage import KNOWN_POPULATION
from .relations import Related, relate

if TYPE_CHECKING:
    from .gazetteer import Gazetteer

#: Lead in score from which the best candidate counts as the place meant.
MARGIN: Final = 0.025
#: Sum of signs that counts as certain: the score 1.
_FULL: Final = 1.6
#: Two entries nearer than this are one place twice.
SAME_PLACE_KM: Final = 4.0
#: Candidates looked at a mention, best known first.
_MOST_CANDIDATES: Final = 80
_SHOWN: Final = 6
#: How near the report's other places must be to speak for a candidate: the score falls by e in this many km.
_NEAR_KM: Final = 80.0
#: The same for villages that lie side by side, as those of a list do.
_NEIGHBOUR_KM: Final = 20.0
#: Characters within which another place stands beside a mention, and what one further off counts.
_BESIDE_CHARS: Final = 300
_FAR_IN_TEXT: Final = 0.6
#: Sure places looked at before and after a mention.
_ANCHORS: Final = 25
_THEATRE: Final = {"UA": 0.16, "RU": 0.1, "BY": 0.04, "MD": 0.03}
#: Regions of Russia that the war is reported from.
_RUSSIAN_FRONT: Final = frozenset({"Kursk Oblast", "Belgorod Oblast", "Bryansk Oblast"})
_ROUNDS: Final = 2
#: A place with fewer people is not meant against what the text says contains it.
_SMALL: Final = 30_000
#: Regions called so share their bare name with a city; Crimea or the Chechen Republic do not.
_NAMED_AFTER_A_CITY: Final = (" Oblast", " Krai", " City")
#: People taken to live where the gazetteer does not say how many do.
_VILLAGE: Final = 300
#: A direction is meant loosely, and not of places far away.
_DIRECTION_DEG: Final = 50.0
_DIRECTION_KM: Final = 100.0


def resolve(
    mentions: tuple[Mention, ...],
    report: Report,
    gazetteer: Gazetteer,  # noqa: ARG001 the candidates carry all of it that is needed
    lexicon: Lexicon | None = None,
) -> tuple[Mention, ...]:
    """Return the mentions with their places, or their scored candidates where the margin is too thin.

    Takes mentions as `scan` returns them: sorted, their candidates unscored. A mention without candidates keeps no
    place; its reasons then say what contains it. Relations ("15 km north-west of") are set with an uncertainty in km.
    """
    related = relate(mentions, report.text)
    settings = containers(mentions, report.text, lexicon or bundled_lexicon())
    done = list(mentions)
    for _ in range(_ROUNDS):
        anchors = _anchors(done)
        done = [
            _resolved(mention, replace(settings[at], anchors=_around(anchors, mention), related=related[at]), done)
            for at, mention in enumerate(mentions)
        ]
    return tuple(_with_relation(mention, related[at]) for at, mention in enumerate(done))


def _anchors(mentions: list[Mention]) -> tuple[tuple[int, Place], ...]:
    """The places of a report that are sure, with their characters: those chosen, and names that only one place has."""
    found = []
    for mention in mentions:
        place = mention.place
        if place is None and len(mention.candidates) == 1:
            place = mention.candidates[0].place
        if place is not None and place.level == "populated_place" and mention.kind in {"literal", "associative"}:
            found.append((mention.start, place))
    return tuple(found)


def _around(anchors: tuple[tuple[int, Place], ...], mention: Mention) -> tuple[tuple[int, Place], ...]:
    """The sure places named nearest to a mention in the text, so that a long report takes no longer a mention."""
    if len(anchors) <= 2 * _ANCHORS:
        return anchors
    at = bisect_left(anchors, mention.start, key=lambda anchor: anchor[0])
    return anchors[max(0, at - _ANCHORS) : at + _ANCHORS]


def _with_relation(mention: Mention, related: Related) -> Mention:
    """Set what the text says of a place's relation to the happening, and how far off it may be, in km."""
    if mention.relation == "within" or mention.kind != "literal":
        return mention
    if related.relation == "at":
        area = mention.place is not None and mention.place.level in {"admin1", "district", "country", "area", "water"}
        return replace(mention, relation="within") if area else mention
    return replace(
        mention,
        relation=related.relation,
        bearing_deg=related.bearing_deg,
        distance_km=related.distance_km,
        uncertainty_km=related.uncertainty_km,
    )


def _resolved(mention: Mention, setting: Setting, done: list[Mention]) -> Mention:
    """Return one mention with its candidates scored, and a place where one leads clearly."""
    if not mention.candidates:
        return _contained(mention, setting)
    scored = [_scored(mention, candidate.place, setting, done) for candidate in mention.candidates[:_MOST_CANDIDATES]]
    scored.sort(key=lambda c: (-c.score, -(c.place.population or 0), c.place.place_id))
    kept = _distinct(scored)
    if _contradicted(mention, kept[0].place, setting):
        return _contained(replace(mention, candidates=tuple(kept[:_SHOWN])), setting)
    place = kept[0].place if len(kept) == 1 or kept[0].score - kept[1].score >= MARGIN else None
    level = mention.level
    if place is not None and level not in {"facility", "district", "admin1"}:
        level = place.level
    return replace(mention, place=place, level=level, candidates=tuple(kept[:_SHOWN]))


def _contradicted(mention: Mention, best: Place, setting: Setting) -> bool:
    """Whether the text puts a small place in a region where no candidate lies: the gazetteer lacks the one meant."""
    region = setting.region
    if (
        region is None
        or region.level != "admin1"
        or best.level != "populated_place"
        or mention.level != "populated_place"
    ):
        return False
    if region.country != best.country and best.country not in _THEATRE:
        return False
    small = (best.population or 0) < _SMALL and all(not _lies_in(c.place, region) for c in mention.candidates)
    return small and not _lies_in(best, region)


def _contained(mention: Mention, setting: Setting) -> Mention:
    """A name that no gazetteer holds lies somewhere in the region that the text gives, if it gives one."""
    if setting.region is None or setting.region.level not in {"admin1", "district"} or mention.kind != "literal":
        return mention
    reason = f"not in the gazetteer; the text puts it in {setting.region.name}"
    return replace(mention, place=setting.region, relation="within", reasons=(*mention.reasons, reason))


def _distinct(scored: list[Candidate]) -> list[Candidate]:
    """Drop candidates that are a better one's place again: a settlement and the city region around it."""
    kept: list[Candidate] = []
    for candidate in scored:
        place = candidate.place
        if all(distance_km(place.lon, place.lat, k.place.lon, k.place.lat) > SAME_PLACE_KM for k in kept):
            kept.append(candidate)
    return kept


def _scored(mention: Mention, place: Place, setting: Setting, done: list[Mention]) -> Candidate:
    signs = [
        _level_sign(mention, place),
        _spelling_sign(mention, place),
        *_container_signs(place, setting),
        _distance_sign(mention, place, setting),
        _direction_sign(place, setting, done),
        _theatre_sign(place),
        _population_sign(place),
        (0.15, "a capital") if place.place_id == setting.capital_id else (0.0, ""),
    ]
    score = sum(weight for weight, _ in signs)
    reasons = tuple(reason for weight, reason in signs if reason and abs(weight) >= 0.01)
    return Candidate(place, round(max(0.0, min(1.0, score / _FULL)), 4), reasons)


def _level_sign(mention: Mention, place: Place) -> tuple[float, str]:
    """A bare name is the settlement rather than its region, and a country before either."""
    if place.level == mention.level and mention.level in {"admin1", "district"}:
        return 0.2, f"is a {place.level}, as the text says"
    if place.level == "admin1" and not place.name.endswith(_NAMED_AFTER_A_CITY) and not _names_its_city(mention, place):
        return 0.55, "a region by its whole name"
    weight = {"country": 0.3, "populated_place": 0.2, "admin1": 0.1, "area": 0.12, "facility": 0.2, "water": 0.05}
    return weight.get(place.level, 0.0), ""


def _names_its_city(mention: Mention, region: Place) -> bool:
    """Whether a region is called as the city it is: Moscow, Sevastopol."""
    return any(
        candidate.place.level == "populated_place"
        and candidate.place.name == region.name
        and candidate.place.admin1 == region.admin1
        for candidate in mention.candidates
    )


def _spelling_sign(mention: Mention, place: Place) -> tuple[float, str]:
    key = normal_key(mention.phrase)
    spelled = key in {normal_key(name) for name in (place.name, place.name_uk, place.name_ru) if name}
    return (0.1, "spelled so") if spelled else (0.0, "")


def _container_signs(place: Place, setting: Setting) -> list[tuple[float, str]]:
    signs = []
    region = setting.region
    if region is not None:
        if _lies_in(place, region):
            signs.append((0.35, f"the text puts it in {region.name}"))
        elif region.country == place.country and region.level == "admin1":
            signs.append((-0.05, f"not in {region.name}"))
    if setting.country is not None:
        if place.country == setting.country:
            signs.append((0.15, f"the text says it is in {setting.country}"))
        elif place.level != "country":
            signs.append((-0.1, f"not in {setting.country}"))
    if setting.previous is not None and _lies_in(place, setting.previous):
        signs.append((0.12, f"{setting.previous.name} is named just before"))
    return signs


def _lies_in(place: Place, region: Place) -> bool:
    if place.country != region.country or place.place_id == region.place_id:
        return False
    if region.level == "country":
        return True
    if region.level == "district":
        return place.admin2 is not None and place.admin2 == region.name
    return place.admin1 is not None and place.admin1 == (region.admin1 or region.name)


def _distance_sign(mention: Mention, place: Place, setting: Setting) -> tuple[float, str]:
    """Nearness to the report's other places: what else it names is not far, and what it names beside it nearest."""
    best = (0.0, "")
    if place.level != "populated_place":
        return best
    for position, other in setting.anchors:
        if other.place_id == place.place_id or position == mention.start:
            continue
        km = distance_km(place.lon, place.lat, other.lon, other.lat)
        beside = 1.0 if abs(position - mention.start) < _BESIDE_CHARS else _FAR_IN_TEXT
        weight = 0.15 * math.exp(-km / _NEAR_KM) + 0.15 * math.exp(-km / _NEIGHBOUR_KM)
        best = max(best, (beside * weight, f"{km:.0f} km from {other.name}"))
    return best


def _direction_sign(place: Place, setting: Setting, done: list[Mention]) -> tuple[float, str]:
    """ "Pokrovka (southeast of Sumy City)": whether a candidate lies where the text says."""
    related = setting.related
    if related is None or related.origin is None or related.origin_bearing is None:
        return 0.0, ""
    here = done[related.origin].place
    if here is None or here.level != "populated_place":
        return 0.0, ""
    km = distance_km(here.lon, here.lat, place.lon, place.lat)
    turn = abs((bearing_deg(here.lon, here.lat, place.lon, place.lat) - related.origin_bearing + 180) % 360 - 180)
    if km < _DIRECTION_KM and turn <= _DIRECTION_DEG:
        return 0.2, f"{km:.0f} km from {here.name}, in the direction said"
    return -0.05, f"not in the direction said from {here.name}"


def _theatre_sign(place: Place) -> tuple[float, str]:
    weight = _THEATRE.get(place.country, 0.0)
    if place.country == "RU" and place.admin1 not in _RUSSIAN_FRONT:
        weight *= 0.6
    west, south, east, north = FRONT_BBOX
    if west <= place.lon <= east and south <= place.lat <= north:
        return weight + 0.03, "on the Kursk-Sumy front"
    return weight, f"in the theatre of war ({place.country})" if weight else ""


def _population_sign(place: Place) -> tuple[float, str]:
    if not place.population:
        return (0.35 * math.log10(_VILLAGE) / 7, "") if place.level == "populated_place" else (0.0, "")
    town = 0.05 if place.population >= KNOWN_POPULATION else 0.0
    return town + 0.35 * min(1.0, math.log10(place.population) / 7), f"population {place.population}"
