"""Where a plan's figures and its work stand when they are drawn, on screen and on paper alike."""

from calendar import isleap
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.governance.plan_figures import Standing
from models.governance.plan_view import JointPlan
from models.governance.plan_work import InitiativeLine

_BEYOND = 1.08  # room to the right of the largest value
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Bullet(NamedTuple):
    """An objective on its own scale, each value as a part of the width or None."""

    actual: float | None
    forecast: float | None
    target: float | None
    baseline: float | None


class Stone(NamedTuple):
    """A milestone on the strip: its place, how it stands, what it is."""

    at: float
    state: str
    title: str


@dataclass(frozen=True, slots=True)
class Bar:
    """An initiative on the strip; `first` and `last` are None without days within the year.

    `cut_before` and `cut_after` say that it goes on beyond the year. `state` is done, late,
    dropped, open or planned.
    """

    line: InitiativeLine
    state: str
    first: float | None
    last: float | None
    cut_before: bool
    cut_after: bool
    stones: tuple[Stone, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """A year's work; `months` are where they begin, `today` is None outside of the year."""

    bars: tuple[Bar, ...]
    months: tuple[float, ...]
    today: float | None


def bullet(standing: Standing) -> Bullet:
    """Where actual, forecast, target and baseline stand; nothing below zero."""
    one = standing.objective
    values = (standing.actual, one.forecast, one.target, one.baseline)
    most = max((value for value in values if value is not None), default=0) * _BEYOND
    if most <= 0:
        return Bullet(*(None if value is None else 0.0 for value in values))
    return Bullet(*(None if value is None else max(0.0, value / most) for value in values))


def strip(plan: JointPlan) -> Strip:
    """The initiatives of a plan over its year."""
    year = plan.year
    today = place(plan.as_of, year) if plan.as_of.year == year else None
    months = tuple(place(date(year, month, 1), year) for month in range(1, 13))
    return Strip(tuple(_bar(line, year) for line in plan.initiatives), months, today)


def place(day: date, year: int) -> float:
    """Where a day stands within a year, 0 to 1; what is outside stands at the edge."""
    if day.year < year:
        return 0.0
    if day.year > year:
        return 1.0
    return (day.timetuple().tm_yday - 1) / (366 if isleap(year) else 365)


def _bar(line: InitiativeLine, year: int) -> Bar:
    work = line.initiative
    begins, ends = line.first, line.last
    state = "late" if line.late else {"under_way": "open"}.get(work.state, work.state)
    stones = tuple(
        Stone(place(one.milestone.due_on, year), one.state, one.milestone.title)
        for one in line.milestones
        if one.milestone.due_on is not None and one.milestone.due_on.year == year
    )
    if begins is None or ends is None or begins.year > year or ends.year < year:
        return Bar(line, state, None, None, False, False, stones)
    # A day is drawn whole, so that work of one day is seen.
    last = place(ends, year) + 1 / 365 if ends.year == year else 1.0
    return Bar(
        line, state, place(begins, year), min(1.0, last), begins.year < year, ends.year > year,
        stones,
    )  # fmt: skip
