"""A folder looked at again and again: new, changed, gone and half-written files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from geo.errors import DataMissing
from geo.sources import folder as module
from geo.sources.folder import Folder, Look


def test_a_new_file_is_ready_once_it_stayed_the_same_between_two_looks(tmp_path: Path) -> None:
    seen = Folder(tmp_path)
    (tmp_path / "a.txt").write_text("words")
    assert seen.look() == Look(waiting=("a.txt",))
    assert seen.look() == Look(ready=("a.txt",))
    assert seen.look() == Look()


def test_a_file_that_is_still_being_written_waits(tmp_path: Path) -> None:
    seen = Folder(tmp_path)
    with (tmp_path / "a.jsonl").open("w") as out:
        for number in range(3):
            out.write("row\n")
            out.flush()
            assert seen.look() == Look(waiting=("a.jsonl",)), number
    assert seen.look().ready == ("a.jsonl",)


def test_a_changed_file_is_told_again_and_a_gone_one_as_gone(tmp_path: Path) -> None:
    seen = Folder(tmp_path)
    path = tmp_path / "a.txt"
    path.write_text("words")
    seen.look(), seen.look()
    os.utime(path, ns=(1, 1))
    assert seen.look().waiting == ("a.txt",)
    assert seen.look().ready == ("a.txt",)
    path.unlink()
    assert seen.look() == Look(gone=("a.txt",))
    assert seen.look() == Look()


def test_folders_within_are_looked_at_but_no_links_hidden_or_other_files(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    (inside / "deep").mkdir(parents=True)
    outside.mkdir()
    (outside / "b.txt").write_text("words")
    (inside / "deep" / "a.txt").write_text("words")
    (inside / ".hidden.txt").write_text("words")
    (inside / "a.part").write_text("words")
    (inside / "link").symlink_to(outside)
    (inside / "link.txt").symlink_to(outside / "b.txt")
    assert Folder(inside).look().waiting == ("deep/a.txt",)


def test_no_folder_is_told_of_and_what_was_seen_stays(tmp_path: Path) -> None:
    home, away = tmp_path / "in", tmp_path / "away"
    home.mkdir()
    (home / "a.txt").write_text("words")
    seen = Folder(home)
    seen.look(), seen.look()
    home.rename(away)
    with pytest.raises(DataMissing, match="cannot be looked at"):
        seen.look()
    away.rename(home)
    assert seen.look() == Look()


def test_more_files_than_are_looked_at_are_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FILES", 2)
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("words")
    assert Folder(tmp_path).look() == Look(waiting=("a.txt", "b.txt"), more=True)


def test_a_file_too_large_is_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST_BYTES", 3)
    (tmp_path / "a.txt").write_text("words")
    with pytest.raises(OSError, match="larger than"):
        Folder(tmp_path).given("a.txt").load()
