"""`geo history` and `geo claimants`: a place as a person types it, text or files, one line where it goes wrong."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from geo.claims_cli import RecordedPlace, find_place
from geo.errors import InputError
from geo.places.gazetteer import Gazetteer
from geo.views.history_words import COUNTS_NOTE
from tests.test_cli import geo

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [
    ("a", "Andriivka", "Андріївка", "Андреевка", "Sumy Oblast"),
    ("b", "Andriivka", "Андріївка", "Андреевка", "Kharkiv Oblast"),
    ("c", "Sudzha", "Суджа", "Суджа", "Kursk Oblast"),
    ("d", "Kyiv", "Київ", "Киев", "Kyiv"),
]


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    rows = [
        {"place_id": place_id, "name": name, "name_uk": uk, "name_ru": ru, "lat": 51.0 + n}
        for n, (place_id, name, uk, ru, _) in enumerate(NAMES)
    ]
    return Gazetteer.from_table(pd.DataFrame(rows).assign(country="UA", lon=34.0))


def recorded(*place_ids: str) -> list[RecordedPlace]:
    return [
        RecordedPlace(place_id, name, admin1, frozenset({name, uk, ru}))
        for place_id, name, uk, ru, admin1 in NAMES
        if place_id in place_ids
    ]


@pytest.mark.parametrize("asked", ["Sudzha", "sudzha", "Суджа", "Суджи", "c"])
def test_a_place_is_found_by_any_of_its_names_in_any_case_and_by_its_id(asked: str, places: Gazetteer) -> None:
    assert find_place(asked, recorded("a", "b", "c"), places).place_id == "c"


def test_a_name_that_one_place_of_the_record_bears_means_that_one(places: Gazetteer) -> None:
    assert find_place("Андреевка", recorded("b", "c"), places).place_id == "b"


def test_a_name_that_several_places_of_the_record_bear_is_told_with_all_of_them(places: Gazetteer) -> None:
    with pytest.raises(InputError, match=r"Andriivka, Sumy Oblast \(a\); Andriivka, Kharkiv Oblast \(b\)"):
        find_place("Andriivka", recorded("a", "b", "c"), places)


def test_a_misspelt_name_is_told_with_what_is_near(places: Gazetteer) -> None:
    with pytest.raises(InputError, match=r"is no place of the record\. Near: Sudzha, Kursk Oblast \(c\)\."):
        find_place("Sudzah", recorded("a", "b", "c"), places)


@pytest.mark.parametrize("asked", ["", "  ", "?!", "Xqqqqq"])
def test_what_is_no_name_is_told(asked: str, places: Gazetteer) -> None:
    with pytest.raises(InputError, match="Try another spelling"):
        find_place(asked, recorded("a", "c"), places)


def test_a_place_that_no_record_names_is_told_as_known(places: Gazetteer) -> None:
    with pytest.raises(InputError, match="is in the gazetteer, and no record names it"):
        find_place("Київ", recorded("a", "c"), places)


def test_the_life_of_a_claim_is_told_as_text() -> None:
    result = geo("history", "Суджа")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("What is said of Sudzha, in order of being told.")
    assert "General Staff of Ukraine concedes it to Russia, 3 days after the claim." in result.stdout
    assert "none of it is told as a fact" in result.stdout


def test_a_day_and_a_clock_can_be_asked_for() -> None:
    result = geo("history", "Sudzha", "--day", "2025-03-13", "--clock", "happened")
    assert result.exit_code == 0, result.output
    assert "in order of happening" in result.stdout
    assert "contested" in result.stdout
    assert "conceded" not in result.stdout


def test_a_place_without_a_claim_says_so() -> None:
    result = geo("history", "Sumy")
    assert result.exit_code == 0, result.output
    assert "No claim to it is on record." in result.stdout


@pytest.mark.parametrize("ending", ["csv", "json", "svg"])
def test_a_history_is_written_by_its_ending(ending: str, tmp_path: Path) -> None:
    out = tmp_path / f"sudzha.{ending}"
    result = geo("history", "Sudzha", "-o", out)
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert f"wrote {out}" in result.stderr
    text = out.read_text(encoding="utf-8")
    if ending == "csv":
        assert [row["stage"] for row in csv.DictReader(text.splitlines())][-1] == "conceded"
    elif ending == "json":
        assert json.loads(text)["records"][-1]["delay_days"] == 3
    else:
        assert ET.fromstring(text).tag.endswith("svg")


def test_claimants_are_counted_as_text() -> None:
    result = geo("claimants", "--clock", "happened")
    assert result.exit_code == 0, result.output
    assert "Russian Ministry of Defence (Russian side)" in result.stdout.splitlines()[1]
    assert COUNTS_NOTE in result.stdout


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_counts_are_written_by_their_ending(ending: str, tmp_path: Path) -> None:
    out = tmp_path / f"claimants.{ending}"
    assert geo("claimants", "--day", "2025-03-16", "-o", out).exit_code == 0
    text = out.read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines())) if ending == "csv" else json.loads(text)["claimants"]
    assert rows[0]["claimed_by"] == "Russian Ministry of Defence"
    outcomes = ("conceded", "assessed", "retracted", "contradicted", "open")
    assert all(int(row["claims"]) == sum(int(row[name]) for name in outcomes) for row in rows)


def test_a_table_of_ones_own_is_read_and_its_bad_rows_are_told(tmp_path: Path) -> None:
    source = tmp_path / "events.csv"
    source.write_text(
        "event_type,place_name,admin1,country,date_start,claimed_by,claimant_side,status,known_from,actor_side\n"
        "capture,Sudzha,Kursk Oblast,RU,2025-03-13,Somebody,RU,claimed,2025-03-13,RU\n"
        "capture,Sudzha,Kursk Oblast,RU,13th of Never,Someone,RU,claimed,2025-03-13,RU\n",
        encoding="utf-8",
    )
    result = geo("history", "Sudzha", "--events", source, "--strict")
    assert "Somebody says that Russia took it." in result.stdout
    assert "row 3" in result.stderr
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("history", "Sudzah"), "Near: Sudzha"),
        (("history", "Sudzha", "-o", "sudzha.png"), "expected one of .txt, .csv, .json, .svg"),
        (("history", "Sudzha", "-o", "absent/sudzha.svg"), "absent"),
        (("claimants", "-o", "claimants.svg"), "expected one of .txt, .csv, .json."),
        (("claimants", "--events", "absent.csv"), "absent.csv"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    arguments: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = geo(*arguments)
    assert result.exit_code == 2
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("geo: ")]
    assert words in line
    assert list(tmp_path.iterdir()) == []


def test_what_is_read_is_not_written_over(tmp_path: Path) -> None:
    source = tmp_path / "events.csv"
    source.write_text("kept", encoding="utf-8")
    for command in (("history", "Sudzha"), ("claimants",)):
        assert geo(*command, "--events", source, "-o", source).exit_code == 2
    assert source.read_text(encoding="utf-8") == "kept"
