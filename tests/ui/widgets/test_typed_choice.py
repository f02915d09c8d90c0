"""The box of names that is typed into."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.widgets.typed_choice import TypedChoice

NAMES = ("Bramble & Co", "O'Neil & Söhne 株式会社", "Zephyr", "New Zephyr")


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def box(window):
    """The box beside another field, in a window with the keyboard."""
    row = QHBoxLayout(window)
    made = TypedChoice("Partner")
    made.addItems(list(NAMES))
    row.addWidget(made)
    row.addWidget(QLineEdit())
    window.show()
    made.setFocus()
    line = made.lineEdit()
    assert line is not None
    line.selectAll()
    return made


def test_enter_takes_the_name_that_fits_what_was_typed(box, qtbot):
    qtbot.keyClicks(box.lineEdit(), "neil")
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    assert (box.currentIndex(), box.lineEdit().text()) == (1, NAMES[1])


@pytest.mark.parametrize(
    ("typed", "at"),
    [("ZEPHYR", 2), ("zep", 2), ("new", 3), ("co", 0), (" & s", 1), ("", -1), (" ", -1), ("x", -1)],
)
def test_a_whole_name_comes_before_a_beginning_and_that_before_a_part(box, typed, at):
    assert box.fitting(typed) == at


def test_what_fits_nothing_changes_nothing(box, qtbot):
    qtbot.keyClicks(box.lineEdit(), "nobody")
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    assert (box.currentIndex(), box.lineEdit().text()) == (0, NAMES[0])


def test_half_a_name_does_not_stay_when_one_leaves(box, qtbot):
    qtbot.keyClicks(box.lineEdit(), "zep")
    box.completer().popup().hide()
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert (box.currentIndex(), box.lineEdit().text()) == (0, NAMES[0])


def test_escape_takes_back_what_was_typed(box, qtbot):
    qtbot.keyClicks(box.lineEdit(), "zep")
    box.completer().popup().hide()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert (box.lineEdit().text(), box.lineEdit().selectedText()) == (NAMES[0], NAMES[0])


def test_a_click_into_the_name_selects_it_so_that_typing_replaces_it(box, qtbot):
    box.parent().findChildren(QLineEdit)[-1].setFocus()
    box.lineEdit().deselect()
    box.lineEdit().setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.mouseClick(box.lineEdit(), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: box.lineEdit().selectedText() == NAMES[0])


def test_a_long_name_is_seen_from_its_beginning_and_whole_in_the_tip(box):
    box.addItem("Long & <b>name</b> " * 9)
    box.setCurrentIndex(len(NAMES))
    assert box.lineEdit().cursorPosition() == 0
    assert "&lt;b&gt;name" in box.toolTip()
