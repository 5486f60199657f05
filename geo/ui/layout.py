"""What every page shares: page set-up and the way errors are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from ..errors import DataMissing, GeoError
from ..views import interactive
from .serving import page_style, styled
from .texts import t

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

_ICON: Final = Path(interactive.__file__).parent / "web" / "icon.svg"


def set_up() -> None:
    """Set the title, the width and the margins of the app; the first call of a run.

    The icon is a file of ours: a named or emoji icon would be fetched from another server.
    """
    st.set_page_config(page_title=t("Front map"), page_icon=str(_ICON), layout="wide")
    if not styled():
        st.html(page_style())


def remember_pages(pages: Mapping[str, StreamlitPage]) -> None:
    """Remember the app's pages by name, so that one can lead to another."""
    st.session_state["pages"] = dict(pages)


def go_to(name: str) -> None:
    """Turn to the page of a name; a page that runs by itself stays where it is."""
    page = st.session_state.get("pages", {}).get(name)
    if page is not None:
        st.switch_page(page)


def text_page(*, narrow: bool = False) -> None:
    """Give a page the margins of a text; `narrow` also its measure."""
    # a key, not an element of HTML: the script for those comes later than the page, whose margins would then change
    st.container(key="page_narrow" if narrow else "page_text").empty()


@contextmanager
def told(*, stop: bool = True) -> Iterator[None]:
    """Tell an error of the project as one friendly line instead of a traceback, and stop the page there if asked."""
    try:
        yield
    except GeoError as error:
        missing = isinstance(error, DataMissing)
        icon = ":material/draft:" if missing else ":material/error:"
        st.error(t("A file is missing. {error}", error=error) if missing else str(error), icon=icon)
        if stop:
            st.stop()
