"""Risks, issues and escalations of a partner, and plans that bring a criterion back (C040)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

CONCERN_KINDS = ("risk", "issue")
CONCERN_STATES = ("open", "closed")
PLAN_STATES = ("open", "met", "dropped", "declined")


@dataclass(frozen=True, slots=True)
class Concern:
    """A risk that may come or an issue that has; `likelihood` and `impact` from 1, low, to 5.

    `likelihood` says nothing of an issue. `due_on` is the next day on which it is looked at;
    `internal` keeps it from the partner's edition.
    """

    TABLE: ClassVar[str] = "concerns"
    id: int
    partner_id: int
    kind: str
    title: str
    raised_on: date
    detail: str = ""
    side: str = "host"
    owner: str = ""
    likelihood: int = 3
    impact: int = 3
    response: str = ""
    raised_by: str = ""
    due_on: date | None = None
    state: str = "open"
    closed_on: date | None = None
    outcome: str = ""
    internal: bool = False
    deal_id: int = 0


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """A concern taken to a level on a day (C034, C080); level 0 takes it back to the two managers'
    daily work.
    """

    TABLE: ClassVar[str] = "escalation_steps"
    id: int
    partner_id: int
    concern_id: int
    level: int
    on_date: date
    to_whom: str = ""
    by_whom: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RecoveryPlan:
    """How a criterion of the granted tier that fails is to be met again (C040).

    `criterion` and `tier` are keys of the program, `found` says what was missing when it began and
    `path` how it gets there. A proposal that a person declined is kept as `declined`, with
    `outcome` as the reason.
    """

    TABLE: ClassVar[str] = "recovery_plans"
    id: int
    partner_id: int
    criterion: str
    tier: str
    title: str
    started_on: date
    found: str = ""
    path: str = ""
    side: str = "partner"
    owner: str = ""
    target_on: date | None = None
    state: str = "open"
    closed_on: date | None = None
    outcome: str = ""
