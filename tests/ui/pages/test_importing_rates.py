"""Rows that wait for an exchange rate: the check says so, and they are in once it is stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.deal import Rate
from models.store import records
from models.store.portfolio import Portfolio, create
from ui.desk import Desk, Opened, Place
from ui.dialogs.rate import RateDialog
from ui.pages.importing import CHECK, ImportPage

TODAY = date(2021, 11, 24)
DEALS = """partner,deal_id,deal,status,close_date,partner_tcv,currency
Northwind,D1,SOC,open,2021-12-01,1200,EUR
Northwind,D2,Pilot,won,2021-03-01,500,USD
Weltbau,D3,Renewal,won,2021-05-01,70,EUR
Weltbau,D4,Audit,won,2021-05-02,80,GBP
"""


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "book.alliance") as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, tmp_path: Path) -> ImportPage:
    made = ImportPage(desk)
    qtbot.addWidget(made)
    made.resize(1150, 760)
    made.show()
    made.visit(Place("import"))
    file = tmp_path / "deals.csv"
    file.write_text(DEALS, encoding="utf-8")
    made.take(file)
    made.next.click()
    made.next.click()
    assert made.step == CHECK
    return made


def asked(page: ImportPage) -> RateDialog:
    page.check.rates.adding.click()
    assert page.check.rates.asked is not None
    return page.check.rates.asked


def rejected(page: ImportPage) -> int:
    assert page.flow.checked is not None
    return page.flow.checked.plan.rejected


def test_the_check_names_each_currency_that_lacks_a_rate(page: ImportPage) -> None:
    assert page.check.rates.isVisible()
    assert page.check.rates.sentence == "2 rows need a rate of EUR and 1 of GBP."
    assert page.check.rates.adding.text() == "Add the rate of EUR…"


@pytest.mark.clause("A21")
def test_a_rate_added_on_the_spot_lets_its_rows_in(page: ImportPage, portfolio: Portfolio) -> None:
    dialog = asked(page)
    assert not dialog.code.isVisible()
    dialog.value.setText("1.1")
    assert dialog.sentence.text() == "Read as: 1 EUR = 1.1 USD from 24 Nov 2021."
    dialog.go.click()
    assert rejected(page) == 1
    assert page.check.rates.sentence == "1 row needs a rate of GBP."
    dialog = asked(page)
    dialog.value.setText("1.3")
    dialog.go.click()
    assert rejected(page) == 0
    assert not page.check.rates.isVisible()
    assert portfolio.can_undo() == "Set the rate of GBP from 24 Nov 2021"
    assert len(records.find(portfolio, Rate)) == 2


@pytest.mark.parametrize(("day", "waiting"), [("24 Nov 2021", 1), ("25 Nov 2021", 3)])
def test_a_rate_of_a_later_day_is_refused_where_rows_wait_for_one(
    page: ImportPage, day: str, waiting: int
) -> None:
    dialog = asked(page)
    dialog.value.setText("1.1")
    dialog.day.line.setText(day)
    dialog.go.click()
    assert rejected(page) == waiting
    if waiting == 3:
        assert "24 Nov 2021 or an earlier day" in dialog.problem_of("day")


def test_a_portfolio_open_to_read_takes_no_rate(page: ImportPage, desk: Desk) -> None:
    desk.opened = Opened(path=desk.opened.path, read_only=True)
    page.check.show_flow()
    assert page.check.rates.isVisible()
    assert not page.check.rates.adding.isVisible()
