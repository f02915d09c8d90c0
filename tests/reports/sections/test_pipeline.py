"""Pipeline by quarter and stage: cover, funnel, slips, and what is unsound for our eyes alone."""

from dataclasses import replace
from datetime import date

import pytest

from models.program.loading import terms_on
from reports.facts import freeze
from reports.figures import Figures
from reports.sections import deals, pipeline
from tests.reports.deals_builder import deal, every_rule, facts, note, pages, staged, titles, words
from tests.reports.facts_builder import DAY, STAGES

LATE = DAY.replace(day=2)


def test_each_tier_tells_what_it_needs_and_how_often_it_is_covered() -> None:
    made = facts([deal(1, own=2_360_000_00), deal(2, "won", DAY.replace(year=2021))])
    said = words(made, "pipeline")
    assert "What each tier still needs, and what is open for it" in said
    for tier in ("Silver", "Gold", "Platinum"):
        assert tier in said
    assert "0.3 times" in said
    assert "$7,900,000.00" in said


def test_the_columns_are_held_against_the_same_quarters_a_year_before() -> None:
    made = facts([deal(1, stage="Propose"), deal(2, "won", DAY.replace(year=2021, month=5))])
    (leaf,) = pages(made, "pipeline")
    charts = [node.data for node in leaf.sheet.root if node.data is not None]
    columns = next(chart for chart in charts if chart.kind == "stacked")
    assert columns.categories == ["Q1 2022", "Q2 2022", "Q3 2022", "Q4 2022"]
    (level,) = columns.levels
    assert list(level.values) == [0, 100_000_00, 0, 0]
    assert "Won in the same quarter a year before" in words(made, "pipeline")


def test_without_a_win_a_year_before_there_is_no_mark_and_no_legend() -> None:
    assert "a year before" not in words(facts([deal(1)]), "pipeline")


def test_a_funnel_in_the_known_order_says_so() -> None:
    assert "as deals go through them" in words(facts(staged(30), stages=STAGES), "pipeline")
    assert "as deals go through them" not in words(facts(staged(30)), "pipeline")


@pytest.mark.clause("C102")
def test_hygiene_is_for_our_eyes() -> None:
    notes = (note("past_close_date", 1, minor=0, comes=12_345_67),)
    for edition, there in (("internal", True), ("partner", False)):
        said = words(facts([deal(1, close=LATE)], edition, hygiene=notes), "pipeline")
        assert ("Hygiene" in said) is there
        assert ("12,345.67" in said) is there


def test_findings_have_their_money_and_what_to_do() -> None:
    notes = (
        note("unchanged", 1, minor=7_00), note("outside_window", 2, comes=9_00, said="Gold then."),
        note("duplicate"),
    )  # fmt: skip
    said = words(facts([deal(1), deal(2)], hygiene=notes), "pipeline")
    for told in (
        "Unchanged for long",
        "$7.00",
        "$9.00",
        "Gold then.",
        "1 other rule finds nothing",
    ):
        assert told in said
    assert "Duplicate" not in said


def test_few_slips_and_findings_share_a_page_and_many_do_not() -> None:
    few = facts([deal(1, close=LATE)], hygiene=(note("past_close_date", 1),))
    assert len(pages(few, "pipeline")) == 2
    ids = range(1, 30)
    many = facts([deal(key, close=LATE) for key in ids], hygiene=every_rule(list(ids), "Told."))
    assert len(pages(many, "pipeline")) == 3


def test_a_moved_date_is_told_from_when_to_when() -> None:
    said = words(facts([deal(1)], slipped=[(1, 30)], hygiene=(note("unchanged", 1),)), "pipeline")
    for told in ("2 May 2022", "1 Jun 2022", "30 days later", "since 1 Oct 2021"):
        assert told in said
    short = words(facts([deal(1)], slipped=[(1, 30)]), "pipeline")
    assert "2 May 2022 to 1 Jun 2022, 30 days later" in short


def test_slips_beyond_the_room_are_counted_with_their_money() -> None:
    made = facts([deal(key, close=LATE) for key in range(1, 61)])
    said = words(made, "pipeline")
    assert "more deals, listed at the end" in said
    assert "60 open deals, $6,000,000" in said


def test_clean_and_in_time_is_one_page() -> None:
    assert len(titles(facts([deal(1)], hygiene=(note("unchanged"),)), "pipeline")) == 1


def test_no_open_deal_is_one_line_on_the_cover() -> None:
    made = facts([deal(1, "won", LATE)])
    assert titles(made, "pipeline") == []
    assert pipeline.SECTION.nothing(Figures(made)) == "No deal is open."


def test_open_deals_that_do_not_count_are_told_where_they_slip_and_else_in_one_line() -> None:
    assert len(titles(facts([deal(1, close=None)]), "pipeline")) == 1
    unqualified = facts([deal(1, qualified=False)])
    assert titles(unqualified, "pipeline") == []
    said = pipeline.SECTION.nothing(Figures(unqualified))
    assert said == "No open deal that counts is due in the window."


def test_a_program_without_a_window_says_so_where_nothing_is_due_soon() -> None:
    terms = replace(terms_on(DAY), pipeline_quarters=0)
    file = facts([deal(1, close=date(2024, 5, 1))], file={"terms": terms}).file
    figures = Figures(freeze(file, terms))
    said = "No open deal that counts is due in the coming four quarters."
    assert pipeline.SECTION.nothing(figures) == deals.SECTION.nothing(figures) == said


@pytest.mark.parametrize(("late", "count"), [(0, 1), (3, 1), (4, 2)])
def test_few_slips_stand_beside_the_columns_and_more_have_a_page(late: int, count: int) -> None:
    some = [deal(key, close=LATE) for key in range(1, late + 1)]
    made = facts([*some, deal(99, stage="Propose")], "partner")
    found = pages(made, "pipeline")
    assert len(found) == count
    targets = {link.target for leaf in found for link in leaf.sheet.links}
    assert {f"deal-{key}" for key in range(1, late + 1)} <= targets


def test_few_slips_have_a_page_where_the_stages_take_the_room() -> None:
    stages = [f"Stage {number}" for number in range(1, 15)]
    some = [*staged(60, stages), deal(999, close=LATE.replace(year=2020))]
    kept = [one for one in some if (one.close_date and one.close_date >= DAY) or one.id == 999]
    kept = [one for one in kept if one.close_date and one.close_date.year < 2023]
    assert len(pages(facts(kept, "partner"), "pipeline")) == 2


def test_the_names_of_late_deals_stand_whole_beside_the_columns() -> None:
    name = "Round-the-clock monitoring of every endpoint for a low-cost airline"
    deals = [deal(1, stage="Propose"), deal(2, name=name, stage="Propose")]
    (leaf,) = pages(facts(deals, stages=STAGES, slipped=[(2, 30)]), "pipeline")
    said = [box.text for box in leaf.sheet.boxes if box.left > 500]
    assert "Late, moved or outside the window" in said
    assert not [text for text in said if text.endswith("…")]
    assert name in " ".join(text.strip() for text in said)
