"""The words of a map: the one plain sentence, titles, source line, notes. No other module words them.

The sentence is filled from `sentence_parts` (numbers and codes) and the wording of a language (`languages`).
`sentence` does it here, `web/sentence.js` does the same in the browser; a test compares the two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from ..clock import DAY
from ..crs import FRONT_BBOX
from ..perspectives import chosen_claimants
from ..records import Frame, Zone
from ..terms import SIDES
from .contesting import contested_places, opponent
from .languages import counted, grouped, table
from .naming import chosen_words, perspective_words
from .once import once_each
from .phrases import day_words
from .sources_words import data_hash, frame_event_ids, publishers, source_line
from .view import MapView

__all__ = [
    "BASEMAP_CREDIT", "BOUNDARY_NOTE", "SCHEMATIC_NOTE", "alt_text", "as_of", "data_hash", "figures",
    "frame_event_ids", "front_name", "holding", "outside_record", "plain_sentence", "publishers", "sentence",
    "sentence_parts", "source_line", "subtitle", "title",
]  # fmt: skip

BOUNDARY_NOTE: Final[str] = table("en")["boundary_note"]
SCHEMATIC_NOTE: Final[str] = table("en")["schematic_note"]
BASEMAP_CREDIT: Final[str] = table("en")["basemap_credit"]


def sentence_parts(frame: Frame, view: MapView) -> dict[str, Any]:
    """Return what the sentence is made of, as plain JSON data.

    Keys: day, first, last (ISO days, all included), record (first and last ISO day), clock, perspective; `zones`,
    one a holder and perspective, each with perspective, side, kind, settlements, area_km2, denied, contested,
    doubted; `moves`, each with side, back and n; announced, proposed, reports, hidden, others (numbers). `reports`
    counts the records that tell of no advance. `contested` places are claimed by the other side, `doubted`
    ones given to it by others.
    """
    first, last = frame.recorded or (frame.day, frame.day)
    announced = [zone for zone in frame.zones if zone.kind == "announced"]
    return {
        "day": frame.day.isoformat(),
        "first": frame.window.valid_from.isoformat(),
        "last": ((frame.window.valid_to or frame.day + DAY) - DAY).isoformat(),
        "record": [first.isoformat(), last.isoformat()],
        "clock": frame.clock,
        "perspective": frame.perspective,
        "zones": _zone_groups(frame),
        "announced": sum(zone.status != "planned" for zone in announced),
        "proposed": sum(zone.status == "planned" for zone in announced),
        "moves": _moves(frame),
        "reports": _beside(frame),
        "hidden": frame.hidden,
        "others": frame.others,
        "filtered": view.filtered,
    }


@once_each
def _beside(frame: Frame) -> int:
    """How many records of a frame tell of no advance."""
    told = {event_id for advance in frame.advances for event_id in advance.event_ids}
    return sum(event_id not in told for event_id in frame.events["event_id"].tolist())


def _zone_groups(frame: Frame) -> list[dict[str, Any]]:
    groups: dict[tuple[str, str, str], list[Zone]] = {}
    for zone in frame.zones:
        if zone.kind != "announced":
            groups.setdefault((zone.perspective, zone.side, zone.kind), []).append(zone)
    told = []
    for key in sorted(groups, key=_reading_order):
        zones = groups[key]
        others = [place for zone in zones for place in contested_places(frame, zone)]
        group = dict(zip(("perspective", "side", "kind"), key, strict=True))
        numbers = {
            "settlements": sum(zone.settlements for zone in zones),
            "area_km2": sum((zone.area_km2 or 0.0) for zone in zones),
            "denied": len({place_id for zone in zones for place_id in zone.denied_ids}),
            "contested": len({place.place_id for place in others if place.claimed}),
            "doubted": len({place.place_id for place in others if not place.claimed}),
        }
        if numbers["settlements"]:
            told.append({**group, **numbers})
    return told


def _moves(frame: Frame) -> list[dict[str, Any]]:
    counts: Counter[tuple[bool, str]] = Counter((("withdrawal" in one.event_types), one.side) for one in frame.advances)
    return [
        {"side": side, "back": back, "n": counts[back, side]}
        for back in (False, True)
        for side in SIDES
        if counts[back, side]
    ]


def _reading_order(key: tuple[str, str, str]) -> tuple[int, int, int]:
    perspective, side, _ = key
    return (perspective == "assessed", SIDES.index(perspective) if perspective in SIDES else 0, side != perspective)


def sentence(parts: Mapping[str, Any], lang: str = "en") -> str:
    """Return the one plain sentence for `sentence_parts`. `web/sentence.js` is its twin: change both.

    An empty view says that nothing matches.
    """
    lead: str = table(lang)["sentence"]["lead"].format(
        day=day_words(date.fromisoformat(parts["day"]), lang=lang),
        record=outside_record(parts, lang),
        clock=table(lang)["sentence"]["clock"][parts["clock"]],
        perspective=perspective_words(parts["perspective"], lang),
    )
    return lead + figures(parts, lang)


def figures(parts: Mapping[str, Any], lang: str = "en") -> str:
    """Return the sentence without its lead, which says when and according to whom."""
    words = table(lang)["sentence"]
    day = date.fromisoformat(parts["day"])
    clauses = [_zone_clause(zone, parts["perspective"], lang) for zone in parts["zones"]]
    if not (clauses or parts["announced"] or parts["proposed"] or parts["moves"] or parts["reports"]):
        clauses = [words["nothing"]]
    else:
        whose = "chosen" if chosen_claimants(parts["perspective"]) else parts["perspective"]
        clauses = clauses or [words["no_zone"][whose]]
        clauses += [counted(words[name], parts[name], lang) for name in ("announced", "proposed") if parts[name]]
        clauses += [told + _window_words(parts, day, lang) for told in _told_in_window(parts, lang)]
    hidden = counted(words["hidden"], parts["hidden"], lang) if parts["filtered"] and parts["hidden"] else ""
    others = counted(words["others"], parts["others"], lang) if parts["others"] else ""
    filters = words["filters"] if parts["filtered"] else ""
    return str(words["joint"].join(clauses) + words["end"] + hidden + others + filters)


def _told_in_window(parts: Mapping[str, Any], lang: str) -> list[str]:
    """Word the moves of the window, else its reports, else that there is none: not where filters may leave some out."""
    words = table(lang)["sentence"]
    if parts["moves"]:
        told = (
            counted(words["withdrawals" if one["back"] else "advances"], one["n"], lang, who=words["who"][one["side"]])
            for one in parts["moves"]
        )
        return [", ".join(told)]
    if parts["reports"]:
        return [counted(words["reports"], parts["reports"], lang)]
    return [] if parts["filtered"] else [str(words["no_advance"])]


def outside_record(parts: Mapping[str, Any], lang: str) -> str:
    """Tell in brackets a day past the record's ends, where nothing is news; empty for a day within."""
    words = table(lang)["sentence"]
    first, last = parts["record"]
    if parts["day"] > last:
        return str(words["after_record"].format(last=day_words(date.fromisoformat(last), lang=lang)))
    if parts["day"] < first:
        return str(words["before_record"].format(first=day_words(date.fromisoformat(first), lang=lang)))
    return ""


def _zone_clause(zone: Mapping[str, Any], perspective: str, lang: str) -> str:
    """Word one holder's settlements: who says so stands in the lead, or in the clause where several speak."""
    words = table(lang)["sentence"]
    name, blanks = holding(zone, perspective, lang)
    text = counted(words[name], zone["settlements"], lang, **blanks)
    if zone["area_km2"] > 0:
        area = round(zone["area_km2"])
        text += words["area"].format(area=grouped(area, lang)) if area else words["area_small"]
    return str(text + _contradictions(zone, lang))


def holding(zone: Mapping[str, Any], perspective: str, lang: str) -> tuple[str, dict[str, str]]:
    """Return which wording tells of a holder's settlements, and its blanks `side` and `claimant`."""
    words = table(lang)["sentence"]
    if zone["kind"] == "assessed":
        name = "assessed"
    elif chosen_claimants(zone["perspective"]):
        name = "said"
    elif zone["perspective"] != zone["side"]:
        name = "conceded"
    else:
        name = "own" if perspective == zone["perspective"] else "own_of_all"
    return name, {"side": words["side"][zone["side"]], "claimant": words["claimant"].get(zone["perspective"], "")}


def _contradictions(zone: Mapping[str, Any], lang: str) -> str:
    """Word who says otherwise: only a denial is called one."""
    words, n = table(lang)["sentence"], zone["settlements"]
    other = opponent(zone["side"])
    text = ""
    for at, name in enumerate(name for name in ("denied", "contested", "doubted") if zone[name]):
        form = "more" if at else "some" if zone[name] < n else {1: "single", 2: "both"}.get(n, "all")
        whose = words["rival" if name == "contested" else "side"].get(other, "")
        text += words[name][form].format(n=grouped(zone[name], lang), other=whose)
    return text


def _window_words(parts: Mapping[str, Any], day: date, lang: str) -> str:
    """Word the window: "since" where it ends on the day of the zone, otherwise from and to.

    Under the known clock it ends on the day, however far it reaches.
    """
    words = table(lang)["sentence"]
    first, last = date.fromisoformat(parts["first"]), date.fromisoformat(parts["last"])
    told = day_words(first, year=first.year != day.year, lang=lang)
    if parts["clock"] == "known":
        if first > day:
            return str(words["beyond"].format(first=told))
        last = min(last, day)
    if first == last:
        return str(words["on"].format(first=told))
    if last == day:
        return str(words["since"].format(first=told))
    return str(words["within"].format(first=told, last=day_words(last, year=last.year != day.year, lang=lang)))


def subtitle(frame: Frame, view: MapView) -> str:
    """Return the line below a map's title: the view's own, or the sentence of the frame."""
    return view.subtitle or plain_sentence(frame, view)


def plain_sentence(frame: Frame, view: MapView) -> str:
    """Return the sentence of a frame in the view's language: the headline, the static map's subtitle, the alt text."""
    return sentence(sentence_parts(frame, view), view.ui)


def title(view: MapView) -> str:
    """Return the view's own title, or one proposed from who speaks and where."""
    if view.title:
        return view.title
    chosen = chosen_claimants(view.perspective)
    wording: str = table(view.ui)["title"]["chosen" if chosen else view.perspective]
    return wording.format(front=front_name(view), claimants=chosen_words(chosen, view.ui))


def front_name(view: MapView) -> str:
    """Name the front that a view shows: by name where its middle lies in the Kursk-Sumy area."""
    west, south, east, north = view.bbox
    lon, lat = (west + east) / 2, (south + north) / 2
    inside = FRONT_BBOX[0] <= lon <= FRONT_BBOX[2] and FRONT_BBOX[1] <= lat <= FRONT_BBOX[3]
    return str(table(view.ui)["front_named" if inside else "front"])


def as_of(view: MapView, recorded: tuple[date, date] | None = None) -> str:
    """Return the as-of moment of the zones: a day ends at midnight at the front. Past the record's ends it says so."""
    words = table(view.ui)
    told = str(words["as_of"].format(day=day_words(view.day, lang=view.ui)))
    if recorded is not None and view.day > recorded[1]:
        return str(words["as_of_after"].format(told=told, day=day_words(recorded[1], lang=view.ui)))
    if recorded is not None and view.day < recorded[0]:
        return str(words["as_of_before"].format(told=told, day=day_words(recorded[0], lang=view.ui)))
    return told


def alt_text(frame: Frame, view: MapView, legend: tuple[str, ...] = ()) -> str:
    """Return the alternative text of a map: what it is, the sentence, what its legend names, its limits."""
    words = table(view.ui)
    edges = dict(zip(("west", "south", "east", "north"), (f"{edge:.2f}" for edge in view.bbox), strict=True))
    return str(
        words["alt"].format(
            title=title(view),
            sentence=plain_sentence(frame, view),
            legend=words["alt_legend"].format(names="; ".join(legend)) if legend else "",
            as_of=as_of(view, frame.recorded),
            note=words["schematic_note"],
            **edges,
        )
    )
