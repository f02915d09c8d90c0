"""Small charts: a spark line, columns stacked by quarter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from models import chart_lines
from ui import paint, theme

_HEAD = 20  # room above a column for its figure
_FOOT = 22  # room under it for its name


@dataclass(frozen=True, slots=True)
class Part:
    """One layer of a stacked column: value >= 0, a token role such as ``met.bar``, its name."""

    value: float
    colour: str
    name: str


@dataclass(frozen=True, slots=True)
class Stack:
    """One column: its name under it, its total as text above it, its parts from the bottom up."""

    label: str
    figure: str
    parts: tuple[Part, ...]


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


class _Columns(Chart):
    """What charts with columns share: places, names under them, figures above them."""

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), theme.px(220))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(140))

    def _plot(self) -> QRectF:
        return QRectF(self.rect()).adjusted(0, theme.px(_HEAD), 0, -theme.px(_FOOT))

    def _column(self, plot: QRectF, at: int, count: int) -> QRectF:
        share = plot.width() / max(count, 1)
        wide = min(share * 0.62, theme.px(64))
        return QRectF(
            plot.left() + share * at + (share - wide) / 2, plot.top(), wide, plot.height()
        )

    def _words(
        self, painter: QPainter, column: QRectF, share: float, top: float, label: str, figure: str
    ) -> None:
        middle = column.center().x()
        left, wide = round(middle - share / 2) + 2, round(share) - 4
        high = paint.metrics("badge_strong").height()
        above = QRect(left, round(top) - high - 2, wide, high)
        paint.text(painter, above, figure, "badge_strong", "text", paint.CENTRE)
        below = QRect(left, self.height() - theme.px(_FOOT) + 4, wide, theme.px(_FOOT) - 4)
        paint.text(painter, below, label, "badge", "text_2", paint.CENTRE)

    def _base_line(self, painter: QPainter, plot: QRectF, y: float) -> None:
        line = QRectF(plot.left(), round(y), plot.width(), 1)
        painter.fillRect(line, theme.colour("control_line"))


class StackedColumns(_Columns):
    """Columns of parts, such as deals by status for each quarter, with their legend above."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._stacks: tuple[Stack, ...] = ()

    def set_stacks(self, stacks: Sequence[Stack]) -> None:
        self._stacks = tuple(stacks)
        self._tell(". ".join(f"{stack.label}: {stack.figure}" for stack in stacks))

    def _plot(self) -> QRectF:
        return super()._plot().adjusted(0, theme.px(24), 0, 0)

    def _legend(self, painter: QPainter) -> None:
        names: dict[str, str] = {}
        for stack in self._stacks:
            for part in stack.parts:
                names.setdefault(part.name, part.colour)
        x = 0
        fits = paint.metrics("small")
        for name, colour in names.items():
            side = theme.px(10)
            box = QRectF(x, (theme.px(18) - side) / 2, side, side)
            paint.rounded(painter, box, 2, theme.colour(colour))
            wide = fits.horizontalAdvance(name) + 2
            room = QRect(x + side + 6, 0, wide, theme.px(18))
            paint.text(painter, room, name, "small", "text_2")
            x = room.right() + theme.px(16)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        plot = self._plot()
        largest = max((sum(p.value for p in s.parts) for s in self._stacks), default=0) or 1
        share = plot.width() / max(len(self._stacks), 1)
        for at, stack in enumerate(self._stacks):
            column = self._column(plot, at, len(self._stacks))
            y = plot.bottom()
            for part in stack.parts:
                high = plot.height() * part.value / largest
                if high > 0:
                    # A gap of 1 px parts the layers where colour alone would not.
                    layer = QRectF(column.left(), y - high, column.width(), max(high - 1, 1))
                    painter.fillRect(layer, theme.colour(part.colour))
                y -= high
            self._words(painter, column, share, y, stack.label, stack.figure)
        self._base_line(painter, plot, plot.bottom())
        self._legend(painter)
        painter.end()
