"""`python -m geo series`: what it writes by the ending asked for, and what it refuses before the work."""

from __future__ import annotations

import errno
import tempfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.test_cli import geo

_WEEK = ("--first", "2025-03-10", "--last", "2025-03-12", "--perspective", "RU")


def test_days_and_perspectives_stand_on_one_sheet_with_their_text(tmp_path: Path) -> None:
    out = tmp_path / "both.png"
    result = geo(
        "series", "--first", "2025-03-10", "--last", "2025-03-13", "--step", 3, "--perspective", "RU",
        "--perspective", "UA", "--theme", "dark", "--size", "square", "--dpi", 60, "-o", out,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "4 maps: 10–13 March 2025" in result.stderr
    assert Image.open(BytesIO(out.read_bytes())).size == (420, 420)
    told = (tmp_path / "both.png.txt").read_text(encoding="utf-8")
    assert "4. 13 March 2025, according to Ukrainian officials: " in told


def test_two_perspectives_of_a_day_and_a_pair_of_days(tmp_path: Path) -> None:
    two = tmp_path / "two.svg"
    assert geo("series", "--day", "2025-03-12", "--perspective", "RU", "--perspective", "UA", "-o", two).exit_code == 0
    assert "According to Ukrainian officials</text>" in two.read_text(encoding="utf-8")
    pair = tmp_path / "pair.svg"
    assert geo("series", *_WEEK, "--step", 2, "-o", pair).exit_code == 0
    assert "Between 10 and 12 March 2025</text>" in pair.read_text(encoding="utf-8")


def test_an_animation_and_a_folder_have_a_frame_a_day(tmp_path: Path) -> None:
    film, folder = tmp_path / "film.gif", tmp_path / "frames"
    result = geo("series", *_WEEK, "--dpi", 40, "--milliseconds", 200, "-o", film)
    assert result.exit_code == 0, result.output
    gif = Image.open(BytesIO(film.read_bytes()))
    assert (gif.n_frames, gif.size) == (3, (360, 240))
    assert geo("series", *_WEEK, "--dpi", 40, "-o", folder).exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "001-2025-03-10.png", "002-2025-03-11.png", "003-2025-03-12.png", "frames.txt",
    ]  # fmt: skip
    again = geo("series", "--first", "2025-03-10", "--last", "2025-03-10", "--dpi", 40, "-o", folder)
    assert "1 map: 10 March 2025" in again.stderr
    assert "left: 2 more in" in again.stderr
    assert len(list(folder.iterdir())) == 4


def test_what_a_sheet_does_not_have_and_letters_without_a_sign_are_told(tmp_path: Path) -> None:
    result = geo(
        "series", "--first", "2025-03-10", "--last", "2025-03-11", "--perspective", "all", "--strip", "--title", "中文",
        "--dpi", 40, "-o", tmp_path / "x.png",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    for words in ("strip: ", "side by side", "U+4E2D"):
        assert words in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--day", "2025-03-12", "-o", "x.png"), "Give more days or perspectives"),
        (("--first", "2025-03-01", "--last", "2025-03-31", "-o", "x.png"), "longer step"),
        (("--first", "2025-03-12", "--last", "2025-03-01", "-o", "x.png"), "Swap"),
        (("--first", "2025-03-12", "-o", "x.png"), "go together"),
        (("--day", "2025-03-12", "--first", "2025-03-12", "--last", "2025-03-13", "-o", "x.png"), "keep one"),
        (("--perspective", "RU", "--according-to", "ISW", "-o", "x.png"), "keep one"),
        ((*_WEEK, "-o", "x.bmp"), ".bmp"),
        ((*_WEEK, "-o", "x.png", "--milliseconds", "90"), "for an animation"),
        ((*_WEEK, "-o", "x.png", "--callout", "Sudzha: Here"), "callouts stand on one map"),
        ((*_WEEK, "-o", "x.gif", "--highlight", "Atlantis"), "'Atlantis'"),
        ((*_WEEK, "-o", "none/x.png"), "folder"),
    ],
)
def test_what_makes_no_series_is_said_in_one_line(
    arguments: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = geo("series", *arguments)
    assert result.exit_code == 2
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("geo: ")]
    assert words in line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["x.png", "x.gif", "frames", "."])
def test_a_folder_that_nothing_can_be_written_in_is_told_before_the_work(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(**_: object) -> str:
        raise OSError(errno.EROFS, "Read-only file system")

    def loaded(*_: object) -> None:
        pytest.fail("the record was read first")

    monkeypatch.setattr(tempfile, "mkdtemp", refused)
    monkeypatch.setattr("geo.series_cli.load", loaded)
    result = geo("series", *_WEEK, "-o", str(tmp_path / name))
    assert result.exit_code == 2
    assert f"nothing can be written in {tmp_path} (Read-only file system)" in result.stderr
