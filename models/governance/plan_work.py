"""How the work and the investments of a joint plan stand on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.governance.joint_plan import INVESTMENT_STATES, Initiative, Investment
from models.governance.milestone import Milestone
from models.partner import SIDES
from models.text import counted, day_text

ENDED = ("done", "dropped")


class MilestoneLine(NamedTuple):
    """A milestone and how it stands: done, late, open, or undated while it has no day."""

    milestone: Milestone
    state: str

    @property
    def id(self) -> int:
        return self.milestone.id


@dataclass(frozen=True, slots=True)
class InitiativeLine:
    """An initiative with its milestones; `late` where its end, or a milestone, has passed undone.

    `first` and `last` are the days that a strip of time spans for it, None where it has none.
    """

    initiative: Initiative
    milestones: tuple[MilestoneLine, ...]
    late: bool
    said: str
    first: date | None
    last: date | None

    @property
    def id(self) -> int:
        return self.initiative.id


class InvestmentSum(NamedTuple):
    """What a side puts in, in one currency: minor units by how firm it is, and all together."""

    side: str
    currency: str
    planned: int
    committed: int
    spent: int

    @property
    def all(self) -> int:
        return self.planned + self.committed + self.spent


def milestone_line(milestone: Milestone, today: date) -> MilestoneLine:
    """A milestone is late from the day after its own."""
    if milestone.done_on is not None:
        return MilestoneLine(milestone, "done")
    if milestone.due_on is None:
        return MilestoneLine(milestone, "undated")
    return MilestoneLine(milestone, "late" if milestone.due_on < today else "open")


def initiative_line(
    initiative: Initiative, milestones: Iterable[Milestone], today: date
) -> InitiativeLine:
    """An initiative as it stands on a day; what is done or dropped is never late."""
    lines = tuple(
        milestone_line(one, today)
        for one in sorted(milestones, key=lambda one: (one.due_on or date.max, one.id))
    )
    ended = initiative.state in ENDED
    overdue = initiative.ends_on is not None and initiative.ends_on < today
    late_ones = [one for one in lines if one.state == "late"]
    late = not ended and (overdue or bool(late_ones))
    days = [one.milestone.due_on for one in lines if one.milestone.due_on is not None]
    starts = [day for day in (initiative.starts_on, *days, initiative.ends_on) if day]
    return InitiativeLine(
        initiative,
        lines,
        late,
        _said(initiative, lines, late_ones, overdue and not ended, today),
        min(starts) if starts else None,
        max(starts) if starts else None,
    )


def in_order(lines: Iterable[InitiativeLine]) -> tuple[InitiativeLine, ...]:
    """By the day they begin, those without a day last."""
    return tuple(
        sorted(lines, key=lambda one: (one.first or date.max, one.last or date.max, one.id))
    )


def sums(investments: Sequence[Investment]) -> tuple[InvestmentSum, ...]:
    """What each side puts in, a line per currency; things without an amount are in none."""
    found = []
    for side in reversed(SIDES):
        own = [one for one in investments if one.side == side and one.minor]
        for currency in sorted({one.currency for one in own}):
            by_state = [
                sum(one.minor for one in own if one.currency == currency and one.state == state)
                for state in INVESTMENT_STATES
            ]
            found.append(InvestmentSum(side, currency, *by_state))
    return tuple(found)


def _said(
    initiative: Initiative,
    lines: Sequence[MilestoneLine],
    late: Sequence[MilestoneLine],
    overdue: bool,
    today: date,
) -> str:
    done = sum(line.state == "done" for line in lines)
    parts = [f"{done} of {counted(len(lines), 'milestone')} done"] if lines else []
    if overdue and initiative.ends_on is not None:
        days = (today - initiative.ends_on).days
        parts.append(f"{counted(days, 'day')} over its end")
    elif late and initiative.state not in ENDED and late[0].milestone.due_on is not None:
        since = day_text(late[0].milestone.due_on)
        parts.append(f"“{late[0].milestone.title}” was due on {since}")
    return "; ".join(parts)
