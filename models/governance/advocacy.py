"""Roadmaps, training given, references, win wires, briefs and what both sides say in public."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

ADVOCACY_KINDS = ("talk", "event", "article", "internal_session", "introduction", "other")
BRIEF_KINDS = ("kit", "brief")
INQUIRY_KINDS = ("becoming_partner", "program", "sales_opportunity")


@dataclass(frozen=True, slots=True)
class TrainingSession:
    """A session for one of the AUDIENCES on one of the TOPICS (C003, C004, C026-C029)."""

    TABLE: ClassVar[str] = "training_sessions"
    id: int
    partner_id: int
    on_date: date
    audience: str
    topic: str
    title: str = ""
    people: int = 0
    trainer: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Advocacy:
    """What somebody of a side did to speak for the alliance (C043, C007)."""

    TABLE: ClassVar[str] = "advocacy"
    id: int
    partner_id: int
    kind: str
    title: str
    on_date: date
    side: str = "partner"
    person: str = ""
    audience: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """A field readiness kit or a solution brief with its four blocks (C086)."""

    TABLE: ClassVar[str] = "briefs"
    id: int
    partner_id: int
    kind: str
    title: str
    partner_value: str = ""
    host_value: str = ""
    joint_value: str = ""
    outcomes: str = ""
    state: str = "draft"
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question that came to the program's mailbox (C099); `partner_id` 0 for a newcomer."""

    TABLE: ClassVar[str] = "inquiries"
    id: int
    kind: str
    received_on: date
    partner_id: int = 0
    sender: str = ""
    subject: str = ""
    owner: str = ""
    answered_on: date | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class ProgramLink:
    """A place where the program is told of (C100, C108), and when somebody last looked.

    `sha256` names the kept copy of a file, blank for none.
    """

    TABLE: ClassVar[str] = "program_links"
    id: int
    name: str
    address: str = ""
    checked_on: date | None = None
    note: str = ""
    file: str = ""
    sha256: str = ""
