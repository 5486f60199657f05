"""`geo changes` and `geo disagreement`: text on the terminal, files by their ending, one line where it goes wrong."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from tests.test_cli import geo

if TYPE_CHECKING:
    from pathlib import Path

SPAN = ("--from", "2025-03-11", "--to", "2025-03-16")


def test_changes_are_told_as_text_that_opens_with_the_sentence() -> None:
    result = geo("changes", *SPAN)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Between 11 and 16 March 2025, as known then: according to Russian officials, ")
    assert "conceded by General Staff of Ukraine after 3 days" in result.stdout


def test_one_perspective_and_clock_can_be_asked_for_and_a_table_goes_to_standard_output() -> None:
    result = geo("changes", *SPAN, "--perspective", "UA", "--clock", "happened", "--format", "csv")
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(result.stdout.splitlines()))
    assert [row["place_name"] for row in rows if row["kind"] == "settlement"] == ["Sudzha"]
    assert "with all that was reported later, according to Ukrainian officials" in result.stderr


def test_chosen_claimants_can_be_asked_for() -> None:
    result = geo("changes", *SPAN, "--perspective", "by:DeepState|ISW")
    assert result.exit_code == 0, result.output
    assert "according to DeepState and ISW" in result.stdout


@pytest.mark.parametrize("ending", ["txt", "csv", "json"])
def test_a_file_is_written_by_its_ending(ending: str, tmp_path: Path) -> None:
    out = tmp_path / f"changes.{ending}"
    result = geo("changes", *SPAN, "-o", out)
    assert result.exit_code == 0, result.output
    text = out.read_text(encoding="utf-8")
    assert "Sudzha" in text
    assert result.stdout == ""
    assert f"wrote {out}" in result.stderr
    if ending == "json":
        assert json.loads(text)["answers"]


def test_disagreement_is_told_and_written(tmp_path: Path) -> None:
    result = geo("disagreement", "--day", "2025-03-14")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("14 March 2025, as known that day: the perspectives differ on ")
    out = tmp_path / "differ.json"
    assert geo("disagreement", "--day", "2025-03-14", "-o", out).exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["pairs"][0]["contradicted"]["geometry"]["type"] == "Polygon"


def test_a_table_of_ones_own_is_compared_and_its_bad_rows_are_told(tmp_path: Path) -> None:
    source = tmp_path / "events.csv"
    source.write_text(
        "event_type,place_name,admin1,country,date_start,claimed_by,claimant_side,status,known_from,actor_side\n"
        "capture,Sudzha,Kursk Oblast,RU,2025-03-13,Russian Ministry of Defence,RU,claimed,2025-03-13,RU\n"
        "capture,Sudzha,Kursk Oblast,RU,13th of Never,Someone,RU,claimed,2025-03-13,RU\n",
        encoding="utf-8",
    )
    result = geo("changes", *SPAN, "--events", source, "--perspective", "RU", "--strict")
    assert "1 settlement newly claimed" in result.stdout
    assert "row 3" in result.stderr
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("changes", "--from", "2025-03-16", "--to", "2025-03-11"), "is not before"),
        (("changes", *SPAN, "--perspective", "Mars"), "Mars"),
        (("changes", *SPAN, "-o", "changes.xls"), "changes.xls"),
        (("changes", *SPAN, "-o", "changes.csv", "--format", "json"), "--format"),
        (("changes", *SPAN, "-o", "absent/changes.csv"), "absent"),
        (("disagreement", "--day", "2025-03-14", "--perspective", "RU"), "two or more"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    arguments: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = geo(*arguments)
    assert result.exit_code == 2
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("geo: ")]
    assert words in line
    assert list(tmp_path.iterdir()) == []


def test_what_is_read_is_not_written_over(tmp_path: Path) -> None:
    source = tmp_path / "events.csv"
    source.write_text("kept", encoding="utf-8")
    assert geo("changes", *SPAN, "--events", source, "-o", source).exit_code == 2
    assert source.read_text(encoding="utf-8") == "kept"
