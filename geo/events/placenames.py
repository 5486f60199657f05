"""A place as a table names it -> the name proper and what qualifies it.

"Krupets (Belovsky)" is Krupets, in the Belovsky district; "Korenevo (village)" is the village of that name;
"Maryino (Ivanovskoye)" is also called, or lies by, Ivanovskoye; "Kursk Oblast (undisclosed command post)" is
the oblast, with a remark. One rule for all (own rule): what stands in parentheses or after a comma says, in
this order of trying, a type, a district, a region, another name; what is none of these is a remark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

#: Words for kinds of settlement in the three languages -> town (True) or village (False).
_KINDS: Final = {
    "city": True,
    "town": True,
    "urban-type settlement": True,
    "urban settlement": True,
    "місто": True,
    "смт": True,
    "город": True,
    "пгт": True,
    "village": False,
    "hamlet": False,
    "rural settlement": False,
    "selo": False,
    "khutor": False,
    "село": False,
    "селище": False,
    "хутір": False,
    "хутор": False,
    "деревня": False,
    "посёлок": False,
    "поселок": False,
}
_KIND_WORDS: Final = "|".join(sorted(map(re.escape, _KINDS), key=len, reverse=True))
#: Abbreviations are dotted, so that they are never the first letters of a name.
_BEFORE: Final = re.compile(
    rf"^(?:the\s+)?(?:({_KIND_WORDS}|settlement)\s+(?:of\s+)?|(?:г|м|с|х|д|п|пос|дер|хут)\.\s*)(?=\S)", re.IGNORECASE
)
_AFTER: Final = re.compile(rf"\s+({_KIND_WORDS}|settlement)$", re.IGNORECASE)
_PARENTHESES: Final = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_DISTRICT_WORD: Final = re.compile(r"\s*\b(district|raion|rayon|район|р-н)\b\.?\s*", re.IGNORECASE)
_DISTRICT_ENDING: Final = re.compile(r"(sky|skyi|skiy|skyy|skii|skij|tsky|tskyi|ський|ский|цький|цкий)$", re.IGNORECASE)
#: Endings of an adjective and of a district's seat, so that Sumskyi, Sumsky and Сумський fall together.
_ADJECTIVE: Final = re.compile(r"(sk|ck|tsk|ск|ськ|цк|цьк)(y|yi|iy|yy|ii|ij|i|ий|ій|ого|е|а)?$")


@dataclass(frozen=True, slots=True)
class Named:
    """A place name taken apart.

    Attributes
    ----------
    whole : str
        As written.
    name : str
        Without qualifiers and type words.
    qualifiers : tuple of str
        What stood in parentheses or after commas, in order.
    town : bool or None
        Whether a type word says town (True) or village (False).
    """

    whole: str
    name: str
    qualifiers: tuple[str, ...] = ()
    town: bool | None = None


def take_apart(text: str) -> Named:
    """Split a place name from its qualifiers; a text with none comes back whole.

    >>> take_apart("Krupets (Belovsky)")
    Named(whole='Krupets (Belovsky)', name='Krupets', qualifiers=('Belovsky',), town=None)
    """
    whole = " ".join(text.split())
    qualifiers = [part.strip() for part in _PARENTHESES.findall(whole)]
    name, *rest = (part.strip() for part in _PARENTHESES.sub(" ", whole).strip().split(","))
    qualifiers += rest
    town: bool | None = None
    kept = []
    for qualifier in filter(None, qualifiers):
        kind = _KINDS.get(qualifier.casefold())
        if kind is None:
            kept.append(qualifier)
        else:
            town = kind
    bare = _AFTER.sub("", _BEFORE.sub("", name))
    found = _BEFORE.match(name) or _AFTER.search(name)
    if found is not None and town is None and found[1] is not None:
        town = _KINDS.get(found[1].casefold())
    return Named(whole, bare or name or whole, tuple(kept), town)


def district_key(text: str) -> str:
    """Return the form in which district names are compared: no type word, no adjective ending, no soft sign.

    >>> district_key("Belovsky District") == district_key("belovskiy rayon")
    True
    """
    plain = _DISTRICT_WORD.sub("", text).strip().casefold().replace("ё", "е").replace("'", "")
    return _ADJECTIVE.sub(lambda ending: ending[1].replace("ь", ""), plain)


def names_district(text: str) -> bool:
    """Whether a qualifier has the form of a district's name: an adjective in -sky, or the word itself."""
    return bool(_DISTRICT_WORD.search(text) or _DISTRICT_ENDING.search(text.strip()))
