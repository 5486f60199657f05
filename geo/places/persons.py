"""Names of persons in a text, so that no village called Putin or town called Kennedy is found in them. Own rules."""

from __future__ import annotations

from .passage import Passage

#: A surname is at most this many words after the first name ("van der Leyen" is capitalised once).
_MOST_WORDS = 3
#: Letters that a case may add to a surname: Григоров-ыми.
_LONGEST_ENDING = 3


def mark_persons(passage: Passage) -> None:
    """Fill `passage.persons` (tokens inside a person's name) and `passage.surnames` (lower case)."""
    at = 0
    while at < len(passage.tokens):
        end = _person_end(passage, at)
        if end > at:
            _mark(passage, at, end)
            at = end
        else:
            at += 1
    _mark_repeats(passage)


def _person_end(passage: Passage, at: int) -> int:
    """Return where a person's name that begins at token `at` ends, `at` itself where none does."""
    token = passage.tokens[at]
    if not token.capital:
        return at
    end = min(passage.run_end(at), at + _MOST_WORDS + 1)
    if passage.lexicon.is_first_name(token.low) and not _is_place(passage, at, end):
        start = at + 1
        while passage.low(start) == "." or (_initial(passage, start) and not passage.tokens[start].breaks):
            start += 1
        surname_end = min(passage.run_end(start), at + 1 + _MOST_WORDS) if not token.breaks else start
        if surname_end > start and not _named_otherwise(passage, start):
            return _shortened(passage, start, surname_end)
    if passage.is_a(at - 1, "title") and not _dot_ends(passage, at - 1) and not _known_place(passage, at, end):
        return _shortened(passage, at, end)
    if passage.low(at - 1) == "." and passage.is_a(at - 2, "title") and not passage.tokens[at - 1].breaks:
        return _shortened(passage, at, end)
    return at


def _initial(passage: Passage, at: int) -> bool:
    token = passage.token(at)
    return token is not None and token.capital and len(token.text) == 1 and passage.low(at + 1) == "."


def _dot_ends(passage: Passage, at: int) -> bool:
    return passage.tokens[at].breaks


def _named_otherwise(passage: Passage, at: int) -> bool:
    """Whether what follows a first name is no surname: "Victoria Region", "Roman Catholic"."""
    token = passage.tokens[at]
    low = token.low
    if low.startswith("'"):
        return True
    type_word = passage.lexicon.type_words.get((low,))
    return (type_word is not None and type_word.after) or passage.is_a(at, "not_a_name", "calendar")


def _is_place(passage: Passage, first: int, last: int) -> bool:
    """Whether a run that begins like a person's name is a place as a whole: "Ivano-Frankivsk", "San Diego"."""
    for end in range(last, first + 1, -1):
        name = passage.slice(first, end)
        if name in passage.lexicon.aliases or any(
            (p.population or 0) > 0 or p.level != "populated_place" for p in passage.places(name)
        ):
            return True
    return False


def _known_place(passage: Passage, first: int, last: int) -> bool:
    """Whether words after a title are a country, a region or a city in the theatre: "minister Ukraine"."""
    if not passage.tokens[first].text.isascii() and not passage.lexicon.is_first_name(passage.low(first)):
        return True
    return any(
        place.level in {"country", "admin1"}
        for end in range(last, first, -1)
        for place in passage.places(passage.slice(first, end))
    )


def _shortened(passage: Passage, first: int, last: int) -> int:
    """Cut a name before a word that begins something else: a country, a weekday, a type word."""
    for at in range(first + 1, last):
        if passage.is_a(at, "not_a_name", "calendar") or any(
            p.level == "country" for p in passage.places(passage.slice(at, at + 1))
        ):
            return at
    return last


def _mark(passage: Passage, first: int, last: int) -> None:
    passage.persons.update(range(first, last))
    if last - first > 1:
        passage.surnames.add(passage.tokens[first].low)
    surname = passage.tokens[last - 1]
    if len(surname.low) > 2 and (last - first > 1 or passage.is_a(first - 1, "title") or passage.low(first - 1) == "."):
        passage.surnames.add(surname.low)


def _mark_repeats(passage: Passage) -> None:
    """Mark the surname alone wherever it stands again, in any case of Russian or Ukrainian."""
    known = set(passage.surnames)
    stems = {_stem(name) for name in known if not name.isascii() and len(name) > 4}
    for at, token in enumerate(passage.tokens):
        if not token.capital or at in passage.persons:
            continue
        inflected = any(token.low[: len(token.low) - cut] in stems for cut in range(_LONGEST_ENDING + 1))
        if token.low in known or token.low in passage.lexicon.surnames or inflected:
            passage.persons.add(at)


def _stem(surname: str) -> str:
    """A Cyrillic surname without its ending: Зеленський -> зеленськ, Кличка -> кличк, Григоров stays."""
    if surname.endswith(("ий", "ый", "ой", "ая")):
        return surname[:-2]
    return surname[:-1] if surname[-1] in "аяоьй" else surname
