"""The tools of the map in a real browser: measuring, fan, locator, search, full screen, own overlays, tiles."""

from __future__ import annotations

import base64
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from pyproj import Geod

from geo.views import interactive
from geo.views.overlays import read_overlay
from tests.ui.test_browser import opened, settled
from tests.views.frames import VIEW, event
from tests.views.test_interactive import HOSTILE, made_up_payload

pytestmark = pytest.mark.browser

GEOD = Geod(ellps="WGS84")
#: Runs in the page with the map as `f`.
ON_MAP = "() => { const f = document.querySelector('.front-map').frontMap; %s }"
#: A light blue square of 256 pixels would do; one of one pixel is stretched as well.
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mOQ2/vvPwAFRgLMSi8bGwAAAABJRU5ErkJggg=="
)


def on_map(page: Any, script: str) -> Any:
    return page.evaluate(ON_MAP % script)


def shown(page: Any, tmp_path: Path, data: dict[str, Any]) -> Any:
    page.goto(interactive.save_html(data, tmp_path / "front.html").as_uri())
    page.locator(".fm-sentence").wait_for()
    page.wait_for_timeout(400)
    return page


@pytest.fixture
def alone(page: Any, tmp_path: Path) -> Any:
    """A page that shows the stand-alone map of a few made-up events."""
    return shown(page, tmp_path, made_up_payload())


def tool(page: Any, name: str) -> Any:
    return page.locator(".fm-tools").get_by_role("button", name=name)


def screen(page: Any, lon: float, lat: float) -> tuple[float, float]:
    """Where a place is on the screen."""
    x, y = on_map(
        page,
        f"const at = f.map.latLngToContainerPoint([{lat}, {lon}]), box = f.mapNode.getBoundingClientRect();"
        "return [box.left + at.x, box.top + at.y];",
    )
    return x, y


def measured(page: Any, kind: str, points: list[tuple[float, float]]) -> dict[str, Any]:
    """What the tool makes of points (lon, lat)."""
    made: dict[str, Any] = on_map(
        page,
        f"const m = f.tools.measure; m.start('{kind}'); m.points = {json.dumps(points)};"
        "const made = m.result(); m.stop(); return made;",
    )
    return made


@pytest.mark.parametrize("bearing", [0, 37, 90, 161, 270])
@pytest.mark.parametrize("km", [1, 50, 500])
def test_a_distance_is_pyprojs_to_a_millionth(alone: Any, km: int, bearing: int) -> None:
    lon, lat, _ = GEOD.fwd(35.1, 51.2, bearing, km * 1000)
    made = measured(alone, "distance", [(35.1, 51.2), (lon, lat)])
    assert made["length"] == pytest.approx(km * 1000, rel=1e-6)


@pytest.mark.parametrize("km", [1, 50, 500])
def test_an_area_is_pyprojs_to_a_tenth_of_a_percent(alone: Any, km: int) -> None:
    corners = [GEOD.fwd(35.1, 51.2, bearing, km * 1000)[:2] for bearing in (10, 85, 170, 230, 300)]
    area, outline = GEOD.polygon_area_perimeter(*zip(*corners, strict=True))
    made = measured(alone, "area", corners)
    assert made["area"] == pytest.approx(abs(area), rel=1e-3)
    assert made["length"] == pytest.approx(outline, rel=1e-6)
    assert not made["crossed"]


def test_a_distance_is_measured_by_clicks_and_ended_by_a_double_click(alone: Any) -> None:
    places = [(34.9, 51.2), (35.1, 51.3), (35.3, 51.1)]
    zoom = on_map(alone, "return f.map.getZoom();")
    tool(alone, "Measure a distance").click()
    for lon, lat in places[:2]:
        alone.mouse.click(*screen(alone, lon, lat))
        alone.wait_for_timeout(350)
    alone.mouse.move(*screen(alone, *places[2]))
    running = alone.locator(".fm-measure-total").inner_text()
    alone.mouse.dblclick(*screen(alone, *places[2]))
    alone.wait_for_timeout(450)
    total = GEOD.line_length(*zip(*places, strict=True)) / 1000
    assert running == alone.locator(".fm-measure-total").inner_text()
    assert float(running.removesuffix(" km")) == pytest.approx(total, rel=0.01)
    assert alone.locator(".fm-measure-legs li").count() == 2
    assert "km" in alone.locator(".fm-measure [role=status]").inner_text()
    assert on_map(alone, "return f.map.getZoom();") == zoom
    assert alone.locator(".fm-panel").is_hidden()
    alone.locator(".fm-measure").get_by_role("button", name="Put the tool away").click()
    assert alone.locator(".fm-measure").is_hidden()
    assert on_map(alone, "return f.map.doubleClickZoom.enabled();")


def test_a_keyboard_alone_measures_an_area_and_escape_takes_it_away(alone: Any) -> None:
    tool(alone, "Measure an area").focus()
    alone.keyboard.press("Enter")
    assert alone.locator(".fm-cross").is_visible()
    alone.keyboard.press("Enter")
    alone.keyboard.press("Enter")
    assert "three points" in alone.locator(".fm-measure [role=status]").inner_text()
    for keys in (("ArrowRight", "ArrowRight"), ("ArrowDown", "ArrowDown")):
        for key in keys:
            alone.keyboard.press(key)
            alone.wait_for_timeout(450)
        alone.keyboard.press("Enter")
    assert "Point 3 is set" in alone.locator(".fm-measure [role=status]").inner_text()
    alone.keyboard.press("Enter")
    points = on_map(alone, "return f.tools.measure.points;")
    told = alone.locator(".fm-measure-total").inner_text()
    assert len(points) == 3
    area = abs(GEOD.polygon_area_perimeter(*zip(*points, strict=True))[0]) / 1e6
    assert float(told.removesuffix(" km²").replace(",", "")) == pytest.approx(area, rel=0.01)
    assert told in alone.locator(".fm-measure [role=status]").inner_text()
    alone.locator(".fm-measure").get_by_role("button", name="Measure anew").focus()
    alone.keyboard.press("Escape")
    assert alone.locator(".fm-measure").is_hidden()
    assert alone.evaluate("document.activeElement.dataset.tool") == "area"


def test_an_outline_that_crosses_itself_is_given_no_area(alone: Any) -> None:
    tool(alone, "Measure an area").click()
    for lon, lat in [(34.9, 51.1), (35.3, 51.3), (35.3, 51.1), (34.9, 51.3)]:
        alone.mouse.click(*screen(alone, lon, lat))
        alone.wait_for_timeout(350)
    alone.keyboard.press("Tab")
    assert alone.locator(".fm-measure-total").inner_text() == "–"
    assert "crosses itself" in alone.locator(".fm-measure").inner_text()
    alone.get_by_role("button", name="Take back the last point").click()
    assert "km²" in alone.locator(".fm-measure-total").inner_text()


def test_a_measure_outlasts_new_data(alone: Any) -> None:
    points = [[34.9, 51.1], [35.3, 51.3]]
    on_map(alone, f"f.tools.measure.start('distance'); f.tools.measure.points = {points}; f.tools.measure.end();")
    on_map(alone, "f.update({ ...f.payload, hash: 'other' }, null);")
    alone.wait_for_timeout(300)
    assert on_map(alone, "return f.tools.measure.points;") == points
    assert alone.locator(".fm-measure-total").inner_text().startswith("35")


@pytest.fixture
def stacked(page: Any, tmp_path: Path) -> Any:
    """A map on which three places with four records lie on one another, far from any other."""
    near = [
        event("Sudzha", claimed_by="One"),
        event("Sudzha", claimed_by="Two", event_type="clash"),
        event("Goncharovka", lon=35.275, lat=51.192),
        event(HOSTILE, place_id="front:hostile", lon=35.272, lat=51.188),
        event("Basivka", lon=34.4, lat=50.6, admin1="Sumy Oblast", country="UA", event_type="clash"),
    ]
    wide = VIEW.changed(perspective="all", bbox=(33.0, 50.0, 37.5, 52.4))
    return shown(page, tmp_path, made_up_payload(*near, view=wide))


def stack_at(page: Any) -> tuple[float, float]:
    return screen(page, 35.273, 51.19)


def test_hovering_a_stack_tells_how_many_places_and_records_it_holds(stacked: Any) -> None:
    stacked.mouse.move(*stack_at(stacked))
    told = stacked.locator(".fm-hover").inner_text()
    assert "3 places lie here" in told
    assert "4 reports" in told


def test_a_click_fans_a_stack_out_and_keys_choose_from_it(stacked: Any) -> None:
    stacked.mouse.click(*stack_at(stacked))
    lines = stacked.locator(".fm-fan-box button")
    assert lines.count() == 3
    assert stacked.locator(".fm-fan svg path").count() == 3
    assert stacked.locator(".fm-panel").is_hidden()
    stacked.keyboard.press("Escape")
    assert stacked.locator(".fm-fan").is_hidden()
    stacked.mouse.click(*stack_at(stacked))
    for _ in range(3):
        if stacked.locator(".fm-fan-box button:focus strong").inner_text() == "Sudzha":
            break
        stacked.keyboard.press("ArrowDown")
    stacked.keyboard.press("Enter")
    assert stacked.locator(".fm-panel-title").inner_text() == "Sudzha"
    assert stacked.locator(".fm-panel .fm-card").count() == 2
    assert stacked.evaluate("window.pwned === undefined")


def test_one_places_records_are_listed_at_once_and_a_fan_goes_when_the_map_moves(stacked: Any) -> None:
    stacked.mouse.click(*stack_at(stacked))
    assert stacked.locator(".fm-fan").is_visible()
    on_map(stacked, "f.map.panBy([0, 120], { animate: false });")
    assert stacked.locator(".fm-fan").is_hidden()
    stacked.mouse.click(*screen(stacked, 34.4, 50.6))
    assert stacked.locator(".fm-fan").is_hidden()
    assert stacked.locator(".fm-panel .fm-card").count() == 1


def test_a_click_on_the_locator_moves_the_map_and_its_box_follows(alone: Any) -> None:
    small = alone.locator(".fm-locator").bounding_box()
    before = alone.locator(".fm-locator-box").bounding_box()
    alone.mouse.click(small["x"] + small["width"] * 0.3, small["y"] + small["height"] * 0.3)
    alone.wait_for_timeout(700)
    after = alone.locator(".fm-locator-box").bounding_box()
    assert after["x"] < before["x"]
    assert after["y"] < before["y"]
    assert alone.locator(".fm-panel").is_hidden()
    tool(alone, "Small map").click()
    assert alone.locator(".fm-locator").is_hidden()


def test_on_a_phone_the_locator_is_folded_and_the_tools_are_large_enough_for_a_finger(
    chromium: Any, tmp_path: Path
) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    try:
        page = shown(context.new_page(), tmp_path, made_up_payload())
        assert page.evaluate("window.innerWidth") == 390
        assert page.locator(".fm-locator").is_hidden()
        sizes = [button.bounding_box() for button in page.locator(".fm-tools button:visible").all()]
        assert len(sizes) >= 4
        assert all(min(size["width"], size["height"]) >= 40 for size in sizes)
        tool(page, "Measure a distance").tap()
        box = page.locator(".fm-measure").bounding_box()
        middle = page.locator(".fm-map").bounding_box()
        assert box["y"] > middle["y"] + middle["height"] / 2
    finally:
        context.close()


def test_full_screen_shows_the_whole_map_and_comes_back(alone: Any) -> None:
    tool(alone, "Full screen").click()
    alone.wait_for_timeout(500)
    assert alone.evaluate("document.fullscreenElement === document.querySelector('.front-map')")
    assert alone.locator(".fm-scale").is_visible()
    tool(alone, "Leave full screen").click()
    alone.wait_for_timeout(500)
    assert alone.evaluate("document.fullscreenElement === null")
    assert tool(alone, "Full screen").is_visible()


def test_full_screen_is_not_offered_where_the_page_may_not(page: Any, tmp_path: Path) -> None:
    page.add_init_script("Object.defineProperty(Document.prototype, 'fullscreenEnabled', { get: () => false });")
    shown(page, tmp_path, made_up_payload())
    assert tool(page, "Full screen").count() == 0
    assert tool(page, "Find a place").count() == 1


@pytest.mark.parametrize("typed", ["Суджа", "SUDZHÁ", "Судж"])
def test_a_place_is_found_in_any_script_and_the_map_goes_there(alone: Any, typed: str) -> None:
    tool(alone, "Find a place").click()
    box = alone.get_by_role("combobox", name="Find a place")
    box.fill(typed)
    assert box.get_attribute("aria-expanded") == "true"
    first = alone.locator(".fm-find li").first
    assert first.get_attribute("aria-selected") == "true"
    assert box.get_attribute("aria-activedescendant") == first.get_attribute("id")
    assert re.search(r"Kursk Oblast, Russia · 2 reports", first.inner_text())
    box.press("Enter")
    alone.wait_for_timeout(300)
    lng, lat, zoom = on_map(alone, "const at = f.map.getCenter(); return [at.lng, at.lat, f.map.getZoom()];")
    assert (lng, lat, zoom) == (pytest.approx(35.27, abs=0.2), pytest.approx(51.19, abs=0.1), 10)
    assert alone.locator(".fm-panel-title:focus").inner_text() == "Sudzha"


def test_what_is_nowhere_on_the_map_is_said_and_escape_leads_back(alone: Any) -> None:
    alone.locator(".fm-map").focus()
    alone.keyboard.press("/")
    box = alone.get_by_role("combobox", name="Find a place")
    box.fill("Atlantis <img src=x onerror='window.pwned=1'>")
    assert "No place of this name on this map." in alone.locator(".fm-find").inner_text()
    assert box.get_attribute("aria-expanded") == "false"
    assert alone.locator(".fm-find li").count() == 0
    box.press("Escape")
    assert alone.evaluate("document.activeElement.dataset.tool") == "find"
    assert alone.evaluate("window.pwned === undefined")


def test_a_place_without_a_record_is_shown_and_that_is_said(alone: Any) -> None:
    tool(alone, "Find a place").click()
    name = on_map(alone, "return f.tools.find.entries.find((one) => one.kind === 'place' && !one.rows.length).name;")
    box = alone.get_by_role("combobox", name="Find a place")
    box.fill(name)
    box.press("Enter")
    assert f"The map shows {name}. No report tells of it" in alone.locator(".fm-find").inner_text()
    assert alone.locator(".fm-panel").is_hidden()


def own_overlay(name: str = "Roads", credit: str = "© Me, CC BY 4.0") -> dict[str, Any]:
    lines = [("M02", [[34.6, 51.3], [35.6, 51.3]]), (HOSTILE, [[34.6, 51.0], [35.6, 51.0]])]
    features = [
        {"type": "Feature", "properties": {"name": label}, "geometry": {"type": "LineString", "coordinates": line}}
        for label, line in lines
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    return read_overlay(content, "roads.geojson", name=name, credit=credit).to_json()


def test_an_own_overlay_tells_its_label_and_never_hides_its_credit(page: Any, tmp_path: Path) -> None:
    data = interactive.titled(made_up_payload(), VIEW, overlays=[own_overlay(), own_overlay("Other", HOSTILE)])
    shown(page, tmp_path, data)
    credit = page.locator(".fm-credit").inner_text()
    assert "© Me, CC BY 4.0" in credit
    assert "onerror" in credit
    page.mouse.move(*screen(page, 35.55, 51.3))
    told = page.locator(".fm-hover").inner_text()
    assert "M02" in told
    assert "own overlay: Roads" in told
    page.mouse.move(*screen(page, 35.55, 51.0))
    assert "<img src=x" in page.locator(".fm-hover").inner_text()
    tool(page, "Your own overlays").click()
    page.get_by_role("checkbox", name="Roads").uncheck()
    assert "© Me, CC BY 4.0" not in page.locator(".fm-credit").inner_text()
    page.mouse.move(*screen(page, 35.55, 51.3))
    assert "own overlay: Roads" not in page.locator(".fm-hover").inner_text()
    page.get_by_role("checkbox", name="Other").uncheck()
    assert page.locator(".fm-tools-credit").is_hidden()
    assert page.evaluate("window.pwned === undefined")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_overlays_come_and_go_without_new_data_and_without_a_move(alone: Any) -> None:
    assert tool(alone, "Your own overlays").count() == 0
    before = on_map(alone, "return [f.map.getZoom(), f.map.getCenter()];")
    on_map(alone, f"f.tools.update({{ overlays: [{json.dumps(own_overlay())}] }});")
    assert tool(alone, "Your own overlays").is_visible()
    on_map(alone, "f.update({ ...f.payload, hash: 'other' }, null);")
    alone.wait_for_timeout(300)
    assert on_map(alone, "return f.tools.overlays.kept.length;") == 1
    on_map(alone, "f.tools.update({ overlays: [] });")
    assert alone.locator(".fm-tools-credit").is_hidden()
    zoom, at = on_map(alone, "return [f.map.getZoom(), f.map.getCenter()];")
    assert zoom == before[0]
    assert (at["lng"], at["lat"]) == (before[1]["lng"], pytest.approx(before[1]["lat"], abs=0.03)), "a line of credit"


def test_the_tools_have_no_barrier_that_axe_can_see(page: Any, tmp_path: Path) -> None:
    shown(page, tmp_path, interactive.titled(made_up_payload(), VIEW, overlays=[own_overlay()]))

    def barriers() -> list[tuple[str, str]]:
        found = Axe().run(page, {"include": [".fm-ground"]}).response["violations"]
        return [(one["id"], node["html"][:120]) for one in found for node in one["nodes"]]

    on_map(page, "f.tools._open('find');")
    page.get_by_role("combobox", name="Find a place").fill("su")
    assert barriers() == []
    on_map(page, "f.tools._open('layers');")
    assert barriers() == []
    on_map(page, "f.tools._measure('area', { detail: 0 }); f.theme(true);")
    page.keyboard.press("Enter")
    assert barriers() == []


@contextmanager
def tile_server() -> Iterator[tuple[str, list[str]]]:
    """A server of tiles on this machine: its address, and the paths it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(PIXEL)

        def log_message(self, *_: Any) -> None:
            """No line for each tile."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_tiles_lie_below_the_map_only_where_a_page_asks_for_them(page: Any, tmp_path: Path) -> None:
    with tile_server() as (url, asked):
        data = interactive.titled(made_up_payload(), VIEW, tiles={"url": url, "credit": "© Tile <b>makers</b>"})
        shown(page, tmp_path, data)
        page.wait_for_timeout(500)
        assert asked
        assert all(re.fullmatch(r"/\d+/\d+/\d+\.png", path) for path in asked)
        assert "© Tile <b>makers</b>" in page.locator(".fm-credit").inner_text()
        assert on_map(page, "return f.ink.land;") == "transparent"
        corner = "const pen = f.base._ctx; return [...pen.getImageData(40, 40, 1, 1).data];"
        assert on_map(page, corner)[3] == 0, "the ground is left to the tiles"
        asked.clear()
        shown(page, tmp_path, interactive.titled(made_up_payload(), VIEW))
        assert asked == []
        assert on_map(page, corner)[3] == 255
        assert "127.0.0.1" not in (tmp_path / "front.html").read_text()


def test_a_file_becomes_an_overlay_of_the_session_in_the_app(page: Any, app_url: str, tmp_path: Path) -> None:
    root = opened(page, app_url)
    before = root.evaluate("root => root.frontMap.map.setZoom(9, { animate: false }).getZoom()")
    file = tmp_path / "roads.geojson"
    shape = {"type": "LineString", "coordinates": [[34.6, 51.3], [35.6, 51.3]]}
    feature = {"type": "Feature", "properties": {"name": HOSTILE}, "geometry": shape}
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    page.locator("summary").filter(has_text="Your own overlays").click()
    page.locator("input[type=file]").first.set_input_files(str(file))
    settled(page)
    page.get_by_label("Name", exact=True).fill("Roads")
    page.get_by_role("button", name="Put it on the map").click()
    settled(page)
    assert page.get_by_text("the overlay has no credit").is_visible()
    page.get_by_role("textbox", name="Credit (required)").fill("© Me")
    page.get_by_role("button", name="Put it on the map").click()
    settled(page)
    page.locator(".fm-credit").get_by_text("Own overlay “Roads”: © Me").wait_for()
    assert root.evaluate("root => root.frontMap.tools.overlays.kept[0].features[0].label").startswith("</script>")
    assert root.evaluate("root => root.frontMap.map.getZoom()") == before
    page.get_by_role("button", name="Take it off").click()
    page.locator(".fm-tools-credit").wait_for(state="hidden")
    assert root.evaluate("root => root.frontMap.tools.overlays.kept.length") == 0
    assert page.evaluate("window.pwned === undefined")
