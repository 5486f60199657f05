"""`python -m geo watch` says what comes and ends cleanly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.live.reports import rows


def started(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "geo", "watch", str(folder), "--every", "0.1"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        preexec_fn=_hears_ctrl_c,  # noqa: PLW1509 - no thread runs here
    )


def _hears_ctrl_c() -> None:
    """What a terminal starts hears Ctrl-C; a child of a job in the background would have inherited deafness to it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_a_line_a_file_and_ends_with_0(tmp_path: Path, end: signal.Signals) -> None:
    (tmp_path / "a.jsonl").write_bytes(rows(2) + b"no JSON\n")
    process = started(tmp_path)
    assert process.stdout is not None
    assert "a.jsonl: 2 reports" in process.stdout.readline()
    (tmp_path / "a.jsonl").unlink()
    assert "a.jsonl: gone" in process.stdout.readline()
    time.sleep(0.3)
    process.send_signal(end)
    _, told = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "rejected: a.jsonl row 3: broken JSON" in told
    assert "stopped: 0 reports, 0 events" in told
    assert "Traceback" not in told


def test_no_such_folder_ends_with_2_and_a_remedy(tmp_path: Path) -> None:
    process = started(tmp_path / "none")
    _, told = process.communicate(timeout=20)
    assert process.returncode == 2
    assert "no such folder; make it" in told
