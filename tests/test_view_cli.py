"""The options of a command reach its view, and a filter that keeps nothing says why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from geo.cli import main
from geo.view_cli import view_of, view_options
from geo.views.view import FILTERS, MapView
from geo.views.words import plain_sentence
from tests.front.toy import DAY_ONE, record, timeline


def asked(*options: str) -> MapView:
    """The view that options ask for, of a record of one report."""
    made = timeline([record("v31", DAY_ONE, publisher="TASS")])
    views: list[MapView] = []

    @click.command()
    @view_options
    def command(**given: Any) -> None:
        views.append(view_of(given, made))

    result = CliRunner().invoke(command, [*options], standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return views[0]


def test_every_filter_of_a_view_has_an_option() -> None:
    view = asked(
        "--side", "RU", "--type", "clash", "--status", "denied", "--claimed-by", "ISW", "--claimed-by", "not stated",
        "--publisher", "TASS", "--precision", "district", "--text", "Суджа bridge", "--two-publishers",
    )  # fmt: skip
    assert {name: getattr(view, name) for name in FILTERS} == {
        "sides": ("RU",), "types": ("clash",), "statuses": ("denied",), "claimants": ("ISW", "not stated"),
        "publishers": ("TASS",), "precisions": ("district",), "text": "Суджа bridge", "two_publishers": True,
    }  # fmt: skip


def test_an_option_goes_before_the_view_of_a_link() -> None:
    link = "https://example.org/?day=2025-03-01&two_publishers=1&claimants=A|B&text=x"
    assert asked("--link", link).claimants == ("A", "B")
    assert asked("--link", link).two_publishers
    view = asked("--link", link, "--any-publishers", "--claimed-by", "C")
    assert (view.two_publishers, view.claimants, view.text) == (False, ("C",), "x")


def test_a_name_that_holds_the_parting_sign_is_refused() -> None:
    with pytest.raises(ValueError, match="name each by itself"):
        asked("--publisher", "A|B")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--claimed-by", "Nobody"], "No record has “Nobody” among its claimants, so nothing passes this filter."),
        (
            ["--publisher", "Nobody", "--publisher", "TASS"],
            "“Nobody” among its publishers; the other names of the filter count.",
        ),
    ],
)
def test_a_name_that_the_record_lacks_is_told(
    options: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked("--publisher", "TASS")
    assert capsys.readouterr().err == ""
    with_lack = CliRunner().invoke(main, ["front", "--day", "2025-03-12", *options])
    assert with_lack.exit_code == 0
    assert told in with_lack.stderr


def test_the_ledger_the_sentence_and_the_table_follow_one_filter(tmp_path: Path) -> None:
    out = tmp_path / "ledger.csv"
    options = ["front", "--day", "2025-03-12", "--perspective", "all"]
    plain = CliRunner().invoke(main, [*options, "-o", str(out)])
    everything = out.read_bytes()
    filtered = CliRunner().invoke(main, [*options, "--claimed-by", "not stated", "-o", str(out)])
    assert "The filters leave out" in filtered.output
    assert "The filters leave out" not in plain.output
    assert out.read_bytes() == everything, "filters do not touch the ledger"


def test_the_sentence_counts_what_each_filter_hides() -> None:
    made = timeline([record("v31", DAY_ONE, publisher="TASS", claimed_by="ISW"), record("v21", DAY_ONE)])
    for name, value in (("claimants", ["ISW"]), ("publishers", ["TASS"]), ("text", "v31"), ("two_publishers", True)):
        view = MapView.default(made).changed(day=DAY_ONE, perspective="all", **{name: value})
        frame = made.frame(**view.frame_arguments())
        hidden = 2 if name == "two_publishers" else 1
        words = {1: "The filters leave out 1 report.", 2: "The filters leave out 2 reports."}[hidden]
        assert frame.hidden == hidden
        assert words in plain_sentence(frame, view)
