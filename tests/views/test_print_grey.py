"""A grey print keeps every class apart: measured on what is drawn, in every theme.

A class is drawn as the map draws it and turned to grey as a printer or copier does it (Rec. 601 luma). Of the picture
some numbers are taken, each with the least step by which two classes must differ in it (`STEPS`): lightness L* of what
is filled and of what is stroked, the share of inked pixels in a hatch and along a line, the direction of a hatch by its
gradients, the distance of one dash to the next, the dots among the dashes. Two classes are told apart where any number
differs by its step or more. Pictures are never compared pixel by pixel: a class must differ in what a reader can name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from geo.terms import STATUSES
from geo.views import themes
from geo.views.static_marks import MARK, draw_arrow, draw_body, draw_denied
from geo.views.static_panel import draw_class
from geo.views.style import DENIED_CLASS, DISPUTED_CLASS, SHAPES, TYPE_SHAPES
from geo.views.themes import THEMES, Theme, wearing

DPI = 300
#: Points of paper around what is measured.
SIDE = 96.0
AT_WAR = ("RU", "UA")
#: Least step of each number by which two classes count as told apart.
STEPS = {
    "fill": 6.0,  # L* of ground or body, 0 to 100
    "edge": 10.0,  # L* of the stroke
    "ink": 0.08,  # share of inked pixels inside
    "direction": 30.0,  # degrees of the hatch's lines, 0 to 180
    "solid": 0.12,  # share of inked pixels along the line
    "dash": 0.8,  # points from the begin of a dash to that of the next
    "dots": 0.25,  # share of dashes that are not half as long as the longest
    "head": 6.0,  # L* of the middle of an arrow's head
    "struck": 0.5,  # 1 where a bar runs across it and out of its shape
    "closed": 0.5,  # 1 for an outline that closes, 0 for a stretch of line
}
Numbers = dict[str, float]


def grey(draw: Callable[[Any], None], theme: Theme, side: float = SIDE) -> np.ndarray:
    """Draw on land and return lightness L* by pixel, (n, n), first row on top."""
    figure = Figure(figsize=(side / 72, side / 72), dpi=DPI, facecolor=theme.base["land"])
    FigureCanvasAgg(figure)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set_axis_off()
    ax.set_xlim(0, side)
    ax.set_ylim(0, side)
    with wearing(theme):
        draw(ax)
    out = BytesIO()
    figure.savefig(out, format="png", facecolor=theme.base["land"])
    luma = np.asarray(Image.open(out).convert("L"), dtype=float) / 255
    linear = np.where(luma <= 0.04045, luma / 12.92, ((luma + 0.055) / 1.055) ** 2.4)
    return np.where(linear > 0.008856, 116 * np.cbrt(linear) - 16, 903.3 * linear)


def _at(picture: np.ndarray, west: float, south: float, east: float, north: float) -> np.ndarray:
    """Cut a picture to points from the lower left."""
    scale = picture.shape[0] / SIDE
    rows = slice(round((SIDE - north) * scale), round((SIDE - south) * scale))
    return picture[rows, round(west * scale) : round(east * scale)]


def _along(band: np.ndarray, ground: float) -> Numbers:
    """What a line in a band of pixels, from left to right, looks like: its lightness, inked share, dashes and dots."""
    off = np.abs(band - ground)
    inked = off.max(axis=0) > 0.5 * off.max()
    edge = float(band.flat[int(off.argmax())])
    return {"edge": edge, "solid": float(inked.mean()), **_dashes(inked)}


def _dashes(inked: np.ndarray) -> Numbers:
    """How far apart the dashes of a line begin, points, and which share of them is short: 0 for a line without."""
    begins, ends = np.flatnonzero(~inked[:-1] & inked[1:]), np.flatnonzero(inked[:-1] & ~inked[1:])
    lengths = ends[np.searchsorted(ends, begins[:-1])] - begins[:-1]
    if len(begins) < 3:
        return {"dash": 0.0, "dots": 0.0}
    return {
        "dash": float(np.diff(begins).mean() / DPI * 72),
        "dots": float((lengths < 0.5 * lengths.max()).mean()),
    }


def _direction(inside: np.ndarray) -> float:
    """Direction of the lines of a hatch in degrees, 0 to 180 counter-clockwise, by their gradients' tensor.

    Crossed lines have no direction: they count as 0, which no hatch of one way has.
    """
    down, right = np.gradient(inside)
    xx, yy, xy = (right**2).sum(), (down**2).sum(), -(right * down).sum()
    if xx + yy < 1e-6 or np.hypot(xx - yy, 2 * xy) < 0.2 * (xx + yy):
        return 0.0
    return float((np.degrees(0.5 * np.arctan2(2 * xy, xx - yy)) + 90) % 180)


def area_numbers(key: str, theme: Theme) -> Numbers:
    """Measure a class that covers ground, on a square, or one that lies along a border, on the square's lower edge."""
    look = theme.classes[key]
    low, high = 12.0, SIDE - 12
    along = look.family == "border"
    ground_or_line = shapely.LineString([(low, low), (high, low)]) if along else shapely.box(low, low, high, high)
    picture = grey(lambda ax: draw_class(ax, ground_or_line, look), theme)
    inside, ground = _at(picture, 20, 20, SIDE - 20, SIDE - 20), picture[2, 2]
    filled = float(np.median(inside))
    numbers = _along(_at(picture, 20, low - 2.5, SIDE - 20, low + 2.5), ground)
    others = [(low - 1, 20, low + 1, high), (high - 1, 20, high + 1, high), (20, high - 1, high, high + 1)]
    inked = [np.abs(_at(picture, *edge) - ground).max() > 0.5 * abs(numbers["edge"] - ground) for edge in others]
    return {
        **numbers,
        "fill": filled,
        "ink": float((np.abs(inside - filled) > 4).mean()),
        "direction": _direction(inside),
        "closed": float(all(inked)),
    }


def arrow_numbers(key: str, theme: Theme) -> Numbers:
    """Measure an advance, drawn from left to right with the head of the map."""
    look, size, middle = theme.classes[key], 8.0, SIDE / 2
    path = np.array([(x, middle) for x in np.linspace(8, SIDE - 8, 17)])
    picture = grey(lambda ax: draw_arrow(ax, path, look, size), theme)
    ground, tip = picture[2, 2], SIDE - 8
    head = _at(picture, tip - 0.8 * size, middle - 0.6, tip - 0.6 * size, middle + 0.6)
    beyond = _at(picture, tip - 1.2 * size, middle + 0.56 * size, tip - 0.6 * size, middle + 0.7 * size)
    numbers = _along(_at(picture, 10, middle - 2.5, tip - 1.6 * size, middle + 2.5), ground)
    darkest = np.abs(beyond - ground).max() > 0.3 * abs(numbers["edge"] - ground)
    return {**numbers, "head": float(np.median(head)), "struck": float(darkest)}


def mark_numbers(shape: str, draw: Callable[[Any, float, float, float], None], theme: Theme) -> Numbers:
    """Measure a mark of the size that a map prints: its body, its outline, and whether it is struck."""
    unit, middle = 8.6, SIDE / 2
    radius = MARK * unit
    picture = grey(lambda ax: draw(ax, middle, middle, radius), theme)
    scale = picture.shape[0] / SIDE
    outline = shapely.Polygon([(middle + x * radius, middle + y * radius) for x, y in SHAPES[shape]])
    rows, columns = np.indices(picture.shape)
    x, y = (columns + 0.5) / scale, SIDE - (rows + 0.5) / scale
    bar = shapely.LineString([(middle - 1.35 * radius,) * 2, (middle + 1.35 * radius,) * 2])
    body = shapely.contains_xy(outline.buffer(-0.8), x, y)
    assert body.any(), "a mark whose body no printer shows"
    numbers = {"fill": float(np.median(picture[body]))}
    edge = np.array(
        [
            picture[int((SIDE - point.y) * scale), int(point.x * scale)]
            for point in (
                shapely.line_interpolate_point(outline.boundary, share, normalized=True)
                for share in np.linspace(0, 1, 400, endpoint=False)
            )
            if point.distance(bar) > 2.0
        ]
    )
    land = picture[2, 2]
    ink = float(edge[np.argmax(np.abs(edge - land))])
    inked = np.abs(edge - ink) < 0.5 * abs(land - ink)
    ends = [(middle + side * 1.22 * radius,) * 2 for side in (-1, 1)]
    ends = [end for end in ends if outline.distance(shapely.Point(end)) > 0.3]
    crossed = [abs(picture[int((SIDE - v) * scale), int(u * scale)] - land) > 12 for u, v in ends]
    return {**numbers, "edge": ink, "solid": float(inked.mean()), "struck": float(any(crossed))}


def apart(one: Numbers, other: Numbers) -> list[str]:
    """Return the numbers in which two classes differ by a step or more; none where they look alike."""
    told = []
    for name in one.keys() & other.keys():
        far = abs(one[name] - other[name])
        far = min(far, 180 - far) if name == "direction" and min(one[name], other[name]) > 0 else far
        if far >= STEPS[name]:
            told.append(name)
    return sorted(told)


def _at_war(theme: Theme, *families: str) -> list[str]:
    """Classes of some families of the two sides at war."""
    return [key for key, look in theme.classes.items() if look.family in families and key.endswith(AT_WAR)]


def _zones(theme: Theme) -> dict[str, Numbers]:
    return {key: area_numbers(key, theme) for key in (*_at_war(theme, "zone", "border"), DISPUTED_CLASS)}


def _advances(theme: Theme) -> dict[str, Numbers]:
    return {key: arrow_numbers(key, theme) for key in _at_war(theme, "advance")}


def _marks(theme: Theme, shape: str) -> dict[str, Numbers]:
    def drawn(status: str, side: str) -> Numbers:
        with wearing(theme):
            look = themes.side(side)
        return mark_numbers(shape, lambda ax, x, y, radius: draw_body(ax, x, y, shape, status, look, radius), theme)

    return {f"{status}-{side}": drawn(status, side) for status in STATUSES for side in AT_WAR}


def _alike(measured: dict[str, Numbers]) -> list[str]:
    """Pairs of classes that a grey print does not tell apart."""
    return [
        f"{one} and {other}: {measured[one]} {measured[other]}"
        for one, other in combinations(measured, 2)
        if not apart(measured[one], measured[other])
    ]


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_zones_of_every_kind_and_side_are_told_apart_in_grey(theme: str) -> None:
    assert _alike(_zones(THEMES[theme])) == []


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_advances_of_every_status_and_side_are_told_apart_in_grey(theme: str) -> None:
    assert _alike(_advances(THEMES[theme])) == []


@pytest.mark.parametrize("shape", sorted(set(TYPE_SHAPES.values())))
@pytest.mark.parametrize("theme", sorted(THEMES))
def test_marks_of_every_status_and_side_are_told_apart_in_grey(theme: str, shape: str) -> None:
    assert _alike(_marks(THEMES[theme], shape)) == []


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_a_struck_claim_is_told_from_reports_in_grey(theme: str) -> None:
    worn = THEMES[theme]
    marks = _marks(worn, "square")
    for side in AT_WAR:
        struck = mark_numbers(
            "square", lambda ax, x, y, radius, side=side: draw_denied(ax, x, y, side, radius), worn
        )  # fmt: skip
        open_marks = {key: one for key, one in marks.items() if not key.startswith("denied")}
        assert _alike({"struck claim": struck, **open_marks}) == []
    assert worn.classes[DENIED_CLASS].edge == worn.neutral.ink


# ---- the measure fires


def _like(theme: Theme, **sides: Any) -> Theme:
    return replace(theme, sides=MappingProxyType({**theme.sides, **sides}))


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_the_measure_finds_nothing_between_two_that_are_alike(theme: str) -> None:
    worn = THEMES[theme]
    twins = _like(worn, UA=worn.sides["RU"])
    for measured in (_zones(twins), _advances(twins), _marks(twins, "square")):
        assert any(re.search(r"-RU and .*-UA", pair) for pair in _alike(measured))


def test_the_measure_finds_two_sides_of_other_colours_and_like_greys_alike() -> None:
    """Red and green of one lightness: a screen tells them apart, a grey print does not."""
    light = THEMES["light"]
    red, green = replace(light.sides["RU"], ink="#c4420f", tint="#f5c9b3"), replace(light.sides["RU"], ink="#0f7a3c")
    luma = [0.299 * int(one[1:3], 16) + 0.587 * int(one[3:5], 16) + 0.114 * int(one[5:], 16) for one in
            ("#c4420f", "#0f7a3c")]  # fmt: skip
    assert luma[0] == pytest.approx(luma[1], abs=20)
    pairs = _alike(_advances(_like(light, RU=red, UA=green)))
    assert any(re.search(r"-RU and .*-UA", pair) for pair in pairs)


def test_the_measure_needs_each_of_its_numbers() -> None:
    """One change of a look at a time: the number that is meant tells of it."""
    light = THEMES["light"]

    def told(key: str, **changes: Any) -> set[str]:
        other, numbers = replace(light), arrow_numbers if key.startswith("advance") else area_numbers
        object.__setattr__(other, "classes", {**light.classes, key: replace(light.classes[key], **changes)})
        return set(apart(numbers(key, light), numbers(key, other)))

    zone, advance = "zone-claimed-RU", "advance-claimed-RU"
    assert told(zone) == told(advance) == set()
    assert told(advance, head="solid") == {"head"}
    assert told(advance, head="struck") == {"struck"}
    for changes, name in (
        ({"hatch": "back-diagonal"}, "direction"), ({"hatch": "crossed"}, "direction"), ({"hatch": "none"}, "ink"),
        ({"fill": "#bbbbbb", "fill_opacity": 1.0}, "fill"), ({"edge": "#000000"}, "edge"), ({"dash": ()}, "solid"),
        ({"dash": (2.5, 1.3)}, "dash"), ({"dash": (4.6, 1.4, 0.8, 1.4)}, "dots"), ({"family": "border"}, "closed"),
    ):  # fmt: skip
        assert name in told(zone, **changes), changes
