"""Ctrl+Z in a field without anything to take back goes to the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui.widgets.undo_through import UndoThrough

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_typing_is_taken_back_first_and_then_the_key_is_the_windows(qtbot, kind):
    window, field, asked = QWidget(), kind(), []
    QVBoxLayout(window).addWidget(field)
    shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), window)
    shortcut.activated.connect(lambda: asked.append("undo"))
    UndoThrough(window, field)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.keyClicks(field, "a")
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert asked == []
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert asked == ["undo"]
