"""What the pages that compare have in common: fields for days, perspective and clock, a small map, tables, files."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

import streamlit as st

from ..crs import BBox
from ..front.changes import PlaceChange
from ..front.disagreement import Difference
from ..perspectives import chosen_claimants
from ..terms import PERSPECTIVES
from ..views.interactive import view_json
from ..views.naming import chosen_words
from ..views.view import MapView, fit_bbox
from . import state
from .front_map import front_map
from .texts import label, language, t, words

_CLOCKS: Final = ("known", "happened")
_HEIGHT: Final = "max(24rem, calc(100vh - 20rem))"
#: Room about the places that changed, degrees.
_ROOM: Final = (0.3, 0.18)


def day_field(at: Any, asked: str, usual: date, key: str) -> date | None:
    """Ask for a day; None while it is being typed."""
    held = "today" if key in st.session_state else usual  # what the session holds goes before it anyway
    day: date | None = at.date_input(asked, value=held, format="YYYY-MM-DD", key=key)
    return day


def perspective_field(at: Any, asked: str, usual: str, key: str) -> str:
    """Ask for a perspective; a chosen set of claimants can stay what it is."""
    known = (*PERSPECTIVES, *(() if usual in PERSPECTIVES else (usual,)))
    chosen: str = at.selectbox(asked, known, index=known.index(usual), format_func=head, key=key)
    return chosen


def clock_field(at: Any, usual: str, key: str) -> str:
    """Ask for a clock."""
    names = {"known": t("As known then"), "happened": t("As it happened")}
    clock: str | None = at.segmented_control(
        t("Clock"), _CLOCKS, default=usual, format_func=names.__getitem__, key=key, label_visibility="collapsed"
    )
    return clock or usual


def who(perspective: str) -> str:
    """Name who speaks in a perspective, to stand in a sentence."""
    chosen = chosen_claimants(perspective)
    if perspective == "all":
        return label("perspective", perspective)
    return chosen_words(chosen, language()) or str(words()["speaking"][perspective])


def head(perspective: str) -> str:
    """Name who speaks in a perspective, to stand by itself."""
    told = who(perspective)
    return told[:1].upper() + told[1:]


def small_map(view: MapView, places: Iterable[PlaceChange | Difference], key: str, **fields: Any) -> None:
    """Mount one map of the view with some fields changed, around some places; its own moves stay its own."""
    start = view_json(view.changed(**fields, compare="", bbox=about(places, view.bbox)))
    stamp = zlib.crc32(json.dumps(start, sort_keys=True).encode())
    front_map(state.map_payload(), start, key=key, stamp=stamp, height=_HEIGHT, compact=True)


def about(places: Iterable[PlaceChange | Difference], usual: BBox) -> BBox:
    """The extent of some places with room around them; the usual one where there are none."""
    points = [(one.lon, one.lat) for one in places if one.lon is not None and one.lat is not None]
    if not points:
        return usual
    lon, lat = zip(*points, strict=True)
    return fit_bbox(min(lon) - _ROOM[0], min(lat) - _ROOM[1], max(lon) + _ROOM[0], max(lat) + _ROOM[1])


def table(rows: list[dict[str, Any]], key: str, *, most_px: int, choose: bool = False) -> int | None:
    """Draw rows as a table, less the columns that stay empty; return the row that was chosen, if asked, or None."""
    import pandas as pd

    height = min(most_px, 35 * len(rows) + 38)
    drawn = pd.DataFrame(rows).dropna(axis="columns", how="all")
    texts = [name for name in drawn.columns if drawn[name].map(lambda cell: isinstance(cell, str)).any()]
    drawn[texts] = drawn[texts].fillna("")
    numbers = {name: st.column_config.NumberColumn(name, format="%.1f") for name in drawn.columns if "km²" in name}
    if not choose:
        st.dataframe(drawn, hide_index=True, width="stretch", height=height, key=key, column_config=numbers)
        return None
    chosen = st.dataframe(
        drawn, hide_index=True, width="stretch", height=height, key=key, column_config=numbers, on_select="rerun",
        selection_mode="single-row",
    )  # fmt: skip
    return next((row for row in chosen.selection.rows if row < len(rows)), None)


def downloads(table: str, data: str, name: str) -> None:
    """Offer both files; the CSV has a byte order mark, without which Excel reads it in the machine's old code page."""
    with st.container(horizontal=True):
        st.download_button("CSV", table.encode("utf-8-sig"), file_name=f"{name}.csv", mime="text/csv",
                           icon=":material/download:", on_click="ignore", key=f"csv_{name}")  # fmt: skip
        st.download_button("JSON", data, file_name=f"{name}.json", mime="application/json",
                           icon=":material/download:", on_click="ignore", key=f"json_{name}")  # fmt: skip
