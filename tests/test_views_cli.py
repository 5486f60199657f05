"""`geo views`: what the app keeps under a name, as a file for other commands, and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.store.named_views import NamedViews
from geo.views.view import MapView
from tests.test_cli import geo

LINK = "https://example.org/?day=2025-03-12&perspective=UA&text=Sudzha&claimants=ISW|DeepState"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = tmp_path / "workspace.sqlite"
    monkeypatch.setenv("GEO_WORKSPACE", str(found))
    return found


def test_a_view_is_saved_listed_shown_removed_and_put_back(path: Path, tmp_path: Path) -> None:
    assert geo("views").stderr == "no view is kept\n"
    assert not path.exists(), "looking makes no file"
    assert geo("views", "save", "Sudzha in March", "--who", "Ada", "--link", LINK).exit_code == 0
    assert geo("views").stdout.startswith("Sudzha in March\tSaved by Ada, ")
    out = tmp_path / "view.yaml"
    assert geo("views", "show", "sudzha in march", "-o", out).exit_code == 0
    view = MapView.from_yaml(out.read_text(encoding="utf-8"))
    assert (view.text, view.claimants, view.perspective) == ("Sudzha", ("DeepState", "ISW"), "UA")
    assert geo("views", "show", "Sudzha in March").stdout == view.to_yaml()
    assert geo("views", "remove", "Sudzha in March", "--who", "Bo").exit_code == 0
    assert geo("views", "list").stdout == ""
    assert "Removed by Bo" in geo("views", "list", "--removed").stdout
    assert geo("views", "undo", "Sudzha in March", "--who", "Bo").exit_code == 0
    assert [one.name for one in NamedViews(path).every()] == ["Sudzha in March"]


def test_another_persons_view_is_replaced_only_when_asked(path: Path, tmp_path: Path) -> None:
    geo("views", "save", "front", "--who", "Ada", "--link", LINK)
    file = tmp_path / "view.yaml"
    file.write_text("day: 2025-05-01\n", encoding="utf-8")
    refused = geo("views", "save", "front", "--who", "Bo", "--view", file)
    assert refused.exit_code == 2
    assert "Ada saved one of this name" in refused.stderr
    assert geo("views", "save", "front", "--who", "Bo", "--view", file, "--replace").exit_code == 0
    found = NamedViews(path).get("front")
    assert found is not None
    assert (found.who, found.query["day"]) == ("Bo", "2025-05-01")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["save", "a", "--who", "Ada"], "--link or --view is missing"),
        (["save", "a", "--who", " ", "--link", LINK], "nobody is named"),
        (["save", "a", "--who", "Ada", "--link", "https://x/?day=never"], "link: day is 'never'"),
        (["show", "a"], "there is none of this name"),
        (["remove", "a", "--who", "Ada"], "there is none of this name"),
        (["undo", "a", "--who", "Ada"], "nothing to undo"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(path: Path, options: list[str], told: str) -> None:
    result = geo("views", *options)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stderr.count("\n") == 1
