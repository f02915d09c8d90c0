"""The contract computed a second time, the long way round, to compare the engine with.

Nothing of the engine is used here: thresholds are written out as the contract has them, a window
of four quarters is a year from the quarter's first day, and money is converted with fractions.
"""

import unicodedata
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from models.deal import Deal
from tests.models.program.making import Records

TIERS = ["platinum", "gold", "silver"]
PLACES = {
    "north america", "latin america", "europe", "middle east and africa", "asia pacific", "japan",
}  # fmt: skip
NEEDED = {
    "aggregate_tcv": (25_000_000_00, 15_000_000_00, 8_000_000_00),
    "standard_offerings": (1, 1, 1),
    "offering_availability": (6, 6, 2),
    "mss_trained_people": (20, 10, 5),
    "executive_sponsor": (True, True, True),
    "alliance_manager": (True, True, True),
    "technical_resources": (3, 2, 1),
    "deal_registration": (True, True, True),
    "software_integration": (1, 1, 1),
    "shield_sponsorship": (True, True, True),
    "free_training": (True, True, True),
    "procurement_agreement": (True, True, True),
    "nda": (True, True, True),
    "data_privacy_agreement": (True, True, True),
}
CLAUSES = {
    "aggregate_tcv": ("C067", "C068", "C069"),
    "standard_offerings": ("C020", "C020", "C020"),
    "offering_availability": ("C023", "C023", "C024"),
    "mss_trained_people": ("C030", "C031", "C032"),
    "executive_sponsor": ("C035", "C035", "C035"),
    "alliance_manager": ("C037", "C037", "C037"),
    "technical_resources": ("C045", "C046", "C047"),
    "deal_registration": ("C048", "C048", "C048"),
    "software_integration": ("C049", "C049", "C049"),
    "shield_sponsorship": ("C021", "C021", "C021"),
    "free_training": ("C026", "C026", "C026"),
    "procurement_agreement": ("C052", "C052", "C052"),
    "nda": ("C053", "C053", "C053"),
    "data_privacy_agreement": ("C054", "C054", "C054"),
}


def one_name(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def dollars(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def assessment(
    world: list[Records], as_of: date, prerequisites_as_of: date | None = None
) -> dict[str, Any]:
    """The JSON document, without sentences: no reason, no warnings, advice as criteria."""
    day = prerequisites_as_of or as_of
    ordered = sorted(world, key=lambda one: (one_name(one.partner.name), one.partner.id))
    return {
        "program": "IBM Security Services Alliance Program",
        "version": "2021",
        "as_of": str(as_of),
        "prerequisites_as_of": str(day),
        "partners": [partner(one, as_of, day) for one in ordered],
    }


def partner(one: Records, as_of: date, day: date) -> dict[str, Any]:
    money = figures(one, as_of)
    actual: dict[str, int | bool] = {"aggregate_tcv": money["total"]} | prerequisites(one, day)
    rows = []
    for place, tier in enumerate(TIERS):
        for name, needed in NEEDED.items():
            gap = max(needed[place] - actual[name], 0)
            advised = tier == "silver" and name in ("executive_sponsor", "alliance_manager")
            is_money = name == "aggregate_tcv"
            rows.append(
                {
                    "id": name,
                    "clause": CLAUSES[name][place],
                    "tier": tier,
                    "obligation": "recommended" if advised else "required",
                    "required": dollars(needed[place]) if is_money else needed[place],
                    "actual": dollars(actual[name]) if is_money else actual[name],
                    "met": gap == 0,
                    "gap": dollars(gap) if is_money else gap,
                }
            )
    lacking = {
        tier: [
            r["id"]
            for r in rows
            if r["tier"] == tier and r["obligation"] == "required" and not r["met"]
        ]
        for tier in TIERS
    }
    calculated = next((tier for tier in TIERS if not lacking[tier]), "opportunistic")
    ladder = [*TIERS, "opportunistic"]
    above = None if calculated == "platinum" else ladder[ladder.index(calculated) - 1]
    accepted = one.partner.invitation_accepted_on
    invitation = accepted is not None and accepted <= as_of
    signed = in_force(one, "program_agreement", as_of)
    participation = step(one, as_of, invitation, signed)
    held, basis = granted(one, as_of, participation)
    return {
        "partner": one.partner.name,
        "participation": participation,
        "aggregate_tcv": {name: dollars(value) for name, value in money.items()},
        "tcv_tier": next((t for t in TIERS if "aggregate_tcv" not in lacking[t]), "opportunistic"),
        "calculated_tier": calculated,
        "granted_tier": held,
        "granted_basis": basis,
        "gates": {
            "invitation": invitation,
            "agreement": signed,
            "tcv": "aggregate_tcv" not in lacking["silver"],
            "prerequisites": set(lacking["silver"]) <= {"aggregate_tcv"},
        },
        "criteria": rows,
        "next_tier": above and {"tier": above, "gaps": lacking[above]},
        "advice": [
            r["id"]
            for r in rows
            if r["tier"] == calculated and r["obligation"] == "recommended" and not r["met"]
        ],
    }


def figures(one: Records, as_of: date) -> dict[str, int]:
    names = (
        "wins", "losses", "pipeline", "total", "out_of_window", "closed_this_year",
        "closed_later", "without_services",
    )  # fmt: skip
    money = dict.fromkeys(names, 0)
    quarter = date(as_of.year, max(m for m in (1, 4, 7, 10) if m <= as_of.month), 1)
    year_after = quarter.replace(year=quarter.year + 1) - timedelta(days=1)
    for deal in one.deals:
        portions = in_dollars(one, deal, as_of)
        if not deal.qualified or deal.close_date is None or portions is None:
            continue
        closed, amount = deal.close_date, sum(portions)
        if deal.status == "open":
            name = "pipeline" if quarter <= closed <= year_after else "out_of_window"
        elif closed.year == as_of.year - 1:
            name = "wins" if deal.status == "won" else "losses"
        elif closed > as_of:
            name = "closed_later"
        elif closed.year == as_of.year:
            name = "closed_this_year"
        else:
            continue
        money[name] += amount
        if name in ("wins", "losses", "pipeline"):
            money["total"] += amount
            if deal.services_minor == 0:
                money["without_services"] += amount
    return money


def in_dollars(one: Records, deal: Deal, as_of: date) -> tuple[int, int] | None:
    if deal.currency == "USD":
        return deal.partner_minor, deal.services_minor
    rates = [r for r in one.rates if r.currency == deal.currency and r.on_date <= as_of]
    if not rates:
        return None
    rate = Fraction(max(rates, key=lambda r: (r.on_date, r.id)).rate)
    units = 1 if deal.currency == "JPY" else 100

    def cents(minor: int) -> int:
        exact = Fraction(minor, units) * rate * 100
        return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)

    services = cents(deal.services_minor)
    return cents(deal.partner_minor + deal.services_minor) - services, services


def prerequisites(one: Records, day: date) -> dict[str, int | bool]:
    offerings = [
        o
        for o in one.offerings
        if o.standard
        and o.services != "none"
        and (o.available_from is None or o.available_from <= day)
    ]
    reach = [0]
    for offering in offerings:
        named = {one_name(g) for g in offering.geographies}
        if "emea" in named:
            named |= {"europe", "middle east and africa"}
        reach.append(6 if offering.worldwide else len(named & PLACES))
    trained = {
        one_name(t.person)
        for t in one.trainings
        if t.kind in ("standard MSS delivery", "custom MSS delivery")
        and t.completed_on is not None
        and t.completed_on <= day
    }
    people: dict[str, set[str]] = {}
    for contact in one.contacts:
        started = contact.since is None or contact.since <= day
        left = contact.until is not None and contact.until <= day
        if contact.side == "partner" and started and not left:
            key = one_name(contact.email) or one_name(contact.name)
            people.setdefault(contact.role, set()).add(key)
    return {
        "standard_offerings": len({one_name(o.name) for o in offerings}),
        "offering_availability": max(reach),
        "mss_trained_people": len(trained),
        "executive_sponsor": "executive sponsor" in people,
        "alliance_manager": "alliance manager" in people,
        "technical_resources": len(people.get("technical resource", ())),
        "deal_registration": one.partner.deal_registration,
        "software_integration": len({one_name(i.product) for i in one.integrations if i.agreed}),
        "shield_sponsorship": one.partner.shield_sponsorship,
        "free_training": one.partner.free_training,
        "procurement_agreement": in_force(one, "procurement_agreement", day),
        "nda": in_force(one, "nda", day),
        "data_privacy_agreement": in_force(one, "data_privacy_agreement", day),
    }


def in_force(one: Records, kind: str, day: date) -> bool:
    for paper in one.agreements:
        if paper.kind == kind and paper.signed_on is not None and paper.signed_on <= day:
            if paper.expires_on is None or day <= paper.expires_on:
                return True
    return False


def step(one: Records, as_of: date, invitation: bool, signed: bool) -> str:
    def begun(day: date | None) -> bool:
        return day is not None and day <= as_of

    steps = [
        ("removed", begun(one.partner.removed_on)),
        ("participating", invitation and signed),
        ("accepted", invitation),
        ("invited", begun(one.partner.invited_on)),
        ("candidate", begun(one.partner.candidate_on)),
        ("not_participating", True),
    ]
    return next(name for name, holds in steps if holds)


def granted(one: Records, as_of: date, participation: str) -> tuple[str | None, str | None]:
    if participation != "participating":
        return None, None
    last = None
    for grant in sorted(one.grants, key=lambda g: (g.from_on, g.id)):
        if one.partner.candidate_on is not None and grant.from_on < one.partner.candidate_on:
            continue  # of an earlier time in the program
        if grant.from_on <= as_of and (grant.until_on is None or grant.until_on >= as_of):
            last = grant
    if last:
        return last.tier, last.basis
    invited = one.partner.invited_on
    if as_of.year == 2021 and invited is not None and invited.year == 2021:
        return "gold", "provisional"
    return None, None
