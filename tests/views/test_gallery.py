"""The gallery's maps have no fault: a cheap part of what `python -m benchmarks gallery` draws."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import gallery
from benchmarks.gallery_views import every_class, views
from geo.pipeline import Front, load_front
from geo.settings import Settings
from geo.terms import EVENT_TYPES, SIDES, STATUSES
from geo.views.scene import scene
from geo.views.static_check import Fault
from geo.views.style import CLASSES, event_class


@pytest.fixture(scope="module")
def front() -> Front:
    return load_front(Settings())


def test_a_part_of_the_gallery_has_no_fault(front: Front) -> None:
    shown = {one.name: one for one in views(front)}
    drawn = [
        ("opening", "web", "light"),
        ("voices", "column", "grey"),
        ("classes", "web", "dark"),
        ("empty", "column", "light"),
    ]
    hung = [gallery.draw_map(front, shown[name], paper, theme) for name, paper, theme in drawn]
    assert [(one.name, fault.kind, fault.words) for one in hung for fault in one.faults] == []


def test_the_views_are_eight_on_three_papers_in_three_themes_and_languages(front: Front) -> None:
    shown = views(front)
    assert (len(shown), len(gallery.PAPERS)) == (8, 3)
    assert {one.view.lang for one in shown} == {"en", "uk", "ru"}


def test_the_made_up_front_has_every_class(front: Front) -> None:
    shown = next(one for one in views(front) if one.name == "classes")
    told = every_class(front, shown.view)
    made = scene(told, shown.view.bbox, front.boundaries, front.gazetteer)
    keys = {key for key, _ in (*made.zones, *made.advances)} | {
        note.key for note in made.notes if note.line is not None
    }
    kinds = {"zone-assessed", "zone-claimed", "zone-announced-extent", "zone-announced"}
    assert kinds <= {key.rsplit("-", 1)[0] for key in keys}
    assert {key for key in CLASSES if key.startswith(("advance-", "withdrawal-"))} <= keys
    assert made.denied
    assert made.contested
    assert made.overlaps
    assert made.tints
    marks = {event_class(row) for row in told.events.to_dict("records")}
    parts = [set(part) for part in zip(*(key.split("-")[1:] for key in marks if key.startswith("event")), strict=True)]
    assert parts == [set(EVENT_TYPES), set(STATUSES), set(SIDES)]


def test_the_page_escapes_names() -> None:
    fault = Fault("label over label", "'<b>' and \"&\" overlap")
    hung = gallery.Hung("<i>-web", "a & b", "web", "light", (fault,), 1.0, b"")
    told = gallery.page([hung])
    assert "<i>" not in told
    assert "<b>" not in told
    assert "&lt;i&gt;-web" in told
    assert "1 maps, 1 faults" in told


def test_the_run_fails_where_a_map_has_a_fault(
    front: Front, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    faults: tuple[Fault, ...] = (Fault("outside", "'a' leaves the sheet"),)
    monkeypatch.setattr(
        gallery,
        "draw_map",
        lambda front, shown, paper, theme: gallery.Hung(f"{shown.name}-{paper}", "", paper, theme, faults, 0.1, b"png"),
    )
    monkeypatch.setattr(gallery, "views", lambda front: views(front)[:1])
    assert gallery.main([str(tmp_path)]) == 1
    assert (tmp_path / "opening-a4.png").read_bytes() == b"png"
    assert "3 maps, 3 faults" in capsys.readouterr().out
    faults = ()
    assert gallery.main([str(tmp_path)]) == 0


def test_a_view_that_there_is_not_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        gallery.main([str(tmp_path / "new"), "--only", "opening", "openning"])
    assert "no view is named openning; expected some of opening, voices" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()
