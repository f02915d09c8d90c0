"""A file of deals is ours until a person says that it is the partner's own list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.deal import Deal
from models.ledgers import TheirDeal
from models.partner import Partner
from models.store import records
from models.store.portfolio import Portfolio, create
from tests.ui.pages.import_page import import_page
from ui.desk import Desk, Place
from ui.pages.importing import DONE, ImportPage

TODAY = date(2021, 11, 24)
LIST = """customer,deal,status,close_date,partner_tcv,services_tcv
Bank,SOC,open,2021-12-01,1200.50,300
"""


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "book.alliance") as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ImportPage:
    return import_page(qtbot, desk)


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "theirs.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def bring_in(page: ImportPage) -> None:
    while page.step != DONE:
        assert page.next.isEnabled()
        page.next.click()


@pytest.mark.clause("C073")
def test_the_partners_page_hands_over_whose_list_it_is(
    page: ImportPage, desk: Desk, portfolio: Portfolio, listed: Path
) -> None:
    desk.import_partner = "O'Neil & Söhne 株式会社"
    page.take(listed, "partner-pipeline")
    assert page.file.whose.choice.current == "partner-pipeline"
    assert page.file.kind.current == "deals"
    page.flow.set_listed_on(date(2021, 11, 2))
    assert page.file.whose.day.text() == "2 Nov 2021"
    bring_in(page)
    (kept,) = records.find(portfolio, TheirDeal)
    assert (kept.listed_on, kept.tcv_minor) == (date(2021, 11, 2), 150_050)
    assert records.get(portfolio, Partner, kept.partner_id).name == "O'Neil & Söhne 株式会社"
    assert records.find(portfolio, Deal) == []
    places: list[Place] = []
    desk.going.connect(places.append)
    page.done.open.click()
    assert (page.done.open.text(), places[-1]) == ("Open partner lists", Place("partner_lists"))


def test_a_file_of_deals_is_ours_unless_a_person_says_otherwise(
    page: ImportPage, listed: Path
) -> None:
    page.take(listed)
    whose = page.file.whose
    assert page.flow.kind == whose.choice.current == "deals"
    assert whose.isVisibleTo(page.file)
    assert not whose.day.isVisibleTo(whose)
    page.flow.set_kind("partner-pipeline")
    assert whose.choice.current == "partner-pipeline"
    assert whose.day.isVisibleTo(whose)
    assert whose.day.text() == "24 Nov 2021"


def test_other_lists_are_not_asked_whose_they_are(page: ImportPage, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("partner,name,role\nNorthwind,Ann,other\n", encoding="utf-8")
    page.take(people)
    assert not page.file.whose.isVisibleTo(page.file)
