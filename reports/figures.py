"""The figures of a pack: sums over the counted deals, by part, quarter, stage and reason."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import NamedTuple, TypeVar

from models.dates import Quarter, quarter_of
from models.partner_file import CountedDeal
from models.program.deals import periods
from models.program.decision import Criterion, Finding
from models.program.terms import CriterionTerms, Tier
from reports.facts import PackFacts

COUNTED = ("wins", "losses", "pipeline")
NOT_COUNTED = (
    "out_of_window",
    "closed_this_year",
    "closed_later",
    "earlier",
    "undated",
    "unqualified",
    "no_rate",
    "losses_apart",
    "without_services",
)

_K = TypeVar("_K")


class Sum(NamedTuple):
    """A number of deals and their two portions in minor units of the program's currency."""

    deals: int = 0
    partner: int = 0
    services: int = 0

    @property
    def total(self) -> int:
        return self.partner + self.services


def sum_of(deals: Iterable[CountedDeal]) -> Sum:
    count = partner = services = 0
    for deal in deals:
        count += 1
        partner += deal.partner_minor
        services += deal.services_minor
    return Sum(count, partner, services)


class Figures:
    """What the sections ask for, each worked out once and only when asked."""

    def __init__(self, facts: PackFacts) -> None:
        self.facts = facts
        self.decision = facts.decision
        self.terms = facts.terms
        self.currency = facts.currency

    # Tiers and criteria

    @cached_property
    def tiers(self) -> tuple[Tier, ...]:
        """The program's tiers, the lowest first, as a scale reads."""
        return self.terms.tiers[::-1]

    @cached_property
    def target(self) -> Tier:
        """The tier that the pack measures against: the next one, or the highest once earned."""
        following = self.decision.next_tier
        return self.terms.by_key[following.tier] if following else self.terms.tiers[0]

    @property
    def at_top(self) -> bool:
        return self.decision.next_tier is None

    @property
    def earned(self) -> Tier | None:
        """The calculated tier; None outside the tiers."""
        tier = self.terms.by_key[self.decision.calculated_tier]
        return None if tier.key == self.terms.outside.key else tier

    def rows(self, tier: str) -> tuple[Criterion, ...]:
        return tuple(row for row in self.decision.criteria if row.tier == tier)

    def row(self, criterion: str, tier: str) -> Criterion:
        return next(r for r in self.decision.criteria if (r.id, r.tier) == (criterion, tier))

    @cached_property
    def criteria(self) -> tuple[CriterionTerms, ...]:
        """The program's criteria that the decision judges, in the program's order."""
        judged = {row.id for row in self.decision.criteria}
        return tuple(criterion for criterion in self.terms.criteria if criterion.id in judged)

    @cached_property
    def open_rows(self) -> tuple[Criterion, ...]:
        """Required criteria of the target tier that are not met."""
        return tuple(
            row
            for row in self.rows(self.target.key)
            if row.obligation == "required" and not row.met
        )

    @cached_property
    def money_criterion(self) -> str:
        return next((c.id for c in self.criteria if c.counts == "aggregate_tcv"), "")

    def money_targets(self) -> list[tuple[Tier, int]]:
        """What each tier asks in Aggregate TCV, the lowest first, where it asks any."""
        if not self.money_criterion:
            return []
        asks = self.terms.criterion(self.money_criterion).asks
        return [
            (tier, int(asks[tier.key].required))
            for tier in self.tiers
            if asks[tier.key].obligation == "required"
        ]

    def finding(self, criterion: str) -> Finding:
        return self.decision.findings.get(criterion) or Finding(criterion, 0)

    # Days

    @cached_property
    def measurement(self) -> date:
        """The next day on which Aggregate TCV is measured (C065)."""
        day = self.terms.measurement_day(self.facts.as_of.year)
        after = self.facts.as_of.year + 1
        return day if day > self.facts.as_of else self.terms.measurement_day(after)

    @cached_property
    def closed_days(self) -> tuple[date, date]:
        """The first and the last day on which wins and losses count."""
        days = periods(self.terms, self.facts.as_of)
        return days.prior_first, days.prior_last

    @property
    def closed_name(self) -> str:
        """Those days as a label has them: "2021", "last 12 months"."""
        return self.terms.closed_window.name(self.facts.as_of)

    @property
    def closed_said(self) -> str:
        """Those days as a sentence has them after "in": "2021", "the last 12 months"."""
        return self.terms.closed_window.name_said(self.facts.as_of)

    @property
    def weeks_left(self) -> int:
        return (self.measurement - self.facts.as_of).days // 7

    @cached_property
    def runs_out(self) -> dict[str, tuple[str, date]]:
        """Criteria met today whose records end before the next measurement: the first to end."""
        ends: dict[tuple[str, int], date] = {}
        for paper in self.facts.file.agreements:
            if paper.expires_on and paper.expires_on < self.measurement:
                ends[paper.TABLE, paper.id] = paper.expires_on
        for contact in self.facts.file.contacts:
            if contact.until and contact.until <= self.measurement:
                ends[contact.TABLE, contact.id] = contact.until
        found = {}
        for row in self.rows((self.earned or self.target).key):
            counted = self.finding(row.id).counted
            ending = sorted(
                (ends[ref.kind, ref.id], ref.text) for ref in counted if (ref.kind, ref.id) in ends
            )
            lasting = len(counted) - len(ending)
            if row.met and row.obligation == "required" and ending and lasting < row.required:
                day, text = ending[0]
                found[row.id] = (text, day)
        return found

    @cached_property
    def trained(self) -> dict[int, str]:
        """The person of each training."""
        return {training.id: training.person for training in self.facts.file.trainings}

    # Money

    @cached_property
    def deals(self) -> dict[str, tuple[CountedDeal, ...]]:
        """The deals by bucket, the largest first."""
        found: dict[str, list[CountedDeal]] = defaultdict(list)
        for deal in self.facts.file.deals:
            found[self._part(deal)].append(deal)
        return {bucket: tuple(sorted(deals, key=_largest)) for bucket, deals in found.items()}

    def _part(self, deal: CountedDeal) -> str:
        """The bucket, but for what this version of the program keeps out of the total."""
        if deal.bucket in COUNTED:
            if deal.bucket == "losses" and not self.terms.losses_count:
                return "losses_apart"
            if self.terms.exclude_without_services and not deal.deal.services_minor:
                return "without_services"
        return deal.bucket

    def of(self, *buckets: str) -> tuple[CountedDeal, ...]:
        """The deals of these buckets, the largest first."""
        if len(buckets) == 1:
            return self.deals.get(buckets[0], ())
        return tuple(sorted((d for b in buckets for d in self.deals.get(b, ())), key=_largest))

    @cached_property
    def sums(self) -> dict[str, Sum]:
        return {bucket: sum_of(self.deals.get(bucket, ())) for bucket in (*COUNTED, *NOT_COUNTED)}

    @cached_property
    def counted(self) -> Sum:
        return sum_of(self.of(*COUNTED))

    @cached_property
    def quarters(self) -> list[tuple[Quarter, Sum]]:
        """The pipeline of each quarter of the window, in order."""
        return self._by_quarter("pipeline", _quarters(*self.facts.file.window))

    def prior_quarters(self, bucket: str) -> list[tuple[Quarter, Sum]]:
        """Wins or losses of each quarter in which they count, in order."""
        return self._by_quarter(bucket, _quarters(*self.closed_days))

    def _by_quarter(self, bucket: str, quarters: list[Quarter]) -> list[tuple[Quarter, Sum]]:
        found = _grouped(
            self.of(bucket),
            lambda deal: quarter_of(deal.deal.close_date) if deal.deal.close_date else None,
        )
        return [(quarter, sum_of(found.get(quarter, ()))) for quarter in quarters]

    @cached_property
    def stages(self) -> list[tuple[str, Sum]]:
        """The pipeline by stage, the largest first; deals without a stage come as ""."""
        found = _grouped(self.of("pipeline"), lambda deal: deal.deal.stage)
        sums = [(stage, sum_of(deals)) for stage, deals in found.items()]
        return sorted(sums, key=lambda item: (-item[1].total, item[0]))

    @cached_property
    def win_rate(self) -> tuple[int, int]:
        """Deals won in the days that count, and all decided then, in the total or not."""
        closed = [deal.bucket for deal in self.facts.file.deals]
        won = closed.count("wins")
        return won, won + closed.count("losses")

    @cached_property
    def slipped(self) -> tuple[CountedDeal, ...]:
        """Open deals whose expected close has passed, counted or not, the largest first."""
        return tuple(
            deal
            for deal in self.of("pipeline", "out_of_window")
            if deal.deal.close_date and deal.deal.close_date < self.facts.as_of
        )


def _largest(deal: CountedDeal) -> tuple[int, date, str, str, int]:
    record = deal.deal
    return (-deal.tcv_minor, record.close_date or date.max, record.name, record.customer, record.id)


def _grouped(
    deals: Iterable[CountedDeal], key: Callable[[CountedDeal], _K]
) -> dict[_K, list[CountedDeal]]:
    found: dict[_K, list[CountedDeal]] = defaultdict(list)
    for deal in deals:
        found[key(deal)].append(deal)
    return found


def _quarters(first_day: date, last_day: date) -> list[Quarter]:
    """Every quarter from one day to another; none where the last comes first."""
    first, last = quarter_of(first_day), quarter_of(last_day)
    count = (last.year - first.year) * 4 + last.number - first.number + 1
    return [first.plus(step) for step in range(count)]
