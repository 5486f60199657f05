"""Perspectives: according to whom a map is drawn, and how a chosen set of claimants is written as one.

A perspective is one of `terms.PERSPECTIVES` or the claimants that somebody chose: "by:" and their names as the records
have them, parted by "|", such as "by:DeepState|ISW".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .errors import InputError
from .terms import PERSPECTIVES

_BY: Final = "by:"
_JOINT: Final = "|"


def perspective_of(claimants: Iterable[str]) -> str:
    """Return the perspective of a set of claimants: the same set, in any order, gives the same text.

    Raises
    ------
    InputError
        If no claimant is given, or a name holds "|".
    """
    names = sorted({" ".join(name.split()) for name in claimants} - {""})
    if not names:
        raise InputError("claimants: none is given; expected one name or more, as the column claimed_by has them.")
    for name in names:
        if _JOINT in name:
            raise InputError(f"claimants: {name!r} holds {_JOINT!r}, which parts one name from the next. Rename it.")
    return _BY + _JOINT.join(names)


def chosen_claimants(perspective: str) -> tuple[str, ...]:
    """Return the claimants of a perspective that somebody chose, sorted; empty for one of `terms.PERSPECTIVES`."""
    if not perspective.startswith(_BY):
        return ()
    names = (" ".join(name.split()) for name in perspective.removeprefix(_BY).split(_JOINT))
    return tuple(sorted({name for name in names if name}))


def is_perspective(perspective: str) -> bool:
    """Say whether a text is a perspective; of which claimants there are records is for the timeline to know."""
    return perspective in PERSPECTIVES or bool(chosen_claimants(perspective))
