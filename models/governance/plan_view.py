"""The joint business plan of one partner and year as one frozen value, for screen and pack."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.governance.joint_plan import Investment
from models.governance.plan_figures import Standing
from models.governance.plan_series import Series
from models.governance.plan_states import PlanState
from models.governance.plan_work import InitiativeLine, InvestmentSum
from models.health import BELOW, NEAR, ON_TARGET, UNKNOWN
from models.money import decimals
from models.text import count_word, counted, listed, money_said, shortened

_NAME = 48  # signs of an objective that a sentence names


class Pickable(NamedTuple):
    """A deal of the partner that can be tied to an objective; `minor` in its own currency."""

    id: int
    name: str
    customer: str
    status: str
    close_date: date | None
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class JointPlan:
    """Everything of a year's plan; `years` are those that have one, `currency` the program's."""

    partner_id: int
    year: int
    as_of: date
    currency: str
    years: tuple[int, ...]
    objectives: tuple[Standing, ...] = ()
    initiatives: tuple[InitiativeLine, ...] = ()
    investments: tuple[Investment, ...] = ()
    sums: tuple[InvestmentSum, ...] = ()
    series: tuple[Series, ...] = ()
    state: PlanState | None = None

    @property
    def started(self) -> bool:
        return bool(self.objectives or self.initiatives or self.investments)

    def objective(self, objective_id: int) -> Standing | None:
        """An objective by id."""
        return next((one for one in self.objectives if one.objective.id == objective_id), None)

    def judged(self, colour: str) -> int:
        """How many objectives have a colour."""
        return sum(one.colour == colour for one in self.objectives)


def conclusion(plan: JointPlan) -> str:
    """The plan in a sentence without a full stop: how many are on target, what needs most."""
    whole = len(plan.objectives)
    if not whole:
        return f"The plan of {plan.year} has no objective yet"
    known = [one for one in plan.objectives if one.colour != UNKNOWN]
    of = "The one objective" if whole == 1 else f"the {count_word(whole)} objectives"
    if not known:
        verb = "has" if whole == 1 else "have"
        begin = of[:1].upper() + of[1:]
        return f"{begin} of {plan.year} {verb} no figure to be judged by yet"
    on = plan.judged(ON_TARGET)
    if whole == 1:
        how = {ON_TARGET: "is on target", NEAR: "is near its target", BELOW: "is below its target"}
        return f"{of} of {plan.year} {how[known[0].colour]}{_most(known)}"
    if on == whole:
        return (
            f"{'Both' if whole == 2 else f'All {count_word(whole)}'} objectives of"
            f" {plan.year} are on target"
        )
    part = count_word(on)
    begin = "None" if not on else part[:1].upper() + part[1:]
    verb = "is" if on < 2 else "are"
    return f"{begin} of {of} of {plan.year} {verb} on target{_most(known)}"


def support(plan: JointPlan) -> str:
    """The line under it: how many are near, below and unknown, and the plan's state."""
    parts = [
        f"{plan.judged(colour)} {word}"
        for colour, word in (
            (ON_TARGET, "on target"), (NEAR, "near target"), (BELOW, "below target"),
            (UNKNOWN, "without enough data"),
        )
        if plan.judged(colour)
    ]  # fmt: skip
    late = sum(line.late for line in plan.initiatives)
    if late:
        parts.append(f"{counted(late, 'initiative')} late")
    state = f" {plan.state.said}" if plan.state else ""
    return f"{', '.join(parts)[:1].upper()}{', '.join(parts)[1:]}.{state}" if parts else state


def _most(known: list[Standing]) -> str:
    """What is furthest from its target, and by how much."""
    short = [one for one in known if one.gap is not None and one.gap > 0]
    if not short:
        return ""
    worst = min(short, key=lambda one: one.percent or 0)
    name = shortened(worst.objective.title, _NAME)
    if not name or worst.gap is None:
        return ""
    return f"; “{name}” needs {worst.text(_whole(worst))} more"


def _whole(standing: Standing) -> int:
    """The gap without small change, rounded up: that much is enough."""
    gap = standing.gap or 0
    unit = 10 ** decimals(standing.currency) if standing.objective.unit == "money" else 1
    return -(-gap // unit) * unit


def sum_said(picked: Iterable[Pickable]) -> str:
    """How many deals are picked, and their money, each currency by itself."""
    found = list(picked)
    if not found:
        return "Nothing is picked"
    sums: dict[str, int] = {}
    for one in found:
        sums[one.currency] = sums.get(one.currency, 0) + one.minor
    amounts = listed([money_said(minor, currency) for currency, minor in sorted(sums.items())])
    return f"{counted(len(found), 'deal')}, {amounts}"


def sums_said(plan: JointPlan, side: str) -> str:
    """What a side puts into the plan in words: money by how firm it is, and things."""
    parts = []
    for one in plan.sums:
        if one.side != side:
            continue
        told = [
            f"{money_said(minor, one.currency)} {word}"
            for minor, word in (
                (one.spent, "spent"), (one.committed, "committed"), (one.planned, "planned"),
            )
            if minor
        ]  # fmt: skip
        parts.append(", ".join(told))
    things = sum(one.side == side and not one.minor for one in plan.investments)
    if things:
        parts.append(f"{counted(things, 'item')} without an amount")
    return "; ".join(parts) or "nothing yet"
