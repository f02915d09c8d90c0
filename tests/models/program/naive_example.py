"""The example program computed a second time, the long way round, to compare the engine with.

Its thresholds are written out here and its days are counted in months; nothing of the engine is
used. The partners are those of the random worlds, their dollars taken for euros.
"""

from calendar import monthrange
from dataclasses import replace
from datetime import date
from typing import Any

from models.deal import Deal
from tests.models.program import naive
from tests.models.program.making import Records

TIERS = ["summit", "ridge", "trail", "base"]
NEEDED: dict[str, tuple[Any, Any, Any, Any]] = {
    "booked_revenue": (200_000_000, 75_000_000, 20_000_000, 2_500_000),
    "open_pipeline": (100_000_000, 30_000_050, 5_000_000, None),
    "deals_won": (12, 6, 3, 1),
    "registered_deals": (10, 5, None, None),
    "customers": (8, 4, 2, 1),
    "certified_people": (10, 4, 2, None),
    "architects": (2, 1, None, None),
    "alliance_manager": (True, True, None, None),
    "home_markets": (2, 1, None, None),
    "markets": (5, 3, 1, None),
    "integrations": (2, 1, None, None),
    "agreement_renewed": (True, True, True, True),
    "membership": (24, 12, None, None),
    "open_training": (True, True, None, None),
}
PLACES = {"nordics", "baltics", "benelux", "iberia", "british isles"}
TRADE = {
    "North America": "Nordics", "Latin America": "Baltics", "Europe": "Benelux",
    "Middle East and Africa": "Iberia", "Asia Pacific": "British Isles", "EMEA": "Northern Europe",
}  # fmt: skip


def in_europe(one: Records) -> Records:
    """The partner with euros for dollars and the example's markets for the geographies."""
    swap = {"USD": "EUR", "EUR": "USD"}
    one.deals = [replace(d, currency=swap.get(d.currency, d.currency)) for d in one.deals]
    one.rates = [replace(r, currency=swap.get(r.currency, r.currency)) for r in one.rates]
    one.offerings = [
        replace(o, geographies=tuple(TRADE.get(g, g) for g in o.geographies)) for o in one.offerings
    ]
    return one


def earlier(day: date, months: int) -> date:
    year, month = day.year, day.month - months
    while month < 1:
        year, month = year - 1, month + 12
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def actual(one: Records, as_of: date, day: date) -> dict[str, int | bool]:
    good = [d for d in one.deals if d.qualified]
    closed = [(d, d.close_date) for d in good if d.close_date is not None]
    won = [(d, close) for d, close in closed if d.status == "won" and close <= as_of]
    registered = [d.registered_on for d in good if d.registered_on is not None]
    quarter = date(as_of.year, (as_of.month - 1) // 3 * 3 + 1, 1)
    year_on = quarter.replace(year=quarter.year + 1)
    buyers = {naive.one_name(d.customer) for d, close in won if close > earlier(as_of, 24)}
    return {
        "booked_revenue": sum(
            sum(money(one, d, as_of)) for d, close in won if close > earlier(as_of, 12)
        ),
        "open_pipeline": sum(
            money(one, d, as_of)[0]
            for d, close in closed
            if d.status == "open" and quarter <= close < earlier(year_on, 6)
        ),
        "deals_won": len(
            [1 for _, close in won if quarter.replace(year=quarter.year - 1) <= close < quarter]
        ),
        "registered_deals": len(
            [1 for day in registered if day.year == as_of.year and day <= as_of]
        ),
        "customers": len(buyers - {""}),
    } | people_and_places(one, day)


def money(one: Records, deal: Deal, as_of: date) -> tuple[int, int]:
    if deal.currency == "EUR":
        return deal.partner_minor, deal.services_minor
    dollars = replace(deal, currency="EUR" if deal.currency == "USD" else deal.currency)
    rates = [replace(r, currency="EUR" if r.currency == "USD" else r.currency) for r in one.rates]
    return naive.in_dollars(replace(one, rates=rates), dollars, as_of) or (0, 0)


def people_and_places(one: Records, day: date) -> dict[str, int | bool]:
    known = naive.prerequisites(one, day)
    done = [t for t in one.trainings if t.completed_on is not None and t.completed_on <= day]
    fresh = {
        naive.one_name(t.person)
        for t in done
        if t.kind in ("consulting", "architecture", "engineering")
        and t.completed_on is not None
        and t.completed_on >= earlier(day, 24)
    }
    designers, engineers = (
        {naive.one_name(t.person) for t in done if t.kind == kind}
        for kind in ("architecture", "engineering")
    )
    reached = []
    for offering in one.offerings:
        available = offering.available_from is None or offering.available_from <= day
        if offering.standard and offering.services != "none" and available:
            named = {naive.one_name(g) for g in offering.geographies}
            if "northern europe" in named:
                named |= {"nordics", "baltics", "british isles"}
            reached.append(PLACES if offering.worldwide else named & PLACES)
    since = one.partner.invitation_accepted_on
    months = 0
    while since is not None and since <= earlier(day, months + 1):
        months += 1
    return {
        "certified_people": len(fresh),
        "architects": len(designers & engineers),
        "alliance_manager": known["alliance_manager"],
        "home_markets": max((len(r & {"nordics", "baltics"}) for r in reached), default=0),
        "markets": max((len(r) for r in reached), default=0),
        "integrations": known["software_integration"],
        "agreement_renewed": any(
            a.kind == "program_agreement"
            and a.signed_on is not None
            and earlier(day, 36) <= a.signed_on <= day
            and (a.expires_on is None or day <= a.expires_on)
            for a in one.agreements
        ),
        "membership": months,
        "open_training": one.partner.free_training,
    }


def tier(found: dict[str, int | bool]) -> str:
    for place, key in enumerate(TIERS):
        needed = {name: asks[place] for name, asks in NEEDED.items()}
        if all(ask is None or found[name] >= ask for name, ask in needed.items()):
            return key
    return "registered"
