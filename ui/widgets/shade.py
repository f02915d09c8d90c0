"""The soft shade under what floats over a page, painted beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

_RADIUS = 10  # of what floats
_RINGS = 12
_FOLLOWED = {
    QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide,
    QEvent.Type.ZOrderChange,
}  # fmt: skip


class Shade(QWidget):
    """Lies under a sibling and goes where it goes.

    Qt's own effect blurs the whole of it at every repaint, and before its first one lays out every
    hidden page of the window: 40 ms.
    """

    def __init__(self, over: QWidget, *, blur: int, drop: int, strength: int) -> None:
        """`blur` is how far it reaches, `drop` how far it lies below, strength of 255."""
        super().__init__(over.parentWidget())
        self._over, self._blur, self._drop, self._strength = over, blur, drop, strength
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        over.installEventFilter(self)
        self._follow()

    def _follow(self) -> None:
        reach = self._blur
        box = self._over.geometry().adjusted(-reach, -reach, reach, reach)
        self.setGeometry(box.translated(0, self._drop).united(self._over.geometry()))
        self.stackUnder(self._over)
        self.setVisible(not self._over.isHidden())

    # ---- Qt's ------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED and "_over" in vars(self):  # else Python has collected it
            self._follow()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        own = QRectF(self._over.geometry().translated(-self.pos()))
        around = QPainterPath()
        around.addRect(QRectF(self.rect()))
        inside = QPainterPath()
        inside.addRoundedRect(own, _RADIUS, _RADIUS)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(around - inside)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, max(1, self._strength // (2 * _RINGS))))
        under = own.translated(0, self._drop)
        for ring in range(_RINGS):
            grown = self._blur * (1 - ring / _RINGS) ** 1.5
            painter.drawRoundedRect(
                under.adjusted(-grown, -grown, grown, grown), _RADIUS + grown, _RADIUS + grown
            )
        painter.end()
