"""Who held each role over twelve months, and the days on which nobody did: a strip a role."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from models.governance import continuity
from models.governance.continuity import Stretch, Strip
from models.text import counted, listed, lower_first, month_text, span_text
from ui import paint, theme

_BAR, _GAP, _PAD = 26, 14, 2


class RoleStrips(QWidget):
    """Drawn only: the names themselves are edited where people are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strips: Sequence[Strip] = ()
        self._first, self._last = date(2000, 1, 1), date(2000, 12, 31)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self._take_size)

    def show_strips(self, strips: Sequence[Strip], first: date, last: date) -> None:
        self._strips, self._first, self._last = strips, first, last
        told = [f"{one.label}: {lower_first(continuity.words(one, last))}" for one in strips]
        self.setAccessibleName(f"Roles from {span_text(first, last)}. {'. '.join(told)}")
        self._take_size()

    def words_at(self, spot: QPoint) -> str:
        """The stretch under a point, in words; blank where there is none."""
        for at, strip in enumerate(self._strips):
            if not self._bar(at).contains(spot):
                continue
            for one in strip.stretches:
                if self._place(at, one).contains(spot.x(), spot.y()):
                    names = listed(list(one.names)) or "Vacant"
                    days = counted(one.days, "day")
                    return f"{names}\n{span_text(one.first, one.last)}, {days}"
            return "Not on record"
        return ""

    # ---- inside ----------------------------------------------------------------------------

    def _words(self) -> int:
        return paint.metrics("small_strong").height() + theme.px(3)

    def _each(self) -> int:
        return self._words() + theme.px(_BAR) + theme.px(_GAP)

    def _bar(self, at: int) -> QRect:
        top = at * self._each() + self._words()
        return QRect(_PAD, top, self.width() - 2 * _PAD, theme.px(_BAR))

    def _x(self, day: date) -> float:
        days = (self._last - self._first).days + 1
        return _PAD + (day - self._first).days * (self.width() - 2 * _PAD) / days

    def _place(self, at: int, stretch: Stretch) -> QRectF:
        bar = self._bar(at)
        left, right = self._x(stretch.first), self._x(stretch.last + timedelta(days=1))
        return QRectF(left, bar.top(), max(right - left - 2, 2), bar.height())

    def _take_size(self) -> None:
        foot = paint.metrics("small").height() + theme.px(4)
        self.setFixedHeight(max(len(self._strips) * self._each() + foot, 1))
        self.update()

    # ---- Qt's ------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(theme.px(560), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(260), self.height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(event.pos()), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for at, strip in enumerate(self._strips):
            self._paint_strip(painter, at, strip)
        self._paint_months(painter)
        painter.end()

    def _paint_strip(self, painter: QPainter, at: int, strip: Strip) -> None:
        bar = self._bar(at)
        head = QRect(bar.left(), bar.top() - self._words(), bar.width(), self._words())
        told = continuity.words(strip, self._last)
        wide = paint.metrics("small").horizontalAdvance(told) + theme.px(10)
        ink = "text_2" if not strip.vacant else "short"
        name = head.adjusted(0, 0, -min(wide, head.width() // 2), 0)
        paint.text(painter, name, strip.label, "small_strong", "text")
        right = head.adjusted(head.width() // 2, 0, 0, 0) if wide > head.width() // 2 else head
        paint.text(painter, right, told, "small", ink, paint.RIGHT)
        paint.rounded(painter, QRectF(bar), theme.px(4), theme.colour("track"))
        if not strip.stretches:
            inner = bar.adjusted(theme.px(8), 0, 0, 0)
            paint.text(painter, inner, "Not on record", "small", "text_2")
            return
        for one in strip.stretches:
            place = self._place(at, one)
            ink, ground = paint.tone_colours("accent" if one.names else "short")
            if not one.names:
                ground = theme.tokens().short.bar
            paint.rounded(painter, place, theme.px(4), QColor(ground))
            inner = place.toRect().adjusted(theme.px(6), 0, -theme.px(4), 0)
            words = listed(list(one.names)) if one.names else counted(one.days, "day")
            fits = paint.metrics("small").horizontalAdvance(words[:4]) <= inner.width()
            if one.names and fits:
                paint.text(painter, inner, words, "small", "text")
            elif not one.names and paint.metrics("small").horizontalAdvance(words) <= inner.width():
                paint.text(painter, inner, words, "small_strong", "window", paint.CENTRE)

    def _paint_months(self, painter: QPainter) -> None:
        """Month names under the strips, as many as there is room for."""
        top = len(self._strips) * self._each() - theme.px(_GAP) + theme.px(4)
        high = paint.metrics("small").height()
        year, month = self._first.year, self._first.month
        free = 0.0
        for _ in range(13):
            day = date(year, month, 1)
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
            if not self._first <= day <= self._last:
                continue
            x = self._x(day)
            painter.fillRect(QRectF(x, top - theme.px(2), 1, theme.px(3)), theme.colour("text_3"))
            name = month_text(day)[:3]
            words = f"{name} {day.year}" if day.month == 1 else name
            wide = paint.metrics("small").horizontalAdvance(words) + theme.px(8)
            if x >= free and x + wide <= self.width():
                spot = QRect(round(x) + 3, top, wide, high)
                paint.text(painter, spot, words, "small", "text_2")
                free = x + wide
