"""Claims: the life of the claims on one place, and what became of each claimant's claims."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from ..front import histories
from ..terms import LABELS
from ..views.history_picture import history_svg
from ..views.history_words import (
    COLUMN_WORDS,
    COUNTS_NOTE,
    act_words,
    claimant_of,
    claimants_csv,
    claimants_json,
    history_csv,
    plain_rows,
    sentence_or_note,
)
from ..views.phrases import count_words
from . import state
from .comparing import clock_field, downloads
from .layout import go_to, text_page, told

if TYPE_CHECKING:
    import pandas as pd

_TABS: Final = ("A place", "Claimants")
#: Width of the picture, pixels.
_WIDTH: Final = 960
#: Longest table of a place before it scrolls, pixels.
_MOST_PX: Final = 420
_HEADS: Final = {
    "claims": "Claims",
    "conceded": "Conceded",
    "assessed": "Assessed",
    "retracted": "Retracted",
    "contradicted": "Contradicted",
    "open": "Open",
    "median_delay_days": "Median days",
    "longest_open_days": "Longest open, days",
}


def show() -> None:
    """Draw the page."""
    text_page()
    state.enter("claims")
    with told():
        st.header("Claims", anchor=False)
        clock = clock_field(st, state.view().clock, "claims_clock")
        place, claimants = st.tabs(_TABS, key="claims_tab", on_change="rerun")
        if place.open:
            with place:
                _place(clock)
        if claimants.open:
            with claimants:
                _claimants(clock)


def open_with(place_id: str) -> None:
    """Turn to this page, on a place."""
    st.session_state["claims_open"] = place_id
    go_to("claims")


def _choose(places: dict[str, dict[str, Any]]) -> None:
    """Set the place to begin with: one asked for, the one in the address, the last one, or the first settlement."""
    opened = st.session_state.pop("claims_open", None)
    if opened is None and st.session_state.get("claims_place") in places:
        return
    usual = next((one for one in places if not one.startswith(("adm1:", "area:", "country:"))), next(iter(places)))
    asked = (opened, st.query_params.get("place"), st.session_state.get("claims_last"), usual)
    st.session_state["claims_place"] = next(one for one in asked if one in places)


def _place(clock: str) -> None:
    places = {row["place_id"]: row for row in plain_rows(_places(state.front_key(), clock))}
    if not places:
        st.info("No record tells of a claim to a place. Add reports under Reports.", icon=":material/forum:")
        return
    _choose(places)
    place_id = st.selectbox(
        "Place", list(places), format_func=lambda one: _named(places[one]), key="claims_place", width=_WIDTH // 2,
        help="Places of which records tell a claim, those with most records first. Type to search.",
    )  # fmt: skip
    if place_id is None:
        return
    st.session_state["claims_last"] = place_id
    if st.query_params.to_dict() != {"place": place_id}:
        st.query_params.from_dict({"place": place_id})
    name = str(places[place_id]["place_name"])
    table = _history(state.front_key(), place_id, clock)
    svg = history_svg(table, name, width=_WIDTH)
    # an image by its address: what strangers wrote is never part of the page itself
    st.image(f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}", width=_WIDTH)
    st.caption(
        "A mark is what somebody says; a bar lasts while that voice has the place in the same hands. Neither is a fact."
    )
    _rows(plain_rows(table))
    file = f"claims_{'_'.join(re.findall('[0-9A-Za-z]+', name)) or 'place'}_{clock}"
    with st.container(horizontal=True):
        st.download_button("CSV", history_csv(table).encode("utf-8-sig"), file_name=f"{file}.csv", mime="text/csv",
                           icon=":material/download:", on_click="ignore", key="claims_csv")  # fmt: skip
        st.download_button("SVG", svg, file_name=f"{file}.svg", mime="image/svg+xml",
                           icon=":material/download:", on_click="ignore", key="claims_svg")  # fmt: skip


def _named(place: dict[str, Any]) -> str:
    where = f", {place['admin1']}" if place["admin1"] and place["admin1"] != place["place_name"] else ""
    return f"{place['place_name']}{where} ({count_words(place['records'], 'record', 'records')})"


def _rows(rows: list[dict[Any, Any]]) -> None:
    """The records of a place, in order of days, with the sentence and the address of each."""
    import pandas as pd

    shown = [
        {
            "Day": row["day"],
            "Stage": row["stage"],
            "Claimant": claimant_of(row),
            "What is said": act_words(row),
            "Days after": row["delay_days"],
            "Printed by": row["publisher"],
            "Link": row["url"],
            "Sentence or note": sentence_or_note(row) or None,
            "Side of the claimant": LABELS["claimant_side"].get(row["claimant_side"], row["claimant_side"]),
        }
        for row in rows
    ]
    drawn = pd.DataFrame(shown).dropna(axis="columns", how="all")
    st.dataframe(
        drawn,
        hide_index=True,
        width="stretch",
        height=min(_MOST_PX, 35 * len(shown) + 38),
        key="claims_rows",
        placeholder="–",
        column_config={
            "Day": st.column_config.DateColumn("Day", format="YYYY-MM-DD"),
            "What is said": st.column_config.TextColumn("What is said", width=310),
            "Days after": st.column_config.NumberColumn(
                "Days after", help="Days since the newest claim that the same side has the place, which this answers."
            ),
            "Link": st.column_config.LinkColumn("Link", display_text="open", validate=r"^https?://"),
            "Sentence or note": st.column_config.TextColumn(
                "Sentence or note", width="large", help="The sentence in quotation marks, else a note of this project."
            ),
        },
    )


def _claimants(clock: str) -> None:
    import pandas as pd

    table = _counts(state.front_key(), clock)
    if table.empty:
        st.info("No record tells of a claim to a place. Add reports under Reports.", icon=":material/forum:")
        return
    shown = pd.DataFrame({
        "Claimant": table["claimed_by"],
        **{head: table[name] for name, head in _HEADS.items()},
        "Side": table["claimant_side"].map(lambda code: LABELS["claimant_side"].get(code, code)),
    })  # fmt: skip
    st.write(COUNTS_NOTE)
    st.dataframe(
        shown,
        hide_index=True,
        width="stretch",
        key="claims_counts",
        placeholder="–",
        height=35 * len(shown) + 38,
        column_config={
            "Claimant": st.column_config.TextColumn("Claimant", width=280, help="Who says it, as printed."),
            **{
                head: st.column_config.NumberColumn(head, help=COLUMN_WORDS[name], format="%.4g")
                for name, head in _HEADS.items()
            },
            "Side": st.column_config.TextColumn("Side", help="For whom the claimant speaks."),
        },
    )
    downloads(claimants_csv(table), claimants_json(table, clock=clock), f"claimants_{clock}")


@st.cache_data(max_entries=8, show_spinner=False)
def _places(key: str, clock: str) -> pd.DataFrame:  # noqa: ARG001 - key of the cache
    return histories.recorded_places(state.front().timeline, clock=clock)


@st.cache_data(max_entries=64, show_spinner=False)
def _history(key: str, place_id: str, clock: str) -> pd.DataFrame:  # noqa: ARG001 - key of the cache
    return histories.history(state.front().timeline, place_id, clock=clock)


@st.cache_data(max_entries=8, show_spinner=False)
def _counts(key: str, clock: str) -> pd.DataFrame:  # noqa: ARG001 - key of the cache
    return histories.claimants(state.front().timeline, clock=clock)
