"""What is worked out once of an object that is asked for it often, kept for as long as the object lives."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, TypeVar

Told = TypeVar("Told")


def once_each(make: Callable[[Any], Told]) -> Callable[[Any], Told]:
    """Return a function of one object that works out its answer once an object, by identity.

    For objects that never change and cannot be hashed, such as a frame; they must take weak references.
    """
    kept: dict[int, tuple[weakref.ref[Any], Told]] = {}
    lock = Lock()

    @wraps(make)
    def told(of: Any) -> Told:
        found = kept.get(id(of))
        if found is not None and found[0]() is of:
            return found[1]
        made = make(of)
        number = id(of)

        def forget(gone: weakref.ref[Any]) -> None:
            held = kept.get(number)
            if held is not None and held[0] is gone:
                kept.pop(number, None)

        with lock:
            kept[number] = weakref.ref(of, forget), made
        return made

    return told
