"""Call-outs: the reporter's own words on places of the map, added, reworded, taken off and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from ..errors import ViewError
from ..views.edition import CALLOUT_LIMIT, MOST_CALLOUTS, Edition
from ..views.view import MapView
from . import state
from .edition import Draft
from .form import kept
from .kept import plain
from .report_text import told_apart
from .texts import t

if TYPE_CHECKING:
    from ..records import Frame, Place

#: Places that are offered by name: records' own first, then the best known. Any other in view is found by typing.
_OFFERED: Final = 1500
#: Names that a message lists.
_LISTED: Final = 5
#: Steps that can be taken back.
_STEPS: Final = 50
_FORM: Final = "export_callout"


def show(frame: Frame, view: MapView, draft: Draft) -> list[dict[str, str]]:
    """Draw the editor; return the call-outs that stand, as fields of an edition. What is wrong is told in its row."""
    st.caption(
        t(
            "Your own words beside a place, set apart from the claims. Up to {most}, {letters} letters each.",
            most=MOST_CALLOUTS,
            letters=CALLOUT_LIMIT,
        )
    )
    names = _places(frame, view)
    standing = []
    for row in _rows():
        with st.container(border=True, key=f"{_FORM}_row_{row['number']}"):
            _row(row, names)
            if wrong := _wrong(row, names, view):
                st.warning(wrong, icon=":material/error:")
            else:
                standing.append({"place": row["place"], "text": row["text"]})
                draft.mark(f"callouts.{len(standing)}")
    if len(_rows()) < MOST_CALLOUTS:
        _adding(names, view)
    else:
        st.caption(t("That is as many as a map can hold. Take one off to add another."))
    before = kept().get("callouts_before", [])
    st.button(
        t("Undo the last change of the call-outs"),
        on_click=_undo, disabled=not before, icon=":material/undo:", key="export_callout_undo",
    )  # fmt: skip
    return standing


def _rows() -> list[dict[str, Any]]:
    """The call-outs: dicts of number, place, name and text."""
    rows: list[dict[str, Any]] = kept().setdefault("callouts", [])
    return rows


def _change(rows: list[dict[str, Any]]) -> None:
    """Take over new rows; the ones before can be brought back."""
    kept()["callouts_before"] = [*kept().get("callouts_before", []), _rows()][-_STEPS:]
    kept()["callouts"] = rows


def _undo() -> None:
    before = kept().get("callouts_before", [])
    if not before:
        return
    kept()["callouts"] = before[-1]
    kept()["callouts_before"] = before[:-1]
    for key in [key for key in st.session_state if str(key).startswith(f"{_FORM}_text_")]:
        del st.session_state[key]  # the fields show what is brought back


def _row(row: dict[str, Any], names: dict[str, str]) -> None:
    name = plain(names.get(row["place"], row["name"]))
    key = f"{_FORM}_text_{row['number']}"
    if key not in st.session_state:
        st.session_state[key] = row["text"]
    st.text_input(
        t("Text beside {place}", place=name), max_chars=CALLOUT_LIMIT, key=key, on_change=_reworded,
        args=(row["number"], key),
    )  # fmt: skip
    st.button(
        t("Take off: {place}", place=name), key=f"{_FORM}_remove_{row['number']}", type="tertiary",
        icon=":material/delete:", on_click=_remove, args=(row["number"],),
    )  # fmt: skip


def _reworded(at: int, key: str) -> None:
    text = st.session_state[key]
    _change([{**row, "text": text} if row["number"] == at else row for row in _rows()])


def _remove(at: int) -> None:
    _change([row for row in _rows() if row["number"] != at])


def _wrong(row: dict[str, Any], names: dict[str, str], view: MapView) -> str:
    """What keeps a call-out off the map, in words; empty where nothing does."""
    if not row["text"].strip():
        return t("There is no text: the call-out is left off the map.")
    if row["place"] not in names and not _in_view(row["place"], view):
        return t("This place is not in view now: the call-out is left off the map.")
    try:
        Edition.of({"callouts": [{"place": row["place"], "text": row["text"]}]})
    except ViewError as error:
        return str(error)
    return ""


def _adding(names: dict[str, str], view: MapView) -> None:
    turn = kept().get("callouts_turn", 0)
    with st.form(f"{_FORM}_form_{turn}", border=True):
        st.selectbox(
            t("Place"), list(names), index=None, format_func=lambda one: names.get(one, one),
            placeholder=t("Search among the places in view"), accept_new_options=True, key=f"{_FORM}_place_{turn}",
            help=t("Any spelling in English, Ukrainian or Russian can be typed too."),
        )  # fmt: skip
        st.text_input(t("Text beside it"), max_chars=CALLOUT_LIMIT, key=f"{_FORM}_new_{turn}")
        st.form_submit_button(
            t("Add the call-out"), icon=":material/add_comment:", on_click=_add, args=(turn, names, view),
            key=f"{_FORM}_add_{turn}",
        )  # fmt: skip
        if trouble := st.session_state.pop(f"{_FORM}_trouble", ""):
            st.error(trouble, icon=":material/error:")


def _add(turn: int, names: dict[str, str], view: MapView) -> None:
    """Take over the form; what cannot be taken is told below it, and what was typed stays."""
    place, text = st.session_state[f"{_FORM}_place_{turn}"], st.session_state[f"{_FORM}_new_{turn}"]
    found = [place] if place in names else _found(place, names, view) if place else []
    if len(found) != 1 or not text.strip():
        st.session_state[f"{_FORM}_trouble"] = _trouble(place, [names.get(one, one) for one in found])
        return
    name = names.get(found[0]) or _named(found[0], view)
    _change([*_rows(), {"number": turn, "place": found[0], "name": name, "text": text}])
    kept()["callouts_turn"] = turn + 1  # every call-out of a session has a number of its own


def _trouble(place: str | None, found: list[str]) -> str:
    """What keeps a call-out from being added, in words."""
    if not place:
        return t("Choose a place.")
    if not found:
        return t("No place in view is called “{name}”. Choose one of the list.", name=plain(place))
    if len(found) > 1:
        listed = ", ".join(found[:_LISTED]) + (", …" if len(found) > _LISTED else "")
        return t("Several places in view are called so: {names}. Choose one of the list.", names=plain(listed))
    return t("Write what is to stand beside the place.")


def _found(typed: str, names: dict[str, str], view: MapView) -> list[str]:
    """The place in view that is called so in any language, else all offered whose name begins so."""
    gazetteer, begun = state.front().gazetteer, typed.strip().casefold()
    called = [one.place_id for one in gazetteer.lookup(typed) if _within(one, view)]
    return called[:1] or [one for one, name in names.items() if name.casefold().startswith(begun)]


def _in_view(place_id: str, view: MapView) -> bool:
    place = state.front().gazetteer.get(place_id)
    return place is not None and _within(place, view)


def _within(place: Place, view: MapView) -> bool:
    west, south, east, north = view.bbox
    return west <= place.lon <= east and south <= place.lat <= north


def _named(place_id: str, view: MapView) -> str:
    place = state.front().gazetteer.get(place_id)
    return place_id if place is None else place.named(view.lang)


def _places(frame: Frame, view: MapView) -> dict[str, str]:
    """Places in view by id, with the words that tell them apart: those of the records first, then the best known."""
    west, south, east, north = view.bbox
    shown = frame.events[frame.events["lon"].notna() & frame.events["place_id"].notna()]
    inside = shown[shown["lon"].between(west, east) & shown["lat"].between(south, north)]
    counts = inside["place_id"].astype(str).value_counts()
    return dict(_offered(state.front_key(), view.bbox, view.lang, tuple(sorted(counts.index))))


@st.cache_data(max_entries=16, show_spinner=False)
def _offered(key: str, bbox: Any, lang: str, first: tuple[str, ...]) -> list[tuple[str, str]]:  # noqa: ARG001 - key of the cache
    gazetteer = state.front().gazetteer
    known = gazetteer.settlements(bbox)["place_id"]
    ids = list(dict.fromkeys((*first, *known)))[:_OFFERED]
    places = [place for one in ids if (place := gazetteer.get(one)) is not None and place.level == "populated_place"]
    named = [place.named(lang) for place in places]
    told = [
        full if named.count(name) > 1 else name for name, full in zip(named, told_apart(places), strict=True)
    ]  # fmt: skip
    head = len([place for place in places if place.place_id in set(first)])
    ordered = sorted(zip(told[:head], places[:head], strict=True), key=lambda item: item[0])
    rest = zip(told[head:], places[head:], strict=True)
    return [(place.place_id, words) for words, place in (*ordered, *rest)]
