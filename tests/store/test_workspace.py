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
from geo.store.journal import standing
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


def quoted(place: str, quote: tuple[int, int] = (0, 16), **changes: object) -> Event:
    fields = {"event_type": "capture", "status": "claimed", "report_id": "r1", "place_name": place,
              "quote_start": quote[0], "quote_end": quote[1], **changes}  # fmt: skip
    return Event.model_validate(fields)


@pytest.mark.parametrize("action", ["accept", "reject", "edit"])
def test_a_decided_saying_that_reads_otherwise_now_does_not_come_twice(workspace: Workspace, action: str) -> None:
    workspace.add_reading(REPORT, [quoted("Sudzha"), quoted("Basivka", (17, 30))])
    changes = {"place_name": "Guyevo"} if action == "edit" else None
    workspace.decide(quoted("Sudzha").event_id, action, "Ada", changes=changes)
    again = [quoted("Sudzha", (0, 15), date_start=date(2025, 3, 12)), quoted("Basivka", (17, 30), status="reported")]
    assert workspace.add_reading(REPORT, again)
    read = workspace.events(as_read=True)
    assert {one.event_id for one in read} == {quoted("Sudzha").event_id, again[1].event_id}
    assert not workspace.add_reading(REPORT, again)


def test_one_quote_with_two_places_keeps_the_place_nobody_decided_on(workspace: Workspace) -> None:
    workspace.add_reading(REPORT, [quoted("Sudzha"), quoted("Basivka")])
    workspace.decide(quoted("Sudzha").event_id, "reject", "Ada")
    workspace.add_reading(REPORT, [quoted("Sudzha", status="reported"), quoted("Basivka", status="reported")])
    assert [(one.place_name, one.status) for one in workspace.events()] == [("Basivka", "reported")]


def test_an_undone_decision_lets_the_next_reading_have_its_way(workspace: Workspace) -> None:
    workspace.add_reading(REPORT, [quoted("Sudzha")])
    workspace.decide(quoted("Sudzha").event_id, "accept", "Ada")
    workspace.add_reading(REPORT, [quoted("Sudzha", status="reported")])
    workspace.undo(quoted("Sudzha").event_id, "Ada")
    assert workspace.add_reading(REPORT, [quoted("Sudzha", status="reported")])
    assert [one.status for one in workspace.events()] == ["reported"]


PLACE = {"place_id": "gn:1", "place_name": "Basivka", "lon": 35.0, "lat": 51.2, "note": None}


def test_a_choice_is_remembered_when_the_report_is_read_again(workspace: Workspace) -> None:
    workspace.add_reading(REPORT, [quoted("Basivka", note="Ambiguous place: two.")])
    made = workspace.choose("r1", ["Basivka"], PLACE, "Ada")
    workspace.add_reading(REPORT, [quoted("Basivka", status="denied"), quoted("Basivka", (17, 30))])
    again = Workspace(workspace.path)
    assert [one.place_id for one in again.events()] == ["gn:1", "gn:1"]
    held = again.held("r1")
    assert held is not None
    assert held.choices == (made,)
    again.undo(made.subject_id, "Ben")
    assert [one.place_id for one in again.events()] == [None, None]


def test_only_kept_reports_are_on_everybodys_map(workspace: Workspace) -> None:
    workspace.add_reading(REPORT, [event("a")])
    assert workspace.events(kept=True) == ()
    workspace.keep("r1", "Ada")
    assert notes(workspace) == ["a"]
    assert [one.note for one in workspace.events(kept=True)] == ["a"]
    assert workspace.reports(kept=True) == (REPORT,)
    workspace.keep("r1", "Ben", kept=False)
    assert (workspace.events(kept=True), workspace.reports(kept=True)) == ((), ())
    workspace.undo("report:r1", "Cy")
    assert len(workspace.events(kept=True)) == 1
    assert [(one.action, one.who) for one in workspace.decisions()] == [
        ("keep", "Ada"),
        ("drop", "Ben"),
        ("undo", "Cy"),
    ]


def test_what_is_not_there_cannot_be_kept_chosen_or_undone(workspace: Workspace) -> None:
    assert workspace.held("r1") is None
    for attempt in (lambda: workspace.keep("r1", "Ada"), lambda: workspace.choose("r1", ["B"], PLACE, "Ada")):
        with pytest.raises(InputError, match="no such report"):
            attempt()
    with pytest.raises(InputError, match="nothing to undo"):
        workspace.undo("report:r1", "Ada")


def test_of_two_who_decide_at_once_the_last_stands_and_both_are_in_the_journal(workspace: Workspace) -> None:
    workspace.add_reading(REPORT, [event("a")])
    other = Workspace(workspace.path)
    workspace.decide(event("a").event_id, "accept", "Ada", seen=0)
    other.decide(event("a").event_id, "reject", "Ben", seen=0)
    assert workspace.events(rejected=True)[0].review == "rejected"
    assert [(one.action, one.who) for one in workspace.decisions()] == [("accept", "Ada"), ("reject", "Ben")]
    with pytest.raises(InputError, match="Ben decided here meanwhile"):
        workspace.undo(event("a").event_id, "Ada", seen=1)
    workspace.undo(event("a").event_id, "Ada", seen=2)
    assert workspace.events()[0].review == "accepted"


def test_the_generation_changes_with_every_decision_and_reading(workspace: Workspace) -> None:
    seen = [workspace.generation()]
    workspace.add_reading(REPORT, [event("a")])
    seen.append(workspace.generation())
    workspace.decide(event("a").event_id, "accept", "Ada")
    seen.append(workspace.generation())
    workspace.add_reading(REPORT, [event("a"), event("b")])
    seen.append(workspace.generation())
    assert len(set(seen)) == 4
    workspace.add_reading(REPORT, [event("a"), event("b")])
    assert workspace.generation() == seen[-1]


_DECIDER = """
import sys
from geo.store.workspace import Workspace

workspace = Workspace(sys.argv[1])
key = workspace.events(as_read=True)[0].event_id
for number in range(100000):
    if number % 3 == 2:
        made = workspace.decide(key, "undo", "Ada")
    else:
        made = workspace.decide(key, "edit", "Ada", changes={"note": str(number)})
    print(made.number, flush=True)
"""


def test_a_killed_process_loses_no_decision_that_it_acknowledged(workspace: Workspace) -> None:
    workspace.add_reading(REPORT, [event("a")])
    command = [sys.executable, "-c", _DECIDER, str(workspace.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        lines = child.stdout
        if lines is None:
            pytest.fail("the child has no output")
        acknowledged = [int(next(lines)) for _ in range(30)]
        os.kill(child.pid, signal.SIGKILL)
        acknowledged += [int(line) for line in lines if line.endswith("\n")]
    assert child.returncode == -signal.SIGKILL
    again = Workspace(workspace.path)
    kept = again.decisions()
    assert [one.number for one in kept] == list(range(1, len(kept) + 1))
    assert len(acknowledged) <= len(kept) <= len(acknowledged) + 1
    last = standing(kept)[-1]
    assert again.events()[0].note == last.changes["note"]
    assert again.decide(event("a").event_id, "undo", "Ben").number == len(kept) + 1
