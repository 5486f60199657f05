"""The stages in order, with progress and counts: the only place that knows them all.

    files -> reports -> mentions -> events --\
                          event tables -> events -> joined to places and areas -> timeline of the front
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .errors import InputError
from .records import Event, Mention, Reject, Report
from .settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from .events.joined import Joined
    from .front.timeline import Timeline
    from .places.boundaries import Boundaries
    from .places.gazetteer import Gazetteer
    from .places.online import OnlineGeocoder

#: Called with (stage, done, total) while a stage works; total 0 means that it is not known.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read out of one report; both tuples are empty where nothing was found."""

    report: Report
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """Everything the views need, made once from events and reports.

    Attributes
    ----------
    joined : Joined
        Every event with its place, or listed as unplaced or ambiguous.
    timeline : Timeline
        Zones, advances and events for any day, perspective and clock.
    readings : tuple of Reading
        What the added reports said.
    rejected : tuple of Reject
        Rows and reports that could not be used.
    linked : int
        Rows that repeat another one and were counted with it.
    """

    joined: Joined
    timeline: Timeline
    gazetteer: Gazetteer
    boundaries: Boundaries
    readings: tuple[Reading, ...] = ()
    rejected: tuple[Reject, ...] = ()
    linked: int = 0


def read(
    reports: Sequence[Report],
    gazetteer: Gazetteer,
    *,
    geocoder: OnlineGeocoder | None = None,
    progress: Progress | None = None,
) -> tuple[Reading, ...]:
    """Find the mentions and events of each report, in order; every report comes out.

    With a `geocoder`, names that the gazetteer lacks are asked of it, each once.

    Raises
    ------
    GeocoderUnavailable
        If the geocoder cannot be reached.
    """
    from .events.extract import extract_events
    from .places.toponyms import find_mentions

    found = []
    for number, report in enumerate(reports, start=1):
        found.append(find_mentions(report, gazetteer))
        if progress is not None:
            progress("reading reports", number, len(reports))
    if geocoder is not None:
        found = _with_answers(reports, found, gazetteer, geocoder, progress)
    return tuple(
        Reading(report, mentions, _by_whom(extract_events(report, mentions), mentions))
        for report, mentions in zip(reports, found, strict=True)
    )


def grounds(reading: Reading) -> dict[str, tuple[str, ...]]:
    """Return event_id -> the words on which an event's type, actor, claimant, status, place and date rest."""
    from .events.extract import explained_events

    return {event.event_id: told for event, told in explained_events(reading.report, reading.mentions).items()}


def _with_answers(
    reports: Sequence[Report],
    found: Sequence[tuple[Mention, ...]],
    gazetteer: Gazetteer,
    geocoder: OnlineGeocoder,
    progress: Progress | None,
) -> list[tuple[Mention, ...]]:
    from .places.lacking import completed, lacking_names, with_answers

    more = with_answers(gazetteer, lacking_names(one for mentions in found for one in mentions), geocoder, progress)
    if more is gazetteer:
        return list(found)
    return [completed(report, mentions, more) for report, mentions in zip(reports, found, strict=True)]


def _by_whom(events: tuple[Event, ...], mentions: Sequence[Mention]) -> tuple[Event, ...]:
    """Name the online geocoder on the events that it placed."""
    from .places.online import is_online

    origins = {mention.place.place_id: mention.place.origin for mention in mentions if mention.place is not None}
    online = {place_id: origin for place_id, origin in origins.items() if is_online(origin)}
    if not online:
        return events
    return tuple(
        event.model_copy(update={"geocoded_by": online[event.place_id]}) if event.place_id in online else event
        for event in events
    )


def read_files(
    paths: Iterable[Path], gazetteer: Gazetteer, *, progress: Progress | None = None
) -> tuple[tuple[Reading, ...], tuple[Reject, ...]]:
    """Read report files: what each report says, and the records that could not be used."""
    from .sources.articles import read_reports

    readings: list[Reading] = []
    rejected: list[Reject] = []
    for path in paths:
        outcome = read_reports(path)
        readings += read(outcome.made, gazetteer, progress=progress)
        rejected += outcome.rejected
    return tuple(readings), tuple(rejected)


def load_front(
    settings: Settings | None = None,
    *,
    event_files: Sequence[Path] = (),
    report_files: Sequence[Path] = (),
    extra_events: Sequence[Event] = (),
    progress: Progress | None = None,
) -> Front:
    """Make the front from event tables and reports.

    Parameters
    ----------
    event_files
        Event tables; none means those of the settings (`GEO_EVENTS`), else the bundled record. A Parquet table that
        was joined before is taken as it is, checked.
    report_files
        Reports whose events are added.
    extra_events
        Further events, such as those a reader has just found in the app.

    Raises
    ------
    InputError, DataMissing
        If a file cannot be read at all. Single bad rows are in `Front.rejected`.
    """
    from .events.join import join_events
    from .events.linking import link_happenings
    from .front.timeline import build_timeline
    from .places.added import gazetteer_for
    from .places.boundaries import bundled_boundaries

    settings = settings or Settings.from_environment()
    gazetteer, boundaries = gazetteer_for(settings), bundled_boundaries(settings)
    record = _read_record(tuple(event_files) or settings.event_files, settings, gazetteer)
    readings, not_read = read_files(report_files, gazetteer, progress=progress)
    events = [*record.events, *(event for reading in readings for event in reading.events), *extra_events]
    _tell(progress, "joining events", 0)
    joined = join_events(events, gazetteer, boundaries, beside=record.joined)
    joined = replace(joined, table=link_happenings(joined.table))
    _tell(progress, "building the timeline", 0)
    timeline = build_timeline(joined.table, gazetteer, boundaries, reach_km=settings.reach_km)
    rejected = (*record.rejected, *not_read, *joined.rejected)
    return Front(joined, timeline, gazetteer, boundaries, readings, rejected, record.linked + len(joined.linked))


@dataclass(frozen=True, slots=True)
class _Record:
    """What event tables gave: records still to be joined, and those that were joined before."""

    events: tuple[Event, ...]
    joined: tuple[Joined, ...] = ()
    rejected: tuple[Reject, ...] = ()
    linked: int = 0


def _read_record(paths: Sequence[Path], settings: Settings, gazetteer: Gazetteer) -> _Record:
    """Read event tables, or the bundled record where none is named."""
    from .events.joined_tables import read_joined
    from .events.parquet import is_joined
    from .events.tables import bundled_events, read_events

    if not paths:
        return _Record(bundled_events(settings))
    ready = {path: is_joined(path) for path in paths}
    outcomes = [read_events(path) for path in paths if not ready[path]]
    joined = [read_joined(path, gazetteer) for path in paths if ready[path]]
    events = tuple(event for outcome in outcomes for event in outcome.made)
    rejected = tuple(reject for outcome in outcomes for reject in outcome.rejected)
    rejected += tuple(reject for part in joined for reject in part.rejected)
    if not events and all(part.table.empty for part in joined):
        first = f" The first: {rejected[0]}" if rejected else ""
        raise InputError(f"{', '.join(map(str, paths))}: no usable record, {len(rejected)} rejected.{first}")
    linked = sum(len(part.linked) for part in outcomes) + sum(len(part.linked) for part in joined)
    return _Record(events, tuple(joined), rejected, linked)


def _tell(progress: Progress | None, stage: str, done: int) -> None:
    if progress is not None:
        progress(stage, done, 0)
