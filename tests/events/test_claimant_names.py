"""Claimants are named in the language of the map: in the case that stands after "according to", and by themselves."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from geo.errors import InputError
from geo.events.claimant_names import claimant_names
from geo.settings import Settings
from geo.views.naming import claimant_name, claimant_words, perspective_words
from tests.conftest import ROOT

#: Letters that a language does not have.
_FOREIGN = {"uk": re.compile(r"[ыэёъ]", re.IGNORECASE), "ru": re.compile(r"[іїєґ]", re.IGNORECASE)}


def _claimants() -> set[str]:
    with (ROOT / "data" / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["claimed_by"] for row in rows if row["claimed_by"]}


@pytest.mark.parametrize("lang", ["uk", "ru"])
def test_every_claimant_of_the_bundled_record_has_a_name(lang: str) -> None:
    assert _claimants() - claimant_names(lang).keys() == set()


@pytest.mark.parametrize("lang", ["uk", "ru"])
def test_no_name_is_empty_or_has_letters_of_another_language(lang: str) -> None:
    told = [form for name in claimant_names(lang).values() for form in name]
    assert [form for form in told if not form.strip() or form != " ".join(form.split())] == []
    assert [form for form in told if _FOREIGN[lang].search(form)] == []


def test_records_are_in_english() -> None:
    assert claimant_names("en") == {}
    assert claimant_name("Vladimir Putin") == "Vladimir Putin"


@pytest.mark.parametrize(
    ("lang", "by_itself", "of"),
    [("uk", "Володимир Зеленський", "Володимира Зеленського"), ("ru", "Владимир Зеленский", "Владимира Зеленского")],
)
def test_a_claimant_stands_in_the_genitive_after_according_to(lang: str, by_itself: str, of: str) -> None:
    name = "Volodymyr Zelenskyy"
    assert claimant_name(name, lang) == by_itself
    assert claimant_words((name,), "UA", lang) == of
    assert perspective_words(f"by:{name}", lang).endswith(of)


@pytest.mark.parametrize("lang", ["uk", "ru"])
def test_a_claimant_that_no_list_has_stays_as_the_record_prints_it(lang: str) -> None:
    assert claimant_name("A new channel", lang, of=True) == "A new channel"


def test_a_data_folder_without_the_list_names_nobody(tmp_path: Path) -> None:
    assert claimant_names("uk", tmp_path) == {}


def test_a_list_without_a_column_is_refused(tmp_path: Path) -> None:
    (tmp_path / "claimant_names.csv").write_text("name,uk\nISW,ІВВ\n", encoding="utf-8")
    with pytest.raises(InputError, match="uk_of"):
        claimant_names("uk", tmp_path)


def test_the_list_of_the_project_is_read_by_default() -> None:
    assert claimant_names("ru") == claimant_names("ru", Settings().data_dir)
