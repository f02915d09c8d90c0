from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.calendar_strip import WEEKS, Spot, last_day, mondays, place, spots

DAY = date(2022, 1, 5)  # a Wednesday
WIDTH, MARK = 560.0, 7.4


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2022, 1, 3), date(2022, 1, 3)),
        (date(2022, 1, 9), date(2022, 1, 3)),
        (date(2022, 1, 10), date(2022, 1, 10)),
    ],
)
def test_the_strip_begins_with_the_monday_of_its_week(day, first):
    assert mondays(day)[0] == first
    assert len(mondays(day)) == WEEKS
    assert last_day(day) == first + timedelta(days=7 * WEEKS - 1)


def test_days_stand_in_the_middle_of_their_width():
    assert place(mondays(DAY)[0], DAY) == pytest.approx(0.5 / 91)
    assert place(last_day(DAY), DAY) == pytest.approx(90.5 / 91)


def test_items_of_one_day_share_a_mark():
    [spot] = spots([DAY, DAY, DAY], DAY, WIDTH, lambda items: 30.0 * len(items), mark=MARK)
    assert (spot.items, spot.room) == ((0, 1, 2), 90.0)


def test_a_label_that_would_meet_the_next_goes_to_another_line():
    first, second = spots([DAY, DAY + timedelta(3)], DAY, WIDTH, lambda items: 80.0, mark=MARK)
    assert (first.line, second.line) == (0, 1)
    assert first.room == second.room == 80.0


def test_a_label_at_the_end_stands_before_its_mark():
    end = last_day(DAY)
    [spot] = spots([end], DAY, WIDTH, lambda items: 80.0, mark=MARK)
    assert (spot.before, spot.room) == (True, 80.0)
    first, spot = spots([end - timedelta(9), end], DAY, WIDTH, lambda items: 80.0, mark=MARK)
    assert (first.line, spot.line) == (0, 1)
    assert spot.before


def test_a_label_without_room_is_cut_or_left_out():
    days = [DAY, DAY + timedelta(10)]
    first, _ = spots(days, DAY, WIDTH, lambda items: 80.0, mark=MARK, lines=1)
    assert 40 <= first.room < 80
    days = [DAY, DAY + timedelta(5)]
    first, _ = spots(days, DAY, WIDTH, lambda items: 80.0, mark=MARK, lines=1)
    assert first.room == 0.0


def _span(spot: Spot) -> tuple[float, float]:
    wide = spot.room + 3 if spot.room else 0.0
    left, right = spot.x - MARK / 2, spot.x + MARK / 2
    return (left - wide, right) if spot.before else (left, right + wide)


@given(
    some.lists(some.integers(0, 90), max_size=120),
    some.integers(1, 3),
    some.floats(0, 400),
)
def test_no_label_meets_a_mark_or_leaves_the_strip(steps, lines, wide):
    days = [mondays(DAY)[0] + timedelta(step) for step in steps]
    found = spots(days, DAY, WIDTH, lambda items: wide, mark=MARK, lines=lines)
    assert sorted(item for spot in found for item in spot.items) == list(range(len(days)))
    for line in range(lines):
        mine = [spot for spot in found if spot.line == line]
        spans = [_span(spot) for spot in mine]
        for (_, end), (start, _) in pairwise(spans):
            assert end <= start + 1e-6
        for spot, (start, end) in zip(mine, spans, strict=True):
            if spot.room:
                assert start >= -1e-6
                assert end <= WIDTH + MARK / 2
            if lines > 1:
                assert 0 <= spot.x <= WIDTH
