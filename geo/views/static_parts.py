"""What is put on the map panel, and the room that is left for names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .scene import Scene
from .static_labels import Room
from .static_panel import Panel

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class RegionNumber(NamedTuple):
    """The number of reports of a region, and its words in full and in short."""

    n: int
    full: str
    short: str


@dataclass(frozen=True, slots=True)
class MapParts:
    """What is put on the panel, the room that is left for names, the state borders and the zones, points of the panel.

    `zones` are those of the scene that have ground, in its order, each with its class. `named` are places whose name
    stands already; `numbers` the reports of each region by place id, None where only tinted ones tell theirs.
    """

    panel: Panel
    scene: Scene
    unit: float
    room: Room
    borders: BaseGeometry
    zones: tuple[tuple[str, BaseGeometry], ...] = ()
    named: frozenset[str] = frozenset()
    numbers: Mapping[str, RegionNumber] | None = None
