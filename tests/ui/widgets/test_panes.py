"""F6 goes from part to part, whatever number of stops each has."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.card import Card
from ui.widgets.page import PageHeader
from ui.widgets.panes import step


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    header = PageHeader("Deals")
    header.add_button("Import")
    header.add_button("New deal")
    column.addWidget(header)
    column.addWidget(QLineEdit("filter"))
    for name in ("one", "two", "out of sight"):
        card = Card(name)
        inner = Card("inner")
        inner.body.addWidget(QPushButton(f"{name}, inner"))
        card.body.addWidget(QPushButton(name))
        card.body.addWidget(inner)
        column.addWidget(card)
        card.setVisible(name != "out of sight")
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def told() -> str:
    stop = QApplication.focusWidget()
    assert isinstance(stop, QLineEdit | QPushButton)
    return stop.text()


@pytest.mark.parametrize(
    ("backwards", "wanted"),
    [
        (False, ["Import", "filter", "one", "two", "Import"]),
        (True, ["two", "one", "filter", "Import", "two"]),
    ],
)
def test_each_part_is_one_step_and_the_last_leads_to_the_first(
    window: QWidget, backwards: bool, wanted: list[str]
) -> None:
    focus = QApplication.focusWidget()
    if focus is not None:
        focus.clearFocus()
    heard = []
    for _ in wanted:
        step(window, backwards=backwards)
        heard.append(told())
    assert heard == wanted


def test_from_within_a_part_it_goes_to_the_next_one(window: QWidget) -> None:
    inner = next(b for b in window.findChildren(QPushButton) if b.text() == "one, inner")
    inner.setFocus()
    step(window)
    assert told() == "two"
