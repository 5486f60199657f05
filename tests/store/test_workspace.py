"""The workspace keeps whole readings, for any number of readers, whatever happens to the writer."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest

from geo.errors import InputError
from geo.records import Event, Report
from geo.store.workspace import Workspace
from tests.conftest import ROOT

REPORT = Report(report_id="r1", text="Sudzha was taken, officials say.", published=date(2025, 3, 13))


def event(note: str, report_id: str | None = "r1", day: int = 12) -> Event:
    return Event(
        event_type="capture",
        status="claimed",
        place_name="Sudzha",
        date_start=date(2025, 3, day),
        report_id=report_id,
        note=note,
        lon=35.271,
        lat=51.191,
    )


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "deep" / "workspace.sqlite")


def notes(workspace: Workspace) -> list[str | None]:
    return [one.note for one in workspace.events()]


def test_a_new_workspace_is_empty(workspace: Workspace) -> None:
    assert (workspace.events(), workspace.reports(), workspace.decisions()) == ((), (), ())


def test_what_was_added_comes_back_the_same(workspace: Workspace) -> None:
    assert workspace.add_reading(REPORT, [event("b", day=13), event("a")])
    again = Workspace(workspace.path)
    assert again.events() == (event("a"), event("b", day=13))
    assert again.reports() == (REPORT,)


def test_the_same_reading_twice_changes_nothing(workspace: Workspace) -> None:
    assert workspace.add_reading(REPORT, [event("a"), event("b")])
    assert not workspace.add_reading(REPORT, [event("b"), event("a")])
    assert len(workspace.events()) == 2


def test_a_new_reading_replaces_the_events_nobody_decided_on(workspace: Workspace) -> None:
    workspace.add_reading(REPORT, [event("old"), event("kept")])
    workspace.decide(event("kept").event_id, "accept", "Ada")
    assert workspace.add_reading(REPORT, [event("new")])
    assert sorted(map(str, notes(workspace))) == ["kept", "new"]


def test_rereading_a_report_never_overwrites_a_decision(workspace: Workspace) -> None:
    workspace.add_reading(REPORT, [event("a"), event("b")])
    workspace.decide(event("a").event_id, "reject", "Ada")
    workspace.decide(event("b").event_id, "edit", "Ada", changes={"date_start": date(2025, 3, 11), "status": "denied"})
    workspace.add_reading(REPORT, [event("a"), event("b"), event("c")])
    read = {one.event_id: one for one in workspace.events(rejected=True)}
    assert read[event("a").event_id].review == "rejected"
    assert (read[event("b").event_id].date_start, read[event("b").event_id].status) == (date(2025, 3, 11), "denied")
    assert sorted(map(str, notes(workspace))) == ["b", "c"]


def test_what_was_read_stays_beneath_the_decisions(workspace: Workspace) -> None:
    workspace.add_reading(REPORT, [event("a")])
    workspace.decide(event("a").event_id, "edit", "Ada", changes={"place_name": "Guyevo"})
    assert workspace.events(as_read=True) == (event("a"),)
    workspace.decide(event("a").event_id, "undo", "Ben", note="the report says Sudzha")
    assert workspace.events() == (event("a"),)
    assert [(one.number, one.action, one.who) for one in workspace.decisions()] == [
        (1, "edit", "Ada"),
        (2, "undo", "Ben"),
    ]


def test_the_journal_can_neither_be_rewritten_nor_erased(workspace: Workspace) -> None:
    workspace.add_reading(REPORT, [event("a")])
    workspace.decide(event("a").event_id, "accept", "Ada")
    connection = sqlite3.connect(workspace.path)
    for statement in ("UPDATE decisions SET who = 'Eve'", "DELETE FROM decisions"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
    connection.close()


def test_events_of_a_table_need_no_report(workspace: Workspace) -> None:
    assert workspace.add_events([event("a", None), event("b", None)]) == 2
    assert workspace.add_events([event("b", None), event("c", None)]) == 1
    assert len(workspace.events()) == 3


def test_a_refused_reading_leaves_the_file_as_it_was(workspace: Workspace) -> None:
    workspace.add_reading(REPORT, [event("a")])
    with pytest.raises(InputError, match="read from another report"):
        workspace.add_reading(REPORT, [event("b"), event("c", "r2")])
    assert notes(workspace) == ["a"]


def test_a_decision_on_no_event_is_refused(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="no such event"):
        workspace.decide("ev0", "accept", "Ada")


def test_a_file_that_is_no_workspace_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database at all, but long enough to be read as one\n" * 20, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(InputError, match="not a workspace"):
        Workspace(path)
    assert path.read_bytes() == before


def test_a_workspace_of_a_newer_version_is_refused(workspace: Workspace) -> None:
    connection = sqlite3.connect(workspace.path)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    with pytest.raises(InputError, match="newer version"):
        Workspace(workspace.path)


def test_a_reader_sees_whole_readings_while_another_writes(workspace: Workspace) -> None:
    stop, half_seen = threading.Event(), threading.Event()

    def write() -> None:
        for number in range(40):
            if number == 20:
                half_seen.wait(20)
            report = REPORT.model_copy(update={"report_id": f"r{number}"})
            workspace.add_reading(report, [event(note, report.report_id) for note in "abcde"])
        stop.set()

    writer = threading.Thread(target=write)
    writer.start()
    counts = []
    while not stop.is_set():
        counts.append(len(workspace.events()))
        if counts[-1]:
            half_seen.set()
    writer.join()
    assert len(workspace.events()) == 200
    assert all(count % 5 == 0 for count in counts)
    assert counts == sorted(counts)
    assert any(0 < count < 200 for count in counts)


_WRITER = """
import sys
from datetime import date
from geo.records import Event, Report
from geo.store.workspace import Workspace

workspace = Workspace(sys.argv[1])
for number in range(100000):
    key = f"r{number}"
    report = Report(report_id=key, text="x" * 2000, published=date(2025, 3, 13))
    events = [Event(event_type="clash", status="claimed", report_id=key, note=str(at)) for at in range(20)]
    workspace.add_reading(report, events)
    print(key, flush=True)
"""


def test_a_killed_writer_loses_nothing_that_it_acknowledged(workspace: Workspace) -> None:
    command = [sys.executable, "-c", _WRITER, str(workspace.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        lines = child.stdout
        if lines is None:
            pytest.fail("the child has no output")
        acknowledged = [next(lines).strip() for _ in range(25)]
        os.kill(child.pid, signal.SIGKILL)
        acknowledged += [line.strip() for line in lines if line.endswith("\n")]
    assert child.returncode == -signal.SIGKILL
    again = Workspace(workspace.path)
    kept = {report.report_id for report in again.reports()}
    assert kept.issuperset(acknowledged)
    by_report: dict[str | None, int] = {}
    for one in again.events():
        by_report[one.report_id] = by_report.get(one.report_id, 0) + 1
    assert by_report == dict.fromkeys(kept, 20)
    connection = sqlite3.connect(workspace.path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    assert again.add_reading(REPORT.model_copy(update={"report_id": "after"}), [])
