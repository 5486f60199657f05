"""Who contests what in a zone: places that nobody denies, and that others give to the other side.

The twin of `contestedPlaces` in web/sentence.js.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ..records import Frame, Zone
from .once import once_each

_OPPONENT: Final = {"RU": "UA", "UA": "RU"}
#: North Korean troops take ground for Russia.
_FOR_SIDE: Final = {"KP": "RU"}


@dataclass(frozen=True, slots=True)
class Contested:
    """A place of a zone that others give to `side`; `claimed`: that side claims it itself.

    `names` are those who say so, `first` and `last` the days on which they said it, None where no day is stated.
    """

    place_id: str
    side: str
    claimed: bool
    names: tuple[str, ...]
    first: date | None
    last: date | None


def opponent(side: str) -> str:
    """Return the side that stands against a side at war, empty for any other."""
    return _OPPONENT.get(side, "")


def contested_places(frame: Frame, zone: Zone) -> tuple[Contested, ...]:
    """Return the contested places of a zone of a frame, by place_id.

    Own rule: what that side claims itself is told before what others say of it, for nobody's word is put in
    another's mouth.
    """
    return _by_zone(frame)[zone.zone_id]


@once_each
def _by_zone(frame: Frame) -> dict[str, tuple[Contested, ...]]:
    return {zone.zone_id: _places_of(frame, zone) for zone in frame.zones}


def _places_of(frame: Frame, zone: Zone) -> tuple[Contested, ...]:
    places = sorted(set(zone.disputed_ids) - set(zone.denied_ids))
    if not places:
        return ()
    side = opponent(zone.side)
    records = frame.events if frame.records is None else frame.records
    told: dict[str, list[dict[str, Any]]] = {place_id: [] for place_id in places}
    mine = records[records["event_id"].isin(zone.against_ids) & records["place_id"].isin(places)]
    for row in mine.to_dict("records"):
        actor = row["actor_side"]
        takes = row["event_type"] == "capture" and row["status"] != "denied"
        if takes and isinstance(actor, str) and _FOR_SIDE.get(actor, actor) == side:
            told[row["place_id"]].append(row)
    return tuple(_contested(place_id, side, rows) for place_id, rows in told.items())


def _contested(place_id: str, side: str, rows: list[dict[str, Any]]) -> Contested:
    own = [row for row in rows if row["claimant_side"] == side]
    speaking = own or rows
    names = tuple(sorted({row["claimed_by"] for row in speaking if isinstance(row["claimed_by"], str)}))
    days = [row["known_from"].date() for row in speaking if str(row["known_from"]) not in {"NaT", "None"}]
    return Contested(place_id, side, bool(own), names, min(days, default=None), max(days, default=None))
