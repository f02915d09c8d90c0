"""Each fix on a deal, and what is said before it is made."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.deal import Deal
from models.hygiene.fixes import Fix, Moved, Preview, fixed, part, surplus
from tests.models.hygiene.rows_made import AS_OF, row

DEAL = Deal(1, 7, "Watch", close_date=date(2021, 11, 20), partner_minor=600, services_minor=400,
            tcv_minor=1000)  # fmt: skip
DAY = date(2022, 3, 4)


@pytest.mark.parametrize(
    ("fix", "after"),
    [
        (Fix("close_date", day=DAY), replace(DEAL, close_date=DAY)),
        (Fix("next_quarter"), replace(DEAL, close_date=date(2022, 5, 20))),
        (Fix("status", day=DAY, text="won"), replace(DEAL, status="won", close_date=DAY)),
        (Fix("next_step", text="Call"), replace(DEAL, next_step="Call")),
        (Fix("offering", offerings={7: 70}), replace(DEAL, offering_id=70)),
        (Fix("offering", offerings={8: 70}), DEAL),
        (Fix("services", percent=Decimal(25)),
         replace(DEAL, services_minor=250, partner_minor=750)),
        (Fix("unqualified"), replace(DEAL, qualified=False)),
        (Fix("delete", gone=frozenset({2})), DEAL),
        (Fix("delete", gone=frozenset({1})), None),
    ],
)  # fmt: skip
def test_a_deal_once_it_is_put_right(fix: Fix, after: Deal | None) -> None:
    assert fixed(DEAL, fix, AS_OF) == after


def test_a_fix_that_nobody_knows_is_ours() -> None:
    with pytest.raises(ValueError, match="other"):
        fixed(DEAL, Fix("other"), AS_OF)


@given(st.integers(0, 10**15), st.integers(1, 10_000).map(lambda n: Decimal(n) / 100))
def test_the_portions_always_add_up_to_the_value(minor: int, percent: Decimal) -> None:
    deal = replace(DEAL, partner_minor=minor, services_minor=0, tcv_minor=minor)
    made = fixed(deal, Fix("services", percent=percent), AS_OF)
    assert made is not None
    assert made.partner_minor + made.services_minor == made.tcv_minor == minor
    assert 0 <= made.services_minor <= minor


def test_a_part_is_rounded_half_up() -> None:
    assert [part(5, Decimal(10)), part(4, Decimal(10)), part(1, Decimal(50))] == [1, 0, 1]


@pytest.mark.parametrize(
    ("keep", "gone"), [("first", {2, 3}), ("changed", {1, 2}), ("chosen", {1, 3})]
)
def test_one_of_each_duplicate_stays(keep: str, gone: set[int]) -> None:
    days = {1: "2021-01-01", 2: "2021-02-01", 3: "2021-03-01"}
    known = {key: row(key, updated_on=day) for key, day in days.items()}
    twins = {key: tuple(other for other in days if other != key) for key in days}
    assert surplus([known[2], known[1]], twins, known, keep) == gone


def test_a_preview_says_what_changes_to_money_and_tiers() -> None:
    told = Preview(3, 1, 100_00, 350_00, "USD", "Aggregate TCV of Northwind",
                   (Moved("Northwind", "Silver", "Gold", True),), 1, 1)  # fmt: skip
    assert told.said == (
        "Changes 3 deals; 1 deal is so already. The Aggregate TCV of Northwind grows by $250."
        " Northwind rises from Silver to Gold."
    )


def test_a_preview_of_many_partners_says_how_many_were_looked_at() -> None:
    moved = [Moved(f"P{n}", "Gold", "Silver", False) for n in range(4)]
    told = Preview(9, 0, 5_00, 0, "USD", "Aggregate TCV", moved, 60, 40)
    assert told.said == (
        "Changes 9 deals. The Aggregate TCV falls by $5. P0 falls from Gold to Silver, P1 falls"
        " from Gold to Silver, P2 falls from Gold to Silver and 1 other falls. Tiers of 40 of 60"
        " partners were looked at."
    )


def test_a_preview_without_a_change_or_a_program_says_no_more_than_it_knows() -> None:
    assert Preview(0, 4, 0, 0, "USD", "").said == "Nothing changes: all are so already."
    assert Preview(2, 0, 0, 0, "", "").said == "Changes 2 deals."
    assert Preview(2, 0, 5, 5, "USD", "sum").said == (
        "Changes 2 deals. The sum stays as it is. No tier changes."
    )


def test_undo_calls_a_fix_by_what_it_did() -> None:
    assert Fix("close_date", day=DAY).label(1) == "Set the close date of 1 deal to 4 Mar 2022"
    assert Fix("services", percent=Decimal("12.50")).label(2) == (
        "State the services portion of 2 deals: 12.5%"
    )
    assert Fix("delete").label(3) == "Delete 3 duplicates"
