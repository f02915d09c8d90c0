"""Health: four views, coloured by evidence alone; the rest says that there is not enough data."""

from datetime import date

import pytest

from models.deal import Deal
from models.health import BELOW, NEAR, ON_TARGET, UNKNOWN, HealthLimits
from models.partner import Agreement, Grant, Partner
from reports.facts import EDITIONS, PackFacts, freeze
from reports.figures import Figures
from reports.sections.health import SECTION
from reports.story_health import View, title, views
from tests.reports import capability_builder as builder
from tests.reports import facts_builder
from tests.reports.facts_builder import partner_file
from tests.reports.looking import pages, picture, text, told, well_laid, with_words

GRANT = Grant(1, 1, "gold", "assessment", date(2022, 1, 3), date(2022, 12, 31))
IN = Partner(1, "Any", invitation_accepted_on=date(2021, 2, 1))
PAPERS = (Agreement(1, 1, "program_agreement", date(2021, 2, 12)),)
GOLD = 15_000_000_00


def worth(minor: int, *grants: Grant, **more: object) -> PackFacts:
    won = Deal(1, 1, "Rollout", "Bank", "OP-1", "won", date(2021, 5, 5), minor, 0, minor)
    file = partner_file([won], partner=IN, agreements=PAPERS, grants=grants)
    return told(freeze(file), builder.background(ledger=None, **more))


def view(facts: PackFacts, name: str) -> View:
    return next(one for one in views(Figures(facts)) if one.name == name)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kept", [True, False])
def test_the_page_is_well_laid(edition: str, kept: bool) -> None:
    plan = with_words("health") if kept else with_words()
    for made in (facts_builder.platinum, facts_builder.far_away):
        found = told(made(), builder.background(), edition=edition, plan=plan)
        [leaf] = pages(found, "health")
        well_laid(leaf)


@pytest.mark.parametrize(
    ("minor", "colour"),
    [(GOLD + 1, ON_TARGET), (GOLD, ON_TARGET), (GOLD - 1, NEAR),
     (GOLD * 9 // 10, NEAR), (GOLD * 9 // 10 - 1, BELOW)],
)  # fmt: skip
def test_money_is_judged_by_the_granted_tiers_target_to_the_cent(minor: int, colour: str) -> None:
    assert view(worth(minor, GRANT), "Financial").colour == colour


def test_other_limits_judge_otherwise() -> None:
    facts = worth(GOLD * 8 // 10, GRANT, limits=HealthLimits(100, 80))
    assert view(facts, "Financial").colour == NEAR
    [leaf] = pages(facts, "health")
    assert "80% or more" in text(leaf)


def test_without_a_granted_tier_money_is_not_judged() -> None:
    found = view(worth(GOLD), "Financial")
    assert (found.colour, found.words) == (UNKNOWN, "Not enough data")


@pytest.mark.clause("C073")
@pytest.mark.parametrize(("named", "colour"), [(10, ON_TARGET), (9, NEAR), (8, BELOW)])
def test_the_partners_list_is_judged_by_its_weakest_figure(named: int, colour: str) -> None:
    ledger = builder.ledger(named, 10, 10)
    facts = told(builder.trained(10), builder.background(ledger=ledger))
    found = view(facts, "Operational")
    assert found.colour == colour
    assert ledger.evidence in found.evidence


@pytest.mark.parametrize(
    ("people", "colour"), [(4, BELOW), (5, ON_TARGET), (6, ON_TARGET)]
)  # fmt: skip
def test_enablement_is_held_against_the_tiers_minimum(people: int, colour: str) -> None:
    facts = told(builder.trained(people), builder.background(ledger=None))
    found = view(facts, "Operational")
    assert found.colour == colour
    assert "has given no list" in found.evidence


def test_what_the_product_has_no_record_of_has_no_colour() -> None:
    facts = told(facts_builder.platinum(), builder.background())
    assert view(facts, "Strategic").words == "Not enough data"
    assert view(facts, "Relationship").words == "Not enough data"
    [leaf] = pages(facts, "health")
    assert "Notice of meetings, surveys and infractions: nothing is recorded." in text(leaf)


def test_the_dots_stand_on_one_axis_with_the_target_and_above_it_say_how_much() -> None:
    facts = told(facts_builder.platinum(), builder.background())
    [leaf] = pages(facts, "health")
    chart = picture(leaf, "dots").data
    assert chart is not None
    assert chart.targets == [("Target", 100)]
    [values] = [series.values for series in chart.series]
    assert values[0] == facts.decision.tcv.total * 100 // GOLD > 100
    assert list(values[1:4]) == [90, 60, 60]


def test_no_training_on_record_is_no_evidence_that_nobody_is_trained() -> None:
    assert view(builder.trained(0), "Operational").colour == UNKNOWN
    assert view(builder.trained(1), "Operational").colour == BELOW


def test_without_any_figure_a_line_says_so() -> None:
    bare = freeze(facts_builder.empty().file)
    assert pages(bare, "health") == []
    assert SECTION.nothing(Figures(bare)) == "There is not enough data to judge any view."


def test_the_title_groups_what_stands_alike() -> None:
    def of(*colours: str) -> str:
        names = ("Strategic", "Financial", "Operational", "Relationship")
        return title([View(name, colour, "") for name, colour in zip(names, colours, strict=True)])

    assert of("", "green", "green", "") == (
        "Financial and operational health are on target; two of four views lack data"
    )
    assert of("green", "amber", "red", "") == (
        "Strategic health is on target, financial health is near target and operational health is"
        " below target; one of four views lacks data"
    )
    assert "lack" not in of("green", "green", "green", "green")
