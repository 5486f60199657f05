"""One report that has been read: its text with the places marked, its events beside it, and a small map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, Final

import streamlit as st

from ..errors import GeoError
from ..pipeline import Reading
from ..records import Event, Mention
from ..terms import LABELS
from ..views.words import count_words
from . import state
from .front_map import front_map

#: kind -> (name in the legend, what it means, underline)
_KINDS: Final = {
    "literal": ("Place", "the place itself is meant", "solid"),
    "associative": ("Belonging to a place", "something of the place is meant", "dashed"),
    "metonym": ("Stands for an actor", "a government or army is meant, not the place", "dotted"),
    "name_part": ("Part of a name", "part of another name", "double"),
}
_STYLE: Final = """<style>
.report-text { white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.75; max-height: 34rem; overflow-y: auto;
  padding: .75rem 1rem; border: 1px solid var(--st-border-color, #8886); border-radius: .5rem; }
.report-text mark, .report-legend mark { background: #c8440f24; color: inherit; padding: .05em .1em; border-radius: 3px;
  text-decoration: underline; text-decoration-thickness: 2px; text-underline-offset: 3px; }
mark.associative { background: #3f6b4f24 !important; text-decoration-style: dashed !important; }
mark.metonym { background: #5b5b5b24 !important; text-decoration-style: dotted !important; }
mark.name_part { background: transparent !important; text-decoration-style: double !important; }
mark.open { outline: 2px dashed #c8440f; }
.report-text .quote { background: #173f8014; }
.report-legend { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; margin-bottom: .5rem; font-size: .9rem; }
</style>"""


def show_reading(reading: Reading) -> None:
    """Draw a reading: text and events side by side, the map of its events below the events."""
    left, right = st.columns([4, 5], gap="medium")
    with left:
        st.subheader("Text", anchor=False)
        st.html(_STYLE + legend_html(reading.mentions) + text_html(reading))
        _open_cases(reading.mentions)
    with right:
        st.subheader(f"What it says: {count_words(len(reading.events), 'event', 'events')}", anchor=False)
        if not reading.events:
            st.info("No event was found in this text. Places may still be marked in it.", icon=":material/search_off:")
            return
        st.dataframe(
            [_row(event) for event in reading.events],
            hide_index=True,
            width="stretch",
            column_config={
                **{name: st.column_config.TextColumn(width="small") for name in ("What", "Status", "Side")},
                "Sentence": st.column_config.TextColumn(width="medium"),
            },
        )
        _buttons(reading.events)
        _small_map(reading)


def legend_html(mentions: Iterable[Mention]) -> str:
    """Return the legend of the kinds of mention that occur, as HTML; a line of text where there are none."""
    kinds = {mention.kind for mention in mentions}
    if not kinds:
        return "<p>No place name was found in this text.</p>"
    entries = [
        f'<span><mark class="{kind}">{escape(name)}</mark> {escape(meaning)}</span>'
        for kind, (name, meaning, _) in _KINDS.items()
        if kind in kinds
    ]
    if any(mention.ambiguous for mention in mentions):
        entries.append('<span><mark class="open">Open</mark> several places bear this name</span>')
    return f'<div class="report-legend">{"".join(entries)}</div>'


def text_html(reading: Reading) -> str:
    """Return a report's text as HTML with its mentions marked; every character of the text is escaped.

    Mentions that overlap an earlier one are left unmarked: the longer, earlier one tells more.
    """
    text = reading.report.text
    parts, at = [], 0
    for mention in sorted(reading.mentions, key=lambda one: (one.start, -one.end)):
        if mention.start < at or mention.end > len(text):
            continue
        kind = f"{mention.kind} open" if mention.ambiguous else mention.kind
        parts += [
            escape(text[at : mention.start]),
            f'<mark class="{kind}" title="{escape(_tooltip(mention), quote=True)}">',
            escape(text[mention.start : mention.end]),
            "</mark>",
        ]
        at = mention.end
    return f'<div class="report-text" tabindex="0">{"".join(parts)}{escape(text[at:])}</div>'


def _tooltip(mention: Mention) -> str:
    name, meaning, _ = _KINDS[mention.kind]
    lines = [f"{name}: {meaning}"]
    if mention.place is not None:
        place = mention.place
        lines.append(", ".join(filter(None, (place.name, place.admin1, place.country))))
    elif mention.candidates:
        lines.append("May be: " + "; ".join(_told(candidate.place) for candidate in mention.candidates[:5]))
    if mention.relation != "at":
        far = f" {mention.distance_km:g} km" if mention.distance_km else ""
        lines.append(f"{mention.relation.replace('_', ' ')}{far}")
    return "\n".join([*lines, *mention.reasons[:3]])


def _told(place: Any) -> str:
    return ", ".join(filter(None, (place.name, place.admin1, place.country)))


def _open_cases(mentions: Sequence[Mention]) -> None:
    cases = [mention for mention in mentions if mention.ambiguous]
    if not cases:
        return
    with st.expander(f"{count_words(len(cases), 'name is', 'names are')} ambiguous and not placed"):
        for mention in cases:
            st.text(f"{mention.phrase}: {'; '.join(_told(candidate.place) for candidate in mention.candidates[:8])}")


def _row(event: Event) -> dict[str, Any]:
    when = " – ".join(dict.fromkeys(str(day) for day in (event.date_start, event.date_end) if day is not None))
    return {
        "What": LABELS["event_type"][event.event_type],
        "Place": event.place_name or "not stated",
        "When": f"{when} ({event.date_precision})" if when and event.date_precision != "day" else when or "not stated",
        "Status": LABELS["status"][event.status],
        "Who says so": event.claimed_by or "not named",
        "Side": event.claimant_side or "",
        "Sentence": event.quote or event.note or "",
    }


def _buttons(events: tuple[Event, ...]) -> None:
    on_map = {event.event_id for event in state.added_events()}
    mine = {event.event_id for event in events}
    if mine <= on_map:
        st.success("These events are on the Explore map, for this session.", icon=":material/map:")
    left, right = st.columns(2)
    if left.button(
        "Show these events on the Explore map", type="primary", width="stretch", disabled=mine <= on_map, key="on_map"
    ):
        state.show_on_map(events)
        st.rerun()
    if right.button("Take my events off again", width="stretch", disabled=not on_map, key="off_map"):
        state.remove_added()
        st.rerun()


def _small_map(reading: Reading) -> None:
    try:
        made = state.small_front(reading)
    except GeoError as error:
        st.caption(f"No map of these events: {error}")
        return
    if made is None:
        st.caption("No event of this report has a place that can be drawn.")
        return
    front_map(made, made["view"], key=f"small_{reading.report.report_id}", height="22rem", compact=True)
