"""What the app keeps: the workspace, the name of who decides, and decisions taken with a click.

A reading is held from the first decision on it, and on everybody's map from "keep". Nothing here is remembered
by a session but who decides, and what of each event it has seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from ..errors import GeoError
from ..pipeline import Reading
from ..records import Event, Mention, Report
from ..store.journal import Decision, chosen_for, report_subject, standing
from ..store.rereading import reread
from ..store.tables import Journal
from ..store.workspace import Held, Workspace, in_text
from . import state
from .texts import t

#: How often a page looks whether somebody else decided, seconds.
_LOOK_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A report as a page shows it: what the text gave, and what people made of it.

    Attributes
    ----------
    events : tuple of Event
        With decisions applied, rejected ones included; by place in the text.
    read : mapping of str to Event
        event_id -> the event as read.
    journal : mapping of str to tuple of Decision
        By subject_id; empty where nobody decided.
    held, kept : bool
        Whether the workspace has the report, and whether it is on everybody's map.
    newer : tuple of Event
        Events as the rules read the report now, where that differs from what is held; empty otherwise.
    """

    report: Report
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]
    read: dict[str, Event]
    journal: Journal
    choices: tuple[Decision, ...] = ()
    held: bool = False
    kept: bool = False
    newer: tuple[Event, ...] = ()

    def decisions(self, event: Event) -> tuple[Decision, ...]:
        """The decisions that stand on an event, the choice that placed it first."""
        choice = chosen_for(self.read[event.event_id], self.choices)
        own = standing(self.journal.get(event.event_id, ()))
        return (*((choice,) if choice is not None else ()), *own)

    def seen(self, subject_id: str) -> int:
        """The number of the last entry about something, 0 where there is none."""
        entries = self.journal.get(subject_id, ())
        return entries[-1].number if entries else 0


def workspace() -> Workspace:
    """Return the workspace, made if it is not there."""
    return Workspace(state.settings().workspace)


def shown(reading: Reading) -> Shown:
    """Return a report as it stands: as the workspace holds it, else as it was read."""
    path = state.settings().workspace
    held = Workspace(path).held(reading.report.report_id) if path.exists() else None
    if held is None:
        events = tuple(sorted(reading.events, key=in_text))
        return Shown(reading.report, reading.mentions, events, {event.event_id: event for event in events}, {})
    return shown_held(held, reading)


def shown_held(held: Held, reading: Reading) -> Shown:
    """Return what is held of a report with the mentions of a reading."""
    read = {event.event_id: event for event in held.read}
    decided = {key for key in read if standing(held.journal.get(key, ()))}
    change = reread(read, decided, {event.event_id: event for event in reading.events})
    newer = reading.events if change else ()
    return Shown(
        held.report, reading.mentions, held.events, read, held.journal, held.choices, True, held.kept, newer
    )  # fmt: skip


def who() -> str:
    """Return the name of who decides in this session, empty until it is told."""
    name: str = st.session_state.get("decider", "")
    return name


def act(what: Callable[..., Decision], *arguments: Any, **options: Any) -> None:
    """Take a decision, a callback of a button; while nobody is named it waits for the name."""
    if not who():
        st.session_state["waiting"] = (what, arguments, options)
        return
    st.session_state.pop("waiting", None)
    try:
        made = what(*arguments, **options)
    except GeoError as error:
        st.session_state["refused"] = str(error)
        return
    seen_now(made)


def seen_now(made: Decision) -> None:
    """Remember that this session has seen a decision, as its own."""
    st.session_state.setdefault("drawn", {})[made.subject_id] = made.number


def on_event(given: Shown, event: Event, action: str, seen: int, changes: dict[str, Any] | None = None) -> Decision:
    """Decide on an event of a report; the first decision on a report makes the workspace hold it.

    The last decision stands. Where somebody decided since `seen`, that is told.
    """
    held = _held(given)
    before = held.decisions(event.event_id)
    made = held.decide(event.event_id, action, who(), changes=changes, seen=seen)
    if before and before[-1].number > seen:
        last = before[-1]
        st.session_state["refused"] = t(
            "{who} decided on this meanwhile ({what}). Yours is the later decision, so it stands; both are in the "
            "history.",
            who=last.who,
            what=last.action,
        )
    return made


def choose(given: Shown, names: list[str], fields: dict[str, Any]) -> Decision:
    """Remember which place names of a report mean."""
    return _held(given).choose(given.report.report_id, names, fields, who())


#: The fields that a choice of a place sets.
PLACE: Final = ("place_id", "place_name", "place_native", "admin1", "country", "lon", "lat", "precision",
                "uncertainty_km", "geocoded_by", "note")  # fmt: skip


def correct(given: Shown, event: Event, seen: int, changes: dict[str, Any], names: list[str]) -> Decision:
    """Change an event; a place chosen for an ambiguous name, in the spellings `names`, is remembered as a choice."""
    place = {name: changes[name] if name in changes else getattr(event, name) for name in PLACE}
    if not names or not set(changes) & set(PLACE):
        return on_event(given, event, "edit", seen, changes)
    made = choose(given, names, place)
    seen_now(made)
    rest = {name: value for name, value in changes.items() if name not in PLACE}
    return on_event(given, event, "edit", seen, rest) if rest else made


def keep(given: Shown, kept: bool) -> Decision:
    """Put a report's events on everybody's map, or take them off."""
    return _held(given).keep(given.report.report_id, who(), kept=kept)


def undo(subject_id: str, seen: int) -> Decision:
    """Take back the last decision on something."""
    return workspace().undo(subject_id, who(), seen=seen)


def read_again(given: Shown) -> None:
    """Replace the held events of a report by those of its new reading; what people decided stays."""
    workspace().add_reading(given.report, given.newer)


def _held(given: Shown) -> Workspace:
    found = workspace()
    if not given.held:
        found.add_reading(given.report, given.read.values())
    return found


def report_seen(given: Shown) -> int:
    """Return the number of the last entry about the report itself."""
    return given.seen(report_subject(given.report.report_id))


def name_bar() -> None:
    """Ask once who decides, and tell what could not be done; the head of every page with decisions.

    The field stays where it is: a page that moves under the hand makes clicks miss.
    """
    st.text_input(
        t("Your name"),
        value=who(),
        key="decider_field",
        max_chars=80,
        placeholder=t("Kept with every decision you take"),
        on_change=_named,
        help=t("Asked once. Every decision is kept with who took it and when."),
    )
    if "waiting" in st.session_state:
        st.warning(t("Say who you are first, then what you just decided is kept with your name."))
    refused = st.session_state.pop("refused", None)
    if refused is not None:
        st.warning(plain(refused), icon=":material/sync_problem:")


def _named() -> None:
    st.session_state["decider"] = " ".join(st.session_state["decider_field"].split())
    waiting = st.session_state.get("waiting")
    if who() and waiting is not None:
        what, arguments, options = waiting
        act(what, *arguments, **options)


def plain(text: str) -> str:
    """Text for a widget that reads Markdown: what people typed is shown, not interpreted."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]()<>#+-!|~$:&" else char for char in text)


def look() -> None:
    """Remember the state of the workspace that a page is about to draw; call it first."""
    st.session_state["generation"] = _generation()


@st.fragment(run_every=_LOOK_S)
def follow() -> None:
    """Draw the page anew when somebody else decided; call it last."""
    if st.session_state.get("generation") != _generation():
        st.rerun(scope="app")


def _generation() -> str:
    path = state.settings().workspace
    return Workspace(path).generation() if path.exists() else ""
