"""The list of places in the sidebar: its entries, their painting, its keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui import icons, paint, theme
from ui.widgets.sections import ROW, Index, SectionedModel

RAIL = 60
HIGH, _LEAST, _RAIL_LEAST, _ICON = 34, 25, 18, 24
_SIDE = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """One place to go. ``count`` stands at its right, red where ``alert``; ``section`` heads it."""

    key: str
    title: str
    icon: str
    section: str = ""
    count: str = ""
    alert: bool = False


class NavModel(SectionedModel):
    """Entries with the headings of their sections between them."""

    def set_entries(self, entries: Sequence[Entry]) -> None:
        rows: list[Entry | str] = []
        section = ""
        for entry in entries:
            if entry.section != section:
                section = entry.section
                rows.append(section)
            rows.append(entry)
        self.show_rows(rows)

    def row_of(self, key: str) -> int:
        for at, entry in enumerate(self.rows):
            if isinstance(entry, Entry) and entry.key == key:
                return at
        return -1

    def replace(self, at: int, entry: Entry) -> None:
        self.rows[at] = entry
        self.dataChanged.emit(self.index(at), self.index(at))

    def told(self, row: Entry, role: int) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.title}, {row.count}" if row.count else row.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.title
        return super().told(row, role)


class NavDelegate(QStyledItemDelegate):
    rail = False
    high = 0  # of an entry, where there is no room for as much as it would have

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        heading = isinstance(index.data(ROW), str)
        if not heading:
            return QSize(theme.px(100), self.high or theme.px(HIGH))
        if heading and self.rail:
            return QSize(RAIL, theme.px(30))
        return QSize(theme.px(100), theme.px(36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry | str = index.data(ROW)
        rect = option.rect
        if isinstance(entry, str):
            self._heading(painter, rect, entry)
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        box = rect.adjusted(_SIDE, 1, -_SIDE, -1)
        tokens = theme.tokens()
        if selected:
            ground = "hover" if tokens.dark else "card"
            paint.rounded(painter, QRectF(box), 6, theme.colour(ground))
            bar = QRectF(box.left(), box.top() + 7, 3, box.height() - 14)
            paint.rounded(painter, bar, 1.5, theme.colour("accent"))
        elif hovered:
            paint.rounded(painter, QRectF(box), 6, theme.colour("line"))
        ink = "text" if selected else "text_2"
        side = theme.px(16)
        spot = paint.square_in(box.adjusted(12, 0, 0, 0), side)
        if self.rail:
            spot.moveCenter(box.center())
        icons.paint(painter, spot, entry.icon, "accent" if selected else "text_2")
        if not self.rail:
            self._words(painter, box, spot.right(), entry, "strong" if selected else "control", ink)
        view = option.widget
        if view is not None and view.hasFocus() and selected:
            paint.focus_ring(painter, box, 6)

    def _words(
        self, painter: QPainter, box: QRect, left: int, entry: Entry, role: str, ink: str
    ) -> None:
        right = box.right() - 10
        if entry.count:
            wide = paint.metrics("badge_strong").horizontalAdvance(entry.count)
            if entry.alert:
                room = QRect(0, 0, max(theme.px(22), wide + 12), theme.px(18))
                room.moveCenter(box.center())
                room.moveRight(right + 4)
                paint.pill(painter, room, "", "short")
                paint.text(painter, room, entry.count, "badge_strong", "short", paint.CENTRE)
            else:
                room = QRect(right - wide, box.top(), wide + 1, box.height())
                paint.text(painter, room, entry.count, "badge_strong", "text_2", paint.RIGHT)
            right -= wide + 14
        words = QRect(left + 11, box.top(), right - left - 11, box.height())
        paint.text(painter, words, entry.title, role, ink)

    def _heading(self, painter: QPainter, rect: QRect, words: str) -> None:
        if self.rail:
            middle = rect.center()
            painter.fillRect(
                QRect(middle.x() - 10, middle.y(), 20, 1), theme.colour("control_line")
            )
        else:
            room = rect.adjusted(_SIDE + 10, 10, -_SIDE, 0)
            paint.text(painter, room, words, "badge_strong", "text_2")


class NavView(QListView):
    """Arrow keys go at once, and type-ahead finds an entry."""

    moved = Signal(QModelIndex)

    def fit(self) -> None:
        """Stand closer together where that shows all; where even that is too much, it scrolls."""
        delegate = self.itemDelegate()
        if not isinstance(delegate, NavDelegate):
            return
        count = max(1, self.model().rowCount())
        room = self.viewport().height() // count
        full, least = theme.px(HIGH), max(theme.px(_LEAST), _ICON)
        if delegate.rail:  # no words, so no more than its icon with a little air
            least = max(theme.px(_RAIL_LEAST), _ICON)
        high = full if room >= full else room if room >= least else full
        if high != (delegate.high or full):
            delegate.high = high
            self.doItemsLayout()
        self.scrollTo(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex()
        super().keyPressEvent(event)
        now = self.currentIndex()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if now.isValid() and (now != before or enter):
            self.moved.emit(now)
