"""Explore: the map fills the window; below it the table of what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from ..errors import InputError, ViewError
from ..perspectives import chosen_claimants, perspective_of
from ..terms import LABELS
from ..views.naming import chosen_words
from ..views.phrases import count_words
from ..views.view import MapView
from . import claims, state
from .front_map import front_map
from .layout import told

if TYPE_CHECKING:
    import pandas as pd

    from ..records import Frame

_HEIGHT: Final = "max(35rem, calc(100vh - 6.6rem))"
_COLUMNS: Final = {
    "known_from": "Reported",
    "place_name": "Place",
    "event_type": "What",
    "status": "Status",
    "claimed_by": "Who says so",
    "claimant_side": "Claimant",
    "note": "Note",
    "quote": "Sentence",
    "publisher": "Publisher",
    "url": "Link",
    "actor_side": "Acting side",
    "date_start": "From",
    "date_end": "To",
    "admin1": "Region",
    "precision": "Known to",
}
_KNOWN_TO: Final = {
    "populated_place": "the place",
    "district": "the district",
    "admin1": "the region",
    "country": "the country",
    "area": "an area",
}


def show() -> None:
    """Draw the page."""
    with told():
        data = state.map_payload()
        stamp, start = state.mounted("explore")
        _bad_link()
        sent = front_map(data, start, key="front_map", stamp=stamp, height=_HEIGHT, shown=_shown(stamp))
        _take(sent)
        state.address()
        view = state.view()
        frame = state.front().timeline.frame(**view.frame_arguments())
        _added()
        _whose(view)
        _table(frame, view)


def _bad_link() -> None:
    if "bad_link" in st.session_state:
        st.warning(
            f"This link could not be read, so the map opens with its usual view. {st.session_state.pop('bad_link')}"
        )


def _take(sent: dict[str, object] | None) -> None:
    """Follow the map, once for each time the reader lets go of something."""
    if sent is None or sent == st.session_state.get("taken"):
        return
    st.session_state["taken"] = sent
    try:
        state.set_view(state.view_from_map(sent))
    except (ViewError, KeyError, TypeError, ValueError) as error:
        st.warning(f"The map sent a view that cannot be kept: {error}")


def _shown(stamp: int) -> dict[str, object] | None:
    """The record that the reader chose in the table, for as long as this mount of the map lasts."""
    held: dict[str, object] | None = st.session_state.get("shown_record")
    return held if held is not None and held["stamp"] == stamp else None


def _show_record(event_id: str) -> None:
    turn = st.session_state.get("shown_turn", 0) + 1
    st.session_state["shown_turn"] = turn
    st.session_state["shown_record"] = {"id": event_id, "turn": turn, "stamp": st.session_state["stamp"]}


def _added() -> None:
    added = state.added_events()
    if not added:
        return
    words, button = st.columns([4, 1], vertical_alignment="center")
    words.info(
        f"{count_words(len(added), 'event', 'events')} from your own reports on this map, for this session only."
    )
    if button.button("Take them off again", key="explore_remove", width="stretch"):
        state.remove_added()
        st.rerun()


def _whose(view: MapView) -> None:
    """Let the reader choose the claimants according to whom the map is drawn."""
    counts = _claimants(state.front_key())
    shown = chosen_claimants(view.perspective)
    told = f": {chosen_words(shown)}" if shown else ""
    with st.expander(f"Draw the map according to claimants you choose{told}", expanded=False):
        wanted = st.multiselect(
            "Claimants",
            list(counts),
            default=list(chosen_claimants(state.chosen())),
            format_func=lambda name: f"{name} ({counts[name]})",
            placeholder="One or more of those whom the record names",
            help="In brackets the number of records. Zones, advances and marks then rest on what these claimants say, "
            "whoever they are; what others say against it is flagged as usual.",
            key=f"explore_claimants_{state.chosen()}",
        )
        if "bad_choice" in st.session_state:
            st.warning(st.session_state.pop("bad_choice"))
        show, back = st.columns(2)
        show.button(
            "Show the map according to them",
            on_click=_according_to,
            args=(wanted,),
            disabled=not wanted or set(wanted) == set(shown),
            icon=":material/record_voice_over:",
            key="explore_according_to",
            width="stretch",
        )
        back.button(
            "Back to all claimants side by side",
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
    view = MapView.default(state.front().timeline)
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
        st.session_state["bad_choice"] = "These are too many claimants for one view. Choose fewer of them."


def _table(frame: Frame, view: MapView) -> None:
    import pandas as pd

    inside = _in_window(frame.events, view)
    shown = frame.events[inside].sort_values("known_from", kind="stable")
    outside = len(frame.events) - len(shown)
    told_outside = f" ({count_words(outside, 'more', 'more')} outside the map window)" if outside else ""
    with st.expander(f"Table of the reports shown: {len(shown):,}{told_outside}", expanded=False):
        if shown.empty:
            st.write(
                "No report for these dates and filters in this part of the map. Widen the window of the advances, "
                "or zoom out."
            )
            return
        table = pd.DataFrame(shown[list(_COLUMNS)]).rename(columns=_COLUMNS)
        for field, column in (
            ("event_type", "What"),
            ("status", "Status"),
            ("claimant_side", "Claimant"),
            ("side", "Acting side"),
        ):
            table[column] = table[column].map(
                lambda code, field=field: LABELS[field].get(code, code), na_action="ignore"
            )
        table["Known to"] = table["Known to"].map(lambda code: _KNOWN_TO.get(code, code), na_action="ignore")
        table = table.dropna(axis="columns", how="all")
        chosen = st.dataframe(
            table,
            hide_index=True,
            width="stretch",
            on_select="rerun",
            selection_mode="single-row",
            key="explore_table",
            column_config={
                **{name: st.column_config.DateColumn(name, format="YYYY-MM-DD") for name in ("Reported", "From", "To")},
                "Link": st.column_config.LinkColumn("Link", display_text="open", validate=r"^https?://"),
            },
        )
        rows = [row for row in chosen.selection.rows if row < len(shown)]
        left, middle, right = st.columns(3)
        left.button(
            "Show the chosen report on the map",
            on_click=_show_record,
            args=(str(shown["event_id"].iloc[rows[0]]),) if rows else ("",),
            disabled=not rows,
            help="Tick a row at its left edge first.",
            icon=":material/location_on:",
            key="explore_show",
            width="stretch",
        )
        place_id = shown["place_id"].iloc[rows[0]] if rows else None
        if middle.button(
            "Life of the claims on its place",
            disabled=not isinstance(place_id, str),
            help="Tick a row at its left edge first. The Claims page opens.",
            icon=":material/forum:",
            key="explore_history",
            width="stretch",
        ):
            claims.open_with(str(place_id))
        right.download_button(
            "Download this table (CSV)",
            state.csv_of(frame, inside),
            file_name=f"front_{view.advances_from}_{view.advances_to}.csv",
            mime="text/csv",
            icon=":material/download:",
            width="stretch",
        )


def _in_window(events: pd.DataFrame, view: MapView) -> pd.Series:
    """Records whose point is on screen, and all that name an area."""
    west, south, east, north = view.bbox
    point = events["precision"].eq("populated_place").fillna(False) & events["lon"].notna()
    on_screen = events["lon"].between(west, east) & events["lat"].between(south, north)
    return (~point | on_screen.fillna(False)).astype(bool)
