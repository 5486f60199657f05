"""`python -m geo newsroom` and the printing options of `render`: exit codes, reports, the commands of the manual."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from geo import edition_cli, newsroom_cli
from geo.cli import main
from geo.newsroom.report import Report
from geo.newsroom.report import Result as Outcome
from geo.views.edition import Edition
from geo.views.themes import THEMES
from tests.conftest import ROOT
from tests.test_watch_cli import _hears_ctrl_c

THREE = """
maps:
  - name: one
    view: {day: 2025-03-12, perspective: RU}
    formats: [png, svg]
  - name: two
    view: {day: 2025-03-13, perspective: UA, ui: uk}
  - name: three
    view: {day: 2025-03-14, perspective: assessed, size: column}
    formats: pdf
"""


def geo(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def started(*arguments: object, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "geo", *map(str, arguments)],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
        preexec_fn=_hears_ctrl_c,  # noqa: PLW1509 - no thread runs here
    )


def orders(folder: Path, text: str = THREE) -> Path:
    path = folder / "maps.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_one_process_and_two_give_the_same_bytes_and_the_report_tells_them(tmp_path: Path) -> None:
    path = orders(tmp_path)
    for jobs in (1, 2):
        process = started("newsroom", path, "-o", tmp_path / str(jobs), "--jobs", jobs, "--json", folder=tmp_path)
        told, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors
        assert "3 maps: 3 made" in errors
    one, two = contents(tmp_path / "1"), contents(tmp_path / "2")
    assert sorted(one) == sorted(
        ["manifest.json", "one.png", "one.svg", "one.txt", "two.png", "two.txt", "three.pdf", "three.txt"]
    )
    assert one == two
    report = json.loads(told)
    assert [row["name"] for row in report["maps"]] == ["one", "two", "three"]
    for row in report["maps"]:
        assert row["status"] == "made"
        assert row["error"] is None
        assert row["seconds"] > 0
        for file in row["files"]:
            content = two[file["file"]]
            assert file["bytes"] == len(content)
            assert file["sha256"] == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_leaves_whole_files_and_says_what_was_done(tmp_path: Path, end: signal.Signals) -> None:
    maps = [f"  - {{name: map-{number}, view: {{day: 2025-03-{number:02d}}}, dpi: 50}}" for number in range(1, 29)]
    path = orders(tmp_path, "\n".join(["maps:", *maps]))
    process = started("newsroom", path, "-o", tmp_path / "out", "--report", tmp_path / "r.json", folder=tmp_path)
    until = time.monotonic() + 120
    while not list(tmp_path.glob("out/*.png")) and time.monotonic() < until:
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    os.killpg(process.pid, end) if end == signal.SIGINT else process.send_signal(end)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 1, told
    assert "Traceback" not in told
    assert re.search(r"interrupted; 28 maps: \d+ made, \d+ skipped", told)
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert report["interrupted"]
    made = {file["file"]: file["sha256"] for row in report["maps"] for file in row["files"]}
    found = contents(tmp_path / "out")
    del found["manifest.json"]
    assert {name: hashlib.sha256(content).hexdigest() for name, content in found.items()} == made
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)  # nobody of the session is left


def test_exit_codes_and_the_lines_that_tell_why(tmp_path: Path) -> None:
    path = orders(tmp_path, "maps:\n  - {name: good, view: {day: 2025-03-12}}\n  - {name: bad, view: {day: never}}\n")
    report = tmp_path / "report.json"
    result = geo("newsroom", path, "--dry-run", "--report", report)
    assert result.exit_code == 1
    assert "due: good (new)" in result.stderr
    assert "failed: maps.yaml line 3, bad: view: day is 'never'; expected a day as YYYY-MM-DD" in result.stderr
    assert json.loads(report.read_text(encoding="utf-8"))["counts"]["failed"] == 1
    assert not (tmp_path / "maps").exists()
    assert geo("newsroom", path, "--dry-run", "--only", "good").exit_code == 0
    assert geo("newsroom", path, "--dry-run", "--strict").exit_code == 2


def test_a_failure_is_told_after_however_many_maps(capsys: pytest.CaptureFixture[str]) -> None:
    results = [Outcome(f"map-{number}", "made", "new", warnings=("a letter",)) for number in range(60)]
    failed = Outcome("last", "failed", error="maps.yaml line 99, last: is too small.")
    newsroom_cli._tell(Report((*results, failed)), Path("out"))
    lines = capsys.readouterr().err.splitlines()
    assert lines[-2:] == ["failed: maps.yaml line 99, last: is too small.", "61 maps: 60 made, 1 failed; in out"]
    assert [line for line in lines if line.startswith("and ")] == [
        "and 10 more maps; --report has all", "and 10 more warnings; --report has all",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("none.yaml",), "no such file"),
        (("maps.yaml", "--only", "four"), "maps.yaml has no such map"),
        (("maps.yaml", "-o", "no/such"), "folder no is not there"),
        (("maps.yaml", "-o", "maps.yaml"), "is a file"),
        (("maps.yaml", "--report", "report.txt"), "expected one of .json"),
        (("maps.yaml", "--report", "maps/manifest.json"), "folder maps is not there"),
        (("maps.yaml", "-o", ".", "--report", "manifest.json"), "Name another file with --report"),
        (("maps.yaml", "--events", "none.csv"), "none.csv"),
        (("maps.yaml", "--jobs", "0"), "0 is not in the range"),
    ],
)
def test_what_is_asked_wrongly_ends_with_2_and_writes_nothing(
    arguments: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    orders(tmp_path)
    result = geo("newsroom", *arguments)
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())
    assert [path.name for path in tmp_path.iterdir()] == ["maps.yaml"]


def asked(**changes: Any) -> dict[str, Any]:
    none: dict[str, Any] = {
        "edition_file": None, "theme": None, "house_file": None, "width_mm": None, "height_mm": None, "fit": None,
        "north": None, "callouts": (), "highlight": (), "numbers": None, "strip": None,
    }  # fmt: skip
    return {**none, **changes}


def test_printing_options_win_over_the_edition_s_file(tmp_path: Path) -> None:
    path = tmp_path / "evening.yaml"
    path.write_text(
        "theme: dark\nstrip: true\nnorth: never\nwidth_mm: 120\nhighlight: [Basivka]\n"
        "callouts: [{place: Sudzha, text: From the file}]\n",
        encoding="utf-8",
    )
    of_file = edition_cli.edition_of(asked(edition_file=path))
    assert (of_file.theme, of_file.strip, of_file.north, of_file.width_mm) == ("dark", True, "never", 120)
    changed = edition_cli.edition_of(
        asked(
            edition_file=path, theme="grey", strip=False, height_mm=90.0, fit="exact", numbers=True,
            callouts=("front:sudzha: One: two",),
        )
    )  # fmt: skip
    assert changed == Edition.of(
        {
            "theme": "grey", "strip": False, "north": "never", "width_mm": 120, "height_mm": 90, "fit": "exact",
            "numbers": True, "highlight": ["Basivka"], "callouts": [{"place": "front:sudzha", "text": "One: two"}],
        }
    )  # fmt: skip
    assert edition_cli.edition_of(asked()) == Edition()


def test_the_choices_of_the_printing_options_are_those_of_the_edition() -> None:
    fields = Edition.model_fields
    assert set(edition_cli.THEMES) == set(THEMES)
    assert fields["fit"].annotation.__args__ == edition_cli.FITS  # type: ignore[union-attr]
    assert fields["north"].annotation.__args__ == edition_cli.NORTHS  # type: ignore[union-attr]
    options = {option.name for option in main.commands["render"].params}
    named = {"house_file" if name == "house" else name for name in fields}
    assert named <= options


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--callout", "Sudzha"), "--callout is 'Sudzha'; expected a place, a colon, a space and the text"),
        (("--callout", ": text"), "--callout is ': text'"),
        (("--height-mm", "100"), "height_mm is given and width_mm is not"),
        (("--house", "none.yaml"), "none.yaml: cannot be read"),
        (("--edition", "edition.yaml"), "edition.yaml: 'themes' is not a field of an edition"),
        (("--edition", "edition.yaml", "-o", "map.bmp"), "map.bmp: ending is '.bmp'"),
        (("--dpi", "20"), "20 is not in the range"),
    ],
)
def test_a_wrong_printing_option_writes_nothing(
    arguments: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "edition.yaml").write_text("themes: dark", encoding="utf-8")
    result = geo("render", "-o", "map.png", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["edition.yaml"]


def blocks(text: str) -> list[tuple[str, str]]:
    return re.findall(r"^```(\w+)\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def test_every_command_of_the_printing_manual_works_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = 0
    for kind, block in blocks((ROOT / "docs" / "printing.md").read_text(encoding="utf-8")):
        if kind == "yaml":
            name = re.match(r"# (\S+\.yaml)\n", block)
            assert name, block
            Path(name.group(1)).write_text(block, encoding="utf-8")
            continue
        for line in block.splitlines():
            python, *arguments = shlex.split(line)
            assert (python, arguments[:2]) == ("python", ["-m", "geo"])
            result = geo(*arguments[2:])
            assert result.exit_code == 0, f"{line}\n{result.output}"
            ran += 1
    assert ran >= 9
    for name in ("sudzha.png", "sudzha.svg", "sudzha.pdf", "grey.pdf", "evening.svg", "house.png", "printed/week.png"):
        assert (tmp_path / name).stat().st_size > 10_000
    report = json.loads((tmp_path / "printed.json").read_text(encoding="utf-8"))
    assert report["counts"]["made"] == 3


def test_the_printing_manual_names_every_field_and_option_there_is() -> None:
    manual = (ROOT / "docs" / "printing.md").read_text(encoding="utf-8")
    for name in Edition.model_fields:
        assert f"`{name}`" in manual
    for option in main.commands["newsroom"].params:
        told = [name for name in option.opts if name.startswith("--")]
        assert not told or told[0] in {"--output", "--events", "--reports"} or any(name in manual for name in told)
