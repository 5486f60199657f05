"""The controls of the map in a real browser: how the window goes with the day, filters, lists of names, phone width."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from geo.front.timeline import Timeline
from geo.views import interactive
from geo.views.view import MapView
from tests.ui.test_browser import DAY, FROM, TO, slider
from tests.views.frames import DAY as TODAY
from tests.views.frames import VIEW, event
from tests.views.test_interactive import HOSTILE, made_up_payload, made_up_timeline

pytestmark = pytest.mark.browser

#: Runs in the page with the map as `f`.
ON_MAP = "() => { const f = document.querySelector('.front-map').frontMap; %s }"
ALL = VIEW.changed(perspective="all", clock="happened")
TOLD = (
    event("Sudzha", claimed_by="The Ministry", publisher="Herald", publisher_2="Courier",
          quote="The gas station fell."),
    event("Sudzha", claimed_by="The Staff", claimant_side="UA", status="denied", publisher="Pravda", known_from=TODAY),
    event("Basivka", lon=35.15, lat=51.08, admin1="Sumy Oblast", country="UA", claimed_by="The Ministry",
          publisher="Courier", event_type="clash", status="reported", claimant_side="independent"),
    event("Sumy Oblast", place_id="adm1:UA-59", lon=None, lat=None, precision="admin1", event_type="advance",
          claimed_by=None, actor_side=None),
    event("Kyiv", place_id="country:UA", lon=None, lat=None, precision="country", event_type="diplomacy",
          actor_side="US", claimant_side="US", status="planned", claimed_by="An Envoy", note="talks over gas"),
    event("Sudzha", claimed_by="The Ministry", date_start=TODAY - timedelta(40), date_end=TODAY - timedelta(40),
          known_from=TODAY - timedelta(40), publisher="Herald"),
)  # fmt: skip


def on_map(page: Any, script: str) -> Any:
    return page.evaluate(ON_MAP % script)


def shown(page: Any, folder: Path, *events: Any, view: MapView = ALL) -> Any:
    """The page with the stand-alone map of some events, opened with a view."""
    made = interactive.save_html(made_up_payload(*(events or TOLD), view=view), folder / "front.html")
    page.goto(made.as_uri())
    page.locator(".fm-sentence").wait_for(state="attached")
    page.wait_for_timeout(300)
    return page


@pytest.fixture
def alone(page: Any, tmp_path: Path) -> Any:
    return shown(page, tmp_path)


@pytest.fixture
def phone(chromium: Any) -> Iterator[Any]:
    """A phone of 390 x 844 with a finger for a pointer."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    return made_up_timeline(*TOLD)


def window(page: Any) -> list[str]:
    told: list[str] = on_map(page, "const q = f.query(); return [q.day, q.advances_from, q.advances_to];")
    return told


def days(*back: int) -> list[str]:
    return [str(TODAY + timedelta(number)) for number in back]


def test_a_window_that_slides_keeps_its_length(alone: Any) -> None:
    slider(alone, DAY).focus()
    alone.keyboard.press("ArrowLeft")
    assert window(alone) == days(-1, -8, -1)


def test_a_window_that_grows_keeps_its_first_day(alone: Any) -> None:
    alone.get_by_role("radio", name="grows").click()
    slider(alone, DAY).focus()
    for key in ("ArrowLeft", "ArrowLeft", "ArrowLeft"):
        alone.keyboard.press(key)
    assert window(alone) == days(-3, -7, -3)
    alone.keyboard.press("Home")
    assert window(alone) == days(-40, -40, -40), "a day before the window is a window of that day"
    alone.keyboard.press("End")
    assert window(alone) == days(0, -7, 0), "the first day comes back"
    slider(alone, FROM).focus()
    alone.keyboard.press("ArrowRight")
    slider(alone, TO).focus()
    alone.keyboard.press("ArrowLeft")
    assert window(alone) == days(-1, -6, -1), "the day goes along with the window's end"


def test_a_window_that_stays_lets_the_day_go_alone(alone: Any) -> None:
    alone.get_by_role("radio", name="stays").click()
    slider(alone, DAY).focus()
    alone.keyboard.press("PageDown")
    assert window(alone) == days(-7, -7, 0)
    assert on_map(alone, "return f.query().follow;") == "apart"


def test_the_way_of_the_window_is_chosen_by_keyboard_and_takes_effect_at_once(alone: Any) -> None:
    alone.get_by_role("radio", name="stays").click()
    slider(alone, DAY).focus()
    alone.keyboard.press("ArrowLeft")
    alone.get_by_role("radio", name="stays").focus()
    alone.keyboard.press("ArrowLeft")
    alone.locator("[data-choice=follow][data-code=grow][aria-checked=true]").wait_for()
    assert window(alone) == days(-1, -7, -1)


def test_links_from_before_follow_are_read(alone: Any) -> None:
    assert (
        on_map(alone, "f.update(null, { ...f.query(), follow: undefined, linked: false }); return f.view.follow;")
        == "apart"
    )
    assert (
        on_map(alone, "f.update(null, { ...f.query(), follow: 'grow', linked: false }); return f.view.follow;")
        == "grow"
    )
    assert (
        on_map(alone, "f.update(null, { ...f.query(), follow: undefined, linked: true }); return f.view.follow;")
        == "slide"
    )


@pytest.mark.parametrize("follow", ["slide", "grow"])
def test_a_loop_begins_again_where_it_must(alone: Any, follow: str) -> None:
    alone.get_by_role("radio", name=follow).click()
    alone.get_by_role("button", name="Begin again").click()
    # in one go: on a busy machine a second day would come before the first one is read
    first = on_map(alone, "f.player.toggle(); const { day } = f.query(); f.player.stop(); return day;")
    assert first == days(-40 if follow == "slide" else -7)[0]
    alone.keyboard.press("Tab")
    seen = on_map(
        alone,
        """f.player.toggle(); const seen = [];
        for (let i = 0; i < 100; i += 1) { f.player._tick(); seen.push(f.query().day); }
        f.player.stop(); return seen;""",
    )
    assert seen.count(days(0)[0]) > 1, "it went round"
    assert min(seen) == first
    assert alone.get_by_role("button", name="Begin again").get_attribute("aria-pressed") == "true"


def test_a_window_holds_its_first_and_last_day_and_neither_neighbour(alone: Any) -> None:
    alone.get_by_role("radio", name="stays").click()
    seen = []
    for first, last in ((-40, -40), (-41, -40), (-40, -39), (-39, -1), (-45, -41)):
        on_map(alone, f"const day = f.view.day; f.change({{ from: day + {first}, to: day + {last} + 1 }});")
        seen.append(on_map(alone, "return f.model.frame(f.view).events.length;"))
    assert seen == [1, 1, 1, 0, 0]
    slider(alone, FROM).focus()
    alone.keyboard.press("ArrowRight")
    assert window(alone)[1:] == days(-41, -41), "its first day never passes its last"


def test_without_a_loop_play_stops_on_the_last_day(alone: Any) -> None:
    seen = on_map(
        alone,
        """f.change({ day: f.view.day - 1 }); f.player.start(); f.player._tick();
        return [f.player.timer, f.query().day];""",
    )
    assert seen == [None, days(0)[0]]


def test_the_card_of_a_bar_tells_day_number_side_and_status(alone: Any) -> None:
    bars = alone.locator(".fm-histogram").bounding_box()
    x = on_map(alone, "return f.axis._x(f.view.day);")
    alone.mouse.move(bars["x"] + x, bars["y"] + 10)
    told = alone.locator(".fm-bar-card").inner_text().split("\n")
    assert told[:2] == ["12 March 2025", "5 reports"]
    assert sorted(told[2:]) == sorted(
        [
            "Russian side: 2 claimed",
            "Ukrainian side: 1 denied",
            "Independent monitors: 1 reported",
            "United States: 1 planned",
        ]
    )
    alone.mouse.move(bars["x"] + x - 60, bars["y"] + 10)
    assert alone.locator(".fm-bar-card").inner_text().endswith("no reports")
    alone.mouse.move(10, 10)
    assert not alone.locator(".fm-bar-card").is_visible()


def test_a_click_on_a_bar_goes_to_its_day(alone: Any) -> None:
    bars = alone.locator(".fm-histogram").bounding_box()
    x = on_map(alone, "return f.axis._x(f.view.day - 40);")
    alone.mouse.click(bars["x"] + x, bars["y"] + 10)
    assert window(alone)[0] == days(-40)[0]


def test_the_key_names_every_side_and_status_that_occurs(alone: Any) -> None:
    told = alone.locator(".fm-key-list").inner_text()
    for words in ("Russian side", "Independent monitors", "United States", "Claimed", "Reported", "Denied", "Planned"):
        assert words in told
    assert "Confirmed" not in told
    assert "Media" not in told


def same(page: Any, timeline: Timeline, **fields: Any) -> int:
    """The number of records shown, after seeing that the browser and Python show the same ones."""
    view = ALL.changed(**fields)
    made = timeline.frame(**view.frame_arguments())
    page.wait_for_timeout(350)
    told = on_map(
        page,
        """const frame = f.model.frame(f.view);
        const ids = frame.events.map((row) => f.model.texts.held.get(0).id[row]).sort();
        return [ids, frame.hidden, f.frame.events.length];""",
    )
    assert told[0] == sorted(made.events["event_id"])
    assert told[1] == made.hidden
    assert told[2] == len(told[0]), "what is drawn is what is told"
    return len(told[0])


@pytest.fixture
def filtered(alone: Any) -> Any:
    on_map(alone, "f._fold(false); return f.model.texts.load(0).then(() => null);")
    return alone


def test_each_filter_keeps_what_python_keeps(filtered: Any, timeline: Timeline) -> None:
    page = filtered
    assert same(page, timeline) == 5
    field = page.get_by_role("searchbox", name="Words in the reports")
    field.fill("  GAS  ")
    assert same(page, timeline, text="GAS") == 2
    page.get_by_role("button", name="Clear the words").click()
    assert field.evaluate("node => node.value === '' && node.getRootNode().activeElement === node")
    page.locator("input[data-field=precisions][data-code=populated_place]").uncheck()
    assert same(page, timeline, precisions=("admin1", "country")) == 2
    page.get_by_role("button", name="Show all").click()
    page.get_by_role("checkbox", name="Told by two independent publishers").check()
    same(page, timeline, two_publishers=True)
    page.get_by_role("button", name="Show all").click()
    page.locator(".fm-names[data-field=claimants] summary").click()
    page.get_by_role("checkbox", name="not stated").check()
    page.get_by_role("checkbox", name="An Envoy").check()
    assert same(page, timeline, claimants=("not stated", "An Envoy")) == 2
    page.get_by_role("button", name="Show all").click()
    page.locator(".fm-names[data-field=publishers] summary").click()
    page.get_by_role("checkbox", name="Courier").check()
    assert same(page, timeline, publishers=("Courier",)) == 2
    page.get_by_role("button", name="Show all").click()
    assert same(page, timeline) == 5


def test_a_number_stands_beside_each_choice_and_says_what_its_tick_would_show(filtered: Any) -> None:
    page = filtered
    page.locator(".fm-names[data-field=claimants] summary").click()
    number = lambda name: page.locator(".fm-filters label", has_text=name).locator(".fm-count").inner_text()  # noqa: E731
    told = [number(name) for name in ("The Ministry", "The Staff", "not stated", "the region", "Clash", "Denied")]
    assert told == ["2", "1", "1", "1", "1", "1"]
    page.locator(".fm-names[data-field=publishers] summary").click()
    assert [number(name) for name in ("Courier", "Herald", "The Daily Example")] == ["2", "1", "2"]
    assert number("Told by two") == str(
        on_map(page, "return f.model.frame({ ...f.view, two_publishers: true }).events.length;")
    )
    page.get_by_role("checkbox", name="The Staff").check()
    page.wait_for_timeout(200)
    told = [number(name) for name in ("The Ministry", "The Staff", "the region", "Clash", "Denied")]
    assert told == ["2", "1", "0", "0", "1"], "its own group's ticks do not count, those of the others do"
    page.get_by_role("searchbox", name="Words in the reports").fill("zzzz")
    page.wait_for_timeout(350)
    assert set(page.locator(".fm-filters .fm-count").all_inner_texts()) == {"0"}


#: Of each choice the number beside it, and what the frame would show if of its group it alone were ticked.
NUMBERS = """() => {
    const f = document.querySelector(".front-map").frontMap, told = [];
    const number = (label) => label.querySelector(".fm-count").textContent;
    const tell = (label, field, wanted) => {
        const shown = f.model.frame({ ...f.view, [field]: wanted }).events.length;
        told.push([`${field} ${wanted}`, number(label), String(shown)]);
    };
    for (const box of f.shell.querySelectorAll(".fm-filters input[data-code]")) {
        tell(box.closest("label"), box.dataset.field, [box.dataset.code]);
    }
    for (const label of f.shell.querySelectorAll(".fm-names li label")) {
        tell(label, label.querySelector("input").dataset.field, [label.querySelector(".fm-name").textContent]);
    }
    tell(f.shell.querySelector(".fm-two"), "two_publishers", true);
    return told;
}"""


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"types": ["capture"]},
        {"types": ["capture"], "statuses": ["denied"]},
        {"sides": ["RU"], "text": "sudzha"},
        {"publishers": ["Courier", "Herald"], "two_publishers": True},
        {"precisions": ["admin1"], "claimants": ["not stated"]},
        {"text": "ministry", "two_publishers": True, "types": ["clash"]},
    ],
)
@pytest.mark.parametrize("perspective", ["all", "RU"])
def test_each_number_is_what_would_be_shown(filtered: Any, filters: dict[str, Any], perspective: str) -> None:
    for field in ("claimants", "publishers"):
        filtered.locator(f".fm-names[data-field={field}] summary").click()
    on_map(filtered, f"f.change({json.dumps({**filters, 'perspective': perspective})});")
    filtered.wait_for_timeout(300)
    numbers = filtered.evaluate(NUMBERS)
    assert len(numbers) > 15
    assert [(name, told) for name, told, _ in numbers] == [(name, shown) for name, _, shown in numbers]


def test_the_numbers_are_right_when_the_filters_are_opened_again(filtered: Any) -> None:
    fold = filtered.locator(".fm-fold")
    fold.click()
    on_map(filtered, "f.change({ text: 'zzzz' });")
    filtered.wait_for_timeout(200)
    fold.click()
    filtered.wait_for_timeout(200)
    assert set(filtered.locator(".fm-filters .fm-count").all_inner_texts()) == {"0"}


def test_the_filters_button_tells_how_many_are_set_and_show_all_resets_them(filtered: Any) -> None:
    page = filtered
    fold = page.locator(".fm-fold")
    assert fold.inner_text().strip() == "Filters"
    page.get_by_role("checkbox", name="Told by two").check()
    page.get_by_role("searchbox", name="Words in the reports").fill("gas")
    page.locator("input[data-field=types][data-code=clash]").uncheck()
    page.wait_for_timeout(350)
    assert fold.inner_text().split() == ["Filters", "3"]
    assert fold.get_attribute("aria-label").endswith("3 filters set")
    reset = page.get_by_role("button", name="Take off every filter")
    reset.click()
    page.wait_for_timeout(100)
    assert fold.inner_text().strip() == "Filters"
    assert not reset.is_visible()
    assert page.get_by_role("searchbox", name="Words in the reports").input_value() == ""
    kept = on_map(page, "const q = f.query(); return [q.types, q.text, q.two_publishers];")
    assert kept == [[], "", False]


def test_what_is_typed_is_looked_for_once_the_hand_pauses(filtered: Any) -> None:
    page = filtered
    on_map(page, "f.heard = []; f.hooks.release = (view) => f.heard.push(view.text);")
    page.get_by_role("searchbox", name="Words in the reports").press_sequentially("basivka", delay=20)
    assert on_map(page, "return f.heard;") == []
    page.wait_for_timeout(400)
    assert on_map(page, "return f.heard;") == ["basivka"]


def test_of_many_names_the_most_frequent_are_drawn_and_the_others_found(page: Any, tmp_path: Path) -> None:
    many = [event("Sudzha", claimed_by=f"Claimant {number:03}", quote=f"q{number}") for number in range(150)]
    days_ago = [TODAY - timedelta(number) for number in (1, 2, 3)]
    often = [
        event("Sudzha", claimed_by="Claimant 149", date_start=day, date_end=day, known_from=day) for day in days_ago
    ]
    shown(page, tmp_path, *many, *often)
    on_map(page, "f._fold(false);")
    names = page.locator(".fm-names[data-field=claimants]")
    assert names.locator("li").count() == 0, "nothing is drawn before it is opened"
    names.locator("summary").click()
    names.locator("li").first.wait_for()
    assert names.locator("li").count() == 60
    assert names.locator("li").first.inner_text().split("\n") == ["Claimant 149", "4"]
    assert "90 more: type to find them" in names.inner_text()
    names.get_by_role("searchbox").fill("claimant 12")
    assert names.locator("li").count() == 12, "012, 112 and 120 to 129"
    names.get_by_role("checkbox", name="Claimant 123").check()
    names.get_by_role("searchbox").fill("000")
    assert [line.split("\n")[0] for line in names.locator("li").all_inner_texts()] == ["Claimant 123", "Claimant 000"]
    names.get_by_role("searchbox").fill("nobody")
    assert "No such name" not in names.inner_text()
    names.get_by_role("checkbox", name="Claimant 123").uncheck()
    names.get_by_role("searchbox").fill("nobody else")
    assert "No such name" in names.inner_text()


def test_hostile_names_and_words_run_nothing(page: Any, tmp_path: Path) -> None:
    names = dict.fromkeys(("claimed_by", "publisher", "publisher_2"), HOSTILE)
    long = dict.fromkeys(("claimed_by", "publisher"), "x" * 10_000)
    shown(page, tmp_path, event("Sudzha", **names), event("Basivka", **long), event("Sumy", claimed_by="One|Two"))
    on_map(page, "f._fold(false); f.change({ compare: 'beside', against_perspective: 'UA' });")
    for summary in page.locator(".fm-names summary").all():
        summary.click()
    for field in page.get_by_role("searchbox").all():
        field.fill(HOSTILE)
    page.wait_for_timeout(400)
    assert page.evaluate("window.pwned") is None
    assert page.locator(".fm-filters img, .fm-filters script, .fm-panes img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert "\u202e" not in on_map(page, "return f.query().text;")
    MapView.of({**VIEW.model_dump(), "text": on_map(page, "return f.query().text;")})
    for field in page.get_by_role("searchbox").all():
        field.fill("")
    barred = page.get_by_role("checkbox", name="One|Two")
    assert barred.is_disabled()
    assert page.locator(".fm-names input:disabled").count() == 3, "no link takes a text that turns its direction"
    long_one = page.get_by_role("checkbox", name="x" * 100).first
    long_one.click()
    assert not long_one.is_checked()
    assert "too many names" in page.locator(".fm-names").first.inner_text()
    assert (
        page.locator(".fm-names li").evaluate_all("lines => Math.max(...lines.map((line) => line.offsetHeight))") < 60
    )


def test_a_view_survives_the_journey_through_the_browser(page: Any, tmp_path: Path) -> None:
    view = ALL.changed(
        claimants=("An Envoy", "The Ministry"), publishers=("Courier",), precisions=("populated_place",), text="gas",
        two_publishers=True, follow="grow", compare="swipe", against_day=TODAY - timedelta(4), against_perspective="UA",
        sides=("RU",), types=("capture",), statuses=("claimed",), lang="uk",
    )  # fmt: skip
    shown(page, tmp_path, view=view)
    sent = on_map(page, "return f.query();")
    back = MapView.of({name: sent[name] for name in sent if name in MapView.model_fields and name != "bbox"})
    assert back.changed(bbox=view.bbox) == view


@pytest.mark.parametrize("unfolded", ["", "filters", "beside", "swipe"])
def test_nothing_overflows_on_a_phone(phone: Any, tmp_path: Path, unfolded: str) -> None:
    shown(phone, tmp_path)
    phone.get_by_role("button", name="Show or hide the window").click()
    if unfolded == "filters":
        phone.locator(".fm-fold").click()
        for summary in phone.locator(".fm-names summary").all():
            summary.click()
    elif unfolded:
        on_map(phone, f"f.change({{ compare: '{unfolded}', against_perspective: 'UA' }});")
    phone.wait_for_timeout(300)
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    beyond = phone.locator(".fm-head *, .fm-player *, .fm-filters *, .fm-compare-bar *").evaluate_all(
        """nodes => nodes.filter((one) => one.offsetWidth && one.getBoundingClientRect().right > 391)
        .map((one) => one.outerHTML)"""
    )
    assert beyond == []


def test_what_a_finger_touches_is_large_enough(phone: Any, tmp_path: Path) -> None:
    shown(phone, tmp_path)
    phone.get_by_role("button", name="Show or hide the window").click()
    on_map(phone, "f.change({ compare: 'swipe', against_perspective: 'UA' });")
    phone.wait_for_timeout(300)
    small = phone.locator(
        ".fm-head button, .fm-player button, .fm-compare-bar select, .fm-speed, .fm-day-input"
    ).evaluate_all(
        """nodes => nodes.filter((one) => one.offsetWidth && Math.min(one.offsetHeight, one.offsetWidth) < 40)
        .map((one) => one.outerHTML)"""
    )
    assert small == []
    for part in ("day", "from", "to"):
        handle = phone.locator(f".fm-handle[data-part={part}]").first
        area = handle.evaluate("""node => { const after = getComputedStyle(node, "::after");
            return [parseFloat(after.width), parseFloat(after.height)]; }""")
        assert min(area) >= 40, part
    assert min(phone.locator(".fm-grip").evaluate("node => [node.offsetWidth, node.offsetHeight]")) >= 40


def test_less_motion_is_respected(chromium: Any, tmp_path: Path) -> None:
    context = chromium.new_context(reduced_motion="reduce")
    page = shown(context.new_page(), tmp_path)
    assert on_map(page, "return [f.map.options.zoomAnimation, f.map.options.inertia];") == [False, False]
    context.close()


@pytest.mark.parametrize("compare", ["", "beside", "swipe"])
@pytest.mark.parametrize("dark", [False, True])
def test_the_controls_have_no_accessibility_violation(page: Any, tmp_path: Path, compare: str, dark: bool) -> None:
    shown(page, tmp_path)
    on_map(
        page,
        f"f.theme({str(dark).lower()}); f._fold(false);"
        f"f.change({{ compare: '{compare}', against_perspective: 'UA', text: 'a' }});",
    )
    for summary in page.locator(".fm-names summary").all():
        summary.click()
    page.wait_for_timeout(400)
    told = Axe().run(page, context=".front-map").response
    assert len(told["passes"]) > 5
    assert [(one["id"], [node["html"][:150] for node in one["nodes"]]) for one in told["violations"]] == []
