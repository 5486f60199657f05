"""Names of the gazetteer in a text, the longest first, and the guards against words that only look like names.

Own rules. A capital letter is required; what stands beside a name decides whether it is one.
"""

from __future__ import annotations

from typing import Final

from ..records import Place
from .adjectives import areas_of, is_adjective
from .lexicon import Alias
from .names import normal_key
from .passage import THEATRE, Draft, Passage

#: a city of so many people is meant by its name in Cyrillic though that is a plain word too: Сум, of Суми
_WELL_KNOWN: Final = 50_000
_LONGEST: Final = 6
#: Words within which the region word of a list of adjectives stands.
_REGION_WORD_WITHIN: Final = 14
#: Words that are written with a full stop inside a name: "St. Petersburg".
_SHORTENED: Final = frozenset({"st", "mt", "ft"})
_FIRST_WORDS: Final = {"st": "Saint", "mt": "Mount", "ft": "Fort"}
_JOINERS: Final = frozenset("-,–")
#: "U.S." and the like are found as one token; other capitals this short are abbreviations, not places.
_SHORT_CAPITALS: Final = 4


def find_names(passage: Passage) -> None:
    """Add a draft for every name of the gazetteer and of the alias table; the longest at each word wins."""
    found = []
    at = 0
    while at < len(passage.tokens):
        draft = _name_at(passage, at)
        if draft is not None:
            found.append(draft)
            at = draft.last
        else:
            at += 1
    passage.add(found)


def alias_of(passage: Passage, name: str) -> Alias | None:
    """Return the alias entry of a name; one that is all capitals in the text is also tried in title case."""
    aliases = passage.lexicon.aliases
    folded = name.replace("’", "'")
    found = aliases.get(folded)
    if found is None and len(name) > _SHORT_CAPITALS and name.isupper():
        found = aliases.get(folded.title())
    return found


def places_of(passage: Passage, name: str, alias: Alias | None) -> tuple[Place, ...]:
    """Return the places of a name: what the alias stands for, or what the gazetteer holds."""
    if alias is None:
        return passage.places(name) or _in_full(passage, name)
    if not alias.means:
        slug = normal_key(alias.name).replace(" ", "-")
        lon, lat = alias.lon or 0.0, alias.lat or 0.0
        return (Place(f"{alias.level}:{slug}", alias.name, alias.level, alias.country, lon, lat, origin="lexicon"),)
    named = passage.places(alias.means)
    return tuple(p for p in named if p.level == alias.level and alias.country in {"", p.country}) or named


def _in_full(passage: Passage, name: str) -> tuple[Place, ...]:
    """The places of a name whose first word is written short: "St. Marc", "Mt. Pleasant"."""
    first, _, rest = name.partition(" ")
    full = _FIRST_WORDS.get(first.casefold().removesuffix("."))
    return passage.places(f"{full} {rest}") if full and rest else ()


def _name_at(passage: Passage, at: int) -> Draft | None:
    token = passage.tokens[at]
    if not token.word or at in passage.persons:
        return None
    if not token.capital:
        alias = passage.lexicon.aliases.get(token.text)
        return _draft(passage, at, at + 1, alias) if alias is not None else None
    for end in range(_furthest(passage, at), at, -1):
        last = passage.tokens[end - 1]
        if not (last.word or last.text == "."):
            continue
        name = passage.slice(at, end)
        alias = alias_of(passage, name)
        typed = (last.low,) in passage.lexicon.type_words and not passage.lexicon.is_demonym(token.low)
        if end - at > 1 and not last.capital and last.text != "." and alias is None and not typed:
            continue
        if alias is not None or passage.places(name):
            draft = _draft(passage, at, end, alias)
            if draft is not None and _is_name(passage, draft):
                return draft
    return None


def _furthest(passage: Passage, at: int) -> int:
    """Return the end of the longest stretch from token `at` that may be one name."""
    end = at + 1
    words = 1
    while end < len(passage.tokens) and words < _LONGEST:
        before, token = passage.tokens[end - 1], passage.tokens[end]
        abbreviation = token.text == "." and token.glued and (len(before.text) == 1 or before.low in _SHORTENED)
        if (before.breaks and not (before.text == "." and words > 1)) or end in passage.persons:
            break
        if token.word and not token.low.startswith("'"):
            words += 1
        elif not (abbreviation or (token.glued and (token.text in _JOINERS or token.low == "'s"))):
            break
        end += 1
    return end


def _draft(passage: Passage, first: int, last: int, alias: Alias | None) -> Draft | None:
    places = places_of(passage, passage.slice(first, last), alias)
    if not places:
        return None
    if (
        passage.low(first) == "the"
        and last - first > 1
        and passage.places(passage.slice(first + 1, last))[:1] == places[:1]
    ):
        first += 1
    return Draft(first, last, places=places, alias=alias, level=alias.level if alias is not None else None)


def _is_name(passage: Passage, draft: Draft) -> bool:
    """Whether the words of a draft are a name here and not a common word or a part of another name."""
    token = passage.tokens[draft.first]
    lexicon = passage.lexicon
    if "$" in {passage.low(draft.last), passage.low(draft.first - 1)}:
        return False
    if draft.alias is not None:
        return True
    if draft.last - draft.first == 1:
        typed = type_word_before(passage, draft.first) is not None
        if not typed and (lexicon.is_a(token.low, "not_a_name") or lexicon.is_demonym(token.low)):
            return False
        if not typed and lexicon.is_a(token.low, "calendar"):
            return False
        if not token.text.isascii() and lexicon.is_first_name(token.low) and _named_person(passage, draft.first):
            return False
        if token.low.startswith("'") or len(token.text) < 2 or _abbreviation_only(token.text, draft):
            return False
        if token.upper and len(token.text) <= _SHORT_CAPITALS and not _abbreviates(passage, draft):
            return False
        if not typed and (_common(passage, draft) or shared_region(passage, draft.first)):
            return False
    return _stands_alone(passage, draft)


#: endings of an adjective that no "область" has: "Приморского Запорожской области" is a village and its region
_NOT_FEMININE: Final = ("ого", "его", "ому", "ему", "ом", "ем", "им", "ым", "ий", "ый")


def shared_region(passage: Passage, at: int) -> bool:
    """Whether an adjective shares the region word of a later one: "над Курской, 8 над Белгородской областями"."""
    low = passage.low(at)
    if low.isascii() or not is_adjective(low) or not areas_of(passage, low, "admin1"):
        return False
    for i in range(at + 1, min(at + _REGION_WORD_WITHIN, len(passage.tokens))):
        word = passage.lexicon.type_words.get((passage.low(i),))
        if word is not None and word.level == "admin1":
            return i > at + 1 and not (passage.low(i).startswith("област") and low.endswith(_NOT_FEMININE))
        if passage.tokens[i - 1].breaks:
            return False
    return False


def _abbreviation_only(word: str, draft: Draft) -> bool:
    """Whether a short word is a place only if written in capitals: "US", not "Us"."""
    if len(word) > 3 or word.isupper() or not word.isascii():
        return False
    return all(
        word.casefold() not in (place.name.casefold(), str(place.name_uk).casefold(), str(place.name_ru).casefold())
        for place in draft.places
    )


def _abbreviates(passage: Passage, draft: Draft) -> bool:
    """Whether a short word in capitals is a country, a region of Ukraine, or any name in a line of capitals."""
    state = any(
        place.level == "country" or (place.level == "admin1" and place.country == "UA") for place in draft.places
    )
    return state or _capitals_around(passage, draft.first)


def _capitals_around(passage: Passage, at: int) -> bool:
    """Whether a short word in capitals stands in a line of capitals: a dateline or a headline."""
    if passage.tokens[at].opens and passage.low(at + 1) in {",", "(", "—", "–", "-"}:
        return True
    beside = [passage.token(at - 1), passage.token(at + 1)]
    return any(token is not None and token.upper and len(token.text) > _SHORT_CAPITALS for token in beside)


def _common(passage: Passage, draft: Draft) -> bool:
    """Whether a single word is more likely the common word than the place of that name."""
    token = passage.tokens[draft.first]
    common = token.low in passage.lexicon.common_words
    if common and not token.text.isascii():
        known = any(place.country in THEATRE and (place.population or 0) >= _WELL_KNOWN for place in draft.places)
        return token.opens or not (known or draft.places[0].country in THEATRE or placed(passage, draft.first))
    if common and (not placed(passage, draft.first) or token.upper):
        return True
    if (token.opens or token.upper) and token.low in passage.lower_words and not (token.upper and draft.state):
        return True
    return draft.last < len(passage.tokens) and common and passage.tokens[draft.last].capital


def placed(passage: Passage, at: int) -> bool:
    """Whether the word before token `at` says that a place follows: "in", "near", "village of", "под"."""
    before = passage.low(at - 1)
    if before in {"the", "northern", "southern", "eastern", "western", "central", "-", "нп"}:
        before = passage.low(at - 2)
    return passage.lexicon.is_a(before, "place_preposition") or type_word_before(passage, at) is not None


def type_word_before(passage: Passage, at: int) -> tuple[int, str, bool] | None:
    """Return (first token, level, plural) of the type word before token `at`: "the town of", "село"; None without."""
    end = at
    if passage.low(end - 1) == "." and passage.tokens[end - 1].glued and not passage.tokens[end - 1].breaks:
        abbreviation = _ABBREVIATED.get(passage.low(end - 2))
        if abbreviation is not None:
            return end - 2, abbreviation, False
    while passage.low(end - 1) in {"«", '"', "“", "„"}:
        end -= 1
    if passage.low(end - 1) == "of":
        end -= 1
    for size in (2, 1):
        words = tuple(passage.low(i) for i in range(end - size, end)) if end >= size else ()
        found = passage.lexicon.type_words.get(words)
        if found is None or not found.before or passage.broken(end - size, at + 1):
            continue
        if end == at and words[0].isascii() and found.level not in {"populated_place", "water"}:
            continue
        if end == at and words[0].isascii() and found.plural:
            continue
        return end - size, found.level, found.plural
    return None


#: Abbreviations that stand before a name: м. Суми, р. Псел.
_ABBREVIATED: Final = {
    "м": "populated_place", "с": "populated_place", "г": "populated_place", "п": "populated_place", "р": "water",
    "пос": "populated_place", "н.п": "populated_place", "смт": "populated_place",
}  # fmt: skip


def _stands_alone(passage: Passage, draft: Draft) -> bool:
    """Whether a name is whole: not a piece of a longer capitalised name that is no place."""
    known = draft.known if draft.last - draft.first > 1 else draft.famous
    before, after = _neighbour(passage, draft.first, -1), _neighbour(passage, draft.last, 1)
    if before is not None and not known:
        return False
    if after is not None and not known and not _whose(passage, draft):
        return False
    if before is not None and passage.lexicon.is_first_name(passage.low(before)):
        return False
    if draft.famous or draft.places[0].country in THEATRE:
        return True
    if draft.last - draft.first == 1 and passage.lexicon.is_first_name(passage.low(draft.first)):
        return _sure(passage, draft)
    return draft.known or _sure(passage, draft)


def _named_person(passage: Passage, at: int) -> bool:
    """Whether a word for a person stands right before a first name: "волонтерка Ольга"."""
    return passage.is_a(at - 1, "person", "resident") and not passage.tokens[at - 1].breaks


def _whose(passage: Passage, draft: Draft) -> bool:
    """Whether a name says whose somebody is, so that a person's name may follow: "мешканка Суджі Ніна"."""
    cyrillic = not passage.tokens[draft.first].text.isascii()
    return (
        cyrillic and passage.is_a(draft.first - 1, "person", "resident") and not passage.tokens[draft.first - 1].breaks
    )


def _sure(passage: Passage, draft: Draft) -> bool:
    """Whether a small place far from the theatre is meant: said by a preposition, or by what contains it."""
    contained = passage.low(draft.last) == "," and passage.capital_name(draft.last + 1)
    return placed(passage, draft.first) or (contained and bool(passage.places(passage.tokens[draft.last + 1].text)))


def _neighbour(passage: Passage, at: int, step: int) -> int | None:
    """Return the capitalised word beside a name that nothing explains, None where there is none."""
    beside = at - 1 if step < 0 else at
    token = passage.token(beside)
    if (
        token is None
        or not token.capital
        or (step < 0 and token.breaks)
        or (step > 0 and passage.tokens[at - 1].breaks)
    ):
        return None
    lexicon = passage.lexicon
    explained = (
        lexicon.is_a(token.low, "not_a_name")
        or lexicon.is_a(token.low, "calendar")
        or lexicon.is_a(token.low, "direction")
        or lexicon.is_demonym(token.low)
        or (token.low,) in lexicon.type_words
        or (step < 0 and (token.opens or lexicon.is_a(token.low, "place_preposition") or token.low == "of"))
        or (step > 0 and lexicon.is_a(token.low, "sector"))
        or (step > 0 and (lexicon.is_a(token.low, "organisation") or lexicon.is_a(token.low, "state_organisation")))
    )
    if explained:
        return None
    if step > 0 and not token.text.isascii() and _begins_anew(passage, beside):
        return None
    if not token.text.isascii() and (is_adjective(token.low) or Draft(0, 1, places=passage.places(token.text)).famous):
        return None
    return beside


def _begins_anew(passage: Passage, at: int) -> bool:
    """Whether a Cyrillic word behind a name is a body or a person of its own: "под Тёткино ВСУ", "Суджи Минобороны"."""
    token = passage.tokens[at]
    short = token.upper and 1 < len(token.text) <= 5
    return short or passage.is_a(at, "person") or passage.lexicon.is_first_name(token.low)
