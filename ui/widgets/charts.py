"""What charts share, and the smallest of them: a spark line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from models import chart_lines
from ui import paint, theme


class Chart(QWidget):
    """Base: a name and a sentence for who can't see it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme.notifier().changed.connect(self.updateGeometry)

    def rename(self, name: str) -> None:
        """Another name; what is drawn next is told under it."""
        self._name = name

    def _tell(self, sentence: str) -> None:
        self.setAccessibleName(f"{self._name}: {sentence}" if sentence else self._name)
        self.update()


class Sparkline(Chart):
    """The course of a figure, without axes; its last point is marked."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._values: tuple[float, ...] = ()

    def set_values(self, values: Sequence[float], sentence: str = "") -> None:
        self._values = tuple(values)
        self._tell(sentence)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._values) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(4, 5, -5, -5)
        path = QPainterPath()
        made = chart_lines.line(range(len(self._values)), self._values)
        for at, (across, up) in enumerate(made.points):
            point = QPointF(room.left() + across * room.width(), room.bottom() - up * room.height())
            if at:
                path.lineTo(point)
            else:
                path.moveTo(point)
        painter.setPen(QPen(theme.colour("accent"), 2, Qt.PenStyle.SolidLine))
        painter.drawPath(path)
        paint.dot(painter, path.currentPosition(), 3, "accent")
        painter.end()
