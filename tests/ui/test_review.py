"""A person decides: kept with name and time, told on the page, undone, and never lost to a new reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo.places.gazetteer import bundled_gazetteer
from geo.records import Report, content_id
from geo.store.workspace import Workspace
from geo.ui import state
from tests.ui.conftest import open_text

TEXT = (
    "Russian forces have captured Basivka, the Russian Defence Ministry said. Troops shelled Novenke on 12 March 2025."
)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("GEO_WORKSPACE", str(tmp_path / "workspace.sqlite"))
    yield Workspace(tmp_path / "workspace.sqlite")
    st.cache_resource.clear()
    st.cache_data.clear()


def page(name: str, who: str = "Ada") -> AppTest:
    app = AppTest.from_string(f"from geo.ui import {name}\n{name}.show()", default_timeout=120)
    if who:
        app.session_state["decider"] = who
    return app.run()


def pasted(who: str = "Ada") -> AppTest:
    app = page("reports", who)
    app.segmented_control(key="report_way").set_value("Paste a text").run()
    return app.text_area(key="report_text").set_value(TEXT).run()


def keys(app: AppTest, start: str) -> list[str]:
    return [button.key for button in app.button if str(button.key).startswith(start)]


def html(app: AppTest) -> str:
    return " ".join(each.proto.body for each in app.get("html"))


def words(app: AppTest) -> str:
    return " ".join(
        str(each.value) for kind in ("info", "warning", "success", "caption") for each in getattr(app, kind)
    )


def test_a_decision_waits_for_a_name_and_is_then_taken(workspace: Workspace) -> None:
    app = pasted(who="")
    accept = keys(app, "reading_accept_")[0]
    app.button(key=accept).click().run()
    assert workspace.decisions() == ()
    assert "Say who you are" in words(app)
    app.text_input(key="decider_field").set_value("  Ada \n Lovelace ").run()
    assert not app.exception
    assert [(one.action, one.who) for one in workspace.decisions()] == [("accept", "Ada Lovelace")]
    assert "Accepted by Ada Lovelace" in html(app)


def test_accept_reject_and_undo_are_kept_and_told(workspace: Workspace) -> None:
    app = pasted()
    key = keys(app, "reading_reject_")[0].removeprefix("reading_reject_")
    for button, review in (("reject", "rejected"), ("accept", "accepted"), ("undo", "rejected"), ("undo", "proposed")):
        app.button(key=f"reading_{button}_{key}").click().run()
        assert not app.exception
        assert {one.event_id: one.review for one in workspace.events(rejected=True)}[key] == review
    assert not keys(app, f"reading_undo_{key}")
    assert [one.action for one in workspace.decisions(key)] == ["reject", "accept", "undo", "undo"]


def test_a_correction_takes_place_type_claimant_and_dates(workspace: Workspace) -> None:
    app = pasted()
    key = keys(app, "reading_correct_")[0].removeprefix("reading_correct_")
    app.button(key=f"reading_correct_{key}").click().run()
    form = f"fix_reading_{key}"
    app.text_input(key=f"{form}_query").set_value("Гуево").run()
    app.selectbox(key=f"{form}_event_type").set_value("advance")
    app.selectbox(key=f"{form}_status").set_value("denied")
    app.text_input(key=f"{form}_by").set_value("The General Staff").run()
    app.button(key=f"{form}_save").click().run()
    assert not app.exception
    event = {one.event_id: one for one in workspace.events()}[key]
    told = (event.event_type, event.place_name, event.status, event.claimed_by, event.review)
    assert told == ("advance", "Guyevo", "denied", "The General Staff", "edited")
    assert "Corrected by Ada" in html(app)
    app.button(key=f"reading_undo_{key}").click().run()
    assert {one.event_id: one for one in workspace.events()}[key].place_name == "Basivka"


def test_a_correction_that_cannot_be_is_told_and_nothing_kept(workspace: Workspace) -> None:
    from datetime import date

    app = pasted()
    key = keys(app, "reading_correct_")[0].removeprefix("reading_correct_")
    app.button(key=f"reading_correct_{key}").click().run()
    form = f"fix_reading_{key}"
    app.button(key=f"{form}_save").click().run()
    assert "Nothing is changed yet" in words(app)
    app.date_input(key=f"{form}_from").set_value(date(2025, 3, 12))
    app.date_input(key=f"{form}_to").set_value(date(2025, 3, 1)).run()
    app.button(key=f"{form}_save").click().run()
    assert "is before first day" in app.error[0].value
    assert workspace.decisions() == ()
    app.button(key=f"{form}_cancel").click().run()
    assert not keys(app, form)


def test_a_kept_report_is_on_the_front_of_every_session_as_people_left_it(workspace: Workspace) -> None:
    app = pasted()
    keeps, drops = keys(app, "reading_accept_"), keys(app, "reading_reject_")
    app.button(key=keeps[0]).click().run()
    app.button(key=drops[1]).click().run()
    assert state.kept_events() == ()
    app.button(key="keep").click().run()
    assert not app.exception
    assert "for everybody" in words(app)
    kept = {one.event_id: one for one in state.kept_events()}
    accepted, rejected = keeps[0].removeprefix("reading_accept_"), drops[1].removeprefix("reading_reject_")
    assert "Accepted by Ada" in (kept[accepted].note or "")
    assert rejected not in kept
    app.button(key="drop").click().run()
    assert state.kept_events() == ()


def test_what_a_session_added_is_not_there_twice_once_it_is_kept(workspace: Workspace) -> None:
    app = pasted()
    app.button(key="on_map").click().run()
    assert app.session_state["added"]
    app.button(key="keep").click().run()
    again = AppTest.from_string("import streamlit as st\nfrom geo.ui import state\nst.text(len(state.added_events()))")
    again.session_state["added"] = app.session_state["added"]
    assert again.run().text[0].value == "0"


def test_another_session_sees_who_decided_meanwhile_and_cannot_undo_it_unseen(workspace: Workspace) -> None:
    ada, ben = pasted(), pasted("Ben")
    key = keys(ada, "reading_accept_")[0].removeprefix("reading_accept_")
    ada.button(key=f"reading_accept_{key}").click().run()
    ben.run()
    assert "Accepted by Ada" in words(ben)
    ada.button(key=f"reading_reject_{key}").click().run()
    ben.button(key=f"reading_undo_{key}").click().run()
    assert "nothing" in words(ben)
    assert [one.action for one in workspace.decisions(key)] == ["accept", "reject"]
    ada.button(key=f"reading_undo_{key}").click().run()
    ben.button(key=f"reading_accept_{key}").click().run()
    assert "Yours is the later decision" in words(ben)
    assert [(one.action, one.who) for one in workspace.decisions(key)][-2:] == [("undo", "Ada"), ("accept", "Ben")]


def test_an_empty_review_says_what_to_do(workspace: Workspace) -> None:
    app = page("review")
    assert not app.exception
    assert "press “Keep this report”" in words(app)


def ambiguous(workspace: Workspace) -> Report:
    """Keep a report with a name that several places bear."""
    from geo.pipeline import read

    text = open_text()
    report = Report(report_id=content_id("rp", text), text=text)
    workspace.add_reading(report, read([report], bundled_gazetteer())[0].events)
    workspace.keep(report.report_id, "Ada")
    return report


def test_the_queue_offers_candidates_and_a_choice_is_remembered(workspace: Workspace) -> None:
    report = ambiguous(workspace)
    app = page("review", "Ben")
    assert not app.exception
    assert "Place open" in html(app)
    picks = keys(app, "pick_")
    assert picks
    open_before = sum(one.place_id is None for one in workspace.events())
    app.button(key=picks[0]).click().run()
    assert not app.exception
    assert sum(one.place_id is None for one in workspace.events()) < open_before
    from geo.pipeline import read

    workspace.add_reading(report, read([report], bundled_gazetteer())[0].events)
    assert sum(one.place_id is None for one in workspace.events()) < open_before
    app.segmented_control(key="review_view").set_value("History").run()
    assert "Place chosen by Ben" in html(app)
    app.button(key="history_undo_2").click().run()
    assert not app.exception
    assert sum(one.place_id is None for one in workspace.events()) == open_before
    assert "Undone by Ben" in html(app)


def test_a_new_reading_is_offered_and_leaves_decisions_alone(workspace: Workspace) -> None:
    app = pasted()
    accept = keys(app, "reading_accept_")[0]
    app.button(key=accept).click().run()
    key = accept.removeprefix("reading_accept_")
    read = workspace.events(as_read=True)
    report = workspace.reports()[0]
    gone = next(one for one in read if one.event_id != key)
    workspace.add_reading(report, [one for one in read if one != gone])
    app.run()
    assert "read this report otherwise now" in words(app)
    app.button(key="read_again").click().run()
    assert not app.exception
    assert {one.event_id for one in workspace.events()} == {one.event_id for one in read}
    assert {one.event_id: one.review for one in workspace.events()}[key] == "accepted"
    assert "read this report otherwise now" not in words(app)


def test_a_damaged_workspace_is_told_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "broken.sqlite"
    path.write_text("not a database " * 100, encoding="utf-8")
    monkeypatch.setenv("GEO_WORKSPACE", str(path))
    for name in ("reports", "review"):
        app = page(name)
        assert not app.exception
        assert "not a workspace" in app.error[0].value
