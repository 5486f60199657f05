"""Several maps on one sheet and one after another: one legend, one scale, every map told, the same bytes twice."""

from __future__ import annotations

import json
import shutil
import subprocess
import weakref
from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure
from PIL import Image
from pypdf import PdfReader
from shapely.geometry import box

from geo.clock import Interval
from geo.errors import InputError, ViewError
from geo.front.ledger import LEDGER_COLUMNS
from geo.records import Frame
from geo.views import animation, words
from geo.views.animation import days_of, film_of, gif_of, mp4_of, on_day, write_film, write_frames
from geo.views.captions import LENGTHS
from geo.views.edition import PLAIN, Edition
from geo.views.legend import legend
from geo.views.pair_words import pair_lines
from geo.views.series import Series, series_of
from geo.views.series_asked import left_out, views_of
from geo.views.static_file import printing
from geo.views.static_film import compose_film, film_text, frame_text, picture
from geo.views.static_multiples import ComposedSeries, compose_series, draw_series
from geo.views.static_series import render_series, series_text, write_series
from geo.views.static_series_sheet import SheetTooSmall
from geo.views.view import MapView
from tests.views.frames import DAY, VIEW, advance, event, frame, zone
from tests.views.ground import MadeUpBoundaries, made_up_gazetteer

GROUND: Any = {"boundaries": MadeUpBoundaries(), "gazetteer": made_up_gazetteer()}
Shown = list[tuple[Frame, MapView]]


def _view(days: int = 0, perspective: str = "RU", **changes: Any) -> MapView:
    return on_day(VIEW.changed(perspective=perspective, **changes), DAY + timedelta(days=days))


def _shown(view: MapView, claimed: int = 14, **changes: Any) -> tuple[Frame, MapView]:
    """A frame of one zone, one arrow and one mark."""
    told = event("Basivka", lon=35.15, lat=51.08, event_type="strike", date_end=view.day, known_from=view.day)
    zones = (zone(settlements=claimed, claimed_to=view.day),)
    return frame(told, view=view, **{"zones": zones, "advances": (advance(),), **changes}), view


def _days(count: int, **changes: Any) -> Shown:
    return [_shown(_view(at, **changes), 14 + at) for at in range(count)]


def _made(shown: Shown, edition: Edition = PLAIN, **told: str) -> ComposedSeries:
    return compose_series(series_of(shown, **told), GROUND["boundaries"], GROUND["gazetteer"], edition)


def _drawn(made: ComposedSeries) -> Figure:
    with printing(made.edition.worn()):
        figure = draw_series(made, **GROUND)
        figure.canvas.draw()
        return figure


def _texts(figure: Figure) -> list[str]:
    return [text.get_text() for ax in figure.axes for text in ax.texts if not text.get_path_effects()]


def _beyond(figure: Figure) -> list[str]:
    """Texts that reach beyond the sheet, or beyond the panel whose layer they are in."""
    with printing(PLAIN.worn()):
        renderer, lost = figure.canvas.get_renderer(), []  # type: ignore[attr-defined]
        for ax in figure.axes:
            room = figure.bbox if ax.get_label() == "furniture" else ax.bbox
            for text in ax.texts:
                its = text.get_window_extent(renderer)
                inside = room.x0 <= its.x0 and its.x1 <= room.x1 and room.y0 <= its.y0 and its.y1 <= room.y1
                lost += [] if inside or not text.get_text().strip() else [f"{ax.get_label()}: {text.get_text()}"]
    return lost


def _overlapping(figure: Figure, made: ComposedSeries) -> list[str]:
    """Texts around the panels that lie on each other or on a panel."""
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    (around,) = [ax for ax in figure.axes if ax.get_label() == "furniture"]
    texts = [text for text in around.texts if text.get_text().strip() and not text.get_path_effects()]
    boxes = [box(*text.get_window_extent(renderer).extents).buffer(-1.0) for text in texts]
    dots = figure.dpi / 72
    panels = [box(*(side * dots for side in made.sheet_of(at).panel)) for at in range(len(made.scenes))]
    told = [text.get_text() for text in texts]
    pairs = [
        f"{one} / {other}"
        for (one, here), (other, there) in combinations(zip(told, boxes, strict=True), 2)
        if here.intersects(there)
    ]
    return pairs + [
        one for one, here in zip(told, boxes, strict=True) if any(here.intersects(panel) for panel in panels)
    ]


# one sheet


@pytest.mark.parametrize(
    ("size", "count"),
    [("web", 4), ("square", 3), ("portrait", 9), ("a4", 6), ("a4_portrait", 12), ("column", 2), ("slide", 5)],
)
def test_every_text_of_a_sheet_is_on_it_and_all_panels_are_alike(size: str, count: int) -> None:
    made = _made(_days(count, size=size))
    figure = _drawn(made)
    assert _beyond(figure) == []
    assert _overlapping(figure, made) == []
    panels = [made.sheet_of(at).panel for at in range(count)]
    sizes = {(round(east - west, 6), round(north - south, 6)) for west, south, east, north in panels}
    assert sizes == {(round(made.panel.width, 6), round(made.panel.height, 6))}
    for one, other in pairwise(panels):
        assert one[2] < other[0] or one[1] > other[3]  # right of it, or in a row below


@pytest.mark.parametrize("size", ["web", "square", "a4", "column", "slide"])
@pytest.mark.parametrize("count", [2, 6])
def test_captions_are_cut_before_maps_become_too_small_to_be_read(size: str, count: int) -> None:
    held = [(side, kind) for kind in ("claimed", "assessed") for side in ("RU", "UA")]
    voices = [
        zone(zone_id=side + kind, side=side, perspective=side, kind=kind, claimed_by=(side,)) for side, kind in held
    ]
    view = {"size": size, "ui": "uk", "perspective": "all"}
    made = _made([_shown(_view(at, **view), zones=tuple(voices), others=3) for at in range(count)])
    grid, unit = made.plan.grid, made.sheet.unit
    assert grid.width * grid.height >= 11**2 * unit**2
    assert max(grid.above) <= 0.75 * grid.height
    for at, head in enumerate(grid.heads):
        told = " ".join(head.told).replace("\u00a0", " ")
        lengths = [one[at] for one in map(made.series.captions, LENGTHS)]
        assert told in lengths
        if not told:
            assert any("сказано в тексті" in " ".join(row.lines) for _, _, rows in made.sheet.legend for row in rows)


def test_every_caption_says_what_its_map_leaves_out_and_names_who_holds_what() -> None:
    both = (zone(settlements=14), zone(zone_id="b", side="UA", perspective="UA", settlements=2))
    series = series_of([_shown(_view(at), zones=both, others=3) for at in range(2)])
    assert series.captions("whole")[0].endswith(" 3 reports by other claimants are not shown.")
    assert series.captions("brief")[0].endswith(" 3 reports by other claimants are not shown.")
    assert series.captions("short")[0] == (
        "Settlements: 14 claimed, 2 claimed by Ukrainian officials; 1 Russian advance since 5 March. "
        "Reports not shown: 3."
    )
    assert series.captions("none") == ("", "")


@pytest.mark.parametrize("ui", ["en", "uk", "ru"])
@pytest.mark.parametrize(
    ("size", "count", "edition"),
    [("a4", 2, {"theme": "grey"}), ("a4", 2, {"width_mm": 90}), ("web", 3, {}), ("column", 2, {"width_mm": 60}),
     ("slide", 6, {}), ("a4_portrait", 2, {})],
)  # fmt: skip
def test_nothing_of_a_sheet_stands_in_its_margins(ui: str, size: str, count: int, edition: dict[str, Any]) -> None:
    made = _made(_days(count, size=size, ui=ui, lang=ui), Edition.of(edition))
    with printing(made.edition.worn()):
        figure = draw_series(made, **GROUND)
        (ax,) = [ax for ax in figure.axes if ax.get_label() == "furniture"]
        dots = figure.dpi / 72
        ends = [text.get_window_extent().x1 / dots for text in ax.texts]
        ends += [path.get_extents().x1 / dots for path in _paths(ax)]
    assert max(ends) <= made.sheet.width - made.sheet.margin + 1.0


def _paths(ax: Any) -> list[Any]:
    return [patch.get_path().transformed(patch.get_transform()) for patch in ax.patches]


def test_numbers_stay_with_their_nouns_in_captions() -> None:
    heads = [head for size in ("web", "column", "square") for head in _made(_days(3, size=size)).plan.grid.heads]
    lines = [line for head in heads for line in (*head.heading, *head.told)]
    assert not [line for line in lines if line.rstrip()[-1:].isdigit() and not line.endswith("2025")]


def test_a_paper_too_small_for_a_pair_names_a_width_that_will_do_and_never_fewer_maps() -> None:
    narrow = Edition.of({"width_mm": 90, "height_mm": 60})
    with pytest.raises(SheetTooSmall) as refused:
        _made(_days(2), narrow)
    assert "fewer" not in str(refused.value)
    width = refused.value.width_mm
    assert width is not None
    assert f"width_mm of {width}" in str(refused.value)
    assert len(_made(_days(2), Edition.of({"width_mm": width})).scenes) == 2
    with pytest.raises(SheetTooSmall, match="or take fewer maps"):
        _made(_days(6), narrow)


def test_twelve_maps_stand_on_a_sheet_and_thirteen_are_refused() -> None:
    assert len(_made(_days(12, size="a4")).scenes) == 12
    with pytest.raises(InputError, match="13; expected 2 to 12"):
        _made(_days(13))


def test_the_legend_has_every_class_of_any_panel_once_and_no_other() -> None:
    ua = zone(zone_id="zn2", side="UA", perspective="UA", claimed_by=("General Staff",))
    shown = [
        _shown(_view()),
        _shown(_view(perspective="UA"), zones=(ua,), advances=()),
        _shown(_view(perspective="assessed"), zones=(), advances=()),
    ]
    made = _made(shown)
    alone = {entry.key for one in made.scenes for entry in legend(one)}
    told = [entry.key for _, _, rows in made.sheet.legend for row in rows for entry in row.entries]
    assert set(told) == alone
    assert len(told) == len(set(told))
    assert {"zone-claimed-RU", "zone-claimed-UA"} <= alone


def test_the_legend_spans_the_claims_of_all_panels() -> None:
    (entry,) = [one for one in legend(_made(_days(3)).whole) if one.key == "zone-claimed-RU"]
    assert "12–14 March 2025" in entry.words


def test_an_announcement_that_stands_on_every_day_is_told_once() -> None:
    announced = zone(zone_id="zn9", kind="announced", geometry=None, settlements=0, region="adm1:UA-59", area_km2=None)
    shown = [_shown(_view(at), zones=(announced,)) for at in range(3)]
    told = [entry.words for entry in legend(_made(shown).whole) if entry.key.startswith("zone-announced")]
    assert len(told) == 1


def test_each_panel_is_headed_by_what_differs_and_has_its_own_figures() -> None:
    figure = _drawn(_made(_days(3)))
    told = " ".join(_texts(figure)).replace("\u00a0", " ")
    for at in range(3):
        assert f"{12 + at} March 2025" in told
        assert f"{14 + at} settlements claimed" in told
    both = series_of([_shown(_view()), _shown(_view(perspective="UA"))])
    assert both.headings == ("According to Russian officials", "According to Ukrainian officials")
    assert "12 March 2025" in both.title
    assert "24:00 Kyiv time" in both.as_of


def test_figures_are_those_of_the_sentence() -> None:
    for shown, view in _days(2):
        (figures,) = {one.captions("whole")[0] for one in [Series((shown,), (view,))]}
        assert figures[1:] in words.plain_sentence(shown, view)


def test_maps_that_differ_in_the_window_alone_are_headed_by_it() -> None:
    views = [_view(), _view().changed(advances_from=DAY)]
    assert series_of([_shown(view) for view in views]).headings == (
        "Advances and reports of 5–12 March 2025",
        "Advances and reports of 12 March 2025",
    )


def test_there_is_one_scale_bar_one_locator_and_one_source_line() -> None:
    figure = _drawn(_made(_days(4)))
    held = {ax.get_label(): {a.get_label() for a in ax.get_children()} for ax in figure.axes}
    assert [name for name, labels in held.items() if "scale" in labels] == ["furniture"]
    assert [name for name, labels in held.items() if "locator" in labels] == ["furniture"]
    assert sum(text.startswith("Sources (") for text in _texts(figure)) == 1


def test_sources_count_each_report_once_and_name_every_publisher() -> None:
    shown = []
    for at, publisher in enumerate(["The Daily Example", "Another Paper"]):
        view = _view(at)
        both = (event("Sudzha"), event("Rylsk", lon=34.68, lat=51.57, publisher=publisher))
        shown.append((frame(*both, view=view), view))
    line = words.source_line(series_of(shown).whole.events)
    assert "3 reports" in line
    assert "Another Paper" in line
    assert "The Daily Example" in line


def test_layers_are_named_by_panel_and_text_stays_text() -> None:
    svg = render_series(_days(2), **GROUND, format="svg").decode()
    for at in (1, 2):
        for name in ("base", "zones", "advances", "labels"):
            assert f'id="{name}-{at}"' in svg
    assert 'id="furniture"' in svg
    assert "13 March 2025</text>" in svg


def test_panels_without_anything_say_that_nothing_matches() -> None:
    shown = [(frame(view=view), view) for view in (_view(), _view(1))]
    made = _made(shown)
    assert all("othing matches" in told for told in made.series.captions("whole"))
    assert made.alt_text.count("othing matches") == 2
    told = " ".join(_texts(_drawn(made)))
    assert told.count("Nothing matches") == 2
    assert "Nothing in this view" in told


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_the_same_maps_give_the_same_bytes(form: str) -> None:
    shown = _days(3)
    assert render_series(shown, **GROUND, format=form) == render_series(shown, **GROUND, format=form)


def test_the_alt_text_tells_every_panel_and_is_in_the_file_and_beside_it(tmp_path: Path) -> None:
    shown = _days(4)
    write_series(tmp_path / "week.png", shown, **GROUND, title="A week", note="Our own line.")
    told = Image.open(BytesIO((tmp_path / "week.png").read_bytes())).info["Description"]
    for at in range(4):
        assert f"{at + 1}. {12 + at} March 2025: {14 + at} settlements claimed" in told
    beside = (tmp_path / "week.png.txt").read_text(encoding="utf-8")
    assert told in beside
    assert beside.startswith("A week")
    assert "The Daily Example" in beside
    assert "\n\nOur own line.\n\n" in beside
    assert words.data_hash(series_of(shown).whole) in beside
    reader = PdfReader(BytesIO(render_series(shown, **GROUND, format="pdf")))
    assert "3. 14 March 2025" in str(reader.metadata and reader.metadata.subject)


def test_the_sheet_has_the_preset_s_pixels() -> None:
    assert Image.open(BytesIO(render_series(_days(2), **GROUND))).size == VIEW.sheet.pixels


def test_days_by_perspectives_keep_their_rows() -> None:
    shown = [_shown(_view(at, voice)) for voice in ("RU", "UA") for at in range(3)]
    grid = _made(shown).plan.grid
    assert grid.columns == 3
    assert len(grid.above) == 2


def test_exact_panels_show_the_extent_and_nothing_around_it() -> None:
    made = _made(_days(2), Edition(fit="exact"))
    west, south, east, north = made.panel.shown
    assert (west, south, east, north) == pytest.approx(VIEW.bbox, abs=1e-3)


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"bbox": (34.0, 50.8, 35.5, 51.5)}, "bbox"), ({"ui": "uk", "lang": "uk"}, "lang"), ({"size": "a4"}, "size")],
)
def test_maps_that_differ_in_more_than_they_may_are_refused(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(InputError, match=f"differ in {reason}"):
        series_of([_shown(_view()), _shown(_view(1, **change))])


def test_a_map_that_comes_twice_is_refused() -> None:
    with pytest.raises(InputError, match="alike"):
        series_of([_shown(_view()), _shown(_view())])


def test_call_outs_and_advances_that_no_panel_has_are_refused() -> None:
    with pytest.raises(ViewError, match="callouts"):
        _made(_days(2), Edition.of({"callouts": [{"place": "Sudzha", "text": "Here"}]}))
    with pytest.raises(ViewError, match="'Atlantis'"):
        _made(_days(2), Edition.of({"highlight": ["Atlantis"]}))
    assert "Basivka" in _made(_days(2), Edition.of({"highlight": ["Basivka"]})).alt_text


def _set_off() -> tuple[Shown, Edition]:
    """Two days with an arrow each, to another place, and an edition that highlights both."""
    other = advance(advance_id="ad2", place_id="front:zhuravka", place_name="Zhuravka")
    shown = [_shown(_view()), _shown(_view(1), advances=(other,))]
    return shown, Edition.of({"highlight": ["Basivka", "Zhuravka"]})


def test_the_legend_of_a_sheet_names_what_is_highlighted_on_any_panel() -> None:
    shown, edition = _set_off()
    made = _made(shown, edition)
    assert "Highlighted advances: Basivka and Zhuravka" in " ".join(_texts(_drawn(made)))
    assert "Highlighted advances: Basivka and Zhuravka." in made.alt_text


def test_every_frame_of_a_film_names_what_is_highlighted_on_any_and_its_text_does_too() -> None:
    shown, edition = _set_off()
    called = edition.changed(callouts=({"place": "Sudzha", "text": "The last road"},))
    film = compose_film(shown, **GROUND, edition=called)
    assert [len(one.added.highlight) for one in film.maps] == [1, 1]
    for one in film.maps:
        rows = [line for _, _, told in one.sheet.legend for row in told for line in row.lines]
        assert "Highlighted advances: Basivka and Zhuravka" in " ".join(rows)
    told = film_text(film)
    assert "Highlighted advances: Basivka and Zhuravka." in told
    assert "Sudzha: The last road" in told
    with pytest.raises(ViewError, match="'Atlantis'"):
        compose_film(shown, **GROUND, edition=Edition(highlight=("Basivka", "Atlantis")))


def test_the_alternative_text_says_what_the_numbers_of_the_regions_are() -> None:
    told = event("Sumy Oblast", precision="admin1", place_id="adm1:UA-59", lon=None, lat=None)
    shown = [(frame(told, view=view), view) for view in (_view(), _view(1))]
    made, film = _made(shown, Edition(numbers=True)), compose_film(shown, **GROUND, edition=Edition(numbers=True))
    assert "Number of all reports of a region" in made.alt_text
    assert "Number of all reports of a region" in film_text(film)
    for one in film.maps:
        rows = [line for _, _, told in one.sheet.legend for row in told for line in row.lines]
        assert "Number of all reports of a region" in " ".join(rows)


# before and after


def _row(place: str, **changes: Any) -> dict[str, Any]:
    base: dict[str, Any] = dict.fromkeys(LEDGER_COLUMNS)
    base |= {
        "place_id": f"front:{place.lower()}", "place_name": place, "outcome": "held", "held_by": "RU",
        "disputed": False, "claimed_by": ("Ministry of Defence",), "disputed_by": (), "denied_by": (),
    }  # fmt: skip
    return base | changes


def _ledger(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(LEDGER_COLUMNS))


def _pair(before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]]) -> Shown:
    return [(frame(view=view, ledger=_ledger(*rows)), view) for view, rows in ((_view(), before), (_view(6), after))]


def test_a_pair_tells_what_is_new_what_is_gone_and_what_is_denied_each_by_who_says_so() -> None:
    shown = _pair(
        [_row("Left"), _row("Kept"), _row("Doubted")],
        [
            _row("Left", outcome="no claim", held_by=None, claimed_by=("General Staff",)),
            _row("Kept"),
            _row("Doubted", denied_by=("Border Service",)),
            _row("Taken", claimed_by=("Head of Region",)),
        ],
    )
    lines = pair_lines(shown[0][0], shown[1][0], GROUND["gazetteer"])
    assert lines == (
        "Newly claimed, according to Head of Region: Taken.",
        "No longer claimed, according to General Staff: Left.",
        "Newly denied, according to Border Service: Doubted.",
    )
    made = _made(shown)
    told = " ".join(_texts(_drawn(made)))
    assert "Between 12 and 18 March 2025" in told
    assert "Newly claimed, according to" in told
    assert all(line in made.alt_text for line in lines)
    assert "captured" not in made.alt_text


def test_a_denial_that_stood_before_is_not_news() -> None:
    rows = [_row("Doubted", denied_by=("Border Service",))]
    shown = _pair(rows, rows)
    assert pair_lines(shown[0][0], shown[1][0], GROUND["gazetteer"]) == (
        "The same settlements, and denied by the same.",
    )


def test_the_text_beside_a_pair_names_every_place_of_which_the_sheet_counts_some() -> None:
    after = [_row(f"Town {at:02d}") for at in range(30)]
    made = _made(_pair([], after))
    told = " ".join(_texts(_drawn(made))).replace("\u00a0", " ")
    assert "Town 11, and 18 more" in told
    assert "Town 29" not in told
    beside = series_text(made)
    assert all(row["place_name"] in beside for row in after)
    few = _made(_pair([], after[:3]))
    assert series_text(few).count("Town 02") == 1


def test_a_pair_reads_from_the_earlier_day_whatever_the_order() -> None:
    shown = _pair([], [_row("Taken")])
    for order in (shown, shown[::-1]):
        changed = series_of(order).changed(GROUND["gazetteer"])
        assert changed is not None
        assert changed[1] == ("Newly claimed, according to Ministry of Defence: Taken.",)


def test_days_and_perspectives_are_views_the_first_perspective_s_days_first() -> None:
    days = (DAY, DAY + timedelta(days=1))
    assert [(one.perspective, one.day) for one in views_of(_view(), days, ("UA", "RU", "UA"))] == [
        ("UA", days[0]), ("UA", days[1]), ("RU", days[0]), ("RU", days[1]),
    ]  # fmt: skip
    assert [one.perspective for one in views_of(_view(perspective="assessed"), days)] == ["assessed", "assessed"]


def test_what_a_sheet_does_not_have_is_told() -> None:
    pair = (_view(perspective="all"), _view(1, "all"))
    (strip,) = left_out((_view(), _view(1)), Edition(strip=True))
    assert strip.startswith("strip: ")
    (unchanged,) = left_out(pair, PLAIN)
    assert "side by side" in unchanged
    assert left_out((*pair, _view(2, "all")), PLAIN) == left_out((_view(), _view(1)), PLAIN) == ()


def test_of_two_perspectives_or_side_by_side_no_change_is_told() -> None:
    assert series_of([_shown(_view()), _shown(_view(perspective="UA"))]).changed(GROUND["gazetteer"]) is None
    both = [_shown(_view(at, "all")) for at in (0, 3)]
    assert series_of(both).changed(GROUND["gazetteer"]) is None


# one after another


def test_days_go_by_steps_from_the_first_and_none_past_the_last() -> None:
    assert days_of(date(2025, 3, 1), date(2025, 3, 6), 2) == (date(2025, 3, 1), date(2025, 3, 3), date(2025, 3, 5))
    assert days_of(DAY, DAY) == (DAY,)
    for first, last, step in ((DAY, DAY - timedelta(days=1), 1), (DAY, DAY, 0), (DAY, DAY + timedelta(days=4000), 1)):
        with pytest.raises(InputError):
            days_of(first, last, step)


@pytest.mark.parametrize(("follow", "first"), [("slide", 7), ("grow", 5), ("apart", 5)])
def test_the_window_follows_the_day_as_the_view_says(follow: str, first: int) -> None:
    moved = on_day(VIEW.changed(follow=follow), DAY + timedelta(days=2))
    last = DAY if follow == "apart" else moved.day
    assert moved.window == Interval(date(2025, 3, first), last + timedelta(days=1))


def test_in_a_film_everything_but_the_map_stays_in_its_place() -> None:
    shown = _days(3)
    shown[1] = (frame(view=shown[1][1]), shown[1][1])  # a day on which nothing is shown
    film = compose_film(shown, **GROUND)
    for name in ("panel", "locator", "foot_top", "head", "legend_unit"):
        assert len({getattr(one.sheet, name) for one in film.maps}) == 1, name
    for name in ("title", "subtitle", "dateline", "foot"):
        assert len({len(getattr(one.sheet, name)) for one in film.maps}) == 1, name
    rows = [[(row.kind, row.height, len(row.entries)) for _, _, told in one.sheet.legend for row in told]
            for one in film.maps]  # fmt: skip
    assert rows[0] == rows[1] == rows[2]
    assert len({one.panel for one in film.maps}) == 1


def test_a_frame_of_a_film_dates_its_own_claims() -> None:
    film = compose_film(_days(3), **GROUND)
    for at, one in enumerate(film.maps):
        (told,) = [
            entry.words for _, _, rows in one.sheet.legend for row in rows for entry in row.entries
            if entry.key == "zone-claimed-RU"
        ]  # fmt: skip
        assert ("12 March" if at == 0 else f"12–{12 + at} March") in told


def test_a_frame_says_that_its_legend_is_of_all_days_and_its_own_text_names_what_it_shows() -> None:
    shown = _days(3)
    shown[1] = (frame(view=shown[1][1]), shown[1][1])  # a day on which nothing is shown
    film = compose_film(shown, **GROUND)
    heads = {row.lines for one in film.maps for row in one.sheet.legend[0][2][:1]}
    (lines,) = heads
    assert " ".join(lines) == "Legend of all days of the series, 12–14 March 2025"
    assert "Legend of all days of the series, 12–14 March 2025: " in film_text(film)
    claimed = "Russian control claimed by"
    assert claimed in frame_text(film, 0)
    assert claimed not in frame_text(film, 1)
    with Image.open(BytesIO(picture(film, 1, **GROUND, dpi=60))) as made:
        assert made.text["Description"] == frame_text(film, 1)  # type: ignore[attr-defined]


def test_frames_are_numbered_even_and_alike_and_told_beside(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    shown = _days(3, size="a4")
    paths = write_frames(tmp_path / "film", shown, **GROUND, dpi=71, progress=lambda *one: told.append(one))
    assert [path.name for path in paths] == ["001-2025-03-12.png", "002-2025-03-13.png", "003-2025-03-14.png"]
    ((wide, tall),) = {Image.open(BytesIO(path.read_bytes())).size for path in paths}
    assert (wide % 2, tall % 2) == (0, 0)
    assert abs(wide - 11.69 * 71) <= 2
    assert told == [("frames", at, 3) for at in (1, 2, 3)]
    beside = (tmp_path / "film" / "frames.txt").read_text(encoding="utf-8")
    for at in range(3):
        assert f"{12 + at} March 2025" in beside
        assert f"{14 + at} settlements claimed" in beside


@pytest.mark.parametrize("wide", [800, 1280, 1920])
def test_a_frame_has_the_width_in_pixels_that_is_asked_for(wide: int) -> None:
    film = compose_film(_days(1), **GROUND)
    made = Image.open(BytesIO(picture(film, 0, **GROUND, dpi=wide / film.inches[0])))
    assert made.width == wide
    assert 0 <= wide * film.inches[1] / film.inches[0] - made.height < 2


def test_a_run_that_is_broken_off_leaves_whole_frames(tmp_path: Path) -> None:
    def stop(_stage: str, done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_frames(tmp_path / "film", _days(4), **GROUND, dpi=40, progress=stop)
    left = sorted((tmp_path / "film").iterdir())
    assert [path.name for path in left] == ["001-2025-03-12.png", "002-2025-03-13.png"]
    for path in left:
        Image.open(BytesIO(path.read_bytes())).load()


def _colours(*colours: str) -> list[bytes]:
    made = []
    for colour in colours:
        out = BytesIO()
        Image.new("RGB", (40, 20), colour).save(out, format="PNG")
        made.append(out.getvalue())
    return made


def test_a_gif_has_every_frame_for_its_time_in_one_palette_and_begins_again() -> None:
    pngs = _colours("#c8102e", "#1c3f7a", "#fffdf8")
    made = gif_of(pngs, 300, held=1200)
    assert made == gif_of(pngs, 300, held=1200)
    gif = Image.open(BytesIO(made))
    assert (gif.size, gif.n_frames, gif.info["loop"]) == ((40, 20), 3, 0)
    durations, seen = [], []
    for at in range(gif.n_frames):
        gif.seek(at)
        durations.append(gif.info["duration"])
        seen.append(gif.convert("RGB").getpixel((5, 5)))
    assert durations == [300, 300, 1200]
    assert seen == [(0xC8, 0x10, 0x2E), (0x1C, 0x3F, 0x7A), (0xFF, 0xFD, 0xF8)]


def test_the_frames_of_a_film_are_unpacked_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    opened, held, counts = animation._opened, list[Any](), list[int]()

    def watched(png: bytes) -> Any:
        one = opened(png)
        held.append(weakref.ref(one))
        counts.append(sum(ref() is not None for ref in held))
        return one

    monkeypatch.setattr(animation, "_opened", watched)
    gif_of(_colours(*(f"#{at:02x}2010" for at in range(0, 240, 6))))
    assert max(counts) <= 2


def test_a_film_is_written_whole_with_its_text(tmp_path: Path) -> None:
    shown = _days(3)
    write_film(tmp_path / "week.gif", shown, **GROUND, dpi=50, milliseconds=200)
    gif = Image.open(BytesIO((tmp_path / "week.gif").read_bytes()))
    assert (gif.size, gif.n_frames) == ((450, 300), 3)
    assert "14 March 2025" in (tmp_path / "week.gif.txt").read_text(encoding="utf-8")
    content, _ = film_of(shown, **GROUND, dpi=50, milliseconds=200)
    assert content == (tmp_path / "week.gif").read_bytes()
    with pytest.raises(InputError, match="avi"):
        write_film(tmp_path / "week.avi", shown, **GROUND)


def test_frames_of_no_size_of_their_own_make_no_film() -> None:
    odd = BytesIO()
    Image.new("RGB", (30, 20)).save(odd, format="PNG")
    with pytest.raises(InputError, match="30 x 20, 40 x 20"):
        gif_of([*_colours("red"), odd.getvalue()])
    with pytest.raises(InputError, match="no frame"):
        gif_of([])


def test_without_an_encoder_an_mp4_is_refused_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr(animation.shutil, "which", lambda _name: None)
    monkeypatch.setattr(animation.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(InputError, match="apt install ffmpeg"):
        write_film(tmp_path / "week.mp4", _days(2), **GROUND)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="no ffmpeg is installed")
def test_an_mp4_plays_anywhere_lasts_as_asked_and_is_the_same_twice(tmp_path: Path) -> None:
    pngs = _colours("#c8102e", "#1c3f7a", "#fffdf8")
    made = mp4_of(pngs, 400, held=1200)
    assert made == mp4_of(pngs, 400, held=1200)
    assert made.index(b"moov") < made.index(b"mdat")  # it starts before it is loaded
    path = tmp_path / "week.mp4"
    path.write_bytes(made)
    if shutil.which("ffprobe") is None:
        pytest.skip("no ffprobe is installed")
    command = ["ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json", str(path)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    (stream,) = told["streams"]
    assert (stream["codec_name"], stream["pix_fmt"]) == ("h264", "yuv420p")
    assert (stream["width"], stream["height"]) == (40, 20)
    assert float(told["format"]["duration"]) == pytest.approx(2.0, abs=0.05)
    assert "creation_time" not in json.dumps(told)


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="no ffmpeg is installed")
def test_an_mp4_of_odd_frames_is_refused() -> None:
    odd = BytesIO()
    Image.new("RGB", (31, 20)).save(odd, format="PNG")
    with pytest.raises(InputError, match="31 x 20"):
        mp4_of([odd.getvalue()])
