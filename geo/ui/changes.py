"""Changes: what is otherwise between two days, and where perspectives differ on one, each beside the map."""

from __future__ import annotations

from datetime import date
from typing import Final

import streamlit as st

from ..clock import DAY
from ..front.changes import Changes, SideChange
from ..front.changes import changes as compare
from ..front.disagreement import Disagreement
from ..front.disagreement import disagreement as compare_perspectives
from ..front.sayings import VOICES
from ..perspectives import chosen_claimants
from ..terms import LABELS
from ..views.changes_words import (
    according_words,
    between_words,
    changes_csv,
    changes_json,
    changes_sentence,
    state_words,
)
from ..views.disagreement_words import disagreement_csv, disagreement_json, disagreement_sentence
from ..views.view import MapView
from . import state
from .comparing import about, clock_field, day_field, downloads, head, perspective_field, small_map, table, who
from .kept import plain
from .layout import go_to, text_page, told

_TABS: Final = ("Between two days", "On one day")
#: Days between the two that the page opens with.
_WEEK: Final = 7 * DAY


def show() -> None:
    """Draw the page."""
    text_page()
    state.enter("changes")
    with told():
        st.header("Changes", anchor=False)
        between, one_day = st.tabs(_TABS, key="changes_tab", on_change="rerun")
        if between.open:
            with between:
                _between()
        if one_day.open:
            with one_day:
                _on_one_day()


def _between() -> None:
    view = state.view()
    fields = st.columns([2, 2, 4, 3], vertical_alignment="bottom")
    first = day_field(fields[0], "From the end of", view.day - _WEEK, "changes_first")
    last = day_field(fields[1], "To the end of", view.day, "changes_last")
    perspective = perspective_field(fields[2], "According to", view.perspective, "changes_perspective")
    clock = clock_field(fields[3], view.clock, "changes_clock")
    if first is None or last is None:
        st.info("Choose both days.", icon=":material/calendar_month:")
        return
    with told(stop=False):
        found = _changes(state.front_key(), first, last, clock, VOICES if perspective == "all" else (perspective,))
        left, right = st.columns([5, 6], gap="medium")
        with left:
            shown = {"day": last, "advances_from": first + DAY, "advances_to": last}
            small_map(view, found.places, "changes_map", perspective=perspective, clock=clock, **shown)
        with right:
            st.write(plain(changes_sentence(found)))
            _areas(found)
            _changed_places(found, view)
            _answers(found)
            name = f"changes_{first}_{last}_{clock}"
            downloads(changes_csv(found), changes_json(found), name)


def _on_one_day() -> None:
    view = state.view()
    fields = st.columns([2, 4, 3, 2], vertical_alignment="bottom")
    day = day_field(fields[0], "At the end of", view.day, "differ_day")
    perspective = perspective_field(fields[1], "Map according to", "all", "differ_perspective")
    clock = clock_field(fields[2], view.clock, "differ_clock")
    if day is None:
        st.info("Choose a day.", icon=":material/calendar_month:")
        return
    with told(stop=False):
        chosen = (view.perspective,) if chosen_claimants(view.perspective) else ()
        found = _disagreement(state.front_key(), day, clock, (*VOICES, *chosen))
        left, right = st.columns([5, 6], gap="medium")
        with left:
            shown = {"day": day, "advances_from": day, "advances_to": day}
            small_map(view, found.places, "differ_map", perspective=perspective, clock=clock, **shown)
        with right:
            st.write(plain(disagreement_sentence(found)))
            if not found.places:
                st.info("The perspectives agree on this day. Choose another one.", icon=":material/handshake:")
                return
            _pairs(found)
            _differing(found)
            downloads(disagreement_csv(found), disagreement_json(found), f"disagreement_{day}_{clock}")


@st.cache_resource(max_entries=24, show_spinner=False)
def _changes(key: str, first: date, last: date, clock: str, perspectives: tuple[str, ...]) -> Changes:  # noqa: ARG001
    return compare(state.front().timeline, first, last, clock=clock, perspectives=perspectives)


@st.cache_resource(max_entries=24, show_spinner=False)
def _disagreement(key: str, day: date, clock: str, perspectives: tuple[str, ...]) -> Disagreement:  # noqa: ARG001
    return compare_perspectives(state.front().timeline, day, clock=clock, perspectives=perspectives)


def _areas(found: Changes) -> None:
    """The ground of each side that has or had any, with what it gained and lost."""
    told_of = [one for one in found.sides if one.settlements_before or one.settlements_after]
    if not told_of:
        return
    for at in range(0, len(told_of), 2):
        for cell, one in zip(st.columns(2), told_of[at : at + 2], strict=False):
            with cell:
                _metric(one)


def _metric(one: SideChange) -> None:
    moved = [f"+{one.gained_km2:,.0f} gained"] if one.gained_ids else []
    moved += [f"−{one.lost_km2:,.0f} lost"] if one.lost_ids else []
    st.metric(
        f"{LABELS['side'][one.side]}, km², say {who(one.perspective)}",
        f"{one.after_km2:,.0f}",
        ", ".join(moved) or "no change",
        delta_color="off",
        delta_arrow="off",
        help=f"{according_words(one.perspective)}: {one.before_km2:,.1f} km² before, {one.gained_km2:,.1f} gained, "
        f"{one.lost_km2:,.1f} lost, {one.after_km2:,.1f} after, as drawn here.",
    )


def _changed_places(found: Changes, view: MapView) -> None:
    if not found.places:
        span = between_words(found.first, found.last)
        st.info(
            f"Nothing changed {span[:1].lower()}{span[1:]} in the ledger. "
            "Choose an earlier first day, or another perspective.",
            icon=":material/horizontal_rule:",
        )
        return
    rows = [
        {
            "Day": one.changed_on,
            "Place": one.place_name,
            **({"According to": head(one.perspective)} if len(found.perspectives) > 1 else {}),
            "Before": state_words(one.perspective, one.before),
            "After": state_words(one.perspective, one.after),
            "By": "; ".join(one.brought_by),
            "Otherwise": "; ".join(one.after.disputed_by) or None,
            "Region": one.admin1,
        }
        for one in found.places
    ]
    at = table(rows, "changes_places", most_px=300, choose=True)
    if st.button(
        "Show the chosen place on the Explore map",
        disabled=at is None,
        help="Tick a row at its left edge first.",
        icon=":material/location_on:",
        key="changes_show",
    ):
        _on_explore(view, found, at)


def _on_explore(view: MapView, found: Changes, at: int | None) -> None:
    """Turn the view to a change: its day, its perspective, its surroundings."""
    if at is None:
        return
    one = found.places[at]
    days = {"day": one.changed_on, "advances_from": one.changed_on - _WEEK + DAY, "advances_to": one.changed_on}
    around = about([one], view.bbox)
    state.set_view(view.changed(**days, perspective=one.perspective, clock=found.clock, bbox=around), on_map=True)
    go_to("explore")


def _answers(found: Changes) -> None:
    if not found.answers:
        return
    st.caption("Earlier claims that were answered, with the days this took, whoever speaks")
    rows = [
        {
            "Day": one.answered_on,
            "Place": one.place_name,
            "Claimed by": "; ".join(one.claimed_by),
            "Answer": f"{one.kind} by {'; '.join(one.answered_by)}",
            "Days": one.delay_days,
            "Claimed for": LABELS["side"][one.side],
        }
        for one in found.answers
    ]
    table(rows, "changes_answers", most_px=220)


def _pairs(found: Disagreement) -> None:
    rows = [
        {
            "First": head(pair.first),
            "Second": head(pair.second),
            "Contradicted, km²": pair.contradicted.area_km2,
            "Only first, km²": pair.first_only.area_km2,
            "Only second, km²": pair.second_only.area_km2,
        }
        for pair in found.pairs
    ]
    table(rows, "differ_pairs", most_px=300)
    st.caption("Contradicted: each gives it to another side. Only first, only second: the other gives it to nobody.")


def _differing(found: Disagreement) -> None:
    rows = [
        {
            "Place": one.place_name,
            **{
                head(perspective): LABELS["side"][held_by] if held_by else "nobody"
                for perspective, held_by in zip(found.perspectives, one.held_by, strict=True)
            },
            "km²": one.area_km2,
            "Region": one.admin1,
        }
        for one in sorted(found.places, key=lambda one: len({*one.held_by} - {None}) < 2)  # contradicted places first
    ]
    st.caption("Who has the place, according to each")
    table(rows, "differ_places", most_px=340)
