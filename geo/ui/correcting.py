"""The form that corrects an event: its place by name, candidate or a click on the map; type, sides, dates, status."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import streamlit as st

from ..records import Candidate, Event, Mention
from ..store.corrections import (
    differing,
    mention_of,
    no_place_fields,
    place_fields,
    places_named,
    spellings_meant,
    spot_fields,
)
from ..terms import CLAIMANT_SIDES, DATE_PRECISIONS, EVENT_TYPES, SIDES, STATUSES
from . import kept, state
from .kept import Shown
from .markup import tag
from .place_map import place_map
from .report_text import told, told_apart
from .texts import label, number, t

_AS_IS, _SPOT, _NONE = "as_is", "spot", "none"
_FIRST_DAY: Final = date(2014, 1, 1)
#: How near a settlement must be to a click to be offered by name, km: own rule.
_NEXT_KM: Final = 5.0


def correct(given: Shown, event: Event, page: str) -> None:
    """Draw the form of an event; Save takes the decision, Cancel closes it."""
    form = f"fix_{page}_{event.event_id}"
    with st.container(border=True, key=f"card_on_{form}"):
        head = tag("p", tag("strong", t("Correct what was read")), class_="ev-head")
        st.html(tag("div", head, tag("p", event.quote, class_="ev-quote") if event.quote else None, class_="ev"))
        fields, choice = _place_part(given, event, form)
        fields |= _saying_part(event, form)
        left, right, _ = st.columns([1, 1, 2])
        if left.button(t("Save"), type="primary", key=f"{form}_save", width="stretch"):
            _save(given, event, fields, choice)
        if right.button(t("Cancel"), key=f"{form}_cancel", width="stretch"):
            close()
            st.rerun()


def close() -> None:
    """Close the form that is open."""
    st.session_state.pop("correcting", None)


def _save(given: Shown, event: Event, fields: dict[str, Any], names: list[str]) -> None:
    changes = differing(event, fields)
    if not changes:
        st.info(t("Nothing is changed yet. Change a field, or use Accept if it is right as it is."))
        return
    try:
        Event.model_validate(event.model_dump() | changes)
    except ValueError as error:
        st.error(kept.plain(_plainly(error)))
        return
    close()
    placed = any(set(one.changes) & {"place_id", "lon"} for one in given.decisions(event) if one.action == "edit")
    kept.act(kept.correct, given, event, given.seen(event.event_id), changes, [] if placed else names)
    st.rerun()


def _plainly(error: ValueError) -> str:
    first = error.errors()[0] if hasattr(error, "errors") else {"msg": str(error), "loc": ()}
    where = " ".join(str(part) for part in first["loc"]).replace("_", " ")
    says = (
        str(first["msg"])
        .removeprefix("Value error, ")
        .replace("date_end", "Last day")
        .replace("date_start", "first day")
    )
    return f"{where}: {says}" if where else f"{says}."


def _place_part(given: Shown, event: Event, form: str) -> tuple[dict[str, Any], list[str]]:
    """Draw the choice of a place; return the fields it changes, and the spellings it is remembered for, if any."""
    read = given.read[event.event_id]
    mention = mention_of(read, given.mentions)
    left, right = st.columns([5, 4], gap="medium")
    with left:
        query = st.text_input(
            t("Search a place"),
            key=f"{form}_query",
            on_change=_mark,
            args=(f"{form}_searched",),
            placeholder=t("Any spelling, or latitude, longitude"),
            help=t("English, Ukrainian or Russian, official or not; or two numbers such as 51.19, 35.27."),
        )
        spot: tuple[float, float] | None = st.session_state.get(f"{form}_spot")
        options = _options(event, mention, query, spot)
        _preselect(form, options)
        at = st.radio(
            t("Place"), list(options), format_func=lambda one: kept.plain(options[one][0]), key=f"{form}_place"
        )
        named = ""
        if at == _SPOT:
            named = st.text_input(t("Name of the spot"), value=event.place_name or "", key=f"{form}_name")
        remembered = _remembered(given, mention, at)
    with right:
        place = options.get(at, ("", None))[1]
        pin = spot if at == _SPOT else (place.place.lon, place.place.lat) if place is not None else None
        st.caption(t("Or click on the map where it happened."))
        clicked = place_map(
            given.events, key=f"{form}_map", height="19rem", event=event, pin=pin, pick=True, follow=at != _SPOT
        )
        if clicked is not None and clicked != spot:
            st.session_state[f"{form}_spot"] = clicked
            _mark(f"{form}_clicked")
            st.rerun()
    if at == _AS_IS or at not in options:
        return {}, []
    if at == _NONE:
        return no_place_fields(event), []
    if at == _SPOT and spot is not None:
        front = state.front()
        return spot_fields(event, *spot, named, front.gazetteer, front.boundaries), []
    return (place_fields(event, place.place) if place is not None else {}), remembered


def _mark(key: str) -> None:
    st.session_state[key] = True


def _preselect(form: str, options: dict[str, tuple[str, Candidate | None]]) -> None:
    """Choose what was just clicked or searched for: the spot, or the first place found."""
    if st.session_state.pop(f"{form}_clicked", False) and _SPOT in options:
        st.session_state[f"{form}_place"] = _SPOT
    if st.session_state.pop(f"{form}_searched", False):
        query = st.session_state[f"{form}_query"]
        first = next((one.place.place_id for one in places_named(query, state.front().gazetteer)), None)
        if first in options:
            st.session_state[f"{form}_place"] = first


def _remembered(given: Shown, mention: Mention | None, at: str) -> list[str]:
    """Return the spellings of an ambiguous name that a choice among its candidates is remembered for."""
    if mention is None or not mention.ambiguous or at not in {one.place.place_id for one in mention.candidates}:
        return []
    names = spellings_meant(mention, at, given.mentions)
    told_of = kept.plain("”, “".join(names))
    st.caption(t("Remembered for every “{names}” of this report that is still open.", names=told_of))
    return names


def _options(
    event: Event, mention: Mention | None, query: str, spot: tuple[float, float] | None
) -> dict[str, tuple[str, Candidate | None]]:
    """Return option -> (words, place): as it is, a spot that was clicked, what the search found, candidates, none."""
    gazetteer = state.front().gazetteer
    here = event.place_name or t("no place")
    placed = event.place_id or event.lon is not None
    options: dict[str, tuple[str, Candidate | None]] = {
        _AS_IS: (t("As it is: {place}", place=here) if placed else t("As it is: {place} (open)", place=here), None)
    }
    if spot is not None:
        lon, lat = spot
        options[_SPOT] = (t("The spot clicked: {lat}, {lon}", lat=f"{lat:.4f}", lon=f"{lon:.4f}"), None)
        for place, km in gazetteer.nearest(lon, lat, count=2):
            if km <= _NEXT_KM:
                words = t("{place}, {km} km from the click", place=told(place), km=number(km, 1))
                options[place.place_id] = (words, Candidate(place, 1.0))
    found: Sequence[Candidate] = places_named(query, gazetteer)
    listed = {one.place.place_id: one for one in (*(mention.candidates[:8] if mention is not None else ()), *found)}
    ordered = [*found, *(one for one in listed.values() if one not in found)]
    for one, name in zip(ordered, told_apart([one.place for one in ordered]), strict=True):
        if one.place.place_id != event.place_id:
            why = "; ".join(one.reasons[:2])
            words = f"{name} · {one.score:.2f}" + (f" ({why})" if why else "")
            options.setdefault(one.place.place_id, (words, one))
    if query.strip() and not found:
        st.caption(t("Nothing is called so or spelled like it. Click on the map, or type latitude, longitude."))
    options[_NONE] = (t("No place is stated"), None)
    return options


def _saying_part(event: Event, form: str) -> dict[str, Any]:
    """Draw type, sides, claimant, status and dates; return their values."""
    what, actor, status = st.columns(3)
    values: dict[str, Any] = {}
    with what:
        values["event_type"] = _select(t("Type"), "event_type", EVENT_TYPES, event.event_type, form)
    with actor:
        values["actor_side"] = _select(t("Acting side"), "side", (None, *SIDES), event.actor_side, form)
    with status:
        values["status"] = _select(t("Status"), "status", STATUSES, event.status, form)
    by, side = st.columns([2, 1])
    claimant = by.text_input(t("Claimant: who says so"), value=event.claimed_by or "", key=f"{form}_by", max_chars=200)
    values["claimed_by"] = claimant.strip() or None
    with side:
        values["claimant_side"] = _select(
            t("Claimant's side"), "claimant_side", (None, *CLAIMANT_SIDES), event.claimant_side, form
        )
    first, last, precise = st.columns(3)
    with first:
        values["date_start"] = _day(t("First day"), event.date_start, f"{form}_from")
    with last:
        values["date_end"] = _day(t("Last day"), event.date_end, f"{form}_to")
    names = {"day": t("the day"), "week": t("the week"), "month": t("the month"), "by": t("no later than its end")}
    values["date_precision"] = precise.selectbox(
        t("Known to"), DATE_PRECISIONS, index=DATE_PRECISIONS.index(event.date_precision),
        format_func=names.__getitem__, key=f"{form}_precise",
    )  # fmt: skip
    return values


def _select(asked: str, field: str, codes: Sequence[str | None], value: str | None, form: str) -> str | None:
    return st.selectbox(
        asked, codes, index=list(codes).index(value), key=f"{form}_{field}",
        format_func=lambda code: t("not stated") if code is None else label(field, code),
    )  # fmt: skip


def _day(asked: str, value: date | None, key: str) -> date | None:
    least = min(_FIRST_DAY, value) if value is not None else _FIRST_DAY
    return st.date_input(asked, value=value, min_value=least, max_value=date(2100, 1, 1), format="YYYY-MM-DD", key=key)
