"""Export: the view on the Explore map as a file. The preview is the file itself."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import streamlit as st

from ..errors import ViewError
from ..perspectives import chosen_claimants
from ..views.view import NOTE_LIMIT, SIZES, TITLE_LIMIT, MapView
from ..views.words import plain_sentence, title
from . import state
from .layout import text_page, told

if TYPE_CHECKING:
    from ..records import Frame

_FORMATS: Final = {
    "PNG": ("png", "image/png", "for the web, slides and posts"),
    "SVG": ("svg", "image/svg+xml", "to work on in a drawing program"),
    "PDF": ("pdf", "application/pdf", "for print"),
}

_LAYERS: Final = {"events": "Reports", "zones": "Zones", "advances": "Advances"}


def show() -> None:
    """Draw the page."""
    text_page()
    state.enter("export")
    with told():
        st.header("Export", anchor=False)
        view = state.view()
        frame = state.front().timeline.frame(**view.frame_arguments())
        st.write(plain_sentence(frame, view))
        st.caption("This is the view you left on the Explore map. Change dates, perspective or extent there.")
        left, right = st.columns([1, 2], gap="large")
        with left:
            form = _choices(view)
        view = state.view()
        with right:
            _map_file(frame, view, form)
        st.divider()
        _other_files(frame, view)
        st.divider()
        _share(view)


def _choices(view: MapView) -> str:
    form = st.segmented_control("Format", list(_FORMATS), default="PNG", key="export_format") or "PNG"
    st.caption(_FORMATS[form][2])
    size = st.selectbox(
        "Size", list(SIZES), index=list(SIZES).index(view.size), format_func=_size_words, key="export_size"
    )
    own_title = st.text_input(
        "Title", value=view.title, max_chars=TITLE_LIMIT, placeholder=title(view.changed(title="")), key="export_title"
    )
    note = st.text_area("Note under the map", value=view.note, max_chars=NOTE_LIMIT, height=90, key="export_note")
    try:
        state.set_view(view.changed(size=size, title=own_title, note=note))
    except ViewError as error:
        st.warning(str(error))
    return form


def _size_words(name: str) -> str:
    sheet = SIZES[name]
    width, height = sheet.pixels
    return f"{sheet.words} ({width} × {height} px)"


def _map_file(frame: Frame, view: MapView, form: str) -> None:
    ending, mime, _ = _FORMATS[form]
    button = st.empty()
    # while the map is drawn there is nothing to download: the page would still hold the previous one
    button.button(f"Drawing the {form} …", disabled=True, icon=":material/hourglass_top:", key="download_wait")
    with st.spinner("Drawing the map …"):
        content = _rendered(state.front_key(), view, ending, frame)
        shown = _rendered(state.front_key(), view, "svg", frame) if ending == "pdf" else content
    # an address is shown as it is; Streamlit would redraw a large picture given as bytes
    kind = "image/png" if ending == "png" else "image/svg+xml"
    st.image(f"data:{kind};base64,{base64.b64encode(shown).decode()}", width="stretch")
    if ending == "pdf":
        st.caption("The PDF holds this same drawing; browsers do not show a PDF inside a page.")
    button.download_button(
        f"Download {form} ({len(content) / 1000:,.0f} kB)",
        content,
        file_name=f"{_name(view)}.{ending}",
        mime=mime,
        type="primary",
        icon=":material/download:",
        key="download_map",
    )


@st.cache_data(max_entries=24, show_spinner=False)
def _rendered(front_key: str, view: MapView, ending: str, _frame: Frame) -> bytes:  # noqa: ARG001 - key of the cache
    from ..views.static import render

    made = state.front()
    return render(_frame, view, boundaries=made.boundaries, gazetteer=made.gazetteer, format=ending)


def _name(view: MapView) -> str:
    return f"front_{view.day}_{'chosen' if chosen_claimants(view.perspective) else view.perspective}"


def _other_files(frame: Frame, view: MapView) -> None:
    st.subheader("The same view as data or as one page", anchor=False)
    data = state.map_payload()  # files are made outside the session, when asked for
    page, table, shapes = st.columns(3)
    with page:
        st.download_button(
            "Interactive map (HTML)", lambda: _page(data, view), file_name=f"{_name(view)}.html", mime="text/html",
            width="stretch", on_click="ignore", key="download_html",
        )  # fmt: skip
        st.caption("One file that works without a network, from a memory stick too. It holds the whole record.")
    with table:
        st.download_button(
            "Reports (CSV)", lambda: state.csv_of(frame), file_name=f"{_name(view)}.csv", mime="text/csv",
            width="stretch", on_click="ignore", key="download_csv",
        )  # fmt: skip
        st.caption(f"The {len(frame.events):,} reports of this view, with claimant, status, sources and notes.")
    with shapes:
        layer = st.selectbox(
            "Layer", list(_LAYERS), format_func=_LAYERS.__getitem__, key="export_layer", label_visibility="collapsed"
        )
        st.download_button(
            f"{_LAYERS[layer]} (GeoJSON)", lambda: _geojson(frame, view, layer),
            file_name=f"{_name(view)}_{layer}.geojson", mime="application/geo+json",
            width="stretch", on_click="ignore", key="download_geojson",
        )  # fmt: skip
        st.caption("One layer of this view with its geometry, for other map programs.")


def _geojson(frame: Frame, view: MapView, layer: str) -> bytes:
    from ..views.exchange import geojson_text

    return geojson_text(frame, view, layer).encode("utf-8")


def _page(data: dict[str, Any], view: MapView) -> bytes:
    from ..views.interactive import page_html, titled

    return page_html(titled(data, view)).encode("utf-8")


def _share(view: MapView) -> None:
    st.subheader("A link to this view", anchor=False)
    here = (st.context.url or "").split("?")[0].removesuffix("/").removesuffix("/export")
    st.code(f"{here}/?{urlencode(view.to_query(), safe=',')}", language=None, wrap_lines=True)
    st.caption("It opens the same map. `python -m geo render --link` draws it on the command line.")
