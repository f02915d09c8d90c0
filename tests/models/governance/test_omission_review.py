"""Which step of an omission's review may follow which, and what each of them needs."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.governance.omission_review import (
    MOVES,
    Weighed,
    acceptance,
    allowed,
    move,
    require,
    shown_to_partner,
    told,
    weighed_of,
)
from models.governance.standing import OmissionStep
from models.ledgers import OMISSION_STATES, Omission

DAY = date(2026, 3, 3)


def case(state: str, **values: Any) -> Omission:
    return Omission(1, 1, name="Rollout", state=state, flagged_on=DAY, **values)


def check(state: str, key: str, **values: Any) -> None:
    usual: dict[str, Any] = {
        "by_whom": "Ada", "words": "It is ours", "reason": "Asked again", "on": DAY, "last": DAY,
        "today": DAY,
    }  # fmt: skip
    require(case(state), move(key), **(usual | values))


@pytest.mark.clause("C101")
def test_the_steps_that_may_follow_are_those_of_the_review() -> None:
    found = {state: [one.key for one in allowed(state)] for state in OMISSION_STATES}
    assert found == {
        "flagged": ["review", "withdraw"],
        "under_review": ["ask", "accept", "reject", "withdraw"],
        "more_information": ["resume", "withdraw"],
        "accepted": ["reopen"],
        "rejected": ["reopen"],
        "withdrawn": ["reopen"],
    }


@given(st.lists(st.sampled_from([one.key for one in MOVES]), max_size=12))
def test_whatever_is_tried_a_decision_comes_out_of_a_review_only(keys: list[str]) -> None:
    state, before = "flagged", ""
    for key in keys:
        if move(key) in allowed(state):
            before, state = state, move(key).to
        else:
            with pytest.raises(UserError, match="can't follow"):
                check(state, key)
    assert state in OMISSION_STATES
    if state in ("accepted", "rejected"):
        assert before == "under_review"


@pytest.mark.parametrize(
    ("state", "key", "lacking", "said"),
    [
        ("flagged", "review", {"by_whom": "  "}, "needs a person"),
        ("under_review", "accept", {"words": " "}, "needs words for the partner"),
        ("under_review", "reject", {"words": ""}, "needs words for the partner"),
        ("under_review", "ask", {"reason": " "}, "needs a reason"),
        ("accepted", "reopen", {"reason": ""}, "needs a reason"),
        ("flagged", "review", {"on": DAY + timedelta(1)}, "still to come"),
        ("flagged", "review", {"on": DAY - timedelta(1)}, "taken on 3 Mar 2026"),
    ],
)
def test_a_step_that_lacks_what_it_needs_is_refused_in_a_sentence(
    state: str, key: str, lacking: dict[str, Any], said: str
) -> None:
    check(state, key)
    with pytest.raises(UserError, match=said):
        check(state, key, **lacking)


def test_a_refused_step_says_what_to_do_instead() -> None:
    with pytest.raises(UserError) as refused:
        check("flagged", "accept")
    assert refused.value.message == "“Rollout” is flagged, so “Accept” can't follow."
    assert refused.value.hint == "Begin its review first."


def step(state: str, **values: Any) -> OmissionStep:
    return OmissionStep(1, 1, 1, state, DAY, **values)


def test_the_same_state_is_told_by_the_way_that_led_to_it() -> None:
    review = step("under_review")
    assert [told(review, before) for before in ("flagged", "more_information", "accepted")] == [
        "Review begun", "Review gone on with", "Re-opened",
    ]  # fmt: skip


def test_an_acceptance_holds_until_the_case_is_re_opened() -> None:
    taken = [step("under_review"), step("accepted", deal_id=5, added=True)]
    assert acceptance(taken) == taken[1]
    assert acceptance([*taken, step("under_review")]) is None


@pytest.mark.clause("C102")
def test_the_partner_is_shown_state_and_decision_and_nothing_else() -> None:
    decided = case("rejected", reason="Ask Ada", decided_by="Ada", decision="Sold by another")
    assert shown_to_partner(decided) == "Rejected: Sold by another."
    assert shown_to_partner(case("under_review", decision="Not yet")) == "Under review."


def test_money_and_tier_are_told_before_and_after() -> None:
    lifted = step("accepted", deal_id=5, currency="USD", tcv_before=2_400_000_000,
                  tcv_after=2_600_000_000, tier_before="Gold", tier_after="Platinum")  # fmt: skip
    found = weighed_of(lifted)
    assert found is not None
    assert found.words == (
        "Aggregate TCV $24,000,000 to $26,000,000, the tier goes from Gold to Platinum."
    )
    assert found.lifts
    stays = Weighed(5, 5, "Gold", "Gold", "USD", left_out="There is no exchange rate.")
    assert stays.words == (
        "Aggregate TCV stays $0.05, the tier stays Gold. There is no exchange rate."
    )
    assert weighed_of(step("rejected")) is None
