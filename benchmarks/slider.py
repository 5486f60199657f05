"""How long from a key press on a slider to the repainted map, in the app and in the stand-alone file.

    python benchmarks/slider.py

Prints medians over 60 presses in headless Chromium (measured inside the page, from the key event's own time
stamp to the task after the repaint), the websocket frames while the key is held, the outside requests, the
time to the first map and the bytes of the payload.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.served import app, chromium
from geo.pipeline import load_front
from geo.settings import Settings
from geo.views.interactive import payload, save_html
from geo.views.view import MapView

PRESSES = 60


def measure(browser: Any, url: str, name: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    frames: list[int] = []
    outside: list[str] = []
    inside = ("http://127.0.0.1", "ws://127.0.0.1", "file:", "data:", "blob:", "about:")
    page.on("request", lambda request: None if request.url.startswith(inside) else outside.append(request.url))
    page.on("websocket", lambda socket: socket.on("framesent", lambda data: frames.append(len(data))))
    start = time.perf_counter()
    page.goto(url)
    page.locator(".fm-sentence").wait_for(timeout=120_000)
    first = time.perf_counter() - start
    page.wait_for_timeout(1500)
    root = page.locator(".front-map")
    for slider in ("Day of the claimed zone", "Last day of the advances"):
        page.get_by_role("slider", name=slider).focus()
        root.evaluate("root => { root.frontMap.stats.latency.length = 0; }")
        frames.clear()
        for press in range(PRESSES):
            page.keyboard.down("ArrowLeft" if press < PRESSES / 2 else "ArrowRight")
            page.wait_for_timeout(60)
        held = len(frames)
        page.keyboard.up("ArrowRight")
        times = sorted(root.evaluate("root => root.frontMap.stats.latency"))
        print(
            f"{name:12} {slider:26} median {statistics.median(times):6.1f} ms, "
            f"95 % {times[int(0.95 * len(times))]:6.1f} ms, "
            f"{len(times)} repaints, {held} frames to the server while held"
        )
    print(f"{name:12} first map after {first:.1f} s, {len(outside)} outside requests")
    context.close()


def main() -> None:
    made = load_front(Settings())
    data = payload(made.timeline, made.boundaries, made.gazetteer, MapView.default(made.timeline))
    size = len(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())
    print(f"payload      {size / 1000:.0f} kB for {len(made.joined.table)} records")
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        page = save_html(data, Path(folder) / "front.html")
        print(f"page         {page.stat().st_size / 1000:.0f} kB, stand-alone")
        measure(browser, page.as_uri(), "stand-alone")
        with app() as url:
            measure(browser, url, "app, cold")
            measure(browser, url, "app, warm")


if __name__ == "__main__":
    main()
