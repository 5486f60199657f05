"""Export: the view on the Explore map as a file. The preview is the file itself."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from ..errors import ViewError
from ..views.view import NOTE_LIMIT, SIZES, TITLE_LIMIT, MapView
from ..views.words import plain_sentence, title
from . import overlays, state
from .keeping import file_stem, link_to
from .layout import text_page, told
from .texts import number, t, tn

if TYPE_CHECKING:
    from ..records import Frame
    from ..views.overlays import Overlay

_FORMATS: Final = {
    "PNG": ("png", "image/png"),
    "SVG": ("svg", "image/svg+xml"),
    "PDF": ("pdf", "application/pdf"),
}


def show() -> None:
    """Draw the page."""
    text_page()
    state.enter("export")
    with told():
        st.header(t("Export"), anchor=False)
        view = state.view()
        frame = state.front().timeline.frame(**view.frame_arguments())
        st.write(plain_sentence(frame, view))
        st.caption(t("This is the view you left on the Explore map. Change dates, perspective or extent there."))
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
    form = st.segmented_control(t("Format"), list(_FORMATS), default="PNG", key="export_format") or "PNG"
    uses = {
        "PNG": t("for the web, slides and posts"),
        "SVG": t("to work on in a drawing program"),
        "PDF": t("for print"),
    }
    st.caption(uses[form])
    size = st.selectbox(
        t("Size"), list(SIZES), index=list(SIZES).index(view.size), format_func=_size_words, key="export_size"
    )
    own_title = st.text_input(
        t("Title"),
        value=view.title,
        max_chars=TITLE_LIMIT,
        placeholder=title(view.changed(title="")),
        key="export_title",
    )
    note = st.text_area(t("Note under the map"), value=view.note, max_chars=NOTE_LIMIT, height=90, key="export_note")
    try:
        state.set_view(view.changed(size=size, title=own_title, note=note))
    except ViewError as error:
        st.warning(str(error))
    return form


def _size_words(name: str) -> str:
    sheet = SIZES[name]
    width, height = sheet.pixels
    return f"{_sheets()[name]} ({width} × {height} px)"


def _sheets() -> dict[str, str]:
    """What each paper is for."""
    return {
        "web": t("article, wide"),
        "square": t("square post"),
        "portrait": t("story on a phone, 9:16"),
        "a4": t("A4 sheet, landscape"),
        "a4_portrait": t("A4 sheet, portrait"),
        "column": t("one newspaper column, 90 mm"),
        "slide": t("slide, 16:9"),
        "slide_4k": t("slide, 16:9, 4K"),
    }


def _map_file(frame: Frame, view: MapView, form: str) -> None:
    ending, mime = _FORMATS[form]
    button = st.empty()
    # while the map is drawn there is nothing to download: the page would still hold the previous one
    button.button(
        t("Drawing the {form} …", form=form), disabled=True, icon=":material/hourglass_top:", key="download_wait"
    )
    with st.spinner(t("Drawing the map …")):
        key = "\n".join((state.front_key(), *(one["id"] for one in overlays.shown())))
        content = _rendered(key, view, ending, frame, overlays.kept())
        shown = _rendered(key, view, "svg", frame, overlays.kept()) if ending == "pdf" else content
    # an address is shown as it is; Streamlit would redraw a large picture given as bytes
    kind = "image/png" if ending == "png" else "image/svg+xml"
    st.image(f"data:{kind};base64,{base64.b64encode(shown).decode()}", width="stretch")
    if ending == "pdf":
        st.caption(t("The PDF holds this same drawing; browsers do not show a PDF inside a page."))
    button.download_button(
        t("Download {form} ({size} kB)", form=form, size=number(len(content) / 1000)),
        content,
        file_name=f"{file_stem(view)}.{ending}",
        mime=mime,
        type="primary",
        icon=":material/download:",
        key="download_map",
    )


@st.cache_data(max_entries=24, show_spinner=False)
def _rendered(
    key: str,  # noqa: ARG001 - key of the cache: the front and the overlays
    view: MapView,
    ending: str,
    _frame: Frame,
    _overlays: tuple[Overlay, ...],
) -> bytes:
    from ..views.static import render

    made = state.front()
    return render(_frame, view, boundaries=made.boundaries, gazetteer=made.gazetteer, format=ending, overlays=_overlays)


def _other_files(frame: Frame, view: MapView) -> None:
    st.subheader(t("The same view as data or as one page"), anchor=False)
    data, added = state.map_payload(), overlays.shown()  # files are made outside the session, when asked for
    page, table, shapes = st.columns(3)
    with page:
        st.download_button(
            t("Interactive map (HTML)"), lambda: _page(data, view, added), file_name=f"{file_stem(view)}.html",
            mime="text/html", width="stretch", on_click="ignore", key="download_html",
        )  # fmt: skip
        st.caption(t("One file that works without a network, from a memory stick too. It holds the whole record."))
    with table:
        st.download_button(
            t("Reports (CSV)"), lambda: state.csv_of(frame), file_name=f"{file_stem(view)}.csv", mime="text/csv",
            width="stretch", on_click="ignore", key="download_csv",
        )  # fmt: skip
        st.caption(
            tn(
                len(frame.events),
                "The {n} report of this view, with claimant, status, sources and notes.",
                "The {n} reports of this view, with claimant, status, sources and notes.",
            )
        )
    layers = {"events": t("Reports"), "zones": t("Zones"), "advances": t("Advances")}
    with shapes:
        layer = st.selectbox(
            t("Layer"), list(layers), format_func=layers.__getitem__, key="export_layer", label_visibility="collapsed"
        )
        st.download_button(
            f"{layers[layer]} (GeoJSON)", lambda: _geojson(frame, view, layer),
            file_name=f"{file_stem(view)}_{layer}.geojson", mime="application/geo+json",
            width="stretch", on_click="ignore", key="download_geojson",
        )  # fmt: skip
        st.caption(t("One layer of this view with its geometry, for other map programs."))


def _geojson(frame: Frame, view: MapView, layer: str) -> bytes:
    from ..views.exchange import geojson_text

    return geojson_text(frame, view, layer).encode("utf-8")


def _page(data: dict[str, Any], view: MapView, added: list[dict[str, Any]]) -> bytes:
    from ..views.interactive import page_html, titled

    return page_html(titled(data, view, overlays=added)).encode("utf-8")


def _share(view: MapView) -> None:
    st.subheader(t("A link to this view"), anchor=False)
    st.code(link_to(view), language=None, wrap_lines=True)
    st.caption(t("It opens the same map. `python -m geo render --link` draws it on the command line."))
