"""The three yearly series: where each figure comes from, and what they say."""

from datetime import date

import pytest

from models.deal import Deal
from models.governance.joint_plan import Objective
from models.governance.plan_series import Series, YearFigure, series, years_shown
from models.health import BELOW, UNKNOWN, USUAL_LIMITS
from tests.models.governance.plan_builder import day, deal, objective


def made(
    deals: tuple[Deal, ...] = (),
    objectives: tuple[Objective, ...] = (),
    tied: tuple[int, ...] = (),
    then: int | None = None,
) -> dict[str, Series]:
    days = [day(2025, then=then, then_on=date(2025, 12, 31)), day(2026)]
    return {one.kind: one for one in series(deals, objectives, tied, days, USUAL_LIMITS)}


def figure(one: Series, year: int) -> YearFigure:
    return next(figure for figure in one.figures if figure.year == year)


def test_four_years_are_shown_the_plans_own_last() -> None:
    assert years_shown(2026) == (2023, 2024, 2025, 2026)


@pytest.mark.clause("C005")
def test_signings_pipeline_and_revenue_are_told_by_year() -> None:
    deals = (
        deal(1, 10_00, close_date=date(2025, 6, 1)),
        deal(2, 8_00),
        deal(3, 5_00, status="open", close_date=date(2027, 1, 1)),
    )
    revenue = objective("revenue", measured="typed", year=2025, actual=33_00, target=66_00)
    found = made(deals, (revenue, objective(id=2, target=16_00)), then=4_00)
    assert [one.actual for one in found["signings"].figures] == [10_00, 8_00]
    assert [one.actual for one in found["pipeline"].figures] == [4_00, 5_00]
    assert [one.actual for one in found["revenue"].figures] == [33_00, None]
    assert figure(found["revenue"], 2025).colour == BELOW
    assert found["signings"].said == "$8 in 2026, 50% of $16"
    assert found["pipeline"].said == "$5 in 2026 so far, up from $4"
    assert found["revenue"].said == "$33 in 2025, 50% of $66"


def test_what_is_not_known_is_said_and_not_drawn_as_nothing() -> None:
    found = made((deal(1),))
    assert figure(found["pipeline"], 2025) == (
        2025, None, None, UNKNOWN, "No snapshot of the end of 2025 was kept", False, 0,
    )  # fmt: skip
    assert figure(found["signings"], 2025).source == "No deal closed by 2025 is on record"
    assert found["revenue"].said == "No revenue is typed."
    assert not found["revenue"].known


def test_a_target_for_some_deals_is_no_target_for_all() -> None:
    assert (
        figure(made(objectives=(objective(target=9),), tied=(1,))["signings"], 2026).target is None
    )


def test_amounts_without_a_rate_are_counted_and_left_out() -> None:
    found = made((deal(1, 5, currency="CHF"), deal(2, 7)), (objective(target=9, currency="CHF"),))
    one = figure(found["signings"], 2026)
    assert (one.actual, one.target, one.missing) == (7, None, 2)
