"""What a view asks for that a record does not have, so that an empty map is no riddle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .naming import short

if TYPE_CHECKING:
    from ..front.timeline import Timeline
    from .view import MapView

#: Names told one by one; that there are more is only marked.
_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Absent:
    """Names of a filter, "claimants" or "publishers", that no record has; `every` where it has no others."""

    filter: str
    names: str
    every: bool


def absent_names(timeline: Timeline, view: MapView) -> tuple[Absent, ...]:
    """Return which names of a view's filters no record has, a filter each; none where each name has a record."""
    found = []
    for name in ("claimants", "publishers"):
        asked = getattr(view, name)
        lacking = timeline.order.selectable.lacking(name, asked) if asked else ()
        if lacking:
            shown = [f"“{short(one)}”" for one in lacking[:_MOST]] + ["…"] * (len(lacking) > _MOST)
            found.append(Absent(name, ", ".join(shown), len(lacking) == len(asked)))
    return tuple(found)


def absent_words(timeline: Timeline, view: MapView) -> str:
    """Tell what `absent_names` finds in English, for a command; empty where it finds nothing."""
    told = [
        f"No record has {one.names} among its {one.filter}"
        + (", so nothing passes this filter." if one.every else "; the other names of the filter count.")
        for one in absent_names(timeline, view)
    ]
    return " ".join([*told, "Write a name as the record has it, or remove it."]) if told else ""
