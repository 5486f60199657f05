"""What an edition adds to one map, found on it: call-outs, advances set off, the number of reports of every region.

Nothing here changes a claim: a highlight chooses among the arrows of the map, a call-out is the desk's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from ..crs import BBox
from ..errors import ViewError
from ..places.names import normal_key
from ..records import Advance, Frame
from .called import Called, called
from .edition import Edition
from .languages import counted, grouped, table
from .naming import short
from .phrases import join_words
from .scene import Scene
from .static_parts import RegionNumber
from .view import MapView

if TYPE_CHECKING:
    from ..places.boundaries import Boundaries
    from ..places.gazetteer import Gazetteer

#: Most names that a refusal lists.
_MOST_NAMED: Final = 12


@dataclass(frozen=True, slots=True)
class Added:
    """What is added to a map.

    `highlight` holds the place ids that the advances set off go to, `highlight_words` the legend's line on them;
    `numbers` the number of reports of each region by place id, None where they are not asked for. `legend_of` heads a
    legend that is of more than its map, empty for its own.
    """

    callouts: tuple[Called, ...] = ()
    highlight: frozenset[str] = frozenset()
    highlight_words: str = ""
    numbers: Mapping[str, RegionNumber] | None = field(default=None, compare=False)
    legend_of: str = ""

    def number_words(self, lang: str) -> str:
        """Return the legend's line on the numbers of the regions; empty where they are not asked for."""
        return "" if self.numbers is None else str(table(lang)["print"]["numbers"])

    def told(self, lang: str) -> list[str]:
        """Return what the alternative text and the text beside the map say of it; empty for nothing."""
        notes = [f"{one.name}: {one.text}" for one in self.callouts]
        heading = [table(lang)["print"]["callouts"]] if notes else []
        return [*([f"{self.highlight_words}."] if self.highlight_words else []), *heading, *notes]


#: Nothing is added.
NOTHING: Final = Added()


def added_before(
    frame: Frame, view: MapView, edition: Edition, boundaries: Boundaries, gazetteer: Gazetteer
) -> Added:  # fmt: skip
    """Return what can be said before a map is set out: all but the call-outs, and nothing is refused yet."""
    ids = {name: _goes_to(name, frame.advances, gazetteer) for name in edition.highlight}
    ends = {one.place_id: one for one in frame.advances if one.place_id}
    chosen = list(dict.fromkeys(id_ for found in ids.values() for id_ in sorted(found)))
    names = [_named(ends[id_], view.lang, gazetteer) for id_ in chosen]
    told = table(view.ui)["print"]["highlight"].format(names=join_words(list(dict.fromkeys(names)), view.ui))
    numbers = region_numbers(frame, boundaries, view.ui) if edition.numbers else None
    return Added((), frozenset(chosen), told if names else "", numbers)


def added_on(
    before: Added, frame: Frame, view: MapView, edition: Edition, scene: Scene, shown: BBox, gazetteer: Gazetteer
) -> Added:
    """Return what is added to a map that is set out and shows `shown`, its call-outs found.

    Raises
    ------
    ViewError
        If no arrow of the map goes to a place that is to be highlighted, or a call-out's place is not on the map.
    """
    arrows = [advance for _, advance in scene.advances]
    for name in edition.highlight:
        if not _goes_to(name, arrows, gazetteer):
            choice = _choice(frame.advances, shown, view, gazetteer)
            raise ViewError(f"highlight: {name!r} is not where an advance on this map goes; {choice}")
    return replace(before, callouts=called(edition.callouts, frame, shown, gazetteer, view.lang))


def _goes_to(name: str, advances: tuple[Advance, ...] | list[Advance], gazetteer: Gazetteer) -> set[str]:
    """Place ids, of those that some advances go to, that a name or id means."""
    key = normal_key(name)
    meant = {place.place_id for place in gazetteer.lookup(name)} | {name}
    return {
        one.place_id
        for one in advances
        if one.place_id and (one.place_id in meant or (key and normal_key(short(one.place_name)) == key))
    }


def _named(advance: Advance, lang: str, gazetteer: Gazetteer) -> str:
    place = gazetteer.get(advance.place_id) if advance.place_id else None
    return place.named(lang) if place is not None else short(advance.place_name)


def _choice(advances: tuple[Advance, ...], shown: BBox, view: MapView, gazetteer: Gazetteer) -> str:
    """What may be highlighted: places on the map to which an advance that could have an arrow goes."""
    west, south, east, north = shown
    here = [one for one in advances if west <= one.end[0] <= east and south <= one.end[1] <= north]
    names = sorted({_named(one, view.lang, gazetteer) for one in here if one.place_id and one.start is not None})
    if not names:
        return "no advance on it has an arrow. Leave it out, or choose other days."
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"expected one of {', '.join(names[:_MOST_NAMED])}{more}. Correct it or leave it out."


def region_numbers(frame: Frame, boundaries: Boundaries, lang: str) -> dict[str, RegionNumber]:
    """Return the number of reports of every first-level region by place id.

    Each record of the frame's events counts once, for the region that it is placed in or that it speaks of as a whole
    or by a district; a record of a country, a border or no place counts for none.
    """
    placed, whole = _reports_by_region(frame, boundaries)
    told, found = table(lang), {}
    for id_ in map(str, boundaries.admin1["place_id"]):
        short_words = full = counted(told["n_reports"], placed[id_] + whole[id_], lang)
        if whole[id_]:
            full = counted(told["print"]["region"], placed[id_] + whole[id_], lang, m=grouped(whole[id_], lang))
        found[id_] = RegionNumber(placed[id_] + whole[id_], full, short_words)
    return found


def _reports_by_region(frame: Frame, boundaries: Boundaries) -> tuple[Counter[str], Counter[str]]:
    """Reports placed in each region, and those that name no place in it."""
    events = frame.events.drop_duplicates("event_id")
    regions = boundaries.admin1
    ids = set(map(str, regions["place_id"]))
    by_name = {(str(row.country), str(row.name)): str(row.place_id) for row in regions.itertuples(index=False)}
    points = events[(events["precision"] == "populated_place").fillna(value=False) & events["lon"].notna()]
    found = boundaries.regions_at(points["lon"].astype(float).tolist(), points["lat"].astype(float).tolist())
    placed = Counter(id_ for id_ in found if id_ is not None)
    whole: Counter[str] = Counter()
    for row in events[events["precision"].isin(("admin1", "district"))].to_dict("records"):
        id_ = str(row["place_id"])
        id_ = id_ if id_ in ids else by_name.get((str(row["country"]), str(row["admin1"])), "")
        if id_:
            whole[id_] += 1
    return placed, whole
