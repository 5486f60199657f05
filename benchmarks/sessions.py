"""Many readers at once: how the server's memory grows with sessions that scrub the sliders, and whether any fails.

    python -m benchmarks.sessions                  50 sessions on the bundled record
    python -m benchmarks.sessions --sessions 20 --records 10000

Each session is a tab of headless Chromium that opens the app, moves the day of the zone and lets go, again and again; a
letting-go is a rerun on the server. Memory is the server process's resident set (Linux), looked at after the first
session has scrubbed and after all have.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.served import chromium, served
from benchmarks.synthetic import synthetic_table

MOVES = 10
#: Growth a session that the server may show, MB.
BAR_MB = 2.0


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sessions", type=int, default=50)
    asked.add_argument("--records", type=int, default=0, help="made-up records instead of the bundled ones")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        settings = {"GEO_WORKSPACE": str(Path(folder) / "workspace.sqlite")}
        if given.records:
            settings["GEO_EVENTS"] = str(Path(folder) / "records.parquet")
            synthetic_table(given.records).to_parquet(settings["GEO_EVENTS"])
        with served(settings) as server:
            pages = [_open(browser, server.url)]
            _scrub(pages[0])
            time.sleep(3)
            before = resident_mb(server.process.pid)
            start = time.perf_counter()
            pages += [_open(browser, server.url) for _ in range(given.sessions - 1)]
            opened = time.perf_counter() - start
            failed = sum(not _scrub(page) for page in pages)
            time.sleep(3)
            after = resident_mb(server.process.pid)
    growth = (after - before) / max(1, given.sessions - 1)
    print(
        f"{given.sessions} sessions, {MOVES} moves each: {before:.0f} MB with one, {after:.0f} MB with all, "
        f"{growth:.2f} MB a session (bar {BAR_MB:g}); {failed} failed; opened in {opened:.0f} s"
    )
    sys.exit(int(growth > BAR_MB or failed > 0))


def _open(browser: Any, url: str) -> Any:
    page = browser.new_context(viewport={"width": 1100, "height": 760}).new_page()
    page.goto(url)
    root = page.locator(".front-map").element_handle(timeout=180_000)
    page.wait_for_function("(root) => root.frontMap && root.frontMap.stats.paints > 0", arg=root, timeout=180_000)
    return page


def _scrub(page: Any) -> bool:
    """Move the day's slider and let go, some times; say whether the map followed and the server told no error."""
    slider = page.get_by_role("slider").first
    slider.focus()
    before = slider.get_attribute("aria-valuenow")
    for _ in range(MOVES):
        page.keyboard.press("ArrowLeft")
        page.wait_for_timeout(250)
    page.wait_for_timeout(500)
    told = page.get_by_test_id("stException").count() + page.get_by_test_id("stAlertContentError").count()
    return slider.get_attribute("aria-valuenow") != before and told == 0


def resident_mb(pid: int) -> float:
    """Return the resident set of a process, MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


if __name__ == "__main__":
    main()
