"""A served app and a headless Chromium for the tests that do what a person does."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from geo.records import Report
from tests.conftest import ROOT

#: Names that many places bear; which of them the rules leave open changes as the rules improve.
_COMMON = ("Oleksandrivka", "Ivanivka", "Mykolaivka", "Novoselivka", "Petrivka", "Kamianka", "Pokrovka", "Andriivka")


def open_text() -> str:
    """Return a report with a name that the rules leave open, with candidates."""
    from geo.pipeline import read
    from geo.places.gazetteer import bundled_gazetteer

    for name in _COMMON:
        report = Report(report_id="r", text=f"A drone hit {name}.")
        found = read([report], bundled_gazetteer())[0]
        if found.events and any(one.ambiguous for one in found.mentions):
            return report.text
    pytest.fail("no name is ambiguous any more: name one that many places bear")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def app_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the app, served by a process of its own that is ended afterwards."""
    with served(tmp_path_factory.mktemp("app")) as server:
        yield server.url


@dataclass(frozen=True)
class Served:
    """A served app: its address and its process."""

    url: str
    process: subprocess.Popen[bytes]


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve the app with its log and its workspace in a folder, so that a later one finds what it kept."""
    port, log = free_port(), folder / "log.txt"
    environment = {**os.environ, "GEO_WORKSPACE": str(folder / "workspace.sqlite")}
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port)]
    options = ["--server.headless", "true", "--server.address", "127.0.0.1", "--server.fileWatcherType", "none"]
    with log.open("wb") as out:
        server = subprocess.Popen([*command, *options], cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, env=environment)
        try:
            url = f"http://127.0.0.1:{port}"
            _await(server, f"{url}/_stcore/health", log)
            yield Served(url, server)
        finally:
            server.terminate()
            server.wait(timeout=20)


def _await(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    for _ in range(240):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    pytest.fail(f"the app did not start:\n{log.read_text(errors='replace')[-2000:]}")


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page of 1440 x 900 whose script errors and outside requests fail the test at its end."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    opened.troubles, opened.outside, opened.traffic = [], [], []
    opened.on("pageerror", lambda error: opened.troubles.append(error.message))
    opened.on("request", lambda request: _note_outside(opened, request.url))
    opened.on("websocket", lambda socket_: _note_frames(opened, socket_))
    yield opened
    context.close()
    assert opened.troubles == []
    assert opened.outside == []


def _note_outside(page: Any, url: str) -> None:
    if not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "file:", "data:", "blob:", "about:")):
        page.outside.append(url)


def _note_frames(page: Any, opened: Any) -> None:
    opened.on("framesent", lambda data: page.traffic.append(len(data)))
    opened.on("framereceived", lambda data: page.traffic.append(len(data)))
