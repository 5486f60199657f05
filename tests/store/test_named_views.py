"""A view under a name: kept with who and when, replaced only knowingly, and nothing ever lost."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from geo.errors import InputError
from geo.records import Event, Report
from geo.store.credits import told
from geo.store.named_views import NAME_LIMIT, NamedView, NamedViews
from geo.store.workspace import Workspace

MARCH = {"day": "2025-03-12", "perspective": "RU"}
MAY = {"day": "2025-05-01", "perspective": "UA"}
WHEN = datetime(2026, 3, 1, 12, 5, tzinfo=UTC)


@pytest.fixture
def views(tmp_path: Path) -> NamedViews:
    return NamedViews(tmp_path / "deep" / "workspace.sqlite")


def kept(views: NamedViews) -> dict[str, str]:
    return {one.name: one.query["day"] for one in views.every()}


def got(views: NamedViews, name: str) -> NamedView:
    found = views.get(name)
    assert found is not None
    return found


def test_a_view_comes_back_as_it_was_saved_with_who_and_when(views: NamedViews) -> None:
    assert views.every() == ()
    views.save(" Sudzha  in March ", MARCH, " Ada ", decided_at=WHEN)
    found = got(views, "sudzha in march")
    assert (found.name, found.query, found.who, found.saved_at) == ("Sudzha in March", MARCH, "Ada", WHEN)
    assert told(found.last) == "Saved by Ada, 1 March 2026 12:05 UTC"


def test_views_stand_in_the_order_of_their_names(views: NamedViews) -> None:
    for name in ("b", "A", "c"):
        views.save(name, MARCH, "Ada")
    assert [one.name for one in views.every()] == ["A", "b", "c"]


def test_ones_own_view_is_replaced_and_an_undo_brings_the_former_back(views: NamedViews) -> None:
    views.save("mine", MARCH, "Ada")
    views.save("Mine", MAY, "Ada")
    assert kept(views) == {"Mine": "2025-05-01"}
    views.undo("mine", "Ada")
    assert kept(views) == {"mine": "2025-03-12"}
    views.undo("mine", "Ada")
    assert kept(views) == {}
    with pytest.raises(InputError, match="nothing to undo"):
        views.undo("mine", "Ada")


def test_another_persons_view_is_replaced_only_knowingly(views: NamedViews) -> None:
    views.save("front", MARCH, "Ada")
    with pytest.raises(InputError, match="Ada saved one of this name") as refused:
        views.save("FRONT", MAY, "Bo")
    assert "Choose another name" in str(refused.value)
    assert kept(views) == {"front": "2025-03-12"}
    seen = got(views, "front").seen
    views.save("front", MAY, "Ada")
    with pytest.raises(InputError, match="Ada saved one"):
        views.save("front", MARCH, "Bo", replacing=seen)
    views.save("front", MARCH, "Bo", replacing=got(views, "front").seen)
    assert got(views, "front").who == "Bo"


def test_a_removed_view_can_be_put_back_and_its_name_is_free(views: NamedViews) -> None:
    views.save("front", MARCH, "Ada")
    views.remove("front", "Bo")
    assert views.get("front") is None
    assert [one.kept for one in views.every(removed=True)] == [False]
    with pytest.raises(InputError, match="there is none of this name"):
        views.remove("front", "Bo")
    views.undo("front", "Bo")
    assert kept(views) == {"front": "2025-03-12"}
    views.remove("front", "Bo")
    views.save("front", MAY, "Cy")
    assert kept(views) == {"front": "2025-05-01"}


def test_nobody_takes_away_what_changed_since_it_was_looked_at(views: NamedViews) -> None:
    views.save("front", MARCH, "Ada")
    seen = got(views, "front").seen
    views.save("front", MAY, "Ada")
    with pytest.raises(InputError, match="meanwhile"):
        views.remove("front", "Bo", seen=seen)
    with pytest.raises(InputError, match="meanwhile"):
        views.undo("front", "Bo", seen=seen)
    assert kept(views) == {"front": "2025-05-01"}


@pytest.mark.parametrize("name", ["", "  ", "x" * (NAME_LIMIT + 1), "a\u202eb", "a\x00b"])
def test_a_name_that_cannot_be_shown_is_refused(views: NamedViews, name: str) -> None:
    with pytest.raises(InputError, match="name of the view"):
        views.save(name, MARCH, "Ada")


def test_a_view_needs_a_person_and_an_end(views: NamedViews) -> None:
    with pytest.raises(InputError, match="nobody is named"):
        views.save("front", MARCH, " ")
    with pytest.raises(InputError, match="longer than"):
        views.save("front", {"text": "x" * 20_000}, "Ada")
    assert views.every() == ()


def test_views_and_decisions_on_events_share_a_journal_and_leave_each_other_alone(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w.sqlite")
    report = Report(report_id="r1", text="Sudzha was taken.")
    event = Event(event_type="capture", status="claimed", place_name="Sudzha", report_id="r1")
    workspace.add_reading(report, [event])
    workspace.decide(event.event_id, "accept", "Ada")
    views = NamedViews(workspace.path)
    views.save("r1", MARCH, "Bo")
    before = workspace.generation()
    views.save("name:r1:x", MAY, "Bo")
    assert workspace.generation() != before
    assert [one.action for one in workspace.decisions()] == ["accept", "save", "save"]
    assert [one.review for one in workspace.events()] == ["accepted"]
    held = workspace.held("r1")
    assert held is not None
    assert set(held.journal) == {event.event_id}


def test_an_entry_cannot_be_rewritten(views: NamedViews, tmp_path: Path) -> None:
    views.save("front", MARCH, "Ada")
    with (
        sqlite3.connect(tmp_path / "deep" / "workspace.sqlite") as connection,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        connection.execute("UPDATE decisions SET changes = '{}'")
