"""What the words around a name say: its type ("region", "село"), its list, and names that no gazetteer holds.

Own rules. A type word is part of the span where it follows the name ("Kursk Region"), as the evaluation data has it.
"""

from __future__ import annotations

from typing import Final

from ..records import Place
from ..terms import Level
from .adjectives import areas_of, cities_of, is_adjective, land_of
from .lexicon import TypeWord
from .matching import shared_region, type_word_before
from .passage import FRONT_REGIONS, Draft, Passage

_LONGEST_TYPE: Final = 5
#: Words before "most of Kursk" in which troops hold or retake it: "much of Kharkiv lost power" is the city.
_HELD_WITHIN: Final = 7
_SEPARATORS: Final = frozenset({",", "and", "or", "&", "та", "і", "й", "и", "или", "або", "/"})
#: Signs after an adjective whose noun is left out.
_BREAKS_OFF: Final = frozenset({"–", "—", "-", ",", ":", "ворог", "противник", "враг", "та", "і", "и"})
_ALSO: Final = ["as", "well", "as"]
_QUOTES: Final = frozenset('«»"“”„')
_SUFFIXES: Final = (" Oblast", " Krai", " Republic")


def type_word_after(passage: Passage, at: int) -> tuple[int, TypeWord] | None:
    """Return (end, type word) of the type word that begins at token `at`; the longest; None without."""
    for size in range(min(_LONGEST_TYPE, len(passage.tokens) - at), 0, -1):
        words = tuple(passage.low(i) for i in range(at, at + size))
        found = passage.lexicon.type_words.get(words)
        if passage.low(at + size) == "of" and found is not None and found.level == "populated_place":
            continue
        if found is not None and found.after and not passage.broken(max(at - 1, 0), at + size):
            return at + size, found
    return None


def apply_type_words(passage: Passage) -> None:
    """Set the level of every draft that a type word stands beside, and stretch its span over one that follows."""
    for draft in passage.drafts:
        if draft.alias is not None and draft.level != "populated_place":
            continue
        own = _own_type(passage, draft)
        if own is not None:
            draft.typed, draft.plural_after = True, own.plural
            settle(passage, draft, own.level)
            continue
        after = type_word_after(passage, draft.last)
        if after is not None and _may_be(draft, after[1].level):
            end, found = after
            draft.centred = _centred(passage, draft.last)
            draft.span_last, draft.typed, draft.plural_after = end, True, found.plural
            settle(passage, draft, found.level)
            continue
        before = type_word_before(passage, draft.first)
        if before is not None and _may_be(draft, before[1]):
            draft.typed, draft.plural_before = True, before[2]
            settle(passage, draft, before[1])  # type: ignore[arg-type]
        elif _is_its_region(passage, draft):
            draft.reasons.append("the region, as troops go into it")
            draft.places = tuple(place for place in draft.places if place.level == "admin1")
            draft.level = "admin1"
        elif _is_water(passage, draft):
            draft.typed = True
            settle(passage, draft, "water")
        elif passage.is_a(draft.last, "sector") and not passage.broken(draft.first, draft.last + 1):
            draft.sector = True
            if is_adjective(passage.low(draft.first)) and draft.last - draft.first == 1:
                named = passage.slice(draft.first, draft.last)
                draft.places = cities_of(passage, named, sector=True) or draft.places
            draft.places = tuple(p for p in draft.places if p.admin1 in FRONT_REGIONS) or draft.places


def _is_its_region(passage: Passage, draft: Draft) -> bool:
    """Whether a city's bare name is its region: "the incursion into Kursk", "most of Kursk", "the Kursk offensive"."""
    levels = {place.level for place in draft.places[:3]}
    if draft.typed or not {"populated_place", "admin1"} <= levels or passage.is_a(draft.first, "capital"):
        return False
    if passage.is_a(draft.last, "region_cue"):
        return True
    at = draft.first - 1
    if passage.low(at) == "of":
        held = any(passage.is_a(i, "hold") for i in range(max(at - _HELD_WITHIN, 0), at))
        return held and passage.is_a(at - 1, "part_of")
    return passage.low(at) in {"into", "in"} and any(passage.is_a(i, "region_cue") for i in (at - 1, at - 2) if i >= 0)


def _is_water(passage: Passage, draft: Draft) -> bool:
    """Whether a name that a river shares is the river here: "the Dnipro", "bank of the X", "через Дніпро"."""
    if draft.typed or not any(place.level == "water" for place in draft.places):
        return False
    if all(place.level == "water" for place in draft.places):
        return False
    if passage.low(draft.first - 1) == "the":
        following = passage.token(draft.last)
        return (
            following is None
            or not following.word
            or passage.is_a(draft.last, "not_a_noun", "preposition", "be", "verb")
        )
    return passage.is_a(draft.first - 1, "water_cue")


def _own_type(passage: Passage, draft: Draft) -> TypeWord | None:
    """The type word that a name of the gazetteer ends with: "Donetsk Oblast", "Курской области"."""
    word = passage.lexicon.type_words.get((passage.low(draft.last - 1),)) if draft.last - draft.first > 1 else None
    if word is None or not word.after or not any(place.level == word.level for place in draft.places):
        return None
    return word


def _centred(passage: Passage, at: int) -> bool:
    """Whether a type word is one of areas that are named after the place at their centre: a hromada, not a raion."""
    return passage.is_a(at, "centre_named")


def _may_be(draft: Draft, level: str) -> bool:
    """Whether a type word can be about this name: a country is no region, a region no village."""
    if not draft.places or draft.places[0].level != "country" or level == "country":
        return True
    return any(place.level == level for place in draft.places)


def settle(passage: Passage, draft: Draft, level: Level) -> None:
    """Give a draft its level and the places of that level that its name may mean."""
    draft.level = level
    name = passage.slice(draft.first, draft.last)
    same = tuple(place for place in draft.places if place.level == level)
    if level == "admin1":
        if not same and draft.places and draft.places[0].level in {"area", "water"}:
            draft.level = draft.places[0].level
            return
        same = same or regions_of(passage, name, draft.places)
    elif level == "district" and not same:
        same = (
            areas_of(passage, name, "district") or passage.places(f"{name} Raion") or passage.places(f"{name} District")
        )
        same = tuple(place for place in same if place.level == "district")
        if not same:
            draft.places = (cities_of(passage, name) or draft.places) if draft.centred else ()
    elif level == "facility" and not same and not (draft.places and draft.places[0].level in {"country", "area"}):
        same = tuple(place for place in draft.places if place.level == "populated_place")
    draft.places = same or (draft.places if level != "water" else ())


def regions_of(passage: Passage, name: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return the first-level regions that "X region" may mean: by name, by adjective, or by the city X in them."""
    found = areas_of(passage, name, "admin1")
    for suffix in _SUFFIXES:
        found = found or tuple(place for place in passage.places(name + suffix) if place.level == "admin1")
    for city in () if found else places[:4]:
        if city.admin1:
            same = (p for p in passage.places(city.admin1) if p.level == "admin1" and p.country == city.country)
            found += tuple(place for place in same if place not in found)
    return found


def groups(passage: Passage) -> list[list[Draft]]:
    """Return the drafts in lists: those parted only by commas and "and" stand together, in order."""
    made: list[list[Draft]] = []
    for draft in passage.drafts:
        if made and _joined(passage, made[-1][-1], draft):
            made[-1].append(draft)
        else:
            made.append([draft])
    return made


def _joined(passage: Passage, left: Draft, right: Draft) -> bool:
    between = range(left.span_last, right.span_first)
    if not 0 < len(between) <= 4 or passage.tokens[left.span_last - 1].breaks:
        return False
    lows = [passage.low(at) for at in between]
    if lows == ["-"] or lows == ["–"]:
        return passage.tokens[left.span_last].glued and passage.tokens[right.span_first].glued
    if lows[-3:] == _ALSO:
        return len(lows) == len(_ALSO) or lows[0] == ","
    return lows[0] in _SEPARATORS and all(low in _SEPARATORS or low in _QUOTES for low in lows)


def share_types(passage: Passage) -> None:
    """Let a plural type word count for its whole list: "Kursk and Belgorod regions", "regions of Kursk and Bryansk"."""
    for group in groups(passage):
        for at, draft in enumerate(group):
            sharers = group[:at] if draft.plural_after else group[at + 1 :] if draft.plural_before else []
            for other in sharers:
                if not other.typed and draft.level is not None and _may_be(other, draft.level):
                    other.centred = draft.centred
                    settle(passage, other, draft.level)
                    other.typed = True
        if any(draft.sector for draft in group):
            for draft in group:
                draft.sector = draft.sector or not draft.typed


def _elliptical(passage: Passage, at: int) -> bool:
    """Whether an adjective stands for a sector whose word was said before: "На Оріхівському – один штурм"."""
    said = any(passage.lexicon.is_a(word, "sector") for word in passage.lower_words)
    before = passage.low(at - 3 if passage.low(at - 1) == "-" else at - 1)  # "На Південно-Слобожанському"
    ends = passage.low(at + 1) in _BREAKS_OFF or passage.is_a(at + 1, "sector_follows")
    return said and before == "на" and ends


def _elliptical_region(passage: Passage, at: int) -> bool:
    """Whether an adjective stands for a region whose word was said before: "у Сумській – Есмань"."""
    if passage.low(at - 1) not in {"у", "в", "во"} or passage.low(at + 1) not in {"–", "—", "-"}:
        return False
    return any(word.startswith("област") for word in passage.lower_words) and bool(
        areas_of(passage, passage.low(at), "admin1")
    )


def add_adjectives(passage: Passage) -> None:
    """Add drafts for Russian and Ukrainian adjectives of places before a type word, a sector or an office."""
    found = []
    taken = passage.taken()
    for at, token in enumerate(passage.tokens):
        if not token.capital or token.text.isascii():
            continue
        if at in taken:
            if not (is_adjective(token.low) and _elliptical(passage, at)):
                continue
            passage.drafts = [draft for draft in passage.drafts if not draft.first <= at < draft.last]
        land = land_of(passage, token.low)
        if land is not None and not passage.places(token.text):
            found.append(Draft(at, at + 1, places=land[1], level=land[0], typed=True))
        if not is_adjective(token.low):
            continue
        if passage.lexicon.is_demonym(token.low):
            continue
        after = type_word_after(passage, at + 1) if not token.breaks else None
        if after is not None:
            end, word = after
            draft = Draft(
                at, at + 1, level=word.level, typed=True, adjective=True, span_last=end, plural_after=word.plural
            )
            draft.centred = _centred(passage, at + 1)
            settle(passage, draft, word.level)
            found.append(draft)
        elif shared_region(passage, at) or _elliptical_region(passage, at):
            found.append(
                Draft(
                    at,
                    at + 1,
                    places=areas_of(passage, token.text, "admin1"),
                    level="admin1",
                    typed=True,
                    adjective=True,
                )
            )
        elif passage.is_a(at + 1, "sector") or _elliptical(passage, at):
            found.append(
                Draft(at, at + 1, places=cities_of(passage, token.text, sector=True), sector=True, adjective=True)
            )
        elif passage.is_a(at + 1, "person") and cities_of(passage, token.text):
            found.append(Draft(at, at + 1, places=cities_of(passage, token.text), adjective=True))
    passage.add(found)
