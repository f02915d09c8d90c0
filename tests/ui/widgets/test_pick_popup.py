"""One of many names is found by typing and picked with the keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.pick_popup import PickPopup

NAMES = [("Contoso", "Very likely"), ("Fabrikam", ""), ("O'Neil & Söhne 株式会社", "")]


@pytest.fixture
def popup(qtbot: QtBot) -> Iterator[PickPopup]:
    anchor = QWidget()
    qtbot.addWidget(anchor)
    anchor.show()
    made = PickPopup("It is", NAMES, anchor)
    made.open_at(anchor, 0, 0)
    yield made
    anchor.close()


def test_enter_picks_what_is_left_and_closes(qtbot: QtBot, popup: PickPopup) -> None:
    QTest.keyClicks(popup.field, "sohne")
    with qtbot.waitSignal(popup.picked) as heard:
        QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert heard.args == ["O'Neil & Söhne 株式会社"]


def test_the_arrows_go_through_the_list(qtbot: QtBot, popup: PickPopup) -> None:
    QTest.keyClick(popup.field, Qt.Key.Key_Down)
    QTest.keyClick(popup.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(popup.picked) as heard:
        QTest.keyClick(popup.list, Qt.Key.Key_Return)
    assert heard.args == ["Fabrikam"]


def test_nobody_of_that_name_is_said_and_enter_picks_nobody(popup: PickPopup) -> None:
    popup.field.setText("zzz")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert popup.none.isVisible()
    assert popup.isVisible()


def test_the_list_keeps_to_the_rules_of_models(popup: PickPopup) -> None:
    QAbstractItemModelTester(
        popup.model, QAbstractItemModelTester.FailureReportingMode.Fatal, popup
    )
    popup.field.setText("fab")
    assert popup.model.data(popup.model.index(0)) == "Fabrikam"
