"""The sums and counts of every partner's deals for the criteria that have a window of their own."""

import json
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from models.deal import Rate
from models.names import fold
from models.program.deal_criteria import own_windows, portion, span_of
from models.program.deals import in_program_currency, rates_on
from models.program.decision import Finding
from models.program.terms import CriterionTerms, Terms
from models.store import records
from models.store.portfolio import Portfolio

# The same condition for all: a qualified deal of some status whose day lies in the span.
_WHERE = """
    FROM deals WHERE qualified = 1 AND status IN (SELECT value FROM json_each(:statuses))
        AND {day} BETWEEN :first AND {last} {chosen}"""
_MONEY = """
    SELECT partner_id, sum(tcv_minor - services_minor), sum(services_minor)
    {where} AND currency = :currency GROUP BY partner_id"""
_OTHERS = """
    SELECT partner_id, currency, tcv_minor - services_minor, services_minor
    {where} AND currency <> :currency"""
_COUNT = "SELECT partner_id, count(*) {where} GROUP BY partner_id"
_CUSTOMERS = "SELECT DISTINCT partner_id, customer {where}"
_LAST_CLOSED = "CASE status WHEN 'open' THEN :last ELSE min(:last, :as_of) END"

Found = dict[int, dict[str, Finding]]


def by_deals(portfolio: Portfolio, terms: Terms, as_of: date, ids: str | None) -> Found:
    """Findings by partner and criterion, without the deals by name; zero where there is none.

    `ids` is a JSON list of partners, None for all.
    """
    found: Found = defaultdict(dict)
    criteria = own_windows(terms)
    rates: dict[str, Decimal] = {}
    if any(criterion.counts == "deal_money" for criterion in criteria):
        rates = rates_on(records.find(portfolio, Rate), as_of)
    for criterion in criteria:
        for partner_id, actual in _actual(portfolio, criterion, terms, as_of, ids, rates).items():
            value = bool(actual) if criterion.kind == "yes_no" else actual
            found[partner_id][criterion.id] = Finding(criterion.id, value)
    return found


def _actual(
    portfolio: Portfolio,
    criterion: CriterionTerms,
    terms: Terms,
    as_of: date,
    ids: str | None,
    rates: dict[str, Decimal],
) -> dict[int, int]:
    first, last = span_of(criterion, as_of)
    bound: dict[str, Any] = {
        "statuses": json.dumps(criterion.of),
        "first": first.isoformat(),
        "last": last.isoformat(),
        "as_of": as_of.isoformat(),
    }
    if ids is not None:
        bound["ids"] = ids
    registered = criterion.counts == "registered_deals"
    where = _WHERE.format(
        day="registered_on" if registered else "close_date",
        last="min(:last, :as_of)" if registered else _LAST_CLOSED,
        chosen="" if ids is None else "AND partner_id IN (SELECT value FROM json_each(:ids))",
    )
    rows = portfolio.conn.rows
    if criterion.counts == "customers":
        names: dict[int, set[str]] = defaultdict(set)
        for partner_id, customer in rows(_CUSTOMERS.format(where=where), bound):
            if key := fold(customer):
                names[partner_id].add(key)
        return {partner_id: len(known) for partner_id, known in names.items()}
    if criterion.counts != "deal_money":
        return dict(rows(_COUNT.format(where=where), bound))
    bound["currency"] = terms.currency
    sums: dict[int, int] = {
        partner_id: portion(criterion, partner, services)
        for partner_id, partner, services in rows(_MONEY.format(where=where), bound)
    }
    for partner_id, currency, partner, services in rows(_OTHERS.format(where=where), bound):
        portions = in_program_currency(partner, services, currency, terms.currency, rates)
        if portions:
            sums[partner_id] = sums.get(partner_id, 0) + portion(criterion, *portions)
    return sums
