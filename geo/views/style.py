"""How claims are drawn: one set of classes for the interactive and the static map.

Colour says who, texture says how sure, line style says which boundary. Every class repeats in texture,
dash or shape what its colour says, so that a grey print keeps it. Lengths are points (1/72 inch) on paper
and CSS pixels on a screen; colours are sRGB hex.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any, Final

from ..records import Advance, Zone
from ..terms import ASSESSING_SIDES, EVENT_TYPES, SIDES, STATUSES

Colour = str
Vertices = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class SideStyle:
    """Ink, tint and hatch direction of a side."""

    ink: Colour
    tint: Colour
    hatch: str


@dataclass(frozen=True, slots=True)
class ClassStyle:
    """How one class looks.

    `fill` is None for hollow; `hatch` is none, diagonal, back-diagonal or crossed; `dash` is (on, off, ...)
    in multiples of the edge's width, empty for a solid line; `head` is the arrow head of an advance: solid, hollow
    or struck. How a legend words a class is told by its `legend_kind`.
    """

    family: str
    fill: Colour | None
    fill_opacity: float
    hatch: str
    edge: Colour
    edge_width: float
    dash: tuple[float, ...]
    head: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class StatusStyle:
    """How a mark's body tells its status: `body` is solid, light, hollow; struck and dashed come on top."""

    body: str
    struck: bool
    dashed: bool


#: Orange-red and blue differ by 20 steps of lightness (L*): a grey print keeps them apart. Others are greys and greens.
SIDE_STYLES: Final[Mapping[str, SideStyle]] = MappingProxyType(
    {
        "RU": SideStyle("#c4420f", "#f5c9b3", "diagonal"),
        "UA": SideStyle("#173f80", "#bccfeb", "back-diagonal"),
        "US": SideStyle("#3f6b4f", "#c9dccf", "diagonal"),
        "KP": SideStyle("#6a5f1d", "#dfdab8", "diagonal"),
        "other": SideStyle("#5b5b5b", "#d9d9d9", "diagonal"),
    }
)
#: What nobody's colour may say: disputes, mixed reports.
NEUTRAL: Final = SideStyle("#4a4652", "#dedbe3", "crossed")

BASE: Final[Mapping[str, Colour]] = MappingProxyType(
    {
        "paper": "#ffffff",
        "land": "#f6f4ee",
        "water": "#dbe8ef",
        "river": "#b4cfdd",
        "region_line": "#c3bdb0",
        "border": "#57524a",
        "border_casing": "#ffffff",
        "text": "#1f1d1a",
        "text_muted": "#5c574e",
        "text_region": "#6b6558",
        "halo": "#fbfaf6",
        "frame": "#8d877b",
        "town": "#3a362f",
    }
)

STATUS_STYLES: Final[Mapping[str, StatusStyle]] = MappingProxyType(
    {
        "claimed": StatusStyle("hollow", struck=False, dashed=False),
        "reported": StatusStyle("light", struck=False, dashed=False),
        "confirmed": StatusStyle("solid", struck=False, dashed=False),
        "denied": StatusStyle("hollow", struck=True, dashed=False),
        "planned": StatusStyle("hollow", struck=False, dashed=True),
    }
)

TYPE_SHAPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "capture": "square",
        "advance": "chevron",
        "incursion": "triangle",
        "withdrawal": "triangle-down",
        "clash": "cross",
        "strike": "star",
        "zone": "diamond",
        "evacuation": "pentagon",
        "diplomacy": "hexagon",
        "other": "circle",
    }
)


def _ring(corners: int, *, turn: float = 90.0, radius: float = 1.0, inner: float | None = None) -> Vertices:
    """Corners of a regular polygon or, with `inner`, of a star, from `turn` degrees on, y up."""
    steps = corners if inner is None else 2 * corners
    return tuple(
        (round(size * math.cos(angle), 4), round(size * math.sin(angle), 4))
        for step in range(steps)
        for angle in [math.radians(turn + 360 * step / steps)]
        for size in [radius if inner is None or step % 2 == 0 else inner]
    )


#: Outline of each shape, unit radius, y up, not closed: both maps draw the same polygon.
SHAPES: Final[Mapping[str, Vertices]] = MappingProxyType(
    {
        "square": ((-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)),
        "chevron": ((-0.9, -0.9), (0.0, -0.9), (0.95, 0.0), (0.0, 0.9), (-0.9, 0.9), (0.0, 0.0)),
        "triangle": ((-0.95, -0.75), (0.95, -0.75), (0.0, 0.95)),
        "triangle-down": ((-0.95, 0.75), (0.0, -0.95), (0.95, 0.75)),
        "cross": (
            (-0.95, -0.6), (-0.6, -0.95), (0.0, -0.35), (0.6, -0.95), (0.95, -0.6), (0.35, 0.0),
            (0.95, 0.6), (0.6, 0.95), (0.0, 0.35), (-0.6, 0.95), (-0.95, 0.6), (-0.35, 0.0),
        ),
        "star": _ring(5, radius=1.1, inner=0.48),
        "diamond": _ring(4, radius=1.05),
        "pentagon": _ring(5),
        "hexagon": _ring(6),
        "circle": _ring(24, radius=0.9),
    }
)  # fmt: skip

#: Shapes and statuses whose place is not a point, or which stand for several.
AREA_CLASS: Final = "area-reports"
DISPUTED_CLASS: Final = "zone-disputed"
DENIED_CLASS: Final = "claim-denied"


def _side_classes(code: str, side: SideStyle) -> dict[str, ClassStyle]:
    long_dash, dots = (5.0, 2.6), (0.3, 2.4)
    return {
        f"zone-assessed-{code}": ClassStyle(
            "zone", side.tint, 0.62, "none", side.ink, 1.0, (), order=1
        ),
        f"zone-claimed-{code}": ClassStyle(
            "zone", None, 0.0, side.hatch, side.ink, 1.1, long_dash, order=2
        ),
        f"zone-announced-extent-{code}": ClassStyle(
            "zone", None, 0.0, "none", side.ink, 2.4, dots, order=4
        ),
        f"zone-announced-{code}": ClassStyle(
            "border", None, 0.0, "none", side.ink, 2.4, dots, order=5
        ),
        f"advance-assessed-{code}": ClassStyle(
            "advance", side.ink, 1.0, "none", side.ink, 1.6, (), "solid", 6
        ),
        f"advance-claimed-{code}": ClassStyle(
            "advance", None, 0.0, "none", side.ink, 1.5, (2.2, 1.2), "hollow", 7
        ),
        f"advance-denied-{code}": ClassStyle(
            "advance", None, 0.0, "none", side.ink, 1.2, (1.0, 1.6), "struck", 8
        ),
        f"advance-planned-{code}": ClassStyle(
            "advance", None, 0.0, "none", side.ink, 1.2, dots, "hollow", 9
        ),
        f"withdrawal-assessed-{code}": ClassStyle(
            "advance", side.ink, 1.0, "none", side.ink, 1.6, (2.6, 0.9, 0.7, 0.9), "solid", 10
        ),
        f"withdrawal-claimed-{code}": ClassStyle(
            "advance", None, 0.0, "none", side.ink, 1.5, (2.6, 0.9, 0.7, 0.9), "hollow", 11
        ),
    }  # fmt: skip


def classes_of(sides: Mapping[str, SideStyle], neutral: SideStyle, paper: Colour) -> Mapping[str, ClassStyle]:
    """Return how each class looks in the colours of some sides; textures, dashes and pens are always the same."""
    shared = {
        DISPUTED_CLASS: ClassStyle("zone", neutral.tint, 0.35, "crossed", neutral.ink, 1.0, (5.0, 2.6), order=3),
        DENIED_CLASS: ClassStyle("mark", paper, 1.0, "none", neutral.ink, 1.3, (), "struck", 12),
        AREA_CLASS: ClassStyle("area", neutral.tint, 0.24, "none", neutral.ink, 0.6, (), order=13),
    }
    of_sides = {key: look for code, side in sides.items() for key, look in _side_classes(code, side).items()}
    return MappingProxyType({**of_sides, **shared})


CLASSES: Final[Mapping[str, ClassStyle]] = classes_of(SIDE_STYLES, NEUTRAL, BASE["paper"])


def zone_class(zone: Zone) -> str:
    """Return the class of a zone: a key of `CLASSES`. What others say of single places in it is drawn over it."""
    side = zone.side if zone.side in SIDE_STYLES else "other"
    if zone.kind == "announced":
        return f"zone-announced-extent-{side}" if zone.geometry is not None else f"zone-announced-{side}"
    return f"zone-{zone.kind}-{side}"


def advance_class(advance: Advance) -> str:
    """Return the class of an advance, or of a withdrawal, which points back: a key of `CLASSES`.

    Own rule: confirmed, or told by monitors or media, is assessed; what only a side at war says is claimed.
    """
    side = advance.side if advance.side in SIDE_STYLES else "other"
    if advance.status in {"denied", "planned"}:
        return f"advance-{advance.status}-{side}"
    assessed = advance.status == "confirmed" or not ASSESSING_SIDES.isdisjoint(advance.claimant_sides)
    way = "withdrawal" if "withdrawal" in advance.event_types else "advance"
    return f"{way}-{'assessed' if assessed else 'claimed'}-{side}"


def event_class(row: Mapping[str, Any] | Any) -> str:
    """Return the class of an event record: `event-<type>-<status>-<side>`, or `area-reports` for an area.

    `row` is a mapping or an object with the fields event_type, status, actor_side, precision (a row of the
    events table, an Event). No acting side counts as "other".
    """
    read = row.get if hasattr(row, "get") else lambda name: getattr(row, name)
    precision = read("precision")
    if isinstance(precision, str) and precision != "populated_place":
        return AREA_CLASS
    side = read("actor_side")
    return f"event-{read('event_type')}-{read('status')}-{side if side in SIDE_STYLES else 'other'}"


def legend_kind(key: str) -> str:
    """Return what words a class in a legend: a key of the "legend" words; the classes of all sides share one."""
    return key if key in {DISPUTED_CLASS, DENIED_CLASS, AREA_CLASS} else key.rsplit("-", 1)[0]


def event_parts(key: str) -> tuple[str, str, str]:
    """Return type, status and side of a class key made by `event_class`."""
    _, event_type, status, side = key.split("-")
    return event_type, status, side


def style_json() -> dict[str, Any]:
    """Return everything the browser needs to draw the classes, as plain dicts, lists, strings and numbers."""
    return {
        "sides": {code: asdict(side) for code, side in SIDE_STYLES.items()},
        "neutral": asdict(NEUTRAL),
        "base": dict(BASE),
        "classes": {key: {**asdict(look), "dash": list(look.dash)} for key, look in CLASSES.items()},
        "statuses": {code: asdict(STATUS_STYLES[code]) for code in STATUSES},
        "types": {code: {"shape": TYPE_SHAPES[code]} for code in EVENT_TYPES},
        "shapes": {name: [list(corner) for corner in corners] for name, corners in SHAPES.items()},
        "order": {"sides": list(SIDES), "types": list(EVENT_TYPES), "statuses": list(STATUSES)},
    }


def luminance(colour: Colour) -> float:
    """Relative luminance of a hex colour in [0, 1] (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio of two hex colours, 1 to 21 (WCAG 2.2); text needs 4.5, marks 3."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lightness(colour: Colour) -> float:
    """Lightness L* of a hex colour, 0 to 100 (CIE 1976): what a grey print keeps."""
    value = luminance(colour)
    return 116 * value ** (1 / 3) - 16 if value > 0.008856 else 903.3 * value
