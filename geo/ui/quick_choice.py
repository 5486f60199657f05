"""The candidates of an open place as buttons: one click places every event of the report that names it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from ..records import Event
from ..store.corrections import mention_of, place_fields, spellings_meant
from . import kept
from .kept import Shown
from .report_text import told_apart
from .texts import t

_MOST: Final = 4


def quick_choice(given: Shown, event: Event) -> None:
    """Draw the candidates of the name that an event was read from; a line that says so where there are none."""
    mention = mention_of(given.read[event.event_id], given.mentions)
    candidates = mention.candidates[:_MOST] if mention is not None else ()
    if mention is None or not candidates:
        st.caption(t("No place of that name is known. Correct it: search another spelling, or click on the map."))
        return
    st.caption(t("Which one is meant? A click is for every event of this report that names it."))
    with st.container(horizontal=True, gap="small"):
        names_shown = told_apart([one.place for one in candidates])
        for one, shown in zip(candidates, names_shown, strict=True):
            fields = place_fields(event, one.place)
            names = spellings_meant(mention, one.place.place_id, given.mentions)
            st.button(
                f"{kept.plain(shown)} · {one.score:.2f}", key=f"pick_{event.event_id}_{one.place.place_id}",
                icon=":material/location_on:", help=kept.plain("; ".join(one.reasons)) or None, on_click=kept.act,
                args=(kept.choose, given, names, {name: fields[name] for name in kept.PLACE}),
            )  # fmt: skip
