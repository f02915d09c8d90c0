"""Month ends are kept once they have passed, as they were, and never in anybody's way."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from models.deal import Deal
from models.partner import Partner
from models.store import month_ends, records, snapshots
from models.store.portfolio import Portfolio, create

OCT, NOV, DEC = date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 31)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "p.alliance") as made:
        at(made, 2026, 10, 5)
        with made.change("Add"):
            records.add(made, Partner(1, "One"))
            records.add(made, Deal(2, 1, partner_minor=100))
        yield made


def at(portfolio: Portfolio, *moment: int) -> None:
    portfolio.clock = lambda: datetime(*moment, 12, tzinfo=UTC)  # type: ignore[misc, arg-type]


def revalue(portfolio: Portfolio, minor: int) -> None:
    with portfolio.change("Set the amount"):
        records.update(portfolio, Deal, 2, partner_minor=minor)


def kept(portfolio: Portfolio) -> dict[date, int]:
    return {
        one.on_date: snapshots.content(portfolio, one.id)[0].partner_minor
        for one in snapshots.listed(portfolio)
        if one.reason == "month_end"
    }


def test_each_is_kept_as_it_was_though_the_file_is_opened_months_later(
    portfolio: Portfolio,
) -> None:
    at(portfolio, 2026, 11, 2)
    revalue(portfolio, 200)
    at(portfolio, 2027, 1, 15)
    revalue(portfolio, 300)
    month_ends.keep_due(portfolio, date(2027, 1, 15))
    assert kept(portfolio) == {OCT: 100, NOV: 200, DEC: 200}


@pytest.mark.parametrize(
    ("today", "found"),
    [(date(2026, 10, 30), ()), (OCT, ()), (date(2026, 11, 1), (OCT,)), (NOV, (OCT,))],
)
def test_a_month_ends_after_its_last_day(
    portfolio: Portfolio, today: date, found: tuple[date, ...]
) -> None:
    month_ends.keep_due(portfolio, today)
    assert tuple(kept(portfolio)) == found


def test_what_is_kept_is_not_due_again_even_when_it_was_deleted(portfolio: Portfolio) -> None:
    month_ends.keep_due(portfolio, date(2026, 11, 1))
    (one,) = snapshots.listed(portfolio)
    with portfolio.change("Delete"):
        snapshots.delete(portfolio, one.id)
    assert month_ends.due(portfolio, date(2026, 11, 30)) == ()
    assert month_ends.due(portfolio, date(2026, 12, 1)) == (NOV,)


def test_undo_passes_over_them(portfolio: Portfolio) -> None:
    at(portfolio, 2026, 11, 2)
    revalue(portfolio, 200)
    assert month_ends.keep_due(portfolio)
    portfolio.undo()
    assert snapshots.now(portfolio)[0].partner_minor == 100
    assert kept(portfolio) == {OCT: 100}


def test_nothing_is_written_where_nothing_is_due(portfolio: Portfolio) -> None:
    entries = portfolio.conn.value("SELECT count(*) FROM journal")
    assert month_ends.keep_due(portfolio, OCT) is None
    assert portfolio.conn.value("SELECT count(*) FROM journal") == entries


def test_a_month_without_deals_has_none(portfolio: Portfolio) -> None:
    at(portfolio, 2026, 11, 2)
    with portfolio.change("Delete"):
        records.delete(portfolio, Deal, [2])
    at(portfolio, 2026, 12, 2)
    month_ends.keep_due(portfolio, date(2027, 1, 2))
    assert tuple(kept(portfolio)) == (OCT,)
    assert month_ends.due(portfolio, date(2027, 1, 2)) == ()


def test_an_empty_portfolio_has_none(tmp_path: Path) -> None:
    with create(tmp_path / "empty.alliance") as empty:
        assert month_ends.keep_due(empty, date(2026, 11, 1)) is None


def test_no_more_than_the_last_two_years_are_made_up_for(portfolio: Portfolio) -> None:
    found = month_ends.due(portfolio, date(2030, 1, 1))
    assert (len(found), found[0], found[-1]) == (24, date(2028, 1, 31), date(2029, 12, 31))
