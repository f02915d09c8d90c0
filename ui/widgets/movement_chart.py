"""The waterfall of a movement: bars with their words and figures, each of them to choose."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLineF, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from models.movement_words import BarWords
from models.waterfall import Bar, Waterfall, waterfall
from ui import paint, theme
from ui.widgets.charts import Chart

_HEAD, _FOOT = 24, 42
_THIN = 3  # height of a bar that does nothing, so that it can be seen and pointed at
_HATCH = 6  # between the lines over a bar that goes down: told apart without colour
_COLOURS = {"total": "accent", "up": "met.bar", "down": "short.bar", "none": "no_data.bar"}


class MovementChart(Chart):
    """Left and Right go from bar to bar. ``picked`` tells the key of a bar that was chosen."""

    picked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._bars: tuple[BarWords, ...] = ()
        self._made: Waterfall = waterfall([])
        self._current = ""
        self._hover = ""

    def set_bars(self, bars: Sequence[BarWords], current: str = "") -> None:
        """Show these, with one of them chosen."""
        self._bars = tuple(bars)
        self._made = waterfall([(bar.value, bar.total) for bar in bars])
        cut = "; the axis is cut" if self._made.cut else ""
        self._tell(". ".join(bar.told for bar in bars) + cut)
        self.set_current(current)

    @property
    def bars(self) -> tuple[BarWords, ...]:
        return self._bars

    @property
    def cut(self) -> bool:
        """Whether the totals are drawn shortened."""
        return self._made.cut

    @property
    def current(self) -> str:
        return self._current

    def set_current(self, key: str) -> None:
        """Choose a bar without telling."""
        found = next((bar for bar in self._bars if bar.key == key), None)
        self._current = found.key if found else ""
        self.setAccessibleDescription(found.told if found else "")
        self.update()

    # ---- places ----------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(theme.px(720), theme.px(250))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(360), theme.px(150))

    def _plot(self) -> QRectF:
        return QRectF(self.rect()).adjusted(6, theme.px(_HEAD), -6, -theme.px(_FOOT))

    def box(self, bar: Bar) -> QRectF:
        """Where a bar stands now."""
        plot = self._plot()
        high = max((bar.high - bar.low) * plot.height(), _THIN)
        top = plot.bottom() - bar.high * plot.height()
        return QRectF(plot.left() + bar.left * plot.width(), min(top, plot.bottom() - _THIN),
                      (bar.right - bar.left) * plot.width(), high)  # fmt: skip

    def _room(self, at: int) -> QRectF:
        """All the room of a bar, from top to bottom."""
        plot = self._plot()
        share = plot.width() / max(1, len(self._bars))
        return QRectF(plot.left() + share * at, 0, share, self.height())

    # ---- painting --------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        plot = self._plot()
        pairs = list(zip(self._bars, self._made.bars, strict=True))
        for at, (words, _) in enumerate(pairs):
            if words.key in (self._current, self._hover):
                ground = "selected" if words.key == self._current else "hover"
                room = self._room(at).adjusted(2, 1, -2, -1)
                paint.rounded(painter, room, 6, theme.colour(ground))
        line = QRectF(plot.left(), round(plot.bottom() - self._made.zero * plot.height()),
                      plot.width(), 1)  # fmt: skip
        painter.fillRect(line, theme.colour("control_line"))
        for at, (words, bar) in enumerate(pairs):
            box = self.box(bar)
            painter.fillRect(box, theme.colour(_COLOURS[bar.kind]))
            if bar.kind == "down":
                self._hatch(painter, box)
            if bar.kind == "total" and self._made.cut:
                self._break(painter, box, at)
            if at + 1 < len(pairs):
                y = plot.bottom() - bar.level * plot.height()
                following = self.box(self._made.bars[at + 1])
                painter.setPen(QPen(theme.colour("field_edge"), 1, Qt.PenStyle.DotLine))
                painter.drawLine(QLineF(box.right(), y, following.left(), y))
            self._words(painter, at, words, box)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), 6)
        painter.end()

    def _words(self, painter: QPainter, at: int, words: BarWords, box: QRectF) -> None:
        room = self._room(at)
        left, wide = round(room.left()) + 2, round(room.width()) - 4
        high = paint.metrics("badge_strong").height()
        over = QRect(left, round(box.top()) - high - 2, wide, high)
        paint.text(painter, over, words.figure, "badge_strong", "text", paint.CENTRE)
        below = round(self._plot().bottom()) + 5
        role = "badge_strong" if words.total or words.key == self._current else "badge"
        paint.text(painter, QRect(left, below, wide, high), words.label, role, "text", paint.CENTRE)
        under = QRect(left, below + high + 1, wide, high)
        paint.text(painter, under, words.sub, "badge", "text_2", paint.CENTRE)

    def _hatch(self, painter: QPainter, box: QRectF) -> None:
        painter.save()
        painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("card"), 1.4))
        x = box.left() - box.height()
        while x < box.right():
            painter.drawLine(QLineF(x, box.bottom(), x + box.height(), box.top()))
            x += _HATCH
        painter.restore()

    def _break(self, painter: QPainter, box: QRectF, at: int) -> None:
        """Two lines across the foot of a total that is drawn shortened."""
        ground = "selected" if self._bars[at].key == self._current else "card"
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(ground), 2.5))
        for up in (8, 13):
            y = box.bottom() - up
            painter.drawLine(QLineF(box.left() - 2, y + 3, box.right() + 2, y - 3))
        painter.restore()

    # ---- pointing --------------------------------------------------------------------------

    def _under(self, point: QPointF) -> str:
        for at, words in enumerate(self._bars):
            if self._room(at).contains(point):
                return words.key
        return ""

    def _choose(self, key: str) -> None:
        if key and key != self._current:
            self.set_current(key)
            self.picked.emit(key)

    def _walk(self, by: int) -> None:
        keys = [bar.key for bar in self._bars]
        if not keys:
            return
        here = keys.index(self._current) if self._current in keys else -by
        self._choose(keys[min(max(here + by, 0), len(keys) - 1)])

    # Qt's

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        plain = not event.modifiers() & Qt.KeyboardModifier.AltModifier
        if key in steps and plain:
            self._walk(steps[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._bars:
            self._choose(self._bars[0 if key == Qt.Key.Key_Home else -1].key)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hover = self._under(event.position())
        if hover != self._hover:
            self._hover = hover
            hand = Qt.CursorShape.PointingHandCursor
            self.setCursor(hand if hover else Qt.CursorShape.ArrowCursor)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(self._under(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover = ""
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            key = self._under(QPointF(event.pos()))
            told = next((bar.told for bar in self._bars if bar.key == key), "")
            QToolTip.showText(event.globalPos(), told, self)
            return True
        return super().event(event)
