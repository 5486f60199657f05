"""Explore: the map fills the window; below it the table of what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from ..errors import InputError, ViewError
from ..perspectives import chosen_claimants, perspective_of
from ..views.absent import absent_names
from ..views.view import MapView
from . import keeping, kept, overlays, shown_table, state, watching
from .front_map import front_map
from .layout import told
from .texts import language, t, tn

if TYPE_CHECKING:
    import pandas as pd

_HEIGHT: Final = "max(35rem, calc(100vh - 6.6rem))"  # page.css keeps it free


def show() -> None:
    """Draw the page."""
    with told():
        watching.follow()
        data = state.map_payload()
        stamp, start = state.mounted("explore")
        _bad_link()
        _absent()
        with st.container(key="explore_map"):
            sent = front_map(
                data, start, key="front_map", stamp=stamp, height=_HEIGHT, shown=_shown(stamp), **overlays.layers()
            )
        _take(sent)
        state.address()
        view = state.view()
        frame = state.front().timeline.frame(**view.frame_arguments())
        rows = _in_window(frame.events, view)
        watching.watch_bar(state.map_payload)
        _added()
        _whose(view)
        overlays.show()
        shown_table.show(frame, view, rows)
        keeping.show(frame, view, rows)


def _bad_link() -> None:
    if "bad_link" in st.session_state:
        st.warning(
            t(
                "This link could not be read, so the map opens with its usual view. {why}",
                why=kept.plain(st.session_state.pop("bad_link")),
            )
        )


def _absent() -> None:
    """Tell names in the filters that no record has: a link may bring them, and the map is then empty."""
    for one in absent_names(state.front().timeline, state.view()):
        if one.filter == "claimants":
            told = t("No record is claimed by {names}.", names=kept.plain(one.names))
        else:
            told = t("No record is printed by {names}.", names=kept.plain(one.names))
        then = t("So nothing passes this filter.") if one.every else t("The other names of this filter count.")
        st.warning(
            f"{told} {then} {t('Write a name as the record has it, or remove it.')}", icon=":material/filter_alt_off:"
        )


def _take(sent: dict[str, object] | None) -> None:
    """Follow the map, once for each time the reader lets go of something."""
    if sent is None or sent == st.session_state.get("taken"):
        return
    st.session_state["taken"] = sent
    spoken = language()
    try:
        state.set_view(state.view_from_map(sent))
    except (ViewError, KeyError, TypeError, ValueError) as error:
        st.warning(t("The map sent a view that cannot be kept: {why}", why=kept.plain(str(error))))
    if language() != spoken:
        st.rerun()  # what stands above the map is worded already


def _shown(stamp: int) -> dict[str, object] | None:
    """The record that the reader chose in the table, for as long as this mount of the map lasts."""
    held: dict[str, object] | None = st.session_state.get("shown_record")
    return held if held is not None and held["stamp"] == stamp else None


def _added() -> None:
    added = state.added_events()
    if not added:
        return
    words, button = st.columns([4, 1], vertical_alignment="center")
    words.info(
        tn(
            len(added),
            "{n} event from your own reports on this map, for this session only.",
            "{n} events from your own reports on this map, for this session only.",
        )
    )
    if button.button(t("Take them off again"), key="explore_remove", width="stretch"):
        state.remove_added()
        st.rerun()


def _whose(view: MapView) -> None:
    """Let the reader choose the claimants according to whom the map is drawn."""
    # an expander closes when its words change, so they do not name the claimants; closed, it costs nothing
    part = st.expander(t("Draw the map according to claimants you choose"), key="explore_whose", on_change="rerun")
    if not part.open:
        return
    counts = _claimants(state.front_key())
    shown = chosen_claimants(view.perspective)
    with part:
        wanted = st.multiselect(
            t("Claimants"),
            list(counts),
            default=list(chosen_claimants(state.chosen())),
            format_func=lambda name: f"{name} ({counts[name]})",
            placeholder=t("One or more of those whom the record names"),
            help=t(
                "In brackets the number of records. Zones, advances and marks then rest on what these claimants say, "
                "whoever they are; what others say against it is flagged as usual."
            ),
            key=f"explore_claimants_{state.chosen()}",
        )
        if "bad_choice" in st.session_state:
            st.warning(st.session_state.pop("bad_choice"))
        show, back = st.columns(2)
        show.button(
            t("Show the map according to them"),
            on_click=_according_to,
            args=(wanted,),
            disabled=not wanted or set(wanted) == set(shown),
            icon=":material/record_voice_over:",
            key="explore_according_to",
            width="stretch",
        )
        back.button(
            t("Back to all claimants side by side"),
            on_click=_according_to,
            args=([],),
            disabled=not shown,
            icon=":material/undo:",
            key="explore_all",
            width="stretch",
        )


@st.cache_data(max_entries=6, show_spinner=False)
def _claimants(key: str) -> dict[str, int]:  # noqa: ARG001 - key of the cache
    """Claimants with the number of their records, most records first, less those whom no view can name."""
    counts = state.front().timeline.events["claimed_by"].dropna().value_counts()
    view = state.opening()
    named = {str(name): int(n) for name, n in counts.items() if _can_be_chosen(view, str(name))}
    return {name: named[name] for name in sorted(named, key=lambda name: (-named[name], name))}


def _can_be_chosen(view: MapView, name: str) -> bool:
    """Whether a view can name a claimant: not where the name holds what parts names, or is no plain line."""
    try:
        view.changed(perspective=perspective_of([name]))
    except (InputError, ViewError):
        return False
    return True


def _according_to(names: list[str]) -> None:
    """Draw the map according to some claimants, all side by side for none; what cannot be is told."""
    try:
        state.set_view(state.view().changed(perspective=perspective_of(names) if names else "all"), on_map=True)
    except ViewError:
        st.session_state["bad_choice"] = t("These are too many claimants for one view. Choose fewer of them.")


def _in_window(events: pd.DataFrame, view: MapView) -> pd.Series:
    """Records whose point is on screen, and all that name an area."""
    west, south, east, north = view.bbox
    point = events["precision"].eq("populated_place").fillna(False) & events["lon"].notna()
    on_screen = events["lon"].between(west, east) & events["lat"].between(south, north)
    return (~point | on_screen.fillna(False)).astype(bool)
