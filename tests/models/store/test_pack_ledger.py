"""A pack reads the partner's own list, last year's benefits and the limits of health."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.health import USUAL_LIMITS, HealthLimits
from models.ledgers import TheirDeal
from models.store import benefits, records
from models.store.background import background
from models.store.pack_ledger import ledger, limits, year_before
from models.store.partner_deals import ledgers
from models.store.portfolio import Portfolio, create
from models.store.settings import set_setting
from models.store.standing import partner_file
from tests.models.program.making import PARTNER, complete, deal, won
from tests.models.store.test_standing import put

DAY = date(2022, 3, 1)
LISTED = date(2022, 2, 20)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        put(made, [complete(won(16_000_000), deal("open", date(2022, 9, 1), 9_000_000, 1))])
        yield made


def lists(portfolio: Portfolio) -> None:
    with portfolio.change("Theirs"):
        records.add(
            portfolio,
            TheirDeal(1, PARTNER, LISTED, name="Rollout", customer="Bank", status="open",
                      close_date=date(2022, 9, 1)),
        )  # fmt: skip


def test_without_a_list_there_is_nothing_and_no_zero(portfolio: Portfolio) -> None:
    assert ledger(portfolio, PARTNER, DAY) is None


@pytest.mark.clause("C073")
def test_the_list_of_the_day_is_told_as_its_own_page_tells_it(portfolio: Portfolio) -> None:
    lists(portfolio)
    told = ledger(portfolio, PARTNER, DAY)
    assert told is not None
    assert told == ledgers(portfolio, PARTNER, DAY).health
    assert (told.listed_on, told.age, told.known.whole) == (LISTED, 9, 1)
    file = partner_file(portfolio, PARTNER, DAY)
    assert background(portfolio, file, DAY).ledger == told


def test_a_list_that_came_later_is_not_known_yet(portfolio: Portfolio) -> None:
    lists(portfolio)
    assert ledger(portfolio, PARTNER, LISTED - timedelta(days=1)) is None
    assert ledger(portfolio, PARTNER, LISTED) is not None


def test_the_year_before_is_told_where_something_was_due(portfolio: Portfolio) -> None:
    told = year_before(portfolio, PARTNER, DAY)
    assert told is not None
    assert told.due > 0
    assert told == benefits.ledger(portfolio, PARTNER, 2021, DAY).totals
    file = partner_file(portfolio, PARTNER, DAY)
    assert background(portfolio, file, DAY).benefits_before == told
    assert year_before(portfolio, PARTNER, date(2023, 3, 1)) is None


def test_before_the_programs_first_year_there_is_none(portfolio: Portfolio) -> None:
    assert year_before(portfolio, PARTNER, date(2021, 3, 1)) is None


def test_the_limits_of_health_travel_with_the_portfolio(portfolio: Portfolio) -> None:
    assert limits(portfolio) == USUAL_LIMITS
    set_setting(portfolio, "health_amber", "75")
    assert limits(portfolio) == HealthLimits(100, 75)
    set_setting(portfolio, "health_green", "a lot")
    assert limits(portfolio).green == 100
    file = partner_file(portfolio, PARTNER, DAY)
    assert background(portfolio, file, DAY).limits.amber == 75
