"""A day by which part of a plan or an initiative is done."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

MILESTONE_OF = ("recovery", "initiative")


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day by which part of a recovery plan or an initiative is done; `of_kind` says of which."""

    TABLE: ClassVar[str] = "milestones"
    id: int
    partner_id: int
    of_kind: str
    of_id: int
    title: str
    side: str = "partner"
    owner: str = ""
    due_on: date | None = None
    done_on: date | None = None
