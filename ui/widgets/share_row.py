"""A figure as a dot on a scale up to its target, with the band near it; it can be opened."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, paint, theme
from ui.tokens import STATUS_ICON, STATUS_WORD, Status
from ui.widgets.buttons import PressedByEnter

_HIGH, _RIGHT, _DOT = 30, 58, 16


class ShareRow(PressedByEnter):
    """``clicked`` asks for the records behind it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFlat(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._name, self._said = "", ""
        self._percent: int | None = None
        self._status: Status = "no_data"
        self._near = 90
        theme.notifier().changed.connect(self._take_size)

    def show_share(
        self, name: str, percent: int | None, status: Status, near: int, said: str
    ) -> None:
        """`near` is from which percent it is near its target, `said` what it stands on."""
        self._name, self._percent, self._status = name, percent, status
        self._near, self._said = near, said
        much = f"{percent:,}% of what is wanted" if percent is not None else "not enough data"
        word = f"{STATUS_WORD[status]}, " if percent is not None else ""
        self.setAccessibleName(f"{name}: {word}{much}. {said}")
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(_HIGH))

    def _take_size(self) -> None:
        self.setFixedHeight(theme.px(_HIGH))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_size()  # the style sheet has given it its own least height by now

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled():
            paint.rounded(painter, QRectF(self.rect()), 6, theme.colour("hover"))
        wide, high, side = self.width(), self.height(), theme.px(6)
        names = min(int(wide * 0.5), theme.px(360))
        paint.text(painter, QRect(side, 0, names - 2 * side, high), self._name, "body", "text")
        right = theme.px(_RIGHT)
        room = QRectF(names, 0, max(20, wide - names - right - theme.px(8)), high)
        if self._percent is None:
            inner = room.toRect().adjusted(0, 0, right, 0)
            paint.text(painter, inner, self._said, "small", "text_2")
        else:
            self._scale(painter, room)
            shown = QRect(wide - right, 0, right - side, high)
            paint.text(painter, shown, f"{self._percent:,}%", "number_strong", "text", paint.RIGHT)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect().adjusted(0, 0, -1, -1), 6)
        painter.end()

    def _scale(self, painter: QPainter, room: QRectF) -> None:
        left, wide, middle = room.left(), room.width(), room.center().y()
        near = left + wide * min(self._near, 100) / 100
        band = QRectF(near, 4, left + wide - near, room.height() - 8)
        painter.fillRect(band, theme.colour("at_risk.tint"))
        painter.fillRect(QRectF(left, middle - 0.5, wide, 1), theme.colour("line"))
        for percent in (0, 25, 50, 75):
            at = left + wide * percent / 100
            painter.fillRect(QRectF(at - 0.5, middle - 4, 1, 8), theme.colour("control_line"))
        painter.fillRect(QRectF(left + wide - 1, 4, 2, room.height() - 8), theme.colour("text"))
        share = min(100, max(0, self._percent or 0)) / 100
        size = theme.px(_DOT)
        spot = QRectF(left + wide * share - size / 2, middle - size / 2, size, size)
        painter.setPen(theme.colour("card"))
        painter.setBrush(theme.colour("card"))
        painter.drawEllipse(spot.adjusted(0.5, 0.5, -0.5, -0.5))
        ink = theme.tokens().status(self._status).text
        icons.paint(painter, spot.toRect(), STATUS_ICON[self._status], ink)
