"""The records: one small frozen object for one thing.

What comes from outside (Report, Event, Source) is validated as it is made, by pydantic; what the stages
derive (Mention, Candidate, Place, Zone, Advance, Frame) are plain frozen dataclasses. Coordinates are
(lon, lat) in EPSG:4326 degrees, distances km, areas km², days those of the front.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from .clock import Interval, effective_on, front_day
from .terms import (
    ClaimantSide,
    DatePrecision,
    EventType,
    Level,
    MentionKind,
    Precision,
    Relation,
    Review,
    Side,
    Status,
    ZoneKind,
)

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

T = TypeVar("T")


def _at_the_front(value: object) -> object:
    """A moment as its day at the front; anything else as it is, for pydantic to judge."""
    if isinstance(value, str) and "T" in value.strip():
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            return value
    return front_day(value) if isinstance(value, datetime) else value


#: A day; a moment counts on its day at the front.
FrontDay = Annotated[date, BeforeValidator(_at_the_front)]
#: A name on one line, its words parted by one space.
Name = Annotated[str, AfterValidator(lambda name: " ".join(name.split()))]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]


def content_id(prefix: str, *parts: object) -> str:
    """Return a short stable id from what identifies a record: the same parts give the same id anywhere."""
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return f"{prefix}{hashlib.blake2b(text.encode(), digest_size=6).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Reject:
    """One thing that a stage could not use, with the reason; nothing is dropped without one.

    Attributes
    ----------
    where : str
        File and row, or the record's id: "events.csv row 17".
    reason : str
        What came, what is accepted, what to do.
    raw : mapping
        The record as it came.
    """

    where: str
    reason: str
    raw: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What a stage made and what it rejected: in = made + rejected + linked duplicates."""

    made: tuple[T, ...]
    rejected: tuple[Reject, ...] = ()
    linked: tuple[T, ...] = ()

    @property
    def total(self) -> int:
        """Number of records that came in."""
        return len(self.made) + len(self.rejected) + len(self.linked)


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)


class Report(_Record):
    """A text that somebody published.

    `published` is None where the date is unknown: relative dates in the text then stay unresolved.
    """

    report_id: str
    text: str
    published: FrontDay | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer entry. `admin1` is the region's English name; areas carry a label point, never drawn as a dot."""

    place_id: str
    name: str
    level: Level
    country: str
    lon: float
    lat: float
    admin1: str | None = None
    admin2: str | None = None
    name_uk: str | None = None
    name_ru: str | None = None
    population: int | None = None
    origin: str = ""

    def named(self, lang: str) -> str:
        """Return the name in a label language (en, uk, ru), the English one where none is kept."""
        return {"uk": self.name_uk, "ru": self.name_ru}.get(lang) or self.name


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place a mention may mean, with its score in [0, 1] and the reasons for it."""

    place: Place
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A toponym in a report: characters [start, end) of its text.

    `place` is None while unresolved or ambiguous; `candidates` then lists what it may be. `relation`,
    `bearing_deg`, `distance_km` and `uncertainty_km` describe "north-west of", "15 km from".
    """

    start: int
    end: int
    phrase: str
    kind: MentionKind
    level: Level
    place: Place | None = None
    candidates: tuple[Candidate, ...] = ()
    relation: Relation = "at"
    bearing_deg: float | None = None
    distance_km: float | None = None
    uncertainty_km: float | None = None
    reasons: tuple[str, ...] = ()

    @property
    def ambiguous(self) -> bool:
        """Whether more than one place is possible and none was chosen."""
        return self.place is None and len(self.candidates) > 1


#: What identifies a saying: who says what of which place and time, and where it was printed.
_IDENTITY = (
    "event_type", "actor_side", "place_name", "admin1", "date_start", "date_end", "claimed_by",
    "claimant_side", "status", "publisher", "url", "report_id", "quote_start", "note",
)  # fmt: skip


class Event(_Record):
    """Something said to have happened, and who says so. See schema.EVENT for each field's meaning.

    Identity is content: `event_id` is made from what identifies the saying, so the same record read twice
    is the same event, and two claimants' versions of one happening are two events with one `event_key`.
    """

    event_id: str = ""
    event_key: str = ""
    event_type: EventType
    actor_side: Side | None = None
    place_id: str | None = None
    place_name: Name | None = None
    place_native: str | None = None
    admin1: str | None = None
    country: str | None = None
    lon: Longitude | None = None
    lat: Latitude | None = None
    precision: Precision | None = None
    uncertainty_km: Annotated[float, Field(ge=0)] | None = None
    relation: Relation = "at"
    bearing_deg: Annotated[float, Field(ge=0, lt=360)] | None = None
    distance_km: Annotated[float, Field(ge=0)] | None = None
    from_place: str | None = None
    date_start: FrontDay | None = None
    date_end: FrontDay | None = None
    date_precision: DatePrecision = "day"
    known_from: FrontDay | None = None
    claimed_by: Name | None = None
    claimant_side: ClaimantSide | None = None
    status: Status
    report_id: str | None = None
    publisher: Name | None = None
    url: str | None = None
    published: FrontDay | None = None
    publisher_2: Name | None = None
    url_2: str | None = None
    published_2: FrontDay | None = None
    quote: str | None = None
    quote_start: int | None = None
    quote_end: int | None = None
    note: str | None = None
    depth_km: Annotated[float, Field(ge=0)] | None = None
    area_km2: Annotated[float, Field(ge=0)] | None = None
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    review: Review = "proposed"
    geocoded_by: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _identify(cls, values: Any) -> Any:
        if isinstance(values, dict) and not values.get("event_id"):
            values = {**values, "event_id": content_id("ev", *(values.get(key) for key in _IDENTITY))}
        if isinstance(values, dict) and not values.get("event_key"):
            values = {**values, "event_key": values["event_id"]}
        return values

    @model_validator(mode="after")
    def _consistent(self) -> Event:
        if self.date_start and self.date_end and self.date_end < self.date_start:
            raise ValueError(f"date_end {self.date_end} is before date_start {self.date_start}; swap the two")
        if (self.lon is None) != (self.lat is None):
            raise ValueError("longitude and latitude come in pairs; one of them is empty")
        return self

    @property
    def effective_on(self) -> date | None:
        """The day from which this record counts; see clock.effective_on."""
        return effective_on(self.date_start, self.date_end, self.known_from)


@dataclass(frozen=True, slots=True)
class Zone:
    """An area that somebody says is held or to be held, for as long as the records say so.

    `side` holds it, `perspective` says so (RU, UA or assessed). `geometry` is None for a zone that was
    announced without an extent: it is written beside its stretch of border, never drawn as an area.
    `settlements` counts claimed places. `disputed_ids` are those of which somebody else says otherwise, whether
    by denying it or by claiming the place too; `denied_ids` those among them that somebody denies outright.
    `against_ids` are the records among `event_ids` that dispute a place in it or took one out of it.
    `status` tells of an announced zone whether it is "announced" or only "planned" (proposed, wished for); it is
    empty for ground that is held.
    `claimed_from` and `claimed_to` are the days on which the first and the last record in support were told.
    `listed` are the names of the districts and settlements of which an announcement consists.
    """

    zone_id: str
    kind: ZoneKind
    side: Side
    perspective: str
    clock: str
    interval: Interval
    known_from: date | None
    event_ids: tuple[str, ...]
    geometry: BaseGeometry | None
    method: str
    area_km2: float | None = None
    depth_km: float | None = None
    settlements: int = 0
    disputed_ids: tuple[str, ...] = ()
    claimed_by: tuple[str, ...] = ()
    note: str = ""
    region: str | None = None
    denied_ids: tuple[str, ...] = ()
    against_ids: tuple[str, ...] = ()
    status: Literal["", "announced", "planned"] = ""
    claimed_from: date | None = None
    claimed_to: date | None = None
    listed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advance:
    """A reported move forward: not control. An arrow from `start` to `end`, both (lon, lat).

    `start` is None where no edge of the acting side is near enough to draw from; the place alone is marked.
    `event_types` are those of its records; a "withdrawal" among them means that the arrow points back, from
    the place to what its side still holds.
    """

    advance_id: str
    side: Side
    status: Status
    place_id: str | None
    place_name: str
    end: tuple[float, float]
    start: tuple[float, float] | None
    date_start: date
    date_end: date
    known_from: date | None
    claimed_by: tuple[str, ...]
    claimant_sides: tuple[str, ...]
    event_ids: tuple[str, ...]
    method: str
    event_types: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many records tell of this advance."""
        return len(self.event_ids)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Frame:
    """The state of the front for one moment and one window, according to a perspective.

    Attributes
    ----------
    day : date
        As-of day of the zones; they hold at its end.
    window : Interval
        Half-open window of the advances and events.
    zones : tuple of Zone
        In effect on `day`: claimed or assessed ones with geometry, announced ones with or without.
    ledger : DataFrame
        One row a settlement with a claim by `day`: see front.ledger.LEDGER_COLUMNS.
    advances : tuple of Advance
        Dated inside the window.
    events : GeoDataFrame
        Records inside the window that pass the filters, schema.EVENT columns, EPSG:4326.
    hidden : int
        Records of the window that the filters leave out, of those that the perspective shows.
    records : GeoDataFrame or None
        Every record that the zones, advances and events rest on, one row each, in and before the window:
        what the source line names. None means that `events` holds them all.
    disputed : mapping of str to geometry
        Ground of each place that a zone of the frame lists in `disputed_ids`, EPSG:4326; a place without
        ground is absent.
    others : int
        Records of the window by claimants that the perspective does not show.
    recorded : (date, date) or None
        First and last day of the record that the frame is cut from; None where it is not told.
    """

    day: date
    window: Interval
    perspective: str
    clock: str
    zones: tuple[Zone, ...]
    ledger: Any
    advances: tuple[Advance, ...]
    events: gpd.GeoDataFrame
    hidden: int = 0
    records: gpd.GeoDataFrame | None = None
    disputed: Mapping[str, BaseGeometry] = field(default_factory=dict)
    others: int = 0
    recorded: tuple[date, date] | None = None
