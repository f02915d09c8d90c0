"""What the deal pages reckon: stages in order, cover of a tier, slips, quarters decided."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.program.loading import programs, terms_on
from models.store.portfolio import create
from models.store.programs import choose_program
from models.store.standing import partner_file
from reports.facts import freeze
from reports.figures import Figures, sum_of
from reports.figures_pipeline import (
    BEYOND,
    LATER,
    OWN,
    PASSED,
    UNDATED,
    are_ordered,
    closed,
    cover_of_target,
    covers,
    decided,
    has_window,
    in_quarter,
    quarters,
    shown,
    slips,
    stages,
    told_apart,
    year_before,
)
from tests.models.program.making import PARTNER, complete
from tests.models.program.making import deal as made_deal
from tests.models.store.test_standing import put
from tests.reports.deals_builder import deal, facts, staged
from tests.reports.facts_builder import DAY, STAGES

EXAMPLE = next(program.name for program in programs() if program.example)


def figures(deals, edition="internal", **known):
    return Figures(facts(deals, edition, **known))


def test_stages_come_in_the_known_order_then_by_size_and_none_last() -> None:
    deals = [
        deal(1, stage="Unheard of", own=900_00), deal(2, stage="Propose"), deal(3, stage=""),
        deal(4, stage="Other", own=950_00), deal(5, stage="QUALIFY"),
    ]  # fmt: skip
    found = stages(figures(deals, stages=STAGES))
    assert [one.name for one in found] == ["QUALIFY", "Propose", "Other", "Unheard of", ""]
    assert not are_ordered(figures(deals, stages=STAGES))
    assert are_ordered(figures(deals[1:2], stages=STAGES))
    assert not are_ordered(figures(deals[2:3], stages=STAGES))


def test_a_stage_in_other_letters_is_the_same_stage() -> None:
    (one,) = stages(figures([deal(1, stage="Propose"), deal(2, stage="PROPOSE ")]))
    assert one.total.deals == 2


@pytest.mark.parametrize(("count", "own", "rest"), [(1, 1, 0), (OWN, OWN, 0), (OWN + 1, OWN - 1, 2),
                                                    (14, OWN - 1, 9)])  # fmt: skip
def test_few_stages_stand_alone_and_of_many_the_small_ones_together(
    count: int, own: int, rest: int
) -> None:
    deals = [deal(at, stage=f"Stage {at:02}", own=at * 1_000_00) for at in range(1, count + 1)]
    known, others = told_apart(stages(figures(deals)))
    assert (len(known), len(others)) == (own, rest)
    if others:
        assert min(s.total.total for s in known) > max(s.total.total for s in others)


@given(st.integers(0, 60))
def test_stages_and_quarters_both_add_up_to_what_is_open(count: int) -> None:
    told = figures(staged(count))
    whole = sum_of(shown(told)).total
    assert sum(one.total.total for one in stages(told)) == whole
    assert sum(in_quarter(shown(told), one).total for one in quarters(told)) == whole
    assert whole == told.decision.tcv.pipeline


@pytest.mark.parametrize(
    ("minor", "tenths", "short"),
    [(-1, 9, True), (0, 10, False), (1, 10, False)],
)
def test_a_tier_is_covered_from_what_it_needs_on(minor: int, tenths: int, short: bool) -> None:
    told = figures([deal(1)])
    lowest = covers(told)[0]
    own = lowest.asks - 40_000_00 + minor
    told = figures([deal(1, own=own)])
    found = covers(told)[0]
    assert found.needed == found.asks
    assert (found.tenths, found.has < found.needed) == (tenths, short)


def test_what_wins_and_losses_reach_needs_nothing_more() -> None:
    won = deal(1, "won", date(2021, 5, 1), own=500_000_000_00)
    told = figures([won, deal(2)])
    assert [one.needed for one in covers(told)] == [0] * len(covers(told))
    found = cover_of_target(told)
    assert found is not None
    assert found.tenths == 0


def test_a_program_that_counts_no_open_deals_has_no_cover_and_four_quarters(tmp_path) -> None:
    with create(tmp_path / "one.alliance") as portfolio:
        soon, later = DAY + timedelta(days=40), DAY + timedelta(days=800)
        put(portfolio, [complete(made_deal("open", soon, 5_00, 1),
                                 made_deal("open", later, 7_00, 2))])  # fmt: skip
        choose_program(portfolio, EXAMPLE)
        told = Figures(freeze(partner_file(portfolio, PARTNER, DAY)))
    assert not has_window(told)
    assert covers(told) == []
    assert [str(one) for one in quarters(told)] == ["Q1 2022", "Q2 2022", "Q3 2022", "Q4 2022"]
    assert all(one.deal.close_date == soon for one in shown(told))
    assert {one.kind for one in slips(told)} <= {LATER, PASSED, UNDATED}


def test_a_deal_slips_once_by_the_weightiest_of_its_reasons() -> None:
    deals = [
        deal(1, close=date(2022, 5, 1)),  # moved
        deal(2, close=date(2021, 12, 1)),  # moved, and past it again
        deal(3, close=DAY - timedelta(days=1)),  # past
        deal(4, close=DAY),  # due today
        deal(5, close=date(2024, 1, 1)),  # beyond
        deal(6, close=None),  # nowhere
        deal(7, "won", None),  # closed: no slip
    ]
    found = slips(figures(deals, slipped=[(1, 30), (2, 10)]))
    assert [(one.id, one.kind) for one in found] == [
        (1, LATER), (2, LATER), (3, PASSED), (5, BEYOND), (6, UNDATED),
    ]  # fmt: skip
    assert (found[0].was, found[0].now) == (date(2022, 4, 1), date(2022, 5, 1))
    assert (found[2].was, found[2].now) == (date(2022, 1, 4), None)


def test_decided_quarters_reach_from_those_that_count_to_today() -> None:
    deals = [
        deal(1, "won", date(2021, 2, 1)), deal(2, "lost", date(2021, 2, 2)),
        deal(3, "won", DAY), deal(4, "won", DAY + timedelta(days=1)),
        deal(5, "won", date(2020, 2, 1)), deal(6, "won", date(2021, 3, 1), qualified=False),
    ]  # fmt: skip
    told = figures(deals)
    found = decided(told)
    assert [str(one.quarter) for one in found] == [
        "Q1 2021", "Q2 2021", "Q3 2021", "Q4 2021", "Q1 2022",
    ]  # fmt: skip
    assert [(one.won.deals, one.lost.deals) for one in found] == [
        (1, 1), (0, 0), (0, 0), (0, 0), (1, 0),
    ]  # fmt: skip
    before = year_before(told, found)
    assert before is not None
    assert [one.won.deals for one in before] == [1, 0, 0, 0, 1]


def test_without_a_deal_of_the_year_before_there_is_nothing_to_hold_against() -> None:
    told = figures([deal(1, "won", date(2021, 9, 1))])
    assert year_before(told, decided(told)[:2]) is None


def test_losses_that_a_program_leaves_out_of_its_total_are_decided_all_the_same() -> None:
    deals = [deal(1, "lost", date(2021, 2, 2)), deal(2, "won", date(2021, 2, 2))]
    terms = replace(terms_on(DAY), losses_count=False)
    told = Figures(freeze(facts(deals, file={"terms": terms}).file, terms))
    assert told.sums["losses"].deals == 0
    assert len(closed(told, "losses")) == 1
    assert told.win_rate == (1, 2)
