"""Records of one made-up partner, complete for Platinum, to be changed case by case."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import Any

from models.deal import Deal, Rate
from models.partner import (
    AGREEMENT_KINDS,
    Agreement,
    Contact,
    Grant,
    Integration,
    Offering,
    Partner,
    Training,
)
from models.program.deals import count_deals, rates_on, with_deals
from models.program.decide import decide
from models.program.decision import Criterion, Decision
from models.program.loading import programs, terms_on
from models.program.measure import Facts
from models.program.terms import Terms

PARTNER = 7
EARLY = date(2021, 2, 1)
_ids = count(100)


@dataclass
class Records:
    """Everything that the portfolio holds of one partner, and the rates of all."""

    partner: Partner
    contacts: list[Contact] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    offerings: list[Offering] = field(default_factory=list)
    trainings: list[Training] = field(default_factory=list)
    integrations: list[Integration] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    deals: list[Deal] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)


def complete(*deals: Deal, name: str = "Northwind") -> Records:
    """A participating partner that meets every prerequisite of Platinum from early 2021 on."""
    return Records(
        Partner(
            PARTNER,
            name,
            invited_on=EARLY,
            invitation_accepted_on=EARLY,
            free_training=True,
            shield_sponsorship=True,
            deal_registration=True,
        ),
        contacts=[
            contact("Ada Wells", "executive sponsor"),
            contact("Bo Lind", "alliance manager"),
            *(contact(f"Engineer {n}", "technical resource") for n in range(3)),
        ],
        agreements=[agreement(kind, EARLY) for kind in AGREEMENT_KINDS],
        offerings=[
            Offering(next(_ids), PARTNER, "Managed detection", standard=True, worldwide=True)
        ],
        trainings=[training(f"Person {n}", EARLY) for n in range(20)],
        integrations=[Integration(next(_ids), PARTNER, "Cloud Pak")],
        deals=list(deals),
    )


def contact(name: str, role: str, **more: Any) -> Contact:
    return Contact(next(_ids), PARTNER, name, role, **more)


def agreement(kind: str, signed_on: date | None, expires_on: date | None = None) -> Agreement:
    return Agreement(next(_ids), PARTNER, kind, signed_on, expires_on)


def training(
    person: str, completed_on: date | None, kind: str = "standard MSS delivery", course: str = ""
) -> Training:
    return Training(next(_ids), PARTNER, person, kind, course, completed_on)


def offering(name: str, *geographies: str, **more: Any) -> Offering:
    return Offering(
        next(_ids), PARTNER, name, geographies=geographies, **({"standard": True} | more)
    )


def grant(
    tier: str, from_on: date, until_on: date | None = None, basis: str = "assessment"
) -> Grant:
    return Grant(next(_ids), PARTNER, tier, basis, from_on, until_on)


def deal(
    status: str, close_date: date | None, minor: int, services_minor: int = 0, **more: Any
) -> Deal:
    """A deal whose TCV is `minor`, of which `services_minor` is the services portion."""
    return Deal(
        next(_ids),
        PARTNER,
        f"Deal {minor}",
        status=status,
        close_date=close_date,
        partner_minor=minor - services_minor,
        services_minor=services_minor,
        tcv_minor=minor,
        **more,
    )


def won(dollars: str | int, close_date: date = date(2021, 6, 1)) -> Deal:
    """A won deal, services included, of an amount such as "14_999_999.99" dollars."""
    whole, _, cents = str(dollars).replace("_", "").partition(".")
    minor = int(whole) * 100 + int((cents + "00")[:2])
    return deal("won", close_date, minor, min(minor, 1))


def facts_of(records: Records, terms: Terms, as_of: date) -> Facts:
    facts = Facts(
        records.partner,
        contacts=records.contacts,
        agreements=records.agreements,
        offerings=records.offerings,
        trainings=records.trainings,
        integrations=records.integrations,
        grants=records.grants,
    )
    counted = count_deals(records.deals, terms, as_of, rates_on(records.rates, as_of))
    return with_deals(facts, counted, terms, as_of)


def judge(
    records: Records,
    as_of: date = date(2022, 1, 5),
    prerequisites_as_of: date | None = None,
    terms: Terms | None = None,
) -> Decision:
    terms = terms or terms_on(as_of)
    return decide(facts_of(records, terms, as_of), terms, as_of, prerequisites_as_of or as_of)


def row(decision: Decision, criterion: str, tier: str) -> Criterion:
    [found] = [c for c in decision.criteria if (c.id, c.tier) == (criterion, tier)]
    return found


def without(records: Records, *names: str) -> Records:
    """The same partner, lacking what is named: a role, a paper, a fact or a kind of record."""
    for name in names:
        if name in {"free_training", "shield_sponsorship", "deal_registration"}:
            lacking: dict[str, Any] = {name: False}
            records.partner = replace(records.partner, **lacking)
        elif name in AGREEMENT_KINDS:
            records.agreements = [a for a in records.agreements if a.kind != name]
        elif name in {"executive sponsor", "alliance manager"}:
            records.contacts = [c for c in records.contacts if c.role != name]
        else:
            getattr(records, name).clear()
    return records


def with_resources(records: Records, number: int) -> Records:
    """The same partner with this number of technical resources."""
    others = [c for c in records.contacts if c.role != "technical resource"]
    more = [contact(f"Engineer {n}", "technical resource") for n in range(number)]
    records.contacts = others + more
    return records


def with_trained(records: Records, number: int) -> Records:
    """The same partner with this number of people trained."""
    records.trainings = [training(f"Person {n}", EARLY) for n in range(number)]
    return records


def with_geographies(records: Records, names: Iterable[str]) -> Records:
    """The same partner with one standard offering that is available there."""
    records.offerings = [offering("Managed detection", *names)]
    return records


def mid_year() -> str:
    """The bundled program with a version that begins on 1 July 2022: 18 million for Gold."""
    text = next(program for program in programs() if not program.example).text
    return text.replace(
        'version = "2021"\nfrom = 2021-01-01', 'version = "mid"\nfrom = 2022-07-01'
    ).replace("15_000_000.00", "18_000_000.00")
