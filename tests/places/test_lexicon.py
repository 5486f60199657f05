"""The word tables are read whole, and a bad row is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from geo.errors import DataMissing, InputError
from geo.places.lexicon import WordClass, bundled_lexicon
from geo.settings import Settings


def _copy(tmp_path: Path) -> Path:
    shutil.copytree(Settings().data_dir / "lexicon", tmp_path / "lexicon")
    return tmp_path / "lexicon"


def test_an_english_verb_is_known_in_its_forms() -> None:
    verbs = [
        word
        for word in ("claim", "claims", "claimed", "denies", "said", "took")
        if bundled_lexicon().is_a(word, "verb")
    ]
    assert verbs == ["claim", "claims", "claimed", "denies", "said", "took"]


def test_a_starred_word_stands_for_all_that_begin_so() -> None:
    words = WordClass(frozenset({"mayor"}), ("governor",))
    assert "governors" in words
    assert "mayors" not in words


def test_a_first_name_is_known_in_another_case() -> None:
    assert bundled_lexicon().is_first_name("володимиром")
    assert not bundled_lexicon().is_first_name("харковом")


def test_a_nationality_points_to_its_country() -> None:
    assert bundled_lexicon().demonym_country("ukrainian") == "UA"
    assert bundled_lexicon().demonym_country("российского") == "RU"
    assert bundled_lexicon().demonym_country("western") is None


def test_a_word_added_to_a_table_is_used_without_touching_code(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    with (folder / "words.txt").open("a", encoding="utf-8") as file:
        file.write("\n[verb en]\nfrobnicate\n")
    assert bundled_lexicon(Settings(data_dir=tmp_path)).is_a("frobnicates", "verb")


def test_an_unknown_level_is_named_with_file_and_row(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    (folder / "type_words.csv").write_text(
        "lang,word,level,place,plural\nen,region,regional,both,0\n", encoding="utf-8"
    )
    with pytest.raises(InputError, match=r"type_words.csv row 2: level is 'regional'"):
        bundled_lexicon(Settings(data_dir=tmp_path))


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    (folder / "demonyms.txt").unlink()
    with pytest.raises(DataMissing, match=r"demonyms.txt"):
        bundled_lexicon(Settings(data_dir=tmp_path))
