"""Two roadmaps over the coming quarters: a lane a side, what is out, what waits for what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from models.governance import roadmap
from models.governance.roadmap import Spot
from models.governance.voice import RoadmapItem
from models.partner import SIDES
from models.text import counted, day_text
from ui import icons, paint, theme

ICON = {
    "planned": "circle-dashed",
    "committed": "circle",
    "shipped": "circle-check",
    "dropped": "circle-x",
}
_INK = {"planned": "text_2", "committed": "accent", "shipped": "met", "dropped": "text_3"}
_MARK, _LINE, _LEAST, _PAD = 14, 24, 40, 8


class RoadmapLanes(QWidget):
    """``picked`` tells the id of the item that was clicked, or chosen by arrow keys and Enter."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: Sequence[RoadmapItem] = ()
        self._today = date(2000, 1, 1)
        self._span = roadmap.span(self._today)
        self._names: Mapping[str, str] = {}
        self._offerings: Mapping[int, str] = {}
        self._spots: dict[str, Sequence[Spot]] = {}
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.notifier().changed.connect(self._lay_out)

    def show_items(
        self,
        items: Sequence[RoadmapItem],
        today: date,
        names: Mapping[str, str],
        offerings: Mapping[int, str],
    ) -> None:
        """Names are what each side is called, offerings their names by id."""
        self._items, self._today, self._names = list(items), today, names
        self._offerings, self._span = offerings, roadmap.span(today)
        drawn = [len(roadmap.lane(items, side, self._span)) for side in SIDES]
        told = [
            f"{names[side]}: {counted(count, 'item')}"
            for side, count in zip(SIDES, drawn, strict=True)
        ]
        first, last = self._span.quarters[0], self._span.quarters[-1]
        self.setAccessibleName(f"Roadmaps from {first} to {last}. {'; '.join(told)}")
        self._lay_out()

    def words(self, item: RoadmapItem) -> str:
        """An item in a sentence or two."""
        day = day_text(item.on_date) if item.on_date else "no day"
        late = ", late" if roadmap.late(item, self._today) else ""
        told = [
            f"{item.title} ({self._names[item.side]}): {roadmap.STATE[item.state]}, {day}{late}"
        ]
        if item.offering_id in self._offerings:
            told.append(f"For {self._offerings[item.offering_id]}")
        needs = next((one for one in self._items if one.id == item.depends_on), None)
        if needs is not None:
            told.append(f"Needs {needs.title}")
        return "\n".join(told)

    @property
    def order(self) -> list[RoadmapItem]:
        """What is drawn, lane by lane, as the arrow keys go."""
        return [spot.item for side in SIDES for spot in self._spots.get(side, ())]

    def spot_of(self, item_id: int) -> QPoint | None:
        """Where an item's mark stands."""
        for side in SIDES:
            for spot in self._spots.get(side, ()):
                if spot.item.id == item_id:
                    return self._centre(side, spot).toPoint()
        return None

    # ---- inside ----------------------------------------------------------------------------

    def _room(self) -> int:
        return max(self.width() - 2 * theme.px(_PAD), 100)

    def _lay_out(self) -> None:
        fits = paint.metrics("small")

        def wide(item: RoadmapItem) -> float:
            return fits.horizontalAdvance(self._label(item)) + theme.px(10)

        for side in SIDES:
            self._spots[side] = roadmap.spots(
                roadmap.lane(self._items, side, self._span), self._span, self._room(), wide,
                mark=theme.px(_MARK) / 2 + 3, least=theme.px(_LEAST),
            )  # fmt: skip
        self._at = min(self._at, max(len(self.order) - 1, 0))
        self._say()
        self.setFixedHeight(self._height())
        self.update()

    def _label(self, item: RoadmapItem) -> str:
        offering = self._offerings.get(item.offering_id, "")
        return f"{item.title}  ·  {offering}" if offering else item.title

    def _lines(self, side: str) -> int:
        return max((spot.line + 1 for spot in self._spots.get(side, ())), default=1)

    def _head(self) -> int:
        return paint.metrics("small").height() + theme.px(8)

    def _name_height(self) -> int:
        return paint.metrics("small_strong").height() + theme.px(6)

    def _top(self, side: str) -> int:
        top = self._head()
        for one in SIDES:
            if one == side:
                return top
            top += self._lane_height(one)
        return top

    def _lane_height(self, side: str) -> int:
        return self._name_height() + self._lines(side) * theme.px(_LINE) + theme.px(8)

    def _height(self) -> int:
        foot = theme.px(6) + paint.metrics("small").height()
        return self._head() + sum(self._lane_height(side) for side in SIDES) + foot

    def _centre(self, side: str, spot: Spot) -> QPointF:
        y = self._top(side) + self._name_height() + (spot.line + 0.5) * theme.px(_LINE)
        return QPointF(theme.px(_PAD) + spot.x * self._room(), y)

    def _box(self, side: str, spot: Spot) -> QRect:
        """The mark with its label."""
        centre, half = self._centre(side, spot), theme.px(_MARK) / 2
        left = centre.x() - half - (spot.room + 3 if spot.before else 0)
        wide = 2 * half + spot.room + 3
        high = theme.px(_LINE)
        return QRectF(left, centre.y() - high / 2, wide, high).toRect()

    def _item_at(self, point: QPoint) -> RoadmapItem | None:
        for side in SIDES:
            for spot in self._spots.get(side, ()):
                if self._box(side, spot).contains(point):
                    return spot.item
        return None

    def _say(self) -> None:
        order = self.order
        self.setAccessibleDescription(self.words(order[self._at]) if order else "")

    def _x(self, day: date) -> float:
        return theme.px(_PAD) + self._span.place(day) * self._room()

    # ---- painting --------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_quarters(painter)
        bottom = self._top(SIDES[-1]) + self._lane_height(SIDES[-1])
        self._paint_needs(painter)
        x = self._x(self._today)
        painter.fillRect(
            QRectF(x - 1, self._head(), 2, bottom - self._head()), theme.colour("accent")
        )
        wide = paint.metrics("small").horizontalAdvance("Today") + theme.px(4)
        foot = QRect(round(x - wide / 2), bottom, wide, self.height() - bottom)
        paint.text(painter, foot, "Today", "small", "accent", paint.CENTRE)
        chosen = self.order[self._at].id if self.order and self.hasFocus() else 0
        for side in SIDES:
            top = self._top(side)
            name = QRect(theme.px(_PAD), top, self._room(), self._name_height())
            self._ground(painter, QRect(name.left(), top + 2, min(
                paint.metrics("small_strong").horizontalAdvance(self._names.get(side, "")) + 6,
                name.width()), self._name_height() - 4))  # fmt: skip
            paint.text(painter, name, self._names.get(side, ""), "small_strong", "text")
            for spot in self._spots.get(side, ()):
                self._paint_item(painter, side, spot, focused=spot.item.id == chosen)
        painter.end()

    def _paint_quarters(self, painter: QPainter) -> None:
        line, high = theme.colour("line"), self._height()
        foot = high - theme.px(6) - paint.metrics("small").height()
        for quarter in self._span.quarters:
            left, right = self._x(quarter.first), self._x(quarter.last)
            painter.fillRect(QRectF(left, 0, 1, foot), line)
            head = QRect(
                round(left) + theme.px(5), 0, round(right - left) - theme.px(6), self._head()
            )
            here = quarter.first <= self._today <= quarter.last
            words = str(quarter)
            if paint.metrics("small").horizontalAdvance(words) > head.width():
                words = f"Q{quarter.number}"
            role = "small_strong" if here else "small"
            paint.text(painter, head, words, role, "text" if here else "text_2")
        for side in SIDES:
            painter.fillRect(QRectF(0, self._top(side), self.width(), 1), line)

    def _ground(self, painter: QPainter, rect: QRect) -> None:
        """Words stand on the card's own ground, so that no line runs through them."""
        painter.fillRect(rect, theme.colour("card"))

    def _paint_item(self, painter: QPainter, side: str, spot: Spot, *, focused: bool) -> None:
        item, centre, half = spot.item, self._centre(side, spot), theme.px(_MARK) // 2
        mark = QRect(round(centre.x()) - half, round(centre.y()) - half, 2 * half, 2 * half)
        late = roadmap.late(item, self._today)
        box = self._box(side, spot)
        label = box.adjusted(0, 0, -mark.width() - 6, 0) if spot.before else box.adjusted(
            mark.width() + 6, 0, 0, 0
        )  # fmt: skip
        words = self._label(item)
        wide = min(paint.metrics("small").horizontalAdvance(words) + 4, label.width())
        left = label.right() - wide if spot.before else label.left() - 2
        self._ground(painter, QRect(left, label.top() + 3, wide + 2, label.height() - 6))
        self._ground(painter, mark)
        icons.paint(painter, mark, ICON[item.state], "short" if late else _INK[item.state])
        ink = "short" if late else "text_2" if item.state == "dropped" else "text"
        paint.text(painter, label, words, "small", ink, paint.RIGHT if spot.before else paint.LEFT)
        if focused:
            paint.focus_ring(painter, box)

    def _paint_needs(self, painter: QPainter) -> None:
        """An arrow from what is needed to what waits for it."""
        where = {
            spot.item.id: self._centre(side, spot)
            for side in SIDES
            for spot in self._spots.get(side, ())
        }
        by_id = {item.id: item for item in self._items}
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for item_id, end in where.items():
            start = where.get(by_id[item_id].depends_on)
            if start is None:
                continue
            painter.setPen(QPen(theme.colour("text_3"), 1.2, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            gap = theme.px(_MARK) / 2 + 2
            down = 1 if end.y() >= start.y() else -1
            first = QPointF(start.x(), start.y() + down * gap)
            last = QPointF(end.x(), end.y() - down * gap)
            bend = QPointF(0, down * max(abs(last.y() - first.y()) * 0.5, theme.px(10)))
            path = QPainterPath(first)
            path.cubicTo(first + bend, last - bend, last)
            painter.drawPath(path)
            painter.setPen(QPen(theme.colour("text_3"), 1.2))
            for by in (-4, 4):
                painter.drawLine(last, last + QPointF(by, -down * 5))
        painter.restore()

    # ---- Qt's ------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(theme.px(600), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(260), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            item = self._item_at(event.pos())
            QToolTip.showText(event.globalPos(), self.words(item) if item else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        item = self._item_at(event.position().toPoint())
        if item is not None and event.button() == Qt.MouseButton.LeftButton:
            self._go_to([one.id for one in self.order].index(item.id))
            self.picked.emit(item.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1,
        }  # fmt: skip
        order = self.order
        if order and event.key() in steps:
            self._go_to(min(max(self._at + steps[Qt.Key(event.key())], 0), len(order) - 1))
        elif order and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(order[self._at].id)
        else:
            super().keyPressEvent(event)

    def _go_to(self, at: int) -> None:
        self._at = at
        self._say()
        self.update()
