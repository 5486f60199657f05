"""Where call-outs stand: their places looked up as a reader would, on the map first, in any language."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from ..crs import BBox
from ..errors import ViewError
from ..places.names import normal_key
from ..records import Frame, Place
from ..terms import LANGUAGES
from .edition import Callout
from .naming import short

if TYPE_CHECKING:
    from ..places.gazetteer import Gazetteer

#: Places that are a point.
_POINTS: Final = ("populated_place", "facility")
#: Of several places of a name, the one so many times larger than the next is meant, if so many live there.
_LARGER, _LARGE = 10, 1_000
#: Most names like one that is not found.
_MOST_NAMED: Final = 6

#: Name, longitude and latitude of places by id.
_Named = dict[str, tuple[str, float, float]]


@dataclass(frozen=True, slots=True)
class Called:
    """A call-out with its place found: its name in the map's language, degrees."""

    place_id: str
    name: str
    lon: float
    lat: float
    text: str


def called(
    callouts: tuple[Callout, ...], frame: Frame, bbox: BBox, gazetteer: Gazetteer, lang: str
) -> tuple[Called, ...]:
    """Return call-outs with their places, which lie in a bbox.

    Own rule: of several places of a name, those on the map; of these, those that records shown speak of; of these, the
    one of a thousand people or more that is ten times larger than the next.

    Raises
    ------
    ViewError
        If nothing has the name, it is an area's, it is not on the map, or several places on the map have it.
    """
    told = _told_places(frame, lang, gazetteer) if callouts else {}
    return tuple(
        _found(one, f"callouts.{number}.place", told, bbox, gazetteer, lang) for number, one in enumerate(callouts, 1)
    )


def _found(one: Callout, where: str, told: _Named, bbox: BBox, gazetteer: Gazetteer, lang: str) -> Called:
    exact = gazetteer.get(one.place)
    places = (exact,) if exact is not None else gazetteer.lookup(one.place, lang=lang)
    points = [place for place in places if place.level in _POINTS]
    key = normal_key(one.place)
    named = {place.place_id: (place.named(lang), place.lon, place.lat) for place in points}
    named |= {id_: at for id_, at in told.items() if id_ == one.place or (key and key == normal_key(at[0]))}
    inside = {id_: at for id_, at in named.items() if bbox[0] <= at[1] <= bbox[2] and bbox[1] <= at[2] <= bbox[3]}
    spoken = {id_: at for id_, at in inside.items() if id_ in told} or inside
    if not spoken:
        raise ViewError(f"{where} is {one.place!r}; {_absent(one.place, named, places, bbox, gazetteer)}")
    if len(spoken) > 1:
        largest = _largest([place for place in points if place.place_id in spoken])
        if largest is None:
            raise ViewError(
                f"{where} is {one.place!r}; several places on this map have the name: {_listed(spoken)}. "
                "Give one by its id."
            )
        spoken = {largest: spoken[largest]}
    place_id, (name, lon, lat) = next(iter(spoken.items()))
    return Called(place_id, name, lon, lat, one.text)


def _told_places(frame: Frame, lang: str, gazetteer: Gazetteer) -> _Named:
    """Name and point of each place that the records shown speak of, by place id, by the name where it has none."""
    found: _Named = {}
    events = frame.events[frame.events["lon"].notna()]
    for row in events[["place_id", "place_name", "lon", "lat"]].drop_duplicates().to_dict("records"):
        name = short(row["place_name"]) if isinstance(row["place_name"], str) else ""
        id_ = row["place_id"] if isinstance(row["place_id"], str) else name
        if not id_:
            continue
        place = gazetteer.get(id_)
        found[id_] = (name if place is None else place.named(lang), float(row["lon"]), float(row["lat"]))
    return found


def _largest(places: list[Place]) -> str | None:
    sizes = sorted(((place.population or 0, place.place_id) for place in places), reverse=True)
    clear = len(sizes) > 1 and sizes[0][0] >= max(_LARGE, _LARGER * sizes[1][0])
    return sizes[0][1] if clear else None


def _listed(places: _Named) -> str:
    return "; ".join(f"{id_} ({name}, {lat:.2f} N {lon:.2f} E)" for id_, (name, lon, lat) in sorted(places.items()))


def _absent(name: str, named: _Named, places: tuple[Place, ...], bbox: BBox, gazetteer: Gazetteer) -> str:
    """Why a place is not on the map, and what to do."""
    if named:
        edges = "west {:.2f}, south {:.2f}, east {:.2f}, north {:.2f}".format(*bbox)
        return f"off this map: {_listed(named)}. The map reaches {edges}. Widen its extent, or choose a place on it."
    if places:
        return "the name of an area, which is no point to write at. Choose a settlement in it."
    known: dict[str, str] = {}
    for row in gazetteer.settlements(bbox).to_dict("records"):
        for lang in LANGUAGES:
            told = row.get("name" if lang == "en" else f"name_{lang}")
            if isinstance(told, str) and told:
                known.setdefault(normal_key(told), told)
    near = get_close_matches(normal_key(name), known, n=_MOST_NAMED, cutoff=0.6)
    like = f"Like it: {', '.join(known[key] for key in near)}." if near else "Nothing on this map is like it."
    return f"no place of the gazetteer nor of a record shown has that name. {like} Correct it."
