"""What a person does, in a real browser: drag, keys, play, filter, click, share the link."""

from __future__ import annotations

import json
import re
import statistics
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from geo.views import interactive
from tests.views.frames import DAY as TODAY
from tests.views.frames import event
from tests.views.test_interactive import HOSTILE, made_up_payload

pytestmark = pytest.mark.browser

DAY, FROM, TO = "Day of the claimed zone", "First day of the advances", "Last day of the advances"


def opened(page: Any, url: str) -> Any:
    """Open the app and return its map's root once it is drawn."""
    page.goto(url)
    page.locator(".fm-sentence").wait_for(timeout=90_000)
    root = page.locator(".front-map")
    page.wait_for_timeout(1500)
    return root


def slider(page: Any, name: str) -> Any:
    return page.get_by_role("slider", name=name)


def settled(page: Any, milliseconds: int = 1200) -> None:
    """Wait some time, and on a busy machine until the server has answered what was asked."""
    page.wait_for_timeout(milliseconds)
    traffic = getattr(page, "traffic", ())  # a second reader's page counts none
    for _ in range(40):
        told = len(traffic)
        page.wait_for_timeout(250)
        if len(traffic) == told:
            return


def drag(page: Any, handle: Any, pixels: int, steps: int = 15) -> None:
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, steps + 1):
        page.mouse.move(x + pixels * step / steps, y)
        page.wait_for_timeout(15)


def test_keys_move_the_day_by_a_day_a_week_and_to_the_ends(page: Any, app_url: str) -> None:
    opened(page, f"{app_url}/?day=2025-03-12&advances_from=2025-03-05&advances_to=2025-03-12")
    day = slider(page, DAY)
    day.focus()
    seen = []
    for key in ("ArrowRight", "ArrowLeft", "PageUp", "PageDown", "Home", "End"):
        page.keyboard.press(key)
        page.wait_for_timeout(60)
        seen.append(day.get_attribute("aria-valuetext"))
    assert seen[:4] == ["13 March 2025", "12 March 2025", "19 March 2025", "12 March 2025"]
    assert day.get_attribute("aria-valuenow") == day.get_attribute("aria-valuemax")
    assert seen[4] != seen[5]


def test_a_key_press_repaints_within_150_ms_and_asks_the_server_nothing(page: Any, app_url: str) -> None:
    root = opened(page, app_url)
    slider(page, DAY).focus()
    root.evaluate("root => { root.frontMap.stats.latency.length = 0; }")
    page.traffic.clear()
    for _ in range(30):
        page.keyboard.down("ArrowLeft")
        page.wait_for_timeout(70)
    held = len(page.traffic)
    page.keyboard.up("ArrowLeft")
    latency = root.evaluate("root => root.frontMap.stats.latency")
    assert held == 0
    assert len(latency) == 30
    assert statistics.median(latency) < 150
    settled(page)
    assert page.traffic, "the app must hear of the view on release"


def test_moving_the_day_does_not_shift_the_map(page: Any, app_url: str) -> None:
    root = opened(page, app_url)
    slider(page, DAY).focus()
    size = "root => { const b = root.frontMap.mapNode.getBoundingClientRect(); return [b.top, b.height]; }"
    seen = set()
    for key in ("Home", "PageUp", "PageUp", "End", "PageDown", "PageDown"):
        page.keyboard.press(key)
        page.wait_for_timeout(80)
        seen.add(tuple(root.evaluate(size)))
    assert len(seen) == 1


def test_both_sliders_drag_without_a_server_round_trip(page: Any, app_url: str) -> None:
    opened(page, f"{app_url}/?day=2025-03-12&advances_from=2025-03-05&advances_to=2025-03-10")
    for name, pixels in ((DAY, 120), (FROM, -80), (TO, 60)):
        handle = slider(page, name)
        before, query = handle.get_attribute("aria-valuetext"), page.url
        page.traffic.clear()
        drag(page, handle, pixels)
        assert page.traffic == [], name
        page.mouse.up()
        settled(page)
        assert handle.get_attribute("aria-valuetext") != before, name
        assert page.url != query, name


def test_the_window_follows_the_day_unless_it_is_to_stay(page: Any, app_url: str) -> None:
    opened(page, f"{app_url}/?day=2025-03-12&advances_from=2025-03-06&advances_to=2025-03-12")
    slider(page, DAY).focus()
    page.keyboard.press("ArrowRight")
    assert slider(page, TO).get_attribute("aria-valuetext") == "13 March 2025"
    page.get_by_role("radio", name="stays").click()
    slider(page, DAY).focus()
    page.keyboard.press("ArrowRight")
    assert slider(page, TO).get_attribute("aria-valuetext") == "13 March 2025"
    assert slider(page, DAY).get_attribute("aria-valuetext") == "14 March 2025"


def test_no_widget_remounts_the_map_or_loses_its_zoom(page: Any, app_url: str) -> None:
    root = opened(page, app_url)
    root.evaluate("root => { window.kept = root.frontMap; root.frontMap.map.setZoom(10.5, { animate: false }); }")
    settled(page)
    for choice in ("Ukrainian officials", "Monitors and media", "All", "Russian officials"):
        page.get_by_role("radio", name=choice, exact=True).click()
        settled(page, 700)
    page.get_by_role("radio", name="As happened").click()
    page.locator(".fm-filters input[data-code=capture]").uncheck()
    settled(page)
    page.get_by_text("Table of the reports shown").click()
    settled(page)
    assert root.evaluate("root => root.frontMap === window.kept && root.frontMap.map.getZoom()") == 10.5
    assert "types=" in page.url
    assert "clock=happened" in page.url


def test_the_link_shows_the_same_view_to_somebody_else(page: Any, app_url: str, chromium: Any) -> None:
    opened(page, app_url)
    page.get_by_role("radio", name="Ukrainian officials", exact=True).click()
    slider(page, DAY).focus()
    page.keyboard.press("PageDown")
    settled(page, 2000)
    told, url = page.locator(".fm-sentence").inner_text(), page.url
    other = chromium.new_context(viewport={"width": 1440, "height": 900})
    try:
        second = other.new_page()
        opened(second, url)
        assert second.locator(".fm-sentence").inner_text() == told
        settled(second)
        assert second.url == url
    finally:
        other.close()


def test_a_click_shows_who_says_what_when_and_where_it_was_published(page: Any, app_url: str) -> None:
    root = opened(page, f"{app_url}/?day=2025-03-12&advances_from=2025-03-05&advances_to=2025-03-12")
    at = root.evaluate(
        """root => { const f = root.frontMap;
        const apart = (o, h) => o.kind !== "place" || o.place === h.place || Math.hypot(o.x - h.x, o.y - h.y) > 20;
        const alone = (h) => f.scene.hits.every((o) => apart(o, h));
        const hit = f.scene.hits.find((h) => h.kind === "place" && h.rows.length === 1 && alone(h));
        const b = f.mapNode.getBoundingClientRect(); const s = f.over._bounds.min;
        const p = f.map.layerPointToContainerPoint([hit.x + s.x, hit.y + s.y]);
        return [b.left + p.x, b.top + p.y]; }"""
    )
    page.mouse.move(*at)
    page.wait_for_timeout(150)
    assert page.locator(".fm-hover").is_visible()
    page.mouse.click(*at)
    panel = page.locator(".fm-panel")
    panel.wait_for()
    assert panel.locator(".fm-who strong").first.inner_text().strip()
    assert "reported" in panel.locator(".fm-when").first.inner_text()
    assert panel.locator(".fm-published a").first.get_attribute("href").startswith("http")
    page.keyboard.press("Escape") if panel.locator(":focus").count() else panel.get_by_label("Close").click()
    assert not panel.is_visible()


def test_play_goes_on_until_paused_and_tells_the_app_then(page: Any, app_url: str) -> None:
    opened(page, f"{app_url}/?day=2025-03-01&advances_from=2025-02-24&advances_to=2025-03-01")
    page.traffic.clear()
    page.get_by_label("Play").click()
    page.wait_for_timeout(1700)
    assert page.traffic == []
    page.get_by_label("Pause").click()
    moved = slider(page, DAY).get_attribute("aria-valuetext")
    assert moved not in {"1 March 2025", "2 March 2025"}
    settled(page)
    assert page.traffic


def test_steps_go_to_the_next_change_of_the_zone(page: Any, app_url: str) -> None:
    root = opened(page, app_url)
    stops = root.evaluate("root => root.frontMap.model.changes(root.frontMap.view)")
    page.get_by_label("Previous change of the zone").click()
    page.wait_for_timeout(200)
    assert int(slider(page, DAY).get_attribute("aria-valuenow")) in stops


def test_a_typed_day_is_taken_and_a_wrong_one_is_marked(page: Any, app_url: str) -> None:
    opened(page, app_url)
    field = page.get_by_label(f"{DAY}, as YYYY-MM-DD")
    field.fill("2024-09-01")
    field.press("Enter")
    page.wait_for_timeout(150)
    assert slider(page, DAY).get_attribute("aria-valuetext") == "1 September 2024"
    field.fill("tomorrow")
    field.press("Enter")
    assert field.get_attribute("aria-invalid") == "true"


def test_an_empty_view_says_so_on_the_map(page: Any, app_url: str) -> None:
    opened(
        page,
        f"{app_url}/?day=2024-08-06&advances_from=2024-08-06&advances_to=2024-08-06&types=withdrawal&perspective=UA",
    )
    assert "Widen the" in page.locator(".fm-sentence").inner_text() + page.locator(".fm-nothing").inner_text()


def test_the_legend_names_what_is_drawn_and_follows_the_view(page: Any, app_url: str) -> None:
    opened(page, f"{app_url}/?day=2025-03-12&advances_from=2025-03-05&advances_to=2025-03-12")
    first = page.locator(".fm-legend").inner_text()
    assert "claimed by" in first
    assert "Assessed Russian control" not in first
    page.get_by_role("radio", name="Monitors and media").click()
    page.wait_for_timeout(300)
    assert page.locator(".fm-legend").inner_text() != first


def test_a_text_pasted_is_marked_and_listed(page: Any, app_url: str) -> None:
    page.goto(f"{app_url}/reports")
    page.get_by_text("Paste a text").click()
    page.get_by_label("Text of the report").fill("Russian forces have captured Sudzha, the Defence Ministry said.")
    page.get_by_label("Text of the report").press("Control+Enter")
    mark = page.locator(".rt-text mark", has_text="Sudzha")
    mark.wait_for(timeout=60_000)
    mark.hover()
    assert "Kursk" in page.locator(".rt-card").inner_text()


def test_the_file_works_without_any_server(page: Any, tmp_path: Path) -> None:
    made = interactive.save_html(made_up_payload(), tmp_path / "front.html")
    page.goto(made.as_uri())
    page.locator(".fm-sentence").wait_for()
    slider(page, DAY).focus()
    page.keyboard.press("Home")
    page.wait_for_timeout(200)
    assert page.locator(".fm-sentence").inner_text().startswith(slider(page, DAY).get_attribute("aria-valuetext"))


@pytest.mark.parametrize(
    "url", ["javascript:window.pwned=1", "data:text/html,<script>1</script>", 'https://example.org/"onclick=1']
)
def test_hostile_text_runs_nothing_wherever_it_is_shown(page: Any, tmp_path: Path, url: str) -> None:
    texts = dict.fromkeys(("note", "claimed_by", "publisher", "quote", "place_name", "admin1", "publisher_2"), HOSTILE)
    told = [event("Sudzha", **texts, url=url, url_2=url),
            event("Sumy", **{**texts, "note": "x" * 10_000}, lon=34.8, lat=50.92),
            event("Area", **texts, place_id="adm1:UA-59", lon=None, lat=None, precision="admin1"),
            event("None", **texts, place_id="country:UA", lon=None, lat=None, precision="country")]  # fmt: skip
    made = interactive.save_html(made_up_payload(*told), tmp_path / "front.html")
    page.goto(made.as_uri())
    page.locator(".fm-sentence").wait_for()
    page.evaluate(
        """() => { const f = document.querySelector(".front-map").frontMap;
        for (const hit of [...f.scene.hits, { kind: "listed" }]) {
          f.select(hit.kind === "zone" ? { kind: "zones", rows: [hit.row] } : hit);
          if (hit.kind === "listed" || hit.kind === "zone") continue;
          f.hover.show(hit, { x: 100, y: 100 }, f.view, { x: 900, y: 500 });
        }
        f.select(f.scene.hits.find((hit) => hit.kind === "place")); }"""
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None
    assert page.locator(".fm-panel img, .fm-hover img, .fm-panel script").count() == 0
    links = page.locator(".fm-published a").evaluate_all("links => links.map((link) => link.protocol)")
    assert set(links) <= {"https:", "http:"}
    assert bool(links) == url.startswith("https")
    wide = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert wide, "hostile text must not widen the page"


def test_the_panel_tells_nothing_that_was_told_after_the_day(page: Any, tmp_path: Path) -> None:
    claim = event("Sudzha", event_key="sudzha", claimed_by="The Ministry")
    later = event("Sudzha", event_key="sudzha", claimed_by="The Staff", claimant_side="UA", status="denied",
                  known_from=TODAY + timedelta(2))  # fmt: skip
    made = interactive.save_html(made_up_payload(claim, later), tmp_path / "front.html")
    page.goto(made.as_uri())
    page.locator(".fm-sentence").wait_for()
    asked = """([days, clock]) => { const f = document.querySelector(".front-map").frontMap;
        f.today ??= f.view.day;
        f.change({ day: f.today + days, from: f.today, to: f.today + days + 1, clock });
        f.frame = f.model.frame(f.view);
        f.scene.draw(f.over._ctx, f.over.camera(), f.frame, f.view, null, () => []);
        f.kept = f.kept || f.scene.hits.find((hit) => hit.kind === "place");
        f.select(f.kept);
        const place = f.panel.node.innerText;
        const zone = f.frame.zones[0];
        f.select(zone === undefined ? null : { kind: "zones", rows: [zone] });
        return [place, f.panel.node.innerText, f.panel.node.hidden]; }"""
    place, zone, _ = page.evaluate(asked, [2, "known"])
    assert "The Staff" in place
    assert "Ministry" in place
    assert re.search(r"Unchanged\s+since 14 March 2025", zone), zone
    place, zone, _ = page.evaluate(asked, [0, "known"])
    assert "The Ministry" in place
    assert "The Staff" not in place
    assert re.search(r"Unchanged\s+since 12 March 2025", zone), zone
    place, zone, _ = page.evaluate(asked, [0, "happened"])
    assert "The Staff" in place


def test_a_struck_mark_leads_to_what_was_known_on_the_day(page: Any, tmp_path: Path) -> None:
    told = [
        event("Sudzha", event_type="clash", date_start=TODAY - timedelta(9), date_end=TODAY - timedelta(9),
              known_from=TODAY + timedelta(5), claimed_by="A Late Witness"),
        event("Sudzha"),
        event("Sudzha", claimed_by="The Staff", claimant_side="UA", status="denied"),
    ]  # fmt: skip
    made = interactive.save_html(made_up_payload(*told), tmp_path / "front.html")
    page.goto(made.as_uri())
    page.locator(".fm-sentence").wait_for()
    seen = page.evaluate(
        """() => { const f = document.querySelector(".front-map").frontMap; const { view, model } = f;
        Object.assign(view, { perspective: "RU", from: view.day - 3, to: view.day - 1 });
        f.frame = model.frame(view);
        f.scene.draw(f.over._ctx, f.over.camera(), f.frame, view, null, () => []);
        const hit = f.scene.hits.find((one) => one.kind === "place");
        f.hover.show(hit, { x: 9, y: 9 }, view, { x: 900, y: 500 });
        f.select(hit);
        return f.panel.node.innerText + f.hover.node.innerText; }"""
    )
    assert "The Staff" in seen
    assert "A Late Witness" not in seen


def test_our_own_elements_have_no_accessibility_violation(page: Any, tmp_path: Path) -> None:
    page.goto(interactive.save_html(made_up_payload(), tmp_path / "front.html").as_uri())
    page.locator(".fm-sentence").wait_for()
    page.wait_for_timeout(300)
    told = Axe().run(page, context=".front-map").response
    found = told["violations"]
    assert len(told["passes"]) > 5, "axe looked at something"
    assert found == [], json.dumps(
        [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found], indent=1
    )


def test_going_through_the_pages_leaves_nothing_running_and_the_view_in_place(page: Any, app_url: str) -> None:
    opened(page, f"{app_url}/?day=2025-06-04&advances_from=2025-05-29&advances_to=2025-06-04&perspective=UA")
    told = page.locator(".fm-sentence").inner_text()
    for name in ("Reports", "Export", "Explore"):
        page.get_by_role("link", name=name).click()
        page.wait_for_timeout(4000)
    page.locator(".fm-sentence").wait_for(timeout=30_000)
    assert page.locator(".fm-sentence").inner_text() == told
    assert "perspective=UA" in page.url


def test_events_of_a_report_go_on_the_map_and_off_again(page: Any, app_url: str) -> None:
    page.goto(f"{app_url}/reports")
    page.get_by_role("button", name="Show these events on the Explore map, for this session").click(timeout=90_000)
    page.get_by_text("These events are on the Explore map").wait_for(timeout=30_000)
    page.get_by_role("link", name="Explore").click()
    page.get_by_text("from your own reports").wait_for(timeout=60_000)
    page.get_by_role("button", name="Take them off again").click()
    page.get_by_text("from your own reports").wait_for(state="detached", timeout=60_000)
    page.locator(".fm-sentence").wait_for(timeout=60_000)
    assert "2025, as known that day" in page.locator(".fm-sentence").inner_text()
