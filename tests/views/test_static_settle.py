"""Texts on the map find their places together: the important first, none over another, the same every time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely

from geo.views.static_boxes import meet
from geo.views.static_labels import Room, Set, Sign
from geo.views.static_settle import Choices, Ground, choices, joined, settle

CLEAN = Ground(shapely.Polygon(), shapely.MultiLineString())


def _room(width: float = 200.0, height: float = 200.0) -> Room:
    return Room(width, height)


def _sign(text: str, x: float, y: float, *, leader: bool = False) -> Sign:
    return Sign((text,), x, y, 8.0, radius=3.0, leader=leader, left=3.0, right=3.0)


def _set(room: Room, *signs: Sign, ground: Ground = CLEAN) -> list[Set | None]:
    return settle([choices(sign, room, ground) for sign in signs])


def test_a_text_alone_stands_right_of_its_mark() -> None:
    (placed,) = _set(_room(), _sign("Sudzha", 100, 100))
    assert placed is not None
    assert placed.leader is None
    assert placed.box[0] > 103
    assert placed.box[1] < 100 < placed.box[3]


def test_texts_never_meet_nor_leave_the_panel_nor_touch_what_is_taken() -> None:
    rng = np.random.default_rng(3)
    room = _room()
    points = rng.uniform(10, 190, (40, 2))
    for x, y in points:
        room.block((x - 3, y - 3, x + 3, y + 3))
    placed = [one for one in _set(room, *(_sign("Novenke", x, y, leader=True) for x, y in points)) if one is not None]
    boxes = np.array([one.box for one in placed])
    assert len(placed) > 20
    assert np.count_nonzero(meet(boxes, boxes, 0.0)) == len(boxes)
    assert boxes.min() >= 0
    assert boxes.max() <= 200
    marks = np.column_stack([points - 3, points + 3])
    assert not meet(boxes, marks, 0.0).any()


def test_leaders_cross_neither_each_other_nor_a_text_nor_a_mark() -> None:
    room = _room()
    points = [(100.0 + 7 * column, 100.0 + 7 * row) for column in range(4) for row in range(4)]
    for x, y in points:
        room.block((x - 3, y - 3, x + 3, y + 3))
    placed = [one for one in _set(room, *(_sign("Agronom", x, y, leader=True) for x, y in points)) if one is not None]
    lines = [(one, shapely.LineString(one.leader)) for one in placed if one.leader is not None]
    assert lines
    for number, (owner, line) in enumerate(lines):
        assert not any(line.crosses(other) for _, other in lines[number + 1 :])
        assert not any(line.intersects(shapely.box(*one.box)) for one in placed if one is not owner)
        assert not any(line.intersects(shapely.box(x - 2, y - 2, x + 2, y + 2)) for x, y in points)


def _choices(name: str, *boxes: tuple[float, float, float, float]) -> Choices:
    count = len(boxes)
    return Choices(_sign(name, 0, 0), np.array(boxes, dtype=float), np.full((count, 4), np.nan), np.arange(count) * 1.0)


def test_one_with_a_single_place_pushes_another_aside() -> None:
    here, there = (10, 10, 40, 20), (10, 40, 40, 50)
    free, stuck = settle([_choices("Free", here, there), _choices("Stuck", here)])
    assert free is not None
    assert stuck is not None
    assert (free.box, stuck.box) == (there, here)


def test_one_that_finds_no_place_moves_nobody() -> None:
    here = (10, 10, 40, 20)
    first, second = settle([_choices("First", here), _choices("Second", here)])
    assert first is not None
    assert first.box == here
    assert second is None


def test_a_text_keeps_off_a_zone_where_it_can() -> None:
    zone = shapely.box(115, 0, 200, 200)
    (placed,) = _set(_room(), _sign("Sudzha", 100, 100), ground=Ground(zone, shapely.boundary(zone)))
    assert placed is not None
    assert placed.box[2] < 100


def test_the_same_texts_stand_in_the_same_places() -> None:
    points = np.random.default_rng(5).uniform(10, 190, (30, 2))
    signs = [_sign("Kubatkin", x, y, leader=True) for x, y in points]
    assert _set(_room(), *signs) == _set(_room(), *signs)


def test_one_that_is_pushed_aside_may_stand_farther_off() -> None:
    here, dear, far = (10, 10, 40, 20), (10, 40, 40, 50), (60, 10, 90, 20)
    stands = replace(_choices("Stands", here, dear), farther=lambda: _choices("Stands", far))
    blocker, pushed, stuck = settle([_choices("Blocker", dear), stands, _choices("Stuck", here)])
    assert blocker is not None
    assert pushed is not None
    assert stuck is not None
    assert (blocker.box, pushed.box, stuck.box) == (dear, far, here)


def test_one_that_cannot_be_moved_stays_where_it_stood() -> None:
    here, dear, far = (10, 10, 40, 20), (10, 40, 40, 50), (60, 10, 90, 20)
    blocker, stays, none = settle(
        [_choices("Blocker", dear, far), _choices("Stays", here, dear), _choices("Stuck", here)]
    )
    assert blocker is not None
    assert stays is not None
    assert (blocker.box, stays.box, none) == (dear, here, None)


def test_places_of_several_points_keep_their_order_and_the_room_around_the_text() -> None:
    first = replace(_choices("First", (10, 10, 40, 20), (10, 40, 40, 50)), pad=2.0)
    found = joined([first, replace(_choices("First", (60, 10, 90, 20)), pad=2.0)])
    assert found.boxes[:, 0].tolist() == [10, 60, 10]
    assert found.set(1).box == (62, 12, 88, 18)
