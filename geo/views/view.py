"""What to show: the one description of a map that a link, a YAML file, a command line and the screen share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator, model_validator

from ..clock import DAY, Interval
from ..crs import FRONT_BBOX, BBox
from ..errors import ViewError
from ..terms import Clock, EventType, Language, Precision, Side, Status
from .view_checks import (
    LINES,
    LISTS,
    NAMES,
    NOTE_LIMIT,
    SIZES,
    SUBTITLE_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    Compare,
    Follow,
    Sheet,
    Size,
    explain,
    fit_bbox,
    plain_codes,
    plain_day,
    plain_extent,
    plain_flag,
    plain_line,
    plain_names,
    plain_perspective,
)
from .view_link import WEEK, fields_of_query, fields_of_yaml, query_of, yaml_of

if TYPE_CHECKING:
    from ..front.timeline import Timeline

__all__ = [
    "FILTERS", "NOTE_LIMIT", "SIZES", "SUBTITLE_LIMIT", "TEXT_LIMIT", "TITLE_LIMIT", "WEEK", "Compare", "Follow",
    "MapView", "Sheet", "Size", "fit_bbox",
]  # fmt: skip

#: The fields that keep some records and leave out others.
FILTERS: Final = ("sides", "types", "statuses", "claimants", "publishers", "precisions", "text", "two_publishers")
#: An opening view sets these by the record, so a link that left one out would mean something else over it.
_ALWAYS_TOLD: Final = ("day", "advances_from", "advances_to", "perspective", "bbox")


class MapView(BaseModel):
    """What a map shows. Equal views give equal maps.

    Attributes
    ----------
    day : date
        The zones are those in effect at the end of this day.
    advances_from, advances_to : date
        First and last day of the advances and events, both included; `window` is the half-open form.
    perspective : {"RU", "UA", "assessed", "all"} or chosen claimants
        According to whom; chosen claimants are written as `perspectives.perspective_of` does.
    clock : {"known", "happened"}
        Only what had been reported by the day, or everything that has been reported since.
    sides, types, statuses, precisions : tuple of str
        What to keep; empty keeps all. Stored in the vocabulary's order, each once.
    claimants, publishers : tuple of str
        Records of which one of these is the claimant ("not stated" for none), or a publisher; sorted, each once.
    text : str
        Words that a record must hold, as `Timeline.frame` says.
    two_publishers : bool
        Only what two independent publishers have told.
    bbox : (west, south, east, north)
        Degrees, EPSG:4326, to five decimals (about 1 m).
    lang, ui : {"en", "uk", "ru"}
        Language of the place labels; language of the interface and of the sentence.
    title, subtitle, note : str
        Own words on the map; empty means the proposed title, the plain sentence and no note. One line each, plain
        text. The sentence stays in the alternative text.
    size : str
        A key of `SIZES`.
    follow : {"slide", "grow", "apart"}
        How the window of the advances goes with the day: slides with it, grows from its first day, or stays.
    compare : {"", "beside", "swipe"}
        A second map beside this one, or under a swipe.
    against_day, against_perspective : date or None, str
        Day and perspective of the second map; None and "" are those of the first.
    at : str
        event_id of the record whose panel is open; empty for none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    day: date
    advances_from: date
    advances_to: date
    perspective: str = "RU"
    clock: Clock = "known"
    sides: tuple[Side, ...] = ()
    types: tuple[EventType, ...] = ()
    statuses: tuple[Status, ...] = ()
    claimants: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    precisions: tuple[Precision, ...] = ()
    text: str = ""
    two_publishers: bool = False
    bbox: BBox = FRONT_BBOX
    lang: Language = "en"
    ui: Language = "en"
    title: str = ""
    subtitle: str = ""
    note: str = ""
    size: Size = "web"
    follow: Follow = "slide"
    compare: Compare = ""
    against_day: date | None = None
    against_perspective: str = ""
    at: str = ""

    @field_validator("day", "advances_from", "advances_to", mode="before")
    @classmethod
    def _plain_day(cls, value: Any) -> date:
        return plain_day(value)

    @field_validator("against_day", mode="before")
    @classmethod
    def _day_or_none(cls, value: Any) -> date | None:
        return None if value is None or value == "" else plain_day(value)

    @field_validator("perspective", mode="before")
    @classmethod
    def _somebody(cls, value: Any) -> str:
        return plain_perspective(value)

    @field_validator("against_perspective", mode="before")
    @classmethod
    def _somebody_or_the_same(cls, value: Any) -> str:
        return "" if value == "" else plain_perspective(value)

    @field_validator(*LISTS, mode="before")
    @classmethod
    def _known_codes(cls, value: Any, info: Any) -> tuple[str, ...]:
        return plain_codes(info.field_name, value)

    @field_validator(*NAMES, mode="before")
    @classmethod
    def _names(cls, value: Any) -> tuple[str, ...]:
        return plain_names(value)

    @field_validator("two_publishers", mode="before")
    @classmethod
    def _flag(cls, value: Any) -> bool:
        return plain_flag(value)

    @field_validator("bbox", mode="after")
    @classmethod
    def _extent(cls, value: BBox) -> BBox:
        return plain_extent(value)

    @field_validator(*LINES, mode="before")
    @classmethod
    def _one_line(cls, value: Any, info: Any) -> str:
        return plain_line(value, LINES[info.field_name])

    @model_validator(mode="after")
    def _ordered(self) -> MapView:
        if self.advances_to < self.advances_from:
            raise ValueError(f"advances_to {self.advances_to} is before advances_from {self.advances_from}")
        return self

    @property
    def window(self) -> Interval:
        """Half-open window of the advances and events."""
        return Interval(self.advances_from, self.advances_to + DAY)

    @property
    def filtered(self) -> bool:
        """Whether any filter is set."""
        return any(getattr(self, name) for name in FILTERS)

    def frame_arguments(self) -> dict[str, Any]:
        """Return what `Timeline.frame` is asked for, so that every door asks alike."""
        return {name: getattr(self, name) for name in ("day", "window", "perspective", "clock", *FILTERS)}

    @property
    def sheet(self) -> Sheet:
        """Paper of the size preset."""
        return SIZES[self.size]

    @classmethod
    def of(cls, fields: Mapping[str, Any], where: str = "view") -> MapView:
        """Make a view from field values.

        Raises
        ------
        ViewError
            If a field is unknown or a value is not accepted; the message starts with `where`.
        """
        try:
            return cls.model_validate(dict(fields))
        except ValidationError as error:
            raise ViewError(explain(error, fields, where, cls.model_fields)) from error

    def changed(self, **fields: Any) -> MapView:
        """Return the view with some fields replaced, checked as `of` does."""
        return MapView.of({**self.model_dump(), **fields})

    @classmethod
    def default(cls, timeline: Timeline) -> MapView:
        """Return the view to open a record with.

        Own rule: a newcomer learns most where much is claimed and some of it denied. So the day is the first that ends
        the seven days with the most claims on the ground among those that hold a denial, and the perspective
        is the one side that claims most in them: one claimant's zone reads at a glance, and what others deny
        is struck in it. The advances are those of the seven days. The extent holds what is claimed on the ground
        anywhere in the record, less the outermost fiftieth on each side, so that a sliding day stays in view.
        """
        from .opening import opening

        return cls.of(opening(timeline.events), "default view")

    def to_query(self) -> dict[str, str]:
        """Return URL query parameters, unquoted; fields at their default are left out.

        Several claimants or publishers are parted by "|", several codes by ",".
        """
        return query_of(self._told())

    @classmethod
    def from_query(
        cls, query: Mapping[str, str | list[str]], default: MapView | None = None, where: str = "link"
    ) -> MapView:
        """Read URL query parameters; what is not given comes from `default`. Messages start with `where`.

        A day without a window means that day's map: the days up to it, a week if no first day is given.
        Names that are no field are ignored: a link gathers others' parameters on its way (utm_source, fbclid).

        Raises
        ------
        ViewError
            If a value is not accepted, or the days are missing and no default is given.
        """
        fields = fields_of_query(query, cls.model_fields)
        return cls.of({**({} if default is None else default.model_dump()), **fields}, where)

    def to_yaml(self) -> str:
        """Return the view as a YAML file's text; fields at their default are left out."""
        return yaml_of(self._told())

    @classmethod
    def from_yaml(cls, text: str, where: str = "view file") -> MapView:
        """Read a view from YAML, as plain data only; a day without a window means the week that ends on it.

        Raises
        ------
        ViewError
            If the text is no YAML mapping, or a field in it is unknown or not accepted.
        """
        return cls.of(fields_of_yaml(text, where), where)

    def _told(self) -> dict[str, Any]:
        """Fields that a link or file must state: those an opening view sets, and those that differ from default.

        The language of the place names is that of the interface by default.
        """
        usual = {name: field.default for name, field in type(self).model_fields.items()} | {"lang": self.ui}
        told = self.model_dump()
        return {name: value for name, value in told.items() if name in _ALWAYS_TOLD or value != usual[name]}
