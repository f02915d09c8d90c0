"""A tier's edge is near within so many percent of its amount, to the cent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.governance.tier_edge import edges
from models.partner import Partner
from models.program.decide import decide
from models.program.decision import AggregateTcv, Decision
from models.program.loading import terms_on
from models.program.measure import Facts

DAY = date(2021, 11, 24)
TERMS = terms_on(DAY)
TOP, LOW = TERMS.tiers[0], TERMS.lowest
ABOVE = TERMS.above(LOW.key)


def asked(tier: str) -> int:
    assert TERMS.amount is not None
    return int(TERMS.amount.asks[tier].required)


def decision(total: int, held: str = LOW.key, participation: str = "participating") -> Decision:
    made = decide(Facts(Partner(1, "Northwind")), TERMS, DAY, DAY)
    return replace(
        made, participation=participation, granted_tier=held, tcv=AggregateTcv(total=total)
    )


@pytest.mark.parametrize(("over", "near"), [(-1, False), (0, True), (1, True)])
def test_the_amount_of_the_held_tier_itself_is_at_its_edge(over: int, near: bool) -> None:
    found = edges(decision(asked(LOW.key) + over), TERMS, 10)
    assert [one.held for one in found] == ([True] if near else [])


@pytest.mark.parametrize(("over", "near"), [(-1, True), (0, True), (1, False)])
def test_ten_percent_above_the_held_tier_is_still_its_edge(over: int, near: bool) -> None:
    total = asked(LOW.key) * 110 // 100 + over
    assert any(one.held for one in edges(decision(total), TERMS, 10)) is near


@pytest.mark.parametrize(("over", "near"), [(-1, False), (0, True), (1, True)])
def test_ten_percent_below_the_next_tier_is_close_to_it(over: int, near: bool) -> None:
    assert ABOVE is not None
    total = asked(ABOVE.key) * 90 // 100 + over
    found = [one for one in edges(decision(total), TERMS, 10) if not one.held]
    assert [one.tier for one in found] == ([ABOVE.key] if near else [])


def test_an_amount_that_reaches_the_next_tier_is_not_below_it() -> None:
    assert ABOVE is not None
    short = edges(decision(asked(ABOVE.key) - 1), TERMS, 10)
    reached = edges(decision(asked(ABOVE.key)), TERMS, 10)
    assert [one.apart for one in short if not one.held] == [1]
    assert [one for one in reached if not one.held] == []


def test_above_the_highest_tier_there_is_no_next_one() -> None:
    found = edges(decision(asked(TOP.key), TOP.key), TERMS, 10)
    assert [(one.tier, one.held, one.apart) for one in found] == [(TOP.key, True, 0)]
    assert found[0].sentence.startswith("Exactly the $")


@pytest.mark.parametrize("state", ["candidate", "invited", "accepted", "removed"])
def test_only_whoever_takes_part_has_an_edge(state: str) -> None:
    assert edges(decision(asked(LOW.key), participation=state), TERMS, 10) == ()


def test_a_tier_of_another_program_has_none() -> None:
    assert edges(decision(asked(LOW.key), "galactic"), TERMS, 10) == ()


def test_the_sentence_says_how_far_it_is() -> None:
    (found,) = edges(decision(asked(LOW.key) + 100), TERMS, 1)
    assert found.title == f"Near the edge of {LOW.label}"
    assert found.sentence.startswith("$1 above the $")


@given(st.integers(0, 4_000_000_000), st.sampled_from([tier.key for tier in TERMS.tiers]))
def test_whatever_is_said_to_be_near_is_near(total: int, held: str) -> None:
    for one in edges(decision(total, held), TERMS, 10):
        assert 0 <= one.apart <= one.required // 10 + 1
        assert total == one.required + (one.apart if one.held else -one.apart)
