"""Names on the panel of the static map: which are set, of what rank, and what else is written there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from . import themes
from .basemap import Label, place_labels
from .drawn import drawing
from .legend import MORE
from .placed_reports import Spot
from .static_areas import Wanted, areas_of, counted_area, ground_of, note_of
from .static_labels import Set, Sign
from .static_marks import MARK, fan
from .static_panel import fill, stroke
from .static_parts import MapParts
from .static_settle import Choices, Ground, choices, near_or_far, settle
from .static_text import LEADING, legible, text_width, wrap, write
from .view import MapView

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer

#: Radius of a place's dot, type units.
_DOT: Final = 0.26
#: One orienting name in a square of this many points: enough to know where one is, and quiet.
_POINTS_A_NAME: Final = 86.0
#: One story name in a square of this many points is tried, most relevant first.
_POINTS_A_STORY: Final = 26.0
#: A name wider than this breaks at its spaces, type units.
_BROAD: Final = 10.0


#: How far marks reach to the left and right of places, points, by place id.
Reach = dict[str, tuple[float, float]]


def write_names(ax: Axes, parts: MapParts, view: MapView, boundaries: Boundaries, gazetteer: Gazetteer) -> None:
    """Name cities, then areas with reports and announcements, then the places of the story and those that orient.

    What a tint or a mark stands for is written in short where its name finds no room, a tint's number alone at last.
    """
    ground, marked = ground_of(parts), _marked(parts)
    wanted = [
        *_settlements(parts, view, gazetteer, marked, ground), *areas_of(parts, view, boundaries, ground),
        *(one for note in parts.scene.notes if (one := note_of(parts, note, view.ui, ground)) is not None),
    ]  # fmt: skip
    set_ = _write(ax, parts, sorted(wanted, key=lambda one: one.rank))
    more = _more(parts, set_, marked, ground)
    for bare in (False, True):
        tints = [tint for tint in parts.scene.tints if tint.place_id not in set_]
        areas = [one for tint in tints if (one := counted_area(parts, tint, view.ui, ground, bare=bare)) is not None]
        set_ |= _write(ax, parts, [*areas, *more])
        more = []


def _write(ax: Axes, parts: MapParts, wanted: list[Wanted]) -> set[str]:
    """Set texts, most important first, and take their room; return what they name."""
    import numpy as np

    found = set()
    for one, placed in zip(wanted, settle([one.choices for one in wanted]), strict=True):
        if placed is None:
            continue
        sign = placed.sign
        if sign.dot:
            with drawing("dot"):
                _dot(ax, sign.x, sign.y, sign.dot)
            parts.room.block((sign.x - sign.dot, sign.y - sign.dot, sign.x + sign.dot, sign.y + sign.dot))
        with drawing("name", one.key):
            _write_set(ax, placed, one.colour)
        parts.room.block(placed.box)
        if placed.leader is not None:
            parts.room.block_line(np.array(placed.leader))
        found.add(one.names)
    return found


def _marked(parts: MapParts) -> Reach:
    """How far the marks that stand on a place already reach to its left and right."""
    radius = MARK * parts.unit
    marked = {one.place_id: (radius, radius) for one in parts.scene.denied}
    for spot in parts.scene.spots:
        left, right = marked.get(_id(spot), (radius, radius))
        at = parts.panel.at(spot.lon, spot.lat)
        shifts = [0.0, *(shift for shift, _, _ in fan(spot, at, radius, parts.borders, taken=_id(spot) in marked))]
        marked[_id(spot)] = max(left, radius - min(shifts)), max(right, max(shifts) + radius)
    return marked


def _id(spot: Spot) -> str:
    """The id of a spot's place; one without an id goes by where it is."""
    return spot.place_id or f"at:{spot.lon},{spot.lat}"


def _settlements(parts: MapParts, view: MapView, gazetteer: Gazetteer, marked: Reach, ground: Ground) -> list[Wanted]:
    """Settlements to name: those of the story, marks that no gazetteer knows, and those that orient."""
    area = parts.panel.width * parts.panel.height
    story = [id_ for id_ in parts.scene.story if id_ not in parts.named][: round(area / _POINTS_A_STORY**2)]
    labels = place_labels(gazetteer, parts.panel.shown, view.lang, story, most=round(area / _POINTS_A_NAME**2))
    known = {label.place_id for label in labels} | parts.named
    told = [
        Label(spot.name, spot.lon, spot.lat, "village", 2_000, _id(spot), story=True)
        for spot in parts.scene.spots
        if spot.name and spot.place_id not in known and gazetteer.get(spot.place_id) is None
    ]
    more = {_id(spot): spot.more for spot in parts.scene.spots if spot.more}
    found = (
        _settlement(parts, label, marked, more.get(label.place_id, 0), ground)
        for label in (*labels, *told)
        if label.place_id not in parts.named
    )
    return [one for one in found if one is not None]


def _settlement(parts: MapParts, label: Label, marked: Reach, more: int, ground: Ground) -> Wanted | None:
    x, y = parts.panel.at(label.lon, label.lat)
    if not parts.panel.holds(x, y):
        return None
    size = legible({"city": 1.15, "town": 0.98}.get(label.kind, 0.88 if label.story else 0.82) * parts.unit)
    dot = 0.0 if label.place_id in marked else (_DOT if label.kind != "city" else 0.34) * parts.unit
    bold = label.kind == "city"
    # the arrow to a place of the story may end close to its dot
    reach = dot - parts.room.margin if label.story else dot
    covered = dot > 0 and not parts.room.free((x - reach, y - reach, x + reach, y + reach))
    if covered and not (bold and _under_marks(parts, x, y)):
        return None
    left, right = marked.get(label.place_id, (dot, dot))
    radius = min(left, MARK * parts.unit)
    # a city under the marks of others keeps its name, which orients
    dot = 0.0 if covered else dot
    colour = themes.ink("text") if label.story or bold else themes.ink("text_muted")

    def placed(text: str) -> Choices:
        lines = tuple(wrap(text, max(_BROAD * parts.unit, _longest(text, size, bold)), size, bold=bold))
        sign = Sign(lines, x, y, size, bold, False, radius, label.story or covered, left, right, dot)
        return choices(sign, parts.room, ground)

    if not more:
        return Wanted(label.rank, placed(label.text), colour, label.place_id)
    # the number of further places goes with the name, or stands by itself where there is no room for both
    both = placed(f"{label.text}\u00a0+{more}")
    if len(near_or_far(both).costs):
        return Wanted(label.rank, both, colour, label.place_id, MORE)
    return Wanted(label.rank, placed(label.text), colour, f"{label.place_id} alone")


def _under_marks(parts: MapParts, x: float, y: float) -> bool:
    """Whether a point lies under the marks of a place, not under an inset."""
    places = [parts.panel.at(spot.lon, spot.lat) for spot in parts.scene.spots]
    places += [parts.panel.at(one.lon, one.lat) for one in parts.scene.denied]
    return any(abs(x - at[0]) + abs(y - at[1]) < 5 * MARK * parts.unit for at in places)


def _longest(text: str, size: float, bold: bool) -> float:
    return max(text_width(word, size, bold=bold) for word in text.split(" ") or [text]) + 0.1


def _more(parts: MapParts, named: set[str], marked: Reach, ground: Ground) -> list[Wanted]:
    """Numbers of the further places that marks without a name stand for."""
    found = []
    for spot in parts.scene.spots:
        if spot.more and _id(spot) not in named:
            left, right = marked[_id(spot)]
            at = parts.panel.at(spot.lon, spot.lat)
            radius = MARK * parts.unit
            sign = Sign((f"+{spot.more}",), *at, legible(0.82 * parts.unit), False, False, radius, True, left, right)
            found.append(Wanted(0, choices(sign, parts.room, ground), themes.ink("text"), _id(spot), MORE))
    return found


def _dot(ax: Axes, x: float, y: float, radius: float) -> None:
    import shapely

    circle = shapely.Point(x, y).buffer(radius, 8)
    stroke(ax, circle, themes.ink("halo"), 1.6, zorder=8.5)
    fill(ax, circle, themes.ink("town"), zorder=8.6)


def _side(placed: Set) -> str:
    """At which side lines of one text are flush: where its mark or its leader is, in the middle for areas."""
    west, _, east, _ = placed.box
    sign = placed.sign
    if len(sign.lines) == 1:
        return "left"
    if placed.leader is not None:
        share = (placed.leader[1][0] - west) / max(east - west, 1e-6)
        return "left" if share < 0.34 else "right" if share > 0.66 else "center"
    return "center" if not sign.radius else "left" if west >= sign.x else "right" if east <= sign.x else "center"


def _write_set(ax: Axes, placed: Set, colour: str) -> None:
    import shapely

    if placed.leader is not None:
        line = shapely.LineString(placed.leader)
        with drawing("leader"):
            stroke(ax, line, themes.ink("halo"), 2.0, zorder=9.0)
            stroke(ax, line, themes.ink("text_muted"), 0.5, zorder=9.1)
    west, _, east, north = placed.box
    sign = placed.sign
    ha = _side(placed)
    x = {"left": west, "right": east, "center": (west + east) / 2}[ha]
    for number, line_text in enumerate(sign.lines):
        y = north - sign.size * 0.78 - number * sign.size * LEADING
        write(
            ax, x, y, line_text, sign.size, colour, bold=sign.bold, italic=sign.italic, ha=ha,
            halo=themes.ink("halo"), zorder=10.0,
        )  # fmt: skip
