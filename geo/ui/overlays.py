"""Own overlays of a session: put on the map, listed, taken off. Nothing of them is kept beyond the session."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from ..errors import GeoError, InputError
from ..views.overlays import CREDIT_LIMIT, LIMIT_MB, NAME_LIMIT, Overlay, read_overlay
from . import state
from .texts import t, tn

_KINDS: Final = ("geojson", "json", "gpkg", "kml")
#: Overlays of one session.
_MOST: Final = 6


def kept() -> tuple[Overlay, ...]:
    """Return this session's overlays, the first one added first."""
    held: tuple[Overlay, ...] = st.session_state.get("overlays", ())
    return held


def shown() -> list[dict[str, Any]]:
    """Return this session's overlays as the map draws them."""
    drawn: list[dict[str, Any]] = st.session_state.get("overlays_drawn", [])
    return drawn


def layers() -> dict[str, Any]:
    """Return what the app's map draws beside the record: this session's overlays and the deployment's tile layer."""
    given = state.settings()
    tiles = {"url": given.tiles, "credit": given.tiles_credit} if given.tiles else None
    return {"overlays": shown(), "tiles": tiles}


def show() -> None:
    """Draw the part of the page on which overlays are added and taken off."""
    # closed, it costs neither the server nor the browser anything
    part = st.expander(t("Your own overlays"), key="explore_overlays", on_change="rerun")
    if not part.open:
        return
    with part:
        if count := len(kept()):
            st.write(
                tn(count, "Your own overlays: {n} overlay on the map", "Your own overlays: {n} overlays on the map")
            )
        st.caption(
            t(
                "Shapes of a GeoJSON, GPKG or KML file, drawn below the claims in grey violet. They stay with this "
                "session, go into the pages you save from it, and are never part of the record."
            )
        )
        _form()
        if "overlay_trouble" in st.session_state:
            st.error(st.session_state.pop("overlay_trouble"), icon=":material/error:")
        for at, overlay in enumerate(kept()):
            _listed(at, overlay)


def _form() -> None:
    turn = st.session_state.get("overlay_turn", 0)
    with st.form(f"overlay_form_{turn}", border=False):
        st.file_uploader(t("File ({limit} MB at most)", limit=LIMIT_MB), type=list(_KINDS), key=f"overlay_file_{turn}")
        name, credit = st.columns(2)
        name.text_input(t("Name"), max_chars=NAME_LIMIT, placeholder=t("Supply roads"), key=f"overlay_name_{turn}")
        credit.text_input(
            t("Credit (required)"),
            max_chars=CREDIT_LIMIT,
            placeholder=t("© who made it, licence"),
            help=t("It is shown with the map wherever the overlay is."),
            key=f"overlay_credit_{turn}",
        )
        st.form_submit_button(
            t("Put it on the map"), on_click=_add, args=(turn,), icon=":material/layers:", key=f"overlay_add_{turn}"
        )


def _add(turn: int) -> None:
    """Take the form's file over; what cannot be read is told and the form keeps what was typed."""
    try:
        made = _read(turn)
    except GeoError as error:
        st.session_state["overlay_trouble"] = str(error)
        return
    _keep((*(one for one in kept() if one.name != made.name), made))
    st.session_state["overlay_turn"] = turn + 1


def _read(turn: int) -> Overlay:
    file = st.session_state.get(f"overlay_file_{turn}")
    if file is None:
        raise InputError(t("No file is chosen; expected GeoJSON, GPKG or KML."))
    name, credit = (st.session_state.get(f"overlay_{field}_{turn}", "") for field in ("name", "credit"))
    made = read_overlay(file.getvalue(), file.name, name=name, credit=credit)
    if len(kept()) >= _MOST and all(one.name != made.name for one in kept()):
        raise InputError(
            t("There are {n} overlays on the map; expected that many at most. Take one off first.", n=_MOST)
        )
    return made


def _keep(overlays: tuple[Overlay, ...]) -> None:
    st.session_state["overlays"] = overlays
    st.session_state["overlays_drawn"] = [one.to_json() for one in overlays]


def _listed(at: int, overlay: Overlay) -> None:
    words, button = st.columns([4, 1], vertical_alignment="center")
    with words:
        features = tn(len(overlay.features), "{n} feature", "{n} features")
        st.text(f"{overlay.name} ({features})\n{overlay.credit}")
        if overlay.notice:
            st.caption(overlay.notice)
    button.button(t("Take it off"), on_click=_remove, args=(overlay,), key=f"overlay_remove_{at}", width="stretch")


def _remove(overlay: Overlay) -> None:
    _keep(tuple(one for one in kept() if one is not overlay))
