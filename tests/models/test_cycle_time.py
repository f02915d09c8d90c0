"""Cycle time: the median of deals won in a quarter, and only of those whose days are known."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.cycle_time import cycles
from models.dates import Quarter
from models.deal import Deal

DAY = date(2026, 11, 24)


def won(close: date, days: int | None, status: str = "won") -> Deal:
    begun = None if days is None else close - timedelta(days)
    return Deal(1, 1, status=status, close_date=close, registered_on=begun)


def test_a_quarter_tells_the_median_of_its_deals() -> None:
    deals = [won(date(2026, 8, 3), days) for days in (10, 40, 100)]
    assert cycles(deals, DAY) == ((Quarter(2026, 3), 3, 40),)


def test_what_has_no_days_or_was_not_won_or_comes_later_tells_nothing() -> None:
    deals = [
        won(date(2026, 8, 3), None), won(date(2026, 8, 3), 9, "lost"), won(date(2026, 8, 3), -1),
        won(DAY + timedelta(1), 9), Deal(1, 1, status="won", registered_on=DAY),
    ]  # fmt: skip
    assert cycles(deals, DAY) == ()


def test_the_first_quarter_is_the_sixth_back() -> None:
    deals = [won(date(2025, 6, 30), 5), won(date(2025, 7, 1), 6), won(DAY, 0)]
    assert [one.days for one in cycles(deals, DAY)] == [6, 0]


@given(st.lists(st.tuples(st.dates(date(2024, 1, 1), date(2027, 1, 1)), st.integers(-9, 900))))
def test_quarters_come_in_order_once_each(pairs: list[tuple[date, int]]) -> None:
    found = cycles([won(day, days) for day, days in pairs], DAY)
    quarters = [one.quarter for one in found]
    assert quarters == sorted(set(quarters))
    assert len(found) <= 6
    assert all(one.days >= 0 and one.deals for one in found)
