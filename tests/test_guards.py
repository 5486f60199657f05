"""The guards of the test run itself, shown to fire."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT

SKIPPING = """
import pytest

@pytest.mark.browser
def test_in_a_browser():
    pytest.skip("no Chromium")

def test_elsewhere():
    pytest.skip("no data")
"""


@pytest.mark.parametrize(("required", "failed"), [("1", 1), ("", 0)])
def test_a_skipped_browser_test_fails_where_browsers_are_required(
    required: str, failed: int, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEO_REQUIRE_BROWSER", required)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeini("[pytest]\nmarkers = browser: drives a browser")
    pytester.makeconftest("from tests.conftest import pytest_runtest_makereport")
    pytester.makepyfile(SKIPPING)
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(failed=failed, skipped=2 - failed)
