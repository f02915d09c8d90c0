"""A least height follows the size of the text."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.least_height import LeastHeight


def test_it_grows_and_shrinks_with_the_text(qtbot: QtBot, qapp: QApplication) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    LeastHeight(widget, 200)
    try:
        theme.apply(qapp, "light", 1.5)
        assert widget.minimumHeight() == 300
    finally:
        theme.apply(qapp, "light", 1.0)
    assert widget.minimumHeight() == 200
