"""Thousands of reports in the background: progress, cancel, what could not be read, and nothing left running."""

from __future__ import annotations

import gc
import json
import threading
import time
from datetime import date
from pathlib import Path

import pytest

from geo.live import intake as engine
from geo.live.crew import Crew
from geo.live.intake import Intake
from geo.live.reader import Apart, Here
from geo.pipeline import read_files
from geo.places.gazetteer import bundled_gazetteer
from geo.records import Reject
from geo.settings import Settings
from geo.sources.bundle import Given, Piece, pieces
from tests.conftest import ROOT

from .reports import Slow, maker, rows


def finished(intake: Intake) -> Intake:
    assert intake.start().wait(60)
    return intake


def crew(go: threading.Event, made: list[Slow], *, breaks: str = "", waits: str = "") -> Crew:
    return Crew(Settings(), size=1, make=maker(made, go, breaks, waits))


def let_go() -> threading.Event:
    go = threading.Event()
    go.set()
    return go


def until(told: object, seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not told():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_process_of_its_own_reads_what_this_one_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SMALL_BYTES", 0)
    content = (ROOT / "data" / "reports.jsonl").read_bytes()
    found = finished(Intake([Given.of("reports.jsonl", content)], Crew(Settings(), size=1))).result().events
    here = read_files([ROOT / "data" / "reports.jsonl"], bundled_gazetteer())[0]
    names = {"event_id", "event_key", "report_id"}
    said = [event.model_dump(exclude=names) for event in found]
    assert said == [event.model_dump(exclude=names) for reading in here for event in reading.events]
    assert len(said) > 20


def test_every_record_comes_out_once() -> None:
    broken = b'{"id": "x", "text": ""}\nno JSON\n'
    given = [Given.of("a.jsonl", rows(5) + broken), Given.of("b.jsonl", rows(3)), Given.of("c.doc", b"words")]
    found = finished(Intake(given, Crew(Settings())))
    progress, result = found.progress(), found.result()
    assert (progress.done, progress.total, progress.state) == (11, 11, "done")
    assert (len(result.reads), result.repeated) == (5, 3)
    assert [reject.where for reject in result.rejected] == ["a.jsonl row 6", "a.jsonl row 7", "c.doc"]
    assert progress.reports + progress.repeated + progress.rejected == progress.done


def test_a_report_under_another_name_is_read_once() -> None:
    text = b"Russian forces captured Sudzha, the Defence Ministry said."
    found = finished(Intake([Given.of("a.txt", text), Given.of("b.txt", text + b"\n")], Crew(Settings())))
    assert found.progress().reports + found.progress().repeated == 2
    again = finished(Intake([Given.of("a.txt", text), Given.of("b.txt", text)], Crew(Settings())))
    assert (len(again.result().reads), again.result().repeated) == (1, 1)


def test_rows_of_one_text_with_two_ids_are_one_report() -> None:
    row = {"published": "2025-03-12", "text": "Russian forces captured Sudzha, the Defence Ministry said."}
    content = "\n".join(json.dumps({"id": name, **row}) for name in ("one", "two")).encode()
    assert finished(Intake([Given.of("a.jsonl", content)], Crew(Settings()))).result().repeated == 1


def test_without_once_each_file_keeps_what_it_holds() -> None:
    given = [Given.of(name, rows(2)) for name in ("a.jsonl", "b.jsonl")]
    found = finished(Intake(given, Crew(Settings()), once=False)).result()
    assert [read.source for read in found.reads] == ["a.jsonl", "a.jsonl", "b.jsonl", "b.jsonl"]
    assert len(found.events) == len({event.event_id for event in found.events})


def test_a_day_at_the_head_of_the_name_is_the_day_of_publication_before_the_one_given() -> None:
    text = b"Russian forces captured Sudzha on Tuesday, the Defence Ministry said."
    given = [Given.of("2025-03-12_dispatch.txt", text), Given.of("dispatch.txt", text + b" It was cold.")]
    events = finished(Intake(given, Crew(Settings()), published=date(2025, 6, 4))).result().events
    assert {event.published for event in events} == {date(2025, 3, 12), date(2025, 6, 4)}


def test_cancel_stops_at_once_and_keeps_what_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SMALL_BYTES", 0)
    go, made = threading.Event(), []
    reading = Intake([Given.of("a.jsonl", rows(400))], crew(go, made, waits="row 9")).start()
    until(lambda: made and made[0].started.is_set())
    begun = time.monotonic()
    reading.cancel()
    assert reading.wait(1)
    assert time.monotonic() - begun < 1
    kept = reading.progress()
    assert kept.state == "cancelled"
    assert len(reading.result().reads) == kept.reports == 8
    until(lambda: not any(thread.name == "intake" for thread in threading.enumerate()))
    assert reading.progress() == kept


def test_cancel_ends_a_process_in_the_middle_of_a_report() -> None:
    long = "Russian forces captured Sudzha, and Ukrainian forces left Basivka near Guyevo. " * 20_000
    reading = Intake([Given.of("long.txt", long.encode())], Crew(Settings(), size=1)).start()
    until(lambda: reading.progress().state == "reading")
    time.sleep(2.5)
    assert not reading.progress().over
    begun = time.monotonic()
    reading.cancel()
    until(lambda: not any(thread.name == "intake" for thread in threading.enumerate()), 1)
    assert time.monotonic() - begun < 1


def test_an_intake_that_nobody_holds_any_more_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SMALL_BYTES", 0)
    go, made = threading.Event(), []
    reading = Intake([Given.of("a.jsonl", rows(50))], crew(go, made)).start()
    until(lambda: made and made[0].started.is_set())
    del reading
    gc.collect()
    until(lambda: not any(thread.name == "intake" for thread in threading.enumerate()))
    assert not made[0].alive


def test_a_report_that_breaks_its_reader_is_told_of_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SMALL_BYTES", 0)
    made: list[Slow] = []
    found = finished(Intake([Given.of("a.jsonl", rows(9))], crew(let_go(), made, breaks="row 4"))).result()
    assert [reject.where for reject in found.rejected] == ["a.jsonl row 4"]
    assert len(found.reads) == 8
    assert len(made) == 2


def test_a_process_that_is_killed_costs_one_report(tmp_path: Path) -> None:
    reader = Apart(Settings())
    first, second = list(pieces([Given.of("a.jsonl", rows(2))]))
    assert isinstance(first, Piece)
    assert isinstance(second, Piece)
    assert not isinstance(reader.read(first, None), Reject)
    reader._process.kill()
    refused = reader.read(second, None)
    reader.close()
    assert isinstance(refused, Reject)
    assert "broke off" in refused.reason
    assert not reader.alive


def test_where_no_process_can_be_started_this_one_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SMALL_BYTES", 0)

    def none(_: Settings) -> Here:
        raise OSError("no more processes")

    assert len(finished(Intake([Given.of("a.jsonl", rows(3))], Crew(Settings(), make=none))).result().reads) == 3


def test_two_who_read_at_once_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SMALL_BYTES", 0)
    go, made = threading.Event(), []
    shared = crew(go, made)
    readings = [Intake([Given.of("a.jsonl", rows(300, first=1000 * n))], shared).start() for n in range(2)]
    until(lambda: made and made[0].started.is_set())
    go.set()
    assert all(reading.wait(30) for reading in readings)
    assert len(made) == 1
    assert [len(reading.result().reads) for reading in readings] == [300, 300]
    assert not made[0].alive


def test_progress_tells_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SMALL_BYTES", 0)
    go, made = threading.Event(), []
    reading = Intake([Given.of("a.jsonl", rows(200))], crew(go, made))
    assert reading.progress().state == "not started"
    reading.start()
    until(lambda: made and made[0].started.is_set())
    waiting = reading.progress()
    assert (waiting.done, waiting.total, waiting.per_second) == (0, 200, None)
    go.set()
    assert reading.wait(30)
    assert reading.progress().per_second is None


def test_too_many_reports_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MOST_REPORTS", 4)
    found = finished(Intake([Given.of("a.jsonl", rows(6))], crew(let_go(), []))).result()
    assert len(found.reads) == 4
    assert "at most 4 reports" in found.rejected[-1].reason


def test_too_many_events_end_the_reading_and_keep_what_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MOST_EVENTS", 2)
    found = finished(Intake([Given.of("a.jsonl", rows(9))], Crew(Settings())))
    assert found.progress().state == "done"
    assert 1 <= found.progress().reports < 9
    assert any("events" in reject.reason for reject in found.result().rejected)


def test_rejects_beyond_the_list_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MOST_LISTED", 2)
    result = finished(Intake([Given.of("a.jsonl", b"no\n" * 5)], Crew(Settings()))).result()
    assert (len(result.rejected), result.unlisted) == (2, 3)


def test_a_reader_that_fails_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("no")

    monkeypatch.setattr("geo.pipeline.read", fail)
    result = finished(Intake([Given.of("a.jsonl", rows(1))], Crew(Settings()))).result()
    assert "ZeroDivisionError" in result.rejected[0].reason
