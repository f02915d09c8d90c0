"""What is made late takes its place in the order of Tab."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.tab_order import put_before


def test_late_buttons_come_before_the_one_they_belong_to(qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    first, last = QPushButton("first"), QPushButton("last")
    late = [QPushButton(name, window) for name in ("one", "two")]
    for part in (first, QLabel("words"), *late, last):
        column.addWidget(part)
    late.append(QPushButton("three", window))
    column.insertWidget(4, late[2])
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    for _ in range(2):  # filled anew, as a list is at each change
        put_before(last, *late)
    first.setFocus()
    heard = []
    for _ in range(5):
        qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        stop = QApplication.focusWidget()
        assert isinstance(stop, QPushButton)
        heard.append(stop.text())
    assert heard == ["one", "two", "three", "last", "first"]
