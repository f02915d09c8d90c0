from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.governance import roadmap
from models.governance.voice import ROADMAP_STATES, RoadmapItem

TODAY = date(2026, 11, 24)
ONE = timedelta(days=1)
SPAN = roadmap.span(TODAY)


def item(number=1, on=TODAY + 30 * ONE, side="partner", **values):
    return RoadmapItem(number, 1, side, f"Item {number}", on, **values)


@pytest.mark.clause("C084")
def test_the_lanes_show_the_quarter_before_this_one_its_own_and_four_to_come():
    assert [str(one) for one in SPAN.quarters] == [
        "Q3 2026", "Q4 2026", "Q1 2027", "Q2 2027", "Q3 2027", "Q4 2027",
    ]  # fmt: skip
    assert (SPAN.first, SPAN.last) == (date(2026, 7, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("on", "drawn"),
    [(SPAN.first - ONE, 0), (SPAN.first, 1), (SPAN.last, 1), (SPAN.last + ONE, 0), (None, 0)],
)
def test_what_lies_beyond_the_quarters_is_listed_and_not_drawn(on, drawn):
    assert len(roadmap.lane([item(on=on)], "partner", SPAN)) == drawn
    assert len(roadmap.outside([item(on=on)], SPAN)) == 1 - drawn


@pytest.mark.clause("C084")
def test_each_side_has_its_own_lane_by_day():
    items = [item(1, TODAY), item(2, TODAY - ONE), item(3, TODAY, "host")]
    assert [one.id for one in roadmap.lane(items, "partner", SPAN)] == [2, 1]
    assert [one.id for one in roadmap.lane(items, "host", SPAN)] == [3]


@pytest.mark.parametrize(
    ("state", "on", "late"),
    [
        ("planned", TODAY - ONE, True),
        ("committed", TODAY - ONE, True),
        ("planned", TODAY, False),
        ("shipped", TODAY - ONE, False),
        ("dropped", TODAY - ONE, False),
        ("planned", None, False),
    ],
)
def test_an_item_is_late_from_the_day_after_its_own(state, on, late):
    assert roadmap.late(item(on=on, state=state), TODAY) is late


def test_an_item_before_what_it_needs_is_said():
    needs, on = item(2, TODAY + 40 * ONE, "host"), TODAY + 30 * ONE
    one = item(1, on, depends_on=2)
    assert roadmap.warnings([one, needs], TODAY) == (
        "“Item 1” is planned 10 days before “Item 2”, which it needs.",
    )
    assert roadmap.warnings([one, replace(needs, on_date=on)], TODAY) == ()
    assert roadmap.warnings([one, replace(needs, state="shipped")], TODAY) == ()
    assert "was dropped" in roadmap.warnings([one, replace(needs, state="dropped")], TODAY)[0]
    assert "has no day" in roadmap.warnings([one, replace(needs, on_date=None)], TODAY)[0]
    assert "a day before" in roadmap.warnings([one, replace(needs, on_date=on + ONE)], TODAY)[0]


def test_items_that_wait_for_each_other_are_said_and_what_is_gone_is_not():
    circle = [item(1, depends_on=2), item(2, depends_on=1), item(3, depends_on=99)]
    assert [words.split(" waits")[0] for words in roadmap.warnings(circle, TODAY)] == [
        "“Item 1”", "“Item 2”",
    ]  # fmt: skip


def test_the_list_is_by_day_and_what_has_none_stands_last():
    items = [item(1, None), item(2, TODAY, "host"), item(3, TODAY)]
    assert [one.id for one in roadmap.order(items)] == [3, 2, 1]


def test_every_state_has_its_word():
    assert set(roadmap.STATE) == set(ROADMAP_STATES)


@given(
    some.lists(some.integers(-400, 700), max_size=25),
    some.floats(200, 1500),
    some.floats(10, 500),
)
def test_no_label_on_a_lane_meets_another_or_leaves_it(days, width, wide):
    items = [item(no, TODAY + by * ONE) for no, by in enumerate(days)]
    drawn = roadmap.lane(items, "partner", SPAN)
    mark = 8.0
    found = roadmap.spots(drawn, SPAN, width, lambda _: wide, mark=mark, least=30)
    assert [spot.item for spot in found] == list(drawn)
    lines: dict[int, list[tuple[float, float]]] = {}
    for spot in found:
        at = spot.x * width
        first = at - mark - (spot.room if spot.before else 0)
        last = at + mark + (0 if spot.before else spot.room)
        lines.setdefault(spot.line, []).append((first, last))
        assert last <= width + mark
        assert first >= -mark
    for boxes in lines.values():
        for (_, until), (start, _) in pairwise(boxes):
            assert start >= until - 0.001
