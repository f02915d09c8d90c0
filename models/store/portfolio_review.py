"""Reads what the review of all partners tells: their decisions, the year before, what moved."""

from datetime import date

from models.dates import quarter_of
from models.deal import Rate
from models.errors import UserError
from models.portfolio_review import Review, review
from models.program.deals import rates_on
from models.store import records, snapshots
from models.store.cohort import tiers_before
from models.store.portfolio import Portfolio
from models.store.settings import setting
from models.store.standing import assess


def portfolio_review(portfolio: Portfolio, as_of: date) -> Review:
    """How all partners of the program stand on a day. Raises UserError without a program then."""
    found = assess(portfolio, as_of)
    since, totals = _before(portfolio, as_of, found.terms.currency)
    return review(
        found,
        before=tiers_before(portfolio, as_of.year),
        totals_before=totals,
        since=since,
        portfolio=portfolio.name,
        sample=setting(portfolio, "sample") == "1",
    )


def _before(
    portfolio: Portfolio, as_of: date, currency: str
) -> tuple[date | None, dict[int, int] | None]:
    """The latest snapshot from before this quarter, and each partner's Aggregate TCV in it."""
    from models.store.pack_course import point
    from models.store.programs import terms_on

    begin = quarter_of(as_of).first
    kept = [one for one in snapshots.listed(portfolio) if one.on_date <= begin]
    if not kept:
        return None, None
    try:
        terms = terms_on(portfolio, kept[-1].on_date)
        rates = rates_on(records.find(portfolio, Rate), kept[-1].on_date)
        deals = snapshots.content(portfolio, kept[-1].id)
    except UserError:
        return None, None
    if terms.currency != currency:
        return None, None
    by_partner: dict[int, list[snapshots.SnapDeal]] = {}
    for deal in deals:
        by_partner.setdefault(deal.partner_id, []).append(deal)
    day = kept[-1].on_date
    return day, {key: point(own, terms, day, rates).total for key, own in by_partner.items()}
