"""The explore page on every screen and without a mouse: the whole sentence, dates, filters, the list of marks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from geo.views import interactive
from tests.ui.test_browser import DAY, FROM, TO, opened, settled, slider
from tests.views.test_interactive import made_up_payload

pytestmark = pytest.mark.browser

WEEK = "day=2025-03-12&advances_from=2025-03-06&advances_to=2025-03-12"


@pytest.fixture
def alone(page: Any, tmp_path: Path) -> Any:
    """A page that shows the stand-alone map of a few made-up events."""
    page.goto(interactive.save_html(made_up_payload(), tmp_path / "front.html").as_uri())
    page.locator(".fm-sentence").wait_for()
    page.wait_for_timeout(300)
    return page


def box(page: Any, selector: str) -> Any:
    return page.locator(selector).first.bounding_box()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 700), (390, 844)])
def test_every_screen_shows_the_whole_sentence_and_half_of_itself_as_map(
    page: Any, app_url: str, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    opened(page, f"{app_url}/?{WEEK}&perspective=all")
    cut = page.locator(".fm-sentence").evaluate("node => node.scrollHeight - node.clientHeight")
    assert cut <= 1
    assert page.get_by_text("A zone is a claim, not a fact.").locator("visible=true").count() == 1
    assert box(page, ".fm-map")["height"] >= height / 2
    assert page.locator(".fm-axis-name").filter(visible=True).count() == 3
    assert page.locator(".fm-legend summary").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_on_a_phone_the_panel_is_a_sheet_over_everything_else(page: Any, app_url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    root = opened(page, f"{app_url}/?{WEEK}")
    root.evaluate("root => { const f = root.frontMap; f.select(f.scene.hits.find((hit) => hit.kind === 'place')); }")
    page.wait_for_timeout(300)
    sheet = box(page, ".fm-panel")
    assert sheet["height"] >= 844 / 2
    assert sheet["y"] + sheet["height"] == pytest.approx(844, abs=1)
    on_top = """root => { const box = root.querySelector(".fm-panel").getBoundingClientRect();
        const at = root.getRootNode().elementFromPoint(box.right - 40, box.top + 60);
        return Boolean(at.closest(".fm-panel")); }"""
    assert root.evaluate(on_top)


def test_a_window_cut_short_by_the_first_day_gets_its_length_back(alone: Any) -> None:
    length = "() => { const { view } = document.querySelector('.front-map').frontMap; return view.to - view.from; }"
    set_up = """() => { const f = document.querySelector(".front-map").frontMap;
        const week = { day: "2025-03-12", advances_from: "2025-03-06", advances_to: "2025-03-12" };
        f.update(null, { ...f.query(), ...week }); }"""
    alone.evaluate(set_up)
    slider(alone, DAY).focus()
    for key in ("Home", "End"):
        alone.keyboard.press(key)
        alone.wait_for_timeout(60)
    assert alone.evaluate(length) == 7
    slider(alone, FROM).focus()
    alone.keyboard.press("ArrowRight")
    slider(alone, DAY).focus()
    alone.keyboard.press("ArrowLeft")
    assert alone.evaluate(length) == 6, "a window that a hand made shorter stays so"


def test_the_last_ticked_box_stays_and_says_why(alone: Any) -> None:
    boxes = alone.locator(".fm-filters input[data-field=types]")
    for number in range(boxes.count()):
        boxes.nth(number).click()
    ticked = [boxes.nth(number).is_checked() for number in range(boxes.count())]
    assert ticked == [False] * (boxes.count() - 1) + [True]
    assert "One must stay ticked" in alone.locator(".fm-one-stays").filter(has_text="stay").inner_text()


@pytest.mark.parametrize(
    ("typed", "told"), [("tomorrow", "is no day"), ("2025-02-30", "is no day"), ("2030-01-01", "outside the record")]
)
def test_a_day_that_is_not_taken_as_typed_is_told(alone: Any, typed: str, told: str) -> None:
    field = alone.get_by_label(f"{DAY}, as YYYY-MM-DD")
    field.fill(typed)
    field.press("Enter")
    message = alone.get_by_role("alert")
    assert told in message.inner_text()
    assert typed in message.inner_text()
    slider(alone, TO).focus()
    alone.keyboard.press("Home")
    alone.wait_for_timeout(100)
    assert not message.is_visible()


def test_a_keyboard_alone_opens_a_mark_and_comes_back(alone: Any) -> None:
    alone.get_by_role("button", name="List what the map shows here").focus()
    alone.keyboard.press("Enter")
    lines = alone.locator(".fm-marks-line")
    assert lines.count() >= 2
    alone.keyboard.press("ArrowDown")
    name = alone.locator(".fm-marks-line:focus strong").inner_text()
    assert alone.locator(".fm-marks-line:focus").evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    alone.keyboard.press("Enter")
    assert alone.locator(".fm-panel-title:focus").count() == 1
    assert alone.locator(".fm-panel").is_visible()
    alone.keyboard.press("Escape")
    assert not alone.locator(".fm-panel").is_visible()
    assert alone.locator(".fm-marks-line:focus strong").inner_text() == name
    alone.keyboard.press("Escape")
    assert alone.locator(".fm-marks-toggle:focus").count() == 1
    assert lines.filter(visible=True).count() == 0


def test_a_click_on_the_map_does_not_send_the_focus_to_the_list(alone: Any) -> None:
    alone.evaluate("""() => { const f = document.querySelector(".front-map").frontMap;
        f.select(f.scene.hits.find((hit) => hit.kind === "place")); }""")
    alone.get_by_label("Close").click()
    assert alone.locator(".fm-marks-toggle:focus, .fm-marks-line:focus").count() == 0


def test_own_title_and_note_stand_in_the_saved_page(page: Any, tmp_path: Path) -> None:
    data = {**made_up_payload(), "title": "<b>My title</b>", "note": "My & note"}
    page.goto(interactive.save_html(data, tmp_path / "front.html").as_uri())
    page.locator(".fm-sentence").wait_for()
    assert page.locator(".fm-title").inner_text() == "<b>My title</b>"
    assert page.locator(".fm-own-note").inner_text() == "My & note"
    assert page.title() == "<b>My title</b>"


def test_a_row_of_the_table_goes_on_the_map(page: Any, app_url: str) -> None:
    root = opened(page, f"{app_url}/?{WEEK}")
    page.get_by_text("Table of the reports shown").click()
    settled(page)
    table = page.locator("[data-testid=stDataFrame]").first
    table.scroll_into_view_if_needed()
    corner = table.bounding_box()
    page.mouse.click(corner["x"] + 18, corner["y"] + 55)
    page.get_by_role("button", name="Show the chosen report on the map").click()
    page.locator(".fm-panel .fm-card").first.wait_for(timeout=20_000)
    assert root.evaluate("root => root.frontMap.selected !== null")


#: The names that lie over the dot of a place that is drawn, and how many dots there are.
CROSSED = """(root, [lat, lon, zoom]) => {
    const f = root.frontMap, ctx = f.over._ctx, dots = [], names = [];
    f.map.setView([lat, lon], zoom, { animate: false });
    const { arc, fillText } = CanvasRenderingContext2D.prototype;
    const [draw, write] = [(...told) => arc.call(ctx, ...told), (...told) => fillText.call(ctx, ...told)];
    ctx.arc = (x, y, r, ...rest) => { if (r === 2) dots.push([x, y]); draw(x, y, r, ...rest); };
    ctx.fillText = (text, x, y) => { names.push([text, x, y, ctx.measureText(text).width]); write(text, x, y); };
    f.over.redraw();
    delete ctx.arc;
    delete ctx.fillText;
    const over = ([, x, y, width]) => dots.some((dot) => dot[0] > x && dot[0] < x + width && Math.abs(dot[1] - y) < 8);
    return [dots.length, names.filter(over).map(([text]) => text)];
}"""


def test_no_name_is_written_over_the_dot_of_a_place(page: Any, app_url: str) -> None:
    root = opened(page, f"{app_url}/?day=2025-03-13&advances_from=2025-03-07&advances_to=2025-03-13&perspective=all")
    found = {zoom: root.evaluate(CROSSED, [51.15, 34.1, zoom]) for zoom in (8.5, 9, 9.5, 10, 10.5)}
    assert min(dots for dots, _ in found.values()) > 3
    assert {zoom: names for zoom, (_, names) in found.items() if names} == {}
