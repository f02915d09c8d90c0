"""The page's two days: which are offered, which are chosen, and by whose terms and rates."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from models.deal import Deal
from models.partner import Partner
from models.store import records, snapshots
from models.store.movement_page import NOW, movement_view
from models.store.portfolio import Portfolio, create
from models.store.rates import store_rate

OCT, NOV, TODAY = date(2026, 10, 31), date(2026, 11, 3), date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "p.alliance") as made:
        made.clock = lambda: datetime(2026, 11, 24, 12, tzinfo=UTC)
        with made.change("Add"):
            records.add(made, Partner(1, "One"))
            records.add(made, Partner(2, "Two"))
            records.add(made, Deal(3, 1, close_date=TODAY, partner_minor=100))
        yield made


def keep(portfolio: Portfolio, on: date, reason: str = "import") -> int:
    with portfolio.change("Keep"):
        return snapshots.keep(portfolio, on, reason)


def add(portfolio: Portfolio, deal_id: int, partner: int, **values: Any) -> None:
    with portfolio.change("Add a deal"):
        records.add(portfolio, Deal(deal_id, partner, **{"close_date": TODAY} | values))


def test_without_a_snapshot_there_is_nothing_to_compare_and_the_next_day_is_told(
    portfolio: Portfolio,
) -> None:
    view = movement_view(portfolio, TODAY)
    assert view.found is None
    assert view.next_on == date(2026, 11, 30)


def test_it_goes_from_the_last_earlier_day_to_now(portfolio: Portfolio) -> None:
    keep(portfolio, OCT, "month_end")
    keep(portfolio, NOV)
    add(portfolio, 4, 2, partner_minor=7)
    keep(portfolio, TODAY)
    view = movement_view(portfolio, TODAY)
    assert view.title == "Import, 3 Nov 2026 to Now"
    assert [one.title for one in view.stands] == [
        "End of October 2026", "Import, 3 Nov 2026", "Import, 24 Nov 2026", "Now",
    ]  # fmt: skip
    assert view.found is not None
    assert view.found.total.step("added").minor == 7
    assert view.found.partners[2].closing == (1, 7)


def test_the_earlier_day_comes_first_whichever_way_they_are_chosen(portfolio: Portfolio) -> None:
    older, newer = keep(portfolio, OCT), keep(portfolio, NOV)
    for pair in ((older, newer), (newer, older)):
        view = movement_view(portfolio, TODAY, *pair)
        assert (view.first.id, view.last.id) == (older, newer)
    assert movement_view(portfolio, TODAY, NOW, older).last.id == NOW


def test_a_snapshot_that_is_gone_gives_way_to_the_usual_choice(portfolio: Portfolio) -> None:
    keep(portfolio, OCT)
    assert movement_view(portfolio, TODAY, 99, 98).title == "Import, 31 Oct 2026 to Now"


def test_the_window_is_that_of_the_later_day(portfolio: Portfolio) -> None:
    add(portfolio, 4, 1, close_date=date(2028, 1, 1), partner_minor=50)
    keep(portfolio, OCT)
    view = movement_view(portfolio, TODAY, in_window=True)
    assert view.window == "1 Oct 2026 to 30 Sep 2027"
    assert view.found is not None
    assert view.found.total.closing == (1, 100)
    assert movement_view(portfolio, TODAY).found.total.closing == (2, 150)  # type: ignore[union-attr]


def test_both_days_are_at_the_rates_of_the_later_one(portfolio: Portfolio) -> None:
    add(portfolio, 4, 1, currency="EUR", partner_minor=100)
    add(portfolio, 5, 1, currency="CHF", partner_minor=100)
    store_rate(portfolio, "EUR", "1.1", OCT)
    keep(portfolio, OCT)
    store_rate(portfolio, "EUR", "1.2", TODAY)
    found = movement_view(portfolio, TODAY).found
    assert found is not None
    assert found.total.opening == found.total.closing == (2, 220)
    assert found.total.missing == {"CHF": 1}


def test_a_partner_that_is_gone_has_its_name_of_then(portfolio: Portfolio) -> None:
    keep(portfolio, OCT)
    with portfolio.change("Delete"):
        records.delete(portfolio, Partner, [1])
    view = movement_view(portfolio, TODAY)
    assert view.names == {1: "One", 2: "Two"}
    assert view.found is not None
    assert view.found.partners[1].step("removed").minor == -100
