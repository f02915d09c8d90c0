"""Meetings with a partner, who was there, what was decided, and what a late notice came to."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

MEETING_KINDS = ("meeting", "business_review", "pipeline_review", "roadmap", "workshop")
MEETING_STATES = ("planned", "held", "cancelled")
# Whom of the host the partner meets. Its security managers need notice (C095), executives
# elsewhere are better told (C098), the alliance manager alone needs none (A22).
WITH_WHOM = ("managers", "executives", "alliance_manager", "others")
SHOWN = ("", "partner", "host", "both")
INFRACTION_STATES = ("confirmed", "dismissed", "reopened")
# What a monthly review of the pipeline is for, in order (C104-C107, A17).
PURPOSES = ("develop", "trends", "actions", "corrections")


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting with a partner (C095, C103, C041).

    `at_time` is "HH:MM" or blank, `minutes` how long; `period` is the month that a pipeline review
    is of, "2026-11", or blank. `notice_on` is the day on which the host was told of it,
    `briefed_on` that on which its management was briefed (C096). `agenda` has one point a line.
    `shown` says whose roadmap a roadmap session saw (C084).
    """

    TABLE: ClassVar[str] = "meetings"
    id: int
    partner_id: int
    kind: str
    on_date: date
    title: str = ""
    at_time: str = ""
    minutes: int = 60
    place: str = ""
    with_whom: str = "managers"
    state: str = "planned"
    notice_on: date | None = None
    notice_how: str = ""
    briefed_on: date | None = None
    agenda: str = ""
    notes: str = ""
    period: str = ""
    made_on: date | None = None
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person at a meeting; `contact_id` is the contact that it is, 0 for none."""

    TABLE: ClassVar[str] = "attendees"
    id: int
    partner_id: int
    meeting_id: int
    name: str
    role: str = ""
    side: str = "partner"
    contact_id: int = 0


@dataclass(frozen=True, slots=True)
class Infraction:
    """What a person said of a notice that was late or missing (C097); it removes nobody.

    `cause` is what was found, frozen when it was decided; `on_date` the day of the meeting. Rows
    are added, never changed: the last one of a meeting holds, `reopened` takes back the one before.
    """

    TABLE: ClassVar[str] = "infractions"
    id: int
    partner_id: int
    meeting_id: int
    state: str
    cause: str
    on_date: date
    decided_on: date
    decided_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReviewBlock:
    """What a pipeline review wrote under one of its PURPOSES."""

    TABLE: ClassVar[str] = "review_blocks"
    id: int
    partner_id: int
    meeting_id: int
    purpose: str
    text: str = ""
