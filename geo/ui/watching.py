"""The watched folder on the Explore page: one watch for all sessions of a server, and what each shows of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

import streamlit as st

from ..live.crew import Crew
from ..live.watch import Watch, Watched
from ..records import Event
from ..settings import Settings
from .refused import show_refused
from .texts import t, tn

#: How often the folder is looked at and the line drawn anew, seconds.
_LOOK_S: Final = 2.0


def crew() -> Crew:
    """Return the readers that every session of this server shares."""
    settings = Settings.from_environment()
    return _crew(f"{settings.data_dir}\n{settings.workspace}", settings)


@st.cache_resource(max_entries=1, show_spinner=False)
def _crew(key: str, _settings: Settings) -> Crew:  # noqa: ARG001 - key of the cache
    return Crew(_settings)


def _watch() -> Watch | None:
    folder = Settings.from_environment().watch
    return None if folder is None else _watching(str(folder.absolute()))


@st.cache_resource(max_entries=1, show_spinner=False, on_release=lambda watch: watch.stop())
def _watching(folder: str) -> Watch:
    return Watch(Path(folder), crew(), every_s=_LOOK_S).start()


def watched_events() -> tuple[Event, ...]:
    """Return the events of the watched folder that this session shows: the same until `follow` is called."""
    if "watched" not in st.session_state:
        follow()
    events: tuple[Event, ...] = st.session_state["watched"][1]
    return events


def follow() -> None:
    """Take over what the watched folder holds now; call it before a page is drawn."""
    watch = _watch()
    if watch is None:
        st.session_state["watched"] = (None, ())
        return
    seen = _seen(watch.state())
    if st.session_state.get("watched", (None, ()))[0] != seen:
        st.session_state["watched"] = (seen, _shown(watch.state()))


def _seen(state: Watched) -> tuple[int, bool, str]:
    """What decides which events a session shows."""
    return state.version, _on(), _part()


def _on() -> bool:
    return bool(st.session_state.get("watch_on", True))


def _part() -> str:
    part: str = st.session_state.get("watch_part", "")
    return part


def _shown(state: Watched) -> tuple[Event, ...]:
    if not _on():
        return ()
    if not _part():
        return state.events
    inside = [read for read in state.reads if read.source.startswith(f"{_part()}/")]
    return tuple({event.event_id: event for read in inside for event in read.events}.values())


def watch_bar(prepare: Callable[[], object]) -> None:
    """Tell of the watched folder, with its switch; nothing where this deployment watches none.

    `prepare` makes what the page draws of the events, before the page is drawn anew: it stays in use meanwhile.
    """
    if _watch() is not None:
        _bar(prepare)


@st.fragment(run_every=_LOOK_S)
def _bar(prepare: Callable[[], object]) -> None:
    """Draw the line, and the whole page where the folder holds something new: the map stays where it is."""
    watch = _watch()
    if watch is None:
        return
    state = watch.state()
    parts = sorted({read.source.split("/")[0] for read in state.reads if "/" in read.source})
    with st.container(horizontal=True, vertical_alignment="center", key="watch_bar"):
        st.toggle(
            t("On the map"),
            value=_on(),
            key="watch_toggle",
            on_change=_switched,
            width="content",
            help=t("Whether the events of the watched folder are on your map. The folder is read either way."),
        )
        st.text(words(watch.folder, state, on=_on()))
        if parts:
            _choose_part(parts)
    if state.trouble:
        st.warning(state.trouble, icon=":material/folder_off:")
    show_refused(state.rejected, key="watch_refused")
    before = st.session_state.get("watched", (None, ()))[0]
    follow()
    if st.session_state["watched"][0] != before:
        prepare()
        st.rerun(scope="app")


def _choose_part(parts: list[str]) -> None:
    options = ["", *parts]
    at = options.index(_part()) if _part() in options else 0
    st.selectbox(t("Which part of the folder"), options, index=at, key="watch_choice", on_change=_chosen, width=240,
                 label_visibility="collapsed", format_func=lambda part: part or t("all of it"))  # fmt: skip


def _switched() -> None:
    st.session_state["watch_on"] = st.session_state["watch_toggle"]


def _chosen() -> None:
    st.session_state["watch_part"] = st.session_state["watch_choice"]


def words(folder: Path, state: Watched, *, on: bool = True) -> str:
    """Say what the watch is at: "Watching folder incoming: 12 reports, 1 error, last look 12:01:05"."""
    reports = tn(len(state.reads), "{n} report", "{n} reports")
    errors = tn(len(state.rejected), "{n} error", "{n} errors")
    parts = [t("Watching folder {name}: {reports}, {errors}", name=folder.name, reports=reports, errors=errors)]
    if state.reading:
        parts.append(tn(state.reading, "reading {n} file", "reading {n} files"))
    elif state.waiting:
        parts.append(tn(len(state.waiting), "{n} file is still being written", "{n} files are still being written"))
    looked = _clock(state.looked_at)
    parts.append(t("last look {time}", time=looked) if looked else t("looking for the first time"))
    told = ", ".join(parts)
    return told if on else t("{told}. Not on your map.", told=told)


def _clock(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone().strftime("%H:%M:%S")
