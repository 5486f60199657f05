"""The map for print: all furniture, true to scale, nothing over anything else, the same bytes twice."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image
from pypdf import PdfReader
from pyproj import Geod
from shapely import clip_by_rect
from shapely.geometry import LineString, box

from geo.errors import InputError
from geo.records import Event, Frame
from geo.terms import EVENT_TYPES
from geo.views import words
from geo.views.basemap import ground, region_edges
from geo.views.legend import legend, listed
from geo.views.placed_reports import Spot
from geo.views.scene import scene
from geo.views.static import RC, Composed, compose, draw, lacking_letters, render, sidecar_text, write_map
from geo.views.static_inset import scale_length_km
from geo.views.static_marks import arrow_path, fan
from geo.views.static_panel import Panel, draw_class, hatch_lines
from geo.views.static_text import SMALLEST, text_width, wrap
from geo.views.style import CLASSES
from geo.views.view import SIZES, MapView
from tests.views.frames import DAY, VIEW, advance, event, frame, zone
from tests.views.ground import MadeUpBoundaries, made_up_gazetteer
from tests.views.test_view import views

BOUNDARIES: Any = MadeUpBoundaries()
GAZETTEER = made_up_gazetteer()


def _busy(view: MapView = VIEW) -> Frame:
    """A frame with every class in it."""
    ua = box(34.9, 51.15, 35.2, 51.35)
    return frame(
        event("Sudzha"),
        event("Basivka", lon=35.15, lat=51.08, event_type="clash", actor_side="UA", status="denied"),
        event("Rylsk", place_id="gn:7", lon=34.68, lat=51.57, event_type="strike", actor_side="UA", status="reported"),
        event("Kursk Oblast", place_id="adm1:RU-KRS", precision="admin1", lon=None, lat=None),
        event("Nowhere", place_id=None, precision="populated_place", lon=None, lat=None),
        event("Kyiv", place_id="gn:703448", lon=30.52, lat=50.45, event_type="diplomacy"),
        view=view,
        zones=(
            zone(disputed_ids=("front:sudzha",), denied_ids=("front:sudzha",)),
            zone(zone_id="zn2", side="UA", perspective="UA", geometry=ua, settlements=3),
            zone(zone_id="zn3", kind="assessed", side="UA", perspective="assessed", geometry=ua, settlements=3),
            zone(zone_id="zn4", kind="announced", geometry=None, settlements=0, region="adm1:UA-59", area_km2=None),
            zone(zone_id="zn5", kind="announced", geometry=box(34.0, 51.2, 34.5, 51.5), depth_km=10, settlements=0),
        ),
        advances=(
            advance(),
            advance(advance_id="ad2", end=(34.7, 51.4), start=(35.0, 51.5), claimant_sides=("independent",)),
            advance(advance_id="ad3", end=(34.4, 51.3), start=(34.6, 51.5), status="denied"),
            advance(advance_id="ad4", end=(34.2, 51.0), start=(34.4, 51.1), status="planned"),
        ),
    )


def _made(shown: Frame, view: MapView = VIEW) -> Composed:
    return compose(shown, view, BOUNDARIES, GAZETTEER)


def _render(shown: Frame, form: str, view: MapView = VIEW) -> bytes:
    return render(shown, view, boundaries=BOUNDARIES, gazetteer=GAZETTEER, format=form)


@pytest.fixture(autouse=True)
def _measured_type() -> Iterator[None]:
    """Text is measured for the settings that `render` draws with."""
    with rc_context(RC):
        yield


def _texts(shown: Frame, view: MapView) -> tuple[Any, dict[str, list[Any]]]:
    """The figure and its texts by layer, halos left out."""
    figure = draw(_made(shown, view), boundaries=BOUNDARIES, gazetteer=GAZETTEER)
    figure.canvas.draw()
    found = {ax.get_label(): [text for text in ax.texts if not text.get_path_effects()] for ax in figure.axes}
    return figure, found


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_the_same_frame_gives_the_same_bytes(form: str) -> None:
    assert _render(_busy(), form) == _render(_busy(), form)


def test_maps_drawn_in_threads_are_the_same_as_one_by_one() -> None:
    titles = ["One", "Another map with a longer title", "Третя мапа"]
    every = [VIEW.changed(title=title) for title in titles]
    alone = [_render(_busy(view), "svg", view) for view in every]
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(lambda view: _render(_busy(view), "svg", view), every)) == alone


def test_a_grey_print_keeps_the_sides_and_the_zone_classes_apart() -> None:
    looks = {}
    for key in ("zone-assessed-RU", "zone-assessed-UA", "zone-claimed-RU", "zone-claimed-UA", "zone-disputed"):
        figure = Figure(figsize=(1, 1), dpi=100)
        FigureCanvasAgg(figure)
        ax = figure.add_axes((0, 0, 1, 1))
        ax.set_axis_off()
        ax.set_xlim(0, 72)
        ax.set_ylim(0, 72)
        draw_class(ax, box(6, 6, 66, 66), CLASSES[key])
        out = BytesIO()
        figure.savefig(out, format="png")
        looks[key] = np.asarray(Image.open(out).convert("L"), dtype=float)
    for (one, first), (other, second) in combinations(looks.items(), 2):
        assert np.abs(first - second).mean() > 4, (one, other)


def test_a_png_has_the_preset_size_its_dpi_and_its_alt_text() -> None:
    image = Image.open(BytesIO(_render(_busy(), "png")))
    assert image.size == SIZES["web"].pixels
    assert image.info["dpi"][0] == pytest.approx(SIZES["web"].dpi, abs=0.1)
    assert words.plain_sentence(_busy(), VIEW) in image.info["Description"]


def test_an_svg_keeps_text_as_text_in_named_layers_with_title_and_description() -> None:
    svg = _render(_busy(), "svg").decode()
    assert re.search(r"<text[^>]*>What Russian officials claim on the Kursk–Sumy front</text>", svg)
    assert svg.index('<title id="map-title">') < svg.index('<desc id="map-desc">') < svg.index("<g ")
    assert all(f'id="{layer}"' in svg for layer in ("base", "zones", "advances", "labels", "furniture"))
    assert "<dc:date>" not in svg


def test_a_pdf_embeds_its_fonts_and_says_what_it_shows() -> None:
    reader = PdfReader(BytesIO(_render(_busy(), "pdf")))
    assert reader.metadata is not None
    assert words.plain_sentence(_busy(), VIEW) in str(reader.metadata.subject)
    assert "/CreationDate" not in reader.metadata
    text = reader.pages[0].extract_text()
    assert "Sudzha" in text
    fonts = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    assert fonts
    for font in fonts.values():
        descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile2" in descriptor


def test_markup_in_a_title_is_only_text() -> None:
    view = VIEW.changed(title="<b>$x^2$ & co</b>")
    svg = _render(frame(view=view), "svg", view).decode()
    assert "&lt;b&gt;$x^2$ &amp; co&lt;/b&gt;</text>" in svg
    assert "<b>" not in svg


@pytest.mark.parametrize("size", sorted(SIZES))
def test_no_text_leaves_the_sheet_and_no_name_covers_another(size: str) -> None:
    view = VIEW.changed(size=size)
    figure, texts = _texts(_busy(view), view)
    width, height = figure.bbox.size
    for text in (one for layer in texts.values() for one in layer):
        extent = text.get_window_extent()
        assert extent.x0 >= -0.5, text.get_text()
        assert extent.x1 <= width + 0.5, text.get_text()
        assert extent.y0 >= -0.5, text.get_text()
        assert extent.y1 <= height + 0.5, text.get_text()
    names = [(text.get_text(), text.get_window_extent()) for text in texts["labels"]]
    for (one, first), (other, second) in combinations(names, 2):
        wide = min(first.x1, second.x1) - max(first.x0, second.x0)
        tall = min(first.y1, second.y1) - max(first.y0, second.y0)
        same_line_pair = abs(first.x0 + first.x1 - second.x0 - second.x1) < 2
        assert wide <= 1 or tall <= 3 or same_line_pair, (one, other)


@pytest.mark.parametrize("size", ["web", "square", "portrait", "column"])
def test_the_legend_does_not_run_into_the_notes(size: str) -> None:
    view = VIEW.changed(size=size)
    sheet = _made(_busy(view), view).sheet
    for _, top, rows in sheet.legend:
        assert (
            top - sum(row.height for row in rows) >= sheet.panel[1] - 0.01
            if sheet.width / sheet.height >= 0.95
            else True
        )
        assert top - sum(row.height for row in rows) >= 0


def test_the_legend_names_the_classes_that_appear_and_no_others() -> None:
    shown = scene(_busy(), VIEW.bbox, BOUNDARIES, GAZETTEER)
    drawn = {key for key, _ in shown.zones} | {key for key, _ in shown.advances} | {note.key for note in shown.notes}
    drawn |= {"zone-disputed", "claim-denied", "area-reports"}
    keys = {entry.key for entry in legend(shown)}
    assert {key for key in keys if key in CLASSES} == drawn
    assert {key for key in keys if key.startswith("type-")} == {"type-clash", "type-strike"}
    assert {key for key in keys if key.startswith("status-")} == {"status-denied", "status-reported"}


def test_an_empty_view_says_that_nothing_matches() -> None:
    _, texts = _texts(frame(), VIEW)
    told = " ".join(text.get_text() for text in texts["furniture"]).replace("\u00a0", " ")
    assert "nothing matches this view" in told
    assert "Nothing in this view" in told
    assert not legend(scene(frame(), VIEW.bbox, BOUNDARIES, GAZETTEER))


def test_arrows_that_would_crowd_are_marks_and_a_move_without_a_start_is_no_arrow() -> None:
    near = tuple(
        advance(advance_id=f"ad{n}", end=(35.15 + n / 100, 51.08), event_ids=(event(f"P{n}").event_id,))
        for n in range(4)
    )
    alone = advance(advance_id="ad9", end=(34.2, 51.0), start=None, event_ids=(event("P9").event_id,))
    told = frame(*(event(f"P{n}") for n in (0, 1, 2, 3, 9)), advances=(*near, alone))
    whole = scene(told, VIEW.bbox, BOUNDARIES, GAZETTEER)
    thinned = scene(told, VIEW.bbox, BOUNDARIES, GAZETTEER, apart_km=5.0)
    assert len(whole.advances) == 4
    assert [spot.name for spot in whole.spots] == ["P9"]
    assert len(thinned.advances) == 1
    assert sum(count for spot in thinned.spots for _, count in spot.classes) == 4


def test_one_who_grants_ground_to_the_other_side_does_not_claim_it() -> None:
    granted = frame(zones=(zone(side="UA", perspective="RU"),))
    told = [entry.words for entry in legend(scene(granted, VIEW.bbox, BOUNDARIES, GAZETTEER))]
    assert told == ["Ukrainian control according to Ministry of Defence, 12 March 2025; not independently verified"]


def test_an_area_is_tinted_and_counted_and_never_a_dot() -> None:
    shown = scene(_busy(), VIEW.bbox, BOUNDARIES, GAZETTEER)
    assert [(tint.name, tint.count) for tint in shown.tints] == [("Kursk Oblast", 1)]
    assert all(spot.name != "Kursk Oblast" for spot in shown.spots)
    _, texts = _texts(_busy(), VIEW)
    assert "1 report, place not stated" in {text.get_text() for text in texts["labels"]}


def test_what_cannot_be_placed_is_listed_beside_the_map() -> None:
    told = dict(listed(scene(_busy(), VIEW.bbox, BOUNDARIES, GAZETTEER)))
    assert told == {"Outside this map": "Kyiv", "Place not found": "Nowhere"}


def test_every_record_is_a_mark_an_arrow_a_count_or_listed() -> None:
    shown = scene(_busy(), VIEW.bbox, BOUNDARIES, GAZETTEER)
    marks = sum(count for spot in shown.spots for _, count in spot.classes) + len(shown.denied)
    told = (
        marks + sum(tint.count for tint in shown.tints) + sum(count for _, count in shown.outside) + len(shown.unplaced)
    )
    assert told == len(_busy().events)


def test_the_ground_keeps_its_detail_unless_a_scale_is_given() -> None:
    whole = ground(BOUNDARIES, VIEW.bbox)
    coarse = ground(BOUNDARIES, VIEW.bbox, 1.0)
    assert whole.borders[0].equals(clip_by_rect(BOUNDARIES.borders.geometry.iloc[0], *VIEW.bbox))
    assert len(coarse.borders[0].coords) < len(whole.borders[0].coords)
    assert 0 < region_edges(BOUNDARIES, VIEW.bbox).length < sum(region.length for region in _regions_in_view())


def _regions_in_view() -> list[Any]:
    return [clip_by_rect(region, *VIEW.bbox).boundary for region in BOUNDARIES.admin1.geometry]


def test_an_announcement_without_extent_is_a_dotted_line_with_a_note_and_no_area() -> None:
    only = frame(zones=(zone(kind="announced", geometry=None, settlements=0, area_km2=None, region="adm1:UA-59"),))
    figure, texts = _texts(only, VIEW)
    zones = next(ax for ax in figure.axes if ax.get_label() == "zones")
    assert len(zones.patches) == 0
    assert any("extent not" in text.get_text() for text in texts["labels"])


@pytest.mark.parametrize("bbox", [(33.7, 50.55, 36.0, 51.85), (35.0, 51.0, 35.4, 51.3), (22.0, 44.0, 41.0, 53.0)])
def test_the_scale_is_within_one_percent_of_the_geodesic_at_the_middle(bbox: Any) -> None:
    panel = Panel(bbox, 500, 350)
    lon, lat = (bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2
    metres = scale_length_km(panel) * 1000
    east, north, _ = Geod(ellps="WGS84").fwd(lon, lat, 90, metres)
    (x0, y0), (x1, y1) = panel.at(lon, lat), panel.at(east, north)
    assert ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 == pytest.approx(metres * panel.points_per_m, rel=0.01)


@pytest.mark.parametrize(("width", "height"), [(500, 350), (300, 700), (400, 400)])
def test_the_panel_shows_the_whole_extent_and_touches_it(width: int, height: int) -> None:
    panel = Panel(VIEW.bbox, width, height)
    west, south, east, north = VIEW.bbox
    corners = [panel.at(lon, lat) for lon in (west, east) for lat in (south, north)]
    assert all(-0.01 <= x <= width + 0.01 and -0.01 <= y <= height + 0.01 for x, y in corners)
    spare = min(min(x, width - x, y, height - y) for x, y in corners)
    assert spare < 1.0


def test_an_arrow_ends_at_its_place_and_not_on_it() -> None:
    path = arrow_path((0.0, 0.0), (60.0, 20.0), 5.0)
    gap = ((path[-1][0] - 60) ** 2 + (path[-1][1] - 20) ** 2) ** 0.5
    assert gap == pytest.approx(5.0, abs=0.01)
    assert tuple(path[0]) == (0.0, 0.0)


def test_hatches_of_neighbours_meet_and_of_the_two_sides_cross() -> None:
    left, right = box(0, 0, 50, 50), box(50, 0, 100, 50)
    whole = hatch_lines(left.union(right), "diagonal")
    parts = [hatch_lines(left, "diagonal"), hatch_lines(right, "diagonal")]
    assert whole is not None
    assert sum(part.length for part in parts if part is not None) == pytest.approx(whole.length)
    assert hatch_lines(left, "none") is None
    crossed = hatch_lines(left, "crossed")
    assert crossed is not None
    assert crossed.length > 1.9 * parts[0].length  # type: ignore[union-attr]


def test_wrapped_lines_fit_and_lose_nothing() -> None:
    text = "Медіа and monitors report " * 9 + "x" * 120
    lines = wrap(text, 150, 9)
    assert all(text_width(line, 9) <= 150 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert wrap("", 100, 9) == []
    assert wrap("47\u00a0settlements " * 3, 80, 9) == ["47\u00a0settlements"] * 3


def test_labels_are_in_the_language_of_the_view() -> None:
    view = VIEW.changed(lang="uk")
    _, texts = _texts(_busy(view), view)
    told = {text.get_text() for text in texts["labels"]}
    assert {"Суми", "УКРАЇНА", "Суджа"} <= told
    assert "Sumy" not in told


@settings(max_examples=6, deadline=None)
@given(views())
def test_no_view_breaks_the_map(view: MapView) -> None:
    made = _made(_busy(view), view)
    draw(made, boundaries=BOUNDARIES, gazetteer=GAZETTEER)
    sheet = made.sheet
    assert sheet.title
    assert sheet.subtitle
    assert sheet.foot
    assert sheet.panel[2] - sheet.panel[0] > 100
    assert sheet.panel[3] - sheet.panel[1] > 60


def test_a_panel_always_shows_its_bbox() -> None:
    tall = VIEW.changed(bbox=(-138.0, 27.0, -137.0, 40.0), size="a4")
    draw(_made(_busy(tall), tall), boundaries=BOUNDARIES, gazetteer=GAZETTEER)
    for bbox, width, height in (
        (tall.bbox, 160.0, 90.0),
        ((30.0, 50.0, 90.0, 84.0), 500.0, 500.0),
        (VIEW.bbox, 9.0, 4.0),
    ):
        west, south, east, north = Panel(bbox, width, height).shown
        assert west <= bbox[0] < bbox[2] <= east
        assert south <= bbox[1] < bbox[3] <= north


def test_a_map_is_written_whole_with_its_text_beside_it(tmp_path: Path) -> None:
    path = write_map(tmp_path / "map.svg", _busy(), VIEW, boundaries=BOUNDARIES, gazetteer=GAZETTEER)
    beside = path.with_name("map.svg.txt").read_text()
    assert words.plain_sentence(_busy(), VIEW) in beside
    assert "day: 2025-03-12" in beside
    assert "Outside this map: Kyiv." in beside
    assert sorted(one.name for one in tmp_path.iterdir()) == ["map.svg", "map.svg.txt"]


def test_a_wrong_ending_dpi_or_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"expected \.png, \.svg or \.pdf"):
        write_map(tmp_path / "map.gif", frame(), VIEW, boundaries=BOUNDARIES, gazetteer=GAZETTEER)
    with pytest.raises(InputError, match="expected 30 to 1200"):
        write_map(tmp_path / "map.png", frame(), VIEW, boundaries=BOUNDARIES, gazetteer=GAZETTEER, dpi=5)
    with pytest.raises(InputError, match="Make it first"):
        write_map(tmp_path / "no" / "map.png", frame(), VIEW, boundaries=BOUNDARIES, gazetteer=GAZETTEER)
    with pytest.raises(InputError, match="expected one of png, svg, pdf"):
        _render(frame(), "gif")


def test_a_word_of_any_length_is_cut_into_lines_at_once() -> None:
    word = "ж" * 10_000
    started = time.perf_counter()
    lines = wrap(word, 400.0, 8.0)
    assert time.perf_counter() - started < 2.0
    assert "".join(lines) == word
    assert all(text_width(line, 8.0) <= 400.0 for line in lines)


def _claims(*told: Event, perspective: str = "RU", **changes: Any) -> tuple[str, ...]:
    view = VIEW.changed(perspective=perspective)
    ground = {"front:sudzha": box(35.2, 51.15, 35.3, 51.25)}
    shown = frame(*told, view=view, disputed=ground, **changes)
    return tuple(entry.words for entry in legend(scene(shown, VIEW.bbox, BOUNDARIES, GAZETTEER)))


def test_contested_ground_is_told_by_who_claims_it_too_and_never_as_denied() -> None:
    against = event(claimed_by="Someone", claimant_side="UA", actor_side="UA", known_from=DAY)
    contested = zone(disputed_ids=("front:sudzha",), against_ids=(against.event_id,))
    words = _claims(against, zones=(contested,))
    assert "Also claimed by Someone, 12 March 2025" in words
    assert not any("denied" in line for line in words)


def test_the_legend_dates_a_claim_by_its_own_days() -> None:
    claimed = zone(claimed_from=date(2025, 2, 27), claimed_to=date(2025, 3, 8))
    assert _claims(zones=(claimed,)) == (
        "Russian control claimed by Ministry of Defence, 27 February – 8 March 2025; not independently verified",
    )


def test_a_wish_for_a_zone_is_proposed_and_not_announced() -> None:
    wish = zone(kind="announced", geometry=None, settlements=0, status="planned", region="adm1:UA-59")
    assert _claims(zones=(wish,)) == (
        "Security zone proposed by Ministry of Defence, 5 March 2025 (extent not specified)",
    )


def test_ground_of_two_sides_has_one_entry_a_pair_and_both_are_named() -> None:
    pair = (zone(), zone(zone_id="zn2", side="UA", perspective="UA", claimed_by=("Someone",)))
    words = _claims(zones=pair, perspective="all")
    assert "Claimed by Russian officials, also claimed by Ukrainian officials" in words
    assert len(words) == 3


@pytest.mark.parametrize("size", SIZES)
def test_no_type_is_smaller_than_a_reader_can_read_on_paper(size: str) -> None:
    made = compose(_busy(), VIEW.changed(size=size, note="A note."), BOUNDARIES, GAZETTEER)
    with rc_context(RC):
        figure = draw(made, boundaries=BOUNDARIES, gazetteer=GAZETTEER)
    assert min(text.get_fontsize() for ax in figure.axes for text in ax.texts) >= SMALLEST


def test_the_note_stands_below_the_map() -> None:
    made = compose(_busy(), VIEW.changed(note="Mine alone."), BOUNDARIES, GAZETTEER)
    with rc_context(RC):
        figure = draw(made, boundaries=BOUNDARIES, gazetteer=GAZETTEER)
    (furniture,) = (ax for ax in figure.axes if ax.get_label() == "furniture")
    (note,) = (text for text in furniture.texts if text.get_text() == "Mine alone.")
    assert note.get_position()[1] < made.sheet.panel[1]


def test_marks_of_one_place_touch_and_none_stands_across_the_border() -> None:
    spot = Spot("p", "Novenke", 35.0, 51.0, tuple((f"event-{kind}-claimed-RU", 1) for kind in EVENT_TYPES[:5]))
    border = LineString([(-50, 103), (250, 103)])
    for taken in (False, True):
        marks = fan(spot, (100.0, 100.0), 3.0, border, taken=taken)
        assert (marks[0][:2] == (0.0, 0.0)) is not taken
        assert all(up < 3.0 and np.hypot(right, up) <= 10.0 for right, up, _ in marks)
        beside = [mark[:2] for mark in marks if mark[:2] != (0.0, 0.0)]
        assert len(set(beside)) == len(beside) >= 3


def test_letters_that_the_type_lacks_are_told_and_plain_text_is_not() -> None:
    assert lacking_letters(VIEW) == ""
    assert lacking_letters(VIEW.changed(title="Суми 北")) == (
        "1 character cannot be set and is replaced by a mark: U+5317."
    )
    assert lacking_letters(VIEW.changed(title="北", note="京")).startswith("2 characters cannot be set and are ")


def test_an_own_subtitle_stands_below_the_title_and_the_sentence_stays_in_the_alternative_text() -> None:
    view = VIEW.changed(subtitle="What we know of the first week")
    made = compose(_busy(), view, BOUNDARIES, GAZETTEER)
    assert made.sheet.subtitle == ("What we know of the first week",)
    assert words.plain_sentence(_busy(), view) in made.alt_text


@pytest.mark.parametrize(("bbox", "told"), [((30.0, 50.0, 40.0, 53.0), False), ((5.0, 44.0, 41.0, 57.0), True)])
def test_a_map_that_shows_more_than_the_borders_cover_says_where_they_end(bbox: Any, told: bool) -> None:
    made = compose(_busy(), VIEW.changed(bbox=bbox), BOUNDARIES, GAZETTEER)
    said = any("Borders and regions are drawn from" in line for line in made.sheet.foot)
    assert said is told
    assert ("Borders and regions are drawn from" in sidecar_text(made)) is told


@pytest.mark.parametrize(
    ("types", "heading"),
    [((), "Advances"), (("withdrawal",), "Withdrawals"), (("both",), "Advances and withdrawals")],
)
def test_a_withdrawal_is_no_advance(types: tuple[str, ...], heading: str) -> None:
    there = advance(event_types=("withdrawal",) if types else ())
    moves = (there, advance(advance_id="ad2", place_id="front:x", end=(35.6, 51.3))) if "both" in types else (there,)
    _, layers = _texts(frame(advances=moves), VIEW)
    texts = [text.get_text() for layer in layers.values() for text in layer]
    assert heading in texts
    assert any("withdrawal" in text for text in texts if text.startswith("Russian")) is bool(types)
