"""The words of a map: the one plain sentence, titles, source line, notes. No other module words them.

The sentence is filled from `sentence_parts` (numbers and codes) and `templates` (wording). `sentence` does
it here, `web/sentence.js` does the same in the browser; a test compares the two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ..clock import DAY
from ..crs import FRONT_BBOX
from ..perspectives import chosen_claimants
from ..records import Frame, Zone, content_id
from ..terms import SIDES
from .contesting import contested_places, opponent
from .naming import chosen_words, perspective_words, short
from .phrases import count_words, day_words
from .sentence_words import TEMPLATES
from .style import SIDE_STYLES
from .view import MapView

if TYPE_CHECKING:
    import pandas as pd

BOUNDARY_NOTE: Final = (
    "Borders as internationally recognised: Crimea and the Donetsk, Kherson, Luhansk and Zaporizhzhia regions "
    "are shown in Ukraine."
)
SCHEMATIC_NOTE: Final = (
    "Schematic: a zone joins the surroundings of settlements; an arrow shows a reported move, or several close "
    "together, not the exact path and not control. Only settlements named one by one are drawn; a side's own totals "
    "may be larger."
)
BASEMAP_CREDIT: Final = (
    "Basemap: GeoNames (CC BY 4.0), © OpenStreetMap contributors (ODbL), Wikipedia (CC BY-SA 4.0), Natural "
    "Earth, GSHHG."
)


def templates(chosen: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the wording of the sentence as plain data, for `web/sentence.js`; perspectives of chosen claimants too."""
    words = {name: dict(value) if isinstance(value, dict) else value for name, value in TEMPLATES.items()}
    for perspective in chosen:
        words["perspective"][perspective] = perspective_words(perspective)
        words["no_zone"][perspective] = words["no_zone"]["chosen"]
    return words


def sentence_parts(frame: Frame, view: MapView) -> dict[str, Any]:
    """Return what the sentence is made of, as plain JSON data.

    Keys: day, first, last (ISO days, all included), record (first and last ISO day), clock, perspective; `zones`,
    one a holder and perspective, each with perspective, side, kind, settlements, area_km2, denied, contested,
    doubted; `moves`, each with side, back and n; announced, proposed, reports, hidden, others (numbers). `reports`
    counts the records that tell of no advance. `contested` places are claimed by the other side, `doubted`
    ones given to it by others.
    """
    told = {event_id for advance in frame.advances for event_id in advance.event_ids}
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
        "reports": int((~frame.events["event_id"].isin(told)).sum()),
        "hidden": frame.hidden,
        "others": frame.others,
        "filtered": bool(view.sides or view.types or view.statuses),
    }


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


def sentence(parts: Mapping[str, Any]) -> str:
    """Return the one plain sentence for `sentence_parts`. `web/sentence.js` is its twin: change both.

    An empty view says that nothing matches.
    """
    words = TEMPLATES
    day = date.fromisoformat(parts["day"])
    text = words["lead"].format(
        day=day_words(day),
        record=_record_words(parts),
        clock=words["clock"][parts["clock"]],
        perspective=perspective_words(parts["perspective"]),
    )
    clauses = [_zone_clause(zone, parts["perspective"]) for zone in parts["zones"]]
    if not (clauses or parts["announced"] or parts["proposed"] or parts["moves"] or parts["reports"]):
        clauses = [words["nothing"]]
    else:
        whose = "chosen" if chosen_claimants(parts["perspective"]) else parts["perspective"]
        clauses = clauses or [words["no_zone"][whose]]
        clauses += [_counted(name, parts[name]) for name in ("announced", "proposed") if parts[name]]
        clauses.append(_moves_clause(parts["moves"]) + _window_words(parts, day))
        if parts["reports"] and not parts["zones"] and not parts["moves"]:
            clauses.append(_counted("reports", parts["reports"]))
    hidden = _counted("hidden", parts["hidden"]) if parts["filtered"] and parts["hidden"] else ""
    others = _counted("others", parts["others"]) if parts["others"] else ""
    filters = words["filters"] if parts["filtered"] else ""
    return str(text + words["joint"].join(clauses) + words["end"] + hidden + others + filters)


def _counted(name: str, n: int, **blanks: str) -> str:
    return str(TEMPLATES[name]["one" if n == 1 else "other"].format(n=f"{n:,}", **blanks))


def _moves_clause(moves: list[dict[str, Any]]) -> str:
    told = [
        _counted("withdrawals" if move["back"] else "advances", move["n"], who=TEMPLATES["adjective"][move["side"]])
        for move in moves
    ]
    return ", ".join(told) or str(TEMPLATES["no_advance"])


def _record_words(parts: Mapping[str, Any]) -> str:
    """Tell a day past the record's ends: nothing there is news."""
    first, last = parts["record"]
    if parts["day"] > last:
        return str(TEMPLATES["after_record"].format(last=day_words(date.fromisoformat(last))))
    if parts["day"] < first:
        return str(TEMPLATES["before_record"].format(first=day_words(date.fromisoformat(first))))
    return ""


def _zone_clause(zone: Mapping[str, Any], perspective: str) -> str:
    """Word one holder's settlements: who says so stands in the lead, or in the clause where several speak."""
    words = TEMPLATES
    if zone["kind"] == "assessed":
        name = "assessed"
    elif chosen_claimants(zone["perspective"]):
        name = "said"
    elif zone["perspective"] != zone["side"]:
        name = "conceded"
    else:
        name = "own" if perspective == zone["perspective"] else "own_of_all"
    n, area = zone["settlements"], round(zone["area_km2"])
    text = words[name]["one" if n == 1 else "other"].format(
        n=f"{n:,}", side=words["side"][zone["side"]], claimant=words["claimant"].get(zone["perspective"], "")
    )
    if zone["area_km2"] > 0:
        text += words["area"].format(area=f"{area:,}") if area else words["area_small"]
    return str(text + _contradictions(zone))


def _contradictions(zone: Mapping[str, Any]) -> str:
    """Word who says otherwise: only a denial is called one."""
    words, n = TEMPLATES, zone["settlements"]
    other = words["side"].get(opponent(zone["side"]), "")
    text = ""
    for at, name in enumerate(name for name in ("denied", "contested", "doubted") if zone[name]):
        form = "more" if at else "some" if zone[name] < n else "single" if n == 1 else "all"
        text += words["contradiction"][form].format(n=f"{zone[name]:,}") + words[name].format(other=other)
    return text


def _window_words(parts: Mapping[str, Any], day: date) -> str:
    """Word the window: "since" where it ends on the day of the zone, otherwise from and to.

    Under the known clock it ends on the day, however far it reaches.
    """
    first, last = date.fromisoformat(parts["first"]), date.fromisoformat(parts["last"])
    told = day_words(first, year=first.year != day.year)
    if parts["clock"] == "known":
        if first > day:
            return str(TEMPLATES["beyond"].format(first=told))
        last = min(last, day)
    if first == last:
        return str(TEMPLATES["on"].format(first=told))
    if last == day:
        return str(TEMPLATES["since"].format(first=told))
    return str(TEMPLATES["within"].format(first=told, last=day_words(last, year=last.year != day.year)))


def plain_sentence(frame: Frame, view: MapView) -> str:
    """Return the sentence of a frame: the app's headline, the static map's subtitle, part of the alt text."""
    return sentence(sentence_parts(frame, view))


def title(view: MapView) -> str:
    """Return the view's own title, or one proposed from who speaks and where."""
    if view.title:
        return view.title
    where = front_name(view)
    if chosen := chosen_claimants(view.perspective):
        return f"The {where} according to {chosen_words(chosen)}"
    return {
        "RU": f"What Russian officials claim on the {where}",
        "UA": f"What Ukrainian officials claim on the {where}",
        "assessed": f"What monitors and media report from the {where}",
        "all": f"Who claims what on the {where}",
    }[view.perspective]


def front_name(view: MapView) -> str:
    """Name the front that a view shows: by name where its middle lies in the Kursk-Sumy area."""
    west, south, east, north = view.bbox
    lon, lat = (west + east) / 2, (south + north) / 2
    inside = FRONT_BBOX[0] <= lon <= FRONT_BBOX[2] and FRONT_BBOX[1] <= lat <= FRONT_BBOX[3]
    return "Kursk–Sumy front" if inside else "front"


def as_of(view: MapView, recorded: tuple[date, date] | None = None) -> str:
    """Return the as-of moment of the zones: a day ends at midnight at the front. Past the record's ends it says so."""
    told = f"As of {day_words(view.day)}, 24:00 Kyiv time"
    if recorded is not None and view.day > recorded[1]:
        return f"{told}; the record ends {day_words(recorded[1])}"
    if recorded is not None and view.day < recorded[0]:
        return f"{told}; the record starts {day_words(recorded[0])}"
    return told


def side_adjective(side: str | None) -> str:
    """Return the adjective of a side, empty where nobody acts."""
    style = SIDE_STYLES.get(side or "")
    return style.adjective if style is not None else ""


def publishers(records: pd.DataFrame) -> tuple[str, ...]:
    """Return who printed the records, those with most first, then by name; second publishers count too."""
    counts = Counter[str]()
    for column in ("publisher", "publisher_2"):
        counts.update(short(str(name)) for name in records[column].dropna() if str(name).strip())
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def source_line(records: pd.DataFrame, *, most: int | None = None) -> str:
    """Return the source line: number of reports and their publishers.

    Past `most` publishers the rest are counted, not dropped in silence. No records: says so.
    """
    names = publishers(records)
    if not names:
        return "Sources: no report is shown." if records.empty else "Sources: no publisher is recorded."
    shown, rest = (names, 0) if most is None or len(names) <= most else (names[:most], len(names) - most)
    tail = f" and {count_words(rest, 'other', 'others')}" if rest else ""
    reports = count_words(len(records), "report", "reports")
    return f"Sources ({reports} behind zones, advances and marks): {', '.join(shown)}{tail}."


def frame_event_ids(frame: Frame) -> frozenset[str]:
    """Return the ids of all records that a frame rests on: zones, advances and events."""
    ids = {str(event_id) for event_id in frame.events["event_id"]}
    for zone in frame.zones:
        ids.update(zone.event_ids)
    for advance in frame.advances:
        ids.update(advance.event_ids)
    return frozenset(ids)


def data_hash(frame: Frame) -> str:
    """Return 12 hex digits for the records, zones and advances of a frame: the same data, the same digits."""
    areas = (f"{zone.zone_id} {zone.area_km2 or 0:.3f}" for zone in frame.zones)
    ends = (f"{advance.advance_id} {advance.start} {advance.end}" for advance in frame.advances)
    places = (f"{row.event_id} {row.lon} {row.lat}" for row in frame.events.itertuples())
    return content_id(
        "", *sorted(areas), "|", *sorted(ends), "|", *sorted(places), "|", *sorted(frame_event_ids(frame))
    )


def alt_text(frame: Frame, view: MapView, legend: tuple[str, ...] = ()) -> str:
    """Return the alternative text of a map: what it is, the sentence, what its legend names, its limits."""
    west, south, east, north = view.bbox
    told = f" The legend names: {'; '.join(legend)}." if legend else ""
    return (
        f"Map: {title(view)}. {plain_sentence(frame, view)}{told} The map reaches from {west:.2f} to {east:.2f} "
        f"degrees east and from {south:.2f} to {north:.2f} degrees north. {as_of(view, frame.recorded)}. "
        f"{SCHEMATIC_NOTE}"
    )
