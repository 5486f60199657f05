"""An animation on the Export page: the days of a period as a GIF, an MP4 or numbered pictures, drawn when asked for."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from ..errors import GeoError
from ..views.files import zipped
from ..views.view import MapView
from . import state
from .edition import Draft
from .form import FILM, PREFIX, chosen, seeded
from .keeping import file_stem
from .kept import plain
from .printing import front_and_overlays, picture
from .series import span, tell_left_out, worded
from .texts import number, t, tn

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

#: Frames that are drawn without a question, and the dots of all frames together that are held at once.
_UNASKED: Final = 60
_MOST_DOTS: Final = 300_000_000
_WIDTHS: Final = (800, 1280, 1920)
_DAYS: Final = 29
_FORMS: Final = {
    "GIF": ("gif", "image/gif"),
    "MP4": ("mp4", "video/mp4"),
    "PNG": ("zip", "application/zip"),
}
_ASKED: Final = f"{PREFIX}film_asked"
_BROKEN_OFF: Final = f"{PREFIX}film_broken_off"


@dataclass(frozen=True)
class Film:
    """What is asked for: the views of the frames, how the file is made, and the width of a frame in pixels."""

    views: tuple[MapView, ...]
    form: str
    width: int
    milliseconds: int

    def key(self, draft: Draft) -> str:
        """Return what names the film that this makes of the front, with the edition."""
        told = (self.form, str(self.width), str(self.milliseconds), draft.edition.model_dump_json())
        return "\n".join((front_and_overlays(), *told, *(one.model_dump_json() for one in self.views)))


@dataclass(frozen=True)
class Made:
    """A film that is made: its file and what it was made from."""

    key: str
    content: bytes
    form: str
    name: str
    told: str
    width: int


def asked(view: MapView, draft: Draft) -> Film:
    """Draw the choices of a film and return it; one without frames cannot be made."""
    from ..views.animation import MILLISECONDS, on_day

    key = seeded("film_form", "GIF", _FORMS)
    form = chosen("film_form", st.segmented_control(t("Format"), list(_FORMS), key=key) or "GIF")
    uses = {
        "GIF": t("for posts; it begins again by itself"),
        "MP4": t("for video and the web; a fraction of the size"),
        "PNG": t("a picture a day, numbered, in a ZIP: to be cut by hand"),
    }
    st.caption(uses[form])
    days = span(view, draft, "film", _DAYS, 1)
    left, right = st.columns(2)
    width = left.selectbox(
        t("Width, pixels"), _WIDTHS, key=seeded("film_width", 1280, _WIDTHS), format_func=lambda one: number(one)
    )
    speed = right.number_input(
        t("A day stays, milliseconds"), min_value=40, max_value=10_000, step=100,
        key=seeded("film_speed", MILLISECONDS), disabled=form == "PNG",
    )  # fmt: skip
    views = tuple(on_day(view, day) for day in days)
    return Film(views, form, chosen("film_width", width), chosen("film_speed", int(speed)))


def show(film: Film, view: MapView, draft: Draft) -> None:
    """Offer to draw the film, and show the last one that was made."""
    tell_left_out()
    film = Film(tuple(worded(one, view) for one in film.views), film.form, film.width, film.milliseconds)
    made: Made | None = st.session_state.get(FILM)
    current = made is not None and made.key == film.key(draft)
    if draft.troubles:
        st.warning(t("One of the choices is not accepted. Correct it, then the frames can be drawn."))
    elif not current:
        made = _offer(film, view, draft) or made
        current = made is not None and made.key == film.key(draft)
    if made is None:
        return
    if not current:
        st.caption(t("The choices have changed since. This is the last animation that was drawn."))
    _shown(made)


def _offer(film: Film, view: MapView, draft: Draft) -> Made | None:
    """Draw the button and, once it is pressed, the frames; None where none are made."""
    n = len(film.views)
    if problem := _too_large(film, view, draft):
        st.error(problem, icon=":material/error:")
        return None
    if n > _UNASKED:
        minutes = max(1, round(n / 60))
        sure = st.checkbox(
            tn(n, "Yes, draw {n} frame", "Yes, draw all {n} frames. It takes about {minutes} min.", minutes=minutes),
            key=f"{PREFIX}film_sure_{n}",
        )
    else:
        sure = True
    place = st.empty()
    if st.session_state.pop(_ASKED, False):
        if (made := _drawn(film, view, draft, place)) is not None:
            st.session_state[FILM] = made
            return made
    elif st.session_state.pop(_BROKEN_OFF, False):
        st.info(t("Cancelled: nothing was made."))
    label = tn(n, "Draw {n} frame", "Draw {n} frames")
    place.button(label, type="primary", disabled=not sure, on_click=_ask, icon=":material/movie:", key="film_draw")
    return None


def _drawn(film: Film, view: MapView, draft: Draft, place: DeltaGenerator) -> Made | None:
    """Draw the frames, with how far it is told in a place; None where it fails, and what failed is told below it."""
    with place.container():
        bar = st.progress(0.0, t("Drawing the frames …"))
        st.button(t("Cancel"), on_click=_break_off, icon=":material/close:", key="film_cancel")
        try:
            made = _made(film, view, draft, bar)
        except Exception as error:  # noqa: BLE001 - what it is, is told where the bar is gone
            failed = error
        else:
            place.empty()
            return made
    place.empty()
    if isinstance(failed, GeoError):
        draft.refuse_drawing(failed)
    elif isinstance(failed, OSError):  # such as a full disk, on which the frames lie until they are a film
        draft.refuse(plain(failed.strerror or type(failed).__name__))
    else:
        draft.refuse_fault(failed)
    return None


def _ask() -> None:
    """The run after this click draws the frames."""
    st.session_state[_ASKED] = True


def _break_off() -> None:
    """A click while the frames are drawn ends the run that draws them; this one says so."""
    st.session_state[_BROKEN_OFF] = True


def _too_large(film: Film, view: MapView, draft: Draft) -> str:
    paper = draft.edition.sheet(view)
    most = int(_MOST_DOTS / (film.width**2 * paper.height_in / paper.width_in))
    if len(film.views) <= most:
        return ""
    return t(
        "At this width up to {most} frames are drawn here. Take a longer step, fewer days or less width.", most=most
    )


def _made(film: Film, view: MapView, draft: Draft, bar: Any) -> Made:
    from ..views.animation import encoder, gif_of, mp4_of, write_frames

    if film.form == "MP4":
        encoder()  # says at once that there is none
    front = state.front()
    shown = [(front.timeline.frame(**one.frame_arguments()), one) for one in film.views]

    def tell(_: str, done: int, total: int) -> None:
        told = t("Frame {done} of {total}", done=number(done), total=number(total))
        bar.progress(done / total, told)  # a click elsewhere ends the run here

    dpi = max(30.0, film.width / draft.edition.sheet(view).width_in)  # so many pixels, whatever the paper
    with tempfile.TemporaryDirectory() as folder:
        paths = write_frames(
            folder, shown, boundaries=front.boundaries, gazetteer=front.gazetteer, dpi=dpi, edition=draft.edition,
            title=view.title, note=view.note, progress=tell,
        )  # fmt: skip
        pngs = {path.name: path.read_bytes() for path in paths}
        told = (Path(folder) / "frames.txt").read_text(encoding="utf-8")
    bar.progress(1.0, t("Putting the frames together …"))
    if film.form == "PNG":
        content = zipped({**pngs, "frames.txt": told.encode()})
    elif film.form == "GIF":
        content = gif_of(list(pngs.values()), film.milliseconds)
    else:
        content = mp4_of(list(pngs.values()), film.milliseconds)
    name = f"{file_stem(view)}_animation.{_FORMS[film.form][0]}"
    return Made(film.key(draft), content, film.form, name, told, film.width)


def _shown(made: Made) -> None:
    media = _FORMS[made.form][1]
    st.download_button(
        t("Download {form} ({size} kB)", form=made.form, size=number(len(made.content) / 1000)), made.content,
        file_name=made.name, mime=media, type="primary", icon=":material/download:", on_click="ignore",
        key="download_film",
    )  # fmt: skip
    if made.form == "GIF":
        picture(made.content, media, made.told.split("\n\n")[1], made.width)
    elif made.form == "MP4":
        st.video(made.content, loop=True, muted=True)
    st.download_button(
        t("Alt text (TXT)"), made.told, file_name=f"{made.name}.txt", mime="text/plain", on_click="ignore",
        icon=":material/description:", key="download_film_text",
    )  # fmt: skip
