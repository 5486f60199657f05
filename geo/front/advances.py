"""Advances: reported moves, each drawn as one arrow from the acting side's edge on the eve. Not control.

Own rules. A move is a record of an advance or incursion to a settlement, or of a capture of a settlement that the
side did not hold on the eve in the record's own perspective (to take a place is to move there; that it then
holds the place is the ledger's matter, not the arrow's). A withdrawal points back. Plans and denials are
no moves, what is said of a region has no arrow, and neither has what a side's bloggers, channels or unnamed
sources tell: these are marks.

An arrow starts at the nearest edge of what the acting side held on the eve, in the perspective of its first record
that has one and as known when that was told; if the place lies in the other country, at the border between the two
states where that is nearer. Where neither lies within START_KM there is no start, and the place alone is marked.
Arrows are generalised: nobody reported the line between.

Records of one move (same event_key, side, place and direction) are one arrow. Days more than JOIN_DAYS apart are two
moves, except that a later record of the same capture (a concession, an assessment) joins the first. A capture
claimed again by those who already had it is a repeat: it joins its arrow and makes none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ..clock import DAY
from ..records import Advance, content_id
from .cells import Cells
from .edges import Edges, Point
from .ledger import Ledger, strongest
from .sayings import OPPONENT, VOICES, holding_side, voices_of

if TYPE_CHECKING:
    import numpy as np

    from ..places.boundaries import Boundaries

#: Records of one move lie within this many days of the one before.
JOIN_DAYS: Final = 7
_FORWARD: Final = frozenset({"advance", "incursion", "capture"})


@dataclass(frozen=True, slots=True)
class Move:
    """One record's arrow, before records of one move are gathered. `repeat` marks a capture claimed again.

    `at` is the place, `edge` the other end, both (lon, lat); `edge` is None where none is near.
    """

    event_id: str
    event_key: str
    event_type: str
    side: str
    status: str
    place_id: str
    place_name: str
    at: Point
    edge: Point | None
    date_start: date
    date_end: date
    effective_on: date
    known_on: date
    claimed_by: str
    claimant_side: str
    voices: frozenset[str]
    repeat: bool

    @property
    def back(self) -> bool:
        """Whether the side leaves the place."""
        return self.event_type == "withdrawal"


def read_moves(
    rows: Iterable[Mapping[str, Any]],
    ledger: Ledger,
    cells: Cells,
    boundaries: Boundaries,
    *,
    chosen: str | None = None,
) -> tuple[Move, ...]:
    """Return the moves that records tell of, in order of effective day, telling and event_id.

    With `chosen`, the voice of a chosen set of claimants, the records are theirs and speak in that voice alone.
    """
    movers = [row for row in rows if _is_move(row) and (chosen is not None or _speaks(row))]
    if not movers:
        return ()
    edges = Edges(ledger, cells, boundaries, movers, chosen)
    moves = [_move(row, edges, chosen) for row in movers]
    return tuple(sorted(moves, key=lambda move: (move.effective_on, move.known_on, move.event_id)))


def _is_move(row: Mapping[str, Any]) -> bool:
    return (
        (row["event_type"] in _FORWARD or row["event_type"] == "withdrawal")
        and row["status"] not in {"planned", "denied"}
        and row["review"] != "rejected"
        and row["precision"] == "populated_place"
        and row["place_id"] is not None
        and row["lon"] is not None
        and row["effective_on"] is not None
        and holding_side(row["actor_side"]) is not None
    )


def _speaks(row: Mapping[str, Any]) -> bool:
    """Whether a record is more than a side's channel telling."""
    return row["claimant_side"] not in OPPONENT or bool(voices_of(row))


def _move(row: Mapping[str, Any], edges: Edges, chosen: str | None) -> Move:
    voices = voices_of(row) if chosen is None else frozenset({chosen})
    side = holding_side(row["actor_side"]) or ""
    voice = chosen or min(voices or {"assessed"}, key=VOICES.index)
    back = row["event_type"] == "withdrawal"
    day = row["effective_on"] if back else row["effective_on"] - DAY
    held = edges.held(voice, side, day, row)
    return Move(
        event_id=row["event_id"],
        event_key=row["event_key"] or row["event_id"],
        event_type=row["event_type"],
        side=side,
        status=row["status"],
        place_id=row["place_id"],
        place_name=row["place_name"] or "",
        at=(row["lon"], row["lat"]),
        edge=edges.nearest(held, side, row),
        date_start=row["date_start"] or row["effective_on"],
        date_end=row["date_end"] or row["effective_on"],
        effective_on=row["effective_on"],
        known_on=row["known_on"],
        claimed_by=row["claimed_by"] or "",
        claimant_side=row["claimant_side"] or "other",
        voices=voices,
        repeat=row["event_type"] == "capture" and row["place_id"] in held,
    )


class MoveIndex:
    """Moves by the records that tell of them; `rows` says where in the record each one's stands."""

    def __init__(self, moves: Sequence[Move], rows: np.ndarray) -> None:
        import numpy as np

        numbers: dict[tuple[str, str, str, bool], int] = {}
        self._moves, self._rows = moves, rows
        self._chains = np.array([numbers.setdefault(_chain(move), len(numbers)) for move in moves], dtype=np.int64)

    def beside(self, shown: np.ndarray) -> list[tuple[int, Move]]:
        """Return the moves that may be one arrow with one of which a shown record tells, each with its row."""
        import numpy as np

        met = np.zeros(len(self._moves) + 1, dtype=bool)
        met[self._chains[shown[self._rows]]] = True
        found = np.flatnonzero(met[self._chains]).tolist()
        return [(int(self._rows[at]), self._moves[at]) for at in found]


def _chain(move: Move) -> tuple[str, str, str, bool]:
    """What the moves of one arrow have in common."""
    return move.event_key, move.side, move.place_id, move.back


def gather(moves: Iterable[Move]) -> tuple[Advance, ...]:
    """Return one advance for the records of each move, ordered by date_start, place and id."""
    chains: dict[tuple[str, str, str, bool], list[Move]] = defaultdict(list)
    ordered = sorted(moves, key=lambda move: (move.effective_on, move.known_on, move.event_id))
    for move in ordered:
        chains[_chain(move)].append(move)
    advances = [advance for chain in chains.values() for advance in _arrows(chain)]
    return tuple(sorted(advances, key=lambda one: (one.date_start, one.place_name, one.advance_id)))


def _arrows(chain: Sequence[Move]) -> Iterator[Advance]:
    current: list[Move] = []
    for move in chain:
        if current and not _joins(move, current):
            yield from _advance(current)
            current = []
        current.append(move)
    yield from _advance(current)


def _joins(move: Move, current: Sequence[Move]) -> bool:
    if move.repeat or (move.effective_on - current[-1].effective_on).days <= JOIN_DAYS:
        return True
    captures = [one for one in current if one.event_type == "capture"]
    return move.event_type == "capture" and bool(captures) and not any(one.voices & move.voices for one in captures)


def _advance(chain: Sequence[Move]) -> Iterator[Advance]:
    """The arrow of some records, led by the first that is no repeat; repeats alone make none."""
    fresh = [move for move in chain if not move.repeat]
    if not fresh:
        return
    lead = fresh[0]
    dated = [move for move in fresh if (move.effective_on - lead.effective_on).days <= JOIN_DAYS]
    edge = next((move.edge for move in fresh if move.edge is not None), None)
    start, end = (lead.at, edge or lead.at) if lead.back else (edge, lead.at)
    if edge is None:
        start = None
    verb = "to" if lead.back else "from"
    method = (
        "no edge of the acting side near enough to draw from"
        if start is None
        else f"schematic: straight {verb} the nearest edge of what the side held on the eve, or of the border"
    )
    yield Advance(
        advance_id=content_id("ad", lead.event_key, lead.side, lead.place_id, lead.back, lead.event_id),
        side=lead.side,  # type: ignore[arg-type]
        status=strongest(move.status for move in chain),  # type: ignore[arg-type]
        place_id=lead.place_id,
        place_name=lead.place_name,
        end=end,
        start=start,
        date_start=min(move.date_start for move in dated),
        date_end=max(move.date_end for move in dated),
        known_from=min(move.known_on for move in fresh),
        claimed_by=tuple(sorted({move.claimed_by for move in chain if move.claimed_by})),
        claimant_sides=tuple(sorted({move.claimant_side for move in chain})),
        event_ids=tuple(sorted(move.event_id for move in chain)),
        method=method,
        event_types=tuple(sorted({move.event_type for move in chain})),
    )
