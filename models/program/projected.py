"""The measure of next January, if every open deal closes on the day it is expected."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.deal import Deal
from models.errors import UserError
from models.partner_file import CountedDeal, PartnerFile
from models.program.deals import IN_TOTAL, count_deals, facts_of, with_deals
from models.program.decide import decide
from models.program.decision import Decision
from models.program.terms import Terms
from models.text import day_text, maybe_day


@dataclass(frozen=True, slots=True)
class Course:
    """From the as-of day to the end of its year deals close; on `day` they are measured."""

    as_of: date
    last: date
    day: date

    def closes(self, status: str, close: date | None) -> bool:
        """Whether an open deal is taken as closed: it is due from today to the year's end."""
        return status == "open" and close is not None and self.as_of <= close <= self.last

    def overdue(self, deal: Deal) -> bool:
        """Whether an open deal was due before the as-of day; nothing is assumed of it."""
        return deal.status == "open" and (deal.close_date or self.as_of) < self.as_of


@dataclass(frozen=True, slots=True)
class Projection:
    """What next January's measure says if the dates hold.

    `deals` are all deals as they count then, `due` those of them that are open and close by the
    end of the year, the largest first; `overdue` were due before the as-of day and count nowhere.
    `sure` is the total if none of the due deals closes, `sure_tier` the tier with it, and
    `needed` how many of the largest due deals the projected tier cannot do without.
    """

    course: Course
    terms: Terms
    decision: Decision
    deals: tuple[CountedDeal, ...]
    due: tuple[CountedDeal, ...]
    overdue: tuple[CountedDeal, ...]
    sure: int
    sure_tier: str
    needed: int

    @property
    def day(self) -> date:
        return self.course.day

    @property
    def total(self) -> int:
        return self.decision.tcv.total

    @property
    def tier(self) -> str:
        return self.decision.calculated_tier

    @property
    def due_minor(self) -> int:
        """What hangs on deals that have to close by the end of the year."""
        return self.total - self.sure

    @property
    def overdue_minor(self) -> int:
        return sum(deal.tcv_minor for deal in self.overdue)


def course(terms: Terms, as_of: date) -> Course:
    """The way to next January, measured on the day that these terms give.

    Raises UserError for a day so far off that the calendar ends before its January.
    """
    try:
        day = terms.measurement_day(as_of.year + 1)
    except ValueError as fault:
        raise UserError(
            f"{day_text(as_of)} is beyond what can be projected.", "Choose an earlier day."
        ) from fault
    return Course(as_of, date(as_of.year, 12, 31), day)


def as_closed(deal: Deal, way: Course) -> Deal:
    """The deal as it will be when measured; won, for where losses count they are worth as much."""
    return replace(deal, status="won") if way.closes(deal.status, deal.close_date) else deal


def projected(
    file: PartnerFile, terms: Terms, rates: Mapping[str, Decimal], as_of: date
) -> Projection:
    """One partner's projection; `terms` and `rates` are those of the day of measuring.

    Prerequisites are judged as the board of that January will judge them, on the records as they
    stand now.
    """
    way = course(terms, as_of)
    known = [counted.deal for counted in file.deals]
    then = count_deals([as_closed(deal, way) for deal in known], terms, way.day, rates)
    prerequisites = terms.board_prerequisites_day(way.day.year)
    records = facts_of(replace(file, deals=()), terms, way.day)

    def decided(deals: Sequence[CountedDeal]) -> Decision:
        return decide(with_deals(records, deals, terms, way.day), terms, way.day, prerequisites)

    def tier_with(some: Sequence[CountedDeal]) -> str:
        return decided([*rest, *some]).calculated_tier

    decision = decided(then)
    open_now = {deal.id for deal in known if way.closes(deal.status, deal.close_date)}
    due = sorted(
        (c for c in then if c.deal.id in open_now and _counts(c, terms)),
        key=lambda counted: (-counted.tcv_minor, counted.deal.id),
    )
    rest = [counted for counted in then if counted.deal.id not in open_now]
    without = decided(rest)
    told = tuple(_told(c, deal, way) for c, deal in zip(then, known, strict=True))
    by_id = {counted.deal.id: counted for counted in told}
    return Projection(
        course=way,
        terms=terms,
        decision=decision,
        deals=told,
        due=tuple(by_id[counted.deal.id] for counted in due),
        overdue=tuple(
            counted
            for counted in told
            if counted.bucket == "out_of_window" and way.overdue(counted.deal)
        ),
        sure=without.tcv.total,
        sure_tier=without.calculated_tier,
        needed=_needed(decision.calculated_tier, without.calculated_tier, due, tier_with),
    )


def _needed(
    tier: str,
    sure_tier: str,
    due: Sequence[CountedDeal],
    tier_with: Callable[[Sequence[CountedDeal]], str],
) -> int:
    """How many of the largest due deals give the projected tier; more of them never lower it."""
    if tier == sure_tier:
        return 0
    low, high = 0, len(due)  # too few, enough
    while high - low > 1:
        middle = (low + high) // 2
        enough = tier_with(due[:middle]) == tier
        low, high = (low, middle) if enough else (middle, high)
    return high


def _counts(counted: CountedDeal, terms: Terms) -> bool:
    if terms.exclude_without_services and not counted.deal.services_minor:
        return False
    return counted.bucket in IN_TOTAL


def _told(counted: CountedDeal, deal: Deal, way: Course) -> CountedDeal:
    """The deal as it is recorded, with what is assumed of it in words."""
    reason = counted.reason
    if counted.bucket in IN_TOTAL and way.closes(deal.status, deal.close_date):
        reason = f"expected on {maybe_day(deal.close_date)}: counts if it closes by then"
    elif counted.bucket == "out_of_window" and way.overdue(deal):
        reason = f"expected on {maybe_day(deal.close_date)}, late: counts only with a new date"
    return replace(counted, deal=deal, reason=reason)
