from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reports.charts import apart, axis, share


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
