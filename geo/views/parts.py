"""The parts in which a payload travels: the base map, the front, and the texts in pieces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from .packing import digest, pack

#: Keys of a payload that do not travel packed: they are of the view, not of the data.
_OWN: Final = frozenset({"base", "words", "texts", "view", "title", "note", "hash"})


@dataclass(frozen=True, slots=True)
class Parts:
    """Packed parts of a payload: what a map fetches is its base map, its front and the words of one language.

    Attributes
    ----------
    base : bytes
        The base map: the same for every record of the same extent.
    front : bytes
        Zones, moves and records: what a map needs to be drawn.
    words : mapping
        The interface's words by language.
    texts : mapping
        The payload's texts; `piece` packs one of them when asked.
    base_hash : str
        Names the base map by its content.
    """

    base: bytes
    front: bytes
    words: Mapping[str, bytes]
    texts: Any
    base_hash: str

    def piece(self, number: int) -> bytes:
        """Return one piece of the texts, packed."""
        return pack(self.texts[number])

    def pieces(self) -> Iterator[bytes]:
        """Yield every piece of the texts, packed."""
        return (pack(piece) for piece in self.texts)


def parts_of(payload: Mapping[str, Any]) -> Parts:
    """Return the parts of a payload."""
    front = {name: value for name, value in payload.items() if name not in _OWN}
    words = {lang: pack(told) for lang, told in payload["words"].items()}
    return Parts(pack(payload["base"]), pack(front), words, payload["texts"], digest(payload["base"]))
