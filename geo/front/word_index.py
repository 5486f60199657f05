"""Which of many texts hold a piece of a word: the words of all, each once, and where each stands.

Own method. What is looked for holds no white space, so it lies inside one word: only the words need searching, and
100,000 records share some ten thousand of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


def folded(text: str) -> str:
    """Return a text in one case and one composition of its letters. `folded` of web/selection.js is its twin."""
    return unicodedata.normalize("NFC", text).lower()


class WordIndex:
    """The words of some texts, in one case."""

    def __init__(self, texts: Iterable[str]) -> None:
        import numpy as np

        numbers: dict[str, int] = {"": 0}
        standing: list[int] = []
        starts: list[int] = []
        for text in texts:
            starts.append(len(standing))
            standing.append(0)  # so that a text without a word has a place too
            standing += [numbers.setdefault(word, len(numbers)) for word in set(folded(text).split())]
        self._words = tuple(numbers)
        self._standing = np.array(standing, dtype=np.int32)
        self._starts = np.array(starts, dtype=np.int64)

    def holding(self, text: str) -> np.ndarray:
        """Say of each text whether every word of a text occurs in it, whole or as a part of a word."""
        import numpy as np

        holding = np.ones(len(self._starts), dtype=bool)
        for piece in dict.fromkeys(folded(text).split()) if len(holding) else ():
            met = np.array([piece in word for word in self._words], dtype=bool)
            holding &= np.logical_or.reduceat(met[self._standing], self._starts)
        return holding
