"""What the app remembers: the front, loaded once for all sessions, and each session's view and added events."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from ..clock import DAY
from ..crs import BBox
from ..errors import InputError, ViewError
from ..perspectives import chosen_claimants
from ..pipeline import Front, load_front
from ..places.added import AddedPlaces
from ..records import Event, Frame
from ..settings import Settings
from ..store.credits import credited
from ..store.workspace import Workspace
from ..views.interactive import payload, view_json
from ..views.view import MapView, fit_bbox
from .serving import set_aside
from .texts import language
from .watching import watched_events

if TYPE_CHECKING:
    import pandas as pd


def settings() -> Settings:
    """Return the deployment's settings."""
    return Settings.from_environment()


def added_events() -> tuple[Event, ...]:
    """Return the events that this session put on the map from its own reports, less those of reports kept since."""
    events: tuple[Event, ...] = st.session_state.get("added", ())
    kept = {event.report_id for event in kept_events()}
    left = tuple(event for event in events if event.report_id not in kept)
    return events if len(left) == len(events) else left


def kept_events() -> tuple[Event, ...]:
    """Return the events of kept reports, as people left them and without rejected ones: on everybody's map.

    Whoever decided on one is named in its note. No workspace gives none.
    """
    path = settings().workspace
    if not path.exists():
        return ()
    return _kept_events(str(path), Workspace(path).generation())


@st.cache_resource(max_entries=4, show_spinner=False)
def _kept_events(path: str, generation: str) -> tuple[Event, ...]:  # noqa: ARG001 - key of the cache
    judged = Workspace(path).judged()
    return tuple(credited(one.event, one.decisions) for one in judged if one.event.review != "rejected")


def add_events(events: tuple[Event, ...]) -> None:
    """Put events on this session's map; those already there are not doubled, and stand as read last."""
    st.session_state["added"] = tuple({event.event_id: event for event in (*added_events(), *events)}.values())


def show_on_map(events: tuple[Event, ...]) -> None:
    """Put events on this session's map and turn its view to them, as far as they have days and places."""
    add_events(events)
    days = [max(day for day in (event.effective_on, event.known_from) if day) for event in events if event.effective_on]
    if not days:
        return
    last, first = max(days), max(min(days), max(days) - 30 * DAY)
    set_view(view().changed(day=last, advances_from=first, advances_to=last, perspective="all"), on_map=True)


def small_front(events: tuple[Event, ...]) -> dict[str, Any] | None:
    """Return what a small map of some events is drawn from; None where none of them has a day and a place."""
    drawn = tuple(event.model_copy(update={"review": "proposed"}) for event in events)  # an accept draws nothing new
    return _small_front(_key(drawn), drawn)


@st.cache_resource(max_entries=50, show_spinner=False)
def _small_front(key: str, _events: tuple[Event, ...]) -> dict[str, Any] | None:  # noqa: ARG001 - key of the cache
    from ..events.join import join_events
    from ..front.timeline import build_timeline

    whole = front()
    dated = [event for event in _events if event.effective_on is not None]
    if not dated:
        return None
    table = join_events(dated, whole.gazetteer, whole.boundaries).table
    if table["place_id"].isna().all():
        return None
    timeline = build_timeline(table, whole.gazetteer, whole.boundaries, reach_km=settings().reach_km)
    default = MapView.default(timeline)
    shown = default.changed(
        day=timeline.last, advances_from=timeline.first, advances_to=timeline.last, perspective="all", clock="happened",
        bbox=_around(table, default.bbox),
    )  # fmt: skip
    return payload(timeline, whole.boundaries, whole.gazetteer, shown)


def _around(table: Any, usual: BBox) -> BBox:
    """The extent of the points of a table with room around them; the usual one where there are none."""
    points = table[table["lon"].notna()]
    if points.empty:
        return usual
    lon, lat = points["lon"].astype(float), points["lat"].astype(float)
    return fit_bbox(lon.min() - 0.4, lat.min() - 0.25, lon.max() + 0.4, lat.max() + 0.25)


def remove_added() -> None:
    """Take this session's own events off the map again."""
    st.session_state["added"] = ()


def front() -> Front:
    """Return the front of this session: the record, what people kept and what it added. Shared, never changed."""
    return _front(front_key(), _own_events())


def _own_events() -> tuple[Event, ...]:
    """Events of the watched folder, added and kept ones, each once: as people left it where it is kept."""
    return tuple({event.event_id: event for part in _parts() for event in part}.values())


def _parts() -> tuple[tuple[Event, ...], ...]:
    return watched_events(), added_events(), kept_events()


@st.cache_resource(max_entries=6, show_spinner="Loading the record and drawing the zones …")
def _front(key: str, _events: tuple[Event, ...]) -> Front:  # noqa: ARG001 - key of the cache
    loaded = load_front(settings(), extra_events=_events)
    set_aside()
    return loaded


def opening() -> MapView:
    """Return the view that opens this session's front."""
    return _opening(front_key(), _own_events())


@st.cache_resource(max_entries=6, show_spinner=False)
def _opening(key: str, _events: tuple[Event, ...]) -> MapView:
    return MapView.default(_front(key, _events).timeline)


def front_key() -> str:
    """Return what names this session's front: its files, the gazetteer, and the watched, added and kept events."""
    return "\n".join((_files(), AddedPlaces(settings()).generation(), *map(_key, _parts())))


def _files() -> str:
    """The files of the record with their size and time of change; one that is gone is told when it is read."""
    told = []
    for path in settings().event_files:
        try:
            state = path.stat()
            told.append(f"{path} {state.st_size} {state.st_mtime_ns}")
        except OSError:
            told.append(f"{path} gone")
    return "\n".join(told)


def _key(events: tuple[Event, ...]) -> str:
    """A digest of all of some events: an id leaves out when a saying became known, and sessions share the cache.

    Made once for the same events: there may be thousands, and a page asks for it many times.
    """
    known: tuple[tuple[tuple[Event, ...], str], ...] = st.session_state.get("keys", ())
    for same, key in known:
        if same is events:
            return key
    told = "\n".join(event.model_dump_json() for event in events)
    key = hashlib.blake2b(told.encode(), digest_size=16).hexdigest()
    st.session_state["keys"] = ((events, key), *known)[:4]
    return key


def map_payload() -> dict[str, Any]:
    """Return what the map of this session's front is drawn from. Shared, never changed."""
    against = view().against_perspective
    return _payload(front_key(), chosen(), against if chosen_claimants(against) else "", _own_events())


@st.cache_resource(max_entries=6, show_spinner="Drawing the zones …")
def _payload(key: str, chosen: str, against: str, _events: tuple[Event, ...]) -> dict[str, Any]:
    """What the map is drawn from, with the claimants that the first and the second map are drawn according to."""
    made = _front(key, _events)
    default = _opening(key, _events)
    shown = default.changed(perspective=against) if against else default
    return payload(made.timeline, made.boundaries, made.gazetteer, shown, chosen=chosen)


def chosen() -> str:
    """Return the perspective of chosen claimants that this session's map offers, empty for none: the last one shown."""
    current = view().perspective
    if chosen_claimants(current):
        st.session_state["chosen"] = current
    told: str = st.session_state.get("chosen", "")
    return told if _known(told) else ""


def _known(perspective: str) -> bool:
    """Whether the record of this session has every claimant of a perspective: what a session added may be gone."""
    names = set(chosen_claimants(perspective))
    return not names or names <= set(front().timeline.events["claimed_by"].dropna())


def view() -> MapView:
    """Return this session's view: the last one on screen, else the one in the address, else the default.

    An address that cannot be read is told once and the default taken.
    """
    if "view" not in st.session_state:
        default = opening().changed(ui=language(), lang=language())
        try:
            asked = MapView.from_query(st.query_params.to_dict(), default)
            check_perspectives(asked)
            st.session_state["view"] = asked
        except (InputError, ViewError) as error:
            st.session_state["view"] = default
            st.session_state["bad_link"] = str(error)
    current: MapView = st.session_state["view"]
    gone = {
        name: usual
        for name, usual in (("perspective", "all"), ("against_perspective", ""))
        if not _known(getattr(current, name))
    }
    if gone:
        current = current.changed(**gone)
        set_view(current, on_map=True)
    return current


def check_perspectives(asked: MapView) -> None:
    """Check that this session's record has those according to whom a view is drawn.

    Raises
    ------
    InputError
        If it has no record of a chosen claimant.
    """
    for perspective in filter(None, (asked.perspective, asked.against_perspective)):
        front().timeline.told(perspective)


def set_view(changed: MapView, *, on_map: bool = False) -> None:
    """Remember a view; with `on_map` the map moves to it, otherwise the map is where the view came from."""
    st.session_state["view"] = changed
    if on_map:
        st.session_state.pop("mounted", None)


def view_from_map(sent: dict[str, Any]) -> MapView:
    """Return the view that the browser sent; what it does not send is kept as this session has it.

    What is no field of a view is passed over.

    Raises
    ------
    ViewError
        If what came is no view.
    """
    kept = {name: sent[name] for name in sent if name in MapView.model_fields and name != "bbox"}
    return view().changed(**kept, bbox=fit_bbox(*(float(edge) for edge in sent["bbox"])))


def mounted(page: str) -> tuple[int, dict[str, Any]]:
    """Return the view that a page's map starts from, with its stamp.

    It stays the same while the reader moves the map, so that a rerun sends the browser nothing new; it is
    taken anew when the page is entered again or the app itself changes the view.
    """
    if st.session_state.get("page") != page or "mounted" not in st.session_state:
        st.session_state["stamp"] = st.session_state.get("stamp", 0) + 1
        st.session_state["mounted"] = (st.session_state["stamp"], view_json(view()))
    enter(page)
    held: tuple[int, dict[str, Any]] = st.session_state["mounted"]
    return held


def enter(page: str) -> None:
    """Remember which page is shown."""
    if st.session_state.get("page") != page:
        st.session_state.pop("addressed", None)
    st.session_state["page"] = page


def address() -> None:
    """Write the session's view into the address, so that the address is the view.

    On a page just come to even where Streamlit holds it to be there: its menu leads to the bare address.
    """
    query = view().to_query()
    if st.query_params.to_dict() != query or "addressed" not in st.session_state:
        st.query_params.from_dict(query)
    st.session_state["addressed"] = True


def csv_of(frame: Frame, rows: pd.Series | None = None) -> bytes:
    """Return a frame's records as CSV, by date of report: all, or the `rows` marked True.

    UTF-8 with a byte order mark, without which Excel reads it in the machine's old code page.
    """
    from ..views.exchange import csv_text

    kept = frame if rows is None else replace(frame, events=frame.events[rows])
    return csv_text(kept).encode("utf-8-sig")
