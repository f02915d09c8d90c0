"""What if, the path and the margin under a program that has no money."""

from dataclasses import replace
from datetime import date

import pytest

from models.partner_file import PartnerFile
from models.program.levers import deal_criterion, levers
from models.program.loading import program_of
from models.program.margin import margin
from models.program.path import shortest
from models.program.what_if import decided, reaches
from tests.models.program.files import file_of
from tests.models.program.harbour import TEXT
from tests.models.program.making import Records, complete, deal, training

DAY = date(2022, 1, 5)
TERMS = program_of(TEXT).terms_on(DAY)


def aboard(people: int, customers: int) -> PartnerFile:
    records: Records = complete(
        *(
            replace(deal("won", date(2021, 6, 1), 100, currency="CHF"), customer=f"Customer {n}")
            for n in range(customers)
        )
    )
    records.trainings = [
        training(f"Person {n}", date(2021, 6, 1), "engineering") for n in range(people)
    ]
    records.partner = replace(records.partner, invitation_accepted_on=date(2020, 1, 5))
    return file_of(records, DAY, DAY, TERMS)


@pytest.mark.parametrize(
    ("people", "customers", "tier"),
    [(1, 1, "ashore"), (2, 0, "ashore"), (2, 1, "deckhand"), (4, 2, "deckhand"), (4, 3, "pilot")],
)
def test_the_tier_follows_the_counts(people: int, customers: int, tier: str) -> None:
    assert aboard(people, customers).decision.calculated_tier == tier


def test_the_path_adds_people_and_customers_and_reaches_its_tier() -> None:
    file = aboard(1, 0)
    path = shortest(file, TERMS, "pilot")
    assert reaches(decided(file, path.trial, TERMS), TERMS, "pilot")


def test_every_lever_but_time_can_be_tried_and_a_deal_moves_the_customers() -> None:
    file = aboard(2, 1)
    found = levers(file, TERMS, file.decision, "pilot")
    assert {lever.id for lever in found} == {"crews", "helm", "charter"}
    assert deal_criterion(TERMS) == "crews"


def test_what_would_cost_the_tier_is_told_without_money() -> None:
    told = margin(aboard(4, 3), TERMS)
    assert told.tier == "pilot"
    assert told.losses
    assert not any("CHF" in loss.words for loss in told.losses)
