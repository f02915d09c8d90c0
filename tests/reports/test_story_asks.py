from dataclasses import replace
from datetime import date

import pytest

from models.pack_plan import Ask, PackPlan
from reports import story_asks
from reports.facts import freeze
from reports.figures import Figures
from tests.reports import facts_builder

DAY = date(2022, 2, 1)


def figures(*asks: Ask, edition: str = "internal", facts=facts_builder.silver) -> Figures:
    return Figures(freeze(facts().file, edition=edition, plan=PackPlan(asks=asks)))


def said(*asks: Ask) -> str:
    return story_asks.conclusion(asks)


def test_the_conclusion_counts_the_decisions_and_names_the_first_day():
    assert said(Ask("A")) == "One decision is asked of this meeting"
    assert said(Ask("A", by=DAY)) == "One decision is asked of this meeting, by 1 Feb 2022"
    later = Ask("B", by=date(2022, 3, 1))
    assert said(later, Ask("A", by=DAY), Ask("C")) == (
        "Three decisions are asked of this meeting, the first by 1 Feb 2022"
    )


def test_the_support_says_who_takes_them():
    asks = (Ask("A", side="host"), Ask("B", side="both", owner="Ada"), Ask("C", side="both"))
    assert story_asks.support(asks) == (
        "The host takes one and both sides two; two have no owner yet."
    )
    assert story_asks.support((Ask("A", side="partner", owner="Bo"),)) == "The partner takes one."


def test_at_most_five_are_shown_and_none_without_words():
    asks = [Ask(f"Ask {n}") for n in range(7)]
    assert len(story_asks.asked(figures(Ask(""), *asks))) == 5


def test_suggestions_are_for_the_host_alone():
    assert story_asks.suggestions(figures())
    assert story_asks.suggestions(figures(edition="partner")) == ()


def test_the_weightiest_comes_first_and_five_are_enough():
    found = story_asks.suggestions(figures())
    assert found[0].what == "Whether Gold is kept"
    assert found[1].what.startswith("Who renews or replaces it: ")
    assert len(found) == 5


@pytest.mark.parametrize(
    ("granted", "what"),
    [("platinum", "Whether Platinum is kept"), ("silver", ""), ("", "Whether to grant Silver")],
)
def test_a_grant_that_the_records_do_not_carry_is_asked_about(granted, what):
    file = facts_builder.silver().file
    file = replace(file, decision=replace(file.decision, granted_tier=granted or None))
    told = [one.what for one in story_asks.suggestions(Figures(freeze(file))) if one.side == "host"]
    assert told == ([what] if what else [])
