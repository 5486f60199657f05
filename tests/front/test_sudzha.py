"""Sudzha in all its lives, from the records that ship: who had it, according to whom, known when.

Ukraine claims it on 15 August 2024. Russian troops are reported in it on 8 March 2025. ISW assesses on the 12th that
Russia has it; Russia claims it on the 13th, DeepState agrees on the 15th; Ukraine's map gives it up on the 16th. No
record that ships denies it: a denial, told a day late, is added to see what it would change.
"""

from __future__ import annotations

from datetime import date

import pytest

from geo.clock import Interval
from geo.events.tables import bundled_events
from geo.front.ledger import Ledger
from geo.front.sayings import rows, saying_of
from geo.pipeline import load_front
from geo.records import Event
from geo.schema import events_table

NOBODY = ("no claim", None, False)


DENIAL = Event(
    event_type="capture", actor_side="RU", place_name="Sudzha", precision="populated_place", claimant_side="UA",
    claimed_by="General Staff of Ukraine", status="denied", date_start=date(2025, 3, 14), known_from=date(2025, 3, 15),
)  # fmt: skip


def ledger_of(*events: Event) -> Ledger:
    told = [event.model_copy(update={"place_id": event.place_name}) for event in events]
    sayings = [saying for saying in map(saying_of, rows(events_table(told))) if saying is not None]
    return Ledger(sayings, {})


@pytest.fixture(scope="module")
def book() -> Ledger:
    return ledger_of(*bundled_events())


@pytest.mark.parametrize("clock", ["known", "happened"])
@pytest.mark.parametrize(
    ("day", "russia_says", "ukraine_says", "assessed"),
    [
        (date(2024, 8, 14), None, None, None),
        (date(2024, 8, 15), None, ("held", "UA", False), None),
        (date(2025, 3, 11), None, ("held", "UA", False), None),
        (date(2025, 3, 12), None, ("held", "UA", True), ("held", "RU", True)),
        (date(2025, 3, 13), ("held", "RU", True), ("held", "UA", True), ("held", "RU", True)),
        (date(2025, 3, 15), ("held", "RU", True), ("held", "UA", True), ("held", "RU", True)),
        (date(2025, 3, 16), ("held", "RU", False), NOBODY, ("held", "RU", False)),
        (date(2025, 9, 30), ("held", "RU", False), NOBODY, ("held", "RU", False)),
    ],
    ids=lambda value: value.isoformat() if isinstance(value, date) else "",
)
def test_each_perspective_has_its_own_sudzha(
    book: Ledger, clock: str, day: date, russia_says: object, ukraine_says: object, assessed: object
) -> None:
    def says(perspective: str) -> object:
        holding = book.on(perspective, clock, day).get("Sudzha")
        return None if holding is None else (holding.outcome, holding.held_by, holding.disputed)

    assert (says("RU"), says("UA"), says("assessed")) == (russia_says, ukraine_says, assessed)


def test_side_by_side_sudzha_is_disputed_for_four_days(book: Ledger) -> None:
    outcomes = {day: book.on("all", "known", date(2025, 3, day))["Sudzha"].outcome for day in (11, 12, 13, 14, 15, 16)}
    assert outcomes == {11: "held", 12: "disputed", 13: "disputed", 14: "disputed", 15: "disputed", 16: "held"}


def test_nobody_denies_sudzha_who_claimed_it_months_before(book: Ledger) -> None:
    for perspective in ("RU", "UA", "all"):
        contested = book.on(perspective, "known", date(2025, 3, 14))["Sudzha"]
        assert contested.disputed
        assert contested.denials == ()


@pytest.mark.parametrize(("clock", "first_denied"), [("happened", 14), ("known", 15)])
def test_a_ukrainian_denial_strikes_the_claim_from_the_day_that_the_clock_counts_it(
    clock: str, first_denied: int
) -> None:
    denied = ledger_of(*bundled_events(), DENIAL)
    for day in (13, 14, 15):
        russia_says = denied.on("RU", clock, date(2025, 3, day))["Sudzha"]
        assert (russia_says.outcome, russia_says.held_by) == ("held", "RU"), "what Russia claims stays its claim"
        assert bool(russia_says.denials) == (day >= first_denied)
        assert denied.on("UA", clock, date(2025, 3, day))["Sudzha"].held_by == "UA"
        assert denied.on("all", clock, date(2025, 3, day))["Sudzha"].outcome == "disputed"
    conceded = denied.on("RU", clock, date(2025, 3, 16))["Sudzha"]
    assert (conceded.held_by, conceded.denials) == ("RU", ()), "who withdraws denies no more"


def test_the_russian_entry_is_a_move_and_no_hold() -> None:
    made = load_front().timeline
    day = date(2025, 3, 9)
    frame = made.frame(day=day, window=Interval(date(2025, 3, 8), date(2025, 3, 10)), perspective="assessed")
    entry = [one for one in frame.advances if one.place_name == "Sudzha"]
    assert [(one.side, one.claimed_by) for one in entry] == [("RU", ("Yurii Butusov",))]
    held = frame.ledger[frame.ledger["place_name"] == "Sudzha"]
    assert held.empty


def test_who_says_so_is_named_with_the_records(book: Ledger) -> None:
    assessed = book.on("assessed", "known", date(2025, 3, 15))["Sudzha"]
    assert (assessed.since, assessed.known_since) == (date(2025, 3, 12), date(2025, 3, 12))
    assert [one.claimed_by for one in assessed.support] == ["ISW", "DeepState"]
    assert {one.claimed_by for one in assessed.against} == {"Volodymyr Zelenskyy"}
    after = book.on("assessed", "known", date(2025, 3, 16))["Sudzha"]
    assert [one.claimed_by for one in after.support] == ["ISW", "DeepState", "General Staff of Ukraine"]
