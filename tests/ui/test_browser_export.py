"""What a reporter does on the Export page: choose, look, download; mistakes are told and cost nothing."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from geo.ui import texts
from tests.ui.test_browser import settled
from tests.ui.test_browser_keeping import download

pytestmark = pytest.mark.browser

WEEK = "day=2025-03-13&advances_from=2025-03-07&advances_to=2025-03-13&perspective=RU&bbox=34.19,50.85,35.61,51.51"
PICTURE = "img.fm-print"
STYLE = b"name: Desk\ncolours: {accent: '#7a0f5c'}\ncredit: Graphic by the desk\n"


@pytest.fixture
def export(page: Any, app_url: str) -> Callable[..., Any]:
    """Opens the Export page in a language and waits for its map."""

    def opened(lang: str = "en") -> Any:
        page.goto(f"{app_url}/export?{WEEK}&ui={lang}")
        page.locator(PICTURE).wait_for(timeout=90_000)
        settled(page, 500)
        return page

    return opened


def shown(page: Any) -> str:
    return str(page.locator(PICTURE).get_attribute("src"))


def redrawn(page: Any, before: str) -> str:
    """Wait for another map than before, which can be downloaded."""
    other = "before => document.querySelector('img.fm-print') && document.querySelector('img.fm-print').src !== before"
    page.wait_for_function(other, arg=before, timeout=90_000)
    settled(page, 300)
    page.get_by_role("button", name="hourglass_top").wait_for(state="detached", timeout=60_000)
    return shown(page)


def part(page: Any, name: str) -> Any:
    """Open a part of the choices."""
    details = page.locator("details", has=page.locator("summary", has_text=name))
    if details.get_attribute("open") is None:
        details.locator("summary").click()
        settled(page, 300)
    return details


def choose(page: Any, label: str, option: str) -> None:
    """Choose from a list with the keyboard, once the page has settled: a page that is drawn anew closes it."""
    settled(page)
    page.get_by_role("combobox", name=label).focus()
    page.keyboard.type(option)
    page.get_by_role("option", name=option).first.wait_for(timeout=10_000)
    page.keyboard.press("Enter")


def call_out(page: Any, place: str, text: str) -> None:
    """Add a call-out with the keyboard alone, its place typed."""
    page.get_by_role("combobox", name="Place", exact=True).focus()
    page.keyboard.type(place)
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    page.get_by_role("textbox", name="Text beside it").fill(text)
    page.keyboard.press("Enter")


def test_a_dark_column_with_a_strip_and_a_call_out_is_chosen_seen_and_downloaded(
    export: Callable[..., Any], tmp_path: Path
) -> None:
    page = export()
    seen = [shown(page)]
    page.get_by_role("radio", name="dark").click()
    seen.append(redrawn(page, seen[-1]))
    choose(page, "Size", "a width of your own")
    seen.append(redrawn(page, seen[-1]))
    assert page.get_by_role("spinbutton", name="Width, mm").input_value() == "90.0"
    part(page, "Also on the map").get_by_text("Strip of the days").click()
    seen.append(redrawn(page, seen[-1]))
    part(page, "Call-outs")
    call_out(page, "Суджа", "Gas pipe")
    seen.append(redrawn(page, seen[-1]))
    assert len(set(seen)) == len(seen)
    assert page.get_by_role("textbox", name="Text beside Sudzha").input_value() == "Gas pipe"

    file = download(page, "Download PNG", tmp_path)
    with Image.open(file) as made:
        assert made.width == pytest.approx(90 / 25.4 * 300, abs=1)
        assert made.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert max(made.getpixel((2, 2))[:3]) < 60
        told = made.text["Description"]  # type: ignore[attr-defined]
    assert "according to Russian officials" in told
    assert "Gas pipe" in told
    assert f"{made.width:,} × {made.height:,} px; 90 ×" in page.locator(".st-key-export_right").inner_text()
    assert told in download(page, "Alt text (TXT)", tmp_path).read_text("utf-8")
    edition = download(page, "Edition (YAML)", tmp_path)
    assert edition.name == "front_2025-03-13_RU.edition.yaml"
    assert "Gas pipe" in edition.read_text("utf-8")

    page.get_by_role("button", name="Undo the last change").click()
    assert redrawn(page, seen[-1]) == seen[-2]
    assert page.get_by_role("textbox", name="Text beside Sudzha").count() == 0


def test_a_mistake_is_told_beside_its_field_and_the_last_map_stays(export: Callable[..., Any]) -> None:
    page = export()
    before = shown(page)
    choose(page, "Size", "a width of your own")
    before = redrawn(page, before)
    width = page.get_by_role("spinbutton", name="Width, mm")
    width.fill("12")
    width.press("Enter")
    alert = page.get_by_role("alert").filter(has_text="from 60 to 1,200 mm")
    alert.wait_for(timeout=20_000)
    settled(page)
    assert alert.bounding_box()["y"] - width.bounding_box()["y"] < 200
    assert page.get_by_text("This is the last map that could be drawn.").count() == 1
    assert shown(page) == before
    width.fill("120")
    width.press("Enter")
    redrawn(page, before)
    assert alert.count() == 0


def test_choices_are_there_again_after_another_page_and_gone_after_set_back(export: Callable[..., Any]) -> None:
    page = export()
    plain = shown(page)
    page.get_by_role("radio", name="greyscale-safe").click()
    grey = redrawn(page, plain)
    page.get_by_role("textbox", name="Title").fill("Mine")
    page.get_by_role("textbox", name="Title").press("Enter")
    mine = redrawn(page, grey)
    page.get_by_role("link", name="Method").click()
    page.get_by_role("heading", name="Method").first.wait_for(timeout=30_000)
    page.get_by_role("link", name="Export").click()
    page.locator(PICTURE).wait_for(timeout=60_000)
    settled(page)
    assert shown(page) == mine
    assert page.get_by_role("radio", name="greyscale-safe").get_attribute("aria-checked") == "true"
    page.get_by_role("button", name="Set everything back").click()
    assert redrawn(page, mine) == plain
    assert page.get_by_role("textbox", name="Title").input_value() == ""


def test_a_house_style_is_uploaded_used_and_taken_off(export: Callable[..., Any]) -> None:
    page = export()
    plain = shown(page)
    part(page, "House style")
    chooser = page.locator(".stFileUploader input[type=file]")
    chooser.set_input_files([{"name": "desk.yaml", "mimeType": "application/yaml", "buffer": STYLE}])
    dressed = redrawn(page, plain)
    bad = [("logo.png", "image/png", b"x"), ("bad.yaml", "application/yaml", b"colour: red")]
    chooser.set_input_files([{"name": name, "mimeType": kind, "buffer": content} for name, kind, content in bad])
    page.get_by_role("alert").filter(has_text="This house style cannot be used").wait_for(timeout=20_000)
    settled(page)
    assert shown(page) == dressed
    page.get_by_role("button", name="Take the house style off").click()
    assert redrawn(page, dressed) == plain


def test_before_and_after_and_an_animation_are_made_and_downloaded(export: Callable[..., Any], tmp_path: Path) -> None:
    page = export()
    one = shown(page)
    page.get_by_role("radio", name="Before and after").click()
    pair = redrawn(page, one)
    with Image.open(download(page, "Download PNG", tmp_path)) as made:
        assert made.format == "PNG"
    page.get_by_role("radio", name="Animation").click()
    step = page.get_by_role("spinbutton", name="Every … days")
    step.wait_for(timeout=20_000)
    step.fill("10")
    step.press("Enter")
    page.get_by_role("button", name="Draw 3 frames").click()
    page.get_by_role("button", name="Download GIF").wait_for(timeout=120_000)
    settled(page)
    with Image.open(BytesIO(download(page, "Download GIF", tmp_path).read_bytes())) as film:
        assert film.n_frames == 3  # type: ignore[attr-defined]
    assert shown(page).startswith("data:image/gif")
    assert pair != one


def test_drawing_frames_can_be_cancelled(export: Callable[..., Any]) -> None:
    page = export()
    page.get_by_role("radio", name="Animation").click()
    page.get_by_role("button", name="Draw 30 frames").click(timeout=30_000)
    page.get_by_text("Frame 1 of 30").wait_for(timeout=60_000)
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("Cancelled: nothing was made.").wait_for(timeout=60_000)
    assert page.get_by_role("button", name="Draw 30 frames").is_enabled()
    assert page.get_by_role("button", name="Download GIF").count() == 0


@pytest.mark.parametrize("lang", ["uk", "ru"])
def test_the_page_and_its_map_speak_the_readers_language(export: Callable[..., Any], lang: str, tmp_path: Path) -> None:
    page = export(lang)
    words = texts.catalogue(lang)
    for name in ("Call-outs", "House style", "Also on the map", "Subtitle, note and language"):
        assert page.get_by_text(words[name], exact=True).count() == 1
    part(page, words["Call-outs"])
    page.get_by_role("combobox", name=words["Place"], exact=True).focus()
    page.keyboard.type("Суджа")
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    before = shown(page)
    page.get_by_role("textbox", name=words["Text beside it"]).fill("Газ")
    page.keyboard.press("Enter")
    redrawn(page, before)
    with Image.open(download(page, words["Download {form} ({size} kB)"].split(" ")[0], tmp_path)) as made:
        assert "Газ" in made.text["Description"]  # type: ignore[attr-defined]
        assert "13 березня" in made.text["Description"] or "13 марта" in made.text["Description"]  # type: ignore[attr-defined]


def test_a_phone_shows_the_whole_page_without_scrolling_sideways(export: Callable[..., Any], page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    export()
    names = ("Subtitle, note and language", "Extent and north arrow", "Also on the map", "Call-outs", "House style")
    for name in (*names, "Alt text to copy"):
        part(page, name)
    choose(page, "Size", "a width of your own")
    settled(page)
    overflow = """() => [...document.querySelectorAll('.stMain *')].filter((node) => {
        const box = node.getBoundingClientRect();
        return box.width > 0 && box.right > window.innerWidth + 1 && !node.closest('pre, [data-baseweb]'); })
        .map((node) => node.className.toString().slice(0, 60))"""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate(overflow) == []
    width = page.locator(PICTURE).bounding_box()["width"]
    assert width <= 390
    assert width > 300


def test_the_page_has_names_for_everything_it_asks(export: Callable[..., Any]) -> None:
    page = export()
    for name in ("Also on the map", "Call-outs", "House style"):
        part(page, name)
    found = Axe().run(page, context=".stMain").response
    assert len(found["passes"]) > 5
    serious = [one for one in found["violations"] if one["impact"] in {"serious", "critical"}]
    assert [(one["id"], [node["html"][:150] for node in one["nodes"]]) for one in serious] == []
