"""Meetings with partners: added, changed, held, cancelled, and their infractions decided."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from models.errors import UserError
from models.governance import infractions
from models.governance.infractions import DECISIONS
from models.governance.meeting_words import KINDS, MOST_MINUTES, STATES, WHOM, read_time, title_of
from models.governance.meetings import Attendee, Infraction, Meeting
from models.governance.notice import Counts, Notice, counts
from models.ids import new_id
from models.names import tidy
from models.partner import Contact, Partner
from models.store import notices, records
from models.store.notices import Clock, Line
from models.store.portfolio import Portfolio
from models.text import counted, day_text

_ANEW = frozenset({"state", "on_date", "notice_on", "briefed_on"})
_YEARS = range(1990, 2200)  # a day that somebody mistyped has to be told, not reckoned with


@dataclass(frozen=True, slots=True)
class MeetingView:
    """All that a meeting's page shows of the meeting itself.

    `contacts` are the partner's people who are in place on its day, `same_day` what else this
    portfolio has on that day.
    """

    line: Line
    people: tuple[Attendee, ...]
    contacts: tuple[Contact, ...]
    same_day: tuple[str, ...] = ()

    @property
    def meeting(self) -> Meeting:
        return self.line.meeting

    @property
    def notice(self) -> Notice:
        return self.line.notice


@dataclass(frozen=True, slots=True)
class Record:
    """A partner's meetings, how the notices of a year came out, and what was held against it.

    `history` are all decisions, the newest first; `confirmed` counts those in force of any year.
    """

    lines: tuple[Line, ...]
    year: Counts
    history: tuple[Infraction, ...]
    confirmed: int


# ---- reading ---------------------------------------------------------------------------------


def of_partner(portfolio: Portfolio, partner_id: int) -> tuple[Meeting, ...]:
    """A partner's meetings, the earliest first."""
    return tuple(sorted(records.find(portfolio, Meeting, partner_id=partner_id), key=order))


def between(portfolio: Portfolio, first: date, last: date) -> tuple[Meeting, ...]:
    """All partners' meetings from one day to another, both included, the earliest first."""
    rows = portfolio.conn.rows(
        f"SELECT {records.columns(Meeting)} FROM meetings WHERE on_date BETWEEN ? AND ?",  # noqa: S608  fixed words
        (first.isoformat(), last.isoformat()),
    )
    return tuple(sorted(records.from_rows(Meeting, rows), key=order))


def all_lines(portfolio: Portfolio, today: date) -> tuple[Line, ...]:
    """Every partner's meetings with all that is told of each, the earliest first."""
    return notices.lines(portfolio, sorted(records.find(portfolio, Meeting), key=order), today)


def record_of(portfolio: Portfolio, partner_id: int, today: date) -> Record:
    """A partner's meetings, and how it kept notice in the year of `today`."""
    lines = notices.lines(portfolio, of_partner(portfolio, partner_id), today)
    of_year = [line.notice for line in lines if line.meeting.on_date.year == today.year]
    told = records.find(portfolio, Infraction, partner_id=partner_id)
    return Record(
        lines, counts(of_year), infractions.newest_first(told), infractions.confirmed(told)
    )


def view(portfolio: Portfolio, meeting_id: int, today: date) -> MeetingView:
    """A meeting's page on a day. Raises UserError where the meeting is gone."""
    meeting = records.get(portfolio, Meeting, meeting_id)
    (line,) = notices.lines(portfolio, [meeting], today)
    people = records.find(portfolio, Contact, partner_id=meeting.partner_id)
    there = [person for person in people if person.in_place_on(meeting.on_date)]
    there.sort(key=lambda one: (one.side != "partner", one.name.casefold()))
    others = notices.lines(portfolio, between(portfolio, meeting.on_date, meeting.on_date), today)
    beside = tuple(
        f"{title_of(other.meeting)} ({other.partner})"
        for other in others
        if other.id != meeting_id and other.meeting.state != "cancelled"
    )
    return MeetingView(line, attendees(portfolio, meeting_id), tuple(there), beside)


def preview(portfolio: Portfolio, meeting: Meeting, today: date) -> Notice:
    """How the notice of a meeting would stand that is being entered."""
    return Clock(portfolio, today).notice(meeting)


def attendees(portfolio: Portfolio, meeting_id: int) -> tuple[Attendee, ...]:
    """Who comes to a meeting: the partner's people first, in the order in which they were added."""
    found = records.find(portfolio, Attendee, meeting_id=meeting_id)
    return tuple(sorted(found, key=lambda one: (one.side != "partner", one.id)))


def confirmed_infractions(portfolio: Portfolio, partner_id: int) -> int:
    """How many infractions of a partner are confirmed; whoever removes it is shown them (C097)."""
    return infractions.confirmed(records.find(portfolio, Infraction, partner_id=partner_id))


def proposed_infractions(portfolio: Portfolio, today: date) -> tuple[Line, ...]:
    """Meetings whose notice was late or missing and nobody has decided, and those whose decision
    does not fit any more; the newest first. Nothing is written by reading.
    """
    return tuple(
        line
        for line in notices.findings(portfolio, today)
        if line.finding is not None and (line.finding.state == "proposed" or line.finding.wrong)
    )


# ---- writing ---------------------------------------------------------------------------------


def add(
    portfolio: Portfolio,
    partner_id: int,
    on_date: date,
    today: date,
    people: Iterable[Attendee] = (),
    **values: Any,
) -> int:
    """Add a meeting, with people who come, and give its id. Raises UserError for what can't be."""
    records.get(portfolio, Partner, partner_id)
    kind = values.pop("kind", "meeting")
    made = _tidied(Meeting(new_id(), partner_id, kind, on_date, made_on=today, **values))
    _require(made, today, _ANEW)
    with portfolio.change("Add a meeting"):
        records.add(portfolio, made)
        for person in people:
            add_attendee(portfolio, made.id, person.name, person.role, person.side,
                         person.contact_id)  # fmt: skip
    return made.id


def set_meeting(portfolio: Portfolio, meeting_id: int, today: date, **values: Any) -> Meeting:
    """Set fields of a meeting. Raises UserError for what no meeting can be."""
    before = records.get(portfolio, Meeting, meeting_id)
    after = _tidied(replace(before, **values))
    _require(
        after, today, {name for name in values if getattr(after, name) != getattr(before, name)}
    )
    return records.update(
        portfolio, Meeting, meeting_id, **{name: getattr(after, name) for name in values}
    )


def hold(portfolio: Portfolio, meeting_id: int, today: date) -> Meeting:
    """Record that a meeting took place."""
    return set_meeting(portfolio, meeting_id, today, state="held")


def give_notice(
    portfolio: Portfolio, ids: Sequence[int], on: date | None, today: date, how: str = ""
) -> None:
    """Record the day on which the host was told of some meetings; a day of None takes it back."""
    with portfolio.change(f"Record notice of {counted(len(ids), 'meeting')}"):
        for meeting_id in ids:
            values = {"notice_how": how} if how or on is None else {}
            set_meeting(portfolio, meeting_id, today, notice_on=on, **values)


def delete(portfolio: Portfolio, ids: Sequence[int]) -> None:
    """Delete meetings and who came; actions and decisions of theirs stay, with no meeting."""
    with portfolio.change(f"Delete {counted(len(ids), 'meeting')}"):
        for table in ("actions", "resolutions"):
            portfolio.conn.executemany(
                f"UPDATE {table} SET meeting_id = 0 WHERE meeting_id = ?",  # noqa: S608  fixed words
                [(meeting_id,) for meeting_id in ids],
            )
        records.delete(portfolio, Meeting, ids)


def add_attendee(
    portfolio: Portfolio,
    meeting_id: int,
    name: str,
    role: str = "",
    side: str = "partner",
    contact_id: int = 0,
) -> int:
    """Somebody comes to a meeting; a contact who is there already is not added twice."""
    meeting = records.get(portfolio, Meeting, meeting_id)
    for known in attendees(portfolio, meeting_id):
        if contact_id and known.contact_id == contact_id:
            return known.id
    person = Attendee(
        new_id(), meeting.partner_id, meeting_id, tidy(name), tidy(role), side, contact_id
    )
    return records.add(portfolio, person)


def decide_infraction(
    portfolio: Portfolio,
    meeting_id: int,
    state: str,
    today: date,
    *,
    by: str = "",
    reason: str = "",
) -> int:
    """Confirm or dismiss what was found of a meeting's notice, and give the decision's id (C097).

    A dismissal needs its reason. It removes nobody. Raises UserError where nothing was found.
    """
    (line,) = notices.lines(portfolio, [records.get(portfolio, Meeting, meeting_id)], today)
    if state not in DECISIONS:
        raise ValueError(f"{state!r} decides nothing")
    if not line.notice.cause:
        raise UserError(
            f"There is nothing to decide: {line.notice.sentence}", "Look at the meeting again."
        )
    if state == "dismissed" and not reason.strip():
        raise UserError("A dismissal needs its reason.", "Say why it does not count.")
    found = Infraction(
        0,
        line.meeting.partner_id,
        meeting_id,
        state,
        line.notice.cause,
        line.meeting.on_date,
        today,
    )
    return _decide(portfolio, found, state, today, by, reason)


def reopen_infraction(
    portfolio: Portfolio, meeting_id: int, today: date, *, by: str = "", reason: str = ""
) -> int:
    """Take back the decision on a meeting; what was decided stays in the history."""
    held = infractions.in_force(records.find(portfolio, Infraction, meeting_id=meeting_id))
    if not held:
        raise UserError("Nothing is decided of that meeting.", "Look at it again.")
    last = held[0]
    return _decide(portfolio, last, "reopened", today, by, reason)


def order(meeting: Meeting) -> tuple[date, str, int]:
    """By day, those without a time first, then by time."""
    return meeting.on_date, meeting.at_time, meeting.id


# ---- inside ----------------------------------------------------------------------------------


def _decide(
    portfolio: Portfolio, of: Infraction, state: str, today: date, by: str, reason: str
) -> int:
    made = replace(
        of,
        id=new_id(),
        state=state,
        decided_on=today,
        decided_by=tidy(by),
        reason=" ".join(reason.split()),
    )
    return records.add(portfolio, made)


def _tidied(meeting: Meeting) -> Meeting:
    """As it is kept: single blanks, a time of day as "09:30"."""
    return replace(
        meeting,
        title=tidy(meeting.title),
        place=tidy(meeting.place),
        notice_how=tidy(meeting.notice_how),
        at_time=read_time(meeting.at_time),
    )


def _require(meeting: Meeting, today: date, changed: Container[str]) -> None:
    """Raises UserError for what no meeting can be; of days, only for those that were `changed`."""
    day = meeting.on_date
    if day.year not in _YEARS:
        raise UserError(f"{day_text(day)} is too far off for a meeting.", "Check the year.")
    for words, known in ((meeting.kind, KINDS), (meeting.state, STATES), (meeting.with_whom, WHOM)):
        if words not in known:
            raise UserError(f"{words} is not known of a meeting.", "Choose one of the list.")
    if not 0 <= meeting.minutes <= MOST_MINUTES:
        raise UserError(
            f"{meeting.minutes} minutes can't be how long a meeting takes.",
            f"Take 0 to {MOST_MINUTES:,} minutes.",
        )
    if meeting.state == "held" and day > today and ("state" in changed or "on_date" in changed):
        raise UserError(
            f"A meeting on {day_text(day)} can’t have been held yet.",
            "Record it on that day or later, or plan it again first.",
        )
    for name, what in (("notice_on", "Notice"), ("briefed_on", "The briefing")):
        done = getattr(meeting, name)
        if done is not None and done > today and name in changed:
            raise UserError(
                f"{what} on {day_text(done)} is still to come.", "Record it once it was given."
            )
