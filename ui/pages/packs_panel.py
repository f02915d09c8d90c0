"""A panel that stands in the card in place of the choices: a way back, a title, what it holds."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QShowEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import IconButton
from ui.widgets.labels import ElidedLabel
from ui.widgets.page import PageScroll


def plain_tip(words: str) -> str:
    """A tool tip that shows the words as they are: Qt takes what looks like markup for it."""
    return Qt.convertFromPlainText(words)


class Panel(QWidget):
    """``left`` tells that one goes back, by the arrow or with Esc. Put things into ``body``."""

    left = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = IconButton("arrow-left", "Back to the pack (Esc)")
        self.back.clicked.connect(self.left)
        self.title = ElidedLabel(title, "card")
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(self.back)
        self.head.addWidget(self.title, 1)
        scroll = PageScroll(name=title)
        self.body = scroll.body
        self.body.setSpacing(6)
        self.body.setContentsMargins(0, 0, 6, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self.head)
        column.addWidget(scroll, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Block(QPlainTextEdit):
    """Words of several lines; Tab leaves it, and its size is that of so many lines."""

    def __init__(self, name: str, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        theme.notifier().changed.connect(self._take_size)
        self._take_size()

    def show_text(self, text: str) -> None:
        """Show a text without telling; what stands there already keeps its cursor."""
        if text != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_size()  # the style sheet has given it its own least height by now

    def _take_size(self) -> None:
        self.setFixedHeight(theme.px(18) * self._lines + 18)
