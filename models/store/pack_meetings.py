"""Reads what a pack tells of meetings: those ahead, and how the year's notices came out."""

from datetime import date

from models.governance.meeting_words import title_of
from models.governance.told import NoticeRecord, Planned
from models.store import meetings
from models.store.portfolio import Portfolio


def planned(portfolio: Portfolio, partner_id: int, as_of: date) -> tuple[Planned, ...]:
    """The meetings that are planned from a day on, the earliest first."""
    return tuple(
        Planned(
            line.meeting.on_date, line.meeting.kind, title_of(line.meeting), line.meeting.place,
            line.notice.by if line.notice.state == "due" else None,
        )
        for line in meetings.record_of(portfolio, partner_id, as_of).lines
        if line.meeting.state == "planned" and line.meeting.on_date >= as_of
    )  # fmt: skip


def notices(portfolio: Portfolio, partner_id: int, as_of: date) -> NoticeRecord | None:
    """How the notices of the year came out by a day; None where none was needed and settled."""
    found = meetings.record_of(portfolio, partner_id, as_of)
    year = found.year
    if not year.settled and not found.confirmed:
        return None
    return NoticeRecord(
        date(as_of.year, 1, 1), year.in_time, year.late, year.missing, found.confirmed
    )
