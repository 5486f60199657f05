"""From one page to another: what a person follows from the map to the claims, and from the changes to the map."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.ui.test_browser import opened, settled, slider

pytestmark = pytest.mark.browser

VIEW = "day=2025-03-16&advances_from=2025-03-09&advances_to=2025-03-16&perspective=RU"


def tick(page: Any, key: str, row: int) -> None:
    """Tick a row of a table at its left edge; the table is drawn on a canvas, which comes and settles by itself."""
    canvas = page.locator(f".st-key-{key} canvas").first
    canvas.wait_for(timeout=60_000)
    settled(page)
    before = None
    for _ in range(40):
        canvas.evaluate("node => node.scrollIntoView({ block: 'center' })")
        box = canvas.bounding_box()
        if box == before:
            break
        before = box
        page.wait_for_timeout(250)
    page.mouse.click(box["x"] + 16, box["y"] + 36 + 35 * row + 17)


def table(page: Any) -> Any:
    """Open the table of reports of the Explore page and return its expander."""
    page.get_by_text("Table of the reports shown").click()
    return page.locator(".st-key-explore_reports details, details:has(.st-key-explore_table)").first


def test_a_report_leads_to_the_life_of_the_claims_on_its_place(page: Any, app_url: str) -> None:
    opened(page, f"{app_url}/?{VIEW}")
    table(page)
    tick(page, "explore_table", 0)
    page.get_by_role("button", name="Life of the claims on its place").click(timeout=20_000)
    page.get_by_text("Neither is a fact.").wait_for(timeout=30_000)
    page.locator("img[src^='data:image/svg']").wait_for(timeout=30_000)
    page.wait_for_url("**/claims?place=*", timeout=20_000)
    assert page.locator("img[src^='data:image/svg']").count() == 1
    assert page.get_by_test_id("stException").count() == 0


def test_the_table_stays_open_and_the_tick_on_its_report_while_the_map_moves(page: Any, app_url: str) -> None:
    root = opened(page, f"{app_url}/?{VIEW}")
    shown = table(page)
    tick(page, "explore_table", 1)
    page.get_by_role("button", name="Show the chosen report on the map").click(timeout=20_000)
    page.locator(".fm-panel .fm-card").first.wait_for(timeout=20_000)
    chosen = "root => [...root.querySelectorAll('.fm-panel .fm-card')].map((card) => card.textContent).join()"
    fetching = page.locator(".fm-panel").get_by_text("Fetching the sentence")
    expect(fetching).to_have_count(0, timeout=20_000)
    before = root.evaluate(chosen)
    count = page.get_by_text("in the map window").first
    told = count.inner_text()
    slider(page, "First day of the advances").focus()
    for _ in range(6):
        page.keyboard.press("ArrowLeft")
    page.wait_for_function("told => !document.body.innerText.includes(told)", arg=told, timeout=20_000)
    settled(page)
    assert shown.get_attribute("open") is not None
    page.get_by_role("button", name="Show the chosen report on the map").click(timeout=20_000)
    settled(page)
    expect(fetching).to_have_count(0, timeout=20_000)
    assert root.evaluate(chosen) == before


def test_a_change_leads_to_the_map_on_its_day(page: Any, app_url: str) -> None:
    page.goto(f"{app_url}/changes?{VIEW}")
    page.get_by_text("Between 9 and 16 March 2025").wait_for(timeout=60_000)
    tick(page, "changes_places", 0)
    page.get_by_role("button", name="Show the chosen place on the Explore map").click(timeout=20_000)
    page.locator(".fm-sentence").wait_for(timeout=60_000)
    page.wait_for_url("**day=2025-03-1**", timeout=30_000)
    assert "/changes" not in page.url


def test_the_small_map_of_the_changes_is_one_map_and_has_a_legend(page: Any, app_url: str) -> None:
    page.goto(f"{app_url}/changes?{VIEW}&compare=beside")
    page.get_by_text("Between 9 and 16 March 2025").wait_for(timeout=60_000)
    legend = page.locator(".fm-legend:visible")
    legend.wait_for(timeout=60_000)
    assert page.locator(".fm-map:visible").count() == 1, "the Explore page compares, this one does not"
    ground = page.locator(".fm-ground").first
    before = ground.bounding_box()
    legend.locator("summary").click()
    settled(page)
    assert legend.locator("li").count() > 3
    assert "Russian control claimed" in legend.inner_text()
    after, key = ground.bounding_box(), legend.bounding_box()
    assert after["y"] + after["height"] <= key["y"] + 1, "it stands below the map, not over it"
    assert after["height"] > 0.5 * before["height"]


def test_the_address_is_the_view_on_pages_reached_through_the_menu(page: Any, app_url: str) -> None:
    page.goto(f"{app_url}/?day=2024-09-01")
    page.locator(".fm-sentence").wait_for(timeout=90_000)
    day = re.compile(r"[?&]day=2024-09-01(&|$)")
    expect(page).to_have_url(day)
    page.get_by_role("link", name="Export").click()
    page.wait_for_url("**/export?*", timeout=90_000)
    assert day.search(page.evaluate("location.search"))
    page.get_by_role("link", name="Method").click()
    page.wait_for_url("**/method")
    assert page.evaluate("location.search") == ""
    page.get_by_role("link", name="Explore").click()
    page.locator(".fm-sentence").wait_for(timeout=90_000)
    expect(page).to_have_url(day)
    assert page.evaluate("location.pathname") == "/"


@pytest.mark.parametrize(("path", "left"), [("", 16), ("/export", 24), ("/review", 24), ("/changes", 24)])
def test_pages_have_the_margins_of_the_app_from_the_first(page: Any, app_url: str, path: str, left: int) -> None:
    page.goto(f"{app_url}{path}")
    main = page.locator(".stMainBlockContainer")
    page.locator(".fm-sentence, h2").first.wait_for(timeout=90_000)
    told = main.evaluate("(node) => [getComputedStyle(node).paddingLeft, getComputedStyle(node).paddingTop]")
    assert told == [f"{left}px", "60px" if path == "" else "56px"]
