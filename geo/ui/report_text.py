"""The text of a report with its mentions marked by kind; a card on each says what it was taken for and why.

The browser gets pieces of plain text and writes them as text: nothing in a report can become markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import streamlit as st

from ..places.names import normal_key
from ..records import Candidate, Event, Mention, Place
from ..store.journal import Decision
from ..views.phrases import day_words
from .texts import language, t

_WEB: Final = Path(__file__).resolve().parent / "web"
#: Candidates listed on a card.
_LISTED: Final = 8


def kinds_told() -> dict[str, tuple[str, str]]:
    """Return kind of mention -> its name in the legend and what it means."""
    return {
        "literal": (t("Place"), t("the place itself is meant")),
        "associative": (t("Belonging to a place"), t("something of the place is meant")),
        "metonym": (t("Stands for an actor"), t("a government or army is meant, not the place")),
        "name_part": (t("Part of a name"), t("part of another name")),
    }


@cache
def _component() -> Any:
    script, styles = ((_WEB / f"report_text.{form}").read_text(encoding="utf-8") for form in ("js", "css"))
    return st.components.v2.component("report_text", js=script, css=styles)


def report_text(
    text: str, mentions: Sequence[Mention], choices: Sequence[Decision], event: Event | None, *, key: str
) -> tuple[Mention, str | None] | None:
    """Draw the text; return the mention and place_id that a person just chose, None for the id to take it back.

    `event` is the one whose sentence is shown.
    """
    shown = unlapped(mentions, len(text))
    quote = None
    if event is not None and event.quote_start is not None and event.quote_end is not None:
        quote = (event.quote_start, event.quote_end)
    data = {
        "pieces": pieces(text, shown, quote),
        "marks": [mark(mention, choices) for mention in shown],
        "legend": legend(shown, choices),
        "selected": event.event_id if event is not None else "",
        "undo": t("Take this choice back"),
    }
    sent = _component()(key=key, data=data, on_choice_change=lambda: None).choice
    if not isinstance(sent, dict) or not isinstance(sent.get("mark"), int) or not 0 <= sent["mark"] < len(shown):
        return None
    place_id = sent.get("place")
    return shown[sent["mark"]], str(place_id) if place_id is not None else None


def unlapped(mentions: Iterable[Mention], length: int) -> tuple[Mention, ...]:
    """Return mentions in order of the text, without those that overlap an earlier one: the longer tells more."""
    kept: list[Mention] = []
    for one in sorted(mentions, key=lambda each: (each.start, -each.end)):
        if one.end <= length and (not kept or one.start >= kept[-1].end):
            kept.append(one)
    return tuple(kept)


def pieces(text: str, mentions: Sequence[Mention], quote: tuple[int, int] | None) -> list[list[Any]]:
    """Return the text in pieces: [characters, index of the mention or None, whether quoted]; joined they are the text.

    The browser counts characters otherwise than Python, so it gets pieces and no positions.
    """
    edges = {0, len(text), *(quote or ()), *(edge for one in mentions for edge in (one.start, one.end))}
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
    made: list[list[Any]] = []
    at = 0
    for first, last in pairwise(cuts):
        while at < len(mentions) and mentions[at].end <= first:
            at += 1
        inside = at < len(mentions) and mentions[at].start <= first < mentions[at].end
        quoted = quote is not None and quote[0] <= first < quote[1]
        made.append([text[first:last], at if inside else None, quoted])
    return made


def legend(mentions: Iterable[Mention], choices: Sequence[Decision] = ()) -> list[list[str]]:
    """Return [class, name, meaning] of the kinds and states that occur and no others."""
    found = list(mentions)
    kinds = {one.kind for one in found}
    entries = [[kind, *told_of] for kind, told_of in kinds_told().items() if kind in kinds]
    chosen = [choice_for(one, choices) is not None for one in found if one.ambiguous]
    if not all(chosen):
        entries.append(["literal open", t("Open"), t("several places bear this name")])
    if any(chosen):
        entries.append(["literal chosen", t("Chosen"), t("a person said which place is meant")])
    return entries


def mark(mention: Mention, choices: Sequence[Decision]) -> dict[str, Any]:
    """Return what the card of a mention tells; an ambiguous one that a person decided on is chosen."""
    choice = choice_for(mention, choices)
    name, meaning = kinds_told()[mention.kind]
    place_id = choice.changes["place"].get("place_id") if choice is not None else None
    lines = []
    if choice is not None:
        fields = choice.changes["place"]
        where = ", ".join(filter(None, (fields.get("place_name"), fields.get("admin1"))))
        day = day_words(choice.decided_at.date(), lang=language())
        when = f"{day} {choice.decided_at:%H:%M}"
        lines.append(t("{where}: chosen by {who}, {when} UTC", where=where, who=choice.who, when=when))
    elif mention.place is not None:
        lines.append(told(mention.place))
    elif not mention.candidates:
        lines.append(t("No place of that name is known."))
    if mention.relation != "at":
        far = f", {mention.distance_km:g} {t('km')}" if mention.distance_km else ""
        lines.append(t("Lies: {how}", how=f"{_relations()[mention.relation]}{far}"))
    listed = mention.candidates[:_LISTED] if mention.place is None or len(mention.candidates) > 1 else ()
    names = told_apart([one.place for one in listed])
    current = place_id or (mention.place.place_id if mention.place is not None else None)
    return {
        "kind": mention.kind,
        "open": mention.ambiguous and choice is None,
        "chosen": choice is not None,
        "title": f"{name}: {meaning}",
        "lines": lines,
        "heading": t("Which one is meant?") if mention.ambiguous else t("What else it may be"),
        "candidates": [_candidate(one, name, current) for one, name in zip(listed, names, strict=True)],
        "reasons": list(mention.reasons[:4]),
    }


def _relations() -> dict[str, str]:
    return {
        "near": t("near"),
        "bearing": t("bearing"),
        "along_border": t("along border"),
        "within": t("within"),
        "between": t("between"),
    }


def choice_for(mention: Mention, choices: Iterable[Decision]) -> Decision | None:
    """Return the last choice that is about an ambiguous mention, None where there is none."""
    if not mention.ambiguous:
        return None
    key, found = normal_key(mention.phrase), None
    for one in choices:
        if key in one.changes["names"]:
            found = one
    return found


def told(place: Place) -> str:
    """Name a place with what holds it."""
    return ", ".join(dict.fromkeys(part for part in (place.name, place.admin2, place.admin1, place.country) if part))


def told_apart(places: Sequence[Place]) -> list[str]:
    """Name places so that no two read the same: those that would get their coordinates, latitude first."""
    names = [told(place) for place in places]
    return [
        f"{name} ({place.lat:.2f}, {place.lon:.2f})" if names.count(name) > 1 else name
        for name, place in zip(names, places, strict=True)
    ]


def _candidate(one: Candidate, name: str, current: str | None) -> dict[str, Any]:
    return {
        "id": one.place.place_id,
        "name": name,
        "score": f"{one.score:.2f}",
        "reasons": "; ".join(one.reasons[:4]),
        "current": one.place.place_id == current,
    }
