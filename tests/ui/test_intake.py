"""Many reports at once, and a watched folder, as the pages show them."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo.live.intake import Progress
from geo.live.reader import Read
from geo.live.watch import Watched
from geo.records import Reject
from geo.ui.intake import progress_words
from geo.ui.refused import parted, refused_csv
from geo.ui.watching import words as watch_words
from tests.live.reports import rows
from tests.ui.test_pages import page, words


@pytest.fixture(autouse=True)
def no_crew_left() -> Iterator[None]:
    """Stop what a page has started."""
    yield
    st.cache_resource.clear()


def uploaded(*files: tuple[str, bytes]) -> AppTest:
    app = page("reports").run()
    app.segmented_control(key="report_way").set_value("Upload files").run()
    app.file_uploader(key="report_file").set_value([(name, content, "text/plain") for name, content in files]).run()
    assert not app.exception
    return app


def over(app: AppTest) -> AppTest:
    """Run the page until its reading is over."""
    app.session_state["intake"].wait(60)
    app.run()
    assert not app.exception
    return app


def keys(app: AppTest) -> set[str | None]:
    return {button.key for button in app.button}


def test_several_files_are_offered_read_and_put_on_the_map() -> None:
    app = uploaded(("a.jsonl", rows(4) + b"no JSON\n"), ("b.jsonl", rows(2)))
    assert app.button(key="intake_start").label == "Read 2 files, 1 kB"
    app.button(key="intake_start").click().run()
    told = words(over(app))
    assert "Read 4 reports" in told
    assert "2 reports that came before, read once" in told
    assert "1 record that could not be read" in told
    assert app.dataframe[0].value["File and row"].tolist() == ["a.jsonl row 5"]
    assert "view" not in app.session_state
    app.button(key="intake_add").click().run()
    assert len(app.session_state["added"]) >= 4
    assert "These events are on the Explore map" in words(app)
    assert "view" not in app.session_state
    app.button(key="intake_off").click().run()
    assert app.session_state["added"] == ()
    app.button(key="intake_close").click().run()
    assert "Read 4 reports" not in words(app)
    assert "intake" not in app.session_state


def test_one_small_file_is_shown_at_once_with_all_of_it_on_offer() -> None:
    app = uploaded(("a.jsonl", rows(3)))
    assert app.button(key="intake_start").label == "Read all 3 reports"
    assert len(app.selectbox(key="report_chosen").options) == 3
    single = uploaded(("a.txt", b"Troops entered Sudzha."))
    assert "intake_start" not in keys(single)
    assert "What it says" in " ".join(each.value for each in single.subheader)


def test_a_running_reading_can_be_cancelled_and_is_followed_from_any_way_in() -> None:
    app = uploaded(("a.jsonl", rows(4000)))
    app.button(key="intake_start").click().run()
    assert app.button(key="intake_start").disabled
    assert "intake_cancel" in keys(app)
    app.segmented_control(key="report_way").set_value("Paste a text").run()
    assert "intake_cancel" in keys(app)
    begun = time.monotonic()
    app.button(key="intake_cancel").click().run()
    assert time.monotonic() - begun < 3
    assert "Stopped after" in words(over(app))
    assert app.session_state["intake"].progress().done < 4000


def test_files_too_large_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.ui.intake.MOST_BYTES", 1000)
    app = uploaded(("a.jsonl", rows(9)), ("b.jsonl", rows(9)))
    assert "Give them in parts" in words(app)
    assert "intake_start" not in keys(app)


def told(**changes: Any) -> str:
    made = {"state": "reading", "done": 1203, "total": 4000, "reports": 0, "events": 0, "repeated": 0, "rejected": 0}
    return progress_words(Progress(**{**made, **changes}))


def test_progress_is_told_in_plain_words() -> None:
    assert told(total=0) == "Counting the reports …"
    assert told() == "1,203 of 4,000 reports, starting …"
    assert told(per_second=310.4, seconds_left=9.0) == "1,203 of 4,000 reports, 310 a second, 9 seconds left"
    assert told(per_second=2.5, seconds_left=600.0) == "1,203 of 4,000 reports, 2.5 a second, 10 minutes left"


def test_a_message_is_parted_into_reason_and_remedy() -> None:
    assert parted("broken JSON, 'a; b'; expected one object a line.") == (
        "broken JSON, 'a; b'",
        "Expected one object a line.",
    )
    assert parted("is encrypted; pack it again.") == ("is encrypted", "Pack it again.")
    assert parted("no words") == ("no words", "")


def test_the_list_of_what_could_not_be_read_runs_nothing_in_a_spreadsheet() -> None:
    content = refused_csv([Reject("=cmd().txt row 1", "is empty; fill it in."), Reject("b", "@no")])
    table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert table == [
        ["File and row", "Reason", "What to do"],
        ["'=cmd().txt row 1", "is empty", "Fill it in."],
        ["b", "'@no", ""],
    ]


def test_the_watch_tells_what_it_is_at() -> None:
    at = datetime(2025, 3, 12, 12, 1, 5, tzinfo=UTC)
    clock = at.astimezone().strftime("%H:%M:%S")
    state = Watched(reads=(Read("a", "a", "k", ()),) * 12, rejected=(Reject("a", "b"),), looked_at=at)
    assert watch_words(Path("/x/in"), state) == f"Watching folder in: 12 reports, 1 error, last look {clock}"
    assert "2 files are still being written" in watch_words(Path("/x/in"), Watched(waiting=("a", "b")))
    assert watch_words(Path("/x/in"), state, on=False).endswith("Not on your map.")


@pytest.fixture
def incoming(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GEO_WATCH", str(tmp_path))
    monkeypatch.setattr("geo.ui.watching._LOOK_S", 0.05)
    st.cache_resource.clear()
    return tmp_path


WATCHED = """
import streamlit as st
from geo.ui import state, watching
watching.follow()
st.text(f"{len(state._own_events())} events")
watching.watch_bar(state._own_events)
"""


def watch_page() -> AppTest:
    return AppTest.from_string(WATCHED, default_timeout=60)


def found(reports: int, errors: int = 0) -> Watched:
    """Wait until the watch has found so much."""
    from geo.ui import watching

    watch = watching._watch()
    assert watch is not None
    end = time.monotonic() + 30
    while (len(watch.state().reads), len(watch.state().rejected)) != (reports, errors):
        assert time.monotonic() < end, watch.state()
        time.sleep(0.02)
    return watch.state()


def test_the_watched_folder_is_shared_and_shown_and_can_be_switched_off(incoming: Path) -> None:
    app = watch_page().run()
    assert "Watching folder" in words(app)
    (incoming / "north").mkdir()
    (incoming / "north" / "a.jsonl").write_bytes(rows(3) + b"no JSON\n")
    (incoming / "b.jsonl").write_bytes(rows(2, first=10))
    state = found(5, errors=1)
    count = len(state.events)
    assert count >= 5
    app.run()
    assert f"{count} events" in words(app)
    assert "5 reports, 1 error" in words(app)
    assert f"{count} events" in words(watch_page().run())
    app.selectbox(key="watch_choice").set_value("north").run()
    assert f"{sum(len(read.events) for read in state.reads if read.source == 'north/a.jsonl')} events" in words(app)
    app.toggle(key="watch_toggle").set_value(False).run()
    assert "0 events" in words(app)
    assert "Not on your map" in words(app)


def test_a_deployment_that_watches_nothing_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GEO_WATCH", raising=False)
    app = watch_page().run()
    assert words(app) == "0 events"


def test_events_that_come_do_not_change_under_a_page_that_is_being_drawn(incoming: Path) -> None:
    app = watch_page().run()
    (incoming / "a.jsonl").write_bytes(rows(2))
    found(2)
    steady = AppTest.from_string("from geo.ui import state\nimport streamlit as st\nst.text(len(state._own_events()))")
    steady.session_state["watched"] = app.session_state["watched"]
    assert steady.run().text[0].value == "0"


def test_a_missing_folder_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEO_WATCH", str(tmp_path / "none"))
    monkeypatch.setattr("geo.ui.watching._LOOK_S", 0.05)
    watch_page().run()
    time.sleep(0.3)
    assert "cannot be looked at" in words(watch_page().run())
