from hypothesis import given
from hypothesis import strategies as st

from models.lanes import rows_of


def test_dots_that_keep_their_distance_share_a_row():
    assert rows_of([0, 10, 20], [6, 6, 6], 4, 3) == [0, 0, 0]
    assert rows_of([0, 9.9, 20], [6, 6, 6], 4, 3) == [0, 1, 0]


def test_with_all_rows_taken_the_one_free_longest_is_used():
    assert rows_of([0, 1, 2], [9, 5, 5], 0, 2) == [0, 1, 1]


@given(
    st.lists(st.tuples(st.floats(0, 500), st.floats(1, 60)), max_size=40),
    st.integers(1, 60),
)
def test_no_two_dots_of_a_row_meet_while_there_are_rows(dots, most):
    dots = sorted(dots)
    rows = rows_of([place for place, _ in dots], [wide for _, wide in dots], 2, most)
    assert len(rows) == len(dots)
    assert all(0 <= row < most for row in rows)
    if most >= len(dots):
        for (place, wide), row, rest in zip(dots, rows, range(1, len(dots) + 1), strict=True):
            later = [(p, r) for (p, _), r in zip(dots[rest:], rows[rest:], strict=True)]
            assert all(p >= place + wide + 2 for p, r in later if r == row)
