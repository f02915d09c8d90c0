"""Deals made up to bring a criterion of deals to a number, on days on which they count."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

from models.deal import Deal
from models.names import fold
from models.partner_file import CountedDeal, PartnerFile
from models.program.bringing import MONEY, fresh_ids
from models.program.deal_criteria import BY_DEALS, span_of
from models.program.deals import periods
from models.program.terms import CriterionTerms, Terms

Known = Iterable[CountedDeal]


def new_deal(file: PartnerFile, terms: Terms, minor: int, known: Iterable[Deal] = ()) -> Deal:
    """A deal of an amount that counts in the Aggregate TCV, half of it services.

    It is open and due on the last day of the window; in a program that counts closed deals alone
    it is won on the last day that counts. Its id is none of the known ones.
    """
    days = periods(terms, file.decision.as_of)
    open_ones = days.window_first <= days.window_last
    return Deal(
        next(fresh_ids([*(counted.deal for counted in file.deals), *known])),
        file.partner.id,
        "New deal",
        status="open" if open_ones else "won",
        close_date=days.window_last if open_ones else days.prior_last,
        partner_minor=minor // 2,
        services_minor=minor - minor // 2,
        tcv_minor=minor,
        currency=terms.currency,
    )


def portions(deal: Deal, minor: int) -> tuple[int, int]:
    """The partner's and the services portion of a deal of another amount, in the same parts.

    A deal without money is half services.
    """
    if not deal.tcv_minor:
        return minor // 2, minor - minor // 2
    services = minor * deal.services_minor // deal.tcv_minor
    if minor and deal.services_minor and not services:
        services = 1  # a services portion that is there does not vanish
    return minor - services, services


def new_deals(
    file: PartnerFile, criterion: CriterionTerms, terms: Terms, missing: int, deals: Known
) -> tuple[Deal, ...]:
    """The deals to make up where a criterion of deals misses so much; none for another one."""
    known = [counted.deal for counted in deals]
    if missing <= 0 or criterion.counts not in (*MONEY, *BY_DEALS):
        return ()
    if criterion.counts == "aggregate_tcv":
        return (new_deal(file, terms, missing, known),)
    base = _counting(new_deal(file, terms, 0, known), criterion, file.decision.as_of)
    if criterion.counts == "deal_money":
        services = {"partner": 0, "services": missing}.get(criterion.portion, missing // 2)
        return (replace(base, services_minor=services, partner_minor=missing - services,
                        tcv_minor=missing),)  # fmt: skip
    ids = fresh_ids(known)
    return tuple(
        replace(base, id=next(ids), customer=name) for name in islice(_customers(known), missing)
    )


def _counting(deal: Deal, criterion: CriterionTerms, as_of: date) -> Deal:
    """The deal with a status and days that a criterion counts."""
    first, last = span_of(criterion, as_of)
    status = "open" if "open" in criterion.of else next(iter(criterion.of), "won")
    if criterion.counts == "registered_deals":
        return replace(deal, status=status, registered_on=min(last, as_of))
    if status == "open":
        close = last if last < date.max else max(first, as_of)
        return replace(deal, status=status, close_date=close)
    return replace(deal, status=status, close_date=min(last, as_of))


def _customers(known: Iterable[Deal]) -> Iterator[str]:
    """Names that no customer has yet."""
    taken = {fold(deal.customer) for deal in known}
    number = 0
    while True:
        number += 1
        name = f"New customer {number}"
        if fold(name) not in taken:
            yield name
