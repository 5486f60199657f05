"""Tables and choices name places, regions and claimants in the page's language."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

SUDZHA = "gn:486816"


def opened(page: str, **query: str) -> AppTest:
    app = AppTest.from_string(f"from geo.ui import {page}\n{page}.show()", default_timeout=120)
    app.query_params.update(query)
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize(
    ("lang", "place", "region"), [("en", "Sudzha", "Kursk Oblast"), ("uk", "Суджа", "Курськ"), ("ru", "Суджа", "Курск")]
)
def test_a_place_of_the_claims_is_named_in_the_language_of_the_page(lang: str, place: str, region: str) -> None:
    app = opened("claims", place=SUDZHA, ui=lang)
    box = app.selectbox(key="claims_place")
    assert box.value == SUDZHA
    chosen = next(one for one in box.options if one.startswith(place))
    assert region in chosen


def test_the_table_of_changes_names_places_and_claimants_in_ukrainian() -> None:
    app = opened("changes", day="2024-08-20", ui="uk")
    frame = next(one.value for one in app.dataframe if "Місце" in one.value.columns)
    names = "".join(frame["Місце"]) + "".join(frame["Область"].dropna())
    assert names
    assert not any("a" <= letter.casefold() <= "z" for letter in names), names


def test_the_table_under_the_map_names_places_in_russian() -> None:
    script = (
        "import streamlit as st\nst.session_state['explore_reports'] = True\nfrom geo.ui import explore\nexplore.show()"
    )
    app = AppTest.from_string(script, default_timeout=120)
    app.query_params.update({"day": "2024-08-20", "ui": "ru", "lang": "ru"})
    app.run()
    assert not app.exception
    frame = next(one.value for one in app.dataframe if "place_name" in one.value.columns)
    told = frame["place_name"].dropna()
    assert len(told)
    assert not any(name.isascii() for name in told), list(told)
