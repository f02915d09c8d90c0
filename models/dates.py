"""Calendar days, quarters and the pipeline window; today is always an argument."""

from datetime import date, timedelta
from typing import NamedTuple


class Quarter(NamedTuple):
    """A calendar quarter; the program runs on the calendar year (C055)."""

    year: int
    number: int

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        return self.plus(1).first - timedelta(days=1)

    def plus(self, quarters: int) -> "Quarter":
        index = self.year * 4 + self.number - 1 + quarters
        return Quarter(index // 4, index % 4 + 1)

    def __str__(self) -> str:
        return f"Q{self.number} {self.year}"


def quarter_of(day: date) -> Quarter:
    return Quarter(day.year, (day.month + 2) // 3)


def window(day: date, quarters: int) -> tuple[date, date]:
    """First and last day of the quarter of `day` and the next `quarters - 1`, both included."""
    start = quarter_of(day)
    return start.first, start.plus(quarters - 1).last


def year_of(day: date) -> tuple[date, date]:
    return date(day.year, 1, 1), date(day.year, 12, 31)


def prior_year(day: date) -> tuple[date, date]:
    return date(day.year - 1, 1, 1), date(day.year - 1, 12, 31)


def first_working_day(year: int) -> date:
    """The default measurement day: the first weekday of January that is not New Year's Day."""
    day = date(year, 1, 2)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day
