"""The Explore page lets the reader choose the claimants according to whom the map is drawn."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.ui.test_pages import APP, words

DAY = {"day": "2025-06-10", "advances_from": "2025-06-04", "advances_to": "2025-06-10"}


def explore(perspective: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=90)
    app.session_state["explore_whose"] = True
    for name, value in {**DAY, "perspective": perspective}.items():
        app.query_params[name] = value
    return app.run()


def test_claimants_are_chosen_shown_and_taken_back() -> None:
    app = explore("RU")
    assert app.button(key="explore_according_to").disabled
    chooser = app.multiselect(key="explore_claimants_")
    assert chooser.options[0].startswith("Russian Ministry of Defence (")
    chooser.set_value(["ISW", "DeepState"]).run()
    app.button(key="explore_according_to").click().run()
    assert not app.exception
    assert app.query_params["perspective"] == "by:DeepState|ISW"
    assert app.multiselect(key="explore_claimants_by:DeepState|ISW").value == ["DeepState", "ISW"]
    app.button(key="explore_all").click().run()
    assert app.query_params["perspective"] == "all"


def test_a_link_to_chosen_claimants_opens_their_map() -> None:
    app = explore("by:ISW|DeepState")
    assert app.query_params["perspective"] == "by:DeepState|ISW"
    assert app.multiselect[0].value == ["DeepState", "ISW"]


def test_a_link_that_names_nobody_of_the_record_is_told_with_names_near() -> None:
    app = explore("by:DeepStat")
    assert "DeepState" in words(app)
    assert not app.exception
    assert "by:" not in app.query_params["perspective"]


def test_a_name_that_no_view_can_hold_is_not_offered_and_too_many_are_told() -> None:
    script = """
import streamlit as st
from geo.ui import explore, state
st.session_state.setdefault("tried", False)
st.session_state.setdefault("explore_whose", True)
if not st.session_state["tried"]:
    st.session_state["tried"] = True
    explore._according_to([f"{n} " + "x" * 90 for n in range(40)])
st.write(" ".join(str(explore._can_be_chosen(state.view(), name)) for name in ("ISW", "E|F", "a\\u202eb")))
explore._whose(state.view())
"""
    app = AppTest.from_string(script, default_timeout=90).run()
    assert not app.exception
    assert "True False False" in words(app)
    assert "too many claimants" in app.warning[0].value
