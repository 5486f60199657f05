"""Keep and share, below the Explore map: views under a name, the link, and what is on screen as files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import streamlit as st

from ..errors import GeoError
from ..perspectives import chosen_claimants
from ..store.journal import Decision
from ..store.named_views import NAME_LIMIT, NamedView, NamedViews
from ..store.workspace import Workspace
from ..views.view import MapView
from . import kept, overlays, state
from .credit_words import told
from .texts import t, tn

if TYPE_CHECKING:
    import pandas as pd

    from ..records import Frame

#: What the visible rows are written as: ending -> (label, media type).
_FORMS: Final = {
    "csv": ("CSV", "text/csv"),
    "geojson": ("GeoJSON", "application/geo+json"),
    "gpkg": ("GeoPackage", "application/geopackage+sqlite3"),
    "kml": ("KML", "application/vnd.google-earth.kml+xml"),
}


def show(frame: Frame, view: MapView, rows: pd.Series) -> None:
    """Draw the part of the page; `rows` marks the frame's events that are on screen."""
    part = st.expander(t("Keep and share"), key="explore_keep", on_change="rerun")
    if not part.open:
        return
    with part:
        kept.name_bar()
        _told()
        _save(view)
        _saved()
        st.divider()
        st.code(link_to(view), language=None, wrap_lines=True)
        st.caption(t("This address opens the same map. So does a copy of the address bar."))
        st.divider()
        _files(replace(frame, events=frame.events[rows]), view)


def link_to(view: MapView) -> str:
    """Return the address of a view on the Explore map of this server."""
    here = (st.context.url or "").split("?")[0].rstrip("/")
    for page in ("/explore", "/export"):
        here = here.removesuffix(page)
    return f"{here}/?{urlencode(view.to_query(), safe=',')}"


def file_stem(view: MapView) -> str:
    """Return how a file with a view is called, without its ending."""
    return f"front_{view.day}_{'chosen' if chosen_claimants(view.perspective) else view.perspective}"


def _told() -> None:
    """Tell once what became of the last click."""
    done, bad = (st.session_state.pop(key, None) for key in ("keep_done", "keep_bad"))
    if done is not None:
        st.success(kept.plain(done), icon=":material/check:")
    if bad is not None:
        st.warning(kept.plain(bad), icon=":material/error:")


def _save(view: MapView) -> None:
    field, button = st.columns([3, 1], vertical_alignment="bottom")
    name = field.text_input(
        t("Name of this view"),
        key="keep_name",
        max_chars=NAME_LIMIT,
        placeholder=t("Sudzha, the last week"),
        help=t(
            "Days, perspective, filters, extent and whatever else the address holds are kept under it, for everybody "
            "who uses this workspace, with who saved it and when."
        ),
    )
    taken = next((one for one in _every() if one.kept and _same(one.name, name)), None)
    others = taken if taken is not None and taken.who != kept.who() else None
    knowingly = others is not None and st.checkbox(
        t(
            "Replace the view “{name}”: {done}. It stays in the history.",
            name=kept.plain(others.name),
            done=kept.plain(told(others.last)),
        ),
        key=f"keep_replace_{others.seen}",
    )
    button.button(
        t("Save this view"),
        on_click=kept.act,
        args=(_keep, name, view.to_query(), others.seen if others is not None and knowingly else None),
        disabled=not name.strip() or (others is not None and not knowingly),
        icon=":material/bookmark_add:",
        key="keep_save",
        width="stretch",
    )


def _same(name: str, typed: str) -> bool:
    return name.casefold() == " ".join(typed.split()).casefold()


def _keep(name: str, query: Mapping[str, str], replacing: int | None) -> Decision:
    made = _views().save(name, query, kept.who(), replacing=replacing)
    st.session_state["keep_name"] = ""
    st.session_state["keep_done"] = t("Saved “{name}”.", name=made.changes["name"])
    return made


def _saved() -> None:
    """List the views that people saved, those removed last, each with what can be done with it."""
    every = {one.name: one for one in sorted(_every(), key=lambda one: not one.kept)}
    if not every:
        st.caption(t("Nobody has saved a view yet."))
        return
    name = st.selectbox(t("Saved views"), list(every), format_func=lambda name: _line(every[name]), key="keep_saved")
    chosen = every[name]
    shown, away, back = st.columns(3)
    shown.button(
        t("Open this view"), on_click=_open, args=(dict(chosen.query),), disabled=not chosen.kept,
        icon=":material/map:", key="keep_open", width="stretch",
    )  # fmt: skip
    away.button(
        t("Remove this view"), on_click=kept.act, args=(_remove, name, chosen.seen), disabled=not chosen.kept,
        icon=":material/bookmark_remove:", key="keep_remove", width="stretch",
        help=t("It leaves the list for everybody; it can be put back."),
    )  # fmt: skip
    back.button(
        t("Undo the saving") if chosen.kept else t("Put it back"),
        on_click=kept.act, args=(_undo, name, chosen.seen), icon=":material/undo:", key="keep_undo", width="stretch",
    )  # fmt: skip


def _line(one: NamedView) -> str:
    return f"{one.name} · {told(one.last)}"


def _remove(name: str, seen: int) -> Decision:
    made = _views().remove(name, kept.who(), seen=seen)
    st.session_state["keep_done"] = t("Removed “{name}”.", name=name)
    return made


def _undo(name: str, seen: int) -> Decision:
    made = _views().undo(name, kept.who(), seen=seen)
    st.session_state["keep_done"] = t("Undone: the last entry about “{name}”.", name=name)
    return made


def _open(query: dict[str, str]) -> None:
    """Turn the map to a saved view; one that this record cannot show is told."""
    try:
        asked = MapView.from_query(query)
        state.check_perspectives(asked)
    except GeoError as error:
        st.session_state["keep_bad"] = t("This view cannot be shown here. {why}", why=error)
        return
    state.set_view(asked, on_map=True)


def _views() -> NamedViews:
    return NamedViews(state.settings().workspace)


def _every() -> tuple[NamedView, ...]:
    path = state.settings().workspace
    return _read(str(path), Workspace(path).generation()) if path.exists() else ()


@st.cache_data(max_entries=4, show_spinner=False)
def _read(path: str, generation: str) -> tuple[NamedView, ...]:  # noqa: ARG001 - key of the cache
    return NamedViews(path).every(removed=True)


def _files(visible: Frame, view: MapView) -> None:
    """Offer what is on screen as files, made when they are asked for."""
    st.caption(
        tn(
            len(visible.events),
            "The {n} report that the map window shows, as a file.",
            "The {n} reports that the map window shows, as a file.",
        )
        + " "
        + t("The GeoPackage holds the zones and advances of this view too.")
        + " "
        + t("The page holds the whole record, opens with this view and needs no network.")
    )
    columns = st.columns(len(_FORMS) + 1)
    for column, (ending, (label, media)) in zip(columns, _FORMS.items(), strict=False):
        column.download_button(
            label, partial(_rows, visible, view, ending), file_name=f"{file_stem(view)}.{ending}",
            mime=media, on_click="ignore", icon=":material/download:", key=f"keep_{ending}", width="stretch",
        )  # fmt: skip
    data, own = state.map_payload(), overlays.shown()  # files are made outside the session
    columns[-1].download_button(
        t("Page (HTML)"), partial(_page, data, view, own), file_name=f"{file_stem(view)}.html", mime="text/html",
        on_click="ignore", icon=":material/download:", key="keep_html", width="stretch",
    )  # fmt: skip


def _rows(visible: Frame, view: MapView, ending: str) -> bytes:
    from ..views.exchange import exchange_bytes

    return state.csv_of(visible) if ending == "csv" else exchange_bytes(visible, view, ending)


def _page(data: dict[str, Any], view: MapView, own: list[dict[str, Any]]) -> bytes:
    from ..views.interactive import page_html, titled

    return page_html(titled(data, view, overlays=own)).encode("utf-8")
