"""An objective's actual, its colour and its sentence, from the deals or from what was typed."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.deal import Deal
from models.governance.plan_day import PlanDay
from models.governance.plan_figures import Standing, standing
from models.health import BELOW, NEAR, ON_TARGET, UNKNOWN, USUAL_LIMITS
from tests.models.governance.plan_builder import TODAY, day, deal, objective


def found(
    kind: str = "signings",
    deals: tuple[Deal, ...] = (),
    tied: tuple[int, ...] = (),
    on: PlanDay | None = None,
    **values: Any,
) -> Standing:
    return standing(objective(kind, **values), deals, tied, on or day(), USUAL_LIMITS)


@pytest.mark.clause("C006")
@pytest.mark.parametrize(
    ("actual", "colour", "said"),
    [
        (99_99, NEAR, "$99.99 of $100, 99%; $0.01 to go."),
        (100_00, ON_TARGET, "$100 of $100: the target is reached."),
        (100_01, ON_TARGET, "$100.01 of $100; $0.01 above the target."),
        (90_00, NEAR, "$90 of $100, 90%; $10 to go."),
        (89_99, BELOW, "$89.99 of $100, 89%; $10.01 to go."),
    ],
)
def test_an_actual_is_judged_against_its_target_to_the_cent(
    actual: int, colour: str, said: str
) -> None:
    one = found("revenue", measured="typed", target=100_00, actual=actual)
    assert (one.colour, one.said) == (colour, said)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"actual": 5}, "Not enough data: no target is set."),
        ({"target": 5}, "Not enough data: no actual is known yet."),
        ({"target": 0, "actual": 5}, "Not enough data: no target is set."),
    ],
)
def test_without_target_or_actual_nothing_is_guessed(values: dict[str, Any], said: str) -> None:
    one = found("advocacy", measured="typed", unit="count", **values)
    assert (one.colour, one.percent, one.gap, one.said) == (UNKNOWN, None, None, said)


def test_the_forecast_is_judged_beside_the_actual() -> None:
    one = found("revenue", measured="typed", target=100, actual=50, forecast=90)
    assert (one.colour, one.outlook) == (BELOW, NEAR)


@pytest.mark.clause("C005")
@pytest.mark.parametrize(
    ("close", "counts"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (TODAY, True),
        (TODAY + timedelta(days=1), False),
    ],
)
def test_signings_are_the_wins_of_the_year_up_to_the_day(close: date, counts: bool) -> None:
    assert found(deals=(deal(close_date=close),)).actual == (100_00 if counts else 0)


@pytest.mark.parametrize(
    "values", [{"qualified": False}, {"status": "lost"}, {"status": "open"}, {"close_date": None}]
)
def test_what_is_no_qualified_win_is_no_signing(values: dict[str, Any]) -> None:
    assert found(deals=(deal(**values),)).actual == 0


@pytest.mark.clause("C005")
@pytest.mark.parametrize(
    ("close", "counts"),
    [
        (date(2026, 9, 30), False),
        (date(2026, 10, 1), True),
        (date(2027, 9, 30), True),
        (date(2027, 10, 1), False),
    ],
)
def test_pipeline_is_what_is_open_in_the_window(close: date, counts: bool) -> None:
    one = found("pipeline", (deal(status="open", close_date=close),))
    assert one.actual == (100_00 if counts else 0)


def test_with_tied_deals_only_those_count() -> None:
    one = found(deals=(deal(1, 100_00), deal(2, 7_00)), tied=(2,), target=10_00)
    assert (one.actual, one.tied_minor, [d.id for d in one.deals]) == (7_00, 7_00, [2])
    assert one.source == "The tied deals won in 2026, as of 24 Nov 2026"


def test_a_tied_deal_that_does_not_count_says_why() -> None:
    lost = deal(1, status="lost")
    early = deal(2, close_date=date(2025, 1, 1))
    still = deal(3, status="open")
    one = found(deals=(lost, early, still), tied=(1, 2, 3))
    assert {d.id: d.reason for d in one.deals} == {1: "Lost", 2: "Won in 2025", 3: "Not won yet"}
    assert not any(d.counts for d in one.deals)


def test_deals_in_another_currency_are_converted_or_left_out_with_a_sentence() -> None:
    deals = (deal(1, 100_00, currency="EUR"), deal(2, 100_00, currency="CHF"), deal(3, 1_00))
    one = found(deals=deals, target=200_00)
    assert one.actual == 111_00
    assert one.missing == ("1 deal is left out: no rate for CHF is dated on or before 24 Nov 2026.")


def test_where_no_deal_has_a_rate_there_is_not_enough_data() -> None:
    one = found(deals=(deal(1, 100_00, currency="CHF"),), target=200_00)
    assert (one.actual, one.colour) == (None, UNKNOWN)
    assert one.said.startswith("Not enough data: 1 deal is left out: no rate for CHF")


def test_an_objective_in_another_currency_is_reckoned_in_it() -> None:
    one = found(deals=(deal(1, 110_00), deal(2, 5_00, currency="EUR")), currency="EUR", target=1)
    assert (one.actual, one.currency) == (105_00, "EUR")


def test_an_objective_in_a_currency_without_a_rate_has_not_enough_data() -> None:
    one = found(deals=(deal(1, 110_00),), currency="CHF", target=1)
    assert (one.actual, one.colour) == (None, UNKNOWN)


def test_a_number_of_deals_needs_no_rate() -> None:
    deals = (deal(1, currency="CHF"), deal(2))
    one = found(deals=deals, unit="count", target=2)
    assert (one.actual, one.missing, one.said) == (2, "", "2 of 2: the target is reached.")


def test_a_year_that_has_not_begun_has_no_actual() -> None:
    one = found(deals=(deal(),), on=day(2027), target=5)
    assert (one.actual, one.said) == (None, "Not enough data: 2027 has not begun.")


def test_the_pipeline_of_a_past_year_is_as_a_snapshot_has_it_else_as_typed() -> None:
    open_now = deal(status="open", close_date=date(2026, 1, 1))
    kept = day(2025, then=77, then_on=date(2025, 12, 31))
    assert found("pipeline", (open_now,), on=kept, year=2025, target=1).actual == 77
    assert found("pipeline", (open_now,), on=day(2025), year=2025, actual=5, target=1).actual == 5
    lost = found("pipeline", (open_now,), on=day(2025), year=2025, target=1)
    assert (lost.actual, lost.colour) == (None, UNKNOWN)


@pytest.mark.parametrize(
    ("due", "late"), [(TODAY - timedelta(days=1), True), (TODAY, False), (None, False)]
)
def test_an_objective_is_late_from_the_day_after_its_due_day(due: date | None, late: bool) -> None:
    assert found("other", measured="typed", target=5, actual=1, due_on=due).late is late
    assert not found("other", measured="typed", target=5, actual=5, due_on=due).late


@given(st.integers(1, 10**12), st.integers(0, 10**12))
def test_actual_and_gap_always_make_the_target(target: int, actual: int) -> None:
    one = found("revenue", measured="typed", target=target, actual=actual)
    assert one.gap is not None
    assert actual + one.gap == target
    assert (one.percent or 0) * target <= actual * 100


@given(
    st.lists(st.tuples(st.integers(0, 10**9), st.sampled_from(["USD", "EUR", "CHF"]))),
    st.sets(st.integers(0, 20)),
)
def test_what_counts_of_the_tied_deals_is_the_actual(
    amounts: list[tuple[int, str]], tied: set[int]
) -> None:
    deals = tuple(deal(i, minor, currency=c) for i, (minor, c) in enumerate(amounts))
    one = standing(objective(), deals, tied, day(), USUAL_LIMITS)
    if tied and one.actual is not None:
        assert one.actual == sum(d.minor or 0 for d in one.deals if d.counts)
