"""What meetings decide, and what reviews note of deals."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

RESOLUTION_STATES = ("wanted", "taken", "dropped")


@dataclass(frozen=True, slots=True)
class Resolution:
    """A decision that a meeting is asked for, or has taken; `meeting_id` 0 for none."""

    TABLE: ClassVar[str] = "resolutions"
    id: int
    partner_id: int
    title: str
    meeting_id: int = 0
    why: str = ""
    side: str = "host"
    owner: str = ""
    state: str = "wanted"
    due_on: date | None = None
    decided_on: date | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class DealNote:
    """What reviews know of a deal beside its own fields (C104, C106); one a deal."""

    TABLE: ClassVar[str] = "deal_notes"
    id: int
    partner_id: int
    deal_id: int
    blocker: str = ""
    help_wanted: str = ""
    loss_reason: str = ""
    lesson: str = ""
    noted_on: date | None = None
