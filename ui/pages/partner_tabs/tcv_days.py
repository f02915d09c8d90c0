"""The measure day by day as a line of steps, with the tiers' targets and a day to move along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QToolTip

from models.program.timeline import Step, Timeline
from models.tcv_lines import step_words
from models.text import compact_money, day_text, money_said
from ui import paint, theme
from ui.pages.partner_tabs.tcv_look import dashed
from ui.widgets.charts import Chart

_HEAD, _FOOT, _SIDE = 26, 24, 8
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Course:
    """What is drawn: the steps, the tiers' targets with their names, the days that stand out."""

    timeline: Timeline
    targets: tuple[tuple[str, int], ...]
    as_of: date
    ahead_day: date
    ahead_minor: int
    ahead_words: str


class DayChart(Chart):
    """A drag, a click or the arrow keys move the day; Page Up and Page Down go step by step."""

    day_picked = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._course: Course | None = None
        self._day = date.min

    def set_course(self, course: Course) -> None:
        self._course = course
        self.set_day(course.as_of)

    def set_day(self, day: date) -> None:
        """Stand on a day without telling."""
        if self._course is None:
            return
        self._day = day
        step, money = self._course.timeline.at(day), self._currency
        self._tell(f"{day_text(day)}, {money_said(step.tcv.total, money)}")
        self.setAccessibleDescription(step_words(step))

    @property
    def day(self) -> date:
        return self._day

    @property
    def _currency(self) -> str:
        return self._course.timeline.steps[0].terms.currency if self._course else ""

    # ---- places ----------------------------------------------------------------------------

    def _plot(self) -> QRectF:
        right = theme.px(_SIDE) + self._margin()
        return QRectF(self.rect()).adjusted(
            theme.px(_SIDE), theme.px(_HEAD), -right, -theme.px(_FOOT)
        )

    def _margin(self) -> int:
        """Room at the right for the names of the targets."""
        fits = paint.metrics("badge_strong")
        return max((fits.horizontalAdvance(words) for words, _ in self._names()), default=0) + 8

    def _names(self) -> list[tuple[str, int]]:
        """The targets that are worth showing: those reached, and the next one above."""
        if self._course is None:
            return []
        highest = self._highest()
        shown: list[tuple[str, int]] = []
        for label, minor in self._course.targets:
            if shown and shown[-1][1] > highest:
                break
            shown.append((label, minor))
        money = self._currency
        return [(f"{label} {compact_money(minor, money)}", minor) for label, minor in shown]

    def _highest(self) -> int:
        if self._course is None:
            return 0
        totals = [step.tcv.total for step in self._course.timeline.steps]
        return max([*totals, self._course.ahead_minor])

    def x_of(self, day: date) -> float:
        """Where a day stands."""
        course, plot = self._course, self._plot()
        if course is None:
            return plot.left()
        first, last = course.timeline.first, course.timeline.last
        return plot.left() + plot.width() * (day - first).days / ((last - first).days or 1)

    def day_at(self, x: float) -> date:
        """The day at a place, one of the course's."""
        course, plot = self._course, self._plot()
        if course is None:
            return self._day
        first, last = course.timeline.first, course.timeline.last
        part = min(1.0, max(0.0, (x - plot.left()) / (plot.width() or 1)))
        return first + timedelta(days=round(part * (last - first).days))

    def _y_of(self, minor: int, top: float) -> float:
        plot = self._plot()
        return plot.bottom() - plot.height() * minor / top

    def _top(self) -> float:
        return max([self._highest(), *(minor for _, minor in self._names()), 1]) * 1.06

    # ---- painting --------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(theme.px(560), theme.px(236))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(200))

    def paintEvent(self, event: QPaintEvent) -> None:
        course = self._course
        if course is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot, top = self._plot(), self._top()
        self._months(painter, plot, course)
        below = plot.bottom() + theme.px(_FOOT)
        for words, minor in self._names():
            y = self._y_of(minor, top)
            # Names that would stand on each other move up.
            below = min(y, below - theme.px(16))
            self._target(painter, plot, y, below, words)
        self._steps(painter, plot, course.timeline.steps, top)
        self._as_of(painter, plot, course)
        self._cursor(painter, plot, course, top)
        self._ahead(painter, course, top)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), 6)
        painter.end()

    def _months(self, painter: QPainter, plot: QRectF, course: Course) -> None:
        day = course.timeline.first.replace(day=1)
        taken = plot.left()
        wide = paint.metrics("badge_strong").horizontalAdvance("2026") + 6 > plot.width() / 13
        while day <= course.timeline.last:
            x = self.x_of(max(day, course.timeline.first))
            quarter = day.month % 3 == 1
            ink = "control_line" if day.month == 1 else "line"
            if quarter:
                painter.fillRect(QRectF(round(x), plot.top(), 1, plot.height()), theme.colour(ink))
            words, role = _MONTHS[day.month - 1], "badge"
            if day.month == 1:
                words, role = str(day.year), "badge_strong"
            if (quarter or not wide) and x >= taken:
                across = paint.metrics(role).horizontalAdvance(words) + 2
                spot = QRect(round(x) + 3, round(plot.bottom()) + 4, across, theme.px(18))
                paint.text(painter, spot, words, role, "text_2")
                taken = x + across + 3
            day = (day + timedelta(days=31)).replace(day=1)
        painter.fillRect(
            QRectF(plot.left(), round(plot.bottom()), plot.width(), 1),
            theme.colour("control_line"),
        )

    def _target(self, painter: QPainter, plot: QRectF, y: float, beside: float, words: str) -> None:
        y = round(y) + 0.5
        dashed(painter, QPointF(plot.left(), y), QPointF(plot.right(), y), "field_edge")
        high = theme.px(18)
        spot = QRect(round(plot.right()) + 6, round(beside) - high // 2, self._margin(), high)
        paint.text(painter, spot, words, "badge_strong", "text_2")

    def _steps(self, painter: QPainter, plot: QRectF, steps: Sequence[Step], top: float) -> None:
        line = QPainterPath()
        dots = []
        for at, step in enumerate(steps):
            left, y = self.x_of(step.day), self._y_of(step.tcv.total, top)
            right = self.x_of(min(step.until + timedelta(days=1), steps[-1].until))
            if at:
                line.lineTo(left, y)
                dots.append(QPointF(left, y))
            else:
                line.moveTo(left, y)
            line.lineTo(right, y)
        ground = QPainterPath(line)
        ground.lineTo(plot.right(), plot.bottom())
        ground.lineTo(plot.left(), plot.bottom())
        painter.save()
        painter.setOpacity(0.45)
        painter.fillPath(ground, theme.colour("selected"))
        painter.restore()
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(line)
        for dot in dots:
            paint.dot(painter, dot, 3, "accent")

    def _ahead(self, painter: QPainter, course: Course, top: float) -> None:
        """A diamond on the day of the next measuring, if the open deals close."""
        x, y, side = self.x_of(course.ahead_day), self._y_of(course.ahead_minor, top), theme.px(6)
        painter.setBrush(theme.colour("card"))
        painter.setPen(QPen(theme.colour("text"), 2))
        corners = ((0, -side), (side, 0), (0, side), (-side, 0))
        painter.drawPolygon(QPolygonF([QPointF(x + right, y + down) for right, down in corners]))
        wide = paint.metrics("badge_strong").horizontalAdvance(course.ahead_words) + 4
        left = round(x) - side - 4 - wide
        spot = QRect(left, round(y) - theme.px(20), wide, theme.px(18))
        paint.rounded(painter, QRectF(spot.adjusted(-4, 0, 2, 0)), 4, theme.colour("card"))
        paint.text(painter, spot, course.ahead_words, "badge_strong", "text", paint.RIGHT)

    def _as_of(self, painter: QPainter, plot: QRectF, course: Course) -> None:
        x = round(self.x_of(course.as_of)) + 0.5
        painter.setPen(QPen(theme.colour("text_2"), 1))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        if self._day != course.as_of:
            words = day_text(course.as_of)
            self._badge(painter, plot, x, words, "text_2", "card")

    def _cursor(self, painter: QPainter, plot: QRectF, course: Course, top: float) -> None:
        x, total = self.x_of(self._day), course.timeline.at(self._day).tcv.total
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawLine(QPointF(x, plot.top() - 2), QPointF(x, plot.bottom()))
        paint.dot(painter, QPointF(x, self._y_of(total, top)), theme.px(6), "card")
        paint.dot(painter, QPointF(x, self._y_of(total, top)), theme.px(5), "accent")
        words = f"{day_text(self._day)}  {compact_money(total, self._currency)}"
        self._badge(painter, plot, x, words, "on_accent", "accent")

    def _badge(
        self, painter: QPainter, plot: QRectF, x: float, words: str, ink: str, ground: str
    ) -> None:
        wide = paint.metrics("badge_strong").horizontalAdvance(words) + theme.px(14)
        left = min(max(plot.left(), x - wide / 2), self.width() - wide - 2)
        room = QRectF(left, 2, wide, theme.px(_HEAD) - 6)
        paint.rounded(painter, room, room.height() / 2, theme.colour(ground))
        paint.text(painter, room.toRect(), words, "badge_strong", ink, paint.CENTRE)

    # ---- moving ----------------------------------------------------------------------------

    def _go(self, day: date) -> None:
        if self._course is None:
            return
        line = self._course.timeline
        day = min(max(day, line.first), line.last)
        if day != self._day:
            self.set_day(day)
            self.day_picked.emit(day)

    def step(self, by: int) -> None:
        """Go to the first day of the step after this one, or of this or the one before."""
        if self._course is None:
            return
        days = [step.day for step in self._course.timeline.changes]
        beyond = [day for day in days if (day > self._day if by > 0 else day < self._day)]
        if beyond:
            self._go(beyond[0] if by > 0 else beyond[-1])

    # Qt's

    def keyPressEvent(self, event: QKeyEvent) -> None:
        course, key = self._course, event.key()
        if course is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            by = 7 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self._go(self._day + timedelta(days=by if key == Qt.Key.Key_Right else -by))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.step(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(course.timeline.first if key == Qt.Key.Key_Home else course.timeline.last)
        elif key == Qt.Key.Key_Escape and self._day != course.as_of:
            self._go(course.as_of)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(self.day_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(self.day_at(event.position().x()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._course:
            step = self._course.timeline.at(self.day_at(event.pos().x()))
            amount = money_said(step.tcv.total, self._currency)
            span = f"{day_text(step.day)} to {day_text(step.until)}"
            QToolTip.showText(event.globalPos(), f"{span}: {amount}\n{step_words(step)}", self)
            return True
        return super().event(event)
