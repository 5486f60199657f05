"""Several maps told as one: what they share, how each differs, and what they show together.

The maps of a series have one extent, one language and one paper; they differ in day, perspective or clock. Two days of
one perspective are a pair: what changed between them is told from their ledgers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from ..errors import InputError
from ..records import Frame, Zone
from . import words
from .captions import Length, caption
from .changes_words import between_words
from .languages import table
from .legend import announced_words, listed
from .naming import perspective_words
from .pair_words import MOST_NAMED, pair_lines
from .phrases import day_words, span_words
from .scene import Scene
from .view import NOTE_LIMIT, TITLE_LIMIT, MapView
from .view_checks import plain_line

if TYPE_CHECKING:
    import geopandas as gpd

    from ..places.gazetteer import Gazetteer

#: Fewest and most maps on one sheet.
FEWEST, MOST = 2, 12
#: What every map of a series has alike.
_SHARED: Final = ("bbox", "lang", "ui", "size")


@dataclass(frozen=True)
class Series:
    """Some maps of one extent, in order, and the title and note that they are given; empty for those proposed."""

    frames: tuple[Frame, ...]
    views: tuple[MapView, ...]
    own_title: str = ""
    own_note: str = ""

    @property
    def lead(self) -> MapView:
        """The first view: extent, languages and paper are those of all."""
        return self.views[0]

    @property
    def ui(self) -> str:
        """Language of the words."""
        return self.lead.ui

    def differ(self, name: str) -> bool:
        """Whether the views differ in a field."""
        return len({getattr(view, name) for view in self.views}) > 1

    @cached_property
    def whole(self) -> Frame:
        """Everything that the maps rest on as one frame, each record once: what sources and the data hash are told of.

        It is no state of the front: nothing of it is drawn.
        """
        rested = [frame.events if frame.records is None else frame.records for frame in self.frames]
        return replace(
            self.frames[0],
            zones=tuple(zone for frame in self.frames for zone in frame.zones),
            advances=tuple(advance for frame in self.frames for advance in frame.advances),
            events=_together([frame.events for frame in self.frames]),
            records=_together(rested),
        )

    @property
    def title(self) -> str:
        """The title given, or one proposed from who speaks, where, and the days."""
        if self.own_title or self.lead.title:
            return self.own_title or self.lead.title
        shared = self.lead.changed(perspective="all") if self.differ("perspective") else self.lead
        days = [view.day for view in self.views]
        told = {"title": words.title(shared), "days": span_words(min(days), max(days), self.ui)}
        return str(table(self.ui)["series"]["over"].format(**told))

    @property
    def note(self) -> str:
        """The reporter's own line."""
        return self.own_note or self.lead.note

    @property
    def subtitle(self) -> str:
        """The first view's own, or according to whom all maps are drawn or that each says so, and as known when."""
        if self.lead.subtitle:
            return self.lead.subtitle
        told = table(self.ui)["series"]
        clock = told["clock"][self.lead.clock] if self.differ("day") else self._clock_of_one_day
        if self.differ("clock"):
            clock = ""
        name = "voices" if self.differ("perspective") else "voice"
        line = told[name].format(perspective=perspective_words(self.lead.perspective, self.ui), clock=clock)
        filters = table(self.ui)["sentence"]["filters"] if any(view.filtered for view in self.views) else ""
        return _capital(line.replace(", .", ".")) + filters

    @property
    def _clock_of_one_day(self) -> str:
        return str(table(self.ui)["sentence"]["clock"][self.lead.clock])

    @property
    def as_of(self) -> str:
        """The as-of moment, with its time zone: of all maps, or of each."""
        return (
            str(table(self.ui)["series"]["as_of"])
            if self.differ("day")
            else words.as_of(self.lead, self.frames[0].recorded)
        )

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """What each map is headed by: how it differs from the others."""
        told = [self._heading(at) for at in range(len(self.views))]
        if len(set(told)) < len(told):
            told = [", ".join(filter(None, (one, self._window(at)))) for at, one in enumerate(told)]
        return tuple(told)

    def _heading(self, at: int) -> str:
        view, parts = self.views[at], []
        if self.differ("day"):
            outside = words.outside_record(self._parts[at], self.ui)
            parts.append(day_words(view.day, lang=self.ui) + outside)
        if self.differ("perspective"):
            parts.append(perspective_words(view.perspective, self.ui))
        if self.differ("clock"):
            parts.append(str(table(self.ui)["sentence"]["clock"][view.clock]))
        return _capital(", ".join(parts))

    def _window(self, at: int) -> str:
        view = self.views[at]
        days = span_words(view.advances_from, view.advances_to, self.ui)
        return str(table(self.ui)["series"]["window"].format(days=days))

    def captions(self, length: Length) -> tuple[str, ...]:
        """Return the plain sentence of each map without what its heading and the subtitle say, as long as asked."""
        return tuple(caption(parts, length, self.ui) for parts in self._parts)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The figures of each map whole: for those who do not see it."""
        return tuple(_capital(words.figures(parts, self.ui)) for parts in self._parts)

    @cached_property
    def _parts(self) -> tuple[dict[str, Any], ...]:
        shown = zip(self.frames, self.views, strict=True)
        return tuple(words.sentence_parts(frame, view) for frame, view in shown)

    def changed(self, gazetteer: Gazetteer, most: int | None = MOST_NAMED) -> tuple[str, tuple[str, ...]] | None:
        """Return what changed between two days of one perspective and clock, headed by the days; None for others.

        A line names `most` places; None is all of them.
        """
        if len(self.frames) != 2 or self.differ("perspective") or self.differ("clock") or not self.differ("day"):
            return None
        first, last = sorted(self.frames, key=lambda frame: frame.day)
        lines = pair_lines(first, last, gazetteer, self.ui, most)
        return (between_words(first.day, last.day, self.ui), lines) if lines else None

    def alt_text(self, legend: tuple[str, ...], changed: tuple[str, tuple[str, ...]] | None = None) -> str:
        """Return the alternative text: what all maps show, each by itself, what changed, the legend, the limits."""
        told = table(self.ui)
        panels = [
            told["series"]["panel"].format(number=at + 1, heading=heading, told=figures)
            for at, (heading, figures) in enumerate(zip(self.headings, self.sentences, strict=True))
        ]
        if changed is not None:
            panels.append(f"{changed[0]}: {' '.join(changed[1])}")
        edges = dict(zip(("west", "south", "east", "north"), (f"{e:.2f}" for e in self.lead.bbox), strict=True))
        return str(
            told["series"]["beside"].format(
                title=self.title,
                subtitle=self.subtitle,
                panels=" ".join(panels),
                legend=told["alt_legend"].format(names="; ".join(legend)) if legend else "",
                as_of=self.as_of,
                note=told["schematic_note"],
                **edges,
            )
        )

    def beside(self, whole: Scene) -> list[str]:
        """Return what else the text beside the maps tells of all they show: lists, publishers, notes, data hash."""
        told, rested = table(self.ui), self.whole
        return [
            *(f"{heading}: {line}." for heading, line in listed(whole, self.ui)),
            words.source_line(rested.events if rested.records is None else rested.records, lang=self.ui),
            *(str(told[name]) for name in ("boundary_note", "schematic_note", "basemap_credit")),
            f"{told['data']} {words.data_hash(rested)}",
        ]


def check_count(count: int, fewest: int = FEWEST, most: int = MOST) -> None:
    """Say before the work that a number of maps makes no series.

    Raises
    ------
    InputError
        If it is under `fewest` or over `most`.
    """
    if count < fewest:
        told = "Give more days or perspectives, or a shorter step."
        raise InputError(f"maps of a series: {count}; expected {fewest} to {most}. {told}")
    if count > most:
        raise InputError(f"maps of a series: {count}; expected {fewest} to {most}. Take fewer days or a longer step.")


def series_of(
    shown: Sequence[tuple[Frame, MapView]], title: str = "", note: str = "", *, fewest: int = FEWEST, most: int = MOST
) -> Series:
    """Return a series of frames with their views.

    Raises
    ------
    InputError
        If there are fewer maps than `fewest` or more than `most`, they differ in extent, language or paper, two are
        alike, or the title or note is not one line.
    """
    check_count(len(shown), fewest, most)
    views = tuple(view for _, view in shown)
    for name in _SHARED:
        if len({getattr(view, name) for view in views}) > 1:
            raise InputError(f"the maps of a series differ in {name}; expected one for all. Give each the same.")
    alike = {(view.day, view.window, view.perspective, view.clock) for view in views}
    if len(alike) < len(views):
        raise InputError("two maps of a series are alike; expected another day, perspective or clock. Leave one out.")
    try:
        return Series(
            tuple(frame for frame, _ in shown), views, plain_line(title, TITLE_LIMIT), plain_line(note, NOTE_LIMIT)
        )
    except ValueError as error:
        raise InputError(
            f"title or note {error}; expected a line of {TITLE_LIMIT} and {NOTE_LIMIT} characters at most. Shorten it."
        ) from error


def gathered(scenes: Sequence[Scene], beside: Scene, lang: str = "en") -> Scene:
    """Return everything that some scenes draw as one, for a legend of all; what lies beside the map is `beside`'s.

    It is never drawn: what one map shows stands in it beside what another does. An announcement is in it once.
    """
    zones = {_wording(key, zone, lang): (key, zone) for one in scenes for key, zone in one.zones}
    notes = {_wording(note.key, note.zone, lang): note for one in scenes for note in one.notes}
    outlined = (tint for one in scenes for tint in one.tints if tint.geometry is not None)
    return replace(
        scenes[0],
        zones=tuple(zones.values()),
        overlaps=tuple(item for one in scenes for item in one.overlaps),
        contested=tuple(item for one in scenes for item in one.contested),
        notes=tuple(notes.values()),
        advances=tuple(item for one in scenes for item in one.advances),
        denied=tuple(item for one in scenes for item in one.denied),
        spots=tuple(item for one in scenes for item in one.spots),
        tints=(*outlined, *(tint for tint in beside.tints if tint.geometry is None)),
        outside=beside.outside,
        unplaced=beside.unplaced,
        undrawn=sum(one.undrawn for one in scenes),
    )


def _wording(key: str, zone: Zone, lang: str) -> tuple[str, str]:
    """What makes a zone another line of the legend: an announcement its words, held ground itself."""
    return key, announced_words(key, zone, lang) if zone.kind == "announced" else f"{zone.zone_id} {zone.perspective}"


def _together(tables: list[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """Return the records of some tables, each once."""
    import pandas as pd

    filled = [one for one in tables if len(one)]
    if len(filled) < 2:
        return (filled or tables)[0]
    return pd.concat(filled).drop_duplicates("event_id")


def _capital(line: str) -> str:
    return line[:1].upper() + line[1:]
