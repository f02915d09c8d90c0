"""The sample's joint plans are there for two years and in every state, whatever day it is."""

from datetime import date
from pathlib import Path

import pytest

from models.governance.joint_plan import Initiative, Investment, Objective, ObjectiveDeal
from models.governance.milestone import Milestone
from models.governance.plan_figures import Standing
from models.partner import Partner
from models.store import joint_plan, records
from models.store.standing import partner_file
from tests.sample_portfolio import sample_at

DAYS = (date(2022, 1, 3), date(2024, 2, 29), date(2026, 11, 24))


@pytest.mark.parametrize("day", DAYS)
def test_two_partners_have_plans_of_two_years_one_a_draft_and_some_a_short_one(
    tmp_path: Path, day: date
) -> None:
    with sample_at(tmp_path / "one.alliance", day) as portfolio:
        with_plans = {
            one.name: joint_plan.years(portfolio, one.id)
            for one in records.find(portfolio, Partner)
        }
        both = (day.year - 1, day.year)
        short = [(day.year,)] * 6
        assert sorted(years for years in with_plans.values() if years) == [both, both, *short]
        states = {one.state for one in records.find(portfolio, Objective)}
        assert states == {
            "in_progress", "pending_review", "internally_approved", "jointly_approved",
        }  # fmt: skip
        for stone in records.find(portfolio, Milestone):
            assert stone.done_on is None or stone.done_on <= day
        for work in records.find(portfolio, Initiative):
            assert work.state == "planned" or (work.starts_on and work.starts_on <= day)
        for one in records.find(portfolio, Investment):
            assert one.state != "spent" or (one.on_date and one.on_date <= day)
        deals = {tie.deal_id for tie in records.find(portfolio, ObjectiveDeal)}
        assert len(deals) == 3


def test_a_plan_of_the_sample_has_something_of_every_colour(tmp_path: Path) -> None:
    with sample_at(tmp_path / "one.alliance", DAYS[-1]) as portfolio:
        found: list[Standing] = []
        for one in records.find(portfolio, Partner):
            file = partner_file(portfolio, one.id, DAYS[-1])
            found += joint_plan.plan(portfolio, file, 2026, DAYS[-1]).objectives
    assert {one.colour for one in found} == {"green", "amber", "red", ""}
    assert any(one.late for one in found)
