"""Bars of a waterfall: each starts where the one before ended, and all stay inside."""

from hypothesis import given
from hypothesis import strategies as st

from models.waterfall import waterfall


def test_a_step_starts_where_the_one_before_ended() -> None:
    first, up, down, none, last = waterfall(
        [(100, True), (100, False), (-50, False), (0, False), (150, True)]
    ).bars
    assert (first.low, first.high, first.level, first.kind) == (0, 0.5, 0.5, "total")
    assert (up.low, up.high, up.kind) == (0.5, 1, "up")
    assert (down.low, down.high, down.level, down.kind) == (0.75, 1, 0.75, "down")
    assert (none.low, none.high, none.kind) == (0.75, 0.75, "none")
    assert (last.low, last.high) == (0, 0.75)
    assert first.right < up.left < up.middle < up.right < down.left


def test_small_steps_on_large_totals_cut_the_axis_and_say_so() -> None:
    made = waterfall([(1_000, True), (100, False), (-200, False), (900, True)])
    assert made.cut
    assert made.bars[0].low == made.bars[3].low == 0
    assert made.bars[1].high - made.bars[1].low > 0.2
    assert not waterfall([(1_000, True), (500, False), (1_500, True)]).cut
    assert not waterfall([(1_000, True), (1_000, True)]).cut


def test_nothing_stands_on_the_line() -> None:
    assert waterfall([]).bars == ()
    made = waterfall([(0, True), (0, True)])
    assert {(bar.low, bar.high) for bar in made.bars} == {(0, 0)}


def test_the_axis_reaches_its_targets_and_is_not_cut_then() -> None:
    made = waterfall([(1_000, True), (100, False), (1_100, True)], [2_200, 550])
    assert made.levels == (1, 0.25)
    assert made.bars[0].high == 1_000 / 2_200
    assert not made.cut


@given(
    st.lists(st.tuples(st.integers(-(10**14), 10**14), st.booleans()), max_size=14),
    st.lists(st.integers(0, 10**14), max_size=3),
)
def test_all_bars_are_inside_and_the_levels_join(
    steps: list[tuple[int, bool]], against: list[int]
) -> None:
    made = waterfall(steps, against)
    assert all(0 <= level <= 1 for level in made.levels)
    for bar in made.bars:
        assert 0 <= bar.left < bar.right <= 1
        assert 0 <= bar.low <= bar.high <= 1
        assert bar.level in (bar.low, bar.high)
    for before, bar in zip(made.bars, made.bars[1:], strict=False):
        assert bar.kind == "total" or before.level in (bar.low, bar.high)
    assert 0 <= made.zero <= 1
