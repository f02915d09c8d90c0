"""When a partner's next business review is due, and which months had their review of the pipeline.

Four readings are ours. A review counts on from the last one that was held; where none was, from the
day the tier was granted, else from the day the partner began to take part. What a tier gets by
invitation only is due once one was accepted (C083, C089). A review is due from the day on which a
week of preparation is left before its last lawful notice. And a month is asked for once it has
begun with the partner in the program: whoever signs in the middle of one owes none for it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from models.governance.meetings import Meeting
from models.governance.rules import Rules
from models.program.terms import Calendar
from models.program.windows import months_before
from models.text import counted, day_text, month_text

OVERDUE, DUE, PLANNED, AHEAD, INVITE_ONLY, UNKNOWN = (
    "overdue", "due", "planned", "ahead", "invite_only", "unknown",
)  # fmt: skip
# What is to be done comes first in a list.
STATES = (OVERDUE, DUE, UNKNOWN, PLANNED, AHEAD, INVITE_ONLY)
KEPT, MISSED, OPEN = "kept", "missed", "open"


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """When the next business review of a partner is due, and why.

    `last` is the last one held, None for none; `since` the day that is counted from. `planned` is
    the next one that is planned, `late` by how many days it comes after it is due. `unmarked` is a
    planned one whose day has passed and of which nobody has said whether it was held. `soon` is the
    day from which it is due.
    """

    months: int
    state: str
    last: date | None
    since: date | None
    due_on: date | None
    planned: date | None
    late: int
    unmarked: date | None
    soon: date | None
    sentence: str

    @property
    def wanted(self) -> bool:
        """Whether somebody has to plan one now."""
        return self.state in (OVERDUE, DUE, UNKNOWN)


class Month(NamedTuple):
    """A month, by its first day, and whether its review was kept."""

    first: date
    state: str

    @property
    def period(self) -> str:
        return period(self.first)


def review_months(calendar: Calendar, rules: Rules, tier: str) -> int:
    """Months between business reviews of a tier: the portfolio's own, else the program's (A20)."""
    return rules.review_months.get(tier, calendar.review_months.get(tier, 0))


def review_due(
    calendar: Calendar,
    rules: Rules,
    tier: str,
    held: Iterable[date],
    since: date | None,
    today: date,
    *,
    planned: Iterable[date] = (),
    by_invitation: bool = False,
) -> ReviewDue | None:
    """When the next business review is due; None for a tier that has no cadence.

    `since` is the day from which a partner without a review is counted. `by_invitation` says that
    the tier gets a review by invitation only and none was accepted.
    """
    months = review_months(calendar, rules, tier)
    if not months:
        return None
    last = max((day for day in held if day <= today), default=None)
    coming = sorted(planned)
    ahead = next((day for day in coming if day >= today), None)
    passed = [day for day in coming if day < today and (last is None or day > last)]
    unmarked = passed[-1] if passed else None
    start = last or since
    due_on = None if start is None or by_invitation else after(start, months)
    soon = None if due_on is None else _soon(calendar, rules, due_on)
    late = (ahead - due_on).days if ahead and due_on and ahead > due_on else 0
    state = _state(due_on, soon, ahead, today, by_invitation=by_invitation)
    said = _said(state, months, last, due_on, ahead, late, today)
    if unmarked:
        said = f"{said} That of {day_text(unmarked)} is not marked as held."
    return ReviewDue(months, state, last, start, due_on, ahead, late, unmarked, soon, said)


def after(day: date, months: int) -> date:
    """The same day so many months later, the month's last where it has no such day."""
    try:
        return months_before(day, -months)
    except ValueError:  # beyond the end of the calendar
        return date.max


def day_to_plan(calendar: Calendar, due_on: date | None, today: date) -> date:
    """The day for a review: that on which it is due, or the first weekday that can be told of."""
    first = weekday(today)
    while calendar.notice_by(first) < today:
        first = weekday(first + timedelta(days=1))
    if due_on is None or due_on < first:
        return first
    friday = due_on - timedelta(days=max(0, due_on.weekday() - 4))
    return friday if friday >= first else weekday(due_on)


def weekday(day: date) -> date:
    """That day, or the Monday after it."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def months(first: date, held: Collection[str], today: date, until: date | None = None
) -> tuple[Month, ...]:  # fmt: skip
    """The months from a day to today, each kept, missed, or, the running one, still open (C103).

    `held` are the periods that have had a review, "2026-11". A month that had begun before `first`
    is listed only where it was kept; so is that of `until`, on which the partner left.
    """
    found = []
    for month, named, end in _span(first.replace(day=1), min(today, until) if until else today):
        if named in held:
            state = KEPT
        elif month < first or (until is not None and until <= end):
            continue
        else:
            state = OPEN if today <= end else MISSED
        found.append(Month(month, state))
    return tuple(found)


def period(day: date) -> str:
    """The month of a day as a review names it: "2026-11"."""
    return f"{day.year:04}-{day.month:02}"


def period_of(meeting: Meeting) -> str:
    """The month that a review of the pipeline is of: the one it names, else that of its day."""
    return meeting.period or period(meeting.on_date)


def period_text(named: str) -> str:
    """A period in words, "November 2026"; what is none as it stands."""
    try:
        return month_text(date.fromisoformat(f"{named}-01"))
    except ValueError:
        return named


def _soon(calendar: Calendar, rules: Rules, due_on: date) -> date:
    try:
        return calendar.notice_by(due_on) - timedelta(days=rules.due_days)
    except OverflowError:
        return date.min


def _state(
    due_on: date | None,
    soon: date | None,
    ahead: date | None,
    today: date,
    *,
    by_invitation: bool,
) -> str:
    if ahead is not None:
        return PLANNED
    if by_invitation:
        return INVITE_ONLY
    if due_on is None or soon is None:
        return UNKNOWN
    if due_on < today:
        return OVERDUE
    return DUE if soon <= today else AHEAD


def _said(
    state: str,
    months: int,
    last: date | None,
    due_on: date | None,
    ahead: date | None,
    late: int,
    today: date,
) -> str:
    held = f"last held on {day_text(last)}" if last else "none held yet"
    if state == PLANNED and ahead is not None:
        told = f"Planned for {day_text(ahead)}"
        if due_on is None:
            return f"{told}, {held}."
        if late:
            return f"{told}, {counted(late, 'day')} after it is due on {day_text(due_on)}; {held}."
        return f"{told}; due on {day_text(due_on)}, {held}."
    if state == INVITE_ONLY:
        return f"By invitation: nothing is due until one is accepted; {held}."
    if due_on is None:
        return "No day is known to count from: none was held, and no tier granted."
    every = "every month" if months == 1 else f"every {months} months"
    if state == OVERDUE:
        return f"Late by {counted((today - due_on).days, 'day')}: {every}, {held}."
    left = (due_on - today).days
    due = "Due today" if not left else f"Due on {day_text(due_on)}, in {counted(left, 'day')}"
    return f"{due}: {every}, {held}."


@lru_cache(maxsize=256)  # most partners of a portfolio are asked for the same months
def _span(month: date, last: date) -> tuple[tuple[date, str, date], ...]:
    """Each month up to a day: its first day, its period, its last day."""
    found = []
    while month <= last:
        end = _end(month)
        found.append((month, period(month), end))
        if end == date.max:
            break
        month = end + timedelta(days=1)
    return tuple(found)


def _end(month: date) -> date:
    """A month's last day."""
    following = after(month, 1)
    return date.max if following == date.max else following - timedelta(days=1)
