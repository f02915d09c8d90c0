"""The day on which a year's plan is looked at, and how its money is converted on that day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from models.deal import Deal
from models.money import convert
from models.program.deals import Periods


@dataclass(frozen=True, slots=True)
class PlanDay:
    """`on` is the as-of day, or the last day of a year that is over; `rates` are those of `on`.

    `currency` is the program's. `then` is the open, qualified pipeline of the partner as it was
    known at that year's end, in minor units, and `then_on` the day of the snapshot that says so.
    """

    year: int
    as_of: date
    periods: Periods
    currency: str
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    then: int | None = None
    then_on: date | None = None

    @property
    def on(self) -> date:
        return self.periods.as_of

    @property
    def ahead(self) -> bool:
        """The year has not begun."""
        return self.as_of.year < self.year

    @property
    def over(self) -> bool:
        """The year is past."""
        return self.as_of.year > self.year

    def in_currency(self, minor: int, source: str, target: str) -> int | None:
        """Minor units of `target`, half up; None where either currency has no rate (A21)."""
        if source == target:
            return minor
        one, other = self._rate(source), self._rate(target)
        if one is None or other is None:
            return None
        return convert(minor, source, one / other, target)

    def in_pipeline(self, deal: Deal) -> bool:
        """Whether the deal is open, qualified and due within the window."""
        return (
            deal.qualified
            and deal.status == "open"
            and self.periods.bucket(deal.status, deal.close_date) == "pipeline"
        )

    def signed(self, deal: Deal) -> bool:
        """Whether the deal is qualified and was won within the year, by the day."""
        close = deal.close_date
        return (
            deal.qualified
            and deal.status == "won"
            and close is not None
            and close.year == self.year
            and close <= self.on
        )

    def _rate(self, currency: str) -> Decimal | None:
        return Decimal(1) if currency == self.currency else self.rates.get(currency)
