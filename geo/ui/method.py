"""Method: how zones, advances, statuses and perspectives come about, and where the data come from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import streamlit as st

from ..errors import DataMissing
from . import state
from .layout import text_page, told

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

    Raises
    ------
    DataMissing
        If the file is not there.
    """
    try:
        return _FILE_LINK.sub(r"\1", path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DataMissing(f"{path.name}: not found in {path.parent.name}/. Restore it from the repository.") from error
