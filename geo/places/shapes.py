"""The shapes of Slavic village names: endings by which a word that no gazetteer holds is likely one.

Own rules. What a capital letter tells depends on where it stands: at the start of a sentence only an ending that no
other word has will do; inside one, where the capital is a sign itself, a common ending does.
"""

from __future__ import annotations

from typing import Final

from .passage import Passage

#: Endings that in Latin letters only names of Slavic places have.
_SURE: Final = (
    "ivka", "yivka", "ovka", "evka", "yovka", "ivtsi", "ovtsy", "evtsy", "ychi", "yshche", "ishche", "tske", "zke",
    "nske",
    "rske", "vske", "ivske", "skoye", "skoe", "noye", "pillia", "pillya", "polye", "kyne", "chyne", "nyne", "ryne",
    "tyne",
    "hirka", "hirya", "iivka", "ynivka", "hrad", "horod", "kivka", "zhzhia", "enke", "onke", "yrivka",
)  # fmt: skip
#: Endings that they share with other words.
_COMMON: Final = (
    "yne", "ine", "ove", "eve", "ovo", "evo", "ino", "yno", "ichi", "chi", "chky", "chki", "tsi", "rne", "nne", "lne",
    "vne",
    "dne", "iske", "yske", "grad", "gorod", "pil", "pol", "tsk", "nsk", "rsk", "vsk", "msk", "ivsk", "hirsk", "dar",
    "ky", "ki", "ivtsy", "any", "yky", "lka", "nka", "rka", "chka", "zhka", "tka",
)  # fmt: skip
_CYRILLIC: Final = (
    "івка", "івки", "івці", "івку", "івкою", "івок", "ївка", "ївки", "ївці", "ївку", "ївкою", "овка", "овки", "овке",
    "овку", "овкой", "евка", "евки", "евке", "евку", "евкой", "ичі", "ичах", "ичами", "ичи", "ище", "ища", "ищі", "ищу",
    "пілля", "піллі", "полье", "полья", "град", "града", "граді", "граде", "город", "города", "городі", "городе",
    "енькове", "ове", "еве", "ине", "іне", "їне", "ово", "ево", "ино", "ыно", "ське", "цьке", "ское", "цкое", "ного",
    "ьського", "ському", "ского", "цкого", "ьцького", "ному", "ному", "ове", "ового", "овому", "евого", "еного",
    "ина", "іна", "ині", "іні", "ову", "ові",
)  # fmt: skip
_ADJECTIVES: Final = (
    "не", "ного", "ному", "ній", "ну", "на", "ної", "ное", "ном", "ной", "ную", "ная", "ське", "ського", "ській",
    "ское",
    "ского", "ском", "ській", "ську", "скую", "ской", "те", "того", "тое", "том",
)  # fmt: skip
_SHORTEST: Final = 6


def likely_place(passage: Passage, at: int) -> bool:
    """Whether a capitalised word has the shape of a village's name, and its place in the sentence allows one."""
    token = passage.tokens[at]
    low = token.low
    lexicon = passage.lexicon
    if len(low) < _SHORTEST or token.upper or low in lexicon.common_words or low in passage.lower_words:
        return False
    if at in passage.persons or low in passage.surnames or lexicon.is_first_name(low) or lexicon.is_demonym(low):
        return False
    if passage.is_a(at, "not_a_name", "calendar", "organisation", "state_organisation", "title", "person"):
        return False
    if _beside_capital(passage, at):
        return False
    if not low.isascii():
        before = at - 2 if _describes(passage, at - 1) else at - 1
        return not token.opens and low.endswith(_CYRILLIC) and passage.is_a(before, "place_preposition", "held_word")
    if low.endswith(_SURE):
        return True
    return not token.opens and low.endswith(_COMMON) and _placed(passage, at)


def _describes(passage: Passage, at: int) -> bool:
    """Whether a word is an adjective that may stand before a village's name: "в прикордонне Грабовське"."""
    token = passage.token(at)
    return token is not None and token.word and not token.capital and token.low.endswith(_ADJECTIVES)


def _placed(passage: Passage, at: int) -> bool:
    """Whether the words before say that a place is meant: "in X", "the loss of X", "villages from X to"."""
    before = passage.low(at - 1)
    if passage.is_a(at - 1, "place_preposition", "moved_into"):
        return True
    if before in {"of", "to", "from"}:
        return any(passage.is_a(i, "held_word", "of_place") for i in range(max(at - 6, 0), at))
    return False


def _beside_capital(passage: Passage, at: int) -> bool:
    """Whether another capitalised word stands beside: then it is a person's name or a longer one."""
    token = passage.tokens[at]
    before, after = passage.token(at - 1), passage.token(at + 1)
    left = before is not None and before.word and before.capital and not before.breaks and not before.opens
    right = after is not None and after.word and after.capital and not token.breaks and not after.low.startswith("'")
    return left or right
