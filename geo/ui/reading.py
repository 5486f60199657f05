"""One report: its text with the places marked, its events beside it, a small map, and what people decide on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from ..errors import GeoError
from ..pipeline import Reading, grounds
from ..records import Event, Mention
from ..store.corrections import place_fields, spellings_meant
from ..store.journal import name_subject, report_subject, standing
from . import cards, kept, state
from .correcting import correct
from .credit_words import told
from .kept import Shown
from .place_map import place_map
from .quick_choice import quick_choice
from .report_text import choice_for, report_text
from .texts import t, tn

#: Cards on one page; each is a row of buttons that every click draws anew.
_PAGE: Final = 20


def show_reading(reading: Reading) -> None:
    """Draw a report: text and small map on the left, its events on the right."""
    given = kept.shown(reading)
    st.html(cards.STYLE)
    left, right = st.columns([2, 5], vertical_alignment="bottom")
    with left:
        kept.name_bar()
    with right:
        _standing(given)
    shown = [event for event in given.events if event.event_id == st.session_state.get("selected")]
    selected = shown[0] if shown else None
    left, right = st.columns([4, 5], gap="medium")
    with left:
        st.subheader(t("Text"), anchor=False)
        st.caption(_found(given))
        chosen = report_text(
            given.report.text, given.mentions, given.choices, selected, key=f"text_{given.report.report_id}"
        )
        if chosen is not None:
            _take(given, *chosen)
        _small_map(given, selected)
    with right:
        count = tn(len(given.events), "{n} event", "{n} events")
        st.subheader(t("What it says: {count}", count=count), anchor=False)
        if not given.events:
            none = t("No event was found in this text. Places may still be marked in it.")
            st.info(none, icon=":material/search_off:")
            return
        why = _grounds(reading)
        for event in _paged(given.events):
            _card(given, event, why.get(event.event_id, ()))


def _found(given: Shown) -> str:
    if not given.mentions:
        return t("No place name was found in this text.")
    still_open = sum(one.ambiguous and choice_for(one, given.choices) is None for one in given.mentions)
    names = tn(len(given.mentions), "{n} place name", "{n} place names")
    more = t(", {n} of them open", n=still_open) if still_open else ""
    return t("{names}{more}. Point at one to see what it was taken for and why.", names=names, more=more)


def _standing(given: Shown) -> None:
    """Tell whether the report is kept, with the buttons that keep it, show it and read it again."""
    entries = standing(given.journal.get(report_subject(given.report.report_id), ()))
    with st.container(horizontal=True, vertical_alignment="center", key="report_standing"):
        if given.kept:
            st.button(t("Take it off the map"), icon=":material/layers_clear:", key="drop",
                      on_click=kept.act, args=(kept.keep, given, False))  # fmt: skip
            last = kept.plain(told(entries[-1]))
            st.success(t("On the Explore map, for everybody who opens it. {last}.", last=last))
        else:
            st.button(t("Keep this report"), type="primary", icon=":material/bookmark_add:", key="keep",
                      on_click=kept.act, args=(kept.keep, given, True),
                      help=t("Its events go on the Explore map for everybody, as you leave them here."))  # fmt: skip
            _session_only(given)
    if given.newer:
        words, button = st.columns([4, 1], vertical_alignment="center")
        words.info(
            t("The rules read this report otherwise now than when it was kept. What people decided stays either way.")
        )
        button.button(t("Read it again"), key="read_again", on_click=kept.read_again, args=(given,), width="stretch")


def _session_only(given: Shown) -> None:
    """Offer the events for this session's own map, without keeping the report."""
    events = tuple(event for event in given.events if event.review != "rejected")
    mine = {event.event_id for event in events}
    on_map = {event.event_id for event in state.added_events()}
    if mine and mine <= on_map:
        if st.button(t("Take my events off again"), icon=":material/layers_clear:", key="off_map"):
            state.remove_added()
            st.rerun()
        st.success(t("These events are on the Explore map, for this session only."), icon=":material/map:")
    elif events and st.button(t("Show these events on the Explore map, for this session"), key="on_map"):
        state.show_on_map(events)
        st.rerun()


def _take(given: Shown, mention: Mention, place_id: str | None) -> None:
    """Take what was chosen on the card of a mention."""
    if place_id is None:
        choice = choice_for(mention, given.choices)
        if choice is not None:
            kept.act(kept.undo, choice.subject_id, given.seen(choice.subject_id))
    else:
        places = {one.place.place_id: one.place for one in mention.candidates}
        if place_id not in places:
            return
        blank = Event(event_type="other", status="reported", relation=mention.relation)
        fields = place_fields(blank, places[place_id])
        names = spellings_meant(mention, place_id, given.mentions)
        kept.act(kept.choose, given, names, {name: fields[name] for name in kept.PLACE})
        st.session_state.setdefault("drawn", {}).pop(name_subject(given.report.report_id, mention.phrase), None)
    st.rerun()


def _paged(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return the events of the page that is open."""
    pages = -(-len(events) // _PAGE)
    if pages == 1:
        return events
    at = st.segmented_control(
        t("Events"), range(pages), default=0, key="event_page",
        format_func=lambda page: f"{page * _PAGE + 1} – {min((page + 1) * _PAGE, len(events))}",
    )  # fmt: skip
    first = (at or 0) * _PAGE
    return events[first : first + _PAGE]


def _grounds(reading: Reading) -> dict[str, tuple[str, ...]]:
    """Return why each event was read so, made once a report and session."""
    held: tuple[Reading, dict[str, tuple[str, ...]]] | None = st.session_state.get("grounds")
    if held is None or held[0] is not reading:
        held = st.session_state["grounds"] = (reading, grounds(reading))
    return held[1]


def _card(given: Shown, event: Event, why: Sequence[str]) -> None:
    if st.session_state.get("correcting") == event.event_id:
        correct(given, event, "reading")
        return
    selected = st.session_state.get("selected") == event.event_id
    with st.container(border=True, key=f"card_{'on' if selected else 'off'}_{event.event_id}"):
        st.html(cards.card_html(event, given.decisions(event), given.read[event.event_id], why))
        if cards.is_open(event) and event.review == "proposed":
            quick_choice(given, event)
        cards.decision_buttons(given, event, "reading", show=_select)


def _select(event_id: str) -> None:
    st.session_state["selected"] = event_id


def _small_map(given: Shown, selected: Event | None) -> None:
    events = tuple(event for event in given.events if event.review != "rejected")
    if not any(event.place_id or event.lon is not None for event in events):
        st.caption("No event of this report has a place that can be drawn.")
        return
    try:
        place_map(events, key=f"small_{given.report.report_id}", height="20rem", event=selected)
        if state.small_front(events) is None:
            st.caption(
                "No event of this report has both a day and a place, so the map shows the record instead. Say when the "
                "report was published: its days are read from that."
            )
    except GeoError as error:
        st.caption(f"No map of these events: {kept.plain(str(error))}")
