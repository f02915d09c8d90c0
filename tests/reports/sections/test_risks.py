"""The page of risks: what is open and late, on the grid and in words, and each way to green."""

from datetime import date, timedelta

import pytest

from models.background import Background
from models.governance.grade import grade
from models.governance.told import Part, Recovery, Risk
from reports.charts_risk import way_said, weight
from reports.facts import EDITIONS, PackFacts
from reports.story_risks import title
from tests.reports import facts_builder
from tests.reports.facts_builder import DAY
from tests.reports.looking import pages, picture, text, told, well_laid, with_words
from tests.reports.risk_builder import recovery, risks

LONG = "Verylongnamewithoutablank" * 4


def facts(background: Background, edition: str = "internal", *, kept: bool = False) -> PackFacts:
    plan = with_words("risks") if kept else with_words()
    return told(facts_builder.platinum(), background, edition=edition, plan=plan)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(("count", "kept"), [(1, False), (6, True), (40, True)])
def test_the_page_is_well_laid(edition: str, kept: bool, count: int) -> None:
    for name in ("", LONG, "株式会社 О’Neil & Söhne مرحبا"):
        plans = (recovery(), recovery(6, title=name), recovery(0, met=True))
        found = Background(risks=risks(count, title=name), recovery=plans)
        for leaf in pages(facts(found, edition, kept=kept), "risks"):
            well_laid(leaf)


def test_grave_ones_come_first_but_for_what_was_escalated() -> None:
    found = Background(risks=risks())
    [leaf] = pages(facts(found), "risks")
    words = text(leaf)
    order = [
        words.index(risk.title)
        for risk in sorted(risks(), key=lambda r: (-r.level, -weight(r), r.raised_on))
    ]
    assert order == sorted(order)


def test_issues_alone_need_no_grid_and_their_words_stand_whole() -> None:
    words = "A second architect comes from the other region before the proposal is due to go"
    one = Risk(1, "issue", "The two proposals stand or fall with one architect of theirs", 3, 5,
               DAY - timedelta(days=33), response=words)  # fmt: skip
    [leaf] = pages(facts(Background(risks=(one,))), "risks")
    assert "Risks on the grid" not in text(leaf)
    assert words in text(leaf)
    [leaf] = pages(facts(Background(risks=(one._replace(kind="risk"),))), "risks")
    assert "Risks on the grid" in text(leaf)
    assert "to go" in " ".join(text(leaf).split())
    well_laid(leaf)


@pytest.mark.clause("C034")
def test_a_level_past_its_time_says_by_how_much() -> None:
    [leaf] = pages(facts(Background(risks=risks())), "risks")
    assert "Level 2, 6 days past its time" in text(leaf)
    assert "Level 1 until" in text(leaf)


def test_the_grid_has_risks_alone_by_their_numbers() -> None:
    [leaf] = pages(facts(Background(risks=risks())), "risks")
    made = picture(leaf, "grid")
    assert made.data is not None
    count = sum(int(value or 0) for series in made.data.series for value in series.values)
    assert count == sum(risk.kind == "risk" for risk in risks())


def test_what_is_internal_is_said_so_and_stays_with_the_host() -> None:
    secret = risks(1)[0]._replace(title="Their sponsor is about to leave", id=99)
    found = Background(risks=risks(2), internal_risks=(secret,))
    [leaf] = pages(facts(found), "risks")
    assert "Their sponsor is about to leave" in text(leaf)
    assert "Internal." in text(leaf)
    [leaf] = pages(facts(found, "partner"), "risks")
    assert "sponsor is about" not in text(leaf)
    assert leaf.title.startswith("One risk and one issue are open")


def test_internal_ones_alone_leave_the_partner_without_the_page() -> None:
    found = Background(internal_risks=risks(3))
    assert pages(facts(found), "risks")
    assert pages(facts(found, "partner"), "risks") == []


def test_nothing_open_is_no_page() -> None:
    assert pages(facts(Background()), "risks") == []


@pytest.mark.parametrize(
    ("likelihood", "impact", "word"),
    [(3, 5, "Grave"), (5, 3, "Grave"), (1, 5, "Low"), (4, 3, "Medium"), (2, 4, "Medium"),
     (1, 1, "Low")],
)  # fmt: skip
def test_how_grave_it_is_is_likelihood_times_impact(
    likelihood: int, impact: int, word: str
) -> None:
    one = Risk(1, "risk", "It may", likelihood, impact, DAY)
    assert grade(weight(one)) == {"Grave": "short", "Medium": "at_risk", "Low": "met"}[word]
    [leaf] = pages(facts(Background(risks=(one,))), "risks")
    assert f"{word}, risk" in text(leaf)


@pytest.mark.clause("C040")
def test_a_plan_says_what_was_missing_what_is_and_how_far_it_is() -> None:
    [leaf] = pages(facts(Background(recovery=(recovery(),))), "risks")
    words = text(leaf)
    assert "Recovery: Technical resources for Gold" in words
    assert "When it began: 1 person short. Now: 1 person short." in words
    assert "1 of 3 milestones done" in words
    assert "Target" in words


def test_a_milestone_is_late_from_the_day_after_its_own() -> None:
    assert ": open, " in way_said(with_part(recovery(0), DAY), DAY)
    assert ": late, " in way_said(with_part(recovery(0), DAY - timedelta(days=1)), DAY)


@pytest.mark.parametrize(
    ("count", "plans", "said"),
    [(0, 1, "One recovery plan is under way"), (1, 0, "One risk is open"),
     (0, 2, "Two recovery plans are under way")],
)  # fmt: skip
def test_the_title_says_what_there_is(count: int, plans: int, said: str) -> None:
    assert title(risks(count), [recovery()] * plans, DAY) == said


def test_the_title_tells_of_a_criterion_that_is_met_again() -> None:
    assert title([], [recovery(met=True), recovery()], DAY) == (
        "Two recovery plans are under way, one met again"
    )


def with_part(plan: Recovery, due: date) -> Recovery:
    return plan._replace(parts=(Part("Train", "host", "", due, None),))
