"""The work of a joint plan over its year: a bar an initiative, its milestones, and today."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip, QWidget

from models.governance.plan_strip import MONTHS, Bar, Strip
from models.governance.plan_words import INITIATIVES
from models.text import maybe_day
from ui import paint, theme
from ui.widgets.charts import Chart

_ROW = 28
_HEAD = 24
_NAMES = 0.3  # part of the width that the names take
_WIDEST_NAMES = 300
_COLOURS = {
    "done": "met.bar", "late": "short.bar", "open": "accent", "planned": "no_data.bar",
    "dropped": "track",
}  # fmt: skip
_STONES = {"done": "met", "late": "short", "open": "text", "undated": "text_3"}


class WorkStrip(Chart):
    """Shapes beside colours: a filled diamond is done, a hollow one open, a crossed one late."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Initiatives over the year", parent)
        self._strip = Strip((), (), None)
        theme.notifier().changed.connect(self._take_height)

    def set_strip(self, strip: Strip) -> None:
        self._strip = strip
        self._tell("; ".join(map(_said, strip.bars)))
        self._take_height()

    def _take_height(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        rows = max(1, len(self._strip.bars))
        return QSize(theme.px(480), theme.px(_HEAD + rows * _ROW + 6))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = (event.pos().y() - theme.px(_HEAD)) // theme.px(_ROW)
            if 0 <= at < len(self._strip.bars) and event.pos().y() >= theme.px(_HEAD):
                QToolTip.showText(event.globalPos(), _said(self._strip.bars[at]), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names = min(round(self.width() * _NAMES), theme.px(_WIDEST_NAMES))
        room = QRectF(names, 0, self.width() - names - 2, self.height())
        self._months(painter, room)
        for at, bar in enumerate(self._strip.bars):
            top = theme.px(_HEAD) + at * theme.px(_ROW)
            name = QRect(0, top, names - theme.px(12), theme.px(_ROW))
            paint.text(painter, name, bar.line.initiative.title, "body", "text")
            self._bar(painter, QRectF(room.left(), top, room.width(), theme.px(_ROW)), bar)
        if self._strip.today is not None:
            x = room.left() + room.width() * self._strip.today
            painter.setPen(QPen(theme.colour("accent"), 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, theme.px(_HEAD) - 4), QPointF(x, self.height()))
        painter.end()

    def _months(self, painter: QPainter, room: QRectF) -> None:
        starts = (*self._strip.months, 1.0)
        narrow = room.width() / 12 < paint.metrics("badge").horizontalAdvance("May ") + 4
        for at, start in enumerate(self._strip.months):
            x = room.left() + room.width() * start
            painter.fillRect(QRectF(x, theme.px(4), 1, self.height()), theme.colour("line"))
            wide = room.width() * (starts[at + 1] - start)
            words = MONTHS[at][0] if narrow else MONTHS[at]
            spot = QRect(round(x) + 3, 0, round(wide) - 3, theme.px(_HEAD) - 4)
            paint.text(painter, spot, words, "badge", "text_2")

    def _bar(self, painter: QPainter, room: QRectF, bar: Bar) -> None:
        middle, high = room.center().y(), theme.px(10)
        if bar.first is not None and bar.last is not None:
            left = room.left() + room.width() * bar.first
            right = room.left() + room.width() * bar.last
            whole = QRectF(left, middle - high / 2, max(right - left, 3), high)
            paint.rounded(painter, whole, high / 2, theme.colour(_COLOURS[bar.state]))
        elif not bar.stones:
            spot = room.toRect().adjusted(theme.px(4), 0, 0, 0)
            paint.text(painter, spot, "No days in this year", "small", "text_3")
        for stone in bar.stones:
            self._stone(painter, room.left() + room.width() * stone.at, middle, stone.state)

    def _stone(self, painter: QPainter, x: float, y: float, state: str) -> None:
        half = theme.px(6)
        ink = theme.colour(_STONES[state])
        shape = QPolygonF(
            [QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)]
        )
        painter.setPen(QPen(theme.colour("card"), 3))
        painter.setBrush(theme.colour("card"))
        painter.drawPolygon(shape)
        painter.setPen(QPen(ink, 1.6))
        painter.setBrush(ink if state == "done" else theme.colour("card"))
        painter.drawPolygon(shape)
        if state == "late":
            part = half * 0.4
            painter.drawLine(QPointF(x - part, y - part), QPointF(x + part, y + part))
            painter.drawLine(QPointF(x - part, y + part), QPointF(x + part, y - part))


def _said(bar: Bar) -> str:
    work = bar.line.initiative
    state = "late" if bar.state == "late" else INITIATIVES.get(work.state, work.state).lower()
    span = f"{maybe_day(work.starts_on)} to {maybe_day(work.ends_on)}"
    stones = [
        f"{one.milestone.title} {maybe_day(one.milestone.due_on)}, {one.state}"
        for one in bar.line.milestones
    ]
    return ". ".join([f"{work.title}: {state}, {span}", *stones])
