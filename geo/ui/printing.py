"""The map as a file: drawn when something changed, shown as it is, with its text and what makes it again."""

from __future__ import annotations

import base64
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from ..errors import GeoError
from ..views.edition import Edition
from ..views.view import MapView
from ..views.words import plain_sentence, title
from . import house_style, overlays, state
from .edition import Draft
from .edition_form import FORMATS
from .keeping import file_stem, link_to
from .markup import tag
from .texts import number, t

if TYPE_CHECKING:
    from ..pipeline import Front
    from ..records import Frame
    from ..views.overlays import Overlay

_INCH_MM: Final = 25.4
_MEDIA: Final = dict(FORMATS.values())
#: A paper as white as the page has an edge.
_FRAMED: Final = "width: 100%; height: auto; display: block; border: 1px solid light-dark(#c9c3b6, #484c54);"
#: A preview is at most so many times as large as the paper, at 96 pixels an inch.
_ENLARGED: Final = 1.5
#: The last map that could be drawn, for while a choice is not accepted.
_LAST: Final = "export_last"


@dataclass(frozen=True)
class Print:
    """A map or a sheet of maps that is drawn: the file, and what asked for it. A PDF is shown by its SVG.

    `kind` ends the name of a sheet's file; `house` holds the files of the house style.
    """

    content: bytes
    shown: bytes
    view: MapView
    edition: Edition
    ending: str
    dpi: int | None
    kind: str = ""
    house: Mapping[str, bytes] = field(default_factory=house_style.uploaded)

    @property
    def name(self) -> str:
        """Name of the file."""
        return f"{file_stem(self.view)}{self.kind}.{self.ending}"


def show(frame: Frame, view: MapView, draft: Draft) -> None:
    """Draw the map that is asked for, with what is told of it and what makes it again."""

    def draw() -> Print:
        asked = (view, draft.edition, frame, overlays.kept())
        key = _key(view, draft.edition)
        content = _rendered(key, draft.ending, draft.dpi, *asked)
        shown = _rendered(key, "svg", None, *asked) if draft.ending == "pdf" else content
        return Print(content, shown, view, draft.edition, draft.ending, draft.dpi)

    made = drawn(draft, draw, plain_sentence(frame, view))
    if made is not None:
        _text_and_source(made)


def drawn(draft: Draft, draw: Callable[[], Print], told: str) -> Print | None:
    """Draw a file and offer it; where a choice is not accepted, keep to the last one that could be drawn."""
    button = st.empty()
    # while the map is drawn there is nothing to download: the page would still hold the previous one
    button.button(
        t("Drawing the {form} …", form=draft.ending.upper()), disabled=True, icon=":material/hourglass_top:",
        key="download_wait",
    )  # fmt: skip
    last: Print | None = st.session_state.get(_LAST)
    faulty = False
    if not draft.troubles or last is None:
        try:
            with st.spinner(t("Drawing the map …"), show_time=True):
                last = draw()
        except GeoError as error:
            draft.refuse_drawing(error)
        except Exception as error:  # noqa: BLE001 - the page would end here, with a button that waits for ever
            faulty = True
            draft.refuse_fault(error)
            st.button(t("Draw it again"), icon=":material/refresh:", key="draw_again")
        else:
            st.session_state[_LAST] = last
    if last is None:
        button.empty()
        return None
    if faulty:
        st.warning(t("This is the last map that could be drawn."))
    elif draft.troubles:
        st.warning(t("One of the choices is not accepted. This is the last map that could be drawn."))
    _picture(last, told)
    button.download_button(
        t("Download {form} ({size} kB)", form=last.ending.upper(), size=number(len(last.content) / 1000)),
        last.content, file_name=last.name, mime=_MEDIA[last.ending], type="primary", icon=":material/download:",
        on_click="ignore", key="download_map",
    )  # fmt: skip
    return last


def anything_drawn() -> bool:
    """Whether this session has a map to keep to while a choice is not accepted."""
    return _LAST in st.session_state


def front_and_overlays() -> str:
    """Return what names the front and what is laid over it."""
    return "\n".join((state.front_key(), *(one["id"] for one in overlays.shown())))


def _key(view: MapView, edition: Edition) -> str:
    """What names a map: front and overlays, the view without what opens a panel, and the edition."""
    return "\n".join((front_and_overlays(), view.changed(at="").model_dump_json(), edition.model_dump_json()))


@st.cache_data(max_entries=24, show_spinner=False)
def _rendered(
    key: str,  # noqa: ARG001 - key of the cache: front, overlays, view and edition
    ending: str,
    dpi: int | None,
    _view: MapView,
    _edition: Edition,
    _frame: Frame,
    _overlays: tuple[Overlay, ...],
) -> bytes:
    from ..views.static import render

    made = state.front()
    return render(
        _frame, _view, boundaries=made.boundaries, gazetteer=made.gazetteer, format=ending, dpi=dpi,
        overlays=_overlays, edition=_edition,
    )  # fmt: skip


def _picture(made: Print, told: str) -> None:
    media = "image/svg+xml" if made.ending == "pdf" else _MEDIA[made.ending]
    across = made.edition.sheet(made.view).width_in * 96 * _ENLARGED
    picture(made.shown, media, f"{title(made.view)}. {told}", across)
    st.caption(measures(made))
    if made.ending == "pdf":
        st.caption(t("The PDF holds this same drawing; browsers do not show a PDF inside a page."))


def picture(content: bytes, media: str, told: str, across_px: float) -> None:
    """Draw a picture as it is, up to a width in pixels of the screen, with its alternative text.

    Streamlit's own picture would be drawn anew where it is large, and tell a screen reader its number.
    """
    address = f"data:{media};base64,{base64.b64encode(content).decode()}"
    style = f"{_FRAMED} max-width: {across_px:.0f}px;"
    st.html(tag("img", src=address, alt=told, class_="fm-print", style=style))


def measures(made: Print) -> str:
    """Return the size of a map in words: millimetres of paper, and the dots of a PNG."""
    paper = made.edition.sheet(made.view)
    width, height = (number(inches * _INCH_MM) for inches in (paper.width_in, paper.height_in))
    if made.ending != "png":
        return t("{width} × {height} mm; sharp at every size", width=width, height=height)
    across, down = (int.from_bytes(made.content[at : at + 4], "big") for at in (16, 20))  # of the PNG's header
    return t(
        "{across} × {down} px; {width} × {height} mm at {dpi} dots per inch",
        across=number(across), down=number(down), width=width, height=height, dpi=number(made.dpi or paper.dpi),
    )  # fmt: skip


def _text_and_source(made: Print) -> None:
    text = text_of(made)
    told, again = st.columns(2)
    with told:
        st.download_button(
            t("Alt text (TXT)"), text, file_name=f"{made.name}.txt", mime="text/plain", width="stretch",
            on_click="ignore", icon=":material/description:", key="download_text",
        )  # fmt: skip
        st.caption(t("What the map shows, for those who cannot see it; all sources, notes and the view."))
    content, name, media = recipe(made)
    with again:
        st.download_button(
            t("Edition (ZIP)") if name.endswith(".zip") else t("Edition (YAML)"), content, file_name=name, mime=media,
            width="stretch", on_click="ignore", icon=":material/tune:", key="download_edition",
        )  # fmt: skip
        st.caption(t("Paper, colours, call-outs: with it the command line makes the same file."))
    part = st.expander(t("Alt text to copy, and the command line"), key="part_again", on_change="rerun")
    if part.open:
        with part:
            st.code(text().split("\n\n")[1], language=None, wrap_lines=True)
            st.code(command(made, link_to(made.view), name), language="bash", wrap_lines=True)
            if state.added_events() or overlays.kept():
                st.caption(t("What you added in this session, reports and overlays, is not in the command line's map."))


def text_of(made: Print) -> Callable[[], str]:
    """Return what makes the text beside a map when it is asked for, outside the session too."""
    front, frame = state.front(), state.front().timeline.frame(**made.view.frame_arguments())
    return partial(_text, _key(made.view, made.edition), made.view, made.edition, frame, overlays.kept(), front)


def command(made: Print, link: str, name: str) -> str:
    """Return the command line that makes a map again, beside its edition's file of a name."""
    edition = f"{file_stem(made.view)}.edition.yaml"
    given = [*(["--dpi", str(made.dpi)] if made.dpi else []), "--edition", edition, "-o", made.name]
    line = shlex.join(["python", "-m", "geo", "render", "--link", link, *given])
    return f"unzip {shlex.quote(name)}\n{line}" if name.endswith(".zip") else line


def recipe(made: Print) -> tuple[bytes, str, str]:
    """Return the edition's file: content, name and media type. With a house style it is a ZIP of both."""
    stem = f"{file_stem(made.view)}.edition"
    if made.edition.house is None:
        return made.edition.to_yaml().encode(), f"{stem}.yaml", "application/yaml"
    edition = made.edition.to_yaml(house_style.FILE).encode()
    return house_style.bundle(made.house, {f"{stem}.yaml": edition}), f"{stem}.zip", "application/zip"


@st.cache_data(max_entries=24, show_spinner=False)
def _text(
    key: str,  # noqa: ARG001 - key of the cache: front, overlays, view and edition
    _view: MapView,
    _edition: Edition,
    _frame: Frame,
    _overlays: tuple[Overlay, ...],
    _front: Front,
) -> str:
    from ..views.static import sidecar_text
    from ..views.static_compose import compose

    return sidecar_text(compose(_frame, _view, _front.boundaries, _front.gazetteer, _overlays, _edition))
