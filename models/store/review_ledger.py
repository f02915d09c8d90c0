"""A business review that was held, in the ledger of benefits: what it lacks, and logging it."""

from datetime import date, timedelta

from models.benefit_event import BenefitEvent
from models.benefit_tiers import NOT_INCLUDED
from models.errors import UserError
from models.governance.meeting_words import title_of
from models.governance.meetings import Meeting
from models.store import benefits, records
from models.store.portfolio import Portfolio
from models.text import day_text

_NEAR = timedelta(days=7)  # it may be logged a few days after it was held


def unlogged(portfolio: Portfolio, meeting: Meeting, today: date) -> str:
    """The benefit that a held review gave and that the ledger lacks, by its label; else blank."""
    found = _lacking(portfolio, meeting, today)
    return found[1] if found else ""


def log_review(portfolio: Portfolio, meeting_id: int, today: date) -> None:
    """Log a review as delivered on its day. Raises UserError where the ledger has it, or can't."""
    meeting = records.get(portfolio, Meeting, meeting_id)
    found = _lacking(portfolio, meeting, today)
    if found is None:
        raise UserError(
            f"The review of {day_text(meeting.on_date)} is not to be logged.",
            "Look at the benefits of the partner: it is there, or its tier has none.",
        )
    benefits.log(
        portfolio, [meeting.partner_id], found[0], meeting.on_date.year, "delivered",
        meeting.on_date, today=today, note=title_of(meeting),
    )  # fmt: skip


def _lacking(portfolio: Portfolio, meeting: Meeting, today: date) -> tuple[str, str] | None:
    if meeting.state != "held" or meeting.on_date > today:
        return None
    try:
        told = benefits.ledger(portfolio, meeting.partner_id, meeting.on_date.year, today)
    except UserError:
        return None
    line = next((one for one in told.lines if one.benefit.meeting == meeting.kind), None)
    if line is None or line.entitlement == NOT_INCLUDED:
        return None
    if any(_tells(one, line.benefit.id, meeting.on_date) for one in told.history):
        return None
    return line.benefit.id, line.benefit.label


def _tells(event: BenefitEvent, benefit: str, on: date) -> bool:
    return (
        event.benefit == benefit and event.event == "delivered" and abs(event.on_date - on) <= _NEAR
    )
