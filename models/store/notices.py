"""The notice clock of a portfolio's meetings: each one's calendar, and who has to be told now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.errors import UserError
from models.governance import infractions
from models.governance.infractions import Finding
from models.governance.meetings import Infraction, Meeting
from models.governance.notice import Notice, notice_of
from models.program import loading
from models.program.terms import Calendar
from models.store import records
from models.store.governance_rules import rules
from models.store.portfolio import Portfolio
from models.store.programs import in_use, readings

_SLACK = 4  # days by which so many working days may be more than twice as many of the calendar


@dataclass(frozen=True, slots=True)
class Line:
    """A meeting with whose partner it is, how its notice stands and what was found of it."""

    meeting: Meeting
    partner: str
    notice: Notice
    people: int = 0
    finding: Finding | None = None

    @property
    def id(self) -> int:
        return self.meeting.id


class Clock:
    """Judges notices on a day; it reads the program and the portfolio's rules once.

    A meeting goes by the program that is in force on its own day.
    """

    def __init__(self, portfolio: Portfolio, today: date) -> None:
        self._versions = in_use(portfolio)
        self._readings = readings(portfolio)
        self._calendars: dict[date, Calendar] = {}
        self.rules, self.today = rules(portfolio), today

    def calendar(self, day: date) -> Calendar:
        """The program's calendar on a day; one that asks for nothing before there was a program."""
        if day not in self._calendars:
            try:
                version = loading.in_force(self._versions, day)
                chosen = loading.known_readings(version.text, self._readings)
                self._calendars[day] = version.terms_on(day, chosen).calendar
            except UserError:
                self._calendars[day] = Calendar()
        return self._calendars[day]

    def notice(self, meeting: Meeting) -> Notice:
        """How the notice of a meeting stands."""
        return notice_of(meeting, self.calendar(meeting.on_date), self.rules, self.today)

    @property
    def most_days(self) -> int:
        """Days of the calendar before a meeting beyond which any notice is in time."""
        days = [0]
        for version in self._versions:
            for since in loading.boundaries(version.text):
                chosen = loading.known_readings(version.text, self._readings)
                days.append(version.terms_on(since, chosen).calendar.notice_days)
        return 2 * max(days) + _SLACK


def lines(portfolio: Portfolio, found: Sequence[Meeting], today: date) -> tuple[Line, ...]:
    """These meetings with all that is told of each, in their order."""
    clock = Clock(portfolio, today)
    names = dict(portfolio.conn.rows("SELECT id, name FROM partners"))
    people = dict(
        portfolio.conn.rows("SELECT meeting_id, count(*) FROM attendees GROUP BY meeting_id")
    )
    # On an earlier day what was decided since is no decision yet, and none to be looked at again.
    told = (one for one in records.find(portfolio, Infraction) if one.decided_on <= today)
    decided = decisions(told)
    made = []
    for meeting in found:
        notice = clock.notice(meeting)
        what = infractions.finding(meeting, notice, decided.get(meeting.id, ()))
        name = str(names.get(meeting.partner_id, ""))
        made.append(Line(meeting, name, notice, people.get(meeting.id, 0), what))
    return tuple(made)


def to_tell(portfolio: Portfolio, today: date) -> tuple[Line, ...]:
    """Meetings still to come of which the host has to be told now, the earliest first.

    Those whose reminder has come and those whose last day is over; nothing is written by reading.
    """
    rows = portfolio.conn.rows(
        f"SELECT {records.columns(Meeting)} FROM meetings WHERE state = 'planned'"  # noqa: S608  fixed words
        " AND with_whom = 'managers' AND on_date > ? AND (notice_on IS NULL OR notice_on > ?)"
        " ORDER BY on_date, at_time, id",
        (today.isoformat(), today.isoformat()),
    )
    found = lines(portfolio, list(records.from_rows(Meeting, rows)), today)
    return tuple(
        line for line in found if line.notice.reminding(today) or line.notice.state == "missing"
    )


def findings(portfolio: Portfolio, today: date, partner_id: int = 0) -> tuple[Line, ...]:
    """Every meeting with an infraction proposed or decided, the newest first; of one partner or
    of all.
    """
    day, most = today.isoformat(), Clock(portfolio, today).most_days
    rows = portfolio.conn.rows(
        f"SELECT {records.columns(Meeting)} FROM meetings WHERE (? = 0 OR partner_id = ?)"  # noqa: S608  fixed words
        " AND (id IN (SELECT meeting_id FROM infractions) OR (state <> 'cancelled'"
        " AND with_whom = 'managers' AND (notice_on IS NULL OR notice_on > ?"
        " OR julianday(on_date) - julianday(notice_on) < ?)))"
        " ORDER BY on_date DESC, at_time DESC, id DESC",
        (partner_id, partner_id, day, most),
    )
    found = lines(portfolio, list(records.from_rows(Meeting, rows)), today)
    return tuple(line for line in found if line.finding is not None)


def decisions(told: Iterable[Infraction]) -> Mapping[int, Sequence[Infraction]]:
    """What was decided, by meeting."""
    found: dict[int, list[Infraction]] = {}
    for one in told:
        found.setdefault(one.meeting_id, []).append(one)
    return found
