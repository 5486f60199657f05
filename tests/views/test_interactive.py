"""The interactive map: its payload tells what Python would, holds no danger, and asks nobody outside."""

from __future__ import annotations

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
from geo.views.encoding import STEPS, area_steps, column, day_number, line_steps, steps
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


def _unstepped(deltas: list[int]) -> np.ndarray:
    return np.cumsum(np.array(deltas).reshape(-1, 2), axis=0) / STEPS


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-80, 80)), min_size=2, max_size=30))
def test_a_line_survives_the_journey_to_half_a_step(points: list[tuple[float, float]]) -> None:
    back = _unstepped(steps(np.array(points)))
    assert np.abs(back[0] - points[0]).max() <= 0.5 / STEPS + 1e-12
    assert all(np.abs(back - point).max(axis=1).min() <= 0.5 / STEPS + 1e-9 for point in points)


@given(st.lists(st.one_of(st.none(), st.sampled_from(["a", "b", "<c>"]), st.integers(0, 3)), max_size=20))
def test_a_column_survives_the_journey(values: list[Any]) -> None:
    sent = column(values)
    back = sent if isinstance(sent, list) else [None if code < 0 else sent["v"][code] for code in sent["c"]]
    assert back == values


def test_an_area_keeps_its_holes_and_an_empty_one_has_no_polygon() -> None:
    ring = Polygon(box(0, 0, 1, 1).exterior, [box(0.2, 0.2, 0.4, 0.4).exterior])
    assert [len(polygon) for polygon in area_steps(ring)] == [2]
    assert area_steps(Polygon()) == [] == area_steps(None)
    assert line_steps(LineString()) == []


def test_a_missing_day_is_none_and_the_epoch_is_zero() -> None:
    assert (day_number(None), day_number(float("nan")), day_number(date(1970, 1, 1))) == (None, None, 0)


def test_the_payload_is_plain_json_and_the_same_every_time() -> None:
    one, two = made_up_payload(), made_up_payload()
    assert json.dumps(one, allow_nan=False) == json.dumps(two, allow_nan=False)


def test_the_hash_follows_the_data_and_not_the_view() -> None:
    other_view = made_up_payload(view=VIEW.changed(perspective="UA"))
    other_data = made_up_payload(event("Sudzha"))
    assert made_up_payload()["hash"] == other_view["hash"] != other_data["hash"]


def test_zones_of_the_same_ground_travel_once() -> None:
    sent = made_up_payload()
    used = [shape for shape in sent["zones"]["shape"] if shape is not None]
    assert len(used) > len(set(used)) == len(sent["shapes"])


def test_a_record_is_in_play_in_the_browser_from_the_day_it_is_in_python() -> None:
    printed = event("Sudzha", known_from=None, published=DAY + timedelta(4))
    undated = event("Basivka", known_from=None, date_start=None, date_end=None)
    timeline = made_up_timeline(printed, undated)
    sent = made_up_payload(printed, undated)["events"]
    assert sent["on_known"] == [day_number(DAY + timedelta(4)), None]
    assert sent["on_happened"] == [day_number(DAY), None]
    assert timeline.counted_on("known") == [DAY + timedelta(4), None]


def test_an_announced_zone_without_extent_has_a_stretch_of_border_and_no_shape() -> None:
    announced = event("Sumy Oblast", place_id="adm1:UA-59", lon=None, lat=None, precision="admin1", event_type="zone")
    sent = made_up_payload(announced)
    at = [
        index
        for index, code in enumerate(sent["zones"]["kind"]["c"])
        if sent["zones"]["kind"]["v"][code] == "announced"
    ]
    assert at
    assert all(sent["zones"]["shape"][index] is None for index in at)
    assert all(sent["strips"][sent["zones"]["strip"][index]] for index in at)


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
        r"@import|fetch\(|XMLHttpRequest\(",
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


def test_no_text_of_the_data_can_end_the_script_it_travels_in() -> None:
    hostile = event("Sudzha", note=HOSTILE, claimed_by=HOSTILE, publisher=HOSTILE, quote=HOSTILE, place_name=HOSTILE)
    page = interactive.page_html(made_up_payload(hostile))
    assert page.lower().count("</script") == interactive.page_html(made_up_payload()).lower().count("</script")
    assert "onerror" in page
    assert "{{7*7}}" in page, "no text is run as a template"
    assert "{{7*7}}" in html.unescape(interactive.front_map(made_up_payload(hostile))._repr_html_())
    assert "<img src=x" not in page
    assert "\u2028" not in page


@pytest.mark.parametrize("text", ["{{ open", "{% if %}", "{# c", "{{ cycler.__init__.__globals__.os.getpid() }}"])
def test_text_that_looks_like_a_template_stays_text(text: str) -> None:
    assert text in interactive.page_html(made_up_payload(event("Sudzha", note=text, publisher=text)))


def test_a_page_is_saved_where_asked_and_a_missing_folder_is_told(tmp_path: Path) -> None:
    assert interactive.save_html(made_up_payload(), tmp_path / "front.html").stat().st_size > 100_000
    with pytest.raises(InputError, match="folder"):
        interactive.save_html(made_up_payload(), tmp_path / "none" / "front.html")


_ASK = """
class Path2D { moveTo() {} lineTo() {} closePath() {} }
%s
const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
const first = viewOf(given.views[0]);
const model = new Model(given.payload, first);
const ids = (rows) => rows.map((row) => model.events.get("id", row)).sort();
process.stdout.write(JSON.stringify(given.views.map((each) => {
  const view = viewOf(each);
  const frame = model.frame(view);
  return {
    sentence: sentence(sentenceParts(model, frame, view), given.payload.words.sentence),
    events: ids(frame.events), hidden: frame.hidden, others: frame.others,
    zones: frame.zones.map((row) => ids(model.zones.get("events", row))).sort(),
    advances: frame.advances.map((one) => [one.class, ids(one.events), one.start, one.end, one.claimed_by]).sort(),
    changes: model.changes(view).map(isoOf),
  };
})));
"""


def browser_frames(sent: dict[str, Any], views: list[MapView]) -> list[dict[str, Any]]:
    """What the browser's own model makes of some views."""
    node = shutil.which("node") or compute_driver_executable()[0]  # Playwright brings one along
    web = Path(interactive.__file__).parent / "web"
    names = ("dates.js", "geometry.js", "sentence.js", "advances.js", "model.js")
    view_of = re.search(r"function viewOf\(.*?\n}\n", (web / "front_map.js").read_text(encoding="utf-8"), re.DOTALL)
    assert view_of
    script = _ASK % "\n".join([*((web / name).read_text(encoding="utf-8") for name in names), view_of[0]])
    given_in = json.dumps({"payload": sent, "views": [interactive.view_json(view) for view in views]})
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
            )
        )  # fmt: skip
    return made


def _agrees(timeline: Timeline, sent: dict[str, Any], views: list[MapView]) -> None:
    for view, told in zip(views, browser_frames(sent, views), strict=True):
        told["advances"] = sorted(told["advances"], key=str)
        assert told == python_frame(timeline, view), view.to_query()


def test_the_browser_shows_the_frame_that_python_makes() -> None:
    timeline = made_up_timeline()
    _agrees(timeline, made_up_payload(), _views(timeline, 60))


@pytest.fixture(scope="module")
def bundled() -> tuple[Front, dict[str, Any]]:
    made = load_front(Settings())
    view = MapView.default(made.timeline)
    return made, interactive.payload(made.timeline, made.boundaries, made.gazetteer, view)


def test_the_browser_shows_pythons_frame_of_the_bundled_record(bundled: tuple[Front, dict[str, Any]]) -> None:
    made, sent = bundled
    _agrees(made.timeline, sent, [MapView.default(made.timeline), *_views(made.timeline, 120)])


def test_the_browser_shows_pythons_frame_of_chosen_claimants(bundled: tuple[Front, dict[str, Any]]) -> None:
    made, _ = bundled
    chosen = ("by:DeepState|ISW|Russian Ministry of Defence|Rybar", "by:ISW")
    view = MapView.default(made.timeline).changed(perspective=chosen[0])
    sent = interactive.payload(made.timeline, made.boundaries, made.gazetteer, view, chosen=chosen[1])
    _agrees(made.timeline, sent, [view, *_views(made.timeline, 120, *chosen)])
    assert sent["words"]["perspective_short"][chosen[0]] == "Chosen: DeepState, ISW and 2 others"


def test_the_bundled_record_travels_in_under_800_kb(bundled: tuple[Front, dict[str, Any]]) -> None:
    size = len(json.dumps(bundled[1], ensure_ascii=False, separators=(",", ":")).encode())
    assert size < 800_000


def test_every_record_is_sent_once(bundled: tuple[Front, dict[str, Any]]) -> None:
    made, sent = bundled
    ids = sent["events"]["id"]
    assert sorted(ids["v"][code] for code in ids["c"]) == sorted(made.joined.table["event_id"].unique())


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
    _agrees(timeline, sent, views)
