"""The colour of a figure: on target, near it, below, and none where nothing is wanted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.health import BELOW, NEAR, ON_TARGET, UNKNOWN, USUAL_LIMITS, HealthLimits, judged


@pytest.mark.parametrize(
    ("part", "colour"),
    [(101, ON_TARGET), (100, ON_TARGET), (99, NEAR), (91, NEAR), (90, NEAR), (89, BELOW)],
)
def test_a_figure_is_judged_at_its_limits_to_the_unit(part: int, colour: str) -> None:
    assert judged(part, 100, USUAL_LIMITS) == colour


def test_a_cent_short_of_a_limit_is_short_of_it() -> None:
    target = 15_000_000_00
    assert judged(target - 1, target, USUAL_LIMITS) == NEAR
    assert judged(target * 9 // 10, target, USUAL_LIMITS) == NEAR
    assert judged(target * 9 // 10 - 1, target, USUAL_LIMITS) == BELOW


@pytest.mark.parametrize("whole", [0, -5])
def test_without_a_target_nothing_is_judged(whole: int) -> None:
    assert judged(7, whole, USUAL_LIMITS) == UNKNOWN


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 99), st.integers(100, 200))
def test_more_is_never_judged_worse(part: int, whole: int, amber: int, green: int) -> None:
    order = (BELOW, NEAR, ON_TARGET)
    limits = HealthLimits(green, amber)
    lower, higher = judged(part, whole, limits), judged(part + 1, whole, limits)
    assert order.index(lower) <= order.index(higher)
