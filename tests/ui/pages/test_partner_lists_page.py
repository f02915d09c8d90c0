"""The page lists every partner with its newest list: filtered, sorted, copied, opened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models.store import omissions
from models.store.portfolio import Portfolio
from tests.sample_portfolio import sample_at
from tests.ui.pages.partner_on import key_of
from ui.desk import Desk, Place
from ui.pages.partner_lists import PartnerListsPage

TODAY = date(2026, 11, 24)
ONEIL = "O'Neil & Söhne 株式会社"


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with sample_at(tmp_path / "partners.alliance", TODAY) as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PartnerListsPage:
    made = PartnerListsPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    made.visit(Place("partner_lists"))
    return made


def names(page: PartnerListsPage) -> list[str]:
    return [row.line.name for row in page.model.rows]


def test_the_table_is_a_sound_model(page: PartnerListsPage) -> None:
    ModelTester(page.model)


@pytest.mark.clause("C073")
def test_every_partner_stands_there_with_what_its_list_confirms(page: PartnerListsPage) -> None:
    columns = {column.name: column for column in page.model.columns}
    row = next(row for row in page.model.rows if row.line.name == ONEIL)
    assert {name: columns[name].shown(row) for name in columns if name != "partner"} == {
        "standing": "Current",
        "listed_on": "5 Nov 2026",
        "named": "55%, 5 of 9",
        "known": "66%, 6 of 9",
        "differs": "4",
        "maybe": "1",
        "only_theirs": "2",
        "only_ours": "2",
        "candidates": "1",
    }
    none = next(row for row in page.model.rows if row.line.standing == "none")
    assert [columns[name].shown(none) for name in ("named", "differs")] == ["", ""]
    assert page.header.sub.startswith("2 partners with a list of their own · 1 older than 92 days")


def test_chips_tell_who_gave_none_and_what_is_to_be_done(page: PartnerListsPage) -> None:
    page.filter._chips["standing"].set_chosen({"none"})
    page.filter.changed.emit()
    assert len(names(page)) == 10
    page.filter.clear()
    page.filter._chips["work"].set_chosen({"candidates"})
    page.filter.changed.emit()
    assert ONEIL in names(page)
    assert len(names(page)) == 4  # those with a case that was opened by hand as well
    page.filter.search.setText("nobody")
    assert page.face is page.no_match


def test_a_row_opens_the_partners_list(
    page: PartnerListsPage, desk: Desk, portfolio: Portfolio
) -> None:
    places: list[Place] = []
    desk.going.connect(places.append)
    key = key_of(portfolio, ONEIL)
    page.view.opened.emit(key)
    assert places == [Place("partner", key, "their_pipeline")]
    assert key in desk.partner_order


def test_rows_are_copied_with_their_evidence(page: PartnerListsPage, portfolio: Portfolio) -> None:
    page.view.select_ids([key_of(portfolio, ONEIL)])
    page.copy_selected()
    head, row = QGuiApplication.clipboard().text().splitlines()
    cells = dict(zip(head.split("\t"), row.split("\t"), strict=True))
    assert (cells["Our open deals"], cells["Confirmed"], cells["Age in days"]) == ("9", "5", "19")
    told = "List of 5 Nov 2026, 19 days old; it confirms 5 of the host's 9"
    assert cells["Evidence"].startswith(told)


def test_a_flag_elsewhere_is_heard_of(
    page: PartnerListsPage, desk: Desk, portfolio: Portfolio
) -> None:
    (held,) = omissions.of_partner(portfolio, key_of(portfolio, ONEIL))
    desk.lane.write("Take back", lambda book: omissions.take_back(book, [held.id]))
    assert "3 omissions to decide" in page.header.sub


def test_import_asks_for_a_partners_list(page: PartnerListsPage, desk: Desk) -> None:
    asked: list[Any] = []
    desk.importing.connect(lambda *words: asked.append(words))
    page.bring.click()
    assert asked == [("", "partner-pipeline")]
