"""A partner's deals say how many of the open ones need attention, and lead to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from models.deal import Deal
from models.partner import Partner
from models.store import deals, records
from models.store.portfolio import Portfolio, create
from tests.ui.pages.partner_on import partner_page
from ui.desk import Desk, Place
from ui.pages.partner_tabs.deals import DealsTab

TODAY = date(2022, 1, 10)
NORTH = 11


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "deals.alliance") as made:
        records.add(made, Partner(NORTH, "Northwind"))
        for name, close in (("Late", date(2021, 5, 1)), ("Fine", date(2022, 6, 1))):
            deals.add(
                made, NORTH, name=name, customer=name, close_date=close, next_step="Call",
                partner_minor=60_00, services_minor=40_00, updated_on=TODAY,
            )  # fmt: skip
        yield made


def test_open_deals_that_need_attention_are_told_and_led_to(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio
) -> None:
    page = partner_page(qtbot, desk, 1200)
    page.visit(Place("partner", NORTH, "deals"))
    tab: Any = page.tab("deals")
    assert isinstance(tab, DealsTab)
    assert tab.attention.text() == "1 of 2 open deals needs attention"
    places: list[Place] = []
    desk.going.connect(places.append)
    tab.attention.click()
    assert places == [Place("hygiene", NORTH)]


def test_a_partner_whose_deals_are_clean_has_no_such_line(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio
) -> None:
    late = records.find(portfolio, Deal, name="Late")[0]
    deals.set_all(portfolio, [late.id], "close_date", date(2022, 3, 1))
    page = partner_page(qtbot, desk, 1200)
    page.visit(Place("partner", NORTH, "deals"))
    tab: Any = page.tab("deals")
    assert tab.attention.isHidden()
