"""The window drawn: quarters with their deals stacked by group, each a mark to point at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QToolTip

from models.tcv_window import Column, Mark, TcvWindow, group_label
from models.text import compact_money, money_said
from ui import paint, theme
from ui.pages.partner_tabs.tcv_look import legend, swatch
from ui.widgets.charts import Chart

_LEGEND, _BAND, _FIGURE, _FOOT = 24, 20, 18, 22
_LEAST = 3  # height of a mark, so that a small deal can still be pointed at
_WIDEST = 72


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a mark stands: its column, its place in it from the bottom, its box."""

    column: int
    at: int
    box: QRectF
    mark: Mark


class QuarterChart(Chart):
    """Left and Right go from quarter to quarter, Up and Down from deal to deal.

    ``picked`` tells a deal that was clicked or walked to, ``opened`` one that was double-clicked
    or on which Enter was pressed; small deals that are drawn as one are told by their group.
    """

    picked = Signal(object)  # an id has 63 bits
    opened = Signal(object)
    gathered = Signal(str, object)  # the group of the small deals of a quarter, their ids
    pointed = Signal(str)  # what is under the pointer or the keyboard, in words; "" for nothing

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._window: TcvWindow | None = None
        self._spots: list[_Spot] = []
        self._for = QSize()
        self._hover: Mark | None = None
        self._current: Mark | None = None

    def set_window(self, window: TcvWindow) -> None:
        self._window = window
        self._spots = []
        self._hover = None
        known = [mark for column in window.columns for mark in column.marks]
        self._current = self._current if self._current in known else None
        money = window.terms.currency
        told = [
            f"{c.label}: {money_said(c.counted, money)} counts of {money_said(c.minor, money)}"
            for c in window.columns
            if c.marks
        ]
        self._tell(". ".join(told) or "no deals")

    def set_current(self, deal_id: int) -> None:
        """Mark the deal that is current elsewhere."""
        window = self._window
        marks = [m for c in window.columns for m in c.marks] if window else []
        self._current = next((mark for mark in marks if mark.id == deal_id), None)
        self.update()

    def spots(self) -> list[_Spot]:
        """Where each mark stands now."""
        if not self._spots or self._for != self.size():
            self._spots = self._place()
            self._for = self.size()
        return self._spots

    # ---- places ----------------------------------------------------------------------------

    def _plot(self) -> QRectF:
        top = theme.px(_LEGEND + _BAND + _FIGURE)
        return QRectF(self.rect()).adjusted(4, top, -4, -theme.px(_FOOT))

    def _share(self, plot: QRectF) -> float:
        return plot.width() / max(1, len(self._window.columns if self._window else ()))

    def _place(self) -> list[_Spot]:
        if self._window is None:
            return []
        plot, columns = self._plot(), self._window.columns
        share = self._share(plot)
        wide = min(share * 0.7, theme.px(_WIDEST))
        # What lies outside the quarters may be any height; it never presses the others down.
        inside = [column.minor for column in columns if column.first is not None]
        largest = max(inside, default=0) or max((c.minor for c in columns), default=0) or 1
        spots = []
        for number, column in enumerate(columns):
            part = plot.height() / max(largest, column.minor)
            highs = [max(_LEAST, part * mark.minor) for mark in column.marks]
            fit = min(1.0, plot.height() / sum(highs)) if highs else 1.0
            left, y = plot.left() + share * number + (share - wide) / 2, plot.bottom()
            for at, (mark, high) in enumerate(zip(column.marks, highs, strict=True)):
                y -= high * fit
                # A gap of 1 px parts the deals where colour alone would not.
                box = QRectF(left, y, wide, max(1.0, high * fit - 1))
                spots.append(_Spot(number, at, box, mark))
        return spots

    # ---- painting --------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(theme.px(640), theme.px(236))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(200))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._window is None:
            return
        painter = QPainter(self)
        plot = self._plot()
        legend(painter, QRect(4, 0, self.width() - 8, theme.px(_LEGEND - 4)))
        self._bands(painter, plot)
        for spot in self.spots():
            swatch(painter, spot.box, spot.mark.group)
        for mark, ink in ((self._hover, "text"), (self._current, "text")):
            self._outline(painter, mark, ink)
        self._words(painter, plot)
        line = QRectF(plot.left(), round(plot.bottom()), plot.width(), 1)
        painter.fillRect(line, theme.colour("control_line"))
        self._today(painter, plot)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), 6)
        painter.end()

    def _bands(self, painter: QPainter, plot: QRectF) -> None:
        """The ground behind the quarters whose deals count, and what counts in them."""
        window = self._window
        if window is None:
            return
        share = self._share(plot)
        runs: list[tuple[str, int, int]] = []
        for number, column in enumerate(window.columns):
            words = _counts(column)
            if runs and runs[-1][0] == words:
                runs[-1] = (words, runs[-1][1], number)
            else:
                runs.append((words, number, number))
        for words, first, last in runs:
            if not words:
                continue
            left = plot.left() + share * first
            room = QRectF(left + 2, theme.px(_LEGEND), share * (last - first + 1) - 4, 0)
            room.setBottom(plot.bottom())
            paint.rounded(painter, room, 6, theme.colour("window"))
            head = QRect(round(room.left()) + 8, theme.px(_LEGEND), round(room.width()) - 12,
                         theme.px(_BAND))  # fmt: skip
            paint.text(painter, head, words, "small_strong", "text_2")

    def _words(self, painter: QPainter, plot: QRectF) -> None:
        window = self._window
        if window is None:
            return
        share = self._share(plot)
        tops: dict[int, float] = {}
        for spot in self.spots():
            tops[spot.column] = min(tops.get(spot.column, plot.bottom()), spot.box.top())
        short = paint.metrics("badge").horizontalAdvance("Q4 2022") > share - 4
        for number, column in enumerate(window.columns):
            left, wide = round(plot.left() + share * number), round(share)
            if column.marks:
                figure = compact_money(column.counted or column.minor, window.terms.currency)
                ink, role = ("text", "badge_strong") if column.counted else ("text_3", "badge")
                over = QRect(left, round(tops[number]) - theme.px(_FIGURE) + 2, wide,
                             theme.px(_FIGURE) - 2)  # fmt: skip
                paint.text(painter, over, figure, role, ink, paint.CENTRE)
            label = column.label.replace(" 20", " ’") if short else column.label
            below = QRect(left, round(plot.bottom()) + 3, wide, theme.px(_FOOT) - 4)
            role, ink = ("badge_strong", "accent") if _holds(column, window.day) else (
                "badge", "text_2"
            )  # fmt: skip
            paint.text(painter, below, label, role, ink, paint.CENTRE)

    def _today(self, painter: QPainter, plot: QRectF) -> None:
        """A peg on the axis where the day stands in its quarter."""
        window = self._window
        if window is None:
            return
        share = self._share(plot)
        for number, column in enumerate(window.columns):
            if column.first is None or column.last is None or not _holds(column, window.day):
                continue
            part = (window.day - column.first).days / ((column.last - column.first).days + 1)
            x, y, side = plot.left() + share * (number + part), plot.bottom(), theme.px(5)
            peg = QPolygonF(
                [QPointF(x, y), QPointF(x - side, y + side), QPointF(x + side, y + side)]
            )
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawPolygon(peg)
            painter.restore()

    def _outline(self, painter: QPainter, mark: Mark | None, ink: str) -> None:
        spot = next((spot for spot in self.spots() if spot.mark is mark), None)
        if spot is None:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour(ink), 2))
        painter.drawRect(spot.box.adjusted(-1, -1, 1, 1))

    # ---- pointing --------------------------------------------------------------------------

    def words_of(self, mark: Mark) -> str:
        """A mark in words: the deal, its amount, its group."""
        window = self._window
        if window is None:
            return ""
        amount = money_said(mark.minor, window.terms.currency)
        return f"{mark.text}, {amount}: {group_label(mark.group, window.days).lower()}"

    def _under(self, point: QPointF) -> Mark | None:
        for spot in self.spots():
            if spot.box.adjusted(-1, -1, 1, 1).contains(point):
                return spot.mark
        return None

    def _point(self, mark: Mark | None) -> None:
        self.pointed.emit(self.words_of(mark) if mark else "")
        self.update()

    def _choose(self, mark: Mark) -> None:
        self._current = mark
        self._point(mark)
        self.setAccessibleDescription(self.words_of(mark))
        if mark.id:
            self.picked.emit(mark.id)
        else:
            self.gathered.emit(mark.group, list(mark.ids))

    def _walk(self, sideways: int, upwards: int) -> None:
        spots = self.spots()
        if not spots:
            return
        here = next((spot for spot in spots if spot.mark is self._current), None)
        if here is None:
            self._choose(spots[0].mark if sideways >= 0 else spots[-1].mark)
            return
        if sideways:
            filled = sorted({spot.column for spot in spots})
            to = min(max(filled.index(here.column) + sideways, 0), len(filled) - 1)
            beside = [spot for spot in spots if spot.column == filled[to]]
            self._choose(beside[min(here.at, len(beside) - 1)].mark)
            return
        stack = [spot for spot in spots if spot.column == here.column]
        self._choose(stack[min(max(here.at + upwards, 0), len(stack) - 1)].mark)

    # Qt's

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, 1),
            Qt.Key.Key_Down: (0, -1),
        }
        key = Qt.Key(event.key())
        if key in steps and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._walk(*steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current is not None:
            if self._current.id:
                self.opened.emit(self._current.id)
        elif key == Qt.Key.Key_Escape and self._current is not None:
            self._current = None
            self._point(None)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        mark = self._under(event.position())
        if mark is not self._hover:
            self._hover = mark
            hand = Qt.CursorShape.PointingHandCursor
            self.setCursor(hand if mark else Qt.CursorShape.ArrowCursor)
            self._point(mark or self._current)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        mark = self._under(event.position())
        if mark is not None:
            self._choose(mark)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        mark = self._under(event.position())
        if mark is not None and mark.id:
            self.opened.emit(mark.id)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover = None
        self._point(self._current)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            mark = self._under(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.words_of(mark) if mark else "", self)
            return True
        return super().event(event)


def _holds(column: Column, day: date) -> bool:
    return column.first is not None and column.last is not None and (
        column.first <= day <= column.last
    )  # fmt: skip


def _counts(column: Column) -> str:
    if column.closed_count and column.open_count:
        return "All deals count"
    if column.closed_count:
        return "Won and lost deals count"
    return "Open deals count" if column.open_count else ""
