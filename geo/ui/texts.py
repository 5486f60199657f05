"""The pages' own texts in the reader's language: English stands in the code, the others in `texts.tsv` beside it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ..terms import LANGUAGES
from ..views.languages import Table, table
from ..views.languages.plurals import CATEGORIES, plural_category

_FILE: Final = Path(__file__).resolve().parent / "texts.tsv"
#: Parts the forms of a count in the file: "{n} event|{n} events".
_BETWEEN: Final = "|"
#: field of an event -> its words in a language's table.
_FIELDS: Final = {
    "event_type": "types",
    "status": "statuses",
    "side": "sides",
    "claimant_side": "claimants",
    "precision": "precisions",
    "perspective": "perspectives",
}


def language() -> str:
    """Return the language of the pages: that of this session's view, before there is one that of the address."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return "en"
    view = st.session_state.get("view")
    if view is not None:
        return str(view.ui)
    # a page without a view may be left for one that has it, and the address then says nothing any more
    asked = st.query_params.get("ui", st.session_state.get("language", "en"))
    st.session_state["language"] = asked if asked in LANGUAGES else "en"
    return str(st.session_state["language"])


def t(text: str, **blanks: object) -> str:
    """Return an English text in the reader's language, with its {blanks} filled; one without translation stays."""
    lang = language()
    told = text if lang == "en" else catalogue(lang).get(text, text)
    return told.format(**blanks)


def tn(n: int, one: str, other: str, **blanks: object) -> str:
    """Return a text with a number in the form that the number takes: `tn(2, "{n} event", "{n} events")`."""
    lang = language()
    forms = dict(zip(CATEGORIES["en"], (one, other), strict=True))
    told = None if lang == "en" else catalogue(lang).get(f"{one}{_BETWEEN}{other}")
    if told is None:
        lang = "en"
    else:
        forms = dict(zip(CATEGORIES[lang], told.split(_BETWEEN), strict=True))
    return forms[plural_category(lang, n)].format(n=f"{n:,}".replace(",", words()["group"]), **blanks)


def words() -> Table:
    """Return the table of the reader's language: the words of codes, months, perspectives."""
    return table(language())


def label(field: str, code: str | None) -> str:
    """Return the words for a code of an event's field in the reader's language; the code where none are kept."""
    return str(words()[_FIELDS[field]].get(code, code))


@cache
def catalogue(lang: str) -> dict[str, str]:
    """Return English text -> the text of a language; forms of a count are parted by "|", in the order of CLDR."""
    at = LANGUAGES.index(lang)
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line.strip())
    return {row[0]: row[at] for row in rows}


def number(value: float, digits: int = 0, *, sign: bool = False) -> str:
    """Return a number as the reader's language writes it: "1,240.5", or with a space and a comma."""
    told = f"{value:{'+' if sign else ''},.{digits}f}"
    if language() == "en":
        return told
    return told.replace(",", words()["group"]).replace(".", ",")


def keyed(name: str) -> str:
    """Return the key of a widget whose options are texts: a choice is kept by its text, so it has a language."""
    lang = language()
    return name if lang == "en" else f"{name}_{lang}"
