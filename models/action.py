"""Something to be done for a partner, by either side."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

ACTION_STATES = ("open", "done", "dropped")


@dataclass(frozen=True, slots=True)
class Action:
    """Something to be done for a partner (C038, C106), ranked: 1 is the most urgent of 1 to 3.

    `side` says who owes it (partner, host); `criterion` is the one it is meant to close, if any,
    `reason` why it was dropped. The ids name what it came from, 0 for nothing: the meeting, whose
    `purpose` it serves (models.governance.meetings), the deal, concern and recovery plan.
    """

    TABLE: ClassVar[str] = "actions"
    id: int
    partner_id: int
    title: str
    detail: str = ""
    criterion: str = ""
    side: str = "host"
    owner: str = ""
    priority: int = 2
    due_on: date | None = None
    state: str = "open"
    made_on: date | None = None
    done_on: date | None = None
    reason: str = ""
    purpose: str = ""
    meeting_id: int = 0
    deal_id: int = 0
    concern_id: int = 0
    plan_id: int = 0
