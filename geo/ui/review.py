"""Review: what needs a person, worst first, across the kept reports; and the history of what people decided."""

from __future__ import annotations

from collections import Counter
from typing import Final

import streamlit as st

from ..records import Event, Report
from ..store.queue import Case, review_queue
from ..store.workspace import Workspace
from . import cards, kept, state
from .correcting import correct
from .history import show_history
from .layout import text_page, told
from .markup import Markup, tag
from .quick_choice import quick_choice
from .reports import read_report
from .texts import t, tn

_VIEWS: Final = ("Queue", "History")
_REASONS: Final = ("place", "contradiction", "unsure")
_PAGE: Final = 10


def show() -> None:
    """Draw the page."""
    text_page(narrow=True)
    state.enter("review")
    with told():
        kept.look()
        st.html(cards.STYLE)
        st.header(t("Review"), anchor=False)
        path = state.settings().workspace
        workspace = Workspace(path) if path.exists() else None
        if workspace is None or not (workspace.reports(kept=True) or workspace.decisions()):
            _nothing_kept()
            return
        with st.columns([1, 1])[0]:
            kept.name_bar()
        names = {"Queue": t("Queue"), "History": t("History")}
        view = st.segmented_control(
            t("What is shown"), _VIEWS, default=_VIEWS[0], key="review_view", format_func=names.__getitem__,
            label_visibility="collapsed",
        ) or _VIEWS[0]  # fmt: skip
        if view == "Queue":
            _queue(workspace)
        else:
            show_history(workspace)
        kept.follow()


def _reasons() -> dict[str, str]:
    return {"place": t("Place open"), "contradiction": t("Contradicted"), "unsure": t("Unsure reading")}


def _grounds() -> dict[str, str]:
    return {
        "place": t("its place is ambiguous or not known, so it is not on the map"),
        "contradiction": t("another saying of the same happening has another status"),
        "unsure": t("the rules are not sure of this reading"),
    }


def _nothing_kept() -> None:
    st.info(
        t(
            "Nothing waits here yet. Open Reports, give a report and press “Keep this report”: what the rules are not "
            "sure of is then listed here, worst first."
        ),
        icon=":material/fact_check:",
    )
    kept.follow()


def _queue(workspace: Workspace) -> None:
    cases = review_queue(one.event for one in workspace.judged())
    if not cases:
        st.success(
            t(
                "Nothing waits for a person: every place is found, nothing is contradicted, and the rules are sure of "
                "the rest. What was decided is under History."
            ),
            icon=":material/task_alt:",
        )
        return
    reasons = _reasons()
    counts = Counter(reason for case in cases for reason in case.reasons)
    wanted = st.pills(
        t("Only"), [reason for reason in _REASONS if counts[reason]], selection_mode="multi", key="review_reasons",
        format_func=lambda reason: f"{reasons[reason]} ({counts[reason]})",
    )  # fmt: skip
    picked = [case for case in cases if not wanted or set(case.reasons) & set(wanted)]
    st.caption(
        tn(
            len(picked),
            "{n} event waits for a person, worst first: open places, then contradictions, then unsure readings.",
            "{n} events wait for a person, worst first: open places, then contradictions, then unsure readings.",
        )
    )
    reports = {report.report_id: report for report in workspace.reports(kept=True)}
    for case in picked[:_PAGE]:
        _case(workspace, case, reports)
    if len(picked) > _PAGE:
        st.caption(t("and {n} more, once these are decided", n=len(picked) - _PAGE))


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
        reasons, grounds = _reasons(), _grounds()
        why = (tag("span", reasons[reason], class_="ev-chip", title=grounds[reason]) for reason in case.reasons)
        told_of = tag("p", *why, f" {_printed(report)}", class_="ev-head ev-soft")
        card = cards.card_html(event, given.decisions(event), given.read[event.event_id])
        st.html(tag("div", told_of, card, *(_against(other) for other in case.against[:3]), class_="ev"))
        if cards.is_open(event):
            quick_choice(given, event)
        cards.decision_buttons(given, event, "review")


def _against(other: Event) -> Markup:
    return tag("div", tag("p", t("Against it:"), class_="ev-soft"), cards.card_html(other), class_="ev-against")


def _printed(report: Report) -> str:
    title = report.title or " ".join(report.text.split())[:60]
    return " · ".join(part for part in (report.publisher, str(report.published or t("undated")), title) if part)
