"""Words read record by record are those read from all records at once, whatever comes late."""

from __future__ import annotations

import time

from hypothesis import given

from geo.clock import DAY
from geo.front.edges import Holders
from geo.front.ledger import Ledger, state_of
from geo.front.sayings import VOICES
from geo.front.word import Reading
from geo.records import Event
from geo.terms import CLOCKS
from tests.front.test_properties import DAYS, MANY, RECORDS, book_of
from tests.front.toy import DAY_ONE, record


def _one_place(events: list[Event]) -> Ledger:
    return book_of([event.model_copy(update={"place_id": "v21", "event_key": event.event_id}) for event in events])


@MANY
@given(RECORDS)
def test_each_step_of_the_ledger_is_the_state_of_the_records_that_count_by_then(events: list[Event]) -> None:
    book = _one_place(events)
    for clock in CLOCKS:
        for place_id, said in book.sayings.items():
            for day, state in book.steps(clock, place_id):
                anew = state_of(one for one in said if one.counts_on(clock) <= day)
                assert state == {voice: anew[voice] for voice in VOICES if voice in anew}
                assert book.on("all", clock, day).get(place_id) == anew.get("all")


@MANY
@given(RECORDS)
def test_holders_on_a_day_as_told_by_another_are_those_of_the_records_alone(events: list[Event]) -> None:
    book = _one_place(events)
    holders = Holders(book, None)
    for place_id, said in book.sayings.items():
        for day in DAYS[::2]:
            for told in (day - DAY, day, day + 2 * DAY):
                state = state_of(one for one in said if one.effective_on <= day and one.known_on <= told)
                for voice in VOICES:
                    expected = state[voice].held_by if voice in state else None
                    assert holders.of(place_id, voice, day, told) == expected


@MANY
@given(RECORDS)
def test_a_reading_does_not_depend_on_the_order_in_which_records_come(events: list[Event]) -> None:
    for said in _one_place(events).sayings.values():
        bit_by_bit = Reading()
        for one in reversed(said):
            assert bit_by_bit.add([one])
        assert bit_by_bit.word == Reading(said).word


def test_no_record_leaves_the_word_as_it_is() -> None:
    reading = Reading()
    assert not reading.add([])
    assert (reading.word.outcome, reading.word.support) == ("no claim", ())


def test_reading_on_costs_far_less_than_reading_anew_each_day() -> None:
    said = {"RU": ("RU", "claimed"), "UA": ("UA", "claimed"), "independent": ("RU", "reported")}
    events = [
        record("v21", day, known_from=day + 3 * DAY, claimant_side=by, actor_side=side, status=status)
        for day in (DAY_ONE + number * DAY for number in range(200))
        for by, (side, status) in said.items()
    ]
    book = book_of(events)
    start = time.process_time()
    steps = book.steps("known", "v21")
    read_on, start = time.process_time() - start, time.process_time()
    for day, _ in steps:
        state_of(one for one in book.sayings["v21"] if one.counts_on("known") <= day)
    assert len(steps) == 200
    assert 4 * read_on < time.process_time() - start
