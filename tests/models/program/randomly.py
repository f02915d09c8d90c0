"""Random facts for the tests here, crowded around the days and amounts that decide."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from models.deal import Deal, Rate
from models.partner import (
    AGREEMENT_KINDS,
    CONTACT_ROLES,
    TRAINING_KINDS,
    Agreement,
    Contact,
    Grant,
    Integration,
    Offering,
    Partner,
    Training,
)
from tests.models.program.making import Records

PEOPLE = ("Ada Wells", "ada  WELLS", "Bo Lind", "Straße", "STRASSE", "Li Na")
ADDRESSES = ("", "", "ada@example.com", "ADA@example.com ", "bo@example.com")
PLACES = (
    "North America", "Latin America", "Europe", "Middle East and Africa", "Asia Pacific", "Japan",
    "europe", "EMEA", "Atlantis",
)  # fmt: skip
AMOUNTS = (0, 1, 99, 800_000_000, 799_999_999, 1_500_000_000, 1_499_999_999, 2_500_000_000)

# Days that decide something, and their neighbours.
EDGES = sorted(
    {
        date(year, month, day) + timedelta(days=off)
        for year in (2021, 2022, 2023)
        for month, day in ((1, 1), (1, 5), (4, 1), (7, 1), (10, 1))
        for off in (-1, 0, 1)
    }
)
as_of_days = st.sampled_from([day for day in EDGES if day.year >= 2021]) | st.dates(
    date(2021, 1, 1), date(2024, 12, 31)
)
days = st.sampled_from(EDGES) | st.dates(date(2019, 6, 1), date(2025, 6, 1))
mostly = st.sampled_from([True, True, True, False])


@st.composite
def partners(
    draw: st.DrawFn, partner_id: int, name: str, as_of: date, rates: list[Rate]
) -> Records:
    """One partner; every day may also fall on the as-of day or beside it."""
    near = st.sampled_from([as_of + timedelta(days=off) for off in (-1, 0, 1)])
    day = near | days
    some = st.none() | day
    ids = iter(range(partner_id * 1_000, partner_id * 1_000 + 1_000))

    def several(most: int) -> range:
        return range(draw(st.integers(0, most)))

    made = Records(
        Partner(
            partner_id,
            name,
            candidate_on=draw(some),
            invited_on=draw(some),
            invitation_accepted_on=draw(some),
            removed_on=draw(st.none() | st.none() | day),
            free_training=draw(mostly),
            shield_sponsorship=draw(mostly),
            deal_registration=draw(mostly),
        ),
        rates=rates,
    )
    made.contacts = [
        Contact(
            next(ids), partner_id, draw(st.sampled_from(PEOPLE)),
            draw(st.sampled_from((*CONTACT_ROLES, "technical resource"))),
            draw(st.sampled_from(("partner", "partner", "host"))),
            draw(st.sampled_from(ADDRESSES)), since=draw(some), until=draw(st.none() | some),
        )
        for _ in several(8)
    ]  # fmt: skip
    made.agreements = [
        Agreement(next(ids), partner_id, kind, draw(some), draw(st.none() | some))
        for kind in (*AGREEMENT_KINDS, *AGREEMENT_KINDS[: draw(st.integers(0, 4))])
    ]
    made.offerings = [
        Offering(
            next(ids), partner_id, draw(st.sampled_from(("Alpha", "alpha ", "Beta"))),
            draw(mostly), draw(st.booleans()),
            tuple(draw(st.lists(st.sampled_from(PLACES), max_size=7))), draw(some),
            draw(st.sampled_from(("", "", "both", "consulting", "managed", "none"))),
        )
        for _ in several(3)
    ]  # fmt: skip
    crowd = draw(st.sampled_from((0, 3, 4, 8, 9, 10, 18, 19, 20)))
    made.trainings = [
        Training(next(ids), partner_id, f"Person {n}", "custom MSS delivery", "", date(2020, 1, 1))
        for n in range(crowd)
    ]
    made.trainings += [
        Training(
            next(ids), partner_id, draw(st.sampled_from(PEOPLE)),
            draw(st.sampled_from(TRAINING_KINDS)), "", draw(some),
        )
        for _ in several(5)
    ]  # fmt: skip
    made.integrations = [
        Integration(
            next(ids), partner_id, draw(st.sampled_from(("Alpha", "ALPHA", "Beta"))),
            agreed=draw(mostly),
        )
        for _ in several(2)
    ]  # fmt: skip
    made.grants = [
        Grant(
            next(ids), partner_id, draw(st.sampled_from(("platinum", "gold", "silver"))),
            draw(st.sampled_from(("assessment", "exception"))), draw(day), draw(some),
        )
        for _ in several(3)
    ]  # fmt: skip
    for _ in several(8):
        partner_minor = draw(st.sampled_from(AMOUNTS) | st.integers(0, 900_000_000))
        services_minor = draw(st.sampled_from((0, 0, 1, 100_000_000)))
        status = draw(st.sampled_from(("open", "won", "lost")))
        made.deals.append(
            Deal(
                next(ids), partner_id, "Deal", status=status, close_date=draw(some),
                partner_minor=partner_minor, services_minor=services_minor,
                tcv_minor=partner_minor + services_minor, qualified=draw(mostly),
                currency=draw(st.sampled_from(("USD", "USD", "USD", "EUR", "JPY", "CHF"))),
                customer=draw(st.sampled_from(("", "Acme", "ACME ", "Globex"))),
                registered_on=draw(some),
            )
        )  # fmt: skip
    return solid(draw, made, as_of, ids) if draw(mostly) else made


def solid(draw: st.DrawFn, made: Records, as_of: date, ids: Iterator[int]) -> Records:
    """The same partner with a good record of everything before the others, now and then one less.

    Without it next to no random partner would reach a tier.
    """
    owner, early = made.partner.id, date(2020, 12, 1)
    accepted = draw(st.sampled_from([date(2021, 1, 2), as_of]))
    made.partner = replace(
        made.partner, invited_on=accepted, invitation_accepted_on=accepted, removed_on=None
    )
    target = draw(st.sampled_from((799_999_999, 800_000_000, 1_500_000_000, 2_500_000_000)))
    good: list[Any] = [
        *(Agreement(next(ids), owner, kind, early) for kind in AGREEMENT_KINDS),
        Contact(next(ids), owner, "Sponsor", "executive sponsor"),
        Contact(next(ids), owner, "Manager", "alliance manager"),
        *(Contact(next(ids), owner, f"Engineer {n}", "technical resource") for n in range(3)),
        Offering(next(ids), owner, "Solid", standard=True, worldwide=True),
        Offering(next(ids), owner, "Narrow", standard=True, geographies=("EMEA",)),
        *(Training(next(ids), owner, f"T {n}", TRAINING_KINDS[0], "", early) for n in range(20)),
        Integration(next(ids), owner, "Solid"),
        Deal(
            next(ids), owner, "Big", status="won", close_date=date(as_of.year - 1, 12, 31),
            partner_minor=target, tcv_minor=target,
        ),
    ]  # fmt: skip
    for gone in draw(st.lists(st.sampled_from(range(len(good))), max_size=3)):
        good[gone] = None
    if draw(st.booleans()):
        made.partner = replace(
            made.partner, free_training=True, shield_sponsorship=True, deal_registration=True
        )
    for record in filter(None, good):
        getattr(made, type(record).TABLE).insert(0, record)
    return made


@st.composite
def worlds(draw: st.DrawFn, most: int = 1) -> tuple[list[Records], date, date | None]:
    """Some partners with common rates, an as-of day, and a day for prerequisites or none."""
    as_of = draw(as_of_days)
    rates = [
        Rate(number, draw(st.sampled_from(("EUR", "JPY"))), draw(days), draw(
            st.sampled_from(("1.135", "0.5", "0.0087", "1", "1.99999")))
        )
        for number in range(draw(st.integers(0, 4)))
    ]  # fmt: skip
    names = draw(
        st.lists(
            st.sampled_from(("Zeta", "alpha", "Beta", "Éclair", "ß-tech", "10 North")),
            min_size=1,
            max_size=most,
            unique=True,
        )
    )
    made = [
        draw(partners(number, name, as_of, rates)) for number, name in enumerate(names, start=1)
    ]
    return made, as_of, draw(st.none() | days)
