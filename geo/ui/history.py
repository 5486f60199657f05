"""The history: every decision in the journal, the latest first, with an undo on each that still stands."""

from __future__ import annotations

from typing import Final

import streamlit as st

from ..records import Event
from ..store.journal import Decision, standing
from ..store.tables import by_subject
from ..store.workspace import Workspace
from . import kept
from .credit_words import changed, told
from .markup import Markup, tag
from .texts import label, t, tn

_PAGE: Final = 25


def show_history(workspace: Workspace) -> None:
    """Draw the journal in pages."""
    journal = workspace.decisions()
    if not journal:
        st.info(t("Nobody has decided anything yet."), icon=":material/history:")
        return
    pages = -(-len(journal) // _PAGE)
    at = st.number_input(t("Page"), 1, pages, 1, key="history_page", width=160) if pages > 1 else 1
    latest = journal[::-1][(at - 1) * _PAGE : at * _PAGE]
    subjects = by_subject(journal)
    last = {stands[-1].number for taken in subjects.values() if (stands := standing(taken))}
    stood = {one.number for taken in subjects.values() for one in standing(taken)}
    events = {event.event_id: event for event in workspace.events(rejected=True, as_read=True)}
    titles = {report.report_id: report.title or " ".join(report.text.split())[:60] for report in workspace.reports()}
    st.caption(
        tn(
            len(journal),
            "{n} entry; nothing is ever taken out. An undo is an entry of its own.",
            "{n} entries; nothing is ever taken out. An undo is an entry of its own.",
        )
    )
    for one in latest:
        words, button = st.columns([6, 1], vertical_alignment="center")
        words.html(_entry(one, events, titles, stands=one.number in stood))
        if one.number in last:
            seen = subjects[one.subject_id][-1].number
            button.button(t("Undo"), icon=":material/undo:", key=f"history_undo_{one.number}", width="stretch",
                          on_click=kept.act, args=(kept.undo, one.subject_id, seen))  # fmt: skip


def _entry(one: Decision, events: dict[str, Event], titles: dict[str, str], *, stands: bool) -> Markup:
    read = events.get(one.subject_id)
    what = changed(one, read if one.action == "edit" else None)
    ended = "" if stands or one.action == "undo" else f" {t('(taken back since)')}"
    return tag(
        "div",
        tag("p", tag("strong", f"{one.number}. {told(one)}"), ended, class_="ev-head"),
        tag("p", _subject(one, read, titles), f": {what}" if what else None, class_="ev-soft"),
        class_="ev",
    )


def _subject(one: Decision, read: Event | None, titles: dict[str, str]) -> str:
    """Name what a decision is about."""
    kind, _, rest = one.subject_id.partition(":")
    if read is not None:
        where = read.place_name or t("place not stated")
        return f"{label('event_type', read.event_type)}, {where} ({titles.get(read.report_id or '', t('no report'))})"
    if kind == "report":
        return titles.get(rest, t("a report that is no longer held"))
    if kind == "view":
        return t("The view “{name}”", name=rest)
    if kind == "name":
        report_id, _, name = rest.rpartition(":")
        report = titles.get(report_id, t("a report that is no longer held"))
        return t("The name “{name}” ({report})", name=name, report=report)
    return t("An event that is no longer read")
