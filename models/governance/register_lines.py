"""The registers of all partners in one list: what is open, of whom, how it stands, what is late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from models.governance.action_lines import ActionLine
from models.governance.concern_lines import KIND_WORDS, ConcernLine
from models.governance.outcomes import Resolution
from models.governance.register import RecoveryPlan
from models.text import counted, day_text

if TYPE_CHECKING:
    from models.governance.recovery import PlanStanding

KINDS = {
    "action": "Action",
    **KIND_WORDS,
    "escalation": "Escalation",
    "plan": "Recovery plan",
    "decision": "Decision",
}
STATES = {
    "open": "Open",
    "escalated": "On a level",
    "past": "Past its clock",
    "met": "Met again, to be closed",
}
DUES = {
    "late": "Late",
    "week": "Within a week",
    "month": "Within a month",
    "later": "Later",
    "none": "No day",
}
_WEEK, _MONTH = 7, 31


class Key(NamedTuple):
    """Which record a line is: its table and its id."""

    table: str
    id: int


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One open entry; `due_on` is the next day that something is asked of it, `weight` how much
    it presses from 1, most, to 3.

    `state` is one of STATES. `subject` is the line of its own kind, for whoever changes it.
    """

    id: Key
    kind: str
    partner_id: int
    partner: str
    title: str
    side: str
    owner: str
    due_on: date | None
    late: int
    weight: int
    tone: str
    standing: str
    state: str
    about: str
    level: int
    subject: ActionLine | ConcernLine | RecoveryPlan | Resolution

    @property
    def kind_words(self) -> str:
        return KINDS[self.kind]

    @property
    def kinds(self) -> tuple[str, ...]:
        """What it is found under: a concern on a level is an escalation as well."""
        return (self.kind, "escalation") if self.level else (self.kind,)


class Sums(NamedTuple):
    """What stands above the list; each with how many of it are late, grave or past a clock."""

    actions: int
    actions_late: int
    concerns: int
    concerns_grave: int
    escalated: int
    past: int
    plans: int
    plans_late: int
    decisions: int
    decisions_late: int


def of_action(line: ActionLine) -> RegisterLine:
    action = line.action
    return RegisterLine(
        Key("actions", action.id), "action", action.partner_id, line.partner, action.title,
        action.side, action.owner, action.due_on, line.late, action.priority, line.tone,
        line.standing, "open", line.about.text, 0, line,
    )  # fmt: skip


def of_concern(line: ConcernLine) -> RegisterLine:
    """A risk or an issue; what is on a level is due when its clock ends, if that comes first."""
    concern, told = line.concern, line.escalation
    days = [day for day in (concern.due_on, told.due_on if told else None) if day]
    state = "open"
    if told is not None:
        state = "past" if told.overdue else "escalated"
    weight = {"short": 1, "at_risk": 2}.get(line.grade, 3)
    return RegisterLine(
        Key("concerns", concern.id), concern.kind, concern.partner_id, line.partner, concern.title,
        concern.side, concern.owner, min(days, default=None), line.late, weight, line.tone,
        line.standing, state, line.deal, told.level if told else 0, line,
    )  # fmt: skip


def of_plan(
    plan: RecoveryPlan, partner: str, label: str, told: "PlanStanding", today: date
) -> RegisterLine:
    """A recovery plan; its day is that of its next milestone, if that comes before the target."""
    following = told.following.due_on if told.following else None
    days = [day for day in (plan.target_on, following) if day]
    due = min(days, default=None)
    late = 0 if told.met or due is None else max(0, (today - due).days)
    if told.met:
        standing = "Met again: close it"
    elif late:
        standing = f"{counted(late, 'day')} late"
    elif told.of:
        standing = f"{told.done:,} of {counted(told.of, 'milestone')}"
    else:
        standing = told.now
    tone = "met" if told.met else "short" if late else "at_risk"
    return RegisterLine(
        Key("recovery_plans", plan.id), "plan", plan.partner_id, partner, plan.title, plan.side,
        plan.owner, due, late, 1, tone, standing, "met" if told.met else "open", label, 0, plan,
    )  # fmt: skip


def of_decision(one: Resolution, partner: str, today: date) -> RegisterLine:
    late = max(0, (today - one.due_on).days) if one.due_on else 0
    standing = f"{counted(late, 'day')} late" if late else "Wanted"
    return RegisterLine(
        Key("resolutions", one.id), "decision", one.partner_id, partner, one.title, one.side,
        one.owner, one.due_on, late, 2, "short" if late else "no_data", standing, "open", one.why,
        0, one,
    )  # fmt: skip


def due_within(due_on: date | None, today: date) -> str:
    """Which of DUES a day falls in; today itself is within the week."""
    if due_on is None:
        return "none"
    left = (due_on - today).days
    if left < 0:
        return "late"
    return "week" if left <= _WEEK else "month" if left <= _MONTH else "later"


def ranked(lines: Iterable[RegisterLine]) -> list[RegisterLine]:
    """What is late first, the longest before; then by day, what presses before the rest."""
    return sorted(lines, key=_rank)


def sums(lines: Iterable[RegisterLine]) -> Sums:
    """Counts of the lines by kind. A concern on a level counts under both."""
    known = list(lines)
    by_kind = {kind: [one for one in known if kind in one.kinds] for kind in KINDS}
    concerns = by_kind["risk"] + by_kind["issue"]
    return Sums(
        len(by_kind["action"]),
        sum(bool(one.late) for one in by_kind["action"]),
        len(concerns),
        sum(one.weight == 1 for one in concerns),
        len(by_kind["escalation"]),
        sum(one.state == "past" for one in by_kind["escalation"]),
        len(by_kind["plan"]),
        sum(bool(one.late) for one in by_kind["plan"]),
        len(by_kind["decision"]),
        sum(bool(one.late) for one in by_kind["decision"]),
    )


def due_words(line: RegisterLine) -> str:
    return day_text(line.due_on) if line.due_on else ""


def _rank(line: RegisterLine) -> tuple[int, date, int, str, Key]:
    return (-line.late, line.due_on or date.max, line.weight, line.partner.casefold(), line.id)
