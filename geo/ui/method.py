"""Method: how zones, advances, statuses and perspectives come about, and where the data come from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import streamlit as st

from ..errors import DataMissing
from . import state
from .layout import text_page, told

#: A sentence that sends the reader to code: for those who have the repository, not for those who have the page.
_CODE: Final = re.compile(r"`(?:python [^`]*|[^`\s]*\.py|(?:geo|tests|benchmarks|docs)/[^`]*)`")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?:])\s+(?=[A-Z`*_(\[])")
_FILE_LINK: Final = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?://|#)[^)]+\)")
_ROOT: Final = Path(__file__).resolve().parents[2]


def show() -> None:
    """Draw the page."""
    text_page(narrow=True)
    state.enter("method")
    method, data = st.tabs(["How the map is made", "Data and licences"])
    pages = ((method, _ROOT / "docs" / "method.md"), (data, state.settings().data_dir / "README.md"))
    for tab, path in pages:
        with tab, told(stop=False):
            st.markdown(read_page(path))


@st.cache_data(max_entries=8)
def read_page(path: Path) -> str:
    """Return a page's Markdown; links to other files of the repository, which the app does not serve, as text.

    Sentences of running text that name code or a command are left out; tables and listings stay.

    Raises
    ------
    DataMissing
        If the file is not there.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise DataMissing(f"{path.name}: not found in {path.parent.name}/. Restore it from the repository.") from error
    return _without_code(_FILE_LINK.sub(r"\1", text))


def _without_code(text: str) -> str:
    return "\n\n".join(filter(None, map(_readable, re.split(r"\n{2,}", text))))


def _readable(block: str) -> str:
    if not _CODE.search(block) or block.lstrip().startswith(("#", "|", "```", "    ")):
        return block
    mark = re.match(r"\s*(?:[-*]|\d+\.) ", block)
    if mark and "\n" in block:
        return block
    return " ".join(sentence for sentence in _SENTENCE_END.split(block) if not _CODE.search(sentence))
