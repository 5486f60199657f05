"""The eight views of the gallery: what the bundled record shows of each class, and a made-up front for the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from benchmarks.synthetic import synthetic_front
from geo.clock import Interval
from geo.crs import FRONT_BBOX
from geo.front.ledger import LEDGER_COLUMNS
from geo.records import Advance, Event, Frame, Zone
from geo.schema import events_table
from geo.terms import EVENT_TYPES, SIDES, STATUSES
from geo.views.view import MapView

if TYPE_CHECKING:
    from geo.pipeline import Front

DAY = date(2025, 3, 12)
#: The whole line between the two states' armies, and a few villages of it.
WHOLE, VILLAGES = (32.0, 46.3, 40.0, 52.6), (35.12, 51.02, 35.5, 51.24)
#: Boxes of the made-up zones, (west, south, east, north) near the real border.
_GROUNDS = {
    "claimed-RU": (34.85, 51.12, 35.35, 51.4), "claimed-UA": (35.25, 51.28, 35.7, 51.55),
    "assessed-RU": (35.35, 50.9, 35.8, 51.15), "assessed-UA": (34.95, 51.5, 35.3, 51.75),
    "announced-RU": (34.1, 51.15, 34.65, 51.4), "given-UA": (34.0, 51.5, 34.45, 51.75),
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """One view of the gallery: its name, what it is a picture of, its frame, and fields of its editions."""

    name: str
    about: str
    view: MapView
    frame: Frame
    edition: Mapping[str, Any] = field(default_factory=dict)


def views(front: Front) -> list[Shown]:
    """Return the eight views over the bundled record, a made-up large one and a made-up front of every class."""
    opening = MapView.default(front.timeline)
    year = {"day": "2025-09-26", "advances_from": "2024-08-06", "advances_to": "2025-09-26"}
    august = {
        "day": "2024-08-20",
        "advances_from": "2024-08-06",
        "advances_to": "2024-08-20",
        "perspective": "UA",
        "bbox": FRONT_BBOX,
    }
    before = {"day": "2024-01-08", "advances_from": "2024-01-02", "advances_to": "2024-01-08"}
    month = MapView(
        day="2025-06-30", advances_from="2025-06-01", advances_to="2025-06-30", bbox=WHOLE, perspective="all"
    )
    uk, ru = {"lang": "uk", "ui": "uk"}, {"lang": "ru", "ui": "ru"}
    told = (
        ("opening", "the view that a record opens with", opening, {"north": "always"}),
        ("voices", "all that was told in a year, crowded", opening.changed(**year, perspective="all"), {}),
        ("august", "what Ukraine said in August 2024", opening.changed(**august, **uk), {"numbers": True}),
        ("assessed", "what monitors say", opening.changed(**year, **ru, perspective="assessed"), {"strip": True}),
        ("villages", "a few villages, close", opening.changed(bbox=VILLAGES, perspective="all", **uk), {}),
        ("empty", "days before the record, on which nothing is told", opening.changed(**before, **ru), {}),
    )  # fmt: skip
    found = [Shown(*one[:3], front.timeline.frame(**one[2].frame_arguments()), one[3]) for one in told]
    large = synthetic_front(4_000).timeline.frame(**month.frame_arguments())
    found.append(Shown("front", "the whole front, made-up reports of a month", month, large))
    week = MapView(day=DAY, advances_from=DAY - timedelta(days=7), advances_to=DAY, bbox=FRONT_BBOX)
    return [*found, Shown("classes", "every class there is, made up", week, every_class(front, week))]


def every_class(front: Front, view: MapView) -> Frame:
    """Return a made-up frame with every zone, advance and area class, and every type, status and side of a mark."""
    places = front.gazetteer.settlements(view.bbox).sort_values("place_id", ignore_index=True)
    zones, ground = _zones(places)
    events = [*_reports(places), *_of_areas()]
    inside = next(one for one in zones if one.kind == "claimed" and one.side == "RU")
    within = places[places.within(inside.geometry)]
    held = within["place_id"].tolist()
    against = _event(
        within.iloc[0], 0, event_type="capture", actor_side="UA", claimant_side="UA", claimed_by="Someone else"
    )
    zones[zones.index(inside)] = replace(
        inside, disputed_ids=tuple(held[:2]), denied_ids=(held[1],), against_ids=(against.event_id,)
    )
    return Frame(
        day=view.day, window=view.window, perspective=view.perspective, clock=view.clock, zones=tuple(zones),
        ledger=pd.DataFrame(columns=list(LEDGER_COLUMNS)), advances=_advances(places),
        events=events_table([*events, against]), disputed={held[0]: ground(held[0])},
    )  # fmt: skip


def _event(place: Any, number: int, **changes: Any) -> Event:
    told = {
        "event_type": "capture", "actor_side": "RU", "place_id": place["place_id"], "place_name": place["name"],
        "lon": place.geometry.x, "lat": place.geometry.y, "precision": "populated_place", "date_start": DAY,
        "date_end": DAY, "known_from": DAY, "claimed_by": "Example Claimant", "claimant_side": "RU",
        "status": "claimed", "publisher": f"Example Paper {number % 7 + 1}", "admin1": place["admin1"],
        "country": place["country"],
    }  # fmt: skip
    return Event.model_validate({**told, **changes})


def _reports(places: Any) -> list[Event]:
    """Every type in every status, each side in turn; three to a place."""
    kinds = [(kind, status) for kind in EVENT_TYPES for status in STATUSES]
    spread = places.iloc[:: max(1, len(places) // 17)]
    return [
        _event(
            spread.iloc[number // 3 % len(spread)],
            number,
            event_type=kind,
            status=status,
            actor_side=SIDES[number % len(SIDES)],
        )
        for number, (kind, status) in enumerate(kinds)
    ]


def _of_areas() -> list[Event]:
    area = {"lon": None, "lat": None, "precision": "admin1", "event_type": "strike", "status": "reported"}
    return [
        Event.model_validate(
            {
                **area,
                "actor_side": "UA",
                "place_id": place_id,
                "place_name": name,
                "date_start": DAY,
                "date_end": DAY,
                "known_from": DAY,
                "claimed_by": "Example Claimant",
                "claimant_side": "media",
                "publisher": f"Paper {at}",
            }
        )
        for place_id, name in (("adm1:UA-59", "Sumy Oblast"), ("adm1:RU-KRS", "Kursk Oblast"))
        for at in range(3)
    ]


def _zones(places: Any) -> tuple[list[Zone], Callable[[str], BaseGeometry]]:
    """Every kind of zone, as the surroundings of the settlements in a box; and the surroundings of one of them."""
    points = dict(zip(places["place_id"], places.geometry, strict=True))

    def ground(place_id: str) -> BaseGeometry:
        return shapely.buffer(points[place_id], 0.045, quad_segs=2)

    found = []
    for number, (name, box) in enumerate(_GROUNDS.items()):
        kind, side = name.split("-")
        inside = [place_id for place_id, point in points.items() if shapely.box(*box).contains(point)]
        voice = {"assessed": "assessed", "given": "RU"}.get(kind, side)
        found.append(
            Zone(
                zone_id=f"zn{number}",
                kind="claimed" if kind == "given" else kind,
                side=side,
                perspective=voice,  # type: ignore[arg-type]
                clock="known",
                interval=Interval(DAY - timedelta(days=7)),
                known_from=DAY,
                event_ids=(),
                method="made up",
                geometry=shapely.union_all([ground(one) for one in inside]),
                settlements=len(inside),
                claimed_by=("Example Claimant",),
                claimed_from=DAY,
                claimed_to=DAY,
                depth_km=10.0 if kind == "announced" else None,
                status="announced" if kind == "announced" else "",
            )
        )
    for side, region, status in (("UA", "adm1:UA-59", "announced"), ("RU", "adm1:RU-KRS", "planned")):
        found.append(
            replace(
                found[0],
                zone_id=f"zn-{side}",
                kind="announced",
                side=side,
                perspective=side,
                geometry=None,
                settlements=0,
                status=status,
                region=region,
                claimed_by=(f"Example Speaker of {side}",),
            )
        )
    return found, ground


def _advances(places: Any) -> tuple[Advance, ...]:
    """An advance and a withdrawal of every class, each to a settlement away from the others, from 9 km off."""
    back = ("withdrawal",)
    looks: list[tuple[Any, tuple[str, ...], tuple[str, ...]]] = [
        ("claimed", (), ()), ("claimed", ("independent",), ()), ("denied", (), ()), ("planned", (), ()),
        ("claimed", (), back), ("claimed", ("independent",), back),
    ]  # fmt: skip
    ends = places.iloc[5 :: max(1, len(places) // (len(looks) * len(SIDES)) - 1)]
    found = []
    for number, (side, (status, voices, types)) in enumerate((side, look) for side in SIDES for look in looks):
        place = ends.iloc[number % len(ends)]
        end = place.geometry.x, place.geometry.y
        found.append(
            Advance(
                advance_id=f"ad{number}",
                side=side,
                status=status,
                place_id=place["place_id"],
                place_name=place["name"],
                end=end,
                start=(end[0] + (0.13 if number % 2 else -0.13), end[1] + 0.03),
                date_start=DAY,
                date_end=DAY,
                known_from=DAY,
                claimed_by=("Example Claimant",),
                claimant_sides=voices or (side,),
                event_ids=(f"none{number}",),
                method="made up",
                event_types=types,
            )
        )
    return tuple(found)
