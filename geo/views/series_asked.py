"""What is asked of several maps: their days and perspectives, and what of it a sheet of them does not have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from .animation import on_day
from .edition import Edition
from .view import MapView


def views_of(view: MapView, days: Sequence[date], perspectives: Iterable[str] = ()) -> tuple[MapView, ...]:
    """Return a view moved to each of some days, of each of some perspectives: all days of the first of them first.

    No perspective stands for the view's own; one that is named twice counts once.
    """
    voices = dict.fromkeys(perspectives) or (view.perspective,)
    return tuple(on_day(view.changed(perspective=voice), day) for voice in voices for day in days)


def left_out(views: Sequence[MapView], edition: Edition) -> tuple[str, ...]:
    """Tell, in English for a command, what a sheet of these maps does not have though it may be looked for there."""
    told = []
    if edition.strip:
        told.append("strip: the strip of the days stands below one map; a sheet of several has none.")
    alike = {(view.perspective, view.clock) for view in views}
    days = {view.day for view in views}
    if len(views) == len(days) == 2 and {voice for voice, _ in alike} == {"all"} and len(alike) == 1:
        told.append(
            "What changed between the two days is not told: side by side (all) no side's word is the map's. "
            "For it, take one perspective."
        )
    return tuple(told)
