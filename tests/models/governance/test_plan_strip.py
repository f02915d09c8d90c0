"""Where a plan's figures and work are drawn: never outside, and in the order of their days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.governance.joint_plan import Initiative
from models.governance.plan_figures import standing
from models.governance.plan_strip import bullet, place, strip
from models.governance.plan_view import JointPlan
from models.governance.plan_work import initiative_line
from models.health import USUAL_LIMITS
from tests.models.governance.plan_builder import TODAY, day, objective


@pytest.mark.parametrize(
    ("on", "at"),
    [
        (date(2024, 1, 1), 0.0), (date(2023, 12, 31), 0.0), (date(2025, 1, 1), 1.0),
        (date(2024, 12, 31), 365 / 366), (date(2024, 2, 29), 59 / 366),
    ],
)  # fmt: skip
def test_a_day_stands_where_it_is_in_its_year(on: date, at: float) -> None:
    assert place(on, 2024) == pytest.approx(at)


def test_a_year_without_a_leap_day_has_a_day_less() -> None:
    assert place(date(2026, 12, 31), 2026) == pytest.approx(364 / 365)


def test_work_that_goes_on_beyond_the_year_is_cut_at_its_edges() -> None:
    def line(first: date | None, last: date | None) -> Initiative:
        return Initiative(1, 1, "Work", 2026, starts_on=first, ends_on=last)

    def bars(*works: Initiative) -> list[tuple[float | None, float | None, bool, bool]]:
        lines = tuple(initiative_line(one, [], TODAY) for one in works)
        found = strip(JointPlan(1, 2026, TODAY, "USD", (2026,), initiatives=lines))
        return [(b.first, b.last, b.cut_before, b.cut_after) for b in found.bars]

    assert bars(line(date(2025, 5, 1), date(2027, 1, 1))) == [(0.0, 1.0, True, True)]
    assert bars(line(date(2027, 5, 1), date(2027, 6, 1))) == [(None, None, False, False)]
    assert bars(line(None, None)) == [(None, None, False, False)]
    ((first, last, *_),) = bars(line(TODAY, TODAY))
    assert first is not None
    assert last is not None
    assert last > first


_AMOUNT = st.one_of(st.none(), st.integers(-(10**15), 10**15))


@given(_AMOUNT, _AMOUNT, _AMOUNT, _AMOUNT)
def test_nothing_of_a_bullet_is_drawn_outside(
    actual: int | None, forecast: int | None, target: int | None, baseline: int | None
) -> None:
    one = objective(
        "revenue", measured="typed", actual=actual, forecast=forecast, target=target,
        baseline=baseline,
    )  # fmt: skip
    found = bullet(standing(one, [], [], day(), USUAL_LIMITS))
    assert all(value is None or 0 <= value <= 1 for value in found)
    if target is not None and actual is not None and actual >= target > 0:
        assert found.actual is not None
        assert found.target is not None
        assert found.actual >= found.target
