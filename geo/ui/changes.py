"""Changes: what is otherwise between two days, and where perspectives differ on one, each beside the map."""

from __future__ import annotations

from collections.abc import Sequence
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
from ..views.changes_words import (
    according_words,
    answered_words,
    between_words,
    changes_csv,
    changes_json,
    changes_sentence,
    state_words,
)
from ..views.disagreement_words import disagreement_csv, disagreement_json, disagreement_sentence
from ..views.naming import claimant_name
from ..views.view import MapView
from . import state
from .comparing import about, clock_field, day_field, downloads, head, perspective_field, small_map, table, who
from .kept import plain
from .layout import go_to, text_page, told
from .place_names import place_named, region_named
from .texts import keyed, label, language, number, t

#: Days between the two that the page opens with.
_WEEK: Final = 7 * DAY


def show() -> None:
    """Draw the page."""
    text_page()
    state.enter("changes")
    with told():
        st.header(t("Changes"), anchor=False)
        tabs = [t("Between two days"), t("On one day")]
        between, one_day = st.tabs(tabs, key=keyed("changes_tab"), on_change="rerun")
        if between.open:
            with between:
                _between()
        if one_day.open:
            with one_day:
                _on_one_day()


def _between() -> None:
    view = state.view()
    fields = st.columns([2, 2, 4, 3], vertical_alignment="bottom")
    first = day_field(fields[0], t("From the end of"), view.day - _WEEK, "changes_first")
    last = day_field(fields[1], t("To the end of"), view.day, "changes_last")
    perspective = perspective_field(fields[2], t("According to"), view.perspective, "changes_perspective")
    clock = clock_field(fields[3], view.clock, "changes_clock")
    if first is None or last is None:
        st.info(t("Choose both days."), icon=":material/calendar_month:")
        return
    with told(stop=False):
        found = _changes(state.front_key(), first, last, clock, VOICES if perspective == "all" else (perspective,))
        left, right = st.columns([5, 6], gap="medium")
        with left:
            shown = {"day": last, "advances_from": first + DAY, "advances_to": last}
            small_map(view, found.places, "changes_map", perspective=perspective, clock=clock, **shown)
        with right:
            st.write(plain(changes_sentence(found, language())))
            _areas(found)
            _changed_places(found, view)
            _answers(found)
            name = f"changes_{first}_{last}_{clock}"
            downloads(changes_csv(found), changes_json(found), name)


def _on_one_day() -> None:
    view = state.view()
    fields = st.columns([2, 4, 3, 2], vertical_alignment="bottom")
    day = day_field(fields[0], t("At the end of"), view.day, "differ_day")
    perspective = perspective_field(fields[1], t("Map according to"), "all", "differ_perspective")
    clock = clock_field(fields[2], view.clock, "differ_clock")
    if day is None:
        st.info(t("Choose a day."), icon=":material/calendar_month:")
        return
    with told(stop=False):
        chosen = (view.perspective,) if chosen_claimants(view.perspective) else ()
        found = _disagreement(state.front_key(), day, clock, (*VOICES, *chosen))
        left, right = st.columns([5, 6], gap="medium")
        with left:
            shown = {"day": day, "advances_from": day, "advances_to": day}
            small_map(view, found.places, "differ_map", perspective=perspective, clock=clock, **shown)
        with right:
            st.write(plain(disagreement_sentence(found, language())))
            if not found.places:
                st.info(t("The perspectives agree on this day. Choose another one."), icon=":material/handshake:")
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
    moved = [t("+{area} gained", area=number(one.gained_km2))] if one.gained_ids else []
    moved += [t("−{area} lost", area=number(one.lost_km2))] if one.lost_ids else []
    st.metric(
        t("{side}, km², say {who}", side=label("side", one.side), who=who(one.perspective)),
        number(one.after_km2),
        ", ".join(moved) or t("no change"),
        delta_color="off",
        delta_arrow="off",
        help=t(
            "{according}: {before} km² before, {gained} gained, {lost} lost, {after} after, as drawn here.",
            according=according_words(one.perspective, language()),
            before=number(one.before_km2, 1),
            gained=number(one.gained_km2, 1),
            lost=number(one.lost_km2, 1),
            after=number(one.after_km2, 1),
        ),
    )


def _changed_places(found: Changes, view: MapView) -> None:
    if not found.places:
        span = between_words(found.first, found.last, language())
        st.info(
            t(
                "Nothing changed {span} in the ledger. Choose an earlier first day, or another perspective.",
                span=f"{span[:1].lower()}{span[1:]}",
            ),
            icon=":material/horizontal_rule:",
        )
        return
    rows = [
        {
            t("Day"): one.changed_on,
            t("Place"): place_named(one.place_id, one.place_name),
            **({t("According to"): head(one.perspective)} if len(found.perspectives) > 1 else {}),
            t("Before"): state_words(one.perspective, one.before, language()),
            t("After"): state_words(one.perspective, one.after, language()),
            t("By"): _named(one.brought_by),
            t("Otherwise"): _named(one.after.disputed_by) or None,
            t("Region"): region_named(one.admin1),
        }
        for one in found.places
    ]
    at = table(rows, "changes_places", most_px=300, choose=True)
    if st.button(
        t("Show the chosen place on the Explore map"),
        disabled=at is None,
        help=t("Tick a row at its left edge first."),
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


def _named(claimants: Sequence[str]) -> str:
    return "; ".join(claimant_name(name, language()) for name in claimants)


def _answers(found: Changes) -> None:
    if not found.answers:
        return
    st.caption(t("Earlier claims that were answered, with the days this took, whoever speaks"))
    rows = [
        {
            t("Day"): one.answered_on,
            t("Place"): place_named(one.place_id, one.place_name),
            t("Claimed by"): _named(one.claimed_by),
            t("Answer"): answered_words(one.kind, _named(one.answered_by), language()),
            t("Days"): one.delay_days,
            t("Claimed for"): label("side", one.side),
        }
        for one in found.answers
    ]
    table(rows, "changes_answers", most_px=220)


def _pairs(found: Disagreement) -> None:
    rows = [
        {
            t("First"): head(pair.first),
            t("Second"): head(pair.second),
            t("Contradicted, km²"): pair.contradicted.area_km2,
            t("Only first, km²"): pair.first_only.area_km2,
            t("Only second, km²"): pair.second_only.area_km2,
        }
        for pair in found.pairs
    ]
    table(rows, "differ_pairs", most_px=300)
    st.caption(t("Contradicted: each gives it to another side. Only first, only second: the other gives it to nobody."))


def _differing(found: Disagreement) -> None:
    rows = [
        {
            t("Place"): place_named(one.place_id, one.place_name),
            **{
                head(perspective): label("side", held_by) if held_by else t("nobody")
                for perspective, held_by in zip(found.perspectives, one.held_by, strict=True)
            },
            t("km²"): one.area_km2,
            t("Region"): region_named(one.admin1),
        }
        for one in sorted(found.places, key=lambda one: len({*one.held_by} - {None}) < 2)  # contradicted places first
    ]
    st.caption(t("Who has the place, according to each"))
    table(rows, "differ_places", most_px=340)
