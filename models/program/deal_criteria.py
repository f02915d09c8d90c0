"""What deals say for the criteria that have a window of their own: money, counts, customers."""

from collections.abc import Sequence
from datetime import date

from models.names import fold
from models.partner_file import CountedDeal
from models.program.decision import Finding, LeftOut, Ref
from models.program.terms import CriterionTerms, Terms
from models.program.windows import Window
from models.text import day_text

BY_DEALS = ("deal_money", "deals", "registered_deals", "customers")


def own_windows(terms: Terms) -> tuple[CriterionTerms, ...]:
    """The criteria that count deals in a window of their own."""
    return tuple(criterion for criterion in terms.criteria if criterion.counts in BY_DEALS)


def span_of(criterion: CriterionTerms, as_of: date) -> tuple[date, date]:
    """The days, first and last included, on which a criterion's deals close or were registered."""
    return (criterion.window or Window("ever")).span(as_of)


def findings_of(deals: Sequence[CountedDeal], terms: Terms, as_of: date) -> dict[str, Finding]:
    """One finding for every such criterion, with the deals behind it and those left out."""
    return {
        criterion.id: _finding(deals, criterion, terms, as_of) for criterion in own_windows(terms)
    }


def portion(criterion: CriterionTerms, partner_minor: int, services_minor: int) -> int:
    """The part of a deal's money that a criterion sums up."""
    if criterion.portion == "partner":
        return partner_minor
    return services_minor if criterion.portion == "services" else partner_minor + services_minor


def _finding(
    deals: Sequence[CountedDeal], criterion: CriterionTerms, terms: Terms, as_of: date
) -> Finding:
    span = span_of(criterion, as_of)
    counting: list[CountedDeal] = []
    left_out: list[LeftOut] = []
    for counted in deals:
        why = _fault(counted, criterion, terms, as_of, span)
        if why:
            left_out.append(LeftOut(counted.ref, why))
        else:
            counting.append(counted)
    if criterion.counts == "customers":
        return _customers(criterion, counting, left_out)
    actual = len(counting)
    if criterion.counts == "deal_money":
        actual = sum(portion(criterion, d.partner_minor, d.services_minor) for d in counting)
    return _told(criterion, actual, [counted.ref for counted in counting], left_out)


def _customers(
    criterion: CriterionTerms, counting: Sequence[CountedDeal], left_out: list[LeftOut]
) -> Finding:
    """Each customer once, by its folded name, named by the first of its deals."""
    first: dict[str, Ref] = {}
    for counted in counting:
        name, ref = fold(counted.deal.customer), counted.ref
        if not name:
            left_out.append(LeftOut(ref, "names no customer"))
        elif first.setdefault(name, ref) is not ref:
            left_out.append(LeftOut(ref, f"same customer as {first[name].text}"))
    return _told(criterion, len(first), list(first.values()), left_out)


def _told(
    criterion: CriterionTerms, actual: int, counted: list[Ref], left_out: list[LeftOut]
) -> Finding:
    value = bool(actual) if criterion.kind == "yes_no" else actual
    return Finding(criterion.id, value, tuple(counted), tuple(left_out))


def _fault(
    counted: CountedDeal,
    criterion: CriterionTerms,
    terms: Terms,
    as_of: date,
    span: tuple[date, date],
) -> str:
    """Why a deal does not count; what is closed or registered after the as-of day never does."""
    deal = counted.deal
    if not deal.qualified:
        return "not a qualified lead"
    if deal.status not in criterion.of:
        return f"is {deal.status}"
    registered = criterion.counts == "registered_deals"
    day = deal.registered_on if registered else deal.close_date
    if day is None:
        return "not registered" if registered else "no close date"
    last = span[1] if deal.status == "open" and not registered else min(span[1], as_of)
    if not span[0] <= day <= last:
        what = "registered" if registered else "expected" if deal.status == "open" else deal.status
        side = "before" if day < span[0] else "after"
        edge = span[0] if day < span[0] else last
        return f"{what} on {day_text(day)}, {side} {day_text(edge)}"
    if criterion.counts == "deal_money" and deal.currency != terms.currency:
        if deal.tcv_minor and not counted.tcv_minor:
            return f"no rate for {deal.currency} dated on or before {day_text(as_of)}"
    return ""
