"""The README's pictures, taken from the running app.

    python benchmarks/screenshots.py
    python benchmarks/screenshots.py print           only the print maps

Writes docs/img/*.png, each under 400 kB.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.served import ROOT, app, chromium

VIEW = "day=2025-03-12&advances_from=2025-03-06&advances_to=2025-03-12"
TARGET = ROOT / "docs" / "img"
PRINTED = {
    "print": "render --day 2025-03-13 --perspective RU --strip",
    "print-days": "series --first 2025-03-10 --last 2025-03-13 --perspective RU",
}
_OPEN_PLACE = """root => { const map = root.frontMap;
  const { events } = map.model;
  const statuses = (hit) => new Set(hit.rows.map((row) => events.get("status", row))).size;
  const places = map.scene.hits.filter((hit) => hit.kind === "place");
  const best = places.reduce((one, two) => (statuses(two) > statuses(one) ? two : one));
  map.select(best); }"""


def shoot(page: Any, name: str) -> None:
    from PIL import Image

    picture = Image.open(io.BytesIO(page.screenshot()))
    target = TARGET / f"{name}.png"
    picture.convert("RGB").save(target, optimize=True)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1000:.0f} kB")


def opened(browser: Any, url: str, *, scheme: str = "light", size: tuple[int, int] = (1440, 900)) -> Any:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page = context.new_page()
    page.goto(url)
    return page


def explore(browser: Any, url: str, name: str, *, panel: bool = False, **options: Any) -> None:
    page = opened(browser, url, **options)
    root = page.locator(".front-map").element_handle(timeout=120_000)
    page.wait_for_function("root => root.frontMap && root.frontMap.stats.paints > 0", arg=root, timeout=120_000)
    page.wait_for_timeout(2500)
    if panel:
        page.locator(".front-map").evaluate(_OPEN_PLACE)
        page.wait_for_timeout(800)
    shoot(page, name)
    page.context.close()


def other(browser: Any, url: str, name: str, wait_for: str, *, height: int = 900) -> None:
    page = opened(browser, url, size=(1440, height))
    page.locator(wait_for).first.wait_for(timeout=120_000)
    page.wait_for_timeout(4000)
    shoot(page, name)
    page.context.close()


def printed() -> None:
    """Print maps as they come from the command: one map, and four days of it on one sheet."""
    import subprocess

    from PIL import Image

    for name, command in PRINTED.items():
        target = TARGET / f"{name}.png"
        told = [*command.split(), "--dpi", "130", "-o", str(target)]
        subprocess.run([sys.executable, "-m", "geo", *told], check=True, cwd=ROOT)
        target.with_name(f"{target.name}.txt").unlink(missing_ok=True)
        picture = Image.open(target).convert("RGB").quantize(128, dither=Image.Dither.NONE)
        picture.save(target, optimize=True)
        print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1000:.0f} kB")


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    printed()
    if sys.argv[1:] == ["print"]:
        return
    with app() as url, chromium() as browser:
        explore(browser, f"{url}/?{VIEW}", "explore")
        explore(browser, f"{url}/?{VIEW}&perspective=all", "explore-panel", panel=True, scheme="dark")
        explore(browser, f"{url}/?{VIEW}", "explore-phone", size=(390, 844))
        explore(browser, f"{url}/?{VIEW}&perspective=RU&compare=beside&against_perspective=assessed", "compare")
        other(browser, f"{url}/reports", "reports", ".rt-text mark", height=1150)
        other(browser, f"{url}/export", "export", "img.fm-print", height=1000)


if __name__ == "__main__":
    main()
