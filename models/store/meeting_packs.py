"""What meetings and packs know of each other: a plan filled from a meeting, a briefing noted."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from models.governance.meeting_words import title_of
from models.governance.meetings import Attendee, Meeting
from models.pack_plan import PackPlan
from models.store import meetings, records
from models.store.pack_plans import save_plan, wanted
from models.store.portfolio import Portfolio

# The kinds of meeting that each kind of pack is made for; a kind that is not here takes any.
_FOR = {
    "full": ("business_review",),
    "short": ("business_review",),
    "mid_year": ("business_review",),
    "pipeline_review": ("pipeline_review",),
}


class Offer(NamedTuple):
    """A planned meeting that a pack can be made for, as its plan would have it."""

    title: str
    meeting_on: date
    place: str
    attendees: tuple[str, ...]

    def fits(self, plan: PackPlan) -> bool:
        """Whether a plan says so already."""
        return (plan.meeting_on, plan.place, plan.attendees) == self[1:]

    def taken(self, plan: PackPlan) -> PackPlan:
        """The plan with this meeting's day, place and people."""
        return replace(plan, meeting_on=self.meeting_on, place=self.place, attendees=self.attendees)


def offer(portfolio: Portfolio, partner_id: int, kind: str, today: date) -> Offer | None:
    """The next planned meeting that a pack of this kind is for; None where there is none."""
    kinds = _FOR.get(kind)
    for meeting in meetings.of_partner(portfolio, partner_id):
        if meeting.state == "planned" and meeting.on_date >= today:
            if kinds is None or meeting.kind in kinds:
                return _offer(portfolio, meeting)
    return None


def fill_plan(portfolio: Portfolio, meeting_id: int, kind: str) -> None:
    """Set a meeting's day, place and people in the plan of a kind of pack (inside a change)."""
    meeting = records.get(portfolio, Meeting, meeting_id)
    plan = wanted(portfolio, meeting.partner_id, kind).plan
    save_plan(portfolio, meeting.partner_id, _offer(portfolio, meeting).taken(plan))


def note_briefed(portfolio: Portfolio, partner_id: int, meeting_on: date | None, on: date) -> None:
    """A briefing was issued: the partner's meetings of its day had their management briefed (C096).

    One that was briefed of before keeps its day.
    """
    if meeting_on is None:
        return
    for meeting in records.find(portfolio, Meeting, partner_id=partner_id, on_date=meeting_on):
        if meeting.briefed_on is None and meeting.state != "cancelled":
            records.update(portfolio, Meeting, meeting.id, briefed_on=on)


def _offer(portfolio: Portfolio, meeting: Meeting) -> Offer:
    people = meetings.attendees(portfolio, meeting.id)
    return Offer(
        title_of(meeting), meeting.on_date, meeting.place, tuple(_line(one) for one in people)
    )


def _line(person: Attendee) -> str:
    return ", ".join(part for part in (person.name, person.role) if part)
