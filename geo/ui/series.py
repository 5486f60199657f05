"""Series on the Export page: one sheet of several days or perspectives, before and after, and an animation."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from ..clock import DAY
from ..errors import InputError
from ..terms import PERSPECTIVES
from ..views.edition import Edition
from ..views.view import MapView
from . import overlays, state
from .comparing import day_field, head
from .edition import Draft
from .form import chosen, seeded
from .kept import plain
from .printing import Print, anything_drawn, drawn, front_and_overlays
from .texts import t, tn

if TYPE_CHECKING:
    from ..pipeline import Front
    from ..records import Frame

_WEEK: Final = 7
#: What makes a sheet of several maps: two days, days of a period, perspectives of one day.
SHEETS: Final = ("pair", "days", "voices")


def what() -> str:
    """Draw the choice of what is made; return "map", "film" or one of `SHEETS`."""
    words = {
        "map": t("One map"),
        "pair": t("Before and after"),
        "days": t("Several days"),
        "voices": t("Several perspectives"),
        "film": t("Animation"),
    }
    key = seeded("what", "map", words)
    made = st.segmented_control(t("What to make"), list(words), format_func=words.__getitem__, key=key)
    return str(chosen("what", made or "map"))


def asked(made: str, view: MapView, draft: Draft) -> tuple[MapView, ...]:
    """Draw the choices of a series and return its views in order; none where the choice cannot be drawn."""
    from ..views.series import MOST

    views = {"pair": _pair, "days": _days, "voices": _voices}[made](view, draft)
    if len(views) > MOST:
        draft.refuse(
            tn(
                len(views),
                "That is {n} map; a sheet holds up to {most}.",
                "That is {n} maps; a sheet holds up to {most}. Make the steps longer.",
                most=MOST,
            )
        )
        return ()
    return views


def _pair(view: MapView, draft: Draft) -> tuple[MapView, ...]:
    from ..views.animation import on_day

    before, after = st.columns(2)
    first = chosen("before", day_field(before, t("Before"), *_day("before", view.day - _WEEK * DAY)))
    last = chosen("after", day_field(after, t("After"), *_day("after", view.day)))
    if first is None or last is None or first >= last:
        draft.refuse(t("Give two days, the earlier one first."))
        return ()
    return (on_day(view, first), on_day(view, last))


def _days(view: MapView, draft: Draft) -> tuple[MapView, ...]:
    from ..views.animation import on_day

    days = span(view, draft, "series", 3 * _WEEK, _WEEK)
    return tuple(on_day(view, day) for day in days)


def span(view: MapView, draft: Draft, name: str, before: int, step: int) -> tuple[date, ...]:
    """Draw the choice of a first day, a last day and a step; return the days, none where they are in disorder.

    The last day is among them, whatever the step: it is the one that the view is of.
    """
    from ..views.animation import days_of

    left, middle, right = st.columns(3)
    first = chosen(f"{name}_first", day_field(left, t("First day"), *_day(f"{name}_first", view.day - before * DAY)))
    last = chosen(f"{name}_last", day_field(middle, t("Last day"), *_day(f"{name}_last", view.day)))
    days = right.number_input(t("Every … days"), min_value=1, max_value=366, key=seeded(f"{name}_step", step))
    if first is None or last is None or first > last:
        draft.refuse(t("Give two days, the earlier one first."))
        return ()
    by = chosen(f"{name}_step", int(days))
    try:
        return days_of(first + (last - first).days % by * DAY, last, by)
    except InputError as error:  # more days than a film can have
        draft.refuse(plain(str(error)))
        return ()


def _day(name: str, usual: date) -> tuple[date, str]:
    """The value and the key that a field of a day starts from."""
    key = seeded(name, usual)
    held: date = st.session_state[key]
    return held, key


def _voices(view: MapView, draft: Draft) -> tuple[MapView, ...]:
    known = (*PERSPECTIVES, *(() if view.perspective in PERSPECTIVES else (view.perspective,)))
    key = seeded("voices", ["RU", "UA"], lambda held: set(held) <= set(known))
    voices = chosen("voices", st.multiselect(t("According to"), known, format_func=head, key=key))
    if len(voices) < 2:
        draft.refuse(t("Choose two perspectives or more."))
        return ()
    return tuple(view.changed(perspective=one) for one in voices)


def show(views: tuple[MapView, ...], view: MapView, draft: Draft, made: str) -> None:
    """Draw the sheet; where a choice is not accepted, keep to the last one that could be drawn."""
    views = tuple(worded(one, view) for one in views)
    if not views and not anything_drawn():
        return
    tell_left_out()
    if len(views) == 2 and made != "voices" and view.perspective == "all":
        st.caption(t("Side by side, what changed between the two days is not told. For it, choose one perspective."))

    def draw() -> Print:
        asked_for = (views, view, draft.edition)
        content = _sheet(_key(*asked_for), draft.ending, draft.dpi, *asked_for)
        shown = _sheet(_key(*asked_for), "svg", None, *asked_for) if draft.ending == "pdf" else content
        return Print(content, shown, view, draft.edition, draft.ending, draft.dpi, f"_{made}")

    made_sheet = drawn(draft, draw, "; ".join(f"{head(one.perspective)}, {one.day}" for one in views))
    if made_sheet is not None and not draft.troubles:
        st.download_button(
            t("Alt text (TXT)"), partial(_text, state.front(), views, view, draft.edition), mime="text/plain",
            file_name=f"{made_sheet.name}.txt", on_click="ignore", icon=":material/description:", key="download_text",
        )  # fmt: skip


def tell_left_out() -> None:
    """Say that this session's own overlays are on one map only, where there are any."""
    if overlays.kept():
        st.caption(t("Your own overlays are on a map by itself only, not on a sheet of several or in an animation."))


def worded(one: MapView, view: MapView) -> MapView:
    """Return a view of a series with the words and the paper that were chosen after it was made."""
    return one.changed(**{name: getattr(view, name) for name in ("title", "note", "lang", "size")})


def _key(views: tuple[MapView, ...], view: MapView, edition: Edition) -> str:
    told = (one.model_dump_json() for one in (*views, view))
    return "\n".join((front_and_overlays(), *told, edition.model_dump_json()))


@st.cache_data(max_entries=8, show_spinner=False)
def _sheet(
    key: str,  # noqa: ARG001 - key of the cache: front, overlays, views and edition
    ending: str,
    dpi: int | None,
    _views: tuple[MapView, ...],
    _view: MapView,
    _edition: Edition,
) -> bytes:
    from ..views.static_series import render_series

    made = state.front()
    return render_series(
        _frames(made, _views), boundaries=made.boundaries, gazetteer=made.gazetteer, format=ending, dpi=dpi,
        edition=_edition, title=_view.title, note=_view.note,
    )  # fmt: skip


def _frames(front: Front, views: tuple[MapView, ...]) -> list[tuple[Frame, MapView]]:
    return [(front.timeline.frame(**one.frame_arguments()), one) for one in views]


def _text(front: Front, views: tuple[MapView, ...], view: MapView, edition: Edition) -> str:
    """The text beside a sheet, made when it is asked for, outside the session."""
    from ..views.series import series_of
    from ..views.static_multiples import compose_series
    from ..views.static_series import series_text

    series = series_of(_frames(front, views), view.title, view.note)
    return series_text(compose_series(series, front.boundaries, front.gazetteer, edition))
