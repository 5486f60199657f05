"""The workspace: one SQLite file that keeps reports, the events read from them and the journal of decisions.

WAL mode: readers are never kept waiting by a writer and always see whole readings; a killed process leaves
every reading that was acknowledged, and none by half. Each call opens its own connection, so that one
workspace may be used from several threads.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from ..errors import InputError
from ..records import Event, Report, content_id
from .journal import Decision, applied, decision, standing

_VERSION: Final = 1
#: How long a writer waits for another one, seconds.
_PATIENCE_S: Final = 30.0
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS reports (
    report_id TEXT PRIMARY KEY, reading TEXT NOT NULL, report TEXT NOT NULL, added_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS events (
    event_id TEXT PRIMARY KEY, report_id TEXT REFERENCES reports, day TEXT, event TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS events_by_report ON events (report_id);
CREATE INDEX IF NOT EXISTS events_by_day ON events (day, event_id);
CREATE TABLE IF NOT EXISTS decisions (
    number INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT NOT NULL, action TEXT NOT NULL, who TEXT NOT NULL,
    decided_at TEXT NOT NULL, changes TEXT NOT NULL, note TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS decisions_by_event ON decisions (event_id, number);
CREATE TRIGGER IF NOT EXISTS journal_is_not_rewritten BEFORE UPDATE ON decisions
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER IF NOT EXISTS journal_is_not_erased BEFORE DELETE ON decisions
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
"""


class Workspace:
    """Reports, events and decisions in one file, made with its folder if it is not there.

    Raises
    ------
    InputError
        If the file is no workspace, cannot be opened, or was made by a newer version.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._connect()) as connection:
                version = connection.execute("PRAGMA user_version").fetchone()[0]
                if version > _VERSION:
                    raise InputError(f"{self.path}: made by a newer version ({version}); update this program.")
                if version < _VERSION:
                    connection.execute("PRAGMA journal_mode=WAL")
                    connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version={_VERSION}; COMMIT;")
        except (sqlite3.Error, OSError) as error:
            raise InputError(
                f"{self.path}: not a workspace that can be opened ({error}); name another file."
            ) from error

    def add_reading(self, report: Report, events: Iterable[Event]) -> bool:
        """Keep a report and the events read from it, all or nothing; return whether that changed anything.

        The same reading again changes nothing. A new reading of a report replaces the events of the former
        one, except those on which a decision stands: they stay, whether or not they were read again.

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
        reading = content_id("rd", text, *(rows[key].model_dump_json() for key in sorted(rows)))
        with self._writing() as connection:
            known = connection.execute(
                "SELECT reading FROM reports WHERE report_id = ?", (report.report_id,)
            ).fetchone()
            if known is not None and known[0] == reading:
                return False
            connection.execute(
                "INSERT INTO reports VALUES (?, ?, ?, ?) ON CONFLICT (report_id) DO UPDATE SET "
                "reading = excluded.reading, report = excluded.report, added_at = excluded.added_at",
                (report.report_id, reading, text, datetime.now(UTC).isoformat()),
            )
            decided = {key for key, taken in _journal(connection, report.report_id).items() if standing(taken)}
            former = connection.execute("SELECT event_id FROM events WHERE report_id = ?", (report.report_id,))
            gone = [(key,) for (key,) in former.fetchall() if key not in rows and key not in decided]
            connection.executemany("DELETE FROM events WHERE event_id = ?", gone)
            _put(connection, rows.values())
        return True

    def add_events(self, events: Iterable[Event]) -> int:
        """Keep events that come from no report, such as a table's; return how many are new."""
        with self._writing() as connection:
            before = connection.execute("SELECT count(*) FROM events").fetchone()[0]
            _put(connection, events)
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
    ) -> Decision:
        """Append a decision to the journal (journal.ACTIONS) and return it with its number.

        Raises
        ------
        InputError
            If there is no such event, or journal.decision refuses the decision.
        """
        with self._writing() as connection:
            row = connection.execute("SELECT event FROM events WHERE event_id = ?", (event_id,)).fetchone()
            if row is None:
                raise InputError(f"event_id is {event_id!r}; {self.path.name} has no such event.")
            event = Event.model_validate_json(row[0])
            before = _decisions(connection, "WHERE event_id = ?", (event_id,))
            made = decision(event, action, who, before=before, changes=changes, note=note, decided_at=decided_at)
            cursor = connection.execute(
                "INSERT INTO decisions (event_id, action, who, decided_at, changes, note) VALUES (?, ?, ?, ?, ?, ?)",
                (event_id, made.action, made.who, made.decided_at.isoformat(), _written(made.changes), note),
            )
            number = int(cursor.lastrowid or 0)
        return Decision(event_id, made.action, made.who, made.decided_at, made.changes, note, number)

    def events(self, *, rejected: bool = False, as_read: bool = False) -> tuple[Event, ...]:
        """Return the events by day and id, decisions applied; those rejected by a person only on request.

        `as_read` gives what was read, with no decision applied. An empty workspace gives none.
        """
        with self._reading() as connection:
            rows = connection.execute("SELECT event FROM events ORDER BY day IS NULL, day, event_id").fetchall()
            taken = {} if as_read else _journal(connection, None)
        read = (Event.model_validate_json(row[0]) for row in rows)
        events = (applied(event, taken.get(event.event_id, ())) for event in read)
        return tuple(event for event in events if rejected or as_read or event.review != "rejected")

    def reports(self) -> tuple[Report, ...]:
        """Return the reports by id; an empty workspace gives none."""
        with self._reading() as connection:
            rows = connection.execute("SELECT report FROM reports ORDER BY report_id").fetchall()
        return tuple(Report.model_validate_json(row[0]) for row in rows)

    def decisions(self, event_id: str | None = None) -> tuple[Decision, ...]:
        """Return the journal in order, or the part of it that is about one event."""
        with self._reading() as connection:
            if event_id is None:
                return _decisions(connection, "", ())
            return _decisions(connection, "WHERE event_id = ?", (event_id,))

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=_PATIENCE_S, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous=FULL")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """One snapshot for all statements inside."""
        with self._told(), closing(self._connect()) as connection:
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """All or nothing: an exception inside, or the end of the process, leaves the file as it was."""
        with self._told(), closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise InputError(
                f"{self.path}: the workspace cannot be used ({error}); check that the disk is not full, "
                "that the file may be written, and that no other program holds it."
            ) from error


def _put(connection: sqlite3.Connection, events: Iterable[Event]) -> None:
    connection.executemany(
        "INSERT INTO events VALUES (?, ?, ?, ?) ON CONFLICT (event_id) DO UPDATE SET "
        "report_id = excluded.report_id, day = excluded.day, event = excluded.event",
        (
            (event.event_id, event.report_id, event.effective_on and str(event.effective_on), event.model_dump_json())
            for event in events
        ),
    )


def _journal(connection: sqlite3.Connection, report_id: str | None) -> dict[str, list[Decision]]:
    """Return event_id -> its decisions in order, of one report's events or of all."""
    where = "" if report_id is None else "WHERE event_id IN (SELECT event_id FROM events WHERE report_id = ?)"
    by_event: dict[str, list[Decision]] = defaultdict(list)
    for one in _decisions(connection, where, () if report_id is None else (report_id,)):
        by_event[one.event_id].append(one)
    return by_event


def _decisions(connection: sqlite3.Connection, where: str, values: tuple[str, ...]) -> tuple[Decision, ...]:
    columns = "event_id, action, who, decided_at, changes, note, number"
    rows = connection.execute(f"SELECT {columns} FROM decisions {where} ORDER BY number", values)  # noqa: S608 - own text
    return tuple(
        Decision(key, action, who, datetime.fromisoformat(at), json.loads(changes), note, number)
        for key, action, who, at, changes, note, number in rows
    )


def _written(changes: Mapping[str, Any]) -> str:
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in changes.items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)
