"""The check of a drawn map fires: each fault is put into a sound map by hand, and found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import shapely
from matplotlib import rc_context

from geo.views import themes
from geo.views.drawn import drawing
from geo.views.static import RC, draw
from geo.views.static_check import Fault, check
from geo.views.static_compose import compose
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


def _drawn(theme: str = "light", size: str = "web") -> tuple[Any, Any, dict[str, Any]]:
    made = compose(_told(), VIEW.changed(size=size), BOUNDARIES, GAZETTEER)
    figure = draw(made, boundaries=BOUNDARIES, gazetteer=GAZETTEER)
    return made, figure, {ax.get_gid(): ax for ax in figure.axes}


def _words(axes: dict[str, Any], layer: str, text: str) -> Any:
    return next(one for one in axes[layer].texts if text in one.get_text() and not one.get_path_effects())


def _kinds(faults: list[Fault]) -> set[str]:
    return {fault.kind for fault in faults}


@pytest.mark.parametrize("size", ["web", "column", "a4"])
def test_a_sound_map_has_no_fault(size: str) -> None:
    made, figure, _ = _drawn(size=size)
    assert check(made, figure) == []


def test_the_figure_is_left_as_it_was() -> None:
    made, figure, axes = _drawn()
    before = figure.dpi, sum(text.get_visible() for ax in axes.values() for text in ax.texts)
    check(made, figure)
    assert before == (figure.dpi, sum(text.get_visible() for ax in axes.values() for text in ax.texts))


def _over_a_label(axes: dict[str, Any]) -> None:
    name = _words(axes, "labels", "Sudzha")
    x, y = name.get_position()
    write(axes["labels"], x + 2, y + 2, "Elsewhere", 8.0, themes.ink("text"))


def _over_a_mark(axes: dict[str, Any]) -> None:
    mark = next(one for one in axes["advances"].patches if str(one.get_label()).startswith("mark"))
    box = mark.get_path().get_extents()
    write(axes["labels"], box.x0, box.y0, "Elsewhere", 8.0, themes.ink("text"), halo=themes.ink("halo"))


def _over_an_arrow(axes: dict[str, Any]) -> None:
    head = next(one for one in axes["advances"].patches if str(one.get_label()).startswith("arrow"))
    box = head.get_path().get_extents()
    write(axes["labels"], box.x0, box.y0, "Elsewhere", 8.0, themes.ink("text"), halo=themes.ink("halo"))


def _over_a_border(axes: dict[str, Any]) -> None:
    border = next(one for one in axes["zones"].collections if one.get_label() == "border")
    x, y = border.get_segments()[0][0]
    for lines in border.get_segments():
        inside = [(x, y) for x, y in lines if 40 < x < 300 and 40 < y < 200]
        if inside:
            x, y = inside[0]
    write(axes["labels"], x - 20, y - 3, "Elsewhere", 12.0, themes.ink("text"), halo=themes.ink("halo"))


def _leader(axes: dict[str, Any]) -> None:
    x, y = _words(axes, "labels", "Sudzha").get_position()
    with drawing("leader"):
        stroke(axes["labels"], shapely.LineString([(x + 4, y - 30), (x + 4, y + 30)]), themes.ink("text_muted"), 0.5)


def _inset(axes: dict[str, Any]) -> None:
    x, y = _words(axes, "labels", "Sudzha").get_position()
    with drawing("callout"):
        fill(axes["labels"], shapely.box(x - 10, y - 10, x + 20, y + 20), themes.ink("paper"))


def _stacked(axes: dict[str, Any]) -> None:
    mark = next(one for one in axes["advances"].patches if str(one.get_label()).startswith("mark"))
    box = mark.get_path().get_extents()
    key = str(mark.get_label()).removeprefix("mark ")
    with drawing("mark", key):
        draw_mark(axes["advances"], (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, key, 4.0, zorder=9.0)


def _off_the_sheet(axes: dict[str, Any]) -> None:
    write(axes["furniture"], 5.0, -3.0, "Far too low", 9.0, themes.ink("text"))


def _across_the_frame(axes: dict[str, Any]) -> None:
    write(axes["labels"], -8.0, 150.0, "Half outside", 9.0, themes.ink("text"), halo=themes.ink("halo"))


def _on_the_map(axes: dict[str, Any]) -> None:
    panel = axes["base"].get_position()
    width, height = (one * 72 for one in axes["base"].figure.get_size_inches())
    write(axes["furniture"], panel.x0 * width - 20, panel.y0 * height + 60, "A note", 9.0, themes.ink("text"))


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


def _without(text: str) -> Callable[[dict[str, Any]], None]:
    def taken(axes: dict[str, Any]) -> None:
        for one in list(axes["furniture"].texts):
            if text in one.get_text():
                one.set_text("")

    return taken


def _without_scale(axes: dict[str, Any]) -> None:
    for one in [*axes["labels"].patches, *axes["labels"].collections]:
        if one.get_label() == "scale":
            one.remove()


def _without_locator(axes: dict[str, Any]) -> None:
    for ax in axes.values():
        for one in [*ax.patches, *ax.collections]:
            if one.get_label() == "locator":
                one.remove()


@pytest.mark.parametrize(
    ("broken", "kind"),
    [
        (_over_a_label, "label over label"),
        (_over_a_mark, "label over mark"),
        (_over_an_arrow, "label over arrow"),
        (_over_a_border, "label over border"),
        (_leader, "leader"),
        (_inset, "covered"),
        (_stacked, "hidden"),
        (_off_the_sheet, "outside"),
        (_across_the_frame, "frame"),
        (_on_the_map, "frame"),
        (_tiny, "small"),
        (_unlisted, "legend"),
        (_undrawn, "legend"),
        (_faint, "contrast"),
        (_faint_halo, "contrast"),
        (_on_hatch, "contrast"),
        (_without("What "), "furniture"),
        (_without("Sources"), "furniture"),
        (_without("Schematic"), "furniture"),
        (_without("As of"), "furniture"),
        (_without("Basemap"), "furniture"),
        (_without_scale, "furniture"),
        (_without_locator, "furniture"),
    ],
)
def test_a_fault_put_in_by_hand_is_found(broken: Callable[[dict[str, Any]], None], kind: str) -> None:
    made, figure, axes = _drawn()
    broken(axes)
    faults = check(made, figure)
    assert kind in _kinds(faults)
    assert all(fault.words for fault in faults)
