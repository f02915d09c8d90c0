"""Initiatives and milestones, late by the day, and what each side puts in."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.governance.joint_plan import INVESTMENT_STATES, Initiative, Investment
from models.governance.milestone import Milestone
from models.governance.plan_work import in_order, initiative_line, milestone_line, sums
from tests.models.governance.plan_builder import TODAY

WORK = Initiative(1, 1, "Campaign", 2026, ends_on=TODAY)
STONE = Milestone(1, 1, "initiative", 1, "Launch", due_on=TODAY)
PAST = TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("due", "done", "state"),
    [
        (PAST, None, "late"), (TODAY, None, "open"), (PAST, TODAY, "done"),
        (None, None, "undated"), (None, TODAY, "done"),
    ],
)  # fmt: skip
def test_a_milestone_is_late_from_the_day_after_its_own(
    due: date | None, done: date | None, state: str
) -> None:
    assert milestone_line(replace(STONE, due_on=due, done_on=done), TODAY).state == state


def test_an_initiative_is_late_by_its_end_or_by_a_milestone() -> None:
    assert not initiative_line(WORK, [STONE], TODAY).late
    over = initiative_line(replace(WORK, ends_on=PAST), [], TODAY)
    assert (over.late, over.said) == (True, "1 day over its end")
    stone = initiative_line(WORK, [replace(STONE, due_on=PAST)], TODAY)
    assert stone.late
    assert stone.said == "0 of 1 milestone done; “Launch” was due on 23 Nov 2026"


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_what_is_done_or_dropped_is_not_late(state: str) -> None:
    gone = replace(WORK, ends_on=PAST, state=state)
    assert not initiative_line(gone, [replace(STONE, due_on=PAST)], TODAY).late


def test_a_strip_spans_its_days_and_those_of_its_milestones() -> None:
    line = initiative_line(WORK, [replace(STONE, due_on=date(2026, 1, 5))], TODAY)
    assert (line.first, line.last) == (date(2026, 1, 5), TODAY)
    bare = initiative_line(Initiative(2, 1, "Later", 2026), [], TODAY)
    assert (bare.first, bare.last) == (None, None)
    assert [one.id for one in in_order([bare, line])] == [1, 2]


def test_money_is_summed_by_side_and_currency_and_things_are_not() -> None:
    def made(side: str, minor: int, currency: str, state: str) -> Investment:
        return Investment(1, 1, "Booth", 2026, 0, side, minor, currency, state)

    found = sums(
        [
            made("host", 5, "USD", "planned"), made("host", 7, "USD", "spent"),
            made("partner", 3, "EUR", "committed"), made("partner", 0, "CHF", "spent"),
        ]
    )  # fmt: skip
    assert found == (("host", "USD", 5, 0, 7), ("partner", "EUR", 0, 3, 0))
    assert found[0].all == 12


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["host", "partner"]), st.integers(0, 99), st.sampled_from("XY"),
            st.sampled_from(INVESTMENT_STATES),
        )
    )
)  # fmt: skip
def test_no_money_is_lost_in_the_sums(rows: list[tuple[str, int, str, str]]) -> None:
    made = [Investment(1, 1, "", 2026, 0, side, m, c, state) for side, m, c, state in rows]
    assert sum(one.all for one in sums(made)) == sum(one.minor for one in made)
