"""A chosen set of claimants is a perspective with a ledger, zones and moves of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings

from geo.clock import DAY, Interval
from geo.errors import InputError
from geo.front.sayings import VOICES
from geo.perspectives import chosen_claimants, is_perspective, perspective_of
from geo.records import Event
from tests.front.test_properties import RECORDS
from tests.front.toy import DAY_ONE, record, timeline

WINDOW = Interval(DAY_ONE - 30 * DAY, DAY_ONE + 30 * DAY)
ISW = {"claimant_side": "independent", "claimed_by": "ISW"}
CHANNEL = {"claimant_side": "RU", "claimed_by": "Rybar"}


def test_names_in_any_order_are_one_perspective_and_come_back() -> None:
    assert perspective_of(["ISW", " DeepState ", "ISW"]) == perspective_of(["DeepState", "ISW"]) == "by:DeepState|ISW"
    assert chosen_claimants("by:DeepState|ISW") == ("DeepState", "ISW")
    assert chosen_claimants("RU") == ()
    assert [is_perspective(one) for one in ("RU", "all", "by:ISW", "by:", "by:|", "ISW")] == [True] * 3 + [False] * 3


@pytest.mark.parametrize("names", [[], ["", " "], ["a|b"]])
def test_no_claimant_or_a_name_that_cannot_be_told_apart_is_refused(names: list[str]) -> None:
    with pytest.raises(InputError, match="claimants"):
        perspective_of(names)


def test_a_channel_that_speaks_for_nobody_speaks_where_it_is_chosen() -> None:
    made = timeline([record("v31", DAY_ONE, **CHANNEL), record("v41", DAY_ONE, **ISW)])
    chosen = perspective_of(["Rybar"])
    assert made.ledger("RU", "known", DAY_ONE).empty
    (held,) = made.ledger(chosen, "known", DAY_ONE).to_dict("records")
    assert (held["place_id"], held["held_by"], held["claimed_by"]) == ("v31", "RU", ("Rybar",))
    frame = made.frame(day=DAY_ONE, window=WINDOW, perspective=chosen)
    assert [(zone.kind, zone.side, zone.claimed_by) for zone in frame.zones] == [("claimed", "RU", ("Rybar",))]
    assert list(frame.events["claimed_by"]) == ["Rybar"]
    assert frame.others == 1
    assert [advance.claimed_by for advance in frame.advances] == [("Rybar",)]


def test_a_zone_is_assessed_where_only_monitors_make_it() -> None:
    made = timeline([record("v31", DAY_ONE, **CHANNEL), record("v41", DAY_ONE, **ISW)])
    kinds = {
        names: {zone.kind for zone in made.zones_on(DAY_ONE, perspective_of(names), "known")}
        for names in (("ISW",), ("ISW", "Rybar"))
    }
    assert kinds == {("ISW",): {"assessed"}, ("ISW", "Rybar"): {"claimed"}}


def test_others_say_otherwise_of_what_the_chosen_claim() -> None:
    staff = {"claimant_side": "UA", "claimed_by": "General Staff of Ukraine"}
    made = timeline([record("v31", DAY_ONE, **ISW), record("v31", DAY_ONE + DAY, actor_side="UA", **staff)])
    table = made.ledger(perspective_of(["ISW"]), "known", DAY_ONE + DAY)
    (held,) = table.to_dict("records")
    assert (held["held_by"], held["disputed_by"]) == ("RU", ("General Staff of Ukraine",))


def test_a_claimant_without_a_record_is_refused_with_those_near() -> None:
    made = timeline(
        [record("v31", DAY_ONE, **ISW), record("v41", DAY_ONE, claimant_side="independent", claimed_by="DeepState")]
    )
    with pytest.raises(InputError, match=r"'DeepStat'.*'DeepState'"):
        made.ledger("by:DeepStat", "known", DAY_ONE)
    with pytest.raises(InputError, match="expected one of RU"):
        made.zones_on(DAY_ONE, "by:", "known")


@settings(deadline=None, max_examples=20)
@given(RECORDS)
def test_all_claimants_of_a_voice_are_that_voice(events: list[Event]) -> None:
    """Choosing everybody whom only one perspective hears gives that perspective's ground."""
    made = timeline(events)
    speaking = {voice: {e.claimed_by for e in events if e.claimant_side == voice} for voice in ("RU", "UA")}
    for voice, names in speaking.items():
        if not names:
            continue
        for n in range(0, 20, 4):
            day = DAY_ONE + timedelta(days=n)
            own, chosen = (
                {row["place_id"]: row["held_by"] for row in made.ledger(one, "known", day).to_dict("records")}
                for one in (voice, perspective_of(names))
            )
            assert own == chosen


def test_choosing_changes_nothing_for_the_others() -> None:
    made = timeline([record("v31", DAY_ONE, **CHANNEL), record("v41", DAY_ONE, **ISW), record("v21", DAY_ONE)])
    before = {voice: made.zones_on(DAY_ONE, voice, "known") for voice in (*VOICES, "all")}
    made.chosen(perspective_of(["ISW", "Rybar"]))
    assert before == {voice: made.zones_on(DAY_ONE, voice, "known") for voice in (*VOICES, "all")}
