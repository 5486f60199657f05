"""A slider over a folium map, as tutorials build it: `RIVAL=groups` changes a feature group, `RIVAL=rebuild` the map.

Served by benchmarks/explore.py. The records of GEO_EVENTS (Parquet); seven days to the slider's day are drawn, a
circle each with a tooltip. Every circle carries its day as a class, so that a repaint can be seen from outside.
"""

from __future__ import annotations

import os

import folium
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

WINDOW = 7


@st.cache_data
def records() -> pd.DataFrame:
    columns = ["date_start", "lon", "lat", "place_name", "claimed_by", "event_type"]
    table = pd.read_parquet(os.environ["GEO_EVENTS"], columns=columns).dropna(subset=["lon", "lat", "date_start"])
    first = table["date_start"].min()
    return table.assign(day=(table["date_start"] - first).dt.days)


def circles(shown: pd.DataFrame, day: int, onto: folium.FeatureGroup | folium.Map) -> None:
    for row in shown.itertuples():
        folium.CircleMarker(
            [row.lat, row.lon], radius=5, weight=1, fill=True, class_name=f"day-{day}",
            tooltip=f"{row.place_name}: {row.event_type}, {row.claimed_by}",
        ).add_to(onto)  # fmt: skip


st.set_page_config(layout="wide")
table = records()
day = st.slider("Day", WINDOW, int(table["day"].max()), int(table["day"].max()) // 2)
inside = table[(table["day"] > day - WINDOW) & (table["day"] <= day)]
made = folium.Map([49.5, 36.0], zoom_start=7, tiles=None)
if os.environ.get("RIVAL") == "groups":
    group = folium.FeatureGroup("records")
    circles(inside, day, group)
    st_folium(made, feature_group_to_add=group, key="map", width=1200, height=600, returned_objects=[])
else:
    circles(inside, day, made)
    st_folium(made, width=1200, height=600, returned_objects=[])
