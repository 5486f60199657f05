"""One event as a card: what is said, by whom, when, in which sentence, and what people decided on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from ..records import Event
from ..store.corrections import AMBIGUOUS
from ..store.journal import Decision
from ..views.naming import claimant_name
from . import kept
from .credit_words import changed, told
from .kept import Shown
from .markup import Markup, joined, tag
from .texts import label, language, t

STYLE: Final = """<style>
.ev { line-height: 1.45; } .ev p { margin: 0 0 .25rem; }
.ev-head { display: flex; flex-wrap: wrap; gap: .2rem .5rem; align-items: baseline; }
.ev-head strong { font-size: 1.05rem; }
.ev-chip { font-size: .8rem; padding: .05rem .5rem; border: 1px solid var(--st-border-color, #8886);
  border-radius: 1rem; white-space: nowrap; }
.ev-chip.edited, .ev-chip.accepted { border-color: #3f8f5f; border-width: 2px; }
.ev-chip.rejected { border-color: #c4420f; border-width: 2px; }
.ev-open { text-decoration: underline dashed #c4420f 2px; text-underline-offset: 3px; }
.ev-soft { opacity: .8; font-size: .9rem; }
.ev-quote { margin: .1rem 0 .25rem; padding-left: .7rem; border-left: 3px solid var(--st-border-color, #8886);
  font-size: .95rem; overflow-wrap: anywhere; }
.ev-why { font-size: .9rem; margin: 0 0 .25rem; } .ev-why summary { cursor: pointer; opacity: .8; }
.ev-why ul { margin: .2rem 0 .2rem 1.1rem; padding: 0; } .ev-why li { overflow-wrap: anywhere; }
.ev-against { margin: .3rem 0 .2rem 1rem; }
.ev.rejected .ev-head strong, .ev.rejected .ev-quote { text-decoration: line-through; opacity: .7; }
[class*="st-key-card_on_"] { box-shadow: inset 4px 0 0 var(--st-primary-color, #173f80); }
</style>"""
_REVIEW: Final = ("accepted", "edited", "rejected")
_LONG: Final = 420


def card_html(
    event: Event, decisions: Sequence[Decision] = (), read: Event | None = None, grounds: Sequence[str] = ()
) -> Markup:
    """Return an event as HTML.

    `decisions` stand on it, `read` is what they began from, `grounds` say why it was read so.
    """
    chips = [(label("status", event.status), "")]
    if event.review in _REVIEW:
        chips.append((_reviews()[event.review], event.review))
    what = label("event_type", event.event_type)
    if event.actor_side:
        what = t("{what} by {side}", what=what, side=label("side", event.actor_side))
    head = tag(
        "p", tag("strong", what), _place(event), *(tag("span", chip, class_=f"ev-chip {kind}") for chip, kind in chips),
        class_="ev-head",
    )  # fmt: skip
    side = label("claimant_side", event.claimant_side) if event.claimant_side else ""
    name = claimant_name(event.claimed_by, language(), of=True) if event.claimed_by else ""
    by = t("According to {name}", name=name) if name else t("Nobody is named as saying so")
    says = tag("p", f"{by}{f' ({side})' if side else ''}; {when(event)}", class_="ev-soft")
    quote = (event.quote or "")[:_LONG] + ("…" if len(event.quote or "") > _LONG else "")
    parts = [head, says, tag("p", quote, class_="ev-quote") if quote else None]
    if event.note and not (is_open(event) and event.note.startswith(AMBIGUOUS)):
        parts.append(tag("p", event.note, class_="ev-soft"))
    if grounds:
        why = tag("ul", *(tag("li", _sentence(one)) for one in grounds))
        parts.append(tag("details", tag("summary", t("Why it was read so")), why, class_="ev-why"))
    for one in decisions:
        now = changed(one, read)
        parts.append(tag("p", told(one), f": {now}" if now else None, class_="ev-soft"))
    return tag("div", *parts, class_=f"ev {event.review}")


def _reviews() -> dict[str, str]:
    return {"accepted": t("Accepted"), "edited": t("Corrected"), "rejected": t("Rejected")}


def _sentence(ground: str) -> str:
    """A ground as it opens a line: "type: ..." as "Type: ..."."""
    return ground[:1].upper() + ground[1:]


def is_open(event: Event) -> bool:
    """Whether an event has no place on the map."""
    return event.place_id is None and event.lon is None


def when(event: Event) -> str:
    """Say when something is said to have happened."""
    told_of = list(dict.fromkeys(str(day) for day in (event.date_start, event.date_end) if day is not None))
    if not told_of:
        return t("day not stated")
    days = t("{first} to {last}", first=told_of[0], last=told_of[1]) if len(told_of) > 1 else told_of[0]
    if event.date_precision == "week":
        return t("in the week of {days}", days=days)
    if event.date_precision == "month":
        return t("in the month of {days}", days=days)
    return t("by {days}", days=days) if event.date_precision == "by" else days


def _place(event: Event) -> Markup:
    named = ", ".join(dict.fromkeys(filter(None, (event.place_name, event.admin1, event.country))))
    if is_open(event):
        told_of = t("{name} (place open)", name=named) if named else t("place not stated")
        return tag("span", told_of, class_="ev-open")
    far = {"near": t("near"), "between": t("between"), "along_border": t("along border")}.get(event.relation, "")
    return joined(" ".join(filter(None, (far, named))) or f"{event.lat:.3f}, {event.lon:.3f}")


def decision_buttons(given: Shown, event: Event, page: str, *, show: Callable[[str], None] | None = None) -> None:
    """Draw Accept, Correct, Reject and Undo of an event, and what somebody else did meanwhile.

    With `show` there is a button that calls it with the event_id.
    """
    key, seen = event.event_id, given.seen(event.event_id)
    stands = given.decisions(event)
    _meanwhile(given, event)
    with st.container(horizontal=True, gap="small"):
        _button(t("Accept"), ":material/check:", f"{page}_accept_{key}", kept.on_event, given, event, "accept", seen,
                disabled=event.review == "accepted")  # fmt: skip
        if st.button(t("Correct"), icon=":material/edit:", key=f"{page}_correct_{key}"):
            st.session_state["correcting"] = key
            st.rerun()
        _button(t("Reject"), ":material/close:", f"{page}_reject_{key}", kept.on_event, given, event, "reject", seen,
                disabled=event.review == "rejected")  # fmt: skip
        if stands:
            last = stands[-1]
            subject = last.subject_id
            _button(t("Undo"), ":material/undo:", f"{page}_undo_{key}", kept.undo, subject, given.seen(subject),
                    help_=t("Takes back: {what}", what=told(last)))  # fmt: skip
        if show is not None:
            st.button(t("Show"), icon=":material/visibility:", key=f"show_{key}", on_click=show, args=(key,),
                      type="tertiary", help=t("Its sentence in the text and its place on the small map"))  # fmt: skip


def _button(
    words: str, icon: str, key: str, what: object, *arguments: object, disabled: bool = False, help_: str | None = None
) -> None:
    st.button(words, icon=icon, key=key, on_click=kept.act, args=(what, *arguments), disabled=disabled, help=help_)


def _meanwhile(given: Shown, event: Event) -> None:
    """Tell that somebody else decided since this session first saw the event."""
    drawn: dict[str, int] = st.session_state.setdefault("drawn", {})
    entries = given.journal.get(event.event_id, ())
    before = drawn.setdefault(event.event_id, given.seen(event.event_id))
    others = [one for one in entries if one.number > before and one.who != kept.who()]
    if others:
        what = kept.plain(told(others[-1]))
        st.caption(t(":material/sync: Changed while you were looking. {what}.", what=what))
