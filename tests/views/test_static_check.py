"""The check of a drawn map fires: each fault is put into a sound map by hand, and found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import shapely
from matplotlib import rc_context
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch
from PIL import Image

from geo.views import themes
from geo.views.drawn import drawing
from geo.views.edition import Edition
from geo.views.overlays import Overlay, OverlayFeature
from geo.views.static import RC, draw
from geo.views.static_check import check
from geo.views.static_compose import Composed, compose
from geo.views.static_marks import draw_mark
from geo.views.static_panel import fill, stroke
from geo.views.static_text import write
from tests.views.frames import VIEW, advance, event, frame, zone
from tests.views.ground import MadeUpBoundaries, made_up_gazetteer

BOUNDARIES: Any = MadeUpBoundaries()
GAZETTEER = made_up_gazetteer()


@pytest.fixture(autouse=True)
def _measured_type() -> Iterator[None]:
    with rc_context(RC):
        yield


def _told() -> Any:
    return frame(
        event(), event("Basivka", event_type="strike", status="reported", actor_side="UA", lon=35.15, lat=51.08),
        zones=(zone(),), advances=(advance(end=(34.7, 51.4), start=(35.0, 51.5), place_id="gn:7"),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def logo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("house") / "logo.png"
    Image.new("RGB", (60, 20), "#a01028").save(path)
    return path


@lru_cache
def _made(logo: Path, size: str) -> Composed:
    """A map with all that a check looks at: a note, a call-out with its dot, a logo, a credit, an overlay."""
    edition = Edition.of(
        {
            "callouts": [{"place": "Lgov", "text": "The railway junction"}],
            "house": {"credit": "Graphic by the Example desk", "logo": {"file": logo}},
        }
    )
    view = VIEW.changed(size=size, note="A note of the desk.")
    road = OverlayFeature("road", shapely.LineString([(34, 50.7), (36, 50.7)]))
    return compose(_told(), view, BOUNDARIES, GAZETTEER, (Overlay("Roads", "Example atlas", (road,)),), edition)


def _drawn(logo: Path, size: str = "web") -> tuple[Composed, Any, dict[str, Any]]:
    made = _made(logo, size)
    figure = draw(made, boundaries=BOUNDARIES, gazetteer=GAZETTEER)
    return made, figure, {str(ax.get_gid()): ax for ax in figure.axes}


def _words(axes: dict[str, Any], layer: str, text: str) -> Any:
    return next(one for one in axes[layer].texts if text in one.get_text() and not one.get_path_effects())


def _named(axes: dict[str, Any], layer: str, name: str) -> list[Any]:
    return [one for one in axes[layer].get_children() if str(one.get_label()).startswith(name)]


def _body(axes: dict[str, Any], name: str) -> Any:
    """Extent of the first filled shape of a name on the map, points of the panel."""
    layers = ("advances", "labels")
    found = (one for layer in layers for one in _named(axes, layer, name) if isinstance(one, PathPatch))
    return next(found).get_path().get_extents()


@pytest.mark.parametrize("size", ["web", "column", "a4"])
def test_a_sound_map_has_no_fault(size: str, logo: Path) -> None:
    made, figure, _ = _drawn(logo, size)
    assert check(made, figure) == []


def test_the_figure_is_left_as_it_was(logo: Path) -> None:
    made, figure, axes = _drawn(logo)
    before = figure.dpi, sum(text.get_visible() for ax in axes.values() for text in ax.texts)
    check(made, figure)
    assert before == (figure.dpi, sum(text.get_visible() for ax in axes.values() for text in ax.texts))


def _over_a_label(axes: dict[str, Any]) -> None:
    name = _words(axes, "labels", "Sudzha")
    x, y = name.get_position()
    write(axes["labels"], x + 2, y + 2, "Elsewhere", 8.0, themes.ink("text"))


def _over(name: str) -> Callable[[dict[str, Any]], None]:
    def written(axes: dict[str, Any]) -> None:
        box = _body(axes, name)
        write(axes["labels"], box.x0, box.y0, "Elsewhere", 8.0, themes.ink("text"), halo=themes.ink("halo"))

    return written


def _over_a_shaft(axes: dict[str, Any]) -> None:
    shaft = max((line for one in _shafts(axes) for line in one.get_segments()), key=len)
    x, y = shaft[len(shaft) // 2]
    write(axes["labels"], x - 4, y - 3, "Elsewhere", 8.0, themes.ink("text"), halo=themes.ink("halo"))


def _shafts(axes: dict[str, Any]) -> list[Any]:
    return [one for one in _named(axes, "advances", "arrow") if isinstance(one, LineCollection)]


def _over_a_border(axes: dict[str, Any]) -> None:
    (border,) = _named(axes, "zones", "border")
    inside = [(x, y) for line in border.get_segments() for x, y in line if 40 < x < 300 and 40 < y < 200]
    x, y = inside[0]
    write(axes["labels"], x - 20, y - 3, "Elsewhere", 12.0, themes.ink("text"), halo=themes.ink("halo"))


def _leader(axes: dict[str, Any]) -> None:
    x, y = _words(axes, "labels", "Sudzha").get_position()
    with drawing("leader"):
        stroke(axes["labels"], shapely.LineString([(x + 4, y - 30), (x + 4, y + 30)]), themes.ink("text_muted"), 0.5)


def _leader_through_a_mark(axes: dict[str, Any]) -> None:
    box = _body(axes, "mark")
    with drawing("leader"):
        stroke(axes["labels"], shapely.LineString([(box.x0, box.y0 - 3), (box.x1, box.y1 + 3)]), "#000000", 0.5)


def _leaders_cross(axes: dict[str, Any]) -> None:
    for low, high in ((100, 120), (120, 100)):
        with drawing("leader"):
            stroke(axes["labels"], shapely.LineString([(20, low), (60, high)]), "#000000", 0.5)


def _box_over_a_name(axes: dict[str, Any]) -> None:
    x, y = _words(axes, "labels", "Sudzha").get_position()
    with drawing("callout", "2"):
        fill(axes["labels"], shapely.box(x - 10, y - 10, x + 20, y + 20), themes.ink("paper"))


def _box_over_a_mark(axes: dict[str, Any]) -> None:
    box = _body(axes, "mark")
    with drawing("callout", "2"):
        fill(axes["labels"], shapely.box(box.x0, box.y0, box.x0 + 2, box.y0 + 2), themes.ink("paper"))


def _box_over_a_shaft(axes: dict[str, Any]) -> None:
    """Over the middle of the shaft alone, not over its head."""
    x, y = max((line for one in _shafts(axes) for line in one.get_segments()), key=len)[5]
    with drawing("callout", "2"):
        fill(axes["labels"], shapely.box(x - 1, y - 1, x + 1, y + 1), themes.ink("paper"))


def _box_over_a_leader(axes: dict[str, Any]) -> None:
    with drawing("leader"):
        stroke(axes["labels"], shapely.LineString([(20, 100), (60, 100)]), themes.ink("text"), 0.5)
    with drawing("callout", "2"):
        fill(axes["labels"], shapely.box(30, 98, 40, 102), themes.ink("paper"))


def _inset_over_an_inset(axes: dict[str, Any]) -> None:
    """Over the left end of the bar, below its numbers."""
    box = _body(axes, "scale")
    with drawing("callout", "2"):
        fill(axes["labels"], shapely.box(box.x0 - 3, box.y0 - 3, box.x0 + 3, box.y1), themes.ink("paper"))


def _on_the_logo(axes: dict[str, Any]) -> None:
    (image,) = axes["furniture"].images
    west, _, south, _ = image.get_extent()
    write(axes["furniture"], west + 2, south + 2, "Ours", 8.0, themes.ink("paper"))


def _stacked(axes: dict[str, Any]) -> None:
    _put_mark(axes, 0.0)


def _stacked_in_halves(axes: dict[str, Any]) -> None:
    """Two that hide half of it each, and neither of them more."""
    _put_mark(axes, -0.55)
    _put_mark(axes, 0.55)


def _put_mark(axes: dict[str, Any], right: float, share: float = 1.0) -> None:
    """Draw a square over the one there is, so many of its widths to the right, of a share of its size."""
    key = "event-capture-claimed-RU"
    box = _body(axes, f"mark {key}")
    wide = box.x1 - box.x0
    with drawing("mark", key):
        x, y = (box.x0 + box.x1) / 2 + right * wide, (box.y0 + box.y1) / 2
        draw_mark(axes["advances"], x, y, key, share * wide / 1.6, zorder=9.0)


def _off_the_sheet(axes: dict[str, Any]) -> None:
    write(axes["furniture"], 5.0, -3.0, "Far too low", 9.0, themes.ink("text"))


def _across_the_frame(axes: dict[str, Any]) -> None:
    write(axes["labels"], -8.0, 150.0, "Half outside", 9.0, themes.ink("text"), halo=themes.ink("halo"))


def _on_the_map(axes: dict[str, Any]) -> None:
    panel = axes["base"].get_position()
    width, height = (one * 72 for one in axes["base"].figure.get_size_inches())
    write(axes["furniture"], panel.x0 * width - 20, panel.y0 * height + 60, "A note", 9.0, themes.ink("text"))


def _legend_on_the_map(axes: dict[str, Any]) -> None:
    panel, words = axes["base"].get_position(), _words(axes, "furniture", "Russia acts")
    width, height = (one * 72 for one in axes["base"].figure.get_size_inches())
    words.set_position((panel.x0 * width + 120, panel.y0 * height + 20))


def _tiny(axes: dict[str, Any]) -> None:
    _words(axes, "furniture", "Schematic").set_size(4.0)


def _unlisted(axes: dict[str, Any]) -> None:
    with drawing("area", "zone-assessed-KP"):
        fill(axes["zones"], shapely.box(10, 10, 40, 40), themes.side("KP").tint)


def _undrawn(axes: dict[str, Any]) -> None:
    for one in [*axes["advances"].patches, *axes["advances"].collections]:
        if "event-strike" in str(one.get_label()):
            one.remove()


def _faint(axes: dict[str, Any]) -> None:
    _words(axes, "furniture", "Schematic").set_color("#9a9a9a")


def _faint_halo(axes: dict[str, Any]) -> None:
    name = _words(axes, "labels", "Sudzha")
    name.set_color(themes.ink("region_line"))


def _on_hatch(axes: dict[str, Any]) -> None:
    x, y = (one * 72 for one in axes["furniture"].figure.get_size_inches())
    for step in range(0, 30, 2):
        line = shapely.LineString([(x - 60, y - 10 - step), (x - 20, y - 10 - step)])
        stroke(axes["furniture"], line, themes.ink("text"), 1.0)
    write(axes["furniture"], x - 60, y - 28, "On lines", 9.0, themes.ink("text"))


def _on_many_colours(axes: dict[str, Any]) -> None:
    """A ground of dark greys and blues, each no more than a fortieth of it."""
    width, height = (one * 72 for one in axes["furniture"].figure.get_size_inches())
    for at in range(60):
        patch = shapely.box(width - 60 + at, height - 20, width - 59 + at, height - 8)
        fill(axes["furniture"], patch, f"#{20 + at:02x}{30 + at // 2:02x}{40 + at:02x}")
    write(axes["furniture"], width - 60, height - 18, "On many greys", 8.0, themes.ink("text"))


def _cut(pattern: str) -> Callable[[dict[str, Any]], None]:
    def taken(axes: dict[str, Any]) -> None:
        for one in axes["furniture"].texts:
            one.set_text(re.sub(pattern, "", one.get_text()))

    return taken


def _without(name: str, layer: str) -> Callable[[dict[str, Any]], None]:
    def taken(axes: dict[str, Any]) -> None:
        for one in _named(axes, layer, name):
            one.remove()

    return taken


@pytest.mark.parametrize(
    ("broken", "kind", "told"),
    [
        (_over_a_label, "label over label", "'Sudzha' and 'Elsewhere'"),
        (_over("mark"), "label over mark", "'Elsewhere' lies on a mark event-"),
        (_over("arrow"), "label over arrow", "'Elsewhere' lies on a arrow advance-"),
        (_over_a_shaft, "label over arrow", "'Elsewhere' lies on a arrow advance-"),
        (_over("dot"), "label over dot", "'Elsewhere' lies on a dot"),
        (_over_a_border, "label over border", "'Elsewhere' lies on a state border"),
        (_leader, "leader", "runs through 'Sudzha'"),
        (_leader_through_a_mark, "leader", "runs through a mark event-"),
        (_leaders_cross, "leader", "runs through a leader"),
        (_box_over_a_name, "covered", "'Sudzha' lies under the callout 2"),
        (_box_over_a_mark, "covered", "a mark event-"),
        (_box_over_a_shaft, "covered", "a arrow advance-claimed-RU lies under the callout 2"),
        (_box_over_a_leader, "covered", "a leader lies under the callout 2"),
        (_inset_over_an_inset, "covered", "the scale lies under the callout 2"),
        (_on_the_logo, "covered", "'Ours' lies under the logo"),
        (_stacked, "hidden", "event-capture-claimed-RU lies under others"),
        (_stacked_in_halves, "hidden", "event-capture-claimed-RU lies under others"),
        (_off_the_sheet, "outside", "'Far too low' leaves the sheet"),
        (_across_the_frame, "frame", "'Half outside' crosses"),
        (_on_the_map, "frame", "'A note' crosses"),
        (_legend_on_the_map, "frame", "'Russia acts' crosses"),
        (_tiny, "small", "4.0 pt"),
        (_unlisted, "legend", "zone-assessed-KP is drawn and not in the legend"),
        (_undrawn, "legend", "type-strike, which is not drawn"),
        (_without("legend type-strike", "furniture"), "legend", "type-strike is drawn and not in the legend"),
        (_faint, "contrast", "'Schematic"),
        (_faint_halo, "contrast", "'Sudzha'"),
        (_on_hatch, "contrast", "'On lines'"),
        (_on_many_colours, "contrast", "'On many greys'"),
        (_cut("What "), "furniture", "no title"),
        (_cut("14\xa0settlements"), "furniture", "no sentence"),
        (_cut("As of"), "furniture", "no date line"),
        (_cut("Sources"), "furniture", "no source line"),
        (_cut("The Daily Example"), "furniture", "no source line"),
        (_cut("Schematic"), "furniture", "no schematic note"),
        (_cut("Crimea"), "furniture", "no boundary note"),
        (_cut("Basemap"), "furniture", "no basemap credit"),
        (_cut("[0-9a-f]{12}"), "furniture", "no data hash"),
        (_cut("A note of the desk."), "furniture", "no note"),
        (_cut("Graphic by"), "furniture", "no line 'Graphic by the Example desk'"),
        (_cut("Notes on the map"), "furniture", "no line 'Notes on the map"),
        (_cut("Example atlas"), "furniture", "no line 'Own overlay"),
        (_without("scale", "labels"), "furniture", "no scale bar"),
        (_without("locator", "furniture"), "furniture", "no locator"),
        (_without("legend", "furniture"), "furniture", "no legend"),
    ],
)
def test_a_fault_put_in_by_hand_is_found(
    broken: Callable[[dict[str, Any]], None], kind: str, told: str, logo: Path
) -> None:
    made, figure, axes = _drawn(logo)
    broken(axes)
    faults = check(made, figure)
    assert [fault for fault in faults if fault.kind == kind and told in fault.words], faults


def test_a_fault_with_the_body_and_the_outline_of_a_mark_is_one_fault(logo: Path) -> None:
    made, figure, axes = _drawn(logo)
    _over("mark")(axes)
    faults = check(made, figure)
    assert faults
    assert len(faults) == len(set(faults))


def test_a_small_mark_on_top_of_a_large_one_is_not_hidden(logo: Path) -> None:
    made, figure, axes = _drawn(logo)
    _put_mark(axes, 0.0, 0.5)
    assert "hidden" not in {fault.kind for fault in check(made, figure)}
