"""Toponym resolution: which place a mention means, by what contains it, what stands beside it, and how far that is.

Own scoring. A candidate's score is a sum of signs (signs.py), each written as a reason: the level that a type word
says, the region or country the text gives, what the report's other places say together (context.py), the theatre of
war as far as the report is about it, and last the population. The best one is taken if it leads by `MARGIN`;
otherwise the mention stays ambiguous.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ..crs import distance_km
from ..records import Candidate, Mention, Place, Report
from .containers import Setting, containers, lies_in, sectors_of
from .context import SAME_PLACE_KM, Context, about_the_front, context_of
from .lexicon import Lexicon, bundled_lexicon
from .misspelt import alike, meant
from .names import normal_key
from .passage import THEATRE
from .relations import Related, relate
from .signs import Sign, context_signs, standing_signs

if TYPE_CHECKING:
    from .gazetteer import Gazetteer

#: Lead in score from which the best candidate counts as the place meant.
MARGIN: Final = 0.012
#: A town of so many people, so many times as large as the next candidate's, leads however narrowly.
_KNOWN_FROM: Final = 15_000
_BETTER_KNOWN: Final = 1.5
#: Sum of signs that counts as certain: the score 1.
_FULL: Final = 2.4
#: Candidates looked at a mention, best known first.
_MOST_CANDIDATES: Final = 80
_SHOWN: Final = 6
_ROUNDS: Final = 3
#: A place with fewer people is not meant against what the text says contains it.
_SMALL: Final = 30_000
#: A small place further than this, in km, from all else that a report on the front names is a namesake of one that no
#: gazetteer holds; so many other settlements must be sure.
_ASTRAY_KM: Final = 250.0
_SURE_OTHERS: Final = 2


def resolve(
    mentions: tuple[Mention, ...],
    report: Report,
    gazetteer: Gazetteer,
    lexicon: Lexicon | None = None,
) -> tuple[Mention, ...]:
    """Return the mentions with their places, or their scored candidates where the margin is too thin.

    Takes mentions as `scan` returns them: sorted, their candidates unscored. A mention without candidates keeps no
    place; its reasons then say what contains it. Relations ("15 km north-west of") are set with an uncertainty in km.
    """
    related = relate(mentions, report.text)
    words = lexicon or bundled_lexicon()
    settings = [
        replace(setting, related=related[at])
        for at, setting in enumerate(containers(mentions, report.text, words, gazetteer))
    ]
    keys = [_name_key(mention) for mention in mentions]
    front = about_the_front(mentions)
    spelt_alike = [alike(mention, gazetteer) for mention in mentions]
    sectors = sectors_of(mentions, report.text)
    standing: dict[tuple[str, str, str], list[Sign]] = {}
    done = list(mentions)
    context = Context(front)
    for _ in range(_ROUNDS):
        before = done
        done = [
            _resolved(
                mention,
                replace(settings[at], sector=_place_at(done, sectors[at])),
                context,
                keys[at],
                done,
                standing,
                spelt_alike[at],
            )
            for at, mention in enumerate(mentions)
        ]
        done = _one_sense(done, keys)
        if all(one.place is other.place for one, other in zip(done, before, strict=True)):
            break
        context = context_of(done, keys, front)
    return tuple(_with_relation(mention, related[at]) for at, mention in enumerate(done))


def _place_at(mentions: list[Mention], at: int | None) -> Place | None:
    return mentions[at].place if at is not None else None


def _name_key(mention: Mention) -> str:
    """What a name is known by throughout a report, in whatever case or spelling: the best known place it may mean."""
    return mention.candidates[0].place.place_id if mention.candidates else normal_key(mention.phrase)


def _one_sense(mentions: list[Mention], keys: list[str]) -> list[Mention]:
    """Let a name mean one place throughout a report: the one that the mention with the best score has."""
    best: dict[tuple[str, str], Mention] = {}
    for mention, key in zip(mentions, keys, strict=True):
        if mention.place is None or not mention.candidates or mention.place != mention.candidates[0].place:
            continue
        known = best.get((key, mention.level))
        if known is None or mention.candidates[0].score > known.candidates[0].score:
            best[key, mention.level] = mention
    return [_as_elsewhere(mention, best.get((key, mention.level))) for mention, key in zip(mentions, keys, strict=True)]


def _as_elsewhere(mention: Mention, other: Mention | None) -> Mention:
    if other is None or other is mention or mention.place == other.place or not mention.candidates:
        return mention
    if mention.relation == "within" or all(c.place != other.place for c in mention.candidates):
        return mention
    return replace(mention, place=other.place, reasons=(*mention.reasons, "the same place as elsewhere in the report"))


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


def _resolved(
    mention: Mention,
    setting: Setting,
    context: Context,
    key: str,
    done: list[Mention],
    standing: dict[tuple[str, str, str], list[Sign]],
    spelt_alike: tuple[Place, ...],
) -> Mention:
    """Return one mention with its candidates scored, and a place where one leads clearly."""
    if not mention.candidates:
        slip = meant(mention, spelt_alike, setting.region, context) if spelt_alike else None
        return slip or _contained(mention, setting.region)
    scored = []
    for candidate in mention.candidates[:_MOST_CANDIDATES]:
        place = candidate.place
        known = (mention.phrase, mention.level, place.place_id)
        signs = standing.get(known)
        if signs is None:
            signs = standing[known] = standing_signs(mention, place, context.front, setting.capital_id)
        scored.append(_candidate(place, [*signs, *context_signs(mention, place, setting, context, key, done)]))
    scored.sort(key=lambda c: (-c.score, -(c.place.population or 0), c.place.place_id))
    kept = _distinct(scored)
    shown = replace(mention, candidates=tuple(kept[:_SHOWN]))
    if _contradicted(mention, kept[0].place, setting):
        return _contained(shown, setting.region)
    if _astray(shown, setting, context, key):
        reason = "far from all else that the report names"
        return _contained(replace(shown, reasons=(*mention.reasons, reason)), setting.beside)
    chosen = kept[0].place if _leads(kept) else None
    level = mention.level
    if chosen is not None and level not in {"facility", "district", "admin1"}:
        level = chosen.level
    return replace(shown, place=chosen, level=level)


def _leads(kept: list[Candidate]) -> bool:
    """Whether the best candidate leads clearly, lies in the next or holds it, or is much better known."""
    if len(kept) == 1 or kept[0].score - kept[1].score >= MARGIN:
        return True
    if lies_in(kept[0].place, kept[1].place) or lies_in(kept[1].place, kept[0].place):
        return True
    first, second = (candidate.place.population or 1 for candidate in kept[:2])
    return first >= _KNOWN_FROM and first >= _BETTER_KNOWN * second


def _candidate(place: Place, signs: list[Sign]) -> Candidate:
    score = sum(weight for weight, _ in signs)
    reasons = tuple(reason for weight, reason in signs if reason and abs(weight) >= 0.01)
    return Candidate(place, round(max(0.0, min(1.0, score / _FULL)), 4), reasons)


def _astray(mention: Mention, setting: Setting, context: Context, key: str) -> bool:
    """Whether the best candidate is a small namesake far from everything that a report on the front names."""
    place = mention.candidates[0].place
    if place.level != "populated_place" or (place.population or 0) >= _SMALL or context.front < 1:
        return False
    if setting.region is not None and lies_in(place, setting.region):
        return False
    far = context.sure_km(place, mention.start, key)
    return len(far) >= _SURE_OTHERS and far[0] > _ASTRAY_KM


def _contradicted(mention: Mention, best: Place, setting: Setting) -> bool:
    """Whether the text puts a small place in a region where no candidate lies: the gazetteer lacks the one meant."""
    region = setting.region
    if (
        region is None
        or region.level != "admin1"
        or best.level != "populated_place"
        or mention.level not in {"populated_place", "district"}
    ):
        return False
    if region.country != best.country and best.country not in THEATRE and mention.level != "district":
        return False
    small = (best.population or 0) < _SMALL or mention.level == "district"
    small = small and all(not lies_in(c.place, region) for c in mention.candidates)
    return small and not lies_in(best, region)


def _contained(mention: Mention, region: Place | None) -> Mention:
    """A name that no gazetteer holds lies somewhere in the region that the text gives, if it gives one."""
    if region is None or region.level not in {"admin1", "district"} or mention.kind != "literal":
        return mention
    reason = f"not in the gazetteer; the text puts it in {region.name}"
    return replace(mention, place=region, relation="within", reasons=(*mention.reasons, reason))


def _distinct(scored: list[Candidate]) -> list[Candidate]:
    """Drop candidates that are a better one's place again: a settlement and the city region around it."""
    kept: list[Candidate] = []
    for candidate in scored:
        place = candidate.place
        if all(distance_km(place.lon, place.lat, k.place.lon, k.place.lat) > SAME_PLACE_KM for k in kept):
            kept.append(candidate)
    return kept
