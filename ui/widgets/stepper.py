"""How far a person is in a job of several steps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, paint, theme

_DOT = 22
_GAP = 8
_LINE = 36


class Stepper(QWidget):
    """Numbered steps; those behind carry a check, the current one is in the accent."""

    def __init__(self, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = list(steps)
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self.updateGeometry)
        self.set_current(0)

    @property
    def current(self) -> int:
        return self._current

    def set_current(self, step: int) -> None:
        """Step by position; one beyond the last shows all as done."""
        self._current = step
        name = self._steps[step] if step < len(self._steps) else "done"
        self.setAccessibleName(f"Step {step + 1} of {len(self._steps)}: {name}")
        self.update()

    def sizeHint(self) -> QSize:
        fits = paint.metrics("control")
        words = sum(fits.horizontalAdvance(step) for step in self._steps)
        each = theme.px(_DOT) + _GAP
        gaps = (theme.px(_LINE) + 2 * _GAP) * (len(self._steps) - 1)
        return QSize(words + each * len(self._steps) + gaps, theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_DOT + 16) * len(self._steps), theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fits = paint.metrics("control")
        side = theme.px(_DOT)
        # Without room only the current step keeps its word.
        words_fit = self.width() >= self.sizeHint().width()
        x, middle = 0, self.height() / 2
        for at, step in enumerate(self._steps):
            self._dot(painter, QRect(x, round(middle - side / 2), side, side), at)
            x += side + _GAP
            if words_fit or at == self._current:
                wide = fits.horizontalAdvance(step) + 2
                ink = "text" if at <= self._current else "text_2"
                spot = QRect(x, 0, wide, self.height())
                paint.text(painter, spot, step, "strong" if at == self._current else "control", ink)
                x += wide + _GAP
            if at < len(self._steps) - 1:
                long = theme.px(_LINE) if words_fit else theme.px(14)
                painter.fillRect(QRectF(x, round(middle), long, 1), theme.colour("control_line"))
                x += long + _GAP
        painter.end()

    def _dot(self, painter: QPainter, spot: QRect, at: int) -> None:
        tokens = theme.tokens()
        if at < self._current:
            paint.dot(painter, QPointF(spot.center()) + QPointF(0.5, 0.5), spot.width() / 2, "met")
            side = theme.px(14)
            inner = QRect(0, 0, side, side)
            inner.moveCenter(spot.center())
            icons.paint(painter, inner, "check", tokens.card)
        elif at == self._current:
            paint.rounded(painter, QRectF(spot), spot.width() / 2, theme.colour("accent"))
            paint.text(painter, spot, str(at + 1), "badge_strong", "on_accent", paint.CENTRE)
        else:
            line = theme.colour("control_line")
            paint.rounded(painter, QRectF(spot), spot.width() / 2, theme.colour("card"), line)
            paint.text(painter, spot, str(at + 1), "badge_strong", "text_2", paint.CENTRE)
