"""Recovery plans: what the granted tier lacks, the way back to green, how a plan stands (C040)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.governance.milestone import Milestone
from models.governance.register import RecoveryPlan
from models.partner_file import PartnerFile
from models.partner_words import gap_words, missing_for
from models.program.decision import Criterion, Decision
from models.program.path import due_on, shortest
from models.program.path_words import Step
from models.program.terms import Terms
from models.text import counted, day_text

STANDING = ("open", "declined")  # a plan in one of these keeps its criterion from being proposed


@dataclass(frozen=True, slots=True)
class Proposal:
    """A required criterion of the granted tier that fails and that no plan speaks of.

    `found` says what is missing, `why` how it was judged, `clause` the rule.
    """

    partner_id: int
    partner: str
    criterion: str
    label: str
    tier: str
    tier_label: str
    clause: str
    found: str
    why: str

    @property
    def title(self) -> str:
        return f"{self.label} for {self.tier_label}"


@dataclass(frozen=True, slots=True)
class WayBack:
    """The shortest path to green for one proposal: its steps, each with a day, the last one's.

    Without steps nothing that is recorded here brings it back, and a person says what does.
    """

    steps: tuple[tuple[Step, date], ...]
    target_on: date

    @property
    def words(self) -> str:
        """One line a step, as the plan keeps it."""
        return "\n".join(f"{step.title}. {step.detail}" for step, _ in self.steps)


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """How an open plan stands on a day.

    `met` says that its criterion is met again, `granted` that its tier is still the granted one,
    `now` what is missing today. `overdue` are the days past its target, `late` the milestones that
    are past their day, of `of` that it has; `following` is the one that is next.
    """

    met: bool
    granted: bool
    now: str
    done: int
    of: int
    late: int
    overdue: int
    following: Milestone | None

    @property
    def tone(self) -> str:
        """A status: met, short past its target or a milestone, else at_risk."""
        return "met" if self.met else "short" if self.overdue or self.late else "at_risk"


def proposals(
    decision: Decision,
    terms: Terms,
    plans: Iterable[RecoveryPlan],
    since: date | None = None,
) -> tuple[Proposal, ...]:
    """What is to be proposed: each required criterion of the granted tier that fails on the day.

    An open plan of that criterion and tier stands in place of a proposal. So does one that was
    declined; where `since`, the day from which the tier is granted, is given, only if it was
    declined on that day or later: each grant is asked about anew. What was dropped is proposed
    again. Without a granted tier of this program nothing is.
    """
    tier = decision.granted_tier
    if tier is None or all(one.key != tier for one in terms.tiers):
        return ()
    taken = {plan.criterion for plan in plans if plan.tier == tier and _stands(plan, since)}
    return tuple(
        Proposal(
            decision.partner_id,
            decision.partner,
            row.id,
            terms.criterion(row.id).label,
            tier,
            terms.label(tier),
            row.clause,
            gap_words(row, terms),
            row.reason,
        )
        for row in missing_for(decision, tier)
        if row.id not in taken
    )


def ways_back(
    file: PartnerFile, terms: Terms, found: Sequence[Proposal], today: date
) -> dict[str, WayBack]:
    """The way back of each criterion, all from one path a tier."""
    paths = {tier: shortest(file, terms, tier) for tier in {one.tier for one in found}}
    target = due_on(terms, today)
    made = {}
    for one in found:
        steps = [step for step in paths[one.tier].steps if one.criterion in step.criteria]
        days = spread(today, target, len(steps))
        made[one.criterion] = WayBack(tuple(zip(steps, days, strict=True)), target)
    return made


def spread(first: date, last: date, count: int) -> tuple[date, ...]:
    """So many days after the first, evenly until the last one, on working days where there is one.

    None comes before another that is named earlier, and the last one is the last day itself.
    """
    whole = max(0, (last - first).days)
    days = []
    for at in range(1, count + 1):
        day = first + timedelta(days=whole * at // count)
        if at < count:
            while day.weekday() >= 5 and day > first:
                day -= timedelta(days=1)
        days.append(min(max(day, first), max(first, last)))
    return tuple(days)


def standing(
    plan: RecoveryPlan,
    milestones: Iterable[Milestone],
    decision: Decision,
    terms: Terms,
    today: date,
) -> PlanStanding:
    """How a plan stands: whether its criterion is met again, and how far its milestones are.

    A criterion or a tier that the program no longer has can't be met.
    """
    known = list(milestones)
    left = [one for one in known if one.done_on is None]
    row = _row(plan, decision)
    asked = row is not None and row.obligation == "required"
    met = row is not None and (row.met or not asked)
    if row is None:
        now = "The program no longer asks for it"
    elif met and not asked:
        now = f"{terms.label(plan.tier)} does not require it"
    else:
        now = "Met again" if met else gap_words(row, terms)
    late = max(0, (today - plan.target_on).days) if plan.target_on and plan.state == "open" else 0
    return PlanStanding(
        met,
        decision.granted_tier == plan.tier,
        now,
        len(known) - len(left),
        len(known),
        sum(one.due_on is not None and one.due_on < today for one in left),
        0 if met else late,
        min(left, key=_by_day, default=None),
    )


def advice(plan: RecoveryPlan, told: PlanStanding, terms: Terms) -> str:
    """The sentence that an open plan asks for; blank while there is nothing to say."""
    if told.met:
        return "The criterion is met again: the plan can be closed."
    if not told.granted:
        return (
            f"{terms.label(plan.tier)} is not the granted tier any more: "
            "drop the plan, or keep it as a way up."
        )
    if told.overdue:
        return f"{counted(told.overdue, 'day')} past its target day: set a new one, or escalate it."
    if told.of and told.done == told.of:
        return f"Every milestone is done, and still {_inside(told.now)}: more is needed."
    if plan.target_on is None:
        return "It has no target day yet."
    return ""


def state_words(plan: RecoveryPlan) -> str:
    """How a plan that is not open ended: "Met on 3 Mar 2026", "Declined on 4 Mar 2026: why"."""
    word = {"met": "Met", "dropped": "Dropped", "declined": "Declined"}.get(plan.state, "Open")
    on = f" on {day_text(plan.closed_on)}" if plan.closed_on else ""
    return f"{word}{on}: {plan.outcome}" if plan.outcome else f"{word}{on}"


def _stands(plan: RecoveryPlan, since: date | None) -> bool:
    if plan.state not in STANDING:
        return False
    if plan.state == "open" or since is None:
        return True
    return (plan.closed_on or plan.started_on) >= since


def _row(plan: RecoveryPlan, decision: Decision) -> Criterion | None:
    wanted = (plan.criterion, plan.tier)
    return next((one for one in decision.criteria if (one.id, one.tier) == wanted), None)


def _by_day(milestone: Milestone) -> tuple[date, int]:
    return (milestone.due_on or date.max, milestone.id)


def _inside(words: str) -> str:
    return words if words[:1] in "$€£¥" or words[:2].isupper() else words[:1].lower() + words[1:]
