"""What the text says contains a place: "Zhuravka, Sumy region", "Ukraine's X", "the Russian city of X". Own rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..records import Mention, Place
from .lexicon import Lexicon
from .names import normal_key
from .passage import SECTOR_REASON
from .relations import Related

if TYPE_CHECKING:
    from .gazetteer import Gazetteer

#: A state in short after a comma: its letters with full stops between, or two capitals.
_STATE: Final = re.compile(r",\s*((?:[A-Z]\.\s?){2,3}|W\.\s?Va\.?|[A-Z][a-z]{1,4}\b\.?|[A-Z]{2,3}\b)")
_SENTENCE_END: Final = re.compile(r"[.!?…]\s+[^a-zа-яєії]")
_LONGEST_GAP: Final = 60
_SECTOR_REACHES: Final = 400
_AREAS: Final = frozenset({"admin1", "country", "district"})
#: Between a place and what contains it, which follows.
_FOLLOWS: Final = re.compile(
    r"\s*,?\s*(?:\(|(?:also\s+)?(?:in|of|at)\s+)?(?:the\s+)?(?:(?:north|south|east|west|border|central|occupied|russian|"
    r"ukrainian|neighbou?ring|far|front-?line|partially)[\w-]*\s+){0,3}|\s*,?\s*(?:у|в|на)?\s*",
    re.IGNORECASE,
)
_TOWN: Final = r"(?:(?:border|frontline|front-line|port|key|eastern|western|northern|southern|small|industrial)\s+)*"
#: Between what contains a place, which comes first, and the place.
_PRECEDES: Final = re.compile(
    rf"(?:['’]s)?\s*(?:[\w-]+\s+){{0,3}}(?:city|town|village|settlement|villages|settlements|cities|towns|capital)\s+"
    rf"(?:of\s+)?(?:the\s+)?"
    rf"|['’]s\s+{_TOWN}|\s*[:,(–-]\s*(?:the\s+)?(?:(?:city|town|village|settlement)\s+of\s+)?"
    rf"|\s*,?\s*(?:near|around|in|north of|south of|east of|west of)\s+(?:the\s+"
    rf"(?:city|town|village|settlement)\s+of\s+)?|\s*,?\s*(?:біля|поблизу|під|у|в|возле|под|около|село|селі|місті|городе|селе)\s+",
    re.IGNORECASE,
)
_LIST: Final = re.compile(r"\s*(?:,|;|and|та|і|й|и|,\s*and|or)\s*(?:the\s+)?", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CITY: Final = re.compile(
    r"(?:city|town|village|settlement|capital|port|region|місто|село|город|regional)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a report says about where a mention is.

    `region` contains it, `country` an adjective gives, `previous` is the region named last in its paragraph, `beside`
    the same within its sentence; `holds` are the ids of its candidates that contain the place named before it;
    `listed` is the (level, country) of the regions that it stands in a list of; `sector` is the town after which the
    sector of the front is named that its sentence told of.
    """

    region: Place | None = None
    country: str | None = None
    related: Related | None = None
    previous: Place | None = None
    beside: Place | None = None
    capital_id: str | None = None
    holds: frozenset[str] = frozenset()
    listed: tuple[str, str] | None = None
    sector: Place | None = None


def containers(mentions: tuple[Mention, ...], text: str, lexicon: Lexicon, gazetteer: Gazetteer) -> list[Setting]:
    """Return what the text says contains each mention, in order: a region or country named beside it, or a demonym."""
    regions: list[Place | None] = []
    holds: dict[int, frozenset[str]] = {}
    for at, mention in enumerate(mentions):
        region = _following(mentions, at, text)
        if region is not None:
            holds[at + 1] = frozenset({region.place_id})
        regions.append(region or _abbreviated(mention, text, lexicon, gazetteer))
    for at in range(len(mentions) - 2, -1, -1):
        if regions[at] is None and not _area(mentions[at]) and _gap(mentions, at, at + 1, text, _LIST):
            regions[at] = regions[at + 1]
    for at in range(1, len(mentions)):
        if regions[at] is None and not _area(mentions[at]):
            regions[at] = _preceding(mentions, at, text)
            if regions[at] is None and not _area(mentions[at - 1]) and _gap(mentions, at - 1, at, text, _LIST):
                regions[at] = regions[at - 1] if _came_first(mentions, at - 1, regions) else None
    _share_by_name(mentions, regions)
    listed = [_listed(mentions, at, text) for at in range(len(mentions))]
    settings = []
    for at, mention in enumerate(mentions):
        previous, beside = _last_region(mentions, at, text)
        settings.append(
            Setting(
                capital_id=_capital(mention, lexicon),
                region=None if listed[at] else regions[at],
                country=_demonym(mention, text, lexicon),
                previous=previous,
                beside=beside,
                holds=holds.get(at, frozenset()),
                listed=listed[at],
            )
        )
    return settings


def sectors_of(mentions: tuple[Mention, ...], text: str) -> list[int | None]:
    """Return for each mention the number of the one that names its sector of the front, None where none does.

    "In the Kupiansk direction the enemy attacked near Petropavlivka": a sector reaches to the end of its sentence.
    """
    found: list[int | None] = []
    sector: int | None = None
    for at, mention in enumerate(mentions):
        if SECTOR_REASON in mention.reasons:
            sector = at
        elif sector is not None:
            between = text[mentions[sector].end : mention.start]
            ended = "\n" in between or _SENTENCE_END.search(between) is not None
            sector = None if ended or len(between) > _SECTOR_REACHES else sector
        found.append(sector if sector != at else None)
    return found


def lies_in(place: Place, area: Place) -> bool:
    """Whether a place is in a region, district or country, as the gazetteer says."""
    if place.country != area.country or place.place_id == area.place_id:
        return False
    if area.level == "country":
        return True
    if area.level == "district":
        return place.admin2 is not None and place.admin2 == area.name
    return place.admin1 is not None and place.admin1 == (area.admin1 or area.name)


def _abbreviated(mention: Mention, text: str, lexicon: Lexicon, gazetteer: Gazetteer) -> Place | None:
    """The state in short that follows a name: "Mobile, Ala.", "Paris, TX"."""
    match = _STATE.match(text, mention.end)
    state = lexicon.state(match.group(1)) if match is not None else None
    if state is None:
        return None
    named = gazetteer.lookup(state[0])
    return next((place for place in named if place.level == "admin1" and place.country == state[1]), None)


def _capital(mention: Mention, lexicon: Lexicon) -> str | None:
    """The candidate that is a state's capital: the largest place of a capital's name."""
    named = [c.place for c in mention.candidates if lexicon.is_a(c.place.name.casefold(), "capital")]
    return max(named, key=lambda place: place.population or 0).place_id if named else None


def _share_by_name(mentions: tuple[Mention, ...], regions: list[Place | None]) -> None:
    """Let a name that stands again without its region keep the one it was given: one sense a report."""
    given: dict[str, Place] = {}
    for mention, region in zip(mentions, regions, strict=True):
        if region is not None and region.level == "admin1":
            given.setdefault(normal_key(mention.phrase), region)
    for at, mention in enumerate(mentions):
        if regions[at] is None and not _area(mention):
            regions[at] = given.get(normal_key(mention.phrase))


def _area(mention: Mention) -> Place | None:
    """The region, district or country that a mention surely is, None for a settlement."""
    if not mention.candidates:
        return None
    first = mention.candidates[0].place
    if mention.level in _AREAS and first.level == mention.level:
        return first
    whole = first.level == "admin1" and normal_key(first.name) == normal_key(mention.phrase)
    return first if whole else None


def _listed(mentions: tuple[Mention, ...], at: int, text: str) -> tuple[str, str] | None:
    """Level and country of the regions on both sides of a mention in a list, or of two before or after it."""
    pairs = ((at - 1, at + 1), (at - 2, at - 1), (at + 1, at + 2))
    for left, right in pairs:
        if left < 0 or right >= len(mentions):
            continue
        one, other = _area(mentions[left]), _area(mentions[right])
        if one is None or other is None or one.level != "admin1" or one == other:
            continue
        span = range(min(left, at), max(right, at))
        if (one.level, one.country) == (other.level, other.country) and all(
            _gap(mentions, i, i + 1, text, _LIST) for i in span
        ):
            return one.level, one.country
    return None


def _gap(mentions: tuple[Mention, ...], left: int, right: int, text: str, pattern: re.Pattern[str]) -> bool:
    start, end = mentions[left].end, mentions[right].start
    return end - start <= _LONGEST_GAP and pattern.fullmatch(text[start:end]) is not None


def _following(mentions: tuple[Mention, ...], at: int, text: str) -> Place | None:
    """The area named after a mention that contains it: the first of the areas it may be that holds a candidate."""
    if at + 1 == len(mentions) or not _gap(mentions, at, at + 1, text, _FOLLOWS):
        return None
    between = text[mentions[at].end : mentions[at + 1].start]
    if not between.strip() and mentions[at].phrase[:1].isascii():
        return None
    following = mentions[at + 1]
    sure = _area(following)
    areas = [c.place for c in following.candidates if c.place.level in _AREAS and c.place.level != "district"]
    own = _area(mentions[at])
    if sure is not None or between.strip() == ",":
        inner = _spelled(mentions[at])
        in_list = at > 0 and _area(mentions[at - 1]) is not None and _gap(mentions, at - 1, at, text, _LIST)
        wide = own is not None or any(place.level == "admin1" for place in inner)
        for area in [] if in_list and wide else areas:
            if any(_holds(area, place) for place in inner) and not any(_twin(area, place) for place in inner):
                return area
    if (own is not None and mentions[at].level != "district") or sure is None:
        return None
    fits = sure.level != "country" or any(_holds(sure, c.place) for c in mentions[at].candidates)
    return sure if fits or not mentions[at].candidates else None


def _spelled(mention: Mention) -> list[Place]:
    """The candidates that are called as the text spells them: a namesake by another spelling proves nothing."""
    key = normal_key(mention.phrase)
    spelled = [
        c.place for c in mention.candidates if key in {normal_key(n) for n in (c.place.name, c.place.name_ru) if n}
    ]
    return spelled or [c.place for c in mention.candidates]


def _twin(area: Place, place: Place) -> bool:
    """Whether two names are regions of one country, as in a list: neither then holds the other's namesake."""
    return place.level == area.level == "admin1" and place.country == area.country


def _holds(area: Place, place: Place) -> bool:
    if place.level not in {"populated_place", "district", "admin1"}:
        return False
    return lies_in(place, area) and normal_key(place.name) != normal_key(area.name)


def _preceding(mentions: tuple[Mention, ...], at: int, text: str) -> Place | None:
    area = _area(mentions[at - 1])
    return area if area is not None and _gap(mentions, at - 1, at, text, _PRECEDES) else None


def _came_first(mentions: tuple[Mention, ...], at: int, regions: list[Place | None]) -> bool:
    """Whether a list member's region stands before the list: then it holds for the rest of the list too."""
    region = regions[at]
    return region is not None and any(_area(mention) == region for mention in mentions[max(0, at - 6) : at])


def _demonym(mention: Mention, text: str, lexicon: Lexicon) -> str | None:
    """The country that an adjective just before says: "the Ukrainian town of X"."""
    before = text[max(0, mention.start - 45) : mention.start]
    words = [match.group() for match in _WORD.finditer(before)]
    for word in reversed(words[-5:]):
        if word.casefold() != "of" and lexicon.is_a(word.casefold(), "preposition"):
            return None
        country = lexicon.demonym_country(word.casefold())
        if country is not None:
            return country if any(_CITY.search(other) for other in words[-4:]) else None
    return None


def _last_region(mentions: tuple[Mention, ...], at: int, text: str) -> tuple[Place | None, Place | None]:
    """The region named last before a mention in its paragraph, and again if it stands in the same sentence."""
    for earlier in range(at - 1, max(-1, at - 8), -1):
        between = text[mentions[earlier].end : mentions[at].start]
        if "\n" in between:
            break
        area = _area(mentions[earlier])
        if area is not None and area.level == "admin1":
            return area, None if _SENTENCE_END.search(between) else area
    return None, None
