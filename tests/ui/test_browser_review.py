"""What a person does with a report in a real browser: read, correct, keep; it is there after the server was killed."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from geo.store.workspace import Workspace
from tests.ui.conftest import open_text, served

pytestmark = pytest.mark.browser

TEXT = (
    "Russian forces have captured Basivka, the Russian Defence Ministry said on 12 March 2025.\n\n"
    '🇺🇦 <img src=x onerror="window.pwned=1"> ![x](http://example.org/x.png)\n\n'
    "Ukrainian troops shelled Mykolaivka, Governor Oleh Hryhorov said."
)


def pasted(page: Any, url: str, text: str = TEXT) -> None:
    page.goto(f"{url}/reports")
    page.get_by_text("Paste a text").click(timeout=90_000)
    page.get_by_label("Text of the report").fill(text)
    page.get_by_label("Text of the report").press("Control+Enter")
    page.locator(".rt-text mark").first.wait_for(timeout=60_000)
    page.wait_for_timeout(1500)


def named(page: Any, name: str) -> None:
    page.get_by_role("textbox", name="Your name").fill(name)
    page.get_by_role("textbox", name="Your name").press("Enter")
    page.wait_for_timeout(300)


def card(page: Any, words: str) -> Any:
    return page.locator("[class*=st-key-card_]", has_text=words).last


def test_a_corrected_place_is_still_there_after_the_server_was_killed_and_can_be_undone(
    page: Any, tmp_path: Path
) -> None:
    with served(tmp_path) as server:
        pasted(page, server.url)
        named(page, "Ada")
        card(page, "Basivka").get_by_role("button", name="Correct").click()
        ground = page.locator(".front-map").nth(1)
        ground.wait_for()
        page.wait_for_timeout(1500)
        ground.scroll_into_view_if_needed()
        box = ground.bounding_box()
        page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.7)
        page.get_by_text("The spot clicked:").wait_for()
        page.get_by_role("textbox", name="Name of the spot").fill("The farm")
        page.get_by_role("textbox", name="Name of the spot").press("Enter")
        page.get_by_role("button", name="Save").click()
        card(page, "Corrected by Ada").wait_for()
        page.get_by_role("button", name="Keep this report").click()
        page.get_by_text("On the Explore map, for everybody").wait_for()
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait()
    with served(tmp_path) as server:
        pasted(page, server.url)
        told = card(page, "Corrected by Ada").inner_text()
        assert "The farm" in told
        page.get_by_role("link", name="Explore").click()
        page.locator(".fm-sentence").wait_for(timeout=90_000)
        page.get_by_text("Table of the reports shown").wait_for()
        pasted(page, server.url)
        named(page, "Ben")
        card(page, "The farm").get_by_role("button", name="Undo").click()
        page.locator(".ev-soft", has_text="Corrected by Ada").wait_for(state="detached")
        assert "The farm" not in page.locator(".stMain").inner_text()
        events = Workspace(tmp_path / "workspace.sqlite").events(kept=True)
        assert "Basivka" in {one.place_name for one in events}
        assert page.evaluate("window.pwned") is None


def test_the_card_of_a_mention_opens_on_hover_and_keys_and_its_choice_is_kept(page: Any, app_url: str) -> None:
    pasted(page, app_url, open_text())
    mark = page.locator(".rt-text mark.open").first
    mark.focus()
    told = page.locator(".rt-card")
    told.get_by_text("Which one is meant?").wait_for()
    page.keyboard.press("Escape")
    assert not told.is_visible()
    mark.hover()
    named_place = told.locator("li button").first
    wanted = named_place.locator(".rt-name").inner_text()
    named_place.click()
    page.get_by_text("Say who you are first").wait_for()
    named(page, "Ada")
    page.locator(".rt-text mark.chosen").first.wait_for()
    page.wait_for_timeout(1500)  # the page is drawn anew, and a card closes with it
    page.locator(".rt-text mark.chosen").first.hover()
    assert f"{wanted.split(',')[0]}" in told.inner_text()
    assert "chosen by Ada" in told.inner_text()
    told.get_by_text("Take this choice back").click()
    page.locator(".rt-text mark.open").first.wait_for()


def test_the_text_of_a_report_is_whole_and_runs_nothing(page: Any, app_url: str) -> None:
    pasted(page, app_url)
    assert page.locator(".rt-text").inner_text() == TEXT
    assert page.evaluate("window.pwned") is None
    assert page.locator(".rt-text img, .ev img").count() == 0


def test_show_marks_the_sentence_in_the_text_and_the_place_on_the_small_map(page: Any, app_url: str) -> None:
    pasted(page, app_url)
    card(page, "Basivka").get_by_role("button", name="Show", exact=True).click()
    page.locator(".rt-quote").first.wait_for()
    quoted = "".join(page.locator(".rt-quote").all_inner_texts())
    assert quoted in TEXT
    assert "Basivka" in quoted
    page.locator(".pm-pin").wait_for()


def test_the_text_and_the_cards_have_no_accessibility_violation(page: Any, app_url: str) -> None:
    pasted(page, app_url)
    page.locator(".rt-text mark").first.hover()
    hosts = "[data-testid=stBidiComponentIsolated], .ev"
    assert page.locator(hosts).count() > 2
    for context in hosts.split(", "):
        told = Axe().run(page, context=context).response
        assert [(each["id"], each["nodes"][0]["html"][:100]) for each in told["violations"]] == []
