"""The app served by a process of its own, for the benchmarks that look at it, and a headless Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass(frozen=True)
class Served:
    """A served script: its address and its process."""

    url: str
    process: subprocess.Popen[bytes]


@contextmanager
def app(settings: Mapping[str, str] | None = None, *, script: Path = ROOT / "app.py") -> Iterator[str]:
    """Serve the app, or another script, on a free port, with some settings in its environment; end its process."""
    with served(settings, script=script) as server:
        yield server.url


@contextmanager
def served(settings: Mapping[str, str] | None = None, *, script: Path = ROOT / "app.py") -> Iterator[Served]:
    """As `app`, with the process beside the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    options = ["--server.headless", "true", "--server.address", "127.0.0.1", "--server.fileWatcherType", "none"]
    environment = {**os.environ, **(settings or {})}
    server = subprocess.Popen([*command, *options], cwd=ROOT, stdout=subprocess.DEVNULL, env=environment)
    try:
        url = f"http://127.0.0.1:{port}"
        _await(server, f"{url}/_stcore/health")
        yield Served(url, server)
    finally:
        server.terminate()
        server.wait(timeout=20)


def _await(server: subprocess.Popen[bytes], url: str) -> None:
    """Wait until an address answers, a minute at the most; end the benchmark where it does not."""
    for _ in range(240):
        if server.poll() is not None:
            sys.exit(f"the app ended with exit code {server.returncode} before it answered")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.25)
    sys.exit(f"{url} does not answer")


def chromium_path() -> str | None:
    """Return the path of the system's Chromium; None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def chromium() -> Iterator[Any]:
    """Start a headless Chromium of the system; end the benchmark where there is none."""
    path = chromium_path()
    if path is None:
        sys.exit("no Chromium is installed: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        browser.close()
