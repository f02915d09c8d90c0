"""Rates by currency and day: kept once, replaced, refused where they are none."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.deal import Deal, Rate
from models.errors import UserError
from models.partner import Partner
from models.store import rates, records
from models.store.portfolio import Portfolio, create
from models.store.rates import set_rate, store_rate

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


@pytest.mark.clause("A21")
def test_a_rate_moves_to_another_day_in_one_step(portfolio: Portfolio) -> None:
    old = store_rate(portfolio, "EUR", "1.1", DAY)
    moved = date(2022, 1, 4)
    set_rate(portfolio, "EUR", "1.2", moved, old.id)
    assert kept(portfolio) == [("EUR", moved, "1.2")]
    portfolio.undo()
    assert kept(portfolio) == [("EUR", DAY, "1.1")]


def test_a_rate_that_is_set_takes_no_other_ones_place(portfolio: Portfolio) -> None:
    store_rate(portfolio, "EUR", "1.1", DAY)
    other = store_rate(portfolio, "EUR", "1.2", date(2022, 1, 4))
    for instead_of in (0, other.id):
        with pytest.raises(UserError, match="has a rate from 3 Jan 2022 already"):
            set_rate(portfolio, "EUR", "1.3", DAY, instead_of)
    assert len(kept(portfolio)) == 2


@pytest.mark.clause("A21")
@pytest.mark.parametrize(
    ("as_of", "lacking"),
    [(date(2022, 1, 2), (("CHF", 1), ("EUR", 2))), (DAY, (("CHF", 1),))],
)
def test_currencies_of_deals_without_a_rate_are_counted(
    portfolio: Portfolio, as_of: date, lacking: tuple[tuple[str, int], ...]
) -> None:
    store_rate(portfolio, "EUR", "1.1", DAY)
    with portfolio.change("Add"):
        records.add(portfolio, Partner(1, "Alpha"))
        for at, code in enumerate(("EUR", "USD", "CHF", "EUR")):
            records.add(portfolio, Deal(10 + at, 1, currency=code))
        records.add(portfolio, Deal(20, 1, currency="SEK", qualified=False))
    assert rates.kept(portfolio, as_of).lacking == lacking
