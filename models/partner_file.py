"""Everything that is known of one partner on one day: what a page and a pack are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.deal import Deal, Rate
from models.partner import Agreement, Contact, Grant, Integration, Offering, Partner, Training
from models.program.decision import Decision, Ref
from models.program.terms import Terms


@dataclass(frozen=True, slots=True)
class CountedDeal:
    """A deal and what the measure makes of it on the as-of day.

    `bucket` is wins, losses, pipeline (these three count), out_of_window, closed_this_year,
    closed_later, earlier (closed before the prior year), unqualified, undated, or no_rate (in a
    currency without a rate, its money is then 0 here); `reason` says it in words; money is in
    minor units of the program's currency.
    """

    deal: Deal
    bucket: str
    reason: str
    partner_minor: int
    services_minor: int

    @property
    def tcv_minor(self) -> int:
        return self.partner_minor + self.services_minor

    @property
    def ref(self) -> Ref:
        return Ref("deals", self.deal.id, self.deal.name or self.deal.customer or "Unnamed deal")


@dataclass(frozen=True, slots=True)
class PartnerFile:
    """One partner's records, its deals as counted, and the decision that follows from them.

    `terms` are those that the decision was made by, where it was made from a portfolio. `elsewhere`
    names the tier and the program of each grant, by id, that is none of this program's. `rates`
    are those that its deals were converted with (A21).
    """

    partner: Partner
    contacts: tuple[Contact, ...]
    agreements: tuple[Agreement, ...]
    offerings: tuple[Offering, ...]
    trainings: tuple[Training, ...]
    integrations: tuple[Integration, ...]
    deals: tuple[CountedDeal, ...]
    grants: tuple[Grant, ...]
    decision: Decision
    window: tuple[date, date]
    portfolio: str = ""
    sample: bool = False
    terms: Terms | None = None
    elsewhere: Mapping[int, str] = field(default_factory=dict)
    rates: tuple[Rate, ...] = ()
