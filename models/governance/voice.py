"""Roadmaps, references and win wires: what both sides bring out and others say of it."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

# Whom the partner trains without charge (C026), and to what end (C027-C029).
AUDIENCES = ("sellers", "consultants", "architects", "engineers", "delivery")
TOPICS = ("offering", "integration", "selling")
ROADMAP_STATES = ("planned", "committed", "shipped", "dropped")
REFERENCE_KINDS = ("reference", "case_study", "renewal")
REFERENCE_STATES = ("asked", "agreed", "published", "withdrawn")
DRAFT_STATES = ("draft", "published")


@dataclass(frozen=True, slots=True)
class RoadmapItem:
    """Something that a side brings out (C084); `depends_on` is another item's id, 0 for none."""

    TABLE: ClassVar[str] = "roadmap_items"
    id: int
    partner_id: int
    side: str
    title: str
    on_date: date | None = None
    state: str = "planned"
    depends_on: int = 0
    offering_id: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A customer that speaks for the alliance, or stays with it (C007)."""

    TABLE: ClassVar[str] = "customer_references"
    id: int
    partner_id: int
    customer: str
    kind: str = "reference"
    state: str = "asked"
    deal_id: int = 0
    on_date: date | None = None
    contact: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class WinWire:
    """What the host's people are told of a joint win (C085)."""

    TABLE: ClassVar[str] = "win_wires"
    id: int
    partner_id: int
    deal_id: int
    title: str
    client: str = ""
    challenge: str = ""
    solution: str = ""
    outcome: str = ""
    why_won: str = ""
    lesson: str = ""
    thanks: str = ""
    state: str = "draft"
    published_on: date | None = None
