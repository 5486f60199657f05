"""The server answers at once: Streamlit's own files from memory, and a collector that leaves the record alone."""

from __future__ import annotations

import asyncio
import gc
import gzip
import http.client
import re
import statistics
import time
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from geo.ui import explore, serving
from geo.ui.serving import PAGES, KeptFiles, set_aside
from tests.conftest import ROOT

STATIC = Path(st.__file__).parent / "static"


def asked(path: str, *, method: str = "GET", headers: tuple[tuple[bytes, bytes], ...] = ()) -> list[dict[str, Any]]:
    """What a request is answered with; a message "passed" where it was handed on."""
    told: list[dict[str, Any]] = []

    async def behind(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "passed"})

    async def send(message: Any) -> None:
        told.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": list(headers)}
    with ThreadPoolExecutor(1) as aside:  # a browser test may have a loop in this thread
        aside.submit(lambda: asyncio.run(KeptFiles(behind)(scope, None, send))).result()  # type: ignore[arg-type]
    return told


def test_a_script_of_the_app_is_offered_where_a_server_runs_and_compressed_where_that_is_accepted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(serving, "_OWN", {})
    monkeypatch.setattr(serving, "_RUNNING", [])
    assert serving.offered("maps", "let a = 1;") is None
    assert asked("/static/js/none.js") == [{"type": "passed"}]  # which starts one
    address = serving.offered("maps", "let a = 1;")
    assert address is not None
    plain, packed = asked(address), asked(address, headers=((b"accept-encoding", b"gzip, br"),))
    assert plain[1]["body"] == gzip.decompress(packed[1]["body"]) == b"let a = 1;"
    assert dict(packed[0]["headers"])[b"content-encoding"] == b"gzip"
    assert b"content-encoding" not in dict(plain[0]["headers"])
    page = asked("/")[1]["body"].decode()
    assert f'<link rel="modulepreload" href="{address}">' in page
    assert asked("/explore")[0]["status"] == 307
    assert address not in asked("/export")[1]["body"].decode()
    assert serving.offered("maps", "let a = 2;") != address


def test_every_page_comes_with_the_style_of_the_app() -> None:
    text = (ROOT / "geo" / "ui" / "pages.py").read_text(encoding="utf-8")
    paths = re.findall(r'url_path="([a-z]+)"', text)
    assert {"/explore", *PAGES} == {"/", *(f"/{path}" for path in paths)}
    for path in PAGES:
        head, body = asked(path)
        assert dict(head["headers"])[b"cache-control"] == b"no-cache"
        assert b"stMainBlockContainer" in body["body"]
        assert explore._HEIGHT.encode() in body["body"]  # the room kept free is the map's
        assert body["body"].index(b"stMainBlockContainer") < body["body"].index(b"</head>")


def script() -> Path:
    return next((STATIC / "static" / "js").glob("index.*.js"))


def test_a_file_of_streamlit_comes_whole_and_may_be_kept() -> None:
    head, body = asked(f"/static/js/{script().name}")
    headers = dict(head["headers"])
    assert body["body"] == script().read_bytes()
    assert headers[b"content-length"] == str(script().stat().st_size).encode()
    assert b"javascript" in headers[b"content-type"]
    assert b"immutable" in headers[b"cache-control"]


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/health",
        "/index.html",
        "/static/",
        "/static/js/none.js",
        "/static/../index.html",
        "/static/../../../app.py",
    ],
)
def test_everything_else_is_handed_on(path: str) -> None:
    assert asked(path) == [{"type": "passed"}]


def test_another_method_and_a_part_of_a_file_are_handed_on() -> None:
    path = f"/static/js/{script().name}"
    assert asked(path, method="POST") == [{"type": "passed"}]
    assert asked(path, headers=((b"range", b"bytes=0-9"),)) == [{"type": "passed"}]


def test_files_are_found_below_a_base_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "get_option", lambda name: {"server.baseUrlPath": "/front/"}[name])
    assert asked(f"/front/static/js/{script().name}")[1]["body"] == script().read_bytes()


@pytest.mark.browser
def test_the_script_of_the_maps_is_a_file_that_a_browser_keeps(page: Any, app_url: str) -> None:
    page.goto(app_url)
    page.locator(".fm-sentence").wait_for(timeout=90_000)
    page.goto(f"{app_url}/explore")
    page.locator(".fm-sentence").wait_for(timeout=90_000)
    scripts = page.evaluate(
        "performance.getEntriesByType('resource').filter((one) => one.name.includes('/static/own/maps.'))"
        ".map((one) => [one.transferSize, one.decodedBodySize])"
    )
    assert scripts
    assert all(sent == 0 and size > 100_000 for sent, size in scripts)  # the second visit had it
    assert max(page.traffic) < 50_000


@pytest.mark.browser
def test_the_script_is_asked_for_again_and_told_of_where_it_does_not_come(page: Any, app_url: str) -> None:
    asked_for: list[str] = []

    def away(route: Any) -> None:
        asked_for.append(route.request.url)
        if "again=2" in route.request.url and len(asked_for) < 5:
            route.continue_()
        else:
            route.abort("connectionrefused")

    page.route("**/static/own/**", away)
    page.goto(app_url)
    page.locator(".fm-sentence").wait_for(timeout=90_000)
    assert [url.partition("?")[2] for url in asked_for if "?" in url] == ["again=1", "again=2"]
    page.route("**/static/own/**", lambda route: route.abort("connectionrefused"))
    page.goto(f"{app_url}/?day=2025-01-01")
    told = page.get_by_role("alert").filter(has_text="The map could not be opened")
    told.wait_for(timeout=90_000)
    assert told.count() == 1
    assert page.locator(".fm-sentence").count() == 0


@pytest.mark.browser
def test_small_answers_do_not_wait_for_receipts(app_url: str) -> None:
    """A head and a body that wait for each other's receipt take 40 ms each time."""
    connection = http.client.HTTPConnection(app_url.removeprefix("http://"))
    times = []
    for _ in range(21):
        start = time.perf_counter()
        connection.request("GET", "/_stcore/health")
        assert connection.getresponse().read() == b"ok"
        times.append(time.perf_counter() - start)
    connection.close()
    assert statistics.median(times) < 0.03


@pytest.mark.browser
def test_a_server_that_is_away_for_a_moment_is_asked_again(page: Any, app_url: str) -> None:
    turns: list[str] = []

    def away_at_first(route: Any) -> None:
        turns.append(route.request.url)
        if len(turns) < 3:
            route.abort("connectionrefused")
        else:
            route.continue_()

    page.route("**/front.gz", away_at_first)
    page.goto(app_url)
    page.locator(".fm-sentence").wait_for(timeout=90_000)
    assert len(turns) == 3


@pytest.mark.browser
def test_a_server_that_stays_away_is_told_where_the_map_would_be(page: Any, app_url: str) -> None:
    page.route("**/front.gz", lambda route: route.abort("connectionrefused"))
    page.goto(app_url)
    page.get_by_text("Failed to fetch").wait_for(timeout=90_000)
    assert page.locator(".fm-sentence").count() == 0


class Linked:
    """Garbage that only the collector finds."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def _thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("_thawed")
def test_what_is_set_aside_is_not_looked_through_and_old_garbage_goes() -> None:
    kept = Linked()
    set_aside()
    assert gc.get_freeze_count() > 10_000
    gone = weakref.ref(kept)
    del kept
    gc.collect()
    assert gone() is not None
    set_aside()
    assert gone() is None
