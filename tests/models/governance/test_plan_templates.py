"""What a plan begins with: the program's objectives, the next tier's gaps, last year's plan."""

from dataclasses import replace
from datetime import date

import pytest

from models.governance.joint_plan import Initiative
from models.governance.plan_figures import standing
from models.governance.plan_series import series
from models.governance.plan_templates import carried, of_program, roll_said, rolled
from models.health import USUAL_LIMITS
from tests.models.governance.plan_builder import day, deal, objective


@pytest.mark.clause("C005", "C006")
def test_the_program_s_objectives_are_offered_with_last_years_figures_as_baselines() -> None:
    days = [day(2025), day(2026)]
    told = series([deal(close_date=date(2025, 3, 3))], [], [], days, USUAL_LIMITS)
    found = of_program(2026, "USD", told, host="Ada", partner="Bo")
    assert [one.key for one in found] == [
        "pipeline", "signings", "revenue", "alignment", "advocacy",
    ]  # fmt: skip
    by_key = {one.key: one.objective for one in found}
    assert by_key["signings"].baseline == 100_00
    assert by_key["revenue"].baseline is None
    assert {one.objective.measured for one in found[:2]} == {"records"}
    assert {(one.objective.owner, one.objective.partner_owner) for one in found} == {("Ada", "Bo")}
    assert {one.objective.target for one in found} == {None}


def test_the_next_year_begins_at_the_last_actual_with_everything_else_open() -> None:
    old = objective(
        target=5, forecast=6, state="jointly_approved", due_on=date(2024, 2, 29), note="frank",
        year=2024,
    )  # fmt: skip
    stands = standing(old, [deal(close_date=date(2024, 1, 1))], [], day(2024), USUAL_LIMITS)
    (new,) = rolled([stands], 2025)
    assert new == replace(
        old, year=2025, baseline=100_00, target=None, forecast=None, state="in_progress",
        due_on=date(2025, 2, 28), note="",
    )  # fmt: skip


def test_only_open_work_goes_on_under_the_new_objective() -> None:
    def work(state: str, objective_id: int) -> Initiative:
        return Initiative(1, 1, state, 2026, objective_id, state=state)

    made = [work("planned", 7), work("under_way", 8), work("done", 7), work("dropped", 7)]
    found = carried(made, {7: 70}, 2027)
    assert [(one.title, one.year, one.objective_id) for one in found] == [
        ("planned", 2027, 70), ("under_way", 2027, 0),
    ]  # fmt: skip
    assert roll_said(3, 2, 2027).startswith("3 objectives and 2 open initiatives taken into 2027;")
