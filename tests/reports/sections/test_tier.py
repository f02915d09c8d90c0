"""The tier pages: what limits the next tier, who closes it, which exceptions end when."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from models.action import Action
from models.background import NOTHING, Background
from models.pack_plan import PackPlan
from models.partner import Grant
from reports import story_tier
from reports.facts import PackFacts
from reports.figures import Figures
from reports.pack import drawn
from tests.reports import background_builder as builder
from tests.reports import facts_builder
from tests.reports.facts_builder import DAY
from tests.reports.looking import pages, picture, text, told, well_laid, with_words

FULL = builder.full()
STATUS = replace(PackPlan(), kind="mid_year")
MAKERS = {
    "platinum": facts_builder.platinum,
    "silver": facts_builder.silver,
    "far away": facts_builder.far_away,
    "empty": facts_builder.empty,
}


def action(criterion: str, due: date | None, **more: Any) -> Action:
    return Action(1, 1, "Train eight people", "", criterion, due_on=due, **more)


def figures(background: Background = NOTHING, grants: tuple[Grant, ...] = ()) -> Figures:
    return Figures(told(facts_builder.silver(), background, grants=grants))


@pytest.mark.parametrize("edition", ["internal", "partner"])
@pytest.mark.parametrize("maker", MAKERS)
def test_two_pages_hold_it_also_with_words_of_a_person(maker: str, edition: str) -> None:
    for plan in (PackPlan(), with_words("tier")):
        found = pages(told(MAKERS[maker](), FULL, edition=edition, plan=plan), "tier")
        assert len(found) == 2
        for leaf in found:
            well_laid(leaf)


def test_the_matrix_says_what_limits_the_next_tier() -> None:
    first, _ = pages(told(facts_builder.silver(), FULL), "tier")
    assert "What limits Gold 5 criteria" in text(first)
    assert "Aggregate TCV, Offering availability and 3 others" in text(first)
    first, _ = pages(told(facts_builder.platinum(), FULL), "tier")
    assert "What limits" not in text(first)


def test_one_limit_is_named_with_what_it_lacks() -> None:
    found = Figures(told(facts_builder.far_away(), NOTHING))
    assert story_tier.limiting(found) == ("$663,126.80 short", "Aggregate TCV")


@pytest.mark.parametrize(
    ("planned", "said"),
    [
        ((), "No action is planned for it."),
        (
            (action("trained", DAY, owner="Ada Brandt"),),
            "Train eight people: Ada Brandt, by 5 Jan 2022.",
        ),
        (
            (action("trained", DAY - timedelta(1), side="partner"),),
            "Train eight people: The partner, by 4 Jan 2022, late.",
        ),
        ((action("trained", None),), "Train eight people: The host, without a date."),
        ((action("trained", DAY, state="done"),), "No action is planned for it."),
        ((action("sponsor", DAY),), "No action is planned for it."),
    ],
)
def test_a_gap_names_who_closes_it_and_by_when(planned: tuple[Action, ...], said: str) -> None:
    assert story_tier.plan_said(figures(replace(NOTHING, actions=planned)), "trained") == said


def test_of_several_actions_the_one_that_is_due_first_is_named() -> None:
    three = tuple(
        replace(action("trained", due), id=number)
        for number, due in enumerate((None, DAY + timedelta(9), DAY + timedelta(2)), 1)
    )
    found = story_tier.planned(figures(replace(NOTHING, actions=three)), "trained")
    assert found is not None
    assert found.id == 3


def test_what_is_planned_stands_beside_the_gap() -> None:
    gap = figures().open_rows[0].id
    planned = replace(FULL, actions=(action(gap, DAY, owner="Ada Brandt"),))
    _, second = pages(told(facts_builder.silver(), planned), "tier")
    assert "Train eight people: Ada Brandt, by 5 Jan 2022." in text(second)


def grant(until: date | None, basis: str = "exception", program: str = "") -> Grant:
    return Grant(
        7, 1, "gold", basis, DAY - timedelta(90), until, "Kept for continuity", "Host board",
        program=program,
    )  # fmt: skip


@pytest.mark.clause("C017")
@pytest.mark.parametrize(
    ("until", "shown"),
    [(DAY - timedelta(1), []), (DAY, ["Until 5 Jan 2022"]), (None, ["Without an end"])],
)
def test_an_exception_is_shown_until_its_last_day(until: date | None, shown: list[str]) -> None:
    found = story_tier.exceptions(figures(grants=(grant(until),)))
    assert [one.until for one in found] == shown
    assert all(one.why == "Kept for continuity. Approved by Host board." for one in found)


def test_an_assessment_or_another_program_is_no_exception() -> None:
    others = (grant(None, "assessment"), grant(None, program="Other"))
    assert story_tier.exceptions(figures(grants=others)) == []


def test_the_partner_reads_the_end_of_an_exception_and_not_its_reason() -> None:
    facts = told(facts_builder.silver(), FULL, edition="partner", grants=(grant(DAY),))
    words = text(pages(facts, "tier")[0])
    assert "Gold by exception Until 5 Jan 2022" in words
    assert "continuity" not in words
    assert "Host board" not in words


def test_the_steps_over_the_years_are_told_in_words() -> None:
    first, _ = pages(told(facts_builder.silver(), FULL), "tier")
    node = picture(first, "line")
    told_of = node.alt.split("; ")
    assert [words.split(",")[0] for words in told_of] == ["Gold", "No tier", "Silver", "Gold"]
    assert "exception" in told_of[-1]
    assert "2021" in told_of[-1]
    assert node.data is not None
    assert list(node.data.series[0].values) == [2, 0, 1, 2]
    assert "Now: Gold, exception, 1 Apr 2021 to 30 Sep 2022." in text(first)


# Within the year


def status(facts: PackFacts, edition: str = "partner") -> PackFacts:
    return told(facts, FULL, edition=edition, plan=STATUS)


@pytest.mark.clause("C071")
@pytest.mark.clause("C072")
def test_a_status_within_the_year_says_what_is_short_and_how_long_is_left() -> None:
    [leaf] = pages(status(facts_builder.silver()), "tier")
    assert leaf.title == (
        "Silver is earned; Gold needs $2,104,049.30 more Aggregate TCV and four other criteria,"
        " with 51 weeks left"
    )
    words = text(leaf)
    assert "Aggregate TCV is measured next on 2 Jan 2023." in words
    assert "Invitation accepted" in words
    assert "What closes the gap to Gold" in words


@pytest.mark.parametrize("edition", ["internal", "partner"])
@pytest.mark.parametrize("maker", MAKERS)
def test_a_status_is_two_pages_at_most(maker: str, edition: str) -> None:
    leaves = drawn(status(MAKERS[maker](), edition), "0" * 64).leaves
    assert [leaf.section.key for leaf in leaves] in (["tier", "tcv"], ["tier"])
    for leaf in leaves:
        well_laid(leaf)


def test_at_the_top_a_status_says_what_has_to_stay() -> None:
    [leaf] = pages(status(facts_builder.platinum()), "tier")
    assert leaf.title.endswith("the highest tier, 51 weeks before the next measurement")
    assert "has to be in place on that day" in text(leaf)
