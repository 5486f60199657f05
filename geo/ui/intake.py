"""Many reports at once on the Reports page: read in the background, with progress and cancel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import streamlit as st

from ..live.intake import Intake, Progress, Result
from ..records import Event
from ..sources.bundle import Given
from . import state
from .refused import show_refused
from .texts import number, t, tn
from .watching import crew

#: How often the progress is drawn anew, seconds.
_LOOK_S: Final = 0.5
#: Most bytes of one reading.
MOST_BYTES: Final = 200_000_000


def offer_intake(given: Sequence[Given], published: date | None, *, reports: int = 0) -> None:
    """Offer to read files in the background; `reports` says how many they hold where that is known."""
    size = sum(file.size for file in given)
    if size > MOST_BYTES:
        much = t(
            "These files have {size}; at most {most} are read at once. Give them in parts.",
            size=_megabytes(size),
            most=_megabytes(MOST_BYTES),
        )
        st.error(much, icon=":material/error:")
        return
    files = tn(len(given), "Read {n} file, {size}", "Read {n} files, {size}", size=_megabytes(size))
    st.button(
        tn(reports, "Read {n} report", "Read all {n} reports") if reports else files,
        type="secondary" if reports else "primary",
        icon=":material/play_arrow:",
        key="intake_start",
        on_click=_start,
        args=(tuple(given), published),
        disabled=_at_work(),
        help=t(
            "Goes on in the background, on this page and while you look at others. The map stays as it is until you "
            "put the events on it."
        ),
    )


def _at_work() -> bool:
    held = _held()
    return held is not None and not held.progress().over


def _held() -> Intake | None:
    held: Intake | None = st.session_state.get("intake")
    return held


def _start(given: tuple[Given, ...], published: date | None) -> None:
    st.session_state["intake"] = Intake(given, crew(), published=published).start()


def show_intake() -> None:
    """Draw how far this session's reading is, or what it came to; nothing where there is none."""
    held = _held()
    if held is None:
        return
    with st.container(border=True, key="intake"):
        if held.progress().over:
            _over(held)
        else:
            _running()


@st.fragment(run_every=_LOOK_S)
def _running() -> None:
    held = _held()
    if held is None or held.progress().over:
        st.rerun(scope="app")
    progress = held.progress()
    bar, button = st.columns([5, 1], vertical_alignment="bottom")
    with bar:
        st.progress(min(1.0, progress.done / progress.total) if progress.total else 0.0, progress_words(progress))
    button.button(t("Cancel"), icon=":material/close:", key="intake_cancel", on_click=held.cancel, width="stretch",
                  help=t("Stops at once. What was read until then is kept."))  # fmt: skip
    st.caption(t("{counts}. You can go on to other pages meanwhile.", counts=_counted(progress)))


def progress_words(progress: Progress) -> str:
    """Say how far a reading is: "1,203 of 4,000 reports, 310 a second, 9 seconds left"."""
    if not progress.total:
        return t("Counting the reports …")
    parts = [tn(progress.total, "{done} of {n} report", "{done} of {n} reports", done=number(progress.done))]
    if progress.per_second is None or progress.seconds_left is None:
        return t("{done}, starting …", done=parts[0])
    rate = progress.per_second
    parts.append(t("{rate} a second", rate=number(rate, 0 if rate >= 10 else 1)))
    left = progress.seconds_left
    parts.append(
        tn(round(left), "{n} second left", "{n} seconds left")
        if left < 90
        else tn(round(left / 60), "{n} minute left", "{n} minutes left")
    )
    return ", ".join(parts)


def _counted(progress: Progress) -> str:
    parts = [tn(progress.events, "{n} event found", "{n} events found")]
    if progress.repeated:
        parts.append(
            tn(progress.repeated, "{n} report that came before, read once", "{n} reports that came before, read once")
        )
    if progress.rejected:
        parts.append(tn(progress.rejected, "{n} record that could not be read", "{n} records that could not be read"))
    return ", ".join(parts)


def _over(held: Intake) -> None:
    progress = held.progress()
    result, events = _found(held)
    if progress.state == "cancelled":
        st.info(
            tn(
                progress.total,
                "Stopped after {done} of {n} report; what was read is kept: {counts}.",
                "Stopped after {done} of {n} reports; what was read is kept: {counts}.",
                done=number(progress.done),
                counts=_counted(progress),
            ),
            icon=":material/pause_circle:",
        )
    else:
        st.success(
            tn(
                progress.reports,
                "Read {n} report: {counts}.",
                "Read {n} reports: {counts}.",
                counts=_counted(progress),
            ),
            icon=":material/check_circle:",
        )
    on_map = {event.event_id for event in state.added_events()}
    shown = bool(events) and on_map.issuperset(event.event_id for event in events)
    with st.container(horizontal=True, key="intake_ends"):
        if shown:
            st.button(t("Take my events off again"), icon=":material/layers_clear:", key="intake_off",
                      on_click=state.remove_added)  # fmt: skip
        else:
            st.button(t("Show on the map"), type="primary", icon=":material/map:", key="intake_add",
                      disabled=not events, on_click=state.add_events, args=(events,),
                      help=t("For this session. The map keeps its days, its place and what is open."))  # fmt: skip
            st.button(t("Show, and turn the map to their days"), icon=":material/event:", key="intake_turn",
                      disabled=not events, on_click=state.show_on_map, args=(events,))  # fmt: skip
        st.button(t("Close"), icon=":material/close:", key="intake_close", on_click=_close,
                  help=t("Events that are on the map stay there."))  # fmt: skip
    if shown:
        st.caption(t("These events are on the Explore map, for this session only."))
    show_refused(result.rejected, unlisted=result.unlisted, key="intake_refused")


def _found(held: Intake) -> tuple[Result, tuple[Event, ...]]:
    """What a reading that is over came to, put together once."""
    known = st.session_state.get("intake_found")
    if known is None or known[0] is not held:
        result = held.result()
        known = st.session_state["intake_found"] = (held, result, result.events)
    result, events = known[1:]
    return result, events


def _close() -> None:
    held = st.session_state.pop("intake", None)
    st.session_state.pop("intake_found", None)
    if held is not None:
        held.cancel()


def _megabytes(size: int) -> str:
    if size >= 100_000:
        return t("{size} MB", size=number(size / 1e6, 1))
    return t("{size} kB", size=max(1, round(size / 1000)))
