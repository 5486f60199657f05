"""What is on screen is shared and kept: files of it, and links that run nothing."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pyogrio
import pytest

from tests.ui.test_browser import opened, settled

pytestmark = pytest.mark.browser

WEEK = "day=2025-03-12&advances_from=2025-03-06&advances_to=2025-03-12"
HOSTILE = "<img src=x onerror=alert(1)>${alert(2)}`<script>alert(3)</script>"


def download(page: Any, label: str, folder: Path) -> Path:
    """Press a button of "Keep and share" and return the file it gives."""
    with page.expect_download(timeout=60_000) as told:
        page.get_by_role("button", name=label, exact=False).last.click()
    path = folder / str(told.value.suggested_filename)
    told.value.save_as(path)
    return path


def test_what_the_map_window_shows_is_downloaded_in_four_forms_and_as_a_page(
    page: Any, app_url: str, tmp_path: Path
) -> None:
    opened(page, f"{app_url}/?{WEEK}&text=Sudzha&perspective=all")
    page.get_by_text("Keep and share").click()
    settled(page)
    rows = list(csv.DictReader(StringIO(download(page, "CSV", tmp_path).read_text(encoding="utf-8-sig"))))
    assert 0 < len(rows) < 60
    ids = sorted(row["event_id"] for row in rows)
    told = json.loads(download(page, "GeoJSON", tmp_path).read_text(encoding="utf-8"))
    assert sorted(one["id"] for one in told["features"]) == ids
    table = pyogrio.read_dataframe(download(page, "GeoPackage", tmp_path), layer="events")
    assert sorted(table["event_id"]) == ids
    marks = ET.parse(download(page, "KML", tmp_path)).getroot().iter("{http://www.opengis.net/kml/2.2}Placemark")
    assert len(list(marks)) == len(ids)
    alone = download(page, "Page (HTML)", tmp_path)
    page.goto(alone.as_uri())
    page.locator(".fm-sentence").wait_for(timeout=60_000)
    held = page.locator(".front-map").evaluate("root => root.frontMap.query()")
    assert held["text"] == "Sudzha"


@pytest.mark.parametrize("field", ["claimants", "publishers", "text", "at", "title", "note"])
def test_hostile_text_in_the_address_runs_nothing(page: Any, app_url: str, field: str) -> None:
    dialogs: list[str] = []

    def dismiss(dialog: Any) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    opened(page, f"{app_url}/?{WEEK}&{field}={quote(HOSTILE)}")
    page.get_by_text("Keep and share").click()
    settled(page)
    assert dialogs == []
    assert page.locator("img[src='x']").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_saved_view_is_opened_by_somebody_else(page: Any, app_url: str) -> None:
    opened(page, f"{app_url}/?{WEEK}&perspective=UA&text=Sudzha")
    page.get_by_text("Keep and share").click()
    page.get_by_role("textbox", name="Your name").fill("Ada")
    page.get_by_role("textbox", name="Your name").press("Enter")
    page.get_by_role("textbox", name="Name of this view").fill("Sudzha, the last week")
    page.get_by_role("textbox", name="Name of this view").press("Enter")
    page.get_by_role("button", name="Save this view").click(timeout=20_000)
    page.get_by_text("Saved “Sudzha, the last week”").wait_for(timeout=20_000)
    opened(page, f"{app_url}/?day=2025-05-01&perspective=RU")
    page.get_by_text("Keep and share").click()
    page.get_by_role("button", name="Open this view").click(timeout=20_000)
    page.wait_for_url("**text=Sudzha*", timeout=20_000)
    settled(page)
    held = page.locator(".front-map").evaluate("root => root.frontMap.query()")
    assert (held["perspective"], held["day"], held["text"]) == ("UA", "2025-03-12", "Sudzha")
