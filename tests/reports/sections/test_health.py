"""Health: four views, coloured by evidence alone; the rest says that there is not enough data."""

from datetime import date

import pytest

from models.background import Background
from models.deal import Deal
from models.governance.health_views import View
from models.health import BELOW, NEAR, ON_TARGET, UNKNOWN, HealthLimits
from models.partner import Agreement, Grant, Partner
from reports.facts import EDITIONS, PackFacts, freeze
from reports.figures import Figures
from reports.sections.health import SECTION
from reports.story_health import title, views
from tests.reports import capability_builder as builder
from tests.reports import facts_builder, health_builder
from tests.reports.facts_builder import partner_file
from tests.reports.looking import pages, picture, pictures, text, told, well_laid, with_words

GRANT = Grant(1, 1, "gold", "assessment", date(2022, 1, 3), date(2022, 12, 31))
IN = Partner(1, "Any", invitation_accepted_on=date(2021, 2, 1))
PAPERS = (Agreement(1, 1, "program_agreement", date(2021, 2, 12)),)
GOLD = 15_000_000_00
NAMES = ("strategic", "financial", "operational", "relationship")


def judged(facts: PackFacts, background: Background, **more: object) -> PackFacts:
    """The facts with their health as the records have it."""
    health = health_builder.health(facts, background, **more)
    return told(facts, builder.background(ledger=background.ledger, health=health))


def worth(minor: int, *grants: Grant, **more: object) -> PackFacts:
    won = Deal(1, 1, "Rollout", "Bank", "OP-1", "won", date(2021, 5, 5), minor, 0, minor)
    file = partner_file([won], partner=IN, agreements=PAPERS, grants=grants)
    return judged(freeze(file), builder.background(ledger=None, **more))


def view(facts: PackFacts, key: str) -> View:
    return next(one for one in views(Figures(facts)) if one.key == key)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kept", [True, False])
def test_the_page_is_well_laid(edition: str, kept: bool) -> None:
    plan = with_words("health") if kept else with_words()
    for made in (facts_builder.platinum, facts_builder.far_away):
        facts, background = made(), builder.background()
        for asked in (None, health_builder.survey()):
            health = health_builder.health(facts, background, survey=asked)
            health = health_builder.overridden(health)
            shown = builder.background(health=health)
            [leaf] = pages(told(facts, shown, edition=edition, plan=plan), "health")
            well_laid(leaf)


@pytest.mark.parametrize(
    ("minor", "colour"),
    [(GOLD + 1, ON_TARGET), (GOLD, ON_TARGET), (GOLD - 1, NEAR),
     (GOLD * 9 // 10, NEAR), (GOLD * 9 // 10 - 1, BELOW)],
)  # fmt: skip
def test_money_is_judged_by_the_granted_tiers_target_to_the_cent(minor: int, colour: str) -> None:
    assert view(worth(minor, GRANT), "financial").colour == colour


def test_other_limits_judge_otherwise() -> None:
    facts = worth(GOLD * 8 // 10, GRANT, limits=HealthLimits(100, 80))
    assert view(facts, "financial").colour == NEAR
    [leaf] = pages(facts, "health")
    assert "80% or more" in text(leaf)


def test_without_a_granted_tier_money_is_not_judged() -> None:
    found = view(worth(GOLD), "financial")
    assert (found.colour, found.words) == (UNKNOWN, "Not enough data")


@pytest.mark.clause("C073")
@pytest.mark.parametrize(("named", "colour"), [(10, ON_TARGET), (9, NEAR), (8, BELOW)])
def test_the_partners_list_is_judged_by_its_weakest_figure(named: int, colour: str) -> None:
    ledger = builder.ledger(named, 10, 10)
    facts = judged(builder.trained(10), builder.background(ledger=ledger))
    found = view(facts, "operational")
    assert found.colour == colour
    assert ledger.evidence in found.evidence


@pytest.mark.parametrize(
    ("people", "colour"), [(4, BELOW), (5, ON_TARGET), (6, ON_TARGET)]
)  # fmt: skip
def test_enablement_is_held_against_the_tiers_minimum(people: int, colour: str) -> None:
    found = view(judged(builder.trained(people), builder.background(ledger=None)), "operational")
    assert found.colour == colour
    assert "The partner has given no list of its own deals yet." in found.lacking


def test_no_training_on_record_is_no_evidence_that_nobody_is_trained() -> None:
    nothing = builder.background(ledger=None)
    assert view(judged(builder.trained(0), nothing), "operational").colour == UNKNOWN
    assert view(judged(builder.trained(1), nothing), "operational").colour == BELOW


def test_what_is_not_on_record_has_no_colour() -> None:
    facts = judged(facts_builder.platinum(), builder.background())
    assert view(facts, "strategic").words == "Not enough data"
    assert view(facts, "relationship").words == "Not enough data"
    [leaf] = pages(facts, "health")
    assert "No joint objective is recorded." in text(leaf)
    assert "Neither side has answered a survey yet." in text(leaf)


def test_the_dots_stand_on_one_axis_with_the_target_and_above_it_say_how_much() -> None:
    facts = judged(facts_builder.platinum(), builder.background())
    [leaf] = pages(facts, "health")
    chart = picture(leaf, "dots").data
    assert chart is not None
    assert chart.targets == [("Target", 100)]
    [values] = [series.values for series in chart.series]
    assert facts.decision.tcv.total * 100 // GOLD in list(values)


def test_the_weakest_figure_of_a_view_stands_first() -> None:
    facts = judged(facts_builder.platinum(), builder.background(ledger=builder.ledger(9, 6, 8)))
    [leaf] = pages(facts, "health")
    for node in pictures(leaf):
        if node.data and node.data.targets:
            [series] = node.data.series
            assert list(series.values) == sorted(series.values, key=lambda one: one or 0)


@pytest.mark.parametrize("edition", EDITIONS)
def test_both_sides_of_the_survey_are_drawn_by_theme(edition: str) -> None:
    facts, background = facts_builder.platinum(), builder.background()
    health = health_builder.health(facts, background, survey=health_builder.survey())
    [leaf] = pages(told(facts, builder.background(health=health), edition=edition), "health")
    chart = next(
        node.data for node in pictures(leaf) if node.data and "All together" in node.data.categories
    )
    assert chart.categories == ["Trust", "Goals", "People", "All together"]
    assert [list(one.values) for one in chart.series] == [[5.0] * 4, [3.0] * 4]
    assert health_builder.HOST_WORDS not in text(leaf)


def test_a_persons_word_stands_beside_the_colour_and_its_reason_stays_in_the_house() -> None:
    facts, background = facts_builder.far_away(), builder.background()
    health = health_builder.overridden(health_builder.health(facts, background))
    shown = builder.background(health=health)
    said = {}
    for edition in EDITIONS:
        [leaf] = pages(told(facts, shown, edition=edition), "health")
        said[edition] = text(leaf)
        assert "On target, a person says" in said[edition]
        assert "Called on target by a person on 2 Nov 2021 until 31 Jan 2022" in said[edition]
    assert "Their sponsor signed" in said["internal"]
    assert "Their sponsor signed" not in said["partner"]


def test_without_any_figure_a_line_says_so() -> None:
    bare = freeze(facts_builder.empty().file)
    assert pages(bare, "health") == []
    assert SECTION.nothing(Figures(bare)) == "There is not enough data to judge any view."


def test_the_title_groups_what_stands_alike() -> None:
    def of(*colours: str) -> str:
        return title([View(key, colour) for key, colour in zip(NAMES, colours, strict=True)])

    assert of("", "green", "green", "") == (
        "Financial and operational health are on target; two of four views lack data"
    )
    assert of("green", "amber", "red", "") == (
        "Strategic health is on target, financial health is near target and operational health is"
        " below target; one of four views lacks data"
    )
    assert of("red", "red", "red", "red") == "All four views of health are below target"
    assert of("red", "red", "red", "amber").startswith("Relationship health is near target and")
    assert of("red", "red", "red", "").endswith("; one of four views lacks data")
