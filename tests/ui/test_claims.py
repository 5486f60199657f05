"""The page of claims: a place with its picture and rows, the claimants with their counts."""

from __future__ import annotations

import base64
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo.views.history_words import COUNTS_NOTE
from tests.conftest import ROOT
from tests.ui.test_pages import words

SUDZHA = "gn:486816"


@pytest.fixture
def page() -> AppTest:
    """The page by itself."""
    return AppTest.from_string("from geo.ui import claims\nclaims.show()", default_timeout=90).run()


def picture(app: AppTest) -> ET.Element:
    """The picture that the page shows, by its data: address."""
    (shown,) = app.get("image")
    kind, _, content = shown.proto.imgs[0].url.partition(",")
    assert kind == "data:image/svg+xml;base64"
    return ET.fromstring(base64.b64decode(content))


def claimants(app: AppTest) -> AppTest:
    app.session_state["claims_tab"] = "Claimants"
    return app.run()


def test_places_are_offered_with_those_of_most_records_first(page: AppTest) -> None:
    assert not page.exception
    numbers = [int(one.rsplit("(", 1)[1].split()[0]) for one in page.selectbox(key="claims_place").options]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[-1] == 1


def test_the_page_opens_on_a_settlement_or_on_the_place_in_its_address() -> None:
    script = "from geo.ui import claims\nclaims.show()"
    usual = AppTest.from_string(script, default_timeout=90).run()
    first = usual.selectbox(key="claims_place").value
    assert not first.startswith("adm1:")
    assert usual.query_params["place"] == first
    asked = AppTest.from_string(script, default_timeout=90)
    asked.query_params["place"] = "adm1:UA-59"
    assert asked.run().selectbox(key="claims_place").value == "adm1:UA-59"
    unknown = AppTest.from_string(script, default_timeout=90)
    unknown.query_params["place"] = "nowhere"
    assert unknown.run().selectbox(key="claims_place").value == first


def test_a_chosen_place_is_drawn_and_listed_with_who_printed_it(page: AppTest) -> None:
    page.selectbox(key="claims_place").set_value(SUDZHA).run()
    assert not page.exception
    assert picture(page).findtext("{http://www.w3.org/2000/svg}title") == "What is said of Sudzha"
    (rows,) = (one.value for one in page.dataframe)
    assert rows["Stage"].iloc[-1] == "conceded"
    assert rows["Claimant"].iloc[0] == "Volodymyr Zelenskyy"
    assert {"What is said", "Printed by", "Link", "Sentence or note"} <= set(rows.columns)
    assert [one.proto.label for one in page.get("download_button")] == ["CSV", "SVG"]
    assert "Neither is a fact" in words(page)


def test_claimants_are_counted_with_every_column_explained(page: AppTest) -> None:
    page = claimants(page)
    assert not page.exception
    counts = page.dataframe[0].value
    assert (counts[["Conceded", "Assessed", "Retracted", "Contradicted", "Open"]].sum(axis=1) == counts["Claims"]).all()
    assert COUNTS_NOTE in words(page)
    assert page.dataframe[0].proto.columns.count('"help"') == len(counts.columns)
    assert len(page.get("download_button")) == 2


def test_the_clock_is_one_for_both_tabs(page: AppTest) -> None:
    known = claimants(page).dataframe[0].value
    page.segmented_control(key="claims_clock").set_value("happened").run()
    assert not page.exception
    assert not page.dataframe[0].value.equals(known)
    page.session_state["claims_tab"] = "A place"
    page.run()
    assert page.segmented_control(key="claims_clock").value == "happened"


def test_what_a_record_says_is_never_html() -> None:
    script = """
from geo.ui import claims, state
from tests.views.frames import event
import streamlit as st
told = "<img src=x onerror=alert(1)>"
state.add_events(tuple(event(told, place_id="front:hostile", claimed_by=told, note=f"{told}{n}") for n in range(20)))
claims.show()
"""
    app = AppTest.from_string(script, default_timeout=90).run()
    assert not app.exception
    assert "<img src=x onerror=alert(1)>" in app.dataframe[0].value["Claimant"].iloc[0]
    assert "onerror" in ET.tostring(picture(app), encoding="unicode")
    assert not [each for each in picture(app).iter() if each.tag.endswith("img")]
    assert "onerror" not in words(app)
    assert not [each for each in app.get("html") if "onerror" in each.proto.body]


def test_missing_data_are_told_in_a_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    st.cache_resource.clear()
    st.cache_data.clear()
    monkeypatch.setenv("GEO_DATA", str(tmp_path))
    app = AppTest.from_string("from geo.ui import claims\nclaims.show()", default_timeout=90).run()
    assert not app.exception
    assert app.error
    assert "Traceback" not in words(app)


def test_the_page_stands_in_the_navigation_after_changes() -> None:
    text = (ROOT / "geo" / "ui" / "pages.py").read_text(encoding="utf-8")
    pages = [line for line in text.splitlines() if "st.Page(" in line]
    assert [line.split("url_path=")[1].split('"')[1] for line in pages][1:3] == ["changes", "claims"]
