"""From one page to another: what a person follows from the changes to the map."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser

VIEW = "day=2025-03-16&advances_from=2025-03-09&advances_to=2025-03-16&perspective=RU"


def tick(page: Any, key: str, row: int) -> None:
    """Tick a row of a table at its left edge; the table is drawn on a canvas."""
    table = page.locator(f".st-key-{key}").first
    table.scroll_into_view_if_needed()
    box = table.locator("canvas").first.bounding_box()
    page.mouse.click(box["x"] + 16, box["y"] + 36 + 35 * row + 17)


def test_a_change_leads_to_the_map_on_its_day(page: Any, app_url: str) -> None:
    page.goto(f"{app_url}/changes?{VIEW}")
    page.get_by_text("Between 9 and 16 March 2025").wait_for(timeout=60_000)
    tick(page, "changes_places", 0)
    page.get_by_role("button", name="Show the chosen place on the Explore map").click(timeout=20_000)
    page.locator(".fm-sentence").wait_for(timeout=60_000)
    page.wait_for_url("**day=2025-03-1**", timeout=30_000)
    assert "/changes" not in page.url
