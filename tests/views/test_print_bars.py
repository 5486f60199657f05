"""What a print map promises, measured on what is drawn: scale, extent, arrows, type, files, and bytes."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
import zlib
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib import rc_context
from PIL import Image
from pypdf import PdfReader
from pyproj import Geod
from shapely import segmentize
from shapely.geometry import Polygon, box

from geo.records import Frame
from geo.views import words
from geo.views.edition import PLAIN, Edition
from geo.views.languages import table
from geo.views.static import RC, compose, render, write_map
from geo.views.static_marks import MARK
from geo.views.themes import THEMES
from geo.views.view import SIZES, MapView
from tests.conftest import ROOT
from tests.views.frames import VIEW, advance, event, frame
from tests.views.ground import MadeUpBoundaries, _layer, made_up_gazetteer
from tests.views.measured import Drawn, drawn
from tests.views.test_static import _busy

BOUNDARIES: Any = MadeUpBoundaries()
GAZETTEER = made_up_gazetteer()
LAYERS = ("base", "zones", "advances", "labels", "furniture")
EARTH = Geod(ellps="WGS84")
#: Extents from the smallest to the widest that a view takes, from the equator to both polar ends.
EXTENTS = {
    "front": (33.7, 50.55, 36.0, 51.85),
    "village": (35.0, 51.0, 35.02, 51.02),
    "country": (22.0, 44.0, 41.0, 53.0),
    "equator": (-1.5, -1.0, 1.5, 1.0),
    "north": (20.0, 80.0, 26.0, 83.9),
    "south": (-70.0, -79.9, -50.0, -70.0),
    "widest": (0.0, 20.0, 60.0, 60.0),
    "flat": (30.0, 50.0, 42.0, 50.5),
    "upright": (35.0, 45.0, 37.0, 57.0),
}
ANYWHERE = pytest.mark.parametrize(
    ("name", "size"),
    [(name, ("web", "column", "a4_portrait", "slide", "square")[at % 5]) for at, name in enumerate(EXTENTS)]
    + [("front", size) for size in ("column", "portrait", "slide_4k")],
)


def _view(name: str, size: str) -> MapView:
    return VIEW.changed(bbox=EXTENTS[name], size=size)


def _middle(view: MapView) -> tuple[float, float]:
    west, south, east, north = view.bbox
    return (west + east) / 2, (south + north) / 2


def _pair(view: MapView, metres: float, bearing: float) -> Frame:
    """Two reports `metres` apart, as far from the middle of the view one way as the other."""
    lon, lat = _middle(view)
    ends = [EARTH.fwd(lon, lat, bearing + turn, metres / 2)[:2] for turn in (0.0, 180.0)]
    told = [event(f"P{at}", place_id=f"p:{at}", lon=lon, lat=lat) for at, (lon, lat) in enumerate(ends)]
    return frame(*told, view=view)


@ANYWHERE
def test_the_drawn_scale_bar_is_within_one_percent_of_the_geodesic_at_the_middle(name: str, size: str) -> None:
    for bearing in (90.0, 0.0):
        assert _scale_over_ground(_view(name, size), bearing, PLAIN) == pytest.approx(1, rel=0.01)


@pytest.mark.parametrize("name", ["front", "flat", "north", "equator"])
def test_the_scale_bar_of_an_exact_extent_is_as_right(name: str) -> None:
    for bearing in (90.0, 0.0):
        exact = Edition(fit="exact")
        assert _scale_over_ground(_view(name, "web"), bearing, exact) == pytest.approx(1, rel=0.01)


def _scale_over_ground(view: MapView, bearing: float, edition: Edition) -> float:
    """Points a metre on the scale bar, over those between two marks a known distance apart on the ground."""
    with rc_context(RC):
        panel = compose(frame(view=view), view, BOUNDARIES, GAZETTEER, (), edition).panel
    apart = 0.25 * min(panel.width, panel.height) / panel.points_per_m
    made = drawn(_pair(view, apart, bearing), view, BOUNDARIES, GAZETTEER, edition)
    metres, length = made.scale_bar()
    (x0, y0), (x1, y1) = ((mark.min(axis=0) + mark.max(axis=0)) / 2 for mark in made.patches("advances"))
    return float(length / metres / (np.hypot(x1 - x0, y1 - y0) / apart))


class _AskedGround(MadeUpBoundaries):
    """Land exactly where a view asks for: what is drawn of it is the extent."""

    def __init__(self, bbox: tuple[float, float, float, float]) -> None:
        self.land = _layer([{"geometry": segmentize(box(*bbox), (bbox[2] - bbox[0]) / 64)}])


def _edges(view: MapView, edition: Edition) -> tuple[Drawn, np.ndarray]:
    """Pixels at the sheet's dpi from each edge of the panel to that of the asked extent: west, south, east, north."""
    ground: Any = _AskedGround(view.bbox)
    made = drawn(frame(view=view), view, ground, GAZETTEER, edition)
    land = made.patches("base")[1]
    (west, south), (east, north) = land.min(axis=0), land.max(axis=0)
    panel = made.panel()
    gaps = np.array([west - panel[0], south - panel[1], panel[2] - east, panel[3] - north])
    return made, gaps * edition.sheet(view).dpi / 72


@pytest.mark.parametrize(("name", "size"), [(name, ("column", "slide")[at % 2]) for at, name in enumerate(EXTENTS)])
def test_land_reaches_the_edges_of_the_panel_wherever_it_lies(name: str, size: str) -> None:
    view = _view(name, size)
    ground: Any = _AskedGround((-180.0, -89.0, 180.0, 89.0))
    panel, land = (Polygon(corners) for corners in drawn(frame(view=view), view, ground, GAZETTEER).patches("base")[:2])
    assert panel.difference(land).area < 0.0001 * panel.area, "water where there is land"


@ANYWHERE
def test_a_filled_panel_has_the_extent_in_its_middle_edge_to_edge_the_tight_way(name: str, size: str) -> None:
    made, (west, south, east, north) = _edges(_view(name, size), PLAIN)
    assert min(abs(west) + abs(east), abs(south) + abs(north)) <= 1.0
    assert west == pytest.approx(east, abs=1.0)
    assert south == pytest.approx(north, abs=1.0)
    assert min(west, south, east, north) >= -1.0, "nothing of what was asked is cut off"
    assert made.made.panel.bbox == made.made.view.bbox


@ANYWHERE
def test_an_exact_panel_has_the_extent_edge_to_edge_all_round(name: str, size: str) -> None:
    _, gaps = _edges(_view(name, size), Edition(fit="exact"))
    assert np.abs(gaps).max() <= 1.0, gaps


@pytest.mark.parametrize(
    ("theme", "size"), [*(("light", size) for size in sorted(SIZES)), ("dark", "web"), ("grey", "column")]
)
def test_every_arrow_ends_within_one_marker_radius_of_its_place(theme: str, size: str) -> None:
    view = VIEW.changed(size=size)
    made = drawn(_busy(view), view, BOUNDARIES, GAZETTEER, Edition.of({"theme": theme}))
    apart, radius = _tips_from_ends(made), MARK * made.made.sheet.unit
    assert apart.shape == (4, 4)
    assert apart.min(axis=1).max() <= radius, "a place without an arrow's tip at it"
    assert apart.min(axis=0).max() <= radius, "a tip away from every place"


def test_arrows_of_any_length_and_bearing_end_at_their_places() -> None:
    moves = tuple(
        advance(
            advance_id=f"ad{at}", end=(34.0 + 0.3 * (at % 6), 50.8 + 0.4 * (at // 6)), place_id=f"p:{at}",
            start=(34.0 + 0.3 * (at % 6) + reach * np.cos(at), 50.8 + 0.4 * (at // 6) + reach * np.sin(at)),
        )
        for at, reach in enumerate((0.001, 0.01, 0.03, 0.08, 0.2, 0.5, 0.9, 1.5, 0.0001, 0.05, 0.1, 0.02))
    )  # fmt: skip
    made = drawn(frame(advances=moves), VIEW, BOUNDARIES, GAZETTEER)
    apart, radius = _tips_from_ends(made), MARK * made.made.sheet.unit
    assert apart.shape == (len(moves), len(moves))
    assert apart.min(axis=1).max() <= radius, "a place without an arrow's tip at it"
    assert apart.min(axis=0).max() <= radius, "a tip away from every place"


def _tips_from_ends(made: Drawn) -> np.ndarray:
    """Points from the end of each advance of the map to each tip that is drawn, (ends, tips)."""
    ends = np.array([made.made.panel.at(*one.end) for _, one in made.made.scene.advances]) + made.panel()[:2]
    apart: np.ndarray = np.hypot(*(ends[:, None, :] - made.arrow_tips()[None, :, :]).transpose(2, 0, 1))
    return apart


def test_the_measure_of_arrows_finds_one_that_ends_elsewhere() -> None:
    made = drawn(_busy(), VIEW, BOUNDARIES, GAZETTEER)
    (key, first), *others = made.made.scene.advances
    moved = (key, replace(first, end=(first.end[0] + 0.05, first.end[1])))
    object.__setattr__(made.made.scene, "advances", (moved, *others))
    apart, radius = _tips_from_ends(made), MARK * made.made.sheet.unit
    assert np.count_nonzero(apart.min(axis=1) > radius) == np.count_nonzero(apart.min(axis=0) > radius) == 1


# ---- files


@lru_cache(maxsize=32)
def _file(form: str, theme: str = "light", lang: str = "en", dpi: int | None = None) -> bytes:
    view = _spoken(lang)
    return render(
        _busy(view), view, boundaries=BOUNDARIES, gazetteer=GAZETTEER, format=form, dpi=dpi,
        edition=Edition.of({"theme": theme}),
    )  # fmt: skip


def _spoken(lang: str) -> MapView:
    return VIEW.changed(lang=lang, ui=lang, note="A note of the desk.")


def pdf_fonts(path: Path) -> list[dict[str, str]]:
    """What pdffonts tells of a file's fonts; skips where it is missing."""
    if shutil.which("pdffonts") is None:
        pytest.skip("no pdffonts is installed: apt-get install poppler-utils")
    lines = subprocess.run(["pdffonts", path], check=True, capture_output=True, text=True).stdout.splitlines()
    columns = [match.span() for match in re.finditer(r"-+(?: |$)", lines[1])]
    names = [lines[0][start:end].strip() for start, end in columns]
    return [
        {name: line[start:end].strip() for name, (start, end) in zip(names, columns, strict=True)} for line in lines[2:]
    ]


@pytest.mark.parametrize("lang", ["en", "uk", "ru"])
def test_pdffonts_finds_every_font_of_a_pdf_embedded(lang: str, tmp_path: Path) -> None:
    path = tmp_path / "map.pdf"
    path.write_bytes(_file("pdf", lang=lang))
    fonts = pdf_fonts(path)
    assert fonts
    assert {font["emb"] for font in fonts} == {"yes"}
    assert {font["uni"] for font in fonts} == {"yes"}, "letters can be copied as letters"
    assert not any("Type 3" in font["type"] for font in fonts), "outlines only, no font that an editor can open"


@pytest.mark.parametrize("lang", ["en", "uk", "ru"])
def test_the_text_of_a_pdf_can_be_read_out(lang: str) -> None:
    text = re.sub(r"\s+", " ", PdfReader(BytesIO(_file("pdf", lang=lang))).pages[0].extract_text())
    assert words.title(_spoken(lang)) in text
    assert {"en": "Sudzha", "uk": "Суджа", "ru": "Суджа"}[lang] in text
    assert {"en": "UKRAINE", "uk": "УКРАЇНА", "ru": "УКРАИНА"}[lang] in text
    assert "A note of the desk." in text


@pytest.mark.parametrize("lang", ["en", "uk"])
@pytest.mark.parametrize("theme", sorted(THEMES))
def test_the_text_of_an_svg_is_text_in_a_named_font_and_no_outline(theme: str, lang: str) -> None:
    svg = _file("svg", theme, lang).decode()
    root = ET.fromstring(svg)
    told = [text for text in root.iter() if text.tag.endswith("}text")]
    assert len(told) > 30
    assert all("".join(text.itertext()).strip() for text in told)
    assert all("DejaVu Sans" in text.get("style", "") for text in told)
    assert not re.search(r'(?:id|href)="#?DejaVu', svg), "no letter is an outline"
    whole = " ".join("".join(text.itertext()) for text in told)
    assert words.title(_spoken(lang)) in whole
    shown = drawn(_busy(_spoken(lang)), _spoken(lang), BOUNDARIES, GAZETTEER, Edition.of({"theme": theme}))
    lost = [text.get_text() for text in shown.texts() if text.get_text() not in whole]
    assert not lost, "every text of the figure is a text of the file"


def test_the_layers_of_an_svg_are_named_and_stand_in_order() -> None:
    svg = _file("svg").decode()
    at = [svg.index(f'<g id="{layer}"') for layer in LAYERS]
    assert at == sorted(at)
    groups = {one.get("id") for one in ET.fromstring(svg).iter() if one.tag.endswith("}g")}
    assert groups >= set(LAYERS)


@pytest.mark.browser
@pytest.mark.parametrize("theme", sorted(THEMES))
def test_an_svg_opens_in_a_browser_without_an_error(theme: str, chromium: Any, tmp_path: Path) -> None:
    path = tmp_path / "map.svg"
    path.write_bytes(_file("svg", theme, "uk"))
    page = chromium.new_page(viewport={"width": 900, "height": 700})
    troubles: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: troubles.append(error.message))
    page.on("console", lambda line: troubles.append(line.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    told = page.evaluate(
        """() => ({root: document.documentElement.tagName,
                   broken: document.querySelectorAll('parsererror').length,
                   texts: [...document.querySelectorAll('text')].map(t => [t.textContent, t.getBBox().width]),
                   box: document.documentElement.getBoundingClientRect().width})"""
    )
    page.close()
    assert (told["root"], told["broken"], troubles) == ("svg", 0, [])
    assert asked == [path.as_uri()], "the map asks the network for nothing"
    assert any("Суджа" in text for text, _ in told["texts"])
    assert all(wide > 0 for text, wide in told["texts"] if text.strip())
    assert told["box"] == pytest.approx(VIEW.sheet.width_in * 96, rel=0.01)


def test_an_svg_opens_in_inkscape_at_its_size(tmp_path: Path) -> None:
    if shutil.which("inkscape") is None:
        pytest.skip("no inkscape is installed: apt-get install inkscape")
    path, picture = tmp_path / "map.svg", tmp_path / "map.png"
    path.write_bytes(_file("svg"))
    command = ["inkscape", "--export-type=png", "--export-dpi=96", f"--export-filename={picture}", str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180, env={**os.environ, "HOME": str(tmp_path)})
    opened, sheet = Image.open(picture), VIEW.sheet
    assert opened.size == pytest.approx((sheet.width_in * 96, sheet.height_in * 96), abs=1.5)
    ours = Image.open(BytesIO(_file("png", dpi=96))).convert("L")
    theirs = Image.new("RGB", opened.size, "white")
    theirs.paste(opened, mask=opened.getchannel("A") if opened.mode == "RGBA" else None)
    apart = np.abs(np.asarray(ours, float) - np.asarray(theirs.convert("L").resize(ours.size), float))
    assert apart.mean() < 8, "inkscape shows another picture"


def png_chunks(content: bytes) -> list[tuple[str, bytes]]:
    """Return the chunks of a PNG whose sums are right; one that is not is named "broken"."""
    at, chunks = 8, []
    while at < len(content):
        (size,), name = struct.unpack(">I", content[at : at + 4]), content[at + 4 : at + 8]
        data = content[at + 8 : at + 8 + size]
        (told,) = struct.unpack(">I", content[at + 8 + size : at + 12 + size])
        chunks.append((name.decode() if told == zlib.crc32(name + data) else "broken", data))
        at += 12 + size
    return chunks


def png_texts(content: bytes) -> dict[str, str]:
    """Return the texts of a PNG by keyword: tEXt is Latin-1, iTXt is UTF-8 and here not compressed."""
    told = {}
    for name, data in png_chunks(content):
        if name == "tEXt":
            keyword, _, text = data.partition(b"\0")
            told[keyword.decode()] = text.decode("latin-1")
        if name == "iTXt":
            keyword, _, rest = data.partition(b"\0")
            told[keyword.decode()] = rest[2:].split(b"\0", 2)[2].decode()
    return told


@pytest.mark.parametrize("dpi", [72, 300, 600])
def test_a_png_says_its_dpi_and_has_the_pixels_that_makes(dpi: int) -> None:
    content = _file("png", dpi=dpi)
    chunks = dict(png_chunks(content))
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert "broken" not in chunks
    across, down, unit = struct.unpack(">IIB", chunks["pHYs"])
    assert unit == 1, "pixels a metre"
    assert (round(across * 0.0254), round(down * 0.0254)) == (dpi, dpi)
    wide, tall = struct.unpack(">II", chunks["IHDR"][:8])
    assert (wide, tall) == (round(VIEW.sheet.width_in * dpi), round(VIEW.sheet.height_in * dpi))


@pytest.mark.parametrize("lang", ["en", "uk"])
def test_a_png_carries_its_title_and_its_alt_text(lang: str) -> None:
    told = png_texts(_file("png", lang=lang))
    assert told["Title"] == words.title(_spoken(lang))
    assert words.plain_sentence(_busy(_spoken(lang)), _spoken(lang)) in told["Description"]


@pytest.mark.parametrize(("form", "lang"), [("png", "en"), ("svg", "uk"), ("pdf", "ru")])
def test_the_text_beside_a_map_has_all_that_a_desk_needs(form: str, lang: str, tmp_path: Path) -> None:
    view = _spoken(lang).changed(title="My own title")
    shown = _busy(view)
    path = write_map(tmp_path / f"map.{form}", shown, view, boundaries=BOUNDARIES, gazetteer=GAZETTEER, dpi=72)
    beside = path.with_name(f"{path.name}.txt").read_text()
    told = table(lang)
    for needed in (
        "My own title", words.plain_sentence(shown, view), words.source_line(shown.events, lang=lang),
        "The Daily Example", told["boundary_note"], told["schematic_note"], told["basemap_credit"],
        words.data_hash(shown), view.to_yaml(),
    ):  # fmt: skip
        assert needed in beside, needed
    parts = beside.split("\n\n")
    assert MapView.from_yaml(parts[-1]) == view, "the view can be read back"


_SCRIPT = """
import hashlib, json
from tests.views import test_print_bars as bars
print(json.dumps(bars.digests()))
"""


def digests() -> dict[str, str]:
    """What each format gives in each theme."""
    return {
        f"{form} {theme}": hashlib.sha256(_file(form, theme, "uk", 100 if form == "png" else None)).hexdigest()
        for form in ("png", "svg", "pdf")
        for theme in THEMES
    }


def test_another_process_gives_the_same_bytes_in_every_format_and_theme() -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Asia/Tokyo", "SOURCE_DATE_EPOCH": ""}
    environment.pop("SOURCE_DATE_EPOCH")
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _SCRIPT], check=True, capture_output=True, text=True, cwd=ROOT,
        env=environment, timeout=300,
    )  # fmt: skip
    mine = digests()
    assert json.loads(told.stdout) == mine
    assert len(set(mine.values())) == 9, "no theme and no format looks like another"
