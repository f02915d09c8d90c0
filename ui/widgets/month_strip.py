"""Months side by side, each with the shape of how it stands; each of them can be opened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import icons, paint, theme
from ui.widgets.buttons import PressedByEnter

_WIDE, _HIGH = 62, 58


class MonthButton(PressedByEnter):
    """A month: its short name over its shape, the year below where it begins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._told = ("", "", "circle", "text_3")
        theme.notifier().changed.connect(self._take_size)

    def show_month(self, name: str, under: str, icon: str, ink: str, said: str) -> None:
        """`said` is what a screen reader and a tool tip say of it."""
        self._told = (name, under, icon, ink)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.update()

    def _take_size(self) -> None:
        self.setFixedSize(theme.px(_WIDE), theme.px(_HIGH))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_size()  # the style sheet has given it its own least height by now

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        name, under, icon, ink = self._told
        if self.underMouse() and self.isEnabled():
            paint.rounded(painter, QRectF(self.rect()), 6, theme.colour("hover"))
        high, side = paint.metrics("small").height(), theme.px(18)
        top = (self.height() - 2 * high - side - 4) // 2
        words = QRect(0, top, self.width(), high)
        paint.text(painter, words, name, "small", "text", paint.CENTRE)
        spot = QRect((self.width() - side) // 2, top + high + 2, side, side)
        icons.paint(painter, spot, icon, ink)
        below = QRect(0, spot.bottom() + 3, self.width(), high)
        paint.text(painter, below, under, "badge", "text_2", paint.CENTRE)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect().adjusted(0, 0, -1, -1), 6)
        painter.end()


class MonthStrip(QWidget):
    """``opened`` tells the key of a month that was asked for. The oldest go where room is short."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, MonthButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_months(self, months: Sequence[tuple[str, str, str, str, str, str]]) -> None:
        """Key, name, what stands under it, icon, ink and sentence of each, the oldest first."""
        keys = [key for key, *_ in months]
        if keys != list(self.buttons):
            for gone in self.buttons.values():
                self._row.removeWidget(gone)
                gone.hide()
                gone.deleteLater()
            self.buttons = {}
            for at, key in enumerate(keys):
                made = self.buttons[key] = MonthButton(self)
                made.clicked.connect(partial(self._open, key))
                self._row.insertWidget(at, made)
        for key, *told in months:
            self.buttons[key].show_month(*told)
        self._fit()

    def _open(self, key: str, _: bool = False) -> None:
        self.opened.emit(key)

    def _fit(self) -> None:
        room = max(1, self.width() // (theme.px(_WIDE) + 2))
        for at, button in enumerate(reversed(self.buttons.values())):
            button.setVisible(at < room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
