"""Reads what a pack tells of meetings: those ahead, and how the year's notices came out."""

from dataclasses import replace
from datetime import date

from models.governance.infractions import confirmed
from models.governance.meeting_words import title_of
from models.governance.meetings import Meeting
from models.governance.notice import counting
from models.governance.told import NoticeRecord, Planned
from models.program.terms import Calendar, Terms
from models.store import meetings
from models.store.governance_rules import rules
from models.store.portfolio import Portfolio


def calendar(portfolio: Portfolio, terms: Terms) -> Calendar:
    """The program's intervals as the portfolio goes by them: kind of days, months by tier."""
    going_by, asked = rules(portfolio), terms.calendar
    months = {**asked.review_months, **going_by.review_months}
    return replace(counting(asked, going_by), review_months=months)


def planned(portfolio: Portfolio, partner_id: int, as_of: date) -> tuple[Planned, ...]:
    """The meetings that were planned from a day on, the earliest first; also one held since."""
    return tuple(
        Planned(
            line.meeting.on_date, line.meeting.kind, title_of(line.meeting), line.meeting.place,
            line.notice.by if line.notice.state == "due" else None,
        )
        for line in meetings.record_of(portfolio, partner_id, as_of).lines
        if line.meeting.on_date >= as_of and _was_planned(line.meeting, as_of)
    )  # fmt: skip


def _was_planned(meeting: Meeting, as_of: date) -> bool:
    if meeting.state != "held":
        return meeting.state == "planned"
    return meeting.on_date > as_of and (meeting.made_on is None or meeting.made_on <= as_of)


def notices(portfolio: Portfolio, partner_id: int, as_of: date) -> NoticeRecord | None:
    """How the notices of the year came out by a day; None where none was needed and settled."""
    found = meetings.record_of(portfolio, partner_id, as_of)
    year = found.year
    held = confirmed(
        one for one in found.history if one.decided_on <= as_of and one.on_date.year == as_of.year
    )
    if not year.settled and not held:
        return None
    return NoticeRecord(date(as_of.year, 1, 1), year.in_time, year.late, year.missing, held)
