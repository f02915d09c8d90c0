"""What two sides answered on one scale: a dot and a ring a statement, and the gap between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from models.governance.survey import mean_text
from ui import paint, theme
from ui.widgets.charts import Chart

_ROW, _HEAD, _FOOT, _VALUES = 28, 26, 22, 84


class Pair(NamedTuple):
    """A statement with both means, in hundredths; None where a side did not answer."""

    name: str
    first: int | None
    second: int | None
    strong: bool = False


class TwoSides(Chart):
    """`sides` are the names of the two."""

    def __init__(self, name: str, sides: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._sides = sides
        self._rows: tuple[Pair, ...] = ()
        self._top = 5

    def show_rows(self, rows: Sequence[Pair], top: int) -> None:
        self._rows, self._top = tuple(rows), top
        told = [
            f"{row.name}: {self._sides[0]} {mean_text(row.first)},"
            f" {self._sides[1]} {mean_text(row.second)}"
            for row in rows
        ]
        self._tell(". ".join(told))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), self._high())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(260), self._high())

    def _high(self) -> int:
        return theme.px(_ROW) * len(self._rows) + theme.px(_HEAD) + theme.px(_FOOT)

    def _names(self) -> int:
        return int(self.width() * 0.5)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row, top = theme.px(_ROW), theme.px(_HEAD)
        left = self._names() + theme.px(14)
        wide = max(30, self.width() - left - theme.px(_VALUES) - theme.px(10))
        bottom = top + row * len(self._rows)
        self._legend(painter, left, wide)
        for mark in range(1, self._top + 1):
            at = left + wide * (mark - 1) / max(1, self._top - 1)
            painter.fillRect(QRectF(at - 0.5, top, 1, bottom - top), theme.colour("line"))
            spot = QRect(int(at) - 20, bottom + 2, 40, theme.px(_FOOT) - 4)
            paint.text(painter, spot, str(mark), "badge", "text_2", paint.CENTRE)
        for number, pair in enumerate(self._rows):
            self._row(painter, pair, QRect(0, top + number * row, self.width(), row), left, wide)
        painter.end()

    def _legend(self, painter: QPainter, left: int, wide: int) -> None:
        high, middle = theme.px(_HEAD) - 6, (theme.px(_HEAD) - 6) / 2
        x = float(left)
        for side, name in enumerate(self._sides):
            self._mark(painter, QPointF(x + theme.px(5), middle), side)
            words = paint.metrics("small").horizontalAdvance(name)
            room = QRect(int(x) + theme.px(17), 0, words + 4, high)
            paint.text(painter, room, name, "small", "text_2")
            x += theme.px(17) + words + theme.px(20)

    def _row(self, painter: QPainter, pair: Pair, box: QRect, left: int, wide: int) -> None:
        role = "strong" if pair.strong else "body"
        name = QRect(0, box.top(), self._names(), box.height())
        paint.text(painter, name, pair.name, role, "text")
        middle = box.center().y() + 0.5
        spots = [
            None
            if mean is None
            else QPointF(
                left + wide * (min(max(mean, 100), self._top * 100) - 100)
                / (100 * max(1, self._top - 1)),
                middle,
            )
            for mean in (pair.first, pair.second)
        ]  # fmt: skip
        if spots[0] is not None and spots[1] is not None:
            painter.setPen(QPen(theme.colour("text_3"), 2))
            painter.drawLine(spots[0], spots[1])
        for side, spot in enumerate(spots):
            if spot is not None:
                self._mark(painter, spot, side)
        values = f"{mean_text(pair.first)} / {mean_text(pair.second)}"
        room = QRect(box.right() - theme.px(_VALUES), box.top(), theme.px(_VALUES), box.height())
        paint.text(painter, room, values, "number_strong", "text", paint.RIGHT)

    def _mark(self, painter: QPainter, spot: QPointF, side: int) -> None:
        if not side:
            paint.dot(painter, spot, theme.px(4), "accent")
            return
        painter.setPen(QPen(theme.colour("at_risk"), 2.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)  # so that a dot within it is seen
        painter.drawEllipse(spot, theme.px(7) - 0.5, theme.px(7) - 0.5)

    def event(self, event: QEvent) -> bool:
        """A statement that is cut says itself whole in a tool tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = (event.pos().y() - theme.px(_HEAD)) // theme.px(_ROW)
            known = 0 <= at < len(self._rows)
            name = paint.plain_tip(self._rows[at].name) if known else ""
            QToolTip.showText(event.globalPos(), name, self)
            return True
        return super().event(event)
