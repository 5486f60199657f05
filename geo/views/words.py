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
from ..records import Frame, content_id
from ..terms import LABELS, SIDES
from .style import SIDE_STYLES
from .view import MapView

if TYPE_CHECKING:
    import pandas as pd

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip

_TEMPLATES: Final[Mapping[str, Any]] = {
    "months": list(MONTHS),
    "lead": "{day}, {clock}, {perspective}: ",
    "end": ".",
    "joint": "; ",
    "clock": {"known": "as known that day", "happened": "with all that was reported later"},
    "perspective": {
        "RU": "according to Russian officials",
        "UA": "according to Ukrainian officials",
        "assessed": "according to independent monitors, media and what a side concedes",
        "all": "all claimants side by side",
    },
    "claimant": {"RU": "Russian officials", "UA": "Ukrainian officials"},
    "side": dict(LABELS["side"]),
    "own": {"one": "{n} settlement claimed", "other": "{n} settlements claimed"},
    "own_of_all": {"one": "{n} settlement claimed by {claimant}", "other": "{n} settlements claimed by {claimant}"},
    "conceded": {
        "one": "{n} settlement held by {side} according to {claimant}",
        "other": "{n} settlements held by {side} according to {claimant}",
    },
    "assessed": {
        "one": "{n} settlement assessed as held by {side}",
        "other": "{n} settlements assessed as held by {side}",
    },
    "area": " ({area} km²)",
    "area_small": " (under 1 km²)",
    "denied": {
        "some": ", {n} of them denied",
        "single": ", and denied",
        "all": ", all of them denied",
    },
    "no_zone": {
        "RU": "no settlement claimed",
        "UA": "no settlement claimed",
        "assessed": "no settlement assessed as held by either side",
        "all": "no settlement claimed or assessed",
    },
    "announced": {"one": "{n} security zone announced", "other": "{n} security zones announced"},
    "advances": {"none": "no advance", "one": "{n} advance", "other": "{n} advances"},
    "reports": {"one": "{n} other report", "other": "{n} other reports"},
    "since": " since {first}",
    "on": " on {first}",
    "within": " from {first} to {last}",
    "nothing": "nothing matches this view. Widen the dates or the filters",
    "hidden": {
        "one": " The filters leave out {n} report.",
        "other": " The filters leave out {n} reports.",
    },
}

BOUNDARY_NOTE: Final = (
    "Borders as internationally recognised: Crimea and the Donetsk, Kherson, Luhansk and Zaporizhzhia regions "
    "are shown in Ukraine."
)
SCHEMATIC_NOTE: Final = (
    "Schematic: a zone joins the surroundings of settlements; an arrow shows a reported move, or several close "
    "together, not the exact path and not control."
)
BASEMAP_CREDIT: Final = "Basemap: GeoNames (CC BY 4.0), © OpenStreetMap contributors (ODbL), Natural Earth, GSHHG."


def templates() -> dict[str, Any]:
    """Return the wording of the sentence as plain data, for `web/sentence.js`."""
    return {name: dict(value) if isinstance(value, dict) else value for name, value in _TEMPLATES.items()}


def day_words(day: date, *, year: bool = True) -> str:
    """Return a day in words.

    >>> day_words(date(2025, 3, 12))
    '12 March 2025'
    """
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def count_words(n: int, one: str, other: str) -> str:
    """Return a number with its noun: "1 settlement", "2 settlements", "1,200 settlements"."""
    return f"{n:,} {one if n == 1 else other}"


def join_words(words: tuple[str, ...] | list[str]) -> str:
    """Return words as a list in a sentence: "a", "a and b", "a, b and c"; empty for none."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def sentence_parts(frame: Frame, view: MapView) -> dict[str, Any]:
    """Return what the sentence is made of, as plain JSON data.

    Keys: day, first, last (ISO days, all included), clock, perspective; `zones`, one a holder and
    perspective, each with perspective, side, kind, settlements, area_km2, denied; announced, advances,
    reports, hidden (numbers). `reports` counts the records that tell of no advance.
    """
    groups: dict[tuple[str, str, str], dict[str, Any]] = {}
    denied: dict[tuple[str, str, str], set[str]] = {}
    for zone in frame.zones:
        if zone.kind == "announced":
            continue
        key: tuple[str, str, str] = (zone.perspective, zone.side, zone.kind)
        group = groups.setdefault(
            key, dict(zip(("perspective", "side", "kind"), key, strict=True), settlements=0, area_km2=0.0)
        )
        group["settlements"] += zone.settlements
        group["area_km2"] += zone.area_km2 or 0.0
        denied.setdefault(key, set()).update(zone.disputed_ids)
    for key, group in groups.items():
        group["denied"] = len(denied[key])
    told = {event_id for advance in frame.advances for event_id in advance.event_ids}
    return {
        "day": frame.day.isoformat(),
        "first": frame.window.valid_from.isoformat(),
        "last": ((frame.window.valid_to or frame.day + DAY) - DAY).isoformat(),
        "clock": frame.clock,
        "perspective": frame.perspective,
        "zones": [groups[key] for key in sorted(groups, key=_reading_order) if groups[key]["settlements"]],
        "announced": sum(zone.kind == "announced" for zone in frame.zones),
        "advances": len(frame.advances),
        "reports": int((~frame.events["event_id"].isin(told)).sum()),
        "hidden": frame.hidden,
        "filtered": bool(view.sides or view.types or view.statuses),
    }


def _reading_order(key: tuple[str, str, str]) -> tuple[int, int, int]:
    perspective, side, _ = key
    return (perspective == "assessed", SIDES.index(perspective) if perspective in SIDES else 0, side != perspective)


def sentence(parts: Mapping[str, Any]) -> str:
    """Return the one plain sentence for `sentence_parts`. `web/sentence.js` is its twin: change both.

    An empty view says that nothing matches.
    """
    words = _TEMPLATES
    day = date.fromisoformat(parts["day"])
    text = words["lead"].format(
        day=day_words(day),
        clock=words["clock"][parts["clock"]],
        perspective=words["perspective"][parts["perspective"]],
    )
    clauses = [_zone_clause(zone, parts["perspective"]) for zone in parts["zones"]]
    if not (clauses or parts["announced"] or parts["advances"] or parts["reports"]):
        clauses = [words["nothing"]]
    else:
        clauses = clauses or [words["no_zone"][parts["perspective"]]]
        if parts["announced"]:
            clauses.append(_counted("announced", parts["announced"]))
        window = _window_words(parts, day)
        clauses.append(_counted("advances", parts["advances"]) + window)
        if parts["reports"] and not parts["zones"] and not parts["advances"]:
            clauses.append(_counted("reports", parts["reports"]))
    hidden = _counted("hidden", parts["hidden"]) if parts["filtered"] and parts["hidden"] else ""
    return str(text + words["joint"].join(clauses) + words["end"] + hidden)


def _counted(name: str, n: int) -> str:
    forms = _TEMPLATES[name]
    form = "none" if n == 0 and "none" in forms else "one" if n == 1 else "other"
    return str(forms[form].format(n=f"{n:,}"))


def _zone_clause(zone: Mapping[str, Any], perspective: str) -> str:
    """Word one holder's settlements: who says so stands in the lead, or in the clause where several speak."""
    words = _TEMPLATES
    if zone["perspective"] == "assessed":
        name = "assessed"
    elif zone["perspective"] != zone["side"]:
        name = "conceded"
    else:
        name = "own" if perspective == zone["perspective"] else "own_of_all"
    n, denied, area = zone["settlements"], zone["denied"], round(zone["area_km2"])
    text = words[name]["one" if n == 1 else "other"].format(
        n=f"{n:,}", side=words["side"][zone["side"]], claimant=words["claimant"].get(zone["perspective"], "")
    )
    if zone["area_km2"] > 0:
        text += words["area"].format(area=f"{area:,}") if area else words["area_small"]
    if denied:
        form = "some" if denied < n else "single" if n == 1 else "all"
        text += words["denied"][form].format(n=f"{denied:,}")
    return str(text)


def _window_words(parts: Mapping[str, Any], day: date) -> str:
    """Word the window: "since" where it ends on the day of the zone, otherwise from and to."""
    first, last = date.fromisoformat(parts["first"]), date.fromisoformat(parts["last"])
    told = day_words(first, year=first.year != day.year)
    if first == last:
        return str(_TEMPLATES["on"].format(first=told))
    if last == day:
        return str(_TEMPLATES["since"].format(first=told))
    return str(_TEMPLATES["within"].format(first=told, last=day_words(last, year=last.year != day.year)))


def plain_sentence(frame: Frame, view: MapView) -> str:
    """Return the sentence of a frame: the app's headline, the static map's subtitle, part of the alt text."""
    return sentence(sentence_parts(frame, view))


def title(view: MapView) -> str:
    """Return the view's own title, or one proposed from who speaks and where."""
    if view.title:
        return view.title
    where = front_name(view)
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


def as_of(view: MapView) -> str:
    """Return the as-of moment of the zones: a day ends at midnight at the front."""
    return f"As of {day_words(view.day)}, 24:00 Kyiv time"


_SPEAKERS: Final = {
    "RU": "Russian officials", "UA": "Ukrainian officials", "US": "US officials", "assessed": "monitors and media",
    "independent": "monitors", "media": "media", "other": "others",
}  # fmt: skip


def speakers(voices: tuple[str, ...]) -> str:
    """Name groups that speak: perspectives or claimant sides, each once, in a fixed order."""
    told = [words for code, words in _SPEAKERS.items() if code in voices]
    if {"independent", "media"} <= set(voices):
        told = [*(words for words in told if words not in {"monitors", "media"}), "monitors and media"]
    if told[:2] == [_SPEAKERS["RU"], _SPEAKERS["UA"]]:
        told = ["Russian and Ukrainian officials", *told[2:]]
    told = list(dict.fromkeys(told))
    if len(told) > 1 and told[-1] == _SPEAKERS["assessed"]:
        return ", ".join(told)
    return join_words(told) or "an unnamed claimant"


#: Longest name that a legend, a label or a source line sets in full, characters.
NAME_LIMIT: Final = 72


def short(name: str) -> str:
    """Return a name on one line, cut with an ellipsis past NAME_LIMIT characters."""
    line = " ".join(name.split())
    return line if len(line) <= NAME_LIMIT else f"{line[: NAME_LIMIT - 1].rstrip()}…"


def claimant_words(names: tuple[str, ...], voice: str) -> str:
    """Name the one claimant, or else the group that a perspective or claimant side stands for."""
    if len(names) == 1:
        return short(names[0])
    if voice in _SPEAKERS:
        return _SPEAKERS[voice]
    return count_words(len(names), "claimant", "claimants") if names else "an unnamed claimant"


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
    return f"Sources ({count_words(len(records), 'report', 'reports')}): {', '.join(shown)}{tail}."


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
        f"degrees east and from {south:.2f} to {north:.2f} degrees north. {as_of(view)}. {SCHEMATIC_NOTE}"
    )
