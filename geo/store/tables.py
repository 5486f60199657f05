"""The tables of the workspace: their schema, and the way records go into rows and come out."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from ..records import Event
from .journal import Decision, standing

VERSION: Final = 1
#: `decisions.event_id` holds the subject_id of a decision, which for most is an event's.
SCHEMA: Final = """
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

#: subject_id -> its decisions, in order.
Journal = Mapping[str, tuple[Decision, ...]]


def put_events(connection: sqlite3.Connection, events: Iterable[Event]) -> None:
    """Write events; one that is there already gets the new content."""
    connection.executemany(
        "INSERT INTO events VALUES (?, ?, ?, ?) ON CONFLICT (event_id) DO UPDATE SET "
        "report_id = excluded.report_id, day = excluded.day, event = excluded.event",
        (
            (event.event_id, event.report_id, event.effective_on and str(event.effective_on), event.model_dump_json())
            for event in events
        ),
    )


def append(connection: sqlite3.Connection, made: Decision) -> Decision:
    """Write a decision at the end of the journal, and return it with its number."""
    cursor = connection.execute(
        "INSERT INTO decisions (event_id, action, who, decided_at, changes, note) VALUES (?, ?, ?, ?, ?, ?)",
        (made.subject_id, made.action, made.who, made.decided_at.isoformat(), _written(made.changes), made.note),
    )
    number = int(cursor.lastrowid or 0)
    return Decision(made.subject_id, made.action, made.who, made.decided_at, made.changes, made.note, number)


def decisions_on(connection: sqlite3.Connection, subject_id: str) -> tuple[Decision, ...]:
    """Return the decisions on one subject, in order."""
    return _decisions(connection, "WHERE event_id = ?", (subject_id,))


def decisions_under(connection: sqlite3.Connection, kind: str) -> tuple[Decision, ...]:
    """Return the decisions on subjects of one kind, such as "view:", in order."""
    return _decisions(connection, "WHERE event_id >= ? AND event_id < ?", (kind, f"{kind[:-1]};"))  # ; follows :


def whole_journal(connection: sqlite3.Connection) -> tuple[Decision, ...]:
    """Return every decision, in order."""
    return _decisions(connection, "", ())


def journal_of(connection: sqlite3.Connection, report_id: str) -> tuple[Decision, ...]:
    """Return the decisions on one report, on names in it and on its events, in order."""
    return _decisions(
        connection,
        "WHERE event_id = ? OR (event_id >= ? AND event_id < ?) "
        "OR event_id IN (SELECT event_id FROM events WHERE report_id = ?)",
        (f"report:{report_id}", f"name:{report_id}:", f"name:{report_id};", report_id),
    )


def by_subject(decisions: Iterable[Decision]) -> Journal:
    """Return decisions by what they are about, each in order."""
    found: dict[str, list[Decision]] = defaultdict(list)
    for one in decisions:
        found[one.subject_id].append(one)
    return {key: tuple(taken) for key, taken in found.items()}


def standing_choices(journal: Journal) -> tuple[Decision, ...]:
    """Return the choices of a journal that stand, the last of each name, in order."""
    last = [kept[-1] for taken in journal.values() if (kept := standing(taken)) and kept[-1].action == "choose"]
    return tuple(sorted(last, key=lambda one: one.number))


def _decisions(connection: sqlite3.Connection, where: str, values: tuple[str, ...]) -> tuple[Decision, ...]:
    columns = "event_id, action, who, decided_at, changes, note, number"
    rows = connection.execute(f"SELECT {columns} FROM decisions {where} ORDER BY number", values)  # noqa: S608 - own text
    return tuple(
        Decision(key, action, who, datetime.fromisoformat(at), json.loads(changes), note, number)
        for key, action, who, at, changes, note, number in rows
    )


def _written(changes: Mapping[str, Any]) -> str:
    def plain(value: object) -> str:
        if isinstance(value, date):
            return value.isoformat()
        raise TypeError(f"a decision cannot keep a {type(value).__name__}")

    return json.dumps(changes, ensure_ascii=False, sort_keys=True, default=plain)
