"""One perspective's word on one place, read record by record: who has it, on which records that rests.

The rules are those of `ledger`. A reading keeps the word after each day, so that a record which becomes known later
than others of its place costs the days from its own on, and not the whole life of the place again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from .sayings import OPPONENT, Saying

_Said = tuple[Saying, ...]


@dataclass(slots=True)
class Word:
    """One perspective's word on one place while its records are read in order.

    `outcome` is held, disputed or no claim, `holder` the side that has the place where it is held. `newest` is the
    effective day of the newest record in support.
    """

    outcome: str = "no claim"
    holder: str | None = None
    since: date = date.min
    support: _Said = ()
    against: _Said = ()
    denials: Mapping[str, _Said] = field(default_factory=dict)
    newest: date = date.min

    def read(self, day: date, said: Sequence[Saying]) -> None:
        """Read the records of the next day, given by side, telling and event_id."""
        takes = tuple(one for one in said if one.bearing == "take")
        undone = tuple(one for one in said if one.bearing != "take")
        for one in undone:
            if one.bearing == "leave":
                self._answered(OPPONENT[one.side])
        for one in undone:
            if one.bearing == "deny":
                self.denials = {**self.denials, one.side: (*self.denials.get(one.side, ()), one)}
        if takes:
            self._take(day, takes, undone)
        else:
            self._undo(day, undone)

    def _answered(self, side: str) -> None:
        """Forget the denials that a side has the place."""
        if side in self.denials:
            self.denials = {other: said for other, said in self.denials.items() if other != side}

    def _take(self, day: date, takes: _Said, undone: _Said) -> None:
        side = takes[0].side
        contrary = tuple(one for one in takes if one.side != side) + tuple(one for one in undone if one.side == side)
        if contrary:
            support = tuple(one for one in takes if one.side == side)
            self._become("disputed", None, day, support, contrary)
            return
        self._answered(side)
        support = takes + tuple(one for one in undone if one.bearing == "leave")
        if self.holder == side:
            self._support(day, support)
        else:
            self._become("held", side, day, support, ())

    def _undo(self, day: date, undone: _Said) -> None:
        ended = tuple(one for one in undone if one.side == self.holder)
        if self.holder is not None and not ended:
            self._support(day, tuple(one for one in undone if one.bearing == "leave"))
            return
        if self.holder is None:
            self._note(day, undone)
            return
        deniers = {one.claimed_by for one in ended}
        left = any(one.bearing == "leave" for one in ended)
        standing = tuple(one for one in self.support if one.claimed_by not in deniers)
        if standing and not left:
            self._become("disputed", None, day, standing, ended)
        else:
            self._become("no claim", None, day, ended, ())

    def _note(self, day: date, undone: _Said) -> None:
        if self.outcome == "disputed":
            self.against += undone
        elif self.support:
            self._support(day, undone)
        else:
            self._become("no claim", None, day, undone, ())

    def _support(self, day: date, more: _Said) -> None:
        if more:
            self.support, self.newest = self.support + more, day

    def _become(self, outcome: str, holder: str | None, day: date, support: _Said, against: _Said) -> None:
        self.outcome, self.holder, self.since = outcome, holder, day
        self.support, self.against = support, against
        self.newest = max((one.effective_on for one in support), default=date.min)


#: The word before any record.
SILENCE = Word()


class Reading:
    """The records of one perspective on one place, with its word after each effective day."""

    def __init__(self, said: Iterable[Saying] = ()) -> None:
        self._days: list[date] = []
        self._said: list[list[Saying]] = []
        self._words: list[Word] = []
        self._known: list[date] = []
        self.add(said)

    @property
    def word(self) -> Word:
        """The word after all records."""
        return self._words[-1] if self._words else SILENCE

    def add(self, said: Iterable[Saying]) -> bool:
        """Read more records, in any order; say whether there were any."""
        first = date.max
        for one in said:
            at = bisect_left(self._days, one.effective_on)
            if at == len(self._days) or self._days[at] != one.effective_on:
                self._days.insert(at, one.effective_on)
                self._said.insert(at, [])
            insort(self._said[at], one, key=_turn)
            first = min(first, one.effective_on)
        at = bisect_left(self._days, first)
        del self._words[at:], self._known[at:]
        for day, told in zip(self._days[at:], self._said[at:], strict=True):
            self._words.append(_after(self.word, day, told))
            known = max(one.known_on for one in told)
            self._known.append(max(known, self._known[-1]) if self._known else known)
        return first < date.max

    def word_of(self, day: date, told: date) -> Word:
        """Return the word after the records that are effective by `day` and were told by `told`."""
        until = bisect_right(self._days, day)
        late = bisect_right(self._known, told, hi=until)
        word = self._words[late - 1] if late else SILENCE
        for at in range(late, until):
            known = [one for one in self._said[at] if one.known_on <= told]
            if known:
                word = _after(word, self._days[at], known)
        return word


def _after(word: Word, day: date, said: Sequence[Saying]) -> Word:
    word = replace(word)
    word.read(day, said)
    return word


def _turn(one: Saying) -> tuple[str, date, str]:
    return one.side, one.known_on, one.event_id
