"""Keep and share: a view under a name comes back, somebody else's is not lost, and files hold what is on screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.store.named_views import NamedViews
from geo.views.view import MapView

EXPLORE = "from geo.ui import explore\nexplore.show()"
LINK = {"day": "2025-03-12", "advances_from": "2025-03-01", "advances_to": "2025-03-12", "perspective": "UA"}


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = tmp_path / "workspace.sqlite"
    monkeypatch.setenv("GEO_WORKSPACE", str(found))
    return found


def explore(**query: str) -> AppTest:
    app = AppTest.from_string(EXPLORE, default_timeout=120)
    app.query_params.update({**LINK, **query})
    app.session_state["explore_keep"] = True
    app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return " ".join(str(each.value) for kind in ("success", "warning", "caption") for each in getattr(app, kind))


def save(app: AppTest, name: str, who: str) -> None:
    app.text_input(key="decider_field").set_value(who).run()
    app.text_input(key="keep_name").set_value(name).run()
    app.button(key="keep_save").click().run()
    assert not app.exception


def test_a_saved_view_is_opened_again_and_can_be_removed_and_put_back(path: Path) -> None:
    app = explore(text="Sudzha", two_publishers="1")
    assert "Nobody has saved a view yet" in said(app)
    save(app, "Sudzha in March", "Ada")
    assert "Saved “Sudzha in March”" in said(app)
    assert app.text_input(key="keep_name").value == ""
    (one,) = NamedViews(path).every()
    assert (one.who, MapView.from_query(one.query).text) == ("Ada", "Sudzha")
    other = explore(day="2025-05-01", advances_from="2025-04-25", advances_to="2025-05-01")
    assert "Saved by Ada" in other.selectbox(key="keep_saved").options[0]
    other.button(key="keep_open").click().run()
    assert not other.exception
    assert {name: other.query_params[name] for name in LINK} == LINK
    assert other.query_params["two_publishers"] == "1"
    other.text_input(key="decider_field").set_value("Bo").run()
    other.button(key="keep_remove").click().run()
    assert NamedViews(path).every() == ()
    assert "Removed by Bo" in other.selectbox(key="keep_saved").options[0]
    assert other.button(key="keep_open").disabled
    other.button(key="keep_undo").click().run()
    assert [one.name for one in NamedViews(path).every()] == ["Sudzha in March"]


def test_a_closed_part_reads_and_offers_nothing(path: Path) -> None:
    app = AppTest.from_string(EXPLORE, default_timeout=120).run()
    assert not app.exception
    assert [one for one in app.button if (one.key or "").startswith("keep_")] == []
    assert not path.exists()


def test_a_click_waits_for_the_name_of_who_saves(path: Path) -> None:
    app = explore()
    app.text_input(key="keep_name").set_value("front").run()
    app.button(key="keep_save").click().run()
    assert "Say who you are first" in said(app)
    assert not path.exists() or NamedViews(path).every() == ()
    app.text_input(key="decider_field").set_value("Ada").run()
    assert [one.who for one in NamedViews(path).every()] == ["Ada"]


def test_anothers_view_is_replaced_only_with_a_tick(path: Path) -> None:
    save(explore(), "front", "Ada")
    app = explore(perspective="RU")
    app.text_input(key="decider_field").set_value("Bo").run()
    app.text_input(key="keep_name").set_value("Front").run()
    assert app.button(key="keep_save").disabled
    (tick,) = [one for one in app.checkbox if (one.key or "").startswith("keep_replace_")]
    assert "Ada" in tick.label
    tick.check().run()
    app.button(key="keep_save").click().run()
    found = NamedViews(path).get("front")
    assert found is not None
    assert (found.who, found.query["perspective"]) == ("Bo", "RU")


def test_a_saved_view_that_this_record_cannot_show_is_told(path: Path) -> None:
    NamedViews(path).save("<b>*gone*</b>", {**LINK, "perspective": "by:Nobody at all"}, "Ada")
    app = explore()
    app.button(key="keep_open").click().run()
    assert not app.exception
    assert "cannot be shown here" in said(app)
    assert app.query_params["perspective"] == "UA"


def test_a_link_with_names_that_the_record_lacks_shows_nothing_and_says_why(path: Path) -> None:
    app = explore(claimants="Nobody <script>|*Nobody* else")
    assert "So nothing passes this filter" in said(app)
    assert "<script>" not in said(app).replace("\\<", "")
    assert len(app.dataframe) == 0
    assert len(app.get("bidi_component")) == 1
    assert "claimed by" not in said(explore())


def test_the_second_map_may_be_according_to_chosen_claimants(path: Path) -> None:
    app = explore(compare="beside", against_perspective="by:ISW", against_day="2025-03-01")
    assert app.query_params["against_perspective"] == "by:ISW"
    lost = explore(compare="beside", against_perspective="by:Nobody at all")
    assert "could not be read" in said(lost)
    assert len(lost.get("bidi_component")) == 1
