"""What every test may ask for. Nothing here needs the network or the evaluation data."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks import served

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
pytest_plugins = ["pytester"]


@pytest.fixture(scope="session", autouse=True)
def own_workspace(tmp_path_factory: pytest.TempPathFactory) -> Generator[None]:
    """Keep tests from the workspace of whoever runs them, and from the places added there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEO_WORKSPACE", str(tmp_path_factory.mktemp("workspace") / "workspace.sqlite"))
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of reports, facts, place data and the scorer beside the checkout; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside the checkout")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless Chromium of the system; skips where there is none."""
    if served.chromium_path() is None:
        pytest.skip("no Chromium is installed: apt-get install chromium")
    with served.chromium() as browser:
        yield browser


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let a skipped browser test fail where browser tests are required, as they are in .ci/run."""
    report = yield
    if report.skipped and os.environ.get("GEO_REQUIRE_BROWSER") and item.get_closest_marker("browser"):
        report.outcome = "failed"
        report.longrepr = f"GEO_REQUIRE_BROWSER is set, but this browser test was skipped: {report.longrepr}"
    return report
