"""The span of days that a measure looks at, as a program names it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from models.dates import prior_year, quarter_of, window, year_of
from models.text import counted

PLAIN = ("prior_year", "current_year", "ever")
NUMBERED = ("trailing_months", "trailing_quarters", "next_quarters")
# What deals that are closed can be measured over: days that end on the as-of day or before it.
CLOSED = ("prior_year", "current_year", "trailing_months", "trailing_quarters")


@dataclass(frozen=True, slots=True)
class Window:
    """A span of days relative to the as-of day.

    `trailing_months` are the months up to and including the day, `trailing_quarters` the whole
    quarters before the one of the day, `next_quarters` the quarter of the day and those after it.
    """

    kind: str = "prior_year"
    number: int = 0

    def span(self, day: date) -> tuple[date, date]:
        """First and last day, both included. Raises ValueError beyond the end of the calendar."""
        if self.kind == "prior_year":
            return prior_year(day)
        if self.kind == "current_year":
            return year_of(day)
        if self.kind == "trailing_months":
            return months_before(day, self.number) + timedelta(days=1), day
        if self.kind == "trailing_quarters":
            now = quarter_of(day)
            return now.plus(-self.number).first, now.plus(-1).last
        if self.kind == "next_quarters":
            return window(day, self.number)
        return date.min, date.max

    @property
    def words(self) -> str:
        """The window as a sentence has it: "in the last 12 months"."""
        if self.kind == "prior_year":
            return "in the calendar year before"
        if self.kind == "current_year":
            return "in the calendar year"
        if self.kind == "trailing_months":
            return f"in the last {counted(self.number, 'month')}"
        if self.kind == "trailing_quarters":
            return f"in the {counted(self.number, 'whole quarter')} before"
        if self.kind == "next_quarters":
            return f"in {counted(self.number, 'quarter')} from this one on"
        return "at any time"

    def name(self, day: date) -> str:
        """The days by name, for a label: "2021", "2022 so far", "last 12 months"."""
        if self.kind == "prior_year":
            return str(day.year - 1)
        if self.kind == "current_year":
            return f"{day.year} so far"
        if self.kind in ("trailing_months", "trailing_quarters"):
            return f"last {counted(self.number, self.kind.removeprefix('trailing_')[:-1])}"
        return "any time" if self.kind == "ever" else f"next {counted(self.number, 'quarter')}"

    def name_said(self, day: date) -> str:
        """The same as a sentence has it after "in": "2021", "the last 12 months"."""
        name = self.name(day)
        return f"the {name}" if name.startswith(("last", "next")) else name


PRIOR_YEAR = Window("prior_year")


def window_from(told: Any) -> Window:
    """A window as a program file has it: a word, or one word with a number."""
    if isinstance(told, str):
        return Window(told)
    [(kind, number)] = told.items()
    return Window(kind, number)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the month's last where it has no such day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def last_day_within(done: date, months: int) -> date:
    """The last day on which what was done is not older than so many months."""
    index = done.year * 12 + done.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if year > date.max.year:
        return date.max
    last = monthrange(year, month)[1]
    day = date(year, month, min(done.day, last))
    # The end of a longer month goes back to the end of a shorter one.
    return date(year, month, last) if months_before(day.replace(day=last), months) <= done else day


def whole_months(first: date, day: date) -> int:
    """How many whole months lie between two days; 0 where the second comes first."""
    months = (day.year - first.year) * 12 + day.month - first.month
    while months > 0 and months_before(day, months) < first:
        months -= 1
    return max(0, months)
