"""A value never seems to reach a tier that it has not reached, and never leaves the scale."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.gauge import tick_positions, tier_position

RISING = st.lists(st.integers(0, 10**12), min_size=1, max_size=5).map(sorted)
VALUES = st.integers(0, 10**13)


@given(VALUES, RISING)
def test_every_value_stands_on_the_scale(value: int, thresholds: list[int]) -> None:
    assert 0 <= tier_position(value, thresholds) <= 1


@given(VALUES, VALUES, RISING)
def test_more_is_never_further_left(a: int, b: int, thresholds: list[int]) -> None:
    low, high = sorted((a, b))
    assert tier_position(low, thresholds) <= tier_position(high, thresholds)


@given(VALUES, RISING)
def test_a_tick_is_reached_when_its_threshold_is(value: int, thresholds: list[int]) -> None:
    at = tier_position(value, thresholds)
    for threshold, tick in zip(thresholds, tick_positions(len(thresholds)), strict=True):
        assert (at >= tick) == (value >= threshold)


def test_tiers_own_equal_shares_whatever_they_ask_for() -> None:
    people, money = [4, 8, 16], [10_000_000, 25_000_000, 60_000_000]
    ticks = tick_positions(3)
    assert [tier_position(v, people) for v in people] == pytest.approx(ticks)
    assert [tier_position(v, money) for v in money] == pytest.approx(ticks)
    assert tier_position(6, people) == pytest.approx((ticks[0] + ticks[1]) / 2)


@pytest.mark.parametrize(("value", "side"), [(7, -1), (8, 0), (9, 1)])
def test_just_below_on_and_just_above_a_threshold(value: int, side: int) -> None:
    at, tick = tier_position(value, [4, 8, 16]), tick_positions(3)[1]
    assert (at > tick) - (at < tick) == side


def test_odd_scales_stay_sound() -> None:
    assert tier_position(5, []) == 0
    assert tier_position(0, [0, 0, 3]) == tick_positions(3)[1]
    assert tier_position(-2, [4, 8]) == 0
    assert tier_position(Decimal("4.4"), [Decimal("4.0"), Decimal("4.3")]) > tick_positions(2)[1]
