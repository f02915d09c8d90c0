"""An escalated concern's level, and the clock that runs on it (C034, C080)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.errors import UserError
from models.governance.register import EscalationStep
from models.governance.rules import Rules
from models.names import tidy
from models.text import counted, day_text

# Who usually hears of a level first; the portfolio's clocks say how many levels there are.
_LEVELS = ("", "alliance managers", "directors", "executive sponsors")


_LAST_DAYS = 2


@dataclass(frozen=True, slots=True)
class Escalation:
    """Where a concern stands today: on its level since a day, and how much of its time is left.

    `limit` are the days that the level may take and `due_on` its last day, None where no clock
    runs; `day` counts the days since, 0 on the first. `following` is the next level, 0 after the
    last one.
    """

    concern_id: int
    level: int
    since: date
    day: int
    limit: int | None
    due_on: date | None
    following: int
    to_whom: str = ""
    by_whom: str = ""
    reason: str = ""

    @property
    def overdue(self) -> int:
        """Days past the clock; 0 while it runs, and on its last day."""
        return max(0, self.day - self.limit) if self.limit is not None else 0

    @property
    def tone(self) -> str:
        """A status: short past the clock, at_risk on its last two days, else no_data."""
        if self.limit is None:
            return "no_data"
        left = self.limit - self.day
        return "short" if left < 0 else "at_risk" if left < _LAST_DAYS else "no_data"

    @property
    def clock_words(self) -> str:
        """How far the clock is: "3 of 14 days", "2 days past its 14"."""
        if self.limit is None:
            return f"{counted(self.day, 'day')} so far"
        if self.overdue:
            return f"{counted(self.overdue, 'day')} past its {self.limit}"
        return f"{self.day} of {counted(self.limit, 'day')}"

    @property
    def sentence(self) -> str:
        """What is to be done, and by when."""
        if self.due_on is None:
            return f"On level {self.level} since {day_text(self.since)}; no clock runs."
        verb = (
            f"resolve it or raise it to level {self.following}" if self.following else "resolve it"
        )
        if self.overdue:
            late = counted(self.overdue, "day")
            return f"Level {self.level} had until {day_text(self.due_on)}, {late} ago: {verb}."
        return f"Level {self.level} has until {day_text(self.due_on)}: {verb} by then."


def clock(steps: Iterable[EscalationStep], rules: Rules, today: date) -> Escalation | None:
    """The level on which a concern stands today; None where it is on none.

    The steps may come in any order, and those of days still to come say nothing yet. A step that
    stays on the level, to somebody else, does not start its clock anew; leaving the level does. A
    level beyond those with a clock has the last one's.
    """
    known = _in_order(one for one in steps if one.on_date <= today)
    if not known or not known[-1].level:
        return None
    last = known[-1]
    since = last.on_date
    for one in reversed(known):
        if one.level != last.level:
            break
        since = one.on_date
    clocks = rules.clocks
    limit = clocks[min(last.level, len(clocks)) - 1] if clocks else None
    return Escalation(
        last.concern_id,
        last.level,
        since,
        (today - since).days,
        limit,
        None if limit is None else since + timedelta(days=limit),
        last.level + 1 if last.level < len(clocks) else 0,
        last.to_whom,
        last.by_whom,
        last.reason,
    )


def next_step(
    steps: Sequence[EscalationStep], rules: Rules, step: EscalationStep, today: date
) -> EscalationStep:
    """The step as it may be taken. Raises UserError where its level, day or reason can't be."""
    known = _in_order(steps)
    at = known[-1].level if known else 0
    if step.on_date > today:
        raise UserError(
            f"{day_text(step.on_date)} is still to come.", "Give the day on which it was raised."
        )
    if known and step.on_date < known[-1].on_date:
        raise UserError(
            f"The step before is of {day_text(known[-1].on_date)}.", "Give that day or a later one."
        )
    if step.level > len(rules.clocks):
        raise UserError(
            f"There is no level {step.level}: the last one is {len(rules.clocks)}.",
            "Resolve it there.",
        )
    if step.level < 0 or (step.level and step.level < at):
        raise UserError(
            f"It stands on level {at} already.", "Raise it higher, or take it back altogether."
        )
    if not step.level and not at:
        raise UserError("It is on no level that it could be taken back from.", "Raise it first.")
    if step.level and not tidy(step.to_whom):
        raise UserError("Who is to hear of it is missing.", "Name the person it goes to.")
    if not tidy(step.reason):
        raise UserError("The reason is missing.", "Say in a sentence why.")
    return step


def level_words(level: int) -> str:
    """A level as a list names it: "Level 2, directors"."""
    who = _LEVELS[level] if 0 < level < len(_LEVELS) else ""
    return f"Level {level}, {who}" if who else f"Level {level}"


def steps_before(steps: Iterable[EscalationStep]) -> str:
    """The way up to the last step, in a sentence; blank where it was the first."""
    told = []
    for one in _in_order(steps)[:-1]:
        where = f"level {one.level}" if one.level else "daily work"
        whom = f" with {one.to_whom}" if one.to_whom else ""
        told.append(f"{where}{whom} on {day_text(one.on_date)}")
    return f"Before: {'; '.join(told)}." if told else ""


def _in_order(steps: Iterable[EscalationStep]) -> list[EscalationStep]:
    """By day; those of one day in the order in which they were made."""
    return sorted(steps, key=lambda one: (one.on_date, one.id))
