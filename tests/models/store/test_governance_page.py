"""The rules of governance are shown with the program's own, and each is set as one step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.errors import UserError
from models.store.governance_page import read, set_months, set_rule
from models.store.pack_ledger import limits
from models.store.portfolio import Portfolio, create

TODAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        yield made


@pytest.mark.clause("C095")
def test_the_program_says_what_it_asks_for_itself(portfolio: Portfolio) -> None:
    found = read(portfolio, TODAY)
    assert (found.calendar.notice_days, found.calendar.working_days) == (7, False)
    assert [key for key, _ in found.tiers] == list(found.calendar.review_months)
    before = read(portfolio, date(1999, 1, 1))
    assert (before.tiers, before.calendar.notice_days) == ((), 0)


def test_a_rule_is_set_and_taken_back(portfolio: Portfolio) -> None:
    with portfolio.change("Count notice in working days"):
        set_rule(portfolio, "working_days", True)
    assert read(portfolio, TODAY).rules.working_days is True
    assert portfolio.can_undo() == "Count notice in working days"
    portfolio.undo()
    assert read(portfolio, TODAY).rules.working_days is None


def test_limits_of_health_are_those_that_packs_go_by(portfolio: Portfolio) -> None:
    set_rule(portfolio, "green", 95)
    set_rule(portfolio, "amber", 80)
    found = read(portfolio, TODAY).limits
    assert (found.green, found.amber) == (95, 80)
    assert limits(portfolio) == found
    with pytest.raises(UserError):
        set_rule(portfolio, "amber", 96)
    assert read(portfolio, TODAY).limits == found


@pytest.mark.clause("C041")
def test_months_between_reviews_are_the_portfolios_or_the_programs(portfolio: Portfolio) -> None:
    set_months(portfolio, "gold", 3)
    assert read(portfolio, TODAY).rules.review_months == {"gold": 3}
    set_months(portfolio, "gold", None)
    assert read(portfolio, TODAY).rules.review_months == {}
