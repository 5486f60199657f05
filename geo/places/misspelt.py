"""Names that stand one letter off in a text: "Basivkka", "Sudhza", "Юнаківка" with a letter left out.

Own rule. Nothing is taken for a slip of the pen that has a meaning of its own: only a name that no gazetteer holds is
looked for under the spellings one letter away, and one of their places counts only where the report itself supports
it, by the region it gives or by sure places close by, and no second place does.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ..crs import distance_km
from ..records import Candidate, Mention, Place
from .containers import lies_in
from .context import SAME_PLACE_KM, Context
from .names import is_cyrillic, normal_key

if TYPE_CHECKING:
    from .gazetteer import Gazetteer

#: A shorter name is one letter off too many others.
_SHORTEST: Final = 6
#: So near, in km, a sure place of the report must be where the text names no region.
_CLOSE_KM: Final = 40.0
#: Score of a place so found: below what a name spelled right gets.
_SCORE: Final = 0.3
#: what Russian writes ы for, Ukrainian и: Клебан-Бык, Клебан-Бик
_HARD: Final = str.maketrans("ы", "и")
_LATIN: Final = string.ascii_lowercase
_CYRILLIC: Final = "абвгґдеєжзиіїйклмнопрстуфхцчшщъыьэюя"


def alike(mention: Mention, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Return the settlements whose name is one letter from that of a mention without candidates; mostly empty."""
    if mention.candidates or mention.kind != "literal" or mention.level != "populated_place":
        return ()
    return _alike(normal_key(mention.phrase), gazetteer)


@lru_cache(maxsize=4096)
def _alike(key: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    words = key.split()
    found = {place.place_id: place for place in gazetteer.lookup(key.translate(_HARD))} if is_cyrillic(key) else {}
    for at, word in enumerate(words):
        if len(word) < _SHORTEST:
            continue
        for spelling in _one_off(word):
            name = " ".join((*words[:at], spelling, *words[at + 1 :]))
            found.update((place.place_id, place) for place in gazetteer.lookup(name))
    return tuple(place for place in found.values() if place.level == "populated_place")


def _one_off(word: str) -> Iterator[str]:
    """Yield the spellings one letter left out, doubled, swapped or changed away; the first letter is never wrong."""
    letters = _CYRILLIC if is_cyrillic(word) else _LATIN
    for at in range(1, len(word) + 1):
        head, tail = word[:at], word[at:]
        yield from (head + letter + tail for letter in letters)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters if letter != tail[0])
        if len(tail) > 1 and tail[0] != tail[1]:
            yield head + tail[1] + tail[0] + tail[2:]


def meant(mention: Mention, alike: tuple[Place, ...], region: Place | None, context: Context) -> Mention | None:
    """Return the mention with the one settlement alike that the report supports; None for none or several.

    `region` is what the text says contains it, if it does.
    """
    key = normal_key(mention.phrase)
    held = region is not None and region.level in {"admin1", "district"}
    kept: list[Place] = []
    for place in alike:
        far = context.sure_km(place, mention.start, key)
        close = bool(far) and far[0] <= _CLOSE_KM
        same = any(distance_km(place.lon, place.lat, one.lon, one.lat) < SAME_PLACE_KM for one in kept)
        if not same and ((region is not None and held and lies_in(place, region)) or (not held and close)):
            kept.append(place)
    if len(kept) != 1:
        return None
    place = kept[0]
    where = f"in {region.name}, as the text says" if region is not None and held else "close to others of the report"
    reason = f"one letter off {place.name}, {where}"
    candidate = Candidate(place, _SCORE, (reason,))
    return replace(mention, place=place, candidates=(candidate,), reasons=(*mention.reasons, reason))
