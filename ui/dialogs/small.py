"""The frame of a small window: a title, what it holds, and a way out."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.buttons import Button


class SmallWindow(QDialog):
    """Put things into `body`; `foot` holds the buttons, Close at the right. Esc closes too.

    What is put to the right of Close is what the window is for, so Tab reaches it first.
    """

    def __init__(self, title: str, parent: QWidget | None = None, *, close: str = "Close") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 16)
        outer.setSpacing(12)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        outer.addLayout(self.body, 1)
        self.foot = QHBoxLayout()
        self.foot.addStretch(1)
        self.way_out = Button(close)
        self.way_out.clicked.connect(self.accept)
        self.foot.addWidget(self.way_out)
        outer.addLayout(self.foot)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        item = self.foot.itemAt(self.foot.count() - 1)
        last = item.widget() if item is not None else None
        if last is not None and last is not self.way_out:
            QWidget.setTabOrder(last, self.way_out)
