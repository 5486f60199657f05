"""The interactive map at 1,000 to 1,000,000 records, beside a folium map rebuilt or fed by feature groups.

    python -m benchmarks.explore                       the app at 1k, 10k and 100k records, the rivals beside it
    python -m benchmarks.explore --sizes 1000000       as many records as asked
    python -m benchmarks.explore --no-rivals

Headless Chromium; medians. A press is a key on the day's slider, measured in the page from the key event's own time
stamp to the task after the repaint. Rivals are measured from the key event to the frame in which their map shows the
new day. First map: from the address to the task after the first paint, by the page's own clock, the server having made
the record's map once before; median of five.
streamlit-folium is not among the requirements: `pip install streamlit-folium`.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.served import ROOT, app, chromium
from benchmarks.synthetic import synthetic_table

PRESSES = 40
TICKS = 40
TICK_MS = 100
FIRST_MAPS = 5
REST_MS = 800
#: slider press ms, frames of 40, first map s, payload MB
BARS = {1_000: (50, 40, 1.5, 0.1), 10_000: (60, 40, 1.5, 0.5), 100_000: (120, 40, 3, 4), 1_000_000: (400, 25, 8, 25)}

_FIRST_WORD = """new MutationObserver(() => {
  if (!window.firstWord && document.body && document.body.textContent.includes("Here.")) {
    window.firstWord = performance.timeOrigin + performance.now();
  }
}).observe(document, { childList: true, subtree: true });"""
_PLAY = """([root, ticks, ms]) => new Promise((done) => {
  const map = root.frontMap, before = map.stats.paints;
  let left = ticks;
  const timer = setInterval(() => {
    map.axis.move("day", map.view.day + 1);
    if (--left === 0) { clearInterval(timer); setTimeout(() => done(map.stats.paints - before), 2 * ms); }
  }, ms);
})"""
_RIVAL_DAY = """() => {
  for (const frame of document.querySelectorAll("iframe")) {
    const circle = frame.contentDocument && frame.contentDocument.querySelector("path[class^='day-']");
    if (circle) return circle.getAttribute("class").match(/day-(\\d+)/)[1];
  }
  return null;
}"""
_RIVAL_SHOWS = """() => [...document.querySelectorAll("iframe")].some((frame) => {
  const page = frame.contentDocument;
  return page && page.querySelector(`.day-${window.wantedDay}`);
})"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    asked.add_argument("--no-rivals", action="store_true")
    given = asked.parse_args()
    print(f"{'records':>9} {'what':22} {'press ms':>9} {'95 %':>7} {'frames/40':>9} {'first s':>8} {'payload MB':>10}")
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        print(f"{'':9} an empty Streamlit page shows its first word after {_empty(browser):.2f} s")
        for size in given.sizes:
            table = Path(folder) / f"{size}.parquet"
            synthetic_table(size).to_parquet(table)
            own = _ours(browser, table, size)
            if not given.no_rivals:
                _rivals(browser, table, size, own)


def _ours(browser: Any, table: Path, size: int) -> float:
    with app({"GEO_EVENTS": str(table), "GEO_WORKSPACE": str(table.with_suffix(".sqlite"))}) as url:
        start = time.perf_counter()
        context, page = _page(browser)
        _first_map(page, url, timeout_s=900)
        cold = time.perf_counter() - start
        context.close()
        first = statistics.median(_warm(browser, url) for _ in range(FIRST_MAPS))
        context, page = _page(browser)
        sent: list[int] = []
        outside: list[str] = []
        frames: list[int] = []
        page.on("response", lambda response: sent.append(_size(response)))
        page.on("request", lambda request: None if "127.0.0.1" in request.url else outside.append(request.url))
        page.on("websocket", lambda socket: socket.on("framesent", lambda data: frames.append(len(data))))
        _first_map(page, url, timeout_s=120)
        page.wait_for_timeout(2500)
        root = page.locator(".front-map").element_handle()
        presses = _presses(page, root, PRESSES, frames)
        played = page.evaluate(_PLAY, [root, TICKS, TICK_MS])
        wide = _wide(page, root)
        heap = _heap(page, root)
        megabytes = sum(sent) / 1e6
        bars = BARS.get(size)
        _line(size, "front map", presses["median"], presses["high"], played, first, megabytes)
        if bars:
            _line(size, "  bar", bars[0], float("nan"), bars[1], bars[2], bars[3])
        print(
            f"{'':9}   all in the window: press {wide:.0f} ms; heap after 200 moves {heap:.3f} x that after 10; "
            f"{presses['sent']} frames to the server while held; {len(outside)} outside requests; cold {cold:.1f} s"
        )
        context.close()
        return float(presses["median"])


def _warm(browser: Any, url: str) -> float:
    """Time from the address to the first map of a reader who was never here, s."""
    context, page = _page(browser)
    start = time.time()
    _first_map(page, url, timeout_s=120)
    root = page.locator(".front-map").element_handle()
    page.wait_for_function("(root) => root.frontMap.stats.first !== null", arg=root)
    shown = page.evaluate("(root) => performance.timeOrigin + root.frontMap.stats.first", root)
    _leave(context, page)
    return float(shown) / 1000 - start


def _leave(context: Any, page: Any) -> None:
    """Close a page that has come to rest, and let its processes end before the next one is timed."""
    page.wait_for_timeout(REST_MS)
    context.close()
    time.sleep(REST_MS / 1000)


def _empty(browser: Any) -> float:
    """Median time from the address to the first word of a page without any app, by the same clock, s."""
    times = []
    with app(script=ROOT / "benchmarks" / "rivals" / "empty_app.py") as url:
        for _ in range(FIRST_MAPS + 1):
            context, page = _page(browser)
            page.add_init_script(_FIRST_WORD)
            start = time.time()
            page.goto(url, wait_until="commit")
            shown = page.wait_for_function("window.firstWord", timeout=60_000).json_value()
            times.append(float(shown) / 1000 - start)
            _leave(context, page)
    return statistics.median(times[1:])


def _size(response: Any) -> int:
    if "front_map_parts" not in response.url:
        return 0
    return len(response.body())


def _first_map(page: Any, url: str, timeout_s: float) -> None:
    page.goto(url, wait_until="commit")
    root = page.locator(".front-map").element_handle(timeout=timeout_s * 1000)
    page.wait_for_function(
        "(root) => root.frontMap && root.frontMap.stats.paints > 0", arg=root, timeout=timeout_s * 1000, polling=20
    )


def _presses(page: Any, root: Any, count: int, frames: list[int]) -> dict[str, float]:
    page.get_by_role("slider").first.focus()
    page.evaluate("(root) => { root.frontMap.stats.latency.length = 0; }", root)
    frames.clear()
    for press in range(count):
        page.keyboard.down("ArrowLeft" if press < count / 2 else "ArrowRight")
        page.wait_for_timeout(60)
    held = len(frames)
    page.keyboard.up("ArrowRight")
    page.wait_for_timeout(300)
    times = sorted(page.evaluate("(root) => root.frontMap.stats.latency", root))
    return {"median": statistics.median(times), "high": times[int(0.95 * len(times))], "sent": held}


def _wide(page: Any, root: Any) -> float:
    """A press with every record in the window of the advances."""
    page.evaluate("(root) => { const m = root.frontMap; m.change({ from: m.model.first, follow: 'grow' }); }", root)
    page.wait_for_timeout(1500)
    return float(_presses(page, root, 12, [])["median"])


def _heap(page: Any, root: Any) -> float:
    """Heap after 200 moves over that after 10, garbage collected before each look."""
    client = page.context.new_cdp_session(page)
    page.evaluate(
        "(root) => { const m = root.frontMap; m.change({ from: Math.max(m.model.first, m.view.day - 6), "
        "to: m.view.day + 1, follow: 'slide' }); }", root,
    )  # fmt: skip

    def used(moves: int) -> int:
        page.evaluate(_PLAY, [root, moves, 20])
        client.send("HeapProfiler.collectGarbage")
        return int(client.send("Runtime.getHeapUsage")["usedSize"])

    page.evaluate("(root) => { root.frontMap.axis.move('day', root.frontMap.model.first); }", root)
    before = used(10)
    return used(190) / before


def _rivals(browser: Any, table: Path, size: int, own: float) -> None:
    try:
        import streamlit_folium  # noqa: F401
    except ImportError:
        sys.exit("The rivals need streamlit-folium: pip install streamlit-folium, or ask with --no-rivals.")
    script = ROOT / "benchmarks" / "rivals" / "folium_app.py"
    for rival in ("groups", "rebuild"):
        with app({"GEO_EVENTS": str(table), "RIVAL": rival}, script=script) as url:
            context, page = _page(browser)
            page.route("**/*", _from_here)
            start = time.perf_counter()
            page.goto(url)
            slider = page.get_by_role("slider")
            slider.wait_for(timeout=120_000)
            day = int(page.wait_for_function(_RIVAL_DAY, timeout=120_000, polling=20).json_value())
            first = time.perf_counter() - start
            times = []
            for press in range(1, 13):
                page.evaluate("(day) => { window.wantedDay = day; }", day + press)
                slider.focus()
                start = time.perf_counter()
                page.keyboard.press("ArrowRight")
                page.wait_for_function(_RIVAL_SHOWS, timeout=60_000, polling="raf")
                times.append((time.perf_counter() - start) * 1000)
                page.wait_for_timeout(200)
            median = statistics.median(times)
            name = "folium, feature group" if rival == "groups" else "folium, rebuilt"
            _line(size, name, median, max(times), None, first, None)
            print(f"{'':9}   {median / own:.1f} x the front map's press")
            context.close()


def _from_here(route: Any) -> None:
    """Answer for the servers that folium asks for scripts: Leaflet from the installed package, the rest empty."""
    url = route.request.url
    if "127.0.0.1" in url:
        route.continue_()
        return
    from xstatic.pkg import leaflet

    name = url.split("?")[0].rsplit("/", 1)[-1]
    path = Path(leaflet.BASE_DIR) / name
    if name in {"leaflet.js", "leaflet.css"} and path.exists():
        kind = "text/javascript" if name.endswith("js") else "text/css"
        route.fulfill(body=path.read_text(encoding="utf-8"), content_type=kind)
    else:
        route.fulfill(body="", content_type="text/javascript" if name.endswith("js") else "text/css")


def _page(browser: Any) -> tuple[Any, Any]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    return context, context.new_page()


def _line(
    size: int, what: str, press: float, high: float, frames: int | None, first: float | None, megabytes: float | None
) -> None:
    def told(value: float | None, digits: int) -> str:
        return "" if value is None or value != value else f"{value:.{digits}f}"

    print(
        f"{size:>9,} {what:22} {told(press, 0):>9} {told(high, 0):>7} {told(frames, 0):>9} {told(first, 2):>8} "
        f"{told(megabytes, 3):>10}", flush=True,
    )  # fmt: skip


if __name__ == "__main__":
    main()
