"""The table of the reports that the Explore map shows: made while it is open, its ticked row followed by name."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from . import claims, state
from .place_names import place_named, region_named
from .texts import label, t, tn

if TYPE_CHECKING:
    import pandas as pd

    from ..records import Frame
    from ..views.view import MapView

_COLUMNS: Final = (
    "known_from", "place_name", "event_type", "status", "claimed_by", "claimant_side", "note", "quote", "publisher",
    "url", "actor_side", "date_start", "date_end", "admin1", "precision",
)  # fmt: skip
_DAYS: Final = ("known_from", "date_start", "date_end")
#: column -> the field of an event whose codes it holds
_CODES: Final = {
    "event_type": "event_type", "status": "status", "claimant_side": "claimant_side", "actor_side": "side",
}  # fmt: skip


def _heads() -> dict[str, str]:
    """What stands over each column."""
    return {
        "known_from": t("Reported"),
        "place_name": t("Place"),
        "event_type": t("What"),
        "status": t("Status"),
        "claimed_by": t("Who says so"),
        "claimant_side": t("Claimant"),
        "note": t("Note"),
        "quote": t("Sentence"),
        "publisher": t("Publisher"),
        "url": t("Link"),
        "actor_side": t("Acting side"),
        "date_start": t("From"),
        "date_end": t("To"),
        "admin1": t("Region"),
        "precision": t("Known to"),
    }


def _known_to() -> dict[str, str]:
    """How well a place is known."""
    return {
        "populated_place": t("the place"),
        "district": t("the district"),
        "admin1": t("the region"),
        "country": t("the country"),
        "area": t("an area"),
    }


def show(frame: Frame, view: MapView, rows: pd.Series) -> None:
    """Draw the part of the page; `rows` marks the frame's events that are on screen."""
    # an expander closes when its words change: the number is told inside. Closed, the table costs nothing
    table = st.expander(t("Table of the reports shown"), key="explore_reports", on_change="rerun")
    if not table.open:
        return
    with table:
        shown = frame.events[rows].sort_values("known_from", kind="stable")
        outside = len(frame.events) - len(shown)
        if shown.empty:
            st.write(
                t(
                    "No report for these dates and filters in this part of the map. Widen the window of the advances, "
                    "or zoom out."
                )
            )
        if outside or not shown.empty:
            within = tn(len(shown), "{n} report in the map window", "{n} reports in the map window")
            st.caption(t("{within}; {n} more outside it.", within=within, n=outside) if outside else f"{within}.")
        if not shown.empty:
            _doors(frame, view, rows, _ticked(shown))


def _ticked(shown: pd.DataFrame) -> tuple[str, str | None] | None:
    """Draw the table; return event_id and place_id of the ticked row.

    A row is remembered by its record: the same number may be another record once the map has moved.
    """
    event_ids = shown["event_id"].tolist()
    before = st.session_state.get("explore_ticked")
    usual = [event_ids.index(before)] if before in event_ids else []
    digest = hashlib.blake2b("\n".join(event_ids).encode(), digest_size=8).hexdigest()
    with st.container(key="explore_table"):
        chosen = st.dataframe(
            _worded(shown),
            hide_index=True,
            width="stretch",
            on_select="rerun",
            selection_mode="single-row",
            selection_default={"selection": {"rows": usual}},
            key=f"explore_table_{digest}",
            column_config=_column_config(),
        )
    row = next((row for row in chosen.selection.rows if row < len(shown)), None)
    if row is None:
        st.session_state.pop("explore_ticked", None)
        return None
    st.session_state["explore_ticked"] = event_ids[row]
    place_id = shown["place_id"].iloc[row]
    return event_ids[row], place_id if isinstance(place_id, str) else None


def _worded(shown: pd.DataFrame) -> pd.DataFrame:
    """The columns of the table with words for codes, less those that are empty."""
    import pandas as pd

    table = pd.DataFrame(shown[list(_COLUMNS)])
    for column, field in _CODES.items():
        table[column] = table[column].map(partial(label, field), na_action="ignore")
    table["place_name"] = [
        place_named(place_id, name) for place_id, name in zip(shown["place_id"], shown["place_name"], strict=True)
    ]
    table["admin1"] = table["admin1"].map(region_named, na_action="ignore")
    table["precision"] = table["precision"].map(_known_to(), na_action="ignore")
    return table.dropna(axis="columns", how="all")


def _column_config() -> dict[str, Any]:
    heads = _heads()
    link = st.column_config.LinkColumn(heads["url"], display_text=t("open"), validate=r"^https?://")
    days = {name: st.column_config.DateColumn(heads[name], format="YYYY-MM-DD") for name in _DAYS}
    return {**heads, **days, "url": link}


def _doors(frame: Frame, view: MapView, rows: pd.Series, ticked: tuple[str, str | None] | None) -> None:
    """Offer what can be done with the ticked row, and with the table."""
    event_id, place_id = ticked or ("", None)
    left, middle, right = st.columns(3)
    left.button(
        t("Show the chosen report on the map"),
        on_click=_show_record,
        args=(event_id,),
        disabled=ticked is None,
        help=t("Tick a row at its left edge first."),
        icon=":material/location_on:",
        key="explore_show",
        width="stretch",
    )
    if middle.button(
        t("Life of the claims on its place"),
        disabled=place_id is None,
        help=t("Tick a row at its left edge first. The Claims page opens."),
        icon=":material/forum:",
        key="explore_history",
        width="stretch",
    ):
        claims.open_with(str(place_id))
    right.download_button(
        t("Download this table (CSV)"),
        lambda: state.csv_of(frame, rows),
        file_name=f"front_{view.advances_from}_{view.advances_to}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="explore_csv",
        width="stretch",
    )


def _show_record(event_id: str) -> None:
    turn = st.session_state.get("shown_turn", 0) + 1
    st.session_state["shown_turn"] = turn
    st.session_state["shown_record"] = {"id": event_id, "turn": turn, "stamp": st.session_state["stamp"]}
