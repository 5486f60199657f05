"""A chosen set of claimants as a perspective: its ledger, zones and moves, as the timeline has them for the others.

Own rules. What the chosen claimants say of a place is read by the rules of every perspective (`ledger`), whoever they
are: a channel that speaks for nobody elsewhere speaks here. The three other perspectives may say otherwise, as they do
of each other. A zone is assessed where only monitors and media made it, else claimed. The zones that the chosen
claimants announce are shown, and no others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ..perspectives import chosen_claimants
from .advances import Move, read_moves
from .announced import announced_zones
from .ledger import Ledger
from .zones import ZoneDays, derive_zones

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import numpy as np

    from ..places.boundaries import Boundaries
    from ..records import Zone
    from .cells import Cells
    from .extents import Extents
    from .order import Ordered


@dataclass(frozen=True)
class Chosen:
    """What a chosen set of claimants says; `seen` marks its records among the timeline's, in order."""

    perspective: str
    zones: tuple[Zone, ...]
    zone_days: ZoneDays
    moves: tuple[Move, ...]
    book: Ledger
    seen: np.ndarray


def according_to(
    perspective: str,
    book: Ledger,
    records: Sequence[Mapping[str, Any]],
    order: Ordered,
    boundaries: Boundaries,
    cells: Cells,
    extents: Extents,
) -> Chosen:
    """Return what the claimants of a perspective such as "by:DeepState|ISW" say.

    All but `perspective` are the timeline's own; `records` are those that may bear on a place, a zone or a move.

    Raises
    ------
    InputError
        If one of the claimants has no record.
    """
    names = frozenset(chosen_claimants(perspective))
    claimed_by = order.events["claimed_by"]
    _check(names, set(claimed_by.dropna().unique()) - {""})
    own = [row for row in records if row["claimed_by"] in names]
    told = {row["event_id"] for row in own}
    sayings = [
        replace(saying, voices=saying.voices | {perspective}) if saying.event_id in told else saying
        for said in book.sayings.values()
        for saying in said
    ]
    spoken = Ledger(sayings, book.places, chosen=perspective)
    held = derive_zones(spoken, cells, voices=[perspective])
    announced = (replace(zone, perspective=perspective) for zone in announced_zones(own, extents))
    zones = (*held, *announced)
    return Chosen(
        perspective,
        zones,
        ZoneDays(zones),
        read_moves(own, spoken, cells, boundaries, chosen=perspective),
        spoken,
        claimed_by.isin(list(names)).to_numpy(bool),
    )


def _check(names: Collection[str], known: Collection[str]) -> None:
    from rapidfuzz import process

    for name in sorted(set(names) - set(known)):
        near = ", ".join(repr(found) for found, *_ in process.extract(name, sorted(known), limit=3, score_cutoff=60))
        raise InputError(
            f"claimants: no record of this timeline is by {name!r}; expected a name as the column claimed_by has it."
            + (f" Near it: {near}." if near else "")
        )
