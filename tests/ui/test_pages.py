"""Each page runs by itself, says what it shows, and tells errors in a friendly line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo.ui import method
from tests.conftest import ROOT
from tests.views.frames import event

APP = str(ROOT / "app.py")


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(APP, default_timeout=90)


@pytest.fixture
def no_cache() -> Iterator[None]:
    st.cache_resource.clear()
    st.cache_data.clear()
    yield
    st.cache_resource.clear()
    st.cache_data.clear()


def page(name: str) -> AppTest:
    """One page by itself."""
    return AppTest.from_string(f"from geo.ui import {name}\n{name}.show()", default_timeout=90)


def words(app: AppTest) -> str:
    return " ".join(
        str(each.value)
        for kind in ("header", "markdown", "caption", "info", "error", "warning", "text", "success")
        for each in getattr(app, kind)
    )


def cards(app: AppTest) -> str:
    """The HTML of the page."""
    return " ".join(each.proto.body for each in app.get("html"))


def test_explore_mounts_the_map_and_writes_the_view_into_the_address(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert len(app.get("bidi_component")) == 1
    assert set(app.query_params) >= {"day", "advances_from", "advances_to"}
    assert len(app.dataframe) == 0, "a closed table costs nothing"
    app.session_state["explore_reports"] = True
    assert len(app.run().dataframe) == 1


def test_a_link_restores_its_view(app: AppTest) -> None:
    link = {
        "day": "2025-03-12",
        "advances_from": "2025-03-01",
        "advances_to": "2025-03-12",
        "perspective": "UA",
        "statuses": "denied",
    }
    app.query_params.update(link)
    app.session_state["explore_reports"] = True
    app.run()
    assert not app.exception
    assert {name: app.query_params[name] for name in link} == link
    assert set(app.dataframe[0].value["status"]) == {"Denied"}


@pytest.mark.parametrize(("name", "value"), [("day", "yesterday"), ("perspective", "<script>"), ("bbox", "1,2,3")])
def test_a_link_that_cannot_be_read_is_told_and_the_usual_view_shown(app: AppTest, name: str, value: str) -> None:
    app.query_params[name] = value
    app.run()
    assert not app.exception
    assert "could not be read" in app.warning[0].value
    assert len(app.get("bidi_component")) == 1


def test_what_others_add_to_a_link_on_its_way_changes_nothing(app: AppTest) -> None:
    app.query_params.update({"day": "2025-06-04", "utm_source": "mail", "evil": "1"})
    app.run()
    assert not app.exception
    assert len(app.warning) == 0
    assert app.query_params["day"] == "2025-06-04"
    assert len(app.get("bidi_component")) == 1


def test_an_empty_view_says_what_to_do(app: AppTest) -> None:
    app.query_params.update({"day": "2024-08-06", "advances_from": "2024-07-01", "advances_to": "2024-07-02"})
    app.session_state["explore_reports"] = True
    app.run()
    assert not app.exception
    assert "Widen the window" in words(app)


def test_reports_reads_a_bundled_dispatch_and_puts_its_events_on_the_map(no_cache: None) -> None:
    app = page("reports").run()
    assert not app.exception
    assert len(app.get("bidi_component")) == 2
    app.button(key="on_map").click().run()
    assert not app.exception
    assert app.session_state["added"]
    assert "on the Explore map" in words(app)
    app.button(key="off_map").click().run()
    assert app.session_state["added"] == ()


def test_reports_reads_a_pasted_text() -> None:
    app = page("reports").run()
    app.segmented_control(key="report_way").set_value("Paste a text").run()
    assert "Paste a report" in words(app)
    app.text_area(key="report_text").set_value(
        "Russian forces have captured Sudzha, the Defence Ministry said on 13 March 2025."
    ).run()
    assert not app.exception
    assert "Sudzha" in cards(app)


def test_two_reports_of_one_id_are_read_apart() -> None:
    script = """
import streamlit as st
from geo.records import Report
from geo.ui import reports
for text in ("Troops entered Sudzha.", "Troops entered Basivka."):
    st.text(reports.read_report(Report(report_id="report", text=text)).report.text)
"""
    app = AppTest.from_string(script, default_timeout=90).run()
    assert [each.value for each in app.text] == ["Troops entered Sudzha.", "Troops entered Basivka."]


def test_a_day_of_publication_given_later_dates_the_events_that_are_on_the_map(no_cache: None) -> None:
    script = """
import streamlit as st
from datetime import date
from geo.ui import state
from tests.views.frames import event
first = event("Sudzha")
state.add_events((first,)); before = state.front_key()
state.add_events((first.model_copy(update={"known_from": date(2025, 3, 20)}),))
st.text(str(before != state.front_key()))
"""
    app = AppTest.from_string(script).run()
    assert [one.known_from for one in app.session_state["added"]] == [date(2025, 3, 20)]
    assert app.text[0].value == "True"


def test_reports_says_so_where_nothing_is_found() -> None:
    app = page("reports").run()
    app.segmented_control(key="report_way").set_value("Paste a text").run()
    app.text_area(key="report_text").set_value("The weather was fine.").run()
    assert not app.exception
    assert "No event was found" in words(app)


def test_reports_leaves_out_an_address_that_is_no_web_address() -> None:
    app = page("reports").run()
    app.segmented_control(key="report_way").set_value("Paste a text").run()
    app.text_area(key="report_text").set_value("Troops entered Sudzha.")
    app.text_input(key="report_url").set_value("javascript:alert(1)").run()
    assert not app.exception
    assert "left out" in words(app)


def test_export_draws_the_view_and_offers_every_format() -> None:
    app = page("export").run()
    assert not app.exception
    assert "according to" in words(app)
    for form in ("SVG", "PDF", "PNG"):
        app.segmented_control(key="export_format").set_value(form).run()
        assert not app.exception, form
    app.text_input(key="export_title").set_value("My own title").run()
    assert app.session_state["view"].title == "My own title"


def test_method_shows_how_it_is_made_and_where_the_data_are_from() -> None:
    app = page("method").run()
    assert not app.exception
    assert not app.error
    assert "licence" in words(app).lower()


@pytest.mark.parametrize("name", ["explore", "reports", "export"])
def test_missing_data_are_told_in_a_line(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, no_cache: None
) -> None:
    monkeypatch.setenv("GEO_DATA", str(tmp_path))
    app = page(name).run()
    assert not app.exception
    assert app.error
    assert "Traceback" not in words(app)


def test_an_event_added_twice_is_on_the_map_once(no_cache: None) -> None:
    script = """
from geo.ui import state
from tests.views.frames import event
state.add_events((event("Sudzha"),)); state.add_events((event("Sudzha"), event("Basivka")))
"""
    app = AppTest.from_string(script).run()
    assert [one.place_name for one in app.session_state["added"]] == [event("Sudzha").place_name, "Basivka"]


def test_the_method_page_links_nowhere_inside_the_repository(tmp_path: Path) -> None:
    told = tmp_path / "page.md"
    told.write_text("See [data](../data/README.md), [ISW](https://example.org/a) and [below](#here).", encoding="utf-8")
    assert method.read_page(told) == "See data, [ISW](https://example.org/a) and [below](#here)."
