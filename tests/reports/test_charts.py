from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts import apart, axis, share, tick_at, tier_aligned

TARGETS = (8.0, 15.0, 25.0)


@pytest.mark.parametrize("number", range(3))
def test_a_value_on_a_target_stands_on_its_tick(number):
    assert tier_aligned(TARGETS[number], TARGETS) == pytest.approx(tick_at(number, 3))


def test_just_below_a_target_is_left_of_its_tick_and_just_above_right_of_it():
    assert tier_aligned(14.99, TARGETS) < tick_at(1, 3) < tier_aligned(15.01, TARGETS)


def test_equal_targets_are_all_reached_at_once():
    assert tier_aligned(1, (1.0, 1.0, 1.0)) >= tick_at(2, 3)
    assert tier_aligned(0, (1.0, 1.0, 1.0)) == 0


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=5), st.floats(0, 1e10), st.floats(0, 1e10))
def test_a_higher_value_never_stands_further_left(targets, one, other):
    targets = sorted(targets)
    low, high = sorted((one, other))
    assert 0 <= tier_aligned(low, targets) <= tier_aligned(high, targets) + 1e-9 <= 1 + 2e-9


@given(st.integers(0, 10**15))
def test_an_axis_holds_its_value_in_equal_whole_steps(value):
    top, cuts = axis(value)
    assert top >= value
    assert top % cuts == 0
    assert top <= max(100, value * 2)


def test_a_share_of_nothing_is_nothing():
    assert share(5, 0) == 0
    assert share(5, 4) == 1
    assert share(-1, 4) == 0


@given(st.lists(st.floats(0, 500), max_size=6))
def test_labels_are_moved_apart_and_stay_in_order(places):
    moved = apart(sorted(places), 19)
    assert all(b - a >= 19 - 1e-9 for a, b in pairwise(moved))
