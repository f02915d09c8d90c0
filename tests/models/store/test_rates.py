"""Rates by currency and day: kept once, replaced, refused where they are none."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.deal import Rate
from models.errors import UserError
from models.store import records
from models.store.portfolio import Portfolio, create
from models.store.rates import store_rate

DAY = date(2022, 1, 3)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "p.alliance") as made:
        yield made


def kept(portfolio: Portfolio) -> list[tuple[str, date, str]]:
    return [(one.currency, one.on_date, one.rate) for one in records.find(portfolio, Rate)]


@pytest.mark.clause("A21")
def test_a_second_rate_of_a_day_replaces_the_first(portfolio: Portfolio) -> None:
    store_rate(portfolio, " eur ", "1.1", DAY)
    store_rate(portfolio, "EUR", "1.2", DAY)
    assert kept(portfolio) == [("EUR", DAY, "1.2")]
    portfolio.undo()
    assert kept(portfolio) == [("EUR", DAY, "1.1")]


@pytest.mark.clause("A21")
def test_a_rate_may_be_older_than_the_program(portfolio: Portfolio) -> None:
    """The first January counts deals of the year before, at the rates of that year."""
    day = date(2020, 12, 31)
    store_rate(portfolio, "EUR", "1.2271", day)
    assert kept(portfolio) == [("EUR", day, "1.2271")]
    with pytest.raises(UserError, match="own currency"):
        store_rate(portfolio, "USD", "1", day)


@pytest.mark.parametrize(
    ("currency", "rate", "words"),
    [
        ("EURO", "1", "no currency code"),
        ("EUR", "0", "no exchange rate"),
        ("EUR", "-1", "no exchange rate"),
        ("EUR", "1,5", "no exchange rate"),
        ("EUR", "NaN", "no exchange rate"),
        ("usd", "1", "own currency"),
    ],
)
def test_what_is_no_rate_is_refused(
    portfolio: Portfolio, currency: str, rate: str, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        store_rate(portfolio, currency, rate, DAY)
    assert not kept(portfolio)
