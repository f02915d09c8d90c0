"""Which state of an objective may follow, what it needs, and what takes an approval back."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.governance.joint_plan import OBJECTIVE_STATES
from models.governance.plan_states import after_change, moved, plan_state, steps
from tests.models.governance.plan_builder import objective

READY: dict[str, Any] = {"target": 5, "owner": "Ada", "partner_owner": "Bo"}


@pytest.mark.clause("C006")
def test_an_objective_goes_forward_by_one_state_and_back_to_any_before() -> None:
    assert [one.state for one in steps(objective(**READY))] == ["pending_review"]
    third = objective(state="internally_approved", **READY)
    assert [one.state for one in steps(third)] == [
        "jointly_approved", "pending_review", "in_progress",
    ]  # fmt: skip
    assert steps(third)[1].means.endswith("The approval is taken back.")
    assert [one.state for one in steps(objective(state="jointly_approved", **READY))] == [
        "internally_approved", "pending_review", "in_progress",
    ]  # fmt: skip


def test_a_state_is_not_skipped() -> None:
    with pytest.raises(UserError, match="does not follow"):
        moved(objective(**READY), "jointly_approved")
    with pytest.raises(UserError, match="no state"):
        moved(objective(**READY), "signed")


def test_nothing_is_approved_without_a_target_or_jointly_without_both_owners() -> None:
    with pytest.raises(UserError, match="no target"):
        moved(objective(), "pending_review")
    inside = objective(state="internally_approved", **READY)
    with pytest.raises(UserError, match="partner’s side"):
        moved(replace(inside, partner_owner=""), "jointly_approved")
    with pytest.raises(UserError, match="host’s side"):
        moved(replace(inside, owner=""), "jointly_approved")
    assert moved(inside, "jointly_approved") == (
        "“Grow” is jointly approved now. Both sides have agreed on it."
    )


@pytest.mark.parametrize("state", ["internally_approved", "jointly_approved"])
def test_a_new_target_takes_an_approval_back_and_says_so(state: str) -> None:
    values, said = after_change(objective(state=state, **READY), {"target": 6})
    assert values["state"] == "pending_review"
    assert said.endswith("with a new target it is pending review again.")


@pytest.mark.parametrize("values", [{"target": 5}, {"title": "New"}, {"actual": 9}, {"note": "x"}])
def test_what_was_not_agreed_leaves_the_approval(values: dict[str, Any]) -> None:
    assert after_change(objective(state="jointly_approved", **READY), values) == (values, "")


def test_what_nobody_has_approved_keeps_its_state() -> None:
    for state in ("in_progress", "pending_review"):
        assert after_change(objective(state=state, **READY), {"target": 6})[1] == ""


def test_the_plan_is_as_far_as_its_least_advanced_objective() -> None:
    one, two = objective(state="jointly_approved"), objective(state="pending_review")
    assert plan_state([]) is None
    mixed = plan_state([one, two, one])
    assert mixed == ("pending_review", "Of 3 objectives: 1 pending review, 2 jointly approved.")
    assert plan_state([one]) == ("jointly_approved", "The one objective is jointly approved.")


@given(st.lists(st.sampled_from(OBJECTIVE_STATES), min_size=1))
def test_no_objective_is_behind_its_plan(states: list[str]) -> None:
    whole = plan_state([objective(state=state) for state in states])
    assert whole is not None
    assert min(map(OBJECTIVE_STATES.index, states)) == OBJECTIVE_STATES.index(whole.state)
