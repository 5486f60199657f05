"""Many reports at once on the Reports page: read in the background, with progress and cancel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import streamlit as st

from ..live.intake import Intake, Progress, Result
from ..records import Event
from ..sources.bundle import Given
from ..views.phrases import count_words
from . import state
from .refused import show_refused
from .watching import crew

#: How often the progress is drawn anew, seconds.
_LOOK_S: Final = 0.5
#: Most bytes of one reading.
MOST_BYTES: Final = 200_000_000


def offer_intake(given: Sequence[Given], published: date | None, *, reports: int = 0) -> None:
    """Offer to read files in the background; `reports` says how many they hold where that is known."""
    size = sum(file.size for file in given)
    if size > MOST_BYTES:
        st.error(f"These files have {_megabytes(size)}; at most {_megabytes(MOST_BYTES)} are read at once. "
                 "Give them in parts.", icon=":material/error:")  # fmt: skip
        return
    what = f"all {reports:,} reports" if reports else f"{count_words(len(given), 'file', 'files')}, {_megabytes(size)}"
    st.button(
        f"Read {what}",
        type="secondary" if reports else "primary",
        icon=":material/play_arrow:",
        key="intake_start",
        on_click=_start,
        args=(tuple(given), published),
        disabled=_at_work(),
        help="Goes on in the background, on this page and while you look at others. The map stays as it is until you "
        "put the events on it.",
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
    button.button("Cancel", icon=":material/close:", key="intake_cancel", on_click=held.cancel, width="stretch",
                  help="Stops at once. What was read until then is kept.")  # fmt: skip
    st.caption(_counted(progress) + ". You can go on to other pages meanwhile.")


def progress_words(progress: Progress) -> str:
    """Say how far a reading is: "1,203 of 4,000 reports, 310 a second, 9 seconds left"."""
    if not progress.total:
        return "Counting the reports …"
    parts = [f"{progress.done:,} of {count_words(progress.total, 'report', 'reports')}"]
    if progress.per_second is None or progress.seconds_left is None:
        return f"{parts[0]}, starting …"
    rate = progress.per_second
    parts.append(f"{rate:,.0f} a second" if rate >= 10 else f"{rate:.1f} a second")
    left = progress.seconds_left
    parts.append(
        f"{count_words(round(left), 'second', 'seconds')} left" if left < 90 else f"{left / 60:.0f} minutes left"
    )
    return ", ".join(parts)


def _counted(progress: Progress) -> str:
    parts = [f"{count_words(progress.events, 'event', 'events')} found"]
    if progress.repeated:
        parts.append(f"{count_words(progress.repeated, 'report', 'reports')} that came before, read once")
    if progress.rejected:
        parts.append(f"{count_words(progress.rejected, 'record', 'records')} that could not be read")
    return ", ".join(parts)


def _over(held: Intake) -> None:
    progress = held.progress()
    result, events = _found(held)
    if progress.state == "cancelled":
        of = count_words(progress.total, "report", "reports")
        st.info(
            f"Stopped after {progress.done:,} of {of}; what was read is kept: {_counted(progress)}.",
            icon=":material/pause_circle:",
        )
    else:
        st.success(
            f"Read {count_words(progress.reports, 'report', 'reports')}: {_counted(progress)}.",
            icon=":material/check_circle:",
        )
    on_map = {event.event_id for event in state.added_events()}
    shown = bool(events) and on_map.issuperset(event.event_id for event in events)
    with st.container(horizontal=True, key="intake_ends"):
        if shown:
            st.button("Take my events off again", icon=":material/layers_clear:", key="intake_off",
                      on_click=state.remove_added)  # fmt: skip
        else:
            st.button("Show on the map", type="primary", icon=":material/map:", key="intake_add", disabled=not events,
                      on_click=state.add_events, args=(events,),
                      help="For this session. The map keeps its days, its place and what is open.")  # fmt: skip
            st.button("Show, and turn the map to their days", icon=":material/event:", key="intake_turn",
                      disabled=not events, on_click=state.show_on_map, args=(events,))  # fmt: skip
        st.button("Close", icon=":material/close:", key="intake_close", on_click=_close,
                  help="Events that are on the map stay there.")  # fmt: skip
    if shown:
        st.caption("These events are on the Explore map, for this session only.")
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
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{max(1, round(size / 1000))} kB"
