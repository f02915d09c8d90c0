"""The joint plan is told by its conclusion, its bullets, three series and the year's work."""

from dataclasses import replace
from datetime import date

import pytest

from models.background import Background
from models.governance.plan_view import JointPlan
from models.pack_plan import APPENDIX, PackPlan, Words
from reports.facts import PackFacts, freeze
from reports.pack import drawn
from tests.reports import background_builder, facts_builder, plan_builder
from tests.reports.looking import pages, pictures, text, told

PLAN = plan_builder.plan(date(2021, 12, 1))


def made(plan: JointPlan | None, edition: str = "internal") -> PackFacts:
    return told(facts_builder.silver(), Background(joint_plan=plan), edition=edition)


@pytest.mark.clause("C006")
def test_each_objective_stands_with_its_figures_state_and_both_owners() -> None:
    [leaf] = pages(made(PLAN), "joint-plan")
    said = text(leaf)
    assert leaf.title == (
        "Two of the six objectives of 2021 are on target; “Grow signings” needs $6,000,000 more"
    )
    for words in (
        "Grow signings", "$4.0M", "$10.0M", "40%", "R  Below target", "G  On target",
        "A  Near target", "Not enough data", "Jointly approved", "Ada Brandt (host)",
        "Jana Kowalczyk (partner)",
    ):  # fmt: skip
        assert words in said


@pytest.mark.clause("C005")
def test_the_three_series_carry_their_figures_and_targets() -> None:
    [leaf] = pages(made(PLAN), "joint-plan")
    charts = {one.data.series[0].name: one for one in pictures(leaf) if one.data}
    signings = charts["Signings"].data
    assert signings is not None
    assert list(signings.categories) == ["2018", "2019", "2020", "2021"]
    assert list(signings.series[0].values)[-2:] == [5_000_000_00, 4_000_000_00]
    assert signings.levels[0].values[-1] == 1_000_000_000
    assert "Revenue" in charts


def test_the_strip_says_each_initiative_and_counts_its_milestones() -> None:
    [leaf] = pages(made(PLAN), "joint-plan")
    strip = next(one for one in pictures(leaf) if one.alt.startswith("Work over the year."))
    assert "Campaign number 1 done" in strip.alt
    assert strip.data is not None
    assert len(strip.data.categories) == 4


def test_both_sides_put_in_what_is_said_per_currency() -> None:
    [leaf] = pages(made(plan_builder.plan(puts=6)), "joint-plan")
    assert "Host: " in text(leaf)
    assert "€40,000" in text(leaf)


@pytest.mark.clause("C102")
def test_the_note_of_an_objective_is_for_the_host() -> None:
    theirs = made(PLAN, "partner").background.joint_plan
    assert theirs is not None
    assert {one.objective.note for one in theirs.objectives} == {""}
    assert "Only we say this" not in text(pages(made(PLAN), "joint-plan")[0])


@pytest.mark.parametrize("plan", [None, replace(plan_builder.plan(), objectives=(),
                                                initiatives=(), investments=())])  # fmt: skip
def test_without_a_plan_one_line_says_so(plan: JointPlan | None) -> None:
    facts = made(plan)
    assert pages(facts, "joint-plan") == []
    assert drawn(facts, "0" * 64).nothing["joint-plan"] == (
        "No joint plan is on record for the year."
    )


@pytest.mark.parametrize("count", [0, 1, 6, 40])
@pytest.mark.parametrize("work", [0, 3, 60])
def test_a_plan_of_any_size_takes_one_page(count: int, work: int) -> None:
    plan = plan_builder.plan(
        own=plan_builder.objectives(count), works=work, puts=work,
        name="Überlanger Name 株式会社 שלום <b>&amp;</b> " * 6,
    )  # fmt: skip
    assert len(pages(made(plan), "joint-plan")) == (1 if count or work else 0)


def test_a_pack_with_every_section_has_a_page_for_each_and_no_more() -> None:
    plan = PackPlan(words={"summary": Words("For all", "")})
    facts = freeze(
        facts_builder.many(400).file,
        plan=plan,
        background=background_builder.full(date(2021, 12, 1)),
    )
    read = [
        leaf.section.key
        for leaf in drawn(facts, "0" * 64).leaves
        if not leaf.plain and leaf.section.key not in APPENDIX
    ]
    assert len(read) <= 16
    assert "joint-plan" in read
