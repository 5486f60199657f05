"""The print map beside a screenshot of a folium map and a map of py-staticmaps, of the same records in one run.

    python -m benchmarks.printing                      the bundled record; ten maps in one call; 100,000 records
    python -m benchmarks.printing --records 10000      as many made-up records as asked
    python -m benchmarks.printing --no-rivals

Medians of `REPEATS` warm renders: matplotlib loaded, the base map of the extent cut once before. A rival's time is that
of one picture as its users make it: folium writes a page that a running headless Chromium opens and takes a picture of
(its script comes from the installed xstatic-leaflet, so that no network is waited for); py-staticmaps draws on plain
tiles made here. Neither sets a legend, names, sources, or says who claims what. py-staticmaps is not among the
requirements: `pip install py-staticmaps`.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from geo.pipeline import Front, load_front
from geo.settings import Settings
from geo.views.static import render
from geo.views.view import MapView

REPEATS = 5
#: Seconds: a warm PNG and SVG of the bundled view, a PNG of 100,000 records in view.
BARS = {"png": 0.8, "svg": 0.6, "many": 3.0}
_SIZE = (1620, 1080)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--records", type=int, default=100_000)
    asked.add_argument("--no-rivals", action="store_true")
    given = asked.parse_args()
    front = load_front(Settings())
    view = MapView.default(front.timeline)
    print(f"{'what':46} {'seconds':>8} {'bar':>5}")
    ours = {form: tell(f"bundled view, {form.upper()}", printing(front, view, form), BARS.get(form)) for form in
            ("png", "svg", "pdf")}  # fmt: skip
    ten(front, view)  # before the rivals, whose browser leaves threads, over which no process is forked
    if not given.no_rivals:
        beside(front, view, ours["png"])
    many(given.records)


def printing(front: Front, view: MapView, form: str) -> Callable[[], bytes]:
    """A render of a view, its frame put together before."""
    frame = front.timeline.frame(**view.frame_arguments())
    return lambda: render(frame, view, boundaries=front.boundaries, gazetteer=front.gazetteer, format=form)


def tell(what: str, make: Callable[[], Any], bar: float | None = None) -> float:
    """Time something warm, print and return the median."""
    make()
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        make()
        times.append(time.perf_counter() - start)
    median = statistics.median(times)
    print(f"{what:46} {median:8.2f} {'' if bar is None else f'{bar:5.1f}'}", flush=True)
    return median


def many(count: int) -> None:
    """A view over the whole of a large record, so that all of it is in the picture."""
    from benchmarks.synthetic import synthetic_front

    front = synthetic_front(count)
    timeline = front.timeline
    whole = MapView.default(timeline).changed(advances_from=timeline.first, advances_to=timeline.last)
    view = whole.changed(day=timeline.last, perspective="all", bbox=(30.0, 44.0, 41.0, 53.0))
    shown = len(timeline.frame(**view.frame_arguments()).events)
    tell(f"{shown:,} records in view, PNG", printing(front, view, "png"), BARS["many"] if count >= 100_000 else None)


def ten(front: Front, view: MapView) -> None:
    """Ten maps of ten days: by ten commands one after the other, in one call, and the drawing alone when warm."""
    import yaml

    days = [view.day.fromordinal(view.day.toordinal() - number) for number in range(10)]
    maps = [{"name": f"map-{number}", "view": {"day": day, "bbox": list(view.bbox)}} for number, day in enumerate(days)]
    with tempfile.TemporaryDirectory() as folder:
        job = Path(folder) / "maps.yaml"
        job.write_text(yaml.safe_dump({"maps": maps}), encoding="utf-8")
        bbox = ",".join(map(str, view.bbox))
        start = time.perf_counter()
        for number, day in enumerate(days):
            command("render", "--day", str(day), f"--bbox={bbox}", "-o", str(Path(folder) / f"{number}.png"))
        alone = time.perf_counter() - start
        called = {jobs: newsroom(job, Path(folder) / f"called-{jobs}") for jobs in (1, 2)}
        drawing(front, job, Path(folder) / "cold", 1)
        rounds = [[drawing(front, job, Path(folder) / f"{at}-{jobs}", jobs) for jobs in (1, 2)] for at in range(3)]
        drawn = dict(enumerate(map(statistics.median, zip(*rounds, strict=True)), start=1))
    print(f"{'ten maps by ten commands, one by one':46} {alone:8.2f}")
    for jobs, took in called.items():
        print(
            f"{f'ten maps in one command, processes: {jobs}':46} {took:8.2f}  {alone / took:.1f} x faster than by ten"
        )
    for jobs, took in drawn.items():
        print(f"{f'ten maps, their drawing when warm: {jobs}':46} {took:8.2f}")
    print(f"{'':10}two processes draw {drawn[1] / drawn[2]:.2f} x faster than one (bar 1.7);", end=" ")
    print(f"{called[1] / called[2]:.2f} x with Python's start and the loading of the record")


def newsroom(job: Path, folder: Path) -> float:
    """Seconds of the whole command, Python's start and the loading of the record included."""
    start = time.perf_counter()
    command("newsroom", str(job), "-o", str(folder), "--jobs", folder.name[-1])
    return time.perf_counter() - start


def drawing(front: Front, job: Path, folder: Path, jobs: int) -> float:
    """Seconds in which so many processes draw the maps of a file, forked from this one, which has drawn before."""
    from geo.newsroom.orders import read_orders
    from geo.newsroom.production import Production

    start = time.perf_counter()
    report = Production(read_orders(job), folder, jobs).run(front, Settings())
    took = time.perf_counter() - start
    if any(result.status != "made" for result in report.results):
        raise RuntimeError("a map was not made")
    return took


def command(*words: str) -> None:
    """Run a command of the project and wait for its end; with compiled modules, as where Python may keep them."""
    kept = {name: told for name, told in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, "-m", "geo", *words], check=True, capture_output=True, env=kept)


def beside(front: Front, view: MapView, ours: float) -> None:
    """The rivals on the same records and extent, their pictures of the same size."""
    from benchmarks.served import chromium

    frame = front.timeline.frame(**view.frame_arguments())
    points = [(row.lon, row.lat, row.place_name) for row in frame.events.dropna(subset=["lon", "lat"]).itertuples()]
    shapes = [zone.geometry for zone in frame.zones if zone.geometry is not None]
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        page = browser.new_page(viewport={"width": _SIZE[0], "height": _SIZE[1]})
        took = tell("folium, screenshot by Chromium", lambda: pictured(page, Path(folder), view, points, shapes))
        print(f"{'':10}{took / ours:.2f} x our PNG")
    if importlib.util.find_spec("staticmaps"):
        took = tell("py-staticmaps, Pillow", lambda: static_map(points, shapes))
        print(f"{'':10}{took / ours:.2f} x our PNG")
    else:
        print("py-staticmaps is not installed: pip install py-staticmaps")


def pictured(page: Any, folder: Path, view: MapView, points: list[Any], shapes: list[Any]) -> bytes:
    """A folium map of the records, saved, opened and photographed."""
    import folium

    west, south, east, north = view.bbox
    made = offline_map()
    for shape in shapes:
        folium.GeoJson(shape.__geo_interface__).add_to(made)
    for lon, lat, name in points:
        folium.CircleMarker([lat, lon], radius=5, tooltip=name).add_to(made)
    made.fit_bounds([[south, west], [north, east]])
    path = folder / "rival.html"
    made.save(str(path))
    page.goto(path.as_uri())
    page.wait_for_function("document.querySelectorAll('path.leaflet-interactive').length > 0")
    picture: bytes = page.screenshot()
    return picture


def offline_map() -> Any:
    """A folium map whose script and style are those of the installed Leaflet."""
    import folium
    from xstatic.pkg import leaflet

    base = Path(leaflet.BASE_DIR)

    class Offline(folium.Map):
        default_js = [("leaflet", (base / "leaflet.js").as_uri())]  # noqa: RUF012 - as folium declares it
        default_css = [("leaflet_css", (base / "leaflet.css").as_uri())]  # noqa: RUF012

    return Offline([51.2, 35.0], zoom_start=9, tiles=None)


def static_map(points: list[Any], shapes: list[Any]) -> bytes:
    """A map of py-staticmaps on plain tiles."""
    import shapely
    import staticmaps

    context = staticmaps.Context()
    context.set_tile_downloader(_PlainTiles())
    for shape in shapes:
        for part in shapely.get_parts(shape):
            ring = [staticmaps.create_latlng(lat, lon) for lon, lat in shapely.get_coordinates(part.exterior)]
            context.add_object(staticmaps.Area(ring, color=staticmaps.ORANGE, width=2))
    for lon, lat, _ in points:
        context.add_object(staticmaps.Marker(staticmaps.create_latlng(lat, lon), size=8))
    out = BytesIO()
    context.render_pillow(*_SIZE).save(out, "PNG")
    return out.getvalue()


class _PlainTiles:
    """Answers for a tile with a plain one, made once: no network is waited for."""

    def __init__(self) -> None:
        from PIL import Image

        out = BytesIO()
        Image.new("RGB", (256, 256), "#f6f4ee").save(out, "PNG")
        self._tile = out.getvalue()

    def set_user_agent(self, user_agent: str) -> None:
        """Asked for by the context; nobody hears it."""

    def get(self, *_: Any) -> bytes:
        """Return the tile."""
        return self._tile


if __name__ == "__main__":
    main()
