"""Whether the host was told of a meeting in time (C095-C098, A22), and the last lawful day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from models.governance.meetings import Meeting
from models.governance.rules import Rules
from models.program.terms import Calendar
from models.text import counted, day_text

# What came of a notice that is needed; "due" can still be given in time, "missing" can't.
STATES = ("due", "in_time", "late", "missing", "not_needed")
_WHY_NONE = {
    "alliance_manager": "No notice is needed: the host’s alliance manager alone is met.",
    "others": "No notice is needed: none of the host’s managers is met.",
}
_ADVISED = "Telling the host is advised before its executives are met; no number of days is asked."


@dataclass(frozen=True, slots=True)
class Notice:
    """What a meeting asks for, and how it stands on a day.

    `need` is needed, advised (it is better told of) or none.
    `by` is the last lawful day and `reminders` the days that remind of it, the earliest first;
    both only where notice is needed. `given` is the day on which it was given, as far as that has
    come. `cause` says what was wrong once it is settled that it came late or not at all; it is
    blank before, so that nothing is held against anybody who can still be met half-way by moving
    or cancelling.
    """

    need: str
    state: str
    sentence: str
    by: date | None = None
    given: date | None = None
    reminders: tuple[date, ...] = ()
    cause: str = ""

    def reminding(self, today: date) -> bool:
        """Whether a reminder has come and notice can still be given in time."""
        return self.state == "due" and any(day <= today for day in self.reminders)


@dataclass(frozen=True, slots=True)
class Counts:
    """How the meetings of a year that needed notice came out."""

    in_time: int = 0
    late: int = 0
    missing: int = 0
    due: int = 0

    @property
    def settled(self) -> int:
        """Those of which it is known."""
        return self.in_time + self.late + self.missing


def notice_of(meeting: Meeting, calendar: Calendar, rules: Rules, today: date) -> Notice:
    """How the notice of a meeting stands on a day, under the calendar of its program.

    A meeting that is moved is judged by its new day; notice once given stands.
    """
    given = meeting.notice_on if meeting.notice_on and meeting.notice_on <= today else None
    if meeting.state == "cancelled":
        return Notice(
            "none", "not_needed", "No notice is needed: the meeting is cancelled.", None, given
        )
    if meeting.with_whom == "executives":
        return Notice("advised", "not_needed", _advice(given), None, given)
    if meeting.with_whom != "managers":
        return Notice("none", "not_needed", _WHY_NONE[meeting.with_whom], None, given)
    if not calendar.notice_days:
        return Notice("none", "not_needed", "The program asks for no notice.", None, given)
    calendar = counting(calendar, rules)
    by = calendar.notice_by(meeting.on_date)
    over = meeting.on_date <= today  # one held since was still to come on an earlier day
    state, sentence = _standing(meeting.on_date, by, given, today, over=over)
    cause = sentence if state == "late" or (state == "missing" and over) else ""
    return Notice(
        "needed", state, sentence, by, given, _reminders(meeting, calendar, rules, by), cause
    )


def counting(calendar: Calendar, rules: Rules) -> Calendar:
    """The program's calendar with the kind of days that the portfolio counts notice in (A22)."""
    if rules.working_days is None:
        return calendar
    return replace(calendar, working_days=rules.working_days)


def counts(notices: Iterable[Notice]) -> Counts:
    """How many came in time, late, not at all, or are still open.

    One that is past its last day is open until the meeting's own, which can still be moved.
    """
    states = [
        "due" if notice.state == "missing" and not notice.cause else notice.state
        for notice in notices
        if notice.need == "needed"
    ]
    return Counts(*(states.count(state) for state in ("in_time", "late", "missing", "due")))


def _standing(
    meeting: date, by: date, given: date | None, today: date, *, over: bool
) -> tuple[str, str]:
    last = day_text(by)
    if given is None and over:
        return "missing", f"No notice was given; its last day was {last}."
    if given is None and today > by:
        return "missing", f"No notice was given by {last}; what is given now is late."
    if given is None and today == by:
        return "due", f"Notice has to be given today: {last} is the last day in time."
    if given is None:
        left = counted((by - today).days, "day")
        return "due", f"Notice is to be given by {last}; {left} left."
    if given > meeting:
        return (
            "missing",
            f"Notice came on {day_text(given)}, after the meeting; its last day was {last}.",
        )
    if given > by:
        late = counted((given - by).days, "day")
        return "late", f"Notice came on {day_text(given)}, {late} after its last day, {last}."
    if given == by:
        return "in_time", f"Notice was given in time on {last}, the last day."
    return "in_time", f"Notice was given in time on {day_text(given)}; the last day is {last}."


def _reminders(meeting: Meeting, calendar: Calendar, rules: Rules, by: date) -> tuple[date, ...]:
    """The days that remind of it, counted as the notice is; none after the last lawful day."""
    days = {
        replace(calendar, notice_days=days).notice_by(meeting.on_date) for days in rules.reminders
    }
    return tuple(sorted(day for day in days if day <= by))


def _advice(given: date | None) -> str:
    return f"The host was told on {day_text(given)}, as is advised." if given else _ADVISED
