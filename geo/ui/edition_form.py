"""The choices of the Export page: what file, on what paper, how it looks, and what stands on the map beside claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from ..errors import ViewError
from ..terms import LANGUAGES
from ..views.edition import MOST_CALLOUTS
from ..views.languages import LANGUAGE_NAMES
from ..views.naming import short
from ..views.phrases import join_words, span_words
from ..views.view import NOTE_LIMIT, SIZES, SUBTITLE_LIMIT, TITLE_LIMIT, MapView
from ..views.words import plain_sentence, title
from . import callouts, house_style, state
from .edition import DPI_LIMITS, Draft, too_many_dots
from .form import OWN_PAPER, PREFIX, chosen, kept, seeded, set_back
from .small_paper import limits_mm
from .texts import keyed, language, number, t

if TYPE_CHECKING:
    from ..records import Advance, Frame

#: Label of a format -> its ending and media type.
FORMATS: Final = {
    "PNG": ("png", "image/png"),
    "SVG": ("svg", "image/svg+xml"),
    "PDF": ("pdf", "application/pdf"),
}
#: Widest paper that takes the shape of a newspaper column, millimetres; own rule.
_COLUMN_MM: Final = 130.0
_DPI: Final = (0, 150, 300, 600, -1)


def choices(frame: Frame, view: MapView, draft: Draft, what: str) -> None:
    """Draw the choices; the draft takes over what they ask for, the session's view its words and its paper.

    A sheet of several maps and an animation (`what` is not "map") have the paper, words and colours of one map, and
    nothing that is added to it.
    """
    if what != "film":
        draft.ending = _format()
    _size(view, draft)
    if what != "film" and draft.ending == "png":
        _resolution(draft)
    _theme(draft)
    _title(view, draft)
    with st.expander(t("Subtitle, note and language"), key="part_words"):
        if what == "map":
            _subtitle(frame, draft)
        _note(draft)
        _language()
    if what == "map":
        with st.expander(t("Extent and north arrow"), key="part_extent"):
            _fit(draft)
            _north(draft)
        with st.expander(t("Also on the map"), key="part_more"):
            _also(draft)
            _highlight(frame, draft)
        with st.expander(t("Call-outs"), key="part_callouts"):
            draft.take(callouts=callouts.show(frame, state.view(), draft))
    with st.expander(t("House style"), key="part_house"):
        house_style.show(draft)
    set_back()


def _format() -> str:
    key = seeded("format", "PNG")
    form = chosen("format", st.segmented_control(t("Format"), list(FORMATS), key=key) or "PNG")
    uses = {
        "PNG": t("for the web, slides and posts"),
        "SVG": t("to work on in a drawing program"),
        "PDF": t("for print"),
    }
    st.caption(uses[form])
    return FORMATS[form][0]


def _size(view: MapView, draft: Draft) -> None:
    key = seeded("paper", view.size, lambda one: one in (*SIZES, OWN_PAPER))
    size = st.selectbox(t("Size"), [*SIZES, OWN_PAPER], format_func=_size_words, key=key)
    if size != OWN_PAPER:
        kept().pop("paper", None)
        _set(draft, size=size)
        return
    chosen("paper", size)
    low, high = limits_mm()
    across, down = st.columns(2)
    width = across.number_input(
        t("Width, mm"), value=None, step=1.0, format="%.1f", key=seeded("width_mm", 90.0),
        help=t("From {low} to {high} mm.", low=number(low), high=number(high)),
    )  # fmt: skip
    height = down.number_input(
        t("Height, mm"), value=None, step=1.0, format="%.1f", key=seeded("height_mm", None),
        placeholder=t("by itself"), help=t("Left empty, the map takes the height that suits its width."),
    )  # fmt: skip
    chosen("width_mm", width)
    chosen("height_mm", height)
    if width is None:
        draft.refuse(t("Give the width of the paper in millimetres."))
        return
    _set(draft, size="column" if width < _COLUMN_MM else "web")
    draft.take(
        t("Width and height are from {low} to {high} mm.", low=number(low), high=number(high)),
        width_mm=width, height_mm=height,
    )  # fmt: skip


def _size_words(name: str) -> str:
    if name == OWN_PAPER:
        return t("a width of your own")
    return f"{_sheets()[name]} ({_dots(name)} px)"


def _dots(name: str) -> str:
    return " × ".join(map(str, SIZES[name].pixels))


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


def _resolution(draft: Draft) -> None:
    words = {0: t("as the size has it"), -1: t("other")}
    asked = chosen(
        "dpi",
        st.selectbox(
            t("Dots per inch"), _DPI, key=seeded("dpi", 0, _DPI),
            format_func=lambda one: words.get(one, str(one)),
            help=t("150 for an office printer, 300 for a newspaper or magazine, 600 for a poster seen from near."),
        ),
    )  # fmt: skip
    if asked < 0:
        low, high = DPI_LIMITS
        asked = chosen(
            "own_dpi",
            st.number_input(t("Dots per inch, {low} to {high}", low=low, high=number(high)), value=None, step=10,
                            key=seeded("own_dpi", 300)),
        )  # fmt: skip
        if asked is None or not low <= asked <= high:
            draft.refuse(t("Give a number of dots per inch from {low} to {high}.", low=low, high=number(high)))
            return
    if told := too_many_dots(state.view(), draft.edition, asked or None):
        draft.refuse(told)
    else:
        draft.dpi = asked or None


def _theme(draft: Draft) -> None:
    words = {"light": t("light"), "dark": t("dark"), "grey": t("greyscale-safe")}
    key = seeded("theme", "light")
    theme = st.segmented_control(t("Colours"), list(words), format_func=words.__getitem__, key=key)
    draft.take(theme=chosen("theme", theme or "light"))
    if draft.edition.theme == "grey":
        st.caption(t("Every class differs in texture or brightness, so that a print without colours keeps them apart."))


def _title(view: MapView, draft: Draft) -> None:
    proposed = title(view.changed(title=""))
    key = seeded("title", view.title)
    own = st.text_input(
        t("Title"), max_chars=TITLE_LIMIT, placeholder=proposed, key=key,
        help=t("Left empty, the title proposed from the view stands there."),
    )  # fmt: skip
    if not own:
        st.button(t("Start from the proposed title"), on_click=_propose, args=(key, proposed[:TITLE_LIMIT]),
                  type="tertiary", icon=":material/edit:", key="title_propose")  # fmt: skip
    _set(draft, title=own)


def _propose(key: str, proposed: str) -> None:
    st.session_state[key] = proposed


def _subtitle(frame: Frame, draft: Draft) -> None:
    own = st.text_area(
        t("Subtitle"), max_chars=SUBTITLE_LIMIT, height=90, key=seeded("subtitle", state.view().subtitle),
        placeholder=plain_sentence(frame, state.view()),
        help=t("Left empty, the plain sentence stands there. It is in the alt text in any case."),
    )  # fmt: skip
    _set(draft, subtitle=own)


def _note(draft: Draft) -> None:
    note = st.text_area(
        t("Note under the map"), max_chars=NOTE_LIMIT, height=90, key=seeded("note", state.view().note),
        help=t("A line of your own; it stands apart from the claims."),
    )  # fmt: skip
    _set(draft, note=note)


def _language() -> None:
    key = seeded("lang", state.view().lang)
    lang = st.selectbox(
        t("Language of the place names"), LANGUAGES, format_func=LANGUAGE_NAMES.__getitem__, key=key,
        help=t("Everything else on the map is in the language of the pages."),
    )  # fmt: skip
    state.set_view(state.view().changed(lang=lang))


def _set(draft: Draft, **fields: str) -> None:
    """Let the session's view take over some fields; what it refuses is told."""
    try:
        state.set_view(state.view().changed(**fields))
    except ViewError as error:
        draft.refuse(str(error))


def _fit(draft: Draft) -> None:
    words = {"fill": t("fill the paper"), "exact": t("the extent exactly")}
    fit = st.radio(
        t("Extent"), list(words), format_func=words.__getitem__, key=seeded("fit", "fill"),
        captions=[
            t("What you see on the Explore map and, where the paper has another shape, a little around it."),
            t("Nothing beyond its edges; the map becomes smaller where the paper has another shape."),
        ],
    )  # fmt: skip
    draft.take(fit=chosen("fit", fit))


def _north(draft: Draft) -> None:
    words = {"auto": t("where it is needed"), "always": t("always"), "never": t("never")}
    north = st.selectbox(
        t("North arrow"), list(words), format_func=words.__getitem__, key=seeded("north", "auto"),
        help=t("It is needed where north is not straight up all over the map."),
    )  # fmt: skip
    draft.take(north=chosen("north", north))


def _also(draft: Draft) -> None:
    strip = st.checkbox(
        t("Strip of the days"), key=seeded("strip", False),
        help=t("Below the map: reports a day, with the day of the map and its window marked."),
    )  # fmt: skip
    numbers = st.checkbox(
        t("Number of reports on every region"), key=seeded("numbers", False),
        help=t("Without it, a region has a number only where reports speak of it as a whole."),
    )  # fmt: skip
    draft.take(strip=chosen("strip", strip), numbers=chosen("numbers", numbers))


def _highlight(frame: Frame, draft: Draft) -> None:
    view = state.view()
    names = _advances(frame, view)
    if not names:
        chosen("highlight", [])
        st.caption(t("No advance is drawn in this view, so none can be highlighted."))
        return
    key = keyed(f"{PREFIX}highlight_{view.lang}")
    if key not in st.session_state:
        st.session_state[key] = [one for one in kept().get("highlight", []) if one in names]
    picked = st.multiselect(
        t("Advances to highlight"), list(names), format_func=lambda one: names.get(one, one), key=key,
        max_selections=MOST_CALLOUTS, placeholder=t("None"),
        help=t("They are drawn before all others. Who says so stays as it is."),
    )  # fmt: skip
    draft.mark("highlight")
    draft.take(highlight=chosen("highlight", picked))


def _advances(frame: Frame, view: MapView) -> dict[str, str]:
    """The places that arrows in view point to -> the words for what is told of them."""
    west, south, east, north = view.bbox
    found: dict[str, list[Advance]] = {}
    for one in frame.advances:
        lon, lat = one.end
        if one.place_id and one.start is not None and west <= lon <= east and south <= lat <= north:
            found.setdefault(one.place_id, []).append(one)
    told = {place: _advance_words(place, advances, view) for place, advances in found.items()}
    return dict(sorted(told.items(), key=lambda item: item[1]))


def _advance_words(place_id: str, advances: list[Advance], view: MapView) -> str:
    place = state.front().gazetteer.get(place_id)
    name = advances[0].place_name if place is None else place.named(view.lang)
    claimants = list(dict.fromkeys(short(who) for one in advances for who in one.claimed_by))
    days = span_words(min(one.date_start for one in advances), max(one.date_end for one in advances), language())
    said = {
        "place": name, "days": days, "claimants": join_words(claimants, language()) or t("nobody named"),
    }  # fmt: skip
    if all("withdrawal" in one.event_types for one in advances):
        return t("from {place} (according to {claimants}, {days})", **said)
    return t("to {place} (according to {claimants}, {days})", **said)
