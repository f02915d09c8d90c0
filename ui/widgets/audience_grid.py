"""Who was trained on what in twelve months: a cell an audience and topic, blanks are gaps."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from models.governance import enablement
from models.governance.enablement import Cell, Grid
from models.governance.voice import AUDIENCES, TOPICS
from models.text import counted, day_text
from ui import icons, paint, theme

_ROW, _GAP, _HEAD = 44, 4, 96


class AudienceGrid(QWidget):
    """``picked`` tells audience and topic of the cell that was clicked, or chosen with Enter."""

    picked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid: Grid | None = None
        self._at = (0, 0)
        self._chosen: tuple[str, str] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.notifier().changed.connect(self._take_size)
        self._take_size()

    def show_grid(self, grid: Grid) -> None:
        self._grid = grid
        told = f"{grid.covered} of {len(grid.cells)} cells with a session or a course"
        self.setAccessibleName(f"Training by audience and topic: {told}")
        self._say()
        self.update()

    def set_chosen(self, chosen: tuple[str, str] | None) -> None:
        """Mark the cell whose sessions are listed."""
        self._chosen = chosen
        self.update()

    def words(self, cell: Cell) -> str:
        """What a cell holds, in a sentence."""
        where = f"{enablement.AUDIENCE[cell.audience]}, {enablement.TOPIC[cell.topic].lower()}"
        last = f"; the last on {day_text(cell.last)}" if cell.last else ""
        return f"{where}: {enablement.cell_words(cell).lower()}{last}"

    def cell_rect(self, audience: str, topic: str) -> QRect:
        row, column = AUDIENCES.index(audience), TOPICS.index(topic)
        gap, left = theme.px(_GAP), theme.px(_HEAD)
        wide = (self.width() - left) // len(TOPICS)
        high = theme.px(_ROW)
        top = self._head_height() + row * (high + gap)
        return QRect(left + column * wide, top, wide - gap, high)

    # ---- inside ----------------------------------------------------------------------------

    def _head_height(self) -> int:
        return 2 * paint.metrics("small_strong").height() + theme.px(6)

    def _take_size(self) -> None:
        rows = len(AUDIENCES)
        self.setFixedHeight(
            self._head_height() + rows * theme.px(_ROW) + (rows - 1) * theme.px(_GAP) + 1
        )
        self.update()

    def _cell(self, row: int, column: int) -> Cell | None:
        if self._grid is None:
            return None
        return self._grid.cell(AUDIENCES[row], TOPICS[column])

    def _cell_at(self, spot: QPoint) -> tuple[int, int] | None:
        for row, audience in enumerate(AUDIENCES):
            for column, topic in enumerate(TOPICS):
                if self.cell_rect(audience, topic).contains(spot):
                    return row, column
        return None

    def _say(self) -> None:
        cell = self._cell(*self._at)
        self.setAccessibleDescription(self.words(cell) if cell else "")

    # ---- Qt's ------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(theme.px(560), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignBottom)
        for topic in TOPICS:
            below = self.cell_rect(AUDIENCES[0], topic)
            head = QRect(below.left(), 0, below.width(), self._head_height() - theme.px(4))
            painter.setFont(theme.font("small_strong"))
            painter.setPen(theme.colour("text_2"))
            whole = enablement.TOPIC[topic]
            lines = painter.boundingRect(QRect(0, 0, head.width(), 1000), flags, whole).height()
            words = whole if lines <= head.height() else enablement.TOPIC_SHORT[topic]
            painter.drawText(head, flags, words)
        for row, audience in enumerate(AUDIENCES):
            for column, topic in enumerate(TOPICS):
                cell = self._cell(row, column)
                if cell is not None:
                    self._paint_cell(painter, self.cell_rect(audience, topic), cell)
            first = self.cell_rect(audience, TOPICS[0])
            name = QRect(0, first.top(), first.left() - theme.px(6), first.height())
            paint.text(painter, name, enablement.AUDIENCE[audience], "small_strong", "text")
        if self.hasFocus():
            at = self.cell_rect(AUDIENCES[self._at[0]], TOPICS[self._at[1]])
            paint.focus_ring(painter, at, theme.px(6))
        painter.end()

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        tone = "no_data" if cell.empty else "met"
        ink, ground = paint.tone_colours(tone)
        line = theme.colour("accent") if self._chosen == (cell.audience, cell.topic) else None
        paint.rounded(painter, QRectF(rect), theme.px(6), QColor(ground), line)
        inner = rect.adjusted(theme.px(8), theme.px(4), -theme.px(6), -theme.px(4))
        half = inner.height() // 2
        top = QRect(inner.left(), inner.top(), inner.width(), half)
        low = QRect(inner.left(), inner.top() + half, inner.width(), half)
        if cell.empty:
            side = theme.px(14)
            icons.paint(painter, paint.square_in(inner, side), "circle-dashed", ink)
            rest = inner.adjusted(side + theme.px(6), 0, 0, 0)
            paint.text(painter, rest, "Gap", "small", ink)
            return
        people = cell.people + cell.courses
        paint.text(painter, top, counted(people, "person", "people"), "small_strong", "text")
        parts = []
        if cell.sessions:
            parts.append(counted(cell.sessions, "session"))
        if cell.courses:
            parts.append(f"{cell.courses:,} by courses")
        paint.text(painter, low, " · ".join(parts), "small", "text_2")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._cell_at(event.pos())
            cell = self._cell(*at) if at else None
            QToolTip.showText(event.globalPos(), self.words(cell) if cell else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._cell_at(event.position().toPoint())
        if at is not None and event.button() == Qt.MouseButton.LeftButton:
            self._go_to(at)
            self.picked.emit(AUDIENCES[at[0]], TOPICS[at[1]])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        if event.key() in steps:
            by = steps[Qt.Key(event.key())]
            row = min(max(self._at[0] + by[0], 0), len(AUDIENCES) - 1)
            self._go_to((row, min(max(self._at[1] + by[1], 0), len(TOPICS) - 1)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(AUDIENCES[self._at[0]], TOPICS[self._at[1]])
        else:
            super().keyPressEvent(event)

    def _go_to(self, at: tuple[int, int]) -> None:
        self._at = at
        self._say()
        self.update()
