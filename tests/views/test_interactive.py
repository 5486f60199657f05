"""The interactive map: its payload tells what Python would, holds no danger, and asks nobody outside."""

from __future__ import annotations

import base64
import gzip
import html
import json
import random
import re
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import folium
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright._impl._driver import compute_driver_executable
from shapely.geometry import LineString, Polygon, box

from geo.errors import InputError
from geo.front.timeline import Timeline, build_timeline
from geo.pipeline import Front, load_front
from geo.schema import events_table
from geo.settings import Settings
from geo.views import interactive
from geo.views.encoding import STEPS, area_steps, column, day_number, line_steps, smallest, steps
from geo.views.packing import Small, pack, plain, unpack
from geo.views.parts import parts_of
from geo.views.scene import scene
from geo.views.view import MapView
from geo.views.words import plain_sentence
from tests.views.frames import DAY, VIEW, event
from tests.views.ground import MadeUpBoundaries, made_up_gazetteer

HOSTILE = '</script><img src=x onerror="window.pwned=1">${window.pwned=1}`\u2028\u202e{{7*7}}'


def made_up_timeline(*events: Any) -> Timeline:
    told = events or (
        event("Sudzha"),
        event("Sudzha", claimed_by="General Staff", claimant_side="UA", status="denied", known_from=DAY + timedelta(1)),
        event("Basivka", lon=35.15, lat=51.08, admin1="Sumy Oblast", country="UA", date_start=DAY - timedelta(9),
              date_end=DAY - timedelta(9), known_from=DAY - timedelta(8)),
        event("Sumy Oblast", place_id="adm1:UA-59", lon=None, lat=None, precision="admin1", event_type="advance"),
        event("Kyiv", place_id="country:UA", lon=None, lat=None, precision="country", event_type="diplomacy"),
    )  # fmt: skip
    return build_timeline(events_table(told), made_up_gazetteer(), MadeUpBoundaries())  # type: ignore[arg-type]


def made_up_payload(*events: Any, view: MapView = VIEW) -> dict[str, Any]:
    return interactive.payload(made_up_timeline(*events), MadeUpBoundaries(), made_up_gazetteer(), view)  # type: ignore[arg-type]


def unfolded(sent: Any) -> list[Any]:
    """The values of a column of a payload."""
    if not isinstance(sent, dict):
        return list(sent)
    return [None if code < 0 else sent["v"][code] for code in sent["c"]]


def _unstepped(deltas: list[int]) -> np.ndarray:
    return np.cumsum(np.array(deltas).reshape(-1, 2), axis=0) / STEPS


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-80, 80)), min_size=2, max_size=30))
def test_a_line_survives_the_journey_to_half_a_step(points: list[tuple[float, float]]) -> None:
    back = _unstepped(steps(np.array(points)))
    assert np.abs(back[0] - points[0]).max() <= 0.5 / STEPS + 1e-12
    assert all(np.abs(back - point).max(axis=1).min() <= 0.5 / STEPS + 1e-9 for point in points)


@given(st.lists(st.one_of(st.none(), st.sampled_from(["a", "b", "<c>"]), st.integers(0, 3)), max_size=20))
def test_a_column_survives_the_journey(values: list[Any]) -> None:
    assert unfolded(column(values)) == values


def test_an_area_keeps_its_holes_and_an_empty_one_has_no_polygon() -> None:
    ring = Polygon(box(0, 0, 1, 1).exterior, [box(0.2, 0.2, 0.4, 0.4).exterior])
    assert [len(polygon) for polygon in area_steps(ring)] == [2]
    assert area_steps(Polygon()) == [] == area_steps(None)
    assert line_steps(LineString()) == []


def test_a_missing_day_is_none_and_the_epoch_is_zero() -> None:
    assert (day_number(None), day_number(float("nan")), day_number(date(1970, 1, 1))) == (None, None, 0)


def test_the_payload_is_the_same_every_time_and_survives_the_journey() -> None:
    one, two = made_up_payload(), made_up_payload()
    assert pack(one) == pack(two)
    assert plain(unpack(pack(one))) == plain(one)
    assert json.loads(json.dumps(plain(one), allow_nan=False)) == plain(one)


@given(st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5)
    | st.lists(st.integers(-(2**31), 2**31 - 1), max_size=9).map(lambda them: smallest(np.array(them, dtype=np.int64)))
    | st.lists(st.integers(-(2**31), 2**31 - 1), max_size=9).map(lambda them: Small(np.array(them, dtype=np.int64))),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(max_size=3).filter(lambda key: key != "$"), inner, max_size=4),
))  # fmt: skip
def test_whatever_is_packed_comes_out_again(value: Any) -> None:
    assert plain(unpack(pack({"value": value}))) == plain({"value": value})


def test_the_browser_reads_short_numbers_as_they_were_written() -> None:
    numbers = [0, -1, 1, 63, -64, 64, 8191, -8192, 2**28, -(2**28) - 1, 2**31 - 1, -(2**31)]
    packed = base64.b64encode(pack(Small(np.array(numbers)))).decode()
    script = (Path(interactive.__file__).parent / "web" / "packing.js").read_text(encoding="utf-8")
    ask = f"{script}\nunpack(bytesOf('{packed}')).then((read) => process.stdout.write(JSON.stringify([...read])));"
    node = shutil.which("node") or compute_driver_executable()[0]
    done = subprocess.run([node, "-e", ask], capture_output=True, check=True, text=True)
    assert json.loads(done.stdout) == numbers


def test_bytes_that_are_no_payload_are_told() -> None:
    with pytest.raises(ValueError, match="no packed payload"):
        unpack(gzip.compress(b"something else"))


def test_the_hash_follows_the_data_and_not_the_view() -> None:
    other_view = made_up_payload(view=VIEW.changed(perspective="UA"))
    other_data = made_up_payload(event("Sudzha"))
    assert made_up_payload()["hash"] == other_view["hash"] != other_data["hash"]


def test_every_boundary_between_two_cells_travels_once() -> None:
    timeline = made_up_timeline()
    cells = made_up_payload()["cells"]
    drawn = cells["at"].values.reshape(-1, 2)
    assert cells["length"].sum() == len(drawn)
    pairs = cells["sides"].reshape(-1, 2)
    assert (pairs[:, 0] < pairs[:, 1]).all()
    assert set(pairs.ravel()) - {-1} == set(range(len(timeline.cells.geometry)))


def test_a_record_is_in_play_in_the_browser_from_the_day_it_is_in_python() -> None:
    printed = event("Sudzha", known_from=None, published=DAY + timedelta(4))
    undated = event("Basivka", known_from=None, date_start=None, date_end=None)
    timeline = made_up_timeline(printed, undated)
    sent = made_up_payload(printed, undated)["events"]
    assert unfolded(sent["told"])[0] == day_number(DAY + timedelta(4))
    assert unfolded(sent["on"]) == [day_number(DAY), None]
    assert timeline.counted_on("known") == [DAY + timedelta(4), None]


def test_an_announced_zone_without_extent_has_a_stretch_of_border_and_no_shape() -> None:
    announced = event("Sumy Oblast", place_id="adm1:UA-59", lon=None, lat=None, precision="admin1", event_type="zone")
    sent = made_up_payload(announced)
    assert set(unfolded(sent["zones"]["kind"])) == {"announced"}
    assert set(unfolded(sent["zones"]["shape"])) == {None}
    assert all(sent["strips"][strip] for strip in unfolded(sent["zones"]["strip"]))


def test_an_announced_zone_of_a_region_without_outline_is_a_note_on_the_whole_border() -> None:
    far = event("Arendal", place_id="adm1:NO-42", lon=None, lat=None, precision="admin1", event_type="zone")
    assert len(made_up_payload(far)["strips"]) == 1
    frame = made_up_timeline(far).frame(**VIEW.frame_arguments())
    (note,) = scene(frame, VIEW.bbox, MadeUpBoundaries(), made_up_gazetteer()).notes  # type: ignore[arg-type]
    assert note.line is not None
    assert not note.aside


def test_the_page_asks_no_other_server_for_anything() -> None:
    page = interactive.page_html(made_up_payload())
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)\s*=", page)
    assert "url(" not in interactive.stylesheet()
    assert "sourceMappingURL" not in interactive.bundle()
    assert not re.search(
        r"@import|\bfetch\(|XMLHttpRequest\(",
        (interactive.bundle() + interactive.stylesheet()).replace("fetchpriority", ""),
    )


def test_the_page_uses_folium_and_leaves_its_class_alone() -> None:
    before = [list(folium.Map.default_js), list(folium.Map.default_css)]
    made = interactive.front_map(made_up_payload())
    made.get_root().render()
    assert isinstance(made, folium.Map)
    assert [folium.Map.default_js, folium.Map.default_css] == before
    assert before[0]


def test_the_same_data_give_the_same_page() -> None:
    assert interactive.page_html(made_up_payload()) == interactive.page_html(made_up_payload())


def test_a_notebook_gets_the_map_in_a_frame() -> None:
    shown = interactive.front_map(made_up_payload())._repr_html_()
    assert "<iframe" in shown
    assert "FrontMap" in shown


def _with_words(text: str) -> dict[str, Any]:
    told = event("Sudzha", note=text, claimed_by=text, publisher=text, quote=text, place_name=text)
    return {**made_up_payload(told), "note": text}


def test_no_text_of_the_data_can_end_the_script_it_travels_in() -> None:
    page = interactive.page_html(_with_words(HOSTILE))
    assert page.lower().count("</script") == interactive.page_html(_with_words("plain")).lower().count("</script")
    assert "onerror" in page
    assert "{{7*7}}" in page, "no text is run as a template"
    assert "{{7*7}}" in html.unescape(interactive.front_map(_with_words(HOSTILE))._repr_html_())
    assert "<img src=x" not in page
    assert "\u2028" not in page


@pytest.mark.parametrize("text", ["{{ open", "{% if %}", "{# c", "{{ cycler.__init__.__globals__.os.getpid() }}"])
def test_text_that_looks_like_a_template_stays_text(text: str) -> None:
    assert text in interactive.page_html(_with_words(text))


def test_a_page_is_saved_where_asked_and_a_missing_folder_is_told(tmp_path: Path) -> None:
    assert interactive.save_html(made_up_payload(), tmp_path / "front.html").stat().st_size > 100_000
    with pytest.raises(InputError, match="folder"):
        interactive.save_html(made_up_payload(), tmp_path / "none" / "front.html")


_ASK = """
class Path2D { moveTo() {} lineTo() {} closePath() {} }
%s
(async () => {
const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
const first = viewOf(given.views[0]);
given.payload = await unpack(bytesOf(given.payload));
const model = new Model(given.payload, first);
for (let n = 0; n < model.texts.pieces; n += 1) await model.texts.load(n);
const ids = (rows) => Array.from(rows, (row) => model.texts.of(row).id).sort();
process.stdout.write(JSON.stringify(given.views.map((each) => {
  const view = viewOf(each);
  const frame = model.frame(view);
  return {
    sentence: sentence(sentenceParts(model, frame, view), model.words),
    events: ids(frame.events), hidden: frame.hidden, others: frame.others,
    zones: frame.zones.map((row) => ids(model.zones.get("events", row))).sort(),
    advances: frame.advances.map((one) => [one.class, ids(one.events), one.start, one.end, one.claimed_by]).sort(),
    changes: model.changes(view).map(isoOf),
    ground: frame.zones.map((row) => [ids(model.zones.get("events", row)).join(),
      inside(model, model.zones.get("shape", row), given.points)]),
  };
})));
})();
// Which of some points lie in a shape.
function inside(model, shape, points) {
  return points.map(([lon, lat]) => (shape && shape.has(...model.geometry.point(lon, lat)) ? "1" : "0")).join("");
}
"""


#: Where the ground of both is looked at, degrees.
_POINTS = np.stack([np.random.default_rng(1).uniform(*span, 1500) for span in ((33.5, 39.0), (47.0, 52.0))], axis=1)


def browser_frames(sent: dict[str, Any], views: list[MapView]) -> list[dict[str, Any]]:
    """What the browser's own model makes of some views."""
    node = shutil.which("node") or compute_driver_executable()[0]  # Playwright brings one along
    web = Path(interactive.__file__).parent / "web"
    names = (
        "dom.js", "dates.js", "packing.js", "table.js", "geometry.js", "topology.js", "sentence.js", "advances.js",
        "selection.js", "zones.js", "model.js", "opening.js",
    )  # fmt: skip
    view_of = re.search(r"function viewOf\(.*?\n}\n", (web / "view_fields.js").read_text(encoding="utf-8"), re.DOTALL)
    assert view_of
    script = _ASK % "\n".join([*((web / name).read_text(encoding="utf-8") for name in names), view_of[0]])
    packed = base64.b64encode(pack(sent)).decode()
    given_in = json.dumps(
        {"payload": packed, "views": [interactive.view_json(view) for view in views], "points": _POINTS.tolist()}
    )
    done = subprocess.run(
        [node, "-e", script], input=given_in, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2000:]
    made: list[dict[str, Any]] = json.loads(done.stdout)
    return made


def python_frame(timeline: Timeline, view: MapView) -> dict[str, Any]:
    from geo.views.style import advance_class

    frame = timeline.frame(**view.frame_arguments())

    def rounded(point: tuple[float, float] | None) -> list[float] | None:
        return None if point is None else [round(point[0], 5), round(point[1], 5)]

    advances = [
        [advance_class(one), sorted(one.event_ids), rounded(one.start), rounded(one.end), sorted(one.claimed_by)]
        for one in frame.advances
    ]
    return {
        "sentence": plain_sentence(frame, view),
        "events": sorted(frame.events["event_id"]),
        "hidden": frame.hidden,
        "others": frame.others,
        "zones": sorted(sorted(zone.event_ids) for zone in frame.zones),
        "advances": sorted(advances, key=str),
        "changes": [
            str(day)
            for day in timeline.change_days(view.perspective, view.clock)
            if timeline.first <= day <= timeline.last
        ],
    }


def _views(timeline: Timeline, count: int, *chosen: str) -> list[MapView]:
    draw = random.Random(5)
    span = (timeline.last - timeline.first).days
    made = []
    for _ in range(count):
        day = timeline.first + timedelta(draw.randint(0, span))
        first = day - timedelta(draw.randint(0, 40))
        last = first + timedelta(draw.randint(0, 60))
        made.append(
            MapView(
                day=day, advances_from=first, advances_to=last,
                perspective=draw.choice(["RU", "UA", "assessed", "all", *2 * chosen]),
                clock=draw.choice(["known", "happened"]), sides=draw.choice([(), (), ("RU",), ("UA", "US")]),
                types=draw.choice([(), (), ("capture",), ("advance", "clash")]),
                statuses=draw.choice([(), (), ("claimed",), ("denied", "confirmed", "reported")]),
                claimants=draw.choice([(), (), (), ("ISW", "not stated"), ("Russian Ministry of Defence",)]),
                publishers=draw.choice([(), (), (), ("TASS", "Kyiv Independent")]),
                precisions=draw.choice([(), (), ("populated_place",), ("admin1", "area")]),
                text=draw.choice(["", "", "", "суджа", "ministry russ"]),
                two_publishers=draw.choice([False, False, True]),
            )
        )  # fmt: skip
    return made


def _same_ground(told: list[list[str]], timeline: Timeline, view: MapView) -> None:
    """The browser's zones hold the ground of Python's, but for points on an outline: it is simplified to 25 m."""
    import shapely

    drawn = {}
    for zone in timeline.frame(**view.frame_arguments()).zones:
        empty = zone.geometry is None
        held = np.zeros(len(_POINTS), bool) if empty else shapely.contains_xy(zone.geometry, _POINTS)
        drawn[",".join(sorted(zone.event_ids)), "".join("01"[int(one)] for one in held)] = zone
    for events, held in told:
        differs = [sum(a != b for a, b in zip(held, mine, strict=True)) for ids, mine in drawn if ids == events]
        assert min(differs) <= 3


def agree(timeline: Timeline, sent: dict[str, Any], views: list[MapView]) -> bool:
    """Compare each frame of the browser with Python's; the first that differs fails with its link."""
    for view, told in zip(views, browser_frames(sent, views), strict=True):
        told["advances"] = sorted(told["advances"], key=str)
        _same_ground(told.pop("ground"), timeline, view)
        assert told == python_frame(timeline, view), view.to_query()
    return len(views) > 0


def test_the_browser_shows_the_frame_that_python_makes() -> None:
    timeline = made_up_timeline()
    assert agree(timeline, made_up_payload(), _views(timeline, 60))


@pytest.fixture(scope="module")
def bundled() -> tuple[Front, dict[str, Any]]:
    made = load_front(Settings())
    view = MapView.default(made.timeline)
    return made, interactive.payload(made.timeline, made.boundaries, made.gazetteer, view)


def test_the_browser_shows_pythons_frame_of_the_bundled_record(bundled: tuple[Front, dict[str, Any]]) -> None:
    made, sent = bundled
    assert agree(made.timeline, sent, [MapView.default(made.timeline), *_views(made.timeline, 120)])


def test_the_browser_shows_pythons_frame_of_chosen_claimants(bundled: tuple[Front, dict[str, Any]]) -> None:
    made, _ = bundled
    chosen = ("by:DeepState|ISW|Russian Ministry of Defence|Rybar", "by:ISW")
    view = MapView.default(made.timeline).changed(perspective=chosen[0])
    sent = interactive.payload(made.timeline, made.boundaries, made.gazetteer, view, chosen=chosen[1])
    assert agree(made.timeline, sent, [view, *_views(made.timeline, 120, *chosen)])
    assert sent["words"]["en"]["perspective_short"][chosen[0]] == "Chosen: DeepState, ISW and 2 others"


def test_the_bundled_record_travels_in_under_120_kb(bundled: tuple[Front, dict[str, Any]]) -> None:
    parts = parts_of(bundled[1])
    assert len(parts.base) + len(parts.front) < 120_000


def test_every_record_is_sent_once(bundled: tuple[Front, dict[str, Any]]) -> None:
    made, sent = bundled
    told = [event_id for piece in sent["texts"] for event_id in piece["id"]]
    assert sorted(told) == sorted(made.joined.table["event_id"].unique())


def test_the_edges_of_a_window_are_half_open_in_the_browser() -> None:
    timeline = made_up_timeline(event("Sudzha", known_from=DAY, date_start=DAY, date_end=DAY))
    sent = made_up_payload(event("Sudzha", known_from=DAY, date_start=DAY, date_end=DAY))
    days = [
        (DAY, DAY),
        (DAY - timedelta(3), DAY - timedelta(1)),
        (DAY + timedelta(1), DAY + timedelta(3)),
        (DAY - timedelta(3), DAY),
    ]
    views = [MapView(day=DAY, advances_from=first, advances_to=last, perspective="all") for first, last in days]
    assert [len(made["events"]) for made in browser_frames(sent, views)] == [1, 0, 0, 1]
    assert agree(timeline, sent, views)
