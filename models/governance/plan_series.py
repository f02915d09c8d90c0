"""Pipeline, signings and revenue with a partner over the years, each beside its target (C005)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.deal import Deal
from models.governance.joint_plan import Objective
from models.governance.plan_day import PlanDay
from models.governance.plan_words import KINDS
from models.health import UNKNOWN, HealthLimits, judged
from models.text import compact_money

SERIES = ("pipeline", "signings", "revenue")
YEARS = 4  # that are shown, the plan's own last


class YearFigure(NamedTuple):
    """One year; amounts in minor units of the program's currency, None where nothing is known.

    `source` says where the actual comes from, or why there is none; `running` that the year goes
    on, so that its figure can still grow; `missing` how many amounts had no rate.
    """

    year: int
    actual: int | None
    target: int | None
    colour: str
    source: str
    running: bool = False
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Series:
    """One of the three over the years, the oldest first; `said` is what the last ones tell."""

    kind: str
    title: str
    currency: str
    figures: tuple[YearFigure, ...]
    said: str

    @property
    def known(self) -> bool:
        """Whether there is anything to draw."""
        return any(one.actual is not None or one.target is not None for one in self.figures)


def years_shown(year: int) -> tuple[int, ...]:
    return tuple(range(year - YEARS + 1, year + 1))


def series(
    deals: Sequence[Deal],
    objectives: Sequence[Objective],
    tied: Iterable[int],
    days: Sequence[PlanDay],
    limits: HealthLimits,
) -> tuple[Series, ...]:
    """The three series over the years of `days`; `tied` are the objectives that have deals.

    Pipeline and signings are those of all deals of the partner, whatever objective they serve;
    revenue is what was typed. A target is that of the objectives that are for all deals, too.
    """
    apart = set(tied)
    made = []
    for kind in SERIES:
        figures = tuple(_figure(kind, deals, objectives, apart, day, limits) for day in days)
        currency = days[-1].currency if days else ""
        made.append(Series(kind, KINDS[kind], currency, figures, _said(figures, currency)))
    return tuple(made)


def _figure(
    kind: str,
    deals: Sequence[Deal],
    objectives: Sequence[Objective],
    tied: set[int],
    day: PlanDay,
    limits: HealthLimits,
) -> YearFigure:
    own = [one for one in objectives if (one.kind, one.year, one.unit) == (kind, day.year, "money")]
    whole = [one for one in own if one.id not in tied]
    target, no_target = _sum(whole, lambda one: one.target, day)
    typed, no_rate = _sum(whole, lambda one: one.actual, day)
    actual, source, lost = _from_records(kind, deals, day)
    if actual is None and typed is not None and not day.ahead:
        actual, source, lost = typed, "Typed by hand", no_rate
    known = actual is not None and target is not None and target > 0
    colour = judged(actual or 0, target or 0, limits) if known else UNKNOWN
    running = day.year == day.as_of.year
    return YearFigure(day.year, actual, target, colour, source, running, lost + no_target)


def _from_records(kind: str, deals: Sequence[Deal], day: PlanDay) -> tuple[int | None, str, int]:
    """The actual, where it comes from or why there is none, and how many had no rate."""
    if day.ahead:
        return None, f"{day.year} has not begun", 0
    if kind == "revenue":
        return None, "No revenue is typed", 0
    if kind == "pipeline" and day.over:
        if day.then is None:
            return None, f"No snapshot of the end of {day.year} was kept", 0
        return day.then, "From a snapshot", 0
    if kind == "pipeline":
        chosen = [deal for deal in deals if day.in_pipeline(deal)]
        source = "Open deals in the window"
    else:
        closed = [d.close_date.year for d in deals if d.status != "open" and d.close_date]
        if day.over and (not closed or min(closed) > day.year):
            return None, f"No deal closed by {day.year} is on record", 0
        chosen = [deal for deal in deals if day.signed(deal)]
        source = "Deals won"
    found = [day.in_currency(deal.tcv_minor, deal.currency, day.currency) for deal in chosen]
    return sum(minor or 0 for minor in found), source, found.count(None)


def _sum(
    objectives: Sequence[Objective], get: Callable[[Objective], int | None], day: PlanDay
) -> tuple[int | None, int]:
    """The sum in the program's currency, None without a value, and how many had no rate."""
    found, lost = [], 0
    for one in objectives:
        value = get(one)
        if value is None:
            continue
        minor = day.in_currency(value, one.currency or day.currency, day.currency)
        if minor is None:
            lost += 1
        else:
            found.append(minor)
    return (sum(found) if found else None), lost


def _said(figures: Sequence[YearFigure], currency: str) -> str:
    """How the last year with a figure stands to its target, or else to the year before."""
    at = next((i for i in range(len(figures) - 1, -1, -1) if figures[i].actual is not None), -1)
    if at < 0:
        return f"{figures[-1].source}." if figures else ""
    last = figures[at]
    actual = last.actual or 0
    start = f"{compact_money(actual, currency)} in {last.year}"
    if last.target:
        percent = actual * 100 // last.target
        return f"{start}, {percent}% of {compact_money(last.target, currency)}"
    before = figures[at - 1] if at else None
    if before is not None and before.actual is not None:
        if before.actual == actual:
            return f"{start}, as in {before.year}"
        way = "up" if actual > before.actual else "down"
        so_far = " so far" if last.running else ""
        return f"{start}{so_far}, {way} from {compact_money(before.actual, currency)}"
    return f"{start}; no target"
