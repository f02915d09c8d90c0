"""A share of an amount, however it is written, and what it makes of that amount."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.intake.percents import WHOLE, read_percent, share_of
from models.intake.values import Refused


@pytest.mark.parametrize(
    ("cell", "share"),
    [
        ("30%", 3_000), ("30 %", 3_000), ("30", 3_000), ("25,5", 2_550), ("0.3", 3_000),
        (0.3, 3_000), (30, 3_000), ("1", 10_000), ("1%", 100), ("0", 0), ("100", 10_000),
        ("", None), ("n/a", None),
    ],
)  # fmt: skip
def test_a_share_is_read_as_it_is_written(cell: str | float, share: int | None) -> None:
    assert read_percent(cell) == share


@pytest.mark.parametrize("cell", ["101", "100.01 %", "-5", "half", "5 USD"])
def test_what_is_no_share_is_refused(cell: str) -> None:
    with pytest.raises(Refused):
        read_percent(cell)


@given(st.integers(0, 10**14), st.integers(0, WHOLE))
def test_a_share_and_the_rest_are_the_whole(amount: int, percent: int) -> None:
    part = share_of(amount, percent)
    assert 0 <= part <= amount
    assert abs(part * WHOLE - amount * percent) * 2 <= WHOLE
