"""A place to drop a file on, or to choose one."""

from __future__ import annotations

from pathlib import Path

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


class DropPlace(QWidget):
    """``dropped`` tells the path of a local file; `over` is true while one is held above it."""

    dropped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.over = False
        self.setAcceptDrops(True)

    def _show_over(self, over: bool) -> None:
        self.over = over
        self.update()

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
        self.dropped.emit(str(Path(event.mimeData().urls()[0].toLocalFile())))


class FileDrop(DropPlace):
    """``asked`` tells that a file is to be chosen."""

    asked = Signal()

    def __init__(
        self, sentence: str, hint: str, button: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.choose = Button(button, "primary", "folder-open")
        self.choose.clicked.connect(self.asked)
        self._icon = IconLabel("file-spreadsheet", "text_3", 36)
        self._sentence = Label(sentence, "card")
        self._hint = Label(hint, "body", "text_2", wrap=True)
        for label in (self._sentence, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._sentence)
        column.addWidget(self._hint)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def set_small(self, small: bool, sentence: str, *, kind: str = "primary") -> None:
        """Step back, once there is a file; `kind` is that of the button."""
        for part in (self._icon, self._hint):
            part.setVisible(not small)
        self._sentence.setText(sentence)
        self._sentence.set_role("control" if small else "card")
        self.choose.set_kind(kind)
        self.setMinimumHeight(theme.px(96 if small else 240))

    # Qt's

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("selected" if self.over else "card"))
        pen = QPen(theme.colour("accent" if self.over else "field_edge"), 1.5)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(rect, CARD_RADIUS, CARD_RADIUS)
        painter.end()
