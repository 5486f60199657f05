"""Files appear whole or not at all."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from geo.errors import InputError
from geo.views.files import whole_file, write_whole

if TYPE_CHECKING:
    from pathlib import Path


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "map.svg"
    write_whole(target, b"old")
    with pytest.raises(RuntimeError, match="half"), whole_file(target) as made:
        made.write_bytes(b"new, but half of ")
        raise RuntimeError("half")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["map.svg"]


def test_a_write_that_ends_takes_the_place_of_the_old_file(tmp_path: Path) -> None:
    target = write_whole(tmp_path / "map.svg", b"old")
    assert write_whole(target, b"new").read_bytes() == b"new"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        write_whole(tmp_path / "nowhere" / "map.svg", b"")


def test_a_link_stays_a_link_and_a_pipe_is_written_to(tmp_path: Path) -> None:
    target, link, pipe = tmp_path / "map.svg", tmp_path / "link.svg", tmp_path / "pipe"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        read = pool.submit(pipe.read_bytes)
        write_whole(pipe, b"through")
        assert read.result(timeout=10) == b"through"
    assert pipe.is_fifo()
