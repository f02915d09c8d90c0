"""The coming weeks are told with their days, and a pipeline review acts under four purposes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.action import Action
from models.background import NOTHING, Background, CoursePoint
from models.deal import Deal
from models.pack_plan import PackPlan
from reports.figures import Figures
from reports.sections import next_quarter, purposes
from tests.reports import background_builder, facts_builder
from tests.reports.facts_builder import DAY
from tests.reports.looking import pages, pictures, text, told

ONE = timedelta(days=1)
REVIEW = PackPlan(kind="pipeline_review")


def test_open_actions_stand_under_their_side_with_owner_and_day():
    actions = (
        Action(1, 1, "Send the offer", side="host", owner="Karim Lahlou", due_on=DAY + ONE),
        Action(2, 1, "Name a sponsor", side="partner", due_on=DAY - ONE),
        Action(3, 1, "Far away", due_on=DAY + timedelta(days=200)),
    )
    [leaf] = pages(told(facts_builder.silver(), Background(actions=actions)), "next-quarter")
    said = text(leaf)
    assert "Send the offer" in said
    assert "Karim Lahlou" in said
    assert "Nobody named; 1 day late" in said
    assert "Far away" not in said
    assert leaf.title.startswith(
        "One commitment falls due in the next 13 weeks and one is carried over late"
    )


def test_the_calendar_carries_its_days_in_words_and_weeks():
    plan = PackPlan(meeting_on=date(2022, 1, 20))
    [leaf] = pages(told(facts_builder.silver(), NOTHING, plan=plan), "next-quarter")
    [strip] = pictures(leaf)
    assert "Meetings: 20 Jan 2022 Business review." in strip.alt
    assert strip.data is not None
    assert strip.data.categories[0] == "Week of 3 Jan 2022"
    assert len(strip.data.categories) == 13


def test_a_quiet_quarter_says_that_nothing_is_agreed():
    [leaf] = pages(facts_builder.empty(), "next-quarter")
    assert leaf.title == (
        "Nothing is agreed for the next 13 weeks yet; the pipeline window moves on 1 Apr 2022"
    )
    assert text(leaf).count("Nothing agreed yet.") == 2


def test_a_program_without_a_window_and_without_days_is_one_line():
    facts = facts_builder.empty()
    terms = replace(facts.terms, pipeline_quarters=0)
    figures = Figures(replace(facts, terms=terms))
    assert next_quarter.SECTION.nothing(figures) == (
        "Nothing is agreed and no day is known for the coming 13 weeks."
    )


@pytest.mark.clause("C104", "C105", "C106", "C107")
def test_a_pipeline_review_acts_under_its_four_purposes():
    facts = told(facts_builder.silver(), background_builder.full(), plan=REVIEW)
    _, *leaves = pages(facts, "next-quarter")
    said = " ".join(map(text, leaves))
    places = [
        said.index(purpose)
        for purpose in (purposes.CLOSE, purposes.TRENDS, purposes.ORDER, purposes.CORRECT)
    ]
    assert places == sorted(places)
    assert "Win rate" in said
    assert "4 open deals are past their expected close" in said


def test_only_a_pipeline_review_has_the_four_purposes():
    facts = told(facts_builder.silver(), background_builder.full())
    assert len(pages(facts, "next-quarter")) == 1


def test_a_purpose_without_anything_says_so():
    facts = replace(facts_builder.empty(), plan=REVIEW)
    _, leaf = pages(facts, "next-quarter")
    said = text(leaf)
    for line in ("No open deal is due in these weeks.", "No action is agreed."):
        assert line in said


def test_the_rows_of_the_purposes_share_two_pages():
    many = replace(background_builder.full(), actions=background_builder.actions(400))
    facts = told(facts_builder.many(400), many, plan=REVIEW)
    leaves = pages(facts, "next-quarter")
    assert len(leaves) == 3
    assert "the first" in text(leaves[1])


def test_rows_are_shared_evenly_and_none_is_wasted():
    assert purposes._shares([9, 1, 9, 2], 12) == [5, 1, 4, 2]
    assert purposes._shares([1, 1, 1, 1], 12) == [1, 1, 1, 1]
    assert purposes._shares([3, 3, 3, 3], 2) == [1, 1, 0, 0]


def test_next_steps_are_for_the_host():
    for edition, there in (("internal", True), ("partner", False)):
        facts = told(facts_builder.silver(), NOTHING, edition=edition, plan=REVIEW)
        _, leaf = pages(facts, "next-quarter")
        steps = {deal.deal.next_step for deal in facts_builder.silver().file.deals} - {""}
        assert any(step in text(leaf) for step in steps) is there


def test_a_figure_that_did_not_change_asks_for_no_explanation():
    facts = facts_builder.silver()
    tcv = facts.decision.tcv
    point = CoursePoint(date(2021, 10, 1), tcv.total, 0, 0, tcv.pipeline, 0, 0, 1, 2)
    _, leaf = pages(told(facts, Background(course=(point,)), plan=REVIEW), "next-quarter")
    said = text(leaf)
    assert said.count("Explain the change") == 1  # the win rate
    assert "76%, up from 50% on 1 Oct 2021" in said


def test_long_names_take_two_lines_where_there_is_room():
    deals = [Deal(1, 1, "Detection engineering for " * 2, "Customer", "OP-1", "open",
                  date(2022, 2, 1), 5, 5, 10)]  # fmt: skip
    facts = replace(facts_builder.with_deals("Any", deals), plan=REVIEW)
    _, leaf = pages(facts, "next-quarter")
    assert "Customer" in text(leaf)
    assert "…" not in text(leaf)
