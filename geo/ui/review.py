"""Review: what needs a person, worst first, across the kept reports; and the history of what people decided."""

from __future__ import annotations

from collections import Counter
from typing import Final

import streamlit as st

from ..records import Event, Report
from ..store.queue import Case, review_queue
from ..store.workspace import Workspace
from ..views.phrases import count_words
from . import cards, kept, state
from .correcting import correct
from .history import show_history
from .layout import text_page, told
from .markup import Markup, tag
from .quick_choice import quick_choice
from .reports import read_report

_VIEWS: Final = ("Queue", "History")
_REASONS: Final = {"place": "Place open", "contradiction": "Contradicted", "unsure": "Unsure reading"}
_WHY: Final = {
    "place": "its place is ambiguous or not known, so it is not on the map",
    "contradiction": "another saying of the same happening has another status",
    "unsure": "the rules are not sure of this reading",
}
_PAGE: Final = 10


def show() -> None:
    """Draw the page."""
    text_page(narrow=True)
    state.enter("review")
    with told():
        kept.look()
        st.html(cards.STYLE)
        st.header("Review", anchor=False)
        path = state.settings().workspace
        workspace = Workspace(path) if path.exists() else None
        if workspace is None or not (workspace.reports(kept=True) or workspace.decisions()):
            _nothing_kept()
            return
        with st.columns([1, 1])[0]:
            kept.name_bar()
        view = st.segmented_control("What is shown", _VIEWS, default=_VIEWS[0], key="review_view",
                                    label_visibility="collapsed") or _VIEWS[0]  # fmt: skip
        if view == "Queue":
            _queue(workspace)
        else:
            show_history(workspace)
        kept.follow()


def _nothing_kept() -> None:
    st.info(
        "Nothing waits here yet. Open Reports, give a report and press “Keep this report”: what the rules are not sure "
        "of is then listed here, worst first.",
        icon=":material/fact_check:",
    )
    kept.follow()


def _queue(workspace: Workspace) -> None:
    cases = review_queue(one.event for one in workspace.judged())
    if not cases:
        st.success(
            "Nothing waits for a person: every place is found, nothing is contradicted, and the rules are sure of the "
            "rest. What was decided is under History.",
            icon=":material/task_alt:",
        )
        return
    counts = Counter(reason for case in cases for reason in case.reasons)
    wanted = st.pills(
        "Only", [reason for reason in _REASONS if counts[reason]], selection_mode="multi", key="review_reasons",
        format_func=lambda reason: f"{_REASONS[reason]} ({counts[reason]})",
    )  # fmt: skip
    picked = [case for case in cases if not wanted or set(case.reasons) & set(wanted)]
    st.caption(
        f"{count_words(len(picked), 'event waits', 'events wait')} for a person, worst first: open places, then "
        "contradictions, then unsure readings."
    )
    reports = {report.report_id: report for report in workspace.reports(kept=True)}
    for case in picked[:_PAGE]:
        _case(workspace, case, reports)
    if len(picked) > _PAGE:
        st.caption(f"and {len(picked) - _PAGE} more, once these are decided")


def _case(workspace: Workspace, case: Case, reports: dict[str, Report]) -> None:
    event = case.event
    report = reports.get(event.report_id or "")
    held = workspace.held(event.report_id or "")
    if report is None or held is None:
        return
    given = kept.shown_held(held, read_report(report))
    if st.session_state.get("correcting") == event.event_id:
        correct(given, event, "review")
        return
    with st.container(border=True, key=f"case_{event.event_id}"):
        why = (tag("span", _REASONS[reason], class_="ev-chip", title=_WHY[reason]) for reason in case.reasons)
        told_of = tag("p", *why, f" {_printed(report)}", class_="ev-head ev-soft")
        card = cards.card_html(event, given.decisions(event), given.read[event.event_id])
        st.html(tag("div", told_of, card, *(_against(other) for other in case.against[:3]), class_="ev"))
        if cards.is_open(event):
            quick_choice(given, event)
        cards.decision_buttons(given, event, "review")


def _against(other: Event) -> Markup:
    return tag("div", tag("p", "Against it:", class_="ev-soft"), cards.card_html(other), class_="ev-against")


def _printed(report: Report) -> str:
    title = report.title or " ".join(report.text.split())[:60]
    return " · ".join(part for part in (report.publisher, str(report.published or "undated"), title) if part)
