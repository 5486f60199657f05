"""The shelf holds the parts of maps as files named by content, each once, and lets the oldest go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from geo.ui import shelf as shelves
from geo.views.packing import digest, plain, unpack


def payload(number: int) -> dict[str, Any]:
    made = {"base": {"bbox": [0, 0, 1, 1]}, "texts": [{"id": [f"ev{number}"]}], "events": {"n": number}, "view": {}}
    made["words"] = {"en": {"day": "day"}, "uk": {"day": "день"}}
    return {**made, "hash": digest(made)}


@pytest.fixture
def shelf() -> shelves.Shelf:
    return shelves.Shelf()


def file_at(shelf: shelves.Shelf, address: str) -> Path:
    return shelf._folder / address.split("front_map_parts/")[1]


def test_parts_are_files_that_give_the_payload_back(shelf: shelves.Shelf) -> None:
    kept = shelf.put(payload(1))
    assert plain(unpack(file_at(shelf, kept["front"]).read_bytes())) == {"events": {"n": 1}}
    assert unpack(file_at(shelf, kept["base"]).read_bytes()) == {"bbox": [0, 0, 1, 1]}
    assert unpack(file_at(shelf, kept["texts"].replace("{n}", "0")).read_bytes()) == {"id": ["ev1"]}
    assert unpack(file_at(shelf, kept["words"]["uk"]).read_bytes()) == {"day": "день"}
    assert all(address.startswith("/component/") for address in (*kept.pop("words").values(), *kept.values()))


def test_the_same_payload_is_written_once_and_a_lost_folder_again(shelf: shelves.Shelf) -> None:
    front = file_at(shelf, shelf.put(payload(1))["front"])
    written = front.stat().st_mtime_ns
    assert file_at(shelf, shelf.put(payload(1))["front"]).stat().st_mtime_ns == written
    for file in front.parent.iterdir():
        file.unlink()
    front.parent.rmdir()
    assert file_at(shelf, shelf.put(payload(1))["front"]).exists()


def test_two_records_of_one_extent_share_the_base_map(shelf: shelves.Shelf) -> None:
    assert shelf.put(payload(1))["base"] == shelf.put(payload(2))["base"]


def test_the_record_unused_longest_goes(shelf: shelves.Shelf) -> None:
    first = file_at(shelf, shelf.put(payload(0))["front"])
    second = file_at(shelf, shelf.put(payload(1))["front"])
    for number in range(2, shelves._MOST):
        shelf.put(payload(number))
    shelf.put(payload(0))
    shelf.put(payload(shelves._MOST))
    assert first.exists()
    assert not second.exists()
