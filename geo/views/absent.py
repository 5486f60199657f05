"""What a view asks for that a record does not have, so that an empty map is no riddle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .naming import short

if TYPE_CHECKING:
    from ..front.timeline import Timeline
    from .view import MapView

#: Names told one by one; of more the rest are counted.
_MOST: Final = 3


def absent_words(timeline: Timeline, view: MapView) -> str:
    """Name the claimants and publishers of a view's filters of whom there is no record; empty where there are none."""
    told = []
    for names, verb, column in (
        (view.claimants, "claimed by", "claimants"), (view.publishers, "printed by", "publishers"),
    ):  # fmt: skip
        lacking = timeline.order.selectable.lacking(column, names)
        if lacking:
            rest = (
                "these names filter out every report" if len(lacking) == len(names) else "the other names still count"
            )
            told.append(f"No record is {verb} {_either(lacking)}: {rest}.")
    return " ".join([*told, "Write a name as the record has it, or remove it."]) if told else ""


def _either(names: tuple[str, ...]) -> str:
    shown = [f"“{short(name)}”" for name in names[:_MOST]]
    more = len(names) - len(shown)
    return " or ".join([*shown, f"{more} more"] if more else shown)
