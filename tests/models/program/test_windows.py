"""Months and windows at the ends of months, quarters and years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.program.windows import Window, last_day_within, months_before, whole_months, window_from

days = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2022, 5, 31), 1, date(2022, 4, 30)),
        (date(2022, 3, 31), 1, date(2022, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2022, 1, 15), 13, date(2020, 12, 15)),
        (date(2022, 1, 15), 0, date(2022, 1, 15)),
    ],
)
def test_months_go_back_to_the_same_day_or_the_months_last(
    day: date, months: int, earlier: date
) -> None:
    assert months_before(day, months) == earlier


@pytest.mark.parametrize(
    ("told", "first", "last"),
    [
        ("prior_year", date(2021, 1, 1), date(2021, 12, 31)),
        ("current_year", date(2022, 1, 1), date(2022, 12, 31)),
        ({"trailing_months": 3}, date(2022, 3, 1), date(2022, 5, 31)),
        ({"trailing_quarters": 1}, date(2022, 1, 1), date(2022, 3, 31)),
        ({"trailing_quarters": 5}, date(2021, 1, 1), date(2022, 3, 31)),
        ({"next_quarters": 1}, date(2022, 4, 1), date(2022, 6, 30)),
        ({"next_quarters": 4}, date(2022, 4, 1), date(2023, 3, 31)),
        ("ever", date.min, date.max),
    ],
)
def test_a_window_has_a_first_and_a_last_day(told: object, first: date, last: date) -> None:
    assert window_from(told).span(date(2022, 5, 31)) == (first, last)


@given(days, st.integers(1, 60))
def test_windows_of_a_year_of_months_follow_each_other_without_a_gap(day: date, n: int) -> None:
    first, last = Window("trailing_months", n).span(day)
    assert last == day
    assert first - timedelta(days=1) == months_before(day, n)


@given(days, days)
def test_whole_months_are_the_most_that_fit_between(one: date, other: date) -> None:
    first, last = sorted((one, other))
    months = whole_months(first, last)
    assert months_before(last, months) >= first or months == 0
    assert months_before(last, months + 1) < first
    assert whole_months(last, first) == 0 or first == last


@given(days, st.integers(0, 40))
def test_the_last_day_within_some_months_is_the_last_that_reaches_back_to_it(
    done: date, months: int
) -> None:
    last = last_day_within(done, months)
    assert months_before(last, months) <= done < months_before(last + timedelta(days=1), months)


def test_the_last_day_within_some_months_never_leaves_the_calendar() -> None:
    assert last_day_within(date(9999, 6, 1), 12) == date.max
