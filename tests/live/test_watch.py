"""A watched folder: what comes is read, what changes is read again, what goes leaves."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from geo.live.crew import Crew
from geo.live.watch import FileRead, Watch
from geo.settings import Settings

from .reports import rows


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    return Watch(tmp_path, Crew(Settings(), size=1))


def looked(watch: Watch) -> Watch:
    """Two looks: the first finds what is new, the second that it stayed the same."""
    watch.look()
    watch.look()
    return watch


def test_what_comes_is_read_and_the_version_goes_up_only_then(watch: Watch, tmp_path: Path) -> None:
    before = looked(watch).state()
    assert (before.version, before.events, before.trouble) == (0, (), "")
    (tmp_path / "a.jsonl").write_bytes(rows(4))
    came = looked(watch).state()
    assert (came.version, len(came.reads)) == (1, 4)
    assert len(came.events) >= 4
    still = looked(watch).state()
    assert (still.version, still.events) == (1, came.events)
    assert still.looked_at > came.looked_at  # type: ignore[operator]


def test_a_changed_file_is_read_again_and_a_gone_one_leaves(watch: Watch, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(rows(4))
    looked(watch)
    path.write_bytes(rows(2))
    os.utime(path, ns=(5, 5))
    assert len(looked(watch).state().reads) == 2
    path.unlink()
    gone = looked(watch).state()
    assert (gone.events, gone.reads, gone.version) == ((), (), 3)


def test_one_report_in_two_files_counts_once_until_both_are_gone(watch: Watch, tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_bytes(rows(3))
    both = looked(watch).state()
    assert [read.source for read in both.reads] == ["a.jsonl"] * 3
    (tmp_path / "a.jsonl").unlink()
    assert [read.source for read in looked(watch).state().reads] == ["b.jsonl"] * 3


def test_what_cannot_be_read_is_listed_until_it_is_mended(watch: Watch, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(rows(2) + b"no JSON\n")
    bad = looked(watch).state()
    assert [reject.where for reject in bad.rejected] == ["a.jsonl row 3"]
    assert len(bad.reads) == 2
    path.write_bytes(rows(3))
    os.utime(path, ns=(5, 5))
    assert looked(watch).state().rejected == ()


def test_a_missing_folder_is_told_of_and_found_later(tmp_path: Path) -> None:
    later = Watch(tmp_path / "later", Crew(Settings()))
    assert "cannot be looked at" in later.look().trouble
    (tmp_path / "later").mkdir()
    assert later.look().trouble == ""


def test_it_tells_of_each_file_and_its_thread_ends(tmp_path: Path) -> None:
    told: list[FileRead] = []
    came = threading.Event()
    watching = Watch(
        tmp_path, Crew(Settings()), every_s=0.05, tell=lambda file: (told.append(file), came.set())[0]
    ).start()
    watching.start()
    assert sum(thread.name == "watch" for thread in threading.enumerate()) == 1
    (tmp_path / "a.jsonl").write_bytes(rows(1))
    assert came.wait(20)
    came.clear()
    (tmp_path / "a.jsonl").unlink()
    assert came.wait(20)
    assert [(file.name, file.gone) for file in told] == [("a.jsonl", False), ("a.jsonl", True)]
    watching.stop()
    assert not any(thread.name == "watch" for thread in threading.enumerate())


def test_stopping_ends_a_reading_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(rows(3000))
    watching = Watch(tmp_path, Crew(Settings(), size=1), every_s=0.05).start()
    end = time.monotonic() + 20
    while not watching.state().reading and time.monotonic() < end:
        time.sleep(0.02)
    begun = time.monotonic()
    watching.stop()
    assert time.monotonic() - begun < 2
    assert watching.state().reads == ()
