"""Any view of any front, printed in any way: furniture in full, nothing negative, nothing off the sheet, no crash.

The default run draws a few dozen maps, the same ones each time. `GEO_EXAMPLES=300` draws that many others of each kind.
"""

from __future__ import annotations

import math
import os
import re
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from geo.errors import InputError, ViewError
from geo.perspectives import perspective_of
from geo.pipeline import Front, load_front
from geo.records import Frame
from geo.settings import Settings
from geo.terms import CLOCKS, EVENT_TYPES, LANGUAGES, PERSPECTIVES, PRECISIONS, SIDES, STATUSES
from geo.views import words
from geo.views.edition import PLAIN, Edition
from geo.views.languages import table
from geo.views.static_text import settable
from geo.views.themes import THEMES
from geo.views.view import SIZES, MapView, fit_bbox
from tests.views.frames import VIEW, advance, event, frame, zone
from tests.views.ground import MadeUpBoundaries, made_up_gazetteer
from tests.views.measured import Drawn, drawn

MANY = int(os.environ.get("GEO_EXAMPLES", "0"))
#: The same examples each time, unless many others are asked for. A map takes a second: none is spent on shrinking.
ANY = settings(
    max_examples=MANY or 10, derandomize=not MANY, deadline=None, print_blob=True, database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
BOUNDARIES: Any = MadeUpBoundaries()
GAZETTEER = made_up_gazetteer()
#: An area with a minus before it, in any language.
NEGATIVE = re.compile(r"[-−–]\s?\d[\d\s\u00a0,.]*\s?(?:km²|км²)")
#: Least part of a preset's sheet that the map itself has, whatever is said around it.
LEAST_SHARE = 0.12
OFF_SHEET = 0.75


@cache
def bundled() -> Front:
    """The bundled record."""
    return load_front(Settings())


LINES = st.one_of(
    st.just(""),
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Cn")), max_size=60),
    st.sampled_from(
        ["What is claimed around Sudzha", "Що заявлено навколо Суджі", "W" * 160, "ж" * 120, "a " * 79, "1,000 km²",
         "$x_1$ & <b>co</b> \\frac{1}{2}", "north 東京 العربية"]
    ),
)  # fmt: skip


@st.composite
def extents(draw: st.DrawFn) -> tuple[float, float, float, float]:
    """From a hundredth of a degree to the widest: around the front, some anywhere on the globe."""
    wide = 10 ** draw(st.floats(math.log10(0.02), math.log10(59.0)))
    tall = min(39.0, wide * draw(st.floats(0.2, 3.0)))
    near = draw(st.integers(0, 4)) > 0
    lon = draw(st.floats(33.5, 36.5)) if near else draw(st.floats(-170, 170))
    lat = draw(st.floats(50.0, 52.0)) if near else draw(st.floats(-75, 80))
    return fit_bbox(lon - wide / 2, lat - max(tall, 0.02) / 2, lon + wide / 2, lat + max(tall, 0.02) / 2)


@st.composite
def looks(draw: st.DrawFn) -> dict[str, Any]:
    """The part of a view that says how it looks."""
    lang = draw(st.sampled_from(LANGUAGES))
    return {
        "bbox": draw(extents()), "size": draw(st.sampled_from(sorted(SIZES))), "ui": lang,
        "lang": draw(st.sampled_from((lang, *LANGUAGES))), "title": draw(LINES),
        "note": draw(st.one_of(LINES, st.just("A long note of the desk. " * 15))),
    }  # fmt: skip


@st.composite
def views(draw: st.DrawFn) -> MapView:
    """A view of the bundled record, with whatever filters."""
    events = bundled().timeline.events
    names = sorted({name for name in events["claimed_by"] if isinstance(name, str)})
    day = date(2024, 8, 1) + timedelta(days=draw(st.integers(-20, 430)))
    last = day - timedelta(days=draw(st.sampled_from((0, 0, 0, 5, 40))))
    some = draw(st.integers(0, 3)) == 0
    return MapView.of(
        {
            **draw(looks()),
            "day": day,
            "advances_from": last - timedelta(days=draw(st.sampled_from((0, 6, 6, 30, 400)))),
            "advances_to": last,
            "perspective": draw(
                st.one_of(
                    st.sampled_from(PERSPECTIVES),
                    st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True).map(perspective_of),
                )
            ),
            "clock": draw(st.sampled_from(CLOCKS)),
            "sides": draw(st.lists(st.sampled_from(SIDES), max_size=2)) if some else (),
            "types": draw(st.lists(st.sampled_from(EVENT_TYPES), max_size=3)) if some else (),
            "statuses": draw(st.lists(st.sampled_from(STATUSES), max_size=2)) if some else (),
            "precisions": draw(st.lists(st.sampled_from(PRECISIONS), max_size=1)) if some else (),
            "claimants": draw(st.lists(st.sampled_from(names), max_size=2)) if some else (),
            "text": draw(st.sampled_from(("", "", "drone", "Sudzha", "nothing holds this"))) if some else "",
            "two_publishers": draw(st.booleans()) if some else False,
        }
    )


def _spots(bbox: tuple[float, float, float, float]) -> st.SearchStrategy[tuple[float, float]]:
    """Places in an extent and around it."""
    west, south, east, north = bbox
    wide, tall = east - west, north - south
    return st.tuples(
        st.floats(max(-179.0, west - wide / 4), min(179.0, east + wide / 4)),
        st.floats(max(-84.0, south - tall / 4), min(84.0, north + tall / 4)),
    )


@st.composite
def fronts(draw: st.DrawFn) -> tuple[Frame, MapView]:
    """A made-up front of any shape, and a view of it."""
    view = VIEW.changed(**draw(looks()))
    spots = _spots(view.bbox)
    code, status = st.sampled_from(("RU", "UA", "US", "KP", "other")), st.sampled_from(STATUSES)
    events, zones = [], []
    for at in range(draw(st.integers(0, 12))):
        lon, lat = draw(spots)
        placed = draw(st.sampled_from(("populated_place",) * 4 + ("admin1",)))
        area = placed == "admin1"
        events.append(
            event(
                f"P{at} {'Name of a far longer place' * (at % 3 == 2)}", event_type=draw(st.sampled_from(EVENT_TYPES)),
                status=draw(status), actor_side=draw(code), place_id="adm1:RU-KRS" if area else f"p:{at}",
                lon=None if area else lon, lat=None if area else lat, precision=placed,
                publisher=draw(st.sampled_from(("The Daily Example", "Ще одна газета", "A" * 70))),
            )
        )  # fmt: skip
    advances = [
        advance(
            advance_id=f"ad{at}", end=draw(spots), start=draw(st.none() | spots), side=draw(code), status=draw(status),
            place_id=f"a:{at}",
        )
        for at in range(draw(st.integers(0, 6)))
    ]  # fmt: skip
    for at in range(draw(st.integers(0, 5))):
        kind = draw(st.sampled_from(("claimed", "assessed", "announced")))
        corners = draw(st.lists(spots, min_size=3, max_size=6))
        ground: Any = Polygon(corners).buffer(0)
        bare = ground.is_empty or (kind == "announced" and draw(st.booleans()))
        held = draw(st.sampled_from(("RU", "UA")))
        zones.append(
            zone(
                zone_id=f"z{at}", kind=kind, side=held, geometry=None if bare else ground,
                perspective="assessed" if kind == "assessed" else draw(st.sampled_from(("RU", "UA"))),
                area_km2=None if kind == "announced" else draw(st.floats(0.0, 5000.0)),
                settlements=0 if kind == "announced" else draw(st.integers(0, 40)),
                depth_km=draw(st.none() | st.floats(1, 60)) if kind == "announced" else None,
                region="adm1:UA-59" if kind == "announced" else None,
                status=draw(st.sampled_from(("claimed", "planned"))),
            )
        )  # fmt: skip
    return frame(*events, view=view, zones=tuple(zones), advances=tuple(advances)), view


@st.composite
def editions(draw: st.DrawFn, places: tuple[str, ...] = ("Sudzha", "gn:1")) -> Edition:
    """Any way of printing; call-outs and highlights name places that may lie off the map."""
    own = draw(st.integers(0, 3)) == 0
    width = draw(st.floats(60, 1200)) if own else None
    words_on = [{"place": draw(st.sampled_from(places)), "text": "A reporter's words on it"}]
    house = {"credit": "Graphic by the desk", "logo": {"width_mm": draw(st.floats(4, 120))}}
    return Edition.of(
        {
            "theme": draw(st.sampled_from(sorted(THEMES))),
            "width_mm": width,
            "height_mm": width and draw(st.none() | st.floats(max(60, width / 3), min(1200, max(61, width * 3)))),
            "fit": draw(st.sampled_from(("fill", "fill", "exact"))),
            "north": draw(st.sampled_from(("auto", "always", "never"))),
            "callouts": words_on if draw(st.integers(0, 3)) == 0 else (),
            "highlight": [draw(st.sampled_from(places))] if draw(st.integers(0, 7)) == 0 else (),
            "numbers": draw(st.booleans()),
            "strip": draw(st.booleans()),
            "house": house if draw(st.integers(0, 3)) == 0 else None,
        }
    )


def _printed(shown: Frame, view: MapView, edition: Edition, ground: Any, gazetteer: Any) -> Drawn | str:
    """The drawn map; the words of its refusal where it was refused."""
    try:
        return drawn(shown, view, ground, gazetteer, edition)
    except (ViewError, InputError) as refused:
        return str(refused)


def _faults(made: Drawn | str, edition: Edition) -> list[str]:
    """What is not true that must be true of any map, or of a refusal; empty for none."""
    if isinstance(made, str):
        return _faults_of_refusal(made, edition)
    return [
        *_lacking_furniture(made), *_negative_areas(made), *_panel_faults(made), *_off_the_sheet(made),
        *_covered_furniture(made),
    ]  # fmt: skip


def _faults_of_refusal(told: str, edition: Edition) -> list[str]:
    """A map is refused in a line, for what its edition asks for."""
    asked = edition.width_mm or edition.fit == "exact" or edition.callouts or edition.highlight
    one_line = "\n" not in told and told.endswith(".") and len(told) < 600
    return [f"refused: {told}"] if not asked or not one_line else []


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _lacking_furniture(made: Drawn) -> list[str]:
    view, shown, sheet, told = made.made.view, made.made.frame, made.made.sheet, table(made.made.view.ui)
    furniture = _plain(made.told("furniture"))
    records = shown.events if shown.records is None else shown.records
    named = words.publishers(records)
    sources = named[0] if named else words.source_line(records, lang=view.ui)
    wanted = {
        "dateline": "".join(sheet.dateline), "data hash": words.data_hash(shown), "sources": settable(sources),
        **{name: told[name] for name in ("basemap_credit", "boundary_note", "schematic_note")},
        **({} if made.made.entries else {"empty legend": told["nothing_drawn"]}),
    }  # fmt: skip
    metres, length = made.scale_bar()
    there = {
        **{field: _all_told(getattr(sheet, field)) for field in ("title", "subtitle", "dateline", "foot")},
        "title's words": bool(words.title(view).strip()),
        "note": bool(sheet.note) or not view.note.strip(),
        "legend": bool(sheet.legend and sheet.legend[0][2]) or not made.made.entries,
        "scale bar": metres > 0 and length > 4,
        "alternative text": bool(made.made.alt_text.strip()),
    }
    found = [name for name, text in wanted.items() if _plain(text) not in furniture]
    return [f"no {name}" for name in (*found, *(name for name, is_there in there.items() if not is_there))]


def _all_told(lines: tuple[str, ...]) -> bool:
    return bool(lines) and all(line.strip() for line in lines)


def _negative_areas(made: Drawn) -> list[str]:
    negative = NEGATIVE.findall(f"{made.told()} {made.made.alt_text}")
    return [f"negative: {one}" for one in negative] + [
        f"negative: {one.zone_id}" for one in made.made.frame.zones if (one.area_km2 or 0.0) < 0
    ]


def _panel_faults(made: Drawn) -> list[str]:
    """A map that leaves its sheet, or has less than its share of a preset's sheet."""
    west, south, east, north = made.made.sheet.panel
    sheet, edition = made.made.sheet, made.made.edition
    on_sheet = 0 <= west < east <= sheet.width + 1e-6 and 0 <= south < north <= sheet.height + 1e-6
    preset = edition.fit == "fill" and edition.width_mm is None
    small = preset and (east - west) * (north - south) < LEAST_SHARE * sheet.width * sheet.height
    return ["the map leaves the sheet"] * (not on_sheet) + ["the map is too small"] * small


def _off_the_sheet(made: Drawn) -> list[str]:
    sheet, found = made.made.sheet, []
    for text in made.texts():
        west, south, east, north = made.extent(text)
        inside = west >= -OFF_SHEET and south >= -OFF_SHEET
        if not (inside and east <= sheet.width + OFF_SHEET and north <= sheet.height + OFF_SHEET):
            found.append(f"off the sheet: {text.get_text()!r}")
    return found


def _covered_furniture(made: Drawn) -> list[str]:
    boxes = [(text.get_text(), box(*made.extent(text))) for text in made.texts("furniture") if text.get_text().strip()]
    panel, found = box(*made.panel()).buffer(1), []
    around = [(told, one) for told, one in boxes if not panel.contains(one)]
    for (one, first), (other, second) in combinations(around, 2):
        shared = first.intersection(second)
        if not shared.is_empty:
            wide, tall = shared.bounds[2] - shared.bounds[0], shared.bounds[3] - shared.bounds[1]
            # lines of one text stand closer than their letters' boxes
            if wide > 1 and tall > 0.45 * min(_tall(first), _tall(second)):
                found.append(f"covered: {one!r} and {other!r}")
    return found


def _tall(shape: Any) -> float:
    return float(shape.bounds[3] - shape.bounds[1])


@ANY
@given(views(), st.data())
def test_any_view_of_the_record_is_a_whole_map(view: MapView, data: st.DataObject) -> None:
    front = bundled()
    shown = front.timeline.frame(**view.frame_arguments())
    named = sorted({name for name in shown.events["place_name"] if isinstance(name, str)})[:6]
    edition = data.draw(editions(("Sudzha", *named)), "edition")
    made = _printed(shown, view, edition, front.boundaries, front.gazetteer)
    assert _faults(made, edition) == []


@ANY
@given(fronts(), editions())
def test_any_view_of_any_front_is_a_whole_map(told: tuple[Frame, MapView], edition: Edition) -> None:
    made = _printed(*told, edition, BOUNDARIES, GAZETTEER)
    assert _faults(made, edition) == []


@settings(ANY, max_examples=MANY or 5)
@given(looks(), editions())
def test_an_empty_view_gives_a_map_that_says_that_nothing_matches(told: dict[str, Any], edition: Edition) -> None:
    view, edition = VIEW.changed(**told), edition.changed(callouts=(), highlight=())
    made = _printed(frame(view=view), view, edition, BOUNDARIES, GAZETTEER)
    assert _faults(made, edition) == []
    if isinstance(made, Drawn):
        nothing = table(view.ui)["sentence"]["nothing"]
        assert not made.made.entries
        assert _plain(nothing) in _plain(made.told("furniture"))
        assert nothing in made.made.alt_text


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("empty", "no dateline"), ("nameless", "no sources"), ("negative", "negative: -3 km²"),
        ("small", "the map is too small"), ("beyond", "the map leaves the sheet"),
        ("off", "off the sheet: 'runs off the sheet'"), ("covered", "'stands on the title'"),
    ],
)  # fmt: skip
def test_each_fault_is_found(fault: str, told: str) -> None:
    made = drawn(frame(event()), VIEW, BOUNDARIES, GAZETTEER, PLAIN)
    assert _faults(made, PLAIN) == []
    sheet, ax = made.made.sheet, made.axes("furniture")
    if fault == "empty":
        object.__setattr__(sheet, "dateline", ())
    if fault == "nameless":
        for text in made.texts("furniture"):
            text.set_text(text.get_text().replace("The Daily Example", ""))
    if fault == "negative":
        ax.text(100, 100, "some -3 km² of ground")
    if fault == "small":
        object.__setattr__(sheet, "panel", (10.0, 10.0, 60.0, 60.0))
    if fault == "beyond":
        object.__setattr__(sheet, "panel", (-10.0, 10.0, sheet.width, sheet.height))
    if fault == "off":
        ax.text(sheet.width - 5, 100, "runs off the sheet")
    if fault == "covered":
        first = made.texts("furniture")[0]
        ax.text(*first.get_position(), "stands on the title", fontsize=first.get_fontsize())
    assert any(told in one for one in _faults(made, PLAIN)), _faults(made, PLAIN)


@pytest.mark.parametrize(
    ("refusal", "fields"),
    [("No room.", {}), ("No room.\nAt all.", {"fit": "exact"}), ("No room", {"fit": "exact"})],
)
def test_a_refusal_that_nobody_asked_for_or_that_is_no_line_is_a_fault(refusal: str, fields: dict[str, Any]) -> None:
    assert _faults(refusal, Edition.of(fields)) == [f"refused: {refusal}"]
    assert _faults("No room.", Edition.of({"fit": "exact"})) == []
