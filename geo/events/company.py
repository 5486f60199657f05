"""The company a name stands in: which of several places it means, told by places already known, or by size.

Nothing is guessed in silence: where neither leaves one place, the name stays ambiguous.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from ..crs import EARTH_RADIUS_KM
from ..places.names import normal_key, spellings
from ..records import Event, Place
from .placefinder import Finding, Point
from .placenames import take_apart

if TYPE_CHECKING:
    import geopandas as gpd

#: A place is chosen by its company when it lies within this of a place already known, and every other candidate
#: further off than this and than so many times as far: own rule, after the spread of one day's reports, km.
_COMPANY_KM: Final = 40.0
_COMPANY_TIMES: Final = 3.0
#: A place is chosen by size when it has so many people, and so many times those of any other candidate.
_PROMINENT: Final = 50_000
_PROMINENT_TIMES: Final = 20
#: Population to compare with where the gazetteer has none.
_UNKNOWN_POPULATION: Final = 500


def ask_company(
    events: Mapping[str, Event], findings: dict[str, tuple[Finding, str]], beside: Sequence[gpd.GeoDataFrame] = ()
) -> None:
    """Decide the ambiguous findings by the places of the same happening, of all records, then by size.

    Only places that the records themselves settle count as company, so that no choice rests on another
    choice and the order of the records does not matter. A name in a report stays as its reader left it: the reader
    has seen the sentence and the rest of the report, and other records' places know less than that. `beside` are
    tables whose records were joined before: their places are settled.
    """
    settled: dict[str, Point] = {}
    for key, event in events.items():
        if event.lon is not None and event.lat is not None and key not in findings:
            settled[key] = (event.lon, event.lat)
        elif key in findings and (place := findings[key][0].place) is not None and place.level == "populated_place":
            settled[key] = (place.lon, place.lat)
    same: dict[str, list[Point]] = defaultdict(list)
    for key, point in settled.items():
        same[events[key].event_key].append(point)
    asking = {events[key].event_key for key, (finding, _) in findings.items() if finding.ambiguous}
    points = set(settled.values())
    for table in beside if asking else ():
        located = table.loc[table["lon"].notna(), ["event_key", "lon", "lat"]]
        points.update(located[["lon", "lat"]].drop_duplicates().itertuples(index=False, name=None))
        for event_key, lon, lat in located[located["event_key"].isin(asking)].itertuples(index=False, name=None):
            same[event_key].append((lon, lat))
    everyone = Company(points, "places of the other records")
    asked: dict[int, tuple[Finding, str]] = {}
    for key, (finding, _) in findings.items():
        if not finding.ambiguous or events[key].report_id is not None:
            continue
        nearest = choose(finding, Company(same[events[key].event_key], "places of the same happening"))
        if nearest.place is not None:
            findings[key] = (nearest, "gazetteer, by company")
        else:
            # Records of one name share one finding, and all other records are the same company to each.
            if id(finding) not in asked:
                asked[id(finding)] = _ask_everyone(finding, events[key], everyone)
            findings[key] = asked[id(finding)]


def _ask_everyone(finding: Finding, event: Event, everyone: Company) -> tuple[Finding, str]:
    by_company = choose(finding, everyone)
    if by_company.place is not None:
        return by_company, "gazetteer, by company"
    by_size = most_prominent(finding, event, everyone)
    return by_size, "gazetteer, by size" if by_size.place is not None else "gazetteer"


class Company:
    """Places already known, to tell how near a candidate lies to the nearest of them.

    `points` are (lon, lat); `whose` names them in a reason.
    """

    def __init__(self, points: Iterable[Point], whose: str) -> None:
        import numpy as np

        self.whose = whose
        lon, lat = np.radians(np.array(sorted(set(points)), dtype=float).reshape(-1, 2)).T
        self._vectors = np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))

    def km_to(self, place: Place) -> float:
        """Great-circle distance from a place to the nearest known one, km; infinite where none is known."""
        import numpy as np

        if not len(self._vectors):
            return math.inf
        lon, lat = math.radians(place.lon), math.radians(place.lat)
        here = np.array((math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)))
        chord = float(np.sqrt(np.min(np.sum((self._vectors - here) ** 2, axis=1))))
        return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, chord / 2))


def choose(finding: Finding, company: Company) -> Finding:
    """Choose among the candidates of an ambiguous finding by the places it stands with, if that leaves one."""
    if not finding.ambiguous:
        return finding
    away = sorted((company.km_to(one.place), index) for index, one in enumerate(finding.candidates))
    (first, index), (second, _) = away[:2]
    if first <= _COMPANY_KM and second >= max(_COMPANY_KM, _COMPANY_TIMES * first):
        return Finding(finding.candidates[index].place, finding.candidates, f"{first:.0f} km from {company.whose}")
    return finding


def most_prominent(finding: Finding, event: Event, company: Company) -> Finding:
    """Choose the candidate that is larger beyond comparison, if it is spelled so and the company does not object.

    "Nikolsky" is not meant for a large Nikolskoye, and who adds a qualifier means a lesser one. The company
    objects where a smaller candidate lies among the places already known and the large one does not.
    """
    if not finding.ambiguous:
        return finding
    first, *others = sorted(finding.candidates, key=lambda one: -(one.place.population or _UNKNOWN_POPULATION))
    size = first.place.population or 0
    rival = max(other.place.population or _UNKNOWN_POPULATION for other in others)
    if size < max(_PROMINENT, _PROMINENT_TIMES * rival) or not _spelled_so(first.place, event):
        return finding
    if company.km_to(first.place) <= _COMPANY_KM or all(company.km_to(other.place) > _COMPANY_KM for other in others):
        return Finding(first.place, finding.candidates, f"by far the largest of that name ({size} people)")
    return finding


def _spelled_so(place: Place, event: Event) -> bool:
    known = spellings(place.name, place.name_uk, place.name_ru)
    named = [take_apart(text) for text in (event.place_name, event.place_native) if text]
    return any(normal_key(one.whole) in known for one in named) and not any(one.qualifiers for one in named)
