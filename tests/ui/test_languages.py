"""The pages speak the reader's language: every text has its translations, and a page shows no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.terms import LANGUAGES
from geo.ui import texts
from geo.views.languages.plurals import CATEGORIES
from tests.conftest import ROOT

TRANSLATED = [lang for lang in LANGUAGES if lang != "en"]
PAGES = ("explore", "changes", "claims", "reports", "review", "export", "method")
#: Words that are written alike in every language.
_ALIKE = {
    "CSV", "GeoJSON", "GPKG", "KML", "HTML", "PDF", "PNG", "SVG", "GeoPackage", "UTC", "A", "material", "sync",
    "python", "m", "geo", "render", "link", "txt", "html", "pdf", "jsonl", "json", "zip", "http", "https", "RSS",
    "YAML", "ZIP", "TXT", "GIF", "MP", "ffmpeg",
}  # fmt: skip


def literals() -> Iterator[tuple[str, str]]:
    """Every text of the pages, as it is found in the catalogue, with the file it stands in."""
    for path in (ROOT / "app.py", *sorted((ROOT / "geo" / "ui").glob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"t", "tn"}:
                told = node.args[:1] if node.func.id == "t" else node.args[1:3]
                if path.name == "texts.py":
                    continue
                assert all(isinstance(one, ast.Constant) for one in told), f"{path.name}:{node.lineno}: not a literal"
                yield "|".join(str(one.value) for one in told if isinstance(one, ast.Constant)), path.name


def rows() -> list[list[str]]:
    lines = (Path(texts.__file__).parent / "texts.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines]


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_text_of_a_page_has_its_translations() -> None:
    assert {text: file for text, file in literals() if text not in texts.catalogue("uk")} == {}


def test_no_translation_is_left_of_a_text_that_is_gone() -> None:
    used = {text for text, _ in literals()}
    assert [row[0] for row in rows() if row[0] not in used] == []


def test_every_row_has_three_columns_and_no_text_twice() -> None:
    assert [row for row in rows() if len(row) != len(LANGUAGES) or not all(row)] == []
    assert len({row[0] for row in rows()}) == len(rows())


@pytest.mark.parametrize("lang", TRANSLATED)
def test_translations_have_the_same_blanks_and_the_forms_of_their_language(lang: str) -> None:
    for text, told in texts.catalogue(lang).items():
        forms = told.split("|")
        assert len(forms) == (len(CATEGORIES[lang]) if "|" in text else 1), text
        wanted = set().union(*map(blanks, text.split("|")))
        assert [blanks(form) for form in forms] == [wanted] * len(forms), text


@pytest.mark.parametrize(("lang", "foreign"), [("uk", "ыэъё"), ("ru", "іїєґ’")])
def test_translations_keep_to_their_alphabet(lang: str, foreign: str) -> None:
    for text, told in texts.catalogue(lang).items():
        plain = re.sub(r"\{\w+\}", " ", told)
        assert set(re.findall("[A-Za-z]+", plain)) <= _ALIKE, text
        assert not re.search(f"[{foreign}]", plain.lower()), text
        assert not [word for word in re.findall(r"[^\W\d_]+", plain)
                    if re.search("[A-Za-z]", word) and re.search("[Ѐ-ӿ]", word)], text  # fmt: skip


def test_without_a_session_the_pages_are_english() -> None:
    assert texts.language() == "en"
    assert texts.t("Explore") == "Explore"
    assert texts.tn(1, "{n} event", "{n} events") == "1 event"


def drawn(name: str, lang: str) -> AppTest:
    """A page as a reader gets it whose link asks for a language."""
    script = f"from geo.ui import {name}\nfrom geo.ui.layout import set_up\nset_up()\n{name}.show()\n"
    app = AppTest.from_string(script, default_timeout=120)
    app.query_params["ui"] = lang
    app.run()
    return app


_TOLD = ("label", "value", "help", "placeholder")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)


def shown(app: AppTest) -> list[str]:
    """Labels, helps, placeholders, options and texts of the elements of a page."""
    found: list[str] = []

    def walk(block: Any) -> None:
        for each in block.children.values():
            # the value of a choice is its code
            told = ("label", "help", "placeholder", "options") if hasattr(each, "options") else _TOLD
            for name in told:
                found.extend(_strings(getattr(each, name, None)))
            if hasattr(each, "children"):
                walk(each)

    walk(app.main)
    return [one for one in found if one]


@pytest.mark.parametrize("lang", TRANSLATED)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_speaks_the_language_of_its_link(name: str, lang: str) -> None:
    app = drawn(name, lang)
    assert not app.exception
    heads = [each.value for each in app.header]
    if name != "explore":
        assert texts.catalogue(lang)[name.capitalize()] in heads
    # sentences and headings; a single word may be a name of the record
    english = {text for text in texts.catalogue(lang) if " " in text and "{" not in text}
    assert sorted(english & {one for text in shown(app) for one in (text, text.rstrip("."))}) == []


def test_numbers_are_written_as_the_language_does() -> None:
    app = AppTest.from_string(
        "import streamlit as st\nfrom geo.ui import texts\n"
        "st.text(texts.number(1240.5, 1)); st.text(texts.tn(5, '{n} event', '{n} events'))\n"
    )
    app.query_params["ui"] = "uk"
    app.run()
    assert [each.value for each in app.text] == ["1\u00a0240,5", "5 подій"]
