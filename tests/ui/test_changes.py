"""The page of changes: a sentence, figures and tables beside the map, and plain words where there is nothing."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import ROOT
from tests.ui.test_pages import words


@pytest.fixture
def page() -> AppTest:
    """The page by itself, on the week to 16 March 2025, according to Russian officials."""
    app = AppTest.from_string("from geo.ui import changes\nchanges.show()", default_timeout=90)
    app.query_params.update({"day": "2025-03-16", "perspective": "RU"})
    return app.run()


def on_one_day(app: AppTest) -> AppTest:
    app.session_state["changes_tab"] = "On one day"
    return app.run()


def test_the_page_opens_on_the_week_up_to_the_day_of_the_view(page: AppTest) -> None:
    assert not page.exception
    assert page.date_input(key="changes_first").value == date(2025, 3, 9)
    assert page.date_input(key="changes_last").value == date(2025, 3, 16)
    assert "Between 9 and 16 March 2025, as known then, according to Russian officials" in words(page)
    assert len(page.get("bidi_component")) == 1


def test_ground_and_places_and_answers_stand_beside_the_map(page: AppTest) -> None:
    assert [one.label for one in page.metric] == ["Russia, km², say Russian officials"]
    assert page.metric[0].delta.endswith(" gained")
    places, answers = (one.value for one in page.dataframe)
    assert "Sudzha" in set(places["Place"])
    assert {"conceded by General Staff of Ukraine"} <= set(answers["Answer"])
    assert len(page.get("download_button")) == 2


def test_all_claimants_are_compared_side_by_side(page: AppTest) -> None:
    page.selectbox(key="changes_perspective").set_value("all").run()
    assert not page.exception
    assert [one.label for one in page.metric] == [
        "Russia, km², say Russian officials",
        "Ukraine, km², say Ukrainian officials",
        "Russia, km², say monitors and media",
        "Ukraine, km², say monitors and media",
    ]
    assert set(page.dataframe[0].value["According to"]) == {
        "Russian officials", "Ukrainian officials", "Monitors and media",
    }  # fmt: skip


def test_a_span_in_which_nothing_changed_says_so(page: AppTest) -> None:
    page.date_input(key="changes_first").set_value(date(2024, 8, 1))
    page.date_input(key="changes_last").set_value(date(2024, 8, 2)).run()
    assert not page.exception
    assert "Nothing changed between 1 and 2 August 2024" in words(page)
    assert len(page.dataframe) == 0


def test_days_in_the_wrong_order_are_told_in_a_line(page: AppTest) -> None:
    page.date_input(key="changes_first").set_value(date(2025, 4, 1)).run()
    assert not page.exception
    assert "is not before the last" in page.error[0].value


def test_a_chosen_row_turns_the_view_to_its_day_and_place() -> None:
    script = """
from geo.ui import changes, state
found = changes._changes(state.front_key(), DAY, LAST, "known", ("RU",))
at = next(n for n, one in enumerate(found.places) if one.place_name == "Sudzha")
changes._on_explore(state.view(), found, at)
"""
    days = "from datetime import date\nDAY, LAST = date(2025, 3, 9), date(2025, 3, 16)\n"
    app = AppTest.from_string(days + script, default_timeout=90).run()
    assert not app.exception
    view = app.session_state["view"]
    assert (view.day, view.perspective) == (date(2025, 3, 13), "RU")
    west, south, east, north = view.bbox
    assert west < 35.27 < east
    assert south < 51.19 < north


def test_one_day_shows_where_the_perspectives_differ_the_contradicted_first(page: AppTest) -> None:
    page = on_one_day(page)
    page.date_input(key="differ_day").set_value(date(2025, 3, 14)).run()
    assert not page.exception
    assert "the perspectives differ on 49 settlements, 1 of them given to different sides" in words(page)
    pairs, places = (one.value for one in page.dataframe)
    assert len(pairs) == 3
    assert places["Place"].iloc[0] == "Sudzha"
    assert places["Ukrainian officials"].iloc[0] == "Ukraine"
    assert len(page.get("bidi_component")) == 1


def test_a_day_on_which_nobody_differs_says_so(page: AppTest) -> None:
    page = on_one_day(page)
    page.date_input(key="differ_day").set_value(date(2024, 8, 1)).run()
    assert not page.exception
    assert "The perspectives agree on this day" in words(page)


def test_chosen_claimants_are_a_perspective_of_the_page_too() -> None:
    app = AppTest.from_string("from geo.ui import changes\nchanges.show()", default_timeout=90)
    app.query_params.update({"day": "2025-03-16", "perspective": "by:DeepState|ISW"})
    app.run()
    assert not app.exception
    assert "according to DeepState and ISW" in words(app)
    app = on_one_day(app)
    assert not app.exception
    assert len(app.dataframe[0].value) == 6


def test_the_page_stands_in_the_navigation_after_explore() -> None:
    text = (ROOT / "geo" / "ui" / "pages.py").read_text(encoding="utf-8")
    pages = [line for line in text.splitlines() if "st.Page(" in line]
    assert [line.split("url_path=")[1].split('"')[1] for line in pages][:2] == ["explore", "changes"]
