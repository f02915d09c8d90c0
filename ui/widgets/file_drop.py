"""A place to drop a file on, or to choose one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.tokens import CARD_RADIUS
from ui.widgets.buttons import Button
from ui.widgets.labels import IconLabel, Label


class FileDrop(QWidget):
    """``dropped`` tells the path of a local file; ``asked`` that one is to be chosen."""

    dropped = Signal(str)
    asked = Signal()

    def __init__(
        self, sentence: str, hint: str, button: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._over = False
        self.setAcceptDrops(True)
        self.choose = Button(button, "primary", "folder-open")
        self.choose.clicked.connect(self.asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 28, 24, 28)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(
            IconLabel("file-spreadsheet", "text_3", 36), 0, Qt.AlignmentFlag.AlignHCenter
        )
        for words, role, ink in ((sentence, "card", "text"), (hint, "body", "text_2")):
            label = Label(words, role, ink, wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addSpacing(6)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def _show_over(self, over: bool) -> None:
        self._over = over
        self.update()

    # Qt's

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if urls and urls[0].isLocalFile():
            event.acceptProposedAction()
            self._show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_over(False)
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData().urls()[0].toLocalFile())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("selected" if self._over else "card"))
        pen = QPen(theme.colour("accent" if self._over else "field_edge"), 1.5)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(rect, CARD_RADIUS, CARD_RADIUS)
        painter.end()
