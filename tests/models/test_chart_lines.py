"""Lines and steps: every point inside, none out of order, what never changes in the middle."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from models.chart_lines import line, treads

NUMBERS = st.integers(-(10**14), 10**14)


def test_the_lowest_stands_at_the_bottom_and_the_highest_at_the_top() -> None:
    made = line([0, 10, 40], [5, 1, 9])
    assert made.points == ((0, 0.5), (0.25, 0), (1, 1))
    assert (made.low, made.high) == (1, 9)


def test_a_target_above_the_values_keeps_its_room() -> None:
    made = line([0, 1], [2, 4], [8], least=0)
    assert made.points == ((0, 0.25), (1, 0.5))
    assert made.levels == (1,)


def test_one_value_or_a_flat_line_stands_in_the_middle() -> None:
    assert line([7], [3]).points == ((1, 0.5),)
    assert {height for _, height in line([0, 1], [3, 3]).points} == {0.5}
    assert line([], []).points == ()


@given(st.lists(st.tuples(st.integers(0, 10**6), NUMBERS), max_size=12), st.lists(NUMBERS))
def test_every_point_is_inside_and_higher_values_never_lower(
    pairs: list[tuple[int, int]], against: list[int]
) -> None:
    pairs.sort(key=lambda pair: pair[0])
    made = line([place for place, _ in pairs], [value for _, value in pairs], against)
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in made.points)
    assert all(a[0] <= b[0] for a, b in pairwise(made.points))
    ranked = sorted(zip((value for _, value in pairs), made.points, strict=True))
    assert all(a[1][1] <= b[1][1] for a, b in pairwise(ranked))


def test_steps_are_cut_at_both_ends() -> None:
    made = treads([(-5, 5, 1), (5, 8, 3), (8, 40, 0), (50, 60, 2)], 0, 10, 3)
    assert made == ((0, 0.5, 1 / 3), (0.5, 0.8, 1), (0.8, 1, 0))
    assert treads([(0, 1, 1)], 5, 5, 3) == ()


@given(
    st.lists(st.tuples(st.integers(-99, 99), st.integers(0, 99), st.integers(-2, 9)), max_size=9),
    st.integers(-99, 99),
    st.integers(0, 99),
    st.integers(0, 6),
)
def test_treads_are_inside(
    found: list[tuple[int, int, int]], first: int, long: int, levels: int
) -> None:
    stretches = [(begin, begin + more, level) for begin, more, level in found]
    for tread in treads(stretches, first, first + long, levels):
        assert 0 <= tread.left < tread.right <= 1
        assert 0 <= tread.height <= 1
