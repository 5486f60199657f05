"""What is being drawn, as a name that every artist carries: a drawn figure can then be asked what it holds.

A name is a kind and, where there is one, a key: "mark event-strike-claimed-RU", "area zone-claimed-RU", "leader",
"scale". It is the artist's label, which no file format writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_NAME: ContextVar[str] = ContextVar("drawn", default="")


@contextmanager
def drawing(kind: str, key: str = "") -> Iterator[None]:
    """Give a name to everything drawn inside; the outermost name holds, so that a part is named by its whole."""
    token = _NAME.set(_NAME.get() or f"{kind} {key}".strip())
    try:
        yield
    finally:
        _NAME.reset(token)


def drawn_name() -> str:
    """Return the name of what is being drawn; empty for none."""
    return _NAME.get()
