"""The measure day by day: when it changes, to what, and which deals came in and fell out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from models.dates import quarter_of
from models.deal import Deal, Rate
from models.partner_file import CountedDeal
from models.program.deals import IN_TOTAL, Periods, count_deals, periods, rates_on, sum_deals
from models.program.decision import AggregateTcv
from models.program.terms import Terms
from models.text import day_text, listed


@dataclass(frozen=True, slots=True)
class Moved:
    """A deal that came in, fell out or is worth something else now, by how much, and why."""

    deal: CountedDeal
    change: int

    @property
    def reason(self) -> str:
        return self.deal.reason


@dataclass(frozen=True, slots=True)
class Step:
    """From `day` to `until`, both included, wins, losses, pipeline and total stay as they are.

    `why` says what changed on the first day; `terms` are those in force, `moved` the deals that
    make the difference to the step before, the largest first.
    """

    day: date
    until: date
    tcv: AggregateTcv
    terms: Terms
    why: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()

    @property
    def came_in(self) -> tuple[Moved, ...]:
        return tuple(moved for moved in self.moved if moved.change > 0)

    @property
    def fell_out(self) -> tuple[Moved, ...]:
        return tuple(moved for moved in self.moved if moved.change < 0)

    @property
    def gained(self) -> int:
        return sum(moved.change for moved in self.came_in)

    @property
    def lost(self) -> int:
        return -sum(moved.change for moved in self.fell_out)


@dataclass(frozen=True)
class Timeline:
    """The steps of a span of days, without a gap, and the deals to count again on any of them."""

    deals: tuple[Deal, ...]
    rates: tuple[Rate, ...]
    steps: tuple[Step, ...]

    @property
    def first(self) -> date:
        return self.steps[0].day

    @property
    def last(self) -> date:
        return self.steps[-1].until

    @property
    def changes(self) -> tuple[Step, ...]:
        """The first step and those on which the total changed or other rules came to hold."""
        return tuple(step for step in self.steps if step.moved or step.why)

    def at(self, day: date) -> Step:
        """The step of a day; the nearest one for a day outside."""
        for step in self.steps:
            if day <= step.until:
                return step
        return self.steps[-1]

    def counted(self, day: date) -> tuple[CountedDeal, ...]:
        """Every deal with its bucket and its reason on a day."""
        return count_deals(self.deals, self.at(day).terms, day, rates_on(self.rates, day))


@dataclass(frozen=True, slots=True)
class _State:
    """What a deal's place in the total depends on, apart from the deal; `spans` know no day."""

    day: date
    terms: Terms
    spans: Periods
    rates: Mapping[str, Decimal]

    def same(self, other: "_State") -> bool:
        return self.terms is other.terms and self.spans == other.spans and self.rates == other.rates


class _Part(NamedTuple):
    """What a deal adds to the total, and its TCV, which differs where the program excludes it."""

    adds: int
    tcv: int


_NONE = _Part(0, 0)
_BEGINS = ("the line begins here",)


def timeline(
    deals: Iterable[Deal], rates: Iterable[Rate], terms: Sequence[tuple[date, Terms]], last: date
) -> Timeline:
    """The measure from the first day of `terms` to `last`.

    `terms` are those in force from each day on. Deals and rates are taken as they stand now.
    """
    deals, rates = tuple(deals), tuple(rates)
    steps: list[Step] = []
    parts: dict[int, _Part] = {}
    before: _State | None = None
    for now in _states(rates, terms, last):
        counted = count_deals(deals, now.terms, now.day, now.rates)
        after = {c.deal.id: part for c in counted if (part := _part(c, now.terms))}
        if before is None or before.terms is not now.terms or parts != after:
            moved = () if before is None else _moved(counted, parts, after)
            if steps:
                steps[-1] = replace(steps[-1], until=now.day - timedelta(days=1))
            why = _BEGINS if before is None else _why(before, now)
            tcv = sum_deals(counted, now.terms)
            steps.append(Step(now.day, last, tcv, now.terms, why, moved))
        before, parts = now, after
    return Timeline(deals, rates, tuple(steps))


def _states(
    rates: Sequence[Rate], terms: Sequence[tuple[date, Terms]], last: date
) -> Iterable[_State]:
    """The first state, and each one that differs from the one before."""
    rate_days = {rate.on_date for rate in rates}
    before: _State | None = None
    day, known = terms[0][0], rates_on(rates, terms[0][0])
    begins = dict(terms)
    held = terms[0][1]
    while day <= last:
        held = begins.get(day, held)
        if day in rate_days:
            known = rates_on(rates, day)
        now = _State(day, held, replace(periods(held, day), as_of=date.min), known)
        if before is None or not now.same(before):
            yield now
            before = now
        day += timedelta(days=1)


def _part(counted: CountedDeal, terms: Terms) -> _Part | None:
    """What a deal adds; None where it is no win, loss or pipeline."""
    if counted.bucket not in IN_TOTAL:
        return None
    excluded = terms.exclude_without_services and not counted.deal.services_minor
    counts = not excluded and (terms.losses_count or counted.bucket != "losses")
    return _Part(counted.tcv_minor if counts else 0, counted.tcv_minor)


def _moved(
    counted: Iterable[CountedDeal], before: Mapping[int, _Part], after: Mapping[int, _Part]
) -> tuple[Moved, ...]:
    found = [
        Moved(c, change)
        for c in counted
        if (change := after.get(c.deal.id, _NONE).adds - before.get(c.deal.id, _NONE).adds)
    ]
    return tuple(sorted(found, key=lambda m: (-abs(m.change), m.deal.deal.id)))


def _why(before: _State, now: _State) -> tuple[str, ...]:
    said = []
    if now.terms is not before.terms:
        said.append(f"other values of {now.terms.program} {now.terms.version} hold")
    old, new = before.spans, now.spans
    if (old.window_first, old.window_last) != (new.window_first, new.window_last):
        span = f"{quarter_of(new.window_first)} to {quarter_of(new.window_last)}"
        said.append(f"the window moves on to {span}")
    if now.day.year != before.day.year:
        said.append(f"closed deals of {now.day.year - 1} count in place of {before.day.year - 1}")
    changed = sorted(c for c, rate in now.rates.items() if before.rates.get(c) != rate)
    if changed:
        said.append(f"rates of {listed(changed)} change on {day_text(now.day)}")
    return tuple(said)
