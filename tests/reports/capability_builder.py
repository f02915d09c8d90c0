"""What a partner can do, made up: offerings, trainings, benefits, a list of its own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from models.background import Background
from models.benefit_event import BenefitEvent
from models.benefit_tiers import Held
from models.benefits import Known, Line, Totals, Win, lines
from models.ledger_health import LedgerHealth, Share
from models.partner import Agreement, Contact, Integration, Offering, Partner, Training
from models.program.loading import terms_on
from reports.facts import PackFacts, freeze
from tests.reports.facts_builder import DAY, PEOPLE, partner_file, some_deals

HELD_ON = date(2022, 6, 15)
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvertretung"
NAMES = (
    LONG[:90], "東京海上日動システムズ株式会社 次世代認証基盤 統合運用センター", "",
    "الأمن السيبراني للشركات الكبرى", "שירותי אבטחה מנוהלים", "W" * 90,
    "Managed detection and response",
)  # fmt: skip
KINDS = ("standard MSS delivery", "custom MSS delivery", "sales", "consulting", "architecture")


def offerings(count: int, day: date = DAY, names: Sequence[str] = ()) -> tuple[Offering, ...]:
    """Offerings of every kind, some to be had only later, some in places nobody knows."""
    places = terms_on(day).geographies
    return tuple(
        Offering(
            n, 1, names[n % len(names)] if names else f"Offering {n}", n % 3 != 2, n % 7 == 0,
            (*places[: n % 5], *(("The Moon",) if n % 6 == 5 else ())),
            day + timedelta(days=15 * n) if n % 4 == 3 else None,
            ("", "consulting", "managed", "both", "none")[n % 5],
        )
        for n in range(count)
    )  # fmt: skip


def trainings(count: int, day: date = DAY, names: Sequence[str] = PEOPLE) -> tuple[Training, ...]:
    return tuple(
        Training(
            n, 1, f"{names[n % len(names)]} {n // len(names) or ''}".strip(), KINDS[n % 5], "",
            None if n % 9 == 8 else day - timedelta(days=n),
        )
        for n in range(count)
    )  # fmt: skip


def trained(count: int, resources: int = 3, **more: Any) -> PackFacts:
    """A partner with exactly so many trained people and technical resources."""
    people = tuple(
        Training(n, 1, f"Person {n}", KINDS[n % 2], "", DAY - timedelta(days=30))
        for n in range(count)
    )
    named = tuple(Contact(n, 1, f"Engineer {n}", "technical resource") for n in range(resources))
    file = partner_file([], partner=Partner(1, "Any"), trainings=people, contacts=named)
    return freeze(replace(file, **more))


def hostile(offers: int = 60, courses: int = 400, edition: str = "internal") -> PackFacts:
    """Far too much of everything, under names that hardly fit anywhere."""
    contacts = [
        Contact(n, 1, NAMES[n % len(NAMES)], "technical resource", since=DAY,
                until=DAY + timedelta(days=12 * n + 1))
        for n in range(24)
    ]  # fmt: skip
    papers = [
        Agreement(n, 1, kind, DAY, DAY + timedelta(days=300 + n))
        for n, kind in enumerate(("nda", "program_agreement", "data_privacy_agreement"))
    ]
    deals = [replace(deal, offering_id=deal.id % 70) for deal in some_deals(400, 16_000_000)]
    file = partner_file(
        deals,
        partner=Partner(1, LONG[:90], invitation_accepted_on=date(2021, 2, 1)),
        contacts=tuple(contacts),
        agreements=tuple(papers),
        offerings=offerings(offers, names=NAMES),
        trainings=trainings(courses, names=NAMES),
        integrations=tuple(
            Integration(n, 1, NAMES[n % len(NAMES)], agreed=n % 2 == 0) for n in range(30)
        ),
    )
    return freeze(file, edition=edition, background=background())


def event(n: int, benefit: str, kind: str, on: date, due: date | None = None) -> BenefitEvent:
    return BenefitEvent(n, 1, benefit, on.year, kind, on, due_on=due, evidence="Our own words")


def benefits(
    tier: str = "platinum", events: Sequence[BenefitEvent] = (), day: date = HELD_ON, wins: int = 0
) -> tuple[Line, ...]:
    """The ledger of a partner that holds a tier all year."""
    year = day.year
    held = (Held(tier, date(year, 1, 1), date(year, 12, 31), year),)
    won = tuple(Win(n, f"Win {n}", day - timedelta(days=n)) for n in range(wins))
    return lines(Known(held, tuple(events), (), won), terms_on(day), year, day)


def some_benefits(day: date = HELD_ON) -> tuple[Line, ...]:
    """One delivered, one overdue, one promised, one invited, the others as they are."""
    names = [line.benefit.id for line in benefits(day=day)]
    by_state = {line.entitlement: line.benefit.id for line in benefits(day=day)}
    past, soon = day - timedelta(days=20), day + timedelta(days=40)
    events = [
        event(1, names[0], "delivered", past),
        event(2, names[1], "promised", past, day - timedelta(days=3)),
        event(3, names[2], "promised", past, soon),
    ]
    if "invite_only" in by_state:
        events.append(event(4, by_state["invite_only"], "invited", past))
    return benefits(events=events, day=day, wins=3)


def ledger(named: int = 9, known: int = 6, agreed: int = 6, of: int = 10) -> LedgerHealth:
    return LedgerHealth(
        DAY - timedelta(days=19), 19, Share(named, of), Share(named * 100, of * 100),
        Share(known, of), Share(agreed, of), "USD",
    )  # fmt: skip


def background(**more: Any) -> Background:
    made = Background(
        benefits=some_benefits(), ledger=ledger(), benefits_before=Totals(8, 6, 2, 0, 0)
    )
    return replace(made, **more)
