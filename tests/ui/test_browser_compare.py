"""Two frames compared in a real browser: maps side by side that move as one, and a swipe."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.ui.test_browser import DAY, slider
from tests.ui.test_browser_controls import ALL, on_map, shown
from tests.views.frames import DAY as TODAY
from tests.views.frames import event

pytestmark = pytest.mark.browser

#: One place that both sides claim, one that only Russia claims, one that nobody disputes.
TOLD = (
    event("Sudzha", date_start=TODAY - timedelta(20), date_end=TODAY - timedelta(20), known_from=TODAY - timedelta(20)),
    event("Basivka", lon=35.15, lat=51.08, admin1="Sumy Oblast", country="UA"),
    event("Sudzha", actor_side="UA", claimant_side="UA", claimed_by="The Staff", known_from=TODAY - timedelta(2)),
)
EPOCH = date(1970, 1, 1)
CENTRES = (
    "const c = (map) => [map.getCenter().lng, map.getCenter().lat, map.getZoom()]; return [c(f.map), c(f.compare.map)];"
)


@pytest.fixture
def alone(page: Any, tmp_path: Path) -> Any:
    return shown(page, tmp_path, *TOLD, view=ALL.changed(perspective="RU", clock="known"))


def comparing(page: Any, how: str, **fields: Any) -> Any:
    told = {"compare": how, "against_perspective": "UA", **fields}
    on_map(page, f"f.change({told});")
    page.wait_for_timeout(300)
    return page


def apart(page: Any) -> float:
    """How far the two maps' middles and zooms are from each other, in degrees and steps."""
    first, second = on_map(page, CENTRES)
    return max(abs(one - other) for one, other in zip(first, second, strict=True))


def middle(page: Any, selector: str) -> tuple[float, float]:
    box = page.locator(selector).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def dragged(page: Any, selector: str, across: int, down: int) -> None:
    x, y = middle(page, selector)
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(x + across * step / 10, y + down * step / 10)
    page.mouse.up()


def test_the_button_opens_a_second_map_in_another_perspective_and_off_closes_it(alone: Any) -> None:
    before = on_map(alone, "return [f.map.getCenter().lng, f.map.getCenter().lat, f.map.getZoom()];")
    alone.get_by_role("button", name="Compare two days").click()
    alone.wait_for_timeout(300)
    assert on_map(alone, "const q = f.query(); return [q.compare, q.against_day, q.against_perspective];") == [
        "beside",
        None,
        "UA",
    ]
    labels = alone.locator(".fm-pane-label").all_inner_texts()
    assert labels == ["12 March 2025 · Russian officials", "12 March 2025 · Ukrainian officials"]
    captions = alone.locator(".fm-pane-caption").all_inner_texts()
    assert ["2 settlements" in words for words in captions] == [True, False]
    assert apart(alone) < 1e-9
    alone.get_by_role("radio", name="Off", exact=True).click()
    alone.wait_for_timeout(300)
    assert not alone.locator(".fm-second").is_visible()
    after = on_map(alone, "return [f.map.getCenter().lng, f.map.getCenter().lat, f.map.getZoom()];")
    assert after == pytest.approx(before, abs=1e-3), "the reader's place is kept"
    assert alone.locator(".fm-sentence").is_visible()


@pytest.mark.parametrize("selector", [".fm-ground:not(.fm-second) .fm-map", ".fm-second .fm-map"])
def test_whichever_map_is_moved_the_other_goes_along(alone: Any, selector: str) -> None:
    comparing(alone, "beside")
    on_map(alone, "f.heard = []; f.hooks.release = (view) => f.heard.push(view.bbox);")
    start = on_map(alone, CENTRES)
    dragged(alone, selector, -70, 40)
    alone.wait_for_timeout(700)
    assert on_map(alone, CENTRES) != start
    assert apart(alone) < 0.002, "a pixel is about 0.0015 degrees"
    heard = on_map(alone, "return f.heard;")
    assert 1 <= len(heard) <= 2, "the app hears of the end of a move, not of each step"
    alone.mouse.move(*middle(alone, selector))
    alone.mouse.wheel(0, -300)
    alone.wait_for_timeout(900)
    assert on_map(alone, CENTRES)[0][2] > start[0][2]
    assert apart(alone) < 0.002
    settled = on_map(alone, CENTRES)
    alone.wait_for_timeout(400)
    assert on_map(alone, CENTRES) == settled, "the two do not chase each other"


def clicked(page: Any, which: str, name: str) -> None:
    """Click the mark of a place on the first or the second of two maps, or on the one there is."""
    page.mouse.click(*place_at(page, which, name))
    page.wait_for_timeout(300)


def place_at(page: Any, which: str, name: str) -> list[float]:
    """Where a place lies on the screen, drawn or not."""
    at: list[float] = on_map(
        page,
        f"""const map = {{ first: f.map, second: f.compare.map }}.{which}, {{ events }} = f.model;
        const row = [...Array(events.length).keys()].find((i) => events.get("place", i) === "{name}");
        const at = map.latLngToContainerPoint([events.get("lat", row), events.get("lon", row)]);
        const box = map.getContainer().getBoundingClientRect();
        return [box.left + at.x, box.top + at.y];""",
    )
    return at


def place_shown(page: Any) -> list[float]:
    found: list[float] = on_map(
        page, "return [f.map.getCenter().lng, f.map.getCenter().lat, f.map.getZoom(), ...f.query().bbox];"
    )
    return found


@pytest.mark.parametrize(("how", "which"), [("", "first"), ("beside", "first"), ("beside", "second")])
def test_a_mark_near_the_edge_stays_in_view_and_the_map_comes_back_when_the_panel_shuts(
    page: Any, tmp_path: Path, how: str, which: str
) -> None:
    alone = shown(page, tmp_path, *TOLD, view=ALL.changed(clock="known"))
    comparing(alone, how, against_perspective="all")
    on_map(alone, "f.map.setView([51.2, 34.9], 9.5, { animate: false }); f.map.setView([51.2, 34.94], 9.5);")
    alone.wait_for_timeout(600)
    ground = alone.locator(".fm-second .fm-map" if which == "second" else ".fm-map").first
    right = ground.bounding_box()["x"] + ground.bounding_box()["width"]
    step = right - 150 - place_at(alone, which, "Sudzha")[0]
    on_map(alone, f"f.map.panBy([{-step}, 0], {{ animate: false }}); return null;")
    before = place_shown(alone)
    clicked(alone, which, "Sudzha")
    assert alone.locator(".fm-panel").is_visible()
    assert alone.locator(".fm-panel-title").inner_text() == "Sudzha"
    box, at = ground.bounding_box(), place_at(alone, which, "Sudzha")
    assert box["x"] + 20 < at[0] < box["x"] + box["width"] - 20
    assert box["y"] + 20 < at[1] < box["y"] + box["height"] - 20
    if how:
        assert apart(alone) < 0.002
    assert place_shown(alone)[3:] == before[3:], "the extent is the reader's"
    alone.get_by_role("button", name="Close").click()
    alone.wait_for_timeout(300)
    assert place_shown(alone) == pytest.approx(before, abs=1e-9)
    if how:
        assert apart(alone) < 1e-9
    clicked(alone, which, "Sudzha")
    dragged(alone, ".fm-ground:not(.fm-second) .fm-map", -60, 0)
    alone.wait_for_timeout(500)
    moved = place_shown(alone)
    alone.get_by_role("button", name="Close").click()
    alone.wait_for_timeout(300)
    assert place_shown(alone)[3:] == moved[3:], "whoever moves the map meanwhile has moved it"
    assert moved[3:] != before[3:]


@pytest.mark.parametrize("how", ["beside", "swipe"])
def test_a_mark_of_the_second_frame_is_hovered_and_clicked_and_the_panel_says_whose_it_is(alone: Any, how: str) -> None:
    comparing(alone, how)
    if how == "swipe":
        alone.get_by_role("slider", name="Divider").focus()
        alone.keyboard.press("Home")
    at = on_map(
        alone,
        """const c = f.compare, hit = c.scene.hits.find((one) => one.kind === "place");
        const box = c.mapNode.getBoundingClientRect();
        const at = c.map.layerPointToContainerPoint(c.over._bounds.min.add([hit.x, hit.y]));
        return [box.left + at.x, box.top + at.y];""",
    )
    alone.mouse.move(*at)
    alone.wait_for_timeout(150)
    assert "The Staff" in alone.locator(".fm-hover:visible").inner_text()
    alone.mouse.click(*at)
    assert alone.locator(".fm-whence").inner_text() == "On the map of 12 March 2025 · Ukrainian officials"
    assert "The Staff" in alone.locator(".fm-panel-body").inner_text()
    alone.get_by_role("radio", name="Off", exact=True).click()
    alone.wait_for_timeout(200)
    assert not alone.locator(".fm-panel").is_visible(), "what is no longer drawn is no longer told"


def test_the_swipe_is_moved_by_key_and_pointer_and_draws_nothing_anew(alone: Any) -> None:
    comparing(alone, "swipe")
    divider = alone.get_by_role("slider", name="Divider between the two maps")
    width = alone.locator(".fm-map").bounding_box()["width"]
    shown_from = """const cut = (layer) => { const node = layer._container, ground = f.mapNode.getBoundingClientRect();
        const box = node.getBoundingClientRect();
        const [, right, , left] = node.style.clipPath.slice(6).split(" ").map(parseFloat);
        return [box.left + (left || 0) - ground.left, box.right - (right || 0) - ground.left]; };
        return [cut(f.over)[1], cut(f.compare.over)[0]];"""
    painted = on_map(
        alone,
        """f.drawn = 0; const draw = f.compare.scene.draw;
        f.compare.scene.draw = function (...told) { f.drawn += 1; draw.apply(this, told); };
        return f.stats.paints;""",
    )
    divider.focus()
    for key, percent in (
        ("ArrowRight", 52),
        ("ArrowLeft", 50),
        ("PageUp", 40),
        ("Home", 0),
        ("End", 100),
        ("PageDown", 90),
    ):
        alone.keyboard.press(key)
        if key in ("PageUp", "PageDown"):
            continue
        assert divider.get_attribute("aria-valuenow") == str(percent)
        assert on_map(alone, shown_from) == pytest.approx([width * percent / 100] * 2, abs=1)
    dragged(alone, ".fm-grip", -200, 0)
    now = on_map(alone, shown_from)
    assert now[0] == pytest.approx(now[1], abs=1)
    assert now[0] < width * 0.9
    assert on_map(alone, "return [f.stats.paints, f.drawn];") == [painted, 0]
    on_map(alone, "f.map.panBy([60, 0], { animate: false });")
    assert on_map(alone, shown_from) == pytest.approx(now, abs=1), "the divider stands still while the map moves"


def test_a_second_day_is_stepped_typed_and_taken_back(alone: Any) -> None:
    comparing(alone, "beside", against_perspective="")
    alone.get_by_role("button", name="Second map: one day earlier").click()
    alone.get_by_role("button", name="Second map: one day earlier").click()
    alone.wait_for_timeout(150)
    told = on_map(
        alone,
        "return [f.query().against_day, isoDay(f.compare.view.from), isoDay(f.compare.view.to - 1)];".replace(
            "isoDay(", "((day) => new Date(day * 864e5).toISOString().slice(0, 10))("
        ),
    )
    assert told == [str(TODAY - timedelta(2)), str(TODAY - timedelta(9)), str(TODAY - timedelta(2))], (
        "its window goes along"
    )
    field = alone.get_by_role("textbox", name="Day of the second map")
    field.fill("2025-02-25")
    field.press("Enter")
    assert on_map(alone, "return f.query().against_day;") == "2025-02-25"
    field.fill("2001-01-01")
    field.press("Enter")
    assert on_map(alone, "return f.query().against_day;") == str(TODAY - timedelta(20)), "the record's first day"
    field.fill("soon")
    field.press("Enter")
    assert field.get_attribute("aria-invalid") == "true"
    field.press("Tab")
    assert field.input_value() == str(TODAY - timedelta(20)), "left, it says what is shown"
    slider(alone, DAY).focus()
    alone.keyboard.press("ArrowLeft")
    alone.wait_for_timeout(100)
    assert on_map(alone, "return f.query().against_day;") == str(TODAY - timedelta(20)), "a day of its own stays"
    alone.get_by_role("button", name="Same day").or_(alone.get_by_role("button", name="shows the same day")).click()
    alone.wait_for_timeout(100)
    assert on_map(alone, "return [f.query().against_day, f.compare.view.day === f.view.day];") == [None, True]


@pytest.mark.parametrize(
    ("typed", "told", "shown_day"),
    [("2030-01-01", "outside the record", TODAY), ("tomorrow", "is no day", TODAY - timedelta(2))],
)
def test_a_second_day_that_cannot_be_shown_is_told(alone: Any, typed: str, told: str, shown_day: Any) -> None:
    comparing(alone, "beside", againstDay=(TODAY - timedelta(2) - EPOCH).days)
    field = alone.get_by_role("textbox", name="Day of the second map")
    field.fill(typed)
    field.press("Tab")
    alone.wait_for_timeout(150)
    message = alone.locator(".fm-compare-bar [role=alert]")
    assert typed in message.inner_text()
    assert told in message.inner_text()
    assert field.input_value() == str(shown_day)
    assert on_map(alone, "return f.query().against_day;") == str(shown_day)
    assert alone.locator(".fm-pane-label").last.inner_text().startswith(f"{shown_day.day} March 2025")
    alone.get_by_role("button", name="Second map: one day earlier").click()
    alone.wait_for_timeout(150)
    assert not message.is_visible(), "another day is another matter"


#: Whether the whole sentence of a head can be seen: its last letter lies in its room, and nothing of it is cut off.
WHOLE = """(head) => {
    const range = document.createRange(), box = head.querySelector(".fm-pane-caption").getBoundingClientRect();
    range.selectNodeContents(head.querySelector(".fm-pane-caption > span:last-child"));
    return range.getBoundingClientRect().bottom <= box.bottom + 1;
}"""


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 700), (390, 844)])
def test_a_sentence_that_its_room_cuts_is_unfolded_by_a_key(
    chromium: Any, tmp_path: Path, width: int, height: int
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": height}, has_touch=width < 641)
    page = comparing(shown(context.new_page(), tmp_path, *TOLD, view=ALL), "beside")
    heights = page.locator(".fm-pane-head").evaluate_all("heads => heads.map((head) => head.offsetHeight)")
    cut = 0
    for head in page.locator(".fm-pane-head").all():
        whole, key = head.evaluate(WHOLE), head.get_by_role("button", name="more")
        assert key.is_visible() is not whole, "the key is there where it is needed, and only there"
        if whole:
            continue
        cut += 1
        last = head.evaluate("head => head.querySelector('.fm-caption-key').getBoundingClientRect().bottom")
        assert last <= head.bounding_box()["y"] + head.bounding_box()["height"]
        key.focus()
        page.keyboard.press("Enter")
        assert head.evaluate(WHOLE)
        assert head.get_by_role("button", name="less").get_attribute("aria-expanded") == "true"
        slider(page, DAY).focus()
        for way in ("ArrowLeft", "ArrowRight"):  # over a day whose sentence is short
            page.keyboard.press(way)
            page.wait_for_timeout(150)
        assert head.evaluate(WHOLE), "it stays open while the day moves"
        head.get_by_role("button", name="less").press("Escape")
        assert not head.evaluate(WHOLE)
    assert cut or width > 1280, "a narrow room cuts the sentence of all claimants"
    again = page.locator(".fm-pane-head").evaluate_all("heads => heads.map((head) => head.offsetHeight)")
    assert again == heights
    context.close()


@pytest.mark.parametrize("touch", [True, False])
def test_no_tool_falls_off_the_foot_of_a_low_map(chromium: Any, tmp_path: Path, touch: bool) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 700}, has_touch=touch, is_mobile=touch)
    page = comparing(shown(context.new_page(), tmp_path, *TOLD, view=ALL), "beside")
    ground = page.locator(".fm-map").first.bounding_box()
    scale = page.locator(".leaflet-control-scale").bounding_box()
    for tool in page.locator(".fm-tools button:visible").all():
        box = tool.bounding_box()
        assert box["y"] + box["height"] <= min(ground["y"] + ground["height"], scale["y"]), tool.get_attribute("title")
    assert page.get_by_role("button", name="Full screen").is_visible()
    context.close()


def test_what_differs_is_counted_and_outlined_or_not(alone: Any) -> None:
    comparing(alone, "beside")
    assert "2 places differ" in alone.locator(".fm-compare-bar").inner_text()
    inside = """return [[35.27, 51.19], [35.08, 51.08], [35.26, 51.66]]
        .map(([lon, lat]) => f.compare.found.shape.has(...f.model.geometry.point(lon, lat)));"""
    assert on_map(alone, inside) == [True, True, False], "Sudzha, the ground of Basivka on its side of the border, Lgov"
    pixels = """const c = f.over._container, ctx = c.getContext("2d"); let n = 0;
        for (const value of ctx.getImageData(0, 0, c.width, c.height).data) n += value; return n;"""
    outlined = on_map(alone, pixels)
    alone.get_by_role("checkbox", name="Outline what differs").uncheck()
    alone.wait_for_timeout(200)
    assert on_map(alone, pixels) != outlined
    assert "differ" not in alone.locator(".fm-outline [role=status]").inner_text()
    alone.get_by_role("checkbox", name="Outline what differs").check()
    alone.get_by_role("combobox", name="Perspective of the second map").select_option("")
    alone.wait_for_timeout(200)
    assert "no place differs" in alone.locator(".fm-compare-bar").inner_text()


def test_a_keyboard_alone_reaches_the_marks_of_the_second_map(alone: Any) -> None:
    comparing(alone, "swipe")
    alone.get_by_role("button", name="List what the map shows here").last.focus()
    alone.keyboard.press("Enter")
    alone.keyboard.press("End")
    name = alone.locator(".fm-marks-line:focus strong").inner_text()
    alone.keyboard.press("Enter")
    assert "Ukrainian officials" in alone.locator(".fm-whence").inner_text()
    alone.keyboard.press("Escape")
    assert alone.locator(".fm-marks-line:focus strong").inner_text() == name


def test_new_data_and_another_language_keep_the_comparison(alone: Any) -> None:
    comparing(alone, "swipe")
    on_map(alone, "f.update({ ...f.payload, hash: 'other' }); return null;")
    alone.wait_for_timeout(300)
    assert alone.locator(".fm-divider").count() == 1
    assert alone.locator(".fm-pane-label:visible").count() == 2
    on_map(alone, "f.speak('uk'); return null;")
    alone.wait_for_timeout(300)
    assert alone.locator(".fm-divider").count() == 1
    comparing(alone, "beside")
    on_map(alone, "f.destroy(); return null;")
    assert alone.locator(".fm-map").count() == 0
