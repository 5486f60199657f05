"""The command line: what a newcomer types, and what they read when it goes wrong."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from geo import view_cli
from geo.cli import main
from geo.views.view import SIZES
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "Russian troops captured the town of Sudzha on Wednesday, the Russian Defence Ministry said. "
    "The General Staff of Ukraine denied this."
)


def geo(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def test_help_names_every_subcommand_and_the_readme_and_main_help_show_each() -> None:
    overview = geo("--help").output
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in main.commands:
        assert f"geo {name}" in overview or name == "version"
        assert f"python -m geo {name}" in readme
        assert geo(name, "--help").exit_code == 0


def test_a_plain_text_is_read_with_its_publication_day(tmp_path: Path) -> None:
    source, out = tmp_path / "note.txt", tmp_path / "read.jsonl"
    source.write_text(TEXT, encoding="utf-8")
    result = geo("read", source, "--published", "2025-03-13", "-o", out)
    assert result.exit_code == 0, result.output
    (row,) = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    phrases = {TEXT[mention["start"] : mention["end"]] for mention in row["mentions"]}
    assert "Sudzha" in phrases
    captures = [event for event in row["events"] if event["type"] == "capture"]
    assert captures, row["events"]
    assert captures[0]["claimant_side"] == "RU"
    assert captures[0]["date_start"] == "2025-03-12"
    assert TEXT[captures[0]["quote_start"] : captures[0]["quote_end"]] == captures[0]["quote"]


def test_a_report_in_which_nothing_is_found_comes_out_too(tmp_path: Path) -> None:
    source = tmp_path / "note.txt"
    source.write_text("Nothing of note happened anywhere.", encoding="utf-8")
    result = geo("read", source)
    row = json.loads(result.stdout)
    assert row["mentions"] == []
    assert row["events"] == []


def test_bad_records_are_listed_the_others_read_and_strict_says_so(tmp_path: Path) -> None:
    source, out = tmp_path / "reports.jsonl", tmp_path / "read.jsonl"
    good = json.dumps({"id": "a", "text": TEXT, "published": "2025-03-13"})
    source.write_text(f'{good}\n{{"id": "b"}}\nnot json\n', encoding="utf-8")
    result = geo("read", source, "-o", out)
    assert result.exit_code == 0
    assert result.stderr.count("rejected: ") == 2
    assert "reports.jsonl" in result.stderr
    assert len(out.read_text(encoding="utf-8").splitlines()) == 1
    assert geo("read", source, "-o", out, "--strict").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("read", "absent.jsonl"), "absent.jsonl"),
        (("join", "absent.csv", "-o", "x.gpkg"), "absent.csv"),
        (("render", "-o", "map.bmp", "--day", "2025-03-12"), "map.bmp"),
        (("render", "-o", "map.png", "--bbox", "9,9,1,1"), "bbox"),
        (("map", "-o", "map.html", "--advances-from", "2025-03-12", "--advances-to", "2025-03-01"), "advances"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line_with_the_remedy(
    arguments: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = geo(*arguments)
    assert result.exit_code == 2
    lines = [line for line in result.stderr.splitlines() if line.startswith("geo: ")]
    assert len(lines) == 1
    assert words in lines[0]
    assert "Traceback" not in result.output
    assert list(tmp_path.iterdir()) == []


def test_joined_rows_are_all_accounted_for(tmp_path: Path) -> None:
    source, out = tmp_path / "events.csv", tmp_path / "joined.geojson"
    source.write_text(
        "event_type,place_name,admin1,country,date_start,claimed_by,claimant_side,status,known_from\n"
        "capture,Sudzha,Kursk Oblast,RU,2025-03-13,Russian Ministry of Defence,RU,claimed,2025-03-13\n"
        "capture,Nowhere-on-Earth,Kursk Oblast,RU,2025-03-13,Someone,RU,claimed,2025-03-13\n"
        "capture,Sudzha,Kursk Oblast,RU,13th of Never,Someone,RU,claimed,2025-03-13\n",
        encoding="utf-8",
    )
    result = geo("join", source, "-o", out)
    assert result.exit_code == 0, result.output
    assert "3 rows" in result.stderr
    assert "Nowhere-on-Earth" in result.stderr
    assert "row 4" in result.stderr
    features = json.loads(out.read_text(encoding="utf-8"))["features"]
    assert len(features) == 2
    assert geo("join", source, "-o", out, "--strict").exit_code == 1


def test_the_front_is_told_in_a_sentence_and_a_table() -> None:
    result = geo("front", "--day", "2025-03-13", "--perspective", "RU", "--clock", "known")
    assert result.exit_code == 0, result.output
    assert "according to Russian officials" in result.stderr
    (row,) = [row for row in csv.DictReader(result.stdout.splitlines()) if row["place_name"] == "Sudzha"]
    assert row["held_by"] == "RU"
    assert "Russian Ministry of Defence" in row["claimed_by"].split("; ")


def test_the_front_is_told_according_to_chosen_claimants(tmp_path: Path) -> None:
    out = tmp_path / "ledger.csv"
    result = geo("front", "--day", "2025-06-10", "--according-to", "ISW", "--according-to", "DeepState", "-o", out)
    assert result.exit_code == 0, result.output
    assert "according to DeepState and ISW: 5 settlements assessed as held by Russia" in result.output
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert {name for row in rows for name in row["claimed_by"].split("; ")} <= {"DeepState", "ISW"}


def test_a_claimant_whom_nobody_knows_is_told_before_anything_is_drawn(tmp_path: Path) -> None:
    result = geo("render", "--according-to", "Deep State", "-o", tmp_path / "map.png")
    assert result.exit_code == 2
    assert "'DeepState'" in result.stderr
    assert not list(tmp_path.iterdir())
    both = geo("front", "--according-to", "ISW", "--perspective", "RU")
    assert both.exit_code == 2
    assert "keep one of them" in both.stderr


def test_the_same_view_renders_to_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.png", "two.png"):
        result = geo("render", "--day", "2025-03-13", "--perspective", "RU", "-o", tmp_path / name)
        assert result.exit_code == 0, result.output
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()


def test_the_stand_alone_map_names_no_outside_address_that_it_would_load(tmp_path: Path) -> None:
    out = tmp_path / "front.html"
    result = geo("map", "--day", "2025-03-13", "-o", out)
    assert result.exit_code == 0, result.output
    page = out.read_text(encoding="utf-8")
    for loader in ('<script src="http', '<link rel="stylesheet" href="http', "url(http", "@import"):
        assert loader not in page


def test_the_size_presets_of_the_options_are_those_of_the_view() -> None:
    assert set(view_cli.SIZES) == set(SIZES)


def test_a_file_that_is_read_is_not_written_over(tmp_path: Path) -> None:
    source = tmp_path / "note.txt"
    source.write_text(TEXT, encoding="utf-8")
    result = geo("read", source, "-o", source)
    assert result.exit_code == 2
    assert "also what is read" in result.stderr
    assert source.read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize("link", ["nonsense", "http://[::1"])
def test_a_link_that_holds_no_view_is_told(link: str, tmp_path: Path) -> None:
    result = geo("front", "--link", link, "-o", tmp_path / "ledger.csv")
    assert result.exit_code == 2
    assert "--link" in result.stderr


def test_a_table_without_one_usable_row_says_why(tmp_path: Path) -> None:
    source = tmp_path / "events.csv"
    source.write_text("event_type,place_name,date_start,status\ncapture,Sudzha,never,claimed\n", encoding="utf-8")
    result = geo("front", "--events", source)
    assert result.exit_code == 2
    assert "no usable record, 1 rejected. The first: events.csv row 2" in result.stderr


def test_many_rejected_records_are_counted_and_not_all_listed(tmp_path: Path) -> None:
    source = tmp_path / "reports.jsonl"
    source.write_text("not json\n" * 500, encoding="utf-8")
    result = geo("read", source, "-o", tmp_path / "read.jsonl")
    assert len(result.stderr.splitlines()) < 60
    assert "450 more records" in result.stderr
