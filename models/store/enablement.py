"""What a partner's enablement shows: roadmaps and their sessions, training given, roles held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.benefit_event import BenefitEvent
from models.benefits import Line
from models.errors import UserError
from models.governance import enablement, roadmap
from models.governance.advocacy import TrainingSession
from models.governance.continuity import Strip, strips
from models.governance.enablement import Grid, year_to
from models.governance.meetings import SHOWN, Meeting
from models.governance.voice import RoadmapItem
from models.partner import Contact, Offering, Training
from models.store import benefits, records
from models.store.portfolio import Portfolio
from models.text import counted, day_text

KIND = "roadmap"  # of a meeting


@dataclass(frozen=True, slots=True)
class RoadmapSession:
    """A meeting about the roadmaps; `logged` says that the ledger has it as delivered."""

    meeting: Meeting
    logged: bool

    @property
    def id(self) -> int:
        return self.meeting.id

    @property
    def whole(self) -> bool:
        """Whether it was held and both roadmaps were shown (C084)."""
        return self.meeting.state == "held" and self.meeting.shown == "both"


@dataclass(frozen=True, slots=True)
class EnablementView:
    """One partner's enablement on a day.

    `items` are in the order of their days, `meetings` about the roadmaps and `sessions` of
    training the newest first, `given` what the ledger of the year says of roadmap overviews: None
    where no program is in force or it has no such benefit. Notes are the host's only.
    """

    partner_id: int
    as_of: date
    items: tuple[RoadmapItem, ...]
    meetings: tuple[RoadmapSession, ...]
    given: Line | None
    sessions: tuple[TrainingSession, ...]
    grid: Grid
    strips: tuple[Strip, ...]
    offerings: tuple[Offering, ...]


def view(portfolio: Portfolio, partner_id: int, as_of: date) -> EnablementView:
    """What the tab shows of a partner."""
    sessions = records.find(portfolio, TrainingSession, partner_id=partner_id)
    trainings = records.find(portfolio, Training, partner_id=partner_id)
    contacts = records.find(portfolio, Contact, partner_id=partner_id)
    given = given_by_meeting(portfolio, partner_id, as_of, KIND)
    meetings = records.find(portfolio, Meeting, partner_id=partner_id, kind=KIND)
    meetings.sort(key=lambda one: (one.on_date, one.id), reverse=True)
    told = _logged_days(portfolio, partner_id, given)
    return EnablementView(
        partner_id,
        as_of,
        tuple(roadmap.order(records.find(portfolio, RoadmapItem, partner_id=partner_id))),
        tuple(RoadmapSession(one, one.on_date in told) for one in meetings),
        given,
        tuple(enablement.order(sessions)),
        enablement.grid(sessions, trainings, as_of),
        strips(contacts, year_to(as_of), as_of),
        tuple(records.find(portfolio, Offering, partner_id=partner_id)),
    )


def given_by_meeting(portfolio: Portfolio, partner_id: int, as_of: date, kind: str) -> Line | None:
    """What the ledger of the year says of the benefit that a kind of meeting gives."""
    try:
        found = benefits.ledger(portfolio, partner_id, as_of.year, as_of).lines
    except UserError:
        return None
    return next((line for line in found if line.benefit.meeting == kind), None)


def set_shown(portfolio: Portfolio, meeting_id: int, shown: str) -> Meeting:
    """Say whose roadmap a session saw."""
    if shown not in SHOWN:
        raise UserError(f"{shown} is no side.", "Choose one of the list.")
    return records.update(portfolio, Meeting, meeting_id, shown=shown)


def log_session(portfolio: Portfolio, meeting_id: int, today: date) -> int:
    """Log a session as delivered in the ledger of its year; the id of the entry.

    Raises UserError for one that was not held, that showed one roadmap only, or that is logged.
    """
    meeting = records.get(portfolio, Meeting, meeting_id)
    on = day_text(meeting.on_date)
    if meeting.state != "held":
        raise UserError(f"The session of {on} was not held.", "Mark the meeting as held first.")
    if meeting.shown != "both":
        raise UserError(
            f"The session of {on} did not show both roadmaps.",
            "Say that both were shown, or hold another one.",
        )
    line = given_by_meeting(portfolio, meeting.partner_id, min(meeting.on_date, today), KIND)
    if line is None:
        raise UserError(
            "The program has no roadmap overviews to log.", "Look at its benefits under Program."
        )
    if meeting.on_date in _logged_days(portfolio, meeting.partner_id, line):
        raise UserError(f"The session of {on} is logged already.", "See the benefits ledger.")
    with portfolio.change(f"Log the roadmap session of {on} as delivered"):
        (made,) = benefits.log(
            portfolio, [meeting.partner_id], line.benefit.id, meeting.on_date.year, "delivered",
            meeting.on_date, today=today, evidence=f"{meeting.title or 'Roadmap session'}, {on}",
        )  # fmt: skip
    return made


def set_items(portfolio: Portfolio, ids: Sequence[int], **values: Any) -> None:
    """Set fields of items, as one change.

    Raises UserError for one that would depend on itself, at any remove.
    """
    with portfolio.change(f"Edit {counted(len(ids), 'roadmap item')}"):
        for item_id in ids:
            if values.get("depends_on"):
                _check_circle(portfolio, item_id, values["depends_on"])
            records.update(portfolio, RoadmapItem, item_id, **values)


def delete_items(portfolio: Portfolio, ids: Sequence[int]) -> None:
    """Delete items, as one change; what depended on one depends on nothing."""
    with portfolio.change(f"Delete {counted(len(ids), 'roadmap item')}"):
        for item_id in ids:
            for one in records.find(portfolio, RoadmapItem, depends_on=item_id):
                records.update(portfolio, RoadmapItem, one.id, depends_on=0)
        records.delete(portfolio, RoadmapItem, ids)


def _check_circle(portfolio: Portfolio, item_id: int, needs: int) -> None:
    item = records.get(portfolio, RoadmapItem, item_id)
    by_id = {
        one.id: one
        for one in records.find(portfolio, RoadmapItem, partner_id=item.partner_id)
        if one.id != item_id
    }
    seen = {item_id}
    at = needs
    while at in by_id and at not in seen:
        seen.add(at)
        at = by_id[at].depends_on
    if at == item_id:
        raise UserError(
            f"“{item.title}” would wait for itself.", "Choose an item that does not depend on it."
        )


def _logged_days(portfolio: Portfolio, partner_id: int, line: Line | None) -> set[date]:
    if line is None:
        return set()
    found = records.find(
        portfolio, BenefitEvent, partner_id=partner_id, benefit=line.benefit.id, event="delivered"
    )
    return {one.on_date for one in found}
