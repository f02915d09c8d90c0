"""Tiers known then beside those of today's records: what differs, and what came since."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from models.deal import Deal
from models.errors import UserError
from models.partner import Contact, Partner, Training
from models.store import records
from models.store.known_then import KnownLine, known_then
from models.store.portfolio import Portfolio, create
from models.store.rates import store_rate

DAY = date(2022, 1, 5)
WON = date(2021, 12, 14)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "p.alliance") as made:
        made.clock = lambda: datetime(2022, 1, 4, 12, tzinfo=UTC)
        with made.change("Add"):
            records.add(made, Partner(1, "Alpha"))
            records.add(made, Partner(2, "Beta"))
            deal(made, 10, 1, name="First", close_date=WON, partner_minor=100)
            deal(made, 11, 2, name="Second", close_date=WON, partner_minor=200)
        made.clock = lambda: datetime(2022, 1, 20, 12, tzinfo=UTC)
        yield made


def deal(portfolio: Portfolio, deal_id: int, partner: int, **values: Any) -> None:
    with portfolio.change("Add a deal"):
        records.add(portfolio, Deal(deal_id, partner, **{"status": "won"} | values))


def line(portfolio: Portfolio, partner: int = 1) -> KnownLine:
    return next(one for one in known_then(portfolio, DAY).lines if one.id == partner)


def test_where_nothing_came_since_nothing_differs(portfolio: Portfolio) -> None:
    found = known_then(portfolio, DAY)
    assert [one.partner for one in found.lines] == ["Alpha", "Beta"]
    assert found.different == ()
    assert [one.why for one in found.lines] == ["", ""]


def test_a_deal_that_was_entered_late_is_named_and_makes_the_difference(
    portfolio: Portfolio,
) -> None:
    deal(portfolio, 12, 1, name="Late", close_date=WON, partner_minor=1_500_000_000)
    found = known_then(portfolio, DAY)
    (one,) = found.different
    assert (one.tcv_then, one.tcv_now) == (100, 1_500_000_100)
    assert one.why == "1 deal entered since (Late)"
    assert one.then == one.now  # the tier asks for more than money


def test_deals_changed_deleted_and_given_to_another_partner_are_told(
    portfolio: Portfolio,
) -> None:
    with portfolio.change("Change"):
        records.update(portfolio, Deal, 10, partner_minor=101)
        records.update(portfolio, Deal, 11, partner_id=1)
    one = line(portfolio)
    assert one.why == "2 deals changed since (First, Second)"
    assert line(portfolio, 2).why == "1 deal given to another partner since (Second)"


def test_many_deals_are_counted_and_two_are_named(portfolio: Portfolio) -> None:
    for at in range(4):
        deal(portfolio, 20 + at, 1, name=f"New {at}")
    assert line(portfolio).why == "4 deals entered since (New 0, New 1 and 2 more)"


def test_other_records_are_told_as_well(portfolio: Portfolio) -> None:
    with portfolio.change("Add"):
        records.add(portfolio, Contact(30, 1, "Ada", "alliance manager"))
        records.add(portfolio, Training(31, 1, "Ada", "sales"))
    one = line(portfolio)
    assert one.why == "1 contact entered since; 1 training entered since"
    assert not one.differs


def test_a_partner_of_today_and_one_of_then_are_both_there(portfolio: Portfolio) -> None:
    with portfolio.change("Change"):
        records.add(portfolio, Partner(3, "Gamma"))
        records.delete(portfolio, Partner, [2])
    new, gone = line(portfolio, 3), line(portfolio, 2)
    assert (new.then, new.why) == (None, "The partner was not known yet")
    assert gone.now is None
    assert gone.why.startswith("The partner was deleted since; 1 deal deleted since")


def test_rates_that_changed_are_told_where_they_matter(portfolio: Portfolio) -> None:
    deal(portfolio, 12, 1, close_date=WON, partner_minor=100, currency="EUR")
    store_rate(portfolio, "EUR", "1.1", WON)
    assert line(portfolio).why.endswith("rates changed since")
    assert line(portfolio, 2).why == ""


def test_a_day_before_the_records_is_a_sentence(portfolio: Portfolio) -> None:
    with pytest.raises(UserError, match="Nothing was known yet"):
        known_then(portfolio, date(2022, 1, 3))
