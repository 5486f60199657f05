"""Where on the panel the locator, the scale bar and the north arrow stand: in the emptiest corners. In points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from .scene import Scene
from .static_labels import Box, Room
from .static_parts import MapParts

#: Space between an inset and the frame, type units; and around it in which a mark crowds it, points.
_PAD, _NEAR = 0.7, 12.0
#: How many marks close by are as bad as lying on something: a border, a mark, an arrow.
_COVERS: Final = 3
#: A locator that finds no spot without marks is tried smaller.
_SMALLER: Final = (1.0, 0.85, 0.7)
#: Shares of the way from left to right, and from bottom to top: corners first, then the edges between them.
_SPOTS: Final = (
    (0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0),
    (0.5, 0.0), (0.5, 1.0), (0.25, 0.0), (0.75, 0.0), (0.25, 1.0), (0.75, 1.0), (0.0, 0.5), (1.0, 0.5),
)  # fmt: skip


def corners(
    parts: MapParts, crowd: list[tuple[float, float]], sizes: Mapping[str, tuple[float, float]]
) -> dict[str, Box]:
    """Choose the emptiest spot for each inset, in their order, and take it; `crowd` are the points of marks."""
    taken: dict[str, Box] = {}
    for name, size in sizes.items():
        shares = _SMALLER if name == "locator" else _SMALLER[:1]
        every = [box for share in shares for box in _spots(parts, (size[0] * share, size[1] * share))]
        free = [box for box in every if not any(meet(box, other) for other in taken.values())] or every
        taken[name] = min(enumerate(free), key=lambda spot: (_crowded(parts, crowd, spot[1]), spot[0]))[1]
        parts.room.block(taken[name])
    return taken


def corners_alike(parts: MapParts, alike: Scene, sizes: Mapping[str, tuple[float, float]]) -> dict[str, Box]:
    """Choose corners as `corners` does, by the marks of a whole period: every frame of it has the same ones."""
    import shapely

    panel = parts.panel
    stood = [panel.at(*advance.end) for _, advance in alike.advances]
    stood += [panel.at(spot.lon, spot.lat) for spot in alike.spots]
    stood += [panel.at(one.lon, one.lat) for one in alike.denied]
    quiet = replace(parts, room=Room(panel.width, panel.height))
    for piece in shapely.get_parts(parts.borders):
        quiet.room.block_line(shapely.get_coordinates(piece))
    taken = corners(quiet, stood, sizes)
    for box in taken.values():
        parts.room.block(box)
    return taken


def _spots(parts: MapParts, size: tuple[float, float]) -> Iterator[Box]:
    pad = _PAD * parts.unit
    for right, up in _SPOTS:
        x = pad + right * (parts.panel.width - 2 * pad - size[0])
        y = pad + up * (parts.panel.height - 2 * pad - size[1])
        yield x, y, x + size[0], y + size[1]


def _crowded(parts: MapParts, crowd: list[tuple[float, float]], box: Box) -> int:
    """How bad a spot is: marks close by, and lying on something."""
    west, south, east, north = box
    near = sum(west - _NEAR < x < east + _NEAR and south - _NEAR < y < north + _NEAR for x, y in crowd)
    return near + (0 if parts.room.free(box) else _COVERS)


def meet(one: Box, other: Box) -> bool:
    """Say whether two boxes overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
