"""The numbers that the year's governance goes by, as data: reminders, clocks, edges, spans."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rules:
    """What a portfolio goes by; a program says the rest (terms.calendar).

    `working_days` counts the notice of a meeting in working days, None as the program does (A22);
    `reminders` are days before the meeting on which it is reminded of. `clocks` are the days that
    an escalation may stay on each level, from level 1. `review_months` are months between business
    reviews by tier, in place of the program's where a tier is named. `expiring_days` and
    `due_days` say how far ahead what ends and what is due is shown, `edge_percent` how near the
    amount of a tier is its edge. `inquiry_days` is how long an answer may take, `link_days` how
    long a look at a link holds, `wire_days` how soon after a win its wire should be out.
    """

    working_days: bool | None = None
    reminders: tuple[int, ...] = (10, 8)
    clocks: tuple[int, ...] = (7, 14, 30)
    review_months: Mapping[str, int] = field(default_factory=dict)
    expiring_days: int = 60
    due_days: int = 7
    edge_percent: int = 10
    inquiry_days: int = 5
    link_days: int = 90
    wire_days: int = 2


USUAL_RULES = Rules()
