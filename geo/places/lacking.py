"""Names that the gazetteer lacks, asked of an online geocoder and put beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..records import Mention, Place, Report
from .toponyms import find_mentions

if TYPE_CHECKING:
    from .gazetteer import Gazetteer
    from .online import OnlineGeocoder


class Lacking(NamedTuple):
    """A settlement's name that the gazetteer does not have, and where the text or record puts it."""

    name: str
    region: str = ""
    country: str = ""


def lacks_place(mention: Mention) -> bool:
    """Whether a mention means a settlement that the gazetteer does not have, or not in the region that is said."""
    if mention.kind != "literal" or mention.level != "populated_place":
        return False
    if mention.place is None:
        return not mention.candidates
    return mention.place.level != "populated_place" and mention.relation == "within"


def lacking_names(mentions: Iterable[Mention]) -> tuple[Lacking, ...]:
    """Return the names that mentions lack a place for, each once."""
    found = []
    for mention in filter(lacks_place, mentions):
        region = mention.place
        if region is None:
            found.append(Lacking(mention.phrase))
        else:
            named = region.name if region.level == "admin1" else region.admin1 or ""
            found.append(Lacking(mention.phrase, named, region.country))
    return tuple(dict.fromkeys(found))


def with_answers(
    gazetteer: Gazetteer,
    lacking: Sequence[Lacking],
    geocoder: OnlineGeocoder,
    progress: Callable[[str, int, int], None] | None = None,
) -> Gazetteer:
    """Return the gazetteer with the places that a geocoder knows by some names; their origin names the geocoder.

    Raises
    ------
    GeocoderUnavailable
        If the geocoder cannot be reached; nothing is concluded from that about any name.
    """
    places: dict[str, Place] = {}
    aliases: dict[str, list[str]] = {}
    for number, one in enumerate(lacking, start=1):
        answer = geocoder.geocode(one.name, region=one.region, country=one.country)
        for place in answer.places if answer is not None else ():
            places.setdefault(place.place_id, place)
            aliases.setdefault(place.place_id, []).append(one.name)
        if progress is not None:
            progress(f"asking {geocoder.kind}", number, len(lacking))
    return gazetteer.extended(places.values(), aliases) if places else gazetteer


def completed(report: Report, mentions: Sequence[Mention], more: Gazetteer) -> tuple[Mention, ...]:
    """Return a report's mentions with those that lacked a place read again by a gazetteer that has answers."""
    if not any(map(lacks_place, mentions)):
        return tuple(mentions)
    again = {(mention.start, mention.end): mention for mention in find_mentions(report, more)}
    return tuple(
        again.get((mention.start, mention.end), mention) if lacks_place(mention) else mention for mention in mentions
    )
