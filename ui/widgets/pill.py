"""A word on a tinted ground with round ends: a tier, a status, a count."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import paint, theme


class Pill(QWidget):
    """tone: a status, ``accent`` or ``plain``; an icon is drawn before the word."""

    def __init__(
        self, text: str = "", tone: str = "plain", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text, self._tone, self._icon = "", tone, icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self.updateGeometry)
        self.set(text, tone, icon)

    @property
    def text(self) -> str:
        return self._text

    @property
    def tone(self) -> str:
        return self._tone

    def set(self, text: str, tone: str = "plain", icon: str = "") -> None:
        """Show something else; nothing at all for an empty text."""
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        if not text or self.parentWidget() is not None:  # a pill on its own must not pop up
            self.setHidden(not text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return paint.pill_size(self._text, self._icon)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.pill(painter, self.rect(), self._text, self._tone, self._icon)
        painter.end()
