"""The pictures of docs/method.md, drawn from the bundled record and gazetteer in the maps' own style.

    python benchmarks/method_pictures.py

Writes docs/img/method-*.png: the same bytes wherever the drawing libraries are the same. Areas, counts, claimants and
states are computed; settings of the environment and added places are left out.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from geo.clock import DAY, Interval
from geo.crs import BBox
from geo.front.cells import Cells, build_cells, settlements_about
from geo.front.ledger import state_of
from geo.front.sayings import OPPONENT
from geo.pipeline import Front, load_front
from geo.records import Advance
from geo.settings import Settings
from geo.terms import LABELS
from geo.views.basemap import ground
from geo.views.languages import table
from geo.views.phrases import day_words
from geo.views.scene import Scene, scene
from geo.views.static_inset import draw_scale
from geo.views.static_marks import arrow_path, draw_arrow, draw_notes
from geo.views.static_panel import HATCH_SPACING, Panel, draw_class, fill, stroke
from geo.views.static_text import text_width, write
from geo.views.style import BASE, CLASSES, DISPUTED_CLASS, ClassStyle, advance_class, zone_class

TARGET = Path(__file__).resolve().parent.parent / "docs" / "img"
#: Width of a picture in points is 700 CSS pixels; twice as many pixels are drawn.
WIDTH, MARGIN, DPI, GAP, TYPE = 525.0, 6.0, 192, 7.0, 9.4
REACH_KM = 6.0
#: The day of the pictures of cells and reach: claims on both sides of the border, villages without one between.
CLAIMED_ON = date(2025, 4, 6)
SUMY = "adm1:UA-59"
CELL = ClassStyle("zone", None, 0.0, "none", BASE["frame"], 0.55, (), "")
REGION = ClassStyle("zone", None, 0.0, "none", BASE["frame"], 0.7, (6.0, 2.5, 1.2, 2.5), "")
BORDER = ClassStyle("border", None, 0.0, "none", BASE["border"], 1.25, (), "")
CLAIMED = CLASSES["zone-claimed-RU"]
#: Without an edge: around a single village the edge says whose claim it is.
CONTESTED = replace(CLASSES[DISPUTED_CLASS], edge_width=0.0)
BY_RUSSIA = (CLAIMED, "claimed by Russian officials, not independently verified")
STATES = (BORDER, "state border")
#: Where a name stands at its dot: points to the right, points up, and the end that is held.
BESIDE = {"left": (-5.0, -3.3, "right"), "right": (5.0, -3.3, "left"), "above": (0.0, 5.0, "center")}

#: A look, and the ground drawn so or what the key says of it.
Look = tuple[ClassStyle, Any]
#: A name (or none) at a dot: words, degrees, and a key of BESIDE.
Name = tuple[str, float, float, str]


@dataclass(frozen=True)
class Pane:
    """One map of a picture: two lines of heading, either may be empty, and what is drawn, in degrees."""

    heading: str
    below: str
    bbox: BBox
    areas: Sequence[Look] = ()
    names: Sequence[Name] = ()
    dots: Sequence[tuple[float, float]] = ()
    advance: Advance | None = None
    notes: Scene | None = None
    scale: bool = True


def draw(front: Front, rows: Sequence[tuple[str, list[Pane]]], tall: float, *key: Sequence[Look]) -> bytes:
    """Draw rows of panes of a height, each row under a title or none, and lines of a key below; return the PNG."""
    heads = [15.0 * bool(title) + 13.0 * bool(row[0].heading) + 13.0 * bool(row[0].below) + 3.0 for title, row in rows]
    height = sum(heads) + len(rows) * (tall + 8.0) + MARGIN + 15.0 * len(key)
    figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=DPI, facecolor=BASE["paper"])
    sheet, top = _axes(figure, 0, 0, WIDTH, height), height - 4.0
    for (title, panes), head in zip(rows, heads, strict=True):
        wide = (WIDTH - 2 * MARGIN - GAP * (len(panes) - 1)) / len(panes)
        write(sheet, MARGIN, top - 11.0, title, TYPE, BASE["text"], bold=True)
        for n, pane in enumerate(panes):
            x, y = MARGIN + n * (wide + GAP), top - head - tall
            write(sheet, x, y + tall + 5.0, pane.below, TYPE, BASE["text_muted"])
            write(sheet, x, y + tall + 5.0 + 13.0 * bool(pane.below), pane.heading, TYPE, BASE["text"], bold=not title)
            _draw_pane(_axes(figure, x, y, wide, tall), front, pane, Panel(pane.bbox, wide, tall))
        top -= head + tall + 8.0
    for n, line in enumerate(key):
        _draw_key(sheet, line, top - 4.0 - 15.0 * n)
    drawn, made = io.BytesIO(), io.BytesIO()
    FigureCanvasAgg(figure).print_png(drawn)
    Image.open(drawn).convert("RGB").quantize(96, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
    return made.getvalue()


def _axes(figure: Any, x: float, y: float, wide: float, tall: float) -> Any:
    width, height = (inches * 72 for inches in figure.get_size_inches())
    box = (x / width, y / height, wide / width, tall / height)
    return figure.add_axes(box, xlim=(0, wide), ylim=(0, tall), xticks=[], yticks=[], frame_on=False)


def _draw_pane(ax: Any, front: Front, pane: Pane, panel: Panel) -> None:
    layers = ground(front.boundaries, panel.extent, panel.fine)
    for land in layers.land:
        fill(ax, panel.shape(land), BASE["land"], zorder=0.1)
    for look, geometry in pane.areas:
        spacing = 3.6 if look.hatch == "crossed" else HATCH_SPACING
        draw_class(ax, panel.shape(geometry), look, zorder=1.0 + 0.3 * look.order, spacing=spacing)
    for border in layers.borders:
        stroke(ax, panel.shape(border), BASE["border_casing"], 3.0, zorder=3.5)
        stroke(ax, panel.shape(border), BORDER.edge, BORDER.edge_width, zorder=3.6)
    if pane.notes is not None:
        draw_notes(ax, pane.notes, panel)
    for lon, lat in pane.dots:
        fill(ax, shapely.Point(panel.at(lon, lat)).buffer(1.25), BASE["town"], zorder=5.0)
    if pane.advance is not None and pane.advance.start is not None:
        path = arrow_path(panel.at(*pane.advance.start), panel.at(*pane.advance.end), 4.0)
        draw_arrow(ax, path, CLASSES[advance_class(pane.advance)], 10.0)
    for words, lon, lat, side in pane.names:
        x, y = panel.at(lon, lat)
        fill(ax, shapely.Point(x, y).buffer(2.2), BASE["town"], zorder=8.0)
        away, up, ha = BESIDE[side]
        write(ax, x + away, y + up, words, TYPE, BASE["text"], ha=ha, halo=BASE["halo"])
    if pane.scale:
        draw_scale(ax, panel, 4.0, 3.0, TYPE / 0.85)
    stroke(ax, shapely.box(0, 0, panel.width, panel.height), BASE["frame"], 1.4, zorder=20.0)


def _draw_key(ax: Any, line: Sequence[Look], y: float) -> None:
    x = MARGIN
    for look, words in line:
        if look.family == "zone":
            draw_class(ax, shapely.box(x + 1, y - 6.0, x + 21, y + 3.5), look, spacing=3.6)
        elif look.family == "advance":
            draw_arrow(ax, np.column_stack([np.linspace(x + 1, x + 21, 12), np.full(12, y - 1.5)]), look, 9.0)
        else:
            draw_class(ax, shapely.LineString([(x + 2, y - 1.5), (x + 21, y - 1.5)]), look)
        write(ax, x + 26.0, y - 5.0, words, TYPE, BASE["text"])
        x += 38.0 + text_width(words, TYPE)


def names(front: Front, **sides: str) -> list[Name]:
    """Settlements of the ledger, each with the side of its dot on which its name has room."""
    at = {one.place_name: (one.lon or 0.0, one.lat or 0.0) for one in front.timeline.book.places.values()}
    return [(name, *at[name], side) for name, side in sides.items()]


def claims(front: Front) -> set[str]:
    """Places that Russian officials claim on the day of the pictures of cells and reach, as known that day."""
    holdings = front.timeline.book.on("RU", "known", CLAIMED_ON)
    return {place_id for place_id, holding in holdings.items() if holding.held_by == "RU"}


def cells_of(front: Front, wanted: Collection[str], reach_km: float) -> Cells:
    """Cells of some settlements at a reach, as the timeline makes them."""
    about = settlements_about(front.timeline.book.places, front.gazetteer, reach_km=reach_km)
    return build_cells(about, front.boundaries.countries, wanted, reach_km=reach_km)


def cells(front: Front) -> bytes:
    """From claims to a zone: every settlement's cell, those claimed, the claimed ones united."""
    bbox = (34.97, 51.095, 35.38, 51.275)
    about = settlements_about(front.timeline.book.places, front.gazetteer, reach_km=REACH_KM)
    near = about.cx[bbox[0] - 0.15 : bbox[2] + 0.15, bbox[1] - 0.1 : bbox[3] + 0.1]
    made, taken = cells_of(front, near["place_id"].tolist(), REACH_KM), claims(front)
    zone, every = made.union(taken), [(CELL, cell) for cell in made.geometry.values()]
    edges = shapely.line_merge(
        shapely.union_all([cell.boundary for key, cell in made.geometry.items() if key in taken])
    )
    others = [(CELL, cell) for key, cell in made.geometry.items() if key not in taken]
    dots = tuple(zip(near.geometry.x, near.geometry.y, strict=True))
    named = names(front, Sudzha="right", Basivka="right")
    panes = [
        Pane("1  A cell for each settlement", "claimed or not, in both states", bbox, every),
        Pane("2  The cells of those claimed", f"claims standing on {day_words(CLAIMED_ON)}", bbox,
             [(replace(CLAIMED, edge_width=0.0), zone), (CLAIMED, edges), *others]),
        Pane("3  United: the claimed zone", f"reach {REACH_KM:g} km, schematic", bbox, [(CLAIMED, zone)], named),
    ]  # fmt: skip
    panes[:2] = [replace(pane, names=named, dots=dots, scale=False) for pane in panes[:2]]
    return draw(front, [("", panes)], 128.0, [BY_RUSSIA, (CELL, "cell of a settlement"), STATES])


def reach(front: Front) -> bytes:
    """The same claims at three reaches."""
    taken, panes = claims(front), []
    for reach_km in (3.0, 6.0, 10.0):
        made = cells_of(front, taken, reach_km)
        words = f"{len(taken)} claimed, {made.area_of(taken):,.0f} km²"
        areas, bbox = [(CLAIMED, made.union(taken))], (34.66, 50.99, 35.60, 51.47)
        panes.append(Pane(f"Reach {reach_km:g} km", words, bbox, areas, names(front, Sudzha="right")))
    return draw(front, [("", panes)], 140.0, [BY_RUSSIA, STATES])


def clocks(front: Front) -> bytes:
    """One day under both clocks, where a record that came later makes them differ."""
    day, panes = date(2025, 3, 3), []
    for clock, heading in (("known", "As known on"), ("happened", "As it happened by")):
        zone = next(one for one in front.timeline.zones_on(day, "RU", clock) if one.kind == "claimed")
        words = f"{zone.settlements} settlements claimed, {zone.area_km2:,.0f} km²"
        bbox, named = (34.97, 51.17, 35.35, 51.31), names(front, Sverdlikovo="above", Sudzha="right")
        panes.append(Pane(f"{heading} {day_words(day)}", words, bbox, [(CLAIMED, zone.geometry)], named))
    return draw(front, [("", panes)], 150.0, [BY_RUSSIA, STATES])


def sudzha(front: Front) -> bytes:
    """Sudzha on five days: a row a perspective."""
    told = {"RU": "according to Russian officials", "UA": "according to Ukrainian officials", "assessed": "as assessed"}
    days = [date(2025, 3, day) for day in range(12, 17)]
    rows = [(f"Sudzha {words}", [_sudzha_on(front, day, voice) for day in days]) for voice, words in told.items()]
    key = [(CLAIMED, "Russian claim"), (CLASSES["zone-claimed-UA"], "Ukrainian claim"),
           (CLASSES["zone-assessed-RU"], "assessed as Russian"), (CONTESTED, "contested")]  # fmt: skip
    return draw(front, rows, 66.0, key)


def _sudzha_on(front: Front, day: date, voice: str) -> Pane:
    frame = front.timeline.frame(day=day, window=Interval(day, day), perspective=voice)
    zones = [(CLASSES[zone_class(zone)], zone) for zone in frame.zones if zone.kind != "announced"]
    areas = [(look, zone.geometry) for look, zone in zones]
    for look, zone in zones:
        for cell in (frame.disputed[key] for key in zone.disputed_ids):
            areas += [(CONTESTED, cell), (replace(look, fill=None, hatch="none", order=4), cell)]
    row = frame.ledger[frame.ledger["place_name"] == "Sudzha"]
    holder = LABELS["side"].get(row["held_by"].iloc[0]) if len(row) else None
    state = "no claim" if holder is None else f"{holder}, contested" if row["disputed"].iloc[0] else holder
    ((_, lon, lat, side),) = names(front, Sudzha="right")
    heading, bbox = day_words(day) if voice == "RU" else "", (35.235, 51.178, 35.315, 51.212)
    return Pane(heading, state, bbox, areas, [("", lon, lat, side)], scale=False)


def advances(front: Front) -> bytes:
    """Two arrows: from the ground held on the eve, and from the border where nothing was held near."""
    panes = [
        _advance(front, "Melovoy", "RU", (35.09, 51.10, 35.40, 51.22), "From the ground held on the eve", "left"),
        _advance(front, "Sudzha", "UA", (35.04, 51.12, 35.36, 51.24), "From the border", "right"),
    ]
    ground_held = (CLAIMED, "held on the eve according to Russian officials")
    moves = [(CLASSES[f"advance-claimed-{one}"], f"{table('en')['who'][one]} advance claimed") for one in OPPONENT]
    return draw(front, [("", panes)], 140.0, [ground_held, STATES], moves)


def _advance(front: Front, place: str, side: str, bbox: BBox, heading: str, beside: str) -> Pane:
    one = next(each for each in front.timeline.advances if (each.place_name, each.side) == (place, side))
    eve, told, sayings = one.date_start - DAY, one.known_from or one.date_start, front.timeline.book.sayings
    before = {
        key: [each for each in sayings[key] if each.effective_on <= eve and each.known_on <= told] for key in sayings
    }
    states = {key: state_of(said).get(side) for key, said in before.items()}
    zone = front.timeline.cells.union([key for key, state in states.items() if state and state.held_by == side])
    areas = [] if zone is None else [(CLASSES[f"zone-claimed-{side}"], zone)]
    words = f"{day_words(one.date_start)}, {one.claimed_by[0]}"
    return Pane(heading, words, bbox, areas, names(front, **{place: beside}), advance=one)


def announced(front: Front) -> bytes:
    """One region's announced zone on the last day without an extent and on the first with a depth."""
    found = [one for one in front.timeline.zones if one.region == SUMY and one.clock == "known"]
    bare, deep = (next(one for one in found if (one.geometry is None) is without) for without in (True, False))
    bbox, panes = (33.4, 50.4, 35.75, 52.42), []
    for zone, day in ((bare, deep.interval.valid_from - DAY), (deep, deep.interval.valid_from)):
        frame = front.timeline.frame(day=day, window=Interval(day, day), perspective="RU")
        notes = scene(frame, bbox, front.boundaries, front.gazetteer)
        notes = replace(notes, notes=tuple(note for note in notes.notes if note.zone.region == SUMY))
        areas = [(REGION, front.boundaries.area(SUMY))]
        areas += [(CLASSES[zone_class(zone)], zone.geometry)] if zone.geometry is not None else []
        heading = f"{zone.depth_km:g} km deep: a strip" if zone.depth_km else "No extent: a note on the border"
        words = f"{day_words(day)}, {zone.claimed_by[0]}"
        panes.append(Pane(heading, words, bbox, areas, names(front, Sudzha="right"), notes=notes))
    key = [(CLASSES["zone-announced-RU"], "zone announced, not ground held"), (REGION, "Sumy Oblast"), STATES]
    return draw(front, [("", panes)], 200.0, key)


PICTURES = (cells, reach, clocks, sudzha, advances, announced)


def make(target: Path) -> None:
    """Draw every picture into a folder."""
    front = load_front(Settings(workspace=target / "none" / "workspace.sqlite"))
    target.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        file = target / f"method-{picture.__name__}.png"
        file.write_bytes(picture(front))
        print(f"{file.name}: {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    make(TARGET)
