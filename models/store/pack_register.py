"""Reads what a pack tells of risks, issues, escalations and recovery plans on a day."""

from collections import defaultdict
from datetime import date

from models.governance import escalation, recovery
from models.governance.milestone import Milestone
from models.governance.register import Concern, EscalationStep, RecoveryPlan
from models.governance.told import Part, Recovery, Risk
from models.partner_file import PartnerFile
from models.program.terms import Terms
from models.store import records
from models.store.governance_rules import rules
from models.store.portfolio import Portfolio


def risks(
    portfolio: Portfolio, partner_id: int, as_of: date
) -> tuple[tuple[Risk, ...], tuple[Risk, ...]]:
    """What was open on a day: for both sides, and what is kept from the partner."""
    clocks = rules(portfolio)
    steps: dict[int, list[EscalationStep]] = defaultdict(list)
    for step in records.find(portfolio, EscalationStep, partner_id=partner_id):
        steps[step.concern_id].append(step)
    shared: list[Risk] = []
    internal: list[Risk] = []
    for concern in records.find(portfolio, Concern, partner_id=partner_id):
        if concern.raised_on > as_of or _over(concern.state, concern.closed_on, as_of):
            continue
        on = escalation.clock(steps[concern.id], clocks, as_of)
        told = Risk(
            concern.id, concern.kind, concern.title, concern.likelihood, concern.impact,
            concern.raised_on, concern.side, concern.owner, concern.response, concern.due_on,
            on.level if on else 0, on.since if on else None, on.due_on if on else None,
            on.to_whom if on else "",
        )  # fmt: skip
        (internal if concern.internal else shared).append(told)
    return tuple(shared), tuple(internal)


def plans(
    portfolio: Portfolio, file: PartnerFile, terms: Terms, as_of: date
) -> tuple[Recovery, ...]:
    """The recovery plans that were open on a day, the first to be complete first (C040)."""
    partner_id = file.partner.id
    parts: dict[int, list[Milestone]] = defaultdict(list)
    for one in records.find(portfolio, Milestone, partner_id=partner_id, of_kind="recovery"):
        parts[one.of_id].append(one)
    found = []
    for plan in records.find(portfolio, RecoveryPlan, partner_id=partner_id):
        declined = plan.state == "declined"
        if declined or plan.started_on > as_of or _over(plan.state, plan.closed_on, as_of):
            continue
        own = sorted(parts[plan.id], key=lambda one: (one.due_on or date.max, one.id))
        how = recovery.standing(plan, own, file.decision, terms, as_of)
        clause = next((c.clause for c in terms.criteria if c.id == plan.criterion), "")
        found.append(
            Recovery(
                plan.title, clause, plan.found, how.now, how.met, plan.path, plan.side,
                plan.owner, plan.started_on, plan.target_on,
                tuple(Part(p.title, p.side, p.owner, p.due_on, _by(p.done_on, as_of)) for p in own),
                plan.id,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda plan: (plan.target_on or date.max, plan.title)))


def _over(state: str, closed_on: date | None, as_of: date) -> bool:
    """Whether it was closed by a day; without a day it always was."""
    return state != "open" and (closed_on is None or closed_on <= as_of)


def _by(day: date | None, as_of: date) -> date | None:
    return day if day is not None and day <= as_of else None
