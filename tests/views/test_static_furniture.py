"""The furniture of a printed map: its extent, north, scale, call-outs, highlights, numbers, strip, logo and layers."""

from __future__ import annotations

import gzip
import json
import math
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from matplotlib import rc_context
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from PIL import Image
from pyproj import CRS, Geod, Proj
from shapely.geometry import LineString

from geo.errors import ViewError
from geo.places.boundaries import Boundaries, bundled_boundaries
from geo.places.gazetteer import Gazetteer
from geo.records import Frame
from geo.views.edition import Edition
from geo.views.static import RC, Composed, compose, draw, render, sidecar_text
from geo.views.static_inset import scale_box, scale_length_km
from geo.views.static_logo import draw_logo
from geo.views.static_north import lean, north_wanted
from geo.views.static_panel import Panel, shape_of
from geo.views.static_strip import days_of
from geo.views.style import BASE
from geo.views.themes import THEMES, wearing
from geo.views.view import SIZES, MapView
from tests.views.frames import DAY, VIEW, advance, event, frame, zone
from tests.views.ground import MadeUpBoundaries, made_up_gazetteer

BOUNDARIES: Any = MadeUpBoundaries()
GAZETTEER = made_up_gazetteer()
#: A wide strip, a tall one and the front itself.
SHAPES = [(31.0, 50.9, 38.0, 51.9), (34.8, 49.5, 35.6, 52.5), VIEW.bbox]
_INKSCAPE = "{http://www.inkscape.org/namespaces/inkscape}"


@pytest.fixture(autouse=True)
def _measured_type() -> Iterator[None]:
    """Text is measured for the settings that `render` draws with."""
    with rc_context(RC):
        yield


def _busy(view: MapView = VIEW, **changes: Any) -> Frame:
    base: dict[str, Any] = {
        "zones": (zone(denied_ids=("front:sudzha",)),),
        "advances": (
            advance(),
            advance(advance_id="ad2", place_id="gn:7", place_name="Rylsk", end=(34.68, 51.57), start=(35.0, 51.5)),
        ),
    }
    return frame(
        event("Sudzha"),
        event("Basivka", lon=35.15, lat=51.08, event_type="clash", actor_side="UA", status="denied"),
        event("Rylsk", place_id="gn:7", lon=34.68, lat=51.57, event_type="strike", actor_side="UA", status="confirmed"),
        event("Kursk Oblast", place_id="adm1:RU-KRS", precision="admin1", lon=None, lat=None),
        event("Kyiv", place_id="gn:703448", lon=30.52, lat=50.45, event_type="diplomacy", country="UA"),
        view=view,
        **{**base, **changes},
    )  # fmt: skip


def _made(view: MapView = VIEW, shown: Frame | None = None, **fields: Any) -> Composed:
    return compose(shown or _busy(view), view, BOUNDARIES, GAZETTEER, (), Edition.of(fields))


def _drawn(made: Composed) -> Any:
    with wearing(made.edition.worn()):
        figure = draw(made, boundaries=BOUNDARIES, gazetteer=GAZETTEER)
        figure.canvas.draw()
    return figure


def _artists(figure: Any, name: str) -> list[Any]:
    return [
        one for ax in figure.axes for one in (*ax.patches, *ax.collections, *ax.texts, *ax.images)
        if one.get_label() == name
    ]  # fmt: skip


def _box(figure: Any, artists: list[Any]) -> Any:
    """Extent of some artists in points of the sheet."""
    boxes = [one.get_window_extent() for one in artists]
    scale = 72 / figure.dpi
    return (
        min(b.x0 for b in boxes) * scale, min(b.y0 for b in boxes) * scale,
        max(b.x1 for b in boxes) * scale, max(b.y1 for b in boxes) * scale,
    )  # fmt: skip


def _meet(one: Any, other: Any) -> bool:
    return bool(one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3])


def _legend_boxes(made: Composed) -> list[Any]:
    """The left edge of each legend column, a point wide: its words end where its column does."""
    return [(x, top - sum(row.height for row in rows), x + 1.0, top) for x, top, rows in made.sheet.legend]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("bbox", SHAPES)
def test_an_exact_map_shows_its_extent_to_the_pixel_and_nothing_else(bbox: Any, size: str) -> None:
    view = VIEW.changed(bbox=bbox, size=size)
    made = _made(view, fit="exact")
    pixel = 72 / SIZES[size].dpi
    west, south, east, north = bbox
    assert made.panel.at(west, south) == pytest.approx((0, 0), abs=pixel)
    assert made.panel.at(east, north) == pytest.approx((made.panel.width, made.panel.height), abs=pixel)
    assert made.panel.at(west, north) == pytest.approx((0, made.panel.height), abs=pixel)
    assert made.panel.shown == pytest.approx(bbox, abs=1e-6)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("bbox", SHAPES)
def test_the_parts_of_an_exact_sheet_stand_clear_of_each_other(bbox: Any, size: str) -> None:
    made = _made(VIEW.changed(bbox=bbox, size=size), fit="exact", strip=True)
    sheet = made.sheet
    assert sheet.strip is not None
    parts = [sheet.panel, sheet.strip, *([sheet.locator] if sheet.locator else [])]
    parts += _legend_boxes(made)
    for at, one in enumerate(parts):
        assert not any(_meet(one, other) for other in parts[at + 1 :])
        assert one[0] >= sheet.margin - 0.01
        assert one[2] <= sheet.width - sheet.margin + 0.01
        assert one[1] >= sheet.foot_top - 0.01


@pytest.mark.parametrize("size", ["web", "column", "portrait"])
@pytest.mark.parametrize("bbox", SHAPES)
def test_a_filled_map_keeps_the_tight_dimension_edge_to_edge_and_its_middle(bbox: Any, size: str) -> None:
    panel = _made(VIEW.changed(bbox=bbox, size=size)).panel
    along = np.linspace(0, 1, 101)
    west, south, east, north = bbox
    lon, lat = west + along * (east - west), south + along * (north - south)
    points = np.array(
        [panel.at(x, y) for y in (south, north) for x in lon] + [panel.at(x, y) for x in (west, east) for y in lat]
    )
    (left, low), (right, high) = points.min(axis=0), points.max(axis=0)
    pixel = 72 / SIZES[size].dpi
    assert min(panel.width - (right - left), panel.height - (high - low)) == pytest.approx(0, abs=pixel)
    assert ((left + right) / 2, (low + high) / 2) == pytest.approx((panel.width / 2, panel.height / 2), abs=pixel)


def test_an_exact_map_is_as_large_as_either_place_of_the_legend_allows() -> None:
    wide = _made(VIEW.changed(bbox=SHAPES[0], size="web"), fit="exact").sheet
    assert wide.panel[2] - wide.panel[0] == pytest.approx(wide.width - 2 * wide.margin)
    assert all(top < wide.panel[1] for _, top, _ in wide.legend)
    tall = _made(VIEW.changed(bbox=SHAPES[1], size="portrait"), fit="exact").sheet
    assert all(x > tall.panel[2] for x, _, _ in tall.legend)


@pytest.mark.parametrize("bbox", SHAPES)
def test_a_column_of_free_height_is_cut_where_its_words_end(bbox: Any) -> None:
    made = _made(VIEW.changed(bbox=bbox, size="column"), fit="exact", width_mm=90)
    sheet, picture = made.sheet, made.edition.sheet(made.view)
    lowest = min(sheet.panel[1], *(low for _, low, _, _ in _legend_boxes(made)))
    lowest = min(lowest, sheet.locator[1]) if sheet.locator else lowest
    assert sheet.foot_top < lowest < sheet.foot_top + 2 * sheet.unit
    if bbox != SHAPES[1]:
        assert sheet.panel[2] - sheet.panel[0] == pytest.approx(sheet.width - 2 * sheet.margin)
    image = _drawn(made).canvas.get_width_height()
    assert image == pytest.approx((picture.width_in * picture.dpi, sheet.height / 72 * picture.dpi), abs=1)


@pytest.mark.parametrize("bbox", [*SHAPES, (22.0, 44.0, 40.0, 52.5), (34.0, 66.0, 38.0, 70.0)])
@pytest.mark.parametrize("fit", ["fill", "exact"])
def test_the_scale_bar_is_true_at_the_middle_of_the_map(bbox: Any, fit: str) -> None:
    made = _made(VIEW.changed(bbox=bbox), fit=fit)
    figure = _drawn(made)
    bars = [one for one in _artists(figure, "scale") if one in figure.axes[3].patches]
    drawn = max(b.get_extents().width for b in (bar.get_path() for bar in bars))
    lon, lat = made.panel.degrees(made.panel.width / 2 - drawn / 2, made.panel.height / 2)
    east = made.panel.degrees(made.panel.width / 2 + drawn / 2, made.panel.height / 2)
    along = Geod(ellps="WGS84").inv(lon, lat, *east)[2] / 1000
    told = [text.get_text() for text in _artists(figure, "scale") if text in figure.axes[3].texts][-1]
    assert along == pytest.approx(float(told.split()[0].replace(",", "")), rel=0.01)


def test_the_scale_speaks_the_language_of_the_map() -> None:
    for lang, words in (("en", "2.5"), ("uk", "2,5"), ("ru", "2,5")):
        made = _made(VIEW.changed(bbox=(34.9, 51.05, 35.25, 51.2), ui=lang))
        texts = [text.get_text() for text in _artists(_drawn(made), "scale") if hasattr(text, "get_text")]
        assert words in texts
        assert f"5 {'km' if lang == 'en' else 'км'}" in texts


def test_the_numbers_of_a_short_bar_never_touch() -> None:
    made = _made(VIEW.changed(bbox=SHAPES[1], size="column"), fit="exact")
    figure = _drawn(made)
    texts = [one.get_window_extent() for one in _artists(figure, "scale") if one in figure.axes[3].texts]
    for at, one in enumerate(texts):
        assert not any(one.overlaps(other) for other in texts[at + 1 :] if abs(one.x0 - other.x0) > 0.5)
    assert scale_box(made.panel, made.sheet.unit)[0] < made.panel.width
    assert scale_length_km(made.panel) > 0


def test_north_leans_as_the_projection_says() -> None:
    panel = Panel((30.0, 50.0, 38.0, 53.0), 500, 400)
    plane = Proj(CRS.from_proj4("+proj=tmerc +lat_0=51.5 +lon_0=34 +ellps=WGS84 +units=m"))
    for x, y in ((0, 0), (500, 0), (0, 400), (250, 200), (500, 400)):
        told = plane.get_factors(*panel.degrees(x, y)).meridian_convergence
        assert -lean(panel, x, y) == pytest.approx(told, abs=0.02)


def test_north_is_drawn_where_it_is_not_up_and_on_request() -> None:
    near, far = Panel((34.5, 50.9, 35.5, 51.5), 500, 400), Panel((30.0, 50.0, 38.0, 53.0), 500, 400)
    assert not north_wanted(near, "auto")
    assert north_wanted(far, "auto")
    assert north_wanted(near, "always")
    assert not north_wanted(far, "never")
    exact = Panel(far.bbox, 500, 500 / shape_of(far.bbox), exact=True)
    assert not north_wanted(exact, "auto")
    assert not _artists(_drawn(_made(north="never")), "north")


def test_the_north_arrow_points_to_true_north_where_it_stands() -> None:
    made = _made(VIEW.changed(bbox=(30.0, 50.0, 38.0, 53.0)), north="auto")
    figure = _drawn(made)
    arrow = np.concatenate(
        [one.get_path().vertices for one in _artists(figure, "north") if one in figure.axes[3].patches]
    )
    tip = arrow[arrow[:, 1].argmax()]
    middle = (arrow.min(axis=0) + arrow.max(axis=0)) / 2
    tails = np.unique(np.round(arrow, 6), axis=0)
    notch = tails[np.hypot(*(tails - middle).T).argmin()]
    told = math.degrees(math.atan2(tip[0] - notch[0], tip[1] - notch[1]))
    assert told == pytest.approx(lean(made.panel, *middle), abs=0.1)
    assert abs(told) > 1
    letters = [one.get_text() for one in _artists(figure, "north") if one in figure.axes[3].texts]
    assert set(letters) == {"N"}


def _callouts(*told: tuple[str, str]) -> dict[str, Any]:
    return {"callouts": [{"place": place, "text": text} for place, text in told]}


@pytest.mark.parametrize("name", ["Sudzha", "Суджа", "front:sudzha", "SUDZHA"])
def test_a_callout_finds_its_place_in_any_language(name: str) -> None:
    (found,) = _made(**_callouts((name, "The road"))).added.callouts
    assert (found.place_id, found.lon, found.lat) == ("front:sudzha", 35.27, 51.19)


def _gazetteer(*rows: tuple[str, str, float, float, int | None]) -> Gazetteer:
    table = pd.DataFrame(rows, columns=["place_id", "name", "lon", "lat", "population"])
    return Gazetteer.from_table(table.assign(country="UA", level="populated_place"))


def test_a_callout_prefers_the_place_on_the_map_and_that_of_a_record() -> None:
    places = _gazetteer(
        ("a", "Myrne", 30.0, 47.0, 9_000), ("b", "Myrne", 34.9, 51.1, None), ("c", "Petrivka", 34.8, 51.0, None),
        ("d", "Petrivka", 34.9, 51.2, None),
    )  # fmt: skip
    shown = frame(event("Petrivka", place_id="d", lon=34.9, lat=51.2))
    edition = Edition.of(_callouts(("Myrne", "x"), ("Petrivka", "y")))
    found = compose(shown, VIEW, BOUNDARIES, places, (), edition).added.callouts
    assert [one.place_id for one in found] == ["b", "d"]
    with pytest.raises(ViewError, match=r"several places .* c .* d .*by its id"):
        compose(frame(), VIEW, BOUNDARIES, places, (), edition)


@pytest.mark.parametrize(("larger", "smaller", "clear"), [(20_000, 900, True), (9_000, 1_000, False), (900, 50, False)])
def test_of_two_towns_of_a_name_a_callout_means_one_that_is_ten_times_larger(
    larger: int, smaller: int, clear: bool
) -> None:
    places = _gazetteer(("a", "Myrne", 34.9, 51.1, smaller), ("b", "Myrne", 34.8, 51.0, larger))
    edition = Edition.of(_callouts(("Myrne", "x")))
    if not clear:
        with pytest.raises(ViewError, match="several places"):
            compose(frame(), VIEW, BOUNDARIES, places, (), edition)
        return
    (found,) = compose(frame(), VIEW, BOUNDARIES, places, (), edition).added.callouts
    assert found.place_id == "b"


@pytest.mark.parametrize("name", ["None", "<NA>", "nan"])
def test_a_record_that_names_no_place_is_no_place_of_a_callout(name: str) -> None:
    shown = frame(event(place_id=None, place_name=None, lon=34.9, lat=51.1))
    with pytest.raises(ViewError, match="no place of the gazetteer nor of a record"):
        _made(shown=shown, **_callouts((name, "x")))


def test_a_callout_may_name_the_place_of_a_record_that_no_gazetteer_has() -> None:
    shown = frame(event("Khutir Novy", place_id=None, lon=34.9, lat=51.1))
    (found,) = _made(shown=shown, **_callouts(("Khutir Novy", "x"))).added.callouts
    assert (found.name, found.lon) == ("Khutir Novy", 34.9)


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("Sudza", r"callouts\.1\.place is 'Sudza'.*Like it: .*Sudzha"),
        ("Kyiv", "off this map.*Widen"),
        ("Qqq", "like it"),
    ],
)
def test_a_callout_that_cannot_stand_is_refused_with_what_to_do(place: str, told: str) -> None:
    with pytest.raises(ViewError, match=told):
        _made(**_callouts((place, "x")))


def test_a_callout_stands_clear_of_marks_and_arrows_and_is_told_in_words() -> None:
    made = _made(
        **_callouts(("Sudzha", "The town through which the supply road ran"), ("Sumy", "The region's capital"))
    )
    figure = _drawn(made)
    paper = [one for number in "12" for one in _artists(figure, f"callout {number}") if one in figure.axes[3].patches]
    boxes = sorted((_box(figure, [one]) for one in paper), key=lambda b: (b[0] - b[2]) * (b[3] - b[1]))[:2]
    marks = [one for ax in figure.axes for one in ax.patches if one.get_label().startswith(("mark", "arrow"))]
    assert len(marks) > 3
    for one in boxes:
        assert not any(_meet(one, _box(figure, [mark])) for mark in marks)
        assert one[0] > made.sheet.panel[0]
        assert one[3] < made.sheet.panel[3]
    assert not _meet(boxes[0], boxes[1])
    foot = " ".join(made.sheet.foot)
    assert "Notes on the map: by the editors." in foot
    assert "Sudzha: The town through which the supply road ran" in sidecar_text(made)


def test_a_map_without_room_for_a_callout_says_so() -> None:
    long = "words " * 23
    with pytest.raises(ViewError, match=r"no room for it\. Shorten"):
        _drawn(_made(VIEW.changed(size="column"), strip=True, **_callouts(*[("Sudzha", long)] * 8)))


def test_a_highlighted_advance_is_heavier_and_the_others_stay() -> None:
    def pens(**fields: Any) -> list[float]:
        lines = _drawn(_made(**fields)).axes[2].collections
        return [float(one.get_linewidths()[0]) for one in lines if one.get_label().startswith("arrow")]

    plain, chosen = pens(), pens(highlight=["Basivka"])
    assert len(chosen) > len(plain), "what sets it off is drawn besides"
    assert max(chosen) > max(plain)
    assert _made(highlight=["Basivka"]).scene.advances == _made().scene.advances
    colours = {
        tuple(one.get_edgecolor()[0][:3])
        for one in _drawn(_made(theme="grey", highlight=["Басівка"])).axes[2].collections
    }
    accent = THEMES["grey"].accent
    assert tuple(int(accent[at : at + 2], 16) / 255 for at in (1, 3, 5)) in colours


def test_a_highlighted_advance_is_drawn_though_another_ends_beside_it() -> None:
    crowded = _busy(
        advances=(
            advance(event_ids=("a", "b", "c")),
            advance(advance_id="ad9", place_id="gn:9", place_name="Oboyan", end=(35.151, 51.081), start=(35.3, 51.2)),
        )
    )
    assert [one.place_id for _, one in _made(shown=crowded).scene.advances] == ["front:basivka"]
    made = _made(shown=crowded, highlight=["Oboyan"])
    assert "gn:9" in [one.place_id for _, one in made.scene.advances]
    assert "Highlighted advances: Oboyan" in sidecar_text(made)
    rows = [line for _, _, told in made.sheet.legend for row in told for line in row.lines]
    assert "Highlighted advances: Oboyan" in rows


def test_a_highlight_that_is_no_advance_is_refused_with_those_that_are() -> None:
    with pytest.raises(ViewError, match=r"'Kyiv' is not where.*expected one of Basivka, Rylsk"):
        _made(highlight=["Kyiv"])
    with pytest.raises(ViewError, match="no advance on it has an arrow"):
        _made(shown=_busy(advances=()), highlight=["Basivka"])


def test_every_region_has_the_number_of_its_reports_each_counted_once() -> None:
    shown = _busy()
    doubled = frame(*[event("Sudzha"), event("Sudzha")])
    made = _made(shown=shown, numbers=True)
    assert made.added.numbers is not None
    assert made.added.numbers["adm1:RU-KRS"] == (4, "4 reports, 1 of them without a place", "4 reports")
    assert made.added.numbers["adm1:UA-59"].full == "1 report"
    assert len(shown.events) == 5
    again = _made(shown=doubled, numbers=True).added.numbers
    assert again is not None
    assert again["adm1:RU-KRS"].full == "1 report"
    texts = {text.get_text() for text in _drawn(made).axes[3].texts}
    assert "4 reports, 1 of them without a place" in texts or "4 reports" in texts
    assert any("all reports of a region" in entry.words for entry in made.entries)


def test_the_strip_counts_what_the_source_line_counts() -> None:
    records = frame(
        event("Sudzha", known_from=DAY - timedelta(days=40), date_start=None, date_end=None),
        event("Basivka", actor_side="UA", status="confirmed"),
        event("Rylsk", known_from=None, date_start=None, date_end=None),
    ).events
    shown = frame(event("Sudzha"), records=records)
    days = days_of(shown, VIEW)
    assert sum(days.counts.values()) + days.undated == len(records)
    assert days.undated == 1
    assert days.first == DAY - timedelta(days=40)
    assert days.last == DAY
    assert days.counts[DAY, "UA", True] == 1
    assert days.sides == ("RU", "UA")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("lang", ["en", "uk", "ru"])
def test_the_strip_stands_below_the_map_with_its_day_and_its_words(theme: str, lang: str) -> None:
    made = _made(VIEW.changed(ui=lang), strip=True, theme=theme)
    figure = _drawn(made)
    strip = made.sheet.strip
    assert strip is not None
    west, south, east, north = _box(figure, _artists(figure, "strip"))
    assert west >= strip[0] - 1
    assert east <= strip[2] + 4
    assert south >= strip[1] - 1
    assert north <= strip[3] + 1 < made.sheet.panel[1]
    told = " ".join(text.get_text() for text in _artists(figure, "strip") if hasattr(text, "get_text"))
    assert {"en": "12 March 2025", "uk": "12 березня 2025", "ru": "12 марта 2025"}[lang] in told
    assert {"en": "Russia acts", "uk": "Діє Росія", "ru": "Действует Россия"}[lang] in told


def test_an_empty_record_has_a_strip_too() -> None:
    days = days_of(frame(), VIEW)
    assert (days.most, days.sides, days.last) == (0, (), DAY)
    _drawn(_made(shown=frame(), strip=True))


def _house(**logo: Any) -> dict[str, Any]:
    return {"house": {"name": "The Daily Example", "logo": logo, "credit": "Graphic by the Example desk"}}


@pytest.mark.parametrize(("size", "wide"), [("web", 22.0), ("column", 22.0), ("portrait", 90.0), ("slide", 120.0)])
def test_the_logo_has_its_space_and_no_text_stands_in_it(tmp_path: Path, size: str, wide: float) -> None:
    picture = tmp_path / "logo.png"
    Image.new("RGB", (300, 100), "#a01028").save(picture)
    made = _made(VIEW.changed(size=size, note="A note of the desk."), **_house(file=picture, width_mm=wide))
    figure, logo = _drawn(made), made.sheet.logo
    assert logo is not None
    furniture = figure.axes[4]
    (image,) = furniture.images
    left, right, low, high = image.get_extent()
    assert (right - left) / (high - low) == pytest.approx(3)
    assert right == pytest.approx(logo[2])
    assert low == pytest.approx(logo[1])
    assert logo[2] == pytest.approx(made.sheet.width - made.sheet.margin)
    for text in furniture.texts:
        assert not _meet(logo, _box(figure, [text])), text.get_text()
    assert logo[3] <= made.sheet.panel[1]
    assert any("Graphic by the Example desk" in line for line in made.sheet.foot)


def test_an_empty_logo_keeps_its_space_and_a_broken_one_is_refused(tmp_path: Path) -> None:
    made = _made(**_house(width_mm=22))
    assert made.sheet.logo is not None
    assert not _drawn(made).axes[4].images
    broken = tmp_path / "logo.png"
    broken.write_text("no picture")
    with pytest.raises(ViewError, match=r"logo\.png cannot be read as a picture"):
        draw_logo(Figure().add_subplot(), (0, 0, 20, 10), broken)


def _svg(**fields: Any) -> bytes:
    return render(
        _busy(), VIEW, boundaries=BOUNDARIES, gazetteer=GAZETTEER, format="svg", edition=Edition.of(fields)
    )  # fmt: skip


def test_an_svg_opens_with_its_layers_by_name(tmp_path: Path) -> None:
    picture = tmp_path / "logo.png"
    Image.new("RGB", (30, 10), "#a01028").save(picture)
    everything = _svg(strip=True, north="always", **_callouts(("Sumy", "x")), **_house(file=picture))
    root = ET.fromstring(everything)
    groups = [one for one in root if one.tag.endswith("}g")]
    assert [one.get(f"{_INKSCAPE}label") for one in groups] == [
        "paper", "base", "zones", "advances", "labels", "furniture",
    ]  # fmt: skip
    assert {one.get(f"{_INKSCAPE}groupmode") for one in groups} == {"layer"}
    assert everything == _svg(strip=True, north="always", **_callouts(("Sumy", "x")), **_house(file=picture))


@pytest.mark.skipif(shutil.which("inkscape") is None, reason="Inkscape is not installed")
def test_inkscape_finds_the_layers(tmp_path: Path) -> None:
    file = tmp_path / "map.svg"
    file.write_bytes(_svg(strip=True))
    told = subprocess.run(
        ["inkscape", "--query-all", str(file)], capture_output=True, text=True, check=True, timeout=120
    ).stdout
    found = {line.split(",")[0] for line in told.splitlines()}
    assert {"paper", "base", "zones", "advances", "labels", "furniture"} <= found


@pytest.mark.parametrize(
    ("size", "theme"), [("web", "dark"), ("column", "grey"), ("portrait", "light"), ("a4", "grey"), ("slide", "dark")]
)
def test_nothing_that_is_added_leaves_the_sheet(size: str, theme: str) -> None:
    made = _made(
        VIEW.changed(size=size), theme=theme, strip=True, numbers=True, north="always", highlight=["Basivka"],
        fit="exact", **_callouts(("Sumy", "The region's capital")), **_house(),
    )  # fmt: skip
    figure = _drawn(made)
    sheet = (0, 0, made.sheet.width, made.sheet.height)
    for ax in figure.axes:
        for text in ax.texts:
            west, south, east, north = _box(figure, [text])
            assert west >= sheet[0], text.get_text()
            assert south >= sheet[1], text.get_text()
            assert east <= sheet[2], text.get_text()
            assert north <= sheet[3], text.get_text()


class _WithRoads(MadeUpBoundaries):
    roads = gpd.GeoDataFrame({"level": [1]}, geometry=[LineString([(33.0, 51.3), (36.5, 51.3)])], crs=4326)


def test_roads_are_a_quiet_line_where_there_are_any() -> None:
    def drawn(boundaries: Any) -> list[Any]:
        figure = draw(compose(_busy(), VIEW, boundaries, GAZETTEER), boundaries=boundaries, gazetteer=GAZETTEER)
        return [one for one in figure.axes[0].collections if one.get_zorder() == 0.55]

    (road,) = drawn(_WithRoads())
    assert not drawn(BOUNDARIES)
    assert to_hex(road.get_edgecolor()[0]) == BASE["region_line"]
    assert float(road.get_linewidths()[0]) < 0.8


def test_the_bundled_data_has_no_roads_and_a_folder_may_have_some(tmp_path: Path) -> None:
    assert bundled_boundaries().roads is None
    line = {"type": "LineString", "coordinates": [[34.0, 51.0], [35.0, 51.0]]}
    told = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {"level": 1}, "geometry": line}],
    }
    (tmp_path / "roads.geojson.gz").write_bytes(gzip.compress(json.dumps(told).encode()))
    roads = Boundaries(tmp_path).roads
    assert roads is not None
    assert roads["level"].tolist() == [1]
