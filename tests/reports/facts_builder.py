"""Made-up partners for the packs' tests: their records, counted and decided as the product does."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from models.dates import window
from models.deal import Deal
from models.partner import Agreement, Contact, Grant, Integration, Offering, Partner, Training
from models.partner_file import PartnerFile
from models.program import deals as money
from models.program.decide import decide
from models.program.loading import terms_on
from models.program.measure import Facts
from models.program.terms import Terms
from reports.facts import PackFacts, freeze

DAY = date(2022, 1, 5)
PAPERS = ("program_agreement", "procurement_agreement", "nda", "data_privacy_agreement")
STAGES = ("Qualify", "Design", "Propose", "Negotiate", "Commit")
CUSTOMERS = (
    "Aldwych Rail", "Brightwater Utilities", "Castellane Insurance", "Dunmore Grocers",
    "Eastgate Hospitals", "Fjordline Shipping", "Granary Bank", "Harrow Chemicals",
    "Isar Automotive", "Juniper County", "Kestrel Airways", "Lakeside Retail",
)  # fmt: skip
WORK = (
    "Managed detection and response", "Identity roll-out", "Cloud posture review",
    "Security operations centre", "Endpoint renewal", "Zero-trust network", "Data protection",
    "Vulnerability management", "Threat hunting", "Email security",
)  # fmt: skip
STEPS = ("Confirm scope", "Send proposal", "Agree price", "Sign order form", "Meet the sponsor")
PEOPLE = (
    "Ada Brandt", "Bilal Chaudhry", "Carys Evans", "Dario Fontana", "Elif Güneş", "Femi Garba",
    "Greta Holm", "Hana Ito", "Ivo Jansen", "Jana Kowalczyk", "Karim Lahlou", "Lena Moreau",
    "Mina Nair", "Nils Olsen", "Oana Popescu", "Pablo Quiroga", "Rosa Ruiz", "Sven Sorensen",
    "Tess Tanaka", "Umar Usman", "Vera Vasile", "Wim Wouters", "Yara Yilmaz", "Zoe Zeller",
)  # fmt: skip


def partner_file(
    deals: list[Deal],
    *,
    partner: Partner,
    contacts: tuple[Contact, ...] = (),
    agreements: tuple[Agreement, ...] = (),
    offerings: tuple[Offering, ...] = (),
    trainings: tuple[Training, ...] = (),
    integrations: tuple[Integration, ...] = (),
    grants: tuple[Grant, ...] = (),
    day: date = DAY,
    sample: bool = False,
    terms: Terms | None = None,
) -> PartnerFile:
    terms = terms or terms_on(day)
    counted = money.count_deals(deals, terms, day, {})
    facts = Facts(
        partner=partner,
        contacts=contacts,
        agreements=agreements,
        offerings=offerings,
        trainings=trainings,
        integrations=integrations,
        grants=grants,
    )
    facts = money.with_deals(facts, counted, terms, day)
    return PartnerFile(
        partner=partner,
        contacts=contacts,
        agreements=agreements,
        offerings=offerings,
        trainings=trainings,
        integrations=integrations,
        deals=counted,
        grants=grants,
        decision=decide(facts, terms, day, day),
        window=window(day, terms.pipeline_quarters),
        portfolio="Alliances.alliance",
        sample=sample,
    )


def some_deals(count: int, total: int, seed: int = 7, day: date = DAY) -> list[Deal]:
    """`count` deals; those that count add up to about `total` units of money."""
    pick = random.Random(seed)
    shares = [pick.lognormvariate(0, 0.9) for _ in range(count)]
    deals = []
    for number, share in enumerate(shares, 1):
        minor = round(total * 100 * share / sum(shares) * 1.28)
        services = 0 if number % 11 == 5 else round(minor * pick.uniform(0.2, 0.55))
        status, close = _dated(pick, number, day)
        deals.append(
            Deal(
                id=number,
                partner_id=1,
                name=f"{pick.choice(WORK)} {number}",
                customer=pick.choice(CUSTOMERS),
                deal_id=f"OP-{20_000 + number}",
                status=status,
                close_date=close,
                partner_minor=minor - services,
                services_minor=services,
                tcv_minor=minor,
                qualified=number % 17 != 3,
                stage=pick.choice(STAGES) if status == "open" else "",
                next_step=pick.choice(STEPS) if status == "open" else "",
                source="deals.csv",
                source_line=number + 1,
            )
        )
    return deals


def _dated(pick: random.Random, number: int, day: date) -> tuple[str, date]:
    prior = date(day.year - 1, 1, 1)
    if number % 13 == 4:
        return "open", day + timedelta(days=pick.randint(400, 700))
    if number % 13 == 9:
        return "open", day - timedelta(days=pick.randint(20, 200))
    if number % 19 == 7:
        return "won", date(day.year - 2, pick.randint(1, 12), pick.randint(1, 28))
    kind = number % 5
    if kind < 2:
        return "won" if kind == 0 or number % 2 else "lost", prior + timedelta(pick.randint(0, 364))
    return "open", date(day.year, 1, 1) + timedelta(days=pick.randint(0, 364))


def platinum(edition: str = "internal", **changes: Any) -> PackFacts:
    """Everything in place, with an agreement that runs out before the next measurement."""
    known = _known("Meridian Cyber Systems", 29_400_000, 96, 24, 6, 4, **changes)
    return freeze(known, edition=edition)


def silver(edition: str = "internal", **changes: Any) -> PackFacts:
    """Silver, with several gaps before Gold."""
    return freeze(
        _known("Northlight Analytics", 14_200_000, 58, 7, 3, 1, sponsor=False, **changes),
        edition=edition,
    )


def many(count: int) -> PackFacts:
    """A partner with that many deals."""
    return freeze(_known("Summit Data Services", 17_300_000, count, 12, 6, 2))


def with_deals(name: str, deals: list[Deal]) -> PackFacts:
    """A partner of that name with these deals."""
    return freeze(_known(name, 0, 0, 12, 6, 2, own_deals=deals))


def far_away(edition: str = "internal") -> PackFacts:
    """Names in many scripts, some of them far too long."""
    deals = some_deals(40, 16_500_000)
    names = (
        "東京海上日動システムズ株式会社 次世代認証基盤", "Ασφάλεια δικτύου για την Ελλάδα",
        "Защита периметра для «Волга Банк»", "서울 보안 관제 센터 통합", "Zażółć gęślą jaźń",
        "Nguyễn Thị Ánh Tuyết – Bảo mật đám mây", "上海云安全态势评估", "A" * 90,
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    )  # fmt: skip
    deals = [
        replace(deal, name=names[n % len(names)], customer=names[(n + 3) % len(names)])
        for n, deal in enumerate(deals)
    ]
    people = tuple(f"{names[n % 7]} {n}" for n in range(24))
    known = _known(
        "日本電気セキュリティ・パートナーズ株式会社 (Ελληνική & Українська група)", 0, 0, 12, 6, 2,
        region="Asia Pacific, Japan and everywhere else that the alliance works in",
        notes="Ведётся переписка; 次の会議は三月です。 " * 9, people=people, own_deals=deals,
    )  # fmt: skip
    return freeze(known, edition=edition, title="Executive business review and planning " * 4)


def empty() -> PackFacts:
    """A name and nothing else."""
    return freeze(partner_file([], partner=Partner(1, "Blank Slate Security"), sample=True))


def _known(
    name: str,
    total: int,
    deals: int,
    trained: int,
    geographies: int,
    resources: int,
    *,
    sponsor: bool = True,
    region: str = "Europe",
    notes: str = "Their new sponsor wants a joint plan before March; tread softly on pricing.",
    people: tuple[str, ...] = PEOPLE,
    own_deals: list[Deal] | None = None,
    sample: bool = True,
) -> PartnerFile:
    places = terms_on(DAY).geographies
    contacts = [
        Contact(1, 1, people[0], "executive sponsor", until=None if sponsor else date(2021, 9, 1)),
        Contact(2, 1, people[1], "alliance manager", email="manager@partner.example"),
        *(Contact(10 + n, 1, people[2 + n], "technical resource") for n in range(resources)),
        Contact(30, 1, people[9], "executive sponsor", side="host", phone="+1 555 0100"),
        Contact(31, 1, people[10], "alliance manager", side="host", phone="+1 555 0101"),
        Contact(32, 1, people[11], "other", side="host", phone="+1 555 0102"),
    ]
    kinds = ("standard MSS delivery", "custom MSS delivery")
    trainings = [
        Training(n, 1, people[n % len(people)], kinds[n % 2], "Delivery", date(2021, 2 + n % 9, 3))
        for n in range(trained)
    ]
    trainings.append(Training(90, 1, people[0], kinds[1], "Delivery", None))
    trainings.append(Training(91, 1, people[5], "sales", "Positioning", date(2021, 5, 4)))
    return partner_file(
        some_deals(deals, total) if own_deals is None else own_deals,
        partner=Partner(
            1, name, region, notes, date(2020, 11, 2), date(2021, 2, 1), date(2021, 2, 12),
            None, True, True, True,
        ),
        contacts=tuple(contacts),
        agreements=tuple(
            Agreement(n, 1, kind, date(2021, 2, 20), date(2022, 8, 31) if kind == "nda" else None)
            for n, kind in enumerate(PAPERS)
        ),
        offerings=(
            Offering(1, 1, "Managed threat response", True, False, places[:geographies]),
            Offering(2, 1, "Bespoke forensics", False, False, places[:1]),
        ),
        trainings=tuple(trainings),
        integrations=(
            Integration(1, 1, "Cloud Pak for Security"),
            Integration(2, 1, "X-Force feed", "cloud", agreed=False),
        ),
        grants=(
            Grant(
                1, 1, "gold", "assessment", date(2022, 1, 3), date(2022, 12, 31),
                "Kept for continuity", "Host board", "2021", DAY,
            ),
        ),
        sample=sample,
    )  # fmt: skip
