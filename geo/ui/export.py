"""Export: the view on the Explore map as a file. The preview is the file itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from ..views.view import MapView
from ..views.words import plain_sentence
from . import edition_form, film, overlays, printing, series, state
from .edition import Draft
from .keeping import file_stem, link_to
from .layout import text_page, told
from .texts import t, tn

if TYPE_CHECKING:
    from ..records import Frame


#: The map stays in sight while its choices are gone through, where there is room beside them. Where a file that is made
#: when it is asked for fails, Streamlit says so in English for some seconds: the page's words stand in their place.
_STYLE: Final = """<style>
@media (min-width: 641px) {
  .stColumn:has(.st-key-export_right) > .stVerticalBlock { position: sticky; top: 5rem; height: auto; }
}
[data-testid="stDownloadButtonError"] { font-size: 0; }
[data-testid="stDownloadButtonError"]::after { font-size: 0.875rem; content: "FAILED"; }
</style>"""


def show() -> None:
    """Draw the page."""
    text_page()
    failed = t("This file could not be made: a fault of the program, which is in the server's log. Try again.")
    st.html(_STYLE.replace("FAILED", failed))
    state.enter("export")
    with told():
        st.header(t("Export"), anchor=False)
        view = state.view()
        frame = state.front().timeline.frame(**view.frame_arguments())
        st.write(plain_sentence(frame, view))
        st.caption(t("This is the view you left on the Explore map. Change dates, perspective or extent there."))
        what = series.what()
        left, right = st.columns([1, 2], gap="large")
        draft = Draft()
        with left:
            moving = film.asked(view, draft) if what == "film" else None
            views = series.asked(what, view, draft) if what in series.SHEETS else ()
            edition_form.choices(frame, view, draft, what)
        with right, st.container(key="export_right"):
            if moving is not None:
                film.show(moving, state.view(), draft)
            elif what in series.SHEETS:
                series.show(views, state.view(), draft, what)
            else:
                printing.show(frame, state.view(), draft)
        st.divider()
        _other_files(frame, view)
        st.divider()
        _share(view)
        state.address()


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
