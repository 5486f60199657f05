"""Claims: the life of the claims on one place, and what became of each claimant's claims."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from ..front import histories
from ..views.history_picture import history_svg
from ..views.history_words import (
    act_words,
    claimant_of,
    claimants_csv,
    claimants_json,
    history_csv,
    plain_rows,
    sentence_or_note,
)
from ..views.naming import claimant_name
from . import state
from .comparing import clock_field, downloads
from .layout import go_to, text_page, told
from .place_names import place_named, region_named
from .texts import keyed, label, language, t, tn, words

if TYPE_CHECKING:
    import pandas as pd

#: Width of the picture, pixels.
_WIDTH: Final = 960
#: Longest table of a place before it scrolls, pixels.
_MOST_PX: Final = 420


def show() -> None:
    """Draw the page."""
    text_page()
    state.enter("claims")
    with told():
        st.header(t("Claims"), anchor=False)
        clock = clock_field(st, state.view().clock, "claims_clock")
        place, claimants = st.tabs([t("A place"), t("Claimants")], key=keyed("claims_tab"), on_change="rerun")
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
        st.info(t("No record tells of a claim to a place. Add reports under Reports."), icon=":material/forum:")
        return
    _choose(places)
    place_id = st.selectbox(
        t("Place"), list(places), format_func=lambda one: _named(places[one]), key="claims_place", width=_WIDTH // 2,
        help=t("Places of which records tell a claim, those with most records first. Type to search."),
    )  # fmt: skip
    if place_id is None:
        return
    st.session_state["claims_last"] = place_id
    address = {"place": place_id} if language() == "en" else {"place": place_id, "ui": language()}
    if st.query_params.to_dict() != address:
        st.query_params.from_dict(address)
    name = str(places[place_id]["place_name"])
    table = _history(state.front_key(), place_id, clock)
    svg = history_svg(table, place_named(place_id, name), width=_WIDTH, lang=language())
    # an image by its address: what strangers wrote is never part of the page itself
    st.image(f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}", width=_WIDTH)
    st.caption(
        t(
            "A mark is what somebody says; a bar lasts while that voice has the place in the same hands. "
            "Neither is a fact."
        )
    )
    _rows(plain_rows(table))
    file = f"claims_{'_'.join(re.findall('[0-9A-Za-z]+', name)) or 'place'}_{clock}"
    with st.container(horizontal=True):
        st.download_button("CSV", history_csv(table).encode("utf-8-sig"), file_name=f"{file}.csv", mime="text/csv",
                           icon=":material/download:", on_click="ignore", key="claims_csv")  # fmt: skip
        st.download_button("SVG", svg, file_name=f"{file}.svg", mime="image/svg+xml",
                           icon=":material/download:", on_click="ignore", key="claims_svg")  # fmt: skip


def _named(place: dict[str, Any]) -> str:
    name, region = place_named(place["place_id"], place["place_name"]), region_named(place["admin1"])
    where = f", {region}" if region and region != name else ""
    return f"{name}{where} ({tn(place['records'], '{n} record', '{n} records')})"


def _rows(rows: list[dict[Any, Any]]) -> None:
    """The records of a place, in order of days, with the sentence and the address of each."""
    import pandas as pd

    shown = [
        {
            t("Day"): row["day"],
            t("Stage"): words()["stages"][row["stage"]],
            t("Claimant"): claimant_of(row, language()),
            t("What is said"): act_words(row, language()),
            t("Days after"): row["delay_days"],
            t("Printed by"): row["publisher"],
            t("Link"): row["url"],
            t("Sentence or note"): sentence_or_note(row) or None,
            t("Side of the claimant"): label("claimant_side", row["claimant_side"]),
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
            t("Day"): st.column_config.DateColumn(t("Day"), format="YYYY-MM-DD"),
            t("What is said"): st.column_config.TextColumn(t("What is said"), width=310),
            t("Days after"): st.column_config.NumberColumn(
                t("Days after"),
                help=t("Days since the newest claim that the same side has the place, which this answers."),
            ),
            t("Link"): st.column_config.LinkColumn(t("Link"), display_text=t("open"), validate=r"^https?://"),
            t("Sentence or note"): st.column_config.TextColumn(
                t("Sentence or note"),
                width="large",
                help=t("The sentence in quotation marks, else a note of this project."),
            ),
        },
    )


def _claimants(clock: str) -> None:
    import pandas as pd

    table = _counts(state.front_key(), clock)
    if table.empty:
        st.info(t("No record tells of a claim to a place. Add reports under Reports."), icon=":material/forum:")
        return
    heads = _heads()
    shown = pd.DataFrame({
        t("Claimant"): [claimant_name(name, language()) for name in table["claimed_by"]],
        **{head: table[name] for name, head in heads.items()},
        t("Side"): table["claimant_side"].map(lambda code: label("claimant_side", code)),
    })  # fmt: skip
    st.write(words()["counts_note"])
    st.dataframe(
        shown,
        hide_index=True,
        width="stretch",
        key="claims_counts",
        placeholder="–",
        height=35 * len(shown) + 38,
        column_config={
            t("Claimant"): st.column_config.TextColumn(t("Claimant"), width=280, help=t("Who says it.")),
            **{
                head: st.column_config.NumberColumn(head, help=words()["counted_columns"][name], format="%.4g")
                for name, head in heads.items()
            },
            t("Side"): st.column_config.TextColumn(t("Side"), help=t("For whom the claimant speaks.")),
        },
    )
    downloads(claimants_csv(table), claimants_json(table, clock=clock), f"claimants_{clock}")


def _heads() -> dict[str, str]:
    """Columns of the table of claimants with their headings."""
    return {
        "claims": t("Claims"),
        "conceded": t("Conceded"),
        "assessed": t("Assessed"),
        "retracted": t("Retracted"),
        "contradicted": t("Contradicted"),
        "open": t("Open"),
        "median_delay_days": t("Median days"),
        "longest_open_days": t("Longest open, days"),
    }


@st.cache_data(max_entries=8, show_spinner=False)
def _places(key: str, clock: str) -> pd.DataFrame:  # noqa: ARG001 - key of the cache
    return histories.recorded_places(state.front().timeline, clock=clock)


@st.cache_data(max_entries=64, show_spinner=False)
def _history(key: str, place_id: str, clock: str) -> pd.DataFrame:  # noqa: ARG001 - key of the cache
    return histories.history(state.front().timeline, place_id, clock=clock)


@st.cache_data(max_entries=8, show_spinner=False)
def _counts(key: str, clock: str) -> pd.DataFrame:  # noqa: ARG001 - key of the cache
    return histories.claimants(state.front().timeline, clock=clock)
