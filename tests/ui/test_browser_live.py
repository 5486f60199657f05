"""What comes in while people look at the map: hundreds of reports at once, and files in a watched folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from geo.events.tables import bundled_events
from geo.settings import Settings
from tests.live.reports import rows

from .conftest import Served, served
from .test_browser import opened, settled

pytestmark = pytest.mark.browser

_LINK = "?day=2025-03-14&advances_from=2025-03-05&advances_to=2025-03-14"
_CAMERA = """root => { const { map } = root.frontMap, at = map.getCenter();
    return [map.getZoom(), Math.round(at.lat * 1000), Math.round(at.lng * 1000)]; }"""


@pytest.fixture(scope="module")
def incoming(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("incoming")


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory, incoming: Path) -> Iterator[Served]:
    """The app, with a folder that it watches."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEO_WATCH", str(incoming))
        with served(tmp_path_factory.mktemp("live")) as server:
            yield server


def zoomed(page: Any, root: Any) -> list[int]:
    """Zoom in away from where the map opens, and return the camera."""
    root.evaluate("root => root.frontMap.map.setView([51.2, 35.2], 10.5, { animate: false })")
    settled(page)
    camera: list[int] = root.evaluate(_CAMERA)
    return camera


def drop(page: Any, name: str, content: bytes) -> None:
    page.get_by_role("link", name="Reports").click()
    page.get_by_text("Upload files").click()
    chooser = page.locator("input[type=file]")
    chooser.wait_for(state="attached")
    chooser.set_input_files([{"name": name, "mimeType": "application/octet-stream", "buffer": content}])


def test_hundreds_of_reports_are_read_while_other_pages_work_and_the_map_keeps_its_place(
    page: Any, live: Served
) -> None:
    camera = zoomed(page, opened(page, f"{live.url}/{_LINK}"))
    drop(page, "many.jsonl", rows(300) + b"no JSON\n" + rows(2))
    page.get_by_role("button", name="Read all 300 reports").click(timeout=60_000)
    page.get_by_text("of 303 reports").wait_for(timeout=60_000)
    page.get_by_role("link", name="Method").click()
    page.get_by_text("How the front is derived").wait_for(timeout=60_000)
    page.get_by_role("link", name="Reports").click()
    page.get_by_text("Read 300 reports").wait_for(timeout=90_000)
    assert page.get_by_text("2 reports that came before, read once").is_visible()
    page.get_by_text("1 record could not be read").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download this list (CSV)").click()
    assert "many.jsonl row 301,\"broken JSON, 'no JSON'\"" in Path(download.value.path()).read_text("utf-8-sig")
    page.get_by_role("button", name="Show on the map").click()
    page.get_by_text("These events are on the Explore map").wait_for(timeout=30_000)
    page.get_by_role("link", name="Explore").click()
    page.get_by_text("from your own reports").wait_for(timeout=90_000)
    page.locator(".fm-sentence").wait_for(timeout=30_000)
    settled(page)
    assert page.locator(".front-map").evaluate(_CAMERA) == camera
    assert "day=2025-03-14" in page.url


def test_a_reading_is_cancelled_within_a_second_and_keeps_what_it_has(page: Any, live: Served) -> None:
    opened(page, live.url)
    drop(page, "more.jsonl", rows(6000, first=1000))
    page.get_by_role("button", name="Read 1 file").click(timeout=60_000)
    page.get_by_text("a second,").wait_for(timeout=60_000)
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("Stopped after").wait_for(timeout=10_000)
    assert "what was read is kept" in page.get_by_text("Stopped after").inner_text()
    assert page.get_by_role("button", name="Show on the map").is_enabled()
    page.get_by_role("button", name="Close").click()
    page.get_by_text("Stopped after").wait_for(state="detached", timeout=30_000)


def test_a_file_in_the_watched_folder_comes_onto_the_map_which_stays_as_it_is(
    page: Any, live: Served, incoming: Path
) -> None:
    root = opened(page, f"{live.url}/{_LINK}")
    page.get_by_text("Watching folder").wait_for(timeout=30_000)
    root.evaluate("root => { window.kept = root.frontMap; }")
    root.evaluate("(root, id) => root.frontMap.showRecord(id)", bundled_events(Settings())[0].event_id)
    title = page.locator(".fm-panel h2").inner_text()
    camera = zoomed(page, root)
    before = page.evaluate("window.kept.model.events.length")
    (incoming / "new.jsonl").write_bytes(rows(12, first=90_000) + b"no JSON\n")
    page.get_by_text("12 reports, 1 error, last look").wait_for(timeout=60_000)
    page.wait_for_function("before => window.kept.model.events.length >= before + 12", arg=before, timeout=60_000)
    settled(page, 500)
    assert root.evaluate("root => window.kept === root.frontMap")
    assert page.locator(".fm-panel").is_visible()
    assert page.locator(".fm-panel h2").inner_text() == title
    assert root.evaluate(_CAMERA) == camera
    assert "day=2025-03-14" in page.url
    (incoming / "new.jsonl").unlink()
    page.get_by_text("0 reports, 0 errors, last look").wait_for(timeout=60_000)
    page.wait_for_function("before => window.kept.model.events.length === before", arg=before, timeout=60_000)
    assert root.evaluate(_CAMERA) == camera
