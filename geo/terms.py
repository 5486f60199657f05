"""The vocabulary of the house, in one place: every closed list a field may take, and its crosswalk.

Codes are stored; words are shown. `LABELS` gives the English words for each code. The crosswalks map
our codes to the trade's: ACLED (event_type, sub_event_type, geo_precision and time_precision 1-3),
UCDP GED (where_prec 1-7, date_prec 1-5), VIINA and GDELT (CAMEO root codes). Sources: the ACLED
codebook, the UCDP GED codebook 24.1, VIINA's variable list and the GDELT 2.0 event codebook.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

EventType = Literal[
    "capture", "advance", "incursion", "withdrawal", "clash", "strike", "zone", "evacuation", "diplomacy", "other"
]
Side = Literal["RU", "UA", "US", "KP", "other"]
ClaimantSide = Literal["RU", "UA", "US", "independent", "media", "other"]
Status = Literal["claimed", "reported", "confirmed", "denied", "planned"]
MentionKind = Literal["literal", "metonym", "associative", "name_part"]
Level = Literal["populated_place", "district", "admin1", "country", "water", "area", "facility", "other"]
Precision = Literal["populated_place", "district", "admin1", "country", "area"]
Relation = Literal["at", "near", "bearing", "along_border", "within", "between"]
DatePrecision = Literal["day", "week", "month", "by"]
Review = Literal["proposed", "accepted", "edited", "rejected"]
Perspective = Literal["RU", "UA", "assessed", "all"]
Clock = Literal["known", "happened"]
ZoneKind = Literal["announced", "claimed", "assessed"]
Language = Literal["en", "uk", "ru"]

EVENT_TYPES: Final[tuple[str, ...]] = EventType.__args__  # type: ignore[attr-defined]
SIDES: Final[tuple[str, ...]] = Side.__args__  # type: ignore[attr-defined]
CLAIMANT_SIDES: Final[tuple[str, ...]] = ClaimantSide.__args__  # type: ignore[attr-defined]
STATUSES: Final[tuple[str, ...]] = Status.__args__  # type: ignore[attr-defined]
MENTION_KINDS: Final[tuple[str, ...]] = MentionKind.__args__  # type: ignore[attr-defined]
LEVELS: Final[tuple[str, ...]] = Level.__args__  # type: ignore[attr-defined]
PRECISIONS: Final[tuple[str, ...]] = Precision.__args__  # type: ignore[attr-defined]
RELATIONS: Final[tuple[str, ...]] = Relation.__args__  # type: ignore[attr-defined]
DATE_PRECISIONS: Final[tuple[str, ...]] = DatePrecision.__args__  # type: ignore[attr-defined]
REVIEWS: Final[tuple[str, ...]] = Review.__args__  # type: ignore[attr-defined]
PERSPECTIVES: Final[tuple[str, ...]] = Perspective.__args__  # type: ignore[attr-defined]
CLOCKS: Final[tuple[str, ...]] = Clock.__args__  # type: ignore[attr-defined]
ZONE_KINDS: Final[tuple[str, ...]] = ZoneKind.__args__  # type: ignore[attr-defined]
LANGUAGES: Final[tuple[str, ...]] = Language.__args__  # type: ignore[attr-defined]

#: Claimant sides that count as "assessed": nobody who fights.
ASSESSING_SIDES: Final[frozenset[str]] = frozenset({"independent", "media"})

LABELS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "event_type": MappingProxyType(
            {
                "capture": "Capture",
                "advance": "Advance",
                "incursion": "Incursion",
                "withdrawal": "Withdrawal",
                "clash": "Clash",
                "strike": "Strike",
                "zone": "Security zone",
                "evacuation": "Evacuation",
                "diplomacy": "Diplomacy",
                "other": "Other",
            }
        ),
        "side": MappingProxyType(
            {"RU": "Russia", "UA": "Ukraine", "US": "United States", "KP": "North Korea", "other": "Other"}
        ),
        "claimant_side": MappingProxyType(
            {
                "RU": "Russian side",
                "UA": "Ukrainian side",
                "US": "United States",
                "independent": "Independent monitors",
                "media": "Media",
                "other": "Other",
            }
        ),
        "status": MappingProxyType(
            {
                "claimed": "Claimed",
                "reported": "Reported",
                "confirmed": "Confirmed",
                "denied": "Denied",
                "planned": "Planned",
            }
        ),
        "perspective": MappingProxyType(
            {
                "RU": "Russian officials",
                "UA": "Ukrainian officials",
                "assessed": "independent monitors, media and what a side concedes",
                "all": "all claimants, side by side",
            }
        ),
        "clock": MappingProxyType({"known": "as known that day", "happened": "as it happened, by all later reports"}),
    }
)

#: event_type -> (ACLED event_type, ACLED sub_event_type, GDELT CAMEO root code)
EVENT_TYPE_CROSSWALK: Final = MappingProxyType(
    {
        "capture": ("Battles", "Non-state actor overtakes territory", "19"),
        "advance": ("Battles", "Armed clash", "19"),
        "incursion": ("Battles", "Armed clash", "19"),
        "withdrawal": ("Strategic developments", "Non-violent transfer of territory", "08"),
        "clash": ("Battles", "Armed clash", "19"),
        "strike": ("Explosions/Remote violence", "Air/drone strike", "19"),
        "zone": ("Strategic developments", "Change to group/activity", "15"),
        "evacuation": ("Strategic developments", "Other", "08"),
        "diplomacy": ("Strategic developments", "Agreement", "04"),
        "other": ("Strategic developments", "Other", None),
    }
)

#: (precision, relation) -> (ACLED geo_precision, UCDP where_prec); relation None stands for any.
_PLACE_PRECISION: Final = MappingProxyType(
    {
        ("populated_place", "at"): (1, 1),
        ("populated_place", None): (2, 2),
        ("district", None): (3, 3),
        ("admin1", None): (3, 4),
        ("area", None): (3, 5),
        ("country", None): (None, 6),
    }
)

#: date_precision -> (ACLED time_precision, UCDP date_prec)
_DATE_PRECISION: Final = MappingProxyType({"day": (1, 1), "week": (2, 2), "month": (3, 4), "by": (2, 3)})


def place_precision_codes(precision: str, relation: str | None = "at") -> tuple[int | None, int | None]:
    """Return the ACLED geo_precision and UCDP where_prec of a place precision and relation.

    A country has no ACLED code: None. Own mapping after both codebooks.

    >>> place_precision_codes("populated_place", "bearing")
    (2, 2)
    """
    exact = _PLACE_PRECISION.get((precision, relation))
    return exact if exact is not None else _PLACE_PRECISION[(precision, None)]


def date_precision_codes(date_precision: str) -> tuple[int, int]:
    """Return the ACLED time_precision and the UCDP date_prec of a date precision."""
    return _DATE_PRECISION[date_precision]


def label(field: str, code: str) -> str:
    """Return the English words for a code of a field, or the code itself where none are kept."""
    words = LABELS.get(field)
    return words.get(code, code) if words is not None else code
