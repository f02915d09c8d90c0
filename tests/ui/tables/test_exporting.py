"""A table goes to a file as raw cells, and every table offers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from models.money import plain
from models.text import NONE, money_cell
from ui.tables.columns import Column
from ui.tables.exporting import cell, end_menu, table_in, with_currency
from ui.tables.model import TableModel
from ui.tables.view import TableView


@dataclass(frozen=True)
class Row:
    id: int
    name: str = ""
    minor: int | None = None
    currency: str = "USD"
    day: Any = None
    count: int | None = None
    ready: bool = False


NAME = Column("Name", lambda r: r.name, text=lambda r: r.name or NONE)
MONEY = Column(
    "TCV", lambda r: r.minor, role="money", text=lambda r: money_cell(r.minor or 0, r.currency),
    plain=lambda r: plain(r.minor, r.currency), currency=lambda r: r.currency,
)  # fmt: skip
DAY = Column("Day", lambda r: r.day, role="date", text=lambda r: "some day")
COUNT = Column("Count", lambda r: r.count, role="number", text=lambda r: f"{r.count} people")
READY = Column("Ready", lambda r: r.ready, text=lambda r: "Yes" if r.ready else "No")


@pytest.mark.parametrize(
    ("column", "row", "found"),
    [
        (NAME, Row(1, "Nord"), "Nord"),
        (NAME, Row(1), None),
        (MONEY, Row(1, minor=123450), Decimal("1234.50")),
        (MONEY, Row(1, minor=0), Decimal("0.00")),
        (MONEY, Row(1, minor=5, currency="JPY"), Decimal(5)),
        (MONEY, Row(1), None),
        (DAY, Row(1, day=date(2026, 1, 2)), date(2026, 1, 2)),
        (DAY, Row(1, day="2026-01-02"), date(2026, 1, 2)),
        (COUNT, Row(1, count=7), 7),
        (READY, Row(1, ready=True), True),
    ],
)
def test_a_cell_is_raw_whatever_is_shown(column: Column, row: Row, found: object) -> None:
    assert cell(column, row) == found


def test_a_day_that_is_missing_is_blank() -> None:
    assert cell(Column("Day", lambda r: r.day, role="date"), Row(1)) in (None, "")


def test_amounts_have_their_currency_in_a_column_of_its_own() -> None:
    assert [c.title for c in with_currency([NAME, MONEY, DAY])] == [
        "Name", "TCV", "Currency", "Day",
    ]  # fmt: skip
    assert with_currency([NAME, MONEY])[2].value(Row(1, currency="EUR")) == "EUR"


def test_a_currency_that_is_chosen_is_not_added_again() -> None:
    chosen = [Column("Currency", lambda r: r.currency, name="currency"), MONEY]
    assert with_currency(chosen) == chosen
    assert with_currency([NAME, DAY]) == [NAME, DAY]


@pytest.fixture
def view(qtbot: QtBot) -> TableView:
    made = TableView(TableModel([NAME, MONEY], [Row(1, "One", 100), Row(2, "Two", 200)]), "Deals")
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    return made


def titles(menu: QWidget | None) -> list[str]:
    assert isinstance(menu, QMenu)
    return [action.text().split("\t")[0] for action in menu.actions() if action.text()]


def test_a_table_without_a_menu_of_its_own_shows_one(view: TableView, qtbot: QtBot) -> None:
    view.customContextMenuRequested.emit(QPoint(5, 5))
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert titles(menu) == ["Copy", "Copy with headings", "Export…"]
    assert menu is not None
    menu.close()


def test_export_ends_the_menu_of_a_page_once(view: TableView, qtbot: QtBot) -> None:
    made = QMenu(view)
    made.addAction("Delete")
    made.popup(QPoint(5, 5))
    end_menu(view, QPoint(5, 5))
    end_menu(view, QPoint(5, 5))
    assert titles(made) == ["Delete", "Export…"]
    made.close()


def test_a_page_that_shows_no_menu_is_left_alone(view: TableView) -> None:
    view.customContextMenuRequested.connect(view.selected_ids)
    end_menu(view, QPoint(5, 5))
    assert QApplication.activePopupWidget() is None


def test_the_table_with_the_keyboard_is_meant_else_the_largest_with_rows(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    small = TableView(TableModel([NAME], [Row(1, "One")]), "Small", page)
    large = TableView(TableModel([NAME], [Row(1, "One")]), "Large", page)
    empty = TableView(TableModel([NAME]), "Empty", page)
    for at, (table, side) in enumerate([(small, 100), (large, 200), (empty, 300)]):
        table.setGeometry(at, at, side, side)
    page.show()
    qtbot.waitExposed(page)
    assert table_in(page) is large
    page.activateWindow()
    small.setFocus()
    if QApplication.focusWidget() is small:
        assert table_in(page) is small
    large.hide()
    small.hide()
    assert table_in(page) is None
