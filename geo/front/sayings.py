"""What each record says about who holds a place, read once from the events table.

A record bears on a place only where it says so outright: a capture, a withdrawal, or a denial, of a settlement,
"at" it. An incursion, an advance or a clash is fighting, not holding; a plan is no state of affairs; what is said
of a region colours no village in it. Own rules, written out at `saying_of`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

from ..clock import effective_on
from ..events.claimants import speaks_officially
from ..schema import DATE_COLUMNS
from ..terms import ASSESSING_SIDES

if TYPE_CHECKING:
    import geopandas as gpd

Bearing = Literal["take", "leave", "deny"]

#: The two sides that can hold ground, and who stands against whom.
OPPONENT: Final[Mapping[str, str]] = {"RU": "UA", "UA": "RU"}
#: Forces that fight under another side hold ground for it.
_FOR_SIDE: Final[Mapping[str, str]] = {"KP": "RU"}
#: Perspectives that speak with one voice; "all" is these three side by side.
VOICES: Final[tuple[str, ...]] = ("RU", "UA", "assessed")

#: Who is told to claim what nobody is named for.
NOT_STATED: Final = "not stated"

#: Columns that say whether a perspective shows a record.
SEEN_BY: Final = ("claimant_side", "claimed_by", "event_type", "actor_side", "status")
#: Types of records that may bear on a place, a zone or a move; a clash only where it is denied.
_BEARING: Final = ("capture", "advance", "incursion", "withdrawal", "zone")

_FIELDS: Final = (
    "event_id", "event_key", "event_type", "actor_side", "place_id", "place_name", "admin1", "country", "lon", "lat",
    "precision", "relation", "date_start", "date_end", "known_from", "published", "claimed_by", "claimant_side",
    "status", "review", "depth_km", "area_km2", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Saying:
    """One record's word on one place: `side` took it, left it, or is denied to hold it.

    `effective_on` is the day from which it counts, `known_on` the day it was told; `voices` are the
    perspectives it speaks in.
    """

    event_id: str
    place_id: str
    bearing: Bearing
    side: str
    effective_on: date
    known_on: date
    claimed_by: str
    claimant_side: str
    status: str
    voices: frozenset[str]

    def counts_on(self, clock: str) -> date:
        """Return the first day on which the record is in play under a clock."""
        return max(self.effective_on, self.known_on) if clock == "known" else self.effective_on


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What a ledger row shows of a place: its name, region, country and point (degrees)."""

    place_name: str
    admin1: str | None
    country: str | None
    lon: float | None
    lat: float | None


def place_facts(table: gpd.GeoDataFrame, place_ids: Collection[str]) -> dict[str, PlaceFacts]:
    """Return the facts of some places, each from its first record by event_id that has a point."""
    fields = ["place_id", "place_name", "admin1", "country", "lon", "lat"]
    of_places = table.loc[table["place_id"].isin(list(place_ids)), [*fields, "event_id"]]
    in_turn = of_places.assign(_bare=of_places["lon"].isna()).sort_values(["_bare", "event_id"], kind="stable")
    facts = in_turn.drop_duplicates("place_id")[fields].astype(object)
    return {
        place_id: PlaceFacts(name or place_id, *rest)
        for place_id, name, *rest in facts.where(facts.notna(), None).itertuples(index=False)
    }


def holding_side(actor_side: str | None) -> str | None:
    """Return the side for which a force holds ground: North Korean troops for Russia; None for any other."""
    side = _FOR_SIDE.get(actor_side or "", actor_side)
    return side if side in OPPONENT else None


def bearing(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the records that may bear on a place, a zone or a move; no others need be read one by one."""
    kind = table["event_type"]
    return table[(kind.isin(_BEARING) | (kind.eq("clash") & table["status"].eq("denied"))).to_numpy(bool)]


def rows(table: gpd.GeoDataFrame) -> Iterator[dict[str, Any]]:
    """Yield each record once as plain values (None for null, `date` for days), ordered by event_id.

    `effective_on` and `known_on` are added. A record that does not say when it was told counts as known
    from the day it was printed, else from the day it speaks of: nothing older is on record.
    """
    columns: dict[str, list[Any]] = {}
    for name in _FIELDS:
        series = table[name]
        values = series.dt.date if name in DATE_COLUMNS else series.astype(object)
        columns[name] = [None if gone else value for value, gone in zip(values, series.isna(), strict=True)]
    order = sorted(range(len(table)), key=columns["event_id"].__getitem__)
    last = None
    for index in order:
        row = {name: column[index] for name, column in columns.items()}
        if row["event_id"] == last:  # the same saying twice is one saying
            continue
        last = row["event_id"]
        row["effective_on"] = effective_on(row["date_start"], row["date_end"], row["known_from"])
        row["known_on"] = row["known_from"] or row["published"] or row["effective_on"]
        yield row


def voices_of(row: Mapping[str, Any]) -> frozenset[str]:
    """Return the perspectives in which a record speaks.

    A fighting side's officials and state institutions speak for their side, its bloggers, channels, war
    correspondents and unnamed sources for nobody; monitors and media for "assessed". What a side's officials
    concede to its own cost (a confirmed loss or withdrawal of its own, the denial of a success of its own) counts
    as assessed too: nobody gains by saying it. Anyone else (the United States, say) speaks in "all" only.
    """
    claimant = row["claimant_side"]
    voices = set()
    if claimant in OPPONENT:
        if not row["claimed_by"] or not speaks_officially(row["claimed_by"]):
            return frozenset()
        voices.add(claimant)
        if _conceded(row, claimant):
            voices.add("assessed")
    elif claimant in ASSESSING_SIDES:
        voices.add("assessed")
    return frozenset(voices)


def seen_in(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the perspectives, "all" apart, that show a record as a mark: wider than those it has a voice in.

    A side's view shows whatever its own claimants tell, bloggers and channels too; "assessed" shows what it has a
    voice in and what is reported without saying who says so.
    """
    claimant = row["claimant_side"]
    seen = {claimant} if claimant in OPPONENT else {"assessed"} if claimant is None else set()
    return tuple(voice for voice in VOICES if voice in seen | voices_of(row))


def spoken(perspectives: Iterable[str]) -> tuple[str, ...]:
    """Return some perspectives, each once, "all" as the voices that stand in it side by side."""
    return tuple(dict.fromkeys(one for name in perspectives for one in (VOICES if name == "all" else (name,))))


def _conceded(row: Mapping[str, Any], claimant: str) -> bool:
    actor, kind = holding_side(row["actor_side"]), row["event_type"]
    if row["status"] == "confirmed":
        return (kind in {"capture", "advance", "incursion"} and actor == OPPONENT[claimant]) or (
            kind == "withdrawal" and actor == claimant
        )
    return row["status"] == "denied" and kind == "capture" and actor == claimant


def saying_of(row: Mapping[str, Any]) -> Saying | None:
    """Return what a record says about holding its place, or None where it says nothing about it.

    - capture: the actor took the place; withdrawal: the actor left it, whoever comes after;
    - a denied capture denies the actor's hold, a denied withdrawal denies the opponent's;
    - a denied advance or incursion denies the actor's presence; a denied clash, the form in which a spokesman
      rejects a claim made about a place, denies the hold of the claimant's opponent;
    - planned and rejected records, other event types, anything not "at" a settlement and records without any
      date say nothing here.
    """
    if row["place_id"] is None or row["precision"] != "populated_place" or (row["relation"] or "at") != "at":
        return None
    if row["status"] == "planned" or row["review"] == "rejected" or row["effective_on"] is None:
        return None
    bearing, side = _bearing(row)
    if side is None:
        return None
    return Saying(
        event_id=row["event_id"],
        place_id=row["place_id"],
        bearing=bearing,
        side=side,
        effective_on=row["effective_on"],
        known_on=row["known_on"],
        claimed_by=row["claimed_by"] or NOT_STATED,
        claimant_side=row["claimant_side"] or "other",
        status=row["status"],
        voices=voices_of(row),
    )


def _bearing(row: Mapping[str, Any]) -> tuple[Bearing, str | None]:
    kind, actor, claimant = row["event_type"], holding_side(row["actor_side"]), row["claimant_side"]
    against_claimant = OPPONENT.get(claimant or "")
    if row["status"] == "denied":
        if kind in {"capture", "advance", "incursion"}:
            return "deny", actor or against_claimant
        if kind == "withdrawal":
            return "deny", OPPONENT.get(actor or "")
        return "deny", against_claimant if kind == "clash" else None
    if kind == "capture":
        return "take", actor
    return "leave", actor if kind == "withdrawal" else None
