"""What was chosen on the Export page: kept by the session, since a widget forgets when its page is left."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

import streamlit as st

from ..views.view import MapView
from . import state
from .texts import keyed, t

#: Every key of the page starts so; one button forgets them all, but not the film, which took minutes to draw.
PREFIX: Final = "export_"
FILM: Final = f"{PREFIX}film"
#: The size of a paper of an own width.
OWN_PAPER: Final = "own"
_KEPT: Final = f"{PREFIX}kept"
#: What was chosen before everything was set back, each time; it outlives that.
_BEFORE: Final = "before_export"
#: Times that can be brought back.
_STEPS: Final = 50
_TURN: Final = "_turn"
#: Fields of the view that the page chooses, beside the language of the names.
_WORDS: Final = ("title", "subtitle", "note", "size")

_Chosen = tuple[dict[str, Any], dict[str, Any]]


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


def take_paper(width_mm: float, height_mm: float | None) -> None:
    """Choose a paper by its measures; no height is the one that suits the width: a callback of a button."""
    for name, value in {"paper": OWN_PAPER, "width_mm": width_mm, "height_mm": height_mm}.items():
        st.session_state[keyed(f"{PREFIX}{name}")] = chosen(name, value)


def set_back() -> None:
    """Draw the button that sets everything back, and the one that brings back what was chosen until then."""
    with st.container(horizontal=True):
        st.button(t("Set everything back"), on_click=_forget, icon=":material/restart_alt:", key="reset_export")
        st.button(
            t("Bring back what was set"), on_click=_bring_back, disabled=not st.session_state.get(_BEFORE),
            icon=":material/undo:", key="reset_export_undo",
        )  # fmt: skip


def _forget() -> None:
    """Set every choice of the page back, and the words and the paper of the view: a callback of a button.

    What was chosen until then can be brought back.
    """
    before: list[_Chosen] = st.session_state.setdefault(_BEFORE, [])
    before.append((dict(kept()), _words()))
    del before[:-_STEPS]
    usual = {name: MapView.model_fields[name].default for name in _WORDS}
    _start_from({}, {**usual, "lang": state.view().ui})


def _bring_back() -> None:
    """Bring back what was chosen before everything was set back: a callback of a button.

    A time when nothing was chosen, such as between two clicks, is passed over.
    """
    before: list[_Chosen] = st.session_state.get(_BEFORE, [])
    now = _without_turns(kept()), _words()
    while before:
        choices, words = before.pop()
        if (_without_turns(choices), words) != now:
            _start_from(choices, words)
            return


def _start_from(choices: Mapping[str, Any], words: Mapping[str, Any]) -> None:
    """Have the page start from some choices, and the view from its words and paper."""
    turns = {name: turn + 1 for name, turn in kept().items() if name.endswith(_TURN)}
    for key in [key for key in st.session_state if str(key).startswith(PREFIX) and key != FILM]:
        del st.session_state[key]
    # an uploader or a form of an earlier turn would come back with what it held
    kept().update({**choices, **turns})
    state.set_view(state.view().changed(**words))


def _words() -> dict[str, Any]:
    """Words and paper of the view, and the language of its names."""
    view = state.view()
    return {name: getattr(view, name) for name in (*_WORDS, "lang")}


def _without_turns(choices: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in choices.items() if not name.endswith(_TURN)}
