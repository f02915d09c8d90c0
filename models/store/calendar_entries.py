"""What a portfolio gives to a calendar: of one meeting, of a partner, or of all partners."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from models.action import Action
from models.benefit_event import BenefitEvent
from models.governance.calendar_entries import Entry, deadline, in_order, of_meeting
from models.governance.joint_plan import Objective
from models.governance.meetings import Attendee, Meeting
from models.governance.milestone import Milestone
from models.governance.outcomes import Resolution
from models.governance.register import Concern, RecoveryPlan
from models.partner import Agreement, Partner
from models.partner_words import AGREEMENTS
from models.store import records, review_entries
from models.store.deleted_meetings import deleted_meetings
from models.store.meetings import order
from models.store.notices import Clock
from models.store.portfolio import Portfolio

# Records with a day by which they are due: the day's field, the word for one, its open states.
_DUE: Sequence[
    tuple[type[Action | Resolution | Concern | RecoveryPlan | Objective], str, str, tuple[str, ...]]
] = (
    (Action, "due_on", "Action", ("open",)),
    (Resolution, "due_on", "Decision wanted", ("wanted",)),
    (Concern, "due_on", "Look at", ("open",)),
    (RecoveryPlan, "target_on", "Recovery plan", ("open",)),
    (Objective, "due_on", "Objective", ("in_progress", "pending_review", "internally_approved",
                                        "jointly_approved")),
)  # fmt: skip


def of_meetings(portfolio: Portfolio, ids: Sequence[int], today: date) -> tuple[Entry, ...]:
    """Some meetings with the last days for their notice. Raises UserError where one is gone."""
    found = [records.get(portfolio, Meeting, meeting_id) for meeting_id in ids]
    return in_order(_meetings(portfolio, found, today, _names(portfolio)))


def of_partner(portfolio: Portfolio, partner_id: int, today: date) -> tuple[Entry, ...]:
    """A partner's meetings of this year and later, and everything that is due of it."""
    partner = records.get(portfolio, Partner, partner_id)
    return _all(portfolio, today, {partner.id: partner.name})


def of_all(portfolio: Portfolio, today: date) -> tuple[Entry, ...]:
    """The same of every partner."""
    return _all(portfolio, today, _names(portfolio))


def _all(portfolio: Portfolio, today: date, names: dict[int, str]) -> tuple[Entry, ...]:
    first = today.replace(month=1, day=1)
    rows = portfolio.conn.rows(
        f"SELECT {records.columns(Meeting)} FROM meetings WHERE on_date >= ?",  # noqa: S608  fixed words
        (first.isoformat(),),
    )
    found = [one for one in records.from_rows(Meeting, rows) if one.partner_id in names]
    return in_order(
        (
            *_meetings(portfolio, sorted(found, key=order), today, names),
            *_deleted(portfolio, today, names),
            *_deadlines(portfolio, today, names),
            *_agreements(portfolio, today, names),
            *_promises(portfolio, today, names),
            *review_entries.entries(portfolio, today, names),
        )
    )


def _meetings(
    portfolio: Portfolio, found: Iterable[Meeting], today: date, names: dict[int, str]
) -> Iterator[Entry]:
    clock = Clock(portfolio, today)
    people: dict[int, list[Attendee]] = {}
    for one in records.find(portfolio, Attendee):
        people.setdefault(one.meeting_id, []).append(one)
    for meeting in found:
        there = sorted(people.get(meeting.id, ()), key=lambda one: (one.side != "partner", one.id))
        yield from of_meeting(
            meeting, names.get(meeting.partner_id, ""), clock.notice(meeting), there
        )


def _deleted(portfolio: Portfolio, today: date, names: dict[int, str]) -> Iterator[Entry]:
    """Meetings to come that were deleted: a calendar that was given them takes them out."""
    clock = Clock(portfolio, today)
    for meeting in deleted_meetings(portfolio, today):
        if meeting.partner_id in names:
            name = names[meeting.partner_id]
            for entry in of_meeting(meeting, name, clock.notice(meeting)):
                yield replace(entry, cancelled=True)


def _deadlines(portfolio: Portfolio, today: date, names: dict[int, str]) -> Iterator[Entry]:
    """What is due, and what is done before its day, so that it goes out of the calendar again."""
    for kind, field, word, still_open in _DUE:
        for one in records.find(portfolio, kind):
            on = getattr(one, field)
            closed = one.state not in still_open
            if on is None or one.partner_id not in names or (closed and on < today):
                continue
            partner = names[one.partner_id]
            title = f"{partner}: {word}, {one.title}"
            owner = getattr(one, "owner", "")
            yield deadline(
                f"{kind.TABLE}-{one.id}", title, on, today, f"Owner: {owner}" if owner else "",
                closed=closed,
            )  # fmt: skip
    for part in records.find(portfolio, Milestone):
        done = part.done_on is not None
        if part.due_on and part.partner_id in names and not (done and part.due_on < today):
            title = f"{names[part.partner_id]}: Milestone, {part.title}"
            yield deadline(f"milestones-{part.id}", title, part.due_on, today, closed=done)


def _agreements(portfolio: Portfolio, today: date, names: dict[int, str]) -> Iterator[Entry]:
    for paper in records.find(portfolio, Agreement):
        if paper.expires_on and paper.expires_on >= today and paper.partner_id in names:
            title = f"{names[paper.partner_id]}: {AGREEMENTS[paper.kind]} ends"
            yield deadline(f"agreements-{paper.id}", title, paper.expires_on, today)


def _promises(portfolio: Portfolio, today: date, names: dict[int, str]) -> Iterator[Entry]:
    for one in records.find(portfolio, BenefitEvent, event="promised"):
        if one.due_on and one.due_on >= today and one.partner_id in names:
            title = f"{names[one.partner_id]}: a promised benefit is to be delivered"
            yield deadline(f"benefit_events-{one.id}", title, one.due_on, today, one.note)


def _names(portfolio: Portfolio) -> dict[int, str]:
    return dict(portfolio.conn.rows("SELECT id, name FROM partners"))
