"""Places and regions in the page's language, as the map writes them; where no name is kept, as the record does."""

from __future__ import annotations

import streamlit as st

from . import state
from .texts import language


def place_named(place_id: object, recorded: str) -> str:
    """Return the name of a record's place; `recorded` where it has no id or the id is not in the gazetteer."""
    place = state.front().gazetteer.get(place_id) if isinstance(place_id, str) else None
    return recorded if place is None else place.named(language())


def region_named(recorded: str | None) -> str | None:
    """Return the name of a region that a record names in English."""
    return recorded if recorded is None else _regions(language()).get(recorded, recorded)


@st.cache_resource(max_entries=3, show_spinner=False)
def _regions(lang: str) -> dict[str, str]:
    """The regions' names in a language by their English ones."""
    told = state.front().boundaries.admin1
    column = "name" if lang == "en" else f"name_{lang}"
    return dict(zip(told["name"], told[column].fillna(told["name"]), strict=True))
