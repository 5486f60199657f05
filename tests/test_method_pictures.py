"""The pictures of docs/method.md: named and there, and what the script makes of the bundled record today."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks import method_pictures
from geo.front import advances, announced, cells, edges
from geo.settings import Settings
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "method.md"
IMAGES = ROOT / "docs" / "img"
#: Pixels are compared by the mean of squares this wide: the same letters and lines, set by another release of the
#: drawing libraries, differ by more than SHADE in 0.3 % of the squares at most; one village more is 0.9 %.
SQUARE, SHADE, OTHERWISE = 10, 32, 0.006
BESIDE = re.compile(r"!\[([^\]]+)\]\(img/(method-\w+\.png)\)\n\n\*([^*]+)\*\n")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    method_pictures.make(folder)
    return folder


def named() -> list[tuple[str, str, str]]:
    """Alt text, file name and caption of each picture of the page."""
    return BESIDE.findall(PAGE.read_text(encoding="utf-8"))


def pixels(file: Path) -> np.ndarray:
    """Return a picture's colours: rows, columns, red, green and blue."""
    with Image.open(file) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)


def differing(one: np.ndarray, other: np.ndarray) -> float:
    """Return the share of squares of two pictures of one size that differ by more than SHADE."""
    high, wide = (length // SQUARE for length in one.shape[:2])
    means = (
        each[: high * SQUARE, : wide * SQUARE].reshape(high, SQUARE, wide, SQUARE, 3).mean(axis=(1, 3))
        for each in (one, other)
    )
    return float((np.abs(np.subtract(*means)).max(axis=2) > SHADE).mean())


def test_the_page_names_every_picture_once_and_every_picture_is_there() -> None:
    there = sorted(file.name for file in IMAGES.glob("method-*.png"))
    assert sorted(file for _, file, _ in named()) == there
    assert PAGE.read_text(encoding="utf-8").count("![") == len(there) == len(method_pictures.PICTURES)


def test_every_picture_has_an_alt_text_and_a_caption_with_day_perspective_clock_and_reach() -> None:
    for alt, file, caption in named():
        assert len(alt) > 40, file
        assert re.search(r"\d{1,2}\s\w+\s20\d\d", caption), file
        assert re.search(r"according\sto|each\sperspective", caption), file
        assert re.search(r"as\sknown", caption), file
        assert re.search(r"\d\skm|No\sreach", caption), file


def test_the_script_makes_the_pictures_that_the_page_shows_and_nothing_else(made: Path) -> None:
    files = sorted(file.relative_to(made).as_posix() for file in made.rglob("*"))
    assert files == sorted(file for _, file, _ in named())
    for name in files:
        new, old = pixels(made / name), pixels(IMAGES / name)
        assert new.shape == old.shape, name
        assert differing(new, old) < OTHERWISE, f"{name}: run python benchmarks/method_pictures.py and look at it"


def test_one_village_more_in_a_zone_would_be_seen() -> None:
    picture = pixels(IMAGES / "method-clocks.png")
    mixed = picture.copy()
    mixed[95:480, 18:688] = picture[95:480, 711:1381]
    assert differing(mixed, picture) > OTHERWISE


def test_the_same_record_gives_the_same_bytes(made: Path) -> None:
    front = method_pictures.load_front(Settings(workspace=made / "none" / "workspace.sqlite"))
    assert method_pictures.clocks(front) == (made / "method-clocks.png").read_bytes()


def test_pictures_are_small_files_drawn_for_screens_of_double_density(made: Path) -> None:
    for file in made.glob("*.png"):
        assert file.stat().st_size < 120_000, file.name
        assert pixels(file).shape[1] == 1400, file.name


def test_the_table_of_numbers_states_those_of_the_code() -> None:
    numbers = {
        "GEO_REACH_KM": f"{Settings().reach_km:g} km",
        "_SAME_PLACE_M": f"{cells._SAME_PLACE_M / 1000:g} km",
        "LAPSE_DAYS": f"{announced.LAPSE_DAYS} days",
        "START_KM": f"{edges.START_KM:g} km",
        "MIN_KM": f"{edges.MIN_KM:g} km",
        "JOIN_DAYS": f"{advances.JOIN_DAYS} days",
    }
    stated = re.findall(r"^\| [^|]*\(`(\w+)`\) \| ([^|]+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert dict(stated) == numbers
