"""Frames built by hand, for tests of the views: a small made-up front near the real border."""

from __future__ import annotations

from datetime import date
from typing import Any

from shapely.geometry import box

from geo.clock import Interval
from geo.front.ledger import LEDGER_COLUMNS
from geo.records import Advance, Event, Frame, Zone
from geo.schema import events_table
from geo.views.view import MapView

DAY = date(2025, 3, 12)
FIRST = date(2025, 3, 5)
VIEW = MapView(day=DAY, advances_from=FIRST, advances_to=DAY)
WINDOW = VIEW.window


def event(name: str = "Sudzha", **changes: Any) -> Event:
    base: dict[str, Any] = {
        "event_type": "capture", "actor_side": "RU", "place_id": f"front:{name.lower()}", "place_name": name,
        "lon": 35.27, "lat": 51.19, "precision": "populated_place", "date_start": DAY, "date_end": DAY,
        "known_from": DAY, "claimed_by": "Ministry of Defence", "claimant_side": "RU", "status": "claimed",
        "publisher": "The Daily Example", "admin1": "Kursk Oblast", "country": "RU",
    }  # fmt: skip
    return Event.model_validate({**base, **changes})


def zone(**changes: Any) -> Zone:
    base: dict[str, Any] = {
        "zone_id": "zn1", "kind": "claimed", "side": "RU", "perspective": "RU", "clock": "known",
        "interval": Interval(FIRST), "known_from": FIRST, "event_ids": ("ev1",),
        "geometry": box(35.1, 51.1, 35.4, 51.3), "method": "test", "area_km2": 159.2, "settlements": 14,
        "claimed_by": ("Ministry of Defence",), "claimed_from": DAY, "claimed_to": DAY,
    }  # fmt: skip
    return Zone(**{**base, **changes})


def advance(**changes: Any) -> Advance:
    base: dict[str, Any] = {
        "advance_id": "ad1", "side": "RU", "status": "claimed", "place_id": "front:basivka", "place_name": "Basivka",
        "end": (35.15, 51.08), "start": (35.25, 51.12), "date_start": DAY, "date_end": DAY, "known_from": DAY,
        "claimed_by": ("Ministry of Defence",), "claimant_sides": ("RU",), "event_ids": ("ev2",), "method": "test",
    }  # fmt: skip
    return Advance(**{**base, **changes})


def frame(*events: Event, view: MapView = VIEW, zones: tuple[Zone, ...] = (), **changes: Any) -> Frame:
    import pandas as pd

    base: dict[str, Any] = {
        "day": view.day, "window": view.window, "perspective": view.perspective, "clock": view.clock, "zones": zones,
        "ledger": pd.DataFrame(columns=list(LEDGER_COLUMNS)), "advances": (), "events": events_table(events),
    }  # fmt: skip
    return Frame(**{**base, **changes})
