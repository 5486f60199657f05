from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from geo.clock import DAY
from geo.front.advances import JOIN_DAYS
from geo.records import Advance
from tests.front.toy import DAY_ONE, GAZETTEER, record, timeline

D2, D3 = DAY_ONE + DAY, DAY_ONE + 2 * DAY


def advances(*events: Any) -> tuple[Advance, ...]:
    return timeline(events).advances


def to(place_id: str, *events: Any) -> list[Advance]:
    return [one for one in advances(*events) if one.place_id == place_id]


def test_an_advance_starts_at_the_nearest_edge_of_what_its_side_held_on_the_eve() -> None:
    arrow = to("v21", record("v31", DAY_ONE), record("v21", D2, event_type="advance"))[0]
    assert arrow.start == pytest.approx((34.94, 51.05), abs=1e-3)
    assert arrow.end == GAZETTEER.points["v21"]
    assert arrow.event_types == ("advance",)


def test_what_is_taken_on_the_day_itself_is_no_start() -> None:
    arrow = to("v21", record("v31", D2), record("v21", D2, event_type="advance"))[0]
    assert arrow.start == pytest.approx((35, 51.05), abs=1e-3), "from the border"


def test_an_advance_abroad_starts_at_the_border_where_its_side_holds_nothing_near() -> None:
    into_russia = record("v51", DAY_ONE, event_type="incursion", actor_side="UA", claimant_side="UA")
    assert to("v51", into_russia)[0].start == pytest.approx((35, 51.05), abs=1e-3)


def test_an_advance_abroad_starts_at_the_border_where_that_is_nearer_than_what_its_side_held() -> None:
    arrow = to("v35", record("v31", DAY_ONE), record("v35", D2, event_type="advance"))[0]
    assert arrow.start == pytest.approx((35, 51.25), abs=1e-3)


def test_an_advance_at_home_with_no_edge_near_has_no_start() -> None:
    arrow = to("v51", record("v51", DAY_ONE, event_type="advance"))[0]
    assert arrow.start is None
    assert arrow.end == GAZETTEER.points["v51"]
    assert "no edge" in arrow.method


def test_the_edge_is_that_of_the_records_own_perspective() -> None:
    held = record("v31", DAY_ONE)
    monitor = record("v21", D2, event_type="advance", claimant_side="independent", status="reported")
    assert to("v21", held, monitor)[0].start == pytest.approx((35, 51.05), abs=1e-3), "ISW has nothing held yet"


def test_the_edge_is_what_was_known_when_the_advance_was_told() -> None:
    told_later = record("v31", DAY_ONE, known_from=D3)
    assert to("v21", told_later, record("v21", D2, event_type="advance"))[0].start == pytest.approx(
        (35, 51.05), abs=1e-3
    )


def test_a_capture_is_a_move_once_and_claiming_it_again_joins_it() -> None:
    first = record("v31", DAY_ONE, event_key="k")
    again = record("v31", DAY_ONE + timedelta(days=60), event_key="k", claimed_by="Gerasimov")
    arrows = to("v31", first, again)
    assert len(arrows) == 1
    assert arrows[0].count == 2
    assert (arrows[0].date_start, arrows[0].date_end) == (DAY_ONE, DAY_ONE)


def test_several_records_of_one_move_are_one_arrow_with_all_claimants() -> None:
    told = record("v31", DAY_ONE, event_key="k", event_type="advance")
    seen = record("v31", D2, event_key="k", event_type="advance", claimant_side="independent", status="reported")
    arrow = to("v31", told, seen)[0]
    assert arrow.event_ids == tuple(sorted([told.event_id, seen.event_id]))
    assert arrow.claimed_by == ("ISW", "Russian ministry")
    assert arrow.claimant_sides == ("RU", "independent")
    assert (arrow.status, arrow.known_from) == ("reported", DAY_ONE)
    assert (arrow.date_start, arrow.date_end) == (DAY_ONE, D2)


def test_a_later_concession_joins_the_capture_it_concedes_and_keeps_its_date() -> None:
    claim = record("v31", DAY_ONE, event_key="k")
    conceded = record("v31", DAY_ONE + timedelta(days=50), event_key="k", claimant_side="UA", status="confirmed")
    arrows = to("v31", claim, conceded)
    assert [(arrow.date_end, arrow.status, arrow.count) for arrow in arrows] == [(DAY_ONE, "confirmed", 2)]


def test_advances_weeks_apart_are_two_arrows() -> None:
    one = record("v31", DAY_ONE, event_key="k", event_type="advance")
    at_limit = record("v31", DAY_ONE + JOIN_DAYS * DAY, event_key="k", event_type="advance")
    beyond = record("v31", DAY_ONE + (2 * JOIN_DAYS + 1) * DAY, event_key="k", event_type="advance")
    assert [arrow.count for arrow in to("v31", one, at_limit, beyond)] == [2, 1]


def test_two_sides_at_one_place_are_two_arrows() -> None:
    ours = record("v31", DAY_ONE, event_key="k", event_type="advance")
    theirs = record("v31", DAY_ONE, event_key="k", event_type="advance", actor_side="UA", claimant_side="UA")
    assert {arrow.side for arrow in to("v31", ours, theirs)} == {"RU", "UA"}


def test_a_withdrawal_points_back_to_what_its_side_still_holds() -> None:
    taken = record("v51", DAY_ONE, actor_side="UA", claimant_side="UA")
    kept = record("v41", DAY_ONE, actor_side="UA", claimant_side="UA")
    left = record("v51", D2, event_type="withdrawal", actor_side="UA", claimant_side="UA", status="confirmed")
    arrow = next(one for one in to("v51", taken, kept, left) if one.event_types == ("withdrawal",))
    assert arrow.start == GAZETTEER.points["v51"]
    assert arrow.end == pytest.approx((35.06, 51.05), abs=1e-3)
    assert "to the nearest edge" in arrow.method


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "denied", "claimant_side": "UA"},
        {"status": "planned"},
        {"event_type": "clash"},
        {"event_type": "strike"},
        {"actor_side": None},
        {"review": "rejected"},
        {"precision": "district"},
    ],
    ids=lambda fields: next(iter(fields.values())) or "nobody",
)
def test_plans_denials_and_fighting_make_no_arrow(fields: dict[str, Any]) -> None:
    values = {"event_type": "advance"} | fields
    assert to("v31", record("v31", DAY_ONE, **values), record("v01", DAY_ONE)) == []


def test_what_is_said_of_a_region_has_no_arrow() -> None:
    assert to("adm1:UA-59", record("adm1:UA-59", DAY_ONE, event_type="advance")) == []
