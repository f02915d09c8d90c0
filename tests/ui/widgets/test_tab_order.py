"""What is made late takes its place in the order of Tab."""

from __future__ import annotations

import gc
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

import ui
from ui.widgets.tab_order import in_order_of_tab, put_before


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


def test_they_come_before_a_label_too(qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    label, last = QLabel("words"), QPushButton("last")
    column.addWidget(label)
    column.addWidget(last)
    late = QPushButton("late", window)
    qtbot.addWidget(window)
    put_before(label, late)
    order = in_order_of_tab(window)
    assert order.index(late) < order.index(label) < order.index(last)
    assert label.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_asking_for_the_order_leaves_every_widget_with_its_parent(qtbot: QtBot) -> None:
    """A card that the collector took for garbage was freed while it was shown."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for _ in range(2):
        card = QFrame()
        inner = QVBoxLayout(card)
        inner.addWidget(QPushButton("one"))
        column.addWidget(card)
    cards = window.findChildren(QFrame, options=Qt.FindChildOption.FindDirectChildrenOnly)
    buttons = window.findChildren(QPushButton)
    put_before(buttons[0], buttons[1])
    put_before(buttons[1], buttons[0])
    assert in_order_of_tab(window)[0] is cards[0]
    for one in (*cards, *buttons):
        held = [holder for holder in gc.get_referrers(one) if isinstance(holder, QWidget)]
        assert held == [one.parentWidget()]
    assert [holder for holder in gc.get_referrers(window) if isinstance(holder, QWidget)] == []


def test_no_other_module_follows_the_chain_of_tab() -> None:
    root = Path(ui.__file__).parent
    found = [file.name for file in root.rglob("*.py") if "InFocusChain" in file.read_text("utf-8")]
    assert found == ["tab_order.py"]
