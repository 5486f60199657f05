"""Export: what is downloaded is what is shown."""

from __future__ import annotations

import base64
import csv
from io import StringIO
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.ui import export, method

PAGE = "from geo.ui import export\nexport.show()"


def test_nothing_can_be_downloaded_while_the_map_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    def drawing(*_: object) -> bytes:
        raise RuntimeError("still drawing")

    monkeypatch.setattr(export, "_rendered", drawing)
    app = AppTest.from_string(PAGE, default_timeout=90).run()
    assert [one.value for one in app.exception] == ["still drawing"]
    assert app.button(key="download_wait").disabled
    assert "download_map" not in str(app.main)


def test_the_preview_is_the_file_whatever_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    png = b"\x89PNG\r\n\x1a\nthese very bytes"
    monkeypatch.setattr(export, "_rendered", lambda *_: png)
    app = AppTest.from_string(PAGE, default_timeout=90).run()
    assert not app.exception
    address = app.get("image")[0].proto.imgs[0].url
    assert base64.b64decode(address.removeprefix("data:image/png;base64,")) == png


def test_the_csv_opens_in_a_spreadsheet_in_order_of_date() -> None:
    script = """
import streamlit as st
from geo.ui import state
frame = state.front().timeline.frame(**state.view().frame_arguments())
st.session_state["csv"] = state.csv_of(frame)
"""
    app = AppTest.from_string(script, default_timeout=90).run()
    assert not app.exception
    told = app.session_state["csv"]
    assert told.startswith(b"\xef\xbb\xbf")
    days = [row["known_from"] for row in csv.DictReader(StringIO(told.decode("utf-8-sig")))]
    assert len(days) > 5
    assert days == sorted(days)


def test_the_method_page_shows_no_code_of_the_repository(tmp_path: Path) -> None:
    told = tmp_path / "page.md"
    told.write_text(
        "A zone is a claim. The code is in `geo/front/`; each rule stands there.\n\n"
        "`python benchmarks/zones.py` prints this. It is a check.\n\n| `geo/x.py` | kept in a table |\n",
        encoding="utf-8",
    )
    assert method.read_page(told) == "A zone is a claim.\n\nIt is a check.\n\n| `geo/x.py` | kept in a table |\n"
