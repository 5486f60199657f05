"""What was chosen on the Export page: kept by the session, since a widget forgets when its page is left."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Final

import streamlit as st

from ..views.view import MapView
from . import state
from .texts import keyed

#: Every key of the page starts so; one button forgets them all.
PREFIX: Final = "export_"
_KEPT: Final = f"{PREFIX}kept"


def kept() -> dict[str, Any]:
    """Return what this session chose, by the name of the choice."""
    held: dict[str, Any] = st.session_state.setdefault(_KEPT, {})
    return held


def seeded(
    name: str, usual: Any, accepted: Callable[[Any], bool] | Collection[Any] | None = None, *, worded: str = ""
) -> str:
    """Return the key of a choice's widget, which starts from what was chosen last, else from the usual.

    What is not accepted any more, such as a place that is out of view, gives way to the usual. A choice among
    texts is kept by its text: what words the texts differently, beside the language of the pages, is `worded`.
    """
    key = keyed(f"{PREFIX}{name}{worded}")
    if key not in st.session_state:
        st.session_state[key] = kept().get(name, usual)
    fits = accepted if callable(accepted) else None if accepted is None else accepted.__contains__
    if fits is not None and not fits(st.session_state[key]):
        st.session_state[key] = usual
    return key


def chosen(name: str, value: Any) -> Any:
    """Keep a choice and return it."""
    kept()[name] = value
    return value


def forget() -> None:
    """Set every choice of the page back, and the words and the paper of the view: a callback of a button."""
    turns = {name: turn + 1 for name, turn in kept().items() if name.endswith("_turn")}
    for key in [key for key in st.session_state if str(key).startswith(PREFIX)]:
        del st.session_state[key]
    kept().update(turns)  # an uploader or a form of an earlier turn would come back with what it held
    view = state.view()
    usual = {name: MapView.model_fields[name].default for name in ("title", "subtitle", "note", "size")}
    state.set_view(view.changed(**usual, lang=view.ui))
