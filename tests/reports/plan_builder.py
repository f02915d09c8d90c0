"""A joint plan of a year, made up: objectives of every kind and colour, work, investments."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from models.deal import Deal
from models.governance.joint_plan import Initiative, Investment, Objective
from models.governance.milestone import Milestone
from models.governance.plan_day import PlanDay
from models.governance.plan_figures import standing
from models.governance.plan_series import series, years_shown
from models.governance.plan_states import plan_state
from models.governance.plan_view import JointPlan
from models.governance.plan_work import in_order, initiative_line, sums
from models.health import USUAL_LIMITS
from models.program.deals import periods
from models.program.loading import terms_on
from tests.reports.facts_builder import DAY

_KINDS = (
    ("pipeline", "Grow the shared pipeline", "money", 900_000_000, 1_000_000_000),
    ("signings", "Grow signings", "money", 400_000_000, 1_000_000_000),
    ("revenue", "Grow revenue", "money", 510_000_000, 500_000_000),
    ("alignment", "Bring both roadmaps together", "percent", 75, 100),
    ("advocacy", "Win customers who speak for us both", "count", 5, 5),
    ("capability", "Train eight more people", "count", None, 15),
)
_STATES = ("jointly_approved", "internally_approved", "pending_review", "in_progress")


def objectives(count: int = 6, year: int = DAY.year, name: str = "") -> list[Objective]:
    found = []
    for at in range(count):
        kind, title, unit, actual, target = _KINDS[at % len(_KINDS)]
        found.append(
            Objective(
                at + 1, 1, year, kind, name or title, unit, "USD" if unit == "money" else "",
                None, target, actual, target, "typed", "Ada Brandt", "Jana Kowalczyk",
                _STATES[at % len(_STATES)], date(year, 12, 31), "Only we say this",
            )
        )  # fmt: skip
    return found


def plan(
    day: date = DAY,
    own: Sequence[Objective] | None = None,
    *,
    works: int = 4,
    puts: int = 4,
    name: str = "",
) -> JointPlan:
    """The plan of the day's year with so many initiatives and investments."""
    year = day.year
    own = objectives(year=year, name=name) if own is None else own
    terms = terms_on(day)
    days = [
        PlanDay(one, day, periods(terms, min(day, date(one, 12, 31))), terms.currency)
        for one in years_shown(year)
    ]
    deals = [
        Deal(1, 1, "Won", status="won", close_date=day - timedelta(days=9), tcv_minor=4_000_000_00),
        Deal(2, 1, "Before", status="won", close_date=date(year - 1, 6, 1), tcv_minor=5_000_000_00),
    ]
    last = [replace(one, id=one.id + 90, year=year - 1) for one in own]
    lines = []
    for at in range(works):
        begin = date(year, 1 + 2 * (at % 5), 3)
        work = Initiative(
            at + 1, 1, name or f"Campaign number {at + 1}", year, 0, "", "host", "Ada Brandt",
            ("done", "under_way", "planned", "dropped")[at % 4], begin,
            begin + timedelta(days=120),
        )  # fmt: skip
        stones = [
            Milestone(10 * at + 1, 1, "initiative", at + 1, name or "Material ready", "partner", "",
                      begin + timedelta(days=30), begin if at % 4 == 0 else None),
            Milestone(10 * at + 2, 1, "initiative", at + 1, name or "Held", "host", "",
                      begin + timedelta(days=100)),
        ]  # fmt: skip
        lines.append(initiative_line(work, stones, day))
    put = [
        Investment(
            at + 1, 1, name or f"Rooms and speakers {at + 1}", year, 0, ("host", "partner")[at % 2],
            0 if at % 4 == 3 else 40_000_00 + at, ("USD", "EUR")[at % 3 == 2],
            ("planned", "committed", "spent")[at % 3], day,
        )
        for at in range(puts)
    ]  # fmt: skip
    return JointPlan(
        1, year, day, terms.currency, (year,),
        tuple(standing(one, deals, [], days[-1], USUAL_LIMITS) for one in own),
        in_order(lines), tuple(put), sums(put),
        series(deals, [*own, *last], [], days, USUAL_LIMITS), plan_state(own),
    )  # fmt: skip
