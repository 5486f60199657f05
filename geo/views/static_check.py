"""What a graphics desk would send back: faults of a drawn map, found on its own artists.

Labels over labels, marks, dots, arrows or borders; leaders through what is not theirs; whatever lies under an inset;
marks under marks; text off the sheet, across the frame or too small; a legend that says more or less than is drawn;
text that does not stand out from what is behind it; furniture that is not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..terms import SIDES
from . import words as words_of
from .languages import table
from .static_compose import Composed
from .static_foot import own_lines
from .static_seen import LAYERS, Box, Seen, Shape, colours_under, look_at
from .static_text import SMALLEST
from .style import CLASSES, DENIED_CLASS, contrast, event_parts
from .themes import wearing

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from shapely.geometry.base import BaseGeometry

#: Letters or marks that share less than this, points or square points, only touch.
_SLIVER: Final = 0.5
#: Length of a state border that a name may cover, points: where its halo nicks it.
_NICK: Final = 2.0
#: Share of a mark or head that others may hide together: by a third of it a mark is still told.
_HIDDEN: Final = 2 / 3
#: Share of the ground behind a text that may be too like it: a line that nicks its edge.
_LOST: Final = 0.04
#: Publishers that every source line names, if there are as many.
_NAMED: Final = 3
#: Contrast of text, of large text, and from which size text is large, plain and bold (WCAG 2.2, AA).
_READ, _READ_LARGE, _LARGE, _LARGE_BOLD = 4.5, 3.0, 18.0, 14.0
#: What stands over the map and must hide nothing of it.
_INSETS: Final = ("locator", "scale", "callout", "north", "logo", "strip")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: its kind, a line that says what and where, and the boxes it concerns, points."""

    kind: str
    words: str
    boxes: tuple[Box, ...] = ()


def check(made: Composed, figure: Figure) -> list[Fault]:
    """Return the faults of a drawn map, in a fixed order; empty for none.

    Parameters
    ----------
    made : Composed
        What was drawn.
    figure : Figure
        As `static.draw` returns it. It is drawn once more without its texts and is left as it was.
    """
    from matplotlib import rc_context

    from .static import RC

    with rc_context(RC), wearing(made.edition.worn()):
        seen = look_at(figure)
    found = [
        *_labels_over_labels(seen), *_labels_over_shapes(seen), *_leaders(seen), *_insets(seen), *_hidden(seen),
        *_edges(seen), *_legend(seen), *_contrasts(seen), *_furniture(made, seen),
    ]  # fmt: skip
    return list(dict.fromkeys(found))  # a mark's body and its outline have one fault


def _meet(one: Box, other: Box, least: float = _SLIVER) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    return across > least and up > least


def _shared(shape: Shape, area: BaseGeometry) -> float:
    """How much of a shape lies in an area: square points of a filled one, points of a line."""
    import shapely

    inside = shapely.intersection(shape.outline, area)
    return float(inside.area if shape.filled else inside.length)


def _labels_over_labels(seen: Seen) -> list[Fault]:
    return [
        Fault("label over label", f"{one.text!r} and {other.text!r} overlap", (one.box, other.box))
        for at, one in enumerate(seen.words)
        for other in seen.words[at + 1 :]
        if _meet(one.box, other.box)
    ]


def _labels_over_shapes(seen: Seen) -> list[Fault]:
    """Text on a mark, an arrow or a dot of the map, or along a state border."""
    import shapely

    found = []
    shapes = [shape for shape in seen.shapes if shape.kind in {"mark", "arrow", "border", "dot"}]
    tree = shapely.STRtree([shape.outline for shape in shapes])
    for text in seen.words:
        box = shapely.box(*text.box)
        for at in sorted(tree.query(box, predicate="intersects")):
            shape = shapes[at]
            if _shared(shape, box) > (_NICK if shape.kind == "border" else _SLIVER):
                told = "state border" if shape.kind == "border" else shape.name
                found.append(Fault(f"label over {shape.kind}", f"{text.text!r} lies on a {told}", (text.box,)))
    return found


def _leaders(seen: Seen) -> list[Fault]:
    """Leaders that cross another, or run through a text, a mark or an arrow."""
    import shapely

    found = []
    leaders = [shape for shape in seen.shapes if shape.kind == "leader"]
    others = [shape for shape in seen.shapes if shape.kind in {"mark", "arrow"}]
    for at, leader in enumerate(leaders):
        box = tuple(leader.outline.bounds)
        for text in seen.words:
            west, south, east, north = text.box
            inner = shapely.box(west + _SLIVER, south + _SLIVER, east - _SLIVER, north - _SLIVER)
            if shapely.intersects(leader.outline, inner):
                found.append(Fault("leader", f"a leader runs through {text.text!r}", (box, text.box)))
        found += [
            Fault("leader", f"a leader runs through a {other.name}", (box,))
            for other in (*others, *leaders[at + 1 :])
            if shapely.intersection(leader.outline, other.outline).length > _SLIVER
            or (other.kind == "leader" and shapely.crosses(leader.outline, other.outline))
        ]
    return found


def _insets(seen: Seen) -> list[Fault]:
    """Texts, marks, arrows, dots, leaders or other insets under an inset."""
    import shapely

    found = []
    parts: dict[str, list[BaseGeometry]] = {}
    for shape in seen.shapes:
        if shape.kind in _INSETS:
            parts.setdefault(shape.name, []).append(shape.outline)
    boxes: dict[str, Box] = {name: tuple(shapely.total_bounds(outlines)) for name, outlines in parts.items()}
    told = [shape for shape in seen.shapes if shape.kind in {"mark", "arrow", "dot", "leader"}]
    for name, box in boxes.items():
        under = [(repr(text.text), text.box) for text in seen.words if text.name != name and _meet(text.box, box)]
        inset = shapely.box(*box)
        under += [(f"a {one.name}", tuple(one.outline.bounds)) for one in told if _shared(one, inset) > _SLIVER]
        under += [(f"the {other}", place) for other, place in boxes.items() if other > name and _meet(place, box)]
        found += [Fault("covered", f"{one} lies under the {name}", (place, box)) for one, place in under]
    return found


def _hidden(seen: Seen) -> list[Fault]:
    """Marks and arrow heads that lie under others for the most part."""
    import shapely

    found = []
    solid = [shape for shape in seen.shapes if shape.kind in {"mark", "arrow"} and shape.filled]
    tree = shapely.STRtree([shape.outline for shape in solid])
    for at, shape in enumerate(solid):
        over = [solid[other].outline for other in tree.query(shape.outline, predicate="intersects") if other > at]
        if shapely.intersection(shape.outline, shapely.union_all(over)).area > _HIDDEN * shape.outline.area:
            found.append(Fault("hidden", f"a {shape.name} lies under others", (tuple(shape.outline.bounds),)))
    return found


def _edges(seen: Seen) -> list[Fault]:
    """Text off the sheet or across the frame of the map, and type too small to be read."""
    found = []
    panels = {text.panel for text in seen.words if text.layer in LAYERS}
    panels |= {shape.panel for shape in seen.shapes if shape.layer in LAYERS}
    for text in seen.words:
        if not _within(text.box, seen.sheet):
            found.append(Fault("outside", f"{text.text!r} leaves the sheet", (text.box,)))
        crossed = text.layer in LAYERS and not _within(text.box, text.panel)
        if text.layer not in LAYERS:
            # of the furniture only the locator may stand on the map
            free = text.name == "locator"
            crossed = any(_meet(text.box, panel) and not (free and _within(text.box, panel)) for panel in panels)
        if crossed:
            found.append(Fault("frame", f"{text.text!r} crosses the frame of the map", (text.box,)))
        if text.size < SMALLEST - 0.01:
            found.append(Fault("small", f"{text.text!r} is set in {text.size:.1f} pt", (text.box,)))
    return found


def _within(box: Box, room: Box, spare: float = 0.2) -> bool:
    return (
        box[0] >= room[0] - spare and box[1] >= room[1] - spare
        and box[2] <= room[2] + spare and box[3] <= room[3] + spare
    )  # fmt: skip


def drawn_classes(seen: Seen, *, short: bool = False) -> set[str]:
    """Return what a legend must explain, by what is drawn on the map: keys as `legend.Entry` has them.

    A `short` legend tells kinds and sides apart.
    """
    keys: set[str] = set()
    for shape in (one for one in seen.shapes if one.layer in LAYERS and one.key):
        if shape.kind == "mark" and shape.key.startswith("event-"):
            keys |= {
                f"{part}-{code}" for part, code in zip(("type", "status", "side"), event_parts(shape.key), strict=True)
            }
        elif shape.kind in {"area", "note", "arrow", "mark"}:
            kind, code = shape.key.rsplit("-", 1)
            if code not in SIDES:
                keys.add(shape.key)
            else:
                keys |= {kind, f"side-{code}"} if short else {kind if kind == DENIED_CLASS else shape.key}
    return keys | {text.name.partition(" ")[2] for text in seen.words if text.name.startswith("name ")}


def _legend(seen: Seen) -> list[Fault]:
    shown = {shape.key for shape in seen.shapes if shape.kind == "legend"}
    worded = {text.name.partition(" ")[2] for text in seen.words if text.name.startswith("legend ")}
    short = any(f"{key}-{side}" in CLASSES for key in shown for side in SIDES)
    drawn = drawn_classes(seen, short=short)
    return [
        *(Fault("legend", f"the legend lists {key}, which is not drawn") for key in sorted((shown | worded) - drawn)),
        *(Fault("legend", f"{key} is drawn and not in the legend") for key in sorted(drawn - (shown & worded))),
    ]  # fmt: skip


def _contrasts(seen: Seen) -> list[Fault]:
    """Text that is too like its halo or, without one, too like the ground behind more than a sliver of it."""
    found = []
    for text in seen.words:
        least = _READ_LARGE if text.size >= (_LARGE_BOLD if text.bold else _LARGE) else _READ
        behind = {text.halo: 1.0} if text.halo else colours_under(seen, text.box)
        like = {colour: share for colour, share in behind.items() if contrast(text.colour, colour) < least}
        if sum(like.values()) >= _LOST:
            ratio = contrast(text.colour, max(like, key=lambda colour: like[colour]))
            told = f"{text.text!r} stands {ratio:.1f} : 1 from what lies behind it; expected {least} : 1"
            found.append(Fault("contrast", told, (text.box,)))
    return found


def _furniture(made: Composed, seen: Seen) -> list[Fault]:
    """What every map carries, and what the edition adds to it, that this one lacks."""
    told, view, frame = table(made.view.ui), made.view, made.frame
    records = frame.events if frame.records is None else frame.records
    printed = _letters("".join(text.text for text in seen.words if text.layer not in LAYERS))
    heading = words_of.source_line(records, lang=view.ui).partition(":")[0]
    wanted = {
        "title": words_of.title(view),
        "sentence": words_of.subtitle(frame, view),
        "date line": words_of.as_of(view, frame.recorded),
        "source line": f"{heading}: {', '.join(words_of.publishers(records)[:_NAMED])}",
        "schematic note": told["print"]["schematic"] if made.sheet.brief else told["schematic_note"],
        "boundary note": told["print"]["boundary"] if made.sheet.brief else told["boundary_note"],
        "basemap credit": told["basemap_credit"],
        "data hash": words_of.data_hash(frame),
        **{f"line {line!r}": line for line in (*own_lines(made.edition, view.ui), *made.credits)},
        **({"note": view.note} if view.note else {}),
    }
    found = [
        Fault("furniture", f"the map has no {name}")
        for name, text in wanted.items()
        if not _letters(text) or _letters(text) not in printed
    ]
    scale = any(shape.kind == "scale" for shape in seen.shapes) and any(text.name == "scale" for text in seen.words)
    explained = any(text.name.startswith("legend ") for text in seen.words)
    parts = {
        "scale bar": scale,
        "locator": any(shape.kind == "locator" for shape in seen.shapes),
        "legend": explained or _letters(told["nothing_drawn"]) in printed,
    }  # fmt: skip
    return found + [Fault("furniture", f"the map has no {name}") for name, there in parts.items() if not there]


def _letters(text: str) -> str:
    """Text as it is set, without its spaces: lines may break anywhere."""
    from .static_text import settable

    return "".join(settable(text).split())
