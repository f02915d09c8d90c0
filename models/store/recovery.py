"""Recovery plans in and out of the portfolio: proposed, accepted or declined, met or dropped."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from models.errors import UserError
from models.governance.milestone import Milestone
from models.governance.recovery import (
    PlanStanding,
    Proposal,
    WayBack,
    advice,
    proposals,
    standing,
    ways_back,
)
from models.governance.register import PLAN_STATES, RecoveryPlan
from models.governance.sponsors import MANAGER
from models.ids import new_id
from models.names import tidy
from models.partner import Contact, Grant
from models.partner_file import PartnerFile
from models.program.decision import Decision
from models.program.terms import Terms
from models.store import records
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.store.standing import partner_file, partner_files

_OF = "recovery"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan with its milestones and how it stands; `standing` is None once it has ended."""

    plan: RecoveryPlan
    partner: str
    label: str
    tier: str
    milestones: tuple[Milestone, ...]
    standing: PlanStanding | None
    advice: str

    @property
    def id(self) -> int:
        return self.plan.id


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal with the way back it would begin with."""

    proposal: Proposal
    way: WayBack


@dataclass(frozen=True, slots=True)
class Recovery:
    """All that a partner's page tells of recovery; `granted` is the tier it is about, or blank."""

    offers: tuple[Offer, ...]
    plans: tuple[PlanLine, ...]
    granted: str


def of_partner(portfolio: Portfolio, partner_id: int, as_of: date, today: date) -> Recovery:
    """What is proposed for a partner, and its plans: open ones first, then the newest."""
    terms = terms_on(portfolio, as_of)
    file = partner_file(portfolio, partner_id, as_of, terms=terms)
    plans = records.find(portfolio, RecoveryPlan, partner_id=partner_id)
    found = proposed(portfolio, file, terms)
    ways = ways_back(file, terms, found, today)
    milestones = _milestones(records.find(portfolio, Milestone, partner_id=partner_id, of_kind=_OF))
    lines = [_line(plan, file.decision, terms, milestones, as_of) for plan in plans]
    held = file.decision.granted_tier
    return Recovery(
        tuple(Offer(one, ways[one.criterion]) for one in found),
        tuple(sorted(lines, key=_order)),
        terms.label(held) if held else "",
    )


def all_open(portfolio: Portfolio, today: date) -> tuple[PlanLine, ...]:
    """Every partner's open plans, the earliest target first."""
    plans = records.find(portfolio, RecoveryPlan, state="open")
    if not plans:
        return ()
    terms = terms_on(portfolio, today)
    ids = sorted({plan.partner_id for plan in plans})
    decisions = {file.partner.id: file.decision for file in partner_files(portfolio, today, ids)}
    milestones = _milestones(records.find(portfolio, Milestone, of_kind=_OF))
    lines = [
        _line(plan, decisions[plan.partner_id], terms, milestones, today)
        for plan in plans
        if plan.partner_id in decisions
    ]
    return tuple(sorted(lines, key=_order))


def accept(
    portfolio: Portfolio, partner_id: int, criterion: str, as_of: date, today: date
) -> RecoveryPlan:
    """Begin the plan that is proposed for a criterion: its path to green, and a milestone a step.

    Raises UserError where nothing is proposed for it any more.
    """
    offer = _offered(portfolio, partner_id, criterion, as_of, today)
    made, way = offer.proposal, offer.way
    plan = RecoveryPlan(
        new_id(), partner_id, criterion, made.tier, made.title, today, made.found, way.words,
        owner=_manager(portfolio, partner_id, today), target_on=way.target_on,
    )  # fmt: skip
    with portfolio.change(f"Begin the recovery plan “{plan.title}” of {made.partner}"):
        records.add(portfolio, plan)
        for step, day in way.steps:
            records.add(
                portfolio,
                Milestone(new_id(), partner_id, _OF, plan.id, step.title, step.side, due_on=day),
            )
    return plan


def accept_all(
    portfolio: Portfolio, partner_id: int, criteria: Sequence[str], as_of: date, today: date
) -> tuple[RecoveryPlan, ...]:
    """Begin the plans that are proposed for several criteria, as one change."""
    with portfolio.change("Begin recovery plans"):
        return tuple(accept(portfolio, partner_id, one, as_of, today) for one in criteria)


def proposed(portfolio: Portfolio, file: PartnerFile, terms: Terms) -> tuple[Proposal, ...]:
    """What is proposed for a partner whose file is at hand."""
    plans = records.find(portfolio, RecoveryPlan, partner_id=file.partner.id)
    return proposals(file.decision, terms, plans, granted_since(file))


def decline(
    portfolio: Portfolio, partner_id: int, criterion: str, reason: str, as_of: date, today: date
) -> RecoveryPlan:
    """Keep that a person does not want the proposed plan, and why."""
    if not tidy(reason):
        raise UserError("The reason is missing.", "Say in a sentence why no plan is wanted.")
    made = _offered(portfolio, partner_id, criterion, as_of, today).proposal
    plan = RecoveryPlan(
        new_id(), partner_id, criterion, made.tier, made.title, today, made.found,
        state="declined", closed_on=today, outcome=tidy(reason),
    )  # fmt: skip
    with portfolio.change(f"Decline the recovery plan “{plan.title}” of {made.partner}"):
        records.add(portfolio, plan)
    return plan


def set_plan(portfolio: Portfolio, plan_id: int, today: date, **values: Any) -> RecoveryPlan:
    """Set fields of a plan; one that ends keeps the day of it, one dropped needs a reason."""
    before = records.get(portfolio, RecoveryPlan, plan_id)
    wanted = dict(values)
    for name in ("title", "outcome"):
        if name in wanted:
            wanted[name] = tidy(str(wanted[name]))
    if wanted.get("state", before.state) != before.state:
        wanted["closed_on"] = None if wanted["state"] == "open" else today
    after = replace(before, **wanted)
    if not after.title:
        raise UserError("A recovery plan needs a title.", "Say in a few words what it is for.")
    if after.state not in PLAN_STATES:
        raise UserError(f"{after.state} is no state of a plan.", "Choose one of the list.")
    if after.state in ("dropped", "declined") and not after.outcome:
        raise UserError("The reason is missing.", "Say in a sentence why.")
    return records.update(portfolio, RecoveryPlan, plan_id, **wanted)


def forget(portfolio: Portfolio, plan_id: int) -> None:
    """Delete a plan with its milestones, as after a proposal that was declined by mistake."""
    plan = records.get(portfolio, RecoveryPlan, plan_id)
    own = [one.id for one in records.find(portfolio, Milestone, of_id=plan_id, of_kind=_OF)]
    with portfolio.change(f"Delete the recovery plan “{plan.title}”"):
        records.delete(portfolio, Milestone, own)
        records.delete(portfolio, RecoveryPlan, [plan_id])


def add_milestone(
    portfolio: Portfolio, plan_id: int, title: str, due_on: date | None = None
) -> int:
    """Add a milestone to a plan; its id."""
    plan = records.get(portfolio, RecoveryPlan, plan_id)
    made = Milestone(new_id(), plan.partner_id, _OF, plan_id, _titled(title), due_on=due_on)
    with portfolio.change("Add a milestone"):
        return records.add(portfolio, made)


def set_milestone(portfolio: Portfolio, milestone_id: int, **values: Any) -> Milestone:
    """Set fields of a milestone; `done_on` ticks it, None opens it again."""
    wanted = dict(values)
    if "title" in wanted:
        wanted["title"] = _titled(str(wanted["title"]))
    return records.update(portfolio, Milestone, milestone_id, **wanted)


def granted_since(file: PartnerFile) -> date | None:
    """The day from which the granted tier is held; None where no grant of it is on record."""
    decision = file.decision
    held: list[Grant] = [
        one
        for one in file.grants
        if one.tier == decision.granted_tier and one.from_on <= decision.as_of
    ]
    return max((one.from_on for one in held), default=None)


# ---- inside ------------------------------------------------------------------------------------


def _manager(portfolio: Portfolio, partner_id: int, today: date) -> str:
    """The partner's alliance manager, to whom a plan goes first; blank where there is none."""
    found = records.find(portfolio, Contact, partner_id=partner_id, role=MANAGER, side="partner")
    return next((one.name for one in found if one.in_place_on(today)), "")


def _offered(
    portfolio: Portfolio, partner_id: int, criterion: str, as_of: date, today: date
) -> Offer:
    found = of_partner(portfolio, partner_id, as_of, today).offers
    for one in found:
        if one.proposal.criterion == criterion:
            return one
    raise UserError(
        "No recovery plan is proposed for that any more.", "Look at the partner's plans again."
    )


def _line(
    plan: RecoveryPlan,
    decision: Decision,
    terms: Terms,
    milestones: Mapping[int, Sequence[Milestone]],
    today: date,
) -> PlanLine:
    own = tuple(sorted(milestones.get(plan.id, ()), key=_by_day))
    is_open = plan.state == "open"
    told = standing(plan, own, decision, terms, today) if is_open else None
    known = {one.id: one.label for one in terms.criteria}
    return PlanLine(
        plan,
        decision.partner,
        known.get(plan.criterion, plan.criterion),
        terms.label(plan.tier),
        own,
        told,
        advice(plan, told, terms) if told else "",
    )


def _milestones(found: Iterable[Milestone]) -> Mapping[int, Sequence[Milestone]]:
    by_plan: dict[int, list[Milestone]] = defaultdict(list)
    for one in found:
        by_plan[one.of_id].append(one)
    return by_plan


def _titled(title: str) -> str:
    if not tidy(title):
        raise UserError("A milestone needs a title.", "Say in a few words what is done by then.")
    return tidy(title)


def _by_day(one: Milestone) -> tuple[date, int]:
    return (one.due_on or date.max, one.id)


def _order(line: PlanLine) -> tuple[bool, date, int]:
    plan = line.plan
    if plan.state == "open":
        return (False, plan.target_on or date.max, plan.id)
    ended = (plan.closed_on or plan.started_on).toordinal()
    return (True, date.fromordinal(date.max.toordinal() - ended), plan.id)
