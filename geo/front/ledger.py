"""The ledger: who is said to hold each settlement, by whom, since when, known since when, and who says otherwise.

Own rules. Within one perspective (RU, UA, assessed) the newest day's records decide:

- a capture gives the place to its side, ends the other side's hold and answers earlier denials;
- a withdrawal ends the leaving side's hold, and denials that the other has the place; nobody holds it until somebody
  claims it;
- a denial ends the hold if only the denier had claimed it (a retraction); if another claimant of the same
  perspective still stands by it, the place is disputed;
- records of one day that contradict each other cannot be put in order: disputed;
- a repeated claim supports the hold and does not renew its date.

Between perspectives, a hold stands and is flagged `disputed` while a fighting side says that the other holds the
place, while an assessment of the day the hold began or later says so, or while any of them denies it on or after
that day. An older assessment contradicts nothing: nobody has looked since. For the same reason an assessment
that a fighting side's later capture contradicts is suspended (disputed, held by nobody) until a monitor speaks.
A place nobody ever claimed or denied is not in the ledger: no claim is not a claim for the owner.

A chosen set of claimants is a perspective like the others: the same rules read its records, and the three others say
otherwise. It says otherwise to none of them, for they hold its records already.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from .sayings import OPPONENT, VOICES, PlaceFacts, Saying
from .word import Reading, Word

if TYPE_CHECKING:
    import pandas as pd

#: Columns of a ledger table; `disputed_by` are all who say otherwise, `denied_by` those of them who deny the hold
#: outright (the rest claim the place for the other side); `according_to_*` is the side that the perspective has
#: there, or null.
LEDGER_COLUMNS: Final[tuple[str, ...]] = (
    "place_id", "place_name", "admin1", "country", "lon", "lat", "outcome", "held_by", "disputed", "since",
    "known_since", "claimed_by", "claimant_sides", "status", "disputed_by", "denied_by", "event_ids",
    "against_ids", "according_to_RU", "according_to_UA", "according_to_assessed",
)  # fmt: skip

#: Days on which a place changes, sorted, and its state by perspective from each.
_Steps = tuple[list[date], list[dict[str, "Holding"]]]
_STRENGTH: Final = ("confirmed", "reported", "claimed", "denied", "planned")


@dataclass(frozen=True, slots=True)
class Holding:
    """A place's state in one perspective. `outcome` is held, disputed or no claim; `held_by` only where held.

    `event_ids` say so (for "no claim": the withdrawal or denial that says so), `against_ids` say otherwise.
    """

    place_id: str
    outcome: str
    held_by: str | None
    since: date
    support: tuple[Saying, ...]
    against: tuple[Saying, ...] = ()

    @property
    def disputed(self) -> bool:
        """Whether somebody says otherwise."""
        return bool(self.against)

    @property
    def denials(self) -> tuple[Saying, ...]:
        """Records among those against that deny the hold outright; the others claim the place for the other side."""
        return tuple(one for one in self.against if one.bearing == "deny")

    @property
    def known_since(self) -> date:
        """Day on which the first record of the present state was told."""
        return min(saying.known_on for saying in self.support)

    @property
    def event_ids(self) -> tuple[str, ...]:
        """Records that say so, sorted."""
        return tuple(sorted(saying.event_id for saying in self.support))

    @property
    def against_ids(self) -> tuple[str, ...]:
        """Records that say otherwise, sorted."""
        return tuple(sorted(saying.event_id for saying in self.against))


def state_of(said: Iterable[Saying], chosen: str | None = None) -> dict[str, Holding]:
    """Return what each perspective has at one place, from the records in play, in any order.

    A perspective with no word on the place is absent from the mapping; "all" is present where any of VOICES is.
    `chosen` is the voice of a chosen set of claimants, told beside them.
    """
    said = list(said)
    voices = VOICES if chosen is None else (*VOICES, chosen)
    state = _state({voice: Reading(one for one in said if voice in one.voices).word for voice in voices}, chosen)
    together = _side_by_side(state)
    return state if together is None else {**state, "all": together}


def _state(told: Mapping[str, Word], chosen: str | None) -> dict[str, Holding]:
    """What each perspective, "all" apart, has at one place by the words of all."""
    words = {voice: told[voice] for voice in VOICES}
    state = {voice: _holding(voice, words[voice], words) for voice in VOICES if words[voice].support}
    if chosen is not None and told[chosen].support:
        state[chosen] = _holding(chosen, told[chosen], words)
    return state


def suspended_since(word: Word, rivals: Iterable[Word]) -> date | None:
    """Return the day from which a fighting side's later capture suspends an assessment, or None where none does."""
    later = (one.since for one in rivals if one.holder == OPPONENT.get(word.holder or "") and one.since > word.newest)
    return max(later, default=None) if word.holder is not None else None


def _holding(voice: str, word: Word, words: Mapping[str, Word]) -> Holding:
    """The state by a voice's word, with what the other voices say."""
    place_id, support = word.support[0].place_id, word.support
    if word.holder is None:
        return Holding(place_id, word.outcome, None, word.since, support, word.against)
    other = OPPONENT[word.holder]
    against: dict[str, Saying] = {}
    rivals = {name: rival for name, rival in words.items() if name != voice}
    for name, rival in rivals.items():
        stale = name == "assessed" and rival.newest < word.since
        if rival.holder == other and not stale:
            against.update((one.event_id, one) for one in rival.support if one.bearing == "take")
        for one in rival.denials.get(word.holder, ()):
            if one.effective_on >= word.since:
                against[one.event_id] = one
    contrary = tuple(against[key] for key in sorted(against))
    suspended = suspended_since(word, rivals.values()) if voice == "assessed" else None
    if suspended is not None:
        return Holding(place_id, "disputed", None, suspended, support, contrary)
    return Holding(place_id, "held", word.holder, word.since, support, contrary)


def _side_by_side(state: Mapping[str, Holding]) -> Holding | None:
    """What VOICES have at a place side by side, None where none has a word on it."""
    told = [state[voice] for voice in VOICES if voice in state]
    if not told:
        return None
    held = [one for one in told if one.held_by is not None]
    standing = [one for one in told if one.outcome != "no claim"] or told
    support = {one.event_id: one for holding in standing for one in holding.support}
    against = {one.event_id: one for holding in told for one in holding.against}
    place_id = told[0].place_id
    if against:
        outcome, holder = "disputed", None
    else:
        outcome, holder = ("held", held[0].held_by) if held else ("no claim", None)
    since = min(holding.since for holding in held) if held else max(one.since for one in told)
    keep = [support[key] for key in sorted(support) if key not in against or outcome != "disputed"]
    if not keep:
        keep = [support[key] for key in sorted(support)]
    return Holding(place_id, outcome, holder, since, tuple(keep), tuple(against[key] for key in sorted(against)))


class Ledger:
    """The states of every place with a word on it, under both clocks.

    Holds, per clock and place, the days on which anything changes and the state from each; asking for a day
    is a bisection. Cost grows with records, not with days. `chosen` is a voice told beside those of `sayings.VOICES`.
    """

    def __init__(
        self, sayings: Iterable[Saying], places: Mapping[str, PlaceFacts], *, chosen: str | None = None
    ) -> None:
        by_place: dict[str, list[Saying]] = defaultdict(list)
        for saying in sorted(sayings, key=lambda one: one.event_id):
            by_place[saying.place_id].append(saying)
        self.sayings: Mapping[str, tuple[Saying, ...]] = {key: tuple(by_place[key]) for key in sorted(by_place)}
        self.places = places
        self._chosen = chosen
        self._kept: dict[str, dict[str, _Steps]] = {}
        self._days: dict[str, tuple[date, ...]] = {}
        self._told: dict[int, tuple[Any, ...]] = {}
        self._together: dict[int, Holding | None] = {}

    def steps(self, clock: str, place_id: str) -> tuple[tuple[date, Mapping[str, Holding]], ...]:
        """Return (first day, state by perspective, "all" apart) of each change at a place, in order of days."""
        days, states = self._steps(clock)[place_id]
        return tuple(zip(days, states, strict=True))

    def state(self, clock: str, place_id: str, day: date) -> Mapping[str, Holding]:
        """Return the state of a place by perspective, "all" apart, at the end of `day`; empty before its first day."""
        days, states = self._steps(clock)[place_id]
        at = bisect_right(days, day)
        return states[at - 1] if at else {}

    def change_days(self, clock: str) -> tuple[date, ...]:
        """Return the days on which the ledger changes anywhere, sorted."""
        if clock not in self._days:
            self._days[clock] = tuple(sorted({day for days, _ in self._steps(clock).values() for day in days}))
        return self._days[clock]

    def on(self, perspective: str, clock: str, day: date) -> dict[str, Holding]:
        """Return place_id -> state at the end of `day`, for places with a word by then."""
        found = {}
        for place_id, (days, states) in self._steps(clock).items():
            at = bisect_right(days, day) - 1
            holding = self._of(states[at], perspective) if at >= 0 else None
            if holding is not None:
                found[place_id] = holding
        return found

    def _of(self, state: Mapping[str, Holding], perspective: str) -> Holding | None:
        """A perspective's part of a state; "all" is made when it is asked for."""
        if perspective != "all":
            return state.get(perspective)
        if id(state) not in self._together:  # this ledger keeps its states, so that none takes another's id
            self._together[id(state)] = _side_by_side(state)
        return self._together[id(state)]

    def _steps(self, clock: str) -> dict[str, _Steps]:
        if clock not in self._kept:
            self._kept[clock] = {key: _steps(said, clock, self._chosen) for key, said in self.sayings.items()}
        return self._kept[clock]

    def table(self, perspective: str, clock: str, day: date) -> pd.DataFrame:
        """Return the ledger of a day: one row a settlement, LEDGER_COLUMNS, ordered by place_id.

        No claims by that day give an empty table with all columns.
        """
        import pandas as pd

        per_voice = {voice: self.on(voice, clock, day) for voice in VOICES}
        rows = []
        for place_id, holding in self.on(perspective, clock, day).items():
            facts = self.places[place_id]
            sides = tuple(_held_by(per_voice[voice].get(place_id)) for voice in VOICES)
            if id(holding) not in self._told:  # it stands for many days, and this ledger keeps it
                self._told[id(holding)] = _as_told(holding)
            rows.append((
                place_id, facts.place_name, facts.admin1, facts.country, facts.lon, facts.lat,
                *self._told[id(holding)], *sides,
            ))  # fmt: skip
        return pd.DataFrame(rows, columns=list(LEDGER_COLUMNS))


def _as_told(holding: Holding) -> tuple[Any, ...]:
    """What a ledger row tells of a state: LEDGER_COLUMNS from `outcome` to `against_ids`."""
    return (
        holding.outcome, holding.held_by, holding.disputed, holding.since, holding.known_since,
        names(holding.support), tuple(sorted({one.claimant_side for one in holding.support})),
        strongest({one.status for one in holding.support}), names(holding.against), names(holding.denials),
        holding.event_ids, holding.against_ids,
    )  # fmt: skip


def _held_by(holding: Holding | None) -> str | None:
    return None if holding is None else holding.held_by


def _steps(said: tuple[Saying, ...], clock: str, chosen: str | None) -> _Steps:
    readings = {voice: Reading() for voice in (VOICES if chosen is None else (*VOICES, chosen))}
    days: list[date] = []
    states: list[dict[str, Holding]] = []
    for day, group in groupby(sorted(said, key=lambda one: one.counts_on(clock)), key=lambda one: one.counts_on(clock)):
        new = list(group)
        spoken = [reading.add(one for one in new if voice in one.voices) for voice, reading in readings.items()]
        days.append(day)
        if any(spoken) or not states:
            states.append(_state({voice: reading.word for voice, reading in readings.items()}, chosen))
        else:
            states.append(states[-1])
    return days, states


def names(said: Iterable[Saying]) -> tuple[str, ...]:
    """Return the claimants of some records, each once, sorted."""
    return tuple(sorted({one.claimed_by for one in said}))


def strongest(statuses: Iterable[str]) -> str:
    """Return the firmest of some statuses: confirmed, reported, claimed, denied, planned."""
    return min(statuses, key=_STRENGTH.index)
