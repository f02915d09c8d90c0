"""A held business review is known from the ledger, and logged once."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.benefit_event import BenefitEvent
from models.errors import UserError
from models.governance.meetings import Meeting
from models.store import records, review_ledger
from models.store.portfolio import Portfolio, create
from tests.models.store.reviews_of import TODAY, held, partner

BUSINESS, HELD = "business_review", date(2026, 5, 5)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "r.alliance") as made, made.change("Fill"):
        partner(made, 1, "Northwind")
        partner(made, 2, "Umbra", "")
        held(made, 1, 1, BUSINESS, HELD)
        yield made


def lacks(portfolio: Portfolio, meeting_id: int = 1) -> str:
    meeting = records.get(portfolio, Meeting, meeting_id)
    return review_ledger.unlogged(portfolio, meeting, TODAY)


@pytest.mark.clause("C083")
def test_a_review_is_logged_once(portfolio: Portfolio) -> None:
    assert lacks(portfolio) == "Global executive business reviews"
    review_ledger.log_review(portfolio, 1, TODAY)
    assert lacks(portfolio) == ""
    with pytest.raises(UserError, match="5 May 2026"):
        review_ledger.log_review(portfolio, 1, TODAY)


@pytest.mark.parametrize(("days", "known"), [(-8, False), (-7, True), (7, True), (8, False)])
def test_what_was_logged_within_a_week_is_that_review(
    portfolio: Portfolio, days: int, known: bool
) -> None:
    on = HELD + timedelta(days=days)
    event = BenefitEvent(1, 1, "executive_business_review", 2026, "delivered", on)
    records.add(portfolio, event)
    assert (lacks(portfolio) == "") == known


def test_nothing_is_owed_for_one_that_is_planned_or_of_another_kind_or_without_a_tier(
    portfolio: Portfolio,
) -> None:
    held(portfolio, 2, 1, BUSINESS, date(2026, 12, 5), state="planned")
    held(portfolio, 3, 1, "pipeline_review", HELD)
    held(portfolio, 4, 2, BUSINESS, HELD)
    held(portfolio, 5, 1, BUSINESS, date(1999, 1, 1))
    held(portfolio, 6, 1, BUSINESS, date(2026, 11, 5), state="planned")
    assert [lacks(portfolio, at) for at in (2, 3, 4, 5, 6)] == [""] * 5
