"""The workspace: one SQLite file that keeps reports, the events read from them and the journal of decisions.

WAL mode: readers are never kept waiting by a writer and always see whole readings; a killed process leaves
every reading and every decision that was acknowledged, and none by half. Each call opens its own connection,
so that one workspace may be used from several threads and processes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from ..errors import InputError
from ..records import Event, Report, content_id
from . import tables
from .database import DatabaseFile
from .journal import (
    Decision,
    applied,
    choice,
    chosen_for,
    decision,
    nothing_new,
    report_subject,
    signed,
    standing,
)
from .rereading import reread
from .tables import Journal

#: letters of a name that its cases keep, and where a name stands that its quote does not have
_STEM: Final = 5
_UNFOUND: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Held:
    """What the workspace holds of one report.

    Attributes
    ----------
    read, events : tuple of Event
        By place in the text: as read, and with decisions applied, rejected ones included.
    journal : mapping of str to tuple of Decision
        By subject_id: the report, names in it, its events.
    kept : bool
        Whether its events are on everybody's map.
    """

    report: Report
    read: tuple[Event, ...]
    events: tuple[Event, ...]
    journal: Journal
    kept: bool

    @property
    def choices(self) -> tuple[Decision, ...]:
        """The choices on names of this report that stand, in order."""
        return tables.standing_choices(self.journal)


@dataclass(frozen=True, slots=True)
class Judged:
    """An event of a kept report as read, as people left it, and their decisions that stand, a choice first."""

    read: Event
    event: Event
    decisions: tuple[Decision, ...]


class Workspace:
    """Reports, events and decisions in one file, made with its folder if it is not there.

    Raises
    ------
    InputError
        If the file is no workspace, cannot be opened, or was made by a newer version.
    """

    def __init__(self, path: str | Path) -> None:
        self._file = DatabaseFile(Path(path), tables.SCHEMA, tables.VERSION)

    @property
    def path(self) -> Path:
        """The file."""
        return self._file.path

    def add_reading(self, report: Report, events: Iterable[Event]) -> bool:
        """Hold a report and the events read from it, all or nothing; return whether that changed anything.

        The same reading again changes nothing. A new reading of a report replaces the events of the former
        one, except those on which a decision stands: they stay, whether or not they were read again, and an
        event that tells the same saying otherwise does not come beside them (see rereading.retold).

        Raises
        ------
        InputError
            If an event was read from another report.
        """
        rows = {event.event_id: event for event in events}
        strange = [event.event_id for event in rows.values() if event.report_id != report.report_id]
        if strange:
            raise InputError(f"report {report.report_id}: event {strange[0]} was read from another report.")
        text = report.model_dump_json()
        with self._file.writing() as connection:
            known = connection.execute("SELECT report FROM reports WHERE report_id = ?", (report.report_id,)).fetchone()
            former = {event.event_id: event for event in _events_of(connection, report.report_id)}
            journal = tables.by_subject(tables.journal_of(connection, report.report_id))
            decided = {key for key in former if standing(journal.get(key, ()))}
            change = reread(former, decided, rows)
            if known is not None and known[0] == text and not change:
                return False
            reading = content_id("rd", text, *(change.kept[key].model_dump_json() for key in sorted(change.kept)))
            connection.execute(
                "INSERT INTO reports VALUES (?, ?, ?, ?) ON CONFLICT (report_id) DO UPDATE SET "
                "reading = excluded.reading, report = excluded.report, added_at = excluded.added_at",
                (report.report_id, reading, text, datetime.now(UTC).isoformat()),
            )
            connection.executemany("DELETE FROM events WHERE event_id = ?", [(key,) for key in change.gone])
            tables.put_events(connection, change.new)
        return True

    def add_events(self, events: Iterable[Event]) -> int:
        """Hold events that come from no report, such as a table's; return how many are new."""
        with self._file.writing() as connection:
            before = connection.execute("SELECT count(*) FROM events").fetchone()[0]
            tables.put_events(connection, events)
            after = connection.execute("SELECT count(*) FROM events").fetchone()[0]
        return int(after - before)

    def decide(
        self,
        event_id: str,
        action: str,
        who: str,
        *,
        changes: Mapping[str, Any] | None = None,
        note: str = "",
        decided_at: datetime | None = None,
        seen: int | None = None,
    ) -> Decision:
        """Append a decision on an event (journal.ACTIONS) and return it with its number.

        `seen` is the number of the last decision on it that who decides has seen, 0 for none: an undo is then
        refused where somebody decided since, because it would take back what was not seen. Any other
        decision stands as the last one; the one before stays in the journal.

        Raises
        ------
        InputError
            If there is no such event, or journal.decision refuses the decision.
        """
        with self._file.writing() as connection:
            row = connection.execute("SELECT event FROM events WHERE event_id = ?", (event_id,)).fetchone()
            if row is None:
                raise InputError(f"event_id is {event_id!r}; {self.path.name} has no such event.")
            event = Event.model_validate_json(row[0])
            before = tables.decisions_on(connection, event_id)
            if action == "undo":
                nothing_new(before, seen)
            choices: tuple[Decision, ...] = ()
            if event.report_id is not None:
                journal = tables.by_subject(tables.journal_of(connection, event.report_id))
                choices = tables.standing_choices(journal)
            made = decision(
                event, action, who, before=before, choices=choices, changes=changes, note=note, decided_at=decided_at
            )
            return tables.append(connection, made)

    def choose(self, report_id: str, names: Sequence[str], place: Mapping[str, Any], who: str) -> Decision:
        """Append the choice of a place for a name of a report, in these spellings, and return it with its number.

        Raises
        ------
        InputError
            If there is no such report, or journal.choice refuses the choice.
        """
        made = choice(report_id, names, place, who)
        with self._file.writing() as connection:
            self._require_report(connection, report_id)
            return tables.append(connection, made)

    def keep(self, report_id: str, who: str, *, kept: bool = True) -> Decision:
        """Put the events of a report on everybody's map, or with `kept` False take them off, and note who did.

        Raises
        ------
        InputError
            If there is no such report or nobody is named.
        """
        with self._file.writing() as connection:
            self._require_report(connection, report_id)
            made = signed(report_subject(report_id), "keep" if kept else "drop", who)
            return tables.append(connection, made)

    def undo(self, subject_id: str, who: str, *, seen: int | None = None) -> Decision:
        """Take back the last decision that stands on an event, a name or a report; `seen` is as for `decide`.

        Raises
        ------
        InputError
            If none stands, nobody is named, or somebody decided since `seen`.
        """
        with self._file.writing() as connection:
            before = tables.decisions_on(connection, subject_id)
            nothing_new(before, seen)
            return tables.append(connection, signed(subject_id, "undo", who, before=before))

    def events(self, *, rejected: bool = False, as_read: bool = False, kept: bool = False) -> tuple[Event, ...]:
        """Return the events by day and id, decisions applied; those rejected by a person only on request.

        `as_read` gives what was read, with no decision applied; `kept` leaves out those of reports that nobody
        kept. An empty workspace gives none.
        """
        with self._file.reading() as connection:
            rows = connection.execute("SELECT event FROM events ORDER BY day IS NULL, day, event_id").fetchall()
            journal = tables.by_subject(tables.whole_journal(connection))
        read: Iterable[Event] = (Event.model_validate_json(row[0]) for row in rows)
        if kept:
            read = (event for event in read if event.report_id is None or _is_kept(journal, event.report_id))
        if as_read:
            return tuple(read)
        choices = tables.standing_choices(journal)
        events = (applied(event, journal.get(event.event_id, ()), choices) for event in read)
        return tuple(event for event in events if rejected or event.review != "rejected")

    def judged(self) -> tuple[Judged, ...]:
        """Return the events of kept reports by day and id, rejected ones included, in one snapshot."""
        with self._file.reading() as connection:
            rows = connection.execute("SELECT event FROM events ORDER BY day IS NULL, day, event_id").fetchall()
            journal = tables.by_subject(tables.whole_journal(connection))
        choices = tables.standing_choices(journal)
        found = []
        for read in (Event.model_validate_json(row[0]) for row in rows):
            if read.report_id is not None and _is_kept(journal, read.report_id):
                taken = journal.get(read.event_id, ())
                choice_made = chosen_for(read, choices)
                placed = (choice_made,) if choice_made is not None else ()
                found.append(Judged(read, applied(read, taken, choices), (*placed, *standing(taken))))
        return tuple(found)

    def reports(self, *, kept: bool = False) -> tuple[Report, ...]:
        """Return the reports by id, or only those that somebody kept; an empty workspace gives none."""
        with self._file.reading() as connection:
            rows = connection.execute("SELECT report FROM reports ORDER BY report_id").fetchall()
            journal = tables.by_subject(tables.whole_journal(connection)) if kept else {}
        reports = (Report.model_validate_json(row[0]) for row in rows)
        return tuple(report for report in reports if not kept or _is_kept(journal, report.report_id))

    def held(self, report_id: str) -> Held | None:
        """Return what is held of a report, in one snapshot; None where it is not there."""
        with self._file.reading() as connection:
            row = connection.execute("SELECT report FROM reports WHERE report_id = ?", (report_id,)).fetchone()
            if row is None:
                return None
            read = tuple(_events_of(connection, report_id))
            journal = tables.by_subject(tables.journal_of(connection, report_id))
        read = tuple(sorted(read, key=in_text))
        choices = tables.standing_choices(journal)
        events = tuple(applied(event, journal.get(event.event_id, ()), choices) for event in read)
        return Held(Report.model_validate_json(row[0]), read, events, journal, _is_kept(journal, report_id))

    def decisions(self, subject_id: str | None = None) -> tuple[Decision, ...]:
        """Return the journal in order, or the part of it that is about one subject."""
        with self._file.reading() as connection:
            return (
                tables.whole_journal(connection) if subject_id is None else tables.decisions_on(connection, subject_id)
            )

    def generation(self) -> str:
        """Return what names the state of the workspace: it changes with every decision and every reading."""
        with self._file.reading() as connection:
            last = connection.execute("SELECT coalesce(max(number), 0) FROM decisions").fetchone()[0]
            reports = connection.execute("SELECT count(*), max(added_at) FROM reports").fetchone()
        return f"{last}/{reports[0]}/{reports[1]}"

    def _require_report(self, connection: sqlite3.Connection, report_id: str) -> None:
        if connection.execute("SELECT 1 FROM reports WHERE report_id = ?", (report_id,)).fetchone() is None:
            raise InputError(f"report_id is {report_id!r}; {self.path.name} has no such report.")


def in_text(event: Event) -> tuple[int, int, int, str]:
    """Return what orders the events of a report: place of the quote, of the place's name in it, then event_id."""
    names = [name for name in (event.place_name, event.place_native) if name]
    found = [at for at in ((event.quote or "").find(name[:_STEM]) for name in names) if at >= 0]
    return event.quote_start or 0, event.quote_end or 0, min(found, default=_UNFOUND), event.event_id


def _events_of(connection: sqlite3.Connection, report_id: str) -> Iterator[Event]:
    rows = connection.execute("SELECT event FROM events WHERE report_id = ?", (report_id,)).fetchall()
    return (Event.model_validate_json(row[0]) for row in rows)


def _is_kept(journal: Journal, report_id: str) -> bool:
    kept = standing(journal.get(report_subject(report_id), ()))
    return bool(kept) and kept[-1].action == "keep"
