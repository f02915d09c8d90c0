"""A white card with a line of 1 px, a title and room for actions."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import paint, theme
from ui.tokens import STATUS_WORD, Status
from ui.widgets.labels import ElidedLabel


class Card(QFrame):
    """Put things into ``body``; ``header`` is there when the card has a title or an action.

    padding: logical pixels around the body; 0 lets a table reach the edges.
    """

    def __init__(
        self, title: str = "", parent: QWidget | None = None, *, padding: int = 16
    ) -> None:
        super().__init__(parent)
        theme.set_kind(self, "card")
        self._outer = QVBoxLayout(self)
        # A table that reaches the edges must still leave the line and the corners.
        self._outer.setContentsMargins(1, 1, 1, 1)
        self._outer.setSpacing(0)
        self.header = QHBoxLayout()
        self.header.setContentsMargins(16, 12, 10, 0 if padding else 8)
        self.header.setSpacing(8)
        self.title = ElidedLabel(title, "card")
        self.body = QVBoxLayout()
        self.body.setContentsMargins(padding, padding if not title else 10, padding, padding)
        self.body.setSpacing(8)
        if title:
            self._show_header()
        self._outer.addLayout(self.body, 1)
        self._outer.addStretch(0)

    def set_title(self, title: str) -> None:
        if self._outer.count() == 1:
            self._show_header()
        self.title.setText(title)

    def add_action(self, widget: QWidget) -> None:
        """A button at the right of the title."""
        self.header.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def _show_header(self) -> None:
        self.header.addWidget(self.title, 1)
        self._outer.insertLayout(0, self.header)


class StatusLine(QWidget):
    """The icon of a status and a sentence in its colour; without a status just the sentence."""

    def __init__(
        self,
        text: str = "",
        status: Status | None = None,
        parent: QWidget | None = None,
        *,
        role: str = "small_strong",
    ) -> None:
        super().__init__(parent)
        self._text, self._status, self._role = text, status, role
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self.updateGeometry)
        self.set(text, status)

    def set(self, text: str, status: Status | None = None) -> None:
        self._text, self._status = text, status
        word = f"{STATUS_WORD[status]}: " if status is not None else ""
        self.setAccessibleName(f"{word}{text}")
        self._tell_whole()
        self.updateGeometry()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole()

    def _tell_whole(self) -> None:
        self.setToolTip(self._text if self.sizeHint().width() > self.width() else "")

    def sizeHint(self) -> QSize:
        fits = paint.metrics(self._role)
        extra = theme.px(22) if self._status is not None else 0
        return QSize(fits.horizontalAdvance(self._text) + extra + 2, max(fits.height(), 18))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(40), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._status is None:
            paint.text(painter, self.rect(), self._text, self._role, "text_2")
        else:
            paint.status(painter, self.rect(), self._status, self._text, self._role)
        painter.end()
